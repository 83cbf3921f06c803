#pragma once

#include "endpoint/ledger/ep-ledger.h"
#include "usbctl/usbctl-policy.h"

/*
 * The permits of a network, as of a date, as what enforces them reads it. A permit is an interval: it is in force on a
 * day from its first to its last, and not from the day on which it ended. Deterministic: the same ledger and date give
 * the same bytes.
 */

/* What a list does not say of a permit. Everything that is in force and not in the file is among these. */
typedef struct {
    gint64 permit;
    char *number;
    char *name;        /* the device */
    const char *code;  /* see ep_identity_get_text() */
    gboolean left_out; /* FALSE: it is in the list, but more widely than the permit says */
} EpUnexpressed;

/**
 * ep_allowlist_policy:
 * @target: a record of target
 * @date: YYYY-MM-DD
 * @unexpressed: (out) (optional): EpUnexpressed
 *
 * A rule for each permit that is in force on @date, called by its number; what only usbctl can tell of the target's
 * format is in @unexpressed, too.
 */
UsbctlPolicy *ep_allowlist_policy(EpReader *reader, EpRecord *target, const char *date, GPtrArray **unexpressed,
                                  GError **error);

/* A file of an export. */
typedef struct {
    char *name; /* with / where it belongs into a folder below */
    char *sha256;
    GBytes *bytes;
} EpAllowlistFile;

void ep_allowlist_file_free(gpointer file);

/* The target's list, and policy.json, which `usbctl explain` takes. Nothing is written. */
GPtrArray *ep_allowlist_render(EpRecord *target, const UsbctlPolicy *policy, const char *date, GError **error);

/**
 * ep_allowlist_export:
 * @dir: made if it is missing
 * @files: (out) (optional): EpAllowlistFile
 *
 * The verb target.export: writes the files into @dir, and keeps them with their SHA-256. An export of today registers
 * what waits and is in the list, and takes off what is in it no longer; one of another day changes nothing. Returns the
 * export's id, or 0.
 */
gint64 ep_allowlist_export(EpLedger *ledger, EpRecord *target, const char *date, const char *dir, const EpHow *how,
                           GPtrArray **files, GError **error);

/* The verb's run function. */
gboolean ep_allowlist_run_export(EpDeed *deed, GError **error);
