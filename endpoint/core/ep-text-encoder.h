#pragma once

#include <glib.h>

/*
 * UTF-8 to CP932 for the files that Japanese Windows programs want. Nothing is lost in silence: what CP932 does not
 * have is written as 〓 and reported. The signs for which Unicode has two characters and CP932 one (〜 and ～, − and
 * －, ‖ and ∥, — and ―, ¢£¬¥‾) are written as that one, whatever the iconv of the system does. One encoder may be used
 * by one thread at a time.
 */
typedef struct _EpTextEncoder EpTextEncoder;

typedef struct {
    gunichar character;
    gsize offset;      /* in bytes, in the text it came from */
    guint row, column; /* 0; for the caller to fill in */
} EpTextLost;

/* EP_ERROR_FAILED when the system's iconv does not know CP932. */
EpTextEncoder *ep_text_encoder_new(GError **error);
void ep_text_encoder_free(EpTextEncoder *encoder);

/* Appends @utf8 (valid UTF-8) to @out as CP932 and every lost character to @lost, an array of EpTextLost; returns how
 * many they were. */
guint ep_text_encoder_append(EpTextEncoder *encoder, GString *out, const char *utf8,
                             GArray *lost) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpTextEncoder, ep_text_encoder_free)
