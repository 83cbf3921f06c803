#include "app/cli/desk-cli.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kept.h"
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

static void
desk_cli_export_say_unexpressed(const char *lines)
{
    g_autofree char *sentences = ep_identity_describe(lines);

    if (*sentences != '\0')
        desk_cli_print("%s", sentences);
}

/* The export's number, its files as sha256sum prints them, and what the list cannot say. */
static gboolean
desk_cli_export_say(DeskCli *cli, gint64 id, GPtrArray *files, GError **error)
{
    g_autoptr(EpRecord) export = ep_reader_read(ep_ledger_get_reader(cli->ledger), &ep_export_table, id, error);

    if (export == NULL)
        return FALSE;
    desk_cli_print("%s", ep_record_get_named(export, "number"));
    for (guint i = 0; i < files->len; i++) {
        const EpAllowlistFile *file = g_ptr_array_index(files, i);

        if (g_str_equal(file->part, "file"))
            desk_cli_print("%s  %s", file->sha256, file->name);
    }
    desk_cli_export_say_unexpressed(ep_record_get_named(export, "unexpressed"));
    return TRUE;
}

/* --dry-run: what it would be, and nothing is written. */
static gboolean
desk_cli_export_preview(DeskCli *cli, EpRecord *target, const EpAllowlistWanted *wanted, GError **error)
{
    g_autoptr(EpAllowlist) list = ep_allowlist_new(ep_ledger_get_reader(cli->ledger), target, wanted, error);
    g_autofree char *unexpressed = NULL;

    if (list == NULL)
        return FALSE;
    desk_cli_print(_("compared with %s: added %u, changed %u, removed %u, as before %u, left out %u"),
                   list->base != NULL ? ep_record_get_named(list->base, "number") : _("nothing"),
                   list->counts[EP_ALLOWLIST_ADDED], list->counts[EP_ALLOWLIST_CHANGED],
                   list->counts[EP_ALLOWLIST_REMOVED], list->counts[EP_ALLOWLIST_SAME], list->left_out);
    for (guint i = 0; i < list->files->len; i++) {
        const EpAllowlistFile *file = g_ptr_array_index(list->files, i);

        if (g_str_equal(file->part, "file"))
            desk_cli_print("%" G_GSIZE_FORMAT "  %s", g_bytes_get_size(file->bytes), file->name);
    }
    unexpressed = ep_allowlist_dup_unexpressed(list);
    desk_cli_export_say_unexpressed(unexpressed);
    return TRUE;
}

static gboolean
desk_cli_export_get_base(DeskCli *cli, EpAllowlistWanted *wanted, GError **error)
{
    const char *number = desk_cli_args_take(cli->args, "base");
    g_autoptr(EpRecord) base = NULL;

    if (number == NULL)
        return TRUE;
    base = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_export_table, number, error);
    wanted->base = base != NULL ? ep_record_get_id(base) : 0;
    return base != NULL;
}

gboolean
desk_cli_export(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0), *dir = desk_cli_args_take(cli->args, "out");
    gboolean dry = desk_cli_args_take(cli->args, "dry-run") != NULL;
    g_autofree char *date = desk_cli_export_get_date(cli, error), *day = NULL;
    EpAllowlistWanted wanted = { .date = date, .delta = desk_cli_args_take(cli->args, "delta") != NULL };
    g_autoptr(EpRecord) target = NULL;
    g_autoptr(GPtrArray) files = NULL;
    EpHow how = { 0 };
    gint64 id;

    if (name == NULL || (dir == NULL && !dry)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("export TARGET --out DIR"));
        return FALSE;
    }
    if (date == NULL || desk_cli_open_as(cli, error) == NULL || !desk_cli_do_how(cli, &how, &day, error) ||
        !desk_cli_export_get_base(cli, &wanted, error))
        return FALSE;
    target = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_target_table, name, error);
    if (target == NULL)
        return FALSE;
    if (dry)
        return desk_cli_export_preview(cli, target, &wanted, error);
    id = ep_allowlist_export(cli->ledger, target, &wanted, dir, &how, &files, error);
    return id != 0 && desk_cli_export_say(cli, id, files, error);
}

