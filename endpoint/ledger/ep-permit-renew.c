#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

/* A permit goes on: another one that begins the day after it, for the same medium, PCs and people. */

char *
ep_permit_dup_next_day(const char *until)
{
    EpDate day = { 0 };

    return ep_date_parse(until, &day, NULL) ? ep_date_to_text(ep_date_add_days(day, 1)) : NULL;
}

/* R8-周-00001-1 goes on as R8-周-00001-1-2, that as R8-周-00001-1-3. */
static char *
ep_permit_renew_dup_number(EpDeed *deed, EpRecord *permit, GError **error)
{
    const char *number = ep_record_get_named(permit, "number"), *last = strrchr(number, '-');
    gint64 before = ep_record_get_integer(permit, "renews");
    g_autoptr(EpRecord) earlier =
        before != 0 ? ep_reader_read(ep_act_get_reader(deed->act), &ep_permit_table, before, error) : NULL;

    if (before != 0 && earlier == NULL)
        return NULL;
    /* One that came with an application of its own has that one's number. */
    if (earlier == NULL || last == NULL ||
        ep_record_get_integer(earlier, "application") != ep_record_get_integer(permit, "application"))
        return g_strdup_printf("%s-2", number);
    return g_strdup_printf("%.*s-%" G_GINT64_FORMAT, (int)(last - number), number,
                           g_ascii_strtoll(last + 1, NULL, 10) + 1);
}

static char *
ep_permit_renew_dup_until(EpDeed *deed, EpRecord *permit, const char *from, GError **error)
{
    const char *said = ep_deed_answer(deed, "renewed_until");
    g_autofree char *last = ep_application_dup_last_day(from);

    if (last == NULL || (*said != '\0' && strcmp(said, last) > 0)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("%s: the period goes beyond the fiscal year, which ends on %s"),
                    ep_record_get_named(permit, "number"), last != NULL ? last : "?");
        return NULL;
    }
    if (*said != '\0' && strcmp(said, from) < 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is valid until %s: renew it beyond that"),
                    ep_record_get_named(permit, "number"), ep_record_get_named(permit, "until_day"));
        return NULL;
    }
    return g_strdup(*said != '\0' ? said : last);
}

static gboolean
ep_permit_renew_add_scopes(EpDeed *deed, EpRecord *permit, EpDraft *draft, GError **error)
{
    static const char *const fields[] = { "pc", "section", "person" };
    g_autoptr(GPtrArray) scopes = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_permit_scope_table, "permit",
                                                    ep_record_get_id(permit), error);

    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
            gint64 id = ep_record_get_integer(g_ptr_array_index(scopes, i), fields[f]);

            if (id != 0)
                ep_permit_add_scope(draft, fields[f], id);
        }
    }
    return scopes != NULL;
}

static gboolean
ep_permit_renew_one(EpDeed *deed, EpRecord *permit, GPtrArray *drafts, GError **error)
{
    static const char *const taken[] = { "kind",    "application", "line",     "medium",   "network",
                                         "section", "rights",      "fallback", "condition" };
    g_autofree char *from = ep_permit_dup_next_day(ep_record_get_named(permit, "until_day"));
    g_autofree char *until = from != NULL ? ep_permit_renew_dup_until(deed, permit, from, error) : NULL;
    g_autofree char *number = until != NULL ? ep_permit_renew_dup_number(deed, permit, error) : NULL;
    EpDraft *draft;

    if (number == NULL)
        return FALSE;
    draft = ep_draft_new(&ep_permit_table);
    g_ptr_array_add(drafts, draft);
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(draft, taken[i], ep_record_get_named(permit, taken[i]));
    ep_draft_set_named(draft, "number", number);
    ep_draft_set_named(draft, "state", "allowed");
    ep_draft_set_named(draft, "from_day", from);
    ep_draft_set_named(draft, "until_day", until);
    ep_draft_set_integer(draft, "renews", ep_record_get_id(permit));
    deed->made = ep_draft_get_id(draft);
    return ep_permit_renew_add_scopes(deed, permit, draft, error) &&
           ep_permit_add_registrations(deed, draft, drafts, error);
}

gboolean
ep_permit_run_renew(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (guint i = 0; i < deed->records->len; i++) {
        if (!ep_permit_renew_one(deed, g_ptr_array_index(deed->records, i), drafts, error))
            return FALSE;
    }
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}
