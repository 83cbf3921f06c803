#include "endpoint/core/ep-text-encoder.h"

#include "endpoint/core/ep-error.h"

#include <glib/gi18n-lib.h>

#define BMP_SIZE 0x10000
#define LOST 0xFFFF
#define GETA 0x81AC /* 〓 */

struct _EpTextEncoder {
    GIConv converter;
    guint16 *codes; /* by code point of the BMP: 0 not asked for yet, one byte, two bytes, or LOST */
};

/* Where JIS X 0208 has one sign that Windows and others read as different characters, and where iconv would write ASCII
 * instead. */
static const struct {
    gunichar from, to;
} twins[] = {
    { 0x00A2, 0xFFE0 }, { 0x00A3, 0xFFE1 }, { 0x00A5, 0xFFE5 }, { 0x00AC, 0xFFE2 }, { 0x2014, 0x2015 },
    { 0x2016, 0x2225 }, { 0x203E, 0xFFE3 }, { 0x2212, 0xFF0D }, { 0x301C, 0xFF5E },
};

EpTextEncoder *
ep_text_encoder_new(GError **error)
{
    GIConv converter = g_iconv_open("CP932", "UTF-8");
    EpTextEncoder *self;

    if (converter == (GIConv)-1) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, _("this system cannot write CP932"));
        return NULL;
    }
    self = g_new0(EpTextEncoder, 1);
    self->converter = converter;
    self->codes = g_new0(guint16, BMP_SIZE);
    return self;
}

void
ep_text_encoder_free(EpTextEncoder *self)
{
    if (self == NULL)
        return;
    g_iconv_close(self->converter);
    g_free(self->codes);
    g_free(self);
}

static guint16
ep_text_encoder_ask(EpTextEncoder *self, gunichar c)
{
    char utf8[8], coded[8] = { 0 };
    char *in = utf8, *out = coded;
    gsize in_left, out_left = sizeof coded;

    for (guint i = 0; i < G_N_ELEMENTS(twins); i++)
        if (twins[i].from == c)
            c = twins[i].to;
    in_left = g_unichar_to_utf8(c, utf8);
    /* anything but 0 is an error or a replacement that is not the same character */
    if (g_iconv(self->converter, &in, &in_left, &out, &out_left) != 0) {
        g_iconv(self->converter, NULL, NULL, NULL, NULL);
        return LOST;
    }
    /* One byte is ASCII or half-width kana; some systems' tables put private characters on the bytes left over. */
    if (out == coded + 1 && (c < 0x80 || ((guchar)coded[0] >= 0xA1 && (guchar)coded[0] <= 0xDF)))
        return (guchar)coded[0];
    return out == coded + 2 ? (guchar)coded[0] << 8 | (guchar)coded[1] : LOST;
}

static guint16
ep_text_encoder_look_up(EpTextEncoder *self, gunichar c)
{
    if (c >= BMP_SIZE) /* CP932 has none of them */
        return LOST;
    if (self->codes[c] == 0)
        self->codes[c] = ep_text_encoder_ask(self, c);
    return self->codes[c];
}

guint
ep_text_encoder_append(EpTextEncoder *self, GString *out, const char *utf8, GArray *lost)
{
    guint n_lost = 0;

    for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        guint16 code = c < 0x80 ? c : ep_text_encoder_look_up(self, c);

        if (code == LOST) {
            EpTextLost entry = { .character = c, .offset = p - utf8 };

            g_array_append_val(lost, entry);
            n_lost++;
            code = GETA;
        }
        if (code > 0xFF)
            g_string_append_c(out, (char)(code >> 8));
        g_string_append_c(out, (char)(code & 0xFF));
    }
    return n_lost;
}
