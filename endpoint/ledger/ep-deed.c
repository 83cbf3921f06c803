#include "endpoint/ledger/ep-deed.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-rebase.h"

const char *
ep_deed_answer(EpDeed *deed, const char *name)
{
    return ep_draft_get_named(deed->answers, name);
}

/* As they are now: what a verb finds out about a line must not rest on what it was when somebody began. */
static gboolean
ep_deed_take_lines(EpDeed *deed, EpDraft *draft, GError **error)
{
    GPtrArray *lines = ep_draft_get_lines(deed->answers);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();

    for (guint i = 0; i < lines->len; i++) {
        EpDraft *line = g_ptr_array_index(lines, i);

        ep_draft_add_line(draft, line);
        if (!ep_draft_is_removed(line))
            g_ptr_array_add(kept, line);
    }
    return ep_rebase(ep_act_get_reader(deed->act), kept, error);
}

static void
ep_deed_stamp(EpDeed *deed, EpDraft *draft)
{
    const EpTable *table = ep_draft_get_table(draft);

    for (guint i = 0; deed->verb->stamps != NULL && i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];

        if (!ep_words_contain(deed->verb->stamps, field->name))
            continue;
        if (field->kind != EP_KIND_REFERENCE)
            ep_draft_set(draft, i, field->kind == EP_KIND_TIME ? ep_act_get_at(deed->act) : ep_act_get_day(deed->act));
        else if (ep_act_get_operator(deed->act) != 0)
            ep_draft_set_integer(draft, field->name, ep_act_get_operator(deed->act));
    }
}

/* A new draft of @table with the answers, what is initial, and a number. */
static EpDraft *
ep_deed_new(EpDeed *deed, const EpTable *table, GError **error)
{
    const EpTable *answers = ep_draft_get_table(deed->answers);
    g_autoptr(EpDraft) draft = ep_draft_new(table);

    for (guint i = 0; i < answers->at.n_fields; i++) {
        guint field = ep_table_find(table, answers->fields[i].name);

        if (field != EP_NO_FIELD)
            ep_draft_set(draft, field, ep_draft_get(deed->answers, i));
    }
    ep_draft_fill(draft, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    if (table->series != NULL && *ep_draft_get(draft, table->at.number) == '\0') {
        g_autofree char *number = ep_act_next_number(deed->act, table, error);

        if (number == NULL)
            return NULL;
        ep_draft_set(draft, table->at.number, number);
    }
    return ep_deed_take_lines(deed, draft, error) ? g_steal_pointer(&draft) : NULL;
}

EpDraft *
ep_deed_make(EpDeed *deed, GError **error)
{
    EpDraft *draft = ep_deed_new(deed, deed->table, error);

    if (draft == NULL)
        return NULL;
    if (deed->verb->to != NULL)
        ep_draft_set(draft, deed->table->at.state, deed->verb->to);
    ep_deed_stamp(deed, draft);
    return draft;
}

/* A draft of what the verb makes for @record: it refers to it, and has its place unless told. */
static EpDraft *
ep_deed_make_for(EpDeed *deed, EpRecord *record, GError **error)
{
    const EpTable *table = deed->verb->makes, *from = deed->table;
    EpDraft *draft = ep_deed_new(deed, table, error);

    if (draft == NULL)
        return NULL;
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (g_strcmp0(table->fields[i].reference, from->name) == 0 && *ep_draft_get(draft, i) == '\0') {
            ep_draft_set_integer(draft, table->fields[i].name, ep_record_get_id(record));
            break;
        }
    }
    ep_verb_carry_over(draft, record, EP_VERB_PLACE);
    ep_deed_stamp(deed, draft);
    return draft;
}

static gboolean
ep_deed_check_conflict(EpDeed *deed, EpRecord *record, guint answer, guint field, GError **error)
{
    EpRecord *base = ep_draft_get_base(deed->answers);
    const char *current = ep_record_get(record, field);
    g_autofree char *name = NULL;

    if (base == NULL || deed->records->len > 1 || strcmp(current, ep_record_get(base, answer)) == 0 ||
        strcmp(current, ep_draft_get(deed->answers, answer)) == 0)
        return TRUE;
    name = ep_record_dup_name(record);
    g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s was changed by somebody else meanwhile: %s"), name,
                ep_label(deed->table->fields[field].label));
    return FALSE;
}

EpDraft *
ep_deed_edit(EpDeed *deed, EpRecord *record, GError **error)
{
    const EpTable *answers = ep_draft_get_table(deed->answers);
    g_autoptr(EpDraft) draft = ep_draft_new_from(record);

    for (guint i = 0; deed->verb->makes == NULL && i < answers->at.n_fields; i++) {
        guint field = ep_table_find(deed->table, answers->fields[i].name);

        if (field == EP_NO_FIELD || !ep_draft_is_edited(deed->answers, i))
            continue;
        if (!ep_deed_check_conflict(deed, record, i, field, error))
            return NULL;
        ep_draft_set(draft, field, ep_draft_get(deed->answers, i));
    }
    if (deed->verb->to != NULL)
        ep_draft_set(draft, deed->table->at.state, deed->verb->to);
    if (deed->verb->makes != NULL)
        return g_steal_pointer(&draft);
    ep_deed_stamp(deed, draft);
    return ep_deed_take_lines(deed, draft, error) ? g_steal_pointer(&draft) : NULL;
}

static gboolean
ep_deed_draft_record(EpDeed *deed, EpRecord *record, GPtrArray *drafts, GError **error)
{
    EpDraft *draft = ep_deed_edit(deed, record, error), *made;

    if (draft == NULL)
        return FALSE;
    g_ptr_array_add(drafts, draft);
    if (deed->verb->makes == NULL)
        return TRUE;
    made = ep_deed_make_for(deed, record, error);
    if (made == NULL)
        return FALSE;
    deed->made = ep_draft_get_id(made);
    g_ptr_array_add(drafts, made);
    return TRUE;
}

GPtrArray *
ep_deed_draft(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    if (ep_verb_creates(deed->verb)) {
        EpDraft *draft = ep_deed_make(deed, error);

        if (draft == NULL)
            return NULL;
        deed->made = ep_draft_get_id(draft);
        g_ptr_array_add(drafts, draft);
    }
    for (guint i = 0; i < deed->records->len; i++) {
        if (!ep_deed_draft_record(deed, g_ptr_array_index(deed->records, i), drafts, error))
            return NULL;
    }
    return g_steal_pointer(&drafts);
}

gboolean
ep_deed_run(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_deed_remove(EpDeed *deed, GError **error)
{
    for (guint i = 0; i < deed->records->len; i++) {
        if (!ep_act_remove(deed->act, g_ptr_array_index(deed->records, i), error))
            return FALSE;
    }
    return TRUE;
}
