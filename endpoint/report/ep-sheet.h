#pragma once

#include <glib-object.h>

/*
 * A sheet: what every report is made of, before anybody asks how it will be shown. A title, a block of labelled values,
 * stamp boxes, and sections: tables or paragraphs. Screen, printer, PDF, .xlsx and CSV are made from it.
 *
 * All strings are copied, and repaired where they are not UTF-8. Build a sheet in one thread and hand it on; once
 * something has been made from it, it is only read (then from any thread).
 *
 * A source is a string of the caller's that says which rows a value came from
 * ("act?day=2026-11-20&verb=repair.receive"). It is handed back when somebody clicks the value; nothing in this layer
 * understands it. NULL means that there is nothing to open.
 */
typedef struct _EpSheet EpSheet;
typedef struct _EpSheetTable EpSheetTable; /* belongs to its sheet */

typedef enum {
    EP_SHEET_PORTRAIT,
    EP_SHEET_LANDSCAPE,
} EpSheetPaper;

/**
 * EpSheetKind: how a column is set, and what a spreadsheet takes it for
 * @EP_SHEET_TEXT: left, wraps; text
 * @EP_SHEET_CODE: left, one line (set smaller before it is broken); text, so that 00123 stays 00123
 * @EP_SHEET_NUMBER: right, one line; a number where the cell is one ("1,234", "-3", "98.5%"), else text
 * @EP_SHEET_MARK: centred, one line (times, ○, short states); text
 */
typedef enum {
    EP_SHEET_TEXT,
    EP_SHEET_CODE,
    EP_SHEET_NUMBER,
    EP_SHEET_MARK,
} EpSheetKind;

/**
 * EpSheetColumn:
 * @label: the column's heading
 * @mm: its width in millimetres; 0 if @share decides
 * @share: its part of what the others leave; 0 as well as @mm: as wide as its content, at most 60 mm
 *
 * A table whose columns are wider than the page together is narrowed in proportion.
 */
typedef struct {
    const char *label;
    EpSheetKind kind;
    double mm;
    double share;
} EpSheetColumn;

/* In a group or total row a NULL cell joins the cell at its left; in a plain row it is empty. */
typedef enum {
    EP_SHEET_ROW,
    EP_SHEET_GROUP, /* stays with the row that follows it */
    EP_SHEET_TOTAL, /* stays with the row before it */
} EpSheetRowKind;

#define EP_TYPE_SHEET (ep_sheet_get_type())
GType ep_sheet_get_type(void);

/* @subtitle may be NULL. */
EpSheet *ep_sheet_new(const char *title, const char *subtitle);
EpSheet *ep_sheet_ref(EpSheet *sheet);
void ep_sheet_unref(EpSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpSheet, ep_sheet_unref)

const char *ep_sheet_get_subtitle(const EpSheet *sheet); /* "" when there is none */

void ep_sheet_set_paper(EpSheet *sheet, EpSheetPaper paper); /* A4; portrait unless told */

/* When the sheet was made, ISO-8601 UTC: the date inside PDF and .xlsx files. Two files of one sheet are equal only if
 * it is set. */
void ep_sheet_set_created(EpSheet *sheet, const char *iso);

/* A labelled value of the block under the title: two side by side, a @wide one has the line to itself. @source may be
 * NULL. */
void ep_sheet_add_header(EpSheet *sheet, const char *label, const char *value, const char *source, gboolean wide);

/* A box for a seal at the top right, in the order of adding from left to right. @name (NULL: none) is printed small
 * inside, for those whose approval is recorded in the ledger. */
void ep_sheet_add_stamp(EpSheet *sheet, const char *label, const char *name);

/**
 * ep_sheet_add_table:
 * @heading: (nullable): what stands above it, with its number if it has one
 *
 * Returns: (transfer none): the table, to which rows are added. A table without rows says "None".
 */
EpSheetTable *ep_sheet_add_table(EpSheet *sheet, const char *heading, const EpSheetColumn *columns, guint n_columns);

/* A box of text (notes, instructions). Empty text leaves an empty box; it is at least @min_mm high, for writing by
 * hand. */
void ep_sheet_add_paragraph(EpSheet *sheet, const char *heading, const char *text, double min_mm);

/* Sets a long narrow table in @n_blocks blocks side by side, read downwards, on paper only. */
void ep_sheet_table_set_blocks(EpSheetTable *table, guint n_blocks);

/**
 * ep_sheet_table_add_row:
 * @cells: one string per column; see #EpSheetRowKind for NULL
 * @sources: (nullable): one string per column, or NULL
 */
void ep_sheet_table_add_row(EpSheetTable *table, EpSheetRowKind kind, const char *const *cells,
                            const char *const *sources);

/* The whole of the row added last opens @source, except cells with a source of their own. */
void ep_sheet_table_link_row(EpSheetTable *table, const char *source);

guint ep_sheet_get_n_tables(const EpSheet *sheet);
EpSheetTable *ep_sheet_get_table(const EpSheet *sheet, guint index); /* paragraphs are not counted */
const char *ep_sheet_table_get_heading(const EpSheetTable *table);
guint ep_sheet_table_get_n_columns(const EpSheetTable *table);
guint ep_sheet_table_get_n_rows(const EpSheetTable *table);
EpSheetRowKind ep_sheet_table_get_row_kind(const EpSheetTable *table, guint row);
const char *ep_sheet_table_get_cell(const EpSheetTable *table, guint row, guint column); /* NULL: joined to its left */
const char *ep_sheet_table_get_source(const EpSheetTable *table, guint row,
                                      guint column); /* the cell's, else the row's */
