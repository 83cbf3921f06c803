#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/*
 * Virus checks: what was scanned with which pattern, by a scanner of ours or typed in from another's screen. Never
 * edited; a second look is a second check. Whatever verb makes one asks for the same and runs the same.
 */
#define EP_VIRUS_CHECK_ASKS                                                                                            \
    "scanner! pattern pattern_date old_reason started at files found names result! action pc note"

/* How many media the check is of, each of which may get a permit; one that names a serial number is of that one. */
guint ep_virus_check_get_pieces(EpRecord *check);

/* The medium (out) that has the identity of what @check looked at, or its serial number alone if the check names no
 * product; 0 if there is none, or more than one. */
gboolean ep_virus_check_find_medium(EpReader *reader, EpRecord *check, gint64 *medium, GError **error);

/* A run function: the answers agree with each other, a pattern that is too old has been answered for, what was found
 * becomes an incident in the same act, and a clean check of what was treated is its re-check. */
gboolean ep_virus_check_run(EpDeed *deed, GError **error);
