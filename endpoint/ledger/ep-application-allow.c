#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-permit.h"

/*
 * Allowing, one act: each device finds its medium or becomes one, gets a permit with scopes for the PCs and people
 * named (without any, the section), and a registration waiting on each target of the network. Drafts are written with
 * what they refer to first, so that undo, which goes backwards, finds nothing that refers to what it takes out.
 */
typedef struct {
    EpDeed *deed;
    EpReader *reader;
    EpRecord *application;
    GPtrArray *pcs, *users; /* EpRecord */
    GPtrArray *persons;     /* their ids (gint64 *), in the order of @users */
    GPtrArray *ending;      /* EpRecord: permits that end by it */
    GPtrArray *drafts;
    EpOffice *office;
} EpApplicationAllow;

static void
ep_application_allow_clear(EpApplicationAllow *self)
{
    g_clear_pointer(&self->pcs, g_ptr_array_unref);
    g_clear_pointer(&self->users, g_ptr_array_unref);
    g_clear_pointer(&self->persons, g_ptr_array_unref);
    g_clear_pointer(&self->ending, g_ptr_array_unref);
    g_clear_pointer(&self->office, ep_office_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpApplicationAllow, ep_application_allow_clear)

static void
ep_application_allow_copy(EpDraft *draft, const char *name, EpRecord *from, const char *source)
{
    ep_draft_set_named(draft, name, ep_record_get_named(from, source));
}

/* --- people --- */

/* The person of this name in the applicant's section; 0 if there is none. */
static gint64
ep_application_allow_find_person(EpApplicationAllow *self, const char *name, GError **error)
{
    EpMatch matches[] = { { "section", ep_record_get_named(self->application, "section") }, { NULL, NULL } };
    g_autoptr(GPtrArray) people = ep_reader_load(self->reader, &ep_person_table, matches, error);
    g_autofree char *wanted = ep_fold(name);

    if (people == NULL)
        return -1;
    for (guint i = 0; i < people->len; i++) {
        g_autofree char *own = ep_fold(ep_record_get_named(g_ptr_array_index(people, i), "name"));

        if (strcmp(own, wanted) == 0)
            return ep_record_get_id(g_ptr_array_index(people, i));
    }
    return 0;
}

static gint64
ep_application_allow_get_person(EpApplicationAllow *self, EpRecord *user, GError **error)
{
    gint64 person = ep_record_get_integer(user, "person");
    EpDraft *draft;

    if (person == 0)
        person = ep_application_allow_find_person(self, ep_record_get_named(user, "name"), error);
    if (person != 0)
        return person;
    draft = ep_draft_new(&ep_person_table);
    ep_application_allow_copy(draft, "name", user, "name");
    ep_application_allow_copy(draft, "account", user, "account");
    ep_application_allow_copy(draft, "section", self->application, "section");
    ep_draft_set_named(draft, "unconfirmed", "1");
    g_ptr_array_add(self->drafts, draft);
    return ep_draft_get_id(draft);
}

static gboolean
ep_application_allow_name_people(EpApplicationAllow *self, GError **error)
{
    self->persons = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < self->users->len; i++) {
        gint64 person = ep_application_allow_get_person(self, g_ptr_array_index(self->users, i), error);

        if (person < 0)
            return FALSE;
        g_ptr_array_add(self->persons, g_memdup2(&person, sizeof person));
    }
    return TRUE;
}

/* --- the medium --- */

/* The grade is what the decision rested on; a worse one, because another device came in meanwhile, must be seen first.
 */
static gboolean
ep_application_allow_assess(EpApplicationAllow *self, EpDraft *line, GError **error)
{
    EpRecord *base = ep_draft_get_base(line);

    if (!ep_identity_assess(self->reader, line, NULL, NULL, error))
        return FALSE;
    if (strcmp(ep_record_get_named(base, "grade"), ep_draft_get_named(line, "grade")) == 0 ||
        strcmp(ep_draft_get_named(line, "grade"), "individual") == 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                _("%s: what the ledger knows of it has changed; send the application back and check it again"),
                ep_record_get_named(base, "model"));
    return FALSE;
}

static gboolean
ep_application_allow_use_medium(EpApplicationAllow *self, EpDraft *line, gint64 id, GError **error)
{
    g_autoptr(EpRecord) medium = ep_reader_read(self->reader, &ep_medium_table, id, error);
    EpDraft *draft;

    if (medium == NULL)
        return FALSE;
    if (ep_words_contain("lost disposed", ep_record_get_named(medium, "state"))) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s was reported as lost or disposed of"),
                    ep_record_get_named(medium, "number"));
        return FALSE;
    }
    draft = ep_draft_new_from(medium);
    ep_draft_set_named(draft, "state", "used");
    if (*ep_draft_get_named(line, "sticker") != '\0')
        ep_draft_set_named(draft, "sticker", ep_draft_get_named(line, "sticker"));
    g_ptr_array_add(self->drafts, draft);
    return TRUE;
}

