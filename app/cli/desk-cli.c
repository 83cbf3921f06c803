#include "app/cli/desk-cli.h"

#include <string.h>
#include <unistd.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"

EpLedger *
desk_cli_open(DeskCli *cli, GError **error)
{
    if (cli->ledger == NULL)
        cli->ledger = ep_ledger_open(cli->uri, FALSE, NULL, error);
    return cli->ledger;
}

EpLedger *
desk_cli_open_as(DeskCli *cli, GError **error)
{
    const char *name = cli->as != NULL ? cli->as : g_getenv("MADOGUCHI_USER");

    if (desk_cli_open(cli, error) == NULL)
        return NULL;
    if (ep_ledger_set_operator(cli->ledger, name != NULL ? name : g_get_user_name(), error))
        return cli->ledger;
    g_prefix_error(error, "%s", _("say who works with --as NAME or MADOGUCHI_USER: "));
    return NULL;
}

EpTable *
desk_cli_get_table(DeskCli *cli, guint index, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, index);
    EpTable *table = ep_ledger_get_table(cli->ledger, name);
    EpCatalog *catalog = ep_ledger_get_catalog(cli->ledger);
    g_autoptr(GString) known = g_string_new(NULL);

    if (table != NULL)
        return table;
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++)
        g_string_append_printf(known, " %s", ep_catalog_get_table(catalog, i)->name);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which table? There are:%s"), known->str);
    return NULL;
}

static void
desk_cli_report_progress(const char *message, double fraction, gpointer user_data)
{
    g_printerr("\r%s %3d %%%s", message != NULL ? message : "", (int)(fraction * 100), fraction >= 1.0 ? "\n" : "");
}

EpProgress *
desk_cli_progress_new(void)
{
    return isatty(STDERR_FILENO) ? ep_progress_new(NULL, desk_cli_report_progress, NULL) : NULL;
}

void
desk_cli_print(const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    g_print("%s\n", text);
}

gboolean
desk_cli_get_format(DeskCli *cli, DeskCliFormat *format, GError **error)
{
    const char *name = desk_cli_args_take(cli->args, "format");

    if (name == NULL || g_str_equal(name, "table"))
        *format = DESK_CLI_TABLE;
    else if (g_str_equal(name, "csv"))
        *format = DESK_CLI_CSV;
    else if (g_str_equal(name, "json"))
        *format = DESK_CLI_JSON;
    else {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--format is table, csv or json, not “%s”"), name);
        return FALSE;
    }
    return TRUE;
}

EpRecord *
desk_cli_get_record(DeskCli *cli, EpTable **table, GError **error)
{
    if (desk_cli_open(cli, error) == NULL || (*table = desk_cli_get_table(cli, 0, error)) == NULL)
        return NULL;
    if (desk_cli_args_get(cli->args, 1) == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which one? Give its number or id"));
        return NULL;
    }
    return ep_reader_find(ep_ledger_get_reader(cli->ledger), *table, desk_cli_args_get(cli->args, 1), error);
}
