/* Workbooks that sections send back: the parts of a ZIP, and what the first sheet holds. */
#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-workbook.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = ep_workbook_read(bytes, &error);

    fuzz_check_error(text == NULL, error, EP_ERROR);
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
    return 0;
}