static gint64
ep_application_allow_make_medium(EpApplicationAllow *self, EpDraft *line, GError **error)
{
    g_autofree char *number = ep_act_next_number(self->deed->act, &ep_medium_table, error);
    g_autoptr(EpRecord) as_is = ep_draft_to_record(line);
    EpDraft *draft;

    if (number == NULL)
        return 0;
    draft = ep_draft_new(&ep_medium_table);
    ep_device_copy(draft, as_is);
    ep_draft_set_named(draft, "number", number);
    ep_draft_set_named(draft, "state", "used");
    ep_application_allow_copy(draft, "section", self->application, "section");
    g_ptr_array_add(self->drafts, draft);
    return ep_draft_get_id(draft);
}

/* The medium that another line of this act has become or uses; 0 for none. */
static gint64
ep_application_allow_find_medium(EpApplicationAllow *self, EpDraft *line)
{
    for (guint i = 0; i < self->drafts->len; i++) {
        EpDraft *draft = g_ptr_array_index(self->drafts, i);

        if (ep_draft_get_table(draft) == &ep_medium_table &&
            (ep_draft_get_id(draft) == ep_draft_get_integer(line, "medium") || ep_device_is_same(draft, line)))
            return ep_draft_get_id(draft);
    }
    return 0;
}

/* Puts the medium into @line. */
static gboolean
ep_application_allow_place_medium(EpApplicationAllow *self, EpDraft *line, GError **error)
{
    gint64 medium = ep_application_allow_find_medium(self, line);

    if (medium == 0 && ep_draft_get_integer(line, "medium") != 0)
        return ep_application_allow_use_medium(self, line, ep_draft_get_integer(line, "medium"), error);
    if (medium == 0)
        medium = ep_application_allow_make_medium(self, line, error);
    if (medium != 0)
        ep_draft_set_integer(line, "medium", medium);
    return medium != 0;
}

/* --- the permit --- */

static void
ep_application_allow_add_scopes(EpApplicationAllow *self, EpDraft *permit)
{
    for (guint i = 0; i < self->pcs->len; i++)
        ep_permit_add_scope(permit, "pc", ep_record_get_integer(g_ptr_array_index(self->pcs, i), "pc"));
    for (guint i = 0; i < self->persons->len; i++)
        ep_permit_add_scope(permit, "person", *(gint64 *)g_ptr_array_index(self->persons, i));
    if (self->pcs->len == 0 && self->persons->len == 0)
        ep_permit_add_scope(permit, "section", ep_record_get_integer(self->application, "section"));
}

static EpDraft *
ep_application_allow_make_permit(EpApplicationAllow *self, EpDraft *line, guint ordinal)
{
    EpDraft *permit = ep_draft_new(&ep_permit_table);
    g_autofree char *number = g_strdup_printf("%s-%u", ep_record_get_named(self->application, "number"), ordinal);
    gboolean temporary = strcmp(ep_record_get_named(self->application, "kind"), "temporary") == 0;
    static const char *const taken[] = { "network", "section", "rights", "from_day", "until_day" };

    ep_draft_set_named(permit, "number", number);
    ep_draft_set_named(permit, "state", "allowed");
    ep_draft_set_named(permit, "kind", temporary ? "temporary" : "normal");
    ep_draft_set_integer(permit, "application", ep_record_get_id(self->application));
    ep_draft_set_integer(permit, "line", ep_draft_get_id(line));
    ep_draft_set_named(permit, "medium", ep_draft_get_named(line, "medium"));
    ep_draft_set_named(permit, "fallback", ep_draft_get_named(line, "fallback"));
    ep_draft_set_named(permit, "condition", ep_draft_get_named(line, "condition"));
    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_application_allow_copy(permit, taken[i], self->application, taken[i]);
    if (temporary) {
        g_autofree char *closing = ep_office_dup_closing(self->office, ep_draft_get_named(permit, "until_day"));

        ep_draft_set_named(permit, "until_at", closing);
    }
    ep_application_allow_add_scopes(self, permit);
    return permit;
}

/* What goes on begins when the one before it ends: renewed, the day after its last; changed, today. */
static gboolean
ep_application_allow_continue(EpApplicationAllow *self, EpDraft *permit, EpRecord *before, GError **error)
{
    const char *until = ep_record_get_named(before, "until_day");
    gboolean changed = strcmp(ep_record_get_named(self->application, "kind"), "change") == 0;
    g_autofree char *next = changed ? g_strdup(ep_act_get_day(self->deed->act)) : ep_permit_dup_next_day(until);

    ep_draft_set_integer(permit, "renews", ep_record_get_id(before));
    if (next != NULL && strcmp(ep_draft_get_named(permit, "from_day"), next) < 0)
        ep_draft_set_named(permit, "from_day", next);
    if (changed)
        g_ptr_array_add(self->ending, g_object_ref(before));
    if (strcmp(ep_draft_get_named(permit, "until_day"), ep_draft_get_named(permit, "from_day")) >= 0)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is valid until %s: renew it beyond that"),
                ep_record_get_named(before, "number"), EP_DATE_SHOWN(until));
    return FALSE;
}

