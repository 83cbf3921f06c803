#pragma once

#include <glib.h>

/* A ZIP archive in memory, as far as workbooks are one: stored and deflated files, no encryption, no ZIP64. */
typedef struct _EpZip EpZip;

/* EP_ERROR_INVALID. */
EpZip *ep_zip_open(GBytes *bytes, GError **error);
void ep_zip_free(EpZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpZip, ep_zip_free)

/* A file of it, unpacked; more than @most bytes are an error, whatever the archive says of itself. */
GBytes *ep_zip_read(EpZip *zip, const char *name, gsize most, GError **error);
