#include "endpoint/core/ep-text.h"

#include "endpoint/core/ep-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
    const char *bytes;
    gsize length;
    gsize skipped; /* marks in front, so that offsets are the file's */
    guint width;   /* bytes of a code unit */
} EpTextInput;

/* The line in which the code unit at @offset stands; a zero byte beside it does not make another of CR and LF. */
static guint
ep_text_line_at(const EpTextInput *input, gsize offset)
{
    guint line = 1;
    char last = 0;

    for (gsize i = 0; i < offset; i++) {
        char c = input->bytes[i];

        if (input->width == 2 && c == '\0')
            continue;
        if (c == '\r' || (c == '\n' && last != '\r'))
            line++;
        last = c;
    }
    return line;
}

static char *
ep_text_refuse(const EpTextInput *input, gsize offset, const char *reason, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("byte %zu, line %u: %s"), input->skipped + offset,
                ep_text_line_at(input, offset), reason);
    return NULL;
}

static char *
ep_text_from_utf8(const EpTextInput *input, GError **error)
{
    const char *end;

    if (g_utf8_validate_len(input->bytes, input->length, &end))
        return g_strndup(input->bytes, input->length);
    if (*end == '\0')
        return ep_text_refuse(input, end - input->bytes, _("a NUL character: this is not a text file"), error);
    return ep_text_refuse(input, end - input->bytes, _("not UTF-8, which the file claims to be"), error);
}

static char *
ep_text_from_utf16(const EpTextInput *input, gboolean big, GError **error)
{
    gsize n = input->length / 2;
    g_autofree gunichar2 *units = g_new(gunichar2, n + 1);
    glong n_read = 0;
    char *text;

    for (gsize i = 0; i < n; i++) {
        guchar first = input->bytes[2 * i], second = input->bytes[2 * i + 1];

        units[i] = big ? first << 8 | second : second << 8 | first;
    }
    units[n] = 0;
    text = g_utf16_to_utf8(units, n, &n_read, NULL, NULL);
    if (text != NULL && (gsize)n_read == n && input->length % 2 == 0)
        return text;
    if (text == NULL)
        return ep_text_refuse(input, n_read * 2, _("half a character of UTF-16"), error);
    g_free(text);
    if ((gsize)n_read < n)
        return ep_text_refuse(input, n_read * 2, _("a NUL character: this is not a text file"), error);
    return ep_text_refuse(input, input->length - 1, _("UTF-16 ends in the middle of a character"), error);
}

/*
 * UTF-16 without a mark: every ASCII character brings a zero byte, and all of them on one side. Japanese alone has
 * none, but no table is without separators and line ends.
 */
static gboolean
ep_text_guess_utf16(const EpTextInput *input, gboolean *big)
{
    gsize zeros[2] = { 0, 0 };

    for (gsize i = 0; i < input->length; i++)
        zeros[i % 2] += input->bytes[i] == '\0' ? 1 : 0;
    *big = zeros[0] > 0;
    return input->length % 2 == 0 && (zeros[0] == 0) != (zeros[1] == 0);
}

/* Passes for ASCII. */
static gboolean
ep_text_is_jis(const EpTextInput *input)
{
    return g_strstr_len(input->bytes, input->length, "\x1B$B") != NULL ||
           g_strstr_len(input->bytes, input->length, "\x1B$@") != NULL;
}

/* Passes for half-width kana of CP932. Kana of EUC-JP begin with A4 and A5, which in CP932 are two rare signs. */
static gboolean
ep_text_is_euc(const EpTextInput *input)
{
    const guchar *p = (const guchar *)input->bytes, *end = p + input->length;
    gsize pairs = 0, kana = 0;

    while (p < end) {
        if (*p < 0x80) {
            p++;
            continue;
        }
        if (end - p < 2 || p[1] < 0xA1 || (p[0] < 0xA1 && p[0] != 0x8E && p[0] != 0x8F))
            return FALSE;
        pairs++;
        kana += p[0] == 0xA4 || p[0] == 0xA5 ? 1 : 0;
        p += 2;
    }
    return pairs > 0 && kana * 8 >= pairs;
}

