#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/ledger/ep-restriction.h"

/* A permit goes on: another one that begins the day after it, for the same medium, PCs and people. */

char *
ep_permit_dup_next_day(const char *until)
{
    EpDate day = { 0 };

    return ep_date_parse(until, &day, NULL) ? ep_date_to_text(ep_date_add_days(day, 1)) : NULL;
}

typedef struct {
    EpDeed *deed;
    const char *until;   /* "": the end of the fiscal year in which it begins */
    GHashTable *earlier; /* by id: the permits before them */
    GPtrArray *drafts;
} EpPermitRenew;

/* R8-周-00001-1 goes on as R8-周-00001-1-2, that as R8-周-00001-1-3. */
static char *
ep_permit_renew_dup_number(EpPermitRenew *self, EpRecord *permit)
{
    const char *number = ep_record_get_named(permit, "number"), *last = strrchr(number, '-');
    gint64 before = ep_record_get_integer(permit, "renews");
    EpRecord *earlier = g_hash_table_lookup(self->earlier, &before);

    /* One that came with an application of its own has that one's number. */
    if (earlier == NULL || last == NULL ||
        ep_record_get_integer(earlier, "application") != ep_record_get_integer(permit, "application"))
        return g_strdup_printf("%s-2", number);
    return g_strdup_printf("%.*s-%" G_GINT64_FORMAT, (int)(last - number), number,
                           g_ascii_strtoll(last + 1, NULL, 10) + 1);
}

static char *
ep_permit_renew_dup_until(EpPermitRenew *self, EpRecord *permit, const char *from, GError **error)
{
    g_autofree char *last = ep_application_dup_last_day(from);

    if (last == NULL || (*self->until != '\0' && strcmp(self->until, last) > 0)) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("%s: the period goes beyond the fiscal year, which ends on %s"),
                    ep_record_get_named(permit, "number"), last != NULL ? EP_DATE_SHOWN(last) : "?");
        return NULL;
    }
    if (*self->until != '\0' && strcmp(self->until, from) < 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is valid until %s: renew it beyond that"),
                    ep_record_get_named(permit, "number"), EP_DATE_SHOWN(ep_record_get_named(permit, "until_day")));
        return NULL;
    }
    return g_strdup(*self->until != '\0' ? self->until : last);
}

static gboolean
ep_permit_renew_one(EpPermitRenew *self, EpRecord *permit, GError **error)
{
    static const char *const taken[] = { "kind",    "application", "line",     "medium",   "network",
                                         "section", "rights",      "fallback", "condition" };
    g_autofree char *from = ep_permit_dup_next_day(ep_record_get_named(permit, "until_day"));
    g_autofree char *until = from != NULL ? ep_permit_renew_dup_until(self, permit, from, error) : NULL;
    g_autofree char *number = ep_permit_renew_dup_number(self, permit);
    EpDraft *draft;

    if (until == NULL)
        return FALSE;
    draft = ep_draft_new(&ep_permit_table);
    g_ptr_array_add(self->drafts, draft);
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(draft, taken[i], ep_record_get_named(permit, taken[i]));
    ep_draft_set_named(draft, "number", number);
    ep_draft_set_named(draft, "state", "allowed");
    ep_draft_set_named(draft, "from_day", from);
    ep_draft_set_named(draft, "until_day", until);
    ep_draft_set_integer(draft, "renews", ep_record_get_id(permit));
    self->deed->made = ep_draft_get_id(draft);
    return TRUE;
}

static GHashTable *
ep_permit_renew_load_earlier(EpDeed *deed, GPtrArray *permits, GError **error)
{
    g_autoptr(GHashTable) earlier = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_object_unref);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) records = NULL;

    for (guint i = 0; i < permits->len; i++) {
        gint64 id = ep_record_get_integer(g_ptr_array_index(permits, i), "renews");

        if (id != 0)
            g_array_append_val(ids, id);
    }
    records =
        ep_reader_read_many(ep_act_get_reader(deed->act), &ep_permit_table, (gint64 *)ids->data, ids->len, TRUE, error);
    for (guint i = 0; records != NULL && i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        g_hash_table_replace(earlier, (gpointer)ep_record_peek_id(record), g_object_ref(record));
    }
    return records != NULL ? g_steal_pointer(&earlier) : NULL;
}

/* @drafts: those of the new permits, which say what each renews. */
static gboolean
ep_permit_renew_add_scopes(EpDeed *deed, GPtrArray *permits, GPtrArray *drafts, guint first, GError **error)
{
    static const char *const fields[] = { "pc", "section", "person" };
    g_autofree gint64 *ids = ep_permit_dup_ids(permits);
    g_autoptr(GPtrArray) scopes = ep_reader_load_of_many(ep_act_get_reader(deed->act), &ep_permit_scope_table, "permit",
                                                         ids, permits->len, error);
    guint at = 0;

    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        EpRecord *scope = g_ptr_array_index(scopes, i);

        while (ids[at] != ep_record_get_integer(scope, "permit")) /* both are in the order of the permits */
            at++;
        for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
            gint64 id = ep_record_get_integer(scope, fields[f]);

            if (id != 0)
                ep_permit_add_scope(g_ptr_array_index(drafts, first + at), fields[f], id);
        }
    }
    return scopes != NULL;
}

gboolean
ep_permit_renew_all(EpDeed *deed, GPtrArray *permits, const char *until, GPtrArray *drafts, GError **error)
{
    g_autoptr(GHashTable) earlier = ep_permit_renew_load_earlier(deed, permits, error);
    EpPermitRenew self = { deed, until, earlier, drafts };
    guint first = drafts->len;

    for (guint i = 0; earlier != NULL && i < permits->len; i++) {
        if (!ep_permit_renew_one(&self, g_ptr_array_index(permits, i), error))
            return FALSE;
    }
    return earlier != NULL && ep_permit_renew_add_scopes(deed, permits, drafts, first, error) &&
           ep_permit_add_registrations_from(deed, drafts, first, error);
}

gboolean
ep_permit_run_renew(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    return ep_permit_renew_all(deed, deed->records, ep_deed_answer(deed, "renewed_until"), drafts, error) &&
           ep_renewal_leave_all(deed, deed->records, drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error) &&
           ep_restriction_renew_all(deed, deed->records, drafts, error);
}
