#include "endpoint/ledger/ep-delivery.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-virus-check.h"

/* What is delivered to the city on a medium (成果品): its files as they were checked, with the certificate of that. */

static const EpChoice states[] = {
    { "prepared", N_("To be checked"), EP_TINT_WAIT },
    { "checked", N_("Checked"), EP_TINT_INFO },
    { "delivered", N_("Delivered"), EP_TINT_FINE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)
#define DERIVED EP_FIELD_DERIVED

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13, .group = N_("Delivery") },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "prepared", .width = 11 },
    { "name", N_("Deliverable"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 28 },
    { "addressee", N_("Addressee"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 20 },
    { "deliver_on", N_("To be delivered on"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "medium", N_("Medium"), EP_KIND_TEXT, EP_FIELD_SEARCHED, .initial = "CD-R" },
    { "folder", N_("Folder"), EP_KIND_CODE, EP_FIELD_FIXED, .group = N_("Virus check") },
    { "files", N_("Files"), EP_KIND_INTEGER, DERIVED | EP_FIELD_COLUMN },
    { "size", N_("Bytes"), EP_KIND_INTEGER, DERIVED },
    { "check_number", N_("Virus check"), EP_KIND_CODE, DERIVED },
    { "check_result", N_("Last virus check"), EP_KIND_CODE, DERIVED | EP_FIELD_HIDDEN },
    { "checked_on", N_("Checked on"), EP_KIND_DATE, DERIVED | EP_FIELD_COLUMN },
    { "delivered_at", N_("Delivered at"), EP_KIND_TIME, EP_FIELD_FIXED, .group = N_("Handed over") },
    { "delivered_by", N_("Delivered by"), EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = "staff" },
    { "received_by", N_("Received there by"), EP_KIND_TEXT, EP_FIELD_FIXED | EP_FIELD_PERSONAL },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

/* The certificate speaks of files as they are now, and of patterns of that day. */
static char *
ep_delivery_refuse_deliver(EpRecord *record, const EpOperator *operator, const char * today)
{
    if (!g_str_equal(ep_record_get_named(record, "check_result"), "clean"))
        return g_strdup(_("It has no clean virus check"));
    if (!g_str_equal(ep_record_get_named(record, "checked_on"), today))
        return g_strdup(_("It was checked on another day, with patterns of that day: check it anew"));
    return operator->staff == 0 ? g_strdup(_("It must be known who signs for it")) : NULL;
}

static const EpField check_questions[] = {
    { "folder", N_("Folder"), EP_KIND_CODE, 0 },
    { NULL },
};

static gboolean ep_delivery_run_check(EpDeed *deed, GError **error);

static const EpVerb verbs[] = {
    { "delivery.new", N_("Prepare a delivery"), .accel = "<Control>n", .from = "", .asks = "name! addressee! * note" },
    { "delivery.check", N_("Read the files and check them"), .from = "prepared", .to = "checked",
      .asks = EP_VIRUS_CHECK_ASKS, .questions = check_questions, .makes = &ep_virus_check_table, .flags = EP_VERB_MAIN,
      .run = ep_delivery_run_check },
    { "delivery.reopen", N_("Files have changed: check anew"), .from = "checked", .to = "prepared" },
    { "delivery.deliver", N_("It is delivered"), .from = "checked", .to = "delivered", .asks = "received_by! note",
      .stamps = "delivered_at delivered_by", .flags = EP_VERB_MAIN, .refuse = ep_delivery_refuse_deliver },
    { "delivery.cancel", N_("Cancel"), .from = "prepared checked", .to = "cancelled", .asks = "note" },
    { "delivery.edit", N_("Edit"), .accel = "<Control>e", .from = "prepared checked", .asks = "*",
      .flags = EP_VERB_COUNTED },
    { NULL },
};

static const EpTableSection sections[] = {
    { "delivery_file", "delivery", NULL },
    { "virus_check", "delivery", NULL },
    { NULL },
};

EpTable ep_delivery_table = {
    .name = "delivery",
    .label = N_("Deliveries"),
    .hint =
        N_("Prepare a delivery: its files are read from a folder, checked for viruses and listed on a certificate."),
    .fields = fields,
    .number = "number",
    .title = "name",
    .state = "state",
    .due = "deliver_on",
    .open = "prepared checked",
    .series = "納",
    .sections = sections,
    .verbs = verbs,
    .sort = "-number",
};

static const EpField file_fields[] = {
    { "delivery", N_("Delivery"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | EP_FIELD_FIXED, .reference = "delivery" },
    { "name", N_("File"), EP_KIND_CODE, EP_FIELD_REQUIRED | COLUMN, .width = 40 },
    { "size", N_("Bytes"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "sha256", N_("SHA-256"), EP_KIND_CODE, EP_FIELD_REQUIRED | COLUMN, .width = 24 },
    { NULL },
};

EpTable ep_delivery_file_table = {
    .name = "delivery_file",
    .label = N_("Files"),
    .flags = EP_TABLE_LINES | EP_TABLE_APPEND_ONLY,
    .fields = file_fields,
    .title = "name",
    .parent = "delivery",
    .sort = "name",
};

/* What was read before, of an earlier state of the folder, is not what was checked now. */
static gboolean
ep_delivery_forget_files(EpDeed *deed, gint64 delivery, GError **error)
{
    g_autoptr(GPtrArray) files =
        ep_reader_load_of(ep_act_get_reader(deed->act), &ep_delivery_file_table, "delivery", delivery, error);

    for (guint i = 0; files != NULL && i < files->len; i++) {
        if (!ep_act_remove(deed->act, g_ptr_array_index(files, i), error))
            return FALSE;
    }
    return files != NULL;
}

/* A run function: a virus check, with the files it looked at as lines of the answers (delivery_file). */
static gboolean
ep_delivery_run_check(EpDeed *deed, GError **error)
{
    gint64 delivery = ep_record_get_id(g_ptr_array_index(deed->records, 0));
    GPtrArray *lines = ep_draft_get_lines(deed->answers);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (guint i = 0; i < lines->len; i++) {
        ep_draft_set_integer(g_ptr_array_index(lines, i), "delivery", delivery);
        g_ptr_array_add(files, ep_draft_ref(g_ptr_array_index(lines, i)));
    }
    g_ptr_array_set_size(lines, 0); /* they are the delivery's, not the check's */
    if (files->len == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                            _("There are no files: name the folder that is delivered, and have it read"));
        return FALSE;
    }
    return ep_virus_check_run(deed, error) && ep_delivery_forget_files(deed, delivery, error) &&
           ep_act_write_all(deed->act, files, deed->progress, error);
}

void
ep_delivery_take_check(EpDeed *deed, GPtrArray *drafts)
{
    EpDraft *delivery = g_ptr_array_index(drafts, 0);

    ep_draft_set_named(delivery, "folder", ep_deed_answer(deed, "folder"));
    if (!g_str_equal(ep_deed_answer(deed, "result"), "clean"))
        ep_draft_set_named(delivery, "state", "prepared");
}
