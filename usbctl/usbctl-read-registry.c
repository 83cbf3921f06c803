#include <string.h>

#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-read.h"

#define RESTRICTIONS USBCTL_RENDER_RESTRICTIONS

/* Lists that name devices, in the order in which they are asked: what is denied before what is allowed, instances
 * before products. */
typedef struct {
    const char *name;
    gboolean blocks, instances;
} UsbctlReadList;

static const UsbctlReadList lists[] = {
    { "DenyInstanceIDs", TRUE, TRUE },
    { "AllowInstanceIDs", FALSE, TRUE },
    { "DenyDeviceIDs", TRUE, FALSE },
    { "AllowDeviceIDs", FALSE, FALSE },
};

typedef struct {
    GPtrArray *entries; /* UsbctlRegistryEntry, of the state that the registry leaves */
    UsbctlList *list;
    gboolean storage_denied;
} UsbctlReadRegistry;

static guint32
usbctl_read_registry_get_switch(const UsbctlReadRegistry *self, const char *name)
{
    for (guint i = 0; i < self->entries->len; i++) {
        const UsbctlRegistryEntry *entry = self->entries->pdata[i];
        guint32 number;

        if (entry->kind == USBCTL_REGISTRY_VALUE && g_ascii_strcasecmp(entry->key, RESTRICTIONS) == 0 &&
            g_ascii_strcasecmp(entry->name, name) == 0 && usbctl_registry_entry_get_number(entry, &number))
            return number;
    }
    return 0;
}

static void
usbctl_read_registry_set_id(UsbctlListed *entry, const char *text)
{
    g_autoptr(UsbctlId) id = usbctl_id_parse(text, NULL);

    g_strfreev(entry->ids);
    entry->ids = g_new0(char *, 2);
    entry->ids[0] = g_strdup(text);
    if (id == NULL)
        return;
    usbctl_listed_set(&entry->vid, id->vid);
    usbctl_listed_set(&entry->pid, id->pid);
    usbctl_listed_set(&entry->serial, id->serial);
}

/* "USB\VID_0951&PID_1666", with whatever serial; other hardware and compatible IDs name whole kinds. */
static gboolean
usbctl_read_registry_get_product(const char *text, char vid[5], char pid[5])
{
    g_autofree char *instance = g_strconcat(text, "\\x", NULL);
    g_autoptr(UsbctlId) id = usbctl_id_parse(instance, NULL);

    if (id == NULL || *id->vid == '\0' || g_ascii_strcasecmp(id->enumerator, "USB") != 0 || strlen(id->model) != 17)
        return FALSE;
    memcpy(vid, id->vid, 5);
    memcpy(pid, id->pid, 5);
    return TRUE;
}

static void
usbctl_read_registry_take(UsbctlReadRegistry *self, const UsbctlReadList *list, const char *name, const char *text)
{
    char vid[5] = "", pid[5] = "";
    UsbctlListed *entry;

    if (!list->instances && !usbctl_read_registry_get_product(text, vid, pid)) {
        self->storage_denied |= list->blocks && g_ascii_strcasecmp(text, "USB\\Class_08") == 0;
        if (!list->blocks)
            usbctl_list_remark(self->list, USBCTL_REMARK_WIDE, g_strdup(text));
        return;
    }
    entry = usbctl_list_add(self->list, (guint)g_ascii_strtoull(name, NULL, 10));
    entry->blocks = list->blocks;
    entry->label = (g_free(entry->label), g_strdup_printf("%s %s", list->name, name));
    usbctl_listed_set(&entry->rights, list->blocks ? "" : "read-write");
    if (list->instances) {
        usbctl_read_registry_set_id(entry, text);
        return;
    }
    usbctl_listed_set(&entry->vid, vid);
    usbctl_listed_set(&entry->pid, pid);
    usbctl_listed_set(&entry->serial, "*");
}

static void
usbctl_read_registry_take_list(UsbctlReadRegistry *self, const UsbctlReadList *list)
{
    g_autofree char *key = g_strconcat(RESTRICTIONS "\\", list->name, NULL);
    gboolean on = usbctl_read_registry_get_switch(self, list->name) != 0, any = FALSE;

    for (guint i = 0; i < self->entries->len; i++) {
        const UsbctlRegistryEntry *entry = self->entries->pdata[i];
        g_autofree char *text = NULL;

        if (entry->kind != USBCTL_REGISTRY_VALUE || g_ascii_strcasecmp(entry->key, key) != 0 ||
            (text = usbctl_registry_entry_dup_text(entry)) == NULL || *text == '\0')
            continue;
        any = TRUE;
        if (on)
            usbctl_read_registry_take(self, list, entry->name, text);
    }
    if (any && !on)
        usbctl_list_remark(self->list, USBCTL_REMARK_LIST_OFF, g_strdup(list->name));
}

UsbctlList *
usbctl_read_registry(const UsbctlRegistry *registry)
{
    g_autoptr(UsbctlRegistry) nothing = usbctl_registry_new();
    g_autoptr(UsbctlRegistry) state = usbctl_registry_after(nothing, registry, RESTRICTIONS);
    g_autoptr(GPtrArray) entries = usbctl_registry_list(state);
    UsbctlReadRegistry self = { entries, usbctl_list_new(), FALSE };
    gboolean layered = usbctl_read_registry_get_switch(&self, "AllowDenyLayered") != 0;

    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        usbctl_read_registry_take_list(&self, &lists[i]);
    if (!layered)
        usbctl_list_remark(self.list, USBCTL_REMARK_NOT_LAYERED, NULL);
    /* Without layers it is what nothing allows that may be blocked. */
    if (!self.storage_denied && (layered || usbctl_read_registry_get_switch(&self, "DenyUnspecified") == 0))
        usbctl_list_remark(self.list, USBCTL_REMARK_STORAGE_OPEN, NULL);
    return self.list;
}
