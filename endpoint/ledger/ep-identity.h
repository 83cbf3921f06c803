#pragma once

#include "endpoint/ledger/ep-known.h"
#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"
#include "usbctl/usbctl-grade.h"

/*
 * Which device is this, and what does the ledger know about it? usbctl's grading with the ledger's media beside what is
 * plugged in: the same serial under another product, two media with one serial, where it is registered already.
 */

typedef struct {
    UsbctlGrade *grade;
    GPtrArray *known; /* EpKnown */
    gint64 medium;    /* the medium that this is; 0 if it is new or cannot be told */
    char *incident;   /* the number of the incident that is open of it; "" */
} EpIdentity;

/* @sticker: "" for none. @plugged: UsbctlDevice, what else is plugged in; may be NULL. */
EpIdentity *ep_identity_new(EpReader *reader, const UsbctlDevice *device, const char *sticker, GPtrArray *plugged,
                            GError **error);
void ep_identity_free(EpIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpIdentity, ep_identity_free)

/* For what a device is wanted, to say beforehand what the network's targets cannot do. */
typedef struct {
    const char *network; /* NULL: do not ask */
    const char *rights;
    gboolean pcs, users; /* it names some */
} EpIdentityUse;

/**
 * ep_identity_assess:
 * @draft: of application_device or medium, filled in by hand or by ep_device_fill()
 *
 * Writes what is derived into the draft: instance IDs that follow from the serial, `grade`, `grade_reasons`, and of an
 * application's device `known`, `medium` and `limits`. EP_ERROR_INVALID if the identity makes no sense,
 * EP_ERROR_REFUSED for a medium that the ledger has already.
 */
gboolean ep_identity_assess(EpReader *reader, EpDraft *draft, const EpIdentityUse *use, GPtrArray *plugged,
                            GError **error);

/* `grade_reasons` and `limits` are kept as lines "code" or "code where"; this is what a person reads, a sentence each
 * (a line that begins with no code stays as it is). Free with g_free(). */
char *ep_identity_describe(const char *reasons);

/* A sentence about a code of such a line; NULL if it is none. */
const char *ep_identity_get_text(const char *code);
#define EP_IDENTITY_BOUND "bound"           /* set by hand on the PCs that it is bound to */
#define EP_IDENTITY_NOWHERE "bound-nowhere" /* likewise, and it names none */
#define EP_IDENTITY_REFUSED "refused"       /* it was settled that it is not allowed */
#define EP_IDENTITY_STICKER "sticker-only"  /* the list means every device that reports the same serial number */
#define EP_IDENTITY_SCOPE "scope"           /* the list allows it everywhere, whatever PCs the permit names */
#define EP_IDENTITY_PEOPLE "people"         /* the list allows it to everybody, whatever people the permit names */
#define EP_IDENTITY_PRODUCT "product-wide"  /* the list has no column that tells it from others of its product */
#define EP_IDENTITY_OTHERWISE "otherwise"   /* the target has it, but not as permitted */
#define EP_IDENTITY_IN_ERROR "in-error"     /* the target refused it, and nobody mended it yet */
#define EP_IDENTITY_INCIDENT "incident"     /* something was found on it, and that is not settled */
#define EP_IDENTITY_PC_GONE "pc-gone"       /* it names PCs that are retired or on another network; the list does not */
#define EP_IDENTITY_NO_PC "no-pc"           /* likewise, and no other */
#define EP_IDENTITY_BARRED "barred"         /* a use restriction forbids it */
#define EP_IDENTITY_READ_BY_HAND                                                                                       \
    "read-by-hand" /* a use restriction lets it be read only, which is to be set by hand                               \
                    */
#define EP_IDENTITY_EXECUTE_BY_HAND "execute-by-hand" /* likewise it forbids programs */
#define EP_IDENTITY_SET_BY_HAND "set-by-hand"         /* likewise, and that is done */
#define EP_IDENTITY_NO_KEY "no-key"                   /* the target's own key of the row is not known */

/* A table's check: a medium is graded whenever what identifies it is new, which it cannot be while a permit stands. */
gboolean ep_identity_check(struct _EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error);
