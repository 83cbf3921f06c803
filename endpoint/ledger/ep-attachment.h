#pragma once

#include "endpoint/ledger/ep-ledger.h"

/*
 * Files attached to a record: the scanned application, a vendor's estimate. What a file is, its bytes say and not its
 * name. A kind of record wants attachments if `attachment` has a field that refers to it and is called so.
 */
#define EP_ATTACHMENT_LIMIT (10 * 1024 * 1024) /* bytes of one file */

typedef struct {
    char *name;
    GBytes *bytes;
} EpAttachmentFile;

void ep_attachment_file_free(gpointer file);

/* Whether records of @table can have files; then also the name of the field that refers to them. */
gboolean ep_attachment_is_for(const EpTable *table);

/* "pdf", "png" or "jpeg"; NULL with EP_ERROR_INVALID that says what is wrong with it. */
const char *ep_attachment_recognise(GBytes *bytes, GError **error);
const char *ep_attachment_get_suffix(EpRecord *attachment); /* ".pdf": by what it is */
gboolean ep_attachment_is_picture(EpRecord *attachment);

/* A file of this computer, read only if it is not too large. EP_ERROR_INVALID names the file, and the limit. */
EpAttachmentFile *ep_attachment_read(const char *path, GError **error);

/* One act: all of @files (EpAttachmentFile) or none. Returns its seq, or 0. */
gint64 ep_attachment_add(EpLedger *ledger, EpRecord *to, GPtrArray *files, const EpHow *how, GError **error);
