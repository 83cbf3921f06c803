#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-sql.h"

static void
desk_cli_describe_field(const EpField *field, GPtrArray *rows)
{
    g_autoptr(GString) more = g_string_new(NULL);
    char **row = g_new0(char *, 5);

    if ((field->flags & EP_FIELD_REQUIRED) != 0)
        g_string_append_printf(more, "%s ", _("required"));
    if ((field->flags & EP_FIELD_DERIVED) != 0)
        g_string_append_printf(more, "%s ", _("computed"));
    if ((field->flags & EP_FIELD_FIXED) != 0)
        g_string_append_printf(more, "%s ", _("by verbs only"));
    if (field->reference != NULL)
        g_string_append_printf(more, "→ %s ", field->reference);
    for (const EpChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
        g_string_append_printf(more, "%s=%s ", choice->code, ep_label(choice->label));
    row[0] = g_strdup(field->name);
    row[1] = g_strdup(ep_kind_get_name(field->kind));
    row[2] = g_strdup(ep_label(field->label));
    row[3] = g_strchomp(g_string_free(g_steal_pointer(&more), FALSE));
    g_ptr_array_add(rows, row);
}

static gboolean
desk_cli_describe_one(DeskCli *cli, EpTable *table, DeskCliFormat format)
{
    static const char *const names[] = { "field", "kind", "label", "more" };
    const char *labels[] = { _("Field"), _("Kind"), _("Label"), _("More") };
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

    if (desk_cli_args_take(cli->args, "sql") != NULL) {
        g_autofree char *sql = ep_sql_create(table);

        g_print("%s", sql);
        return TRUE;
    }
    for (guint i = 0; i < table->at.n_fields; i++)
        desk_cli_describe_field(&table->fields[i], rows);
    desk_cli_print_rows(format, 4, names, labels, rows);
    return TRUE;
}

/* Descriptions need no ledger: they are the program's own. */
gboolean
desk_cli_tables(DeskCli *cli, GError **error)
{
    static const char *const names[] = { "table", "label", "fields", "verbs" };
    const char *labels[] = { _("Table"), _("Label"), _("Fields"), _("Verbs") };
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    const char *wanted = desk_cli_args_get(cli->args, 0);
    DeskCliFormat format;

    if (!desk_cli_get_format(cli, &format, error))
        return FALSE;
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        EpTable *table = ep_catalog_get_table(catalog, i);
        char **row;
        guint verbs = 0;

        if (wanted != NULL && g_str_equal(table->name, wanted))
            return desk_cli_describe_one(cli, table, format);
        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++)
            verbs++;
        row = g_new0(char *, 5);
        row[0] = g_strdup(table->name);
        row[1] = g_strdup(ep_label(table->label));
        row[2] = g_strdup_printf("%u", table->at.n_fields);
        row[3] = g_strdup_printf("%u", verbs);
        g_ptr_array_add(rows, row);
    }
    if (wanted != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("there is no table %s"), wanted);
        return FALSE;
    }
    desk_cli_print_rows(format, 4, names, labels, rows);
    return TRUE;
}

static void
desk_cli_describe_verb(const EpVerb *verb, const EpTable *table, GPtrArray *rows)
{
    const EpTable *answers = ep_verb_get_answers(verb, table);
    g_autoptr(GString) asks = g_string_new(NULL);
    char **row = g_new0(char *, 6);

    for (guint i = 0; i < answers->at.n_fields; i++)
        g_string_append_printf(asks, "--%s%s%s ", desk_cli_do_is_option(answers->fields[i].name) ? "set " : "",
                               answers->fields[i].name, (answers->fields[i].flags & EP_FIELD_REQUIRED) != 0 ? "!" : "");
    if ((verb->flags & EP_VERB_INSTRUCTION) != 0)
        g_string_append(asks, "--instruction! ");
    row[0] = g_strdup(verb->name);
    row[1] = g_strdup(ep_label(verb->label));
    row[2] = g_strdup(verb->from != NULL ? verb->from : "*");
    row[3] = g_strdup(verb->to != NULL ? verb->to : "");
    row[4] = g_strchomp(g_string_free(g_steal_pointer(&asks), FALSE));
    g_ptr_array_add(rows, row);
}

gboolean
desk_cli_verbs(DeskCli *cli, GError **error)
{
    static const char *const names[] = { "verb", "label", "from", "to", "asks" };
    const char *labels[] = { _("Verb"), _("Label"), _("From"), _("To"), _("Asks") };
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    const char *wanted = desk_cli_args_get(cli->args, 0);
    DeskCliFormat format;

    if (!desk_cli_get_format(cli, &format, error))
        return FALSE;
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        EpTable *table = ep_catalog_get_table(catalog, i);

        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
            if ((wanted == NULL || g_str_equal(wanted, table->name)) && (verb->flags & EP_VERB_INTERNAL) == 0)
                desk_cli_describe_verb(verb, table, rows);
        }
    }
    desk_cli_print_rows(format, 5, names, labels, rows);
    return TRUE;
}

gboolean
desk_cli_help(DeskCli *cli, GError **error)
{
    const char *wanted = desk_cli_args_get(cli->args, 0);

    if (wanted == NULL) {
        desk_cli_print(_("deskctl %s: the desk's ledger on the console\n"), MADOGUCHI_VERSION);
        desk_cli_print(
            _("--store URI or MADOGUCHI_STORE: a file, or postgresql://…; --as NAME or MADOGUCHI_USER: who works\n"));
    }
    for (const DeskCliCommand *command = desk_cli_commands; command->name != NULL; command++) {
        if (wanted == NULL || g_str_equal(wanted, command->name))
            desk_cli_print("deskctl %s\n    %s", command->usage, _(command->summary));
    }
    if (wanted == NULL)
        desk_cli_print(_("\nexit status: 0 done · 1 error · 2 usage · 3 not found · 4 refused · 5 conflict"));
    return TRUE;
}
