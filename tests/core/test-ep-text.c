#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text-encoder.h"
#include "endpoint/core/ep-text.h"

#include <string.h>

#define SAMPLE "資産番号,表,ソ\r\nPC-1,髙﨑①㈱,～\r\n"

static void
assert_decodes(const char *bytes, gsize length, const char *expected, const char *name, EpTextLines lines)
{
    g_autoptr(GError) error = NULL;
    EpTextInfo info;
    g_autofree char *text = ep_text_decode(bytes, length, &info, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(info.length, ==, strlen(expected));
    g_assert_cmpstr(ep_text_info_name(&info), ==, name);
    g_assert_cmpint(info.lines, ==, lines);
}

static void
assert_converted(const char *prefix, gsize prefix_length, const char *encoding, const char *name)
{
    gsize length;
    g_autofree char *coded = g_convert(SAMPLE, -1, encoding, "UTF-8", NULL, &length, NULL);
    g_autoptr(GString) bytes = g_string_new_len(prefix, prefix_length);

    g_assert_nonnull(coded);
    g_string_append_len(bytes, coded, length);
    assert_decodes(bytes->str, bytes->len, SAMPLE, name, EP_TEXT_LINES_CRLF);
}

static void
test_encodings(void)
{
    assert_converted("", 0, "UTF-8", "UTF-8");
    assert_converted("\xEF\xBB\xBF", 3, "UTF-8", "UTF-8 (BOM)");
    assert_converted("\xEF\xBB\xBF\xEF\xBB\xBF", 6, "UTF-8", "UTF-8 (BOM)");
    assert_converted("", 0, "CP932", "CP932");
    assert_converted("\xFF\xFE", 2, "UTF-16LE", "UTF-16LE (BOM)");
    assert_converted("\xFF\xFE\xFF\xFE", 4, "UTF-16LE", "UTF-16LE (BOM)");
    assert_converted("\xFE\xFF", 2, "UTF-16BE", "UTF-16BE (BOM)");
    assert_converted("", 0, "UTF-16LE", "UTF-16LE");
    assert_converted("", 0, "UTF-16BE", "UTF-16BE");
    assert_decodes("", 0, "", "UTF-8", EP_TEXT_LINES_ONE);
    assert_decodes("\xEF\xBB\xBF", 3, "", "UTF-8 (BOM)", EP_TEXT_LINES_ONE);
    assert_decodes("\xFF\xFE", 2, "", "UTF-16LE (BOM)", EP_TEXT_LINES_ONE);
    assert_decodes("a\rb\r", 4, "a\rb\r", "UTF-8", EP_TEXT_LINES_CR);
    assert_decodes("a\nb", 3, "a\nb", "UTF-8", EP_TEXT_LINES_LF);
    assert_decodes("caf\xC3\xA9", 5, "café", "UTF-8", EP_TEXT_LINES_ONE);
    assert_decodes("\xB6\xC5,\xCA\xDF\xBF\xBA\xDD", 8, "ｶﾅ,ﾊﾟｿｺﾝ", "CP932", EP_TEXT_LINES_ONE);
    assert_decodes("=\xD8\x3D\xDE!\x00", 6, "😽!", "UTF-16LE", EP_TEXT_LINES_ONE);
}

static void
assert_refused(const char *bytes, gsize length, const char *start)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = ep_text_decode(bytes, length, NULL, &error);

    g_assert_null(text);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    if (!g_str_has_prefix(error->message, start))
        g_error("“%s” should begin with “%s”", error->message, start);
}

static void
test_refused(void)
{
    assert_refused("a\nb\0c", 5, "byte 3, line 2: a NUL");
    assert_refused("\xEF\xBB\xBF"
                   "a\nb\0c",
                   8, "byte 6, line 2: a NUL");
    assert_refused("\xEF\xBB\xBF"
                   "a\r\n\x83\x5C",
                   8, "byte 6, line 2: not UTF-8");
    assert_refused("a\r\nb\r\xFF\xFF", 7, "byte 5, line 3: neither");
    assert_refused("\x82\xA0\n\x81\x01", 5, "byte 3, line 2: neither");
    assert_refused("\xFF\xFE"
                   "a\0\n\0\x00\xDC"
                   "b\0",
                   10, "byte 6, line 2: half");
    assert_refused("\xFF\xFE"
                   "a\0\0\0b\0",
                   8, "byte 4, line 1: a NUL");
    assert_refused("\xFF\xFE"
                   "a\0b",
                   5, "byte 4, line 1: UTF-16 ends");
    assert_refused("\xFF\xFE\0\0a\0\0\0", 8, "byte 2, line 1: a NUL"); /* UTF-32 */
    assert_refused("PNG\0\0\x01\x02\x03", 8, "byte 3");
    assert_refused("\xA4\xB3\xA4\xCE\xA5\xC6", 6, "this looks like EUC-JP");
    assert_refused("\x1B$B$3$N\x1B(B", 10, "this looks like JIS");
}

static void
test_encoder(void)
{
    g_autoptr(EpTextEncoder) encoder = ep_text_encoder_new(NULL);
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *back = NULL;

    g_assert_cmpuint(ep_text_encoder_append(encoder, out, "髙﨑 表ソ予①㈱ ｶﾅ \\~", lost), ==, 0);
    g_assert_cmpuint(ep_text_encoder_append(encoder, out, "〜−‖—¢£¬¥‾", lost), ==, 0);
    g_assert_cmpuint(ep_text_encoder_append(encoder, out, "𠮷野é", lost), ==, 2);
    back = g_convert(out->str, out->len, "UTF-8", "CP932", NULL, NULL, NULL);
    g_assert_cmpstr(back, ==, "髙﨑 表ソ予①㈱ ｶﾅ \\~～－∥―￠￡￢￥￣〓野〓");
    g_assert_cmpuint(g_array_index(lost, EpTextLost, 0).character, ==, 0x20BB7);
    g_assert_cmpuint(g_array_index(lost, EpTextLost, 0).offset, ==, 0);
    g_assert_cmpuint(g_array_index(lost, EpTextLost, 1).character, ==, 0xE9);
    g_assert_cmpuint(g_array_index(lost, EpTextLost, 1).offset, ==, 7);
}

/* Whatever is not reported as lost comes back, or is one of the nine twins. */
static void
test_encoder_every_character(void)
{
    static const char twins[] = "¢£¬—‖−〜¥‾";
    g_autoptr(EpTextEncoder) encoder = ep_text_encoder_new(NULL);
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));
    g_autoptr(GString) out = g_string_new(NULL);
    guint n_kept = 0;

    for (gunichar c = 1; c <= 0x10FFFF; c++) {
        char utf8[8] = { 0 };
        g_autofree char *back = NULL;

        if (!g_unichar_validate(c))
            continue;
        g_unichar_to_utf8(c, utf8);
        g_string_truncate(out, 0);
        if (ep_text_encoder_append(encoder, out, utf8, lost) > 0)
            continue;
        n_kept++;
        back = g_convert(out->str, out->len, "UTF-8", "CP932", NULL, NULL, NULL);
        if (g_strcmp0(back, utf8) != 0 && strstr(twins, utf8) == NULL)
            g_error("U+%04X comes back as “%s”", c, back);
    }
    g_assert_cmpuint(n_kept, >, 7000);
    g_assert_cmpuint(n_kept + lost->len, ==, 0x10FFFF - 0x800);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/encodings", test_encodings);
    g_test_add_func("/text/refused", test_refused);
    g_test_add_func("/text/encoder", test_encoder);
    g_test_add_func("/text/encoder/every-character", test_encoder_every_character);
    return g_test_run();
}
