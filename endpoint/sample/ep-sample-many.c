#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

/*
 * A desk with tens of thousands of media. Every step is an act like any other; what is still to be done is kept here by
 * id, so that a day costs what is done on it and not what the ledger holds.
 */

#define EXPORT_EVERY 8 /* open days, and on each of the last few */
#define LAST_DAYS 5
#define MINUTES 72     /* that one application takes until its permit is used and given back */
#define GIVEN_BACK 400 /* one of so many in use comes back on a day */
#define RESTRICTED 2   /* so many a day */

struct _EpSampleMany {
    guint a_day, n_days, day;
    GArray *applications, *registrations, *permits; /* ids of what is open */
    GArray *used;                                   /* ids of permits in use */
};

typedef gboolean (*EpSampleManyFunc)(EpSampleDays *self, EpRecord *record, GError **error);

EpSampleMany *
ep_sample_many_new(guint a_day, guint n_days)
{
    EpSampleMany *many = g_new0(EpSampleMany, 1);
    GArray **arrays[] = { &many->applications, &many->registrations, &many->permits, &many->used };

    for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
        *arrays[i] = g_array_new(FALSE, FALSE, sizeof(gint64));
    many->a_day = a_day;
    many->n_days = n_days;
    return many;
}

void
ep_sample_many_free(EpSampleMany *many)
{
    g_array_unref(many->applications);
    g_array_unref(many->registrations);
    g_array_unref(many->permits);
    g_array_unref(many->used);
    g_free(many);
}

double
ep_sample_many_get_pace(const EpSampleMany *many)
{
    return MIN(1, 500.0 / (MINUTES * many->a_day));
}

static EpRecord *
ep_sample_many_read(EpSampleDays *self, const EpTable *table, gint64 id, GError **error)
{
    return ep_reader_read(ep_ledger_get_reader(self->ledger), table, id, error);
}

static gboolean
ep_sample_many_add(EpSampleDays *self, const EpTable *table, const char *field, gint64 of, GArray *ids, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load_of(ep_ledger_get_reader(self->ledger), table, field, of, error);

    for (guint i = 0; records != NULL && i < records->len; i++)
        g_array_append_val(ids, *ep_record_peek_id(records->pdata[i]));
    return records != NULL;
}

/* Does @func to about @percent of @ids and keeps those that are in one of the states of @open after it. */
static gboolean
ep_sample_many_each(EpSampleDays *self, const EpTable *table, const char *open, GArray *ids, int percent,
                    EpSampleManyFunc func, GError **error)
{
    guint kept = 0;

    for (guint i = 0; i < ids->len; i++) {
        gint64 id = g_array_index(ids, gint64, i);
        g_autoptr(EpRecord) record = NULL;
        guint acts = self->acts;

        if (ep_sample_media_roll(self, 100) < percent) {
            record = ep_sample_many_read(self, table, id, error);
            if (record == NULL || !func(self, record, error))
                return FALSE;
            if (self->acts > acts) {
                g_clear_object(&record);
                record = ep_sample_many_read(self, table, id, error);
                if (record == NULL)
                    return FALSE;
            }
            if (!ep_words_contain(open, ep_record_get(record, table->at.state)))
                continue;
        }
        g_array_index(ids, gint64, kept++) = id;
    }
    g_array_set_size(ids, kept);
    return TRUE;
}

