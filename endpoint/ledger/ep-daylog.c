#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* What people write on a day's log (作業日報) themselves; the rest comes from the acts. */

static const EpField fields[] = {
    { "day", N_("Day"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .initial = "@today" },
    { "attendance", N_("At work"), EP_KIND_LINES, EP_FIELD_COLUMN | EP_FIELD_PERSONAL, .width = 24 },
    { "remarks", N_("Remarks, instructions, hand-over"), EP_KIND_LINES, EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .width = 40 },
    { "tomorrow", N_("Plans for tomorrow"), EP_KIND_LINES, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 30 },
    { NULL },
};

static const EpVerb verbs[] = {
    { "daylog.new", N_("Write a day's remarks"), .from = "", .asks = "*", .flags = EP_VERB_QUIET | EP_VERB_MAIN },
    { "daylog.edit", N_("Edit"), .accel = "<Control>e", .asks = "attendance remarks tomorrow", .flags = EP_VERB_QUIET },
    { NULL },
};

EpTable ep_daylog_table = {
    .name = "daylog",
    .label = N_("Remarks of the day"),
    .hint = N_("Write what the day's log should say beside its numbers."),
    .fields = fields,
    .number = "day",
    .verbs = verbs,
    .sort = "-day",
};
