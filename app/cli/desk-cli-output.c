#include "app/cli/desk-cli.h"

#include <jansson.h>
#include <string.h>

#include "endpoint/core/ep-csv-write.h"

static guint
desk_cli_output_width(const char *text)
{
    guint width = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

static void
desk_cli_output_columns(guint n, const char *const *labels, GPtrArray *rows)
{
    g_autofree guint *widths = g_new0(guint, n + 1);
    g_autoptr(GString) line = g_string_new(NULL);

    for (guint c = 0; c < n; c++) {
        widths[c] = desk_cli_output_width(labels[c]);
        for (guint r = 0; r < rows->len; r++)
            widths[c] = MAX(widths[c], desk_cli_output_width(((char **)g_ptr_array_index(rows, r))[c]));
    }
    for (guint r = 0; r <= rows->len; r++) {
        const char *const *cells = r == 0 ? labels : g_ptr_array_index(rows, r - 1);

        g_string_truncate(line, 0);
        for (guint c = 0; c < n; c++) {
            g_string_append(line, cells[c]);
            for (guint pad = desk_cli_output_width(cells[c]); c + 1 < n && pad < widths[c] + 2; pad++)
                g_string_append_c(line, ' ');
        }
        g_print("%s\n", line->str);
    }
}

static void
desk_cli_output_csv(guint n, const char *const *names, GPtrArray *rows)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint r = 0; r <= rows->len; r++) {
        const char *const *cells = r == 0 ? names : g_ptr_array_index(rows, r - 1);

        for (guint c = 0; c < n; c++) {
            ep_csv_write_cell(text, cells[c], EP_CSV_WRITE_PLAIN);
            g_string_append(text, c + 1 < n ? "," : "\r\n");
        }
    }
    g_print("%s", text->str);
}

static void
desk_cli_output_json(guint n, const char *const *names, GPtrArray *rows)
{
    for (guint r = 0; r < rows->len; r++) {
        char **cells = g_ptr_array_index(rows, r);
        json_t *object = json_object();
        char *text;

        for (guint c = 0; c < n; c++)
            json_object_set_new(object, names[c], json_string(cells[c]));
        text = json_dumps(object, JSON_COMPACT);
        g_print("%s\n", text);
        free(text);
        json_decref(object);
    }
}

void
desk_cli_print_rows(DeskCliFormat format, guint n, const char *const *names, const char *const *labels, GPtrArray *rows)
{
    if (format == DESK_CLI_TABLE)
        desk_cli_output_columns(n, labels, rows);
    else if (format == DESK_CLI_CSV)
        desk_cli_output_csv(n, names, rows);
    else
        desk_cli_output_json(n, names, rows);
}
