#include "endpoint/exchange/ep-renewal-answers.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-csv-header.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-id.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/exchange/ep-import-map.h"
#include "endpoint/exchange/ep-workbook.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"

struct _EpRenewalAnswers {
    EpLedger *ledger;
    EpRecord *renewal;
    GPtrArray *lines;      /* EpRecord */
    GHashTable *by_number; /* folded → EpRecord of `lines` */
    GPtrArray *answers;    /* EpRenewalAnswer */
    GPtrArray *origins;    /* names of the files */
    GString *source;       /* for the journal: a line for each file */
    guint empty;
};

static void
ep_renewal_answer_free(EpRenewalAnswer *answer)
{
    g_free(answer->number);
    g_free(answer->note);
    g_free(answer->problem);
    g_free(answer);
}

EpRenewalAnswers *
ep_renewal_answers_new(EpLedger *ledger, EpRecord *renewal, GError **error)
{
    g_autoptr(GPtrArray) lines =
        ep_renewal_load_lines(ep_ledger_get_reader(ledger), ep_record_get_id(renewal), 0, error);
    EpRenewalAnswers *self;

    if (lines == NULL)
        return NULL;
    self = g_new0(EpRenewalAnswers, 1);
    self->ledger = ledger;
    self->renewal = g_object_ref(renewal);
    self->answers = g_ptr_array_new_with_free_func((GDestroyNotify)ep_renewal_answer_free);
    self->origins = g_ptr_array_new_with_free_func(g_free);
    self->source = g_string_new(NULL);
    self->by_number = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < lines->len; i++)
        g_hash_table_insert(self->by_number, ep_fold(ep_record_get_named(g_ptr_array_index(lines, i), "number")),
                            g_ptr_array_index(lines, i));
    self->lines = g_steal_pointer(&lines);
    return self;
}

void
ep_renewal_answers_free(EpRenewalAnswers *self)
{
    g_hash_table_unref(self->by_number);
    g_ptr_array_unref(self->lines);
    g_ptr_array_unref(self->answers);
    g_ptr_array_unref(self->origins);
    g_string_free(self->source, TRUE);
    g_object_unref(self->renewal);
    g_free(self);
}

/* --- reading --- */

typedef struct {
    EpImportMap *map;
    guint number, answer, note;
    const char *origin;
} EpRenewalColumns;

static char *
ep_renewal_answers_dup_cell(const EpCsvRow *row, guint column)
{
    return column != G_MAXUINT ? ep_csv_row_dup_trim(row, column) : g_strdup("");
}

/* Not understood: NULL. Words for what is done already ("Renewed") are no answers. */
static const char *
ep_renewal_answers_parse(const char *text)
{
    const EpField *field = &ep_renewal_line_table.fields[ep_renewal_line_table.at.state];
    g_autofree char *narrow = ep_fold_normalize(text), *code = ep_kind_parse(field, narrow, NULL);

    return code != NULL && ep_words_contain("renew give_back lose", code) ? ep_field_find_choice(field, code)->code
                                                                          : NULL;
}

static void
ep_renewal_answers_take_row(EpRenewalAnswers *self, const EpRenewalColumns *columns, const EpCsvRow *row)
{
    g_autofree char *number = ep_renewal_answers_dup_cell(row, columns->number);
    g_autofree char *text = ep_renewal_answers_dup_cell(row, columns->answer), *folded = ep_fold(number);
    EpRenewalAnswer *answer;

    if (*text == '\0') {
        self->empty += *number != '\0' ? 1 : 0;
        return;
    }
    answer = g_new0(EpRenewalAnswer, 1);
    answer->origin = columns->origin;
    answer->line = row->line;
    answer->record = g_hash_table_lookup(self->by_number, folded);
    answer->number = g_steal_pointer(&number);
    answer->answer = ep_renewal_answers_parse(text);
    answer->note = ep_renewal_answers_dup_cell(row, columns->note);
    if (answer->answer == NULL)
        answer->problem = g_strdup_printf(_("“%s” is no answer: write %s, %s or %s"), text, "更新", "返却", "紛失");
    g_ptr_array_add(self->answers, answer);
}

