/* Bytes of an encoding that nobody knows. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text-encoder.h"
#include "endpoint/core/ep-text.h"
#include "tests/fuzz/fuzz.h"

/* Text that went through CP932 whole stays as it is from then on. */
static void
check_encoder(const char *text)
{
    static EpTextEncoder *encoder;
    g_autoptr(GString) bytes = g_string_new(NULL), again = g_string_new(NULL);
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));
    g_autofree char *back = NULL;

    if (encoder == NULL)
        encoder = ep_text_encoder_new(NULL);
    g_assert_cmpuint(ep_text_encoder_append(encoder, bytes, text, lost), ==, lost->len);
    for (guint i = 0; i < lost->len; i++)
        g_assert_cmpuint(g_array_index(lost, EpTextLost, i).offset, <, strlen(text));
    back = g_convert(bytes->str, (gssize)bytes->len, "UTF-8", "CP932", NULL, NULL, NULL);
    g_assert_nonnull(back);
    g_assert_cmpuint(ep_text_encoder_append(encoder, again, back, lost), ==, 0);
    g_assert_true(g_string_equal(bytes, again));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    EpTextInfo info = { 0 };
    g_autoptr(GError) error = NULL;
    g_autofree char *text = ep_text_decode((const char *)data, size, &info, &error), *again = NULL;

    fuzz_check_error(text == NULL, error, EP_ERROR);
    if (text == NULL)
        return 0;
    g_assert_true(g_utf8_validate(text, (gssize)info.length, NULL));
    g_assert_cmpuint(strlen(text), ==, info.length);
    g_assert_nonnull(ep_text_info_name(&info));
    again = ep_text_decode(text, info.length, NULL, NULL);
    g_assert_true(again == NULL || g_utf8_validate(again, -1, NULL));
    check_encoder(text);
    return 0;
}