/* --- kept files --- */

/* The files of an export: all, or the one called @name. */
static GPtrArray *
desk_cli_export_find_files(DeskCli *cli, const char *number, const char *name, GError **error)
{
    EpReader *reader = ep_ledger_get_reader(cli->ledger);
    g_autoptr(EpRecord) export = ep_reader_find(reader, &ep_export_table, number, error);
    g_autoptr(GPtrArray) files =
        export != NULL ? ep_reader_load_of(reader, &ep_export_file_table, "export", ep_record_get_id(export), error)
                       : NULL;

    for (guint i = files != NULL ? files->len : 0; name != NULL && i > 0; i--) {
        if (!g_str_equal(ep_record_get_named(g_ptr_array_index(files, i - 1), "name"), name))
            g_ptr_array_remove_index(files, i - 1);
    }
    if (files == NULL || files->len > 0)
        return g_steal_pointer(&files);
    g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("%s has no file %s"), number, name != NULL ? name : "");
    return NULL;
}

static gboolean
desk_cli_export_save_file(DeskCli *cli, EpRecord *file, const char *dir, GError **error)
{
    g_autoptr(GBytes) bytes = ep_kept_read(ep_ledger_get_reader(cli->ledger), file, error);
    g_autofree char *path =
        g_strdelimit(g_build_filename(dir, ep_record_get_named(file, "name"), NULL), "/", G_DIR_SEPARATOR);
    g_autofree char *home = g_path_get_dirname(path);
    gsize size;
    const char *data;

    if (bytes == NULL)
        return FALSE;
    if (g_mkdir_with_parents(home, 0755) != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s: cannot be written: %s"), home, g_strerror(errno));
        return FALSE;
    }
    data = g_bytes_get_data(bytes, &size);
    if (!ep_file_replace(path, data, size, error))
        return FALSE;
    desk_cli_print("%s  %s", ep_record_get_named(file, "sha256"), ep_record_get_named(file, "name"));
    return TRUE;
}

gboolean
desk_cli_export_file(DeskCli *cli, GError **error)
{
    const char *number = desk_cli_args_get(cli->args, 0), *dir = desk_cli_args_take(cli->args, "out");
    g_autoptr(GPtrArray) files = NULL;

    if (number == NULL || dir == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("export-file EXPORT [FILE] --out DIR"));
        return FALSE;
    }
    if (desk_cli_open(cli, error) == NULL)
        return FALSE;
    files = desk_cli_export_find_files(cli, number, desk_cli_args_get(cli->args, 1), error);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        if (!desk_cli_export_save_file(cli, g_ptr_array_index(files, i), dir, error))
            return FALSE;
    }
    return files != NULL;
}

/* A column map for files like this one, as “do target.columns --layout” takes it. */
gboolean
desk_cli_columns(DeskCli *cli, GError **error)
{
    const char *path = desk_cli_args_get(cli->args, 0);
    gboolean answer = desk_cli_args_take(cli->args, "answer") != NULL;
    g_autoptr(EpColumnMap) map = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *text = NULL, *data = NULL;
    gsize size;

    if (path == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which file or folder?"));
        return FALSE;
    }
    if (!g_file_get_contents(path, &data, &size, error))
        return FALSE;
    bytes = g_bytes_new_take(g_steal_pointer(&data), size);
    map = ep_column_map_new_from_sample(answer ? ep_allowlist_answer_get_table() : ep_allowlist_row_get_table(), path,
                                        bytes, error);
    if (map == NULL) {
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    text = g_strchomp(ep_column_map_to_text(map));
    desk_cli_print("%s", text);
    return TRUE;
}
