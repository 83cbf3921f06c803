#include "app/cli/desk-cli-device.h"

#include <string.h>
#include <glib/gi18n.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/scan/ep-scan-seal.h"
#include "usbctl/usbctl-backend.h"
#include "usbctl/usbctl-error.h"

/* The devices of this machine, or of the recording @from. */
static GPtrArray *
desk_cli_device_load(const char *from, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(UsbctlBackend) backend = from != NULL ? usbctl_backend_file_new(from) : usbctl_backend_new_system(&fault);
    GPtrArray *devices = backend != NULL ? usbctl_backend_list(backend, &fault) : NULL;

    if (devices == NULL)
        g_set_error_literal(error, EP_ERROR,
                            g_error_matches(fault, USBCTL_ERROR, USBCTL_ERROR_NOT_FOUND) ? EP_ERROR_NOT_FOUND
                                                                                         : EP_ERROR_FAILED,
                            fault->message);
    return devices;
}

static UsbctlDevice *
desk_cli_device_find(GPtrArray *devices, const char *name, GError **error)
{
    for (guint i = 0; i < devices->len; i++) {
        if (usbctl_device_is_named(g_ptr_array_index(devices, i), name))
            return g_ptr_array_index(devices, i);
    }
    g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("no device “%s” is plugged in; “deskctl device” lists them"),
                name);
    return NULL;
}

UsbctlDevice *
desk_cli_device_dup(const char *from, const char *name)
{
    g_autoptr(GPtrArray) devices = desk_cli_device_load(from, NULL);
    UsbctlDevice *device = devices != NULL ? desk_cli_device_find(devices, name, NULL) : NULL;

    return device != NULL ? usbctl_device_ref(device) : NULL;
}

gboolean
desk_cli_device_answer(EpReader *reader, EpDraft *answers, const char *from, const char *name, GError **error)
{
    const EpTable *table = ep_draft_get_table(answers);
    g_autoptr(GPtrArray) devices = NULL;
    g_autoptr(EpDraft) line = NULL;
    UsbctlDevice *device;

    if (ep_table_find(table, "instance_id") == EP_NO_FIELD && !g_str_has_prefix(table->name, "application.")) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s does not ask for a device"), table->name);
        return FALSE;
    }
    devices = desk_cli_device_load(from, error);
    device = devices != NULL ? desk_cli_device_find(devices, name, error) : NULL;
    if (device == NULL)
        return FALSE;
    if (ep_table_find(table, "instance_id") != EP_NO_FIELD) {
        ep_device_fill(answers, device);
        return TRUE;
    }
    line = ep_draft_new(&ep_application_device_table);
    ep_device_fill(line, device);
    ep_draft_add_line(answers, line);
    return TRUE;
}

/* What is delivered is scanned with the digests of its files. */
static EpScanResult *
desk_cli_device_run_scan(EpDraft *answers, const char *folder, GError **error)
{
    g_autoptr(EpScanner) scanner = ep_scan_system_new();
    g_autoptr(EpProgress) progress = desk_cli_progress_new();
    g_autoptr(GPtrArray) seals = NULL;
    guint place = ep_table_find(ep_draft_get_table(answers), "folder");
    EpScanResult *result;

    if (place == EP_NO_FIELD)
        return ep_scan_run(scanner, folder, NULL, NULL, progress, error);
    result = ep_scan_run_sealed(scanner, folder, NULL, NULL, progress, &seals, error);
    if (result == NULL)
        return NULL;
    ep_draft_set(answers, place, folder);
    ep_scan_seals_to_draft(seals, &ep_delivery_file_table, answers);
    return result;
}

gboolean
desk_cli_device_scan(EpDraft *answers, const char *folder, GError **error)
{
    g_autoptr(EpScanResult) result = NULL;

    if (ep_table_find(ep_draft_get_table(answers), "pattern_date") == EP_NO_FIELD) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("%s records no virus check"), ep_draft_get_table(answers)->name);
        return FALSE;
    }
    result = desk_cli_device_run_scan(answers, folder, error);
    if (result == NULL)
        return FALSE;
    ep_scan_result_to_draft(result, answers);
    return TRUE;
}

static void
desk_cli_device_print_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++) {
        if (**line != '\0')
            desk_cli_print("  %s", *line);
    }
}

/* What the counter says of a device: an open incident, grade, reasons, where it is known. */
static gboolean
desk_cli_device_print(EpReader *reader, const UsbctlDevice *device, GPtrArray *plugged, const char *network,
                      GError **error)
{
    g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);
    g_autoptr(EpIdentity) identity = ep_identity_new(reader, device, "", plugged, error);
    EpIdentityUse use = { network, NULL, FALSE, FALSE };
    g_autofree char *reasons = NULL, *limits = NULL, *known = NULL;

    ep_device_fill(line, device);
    if (identity == NULL || !ep_identity_assess(reader, line, &use, plugged, error))
        return FALSE;
    reasons = ep_identity_describe(ep_draft_get_named(line, "grade_reasons"));
    limits = ep_identity_describe(ep_draft_get_named(line, "limits"));
    known = ep_known_describe(ep_draft_get_named(line, "known"));
    desk_cli_print("%s %s:%s %s %s: %s", device->path, device->vid, device->pid,
                   *device->serial != '\0' ? device->serial : "-", ep_draft_get_named(line, "model"),
                   ep_draft_get_named(line, "grade"));
    if (*identity->incident != '\0') {
        g_autofree char *open =
            g_strdup_printf(_("%s is open: the medium must be treated and checked again first"), identity->incident);

        desk_cli_print("  %s", open);
    }
    desk_cli_device_print_lines(reasons);
    desk_cli_device_print_lines(limits);
    desk_cli_device_print_lines(known);
    return TRUE;
}

gboolean
desk_cli_device(DeskCli *cli, GError **error)
{
    const char *from = desk_cli_args_take(cli->args, "from"), *network = desk_cli_args_take(cli->args, "network");
    const char *name = desk_cli_args_get(cli->args, 0);
    EpLedger *ledger = desk_cli_open(cli, error);
    g_autoptr(GPtrArray) devices = ledger != NULL ? desk_cli_device_load(from, error) : NULL;
    UsbctlDevice *only = NULL;

    if (devices == NULL)
        return FALSE;
    if (name != NULL && (only = desk_cli_device_find(devices, name, error)) == NULL)
        return FALSE;
    for (guint i = 0; i < devices->len; i++) {
        UsbctlDevice *device = g_ptr_array_index(devices, i);

        if (only != NULL ? device != only : usbctl_device_is_root_hub(device))
            continue;
        if (!desk_cli_device_print(ep_ledger_get_reader(ledger), device, devices, network, error))
            return FALSE;
    }
    return TRUE;
}
