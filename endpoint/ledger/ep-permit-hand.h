#pragma once

#include "endpoint/ledger/ep-deed.h"

/*
 * A target has a device once, whatever permits it has. When one of them ends and another is in force, the device stays
 * there: nothing is to be deleted, and the other's registration takes over what is known of it.
 */
typedef struct _EpPermitHand EpPermitHand;

/* @others: live permits of the same media (EpRecord), but for those that end; new ones stand in @drafts. */
EpPermitHand *ep_permit_hand_new(EpDeed *deed, GPtrArray *others, GPtrArray *drafts, GError **error);
void ep_permit_hand_free(EpPermitHand *hand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpPermitHand, ep_permit_hand_free)

/* Ends @registration of @permit, which ends, in favour of another; FALSE: there is none, and nothing is set. A list
 * that lets people do other things with the device has to go to the target anew. */
gboolean ep_permit_hand_over(EpPermitHand *hand, EpDraft *registration, EpRecord *permit);

/* Adds what changed of the others' registrations to @drafts. */
void ep_permit_hand_finish(EpPermitHand *hand, GPtrArray *drafts);
