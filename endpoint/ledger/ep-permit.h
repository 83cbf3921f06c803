#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/* Permits (許可): a medium may be used on a network, by and on whom its scopes say, from one day to another. What goes
 * on is a permit of its own that names the one before it; no interval is ever overwritten. */

#define EP_PERMIT_LIVE "allowed used"

extern const EpChoice ep_permit_rights[];      /* codes as usbctl has them: "read-write", "read" */
extern const EpChoice ep_permit_end_reasons[]; /* why one is stopped at once */

/* What is to be done as soon as permits are stopped. */
#define EP_PERMIT_THEN N_("Now export the lists of its targets: until then the PCs still allow it")

/* Pure: within the site's days its section is to be told that it ends, and nobody has yet. */
gboolean ep_permit_ends_soon(EpRecord *record, const char *today);

/* How many do; the days are the site's. */
gboolean ep_permit_count_ending(EpReader *reader, const char *today, guint *n, guint *days, GError **error);

/* The day after @until; NULL if that is no date. */
char *ep_permit_dup_next_day(const char *until);

/* Parts that a permit is made of: where or by whom, and its registration on every target of its network. */
void ep_permit_add_scope(EpDraft *permit, const char *field, gint64 id);
gboolean ep_permit_add_registrations(EpDeed *deed, EpDraft *permit, GPtrArray *drafts, GError **error);
/* The same of all permits that stand at @first of @drafts and behind it. */
gboolean ep_permit_add_registrations_from(EpDeed *deed, GPtrArray *drafts, guint first, GError **error);
/* The registrations of all live permits of its network on a new target. */
gboolean ep_permit_add_registrations_on(EpDeed *deed, EpRecord *target, GPtrArray *drafts, GError **error);
gint64 *ep_permit_dup_ids(GPtrArray *records); /* g_free() */

/* Adds to @drafts what @permits (EpRecord) go on as until @until ("": the end of the year in which they begin). */
gboolean ep_permit_renew_all(EpDeed *deed, GPtrArray *permits, const char *until, GPtrArray *drafts, GError **error);

/* Adds to @drafts what ends @permits (EpRecord) in @state: themselves, their registrations and restrictions, and their
 * media, which without another permit are out of use. */
gboolean ep_permit_end_all(EpDeed *deed, GPtrArray *permits, const char *state, GPtrArray *drafts, GError **error);

/* Run functions: permits end, and with them what was registered for them; a lost medium ends all of its; a permit goes
 * on as another. */
gboolean ep_permit_run_end(EpDeed *deed, GError **error);
/* Of a verb that asks for it: the data of each of @records (with `storage`) that keeps some were erased, or it is said
 * why not. */
gboolean ep_permit_check_erased(EpDeed *deed, GPtrArray *records, GError **error);
gboolean ep_permit_run_medium(EpDeed *deed, GError **error);
gboolean ep_permit_run_renew(EpDeed *deed, GError **error);

/* A run function: the medium of a temporary permit that was revoked leaves the house. */
gboolean ep_permit_run_hand_back(EpDeed *deed, GError **error);

/* A run function: a clean check becomes a temporary permit, without an application (持込). */
gboolean ep_permit_run_from_check(EpDeed *deed, GError **error);
