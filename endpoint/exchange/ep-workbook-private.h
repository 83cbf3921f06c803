#pragma once

#include <libxml/xmlreader.h>

#include "endpoint/exchange/ep-workbook.h"
#include "endpoint/exchange/ep-zip.h"

/* Shared by ep-workbook.c (what stands in a sheet) and ep-workbook-parts.c (which file of the archive that is). */

#define EP_WORKBOOK_MOST (64 * 1024 * 1024) /* bytes of a part, unpacked */

typedef struct {
    char *sheet;   /* the first that is shown, by its file's name */
    char *strings; /* the shared ones; NULL if it has none */
} EpWorkbookParts;

gboolean ep_workbook_parts_find(EpWorkbookParts *parts, EpZip *zip, GError **error);
void ep_workbook_parts_clear(EpWorkbookParts *parts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpWorkbookParts, ep_workbook_parts_clear)

gboolean ep_workbook_fail(GError **error);
xmlTextReader *ep_workbook_open(GBytes *part); /* NULL if there is no memory */
gboolean ep_workbook_is_element(xmlTextReader *reader, const char *name);
