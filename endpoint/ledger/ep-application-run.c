#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"

/* What an application's verbs do besides writing the answers: lines are filled in and graded, and follow its end. */

static gboolean
ep_application_run_names_users(GPtrArray *lines)
{
    for (guint i = 0; i < lines->len; i++) {
        const EpTable *table = ep_draft_get_table(g_ptr_array_index(lines, i));

        if (table == &ep_application_pc_table || table == &ep_application_user_table)
            return TRUE;
    }
    return FALSE;
}

static gboolean
ep_application_run_prepare_lines(EpDeed *deed, EpDraft *application, GError **error)
{
    GPtrArray *lines = ep_draft_get_lines(application);
    EpIdentityUse use = { ep_draft_get_named(application, "network"), ep_draft_get_named(application, "rights"),
                          ep_application_run_names_users(lines) };

    for (guint i = 0; i < lines->len; i++) {
        EpDraft *line = g_ptr_array_index(lines, i);

        ep_draft_fill(line, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
        if (ep_draft_get_table(line) == &ep_application_device_table &&
            !ep_identity_assess(ep_act_get_reader(deed->act), line, &use, NULL, error)) {
            g_prefix_error(error, _("device %u: "), i + 1);
            return FALSE;
        }
    }
    return TRUE;
}

/* Whatever day temporary use is on, somebody is there to take it back. */
static gboolean
ep_application_run_check_days(EpDeed *deed, EpDraft *draft, GError **error)
{
    g_autoptr(EpCalendar) calendar = ep_calendar_site_load(ep_act_get_reader(deed->act), error);
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
                    text);
        return FALSE;
    }
    return TRUE;
}

/* Temporary use is a way in of its own, which not every network has. */
static gboolean
ep_application_run_check_kind(EpDeed *deed, EpDraft *draft, GError **error)
{
    const EpVerb *temporary = ep_ledger_find_verb(deed->ledger, "application.new_temporary", NULL, error);
    guint kind = ep_table_find(deed->table, "kind");

    if (strcmp(ep_draft_get(draft, kind), "temporary") != 0)
        return TRUE;
    if (deed->verb != temporary && ep_draft_is_edited(draft, kind)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("Temporary use is received by “%s”"),
                    ep_label(temporary->label));
        return FALSE;
    }
    return ep_ledger_check_route(deed->ledger, ep_act_get_reader(deed->act), temporary,
                                 ep_draft_get_named(draft, "network"), error) &&
           ep_application_run_check_days(deed, draft, error);
}

static EpDraft *
ep_application_run_make(EpDeed *deed, GError **error)
{
    EpDraft *draft = ep_deed_make(deed, error);

    if (draft == NULL || strcmp(deed->verb->name, "application.new_temporary") != 0)
        return draft;
    ep_draft_set_named(draft, "kind", "temporary");
    if (*ep_draft_get_named(draft, "until_day") == '\0')
        ep_draft_set_named(draft, "until_day", ep_draft_get_named(draft, "from_day"));
    return draft;
}

gboolean
ep_application_run_open(EpDeed *deed, GError **error)
{
    g_autoptr(EpDraft) draft = ep_verb_creates(deed->verb)
                                   ? ep_application_run_make(deed, error)
                                   : ep_deed_edit(deed, g_ptr_array_index(deed->records, 0), error);

    if (draft == NULL || !ep_application_run_check_kind(deed, draft, error) ||
        !ep_application_run_prepare_lines(deed, draft, error))
        return FALSE;
    if (ep_verb_creates(deed->verb))
        deed->made = ep_draft_get_id(draft);
    return ep_act_write(deed->act, draft, error);
}

static gboolean
ep_application_run_assess(EpDeed *deed, EpRecord *application, GPtrArray *drafts, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(GPtrArray) lines =
        ep_reader_load_of(reader, &ep_application_device_table, "application", ep_record_get_id(application), error);
    EpIdentityUse use = { ep_record_get_named(application, "network"), ep_record_get_named(application, "rights"),
                          strcmp(ep_record_get_named(application, "pcs"), "0") != 0 ||
                              strcmp(ep_record_get_named(application, "users"), "0") != 0 };

    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpDraft *draft = ep_draft_new_from(g_ptr_array_index(lines, i));

        g_ptr_array_add(drafts, draft);
        if (!ep_identity_assess(reader, draft, &use, NULL, error))
            return FALSE;
    }
    return lines != NULL;
}

/* What the ledger knows of a device may have changed since it was received. */
gboolean
ep_application_run_check(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        if (!ep_application_run_assess(deed, g_ptr_array_index(deed->records, i), drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

static EpRecord *
ep_application_run_read_open(EpDeed *deed, gint64 id, GError **error)
{
    g_autoptr(EpRecord) application = ep_reader_read(ep_act_get_reader(deed->act), &ep_application_table, id, error);

    if (application == NULL || ep_words_contain("received returned", ep_record_get_named(application, "state")))
        return g_steal_pointer(&application);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                        _("Its application is past the check of its content: send that back first"));
    return NULL;
}

gboolean
ep_application_run_line(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(EpRecord) application = NULL;
    EpDraft *line;
    EpIdentityUse use;

    if (drafts == NULL)
        return FALSE;
    line = g_ptr_array_index(drafts, 0);
    application = ep_application_run_read_open(deed, ep_draft_get_integer(line, "application"), error);
    if (application == NULL)
        return FALSE;
    use = (EpIdentityUse){ ep_record_get_named(application, "network"), ep_record_get_named(application, "rights"),
                           FALSE };
    if (ep_draft_get_table(line) == &ep_application_device_table &&
        !ep_identity_assess(ep_act_get_reader(deed->act), line, &use, NULL, error))
        return FALSE;
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

static gboolean
ep_application_run_end_lines(EpDeed *deed, EpRecord *application, GPtrArray *drafts, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_application_device_table,
                                                   "application", ep_record_get_id(application), error);

    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);
        EpDraft *draft;

        if (strcmp(ep_record_get_named(line, "state"), "refused") == 0)
            continue;
        draft = ep_draft_new_from(line);
        ep_draft_set_named(draft, "state", "refused");
        ep_draft_set_named(draft, "reason", ep_deed_answer(deed, "reason"));
        g_ptr_array_add(drafts, draft);
    }
    return lines != NULL;
}

gboolean
ep_application_run_end(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        if (!ep_application_run_end_lines(deed, g_ptr_array_index(deed->records, i), drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
