#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/ledger/ep-restriction.h"
#include "endpoint/ledger/ep-route.h"

/* What the verbs of a yearly renewal and of its lines do besides writing the answers. */

/* --- the run and its lines --- */

static void
ep_renewal_run_set_reference(EpDraft *line, const char *field, gint64 id)
{
    if (id != 0)
        ep_draft_set_integer(line, field, id);
}

static gboolean
ep_renewal_run_take_permit(const EpRow *row, gpointer user_data, GError **error)
{
    EpDraft *line = ep_draft_new(&ep_renewal_line_table);

    ep_renewal_run_set_reference(line, "permit", ep_row_get_integer(row, 0));
    ep_draft_set_named(line, "number", ep_row_get_text(row, 1));
    ep_draft_set_named(line, "state", "waiting");
    ep_renewal_run_set_reference(line, "medium", ep_row_get_integer(row, 2));
    ep_renewal_run_set_reference(line, "section", ep_row_get_integer(row, 3));
    ep_draft_set_named(line, "network", ep_row_get_text(row, 4));
    g_ptr_array_add(user_data, line);
    return TRUE;
}

/* Lines for the permits that end with @renewal and that no run has yet. */
static GPtrArray *
ep_renewal_run_gather_lines(EpDeed *deed, EpDraft *renewal, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    gint64 section = ep_draft_get_integer(renewal, "section");
    EpValue values[] = { EP_TEXT(ep_draft_get_named(renewal, "until_day")),
                         EP_TEXT(ep_draft_get_named(renewal, "network")),
                         section != 0 ? EP_INTEGER(section) : EP_NULL };

    if (!ep_reader_query(ep_act_get_reader(deed->act), "renewal-permits", values, G_N_ELEMENTS(values),
                         ep_renewal_run_take_permit, lines, error))
        return NULL;
    return g_steal_pointer(&lines);
}

static gboolean
ep_renewal_run_fail(EpDeed *deed, const char *field, char *words, GError **error)
{
    g_autofree char *why = words;

    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s",
                ep_label(ep_renewal_table.fields[ep_table_find(&ep_renewal_table, field)].label), why);
    return FALSE;
}

/* The day after is when what is renewed begins; it lasts to the end of that fiscal year at most. */
static gboolean
ep_renewal_run_check_days(EpDeed *deed, EpDraft *renewal, GError **error)
{
    const char *until = ep_draft_get_named(renewal, "until_day"), *deadline = ep_draft_get_named(renewal, "deadline");
    const char *renewed = ep_draft_get_named(renewal, "renewed_until");
    g_autofree char *from = ep_permit_dup_next_day(until),
                    *last = from != NULL ? ep_application_dup_last_day(from) : NULL;

    if (strcmp(deadline, until) > 0)
        return ep_renewal_run_fail(deed, "deadline",
                                   g_strdup_printf(_("the permits end before it, on %s"), EP_DATE_SHOWN(until)), error);
    if (strcmp(renewed, from) < 0 || strcmp(renewed, last) > 0)
        return ep_renewal_run_fail(deed, "renewed_until",
                                   g_strdup_printf(_("a day from %s to the end of that fiscal year, %s"),
                                                   EP_DATE_SHOWN(from), EP_DATE_SHOWN(last)),
                                   error);
    ep_draft_set_named(renewal, "renewed_from", from);
    return TRUE;
}

gboolean
ep_renewal_run_open(EpDeed *deed, GError **error)
{
    g_autoptr(EpDraft) renewal = NULL;
    g_autoptr(GPtrArray) lines = NULL;

    ep_renewal_propose(deed->answers, ep_act_get_day(deed->act));
    renewal = ep_deed_make(deed, error);
    if (renewal == NULL || !ep_renewal_run_check_days(deed, renewal, error))
        return FALSE;
    lines = ep_renewal_run_gather_lines(deed, renewal, error);
    if (lines == NULL)
        return FALSE;
    if (lines->len == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("No permit ends on %s that is not renewed already or part of another renewal"),
                    EP_DATE_SHOWN(ep_draft_get_named(renewal, "until_day")));
        return FALSE;
    }
    for (guint i = 0; i < lines->len; i++)
        ep_draft_add_line(renewal, g_ptr_array_index(lines, i));
    deed->made = ep_draft_get_id(renewal);
    return ep_act_write(deed->act, renewal, error);
}

