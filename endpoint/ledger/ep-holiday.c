#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* What this city's calendar has beyond the rule: further closed days, and days that are open all the same. */

static const EpChoice kinds[] = {
    { "closed", N_("Closed day"), EP_TINT_LATE },
    { "open", N_("Open day"), EP_TINT_FINE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField fields[] = {
    { "day", N_("Day"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = kinds,
      .initial = "closed" },
    { "name", N_("Name"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 30 },
    { NULL },
};

static const EpVerb verbs[] = {
    { "holiday.new", N_("Add a day"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "holiday.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

EpTable ep_holiday_table = {
    .name = "holiday",
    .label = N_("Calendar"),
    .hint = N_("National holidays are known; add what differs here."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .number = "day",
    .title = "name",
    .verbs = verbs,
    .sort = "-day",
};
