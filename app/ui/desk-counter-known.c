#include "app/ui/desk-counter-known.h"

#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"

typedef struct {
    GPtrArray *devices;
    char *network, *rights;
    gboolean pcs, users;
} DeskCounterKnownAsk;

static void
desk_counter_known_ask_free(gpointer data)
{
    DeskCounterKnownAsk *ask = data;

    g_ptr_array_unref(ask->devices);
    g_free(ask->network);
    g_free(ask->rights);
    g_free(ask);
}

static void
desk_counter_known_medium_free(gpointer data)
{
    DeskCounterMedium *medium = data;

    g_free(medium->number);
    g_free(medium->permit_number);
    g_free(medium->section);
    g_free(medium->until);
    g_ptr_array_unref(medium->pcs);
    g_free(medium);
}

static void
desk_counter_known_finding_free(gpointer data)
{
    DeskCounterFinding *finding = data;

    usbctl_device_unref(finding->device);
    g_clear_object(&finding->line);
    g_ptr_array_unref(finding->known);
    g_free(finding->incident);
    g_free(finding);
}

static gboolean
desk_counter_known_read_pcs(EpReader *reader, DeskCounterMedium *medium, GError **error)
{
    g_autoptr(GPtrArray) scopes = ep_reader_load_of(reader, &ep_permit_scope_table, "permit", medium->permit, error);

    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        if (*ep_record_get_named(g_ptr_array_index(scopes, i), "pc") != '\0')
            g_ptr_array_add(medium->pcs, g_object_ref(g_ptr_array_index(scopes, i)));
    }
    return scopes != NULL;
}

static gboolean
desk_counter_known_find_application(EpReader *reader, DeskCounterMedium *medium, GError **error)
{
    g_autoptr(EpRecord) application = ep_reader_find(reader, &ep_application_table, medium->number, error);

    medium->application = application != NULL ? ep_record_get_id(application) : 0;
    return application != NULL;
}

static gboolean
desk_counter_known_add(EpReader *reader, const EpIdentityKnown *known, GPtrArray *all, GError **error)
{
    DeskCounterMedium *medium = g_new0(DeskCounterMedium, 1);
    g_autoptr(EpRecord) permit = NULL;

    g_ptr_array_add(all, medium);
    medium->medium = known->medium;
    medium->same = known->same;
    medium->number = g_strdup(known->number);
    medium->section = g_strdup(known->section);
    medium->until = g_strdup(known->until);
    medium->permit_number = g_strdup(known->permit);
    medium->pcs = g_ptr_array_new_with_free_func(g_object_unref);
    if (medium->medium == 0)
        return desk_counter_known_find_application(reader, medium, error);
    if (*known->permit == '\0')
        return TRUE;
    permit = ep_reader_find(reader, &ep_permit_table, known->permit, error);
    if (permit == NULL)
        return FALSE;
    medium->permit = ep_record_get_id(permit);
    return desk_counter_known_read_pcs(reader, medium, error);
}

static DeskCounterFinding *
desk_counter_known_find(EpReader *reader, UsbctlDevice *device, const DeskCounterKnownAsk *ask, GError **error)
{
    EpIdentityUse use = { ask->network, ask->rights, ask->pcs, ask->users };
    DeskCounterFinding *self = g_new0(DeskCounterFinding, 1);
    g_autoptr(EpDraft) draft = ep_draft_new(&ep_application_device_table);
    g_autoptr(EpIdentity) identity = NULL;
    gboolean done;

    self->device = usbctl_device_ref(device);
    self->known = g_ptr_array_new_with_free_func(desk_counter_known_medium_free);
    ep_device_fill(draft, device);
    identity = ep_identity_new(reader, device, "", 0, ask->devices, error);
    done = identity != NULL && ep_identity_assess(reader, draft, &use, ask->devices, error);
    for (guint i = 0; done && i < identity->known->len; i++)
        done = desk_counter_known_add(reader, g_ptr_array_index(identity->known, i), self->known, error);
    if (!done) {
        desk_counter_known_finding_free(self);
        return NULL;
    }
    self->line = ep_draft_to_record(draft);
    self->incident = g_strdup(identity->incident);
    return self;
}

static gpointer
desk_counter_known_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskCounterKnownAsk *ask = user_data;
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(desk_counter_known_finding_free);

    for (guint i = 0; i < ask->devices->len; i++) {
        DeskCounterFinding *finding =
            desk_counter_known_find(ep_ledger_get_reader(ledger), g_ptr_array_index(ask->devices, i), ask, error);

        if (finding == NULL)
            return NULL;
        g_ptr_array_add(findings, finding);
    }
    return g_steal_pointer(&findings);
}

void
desk_counter_known_read(DeskData *data, GPtrArray *devices, const DeskCounterUse *use, GAsyncReadyCallback callback,
                        gpointer callback_data)
{
    DeskCounterKnownAsk *ask = g_new0(DeskCounterKnownAsk, 1);

    ask->devices = g_ptr_array_ref(devices);
    ask->network = use->network != NULL && *use->network != '\0' ? g_strdup(use->network) : NULL;
    ask->rights = g_strdup(use->rights != NULL ? use->rights : "");
    ask->pcs = use->pcs;
    ask->users = use->users;
    desk_data_run(data, EP_LANE_READ, NULL, desk_counter_known_run, ask, desk_counter_known_ask_free,
                  (GDestroyNotify)g_ptr_array_unref, callback, callback_data);
}

gboolean
desk_counter_known_is_line(const UsbctlDevice *device, EpRecord *line)
{
    return g_ascii_strcasecmp(ep_record_get_named(line, "vid"), device->vid) == 0 &&
           g_ascii_strcasecmp(ep_record_get_named(line, "pid"), device->pid) == 0 &&
           g_ascii_strcasecmp(ep_record_get_named(line, "serial"), device->serial) == 0;
}
