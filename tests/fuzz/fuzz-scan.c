/* What virus scanners answer: clamd's lines, and what PowerShell and MpCmdRun print. */
#include <string.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/scan/ep-scan-clamd.h"
#include "endpoint/scan/ep-scan-defender-text.h"
#include "tests/fuzz/fuzz.h"

static void
check_engine(const EpScanEngine *engine)
{
    EpDate date;

    g_assert_true(engine->scanner != NULL && engine->pattern != NULL && engine->pattern_date != NULL);
    g_assert_true(*engine->pattern_date == '\0' || ep_date_parse(engine->pattern_date, &date, NULL));
    g_free(engine->scanner);
    g_free(engine->pattern);
    g_free(engine->pattern_date);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_text(data, size), *what = NULL, *line = NULL;
    EpScanEngine clamd = { 0 }, defender = { 0 };
    g_autoptr(GPtrArray) threats = NULL;

    if (ep_scan_clamd_parse_version(text, &clamd))
        check_engine(&clamd);
    g_assert_true((ep_scan_clamd_parse_reply(text, &what) == EP_SCAN_CLEAN) == (what == NULL));
    ep_scan_defender_parse_status(text, &defender);
    check_engine(&defender);
    threats = ep_scan_defender_parse_report(text);
    for (guint i = 0; i < threats->len; i++) {
        const EpScanFile *file = g_ptr_array_index(threats, i);

        g_assert_true(file->path != NULL && file->what != NULL && *file->what != '\0');
        g_assert_cmpint(file->verdict, ==, EP_SCAN_FOUND);
    }
    line = ep_scan_defender_shorten(text);
    g_assert_null(strchr(line, '\n'));
    return 0;
}
