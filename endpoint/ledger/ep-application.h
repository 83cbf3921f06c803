#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"
#include "usbctl/usbctl-device.h"

/*
 * Applications (周辺機器接続申請書) and what belongs to them: devices, PCs, users. Each is checked, its media are
 * checked for viruses, and it is decided; allowing makes the media, permits, scopes and registrations in the same act.
 */

/* Why an application or a device of it is sent back or refused. */
extern const EpChoice ep_application_reasons[];

/* The codes of `step` that every application goes through, in order; the others leave the way. Ended by NULL. */
extern const char *const ep_application_path[];

/* What is usual where the answers say nothing: until the end of the fiscal year; temporary use for its one day; a
 * renewal for the year after. */
void ep_application_propose(EpDraft *answers);

/* The last day of the fiscal year of @from, up to which a permit lasts; NULL if that is no date. */
char *ep_application_dup_last_day(const char *from);

/* An application of @kind is about permits that there are: renewed, changed, abolished. */
gboolean ep_application_continues(const char *kind);

/*
 * The permit that a device line is about: the one that it names, whose device it then is; or else the live one of its
 * medium on @network that lasts longest. The first is asked before the line is graded, which needs the device, the
 * second after it. What has no permit
 * is left as it is; the check of the content says so.
 */
gboolean ep_application_permit_take_device(EpReader *reader, EpDraft *line, const char *kind, GError **error);
gboolean ep_application_permit_find(EpReader *reader, EpDraft *line, const char *kind, const char *network,
                                    GError **error);

/* Questions of the verbs that receive an application or add to one: PCs, people and devices as lists. */
extern const EpField ep_application_lists[];
/* What they say, as lines (EpDraft) that @application (0: a new one) does not have yet; an error begins with the
 * question's label. */
GPtrArray *ep_application_list_read(EpDeed *deed, gint64 application, GError **error);

/* Run functions. */
gboolean ep_application_run_open(EpDeed *deed, GError **error);     /* new, edit: with their lines */
gboolean ep_application_run_check(EpDeed *deed, GError **error);    /* grades every device again */
gboolean ep_application_run_line(EpDeed *deed, GError **error);     /* a line added to, or edited in, an open one */
gboolean ep_application_run_settle(EpDeed *deed, GError **error);   /* what is done instead of telling devices apart */
gboolean ep_application_run_add(EpDeed *deed, GError **error);      /* lines as lists, to an open one */
gboolean ep_application_run_resubmit(EpDeed *deed, GError **error); /* why it was sent back is mended */
gboolean ep_application_run_end(EpDeed *deed, GError **error);      /* refused, withdrawn: the lines too */
gboolean ep_application_run_stop(EpDeed *deed, GError **error);     /* its permits, at once */
gboolean ep_application_allow(EpDeed *deed, GError **error);        /* media, permits, scopes, registrations */

/* The table's check: a period that makes sense, and of temporary use that its network has it, on open days. */
gboolean ep_application_check(struct _EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error);
