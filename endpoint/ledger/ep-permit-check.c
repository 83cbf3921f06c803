#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-virus-check.h"

/*
 * Temporary use of what somebody brought: from its clean check of the same day to a permit, one act. The medium is
 * found again or becomes one; the permit is named after the check and waits on the network's targets as any other.
 */

static gboolean
ep_permit_check_fail(EpDeed *deed, GError **error, const char *field, const char *words)
{
    const EpTable *answers = ep_draft_get_table(deed->answers);

    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s",
                ep_label(answers->fields[ep_table_find(answers, field)].label), words);
    return FALSE;
}

/* Until the office closes today, unless somebody says otherwise. */
static gboolean
ep_permit_check_end(EpDeed *deed, GError **error)
{
    g_autoptr(EpOffice) office = ep_office_load(ep_act_get_reader(deed->act), error);
    g_autofree char *closing = NULL, *reason = NULL;
    const char *until;

    if (office == NULL)
        return FALSE;
    closing = ep_office_dup_closing(office, ep_act_get_day(deed->act));
    if (*ep_deed_answer(deed, "until_at") == '\0')
        ep_draft_set_named(deed->answers, "until_at", closing);
    until = ep_deed_answer(deed, "until_at");
    reason = ep_office_refuse_end(office, until);
    if (reason == NULL && strcmp(until, ep_act_get_at(deed->act)) <= 0)
        reason = g_strdup(_("that moment is over"));
    return reason == NULL || ep_permit_check_fail(deed, error, "until_at", reason);
}

/* --- the medium --- */

/* What cannot be told apart takes something in its place, as at the counter. */
static gboolean
ep_permit_check_fallback(EpDeed *deed, const char *grade, GError **error)
{
    const char *fallback = ep_deed_answer(deed, "fallback");

    if (strcmp(fallback, "refuse") == 0)
        return ep_permit_check_fail(deed, error, "fallback", _("what is not allowed gets no permit"));
    if (strcmp(grade, "individual") != 0 && *fallback == '\0')
        return ep_permit_check_fail(deed, error, "fallback",
                                    _("It cannot be told apart from others: say what is done instead"));
    return TRUE;
}

/* What is used: the check's own medium, or the piece of it that the answers name. Transfer full. */
static EpRecord *
ep_permit_check_dup_piece(EpDeed *deed, EpRecord *check, GError **error)
{
    const char *piece = ep_deed_answer(deed, "piece");
    g_autoptr(EpDraft) named = NULL;

    if (*piece == '\0')
        return g_object_ref(check);
    if (ep_virus_check_get_pieces(check) == 1) {
        ep_permit_check_fail(deed, error, "piece", _("the check is of one medium, and says which"));
        return NULL;
    }
    named = ep_draft_new_from(check);
    ep_draft_set_named(named, "serial", piece);
    return ep_draft_to_record(named);
}

static EpDraft *
ep_permit_check_new_medium(EpDeed *deed, EpRecord *check, GError **error)
{
    static const char *const taken[] = { "kind",   "maker",       "model",      "vid",    "pid",
                                         "serial", "instance_id", "interfaces", "section" };
    g_autoptr(EpDraft) medium = ep_draft_new(&ep_medium_table);
    g_autofree char *number = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(medium, taken[i], ep_record_get_named(check, taken[i]));
    if (*ep_draft_get_named(medium, "model") == '\0')
        ep_draft_set_named(medium, "model", ep_record_get_named(check, "errand"));
    ep_draft_set_named(medium, "owner", "external");
    ep_draft_set_named(medium, "owner_name", ep_record_get_named(check, "company"));
    ep_draft_set_named(medium, "fallback", ep_deed_answer(deed, "fallback"));
    ep_draft_fill(medium, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    if (!ep_identity_assess(ep_act_get_reader(deed->act), medium, NULL, NULL, error) ||
        !ep_permit_check_fallback(deed, ep_draft_get_named(medium, "grade"), error))
        return NULL;
    number = ep_act_next_number(deed->act, &ep_medium_table, error);
    ep_draft_set_named(medium, "number", number);
    return number != NULL ? g_steal_pointer(&medium) : NULL;
}

/* The medium that @check looked at, or that has its serial number; NULL without an error if there is none. */
static EpRecord *
ep_permit_check_find_medium(EpDeed *deed, EpRecord *check, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    gint64 id = ep_record_get_integer(check, "medium");

    if (id == 0 && !ep_virus_check_find_medium(reader, check, &id, error))
        return NULL;
    return id != 0 ? ep_reader_read(reader, &ep_medium_table, id, error) : NULL;
}

static EpDraft *
ep_permit_check_use_medium(EpDeed *deed, EpRecord *record, GError **error)
{
    if (ep_words_contain("lost disposed", ep_record_get_named(record, "state"))) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s was reported as lost or disposed of"),
                    ep_record_get_named(record, "number"));
        return NULL;
    }
    if (!ep_permit_check_fallback(deed, ep_record_get_named(record, "grade"), error))
        return NULL;
    return ep_draft_new_from(record);
}

