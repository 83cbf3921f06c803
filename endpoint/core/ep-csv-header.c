#include "endpoint/core/ep-csv-header.h"

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_ROWS 30

typedef struct {
    EpCsvPlace place;
    guint n_known;
    guint n_filled;
    guint width;    /* up to the last filled cell */
    gboolean named; /* only different texts that are no values */
} EpCsvHeaderRow;

char *
ep_csv_header_fold(const char *heading)
{
    g_autofree char *folded = ep_fold(heading);
    GString *bare = g_string_new(NULL);

    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (!g_unichar_isspace(c) && c != 0x203B /* ※ */ && c != '*')
            g_string_append_unichar(bare, c);
    }
    return g_string_free(bare, FALSE);
}

/* Figures with signs, or a date: a value and not a name. */
static gboolean
ep_csv_header_is_value(const char *text)
{
    EpDate date;

    return text[strspn(text, "0123456789.,:/-+ ")] == '\0' || ep_date_read(text, EP_DATE_PLAIN, &date, NULL);
}

static EpCsvHeaderRow
ep_csv_header_look_at(const EpCsvRow *row, EpCsvPlace place)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    EpCsvHeaderRow self = { .place = place, .named = TRUE };

    for (guint i = 0; i < row->n_cells; i++) {
        char *text = ep_csv_row_dup_trim(row, i);

        if (*text == '\0') {
            g_free(text);
            continue;
        }
        self.n_filled++;
        self.width = i + 1;
        self.named = self.named && !ep_csv_header_is_value(text);
        self.named = g_hash_table_add(seen, text) && self.named;
    }
    return self;
}

static GArray *
ep_csv_header_sample(EpCsv *csv, EpCsvHeaderKnown known, gpointer user_data, GError **fault)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(EpCsvHeaderRow));
    EpCsvPlace place = ep_csv_tell(csv);
    EpCsvRow row;

    while (rows->len < SAMPLE_ROWS && ep_csv_next(csv, &row, fault)) {
        if (!row.blank) {
            EpCsvHeaderRow seen = ep_csv_header_look_at(&row, place);

            seen.n_known = known != NULL ? known(&row, user_data) : 0;
            g_array_append_val(rows, seen);
        }
        place = ep_csv_tell(csv);
    }
    return rows;
}

static const EpCsvHeaderRow *
ep_csv_header_most_known(GArray *rows)
{
    const EpCsvHeaderRow *best = NULL;

    for (guint i = 0; i < rows->len; i++) {
        const EpCsvHeaderRow *row = &g_array_index(rows, EpCsvHeaderRow, i);

        if (row->n_known == 0 || (row->n_known < 2 && row->n_known * 2 < row->n_filled))
            continue;
        if (best == NULL || row->n_known > best->n_known)
            best = row;
    }
    return best;
}

/* The width that most rows have; of two as frequent, the larger. */
static guint
ep_csv_header_usual_width(GArray *rows)
{
    guint width = 0, most = 0;

    for (guint i = 0; i < rows->len; i++) {
        guint candidate = g_array_index(rows, EpCsvHeaderRow, i).width, n = 0;

        for (guint j = 0; j < rows->len; j++)
            n += g_array_index(rows, EpCsvHeaderRow, j).width == candidate ? 1 : 0;
        if (n > most || (n == most && candidate > width)) {
            most = n;
            width = candidate;
        }
    }
    return width;
}

static const EpCsvHeaderRow *
ep_csv_header_likely(GArray *rows)
{
    guint width = ep_csv_header_usual_width(rows);

    for (guint i = 0; i < rows->len; i++) {
        const EpCsvHeaderRow *row = &g_array_index(rows, EpCsvHeaderRow, i);

        if (row->named && row->width >= width && row->n_filled * 5 >= width * 4)
            return row;
    }
    return NULL;
}

gboolean
ep_csv_header_find(EpCsv *csv, EpCsvHeaderKnown known, gpointer user_data, EpCsvRow *header, GError **error)
{
    EpCsvPlace start = ep_csv_tell(csv);
    g_autoptr(GError) fault = NULL;
    g_autoptr(GArray) rows = ep_csv_header_sample(csv, known, user_data, &fault);
    const EpCsvHeaderRow *found = ep_csv_header_most_known(rows);

    if (found == NULL)
        found = ep_csv_header_likely(rows);
    ep_csv_seek(csv, found != NULL ? found->place : start);
    if (found == NULL && fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    if (found == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("no row with column names was found: the first %u rows hold none"), rows->len);
        return FALSE;
    }
    ep_csv_expect(csv, found->width);
    return ep_csv_next(csv, header, error);
}
