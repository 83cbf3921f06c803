#include "app/cli/desk-cli.h"

#include <string.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-renewal-answers.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/report/ep-renewal-sheet.h"

/* A yearly renewal beyond its verbs: how far each section is, its lists out and back, taking all of it back. */

static char **
desk_cli_renewal_row(const EpRenewalSection *section)
{
    const guint counts[] = { section->lines, section->waiting,  section->to_do,
                             section->done,  section->doubtful, section->left };
    char **row = g_new0(char *, G_N_ELEMENTS(counts) + 2);

    row[0] = g_strdup(section->name);
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        row[i + 1] = g_strdup_printf("%u", counts[i]);
    return row;
}

static gboolean
desk_cli_renewal_show(DeskCli *cli, EpRecord *renewal, GError **error)
{
    static const char *const names[] = { "section", "permits", "waiting", "to_do", "done", "doubtful", "left" };
    const char *labels[] = { _("Section"), _("Permits"),         _("Not answered"),    _("Answered, to be done"),
                             _("Done"),    _("To be looked at"), _("Left the renewal") };
    g_autoptr(GPtrArray) lines =
        ep_renewal_load_lines(ep_ledger_get_reader(cli->ledger), ep_record_get_id(renewal), 0, error);
    g_autoptr(GPtrArray) sections = lines != NULL ? ep_renewal_count_sections(lines) : NULL;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    DeskCliFormat format;

    if (sections == NULL || !desk_cli_get_format(cli, &format, error))
        return FALSE;
    for (guint i = 0; i < sections->len; i++)
        g_ptr_array_add(rows, desk_cli_renewal_row(g_ptr_array_index(sections, i)));
    desk_cli_print_rows(format, G_N_ELEMENTS(names), names, labels, rows);
    return TRUE;
}

static gboolean
desk_cli_renewal_write(DeskCli *cli, EpRecord *renewal, const char *folder, GError **error)
{
    const char *kind = desk_cli_args_take(cli->args, "kind");
    g_autofree char *suffix = g_strconcat(".", kind != NULL ? kind : "xlsx", NULL);
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_auto(GStrv) files = NULL;

    if (strcmp(suffix, ".xlsx") != 0 && strcmp(suffix, ".csv") != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--kind is xlsx or csv, not “%s”"), kind);
        return FALSE;
    }
    if (g_mkdir_with_parents(folder, 0755) != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s: the folder cannot be made"), folder);
        return FALSE;
    }
    files = ep_renewal_sheet_write_all(ep_ledger_get_reader(cli->ledger), renewal, folder, suffix, progress, error);
    for (char **file = files; file != NULL && *file != NULL; file++)
        desk_cli_print("%s%s%s", folder, G_DIR_SEPARATOR_S, *file);
    return files != NULL;
}

static void
desk_cli_renewal_print_answers(EpRenewalAnswers *answers)
{
    GPtrArray *all = ep_renewal_answers_get(answers);

    for (guint i = 0; i < all->len; i++) {
        const EpRenewalAnswer *answer = g_ptr_array_index(all, i);

        if (answer->problem != NULL)
            g_printerr("%s:%u: %s\n", answer->origin, answer->line, answer->problem);
    }
    desk_cli_print(
        _("new %u, changed %u, the same %u, without an answer %u, in error %u, in conflict %u"),
        ep_renewal_answers_count(answers, EP_VERDICT_NEW), ep_renewal_answers_count(answers, EP_VERDICT_CHANGED),
        ep_renewal_answers_count(answers, EP_VERDICT_SAME), ep_renewal_answers_get_empty(answers),
        ep_renewal_answers_count(answers, EP_VERDICT_ERROR), ep_renewal_answers_count(answers, EP_VERDICT_CONFLICT));
}

void
desk_cli_print_refusals(GPtrArray *refusals)
{
    for (guint i = 0; refusals != NULL && i < refusals->len; i++) {
        EpRefusal *refusal = g_ptr_array_index(refusals, i);

        g_printerr("%s: %s\n", refusal->name, refusal->reason);
    }
}

static gboolean
desk_cli_renewal_take(DeskCli *cli, EpRecord *renewal, GError **error)
{
    gboolean dry = desk_cli_args_take(cli->args, "dry-run") != NULL;
    g_autoptr(EpRenewalAnswers) answers = NULL;
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autofree char *day = NULL;
    g_auto(EpMany) many = { 0 };
    EpHow how = { 0 };

    if (!desk_cli_do_how(cli, &how, &day, error) || (!dry && desk_cli_open_as(cli, error) == NULL))
        return FALSE;
    answers = ep_renewal_answers_new(cli->ledger, renewal, error);
    for (guint i = 2; answers != NULL && i < desk_cli_args_get_n(cli->args); i++) {
        if (!ep_renewal_answers_add_file(answers, desk_cli_args_get(cli->args, i), error))
            return FALSE;
    }
    if (answers == NULL)
        return FALSE;
    desk_cli_renewal_print_answers(answers);
    if (dry)
        return TRUE;
    if (!ep_renewal_answers_commit(answers, &how, progress, &many, error))
        return FALSE;
    desk_cli_print_refusals(many.refusals);
    desk_cli_print("%" G_GINT64_FORMAT, many.act);
    return TRUE;
}

static gboolean
desk_cli_renewal_undo(DeskCli *cli, EpRecord *renewal, GError **error)
{
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autofree char *day = NULL;
    g_auto(GStrv) left = NULL;
    EpHow how = { 0 };
    int n;

    if (!desk_cli_do_how(cli, &how, &day, error) || desk_cli_open_as(cli, error) == NULL)
        return FALSE;
    n = ep_renewal_undo(cli->ledger, ep_record_get_id(renewal), &how, progress, &left, error);
    for (char **line = left; line != NULL && *line != NULL; line++)
        desk_cli_print("%s", *line);
    if (n >= 0)
        desk_cli_print(ngettext("%d act was taken back", "%d acts were taken back", (gulong)n), n);
    return n >= 0;
}

gboolean
desk_cli_renewal(DeskCli *cli, GError **error)
{
    const char *what = desk_cli_args_get(cli->args, 0), *number = desk_cli_args_get(cli->args, 1);
    const char *folder = desk_cli_args_take(cli->args, "out");
    g_autoptr(EpRecord) renewal = NULL;

    if (what == NULL || number == NULL || !ep_words_contain("show lists answers undo", what)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE,
                            _("renewal show|lists|answers|undo NUMBER; a renewal begins by “deskctl do renewal.new”"));
        return FALSE;
    }
    if (desk_cli_open(cli, error) == NULL)
        return FALSE;
    renewal = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_renewal_table, number, error);
    if (renewal == NULL)
        return FALSE;
    if (strcmp(what, "show") == 0)
        return desk_cli_renewal_show(cli, renewal, error);
    if (strcmp(what, "answers") == 0)
        return desk_cli_renewal_take(cli, renewal, error);
    if (strcmp(what, "undo") == 0)
        return desk_cli_renewal_undo(cli, renewal, error);
    if (folder != NULL)
        return desk_cli_renewal_write(cli, renewal, folder, error);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("where to? --out FOLDER"));
    return FALSE;
}
