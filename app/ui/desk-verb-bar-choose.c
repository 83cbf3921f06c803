#include "app/ui/desk-verb-bar-private.h"

#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-route.h"

/* Which verbs there are for records, and why not: nothing here is seen. */

#define LOOKED_AT 1000 /* of a selection; the sheet that opens says of each row whether it can be done */

const EpVerb *
desk_verb_bar_find_edit(const EpTable *table)
{
    g_autofree char *name = g_strdup_printf("%s.edit", table->name);

    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (strcmp(verb->name, name) == 0 && (table->flags & EP_TABLE_APPEND_ONLY) == 0)
            return verb;
    }
    return NULL;
}

const EpVerb *
desk_verb_bar_find_new(const EpTable *table)
{
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (ep_verb_creates(verb) && (verb->flags & EP_VERB_INTERNAL) == 0)
            return verb;
    }
    return NULL;
}

char *
desk_verb_bar_dup_reason(DeskData *data, const EpVerb *verb, GPtrArray *records)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(data);

    g_autofree char *first = NULL;

    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        g_autofree char *reason = ep_route_refuse(routes, verb, record, desk_data_get_operator(data), today);
        g_autofree char *name = NULL;

        if (reason == NULL)
            return NULL;
        if (first != NULL)
            continue;
        name = ep_record_dup_name(record);
        first = records->len > 1 ? g_strdup_printf("%s: %s", name, reason) : g_steal_pointer(&reason);
    }
    return g_steal_pointer(&first);
}

gboolean
desk_verb_bar_is_drawn(DeskData *data, const EpVerb *verb, GPtrArray *records)
{
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(data);

    if (records->len > 1 && (verb->flags & EP_VERB_MANY) == 0)
        return FALSE;
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        const char *network = ep_record_get(record, ep_record_get_table(record)->at.network);

        if (ep_verb_applies(verb, record) && ep_route_offers(routes, verb->name, network))
            return TRUE;
    }
    return FALSE;
}

const EpVerb *
desk_verb_bar_find_main(DeskData *data, const EpTable *table, GPtrArray *records, const EpVerb **blocked)
{
    *blocked = NULL;
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        g_autofree char *reason = NULL;

        if ((verb->flags & EP_VERB_MAIN) == 0 || !desk_verb_bar_is_drawn(data, verb, records))
            continue;
        reason = desk_verb_bar_dup_reason(data, verb, records);
        if (reason == NULL)
            return verb;
        *blocked = *blocked != NULL ? *blocked : verb;
    }
    return NULL;
}

char *
desk_verb_bar_dup_exception(DeskData *data, const EpVerb *verb, GPtrArray *records)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(data);

    for (guint i = 0; i < MIN(records->len, LOOKED_AT); i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        g_autofree char *name = NULL,
                        *reason = ep_route_refuse(routes, verb, record, desk_data_get_operator(data), today);

        if (reason == NULL)
            continue;
        name = ep_record_dup_name(record);
        return g_strdup_printf("%s: %s", name, reason);
    }
    return NULL;
}
