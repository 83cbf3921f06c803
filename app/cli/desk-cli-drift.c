#include "app/cli/desk-cli.h"
#include "app/cli/desk-cli-device.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-kinds.h"

static gboolean
desk_cli_drift_get_date(DeskCli *cli, char **date, GError **error)
{
    const char *text = desk_cli_args_take(cli->args, "as-of");
    EpDate day = ep_clock_today(EP_ZONE_JAPAN);

    if (text != NULL && !ep_date_read(text, EP_DATE_PLAIN, &day, error))
        return FALSE;
    *date = ep_date_to_text(day);
    return TRUE;
}

/* --- drift --- */

static void
desk_cli_drift_print(EpRecord *drift)
{
    static const char *const counts[] = { "listed",  "same",     "missing", "leftover", "expired",  "rights",
                                          "unknown", "left_out", "fresh",   "mended",   "confirmed" };
    g_autofree char *remarks = ep_drift_describe(ep_record_get_named(drift, "remarks"));

    desk_cli_print("%s", ep_record_get_named(drift, "number"));
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
        desk_cli_print("  %s %s  %s", counts[i], ep_record_get_named(drift, counts[i]),
                       ep_label(ep_drift_table.fields[ep_table_find(&ep_drift_table, counts[i])].label));
    if (*remarks != '\0')
        desk_cli_print("%s", remarks);
}

/* What is not settled of the target, as a table. */
static gboolean
desk_cli_drift_print_lines(DeskCli *cli, EpRecord *target, DeskCliFormat format, GError **error)
{
    static const char *const names[] = {
        "state", "device", "serial", "permit", "section", "until_day", "detail", "id"
    };
    const char *labels[G_N_ELEMENTS(names)];
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(cli->ledger), &ep_drift_line_table, "target",
                                                   ep_record_get_id(target), error);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    char scratch[EP_SCRATCH_SIZE];

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        guint field = ep_table_find(&ep_drift_line_table, names[i]);

        labels[i] = field != EP_NO_FIELD ? ep_label(ep_drift_line_table.fields[field].label) : names[i];
    }
    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);
        char **row;

        if (!ep_table_is_open(&ep_drift_line_table, ep_record_get_named(line, "state")))
            continue;
        row = g_new0(char *, G_N_ELEMENTS(names) + 1);
        for (gsize n = 0; n + 2 < G_N_ELEMENTS(names); n++)
            row[n] = g_strdup(ep_record_display(line, ep_table_find(&ep_drift_line_table, names[n]), scratch));
        row[6] = g_strdelimit(ep_drift_describe(ep_record_get_named(line, "detail")), "\n", ' ');
        row[7] = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(line));
        g_ptr_array_add(rows, row);
    }
    if (lines != NULL)
        desk_cli_print_rows(format, G_N_ELEMENTS(names), names, labels, rows);
    return lines != NULL;
}

static char *
desk_cli_drift_dup_paths(DeskCli *cli)
{
    g_autoptr(GString) paths = g_string_new(NULL);

    for (guint i = 1; i < desk_cli_args_get_n(cli->args); i++)
        g_string_append_printf(paths, "%s%s", i > 1 ? "\n" : "", desk_cli_args_get(cli->args, i));
    return paths->len > 0 ? g_string_free(g_steal_pointer(&paths), FALSE) : NULL;
}

gboolean
desk_cli_drift(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0);
    gboolean this_pc = desk_cli_args_take(cli->args, "this-pc") != NULL;
    g_autofree char *paths = desk_cli_drift_dup_paths(cli), *date = NULL, *day = NULL;
    g_autoptr(EpRecord) target = NULL, drift = NULL;
    DeskCliFormat format;
    EpHow how = { 0 };
    gint64 id;

    if (name == NULL || (this_pc && paths != NULL)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("drift TARGET FILE… | --this-pc"));
        return FALSE;
    }
    if (!desk_cli_get_format(cli, &format, error) || !desk_cli_drift_get_date(cli, &date, error) ||
        desk_cli_open_as(cli, error) == NULL || !desk_cli_do_how(cli, &how, &day, error))
        return FALSE;
    target = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_target_table, name, error);
    if (target == NULL)
        return FALSE;
    if (paths != NULL || this_pc) {
        id = ep_drift_run(cli->ledger, target, paths, date, &how, error);
        drift = id != 0 ? ep_reader_read(ep_ledger_get_reader(cli->ledger), &ep_drift_table, id, error) : NULL;
        if (drift == NULL)
            return FALSE;
        if (format == DESK_CLI_TABLE)
            desk_cli_drift_print(drift);
    }
    return desk_cli_drift_print_lines(cli, target, format, error);
}

/* --- what would happen --- */

gboolean
desk_cli_explain(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0), *number = desk_cli_args_get(cli->args, 1);
    const char *from = desk_cli_args_take(cli->args, "from"), *network = desk_cli_args_take(cli->args, "network");
    g_autofree char *date = NULL, *text = NULL;
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(EpRecord) pc = NULL;
    g_autoptr(EpExplanation) explanation = NULL;
    EpReader *reader;

    if (name == NULL || (number == NULL) == (network == NULL)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE,
                            _("explain DEVICE PC, or explain DEVICE --network NETWORK"));
        return FALSE;
    }
    if (!desk_cli_drift_get_date(cli, &date, error) || desk_cli_open(cli, error) == NULL)
        return FALSE;
    reader = ep_ledger_get_reader(cli->ledger);
    device = desk_cli_device_dup(from, name);
    if (device == NULL)
        device = ep_explain_find_device(reader, name, error);
    if (device == NULL)
        return FALSE;
    pc = number != NULL ? ep_reader_find(reader, &ep_pc_table, number, error) : NULL;
    if (number != NULL && pc == NULL)
        return FALSE;
    explanation = ep_explain_new(reader, device, pc, network, date, error);
    if (explanation == NULL)
        return FALSE;
    text = g_strchomp(ep_explain_format(explanation));
    desk_cli_print("%s", text);
    return TRUE;
}
