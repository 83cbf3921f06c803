#include "endpoint/store/ep-blob.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

static GBytes *
ep_blob_convert(GConverter *converter, GBytes *bytes, GError **error)
{
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) stream = g_converter_output_stream_new(memory, converter);
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    if (!g_output_stream_write_all(stream, data, size, NULL, NULL, error) ||
        !g_output_stream_close(stream, NULL, error))
        return NULL;
    return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
}

char *
ep_blob_put(EpAct *act, GBytes *bytes, GError **error)
{
    g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
    g_autoptr(GBytes) packed = ep_blob_convert(G_CONVERTER(compressor), bytes, error);
    g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    EpValue values[3];

    if (packed == NULL)
        return NULL;
    values[0] = EP_TEXT(sha256);
    values[1] = EP_INTEGER(g_bytes_get_size(bytes));
    values[2] = EP_BYTES(g_bytes_get_data(packed, NULL), g_bytes_get_size(packed));
    if (!ep_reader_query(ep_act_get_reader(act), "blob-add", values, 3, NULL, NULL, error))
        return NULL;
    return g_steal_pointer(&sha256);
}

static gboolean
ep_blob_take(const EpRow *row, gpointer user_data, GError **error)
{
    *(GBytes **)user_data = ep_row_get_bytes(row, 0);
    return TRUE;
}

GBytes *
ep_blob_get(EpReader *reader, const char *sha256, GError **error)
{
    g_autoptr(GZlibDecompressor) decompressor = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
    g_autoptr(GBytes) packed = NULL, bytes = NULL;
    g_autofree char *actual = NULL;
    EpValue value = EP_TEXT(sha256);

    if (!ep_reader_query(reader, "blob-read", &value, 1, ep_blob_take, &packed, error))
        return NULL;
    if (packed == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("no file %s is kept here"), sha256);
        return NULL;
    }
    bytes = ep_blob_convert(G_CONVERTER(decompressor), packed, error);
    if (bytes == NULL)
        return NULL;
    actual = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (strcmp(actual, sha256) == 0)
        return g_steal_pointer(&bytes);
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("the kept file %s was changed"), sha256);
    return NULL;
}
