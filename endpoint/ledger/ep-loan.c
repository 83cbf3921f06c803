#include "endpoint/ledger/ep-loan.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-case.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"

/* A loaner (代替機) lent while a PC is in repair: prepared, lent, returned, wiped, and ready for the next one. */

static const EpChoice states[] = {
    { "prepared", N_("Being prepared"), EP_TINT_INFO },
    { "lent", N_("Lent"), EP_TINT_WAIT },
    { "returned", N_("Returned"), EP_TINT_INFO },
    { "wiped", N_("Wiped"), EP_TINT_INFO },
    { "standby", N_("Ready again"), EP_TINT_FINE },
    { "cancelled", N_("Cancelled"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .group = N_("Basics"), .width = 13 },
    { "state", N_("State"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .choices = states,
      .initial = "prepared", .width = 10 },
    { "repair", N_("Repair"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "repair",
      .width = 13 },
    { "pc", N_("Loaner"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED | COLUMN | EP_FIELD_FIXED, .reference = "pc",
      .width = 11 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_FACET | EP_FIELD_FIXED, .choices = ep_networks, .width = 14 },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET | EP_FIELD_FIXED, .reference = "section",
      .width = 16 },
    { "borrower", N_("Borrower"), EP_KIND_TEXT, COLUMN | EP_FIELD_PERSONAL, .group = N_("Loan"), .width = 12 },
    { "set_up", N_("Set up for the user"), EP_KIND_YES, 0 },
    { "lent_on", N_("Lent on"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "due", N_("Due back"), EP_KIND_DATE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN },
    { "accessories", N_("Accessories"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "returned_on", N_("Returned on"), EP_KIND_DATE, EP_FIELD_COLUMN, .group = N_("Return") },
    { "returned_by", N_("Returned by"), EP_KIND_TEXT, EP_FIELD_PERSONAL },
    { "wiped_on", N_("Wiped on"), EP_KIND_DATE, EP_FIELD_FIXED },
    { "end_reason", N_("Reason"), EP_KIND_TEXT, EP_FIELD_FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .group = N_("Other") },
    { NULL },
};

#define OPEN "prepared lent returned wiped"

/* A loaner that is still promised, out, or not wiped yet. */
static gboolean
ep_loan_check_free(EpDeed *deed, gint64 pc, GError **error)
{
    g_autoptr(GPtrArray) loans = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_loan_table, "pc", pc, error);

    for (guint i = 0; loans != NULL && i < loans->len; i++) {
        EpRecord *loan = g_ptr_array_index(loans, i);

        if (!ep_table_is_open(&ep_loan_table, ep_record_get(loan, ep_loan_table.at.state)))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("Loaner %s is not ready: see %s"),
                    ep_record_get_label(loan, ep_loan_table.at.pc), ep_record_get(loan, ep_loan_table.at.number));
        return FALSE;
    }
    return loans != NULL;
}

gboolean
ep_loan_prepare(EpDeed *deed, GError **error)
{
    gint64 pc = ep_draft_get_integer(deed->answers, "pc");
    g_autoptr(GPtrArray) drafts = NULL;
    g_autoptr(EpRecord) loaner = ep_reader_read(ep_act_get_reader(deed->act), &ep_pc_table, pc, error);
    g_autofree char *name = NULL;

    if (loaner == NULL || !ep_loan_check_free(deed, pc, error))
        return FALSE;
    name = ep_record_dup_name(loaner);
    if (strcmp(ep_record_get(loaner, ep_pc_table.at.state), "loaner") != 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is not a loaner"), name);
        return FALSE;
    }
    drafts = ep_deed_draft(deed, error);
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

static gboolean
ep_loan_move(EpDeed *deed, const char *from, const char *to, gboolean strict, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        gint64 pc = ep_record_get_integer(g_ptr_array_index(deed->records, i), "pc");

        if (!ep_case_move_pc(deed, pc, from, to, strict, drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

static gboolean
ep_loan_hand_over(EpDeed *deed, GError **error)
{
    return ep_loan_move(deed, "loaner", "lent", TRUE, error);
}

static gboolean
ep_loan_return(EpDeed *deed, GError **error)
{
    return ep_loan_move(deed, "lent", "loaner", FALSE, error);
}

static const EpVerb verbs[] = {
    { "loan.hand_over", N_("Hand over"), .from = "prepared", .to = "lent", .asks = "borrower! set_up! due! accessories",
      .flags = EP_VERB_MAIN, .stamps = "lent_on", .run = ep_loan_hand_over },
    { "loan.return", N_("Take back"), .from = "lent", .to = "returned", .asks = "returned_by accessories note",
      .flags = EP_VERB_MAIN, .stamps = "returned_on", .run = ep_loan_return },
    { "loan.extend", N_("Extend"), .from = "lent", .asks = "due!", .flags = EP_VERB_MANY },
    { "loan.wipe", N_("Wiped"), .from = "returned", .to = "wiped", .flags = EP_VERB_MAIN | EP_VERB_MANY,
      .stamps = "wiped_on" },
    { "loan.standby", N_("Ready again"), .from = "wiped", .to = "standby", .flags = EP_VERB_MAIN | EP_VERB_MANY },
    { "loan.edit", N_("Edit"), .accel = "<Control>e", .from = OPEN, .asks = "*", .flags = EP_VERB_QUIET },
    { "loan.cancel", N_("Cancel"), .from = "prepared", .to = "cancelled", .asks = "end_reason!" },
    { NULL },
};

EpTable ep_loan_table = {
    .name = "loan",
    .label = N_("Loaners"),
    .hint = N_("A loaner is lent from the card of a repair."),
    .fields = fields,
    .number = "number",
    .title = "borrower",
    .network = "network",
    .section = "section",
    .pc = "pc",
    .state = "state",
    .due = "due",
    .due_in = "lent",
    .parent = "repair",
    .open = OPEN,
    .series = "貸",
    .verbs = verbs,
    .sort = "-number",
};