gboolean
ep_renewal_run_gather(EpDeed *deed, GError **error)
{
    g_autoptr(EpDraft) renewal = ep_draft_new_from(g_ptr_array_index(deed->records, 0));
    g_autoptr(GPtrArray) lines = ep_renewal_run_gather_lines(deed, renewal, error);

    if (lines == NULL)
        return FALSE;
    if (lines->len == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED, _("Every permit that ends then is part of it already"));
        return FALSE;
    }
    for (guint i = 0; i < lines->len; i++)
        ep_draft_add_line(renewal, g_ptr_array_index(lines, i));
    return ep_act_write_all(deed->act, ep_draft_get_lines(renewal), deed->progress, error);
}

static void
ep_renewal_run_leave(EpDeed *deed, EpRecord *line, GPtrArray *drafts)
{
    EpDraft *draft;

    if (!ep_words_contain(EP_RENEWAL_OPEN, ep_record_get_named(line, "state")))
        return;
    draft = ep_draft_new_from(line);
    ep_draft_set_named(draft, "state", "left");
    ep_draft_set_named(draft, "left_by", deed->verb->name);
    g_ptr_array_add(drafts, draft);
}

gboolean
ep_renewal_run_cancel(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autofree gint64 *ids = ep_permit_dup_ids(deed->records);
    g_autoptr(GPtrArray) lines = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_renewal_line_table, "renewal",
                                                        ids, deed->records->len, error);

    for (guint i = 0; drafts != NULL && lines != NULL && i < lines->len; i++)
        ep_renewal_run_leave(deed, g_ptr_array_index(lines, i), drafts);
    return drafts != NULL && lines != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_renewal_leave_all(EpDeed *deed, GPtrArray *permits, GPtrArray *drafts, GError **error)
{
    g_autofree gint64 *ids = ep_permit_dup_ids(permits);
    g_autoptr(GPtrArray) lines = NULL;

    if (deed->table == &ep_renewal_line_table)
        return TRUE; /* the run itself does it, and says what came of it */
    lines = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_renewal_line_table, "permit", ids, permits->len,
                                   error);
    for (guint i = 0; lines != NULL && i < lines->len; i++)
        ep_renewal_run_leave(deed, g_ptr_array_index(lines, i), drafts);
    return lines != NULL;
}

/* --- answers --- */

/* The runs that the deed's lines belong to. */
static GPtrArray *
ep_renewal_run_read_runs(EpDeed *deed, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < deed->records->len; i++) {
        EpRecord *line = g_ptr_array_index(deed->records, i);
        gint64 id = ep_record_get_integer(line, "renewal");

        if (g_hash_table_add(seen, (gpointer)ep_record_get_named(line, "renewal")))
            g_array_append_val(ids, id);
    }
    return ep_reader_read_many(ep_act_get_reader(deed->act), &ep_renewal_table, (gint64 *)ids->data, ids->len, TRUE,
                               error);
}

/* The first answer that comes in is the beginning of the collection, whether anybody said so or not. */
gboolean
ep_renewal_run_answer(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GPtrArray) runs = drafts != NULL ? ep_renewal_run_read_runs(deed, error) : NULL;

    for (guint i = 0; runs != NULL && i < runs->len; i++) {
        EpDraft *draft;

        if (!ep_words_contain("preparing sent", ep_record_get_named(g_ptr_array_index(runs, i), "state")))
            continue;
        draft = ep_draft_new_from(g_ptr_array_index(runs, i));
        ep_draft_set_named(draft, "state", "collecting");
        g_ptr_array_add(drafts, draft);
    }
    return runs != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

/* --- what becomes of the permits --- */

/* The step that would do the same to the permit alone: whoever may not do that may not do it here. */
static const char *
ep_renewal_run_get_step(EpDeed *deed, EpRecord *permit)
{
    const char *name = deed->verb->name;
    gboolean used = strcmp(ep_record_get_named(permit, "state"), "used") == 0;

    if (strcmp(name, "renewal_line.do_renew") == 0)
        return "permit.renew";
    if (strcmp(name, "renewal_line.do_give_back") == 0)
        return used ? "permit.give_back" : "permit.give_up";
    return strcmp(name, "renewal_line.do_lose") == 0 ? "permit.lose" : "permit.expire";
}

