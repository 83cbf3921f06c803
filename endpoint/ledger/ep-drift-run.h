#pragma once

#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-drift-load.h"

/* A comparison under way: ep-drift-run.c finds the lines, ep-drift-verify.c what the list verifies. */
typedef struct {
    EpDeed *deed;
    EpReader *reader;
    EpRecord *target;
    const char *as_of;
    gboolean today; /* only the list of today verifies registrations */
    GPtrArray *files, *routes, *drafts, *exports;
    EpDriftKnown *known;
    UsbctlList *list;
    EpDriftResult *result;
    GHashTable *open;          /* "class key" → EpRecord of drift_line that is not settled */
    GHashTable *registrations; /* id → EpRecord */
    GHashTable *edited;        /* id of a registration → EpDraft among @drafts */
    EpDraft *drift;
    GString *remarks;
    guint fresh, mended, confirmed;
} EpDriftRun;

/* Lines "code" or "code where" on the comparison as a whole. */
void ep_drift_run_remark(EpDriftRun *self, const char *code, const char *where);
/* Registrations, use restrictions and exports that the list of today shows to be as they should. */
void ep_drift_run_verify_all(EpDriftRun *self);
