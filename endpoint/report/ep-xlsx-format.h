#pragma once

#include <glib.h>
#include <xlsxwriter.h>

typedef enum {
    EP_XLSX_TITLE,
    EP_XLSX_SUBTITLE,
    EP_XLSX_HEADING,
    EP_XLSX_LABEL,
    EP_XLSX_CELL,
    EP_XLSX_STRONG,
    EP_XLSX_PROSE,
} EpXlsxRole;

typedef enum {
    EP_XLSX_EDGE_TOP = 1 << 0,
    EP_XLSX_EDGE_BOTTOM = 1 << 1,
    EP_XLSX_EDGE_LEFT = 1 << 2,
    EP_XLSX_EDGE_RIGHT = 1 << 3,
    EP_XLSX_EDGE_ALL = 15,
} EpXlsxEdges;

/* How a cell looks; the fields' sizes make a comparable key of it. */
typedef struct {
    guint8 role;
    guint8 edges;  /* where the frame is */
    guint8 align;  /* 0 left, 1 centre, 2 right */
    guint8 number; /* 0 general, 1 text, 2 number */
    guint8 decimals;
    guint8 percent;
    guint8 grouped;
    guint8 unused;
} EpXlsxLook;

/* Formats are made once per look and belong to the workbook. */
typedef struct _EpXlsxFormat EpXlsxFormat;

EpXlsxFormat *ep_xlsx_format_new(lxw_workbook *workbook);
void ep_xlsx_format_free(EpXlsxFormat *formats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpXlsxFormat, ep_xlsx_format_free)

lxw_format *ep_xlsx_format_get(EpXlsxFormat *formats, EpXlsxLook look);