static char *
ep_text_refuse_foreign(const char *name, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("this looks like %s: save the file as UTF-8"), name);
    return NULL;
}

static char *
ep_text_from_cp932(const EpTextInput *input, const char *not_utf8, GError **error)
{
    gsize n_read = 0, n_written, furthest = not_utf8 - input->bytes;
    char *text = g_convert(input->bytes, input->length, "UTF-8", "CP932", &n_read, &n_written, NULL);

    if (text != NULL)
        return text;
    return ep_text_refuse(input, MIN(MAX(furthest, n_read), input->length - 1),
                          _("neither UTF-8 nor CP932 (Shift_JIS): save the file as UTF-8"), error);
}

static char *
ep_text_guess(const EpTextInput *input, EpTextInfo *info, GError **error)
{
    const char *end;
    gboolean big;

    if (memchr(input->bytes, '\0', input->length) != NULL) {
        EpTextInput wide = { input->bytes, input->length, 0, 2 };

        if (!ep_text_guess_utf16(input, &big))
            return ep_text_from_utf8(input, error); /* which names the first NUL, or what comes before it */
        info->encoding = big ? EP_TEXT_UTF16BE : EP_TEXT_UTF16LE;
        return ep_text_from_utf16(&wide, big, error);
    }
    if (ep_text_is_jis(input))
        return ep_text_refuse_foreign("JIS (ISO-2022-JP)", error);
    if (g_utf8_validate_len(input->bytes, input->length, &end))
        return g_strndup(input->bytes, input->length);
    if (ep_text_is_euc(input))
        return ep_text_refuse_foreign("EUC-JP", error);
    info->encoding = EP_TEXT_CP932;
    return ep_text_from_cp932(input, end, error);
}

/* Skips a mark, and a second one that some exports have. */
static gboolean
ep_text_skip_mark(EpTextInput *input, const char *mark, guint length, guint width)
{
    gboolean found = FALSE;

    while (input->length >= length && memcmp(input->bytes, mark, length) == 0) {
        input->bytes += length;
        input->length -= length;
        input->skipped += length;
        input->width = width;
        found = TRUE;
    }
    return found;
}

static EpTextLines
ep_text_lines(const char *text)
{
    const char *end = strpbrk(text, "\r\n");

    if (end == NULL)
        return EP_TEXT_LINES_ONE;
    if (*end == '\n')
        return EP_TEXT_LINES_LF;
    return end[1] == '\n' ? EP_TEXT_LINES_CRLF : EP_TEXT_LINES_CR;
}

char *
ep_text_decode(const char *bytes, gsize length, EpTextInfo *info, GError **error)
{
    EpTextInput input = { bytes, length, 0, 1 };
    EpTextInfo found = { EP_TEXT_UTF8, TRUE, EP_TEXT_LINES_ONE, 0 };
    char *text;

    if (length == 0) {
        found.mark = FALSE;
        text = g_strdup("");
    } else if (ep_text_skip_mark(&input, "\xEF\xBB\xBF", 3, 1)) {
        text = ep_text_from_utf8(&input, error);
    } else if (ep_text_skip_mark(&input, "\xFF\xFE", 2, 2)) {
        found.encoding = EP_TEXT_UTF16LE;
        text = ep_text_from_utf16(&input, FALSE, error);
    } else if (ep_text_skip_mark(&input, "\xFE\xFF", 2, 2)) {
        found.encoding = EP_TEXT_UTF16BE;
        text = ep_text_from_utf16(&input, TRUE, error);
    } else {
        found.mark = FALSE;
        text = ep_text_guess(&input, &found, error);
    }
    if (text == NULL)
        return NULL;
    found.length = strlen(text);
    found.lines = ep_text_lines(text);
    if (info != NULL)
        *info = found;
    return text;
}

const char *
ep_text_info_name(const EpTextInfo *info)
{
    static const char *const names[][2] = {
        { "UTF-8", "UTF-8 (BOM)" },
        { "UTF-16LE", "UTF-16LE (BOM)" },
        { "UTF-16BE", "UTF-16BE (BOM)" },
        { "CP932", "CP932" },
    };

    return names[info->encoding][info->mark ? 1 : 0];
}
