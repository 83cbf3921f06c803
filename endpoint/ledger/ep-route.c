#include "endpoint/ledger/ep-route.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-paper-rule.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-named.h"

static const EpField fields[] = {
    { "verb", N_("Step"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .choices = ep_named_steps, .width = 17 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_networks, .width = 14 },
    { "offered", N_("Offered"), EP_KIND_YES, EP_FIELD_COLUMN, .initial = "1", .width = 5 },
    { "role", N_("Takes the role"), EP_KIND_CHOICE, EP_FIELD_COLUMN, .choices = ep_staff_roles, .width = 7 },
    { "other_than", N_("Not by who did"), EP_KIND_CHOICE, EP_FIELD_COLUMN, .choices = ep_named_steps, .width = 21 },
    { NULL },
};

static const EpVerb verbs[] = {
    { "route.new", N_("Add a rule"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "route.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

static const EpField *ep_route_find_person(const EpTable *table, const char *name);

/* The step before says who did it, or the rule could never hold. */
static gboolean
ep_route_check(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    const char *name = ep_draft_get_named(draft, "verb"), *before = ep_draft_get_named(draft, "other_than");
    EpTable *table = NULL;

    ep_verb_find(ep_reader_get_catalog(reader), name, &table);
    if (*before == '\0' || (table != NULL && ep_route_find_person(table, before) != NULL))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("“%s” is no step of “%s” that says who did it"),
                ep_named_get_step(before), table != NULL ? ep_label(table->label) : name);
    return FALSE;
}

EpTable ep_route_table = {
    .name = "route",
    .label = N_("Steps per network"),
    .hint =
        N_("These rules hold without a row: the business network has no temporary use and no use restrictions, and a "
           "supervisor allows its applications; whoever registers, deletes by hand or sets a restriction does not "
           "verify it; a supervisor changes these rules. Add what differs here."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .title = "verb",
    .network = "network",
    .verbs = verbs,
    .check = ep_route_check,
    .sort = "verb",
};

typedef struct {
    const char *verb;
    const char *network; /* NULL: each */
    gboolean offered;
    const char *role, *other_than; /* "": anybody */
} EpRoute;

/* The specification lists neither temporary permits nor use restrictions for the business network, whose permits
 * somebody stricter decides. What is set or taken off a target is seen by another person. The rules themselves are the
 * supervisor's, or whoever is held by one could take it away. */
static const EpRoute contract[] = {
    { "application.new_temporary", "business", FALSE, "", "" },
    { "virus_check.permit", "business", FALSE, "", "" },
    { "permit.restrict", "business", FALSE, "", "" },
    { "application.allow", "business", TRUE, "supervisor", "" },
    { "application.allow_conditionally", "business", TRUE, "supervisor", "" },
    { "restriction.verify", NULL, TRUE, "", "restriction.finish" },
    { "registration.confirm", NULL, TRUE, "", "registration.register" },
    { "registration.confirm_deletion", NULL, TRUE, "", "registration.delete" },
    { "route.new", NULL, TRUE, "supervisor", "" },
    { "route.edit", NULL, TRUE, "supervisor", "" },
    { "form_field.new", NULL, TRUE, "supervisor", "" },
    { "form_field.edit", NULL, TRUE, "supervisor", "" },
    { "office_rule.new", NULL, TRUE, "supervisor", "" },
    { "office_rule.edit", NULL, TRUE, "supervisor", "" },
};

static const EpRoute everybody = { NULL, NULL, TRUE, "", "" };

/* --- the rule for a step --- */

/* Of two rows for the same step the later one counts. */
static EpRecord *
ep_route_find_row(GPtrArray *rows, const char *verb, const char *network)
{
    EpRecord *found = NULL;

    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        EpRecord *row = g_ptr_array_index(rows, i);

        if (ep_record_get_table(row) == &ep_route_table && strcmp(ep_record_get_named(row, "verb"), verb) == 0 &&
            strcmp(ep_record_get_named(row, "network"), network) == 0 &&
            (found == NULL || ep_record_get_rev(row) > ep_record_get_rev(found)))
            found = row;
    }
    return found;
}

static EpRoute
ep_route_find(GPtrArray *rows, const char *verb, const char *network)
{
    EpRecord *row = ep_route_find_row(rows, verb, network);

    if (row != NULL)
        return (EpRoute){ verb, network, *ep_record_get_named(row, "offered") != '\0', ep_record_get_named(row, "role"),
                          ep_record_get_named(row, "other_than") };
    for (guint i = 0; i < G_N_ELEMENTS(contract); i++) {
        if (strcmp(contract[i].verb, verb) == 0 &&
            (contract[i].network == NULL || strcmp(contract[i].network, network) == 0))
            return contract[i];
    }
    return everybody;
}

GPtrArray *
ep_route_load(EpReader *reader, GError **error)
{
    g_autoptr(GPtrArray) routes = ep_reader_load(reader, &ep_route_table, NULL, error);
    g_autoptr(GPtrArray) form = routes != NULL ? ep_reader_load(reader, &ep_paper_rule_table, NULL, error) : NULL;

    if (form == NULL)
        return NULL;
    g_ptr_array_extend_and_steal(routes, g_steal_pointer(&form));
    return g_steal_pointer(&routes);
}

gboolean
ep_route_offers(GPtrArray *rows, const char *verb, const char *network)
{
    return *network == '\0' || ep_route_find(rows, verb, network).offered;
}

/* --- who may --- */

static const EpVerb *
ep_route_find_verb(const EpTable *table, const char *name)
{
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (strcmp(verb->name, name) == 0)
            return verb;
    }
    return NULL;
}

/* Where a record says who did @verb to it last; NULL if it does not. */
static const EpField *
ep_route_find_person(const EpTable *table, const char *name)
{
    const EpVerb *verb = ep_route_find_verb(table, name);

    for (const EpField *field = table->fields; verb != NULL && field->name != NULL; field++) {
        if (g_strcmp0(field->reference, ep_staff_table.name) != 0)
            continue;
        if (ep_words_contain(verb->stamps, field->name) ||
            (ep_verb_creates(verb) && g_strcmp0(field->initial, "@operator") == 0))
            return field;
    }
    return NULL;
}

/* A supervisor may what a registrar may, who may what the counter may; a service is none of them. */
static gboolean
ep_route_has_role(const EpOperator *operator, const char * role)
{
    static const char *const order[] = { "counter", "registrar", "supervisor", NULL };
    gboolean reached = FALSE;

    if (g_strcmp0(operator->role, role) == 0)
        return TRUE;
    for (const char *const *one = order; *one != NULL; one++) {
        if (reached && g_strcmp0(operator->role, *one) == 0)
            return TRUE;
        reached |= strcmp(*one, role) == 0;
    }
    return FALSE;
}

static char *
ep_route_refuse_role(const EpRoute *route, const EpVerb *verb, const EpOperator *operator)
{
    guint field = ep_table_find(&ep_route_table, "role");
    const EpChoice *role;

    if (*route->role == '\0' || ep_route_has_role(operator, route->role))
        return NULL;
    role = ep_field_find_choice(&fields[field], route->role);
    return g_strdup_printf(_("“%s” takes the role “%s”"), ep_label(verb->label),
                           role != NULL ? ep_label(role->label) : route->role);
}

static char *
ep_route_refuse_person(const EpRoute *route, const EpVerb *verb, EpRecord *record, const EpOperator *operator)
{
    const EpTable *table = ep_record_get_table(record);
    const EpField *field;

    if (*route->other_than == '\0')
        return NULL;
    if (operator->staff == 0)
        return g_strdup_printf(_("It must be known who does “%s”"), ep_label(verb->label));
    field = ep_route_find_person(table, route->other_than);
    if (field == NULL)
        return g_strdup_printf(_("The rule of “%s” names %s, which does not say who did it"), ep_label(verb->label),
                               ep_named_get_step(route->other_than));
    if (ep_record_get_integer(record, field->name) != operator->staff)
        return NULL;
    return g_strdup_printf(_("“%s” takes another person (%s: %s)"), ep_label(verb->label), ep_label(field->label),
                           ep_record_get_label(record, ep_table_find(table, field->name)));
}

char *
ep_route_refuse_network(GPtrArray *rows, const EpVerb *verb, const char *network, const EpOperator *operator)
{
    EpRoute route = ep_route_find(rows, verb->name, network);
    const EpChoice *choice;

    if (*network == '\0' || route.offered)
        return ep_route_refuse_role(&route, verb, operator);
    choice = ep_field_find_choice(&fields[ep_table_find(&ep_route_table, "network")], network);
    return g_strdup_printf(_("“%s” does not exist on “%s”"), ep_label(verb->label),
                           choice != NULL ? ep_label(choice->label) : network);
}

char *
ep_route_refuse(GPtrArray *rows, const EpVerb *verb, EpRecord *record, const EpOperator *operator, const char * today)
{
    const char *network = ep_record_get(record, ep_record_get_table(record)->at.network);
    EpRoute route = ep_route_find(rows, verb->name, network);
    char *reason = ep_verb_refuse(verb, record, operator, today);

    if (reason == NULL)
        reason = ep_route_refuse_network(rows, verb, network, operator);
    if (reason == NULL && (verb->flags & EP_VERB_COMPLETE) != 0)
        reason = ep_paper_rule_refuse(rows, record);
    return reason != NULL ? reason : ep_route_refuse_person(&route, verb, record, operator);
}
