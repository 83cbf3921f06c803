#include <string.h>

#include "endpoint/core/ep-natural.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/store/ep-undo.h"

/* A yearly renewal as others see it: its lines, how far each section is, and taking all of it back. */

static int
ep_renewal_list_compare(gconstpointer a, gconstpointer b)
{
    EpRecord *left = *(EpRecord **)a, *right = *(EpRecord **)b;
    guint number = ep_renewal_line_table.at.number;
    int order =
        ep_natural_compare(ep_record_get_named(left, "section_code"), ep_record_get_named(right, "section_code"));

    if (order == 0)
        order = ep_record_get_integer(left, "section") < ep_record_get_integer(right, "section")
                    ? -1
                    : ep_record_get_integer(left, "section") > ep_record_get_integer(right, "section");
    return order != 0 ? order : ep_natural_compare(ep_record_get(left, number), ep_record_get(right, number));
}

GPtrArray *
ep_renewal_load_lines(EpReader *reader, gint64 renewal, gint64 section, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, renewal);
    g_autofree char *of = g_strdup_printf("%" G_GINT64_FORMAT, section);
    EpMatch matches[] = { { "renewal", id }, { section != 0 ? "section" : NULL, of }, { NULL, NULL } };
    GPtrArray *lines = ep_reader_load(reader, &ep_renewal_line_table, matches, error);

    if (lines != NULL)
        g_ptr_array_sort(lines, ep_renewal_list_compare);
    return lines;
}

/* --- taking it back --- */

static gboolean
ep_renewal_list_take_act(const EpRow *row, gpointer user_data, GError **error)
{
    gint64 seq = ep_row_get_integer(row, 0);

    g_array_append_val((GArray *)user_data, seq);
    return TRUE;
}

int
ep_renewal_undo(EpLedger *ledger, gint64 renewal, const EpHow *how, EpProgress *progress, char ***left, GError **error)
{
    g_autoptr(GArray) seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
    EpValue value = EP_INTEGER(renewal);

    if (!ep_reader_query(ep_ledger_get_reader(ledger), "renewal-acts", &value, 1, ep_renewal_list_take_act, seqs,
                         error))
        return -1;
    return ep_ledger_undo_all(ledger, seqs, how, progress, left, error);
}