static EpDraft *
ep_permit_check_get_medium(EpDeed *deed, EpRecord *check, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(EpRecord) record = ep_permit_check_find_medium(deed, check, &fault);
    EpDraft *medium;

    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    medium = record != NULL ? ep_permit_check_use_medium(deed, record, error)
                            : ep_permit_check_new_medium(deed, check, error);
    if (medium != NULL)
        ep_draft_set_named(medium, "state", "used");
    return medium;
}

/* --- the permit --- */

static void
ep_permit_check_add_scope(EpDeed *deed, EpDraft *permit, const char *field)
{
    g_autoptr(EpDraft) scope = NULL;

    if (*ep_deed_answer(deed, field) == '\0')
        return;
    scope = ep_draft_new(&ep_permit_scope_table);
    ep_draft_set_named(scope, field, ep_deed_answer(deed, field));
    ep_draft_add_line(permit, scope);
}

static EpDraft *
ep_permit_check_make_permit(EpDeed *deed, EpRecord *check, EpDraft *medium, guint ordinal)
{
    static const char *const asked[] = { "network", "rights", "until_at", "user", "fallback", "condition" };
    EpDraft *permit = ep_draft_new(&ep_permit_table);
    g_autofree char *number = g_strdup_printf("%s-%u", ep_record_get_named(check, "number"), ordinal);
    g_autofree char *until = ep_date_to_text(ep_time_text_date(ep_deed_answer(deed, "until_at"), EP_ZONE_JAPAN));
    const char *section = ep_deed_answer(deed, "section");

    ep_draft_set_named(permit, "number", number);
    ep_draft_set_named(permit, "state", "allowed");
    ep_draft_set_named(permit, "kind", "temporary");
    ep_draft_set_integer(permit, "virus_check", ep_record_get_id(check));
    ep_draft_set_integer(permit, "medium", ep_draft_get_id(medium));
    ep_draft_set_named(permit, "section", *section != '\0' ? section : ep_record_get_named(check, "section"));
    ep_draft_set_named(permit, "from_day", ep_act_get_day(deed->act));
    ep_draft_set_named(permit, "until_day", until);
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++)
        ep_draft_set_named(permit, asked[i], ep_deed_answer(deed, asked[i]));
    ep_permit_check_add_scope(deed, permit, "pc");
    ep_permit_check_add_scope(deed, permit, "person");
    return permit;
}

/* Each piece has one permit. */
static gboolean
ep_permit_check_is_other(EpDeed *deed, GPtrArray *before, EpDraft *medium, GError **error)
{
    for (guint i = 0; i < before->len; i++) {
        EpRecord *permit = g_ptr_array_index(before, i);

        if (ep_record_get_integer(permit, "medium") == ep_draft_get_id(medium) &&
            strcmp(ep_record_get_named(permit, "state"), "cancelled") != 0)
            return ep_permit_check_fail(deed, error, "piece", _("this piece has its permit already"));
    }
    return TRUE;
}

static gboolean
ep_permit_check_pc(EpDeed *deed, GError **error)
{
    g_autoptr(EpRecord) pc =
        ep_reader_read(ep_act_get_reader(deed->act), &ep_pc_table, ep_draft_get_integer(deed->answers, "pc"), error);

    if (pc == NULL)
        return FALSE;
    return strcmp(ep_record_get_named(pc, "network"), ep_deed_answer(deed, "network")) == 0 ||
           ep_permit_check_fail(deed, error, "pc", _("it is on another network"));
}

gboolean
ep_permit_run_from_check(EpDeed *deed, GError **error)
{
    EpRecord *check = g_ptr_array_index(deed->records, 0);
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    g_autoptr(GPtrArray) before = NULL;
    g_autoptr(EpRecord) piece = NULL;
    EpDraft *medium, *permit;

    if (!ep_ledger_check_route(deed->ledger, reader, deed->verb, ep_deed_answer(deed, "network"), error) ||
        !ep_permit_check_pc(deed, error) || !ep_permit_check_end(deed, error))
        return FALSE;
    before = ep_reader_load_of(reader, &ep_permit_table, "virus_check", ep_record_get_id(check), error);
    piece = before != NULL ? ep_permit_check_dup_piece(deed, check, error) : NULL;
    medium = piece != NULL ? ep_permit_check_get_medium(deed, piece, error) : NULL;
    if (medium == NULL)
        return FALSE;
    g_ptr_array_add(drafts, medium);
    if (!ep_permit_check_is_other(deed, before, medium, error))
        return FALSE;
    permit = ep_permit_check_make_permit(deed, check, medium, before->len + 1);
    g_ptr_array_add(drafts, permit);
    deed->made = ep_draft_get_id(permit);
    return ep_permit_add_registrations(deed, permit, drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}