static gboolean
ep_renewal_answers_find_columns(EpRenewalColumns *columns, GError **error)
{
    const EpTable *table = &ep_renewal_line_table;

    columns->number = ep_import_map_find(columns->map, table->at.number);
    columns->answer = ep_import_map_find(columns->map, table->at.state);
    columns->note = ep_import_map_find(columns->map, ep_table_find(table, "note"));
    if (columns->number != G_MAXUINT && columns->answer != G_MAXUINT)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("%s: no column is headed “%s”: send the list back as it was given"), columns->origin,
                ep_label(table->fields[columns->number == G_MAXUINT ? table->at.number : table->at.state].label));
    return FALSE;
}

static gboolean
ep_renewal_answers_read(EpRenewalAnswers *self, const char *origin, const char *text, gsize length, GError **error)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, (gssize)length, 0);
    g_autoptr(EpImportMap) map = NULL;
    EpRenewalColumns columns = { .origin = origin };
    EpCsvRow row;

    ep_csv_set_lenient(csv, TRUE);
    if (!ep_csv_header_find(csv, ep_import_map_count_known, &ep_renewal_line_table, &row, error)) {
        g_prefix_error(error, "%s: ", origin);
        return FALSE;
    }
    columns.map = map = ep_import_map_new(&ep_renewal_line_table, &row);
    if (!ep_renewal_answers_find_columns(&columns, error))
        return FALSE;
    while (ep_csv_next(csv, &row, NULL)) {
        if (!row.blank)
            ep_renewal_answers_take_row(self, &columns, &row);
    }
    return TRUE;
}

gboolean
ep_renewal_answers_add_bytes(EpRenewalAnswers *self, const char *name, GBytes *bytes, GError **error)
{
    g_autofree char *text = NULL, *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    EpTextInfo info = { 0 };
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    if (ep_workbook_is(data, size)) {
        text = ep_workbook_read(bytes, error);
        info.length = text != NULL ? strlen(text) : 0;
    } else {
        text = ep_text_decode(data, size, &info, error);
    }
    if (text == NULL) {
        g_prefix_error(error, "%s: ", name);
        return FALSE;
    }
    g_ptr_array_add(self->origins, g_strdup(name));
    g_string_append_printf(self->source, "%s %s\n", sum, name);
    return ep_renewal_answers_read(self, g_ptr_array_index(self->origins, self->origins->len - 1), text, info.length,
                                   error);
}

gboolean
ep_renewal_answers_add_file(EpRenewalAnswers *self, const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path), *data = NULL;
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    if (!g_file_get_contents(path, &data, &size, error))
        return FALSE;
    bytes = g_bytes_new_take(g_steal_pointer(&data), size);
    return ep_renewal_answers_add_bytes(self, name, bytes, error);
}

/* --- judging --- */

/* A number that is none of this run's: what it is instead. */
static char *
ep_renewal_answers_explain(EpRenewalAnswers *self, const char *number)
{
    EpReader *reader = ep_ledger_get_reader(self->ledger);
    EpMatch matches[] = { { "number", number }, { NULL, NULL } };
    g_autoptr(GPtrArray) others =
        *number != '\0' ? ep_reader_load(reader, &ep_renewal_line_table, matches, NULL) : NULL;
    g_autoptr(GPtrArray) permits = *number != '\0' ? ep_reader_load(reader, &ep_permit_table, matches, NULL) : NULL;

    if (*number == '\0')
        return g_strdup(_("the number of the permit is missing"));
    if (others != NULL && others->len > 0)
        return g_strdup_printf(
            _("%s belongs to another renewal, %s: is this the list of another year?"), number,
            ep_record_get_label(g_ptr_array_index(others, 0), ep_table_find(&ep_renewal_line_table, "renewal")));
    if (permits != NULL && permits->len > 0)
        return g_strdup_printf(_("%s is not part of this renewal: it ends on %s"), number,
                               EP_DATE_SHOWN(ep_record_get_named(g_ptr_array_index(permits, 0), "until_day")));
    return g_strdup_printf(_("there is no permit %s: compare it with the list that was given"), number);
}

