#pragma once

#include "endpoint/scan/ep-scan.h"

/* A file as it was when it was checked. */
typedef struct {
    char *path; /* below the folder */
    guint64 size;
    char *sha256;
} EpScanSeal;

/**
 * ep_scan_run_sealed:
 * @seals: (out): EpScanSeal of every file, in the order of names
 *
 * ep_scan_run(), and the digest of what was scanned: taken before and after, so that it is what the scanner saw. As
 * that returns; EP_ERROR_CONFLICT if a file changed, came or went meanwhile, EP_ERROR_FAILED if one cannot be read.
 */
EpScanResult *ep_scan_run_sealed(EpScanner *scanner, const char *path, EpScanFileFunc func, gpointer user_data,
                                 EpProgress *progress, GPtrArray **seals, GError **error);

/* Adds a line of @table (fields name, size, sha256) for each to @answers. */
void ep_scan_seals_to_draft(GPtrArray *seals, const EpTable *table, EpDraft *answers);
