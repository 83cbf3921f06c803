#include "usbctl/usbctl-document.h"

#include <errno.h>
#include <stdlib.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "usbctl/usbctl-error.h"

#define VERSION 1

json_t *
usbctl_document_new(const char *format)
{
    json_t *document = json_object();

    json_object_set_new(document, "format", json_string(format));
    json_object_set_new(document, "version", json_integer(VERSION));
    return document;
}

json_t *
usbctl_document_parse(const char *text, gsize length, const char *format, GError **error)
{
    json_error_t where;
    json_t *document = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);

    if (document == NULL) {
        g_autofree char *words = g_utf8_make_valid(where.text, -1); /* jansson cuts the text it quotes anywhere */

        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("line %d, column %d: %s"), where.line, where.column,
                    words);
        return NULL;
    }
    if (g_strcmp0(json_string_value(json_object_get(document, "format")), format) != 0 ||
        json_integer_value(json_object_get(document, "version")) != VERSION) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("not a file of the format “%s”, version %d"), format,
                    VERSION);
        json_decref(document);
        return NULL;
    }
    return document;
}

char *
usbctl_document_format(const json_t *document)
{
    char *text = json_dumps(document, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    char *line = g_strconcat(text, "\n", NULL);

    free(text);
    return line;
}

char *
usbctl_document_read_file(const char *path, gsize *length, GError **error)
{
    g_autoptr(GError) reason = NULL;
    char *text;

    if (g_file_get_contents(path, &text, length, &reason))
        return text;
    g_set_error_literal(error, USBCTL_ERROR,
                        g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? USBCTL_ERROR_NOT_FOUND
                                                                                  : USBCTL_ERROR_FAILED,
                        reason->message);
    return NULL;
}

gboolean
usbctl_document_write_file(const char *path, GBytes *bytes, GError **error)
{
    g_autofree char *part = g_strdup_printf("%s.%08x", path, g_random_int());
    g_autoptr(GError) reason = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) { /* for root: /dev/null */
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("%s is not a file: name one to write"), path);
        return FALSE;
    }
    /* DURABLE: it is on the disk before the rename. */
    if (!g_file_set_contents_full(part, data, (gssize)size,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &reason)) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, reason->message);
        return FALSE;
    }
    if (g_rename(part, path) == 0)
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "%s: %s", path, g_strerror(errno));
    g_unlink(part);
    return FALSE;
}
