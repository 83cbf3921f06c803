#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"

static const char *
ep_application_check_label(const char *field)
{
    return ep_label(ep_application_table.fields[ep_table_find(&ep_application_table, field)].label);
}

/* Whatever day temporary use is on, somebody is there to take it back. */
static gboolean
ep_application_check_days(EpReader *reader, EpDraft *draft, GError **error)
{
    g_autoptr(EpCalendar) calendar = ep_calendar_site_load(reader, error);
    EpDate day = { 0 }, until = { 0 };

    if (calendar == NULL)
        return FALSE;
    if (!ep_date_parse(ep_draft_get_named(draft, "from_day"), &day, NULL) ||
        !ep_date_parse(ep_draft_get_named(draft, "until_day"), &until, NULL))
        return TRUE;
    for (; ep_date_compare(day, until) <= 0; day = ep_date_add_days(day, 1)) {
        g_autofree char *text = NULL;

        if (ep_calendar_is_open(calendar, day))
            continue;
        text = ep_date_to_text(day);
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("Temporary use is for open days: the desk is closed on %s"),
                    EP_DATE_SHOWN(text));
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_application_check_temporary(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    const EpVerb *temporary = ep_ledger_find_verb(ledger, "application.new_temporary", NULL, error);

    return temporary != NULL &&
           ep_ledger_check_route(ledger, reader, temporary, ep_draft_get_named(draft, "network"), error) &&
           ep_application_check_days(reader, draft, error);
}

static gboolean
ep_application_check_concerns(EpDraft *draft)
{
    static const char *const names[] = { "kind", "network", "from_day", "until_day" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (ep_draft_is_edited(draft, ep_table_find(&ep_application_table, names[i])))
            return TRUE;
    }
    return FALSE;
}

gboolean
ep_application_check(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    const char *from = ep_draft_get_named(draft, "from_day"), *until = ep_draft_get_named(draft, "until_day");

    if (!ep_application_check_concerns(draft))
        return TRUE;
    if (strcmp(until, from) < 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: the period ends before it begins, on %s"),
                    ep_application_check_label("until_day"), EP_DATE_SHOWN(from));
        return FALSE;
    }
    return strcmp(ep_draft_get_named(draft, "kind"), "temporary") != 0 ||
           ep_application_check_temporary(ledger, reader, draft, error);
}
