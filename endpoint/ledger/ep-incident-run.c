#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-incident.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-virus-check.h"

/* The clock: from the detection so many minutes. */
static void
ep_incident_set_clock(EpDraft *incident, const EpOffice *office)
{
    gint64 at = 0;
    g_autofree char *by = NULL, *day = NULL;

    if (!ep_time_parse(ep_draft_get_named(incident, "detected_at"), &at, NULL))
        return;
    by = ep_time_to_text(at + office->report_minutes * 60);
    day = ep_date_to_text(ep_time_text_date(by, EP_ZONE_JAPAN));
    ep_draft_set_named(incident, "report_by", by);
    ep_draft_set_named(incident, "report_day", day);
}

/* "Eicar-Test and 2 more": what stands behind the last colon of the lines that a scan writes. */
static char *
ep_incident_dup_title(const char *names)
{
    g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
    guint more = 0;
    const char *name, *colon;

    if (lines[0] == NULL || *lines[0] == '\0')
        return g_strdup(_("Virus found"));
    colon = strrchr(lines[0], ':');
    name = colon != NULL ? colon + 1 : lines[0];
    for (char **line = lines + 1; *line != NULL; line++)
        more += **line != '\0' ? 1 : 0;
    return more == 0 ? g_strdup(g_strchug((char *)name))
                     : g_strdup_printf(_("%s and %u more"), g_strchug((char *)name), more);
}

gboolean
ep_incident_open(EpDeed *deed, const EpOffice *office, EpDraft *check, GPtrArray *drafts, GError **error)
{
    static const char *const taken[] = { "line", "medium", "network", "section", "names" };
    g_autofree char *number = ep_act_next_number(deed->act, &ep_incident_table, error);
    g_autofree char *title = ep_incident_dup_title(ep_draft_get_named(check, "names"));
    g_autoptr(EpDraft) incident = ep_draft_new(&ep_incident_table);

    if (number == NULL)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(incident, taken[i], ep_draft_get_named(check, taken[i]));
    ep_draft_set_named(incident, "number", number);
    ep_draft_set_named(incident, "title", title);
    ep_draft_set_named(incident, "detected_at", ep_draft_get_named(check, "at"));
    ep_draft_set_integer(incident, "detection", ep_draft_get_id(check));
    ep_draft_fill(incident, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    ep_incident_set_clock(incident, office);
    g_ptr_array_add(drafts, g_steal_pointer(&incident));
    return TRUE;
}

/* The incident of what @field of @check refers to that was treated and not looked at again; NULL without an error if
 * there is none. */
static EpRecord *
ep_incident_find_treated(EpDeed *deed, EpDraft *check, const char *field, GError **error)
{
    EpMatch matches[] = { { field, ep_draft_get_named(check, field) }, { "state", "treated" }, { NULL, NULL } };
    g_autoptr(GPtrArray) found = NULL;

    if (*matches[0].value == '\0')
        return NULL;
    found = ep_reader_load(ep_act_get_reader(deed->act), &ep_incident_table, matches, error);
    return found != NULL && found->len > 0 ? g_object_ref(g_ptr_array_index(found, 0)) : NULL;
}

/* What @check looked at, where its identity stands: a line, a medium, or what was brought in. */
static EpRecord *
ep_incident_read_checked(EpReader *reader, EpDraft *check, GError **error)
{
    gint64 line = ep_draft_get_integer(check, "line"), medium = ep_draft_get_integer(check, "medium");

    if (line != 0)
        return ep_reader_read(reader, &ep_application_device_table, line, error);
    return medium != 0 ? ep_reader_read(reader, &ep_medium_table, medium, error) : ep_draft_to_record(check);
}

/* The same device, as far as both say what it is. */
static gboolean
ep_incident_is_same(EpRecord *one, EpRecord *other)
{
    static const char *const parts[] = { "vid", "pid" };

    if (*ep_record_get_named(one, "serial") == '\0' ||
        g_ascii_strcasecmp(ep_record_get_named(one, "serial"), ep_record_get_named(other, "serial")) != 0)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        const char *mine = ep_record_get_named(one, parts[i]), *theirs = ep_record_get_named(other, parts[i]);

        if (*mine != '\0' && *theirs != '\0' && g_ascii_strcasecmp(mine, theirs) != 0)
            return FALSE;
    }
    return TRUE;
}

/* The treated incident of what was only brought in, and is known by its identity alone. */
static EpRecord *
ep_incident_find_brought(EpDeed *deed, EpDraft *check, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    EpMatch matches[] = { { "state", "treated" }, { NULL, NULL } };
    g_autoptr(EpRecord) checked = ep_incident_read_checked(reader, check, error);
    g_autoptr(GPtrArray) treated = checked != NULL ? ep_reader_load(reader, &ep_incident_table, matches, error) : NULL;

    for (guint i = 0; treated != NULL && i < treated->len; i++) {
        gint64 id = ep_record_get_integer(g_ptr_array_index(treated, i), "detection");
        g_autoptr(EpRecord) detection = id != 0 ? ep_reader_read(reader, &ep_virus_check_table, id, error) : NULL;

        if (id != 0 && detection == NULL)
            return NULL;
        if (id != 0 && ep_incident_is_same(checked, detection))
            return g_object_ref(g_ptr_array_index(treated, i));
    }
    return NULL;
}

