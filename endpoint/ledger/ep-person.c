#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* People of the city whom a permit names. One that an application brought is to be confirmed. */

static const EpField fields[] = {
    { "code", N_("Staff number"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 9,
      .aliases = "職員番号|職員コード" },
    { "name", N_("Full name"), EP_KIND_TEXT,
      EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_PERSONAL, .aliases = "氏名|職員名" },
    { "reading", N_("Reading"), EP_KIND_TEXT, EP_FIELD_SEARCHED | EP_FIELD_PERSONAL,
      .aliases = "読み|フリガナ|ふりがな" },
    { "section", N_("Section"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FACET,
      .reference = "section", .aliases = "所属|所属課" },
    { "account", N_("Account"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .aliases = "アカウント" },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "内線|内線番号" },
    { "unconfirmed", N_("To be confirmed"), EP_KIND_YES, EP_FIELD_FACET },
    { NULL },
};

static const EpVerb verbs[] = {
    { "person.new", N_("Add an employee"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "person.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET | EP_VERB_MANY },
    { NULL },
};

static const EpTableSection sections[] = {
    { "permit_scope", "person", N_("Permits") },
    { NULL },
};

EpTable ep_person_table = {
    .name = "person",
    .label = N_("City staff"),
    .hint = N_("Import the list of staff; applications add who is missing."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .title = "name",
    .section = "section",
    .sections = sections,
    .verbs = verbs,
    .sort = "name",
};
