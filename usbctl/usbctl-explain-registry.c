#include <string.h>

#include "usbctl/usbctl-explain-list.h"
#include "usbctl/usbctl-id.h"

/*
 * DeviceInstallation.admx and Microsoft, "Apply layered order of evaluation for Allow and Prevent device installation
 * policies": with AllowDenyLayered instance IDs come before device IDs, setup classes and removable devices, in each
 * what is denied before what is allowed, and DenyUnspecified does not count. Without it every deny wins, and
 * DenyUnspecified denies what nothing allows. A list counts only with its switch on.
 */

#define RESTRICTIONS USBCTL_RENDER_RESTRICTIONS
#define USB_CLASS "{36fc9e60-c465-11cf-8056-444553540000}"
#define WPD_CLASS "{eec5ad98-8080-425f-922a-dabf3de3f69a}"
#define HID_CLASS "{745a17a0-74d3-11d0-b6fe-00a0c90f57da}"
#define DISK_CLASS "{4d36e967-e325-11ce-bfc1-08002be10318}"

/* One entry of Windows' device tree, and what a list can mean it by. */
typedef struct {
    const char *instance;
    GPtrArray *ids;          /* hardware and compatible IDs */
    const char *setup_class; /* "": not known */
    gboolean removable;
} UsbctlExplainNode;

typedef struct {
    GPtrArray *entries; /* UsbctlRegistryEntry, of the state that the registry leaves */
    const UsbctlExplainNode *node;
} UsbctlExplainState;

/* --- the nodes of a device --- */

static void
usbctl_explain_node_free(gpointer data)
{
    UsbctlExplainNode *node = data;

    g_ptr_array_unref(node->ids);
    g_free(node);
}

static UsbctlExplainNode *
usbctl_explain_node_new(const char *instance, const char *setup_class, gboolean removable)
{
    UsbctlExplainNode *node = g_new0(UsbctlExplainNode, 1);

    node->instance = instance;
    node->ids = g_ptr_array_new_with_free_func(g_free);
    node->setup_class = setup_class;
    node->removable = removable;
    return node;
}

static void
usbctl_explain_node_add_list(UsbctlExplainNode *node, const char *const *ids)
{
    for (; *ids != NULL; ids++)
        g_ptr_array_add(node->ids, g_strdup(*ids));
}

static void
usbctl_explain_node_add_hardware_ids(UsbctlExplainNode *node, const UsbctlDevice *device)
{
    g_autofree char *vid = g_ascii_strup(device->vid, -1), *pid = g_ascii_strup(device->pid, -1);

    usbctl_explain_node_add_list(node, device->hardware_ids);
    if (device->hardware_ids[0] != NULL || *vid == '\0')
        return;
    if (*device->release != '\0')
        g_ptr_array_add(node->ids, g_strdup_printf("USB\\VID_%s&PID_%s&REV_%s", vid, pid, device->release));
    g_ptr_array_add(node->ids, g_strdup_printf("USB\\VID_%s&PID_%s", vid, pid));
}

/* What interfaces are called: class, subclass and protocol, and less of it. */
static void
usbctl_explain_node_add_interfaces(UsbctlExplainNode *node, const UsbctlDevice *device)
{
    for (const char *const *i = device->interfaces; *i != NULL; i++) {
        const char *c = *i; /* "08:06:50" */

        g_ptr_array_add(node->ids, g_strdup_printf("USB\\Class_%.2s&SubClass_%.2s&Prot_%.2s", c, c + 3, c + 6));
        g_ptr_array_add(node->ids, g_strdup_printf("USB\\Class_%.2s&SubClass_%.2s", c, c + 3));
        g_ptr_array_add(node->ids, g_strdup_printf("USB\\Class_%.2s", c));
    }
    if (usbctl_device_find_storage_id(device) != NULL)
        g_ptr_array_add(node->ids, g_strdup(usbctl_device_find_storage_id(device)));
    usbctl_explain_node_add_list(node, device->compatible_ids);
}

static const char *
usbctl_explain_guess_class(const UsbctlDevice *device)
{
    if (g_ascii_strcasecmp(device->setup_class, "WPD") == 0 ||
        (usbctl_device_is_storage(device) && !usbctl_device_has_class(device, "08") &&
         g_strcmp0(usbctl_device_find_storage_id(device), usbctl_device_storage_ids[0]) != 0))
        return WPD_CLASS;
    if (usbctl_device_is_storage(device) || device->composite || g_ascii_strcasecmp(device->setup_class, "USB") == 0)
        return USB_CLASS;
    return usbctl_device_has_class(device, "03") ? HID_CLASS : "";
}

