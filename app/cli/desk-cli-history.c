#include "app/cli/desk-cli.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-history.h"

static void
desk_cli_history_append(GString *text, GPtrArray *fields)
{
    for (guint i = 0; i < fields->len; i++) {
        const EpHistoryField *field = g_ptr_array_index(fields, i);

        g_string_append_printf(text, "%s%s: ", text->len > 0 ? "; " : "",
                               field->field != NULL ? ep_label(field->field->label) : field->name);
        if (*field->from != '\0')
            g_string_append_printf(text, "%s → ", field->from);
        g_string_append(text, field->to);
    }
}

/* What the act did to the record, then to those whose story is part of it. */
static char *
desk_cli_history_changes(const EpHistoryAct *act)
{
    g_autoptr(GString) text = g_string_new(NULL);

    desk_cli_history_append(text, act->fields);
    for (guint i = 0; i < act->parts->len; i++) {
        const EpHistoryPart *part = g_ptr_array_index(act->parts, i);

        g_string_append_printf(text, "%s[%s]", text->len > 0 ? "; " : "", part->name);
        if (!part->created)
            desk_cli_history_append(text, part->fields);
    }
    g_strdelimit(text->str, "\n", ' ');
    return g_strdup(text->str);
}

gboolean
desk_cli_history(DeskCli *cli, GError **error)
{
    static const char *const names[] = { "act", "at", "who", "what", "changes" };
    const char *labels[] = { _("Act"), _("When"), _("Who"), _("What"), _("Changes") };
    EpTable *table;
    g_autoptr(EpRecord) record = desk_cli_get_record(cli, &table, error);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_autoptr(GPtrArray) acts = NULL;
    DeskCliFormat format;

    if (record == NULL || !desk_cli_get_format(cli, &format, error))
        return FALSE;
    acts = ep_history_load(ep_ledger_get_reader(cli->ledger), table, ep_record_get_id(record), error);
    if (acts == NULL)
        return FALSE;
    for (guint i = 0; i < acts->len; i++) {
        const EpHistoryAct *act = g_ptr_array_index(acts, i);
        char **row = g_new0(char *, G_N_ELEMENTS(names) + 1);

        row[0] = g_strdup_printf("%" G_GINT64_FORMAT, act->seq);
        row[1] = format == DESK_CLI_TABLE ? ep_time_format(act->at, EP_ZONE_JAPAN) : g_strdup(act->at);
        row[2] = g_strdup(act->who);
        row[3] = g_strdup(act->label);
        row[4] = desk_cli_history_changes(act);
        g_ptr_array_add(rows, row);
    }
    desk_cli_print_rows(format, G_N_ELEMENTS(names), names, labels, rows);
    return TRUE;
}
