#include "endpoint/ledger/ep-hand.h"

#include "endpoint/ledger/ep-deed.h"

/* Notes in `hand` every field of @draft that a person changed. */
static void
ep_hand_mark(EpDraft *draft)
{
    const EpTable *table = ep_draft_get_table(draft);
    g_autoptr(GString) hand = g_string_new(ep_draft_get_named(draft, "hand"));

    for (guint i = 0; i < table->at.n_fields; i++) {
        const char *name = table->fields[i].name;

        if (!ep_field_is_edited(&table->fields[i]) || !ep_draft_is_edited(draft, i) ||
            ep_words_contain(hand->str, name))
            continue;
        if (hand->len > 0)
            g_string_append_c(hand, ' ');
        g_string_append(hand, name);
    }
    ep_draft_set_named(draft, "hand", hand->str);
}

gboolean
ep_hand_holds(EpRecord *record, const char *field)
{
    return ep_words_contain(ep_record_get_named(record, "hand"), field);
}

gboolean
ep_hand_edit(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (guint i = 0; i < deed->records->len; i++) {
        EpDraft *draft = ep_deed_edit(deed, g_ptr_array_index(deed->records, i), error);

        if (draft == NULL)
            return FALSE;
        g_ptr_array_add(drafts, draft);
        ep_hand_mark(draft);
    }
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}
