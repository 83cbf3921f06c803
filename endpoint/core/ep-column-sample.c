#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-map.h"
#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text.h"

/* A map from a file that the console itself wrote: nobody has to know how it writes. */

static const char *
ep_column_sample_encoding(const EpTextInfo *info)
{
    if (info->encoding == EP_TEXT_CP932)
        return "cp932";
    if (info->encoding == EP_TEXT_UTF8)
        return info->mark ? "utf-8-bom" : "utf-8";
    return "utf-16le-bom";
}

/* Every cell is quoted if the header's and the next line's are. */
static const char *
ep_column_sample_quotes(const char *text, char separator)
{
    guint cells = 0, quoted = 0;
    gboolean inside = FALSE, first = TRUE;
    guint line = 0;

    for (const char *at = text; *at != '\0' && line < 2; at++) {
        if (first && *at != '\r' && *at != '\n') {
            cells++;
            quoted += *at == '"' ? 1 : 0;
        }
        inside ^= *at == '"';
        first = !inside && (*at == separator || *at == '\n');
        line += *at == '\n' && !inside ? 1 : 0;
    }
    return cells > 0 && cells == quoted ? "all" : "needed";
}

static gboolean
ep_column_sample_is_called(const EpField *field, const char *folded)
{
    g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", "|", -1);
    const char *const names[] = { field->name, field->label, ep_label(field->label) };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *own = ep_csv_header_fold(names[i]);

        if (strcmp(own, folded) == 0)
            return TRUE;
    }
    for (char **alias = aliases; *alias != NULL; alias++) {
        g_autofree char *own = ep_csv_header_fold(*alias);

        if (*own != '\0' && strcmp(own, folded) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
ep_column_sample_add(EpColumnMap *map, const char *heading)
{
    EpDraft *column = ep_draft_new(ep_column_map_get_column_table());
    g_autofree char *folded = ep_csv_header_fold(heading);

    ep_draft_fill(column, "", "", 0);
    ep_draft_set_named(column, "heading", heading);
    for (guint i = 0; *folded != '\0' && i < map->table->at.n_fields; i++) {
        const EpField *field = &map->table->fields[i];
        g_autofree char *value = g_strdup_printf("{%s}", field->name);

        if (!ep_column_sample_is_called(field, folded))
            continue;
        ep_draft_set_named(column, "value", value);
        break;
    }
    g_ptr_array_add(map->columns, column);
}

static guint
ep_column_sample_count_known(const EpCsvRow *row, gpointer user_data)
{
    const EpTable *table = user_data;
    guint n = 0;

    for (guint i = 0; i < row->n_cells; i++) {
        g_autofree char *text = ep_csv_row_dup_trim(row, i), *folded = ep_csv_header_fold(text);

        for (guint k = 0; *folded != '\0' && k < table->at.n_fields; k++) {
            if (ep_column_sample_is_called(&table->fields[k], folded)) {
                n++;
                break;
            }
        }
    }
    return n;
}

EpColumnMap *
ep_column_map_new_from_sample(const EpTable *table, const char *name, GBytes *bytes, GError **error)
{
    g_autoptr(EpColumnMap) self = ep_column_map_new(table);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    EpTextInfo info;
    g_autofree char *text = ep_text_decode(data, size, &info, error), *base = g_path_get_basename(name);
    g_autoptr(EpCsv) csv = NULL;
    EpCsvRow header;
    char separator;

    if (text == NULL)
        return NULL;
    csv = ep_csv_new(text, (gssize)info.length, 0);
    ep_csv_set_lenient(csv, TRUE);
    if (!ep_csv_header_find(csv, ep_column_sample_count_known, (gpointer)table, &header, error))
        return NULL;
    separator = ep_csv_delimiter(csv);
    for (guint i = 0; i < header.n_cells; i++) {
        g_autofree char *heading = ep_csv_row_dup_trim(&header, i);

        g_strdelimit(heading, "\r\n\t", ' ');
        ep_column_sample_add(self, heading);
    }
    ep_draft_set_named(self->settings, "encoding", ep_column_sample_encoding(&info));
    ep_draft_set_named(self->settings, "separator",
                       separator == '\t'  ? "tab"
                       : separator == ';' ? "semicolon"
                                          : "comma");
    ep_draft_set_named(self->settings, "quotes", ep_column_sample_quotes(text, separator));
    ep_draft_set_named(self->settings, "lines", info.lines == EP_TEXT_LINES_LF ? "lf" : "crlf");
    ep_draft_set_named(self->settings, "file", base);
    return g_steal_pointer(&self);
}
