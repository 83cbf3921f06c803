#pragma once

#include "endpoint/scan/ep-scan.h"

/* What Get-MpComputerStatus says, a line "name=value" each; what it does not say is "". */
void ep_scan_defender_parse_status(const char *text, EpScanEngine *engine);

/*
 * The threats in what MpCmdRun printed (EpScanFile with whole paths, transfer full). The words before the colons are
 * in the language of Windows, so a threat is told by its form ("Virus:DOS/EICAR_Test_File") and its places by the kind
 * of resource ("file", "containerfile"), which is not translated.
 */
GPtrArray *ep_scan_defender_parse_report(const char *text);

/* What it said, in one line, for a person. */
char *ep_scan_defender_shorten(const char *text);
