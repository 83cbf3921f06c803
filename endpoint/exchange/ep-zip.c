#include "endpoint/exchange/ep-zip.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/* PKWARE's APPNOTE.TXT 6.3: what is in it stands in the central directory, whose place its last record says. */

#define END_SIZE 22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define CHUNK 65536

typedef struct {
    gsize local, packed;
    guint method, flags;
} EpZipEntry;

struct _EpZip {
    GBytes *bytes;
    const guint8 *data;
    gsize size;
    GHashTable *entries; /* name → EpZipEntry */
};

static guint
ep_zip_get16(const guint8 *at)
{
    return at[0] | (guint)at[1] << 8;
}

static gsize
ep_zip_get32(const guint8 *at)
{
    return at[0] | (gsize)at[1] << 8 | (gsize)at[2] << 16 | (gsize)at[3] << 24;
}

static gboolean
ep_zip_fail(GError **error)
{
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("the file is damaged, or no workbook: send it again"));
    return FALSE;
}

/* Nothing but a remark stands behind the last record. */
static const guint8 *
ep_zip_find_end(const EpZip *self)
{
    gsize most = MIN(self->size, END_SIZE + G_MAXUINT16);

    for (gsize back = END_SIZE; back <= most; back++) {
        if (memcmp(self->data + self->size - back, "PK\5\6", 4) == 0)
            return self->data + self->size - back;
    }
    return NULL;
}

static gboolean
ep_zip_read_directory(EpZip *self)
{
    const guint8 *end = ep_zip_find_end(self);
    gsize at = end != NULL ? ep_zip_get32(end + 16) : 0;
    guint n = end != NULL ? ep_zip_get16(end + 10) : 0;

    for (guint i = 0; i < n; i++) {
        const guint8 *entry = self->data + at;
        gsize length;
        EpZipEntry *one;

        if (at > self->size || self->size - at < ENTRY_SIZE || memcmp(entry, "PK\1\2", 4) != 0)
            return FALSE;
        length = ep_zip_get16(entry + 28);
        if (self->size - at - ENTRY_SIZE < length)
            return FALSE;
        one = g_new0(EpZipEntry, 1);
        *one = (EpZipEntry){ ep_zip_get32(entry + 42), ep_zip_get32(entry + 20), ep_zip_get16(entry + 10),
                             ep_zip_get16(entry + 8) };
        g_hash_table_insert(self->entries, g_strndup((const char *)entry + ENTRY_SIZE, length), one);
        at += ENTRY_SIZE + length + ep_zip_get16(entry + 30) + ep_zip_get16(entry + 32);
    }
    return n > 0;
}

EpZip *
ep_zip_open(GBytes *bytes, GError **error)
{
    g_autoptr(EpZip) self = g_new0(EpZip, 1);

    self->bytes = g_bytes_ref(bytes);
    self->data = g_bytes_get_data(bytes, &self->size);
    self->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!ep_zip_read_directory(self)) {
        ep_zip_fail(error);
        return NULL;
    }
    return g_steal_pointer(&self);
}

void
ep_zip_free(EpZip *self)
{
    g_bytes_unref(self->bytes);
    g_hash_table_unref(self->entries);
    g_free(self);
}

static GBytes *
ep_zip_inflate(const guint8 *data, gsize size, gsize most, GError **error)
{
    g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_RAW);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autofree guint8 *chunk = g_malloc(CHUNK);
    GConverterResult result = G_CONVERTER_CONVERTED;

    while (result != G_CONVERTER_FINISHED) {
        gsize read = 0, written = 0;

        result = g_converter_convert(G_CONVERTER(zlib), data, size, chunk, CHUNK, G_CONVERTER_INPUT_AT_END, &read,
                                     &written, NULL);
        if (result == G_CONVERTER_ERROR || out->len + written > most) {
            ep_zip_fail(error);
            return NULL;
        }
        g_byte_array_append(out, chunk, (guint)written);
        data += read;
        size -= read;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}

GBytes *
ep_zip_read(EpZip *self, const char *name, gsize most, GError **error)
{
    const EpZipEntry *entry = g_hash_table_lookup(self->entries, name);
    gsize at = entry != NULL ? entry->local : self->size;
    gsize from;

    if (at > self->size || self->size - at < LOCAL_SIZE || memcmp(self->data + at, "PK\3\4", 4) != 0 ||
        (entry->flags & 1) != 0) {
        ep_zip_fail(error);
        return NULL;
    }
    from = at + LOCAL_SIZE + ep_zip_get16(self->data + at + 26) + ep_zip_get16(self->data + at + 28);
    if (from <= self->size && self->size - from >= entry->packed) {
        if (entry->method == 8)
            return ep_zip_inflate(self->data + from, entry->packed, most, error);
        if (entry->method == 0 && entry->packed <= most)
            return g_bytes_new_from_bytes(self->bytes, from, entry->packed);
    }
    ep_zip_fail(error);
    return NULL;
}
