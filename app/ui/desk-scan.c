#include "app/ui/desk-scan.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-verb-sheet.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form.h"
#include "endpoint/ledger/ep-kinds.h"

typedef struct {
    GtkWidget *from; /* kept */
    DeskData *data;  /* kept */
    gint64 id;
} DeskScan;

/* Ids are one row of numbers for all kinds. */
static gpointer
desk_scan_find(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskScan *scan = user_data;
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autoptr(GPtrArray) found = NULL;

        if ((table->flags & EP_TABLE_OBSERVED) != 0)
            continue;
        found = ep_reader_read_many(ep_ledger_get_reader(ledger), table, &scan->id, 1, FALSE, error);
        if (found == NULL)
            return NULL;
        if (found->len > 0)
            return g_object_ref(g_ptr_array_index(found, 0));
    }
    g_set_error_literal(error, EP_ERROR, EP_ERROR_NOT_FOUND,
                        _("This code is of no record here: is it a paper of another ledger?"));
    return NULL;
}

static void
desk_scan_end_permit(DeskScan *scan, EpRecord *permit)
{
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(scan->data), "permit.revoke", &table);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    g_autofree char *reason = NULL;

    if (ep_record_get_table(permit) != table || !ep_verb_applies(verb, permit))
        return;
    g_ptr_array_add(records, g_object_ref(permit));
    reason = desk_verb_bar_dup_reason(scan->data, verb, records);
    if (reason == NULL)
        desk_verb_sheet_open(scan->from, scan->data, verb, table, records);
}

static void
desk_scan_found(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskScan *scan = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpRecord) record = desk_data_run_finish(result, &error);

    if (record == NULL) {
        desk_go_say(scan->from, error->message);
    } else if (gtk_widget_get_root(scan->from) != NULL) {
        desk_go_open(scan->from, ep_record_get_table(record), ep_record_get_id(record));
        desk_scan_end_permit(scan, record);
    }
    g_object_unref(scan->from);
    g_object_unref(scan->data);
    g_free(scan);
}

gboolean
desk_scan_open(GtkWidget *from, DeskData *data, const char *text)
{
    gint64 id = ep_form_read_code(text);
    DeskScan *scan;

    if (id == 0)
        return FALSE;
    scan = g_new0(DeskScan, 1);
    *scan = (DeskScan){ g_object_ref(from), g_object_ref(data), id };
    desk_data_run(data, EP_LANE_READ, NULL, desk_scan_find, scan, NULL, g_object_unref, desk_scan_found, scan);
    return TRUE;
}
