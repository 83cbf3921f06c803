#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/core/ep-text-encoder.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample.h"
#include "endpoint/store/ep-backup.h"
#include "endpoint/store/ep-verify.h"

/* The service person, whom scheduled work runs as, is the first record of every ledger. */
static gboolean
desk_cli_store_add_service(DeskCli *cli, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(cli->ledger, "staff.new", &table, error);
    g_autoptr(EpDraft) answers = NULL;

    if (ep_ledger_set_operator(cli->ledger, "service", NULL))
        return TRUE;
    answers = ep_verb_start(verb, table, NULL, NULL);
    ep_draft_set_named(answers, "name", _("Service"));
    ep_draft_set_named(answers, "account", "service");
    ep_draft_set_named(answers, "role", "service");
    return ep_ledger_do(cli->ledger, verb, table, NULL, answers, NULL, NULL, NULL, error) != 0 &&
           ep_ledger_set_operator(cli->ledger, "service", error);
}

static gboolean
desk_cli_store_create(DeskCli *cli, GError **error)
{
    g_autofree char *backup = NULL;
    g_autofree char *folder = g_path_get_dirname(cli->uri);

    if (!g_str_has_prefix(cli->uri, "postgres"))
        g_mkdir_with_parents(folder, 0700);
    cli->ledger = ep_ledger_open(cli->uri, TRUE, &backup, error);
    if (cli->ledger == NULL)
        return FALSE;
    if (backup != NULL)
        desk_cli_print(_("the older ledger was copied to %s first"), backup);
    return desk_cli_store_add_service(cli, error);
}

gboolean
desk_cli_init(DeskCli *cli, GError **error)
{
    if (!desk_cli_store_create(cli, error))
        return FALSE;
    desk_cli_print(_("the ledger is ready: %s"), ep_store_get_uri(ep_ledger_get_store(cli->ledger)));
    return TRUE;
}

/* The sample's PCs as an asset ledger of the town would bring them: in CP932, to be imported. */
static gboolean
desk_cli_store_sample_csv(const char *file, guint n_pcs, guint32 seed, GError **error)
{
    g_autoptr(EpTextEncoder) encoder = ep_text_encoder_new(error);
    g_autofree char *csv = ep_sample_csv(n_pcs, seed);
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));

    if (encoder == NULL)
        return FALSE;
    if (ep_text_encoder_append(encoder, bytes, csv, lost) > 0)
        g_warning("the sample has %u characters that CP932 lacks", lost->len);
    if (!ep_file_replace(file, bytes->str, bytes->len, error))
        return FALSE;
    desk_cli_print(_("%u PCs to be imported: %s"), n_pcs, file);
    return TRUE;
}

gboolean
desk_cli_sample(DeskCli *cli, GError **error)
{
    const char *pcs = desk_cli_args_take(cli->args, "pcs"), *seed = desk_cli_args_take(cli->args, "seed");
    const char *days = desk_cli_args_take(cli->args, "days"), *csv = desk_cli_args_take(cli->args, "csv");
    const char *media = desk_cli_args_take(cli->args, "media");
    guint64 n_pcs = 8100, start = 1, n_days = 40, n_media = 0;
    g_autoptr(EpProgress) progress = desk_cli_progress_new();

    if ((pcs != NULL && !g_ascii_string_to_unsigned(pcs, 10, 0, 1000000, &n_pcs, error)) ||
        (seed != NULL && !g_ascii_string_to_unsigned(seed, 10, 0, G_MAXUINT32, &start, error)) ||
        (days != NULL && !g_ascii_string_to_unsigned(days, 10, 0, 3660, &n_days, error)) ||
        (media != NULL && !g_ascii_string_to_unsigned(media, 10, 0, 1000000, &n_media, error)))
        return FALSE;
    if (csv != NULL)
        return desk_cli_store_sample_csv(csv, n_pcs, start, error);
    if (!desk_cli_store_create(cli, error) ||
        !ep_sample_fill(cli->ledger, n_pcs, n_days, n_media, start, progress, error))
        return FALSE;
    desk_cli_print(_("%u PCs and the desk around them"), (guint)n_pcs);
    return TRUE;
}

static void
desk_cli_store_problem(const char *problem, gpointer user_data)
{
    g_printerr("%s\n", problem);
}

gboolean
desk_cli_verify(DeskCli *cli, GError **error)
{
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autofree char *hash = NULL;
    guint n = 0;

    if (desk_cli_open(cli, error) == NULL ||
        !ep_verify(ep_ledger_get_store(cli->ledger), desk_cli_store_problem, NULL, progress, &n, &hash, error))
        return FALSE;
    if (n > 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, g_dngettext(NULL, "%u fault found", "%u faults found", n), n);
        return FALSE;
    }
    desk_cli_print(_("everything agrees; the journal ends with %s"), hash);
    return TRUE;
}

static const char *
desk_cli_store_file(DeskCli *cli, GError **error)
{
    const char *file = desk_cli_args_get(cli->args, 0);

    if (file == NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which file?"));
    return file;
}

gboolean
desk_cli_backup(DeskCli *cli, GError **error)
{
    const char *file = desk_cli_store_file(cli, error);
    g_autoptr(EpProgress) progress = desk_cli_progress_new();

    if (file == NULL || desk_cli_open(cli, error) == NULL ||
        !ep_backup(ep_reader_get_db(ep_ledger_get_reader(cli->ledger)), file, progress, error))
        return FALSE;
    desk_cli_print(_("copied and checked: %s"), file);
    return TRUE;
}

gboolean
desk_cli_restore(DeskCli *cli, GError **error)
{
    const char *file = desk_cli_store_file(cli, error);
    gboolean replace = desk_cli_args_take(cli->args, "force") != NULL;
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autofree char *kept = NULL;

    if (file == NULL)
        return FALSE;
    if (g_str_has_prefix(cli->uri, "postgres")) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("a ledger on PostgreSQL is restored by its administrator (pg_restore)"));
        return FALSE;
    }
    if (!ep_backup_restore(file, cli->uri, replace, &kept, progress, error))
        return FALSE;
    if (kept != NULL)
        desk_cli_print(_("the ledger that was there is kept as %s"), kept);
    desk_cli_print(_("restored and checked: %s"), cli->uri);
    return TRUE;
}