static void
ep_renewal_answers_fail(EpRenewalAnswer *answer, EpVerdict verdict, char *problem)
{
    g_free(answer->problem);
    answer->problem = problem;
    answer->verdict = verdict;
}

static const char *
ep_renewal_answers_label(const char *state)
{
    return ep_label(ep_field_find_choice(&ep_renewal_line_table.fields[ep_renewal_line_table.at.state], state)->label);
}

static void
ep_renewal_answers_judge(EpRenewalAnswers *self, EpRenewalAnswer *answer)
{
    const char *state = answer->record != NULL ? ep_record_get_named(answer->record, "state") : NULL;

    answer->verdict = EP_VERDICT_ERROR;
    if (answer->answer == NULL)
        return;
    g_clear_pointer(&answer->problem, g_free);
    if (state == NULL)
        ep_renewal_answers_fail(answer, EP_VERDICT_ERROR, ep_renewal_answers_explain(self, answer->number));
    else if (strcmp(state, answer->answer) == 0)
        answer->verdict = EP_VERDICT_SAME;
    else if (strcmp(state, "waiting") == 0)
        answer->verdict = EP_VERDICT_NEW;
    else if (ep_words_contain(EP_RENEWAL_OPEN, state))
        answer->verdict = EP_VERDICT_CHANGED;
    else
        ep_renewal_answers_fail(answer, EP_VERDICT_ERROR,
                                g_strdup_printf(_("%s is “%s” already: nothing is changed by an answer"),
                                                answer->number, ep_renewal_answers_label(state)));
}

/* Two rows about one permit: the same once more is passed over, something else is for a person to settle. */
static void
ep_renewal_answers_compare(EpRenewalAnswer *first, EpRenewalAnswer *answer)
{
    if (strcmp(first->answer, answer->answer) == 0) {
        ep_renewal_answers_fail(answer, EP_VERDICT_SAME, g_strdup_printf(_("stands in line %u already"), first->line));
        return;
    }
    ep_renewal_answers_fail(answer, EP_VERDICT_CONFLICT,
                            g_strdup_printf(_("%s line %u says “%s”, this one “%s”: ask the section"), first->origin,
                                            first->line, ep_renewal_answers_label(first->answer),
                                            ep_renewal_answers_label(answer->answer)));
    ep_renewal_answers_fail(first, EP_VERDICT_CONFLICT,
                            g_strdup_printf(_("%s line %u says “%s”, this one “%s”: ask the section"), answer->origin,
                                            answer->line, ep_renewal_answers_label(answer->answer),
                                            ep_renewal_answers_label(first->answer)));
}

GPtrArray *
ep_renewal_answers_get(EpRenewalAnswers *self)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < self->answers->len; i++)
        ep_renewal_answers_judge(self, g_ptr_array_index(self->answers, i));
    for (guint i = 0; i < self->answers->len; i++) {
        EpRenewalAnswer *answer = g_ptr_array_index(self->answers, i), *first;

        if (answer->record == NULL || answer->answer == NULL)
            continue;
        first = g_hash_table_lookup(seen, answer->record);
        if (first != NULL)
            ep_renewal_answers_compare(first, answer);
        else
            g_hash_table_insert(seen, answer->record, answer);
    }
    return self->answers;
}

guint
ep_renewal_answers_count(EpRenewalAnswers *self, EpVerdict verdict)
{
    guint n = 0;

    for (guint i = 0; i < self->answers->len; i++)
        n += ((EpRenewalAnswer *)g_ptr_array_index(self->answers, i))->verdict == verdict;
    return n;
}

guint
ep_renewal_answers_get_empty(EpRenewalAnswers *self)
{
    return self->empty;
}

/* --- showing --- */

