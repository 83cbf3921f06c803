#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-identity.h"

/* Lists as they left the house, with every byte kept. */

static const EpChoice extents[] = {
    { "full", N_("Full"), EP_TINT_NONE },
    { "delta", N_("Changes only"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13 },
    { "target", N_("Target"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED,
      .reference = "target", .width = 20 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks },
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "extent", N_("Extent"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .choices = extents, .initial = "full" },
    { "count", N_("Permits"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "left_out", N_("Left out"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "unexpressed", N_("What the list cannot say"), EP_KIND_LINES, EP_FIELD_FIXED, .describe = ep_identity_describe },
    { "registers", N_("Registers what waits"), EP_KIND_YES, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "folder", N_("Written to"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "exported_at", N_("Exported at"), EP_KIND_TIME, EP_FIELD_COLUMN | EP_FIELD_FIXED, .initial = "@now" },
    { "exported_by", N_("Exported by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff",
      .initial = "@operator" },
    { NULL },
};

static const EpTableSection sections[] = {
    { "export_file", "export", NULL },
    { "registration", "export", NULL },
    { NULL },
};

EpTable ep_export_table = {
    .name = "export",
    .label = N_("Exports"),
    .hint = N_("Export a target's list; the exact files stay here."),
    .flags = EP_TABLE_APPEND_ONLY,
    .fields = fields,
    .number = "number",
    .title = "as_of",
    .network = "network",
    .series = "出",
    .sections = sections,
    .sort = "-exported_at",
};

static const EpField file_fields[] = {
    { "export", N_("Export"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED,
      .reference = "export" },
    { "name", N_("File"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "size", N_("Bytes"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "sha256", N_("SHA-256"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED | EP_FIELD_FIXED,
      .width = 64 },
    { NULL },
};

EpTable ep_export_file_table = {
    .name = "export_file",
    .label = N_("Exported files"),
    .flags = EP_TABLE_LINES | EP_TABLE_APPEND_ONLY,
    .fields = file_fields,
    .title = "name",
    .parent = "export",
    .sort = "name",
};
