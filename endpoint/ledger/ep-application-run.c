#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-permit.h"

/* What an application's verbs do besides writing the answers: lines are filled in and graded, and follow its end. */

static gboolean
ep_application_run_names(GPtrArray *lines, const EpTable *table)
{
    for (guint i = 0; i < lines->len; i++) {
        EpDraft *line = g_ptr_array_index(lines, i);

        if (!ep_draft_is_removed(line) && ep_draft_get_table(line) == table)
            return TRUE;
    }
    return FALSE;
}

static EpIdentityUse
ep_application_run_get_use(EpRecord *application)
{
    return (EpIdentityUse){ ep_record_get_named(application, "network"), ep_record_get_named(application, "rights"),
                            ep_record_get_integer(application, "pcs") > 0,
                            ep_record_get_integer(application, "users") > 0 };
}

/* What a device line is and which permit it is about, as the application uses it. */
static gboolean
ep_application_run_assess_line(EpDeed *deed, EpDraft *line, const char *kind, const EpIdentityUse *use, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);

    return ep_application_permit_take_device(reader, line, kind, error) &&
           ep_identity_assess(reader, line, use, NULL, error) &&
           ep_application_permit_find(reader, line, kind, use->network, error);
}

/* @at: the place among @lines (EpDraft) of the one that was just assessed; those before it are. */
static gboolean
ep_application_run_check_double(GPtrArray *lines, guint at, GError **error)
{
    EpDraft *line = g_ptr_array_index(lines, at);

    for (guint i = 0; i < at; i++) {
        EpDraft *other = g_ptr_array_index(lines, i);

        if (ep_draft_is_removed(other) || ep_draft_get_table(other) != &ep_application_device_table ||
            !ep_device_is_same(line, other))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("it is the same device as device %u, %s: name it once, or give each its own sticker number"),
                    i + 1, ep_draft_get_named(other, "model"));
        return FALSE;
    }
    return TRUE;
}

/* A line that comes to those that the application has. */
static gboolean
ep_application_run_check_line(EpDeed *deed, EpDraft *line, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load_of(ep_act_get_reader(deed->act), &ep_application_device_table,
                                                     "application", ep_draft_get_integer(line, "application"), error);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (guint i = 0; records != NULL && i < records->len; i++) {
        if (ep_record_get_id(g_ptr_array_index(records, i)) != ep_draft_get_id(line))
            g_ptr_array_add(lines, ep_draft_new_from(g_ptr_array_index(records, i)));
    }
    g_ptr_array_add(lines, ep_draft_ref(line));
    return records != NULL && ep_application_run_check_double(lines, lines->len - 1, error);
}