gboolean
ep_incident_recheck(EpDeed *deed, EpDraft *check, GPtrArray *drafts, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(EpRecord) incident = NULL;
    EpDraft *draft;

    if (strcmp(ep_draft_get_named(check, "result"), "clean") != 0)
        return TRUE;
    incident = ep_incident_find_treated(deed, check, "medium", &fault);
    if (incident == NULL && fault == NULL)
        incident = ep_incident_find_treated(deed, check, "line", &fault);
    if (incident == NULL && fault == NULL)
        incident = ep_incident_find_brought(deed, check, &fault);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    if (incident == NULL)
        return TRUE;
    ep_draft_set_integer(check, "incident", ep_record_get_id(incident));
    draft = ep_draft_new_from(incident);
    ep_draft_set_named(draft, "state", "rechecked");
    ep_draft_set_named(draft, "restored_at", ep_draft_get_named(check, "at"));
    g_ptr_array_add(drafts, draft);
    return TRUE;
}

/* Found again: treated anew. Not looked at to its end: to be looked at once more. */
void
ep_incident_take_recheck(EpDraft *check, GPtrArray *drafts)
{
    const char *result = ep_draft_get_named(check, "result");
    EpDraft *incident = NULL;

    for (guint i = 0; i < drafts->len && incident == NULL; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_table(draft) == &ep_incident_table)
            incident = draft;
    }
    g_return_if_fail(incident != NULL);
    ep_draft_set_named(check, "line", ep_draft_get_named(incident, "line"));
    ep_draft_set_named(check, "medium", ep_draft_get_named(incident, "medium"));
    ep_draft_set_named(incident, "restored_at", strcmp(result, "clean") == 0 ? ep_draft_get_named(check, "at") : "");
    if (strcmp(result, "found") == 0)
        ep_draft_set_named(incident, "treated_at", "");
    if (strcmp(result, "clean") != 0)
        ep_draft_set_named(incident, "state", strcmp(result, "found") == 0 ? "reported" : "treated");
}

/* @name is answered, not before @since and not after now. */
static gboolean
ep_incident_check_moment(EpDeed *deed, const char *name, const char *since, GError **error)
{
    const char *at = ep_deed_answer(deed, name), *fault = NULL;

    if (strcmp(at, ep_act_get_at(deed->act)) > 0)
        fault = _("that is still to come");
    else if (strcmp(at, since) < 0)
        fault = _("that is before the detection");
    if (fault != NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s",
                    ep_label(deed->table->fields[ep_table_find(deed->table, name)].label), fault);
    return fault == NULL;
}

/* What was done by phone a while ago happened then, and its clock is judged by that. */
gboolean
ep_incident_run_moment(EpDeed *deed, GError **error)
{
    const char *name = deed->verb->questions[0].name;

    for (guint i = 0; i < deed->records->len; i++) {
        if (!ep_incident_check_moment(deed, name,
                                      ep_record_get_named(g_ptr_array_index(deed->records, i), "detected_at"), error))
            return FALSE;
    }
    return ep_deed_run(deed, error);
}

gboolean
ep_incident_run_new(EpDeed *deed, GError **error)
{
    g_autoptr(EpOffice) office = ep_office_load(ep_act_get_reader(deed->act), error);
    g_autoptr(EpDraft) draft = office != NULL ? ep_deed_make(deed, error) : NULL;

    if (draft == NULL)
        return FALSE;
    if (!ep_incident_check_moment(deed, "detected_at", "", error))
        return FALSE;
    deed->made = ep_draft_get_id(draft);
    ep_incident_set_clock(draft, office);
    return ep_act_write(deed->act, draft, error);
}

gboolean
ep_incident_run_stop(EpDeed *deed, GError **error)
{
    EpRecord *incident = g_ptr_array_index(deed->records, 0);
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);
    g_autoptr(GPtrArray) permits = drafts != NULL
                                       ? ep_reader_load_of(ep_act_get_reader(deed->act), &ep_permit_table, "medium",
                                                           ep_record_get_integer(incident, "medium"), error)
                                       : NULL;

    for (guint i = permits != NULL ? permits->len : 0; i > 0; i--) {
        if (!ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(g_ptr_array_index(permits, i - 1), "state")))
            g_ptr_array_remove_index(permits, i - 1);
    }
    return permits != NULL && ep_permit_end_all(deed, permits, "stopped", drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}
