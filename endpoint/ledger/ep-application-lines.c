#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"

/* On which PCs an application's devices are to be used, and by whom. With neither, by the whole section. */

static char *
ep_application_lines_refuse(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_words_contain("received returned", ep_record_get_named(record, "application_state")))
        return NULL;
    return g_strdup(_("Its application is past the check of its content: send that back first"));
}

#define APPLICATION                                                                                                    \
    {                                                                                                                  \
        "application", N_("Application"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN,                      \
            .reference = "application", .width = 13                                                                    \
    }
#define APPLICATION_STATE                                                                                              \
    {                                                                                                                  \
        "application_state", N_("State of the application"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_HIDDEN          \
    }

static const EpField pc_fields[] = {
    APPLICATION,
    { "pc", N_("PC"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .reference = "pc" },
    { "host", N_("Host name"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "place", N_("Place"), EP_KIND_TEXT, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    APPLICATION_STATE,
    { NULL },
};

static const EpVerb pc_verbs[] = {
    { "application_pc.new", N_("Add a PC"), .from = "", .asks = "application! *", .flags = EP_VERB_COUNTED,
      .run = ep_application_run_line },
    { "application_pc.remove", N_("Take off the application"), .flags = EP_VERB_COUNTED | EP_VERB_MANY,
      .refuse = ep_application_lines_refuse, .run = ep_deed_remove },
    { NULL },
};

EpTable ep_application_pc_table = {
    .name = "application_pc",
    .label = N_("PCs applied for"),
    .flags = EP_TABLE_LINES,
    .fields = pc_fields,
    .pc = "pc",
    .parent = "application",
    .verbs = pc_verbs,
    .sort = "pc",
};

static const EpField user_fields[] = {
    APPLICATION,
    { "name", N_("Full name"), EP_KIND_TEXT,
      EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_PERSONAL, .aliases = "氏名|使用者" },
    { "account", N_("Account"), EP_KIND_CODE, EP_FIELD_COLUMN, .aliases = "アカウント" },
    { "person", N_("Person"), EP_KIND_REFERENCE, EP_FIELD_COLUMN, .reference = "person" },
    APPLICATION_STATE,
    { NULL },
};

static const EpVerb user_verbs[] = {
    { "application_user.new", N_("Add a user"), .from = "", .asks = "application! *", .flags = EP_VERB_COUNTED,
      .run = ep_application_run_line },
    { "application_user.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_COUNTED,
      .refuse = ep_application_lines_refuse },
    { "application_user.remove", N_("Take off the application"), .flags = EP_VERB_COUNTED | EP_VERB_MANY,
      .refuse = ep_application_lines_refuse, .run = ep_deed_remove },
    { NULL },
};

EpTable ep_application_user_table = {
    .name = "application_user",
    .label = N_("Users applied for"),
    .flags = EP_TABLE_LINES,
    .fields = user_fields,
    .title = "name",
    .parent = "application",
    .verbs = user_verbs,
    .sort = "name",
};
