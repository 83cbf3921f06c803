#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* Which column of a file goes into which field, remembered by name and found again by the file's header. */

static const EpField fields[] = {
    { "name", N_("Name"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 24 },
    { "target", N_("Table"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET },
    { "fingerprint", N_("Header"), EP_KIND_CODE, EP_FIELD_FIXED | EP_FIELD_HIDDEN },
    { "pairs", N_("Columns"), EP_KIND_LINES, EP_FIELD_REQUIRED | EP_FIELD_SEARCHED },
    { NULL },
};

static const EpVerb verbs[] = {
    { "mapping.new", N_("Remember a mapping"), .from = "", .asks = "* fingerprint", .flags = EP_VERB_QUIET },
    { "mapping.edit", N_("Edit"), .asks = "* fingerprint", .flags = EP_VERB_QUIET },
    { NULL },
};

EpTable ep_mapping_table = {
    .name = "mapping",
    .label = N_("Import mappings"),
    .hint = N_("Import a file and remember how its columns were read."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .number = "name",
    .title = "name",
    .verbs = verbs,
    .sort = "name",
};
