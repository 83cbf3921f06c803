/* A change's fields, as the journal keeps them and as somebody may have left them. */
#include <string.h>

#include "endpoint/store/ep-journal.h"
#include "tests/fuzz/fuzz.h"

static gboolean
append(const char *name, const char *from, const char *to, gpointer out)
{
    ep_journal_append_field(out, name, from, to);
    return TRUE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_text(data, size);
    g_autoptr(GString) written = g_string_new(NULL), twice = g_string_new(NULL);

    if (!ep_journal_foreach_field(text, append, written))
        return 0;
    g_assert_true(ep_journal_foreach_field(written->str, append, twice));
    g_assert_cmpstr(written->str, ==, twice->str);
    return 0;
}
