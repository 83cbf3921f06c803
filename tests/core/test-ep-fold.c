#include "endpoint/core/ep-fold.h"

#include <string.h>

static void
assert_folds(const char *text, const char *expected)
{
    g_autofree char *folded = ep_fold(text);

    g_assert_cmpstr(folded, ==, expected);
}

static void
test_sentences(void)
{
    assert_folds(NULL, "");
    assert_folds("", "");
    assert_folds("PC-001", "pc001");
    assert_folds("ＰＣ００１", "pc001");
    assert_folds("ＰＣ－００１", "pc001");
    assert_folds("AA:BB:CC", "aabbcc");
    assert_folds("AA：BB：CC", "aabbcc");
    assert_folds("ｶﾞﾊﾞﾅﾝｽ", "がばなんす");
    assert_folds("ガバナンス", "がばなんす");
    assert_folds("カ\u3099ハ\u3099ナンス", "がばなんす");
    assert_folds("ﾊﾟｿｺﾝ", "ぱそこん");
    assert_folds("サーバー", "さば");
    assert_folds("ｻｰﾊﾞ", "さば");
    assert_folds("ﾞ", "\u3099");
    assert_folds("カﾞﾞ", "が\u3099");
    assert_folds("aﾞ", "a\u3099");
    assert_folds("ヷ", "わ\u3099");
    assert_folds("㈱テスト Ⅱ", "(株)てすと ii");
    assert_folds("e\u0301 É", "é é");
    assert_folds("葛\U000E0100城", "葛城");
    assert_folds("Straße", "strasse");
    assert_folds("한", "한");
    assert_folds("\u1112\u1161\u11AB", "한");
}

static void
test_blanks(void)
{
    g_autoptr(GString) out = g_string_new("x");

    assert_folds("  市民課 \t　窓口\n", "市民課 窓口");
    assert_folds("A - B", "a b");
    assert_folds("- a", "a");
    assert_folds("\u00A0a\u3000", "a");
    assert_folds("゛", "\u3099"); /* compatibility form: a blank and a mark */
    ep_fold_append(out, " A ");
    ep_fold_append(out, "ｶﾞ");
    g_assert_cmpstr(out->str, ==, "xaが");
}

static void
test_two_characters(void)
{
    g_autofree char *text = ep_fold("島根県松江市末次町");
    g_autofree char *term = ep_fold("松江");

    g_assert_nonnull(strstr(text, term));
}

static void
test_malformed(void)
{
    assert_folds("a\xFF"
                 "b",
                 "a\uFFFDb");
    assert_folds("\xE3\x81", "\uFFFD\uFFFD");
    assert_folds("か\xE3\x82", "か\uFFFD\uFFFD");
    assert_folds("\xED\xA0\x80", "\uFFFD");
    assert_folds("\xF4\x90\x80\x80", "\uFFFD");
    assert_folds("\xC0\x80", "\uFFFD\uFFFD");
}

/* What the header promises, written with GLib alone and a list of its own. */
static gboolean
is_left_out(gunichar c)
{
    static const char *const ranges = "--::\u00AD\u00AD\u02D7\u02D7\u061C\u061C\u0640\u0640\u180E\u180E\u200B\u200F"
                                      "\u2010\u2015\u202A\u202E\u2060\u2064\u2212\u2212\u2236\u2236\u2500\u2501"
                                      "\u30A0\u30A0\u30FC\u30FC\uFE00\uFE0F\uFEFF\uFEFF\U000E0100\U000E01EF";

    for (const char *p = ranges; *p != '\0'; p = g_utf8_next_char(g_utf8_next_char(p)))
        if (c >= g_utf8_get_char(p) && c <= g_utf8_get_char(g_utf8_next_char(p)))
            return TRUE;
    return FALSE;
}