static gboolean
ep_renewal_run_check_permit(EpDeed *deed, GPtrArray *routes, EpRecord *permit, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    const EpVerb *verb = ep_ledger_find_verb(deed->ledger, ep_renewal_run_get_step(deed, permit), NULL, error);
    g_autofree char *reason =
        verb != NULL ? ep_route_refuse(routes, verb, permit, ep_ledger_get_operator(deed->ledger), today) : NULL;

    if (reason != NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", ep_record_get_named(permit, "number"), reason);
    return verb != NULL && reason == NULL;
}

/* The permits of the deed's lines, in their order. */
static GPtrArray *
ep_renewal_run_read_permits(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) routes = ep_route_load(ep_act_get_reader(deed->act), error), permits = NULL;
    g_autofree gint64 *ids = g_new(gint64, deed->records->len + 1);

    for (guint i = 0; i < deed->records->len; i++)
        ids[i] = ep_record_get_integer(g_ptr_array_index(deed->records, i), "permit");
    if (routes != NULL)
        permits =
            ep_reader_read_many(ep_act_get_reader(deed->act), &ep_permit_table, ids, deed->records->len, TRUE, error);
    for (guint i = 0; permits != NULL && i < permits->len; i++) {
        if (!ep_renewal_run_check_permit(deed, routes, g_ptr_array_index(permits, i), error))
            return NULL;
    }
    return g_steal_pointer(&permits);
}

/* The permits among @permits whose lines are of @run. */
static GPtrArray *
ep_renewal_run_choose(EpDeed *deed, GPtrArray *permits, EpRecord *run)
{
    GPtrArray *chosen = g_ptr_array_new();

    for (guint i = 0; i < permits->len; i++) {
        if (ep_record_get_integer(g_ptr_array_index(deed->records, i), "renewal") == ep_record_get_id(run))
            g_ptr_array_add(chosen, g_ptr_array_index(permits, i));
    }
    return chosen;
}

gboolean
ep_renewal_run_renew(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GPtrArray) permits = drafts != NULL ? ep_renewal_run_read_permits(deed, error) : NULL;
    g_autoptr(GPtrArray) runs = permits != NULL ? ep_renewal_run_read_runs(deed, error) : NULL;

    for (guint i = 0; runs != NULL && i < runs->len; i++) {
        EpRecord *run = g_ptr_array_index(runs, i);
        g_autoptr(GPtrArray) chosen = ep_renewal_run_choose(deed, permits, run);

        if (!ep_permit_renew_all(deed, chosen, ep_record_get_named(run, "renewed_until"), drafts, error))
            return FALSE;
    }
    deed->made = 0; /* many, and none of them is what the act is about */
    return runs != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error) &&
           ep_restriction_renew_all(deed, permits, drafts, error);
}

/* What was renewed has had its permit of this year ended with it, and stays renewed. */
static void
ep_renewal_run_expire_lines(GPtrArray *drafts)
{
    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (strcmp(ep_draft_get_named(draft, "state"), "renewed") != 0)
            ep_draft_set_named(draft, "state", "expired");
    }
}

/* Of what was never put into use there is nothing to erase. */
static gboolean
ep_renewal_run_check_erased(EpDeed *deed, GPtrArray *permits, GError **error)
{
    g_autoptr(GPtrArray) used = g_ptr_array_new();

    for (guint i = 0; i < permits->len; i++) {
        if (strcmp(ep_record_get_named(g_ptr_array_index(permits, i), "state"), "used") == 0)
            g_ptr_array_add(used, g_ptr_array_index(permits, i));
    }
    return ep_permit_check_erased(deed, used, error);
}

/* What somebody says of the data of a medium that is given back. */
static void
ep_renewal_run_note_erased(EpDeed *deed, GPtrArray *drafts)
{
    static const char *const said[] = { "erased", "unerased" };

    for (guint i = 0; i < drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        for (guint k = 0; ep_draft_get_table(draft) == &ep_permit_table && k < G_N_ELEMENTS(said); k++) {
            if (*ep_deed_answer(deed, said[k]) != '\0')
                ep_draft_set_named(draft, said[k], ep_deed_answer(deed, said[k]));
        }
    }
}

gboolean
ep_renewal_run_end(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GPtrArray) permits = drafts != NULL ? ep_renewal_run_read_permits(deed, error) : NULL;
    const char *state = deed->verb->to != NULL ? deed->verb->to : "expired";

    if (permits == NULL || !ep_renewal_run_check_erased(deed, permits, error))
        return FALSE;
    if (deed->verb->to == NULL)
        ep_renewal_run_expire_lines(drafts);
    if (!ep_permit_end_all(deed, permits, state, drafts, error))
        return FALSE;
    ep_renewal_run_note_erased(deed, drafts);
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}
