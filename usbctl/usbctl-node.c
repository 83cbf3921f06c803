#include "usbctl/usbctl-node.h"

#include <string.h>

#include "usbctl/usbctl-id.h"

#define DEEPEST 8 /* nodes from a disk up to its USB device */

#define FIELD(name, kind)                                                                                              \
    {                                                                                                                  \
#name, USBCTL_FIELD_##kind, G_STRUCT_OFFSET(UsbctlNode, name)                                                  \
    }

static const UsbctlField fields[] = {
    FIELD(id, TEXT),
    FIELD(parent, TEXT),
    FIELD(container, TEXT),
    FIELD(location, TEXT),
    FIELD(reported, TEXT),
    FIELD(name, TEXT),
    FIELD(manufacturer, TEXT),
    FIELD(setup_class, TEXT),
    FIELD(hardware_ids, LIST),
    FIELD(compatible_ids, LIST),
    FIELD(volumes, LIST),
    FIELD(absent, FLAG),
    { NULL },
};

#undef FIELD

UsbctlNode *
usbctl_node_new(const UsbctlNode *parts)
{
    UsbctlNode *self = g_new0(UsbctlNode, 1);

    usbctl_fields_copy(fields, parts, self);
    return self;
}

void
usbctl_node_free(UsbctlNode *self)
{
    if (self == NULL)
        return;
    usbctl_fields_clear(fields, self);
    g_free(self);
}

char *
usbctl_node_plain_text(const char *text)
{
    const char *shown = *text == '@' ? strrchr(text, ';') : NULL;

    return g_strdup(shown != NULL ? shown + 1 : text);
}

/* --- what belongs to what --- */

typedef struct {
    const UsbctlNode *node;
    UsbctlId *id;
    GPtrArray *parts; /* UsbctlNode: interfaces and disks of a USB device */
    guint same_place; /* how many devices say that they are where this one is */
} UsbctlNodeEntry;

typedef struct {
    GPtrArray *entries; /* UsbctlNodeEntry, by instance ID */
    GHashTable *by_id;  /* folded instance ID → entry */
} UsbctlNodeTree;

static void
usbctl_node_entry_free(gpointer data)
{
    UsbctlNodeEntry *entry = data;

    usbctl_id_free(entry->id);
    g_ptr_array_unref(entry->parts);
    g_free(entry);
}

static int
usbctl_node_entry_compare(gconstpointer a, gconstpointer b)
{
    const UsbctlNodeEntry *x = *(const UsbctlNodeEntry *const *)a, *y = *(const UsbctlNodeEntry *const *)b;

    return g_ascii_strcasecmp(x->node->id, y->node->id);
}

static void
usbctl_node_tree_init(UsbctlNodeTree *self, GPtrArray *nodes)
{
    self->entries = g_ptr_array_new_with_free_func(usbctl_node_entry_free);
    self->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < nodes->len; i++) {
        const UsbctlNode *node = nodes->pdata[i];
        UsbctlId *id = usbctl_id_parse(node->id, NULL);
        UsbctlNodeEntry *entry;

        if (id == NULL)
            continue;
        entry = g_new0(UsbctlNodeEntry, 1);
        *entry = (UsbctlNodeEntry){ node, id, g_ptr_array_new(), 0 };
        g_ptr_array_add(self->entries, entry);
        g_hash_table_insert(self->by_id, usbctl_id_fold(node->id), entry);
    }
    g_ptr_array_sort(self->entries, usbctl_node_entry_compare);
}

static void
usbctl_node_tree_clear(UsbctlNodeTree *self)
{
    g_hash_table_unref(self->by_id);
    g_ptr_array_unref(self->entries);
}

static UsbctlNodeEntry *
usbctl_node_tree_find(const UsbctlNodeTree *self, const char *id)
{
    g_autofree char *folded = usbctl_id_fold(id);

    return g_hash_table_lookup(self->by_id, folded);
}

/* Everything built into the PC is in one container; what is in none has no ID or one of zeros. */
static gboolean
usbctl_node_is_contained(const UsbctlNode *node)
{
    return *node->container != '\0' && !g_str_has_prefix(node->container, "{00000000-0000-0000-");
}

/* Where a container holds several devices (a hub with what is fixed to it), the instance IDs of the parts continue
 * that of their device. */