/* --- the lines --- */

/* A line that nobody decided by itself goes as the application goes. */
static void
ep_application_allow_decide(EpApplicationAllow *self, EpDraft *line)
{
    if (strcmp(ep_draft_get_named(line, "state"), "undecided") != 0)
        return;
    if (strcmp(ep_draft_get_named(line, "fallback"), "refuse") == 0) {
        ep_draft_set_named(line, "state", "refused");
        ep_draft_set_named(line, "reason", "scope");
        return;
    }
    ep_draft_set_named(line, "state", self->deed->verb->to);
    ep_draft_set_named(line, "condition", ep_deed_answer(self->deed, "condition"));
}

/* The permit that the line is about; NULL without @error for a device that comes new. */
static EpRecord *
ep_application_allow_read_permit(EpApplicationAllow *self, EpDraft *line, GError **error)
{
    gint64 id = ep_draft_get_integer(line, "permit");
    g_autoptr(EpRecord) permit = NULL;

    if (!ep_application_continues(ep_record_get_named(self->application, "kind")) || id == 0)
        return NULL;
    permit = ep_reader_read(self->reader, &ep_permit_table, id, error);
    if (permit == NULL || ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(permit, "state")))
        return g_steal_pointer(&permit);
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s has ended: apply for it anew"),
                ep_record_get_named(permit, "number"));
    return NULL;
}

static gboolean
ep_application_allow_line(EpApplicationAllow *self, EpRecord *record, guint ordinal, GError **error)
{
    g_autoptr(EpDraft) line = ep_draft_new_from(record);
    g_autoptr(GError) fault = NULL;
    g_autoptr(EpRecord) before = NULL;
    EpDraft *permit;

    ep_application_allow_decide(self, line);
    if (strcmp(ep_draft_get_named(line, "state"), "refused") == 0) {
        g_ptr_array_add(self->drafts, ep_draft_ref(line));
        return TRUE;
    }
    before = ep_application_allow_read_permit(self, line, &fault);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    if (before != NULL && strcmp(ep_record_get_named(self->application, "kind"), "abolish") == 0) {
        g_ptr_array_add(self->drafts, ep_draft_ref(line));
        g_ptr_array_add(self->ending, g_object_ref(before));
        return TRUE;
    }
    if (!ep_application_allow_assess(self, line, error) || !ep_application_allow_place_medium(self, line, error))
        return FALSE;
    g_ptr_array_add(self->drafts, ep_draft_ref(line));
    permit = ep_application_allow_make_permit(self, line, ordinal);
    g_ptr_array_add(self->drafts, permit);
    return (before == NULL || ep_application_allow_continue(self, permit, before, error)) &&
           ep_permit_add_registrations(self->deed, permit, self->drafts, error);
}

static gboolean
ep_application_allow_load(EpApplicationAllow *self, GError **error)
{
    gint64 id = ep_record_get_id(self->application);

    self->ending = g_ptr_array_new_with_free_func(g_object_unref);
    self->pcs = ep_reader_load_of(self->reader, &ep_application_pc_table, "application", id, error);
    if (self->pcs != NULL)
        self->users = ep_reader_load_of(self->reader, &ep_application_user_table, "application", id, error);
    if (self->users != NULL)
        self->office = ep_office_load(self->reader, error);
    return self->office != NULL;
}

/* Permits that are changed give way to those that follow them; those that are abolished end. */
static gboolean
ep_application_allow_end(EpApplicationAllow *self, GError **error)
{
    gboolean abolished = strcmp(ep_record_get_named(self->application, "kind"), "abolish") == 0;

    return self->ending->len == 0 ||
           ep_permit_end_all(self->deed, self->ending, abolished ? "abolished" : "replaced", self->drafts, error);
}

static gboolean
ep_application_allow_one(EpDeed *deed, EpRecord *application, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    g_auto(EpApplicationAllow) self = { .deed = deed, .reader = reader, .application = application, .drafts = drafts };
    g_autoptr(GPtrArray) lines =
        ep_reader_load_of(reader, &ep_application_device_table, "application", ep_record_get_id(application), error);
    EpDraft *draft;

    if (lines == NULL || !ep_application_allow_load(&self, error) || !ep_application_allow_name_people(&self, error))
        return FALSE;
    for (guint i = 0; i < lines->len; i++) {
        if (!ep_application_allow_line(&self, g_ptr_array_index(lines, i), i + 1, error))
            return FALSE;
    }
    draft = ep_application_allow_end(&self, error) ? ep_deed_edit(deed, application, error) : NULL;
    if (draft == NULL)
        return FALSE;
    g_ptr_array_add(drafts, draft);
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

/* One application after the other: the second may bring the device that the first made a medium of. */
gboolean
ep_application_allow(EpDeed *deed, GError **error)
{
    for (guint i = 0; i < deed->records->len; i++) {
        if (!ep_application_allow_one(deed, g_ptr_array_index(deed->records, i), error))
            return FALSE;
    }
    return TRUE;
}
