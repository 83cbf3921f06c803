#pragma once

#include "endpoint/ledger/ep-verb.h"

/* What calls, repairs and loans have in common: they concern a PC, whose own state follows. */

extern const EpChoice ep_case_symptoms[];

/* Run functions. */
gboolean ep_case_open(EpDeed *deed, GError **error);  /* network and section come from the PC; one in repair says so */
gboolean ep_case_close(EpDeed *deed, GError **error); /* the repair's PC is again what it was before */
gboolean ep_case_write_off(EpDeed *deed, GError **error); /* the repair's PC is retired */
gboolean ep_case_edit(EpDeed *deed, GError **error);      /* the repair's loans and jobs follow it */

/**
 * ep_case_move_pc:
 * @from: states it may be in
 * @strict: EP_ERROR_REFUSED if it is in another; otherwise it is then left alone
 *
 * Adds to @drafts what brings the PC with id @pc (0: none) into @state.
 */
gboolean ep_case_move_pc(EpDeed *deed, gint64 pc, const char *from, const char *state, gboolean strict,
                         GPtrArray *drafts, GError **error);
