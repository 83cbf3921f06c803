#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "usbctl/usbctl-device.h"

/*
 * Applications (周辺機器接続申請書) and what belongs to them: devices, PCs, users. Each is checked, its media are
 * checked for viruses, and it is decided; allowing makes the media, permits, scopes and registrations in the same act.
 */

/* Why an application or a device of it is sent back or refused. */
extern const EpChoice ep_application_reasons[];

/* The codes of `step` that every application goes through, in order; the others leave the way. Ended by NULL. */
extern const char *const ep_application_path[];

/* What is usual where the answers say nothing: until the end of the fiscal year; temporary use for its one day. */
void ep_application_propose(EpDraft *answers);

/* Run functions. */
gboolean ep_application_run_open(EpDeed *deed, GError **error);   /* new, edit: with their lines */
gboolean ep_application_run_check(EpDeed *deed, GError **error);  /* grades every device again */
gboolean ep_application_run_line(EpDeed *deed, GError **error);   /* a line added to, or edited in, an open one */
gboolean ep_application_run_end(EpDeed *deed, GError **error);    /* refused, withdrawn: the lines too */
gboolean ep_application_allow(EpDeed *deed, GError **error);      /* media, permits, scopes, registrations */
