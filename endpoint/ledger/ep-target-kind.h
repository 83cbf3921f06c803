#pragma once

#include "endpoint/core/ep-column-map.h"
#include "usbctl/usbctl-render.h"

/*
 * What the kinds of target can take, asked by whoever fills a list and by whoever grades a device at the counter. A
 * kind is one of usbctl's formats, or files of columns by a map (published ones are built in; a site writes its own for
 * consoles whose layout is not), or typed in by hand.
 */
extern const EpChoice ep_target_kinds[];

/* usbctl's format; NULL for columns and by hand. */
const UsbctlFormat *ep_target_kind_get_format(EpRecord *target);
gboolean ep_target_kind_has_columns(EpRecord *target);
gboolean ep_target_kind_has_file(EpRecord *target); /* something is exported for it */

/* The target's column map as text: its own, or else its kind's; "" if there is none yet. */
const char *ep_target_kind_get_layout(EpRecord *target);
/* Likewise for what its console answers; "": it is told from the answer's headings. */
const char *ep_target_kind_get_answer_layout(EpRecord *target);

/* EP_ERROR_INVALID says what is missing in it. */
EpColumns *ep_target_kind_dup_columns(EpRecord *target, GError **error);

/* Why a list of changes alone would do harm there (g_free()); NULL: the target takes one. @columns as above, or NULL.
 */
char *ep_target_kind_refuse_delta(EpRecord *target, const EpColumns *columns);

/* What a list is to say of one permit. */
typedef struct {
    const UsbctlRule *rule;
    const char *fallback;   /* a code of ep_device_fallbacks, or "" */
    gboolean pcs, users;    /* it names some */
    const char *restricted; /* what the use restrictions in force leave of it: a code of ep_restriction_get_level() */
    gboolean no_execute;    /* one forbids programs to be started */
    gboolean by_hand;       /* it was said how they are set where the list cannot say them */
    gboolean gone;          /* the PCs that it names are all retired or on another network */
} EpTargetAsked;

/* The list says whether a device may be written. */
gboolean ep_target_kind_tells_rights(EpRecord *target, const EpColumns *columns);

/* Why the target cannot express the restrictions of it (likewise), though it has a list; NULL. */
const char *ep_target_kind_refuse_restriction(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked);

/* Why the target cannot express it (a code of ep_identity_get_text()), or NULL. @columns as above, or NULL. */
const char *ep_target_kind_refuse(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked);

/* Likewise, a use restriction alone. */
const char *ep_target_kind_bars(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked);

/* In what a list that has it says more than the permit: codes, ended by NULL. */
#define EP_TARGET_MOST_WIDER 3
void ep_target_kind_get_wider(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked,
                              const char *codes[EP_TARGET_MOST_WIDER + 1]);

/* The list says on which PCs a permit counts. */
gboolean ep_target_kind_tells_pcs(const EpColumns *columns);
