#include "app/cli/desk-cli.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-import.h"

/* Rows in error or conflict that are named; the rest are only counted. */
#define MAX_NAMED 200

static gboolean
desk_cli_import_add(DeskCli *cli, EpImport *import, EpProgress *progress, GError **error)
{
    if (desk_cli_args_get_n(cli->args) < 2) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which file or folder?"));
        return FALSE;
    }
    for (guint i = 1; i < desk_cli_args_get_n(cli->args); i++) {
        const char *path = desk_cli_args_get(cli->args, i);

        if (!(g_file_test(path, G_FILE_TEST_IS_DIR) ? ep_import_add_folder : ep_import_add_file)(import, path, progress,
                                                                                                 error)) {
            g_prefix_error(error, "%s: ", path);
            return FALSE;
        }
    }
    return TRUE;
}

/* --map FILE changes what was guessed from the header; --key names the field by which a row finds its record. */
static gboolean
desk_cli_import_set_up(DeskCli *cli, EpImport *import, GError **error)
{
    const char *path = desk_cli_args_take(cli->args, "map"), *key = desk_cli_args_take(cli->args, "key");
    g_autofree char *text = NULL;
    g_autofree char *key_of_map = NULL;

    if (path != NULL && !g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    for (guint i = 0; text != NULL && i < ep_import_get_n_maps(import); i++) {
        g_clear_pointer(&key_of_map, g_free);
        if (ep_import_map_apply(ep_import_get_map(import, i), text, &key_of_map, error))
            continue;
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    key = key != NULL ? key : key_of_map;
    return key == NULL || ep_import_set_key(import, key, error);
}

static void
desk_cli_import_print_map(EpImport *import, const EpTable *table)
{
    for (guint i = 0; i < ep_import_get_n_maps(import); i++) {
        EpImportMap *map = ep_import_get_map(import, i);

        for (guint column = 0; column < ep_import_map_get_n_columns(map); column++) {
            guint field = ep_import_map_get_field(map, column);

            desk_cli_print("  %s → %s", ep_import_map_get_heading(map, column),
                           field != EP_NO_FIELD ? ep_label(table->fields[field].label) : _("(left out)"));
        }
    }
}

static void
desk_cli_import_print_rows(EpImport *import, GPtrArray *rows)
{
    guint named = 0;

    for (guint i = 0; i < rows->len; i++) {
        const EpImportRow *row = g_ptr_array_index(rows, i);
        g_autofree char *what = NULL;

        if (row->verdict != EP_VERDICT_ERROR && row->verdict != EP_VERDICT_CONFLICT)
            continue;
        if (++named > MAX_NAMED)
            continue;
        what = ep_import_row_describe(import, row);
        if (row->line > 0)
            g_printerr(_("%s, line %u: %s\n"), row->origin, row->line, what);
        else
            g_printerr("%s: %s\n", row->origin, what);
    }
    if (named > MAX_NAMED)
        g_printerr(_("… and %u more\n"), named - MAX_NAMED);
}

static void
desk_cli_import_print_summary(const EpImportSummary *summary)
{
    desk_cli_print(_("new %u, changed %u, unchanged %u, in error %u, to be decided %u"),
                   summary->counts[EP_VERDICT_NEW], summary->counts[EP_VERDICT_CHANGED],
                   summary->counts[EP_VERDICT_SAME], summary->counts[EP_VERDICT_ERROR],
                   summary->counts[EP_VERDICT_CONFLICT]);
    if (summary->held > 0)
        desk_cli_print(_("%u values were left alone because a person had set them"), summary->held);
}

static gboolean
desk_cli_import_write(DeskCli *cli, EpImport *import, EpProgress *progress, GError **error)
{
    EpHow how = { 0 };
    g_autofree char *day = NULL;
    EpImportSummary summary = { 0 };

    if (!desk_cli_do_how(cli, &how, &day, error) || !ep_import_commit(import, &how, progress, &summary, error))
        return FALSE;
    desk_cli_import_print_summary(&summary);
    if (summary.made > 0)
        desk_cli_print(_("%u made on the way, to be confirmed"), summary.made);
    if (summary.act != 0)
        desk_cli_print(_("written; “deskctl undo %" PRId64 "” takes it back"), summary.act);
    return TRUE;
}

gboolean
desk_cli_import(DeskCli *cli, GError **error)
{
    EpLedger *ledger = desk_cli_open_as(cli, error);
    EpTable *table = ledger != NULL ? desk_cli_get_table(cli, 0, error) : NULL;
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autoptr(EpImport) import = NULL;
    gboolean dry = desk_cli_args_take(cli->args, "dry-run") != NULL;
    EpImportSummary summary = { 0 };
    GPtrArray *rows;

    if (table == NULL)
        return FALSE;
    import = ep_import_new(ledger, table);
    ep_import_set_overwrite(import, desk_cli_args_take(cli->args, "overwrite") != NULL);
    if (!desk_cli_import_add(cli, import, progress, error) || !desk_cli_import_set_up(cli, import, error))
        return FALSE;
    rows = ep_import_get_preview(import, progress, error);
    if (rows == NULL)
        return FALSE;
    if (dry)
        desk_cli_import_print_map(import, table);
    desk_cli_import_print_rows(import, rows);
    if (!dry)
        return desk_cli_import_write(cli, import, progress, error);
    ep_import_get_summary(import, &summary);
    desk_cli_import_print_summary(&summary);
    return TRUE;
}
