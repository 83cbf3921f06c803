#include "app/cli/desk-cli-device.h"

#include <glib/gi18n.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-lines.h"
#include "endpoint/ledger/ep-many.h"

typedef struct {
    EpReader *reader;
    EpDraft *answers;
    const char *from; /* a recording of devices; NULL: what is plugged in */
} DeskCliAnswers;

/* --lines TABLE=FILE: one record that belongs to this one per row of a CSV whose header names fields. */
static gboolean
desk_cli_do_lines(DeskCliAnswers *self, const char *value, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(value, "=", 2);
    EpTable *table = ep_catalog_find(ep_reader_get_catalog(self->reader), parts[0]);
    g_autofree char *bytes = NULL, *text = NULL;
    g_autoptr(GPtrArray) lines = NULL;
    gsize length;

    if (table == NULL || (table->flags & EP_TABLE_LINES) == 0 || parts[1] == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE,
                    _("--lines TABLE=FILE, with a table whose records belong to another"));
        return FALSE;
    }
    if (!g_file_get_contents(parts[1], &bytes, &length, error))
        return FALSE;
    text = ep_text_decode(bytes, length, NULL, error);
    lines = text != NULL ? ep_lines_parse(self->reader, table, text, error) : NULL;
    for (guint i = 0; lines != NULL && i < lines->len; i++)
        ep_draft_add_line(self->answers, g_ptr_array_index(lines, i));
    if (lines == NULL)
        g_prefix_error(error, "%s: ", parts[1]);
    return lines != NULL;
}

gboolean
desk_cli_do_is_option(const char *name)
{
    return ep_words_contain("all as day device find from instruction lines minutes note scan set store where", name);
}

/* --FIELD VALUE, or --set FIELD=VALUE for a field that is called like an option. */
static gboolean
desk_cli_do_field(DeskCliAnswers *self, const char *name, const char *value, GError **error)
{
    guint field = ep_table_find(ep_draft_get_table(self->answers), name);

    if (field != EP_NO_FIELD)
        return ep_lines_set(self->reader, self->answers, field, value, error);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s does not ask for --%s; see “deskctl verbs”"),
                ep_draft_get_table(self->answers)->name, name);
    return FALSE;
}

static gboolean
desk_cli_do_answer(const char *name, const char *value, gpointer user_data, GError **error)
{
    DeskCliAnswers *self = user_data;
    g_auto(GStrv) parts = g_strsplit(value, "=", 2);

    if (g_str_equal(name, "lines"))
        return desk_cli_do_lines(self, value, error);
    if (g_str_equal(name, "device"))
        return desk_cli_device_answer(self->reader, self->answers, self->from, value, error);
    if (g_str_equal(name, "scan"))
        return desk_cli_device_scan(self->answers, value, error);
    if (!g_str_equal(name, "set"))
        return desk_cli_do_field(self, name, value, error);
    if (g_strv_length(parts) == 2)
        return desk_cli_do_field(self, parts[0], parts[1], error);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("--set FIELD=VALUE"));
    return FALSE;
}

gboolean
desk_cli_do_how(DeskCli *cli, EpHow *how, char **day, GError **error)
{
    static const EpField instruction = { "instruction", N_("Instruction"), EP_KIND_REFERENCE,
                                         .reference = "instruction" };
    const char *text = desk_cli_args_take(cli->args, "day"), *minutes = desk_cli_args_take(cli->args, "minutes"),
               *number = desk_cli_args_take(cli->args, "instruction");
    EpDate date;

    how->note = desk_cli_args_take(cli->args, "note");
    if (text != NULL && !ep_date_read(text, EP_DATE_PLAIN, &date, error))
        return FALSE;
    if (text != NULL)
        how->day = *day = ep_date_to_text(date);
    if (minutes != NULL && !g_ascii_string_to_signed(minutes, 10, 0, 1440, &how->minutes, error))
        return FALSE;
    if (number != NULL)
        how->instruction = ep_reader_resolve(ep_ledger_get_reader(cli->ledger), &instruction, number, error);
    return number == NULL || how->instruction != 0;
}

GPtrArray *
desk_cli_do_records(DeskCli *cli, const EpTable *table, guint index, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = index; i < desk_cli_args_get_n(cli->args); i++) {
        EpRecord *record =
            ep_reader_find(ep_ledger_get_reader(cli->ledger), table, desk_cli_args_get(cli->args, i), error);

        if (record == NULL)
            return NULL;
        g_ptr_array_add(records, record);
    }
    return g_steal_pointer(&records);
}

/* What has a command of its own is done by that alone. */
static const EpVerb *
desk_cli_do_find_verb(DeskCli *cli, const char *name, EpTable **table, GError **error)
{
    for (const DeskCliCommand *command = desk_cli_commands; command->name != NULL; command++) {
        if (g_strcmp0(command->verb, name) != 0 || name == NULL)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s is done by “deskctl %s”"), name, command->usage);
        return NULL;
    }
    return ep_ledger_find_verb(cli->ledger, name != NULL ? name : "", table, error);
}

static gboolean
desk_cli_do_check_count(const EpVerb *verb, guint n, GError **error)
{
    if (ep_verb_creates(verb) ? n == 0 : n == 1 || (n > 1 && (verb->flags & EP_VERB_MANY) != 0))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE,
                ep_verb_creates(verb) ? _("%s makes a new one; name none")
                : n == 0              ? _("%s: which one? Give its number or id")
                                      : _("%s takes one at a time"),
                verb->name);
    return FALSE;
}

