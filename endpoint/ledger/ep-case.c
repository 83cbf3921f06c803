#include "endpoint/ledger/ep-case.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"

const EpChoice ep_case_symptoms[] = {
    { "boot", N_("Start-up and working"), EP_TINT_NONE },
    { "network", N_("Network"), EP_TINT_NONE },
    { "print", N_("Printing"), EP_TINT_NONE },
    { "application", N_("Application"), EP_TINT_NONE },
    { "account", N_("Account"), EP_TINT_NONE },
    { "peripheral", N_("Peripheral"), EP_TINT_NONE },
    { "security", N_("Security"), EP_TINT_LATE },
    { "other", N_("Other"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static EpRecord *
ep_case_read_pc(EpDeed *deed, gint64 pc, GError **error)
{
    return ep_reader_read(ep_act_get_reader(deed->act), &ep_pc_table, pc, error);
}

static EpDraft *
ep_case_find_draft(GPtrArray *drafts, const EpTable *table)
{
    for (guint i = 0; i < drafts->len; i++) {
        if (ep_draft_get_table(g_ptr_array_index(drafts, i)) == table)
            return g_ptr_array_index(drafts, i);
    }
    return NULL;
}

static gboolean
ep_case_move_record(EpRecord *pc, const char *from, const char *state, gboolean strict, GPtrArray *drafts,
                    GError **error)
{
    const char *current = ep_record_get(pc, ep_pc_table.at.state);
    g_autofree char *name = NULL;
    char scratch[EP_SCRATCH_SIZE];
    EpDraft *draft;

    if (!ep_words_contain(from, current)) {
        if (!strict)
            return TRUE;
        name = ep_record_dup_name(pc);
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s: Not possible while it is “%s”"), name,
                    ep_record_display(pc, ep_pc_table.at.state, scratch));
        return FALSE;
    }
    draft = ep_draft_new_from(pc);
    g_ptr_array_add(drafts, draft);
    ep_draft_set(draft, ep_pc_table.at.state, state);
    return TRUE;
}

gboolean
ep_case_move_pc(EpDeed *deed, gint64 pc, const char *from, const char *state, gboolean strict, GPtrArray *drafts,
                GError **error)
{
    EpDraft *pending = ep_case_find_draft(drafts, &ep_pc_table);
    g_autoptr(EpRecord) record = NULL;

    if (pc == 0)
        return TRUE;
    if (pending != NULL && ep_draft_get_id(pending) == pc) { /* the verb is the PC's own */
        ep_draft_set(pending, ep_pc_table.at.state, state);
        return TRUE;
    }
    record = ep_case_read_pc(deed, pc, error);
    return record != NULL && ep_case_move_record(record, from, state, strict, drafts, error);
}

gboolean
ep_case_open(EpDeed *deed, GError **error)
{
    const EpTable *table = deed->verb->makes != NULL ? deed->verb->makes : deed->table;
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(EpRecord) pc = NULL;
    EpDraft *draft;

    if (drafts == NULL)
        return FALSE;
    draft = ep_case_find_draft(drafts, table);
    if (ep_draft_get_integer(draft, "pc") != 0) {
        pc = ep_case_read_pc(deed, ep_draft_get_integer(draft, "pc"), error);
        if (pc == NULL)
            return FALSE;
        ep_verb_carry_over(draft, pc, EP_VERB_PLACE);
    }
    if (table == &ep_repair_table && pc != NULL) {
        ep_draft_set_named(draft, "pc_state", ep_record_get(pc, ep_pc_table.at.state));
        if (!ep_case_move_pc(deed, ep_record_get_id(pc), "stock used loaner", "repair", TRUE, drafts, error))
            return FALSE;
    }
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

static gboolean
ep_case_end(EpDeed *deed, gboolean retire, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        EpRecord *record = g_ptr_array_index(deed->records, i);
        const char *before = ep_record_get_named(record, "pc_state");
        const char *state = retire ? "retired" : *before != '\0' ? before : "used";

        if (!ep_case_move_pc(deed, ep_record_get_integer(record, "pc"), "repair", state, FALSE, drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_case_close(EpDeed *deed, GError **error)
{
    return ep_case_end(deed, FALSE, error);
}

gboolean
ep_case_write_off(EpDeed *deed, GError **error)
{
    return ep_case_end(deed, TRUE, error);
}

/* What runs beside a repair follows it to another network or section. */
static gboolean
ep_case_move_parts(EpDeed *deed, EpDraft *repair, const EpTable *table, GPtrArray *drafts, GError **error)
{
    g_autoptr(GPtrArray) parts =
        ep_reader_load_of(ep_act_get_reader(deed->act), table, "repair", ep_draft_get_id(repair), error);

    for (guint i = 0; parts != NULL && i < parts->len; i++) {
        EpDraft *draft = ep_draft_new_from(g_ptr_array_index(parts, i));

        g_ptr_array_add(drafts, draft);
        ep_draft_set_named(draft, "network", ep_draft_get_named(repair, "network"));
        ep_draft_set_named(draft, "section", ep_draft_get_named(repair, "section"));
    }
    return parts != NULL;
}

gboolean
ep_case_edit(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    guint n = drafts != NULL ? drafts->len : 0;

    for (guint i = 0; i < n; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (!ep_draft_is_edited(draft, deed->table->at.network) && !ep_draft_is_edited(draft, deed->table->at.section))
            continue;
        if (!ep_case_move_parts(deed, draft, &ep_vendor_job_table, drafts, error) ||
            !ep_case_move_parts(deed, draft, &ep_loan_table, drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
