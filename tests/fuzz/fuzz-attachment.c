/* Files that are to be attached, told by their bytes; and the kept list of an export. */
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-attachment.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    const char *kind = ep_attachment_recognise(bytes, &error);
    g_autoptr(GPtrArray) rows = NULL, again = NULL;
    g_autoptr(GBytes) written = NULL;

    fuzz_check_error(kind == NULL, error, EP_ERROR);
    g_clear_error(&error);
    rows = ep_allowlist_row_parse(bytes, &error);
    fuzz_check_error(rows == NULL, error, EP_ERROR);
    if (rows == NULL)
        return 0;
    written = ep_allowlist_row_format(rows);
    again = ep_allowlist_row_parse(written, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->len, <=, rows->len); /* a row that says nothing is none */
    return 0;
}
