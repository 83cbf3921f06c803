#pragma once

#include "endpoint/ledger/ep-ledger.h"

/*
 * Drift: a target's own list beside what the ledger wants there. A comparison (`drift`) is kept with the files that it
 * read; each difference is a record of its own (`drift_line`) from the comparison that found it to the one that finds
 * it no more. One that is still there is not found again.
 */

/* The classes of a difference, each with the state in which it waits. */
extern const EpChoice ep_drift_classes[];

/* What a line's `detail` and a comparison's `remarks` say, a sentence each. Free with g_free(). */
char *ep_drift_describe(const char *detail);

/**
 * ep_drift_run:
 * @paths: files and folders, one a line; NULL: what this computer enforces
 * @as_of: YYYY-MM-DD; NULL: today
 *
 * The verb target.compare. Returns the comparison's id, or 0.
 */
gint64 ep_drift_run(EpLedger *ledger, EpRecord *target, const char *paths, const char *as_of, const EpHow *how,
                    GError **error);

/* Run functions. */
gboolean ep_drift_run_compare(EpDeed *deed, GError **error);  /* target.compare, drift_line.compare */
gboolean ep_drift_run_register(EpDeed *deed, GError **error); /* waits for the next export, or to be typed in */
gboolean ep_drift_run_remove(EpDeed *deed, GError **error);   /* the same for taking it off */
gboolean ep_drift_run_expire(EpDeed *deed, GError **error);   /* ends the permit */
gboolean ep_drift_run_apply(EpDeed *deed, GError **error);    /* one application for all of the devices */
gboolean ep_drift_run_reopen(EpDeed *deed, GError **error);