static UsbctlNodeEntry *
usbctl_node_tree_find_contained(const UsbctlNodeTree *self, const UsbctlNodeEntry *part)
{
    UsbctlNodeEntry *only = NULL;
    guint n = 0;

    if (!usbctl_node_is_contained(part->node))
        return NULL;
    for (guint i = 0; i < self->entries->len; i++) {
        UsbctlNodeEntry *entry = self->entries->pdata[i];

        if (!usbctl_id_is_usb_device(entry->id) ||
            g_ascii_strcasecmp(entry->node->container, part->node->container) != 0)
            continue;
        if (g_ascii_strncasecmp(part->id->instance, entry->id->instance, strlen(entry->id->instance)) == 0)
            return entry;
        only = entry;
        n++;
    }
    return n == 1 ? only : NULL;
}

/* The USB device that @part belongs to, or NULL. */
static UsbctlNodeEntry *
usbctl_node_tree_find_owner(const UsbctlNodeTree *self, const UsbctlNodeEntry *part)
{
    UsbctlNodeEntry *above = usbctl_node_tree_find(self, part->node->parent);

    for (int i = 0; i < DEEPEST && above != NULL; i++) {
        if (usbctl_id_is_usb_device(above->id))
            return above;
        above = usbctl_node_tree_find(self, above->node->parent);
    }
    return usbctl_node_tree_find_contained(self, part);
}

static void
usbctl_node_tree_join(UsbctlNodeTree *self)
{
    for (guint i = 0; i < self->entries->len; i++) {
        UsbctlNodeEntry *entry = self->entries->pdata[i];
        UsbctlNodeEntry *owner = usbctl_id_is_usb_device(entry->id) ? NULL : usbctl_node_tree_find_owner(self, entry);

        if (owner != NULL)
            g_ptr_array_add(owner->parts, (gpointer)entry->node);
    }
}

static void
usbctl_node_tree_count_places(UsbctlNodeTree *self)
{
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);

    for (int round = 0; round < 2; round++) {
        for (guint i = 0; i < self->entries->len; i++) {
            UsbctlNodeEntry *entry = self->entries->pdata[i];
            gpointer place = (gpointer)entry->node->location;

            if (!usbctl_id_is_usb_device(entry->id) || entry->node->absent)
                continue;
            entry->same_place = GPOINTER_TO_UINT(g_hash_table_lookup(places, place));
            if (round == 0)
                g_hash_table_insert(places, place, GUINT_TO_POINTER(entry->same_place + 1));
        }
    }
}

/* --- a device made of them --- */

/* A path must tell apart; a location that two devices name, or none, does not. */
static const char *
usbctl_node_entry_path(const UsbctlNodeEntry *self)
{
    if (self->node->absent)
        return "";
    return *self->node->location != '\0' && self->same_place == 1 ? self->node->location : self->node->id;
}

static const char *
usbctl_node_tree_parent_path(const UsbctlNodeTree *self, const UsbctlNode *node)
{
    const UsbctlNodeEntry *parent = usbctl_node_tree_find(self, node->parent);

    if (node->absent)
        return "";
    return parent != NULL ? usbctl_node_entry_path(parent) : node->parent;
}

/* The product string is the maker's own word; a disk's name still says more than “USB Mass Storage Device”. */
static const char *
usbctl_node_entry_name(const UsbctlNodeEntry *self)
{
    if (*self->node->reported != '\0')
        return self->node->reported;
    for (guint i = 0; i < self->parts->len; i++) {
        const UsbctlNode *part = self->parts->pdata[i];

        if (g_ascii_strcasecmp(part->setup_class, "DiskDrive") == 0 && *part->name != '\0')
            return part->name;
    }
    return self->node->name;
}

