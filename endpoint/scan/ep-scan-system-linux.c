#include "endpoint/scan/ep-scan-clamd.h"

EpScanner *
ep_scan_system_new(void)
{
    return ep_scan_clamd_new(NULL);
}
