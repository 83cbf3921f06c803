#include "endpoint/store/ep-rebase.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

static gboolean
ep_rebase_is_there(EpReader *reader, EpRecord *record, gboolean *there, GError **error)
{
    gint64 id = ep_record_get_id(record);
    g_autoptr(GPtrArray) found = ep_reader_read_many(reader, ep_record_get_table(record), &id, 1, FALSE, error);

    *there = found != NULL && found->len > 0;
    return found != NULL;
}

/* @current: as it is now, gone or not. */
static gboolean
ep_rebase_one(EpReader *reader, EpDraft *draft, EpRecord *current, GError **error)
{
    g_autofree char *name = NULL;
    gboolean there;

    if (ep_record_get_rev(current) == ep_record_get_rev(ep_draft_get_base(draft)))
        return TRUE;
    if (!ep_rebase_is_there(reader, current, &there, error))
        return FALSE;
    if (there)
        return ep_draft_rebase(draft, current, error);
    if (!ep_draft_is_changed(draft)) {
        ep_draft_set_removed(draft, TRUE);
        return TRUE;
    }
    name = ep_record_dup_name(ep_draft_get_base(draft));
    g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s: the record is gone"), name);
    return FALSE;
}

/* Takes over what others changed since the drafts of one table were begun. */
static gboolean
ep_rebase_table(EpReader *reader, const EpTable *table, GPtrArray *drafts, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) current = NULL;

    for (guint i = 0; i < drafts->len; i++) {
        gint64 id = ep_draft_get_id(g_ptr_array_index(drafts, i));

        g_array_append_val(ids, id);
    }
    current = ep_reader_read_many(reader, table, (gint64 *)ids->data, ids->len, TRUE, error);
    if (current == NULL)
        return FALSE;
    for (guint i = 0, at = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        EpRecord *record = at < current->len ? g_ptr_array_index(current, at) : NULL;

        if (record == NULL || ep_record_get_id(record) != ep_draft_get_id(draft)) {
            g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s: the record is gone"), ep_label(table->label));
            return FALSE;
        }
        at++;
        if (!ep_rebase_one(reader, draft, record, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_rebase(EpReader *reader, GPtrArray *drafts, GError **error)
{
    g_autoptr(GHashTable) by_table = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    GHashTableIter iter;
    gpointer table, some;

    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);
        GPtrArray *of_table = g_hash_table_lookup(by_table, ep_draft_get_table(draft));

        if (ep_draft_get_base(draft) == NULL)
            continue;
        if (of_table == NULL) {
            of_table = g_ptr_array_new();
            g_hash_table_insert(by_table, (gpointer)ep_draft_get_table(draft), of_table);
        }
        g_ptr_array_add(of_table, draft);
    }
    g_hash_table_iter_init(&iter, by_table);
    while (g_hash_table_iter_next(&iter, &table, &some)) {
        if (!ep_rebase_table(reader, table, some, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_rebase_removal(EpReader *reader, EpDraft *draft, EpRecord **record, GError **error)
{
    EpRecord *base = ep_draft_get_base(draft);
    const EpTable *table = ep_record_get_table(base);
    g_autoptr(EpRecord) current = ep_reader_read(reader, table, ep_draft_get_id(draft), error);
    g_autoptr(GString) changed = g_string_new(NULL);
    g_autofree char *name = NULL;
    gboolean there;

    if (current == NULL || !ep_rebase_is_there(reader, current, &there, error))
        return FALSE;
    *record = there ? g_object_ref(current) : NULL;
    for (guint i = 0; there && i < table->at.n_fields; i++) {
        if (ep_field_is_stored(&table->fields[i]) && strcmp(ep_record_get(base, i), ep_record_get(current, i)) != 0)
            g_string_append_printf(changed, "%s%s", changed->len > 0 ? ", " : "", ep_label(table->fields[i].label));
    }
    if (changed->len == 0)
        return TRUE;
    g_clear_object(record);
    name = ep_record_dup_name(current);
    g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s was changed by somebody else meanwhile: %s"), name,
                changed->str);
    return FALSE;
}

/* What is done afterwards may not come before what happened to the record last. */
static gboolean
ep_rebase_check_one(EpReader *reader, EpDraft *draft, const char *day, GError **error)
{
    const EpTable *table = ep_draft_get_table(draft);
    EpValue values[] = { EP_TEXT(table->name), EP_INTEGER(ep_draft_get_id(draft)) };
    g_autofree char *last = NULL;
    g_autofree char *name = NULL;

    if (table->at.state == EP_NO_FIELD || !ep_draft_is_edited(draft, table->at.state))
        return TRUE;
    last = ep_reader_query_text(reader, "journal-last-state-day", values, G_N_ELEMENTS(values), error);
    if (last == NULL)
        return FALSE;
    if (strcmp(day, last) >= 0)
        return TRUE;
    name = ep_record_dup_name(ep_draft_get_base(draft));
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s: its state changed on %s; this cannot have been done on %s"),
                name, last, day);
    return FALSE;
}

gboolean
ep_rebase_check_day(EpReader *reader, GPtrArray *drafts, const char *day, GError **error)
{
    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_base(draft) != NULL && !ep_rebase_check_one(reader, draft, day, error))
            return FALSE;
    }
    return TRUE;
}