static EpRecord *
ep_renewal_answers_show(EpRenewalAnswer *answer, guint id)
{
    static const char *const codes[] = { "new", "changed", "same", "error", "conflict" };
    const EpTable *table = ep_import_get_preview_table();
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);
    g_autofree char *line = g_strdup_printf("%u", answer->line), *what = NULL;
    const char *before = answer->record != NULL ? ep_record_get_named(answer->record, "state") : "";

    if (answer->problem != NULL)
        what = g_strdup(answer->problem);
    else if (answer->verdict == EP_VERDICT_CHANGED)
        what = g_strdup_printf("%s → %s", ep_renewal_answers_label(before), ep_renewal_answers_label(answer->answer));
    else
        what = g_strdup(ep_renewal_answers_label(answer->answer));
    values[ep_table_find(table, "verdict")] = codes[answer->verdict];
    values[ep_table_find(table, "line")] = line;
    values[ep_table_find(table, "number")] = answer->number;
    values[ep_table_find(table, "title")] = answer->record != NULL ? ep_record_get_named(answer->record, "device") : "";
    values[ep_table_find(table, "what")] = what;
    values[ep_table_find(table, "origin")] = answer->origin;
    return ep_record_new(table, id, 0, values);
}

GPtrArray *
ep_renewal_answers_dup_preview(EpRenewalAnswers *self)
{
    GPtrArray *answers = ep_renewal_answers_get(self), *records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < answers->len; i++)
        g_ptr_array_add(records, ep_renewal_answers_show(g_ptr_array_index(answers, i), i + 1));
    return records;
}

/* --- taking --- */

static gboolean
ep_renewal_answers_is_taken(const EpRenewalAnswer *answer)
{
    return answer->verdict == EP_VERDICT_NEW || answer->verdict == EP_VERDICT_CHANGED;
}

/* Those with the same answer and the same remark are done together. */
static GHashTable *
ep_renewal_answers_group(EpRenewalAnswers *self)
{
    GPtrArray *answers = ep_renewal_answers_get(self);
    GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

    for (guint i = 0; i < answers->len; i++) {
        EpRenewalAnswer *answer = g_ptr_array_index(answers, i);
        g_autofree char *key = g_strdup_printf("%s\n%s", answer->answer, answer->note);
        GPtrArray *group = g_hash_table_lookup(groups, key);

        if (!ep_renewal_answers_is_taken(answer))
            continue;
        if (group == NULL) {
            group = g_ptr_array_new();
            g_hash_table_insert(groups, g_steal_pointer(&key), group);
        }
        g_ptr_array_add(group, answer->record);
    }
    return groups;
}

static gboolean
ep_renewal_answers_do(EpRenewalAnswers *self, const char *key, GPtrArray *records, const EpHow *how,
                      EpProgress *progress, EpMany *all, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(key, "\n", 2);
    g_autofree char *name = g_strconcat("renewal_line.", parts[0], NULL);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(self->ledger, name, &table, error);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(self->ledger));
    g_auto(EpMany) many = { 0 };
    gboolean done;

    ep_draft_set_named(answers, "note", parts[1]);
    done = ep_many_do(self->ledger, verb, table, records, answers, how, progress, &many, error);
    all->done += many.done;
    all->acts += many.acts;
    all->act = many.act != 0 ? many.act : all->act;
    if (many.refusals != NULL)
        g_ptr_array_extend_and_steal(all->refusals, g_steal_pointer(&many.refusals));
    return done;
}

gboolean
ep_renewal_answers_commit(EpRenewalAnswers *self, const EpHow *how, EpProgress *progress, EpMany *many, GError **error)
{
    g_autoptr(GHashTable) groups = ep_renewal_answers_group(self);
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(groups, NULL);
    guint n = g_hash_table_size(groups);
    EpHow own = how != NULL ? *how : (EpHow){ 0 };

    own.source = self->source->str;
    own.run = own.run != 0 ? own.run : ep_id_new();
    *many = (EpMany){ .run = own.run, .refusals = g_ptr_array_new_with_free_func((GDestroyNotify)ep_refusal_free) };
    for (guint i = 0; i < n; i++) {
        g_autoptr(EpProgress) part = ep_progress_child(progress, (double)i / n, (double)(i + 1) / n);

        if (!ep_renewal_answers_do(self, keys[i], g_hash_table_lookup(groups, keys[i]), &own, part, many, error))
            return FALSE;
    }
    return TRUE;
}
