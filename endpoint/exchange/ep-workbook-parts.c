#include "endpoint/exchange/ep-workbook-private.h"

#include <string.h>

/* ECMA-376 part 1, 18.2.19 and 18.2.20: xl/workbook.xml names the sheets in the order of their tabs, each by the id of
 * a relation; part 2, 9.3: xl/_rels/workbook.xml.rels says which file that is. The numbers in the files' names say
 * nothing: sheets are moved, copied and taken out. */

#define WORKBOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"

typedef struct {
    char *type, *part;
} EpWorkbookRelation;

typedef struct {
    EpWorkbookParts *parts;
    GHashTable *relations; /* id → EpWorkbookRelation */
} EpWorkbookSearch;

typedef void (*EpWorkbookElementFunc)(EpWorkbookSearch *self, xmlTextReader *reader);

static void
ep_workbook_parts_free_relation(gpointer data)
{
    EpWorkbookRelation *relation = data;

    g_free(relation->type);
    g_free(relation->part);
    g_free(relation);
}

static char *
ep_workbook_parts_dup_attribute(xmlTextReader *reader, const char *name, const char *namespace)
{
    xmlChar *value = namespace != NULL ? xmlTextReaderGetAttributeNs(reader, BAD_CAST name, BAD_CAST namespace)
                                       : xmlTextReaderGetAttribute(reader, BAD_CAST name);
    char *copy = g_strdup((const char *)value);

    xmlFree(value);
    return copy;
}

/* Calls @func at each element @name of @part. */
static gboolean
ep_workbook_parts_read(EpWorkbookSearch *self, EpZip *zip, const char *part, const char *name,
                       EpWorkbookElementFunc func, GError **error)
{
    g_autoptr(GBytes) bytes = ep_zip_read(zip, part, EP_WORKBOOK_MOST, error);
    xmlTextReader *reader = bytes != NULL ? ep_workbook_open(bytes) : NULL;
    int result = 1;

    if (bytes == NULL)
        return FALSE;
    while (reader != NULL && (result = xmlTextReaderRead(reader)) == 1) {
        if (ep_workbook_is_element(reader, name))
            func(self, reader);
    }
    g_clear_pointer(&reader, xmlFreeTextReader);
    return result == 0 || ep_workbook_fail(error);
}

/* From xl/, unless it begins at the root. */
static void
ep_workbook_parts_take_relation(EpWorkbookSearch *self, xmlTextReader *reader)
{
    g_autofree char *target = ep_workbook_parts_dup_attribute(reader, "Target", NULL);
    char *id = ep_workbook_parts_dup_attribute(reader, "Id", NULL);
    EpWorkbookRelation *relation;

    if (id == NULL || target == NULL) {
        g_free(id);
        return;
    }
    relation = g_new0(EpWorkbookRelation, 1);
    relation->type = ep_workbook_parts_dup_attribute(reader, "Type", NULL);
    relation->part = *target == '/' ? g_strdup(target + 1) : g_strconcat("xl/", target, NULL);
    g_hash_table_insert(self->relations, id, relation);
}

/* The types' addresses differ between the two editions of the format; their last words do not. */
static gboolean
ep_workbook_parts_is(const EpWorkbookRelation *relation, const char *type)
{
    return relation->type != NULL && g_str_has_suffix(relation->type, type);
}

static void
ep_workbook_parts_take_sheet(EpWorkbookSearch *self, xmlTextReader *reader)
{
    g_autofree char *state = ep_workbook_parts_dup_attribute(reader, "state", NULL), *id = NULL;
    const EpWorkbookRelation *relation;

    if (self->parts->sheet != NULL || (state != NULL && strcmp(state, "visible") != 0))
        return;
    id = ep_workbook_parts_dup_attribute(reader, "id",
                                         "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    if (id == NULL)
        id = ep_workbook_parts_dup_attribute(reader, "id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
    relation = id != NULL ? g_hash_table_lookup(self->relations, id) : NULL;
    if (relation != NULL && ep_workbook_parts_is(relation, "/worksheet"))
        self->parts->sheet = g_strdup(relation->part);
}

gboolean
ep_workbook_parts_find(EpWorkbookParts *parts, EpZip *zip, GError **error)
{
    g_autoptr(GHashTable) relations =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, ep_workbook_parts_free_relation);
    EpWorkbookSearch self = { parts, relations };
    GHashTableIter iter;
    gpointer value;

    if (!ep_workbook_parts_read(&self, zip, RELATIONS, "Relationship", ep_workbook_parts_take_relation, error) ||
        !ep_workbook_parts_read(&self, zip, WORKBOOK, "sheet", ep_workbook_parts_take_sheet, error))
        return FALSE;
    g_hash_table_iter_init(&iter, relations);
    while (parts->strings == NULL && g_hash_table_iter_next(&iter, NULL, &value)) {
        if (ep_workbook_parts_is(value, "/sharedStrings"))
            parts->strings = g_strdup(((EpWorkbookRelation *)value)->part);
    }
    return parts->sheet != NULL || ep_workbook_fail(error);
}

void
ep_workbook_parts_clear(EpWorkbookParts *parts)
{
    g_clear_pointer(&parts->sheet, g_free);
    g_clear_pointer(&parts->strings, g_free);
}
