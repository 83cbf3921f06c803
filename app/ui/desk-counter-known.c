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
desk_counter_known_finding_free(gpointer data)
{
    DeskCounterFinding *finding = data;

    usbctl_device_unref(finding->device);
    g_clear_object(&finding->line);
    g_clear_pointer(&finding->known, g_ptr_array_unref);
    g_free(finding->network);
    g_free(finding->incident);
    g_free(finding);
}

static DeskCounterFinding *
desk_counter_known_find(EpReader *reader, UsbctlDevice *device, const DeskCounterKnownAsk *ask, GError **error)
{
    EpIdentityUse use = { ask->network, ask->rights, ask->pcs, ask->users };
    DeskCounterFinding *self = g_new0(DeskCounterFinding, 1);
    g_autoptr(EpDraft) draft = ep_draft_new(&ep_application_device_table);
    g_autoptr(EpIdentity) identity = NULL;

    self->device = usbctl_device_ref(device);
    ep_device_fill(draft, device);
    identity = ep_identity_new(reader, device, "", ask->devices, error);
    if (identity == NULL || !ep_identity_assess(reader, draft, &use, ask->devices, error)) {
        desk_counter_known_finding_free(self);
        return NULL;
    }
    self->line = ep_draft_to_record(draft);
    self->network = g_strdup(ask->network);
    self->known = g_ptr_array_ref(identity->known);
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
