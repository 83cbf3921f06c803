#include "endpoint/ledger/ep-kinds.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-target-kind.h"

/* What enforces the permits of a network: one list that one product reads. */

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static char *
ep_target_describe(const EpTable *table, const char *layout)
{
    g_autoptr(EpColumnMap) map = ep_column_map_parse(table, layout, NULL);

    return map != NULL ? ep_column_map_describe(map) : g_strdup(layout);
}

static char *
ep_target_describe_layout(const char *layout)
{
    return ep_target_describe(ep_allowlist_row_get_table(), layout);
}

static char *
ep_target_describe_answer(const char *layout)
{
    return ep_target_describe(ep_allowlist_answer_get_table(), layout);
}

static const EpField fields[] = {
    { "name", N_("Name"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .group = N_("Target"), .width = 20 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_networks, .width = 14 },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_target_kinds, .initial = "registry-pol", .width = 20 },
    { "most", N_("Most devices in one list"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "notice_title", N_("Notice on the PC: title"), EP_KIND_TEXT, 0 },
    { "notice_text", N_("Notice on the PC: text"), EP_KIND_TEXT, 0 },
    { "layout", N_("Columns of the file"), EP_KIND_LINES, EP_FIELD_FIXED, .group = N_("Columns"),
      .describe = ep_target_describe_layout },
    { "answer_layout", N_("Columns of the console's answer"), EP_KIND_LINES, EP_FIELD_FIXED,
      .describe = ep_target_describe_answer },
    { "retired", N_("No longer used"), EP_KIND_YES, EP_FIELD_FACET, .group = N_("Other") },
    { "waiting", N_("To be registered"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "to_delete", N_("To be deleted"), EP_KIND_INTEGER, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "exported", N_("Last export"), EP_KIND_DATE, EP_FIELD_DERIVED | EP_FIELD_COLUMN },
    { "confirmed", N_("Last confirmed export"), EP_KIND_CODE, EP_FIELD_DERIVED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

static const EpField export_questions[] = {
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED, .initial = "@today" },
    { "extent", N_("Extent"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = ep_export_extents, .initial = "full" },
    { "base", N_("Compared with"), EP_KIND_REFERENCE, 0, .reference = "export" },
    { "folder", N_("Folder"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_FOLDER },
    { NULL },
};

static const EpField compare_questions[] = {
    { "as_of", N_("As of"), EP_KIND_DATE, EP_FIELD_REQUIRED, .initial = "@today" },
    { "list_files", N_("The console's own list"), EP_KIND_LINES, EP_FIELD_FILE },
    { "this_pc", N_("What this PC enforces instead"), EP_KIND_YES, 0 },
    { NULL },
};

static char *
ep_target_refuse_export(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!ep_target_kind_has_file(record))
        return g_strdup(_("It has no file: register its permits by hand"));
    if (*ep_record_get_named(record, "retired") != '\0')
        return g_strdup(_("It is no longer used"));
    if (*ep_target_kind_get_layout(record) == '\0' && ep_target_kind_has_columns(record))
        return g_strdup(_("Say first which columns its file has"));
    return NULL;
}

static char *
ep_target_refuse_layout(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (ep_target_kind_has_columns(record))
        return NULL;
    return g_strdup(_("Its format is fixed: only a CSV has columns to choose"));
}

/* A map that could not be used is refused here, with its line, and not on the day of an export. */
static gboolean
ep_target_check_layout(const EpTable *table, const char *field, const char *text, GError **error)
{
    g_autoptr(EpColumns) columns = *text != '\0' ? ep_columns_parse(table, text, error) : NULL;

    if (columns != NULL || *text == '\0')
        return TRUE;
    g_prefix_error(error, "%s: ", ep_label(ep_target_table.fields[ep_table_find(&ep_target_table, field)].label));
    return FALSE;
}

static gboolean
ep_target_run_layout(EpDeed *deed, GError **error)
{
    return ep_target_check_layout(ep_allowlist_row_get_table(), "layout", ep_deed_answer(deed, "layout"), error) &&
           ep_target_check_layout(ep_allowlist_answer_get_table(), "answer_layout",
                                  ep_deed_answer(deed, "answer_layout"), error) &&
           ep_deed_run(deed, error);
}

/* The network's permits are wanted on it, too. */
static gboolean
ep_target_run_new(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(EpRecord) target = drafts != NULL ? ep_draft_to_record(g_ptr_array_index(drafts, 0)) : NULL;

    return target != NULL && ep_permit_add_registrations_on(deed, target, drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}

/* What its format has no room for is refused here, and not on the day of an export. */
static gboolean
ep_target_check_notice(EpDraft *draft, GError **error)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    g_autoptr(GError) fault = NULL;

    if (usbctl_policy_set_notice(policy, ep_draft_get_named(draft, "notice_title"),
                                 ep_draft_get_named(draft, "notice_text"), &fault))
        return TRUE;
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return FALSE;
}

/* On another network, or of another product: what is registered on it would not be registered there. */
static gboolean
ep_target_becomes_another(EpDraft *draft)
{
    EpRecord *before = ep_draft_get_base(draft);
    g_autoptr(EpRecord) after = NULL;
    const UsbctlFormat *was, *is;

    if (before == NULL || ep_draft_is_edited(draft, ep_table_find(&ep_target_table, "network")))
        return before != NULL;
    if (!ep_draft_is_edited(draft, ep_table_find(&ep_target_table, "kind")))
        return FALSE;
    after = ep_draft_to_record(draft);
    was = ep_target_kind_get_format(before);
    is = ep_target_kind_get_format(after);
    return was == NULL || is == NULL || was->target != is->target;
}

static gboolean
ep_target_check_registrations(EpReader *reader, EpDraft *draft, GError **error)
{
    g_autoptr(GPtrArray) all = NULL;
    guint n = 0;

    if (!ep_target_becomes_another(draft))
        return TRUE;
    all = ep_reader_load_of(reader, &ep_registration_table, "target", ep_draft_get_id(draft), error);
    for (guint i = 0; all != NULL && i < all->len; i++)
        n += strcmp(ep_record_get_named(g_ptr_array_index(all, i), "state"), "deleted") != 0;
    if (n == 0)
        return all != NULL;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                _("%u permits are registered there: retire it, and add another for the other network or product"), n);
    return FALSE;
}

static gboolean
ep_target_check(struct _EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    return ep_target_check_notice(draft, error) && ep_target_check_registrations(reader, draft, error);
}

static const EpVerb verbs[] = {
    { "target.new", N_("Add a target"), .from = "", .asks = "*", .flags = EP_VERB_QUIET, .run = ep_target_run_new },
    { "target.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { "target.export", N_("Export the list"), .questions = export_questions, .makes = &ep_export_table,
      .flags = EP_VERB_MAIN | EP_VERB_FINAL | EP_VERB_INSTRUCTION, .refuse = ep_target_refuse_export,
      .run = ep_allowlist_run_export },
    { "target.compare", N_("Compare with its own list"), .questions = compare_questions, .makes = &ep_drift_table,
      .flags = EP_VERB_COUNTED | EP_VERB_OPENS, .run = ep_drift_run_compare },
    { "target.columns", N_("Choose the columns"), .asks = "layout answer_layout", .flags = EP_VERB_QUIET,
      .refuse = ep_target_refuse_layout, .run = ep_target_run_layout },
    { NULL },
};

static const EpTableSection sections[] = {
    { "drift_line", "target", NULL, "device serial permit" },
    { "drift", "target", NULL },
    { "export", "target", NULL, "number as_of extent count" },
    { "registration", "target", NULL, "permit device row_error" },
    { NULL },
};

EpTable ep_target_table = {
    .name = "target",
    .label = N_("Enforcement targets"),
    .hint = N_("Add what enforces the permits of each network."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .number = "name",
    .title = "name",
    .network = "network",
    .sections = sections,
    .verbs = verbs,
    .check = ep_target_check,
    .sort = "name",
};
