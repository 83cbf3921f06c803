#pragma once

#include "endpoint/ledger/ep-verb.h"

/*
 * An inventoried table has a text field `hand`: the names of the fields last set by a person, separated by blanks.
 * Imports leave those alone unless asked.
 */

gboolean ep_hand_holds(EpRecord *record, const char *field);

/* A run function for the edit verb of such a table. */
gboolean ep_hand_edit(EpDeed *deed, GError **error);
