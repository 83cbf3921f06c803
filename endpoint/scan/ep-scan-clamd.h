#pragma once

#include "endpoint/scan/ep-scan.h"

/*
 * ClamAV's daemon by its own protocol (clamd(8)): zVERSION and zINSTREAM, each on a connection of its own. The files
 * are sent to it, so it needs no right to read the medium, and may stand on another machine.
 */

/* @address: the path of its Unix socket, or host:port; NULL is MADOGUCHI_CLAMD in the environment, or else Debian's
 * socket. Nothing is connected yet. */
EpScanner *ep_scan_clamd_new(const char *address);

/* "ClamAV 1.4.6/27500/Thu Nov 19 08:05:12 2026", or the first part alone. FALSE if it is neither. */
gboolean ep_scan_clamd_parse_version(const char *text, EpScanEngine *engine);

/* "stream: OK", "stream: Name FOUND", "… ERROR". */
EpScanVerdict ep_scan_clamd_parse_reply(const char *text, char **what);
