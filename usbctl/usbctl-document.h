#pragma once

#include <glib.h>
#include <jansson.h>

/* The frame of our JSON files: an object with "format" and "version": 1. */
json_t *usbctl_document_new(const char *format);

/* NULL with USBCTL_ERROR_INVALID (line and column, or what the frame lacks) unless @text is a document of this @format.
 */
json_t *usbctl_document_parse(const char *text, gsize length, const char *format, GError **error);

/* Indented, keys in the order in which they were set, a newline at the end (transfer full). */
char *usbctl_document_format(const json_t *document);

/* A whole file. USBCTL_ERROR_NOT_FOUND or USBCTL_ERROR_FAILED names it. */
char *usbctl_document_read_file(const char *path, gsize *length, GError **error);

/* Puts @bytes in the place of @path by a temporary file beside it and a rename: whole or not at all. (GLib 2.84 on
 * Windows reads the name in the ANSI code page when it replaces a file itself.) */
gboolean usbctl_document_write_file(const char *path, GBytes *bytes, GError **error);
