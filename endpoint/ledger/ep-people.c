#include "endpoint/ledger/ep-kinds.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-ledger.h"

/* Sections (所属) with their place and telephone, and the desk's own people. */

static const EpField section_fields[] = {
    { "code", N_("Section code"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 8,
      .aliases = "所属コード|部署コード|課コード" },
    { "name", N_("Section name"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 24,
      .aliases = "所属|所属名|部署|部署名|課|課名" },
    { "reading", N_("Reading"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .aliases = "読み|フリガナ|ふりがな" },
    { "department", N_("Department"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FACET,
      .aliases = "部|部名|局" },
    { "place", N_("Place"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .aliases = "設置場所|場所|階" },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 8,
      .aliases = "内線|内線番号" },
    { "closed_on", N_("Dissolved on"), EP_KIND_DATE, 0, .aliases = "廃止日|廃課日|廃止年月日" },
    { "unconfirmed", N_("To be confirmed"), EP_KIND_YES, EP_FIELD_FACET },
    { "pcs", N_("PCs"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { NULL },
};

static const EpVerb section_verbs[] = {
    { "section.new", N_("Add a section"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "section.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET | EP_VERB_MANY },
    { NULL },
};

static const EpTableSection section_sections[] = {
    { "pc", "section", NULL },
    { "repair", "section", NULL },
    { "call", "section", NULL },
    { NULL },
};

EpTable ep_section_table = {
    .name = "section",
    .label = N_("Sections"),
    .hint = N_("Import the list of sections, or add one."),
    .flags = EP_TABLE_SITE,
    .fields = section_fields,
    .number = "code",
    .title = "name",
    .shown = "name",
    .sections = section_sections,
    .verbs = section_verbs,
    .sort = "code",
};

const EpChoice ep_staff_roles[] = {
    { "counter", N_("Counter"), EP_TINT_INFO },
    { "registrar", N_("Registrar"), EP_TINT_INFO },
    { "supervisor", N_("Supervisor"), EP_TINT_FINE },
    { "service", N_("Service"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField staff_fields[] = {
    { "name", N_("Full name"), EP_KIND_TEXT,
      EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_PERSONAL },
    { "reading", N_("Reading"), EP_KIND_TEXT, EP_FIELD_SEARCHED | EP_FIELD_PERSONAL },
    { "account", N_("Account"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED },
    { "role", N_("Role"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_staff_roles, .initial = "counter" },
    { "company", N_("Company"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED },
    { "from_day", N_("From"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { NULL },
};

static const EpVerb staff_verbs[] = {
    { "staff.new", N_("Add a person"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "staff.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

/* Roles are the supervisor's to give, or anybody could take one; where nobody is one yet, somebody must begin. */
static gboolean
ep_people_check_staff(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    EpMatch matches[] = { { "role", "supervisor" }, { NULL, NULL } };
    EpRecord *before = ep_draft_get_base(draft);
    const char *role = ep_draft_get_named(draft, "role");
    gboolean same = before != NULL ? strcmp(role, ep_record_get_named(before, "role")) == 0
                                   : ep_words_contain("counter service", role);
    g_autoptr(GPtrArray) supervisors = NULL;

    if (same || g_strcmp0(ep_ledger_get_operator(ledger)->role, "supervisor") == 0)
        return TRUE;
    supervisors = ep_reader_load(reader, &ep_staff_table, matches, error);
    if (supervisors == NULL || supervisors->len == 0)
        return supervisors != NULL;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("Roles are given by a supervisor, who is %s"),
                ep_record_get_named(g_ptr_array_index(supervisors, 0), "name"));
    return FALSE;
}

EpTable ep_staff_table = {
    .name = "staff",
    .label = N_("Desk staff"),
    .hint = N_("Add the people who work at the desk."),
    .flags = EP_TABLE_SITE,
    .fields = staff_fields,
    .title = "name",
    .verbs = staff_verbs,
    .check = ep_people_check_staff,
    .sort = "name",
};
