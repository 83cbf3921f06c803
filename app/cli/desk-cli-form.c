#include "app/cli/desk-cli.h"

#include <string.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/report/ep-form-layout.h"
#include "endpoint/report/ep-pdf.h"

static void
desk_cli_form_list(GPtrArray *forms)
{
    static const char *const names[] = { "name", "for", "title", "own" };
    const char *labels[] = { _("Form"), _("Of what"), _("Paper"), _("The desk's own") };
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

    for (guint i = 0; i < forms->len; i++) {
        EpForm *form = g_ptr_array_index(forms, i);
        char **row = g_new0(char *, G_N_ELEMENTS(names) + 1);

        row[0] = g_strdup(ep_form_get_name(form));
        row[1] = g_strdup(ep_form_get_table(form) != NULL ? ep_form_get_table(form)->name : "");
        row[2] = g_strdup(ep_form_get_title(form));
        row[3] = g_strdup(ep_form_is_own(form) ? "○" : "");
        g_ptr_array_add(rows, row);
    }
    desk_cli_print_rows(DESK_CLI_TABLE, G_N_ELEMENTS(names), names, labels, rows);
}

/* --- changing one --- */

static gboolean
desk_cli_form_save(DeskCli *cli, const char *name, const char *path, GError **error)
{
    g_autofree char *bytes = NULL, *text = NULL;
    g_autoptr(EpDraft) answers = NULL;
    EpTable *table;
    const EpVerb *verb;
    gsize length;

    if (!g_file_get_contents(path, &bytes, &length, error) || desk_cli_open_as(cli, error) == NULL)
        return FALSE;
    text = ep_text_decode(bytes, length, NULL, error);
    verb = ep_ledger_find_verb(cli->ledger, "form.save", &table, error);
    if (text == NULL || verb == NULL)
        return FALSE;
    answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(cli->ledger));
    ep_draft_set_named(answers, "name", name);
    ep_draft_set_named(answers, "text", text);
    if (ep_ledger_do(cli->ledger, verb, table, NULL, answers, NULL, NULL, NULL, error) != 0)
        return TRUE;
    g_prefix_error(error, "%s: ", path);
    return FALSE;
}

static gboolean
desk_cli_form_restore(DeskCli *cli, const char *name, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    EpTable *table;
    const EpVerb *verb;
    EpRecord *row;

    if (desk_cli_open_as(cli, error) == NULL)
        return FALSE;
    verb = ep_ledger_find_verb(cli->ledger, "form.restore", &table, error);
    row = ep_reader_find(ep_ledger_get_reader(cli->ledger), &ep_form_table, name, error);
    if (row == NULL)
        return FALSE;
    g_ptr_array_add(records, row);
    return ep_ledger_do(cli->ledger, verb, table, records, NULL, NULL, NULL, NULL, error) != 0;
}

/* --- a paper --- */

/* Those that are named; else those that --where and --find leave; else none, for a form to be filled in by hand. */
static GPtrArray *
desk_cli_form_records(DeskCli *cli, const EpTable *table, GError **error)
{
    gboolean asked = desk_cli_args_get_n(cli->args) == 1 && desk_cli_args_has_left(cli->args);
    g_autoptr(EpList) list = NULL;

    if (!asked)
        return desk_cli_do_records(cli, table, 1, error);
    list = desk_cli_read_list(cli, table, error);
    return list != NULL ? desk_cli_take_records(list, error) : NULL;
}

/* A paper says what its conditions say (that nothing was found …): it is of those that meet them alone. */
static gboolean
desk_cli_form_check(EpForm *form, GPtrArray *records, GError **error)
{
    for (guint i = 0; i < records->len; i++) {
        g_autofree char *reason = ep_form_refuse(form, g_ptr_array_index(records, i));
        g_autofree char *name = reason != NULL ? ep_record_dup_name(g_ptr_array_index(records, i)) : NULL;

        if (reason == NULL)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", name, reason);
        return FALSE;
    }
    return TRUE;
}

static gboolean
desk_cli_form_write(DeskCli *cli, GPtrArray *forms, EpForm *form, const char *path, EpFormHow *how, GError **error)
{
    g_autoptr(GPtrArray) records = NULL;
    g_autoptr(EpLayout) layout = NULL;
    g_auto(GStrv) complaints = NULL;

    if (ep_form_get_table(form) == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s is no paper; its words are for the others"),
                    ep_form_get_name(form));
        return FALSE;
    }
    records = desk_cli_form_records(cli, ep_form_get_table(form), error);
    if (records == NULL || !desk_cli_form_check(form, records, error))
        return FALSE;
    layout = ep_form_layout(ep_ledger_get_reader(cli->ledger), forms, form, records, how, &complaints, error);
    if (layout == NULL || !ep_pdf_write(layout, path, error))
        return FALSE;
    for (char **complaint = complaints; *complaint != NULL; complaint++)
        g_printerr("%s\n", *complaint);
    desk_cli_print("%s", path);
    return TRUE;
}

static gboolean
desk_cli_form_take_skip(DeskCli *cli, guint *skip, GError **error)
{
    const char *text = desk_cli_args_take(cli->args, "skip");
    guint64 number = 0;

    if (text != NULL && !g_ascii_string_to_unsigned(text, 10, 0, 500, &number, NULL)) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--skip: how many labels of the sheet are used up, not “%s”"),
                    text);
        return FALSE;
    }
    *skip = (guint)number;
    return TRUE;
}

static gboolean
desk_cli_form_show(DeskCli *cli, const char *name, GError **error)
{
    const char *out = desk_cli_args_take(cli->args, "out"), *text = desk_cli_args_take(cli->args, "text");
    g_autofree char *now = ep_clock_now();
    EpFormHow how = { .created = now };
    g_autoptr(GPtrArray) forms = NULL;
    EpForm *form;

    if (!desk_cli_form_take_skip(cli, &how.skip, error) || desk_cli_open(cli, error) == NULL)
        return FALSE;
    if (desk_cli_open_as(cli, NULL) != NULL) /* who prints it is good to know, and not needed */
        how.who = ep_ledger_get_operator(cli->ledger)->name;
    forms = ep_form_load(ep_ledger_get_reader(cli->ledger), error);
    if (forms == NULL)
        return FALSE;
    if (name == NULL) {
        desk_cli_form_list(forms);
        return TRUE;
    }
    form = ep_form_find(forms, name, error);
    if (form == NULL)
        return FALSE;
    if (text != NULL)
        return ep_file_replace(text, ep_form_get_text(form), strlen(ep_form_get_text(form)), error);
    if (out != NULL)
        return desk_cli_form_write(cli, forms, form, out, &how, error);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_USAGE, _("where to? --out FILE.pdf, or --text FILE.xml"));
    return FALSE;
}

gboolean
desk_cli_form(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0), *save = desk_cli_args_take(cli->args, "save");
    gboolean restore = desk_cli_args_take(cli->args, "restore") != NULL;

    if (name != NULL && save != NULL)
        return desk_cli_form_save(cli, name, save, error);
    if (name != NULL && restore)
        return desk_cli_form_restore(cli, name, error);
    return desk_cli_form_show(cli, name, error);
}
