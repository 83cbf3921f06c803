#include "endpoint/exchange/ep-inventory-build.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* REQUEST / CONTENT / SECTION / FIELD; a network device has one level more. */
typedef struct {
    EpInventoryBuild *build;
    xmlParserCtxtPtr parser;
    guint depth;
    gboolean content; /* inside CONTENT */
    gboolean request;
    gboolean info; /* inside INFO, which tells what a network device is */
    int section, slot;
    char *name;    /* of a field beside CONTENT */
    GString *text; /* of it */
    char *reason;
} EpInventoryXml;

static void
ep_inventory_xml_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                       const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    EpInventoryXml *self = data;
    const char *tag = (const char *)name;

    self->depth++;
    self->slot = EP_INVENTORY_NONE;
    if (self->depth == 1) {
        self->request = g_ascii_strcasecmp(tag, "REQUEST") == 0;
    } else if (self->depth == 2) {
        self->content = strcmp(tag, "CONTENT") == 0;
        g_free(self->name);
        self->name = g_strdup(tag);
        g_string_truncate(self->text, 0);
    } else if (self->content && self->depth == 3) {
        self->section = ep_inventory_build_begin(self->build, tag);
    } else if (self->content && self->section != EP_INVENTORY_NONE &&
               (self->depth == 4 || (self->depth == 5 && self->info))) {
        self->info = self->depth == 4 ? strcmp(tag, "INFO") == 0 : self->info;
        self->slot = ep_inventory_build_find(self->build, self->section, tag);
    }
}

static void
ep_inventory_xml_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    EpInventoryXml *self = data;

    self->slot = EP_INVENTORY_NONE;
    if (self->depth == 2 && !self->content)
        ep_inventory_build_say(self->build, self->name, self->text->str);
    if (self->depth == 3 && self->content && self->section != EP_INVENTORY_NONE) {
        ep_inventory_build_end(self->build, self->section);
        self->section = EP_INVENTORY_NONE;
    }
    if (self->depth == 2)
        self->content = FALSE;
    self->depth--;
}

static void
ep_inventory_xml_text(void *data, const xmlChar *text, int length)
{
    EpInventoryXml *self = data;

    if (self->slot != EP_INVENTORY_NONE)
        ep_inventory_build_add(self->build, self->slot, (const char *)text, (gsize)length);
    else if (self->depth == 2 && !self->content && self->text->len < 4096)
        g_string_append_len(self->text, (const char *)text, length);
}

/* No agent writes a document type; whoever does may want entities expanded or files read. */
static void
ep_inventory_xml_refuse_type(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    EpInventoryXml *self = data;

    if (self->reason == NULL)
        self->reason = g_strdup(_("it has a document type declaration, which no agent writes"));
    xmlStopParser(self->parser);
}

static void
ep_inventory_xml_take_error(void *data, xmlErrorPtr error)
{
    EpInventoryXml *self = data;
    g_autofree char *message = NULL;

    if (self->reason != NULL || error->level < XML_ERR_ERROR)
        return;
    message = g_strstrip(g_strdup(error->message != NULL ? error->message : ""));
    self->reason = g_strdup_printf(_("not well-formed XML, line %d: %s"), error->line, message);
}

static const xmlSAXHandler ep_inventory_xml_handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = ep_inventory_xml_start,
    .endElementNs = ep_inventory_xml_end,
    .characters = ep_inventory_xml_text,
    .ignorableWhitespace = ep_inventory_xml_text,
    .cdataBlock = ep_inventory_xml_text,
    .internalSubset = ep_inventory_xml_refuse_type,
    .serror = ep_inventory_xml_take_error,
};

gboolean
ep_inventory_read_xml(EpInventoryBuild *build, const char *text, gsize length, char **reason)
{
    EpInventoryXml self = { .build = build, .section = EP_INVENTORY_NONE, .slot = EP_INVENTORY_NONE };
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(text, (int)length);
    gboolean ok;

    if (parser == NULL) {
        *reason = g_strdup(_("not well-formed XML: there is nothing in it"));
        return FALSE;
    }
    self.parser = parser;
    self.text = g_string_new(NULL);
    memcpy(parser->sax, &ep_inventory_xml_handler, sizeof ep_inventory_xml_handler);
    parser->userData = &self;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET);
    xmlParseDocument(parser);
    ok = parser->wellFormed && self.reason == NULL;
    if (ok && !self.request) {
        self.reason = g_strdup(_("XML, but no inventory: it does not begin with REQUEST"));
        ok = FALSE;
    }
    *reason = ok ? NULL : self.reason != NULL ? g_steal_pointer(&self.reason) : g_strdup(_("not well-formed XML"));
    /* libxml2 2.9 makes a document for an entity declared after an error, whoever listens, and leaves it to the caller.
     */
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    g_string_free(self.text, TRUE);
    g_free(self.reason);
    g_free(self.name);
    return ok;
}
