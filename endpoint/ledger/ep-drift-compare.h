#pragma once

#include "usbctl/usbctl-listed.h"
#include "usbctl/usbctl-target.h"

/*
 * A list as it was read back beside what the ledger knows: pure, and one pass over each, so that a hundred thousand
 * lines take the time of reading them.
 */

/* Codes of drift_line's `class`, by this order. */
typedef enum {
    EP_DRIFT_MISSING,  /* wanted, and not there */
    EP_DRIFT_LEFTOVER, /* there, though its permit ended or has not begun */
    EP_DRIFT_EXPIRED,  /* there, though its period is over */
    EP_DRIFT_RIGHTS,   /* there otherwise than permitted */
    EP_DRIFT_UNKNOWN,  /* there, and nobody applied for it */
    EP_DRIFT_N_CLASSES
} EpDriftClass;

/* A medium of the ledger, with one of its permits on the network or none. Texts are never NULL. */
typedef struct {
    gint64 medium, permit, section, registration;
    const char *medium_number, *vid, *pid, *serial, *hash, *model;
    char **ids; /* instance IDs */
    gboolean composite;
    const char *number; /* the permit's; "": the medium has none on this network */
    const char *state, *kind, *from, *until, *ended, *fallback;
    const char *pcs;         /* where the list should say that it counts; "": anywhere, or the list cannot say it */
    const char *rights;      /* as the list should have them: the permit's, or what restricts it */
    gboolean over;           /* its last moment has passed today */
    gboolean barred;         /* a restriction forbids its use */
    const char *registered;  /* its registration's state; "": it has none */
    const char *key;         /* the target's own of the row, as far as is known; "" */
    const char *row_until;   /* the last day as the list should say it: of the permit that it has the device by */
    const char *unexpressed; /* why the target's list leaves it out (ep_identity_get_text()); NULL */
    const UsbctlRule *rule;  /* what the list says of it; NULL: none can be made */
} EpDriftPermit;

/* What was found. */
typedef struct {
    EpDriftClass kind;
    const EpDriftPermit *permit; /* NULL: the ledger does not know the device; else perhaps only its medium */
    const UsbctlListed *listed;  /* the first entry; NULL: there is none */
    char *key;                   /* the same for the same difference in a later list */
    char *detail;                /* lines "code" or "code where": ep_drift_describe() */
} EpDriftFound;

typedef struct {
    GPtrArray *found;  /* EpDriftFound, by class and then in the order of permits and entries */
    GPtrArray *same;   /* EpDriftPermit that are as wanted */
    GPtrArray *absent; /* EpDriftPermit that are over and not there, as they should be */
    GPtrArray *listed; /* by permit: the UsbctlListed that allows it, or NULL */
    guint counts[EP_DRIFT_N_CLASSES];
    guint left_out; /* permits that the target cannot express, and that are not there */
} EpDriftResult;

/* What decides how devices are told apart there. */
typedef struct {
    const char *date;
    UsbctlTarget target; /* USBCTL_TARGET_POLICY: by product and serial number, as consoles do */
} EpDriftHow;

/* @permits: EpDriftPermit, which must outlive the result, as must @list. */
EpDriftResult *ep_drift_compare(GPtrArray *permits, const UsbctlList *list, const EpDriftHow *how);
void ep_drift_result_free(EpDriftResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpDriftResult, ep_drift_result_free)
