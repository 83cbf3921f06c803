#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/ledger/ep-attachment.h"
#include "endpoint/ledger/ep-kept.h"

/* Files into the ledger and out of it. */

static GPtrArray *
desk_cli_file_read_all(DeskCli *cli, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_attachment_file_free);

    for (guint i = 2; i < desk_cli_args_get_n(cli->args); i++) {
        EpAttachmentFile *file = ep_attachment_read(desk_cli_args_get(cli->args, i), error);

        if (file == NULL)
            return NULL;
        g_ptr_array_add(files, file);
    }
    if (files->len > 0)
        return g_steal_pointer(&files);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which file? PDF, PNG or JPEG, at most %d MB each"),
                EP_ATTACHMENT_LIMIT / 1024 / 1024);
    return NULL;
}

gboolean
desk_cli_attach(DeskCli *cli, GError **error)
{
    EpTable *table;
    g_autoptr(EpRecord) record = desk_cli_open_as(cli, error) != NULL ? desk_cli_get_record(cli, &table, error) : NULL;
    g_autoptr(GPtrArray) files = record != NULL ? desk_cli_file_read_all(cli, error) : NULL;
    g_autofree char *day = NULL;
    EpHow how = { 0 };
    gint64 seq;

    if (files == NULL || !desk_cli_do_how(cli, &how, &day, error))
        return FALSE;
    seq = ep_attachment_add(cli->ledger, record, files, &how, error);
    if (seq != 0)
        desk_cli_print("%" G_GINT64_FORMAT, seq);
    return seq != 0;
}

gboolean
desk_cli_save(DeskCli *cli, GError **error)
{
    const char *path = desk_cli_args_take(cli->args, "out");
    EpTable *table;
    g_autoptr(EpRecord) record = desk_cli_get_record(cli, &table, error);
    g_autoptr(GBytes) bytes = NULL;

    if (record == NULL)
        return FALSE;
    if (path == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("where to? --out FILE"));
        return FALSE;
    }
    bytes = ep_kept_read(ep_ledger_get_reader(cli->ledger), record, error);
    if (bytes == NULL || !ep_file_replace(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), error))
        return FALSE;
    desk_cli_print("%s", path);
    return TRUE;
}