/* The device, then its interfaces, then its disks: what is blocked takes those behind it along. */
static GPtrArray *
usbctl_explain_list_nodes(const UsbctlDevice *device)
{
    GPtrArray *nodes = g_ptr_array_new_with_free_func(usbctl_explain_node_free);
    GPtrArray *disks = g_ptr_array_new();
    const char *own_class = usbctl_explain_guess_class(device);
    UsbctlExplainNode *own = usbctl_explain_node_new("", device->composite ? USB_CLASS : own_class, TRUE);

    g_ptr_array_add(nodes, own);
    usbctl_explain_node_add_hardware_ids(own, device);
    if (device->composite)
        g_ptr_array_add(own->ids, g_strdup("USB\\COMPOSITE"));
    else
        usbctl_explain_node_add_interfaces(own, device);
    for (const char *const *text = device->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (id == NULL)
            continue;
        if (usbctl_id_is_usb_device(id)) {
            own->instance = *own->instance == '\0' ? *text : own->instance;
        } else if (id->interface_number >= 0) {
            UsbctlExplainNode *part = usbctl_explain_node_new(*text, own_class, TRUE);

            usbctl_explain_node_add_interfaces(part, device);
            g_ptr_array_add(nodes, part);
        } else {
            UsbctlExplainNode *disk = usbctl_explain_node_new(*text, DISK_CLASS, TRUE);

            g_ptr_array_add(disk->ids, g_strdup("GenDisk"));
            g_ptr_array_add(disk->ids, g_strdup("USBSTOR\\GenDisk"));
            g_ptr_array_add(disks, disk);
        }
    }
    g_ptr_array_extend_and_steal(nodes, disks);
    return nodes;
}

/* --- what the registry says --- */

static gboolean
usbctl_explain_is_on(const UsbctlExplainState *self, const char *name)
{
    for (guint i = 0; i < self->entries->len; i++) {
        const UsbctlRegistryEntry *entry = self->entries->pdata[i];
        guint32 number;

        if (entry->kind == USBCTL_REGISTRY_VALUE && g_ascii_strcasecmp(entry->key, RESTRICTIONS) == 0 &&
            g_ascii_strcasecmp(entry->name, name) == 0 && usbctl_registry_entry_get_number(entry, &number))
            return number != 0;
    }
    return FALSE;
}

static gboolean
usbctl_explain_node_is(const UsbctlExplainNode *node, const char *list, const char *text)
{
    if (g_str_has_suffix(list, "InstanceIDs"))
        return g_ascii_strcasecmp(node->instance, text) == 0;
    if (g_str_has_suffix(list, "DeviceClasses"))
        return g_ascii_strcasecmp(node->setup_class, text) == 0;
    for (guint i = 0; i < node->ids->len; i++)
        if (g_ascii_strcasecmp(node->ids->pdata[i], text) == 0)
            return TRUE;
    return FALSE;
}

/* The value of @list that means the node; NULL: none, or the list is off. */
static char *
usbctl_explain_find(const UsbctlExplainState *self, const char *list)
{
    g_autofree char *key = g_strconcat(RESTRICTIONS "\\", list, NULL);

    for (guint i = 0; usbctl_explain_is_on(self, list) && i < self->entries->len; i++) {
        const UsbctlRegistryEntry *entry = self->entries->pdata[i];
        g_autofree char *text = NULL;

        if (entry->kind == USBCTL_REGISTRY_VALUE && g_ascii_strcasecmp(entry->key, key) == 0 &&
            (text = usbctl_registry_entry_dup_text(entry)) != NULL && *text != '\0' &&
            usbctl_explain_node_is(self->node, list, text))
            return g_steal_pointer(&text);
    }
    return NULL;
}

/* --- the order of asking --- */

typedef struct {
    UsbctlStepKind kind;
    const char *lists; /* one of them is enough, separated by blanks; what begins with Deny blocks */
    UsbctlOutcome end; /* that of what comes so far and to @only_if; else it passes */
    const char *only_if;
} UsbctlExplainLayer;

#define PASSED USBCTL_OUTCOME_PASSED

static const UsbctlExplainLayer layered[] = {
    { USBCTL_STEP_DENIED_INSTANCES, "DenyInstanceIDs", PASSED, NULL },
    { USBCTL_STEP_ALLOWED_INSTANCES, "AllowInstanceIDs", PASSED, NULL },
    { USBCTL_STEP_LISTED_DENIED_DEVICES, "DenyDeviceIDs", PASSED, NULL },
    { USBCTL_STEP_LISTED_ALLOWED_DEVICES, "AllowDeviceIDs", PASSED, NULL },
    { USBCTL_STEP_DENIED_CLASSES, "DenyDeviceClasses", PASSED, NULL },
    { USBCTL_STEP_ALLOWED_CLASSES, "AllowDeviceClasses", PASSED, NULL },
    { USBCTL_STEP_DENIED_REMOVABLE, "", USBCTL_OUTCOME_BLOCKED, "DenyRemovableDevices" },
    { USBCTL_STEP_UNSPECIFIED, "", USBCTL_OUTCOME_ALLOWED, NULL },
};

