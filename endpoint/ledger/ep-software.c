#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

/* Installed programs as inventories report them: a dictionary, and one row per PC and program from the import that saw
 * it first (`rev`) to the one that missed it (`gone`). */

static const EpField software_fields[] = {
    { "name", N_("Program"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 36 },
    { "version", N_("Version"), EP_KIND_CODE, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 18 },
    { "publisher", N_("Publisher"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FACET, .width = 24 },
    { NULL },
};

static const EpTableSection software_sections[] = {
    { "pc_software", "software", N_("Installed on") },
    { NULL },
};

EpTable ep_software_table = {
    .name = "software",
    .label = N_("Software"),
    .hint = N_("Import inventories; what they report as installed stands here."),
    .flags = EP_TABLE_OBSERVED,
    .fields = software_fields,
    .title = "name",
    .sections = software_sections,
    .sort = "name",
};

static const EpField pc_software_fields[] = {
    { "pc", N_("PC"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .reference = "pc" },
    { "software", N_("Program"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .reference = "software", .width = 36 },
    { "installed", N_("Installed on (as reported)"), EP_KIND_TEXT, EP_FIELD_COLUMN, .width = 12 },
    { "version", N_("Version"), EP_KIND_CODE, EP_FIELD_DERIVED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 18 },
    { "publisher", N_("Publisher"), EP_KIND_TEXT, EP_FIELD_DERIVED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED },
    { NULL },
};

EpTable ep_pc_software_table = {
    .name = "pc_software",
    .label = N_("Installed software"),
    .flags = EP_TABLE_OBSERVED,
    .fields = pc_software_fields,
    .pc = "pc",
    .sort = "software",
};