/* What an allowed one makes waits from now on. */
static gboolean
ep_sample_many_decide(EpSampleDays *self, EpRecord *application, GError **error)
{
    EpSampleMany *many = self->many;
    guint from = many->permits->len;

    if (!ep_sample_application_step(self, application, error) ||
        !ep_sample_many_add(self, &ep_permit_table, "application", ep_record_get_id(application), many->permits, error))
        return FALSE;
    for (guint i = from; i < many->permits->len; i++) {
        if (!ep_sample_many_add(self, &ep_registration_table, "permit", g_array_index(many->permits, gint64, i),
                                many->registrations, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_sample_many_watch(EpSampleDays *self, gint64 permit, GError **error)
{
    g_autoptr(EpRecord) now = ep_sample_many_read(self, &ep_permit_table, permit, error);

    if (now != NULL && strcmp(ep_record_get_named(now, "state"), "allowed") == 0)
        g_array_append_val(self->many->permits, permit);
    return now != NULL &&
           ep_sample_many_add(self, &ep_registration_table, "permit", permit, self->many->registrations, error);
}

/* What no list can hold is set on its PCs by hand. */
static gboolean
ep_sample_many_register(EpSampleDays *self, EpRecord *registration, GError **error)
{
    if (strcmp(ep_record_get_named(registration, "state"), "error") != 0)
        return ep_sample_media_register(self, registration, error);
    return ep_sample_days_change_shift(self, error) &&
           ep_sample_days_do(self, "registration.by_hand", registration, NULL, NULL, 8, error) != 0;
}

/* What was given back or has ended is taken off its list. */
static gboolean
ep_sample_many_use(EpSampleDays *self, EpRecord *permit, GError **error)
{
    guint acts = self->acts;
    g_autoptr(EpRecord) now = NULL;

    if (!ep_sample_media_use(self, permit, error))
        return FALSE;
    if (self->acts == acts)
        return TRUE;
    if (!ep_sample_many_add(self, &ep_registration_table, "permit", ep_record_get_id(permit), self->many->registrations,
                            error))
        return FALSE;
    now = ep_sample_many_read(self, &ep_permit_table, ep_record_get_id(permit), error);
    if (now != NULL && strcmp(ep_record_get_named(now, "state"), "used") == 0)
        g_array_append_val(self->many->used, *ep_record_peek_id(now));
    return now != NULL;
}

/* Some of those in use are given back early. */
static gboolean
ep_sample_many_give_back(EpSampleDays *self, GError **error)
{
    static const char *const erased[] = { "erased", "1", NULL };
    GArray *used = self->many->used;

    for (guint n = used->len / GIVEN_BACK; n > 0; n--) {
        guint at = (guint)ep_sample_media_roll(self, (int)used->len);
        g_autoptr(EpRecord) permit =
            ep_sample_many_read(self, &ep_permit_table, g_array_index(used, gint64, at), error);

        g_array_remove_index_fast(used, at);
        if (permit == NULL)
            return FALSE;
        if (ep_sample_media_is_possible(self, "permit.give_back", permit) &&
            (ep_sample_days_do(self, "permit.give_back", permit, erased, NULL, 5, error) == 0 ||
             !ep_sample_many_watch(self, ep_record_get_id(permit), error)))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_sample_many_receive(EpSampleDays *self, GError **error)
{
    for (guint i = 0; i < self->many->a_day; i++) {
        gint64 made;

        if (!ep_sample_days_change_shift(self, error))
            return FALSE;
        made = ep_sample_application_receive(self, error);
        if (made == 0)
            return FALSE;
        g_array_append_val(self->many->applications, made);
    }
    return TRUE;
}

/* Some of those in use may do less from now on. */
static gboolean
ep_sample_many_restrict(EpSampleDays *self, GError **error)
{
    static const char *const kinds[] = { "read", "no-execute", "no-write" };
    EpSampleMany *many = self->many;

    if (!ep_sample_chain_step_restrictions(self, error))
        return FALSE;
    for (guint i = 0; i < RESTRICTED && many->used->len > 0; i++) {
        guint at = (guint)ep_sample_media_roll(self, (int)many->used->len);
        g_autoptr(EpRecord) permit =
            ep_sample_many_read(self, &ep_permit_table, g_array_index(many->used, gint64, at), error);

        if (permit == NULL ||
            (ep_sample_media_is_possible(self, "permit.restrict", permit) &&
             !ep_sample_chain_restrict(self, permit, kinds[(many->day + i) % G_N_ELEMENTS(kinds)], error)))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_sample_many_work(EpSampleDays *self, GError **error)
{
    EpSampleMany *many = self->many;

    many->day++;
    if (!ep_sample_many_each(self, &ep_application_table, ep_application_table.open, many->applications, 70,
                             ep_sample_many_decide, error) ||
        !ep_sample_many_each(self, &ep_registration_table, ep_registration_table.open, many->registrations, 70,
                             ep_sample_many_register, error) ||
        !ep_sample_many_each(self, &ep_permit_table, "allowed", many->permits, 80, ep_sample_many_use, error) ||
        !ep_sample_many_give_back(self, error) || !ep_sample_many_receive(self, error) ||
        !ep_sample_many_restrict(self, error))
        return FALSE;
    return (many->day % EXPORT_EVERY != 0 && many->day + LAST_DAYS < many->n_days) ||
           ep_sample_media_export_all(self, NULL, error);
}
