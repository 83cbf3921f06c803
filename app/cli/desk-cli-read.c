#include "app/cli/desk-cli.h"

#include <string.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-list.h"

/* The record's own id, which a script needs where there is no number. */
#define ID EP_NO_FIELD

/* Which fields a listing shows: those named, or the table's columns. */
static GArray *
desk_cli_read_columns(DeskCli *cli, const EpTable *table, GError **error)
{
    const char *wanted = desk_cli_args_take(cli->args, "columns");
    g_auto(GStrv) names = g_strsplit(wanted != NULL ? wanted : "", ",", -1);
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; wanted == NULL && i < table->at.n_fields; i++) {
        if ((table->fields[i].flags & EP_FIELD_COLUMN) != 0)
            g_array_append_val(columns, i);
    }
    for (char **name = names; *name != NULL; name++) {
        guint field = ep_table_find(table, g_strstrip(*name));

        if (field == EP_NO_FIELD && !g_str_equal(*name, "id")) {
            g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s has no field %s; see “deskctl tables %s”"), table->name,
                        *name, table->name);
            return NULL;
        }
        g_array_append_val(columns, field);
    }
    return g_steal_pointer(&columns);
}

typedef struct {
    EpReader *reader;
    EpList *list;
} DeskCliWhere;

static gboolean
desk_cli_read_where(const char *name, const char *value, gpointer user_data, GError **error)
{
    DeskCliWhere *where = user_data;
    const EpTable *table = ep_list_get_table(where->list);
    g_auto(GStrv) parts = g_strsplit(value, "=", 2);
    g_autofree char *canonical = NULL;
    guint field;

    field = parts[0] != NULL ? ep_table_find(table, parts[0]) : EP_NO_FIELD;
    if (field == EP_NO_FIELD || parts[1] == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--where FIELD=VALUE, not “%s”"), value);
        return FALSE;
    }
    if (table->fields[field].kind == EP_KIND_REFERENCE && *parts[1] != '\0') {
        gint64 id = ep_reader_resolve(where->reader, &table->fields[field], parts[1], error);

        canonical = id != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, id) : NULL;
    } else {
        canonical = ep_kind_parse(&table->fields[field], parts[1], error);
    }
    if (canonical == NULL)
        return FALSE;
    ep_list_set_facet(where->list, field, (const char *const[]){ canonical, NULL });
    return TRUE;
}

static char **
desk_cli_read_row(EpRecord *record, GArray *columns, gboolean canonical)
{
    char **row = g_new0(char *, columns->len + 2);

    for (guint c = 0; c < columns->len; c++) {
        guint field = g_array_index(columns, guint, c);

        if (field == ID) {
            row[c] = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(record));
            continue;
        }
        row[c] = canonical ? g_strdup(ep_record_get_label(record, field))
                           : g_strdelimit(ep_record_describe(record, field), "\n", ' ');
    }
    return row;
}

static void
desk_cli_read_print(DeskCliFormat format, const EpTable *table, EpList *list, GArray *columns)
{
    g_autofree const char **names = g_new0(const char *, columns->len + 1);
    g_autofree const char **labels = g_new0(const char *, columns->len + 1);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

    for (guint c = 0; c < columns->len; c++) {
        guint field = g_array_index(columns, guint, c);

        names[c] = field != ID ? table->fields[field].name : "id";
        labels[c] = field != ID ? ep_label(table->fields[field].label) : "id";
    }
    for (guint i = 0; i < ep_list_get_n(list); i++)
        g_ptr_array_add(rows, desk_cli_read_row(ep_list_peek(list, i), columns, format != DESK_CLI_TABLE));
    desk_cli_print_rows(format, columns->len, names, labels, rows);
}

EpList *
desk_cli_read_chosen(DeskCli *cli, const EpTable *table, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(cli->ledger), table, NULL, error);
    g_autoptr(EpList) list = NULL;
    DeskCliWhere where;

    if (records == NULL)
        return NULL;
    list = ep_list_new(table);
    ep_list_load(list, records);
    ep_list_set_find(list, desk_cli_args_take(cli->args, "find"));
    ep_list_set_order(list, table->sort);
    where = (DeskCliWhere){ ep_ledger_get_reader(cli->ledger), list };
    if (!desk_cli_args_take_each(cli->args, "where", desk_cli_read_where, &where, error))
        return NULL;
    return g_steal_pointer(&list);
}

GPtrArray *
desk_cli_take_records(EpList *list, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < ep_list_get_n(list); i++)
        g_ptr_array_add(records, g_object_ref(ep_list_peek(list, i)));
    if (records->len > 0)
        return g_steal_pointer(&records);
    g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("%s: nothing is like that"),
                ep_label(ep_list_get_table(list)->label));
    return NULL;
}

gboolean
desk_cli_has_chosen(DeskCli *cli)
{
    return desk_cli_args_has(cli->args, "where") || desk_cli_args_has(cli->args, "find");
}

static gboolean
desk_cli_read_refuse(const char *name, const char *value, gpointer user_data, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--%s is not known here"), name);
    return FALSE;
}

EpList *
desk_cli_read_list(DeskCli *cli, const EpTable *table, GError **error)
{
    g_autoptr(EpList) list = desk_cli_read_chosen(cli, table, error);

    if (list == NULL || !desk_cli_args_take_rest(cli->args, desk_cli_read_refuse, NULL, error))
        return NULL;
    return g_steal_pointer(&list);
}

