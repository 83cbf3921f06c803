#pragma once

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-ledger.h"

/* Shared by ep-sample-days.c (the day, calls and repairs), ep-sample-application.c (up to the decision),
 * ep-sample-checks.c (what is brought in), ep-sample-chain.c (what leaves the usual way), ep-sample-media.c (permits,
 * registrations, exports), ep-sample-drift.c (what the targets have) and ep-sample-many.c (the same for many
 * thousands).
 */
typedef struct _EpSampleMany EpSampleMany;

typedef struct {
    EpLedger *ledger;
    GRand *rand;
    EpDate day;
    double minute; /* of the day, for the clock */
    double pace;   /* of its minutes that one of work takes: less than one where many work at once */
    double close;  /* the minute at which everybody goes home */
    guint acts;    /* done so far */
    GPtrArray *pcs;
    GPtrArray *loaners;
    gint64 instruction;
    guint applications; /* received so far */
    guint stickers;     /* handed out so far */
    gint64 unnoticed;   /* a permit whose day is over, and nobody sees it */
    GRand *media_rand;  /* of its own, so that more applications do not make other calls */
    EpSampleMany *many; /* NULL for a desk of ordinary size */
} EpSampleDays;

/* @answers: names and values in turn, ended by NULL; @lines: EpDraft that belong to the record, or NULL. Returns the
 * made record's id, or 1; 0 on error. */
gint64 ep_sample_days_do(EpSampleDays *self, const char *name, EpRecord *record, const char *const *answers,
                         GPtrArray *lines, gint64 minutes, GError **error);
gboolean ep_sample_days_change_shift(EpSampleDays *self, GError **error);
char *ep_sample_days_date(EpSampleDays *self, int days); /* so many days from this one */

int ep_sample_media_roll(EpSampleDays *self, int sides); /* 0 to sides - 1 */
/* The very first application, its permit or its medium: they go the usual way and stay, so that a recording of the
 * stick meets them. */
gboolean ep_sample_media_is_first(EpRecord *record);
gboolean ep_sample_media_is_possible(EpSampleDays *self, const char *verb, EpRecord *record);

gint64 ep_sample_application_receive(EpSampleDays *self, GError **error); /* its id, or 0 */
gboolean ep_sample_application_step(EpSampleDays *self, EpRecord *application, GError **error);

/* The targets, on the first day; a day's applications and what goes on with the open ones. */
gboolean ep_sample_media_open(EpSampleDays *self, GError **error);
gboolean ep_sample_media_work(EpSampleDays *self, GError **error);
gboolean ep_sample_media_export_all(EpSampleDays *self, const char *network, GError **error); /* NULL: every one */

/* Revokes what yesterday left, delivers the month's report, and takes a visitor or two in; @last leaves theirs in use.
 */
gboolean ep_sample_checks_work(EpSampleDays *self, gboolean last, GError **error);
/* Beside what is wanted lies what the PCs have: a list of some days ago, with strangers in it. */
gboolean ep_sample_drift_work(EpSampleDays *self, GError **error);
/* Something is found, just now. */
gboolean ep_sample_checks_find(EpSampleDays *self, GError **error);
/* What @check found, if anything, is reported, treated and closed. */
gboolean ep_sample_checks_settle(EpSampleDays *self, gint64 check, GError **error);

/* The side exits: restrictions, renewals, changes, losses, what is stopped; each on its own days. */
gboolean ep_sample_chain_work(EpSampleDays *self, GError **error);
/* A restriction of @permit's use, on the first target of its network. */
gboolean ep_sample_chain_restrict(EpSampleDays *self, EpRecord *permit, const char *kind, GError **error);
gboolean ep_sample_chain_step_restrictions(EpSampleDays *self, GError **error);

/* What becomes of one of them on a day. */
gboolean ep_sample_media_register(EpSampleDays *self, EpRecord *registration, GError **error);
gboolean ep_sample_media_use(EpSampleDays *self, EpRecord *permit, GError **error);

/* @a_day: how many applications come in on each of @n_days open days. */
EpSampleMany *ep_sample_many_new(guint a_day, guint n_days);
void ep_sample_many_free(EpSampleMany *many);
gboolean ep_sample_many_work(EpSampleDays *self, GError **error);
double ep_sample_many_get_pace(const EpSampleMany *many);
/* What becomes of @permit, which came in otherwise than by an application or has ended. */
gboolean ep_sample_many_watch(EpSampleDays *self, gint64 permit, GError **error);
