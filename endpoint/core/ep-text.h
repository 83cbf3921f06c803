#pragma once

#include <glib.h>

/*
 * Bytes of a file whose encoding nobody knows, to UTF-8: a byte order mark decides; without one UTF-16 (told from its
 * zero bytes), strict UTF-8, then CP932 as Windows has it. In this order because UTF-8 often passes for CP932 and the
 * other way round hardly ever happens.
 */
typedef enum {
    EP_TEXT_UTF8,
    EP_TEXT_UTF16LE,
    EP_TEXT_UTF16BE,
    EP_TEXT_CP932,
} EpTextEncoding;

typedef enum {
    EP_TEXT_LINES_ONE, /* no line end at all */
    EP_TEXT_LINES_LF,
    EP_TEXT_LINES_CRLF,
    EP_TEXT_LINES_CR,
} EpTextLines;

typedef struct {
    EpTextEncoding encoding;
    gboolean mark;     /* a byte order mark stood in front; it is not part of the text */
    EpTextLines lines; /* how the first line ends; the text keeps its line ends */
    gsize length;      /* of the text in bytes */
} EpTextInfo;

/*
 * The text, to be freed: valid UTF-8, NUL-terminated and with no NUL in it. @info may be NULL. EP_ERROR_INVALID with
 * offset and line of the first byte that cannot be read, for a NUL, and for EUC-JP and JIS (ISO-2022-JP), which would
 * pass for another encoding.
 */
char *ep_text_decode(const char *bytes, gsize length, EpTextInfo *info, GError **error);

/* "UTF-8", "UTF-8 (BOM)", "CP932", "UTF-16LE (BOM)": for people. */
const char *ep_text_info_name(const EpTextInfo *info);
