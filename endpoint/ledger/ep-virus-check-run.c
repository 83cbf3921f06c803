#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-delivery.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-incident.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-virus-check.h"

static gboolean
ep_virus_check_fail(GError **error, const char *field, const char *words)
{
    const EpField *at = &ep_virus_check_table.fields[ep_table_find(&ep_virus_check_table, field)];

    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s", ep_label(at->label), words);
    return FALSE;
}

/* A check cannot have found something and be clean, nor end before it begins or after now, nor be of several with one
 * identity. */
static gboolean
ep_virus_check_agree(EpDeed *deed, GError **error)
{
    gboolean clean = g_str_equal(ep_deed_answer(deed, "result"), "clean");
    const char *started = ep_deed_answer(deed, "started"), *at = ep_deed_answer(deed, "at");
    gint64 found = ep_draft_get_integer(deed->answers, "found");
    g_autofree char *today = ep_date_to_text(ep_time_text_date(ep_act_get_at(deed->act), EP_ZONE_JAPAN));

    if (strcmp(at, ep_act_get_at(deed->act)) > 0)
        return ep_virus_check_fail(error, "at", _("that is still to come"));
    if (strcmp(ep_deed_answer(deed, "pattern_date"), today) > 0)
        return ep_virus_check_fail(error, "pattern_date", _("that is still to come"));
    if (*ep_deed_answer(deed, "pieces") != '\0' && ep_draft_get_integer(deed->answers, "pieces") < 1)
        return ep_virus_check_fail(error, "pieces", _("one at least"));
    if (*started != '\0' && *at != '\0' && strcmp(started, at) > 0)
        return ep_virus_check_fail(error, "started", _("it ends before it begins"));
    if (clean && found > 0)
        return ep_virus_check_fail(error, "found", _("the result is “nothing found”, but infected files are counted"));
    if (ep_draft_get_integer(deed->answers, "pieces") > 1 && *ep_deed_answer(deed, "serial") != '\0')
        return ep_virus_check_fail(error, "pieces",
                                   _("the serial number is one piece's: check each by itself, or leave it out"));
    if (found == 0 && g_str_equal(ep_deed_answer(deed, "result"), "found"))
        return ep_virus_check_fail(error, "found", _("the result is “virus found”: say in how many files"));
    return TRUE;
}

/* An old pattern, or one of unknown age, is no obstacle, but somebody answers for it. */
static gboolean
ep_virus_check_answered(EpDeed *deed, const EpOffice *office, GError **error)
{
    g_autofree char *fault =
        ep_office_dup_pattern_fault(office, ep_deed_answer(deed, "pattern_date"), ep_act_get_day(deed->act));

    if (fault != NULL && *ep_deed_answer(deed, "old_reason") == '\0')
        return ep_virus_check_fail(error, "old_reason", fault);
    if (fault == NULL)
        ep_draft_set_named(deed->answers, "old_reason", "");
    return TRUE;
}

/* The one medium that is known of it; 0 if there are several. */
static gint64
ep_virus_check_get_only_medium(GPtrArray *known)
{
    gint64 only = 0;

    for (guint i = 0; i < known->len; i++) {
        gint64 medium = ((const EpKnown *)g_ptr_array_index(known, i))->medium;

        if (only != 0 && medium != 0 && medium != only)
            return 0;
        only = medium != 0 ? medium : only;
    }
    return only;
}

gboolean
ep_virus_check_find_medium(EpReader *reader, EpRecord *check, gint64 *medium, GError **error)
{
    static const char *const taken[] = { "vid", "pid", "serial", "instance_id", "interfaces" };
    g_autoptr(EpDraft) scratch = ep_draft_new(&ep_medium_table);
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(EpIdentity) identity = NULL;

    *medium = 0;
    if (*ep_record_get_named(check, "serial") == '\0')
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(scratch, taken[i], ep_record_get_named(check, taken[i]));
    device = ep_device_from_draft(scratch, "", error);
    identity = device != NULL ? ep_identity_new(reader, device, "", NULL, error) : NULL;
    if (identity == NULL)
        return FALSE;
    *medium = *device->vid != '\0' ? identity->medium : ep_virus_check_get_only_medium(identity->known);
    return TRUE;
}

/* What was brought in may be a medium of the ledger. */
static gboolean
ep_virus_check_link(EpDeed *deed, EpDraft *check, GError **error)
{
    g_autoptr(EpRecord) record = ep_draft_to_record(check);
    gint64 medium = 0;

    if (*ep_draft_get_named(check, "medium") != '\0')
        return TRUE;
    if (!ep_virus_check_find_medium(ep_act_get_reader(deed->act), record, &medium, error))
        return FALSE;
    if (medium != 0)
        ep_draft_set_integer(check, "medium", medium);
    return TRUE;
}

/* Where the device was applied for, the check is for that network and section, and of that medium. */
static gboolean
ep_virus_check_place(EpDeed *deed, EpDraft *check, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(EpRecord) line = NULL, application = NULL;
    gint64 id = ep_draft_get_integer(check, "line");

    if (id == 0)
        return ep_virus_check_link(deed, check, error);
    line = ep_reader_read(reader, &ep_application_device_table, id, error);
    if (line == NULL)
        return FALSE;
    application = ep_reader_read(reader, &ep_application_table, ep_record_get_integer(line, "application"), error);
    if (application == NULL)
        return FALSE;
    ep_draft_set_named(check, "medium", ep_record_get_named(line, "medium"));
    ep_draft_set_named(check, "network", ep_record_get_named(application, "network"));
    ep_draft_set_named(check, "section", ep_record_get_named(application, "section"));
    return TRUE;
}

static gboolean
ep_virus_check_follow(EpDeed *deed, const EpOffice *office, EpDraft *check, GPtrArray *drafts, GError **error)
{
    if (deed->table == &ep_incident_table) {
        ep_incident_take_recheck(check, drafts);
        return TRUE;
    }
    if (deed->table == &ep_delivery_table)
        ep_delivery_take_check(deed, drafts);
    if (!ep_virus_check_place(deed, check, error))
        return FALSE;
    return strcmp(ep_draft_get_named(check, "result"), "found") == 0
               ? ep_incident_open(deed, office, check, drafts, error)
               : ep_incident_recheck(deed, check, drafts, error);
}

gboolean
ep_virus_check_run(EpDeed *deed, GError **error)
{
    g_autoptr(EpOffice) office = NULL;
    g_autoptr(GPtrArray) drafts = NULL;
    guint n;

    if (!ep_virus_check_agree(deed, error))
        return FALSE;
    office = ep_office_load(ep_act_get_reader(deed->act), error);
    if (office == NULL || !ep_virus_check_answered(deed, office, error))
        return FALSE;
    drafts = ep_deed_draft(deed, error);
    n = drafts != NULL ? drafts->len : 0;
    for (guint i = 0; i < n; i++) {
        EpDraft *draft = g_ptr_array_index(drafts, i);

        if (ep_draft_get_table(draft) == &ep_virus_check_table &&
            !ep_virus_check_follow(deed, office, draft, drafts, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}