/* Prints the number (or id) of what was made, for scripts. */
static void
desk_cli_do_say(DeskCli *cli, const EpTable *table, gint64 seq, gint64 made)
{
    g_autoptr(EpRecord) record =
        made != 0 ? ep_reader_read(ep_ledger_get_reader(cli->ledger), table, made, NULL) : NULL;
    const char *number = record != NULL ? ep_record_get(record, table->at.number) : "";

    if (record == NULL)
        desk_cli_print("%" G_GINT64_FORMAT, seq);
    else if (*number != '\0')
        desk_cli_print("%s", number);
    else
        desk_cli_print("%" G_GINT64_FORMAT, made);
}

/* Those that are named, or those that --where and --find leave. */
static GPtrArray *
desk_cli_do_choose(DeskCli *cli, const EpVerb *verb, const EpTable *table, GError **error)
{
    g_autoptr(EpList) list = NULL;

    if (!desk_cli_has_chosen(cli))
        return desk_cli_do_records(cli, table, 1, error);
    if (desk_cli_args_get_n(cli->args) > 1 || ep_verb_creates(verb)) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s: records are named, or chosen by --where and --find"),
                    verb->name);
        return NULL;
    }
    list = desk_cli_read_chosen(cli, table, error);
    return list != NULL ? desk_cli_take_records(list, error) : NULL;
}

typedef struct {
    const EpVerb *verb;
    EpTable *table;
    GPtrArray *records;
    EpDraft *answers;
    EpHow how;
} DeskCliDeed;

/* Each that it can be done to; the others are named with their reasons. */
static gboolean
desk_cli_do_many(DeskCli *cli, const DeskCliDeed *deed, GError **error)
{
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_auto(EpMany) many = { 0 };
    gboolean done = ep_many_do(cli->ledger, deed->verb, deed->table, deed->records, deed->answers, &deed->how, progress,
                               &many, error);

    desk_cli_print_refusals(many.refusals);
    if (done && many.act == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s: none of %u could be done"), deed->verb->name,
                    deed->records->len);
        return FALSE;
    }
    if (many.act != 0) {
        g_printerr(_("%u done, %u not\n"), many.done, many.refusals->len);
        desk_cli_print("%" G_GINT64_FORMAT, many.act);
    }
    return done;
}

static gboolean
desk_cli_do_one(DeskCli *cli, const DeskCliDeed *deed, GError **error)
{
    const EpVerb *verb = deed->verb;
    gint64 made = 0, seq = ep_ledger_do(cli->ledger, verb, deed->table, deed->records, deed->answers, &deed->how, NULL,
                                        &made, error);

    if (seq != 0)
        desk_cli_do_say(cli, verb->makes != NULL ? verb->makes : deed->table, seq, made);
    return seq != 0;
}

gboolean
desk_cli_do(DeskCli *cli, GError **error)
{
    const char *name = desk_cli_args_get(cli->args, 0);
    EpLedger *ledger = desk_cli_open_as(cli, error);
    gboolean each = desk_cli_has_chosen(cli) && desk_cli_args_take(cli->args, "all") == NULL;
    g_autoptr(GPtrArray) records = NULL;
    g_autoptr(EpDraft) answers = NULL;
    g_autofree char *day = NULL;
    DeskCliAnswers self;
    DeskCliDeed deed = { 0 };

    if (ledger == NULL)
        return FALSE;
    deed.verb = desk_cli_do_find_verb(cli, name, &deed.table, error);
    records = deed.verb != NULL ? desk_cli_do_choose(cli, deed.verb, deed.table, error) : NULL;
    if (records == NULL || !desk_cli_do_check_count(deed.verb, records->len, error))
        return FALSE;
    answers = ep_verb_start(deed.verb, deed.table, records->len == 1 ? g_ptr_array_index(records, 0) : NULL,
                            ep_ledger_get_operator(ledger));
    self = (DeskCliAnswers){ ep_ledger_get_reader(ledger), answers, desk_cli_args_take(cli->args, "from") };
    if (!desk_cli_do_how(cli, &deed.how, &day, error) ||
        !desk_cli_args_take_rest(cli->args, desk_cli_do_answer, &self, error))
        return FALSE;
    deed.records = records;
    deed.answers = answers;
    if (!(each ? desk_cli_do_many : desk_cli_do_one)(cli, &deed, error))
        return FALSE;
    if (deed.verb->then != NULL)
        g_printerr("%s\n", ep_label(deed.verb->then));
    return TRUE;
}

gboolean
desk_cli_undo(DeskCli *cli, GError **error)
{
    const char *word = desk_cli_args_get(cli->args, 0);
    EpHow how = { 0 };
    g_autofree char *day = NULL;
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_auto(GStrv) left = NULL;
    gint64 seq = 0, undone;

    if (desk_cli_open_as(cli, error) == NULL || !desk_cli_do_how(cli, &how, &day, error))
        return FALSE;
    if (word == NULL || !g_ascii_string_to_signed(word, 10, 1, G_MAXINT64, &seq, NULL)) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("which act? “deskctl log” lists them"));
        return FALSE;
    }
    undone = ep_ledger_undo(cli->ledger, seq, &how, progress, &left, error);
    if (undone == 0)
        return FALSE;
    for (char **line = left; line != NULL && *line != NULL; line++)
        desk_cli_print("%s", *line);
    desk_cli_print("%" G_GINT64_FORMAT, undone);
    return TRUE;
}
