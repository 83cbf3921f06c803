#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"

/* Virus checks: what was scanned with which pattern, by a scanner of ours or typed in from another's screen. Never
 * edited; a second look is a second check. */

static const EpChoice results[] = {
    { "clean", N_("Nothing found"), EP_TINT_FINE },
    { "found", N_("Virus found"), EP_TINT_LATE },
    { "incomplete", N_("Not completed"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice actions[] = {
    { "none", N_("None needed"), EP_TINT_NONE },     { "cleaned", N_("Removed"), EP_TINT_WAIT },
    { "isolated", N_("Isolated"), EP_TINT_WAIT },    { "returned", N_("Given back unused"), EP_TINT_WAIT },
    { "refused", N_("Not accepted"), EP_TINT_LATE }, { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "number", N_("Number"), EP_KIND_CODE, COLUMN | EP_FIELD_FIXED, .width = 13 },
    { "at", N_("Checked at"), EP_KIND_TIME, EP_FIELD_REQUIRED | EP_FIELD_COLUMN, .initial = "@now" },
    { "day", N_("Day"), EP_KIND_DATE, EP_FIELD_FIXED, .initial = "@today" },
    { "line", N_("Device applied for"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "application_device" },
    { "medium", N_("Medium"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FIXED, .reference = "medium" },
    { "application", N_("Application"), EP_KIND_CODE, EP_FIELD_DERIVED | COLUMN, .width = 13 },
    { "scanner", N_("Scanner and engine"), EP_KIND_TEXT, EP_FIELD_REQUIRED | COLUMN, .width = 20 },
    { "pattern", N_("Pattern version"), EP_KIND_CODE, EP_FIELD_COLUMN },
    { "pattern_date", N_("Pattern date (empty: unknown)"), EP_KIND_DATE, EP_FIELD_COLUMN },
    { "files", N_("Files"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "found", N_("Infected files"), EP_KIND_INTEGER, EP_FIELD_COLUMN },
    { "names", N_("What was found"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { "result", N_("Result"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = results },
    { "action", N_("Action"), EP_KIND_CHOICE, EP_FIELD_FACET, .choices = actions },
    { "pc", N_("Checked on PC"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "checked_by", N_("Checked by"), EP_KIND_REFERENCE, EP_FIELD_FIXED | EP_FIELD_FACET, .reference = "staff",
      .initial = "@operator" },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED },
    { NULL },
};

/* A check cannot have found something and be clean. */
gboolean
ep_virus_check_run(EpDeed *deed, GError **error)
{
    gboolean clean = g_str_equal(ep_deed_answer(deed, "result"), "clean");
    gint64 found = ep_draft_get_integer(deed->answers, "found");

    if (clean ? found == 0 : found > 0 || !g_str_equal(ep_deed_answer(deed, "result"), "found"))
        return ep_deed_run(deed, error);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        clean ? _("The result is “nothing found”, but infected files are counted")
                              : _("The result is “virus found”: say in how many files"));
    return FALSE;
}

EpTable ep_virus_check_table = {
    .name = "virus_check",
    .label = N_("Virus checks"),
    .hint = N_("A check is recorded from the device that was applied for, or from a medium."),
    .flags = EP_TABLE_APPEND_ONLY,
    .fields = fields,
    .number = "number",
    .title = "scanner",
    .series = "検",
    .sort = "-at",
};
