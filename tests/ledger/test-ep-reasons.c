#include "endpoint/ledger/ep-reasons.h"

#include <string.h>

static const char *
find_text(const char *code)
{
    return strcmp(code, "scope") == 0 ? "Wider than permitted." : strcmp(code, "bound") == 0 ? "Set by hand." : NULL;
}

static void
assert_said(const char *lines, const char *expected)
{
    g_autofree char *said = ep_reasons_describe(lines, find_text);

    g_assert_cmpstr(said, ==, expected);
}

static void
test_plain(void)
{
    assert_said("", "");
    assert_said("scope", "Wider than permitted.");
    assert_said("scope LAN\nbound", "Wider than permitted. (LAN)\nSet by hand.");
    assert_said("scope 2026-11-20", "Wider than permitted. (2026/11/20)");
    assert_said("What a console said", "What a console said");
    assert_said("scopes LAN\nscope ", "scopes LAN\nWider than permitted.");
}

static void
test_grouped(void)
{
    g_autoptr(GString) lines = g_string_new("scope A-1\nbound B-1\nscope A-2");

    assert_said(lines->str, "Wider than permitted. (A-1, A-2)\nSet by hand. (B-1)");
    for (int i = 3; i <= 1012; i++)
        g_string_append_printf(lines, "\nscope A-%d", i);
    assert_said(lines->str, "Wider than permitted. (A-1, A-2, A-3, A-4, A-5 and 1,007 more)\nSet by hand. (B-1)");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reasons/plain", test_plain);
    g_test_add_func("/reasons/grouped", test_grouped);
    return g_test_run();
}