static char *
fold_by_glib(const char *text)
{
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_autofree char *lower = g_utf8_casefold(normal, -1);
    g_autofree char *again = g_utf8_normalize(lower, -1, G_NORMALIZE_NFKC);
    GString *out = g_string_new(NULL);
    gboolean due = FALSE;

    for (const char *p = again; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (is_left_out(c))
            continue;
        if (g_unichar_isspace(c) || c == '\v') {
            due = out->len > 0;
            continue;
        }
        if (due)
            g_string_append_c(out, ' ');
        due = FALSE;
        if (c >= 0x30F7 && c <= 0x30FA) {
            g_string_append(out, c == 0x30F7 ? "わ゙" : c == 0x30F8 ? "ゐ゙" : c == 0x30F9 ? "ゑ゙" : "を゙");
            continue;
        }
        g_string_append_unichar(out, (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE ? c - 96 : c);
    }
    return g_string_free(out, FALSE);
}

static void
compare_all(const char *before, const char *after, gunichar last)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) folded = g_string_new(NULL);

    for (gunichar c = 1; c <= last; c++) {
        g_autofree char *expected = NULL;

        if (!g_unichar_validate(c))
            continue;
        g_string_assign(text, before);
        g_string_append_unichar(text, c);
        g_string_append(text, after);
        expected = fold_by_glib(text->str);
        g_string_truncate(folded, 0);
        ep_fold_append(folded, text->str);
        if (!g_str_equal(folded->str, expected))
            g_error("U+%04X between “%s” and “%s”: “%s”, GLib says “%s”", c, before, after, folded->str, expected);
    }
}

static void
test_every_character(void)
{
    compare_all("", "", 0x10FFFF);
}

static void
test_every_character_among_others(void)
{
    compare_all("ｶ", "ﾞx", 0x1FFFF);
    compare_all("a", "\u0301", 0xFFFF);
    compare_all("x \u1112", "\u11AB", 0xFFFF);
}

static gpointer
fold_in_thread(gpointer data)
{
    for (int i = 0; i < 50; i++) {
        g_autoptr(GString) folded = g_string_new(NULL);

        for (gunichar c = 0x20; c < 0x3400; c += 7) {
            char text[8] = { 0 };

            g_unichar_to_utf8(c, text);
            ep_fold_append(folded, text);
        }
        g_assert_cmpuint(g_str_hash(folded->str), ==, GPOINTER_TO_UINT(data));
    }
    return NULL;
}

static void
test_threads(void)
{
    g_autoptr(GString) expected = g_string_new(NULL);
    GThread *threads[4];

    for (gunichar c = 0x20; c < 0x3400; c += 7) {
        char text[8] = { 0 };
        g_autofree char *folded = NULL;

        g_unichar_to_utf8(c, text);
        folded = fold_by_glib(text);
        g_string_append(expected, folded);
    }
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("fold", fold_in_thread, GUINT_TO_POINTER(g_str_hash(expected->str)));
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
}

static void
test_speed(void)
{
    static const char *const values[] = { "PC-R8-00123",
                                          "CT-SOMU-0412",
                                          "庁内LAN インターネット接続系",
                                          "富士通",
                                          "LIFEBOOK U9312/K",
                                          "10.32.114.201",
                                          "総務部情報政策課",
                                          "",
                                          "3C:18:A0:5B:77:1E",
                                          "2026-11-20",
                                          "ﾃｽﾄ ﾀﾛｳ" };
    g_autoptr(GString) out = g_string_sized_new(1 << 22);
    double best = 1e9;

    for (int round = 0; round < 3; round++) {
        gint64 start = g_get_monotonic_time();

        g_string_truncate(out, 0);
        for (int i = 0; i < 8100 * 25; i++)
            ep_fold_append(out, values[i % G_N_ELEMENTS(values)]);
        best = MIN(best, (g_get_monotonic_time() - start) / 1000.0);
    }
    g_test_minimized_result(best, "folding 8,100 × 25 values: %.1f ms", best);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fold/threads", test_threads);
    g_test_add_func("/fold/sentences", test_sentences);
    g_test_add_func("/fold/blanks", test_blanks);
    g_test_add_func("/fold/two-characters", test_two_characters);
    g_test_add_func("/fold/malformed", test_malformed);
    g_test_add_func("/fold/every-character", test_every_character);
    g_test_add_func("/fold/every-character-among-others", test_every_character_among_others);
    g_test_add_func("/fold/speed", test_speed);
    return g_test_run();
}
