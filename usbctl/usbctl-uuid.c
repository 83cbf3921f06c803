#include "usbctl/usbctl-uuid.h"

#include <string.h>

#define SIZE 16

/* Drawn once by chance. */
static const guchar name_space[SIZE] = { 0x6f, 0x1d, 0x0a, 0x58, 0x2b, 0x7c, 0x4e, 0x93,
                                         0xa4, 0x31, 0xd5, 0x60, 0x9e, 0x17, 0xc2, 0x8b };

char *
usbctl_uuid_new(const char *name)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA1);
    GString *text = g_string_new("{");
    guint8 digest[20];
    gsize size = sizeof digest;

    g_checksum_update(checksum, name_space, SIZE);
    g_checksum_update(checksum, (const guchar *)name, (gssize)strlen(name));
    g_checksum_get_digest(checksum, digest, &size);
    digest[6] = 0x50 | (digest[6] & 0x0f);
    digest[8] = 0x80 | (digest[8] & 0x3f);
    for (int i = 0; i < SIZE; i++)
        g_string_append_printf(text, "%s%02X", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", digest[i]);
    g_string_append_c(text, '}');
    return g_string_free(text, FALSE);
}
