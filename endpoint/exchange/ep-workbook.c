#include "endpoint/exchange/ep-workbook-private.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/* A sheet: shared strings, and cells by their places. */

#define ROWS 100000 /* beyond that it is no list that a section filled in */
#define COLUMNS 512

typedef struct {
    GPtrArray *strings; /* shared ones */
    GPtrArray *rows;    /* GPtrArray of cells, by row; NULL: an empty row */
} EpWorkbook;

gboolean
ep_workbook_fail(GError **error)
{
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        _("the workbook cannot be read: open it and save it again, or save it as “CSV UTF-8”"));
    return FALSE;
}

gboolean
ep_workbook_is_element(xmlTextReader *reader, const char *name)
{
    return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

/* Everything that stands in the <t> of the element @reader is at, but for how it is read aloud (<rPh>). */
static gboolean
ep_workbook_read_text(xmlTextReader *reader, GString *text)
{
    int depth = xmlTextReaderDepth(reader), aloud = -1, result = 1;
    gboolean wanted = FALSE;

    if (xmlTextReaderIsEmptyElement(reader))
        return TRUE;
    while ((result = xmlTextReaderRead(reader)) == 1 && xmlTextReaderDepth(reader) > depth) {
        int type = xmlTextReaderNodeType(reader);

        if (aloud >= 0 && xmlTextReaderDepth(reader) <= aloud)
            aloud = -1;
        if (ep_workbook_is_element(reader, "rPh") && !xmlTextReaderIsEmptyElement(reader))
            aloud = xmlTextReaderDepth(reader);
        if (type == XML_READER_TYPE_ELEMENT)
            wanted = ep_workbook_is_element(reader, "t") || ep_workbook_is_element(reader, "v");
        else if (type == XML_READER_TYPE_END_ELEMENT)
            wanted = FALSE;
        else if (wanted && aloud < 0 &&
                 (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
                  type == XML_READER_TYPE_CDATA))
            g_string_append(text, (const char *)xmlTextReaderConstValue(reader));
    }
    return result == 1;
}

xmlTextReader *
ep_workbook_open(GBytes *part)
{
    gsize size;
    const char *data = g_bytes_get_data(part, &size);

    /* Without entities and without the network. */
    return xmlReaderForMemory(data, (int)size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static gboolean
ep_workbook_read_strings(EpWorkbook *self, GBytes *part)
{
    xmlTextReader *reader = ep_workbook_open(part);
    gboolean good = reader != NULL;
    int result = 1;

    while (good && (result = xmlTextReaderRead(reader)) == 1) {
        g_autoptr(GString) text = NULL;

        if (!ep_workbook_is_element(reader, "si"))
            continue;
        text = g_string_new(NULL);
        good = ep_workbook_read_text(reader, text);
        g_ptr_array_add(self->strings, g_strdup(text->str));
    }
    g_clear_pointer(&reader, xmlFreeTextReader);
    return good && result == 0;
}

/* "C12" → column 2, row 11; FALSE if it is no place. */
static gboolean
ep_workbook_parse_place(const char *place, guint *column, guint *row)
{
    guint64 number;
    *column = 0;

    for (; *place >= 'A' && *place <= 'Z' && *column <= COLUMNS; place++)
        *column = *column * 26 + (guint)(*place - 'A') + 1;
    number = g_ascii_isdigit(*place) ? g_ascii_strtoull(place, NULL, 10) : 0;
    *row = (guint)number - 1;
    return (*column)-- > 0 && *column < COLUMNS && number > 0 && number <= ROWS;
}

static void
ep_workbook_put(EpWorkbook *self, guint column, guint row, const char *text)
{
    GPtrArray *cells;

    if (row >= self->rows->len)
        g_ptr_array_set_size(self->rows, (int)row + 1);
    cells = g_ptr_array_index(self->rows, row);
    if (cells == NULL)
        cells = self->rows->pdata[row] = g_ptr_array_new_with_free_func(g_free);
    if (column >= cells->len)
        g_ptr_array_set_size(cells, (int)column + 1);
    g_free(cells->pdata[column]);
    cells->pdata[column] = g_strdup(text);
}

static gboolean
ep_workbook_take_cell(EpWorkbook *self, xmlTextReader *reader)
{
    g_autoptr(GString) text = g_string_new(NULL);
    xmlChar *place = xmlTextReaderGetAttribute(reader, BAD_CAST "r");
    xmlChar *type = xmlTextReaderGetAttribute(reader, BAD_CAST "t");
    gboolean shared = type != NULL && strcmp((const char *)type, "s") == 0;
    guint column = 0, row = 0;
    gboolean good = place != NULL && ep_workbook_parse_place((const char *)place, &column, &row) &&
                    ep_workbook_read_text(reader, text);

    xmlFree(place);
    xmlFree(type);
    if (good && shared) {
        guint64 at = g_ascii_strtoull(text->str, NULL, 10);

        good = text->len > 0 && at < self->strings->len;
        g_string_assign(text, good ? g_ptr_array_index(self->strings, at) : "");
    }
    if (good && text->len > 0)
        ep_workbook_put(self, column, row, text->str);
    return good;
}

static gboolean
ep_workbook_read_sheet(EpWorkbook *self, GBytes *part)
{
    xmlTextReader *reader = ep_workbook_open(part);
    gboolean good = reader != NULL;
    int result = 1;

    while (good && (result = xmlTextReaderRead(reader)) == 1) {
        if (ep_workbook_is_element(reader, "c"))
            good = ep_workbook_take_cell(self, reader);
    }
    g_clear_pointer(&reader, xmlFreeTextReader);
    return good && result == 0;
}

/* --- as CSV --- */

static void
ep_workbook_write_cell(GString *csv, const char *text)
{
    g_string_append_c(csv, '"');
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '"')
            g_string_append(csv, "\"\"");
        else
            g_string_append_c(csv, *text == '\n' || *text == '\r' ? ' ' : *text);
    }
    g_string_append_c(csv, '"');
}

static char *
ep_workbook_to_csv(const EpWorkbook *self)
{
    GString *csv = g_string_new(NULL);

    for (guint i = 0; i < self->rows->len; i++) {
        GPtrArray *cells = g_ptr_array_index(self->rows, i);

        for (guint c = 0; cells != NULL && c < cells->len; c++) {
            if (c > 0)
                g_string_append_c(csv, ',');
            ep_workbook_write_cell(csv, g_ptr_array_index(cells, c));
        }
        g_string_append(csv, "\r\n");
    }
    return g_string_free(csv, FALSE);
}

static void
ep_workbook_free_row(gpointer row)
{
    if (row != NULL)
        g_ptr_array_unref(row);
}

char *
ep_workbook_read(GBytes *bytes, GError **error)
{
    g_autoptr(EpZip) zip = ep_zip_open(bytes, error);
    g_auto(EpWorkbookParts) parts = { 0 };
    g_autoptr(GBytes) sheet = NULL, strings = NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(ep_workbook_free_row);
    EpWorkbook self = { texts, rows };

    if (zip == NULL || !ep_workbook_parts_find(&parts, zip, error))
        return NULL;
    sheet = ep_zip_read(zip, parts.sheet, EP_WORKBOOK_MOST, error);
    strings = sheet != NULL && parts.strings != NULL ? ep_zip_read(zip, parts.strings, EP_WORKBOOK_MOST, error) : NULL;
    if (sheet == NULL || (parts.strings != NULL && strings == NULL))
        return NULL;
    if ((strings != NULL && !ep_workbook_read_strings(&self, strings)) || !ep_workbook_read_sheet(&self, sheet)) {
        ep_workbook_fail(error);
        return NULL;
    }
    return ep_workbook_to_csv(&self);
}

gboolean
ep_workbook_is(const char *data, gsize size)
{
    return size >= 4 && memcmp(data, "PK\3\4", 4) == 0;
}
