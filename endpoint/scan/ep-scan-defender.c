#include "endpoint/scan/ep-scan-defender.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/scan/ep-scan-defender-text.h"
#include "endpoint/scan/ep-scan-process-windows.h"

#define PROGRAM "MpCmdRun.exe"
#define PLATFORM "Microsoft", "Windows Defender", "Platform"
#define POWERSHELL "System32", "WindowsPowerShell", "v1.0", "powershell.exe"

/* Get-MpComputerStatus is documented, what lies in the registry is not. The invariant culture, because a Japanese
 * one may count years in eras. */
static const char status_script[] =
    "$s = Get-MpComputerStatus; $c = [Globalization.CultureInfo]::InvariantCulture; "
    "'AMProductVersion=' + $s.AMProductVersion; 'AMEngineVersion=' + $s.AMEngineVersion; "
    "'AntivirusSignatureVersion=' + $s.AntivirusSignatureVersion; "
    "'AntivirusSignatureLastUpdated=' + $s.AntivirusSignatureLastUpdated.ToString('yyyy-MM-dd', $c)";

/* Its answers (Microsoft, mpcmdrun): 0 nothing found, or mended; 2 found and not mended, or anything else went wrong.
 */
#define STATUS_CLEAN 0
#define STATUS_LOOK 2

typedef struct {
    EpScanner parent;
    char *program; /* NULL when there is none */
} EpScanDefender;

/* --- where it is --- */

static char *
ep_scan_defender_find_platform(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autofree char *newest = NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *program = g_build_filename(folder, name, PROGRAM, NULL);

        if (!g_file_test(program, G_FILE_TEST_EXISTS) || (newest != NULL && ep_natural_compare(name, newest) <= 0))
            continue;
        g_free(newest);
        newest = g_strdup(name);
    }
    return newest != NULL ? g_build_filename(folder, newest, PROGRAM, NULL) : NULL;
}

static char *
ep_scan_defender_find(void)
{
    const char *data = g_getenv("ProgramData"), *programs = g_getenv("ProgramFiles");
    g_autofree char *folder = data != NULL ? g_build_filename(data, PLATFORM, NULL) : NULL;
    g_autofree char *newest = folder != NULL ? ep_scan_defender_find_platform(folder) : NULL;
    g_autofree char *shipped = programs != NULL ? g_build_filename(programs, "Windows Defender", PROGRAM, NULL) : NULL;

    if (newest != NULL)
        return g_steal_pointer(&newest);
    return shipped != NULL && g_file_test(shipped, G_FILE_TEST_EXISTS) ? g_steal_pointer(&shipped) : NULL;
}

/* --- asking it --- */

/* Where PowerShell is forbidden or silent, all of it is unknown. */
static gboolean
ep_scan_defender_describe(EpScanner *scanner, EpScanEngine *engine, GError **error)
{
    EpScanDefender *self = (EpScanDefender *)scanner;
    const char *root = g_getenv("SystemRoot");
    g_autofree char *powershell = g_build_filename(root != NULL ? root : "C:\\Windows", POWERSHELL, NULL);
    const char *const arguments[] = { "-NoProfile", "-NonInteractive", "-Command", status_script, NULL };
    g_autofree char *output = NULL;
    guint32 status;

    if (self->program == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, _("Microsoft Defender is not on this PC"));
        return FALSE;
    }
    if (!ep_scan_process_run(powershell, arguments, &output, &status, NULL, NULL))
        output = NULL;
    ep_scan_defender_parse_status(output != NULL ? output : "", engine);
    return TRUE;
}

static gboolean
ep_scan_defender_scan_folder(EpScanner *scanner, const char *path, GPtrArray **found, char **doubt,
                             EpProgress *progress, GError **error)
{
    EpScanDefender *self = (EpScanDefender *)scanner;
    const char *const arguments[] = { "-Scan", "-ScanType", "3", "-File", path, "-DisableRemediation", NULL };
    g_autofree char *output = NULL, *said = NULL;
    guint32 status = 0;

    if (!ep_progress_set(progress, _("Microsoft Defender looks at all of it"), 0.0, error) ||
        !ep_scan_process_run(self->program, arguments, &output, &status, progress, error))
        return FALSE;
    said = ep_scan_defender_shorten(output != NULL ? output : "");
    if (status != STATUS_CLEAN && status != STATUS_LOOK) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("Microsoft Defender ended with status %u: %s"), status, said);
        return FALSE;
    }
    *found = ep_scan_defender_parse_report(output != NULL ? output : "");
    if (status == STATUS_LOOK && (*found)->len == 0)
        *doubt = g_steal_pointer(&said);
    return TRUE;
}

static void
ep_scan_defender_free(EpScanner *scanner)
{
    EpScanDefender *self = (EpScanDefender *)scanner;

    g_free(self->program);
    g_free(self);
}

static const EpScannerClass class = { .describe = ep_scan_defender_describe,
                                      .scan_folder = ep_scan_defender_scan_folder,
                                      .free = ep_scan_defender_free };

EpScanner *
ep_scan_defender_new(void)
{
    EpScanDefender *self = g_new0(EpScanDefender, 1);

    self->parent.class = &class;
    self->program = ep_scan_defender_find();
    return &self->parent;
}
