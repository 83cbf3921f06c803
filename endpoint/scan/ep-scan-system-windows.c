#include "endpoint/scan/ep-scan-clamd.h"
#include "endpoint/scan/ep-scan-defender.h"

/* A site that has a clamd names it. */
EpScanner *
ep_scan_system_new(void)
{
    return g_getenv("MADOGUCHI_CLAMD") != NULL ? ep_scan_clamd_new(NULL) : ep_scan_defender_new();
}
