#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"

static char *
desk_cli_export_get_date(DeskCli *cli, GError **error)
{
    const char *text = desk_cli_args_take(cli->args, "as-of");
    EpDate date = ep_clock_today(EP_ZONE_JAPAN);

    if (text != NULL && !ep_date_read(text, EP_DATE_PLAIN, &date, error))
        return NULL;
    return ep_date_to_text(date);
}

/* The export's number, its files as sha256sum prints them, and what the list cannot say. */
static gboolean
desk_cli_export_say(DeskCli *cli, gint64 id, GPtrArray *files, GError **error)
{
    g_autoptr(EpRecord) export = ep_reader_read(ep_ledger_get_reader(cli->ledger), &ep_export_table, id, error);
    g_autofree char *unexpressed = NULL;

    if (export == NULL)
        return FALSE;
    desk_cli_print("%s", ep_record_get_named(export, "number"));
    for (guint i = 0; i < files->len; i++) {
        const EpAllowlistFile *file = g_ptr_array_index(files, i);

        desk_cli_print("%s  %s", file->sha256, file->name);
    }
    unexpressed = ep_identity_describe(ep_record_get_named(export, "unexpressed"));
    if (*unexpressed != '\0')
        desk_cli_print("%s", unexpressed);
    return TRUE;
}

gboolean
desk_cli_export(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0), *dir = desk_cli_args_take(cli->args, "out");
    g_autofree char *date = desk_cli_export_get_date(cli, error), *day = NULL;
    g_autoptr(EpRecord) target = NULL;
    g_autoptr(GPtrArray) files = NULL;
    EpHow how = { 0 };
    gint64 id;

    if (name == NULL || dir == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("export TARGET --out DIR"));
        return FALSE;
    }
    if (date == NULL || desk_cli_open_as(cli, error) == NULL || !desk_cli_do_how(cli, &how, &day, error))
        return FALSE;
    target = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_target_table, name, error);
    if (target == NULL)
        return FALSE;
    id = ep_allowlist_export(cli->ledger, target, &(EpAllowlistWanted){ .date = date }, dir, &how, &files, error);
    return id != 0 && desk_cli_export_say(cli, id, files, error);
}