static const UsbctlExplainLayer flat[] = {
    { USBCTL_STEP_ANY_DENIED, "DenyInstanceIDs DenyDeviceIDs DenyDeviceClasses", PASSED, NULL },
    { USBCTL_STEP_ANY_REMOVABLE, "", USBCTL_OUTCOME_BLOCKED, "DenyRemovableDevices" },
    { USBCTL_STEP_ANY_ALLOWED, "AllowInstanceIDs AllowDeviceIDs AllowDeviceClasses", PASSED, NULL },
    { USBCTL_STEP_DENIED_REST, "", USBCTL_OUTCOME_BLOCKED, "DenyUnspecified" },
    { USBCTL_STEP_EVERYTHING_ELSE, "", USBCTL_OUTCOME_ALLOWED, NULL },
};

static UsbctlOutcome
usbctl_explain_ask(const UsbctlExplainState *self, const UsbctlExplainLayer *layer, char **match)
{
    g_auto(GStrv) lists = g_strsplit(layer->lists, " ", -1);

    for (char **list = lists; *list != NULL && **list != '\0'; list++) {
        *match = usbctl_explain_find(self, *list);
        if (*match != NULL)
            return g_str_has_prefix(*list, "Deny") ? USBCTL_OUTCOME_BLOCKED : USBCTL_OUTCOME_ALLOWED;
    }
    if (layer->only_if == NULL)
        return layer->end;
    if (!usbctl_explain_is_on(self, layer->only_if) ||
        (g_str_equal(layer->only_if, "DenyRemovableDevices") && !self->node->removable))
        return USBCTL_OUTCOME_PASSED;
    *match = g_strdup(layer->only_if);
    return layer->end;
}

static void
usbctl_explain_free_layer_step(gpointer data)
{
    UsbctlStep *step = data;

    g_free(step->match);
    g_free(step);
}

static GPtrArray *
usbctl_explain_ask_all(const UsbctlExplainState *self, UsbctlDecision *decision)
{
    gboolean layers = usbctl_explain_is_on(self, "AllowDenyLayered"), decided = FALSE;
    const UsbctlExplainLayer *asked = layers ? layered : flat;
    GPtrArray *steps = g_ptr_array_new_with_free_func(usbctl_explain_free_layer_step);

    *decision = (UsbctlDecision){ .rights = "" };
    for (gsize i = 0; i < (layers ? G_N_ELEMENTS(layered) : G_N_ELEMENTS(flat)); i++) {
        UsbctlStep *step = g_new0(UsbctlStep, 1);

        step->kind = asked[i].kind;
        step->outcome = decided ? USBCTL_OUTCOME_NOT_ASKED : usbctl_explain_ask(self, &asked[i], &step->match);
        if (!decided && step->outcome != USBCTL_OUTCOME_PASSED) {
            decided = TRUE;
            decision->allowed = step->outcome == USBCTL_OUTCOME_ALLOWED;
            decision->rights = decision->allowed ? "read-write" : "";
            decision->ground = step->match != NULL ? USBCTL_GROUND_LISTED : USBCTL_GROUND_UNLISTED;
        }
        if (step->match == NULL)
            step->match = g_strdup("");
        g_ptr_array_add(steps, step);
    }
    return steps;
}

GPtrArray *
usbctl_explain_registry(const UsbctlRegistry *registry, const UsbctlDevice *device, char **node,
                        UsbctlDecision *decision)
{
    g_autoptr(UsbctlRegistry) nothing = usbctl_registry_new();
    g_autoptr(UsbctlRegistry) state = usbctl_registry_after(nothing, registry, RESTRICTIONS);
    g_autoptr(GPtrArray) entries = usbctl_registry_list(state), nodes = usbctl_explain_list_nodes(device);
    GPtrArray *steps = NULL;

    for (guint i = 0; i < nodes->len; i++) {
        UsbctlExplainState self = { entries, nodes->pdata[i] };
        UsbctlDecision one;
        g_autoptr(GPtrArray) asked = usbctl_explain_ask_all(&self, &one);

        if (i > 0 && one.allowed)
            continue;
        if (steps != NULL) {
            g_ptr_array_unref(steps);
            g_free(*node);
        }
        steps = g_steal_pointer(&asked);
        *node = g_strdup(self.node->instance);
        *decision = one;
        if (!one.allowed)
            break;
    }
    return steps;
}
