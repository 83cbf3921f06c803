#include "endpoint/ledger/ep-verb.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"

gboolean
ep_verb_creates(const EpVerb *verb)
{
    return verb->from != NULL && *verb->from == '\0';
}

gboolean
ep_verb_applies(const EpVerb *verb, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    if (ep_verb_creates(verb) || (verb->flags & EP_VERB_INTERNAL) != 0)
        return FALSE;
    return verb->from == NULL || ep_words_contain(verb->from, ep_record_get(record, table->at.state));
}

static char *
ep_verb_refuse_state(const EpVerb *verb, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const char *state = ep_record_get(record, table->at.state);
    const EpChoice *choice;

    if (verb->from == NULL || ep_words_contain(verb->from, state))
        return NULL;
    choice = table->at.state != EP_NO_FIELD ? ep_field_find_choice(&table->fields[table->at.state], state) : NULL;
    return g_strdup_printf(_("Not possible while it is “%s”"), choice != NULL ? ep_label(choice->label) : state);
}

char *
ep_verb_refuse(const EpVerb *verb, EpRecord *record, const EpOperator *operator, const char * today)
{
    char *reason = ep_verb_refuse_state(verb, record);

    if (reason != NULL || verb->refuse == NULL)
        return reason;
    return verb->refuse(record, operator, today);
}

/* Calls for every word of `asks`; TRUE if @name is among them, with *@required. */
static gboolean
ep_verb_asks(const EpVerb *verb, const EpField *field, gboolean *required)
{
    g_auto(GStrv) words = g_strsplit(verb->asks != NULL ? verb->asks : "", " ", -1);
    gboolean asked = FALSE;

    *required = FALSE;
    for (char **word = words; *word != NULL; word++) {
        gsize length = strlen(*word);
        gboolean must = length > 0 && (*word)[length - 1] == '!';

        if (must)
            (*word)[length - 1] = '\0';
        if (strcmp(*word, "*") == 0 && ep_field_is_edited(field)) {
            asked = TRUE;
            *required |= ep_verb_creates(verb) && (field->flags & EP_FIELD_REQUIRED) != 0;
        }
        if (strcmp(*word, field->name) == 0) {
            asked = TRUE;
            *required |= must;
        }
    }
    return asked;
}

/* The kind of record whose fields `asks` names. */
static const EpTable *
ep_verb_get_asked(const EpVerb *verb, const EpTable *table)
{
    return verb->makes != NULL ? verb->makes : table;
}

static EpTable *
ep_verb_describe_answers(const EpVerb *verb, const EpTable *asked)
{
    EpTable *answers = g_new0(EpTable, 1);
    g_autoptr(GArray) fields = g_array_new(TRUE, TRUE, sizeof(EpField));

    for (guint i = 0; i < asked->at.n_fields; i++) {
        EpField field = asked->fields[i];
        gboolean required;

        if (!ep_verb_asks(verb, &field, &required))
            continue;
        field.flags &= ~(EP_FIELD_REQUIRED | EP_FIELD_FIXED);
        field.flags |= required ? EP_FIELD_REQUIRED : 0;
        if (!ep_verb_creates(verb) && verb->makes == NULL)
            field.initial = NULL;
        g_array_append_val(fields, field);
    }
    for (const EpField *field = verb->questions; field != NULL && field->name != NULL; field++)
        g_array_append_val(fields, *field);
    answers->name = verb->name;
    answers->label = verb->label;
    answers->fields = (const EpField *)g_array_free(g_steal_pointer(&fields), FALSE);
    ep_table_prepare(answers);
    return answers;
}

const EpTable *
ep_verb_get_answers(const EpVerb *verb, const EpTable *table)
{
    static GMutex mutex;
    static GHashTable *known; /* verb → its answers */
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);
    EpTable *answers;

    if (known == NULL)
        known = g_hash_table_new(NULL, NULL);
    answers = g_hash_table_lookup(known, verb);
    if (answers == NULL) {
        answers = ep_verb_describe_answers(verb, ep_verb_get_asked(verb, table));
        g_hash_table_insert(known, (gpointer)verb, answers);
    }
    return answers;
}

void
ep_verb_carry_over(EpDraft *draft, EpRecord *from, const char *names)
{
    const EpTable *to = ep_draft_get_table(draft), *table = ep_record_get_table(from);

    for (guint i = 0; i < to->at.n_fields; i++) {
        const EpField *field = &to->fields[i];
        guint found = ep_table_find(table, field->name);

        if (found == EP_NO_FIELD || table->fields[found].kind != field->kind || *ep_draft_get(draft, i) != '\0')
            continue;
        if (names != NULL ? ep_words_contain(names, field->name)
                          : field->kind != EP_KIND_REFERENCE && ep_field_is_stored(&table->fields[found]))
            ep_draft_set(draft, i, ep_record_get(from, found));
    }
}

static EpRecord *
ep_verb_take_answers(const EpTable *answers, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    g_autofree const char **values = g_new0(const char *, answers->at.n_slots + 1);

    for (guint i = 0; i < answers->at.n_fields; i++) {
        guint field = ep_table_find(table, answers->fields[i].name);

        values[i] = ep_record_get(record, field);
        if (answers->fields[i].kind == EP_KIND_REFERENCE)
            values[answers->at.label_slot[i]] = ep_record_get_label(record, field);
    }
    return ep_record_new(answers, ep_record_get_id(record), ep_record_get_rev(record), values);
}

EpDraft *
ep_verb_start(const EpVerb *verb, const EpTable *table, EpRecord *record, const EpOperator *operator)
{
    const EpTable *answers = ep_verb_get_answers(verb, table);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autofree char *now = ep_clock_now();
    g_autoptr(EpRecord) base = record != NULL && verb->makes == NULL ? ep_verb_take_answers(answers, record) : NULL;
    EpDraft *draft = base != NULL ? ep_draft_new_from(base) : ep_draft_new(answers);

    if (record != NULL && verb->makes != NULL)
        ep_verb_carry_over(draft, record, NULL);
    ep_draft_fill(draft, today, now, operator != NULL ? operator->staff : 0);
    return draft;
}

const EpVerb *
ep_verb_get_import(const EpTable *table)
{
    static GMutex mutex;
    static GHashTable *known; /* table → its verb */
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);
    EpVerb *verb;

    if ((table->flags & (EP_TABLE_OBSERVED | EP_TABLE_LINES)) != 0)
        return NULL;
    if (known == NULL)
        known = g_hash_table_new(NULL, NULL);
    verb = g_hash_table_lookup(known, table);
    if (verb == NULL) {
        verb = g_new0(EpVerb, 1);
        verb->name = g_strconcat(table->name, ".import", NULL);
        verb->label = N_("Import");
        verb->from = "";
        verb->flags = EP_VERB_COUNTED | EP_VERB_INTERNAL;
        g_hash_table_insert(known, (gpointer)table, verb);
    }
    return verb;
}

static const EpVerb *
ep_verb_find_in(const EpTable *table, const char *name)
{
    const EpVerb *import = ep_verb_get_import(table);

    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (strcmp(verb->name, name) == 0)
            return verb;
    }
    return import != NULL && strcmp(import->name, name) == 0 ? import : NULL;
}

const EpVerb *
ep_verb_find(EpCatalog *catalog, const char *name, EpTable **table)
{
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        EpTable *candidate = ep_catalog_get_table(catalog, i);
        const EpVerb *verb = ep_verb_find_in(candidate, name);

        if (verb == NULL)
            continue;
        if (table != NULL)
            *table = candidate;
        return verb;
    }
    return NULL;
}