static gboolean
ep_application_run_prepare_lines(EpDeed *deed, EpDraft *application, GError **error)
{
    GPtrArray *lines = ep_draft_get_lines(application);
    EpIdentityUse use = { ep_draft_get_named(application, "network"), ep_draft_get_named(application, "rights"),
                          ep_application_run_names(lines, &ep_application_pc_table),
                          ep_application_run_names(lines, &ep_application_user_table) };

    for (guint i = 0; i < lines->len; i++) {
        EpDraft *line = g_ptr_array_index(lines, i);

        if (ep_draft_is_removed(line))
            continue;
        if (ep_draft_get_base(line) == NULL)
            ep_draft_fill(line, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
        if (ep_draft_get_table(line) == &ep_application_device_table &&
            !(ep_application_run_assess_line(deed, line, ep_draft_get_named(application, "kind"), &use, error) &&
              ep_application_run_check_double(lines, i, error))) {
            g_prefix_error(error, _("device %u: "), i + 1);
            return FALSE;
        }
    }
    return TRUE;
}

/* Temporary use is a way in of its own. */
static gboolean
ep_application_run_check_kind(EpDeed *deed, EpDraft *draft, GError **error)
{
    guint kind = ep_table_find(deed->table, "kind");
    const EpVerb *temporary;

    if (strcmp(ep_draft_get(draft, kind), "temporary") != 0 || !ep_draft_is_edited(draft, kind) ||
        strcmp(deed->verb->name, "application.new_temporary") == 0)
        return TRUE;
    temporary = ep_ledger_find_verb(deed->ledger, "application.new_temporary", NULL, error);
    if (temporary != NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("Temporary use is received by “%s”"),
                    ep_label(temporary->label));
    return FALSE;
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

static gboolean
ep_application_run_take_lists(EpDeed *deed, EpDraft *draft, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_application_list_read(
        deed, ep_verb_creates(deed->verb) ? 0 : ep_record_get_id(ep_draft_get_base(draft)), error);

    for (guint i = 0; lines != NULL && i < lines->len; i++)
        ep_draft_add_line(draft, g_ptr_array_index(lines, i));
    return lines != NULL;
}

/* What is added belongs to a draft of the application, so that it is prepared and written as if it had come with it. */
gboolean
ep_application_run_add(EpDeed *deed, GError **error)
{
    EpRecord *application = g_ptr_array_index(deed->records, 0);
    g_autoptr(EpDraft) draft = ep_draft_new_from(application);
    g_autoptr(GPtrArray) lines = ep_application_list_read(deed, ep_record_get_id(application), error);

    if (lines == NULL)
        return FALSE;
    if (lines->len == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("Nothing to add: every PC named is on it already"));
        return FALSE;
    }
    for (guint i = 0; i < lines->len; i++)
        ep_draft_add_line(draft, g_ptr_array_index(lines, i));
    return ep_application_run_prepare_lines(deed, draft, error) &&
           ep_act_write_all(deed->act, ep_draft_get_lines(draft), deed->progress, error);
}

gboolean
ep_application_run_open(EpDeed *deed, GError **error)
{
    g_autoptr(EpDraft) draft = ep_verb_creates(deed->verb)
                                   ? ep_application_run_make(deed, error)
                                   : ep_deed_edit(deed, g_ptr_array_index(deed->records, 0), error);

    if (draft == NULL || !ep_application_run_check_kind(deed, draft, error) ||
        !ep_application_run_take_lists(deed, draft, error) || !ep_application_run_prepare_lines(deed, draft, error))
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
    EpIdentityUse use = ep_application_run_get_use(application);

    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpDraft *draft = ep_draft_new_from(g_ptr_array_index(lines, i));

        g_ptr_array_add(drafts, draft);
        if (!ep_application_run_assess_line(deed, draft, ep_record_get_named(application, "kind"), &use, error))
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
    use = ep_application_run_get_use(application);
    if (ep_draft_get_table(line) == &ep_application_device_table &&
        !(ep_application_run_assess_line(deed, line, ep_record_get_named(application, "kind"), &use, error) &&
          ep_application_run_check_line(deed, line, error)))
        return FALSE;
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

/* What the targets cannot do depends on what is done instead: it is said anew before anybody signs. */
gboolean
ep_application_run_settle(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        EpDraft *line = g_ptr_array_index(drafts, i);
        g_autoptr(EpRecord) application = ep_reader_read(ep_act_get_reader(deed->act), &ep_application_table,
                                                         ep_draft_get_integer(line, "application"), error);
        EpIdentityUse use;

        if (application == NULL)
            return FALSE;
        use = ep_application_run_get_use(application);
        if (!ep_application_run_assess_line(deed, line, ep_record_get_named(application, "kind"), &use, error))
            return FALSE;
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gboolean
ep_application_run_resubmit(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error);

    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        ep_draft_set_named(g_ptr_array_index(drafts, i), "reason", "");
        ep_draft_set_named(g_ptr_array_index(drafts, i), "explanation", "");
    }
    return drafts != NULL && ep_act_write_all(deed->act, drafts, deed->progress, error);
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

static gboolean
ep_application_run_add_live(EpReader *reader, EpRecord *application, GPtrArray *live, GError **error)
{
    g_autoptr(GPtrArray) permits =
        ep_reader_load_of(reader, &ep_permit_table, "application", ep_record_get_id(application), error);

    for (guint i = 0; permits != NULL && i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(permit, "state")))
            g_ptr_array_add(live, g_object_ref(permit));
    }
    return permits != NULL;
}

gboolean
ep_application_run_stop(EpDeed *deed, GError **error)
{
    g_autoptr(GPtrArray) drafts = ep_deed_draft(deed, error), live = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; drafts != NULL && i < deed->records->len; i++) {
        if (!ep_application_run_add_live(ep_act_get_reader(deed->act), g_ptr_array_index(deed->records, i), live,
                                         error))
            return FALSE;
    }
    return drafts != NULL && ep_permit_end_all(deed, live, "stopped", drafts, error) &&
           ep_act_write_all(deed->act, drafts, deed->progress, error);
}
