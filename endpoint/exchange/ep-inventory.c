#include "endpoint/exchange/ep-inventory.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/parser.h>

#include "endpoint/exchange/ep-inventory-build.h"

typedef enum {
    FORM_NONE,
    FORM_XML,
    FORM_JSON,
    FORM_ZLIB,
    FORM_GZIP,
} Form;

static Form
ep_inventory_tell_form(const guchar *data, gsize size)
{
    if (size >= 2 && data[0] == 0x78 && (data[0] << 8 | data[1]) % 31 == 0)
        return FORM_ZLIB;
    if (size >= 2 && data[0] == 0x1F && data[1] == 0x8B)
        return FORM_GZIP;
    if (size >= 4 && ((data[0] == 0xFF && data[1] == 0xFE && data[2] == '<' && data[3] == 0) ||
                      (data[0] == 0xFE && data[1] == 0xFF && data[2] == 0 && data[3] == '<')))
        return FORM_XML;
    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        data += 3;
        size -= 3;
    }
    while (size > 0 && g_ascii_isspace(*data)) {
        data++;
        size--;
    }
    if (size > 1 && data[0] == '<' && (data[1] == '?' || data[1] == '!' || g_ascii_isalpha(data[1])))
        return FORM_XML;
    return size > 0 && (*data == '{' || *data == '[') ? FORM_JSON : FORM_NONE;
}

gboolean
ep_inventory_is_one(GBytes *bytes)
{
    gsize size;
    const guchar *data = g_bytes_get_data(bytes, &size);

    return ep_inventory_tell_form(data, size) != FORM_NONE;
}

static GByteArray *
ep_inventory_inflate(const guchar *data, gsize size, Form form, char **reason)
{
    g_autoptr(GZlibDecompressor) inflater =
        g_zlib_decompressor_new(form == FORM_GZIP ? G_ZLIB_COMPRESSOR_FORMAT_GZIP : G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(GError) error = NULL;
    GConverterResult result = G_CONVERTER_CONVERTED;

    while (result != G_CONVERTER_FINISHED && out->len <= EP_INVENTORY_MAX_SIZE) {
        guchar chunk[65536];
        gsize read, written;

        result = g_converter_convert(G_CONVERTER(inflater), data, size, chunk, sizeof chunk, G_CONVERTER_INPUT_AT_END,
                                     &read, &written, &error);
        if (result == G_CONVERTER_ERROR) {
            *reason = g_strdup_printf(_("it cannot be inflated: %s"), error->message);
            return NULL;
        }
        g_byte_array_append(out, chunk, (guint)written);
        data += read;
        size -= read;
    }
    return g_steal_pointer(&out);
}

static gboolean
ep_inventory_read_text(EpInventoryBuild *build, const guchar *data, gsize size, char **reason)
{
    Form form = ep_inventory_tell_form(data, size);

    if (size > EP_INVENTORY_MAX_SIZE)
        *reason = g_strdup(_("it is far too large for an inventory"));
    else if (form == FORM_XML)
        return ep_inventory_read_xml(build, (const char *)data, size, reason);
    else if (form == FORM_JSON)
        return ep_inventory_read_json(build, (const char *)data, size, reason);
    else
        *reason = g_strdup(_("neither XML nor JSON of an inventory agent"));
    return FALSE;
}

static gboolean
ep_inventory_read(EpInventoryBuild *build, GBytes *bytes, char **reason)
{
    gsize size;
    const guchar *data = g_bytes_get_data(bytes, &size);
    Form form = ep_inventory_tell_form(data, size);
    g_autoptr(GByteArray) inflated = NULL;

    if (form != FORM_ZLIB && form != FORM_GZIP)
        return ep_inventory_read_text(build, data, size, reason);
    inflated = ep_inventory_inflate(data, size, form, reason);
    return inflated != NULL && ep_inventory_read_text(build, inflated->data, inflated->len, reason);
}

EpInventory *
ep_inventory_new_refused(const char *origin, char *reason)
{
    EpInventory *self = g_new0(EpInventory, 1);

    self->origin = g_strdup(origin);
    self->refused = reason;
    self->host = self->serial = self->maker = self->model = self->os = self->os_build = self->ip = self->mac = "";
    self->mac2 = self->memory_mb = self->user = self->last_seen = self->device_id = self->tag = self->asset_tag = "";
    return self;
}

EpInventory *
ep_inventory_new(EpInventoryPool *pool, const char *origin, GBytes *bytes, gint64 modified)
{
    static gsize once;
    EpInventory *self = ep_inventory_new_refused(origin, NULL);
    g_autoptr(EpInventoryBuild) build = ep_inventory_build_new(pool);

    if (g_once_init_enter(&once)) {
        xmlInitParser(); /* before a second thread may do it */
        g_once_init_leave(&once, 1);
    }
    self->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (ep_inventory_read(build, bytes, &self->refused))
        ep_inventory_build_finish(build, self, modified);
    return self;
}

void
ep_inventory_free(EpInventory *self)
{
    g_clear_pointer(&self->installed, g_array_unref);
    g_free(self->origin);
    g_free(self->sha256);
    g_free(self->refused);
    g_free(self);
}
