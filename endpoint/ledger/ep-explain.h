#pragma once

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/store/ep-reader.h"
#include "usbctl/usbctl-explain.h"

/*
 * What would happen: a device at a PC on a day, under each target of the PC's network, by the rules that an export of
 * that day has. The same as `usbctl explain` says of them, and what the ledger knows beside.
 */

/* Under one target. */
typedef struct {
    EpRecord *target;
    gboolean judged; /* FALSE: a list for a console; `allowed` then is whether the device is on it */
    UsbctlDecision decision;
    GPtrArray *steps;  /* UsbctlStep; empty unless it is judged */
    gint64 permit;     /* that the rule stands for; 0 */
    char *remarks;     /* lines "code" or "code where": ep_explain_describe() */
    char *fault;       /* why nothing can be said; NULL */
    EpAllowlist *list; /* the rules live in it; NULL if there is none */
} EpExplained;

typedef struct {
    UsbctlDevice *device;
    EpRecord *pc;  /* NULL: on no PC of its own */
    char *network; /* a code of ep_networks */
    char *date;
    GPtrArray *targets; /* EpExplained, by name */
    char *remarks;      /* of the device, whatever the target; likewise */
} EpExplanation;

/* @pc: a record of pc, or NULL for @network alone. EP_ERROR_REFUSED if the PC's network is not known. */
EpExplanation *ep_explain_new(EpReader *reader, UsbctlDevice *device, EpRecord *pc, const char *network,
                              const char *date, GError **error);
void ep_explain_free(EpExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpExplanation, ep_explain_free)

/* A device by what somebody typed: a medium's number or sticker, an instance ID, vid:pid or vid:pid:serial; what only
 * its IDs are known of counts as storage. EP_ERROR_NOT_FOUND says what can be typed. */
UsbctlDevice *ep_explain_find_device(EpReader *reader, const char *text, GError **error);

/* Sentences, one a line. Free with g_free(). */
char *ep_explain_describe(const char *remarks);

/* All of it as lines for a console: usbctl_explain_format() of each target, and the remarks. */
char *ep_explain_format(const EpExplanation *explanation);
