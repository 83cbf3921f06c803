#pragma once

#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-verb.h"

/*
 * Incidents: what a virus check found, until it was reported in time, treated, seen to be gone, and closed. One is made
 * by the check itself, in the same act, so that its clock runs from the detection.
 */
extern const EpChoice ep_virus_check_actions[];

/* Adds to @drafts the incident of @check, which found something. */
gboolean ep_incident_open(EpDeed *deed, const EpOffice *office, EpDraft *check, GPtrArray *drafts, GError **error);

/* If @check is clean and looks at what was treated, it is that incident's re-check; @drafts gets the incident, too. */
gboolean ep_incident_recheck(EpDeed *deed, EpDraft *check, GPtrArray *drafts, GError **error);

/* @check was made for the incident that stands before it in @drafts: what it found decides where that goes. */
void ep_incident_take_recheck(EpDraft *check, GPtrArray *drafts);

/* A run function: one that a person saw elsewhere. */
gboolean ep_incident_run_new(EpDeed *deed, GError **error);
/* The same for what was done at a moment that its question asks for. */
gboolean ep_incident_run_moment(EpDeed *deed, GError **error);
/* Likewise: every permit of its medium ends at once. */
gboolean ep_incident_run_stop(EpDeed *deed, GError **error);