gboolean
desk_cli_list(DeskCli *cli, GError **error)
{
    DeskCliFormat format;
    EpTable *table;
    g_autoptr(GArray) columns = NULL;
    g_autoptr(EpList) list = NULL;

    if (desk_cli_open(cli, error) == NULL || (table = desk_cli_get_table(cli, 0, error)) == NULL ||
        (columns = desk_cli_read_columns(cli, table, error)) == NULL || !desk_cli_get_format(cli, &format, error))
        return FALSE;
    list = desk_cli_read_list(cli, table, error);
    if (list == NULL)
        return FALSE;
    desk_cli_read_print(format, table, list, columns);
    return TRUE;
}

gboolean
desk_cli_show(DeskCli *cli, GError **error)
{
    EpTable *table;
    g_autoptr(EpRecord) record = desk_cli_get_record(cli, &table, error);
    static const char *const heads[] = { "field", "value" };
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    const char *labels[] = { _("Field"), _("Value") };
    DeskCliFormat format;

    if (record == NULL || !desk_cli_get_format(cli, &format, error))
        return FALSE;
    for (guint i = 0; i < table->at.n_fields; i++) {
        char **row;

        if (*ep_record_get(record, i) == '\0')
            continue;
        row = g_new0(char *, 3);
        row[0] = g_strdup(format == DESK_CLI_TABLE ? ep_label(table->fields[i].label) : table->fields[i].name);
        row[1] = format == DESK_CLI_TABLE ? ep_record_describe(record, i) : g_strdup(ep_record_get_label(record, i));
        g_ptr_array_add(rows, row);
    }
    desk_cli_print_rows(format, 2, heads, labels, rows);
    return desk_cli_args_take(cli->args, "history") == NULL || desk_cli_history(cli, error);
}

/* One act of the day; its subject is read afterwards, because a reader serves one query at a time. */
typedef struct {
    char *cells[6];
    char *verb;
    char *table;
    gint64 subject;
} DeskCliAct;

static void
desk_cli_act_free(DeskCliAct *act)
{
    for (guint i = 0; i < G_N_ELEMENTS(act->cells); i++)
        g_free(act->cells[i]);
    g_free(act->verb);
    g_free(act->table);
    g_free(act);
}

static gboolean
desk_cli_read_act(const EpRow *row, gpointer user_data, GError **error)
{
    DeskCliAct *act = g_new0(DeskCliAct, 1);
    const char *source = ep_row_get_text(row, 8);

    act->cells[0] = g_strdup(ep_row_get_text(row, 0));
    act->cells[1] = ep_time_format_clock(ep_row_get_text(row, 1), EP_ZONE_JAPAN);
    act->verb = g_strdup(ep_row_get_text(row, 2));
    act->table = g_strdup(ep_row_get_text(row, 3));
    act->subject = ep_row_get_integer(row, 4);
    act->cells[3] = g_strndup(source, strcspn(source, "\n")); /* the counts; files and sums follow */
    act->cells[4] = g_strdup(ep_row_get_text(row, 5));
    act->cells[5] = g_strdup(ep_row_get_text(row, 6));
    g_ptr_array_add(user_data, act);
    return TRUE;
}

static char **
desk_cli_read_act_row(DeskCli *cli, DeskCliAct *act)
{
    EpTable *table = ep_ledger_get_table(cli->ledger, act->table);
    const EpVerb *verb = ep_ledger_find_verb(cli->ledger, act->verb, NULL, NULL);
    char **row = g_new0(char *, G_N_ELEMENTS(act->cells) + 1);
    g_autoptr(EpRecord) subject = NULL;

    if (table != NULL && act->subject != 0)
        subject = ep_reader_read(ep_ledger_get_reader(cli->ledger), table, act->subject, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(act->cells); i++)
        row[i] = g_steal_pointer(&act->cells[i]);
    row[2] = g_strdup(verb != NULL                     ? ep_label(verb->label)
                      : g_str_equal(act->verb, "undo") ? _("Taken back")
                                                       : act->verb);
    if (subject != NULL && *row[3] == '\0') {
        g_free(row[3]);
        row[3] = ep_record_dup_name(subject);
    }
    return row;
}

gboolean
desk_cli_log(DeskCli *cli, GError **error)
{
    static const char *const names[] = { "act", "time", "verb", "subject", "who", "note" };
    const char *labels[] = { _("Act"), _("Time"), _("What"), _("On"), _("Who"), _("Note") };
    const char *text = desk_cli_args_take(cli->args, "date");
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)desk_cli_act_free);
    EpDate date = ep_clock_today(EP_ZONE_JAPAN);
    g_autofree char *day = NULL;
    DeskCliFormat format;
    EpValue value;

    if (desk_cli_open(cli, error) == NULL || !desk_cli_get_format(cli, &format, error) ||
        (text != NULL && !ep_date_read(text, EP_DATE_PLAIN, &date, error)))
        return FALSE;
    day = ep_date_to_text(date);
    value = EP_TEXT(day);
    if (!ep_reader_query(ep_ledger_get_reader(cli->ledger), "log-day", &value, 1, desk_cli_read_act, acts, error))
        return FALSE;
    for (guint i = 0; i < acts->len; i++)
        g_ptr_array_add(rows, desk_cli_read_act_row(cli, g_ptr_array_index(acts, i)));
    desk_cli_print_rows(format, 6, names, labels, rows);
    return TRUE;
}
