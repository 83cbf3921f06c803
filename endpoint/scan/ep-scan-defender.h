#pragma once

#include "endpoint/scan/ep-scan.h"

/* Windows' own scanner by its console program, MpCmdRun: the newest platform's, else the one that came with Windows. It
 * looks at a folder at once, and changes nothing on the medium. */
EpScanner *ep_scan_defender_new(void);
