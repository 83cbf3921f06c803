#pragma once

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-drift-compare.h"

/* What the ledger knows of a target's devices on a day, for ep_drift_compare(). */
typedef struct {
    EpAllowlist *wanted;     /* what an export of the day would be */
    GPtrArray *permits;      /* EpDriftPermit, a medium's beside each other */
    GPtrArray *restrictions; /* EpRecord of the target, whatever their state */
    GStringChunk *texts;
} EpDriftKnown;

EpDriftKnown *ep_drift_load(EpReader *reader, EpRecord *target, const char *date, GError **error);
void ep_drift_known_free(EpDriftKnown *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpDriftKnown, ep_drift_known_free)