/* USB\Class_08&SubClass_06&Prot_50 → 08:06:50. Microsoft prints it in capitals, real machines do not. */
static void
usbctl_node_add_interfaces(GStrvBuilder *interfaces, const UsbctlNode *node)
{
    for (const char *const *id = node->compatible_ids; *id != NULL; id++) {
        g_autoptr(GRegex) form = g_regex_new("^USB\\\\Class_(..)&SubClass_(..)&Prot_(..)$",
                                             G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
        g_autofree char *lower = g_ascii_strdown(*id, -1);
        g_autoptr(GMatchInfo) match = NULL;

        if (g_regex_match(form, lower, 0, &match)) {
            g_autofree char *interface = g_match_info_expand_references(match, "\\1:\\2:\\3", NULL);

            g_strv_builder_add(interfaces, interface);
        }
    }
}

static void
usbctl_node_add_ids(GPtrArray *ids, const char *const *more)
{
    for (; *more != NULL; more++)
        if (!g_ptr_array_find_with_equal_func(ids, *more, (GEqualFunc)g_str_equal, NULL))
            g_ptr_array_add(ids, (gpointer)*more);
}

static gboolean
usbctl_node_is_composite(const UsbctlNode *node)
{
    for (const char *const *id = node->compatible_ids; *id != NULL; id++)
        if (g_ascii_strcasecmp(*id, "USB\\COMPOSITE") == 0)
            return TRUE;
    return FALSE;
}

/* bcdDevice stands in the first hardware ID, USB\VID_…&PID_…&REV_0100; "" where it does not. */
static char *
usbctl_node_release(const UsbctlNode *node)
{
    for (const char *const *id = node->hardware_ids; *id != NULL; id++) {
        g_autofree char *upper = g_ascii_strup(*id, -1);
        const char *revision = strstr(upper, "&REV_");

        if (revision != NULL && strspn(revision + 5, "0123456789ABCDEF") >= 4)
            return g_strndup(revision + 5, 4);
    }
    return g_strdup("");
}

static UsbctlDevice *
usbctl_node_entry_to_device(const UsbctlNodeEntry *self, const UsbctlNodeTree *tree)
{
    const UsbctlNode *node = self->node;
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new(), interfaces = g_strv_builder_new(),
                            volumes = g_strv_builder_new();
    g_autoptr(GPtrArray) compatible = g_ptr_array_new();
    g_auto(GStrv) all_ids = NULL, all_interfaces = NULL, all_volumes = NULL;
    g_autofree char *release = usbctl_node_release(node);

    g_strv_builder_add(ids, node->id);
    usbctl_node_add_interfaces(interfaces, node);
    usbctl_node_add_ids(compatible, node->compatible_ids);
    for (guint i = 0; i < self->parts->len; i++) {
        const UsbctlNode *part = self->parts->pdata[i];

        g_strv_builder_add(ids, part->id);
        usbctl_node_add_interfaces(interfaces, part);
        if (g_ascii_strncasecmp(part->id, "USB\\", 4) == 0)
            usbctl_node_add_ids(compatible, part->compatible_ids);
        g_strv_builder_addv(volumes, (const char **)part->volumes);
    }
    g_ptr_array_add(compatible, NULL);
    all_ids = g_strv_builder_end(ids);
    all_interfaces = g_strv_builder_end(interfaces);
    all_volumes = g_strv_builder_end(volumes);
    return usbctl_device_new(&(UsbctlDevice){ .path = usbctl_node_entry_path(self),
                                              .parent = usbctl_node_tree_parent_path(tree, node),
                                              .release = release,
                                              .name = usbctl_node_entry_name(self),
                                              .manufacturer = node->manufacturer,
                                              .instance_ids = (const char *const *)all_ids,
                                              .interfaces = (const char *const *)all_interfaces,
                                              .hardware_ids = node->hardware_ids,
                                              .compatible_ids = (const char *const *)compatible->pdata,
                                              .container = node->container,
                                              .setup_class = node->setup_class,
                                              .volumes = (const char *const *)all_volumes,
                                              .composite = usbctl_node_is_composite(node),
                                              .absent = node->absent },
                             NULL);
}

GPtrArray *
usbctl_node_fold(GPtrArray *nodes)
{
    GPtrArray *devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    UsbctlNodeTree tree;

    usbctl_node_tree_init(&tree, nodes);
    usbctl_node_tree_join(&tree);
    usbctl_node_tree_count_places(&tree);
    for (guint i = 0; i < tree.entries->len; i++) {
        const UsbctlNodeEntry *entry = tree.entries->pdata[i];
        UsbctlDevice *device = usbctl_id_is_usb_device(entry->id) ? usbctl_node_entry_to_device(entry, &tree) : NULL;

        if (device != NULL)
            g_ptr_array_add(devices, device);
    }
    usbctl_node_tree_clear(&tree);
    return devices;
}
