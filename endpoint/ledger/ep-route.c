#include "endpoint/ledger/ep-route.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"

static const EpField fields[] = {
    { "verb", N_("Step"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 28 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_networks, .width = 14 },
    { "offered", N_("Offered"), EP_KIND_YES, EP_FIELD_COLUMN },
    { NULL },
};

static const EpVerb verbs[] = {
    { "route.new", N_("Add a rule"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "route.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

EpTable ep_route_table = {
    .name = "route",
    .label = N_("Steps per network"),
    .hint = N_("Add a step that a network does not have, or has against the rule."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .title = "verb",
    .network = "network",
    .verbs = verbs,
    .sort = "verb",
};

/* The specification lists no temporary permits for the business network. */
static const EpMatch missing[] = {
    { "application.new_temporary", "business" },
    { NULL, NULL },
};

gboolean
ep_route_offers(EpReader *reader, const char *verb, const char *network)
{
    EpMatch matches[] = { { "verb", verb }, { "network", network }, { NULL, NULL } };
    g_autoptr(GPtrArray) rows = NULL;

    if (verb == NULL || network == NULL || *network == '\0')
        return TRUE;
    rows = ep_reader_load(reader, &ep_route_table, matches, NULL);
    if (rows != NULL && rows->len > 0)
        return *ep_record_get_named(g_ptr_array_index(rows, rows->len - 1), "offered") != '\0';
    for (const EpMatch *row = missing; row->field != NULL; row++) {
        if (strcmp(row->field, verb) == 0 && strcmp(row->value, network) == 0)
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_route_check(EpReader *reader, const char *verb, const char *label, const char *network, GError **error)
{
    const EpChoice *choice = ep_field_find_choice(&fields[1], network);

    if (ep_route_offers(reader, verb, network))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("“%s” does not exist on “%s”"), ep_label(label),
                choice != NULL ? ep_label(choice->label) : network);
    return FALSE;
}
