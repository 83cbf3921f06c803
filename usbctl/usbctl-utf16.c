#include "usbctl/usbctl-utf16.h"

#include <string.h>

static gsize
usbctl_utf16_count_run(const char *text, const char *end, gboolean ascii)
{
    const char *at = text;

    while (at < end && ((guchar)*at < 0x80) == ascii)
        at++;
    return at - text;
}

static void
usbctl_utf16_widen(GByteArray *out, const char *text, gsize length)
{
    guint at = out->len;
    guint8 *to;

    g_byte_array_set_size(out, at + (guint)length * 2);
    to = out->data + at;
    for (gsize i = 0; i < length; i++) {
        to[i * 2] = (guint8)text[i];
        to[i * 2 + 1] = 0;
    }
}

static void
usbctl_utf16_convert(GByteArray *out, const char *text, gsize length)
{
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, (glong)length, NULL, &n, NULL);

    for (glong i = 0; i < n; i++)
        units[i] = GUINT16_TO_LE(units[i]);
    g_byte_array_append(out, (const guint8 *)units, (guint)n * sizeof *units);
}

/* Nearly all of a list is ASCII, and a list is long: g_utf8_to_utf16() goes over every character of it twice. */
void
usbctl_utf16_append(GByteArray *out, const char *text, gssize length)
{
    const char *end = text + (length >= 0 ? (gsize)length : strlen(text));

    while (text < end) {
        gsize n = usbctl_utf16_count_run(text, end, TRUE);

        usbctl_utf16_widen(out, text, n);
        text += n;
        n = usbctl_utf16_count_run(text, end, FALSE);
        if (n > 0)
            usbctl_utf16_convert(out, text, n);
        text += n;
    }
}

void
usbctl_utf16_append_whole(GByteArray *out, const char *text, gssize length)
{
    usbctl_utf16_append(out, text, length);
    g_byte_array_append(out, (const guint8 *)"\0", 2);
}
