#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* Instructions of the client (委託者の指示): almost every piece of work rests on one. The day's last is preselected. */

static const EpChoice ways[] = {
    { "oral", N_("Oral"), EP_TINT_NONE },
    { "written", N_("In writing"), EP_TINT_NONE },
    { "mail", N_("By mail"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED, .width = 13 },
    { "day", N_("Day"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@today" },
    { "instructor", N_("Instructed by"), EP_KIND_TEXT,
      EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_PERSONAL },
    { "way", N_("Given how"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = ways,
      .initial = "oral" },
    { "subject", N_("What is instructed"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .width = 36 },
    { "general", N_("General instruction"), EP_KIND_YES, EP_FIELD_COLUMN },
    { "until_day", N_("Valid until"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { NULL },
};

static const EpVerb verbs[] = {
    { "instruction.new", N_("Record an instruction"), .from = "", .asks = "*", .flags = EP_VERB_QUIET | EP_VERB_MAIN },
    { "instruction.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

EpTable ep_instruction_table = {
    .name = "instruction",
    .label = N_("Instructions"),
    .hint = N_("Record who instructed what; work then refers to it."),
    .fields = fields,
    .number = "number",
    .title = "subject",
    .series = "指",
    .verbs = verbs,
    .sort = "-day",
};
