#include "usbctl/usbctl-defender.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-read.h"

/*
 * What Defender's groups and rules mean (Microsoft, "Device control policies"): a device is in all groups that a rule
 * includes and in none that it excludes; a rule's entries decide in their order. Each way of being in all included
 * groups is one entry of the list.
 */

#define DISK_WRITE (2 | 16)
#define DISK_READ (1 | 8)
#define STORAGE 63 /* every access to disks and files; 64 is printing */
#define MOST 1000000u

/* A way of being in groups: the descriptors that a device must have. */
typedef struct {
    const char *id, *serial, *product; /* InstancePathId, SerialNumberId, VID_PID; NULL: any */
    const char *kind;                  /* PrimaryId */
    gboolean wide;                     /* asks for what names no device, product or vendor */
    gboolean never;                    /* asks for two serial numbers at once */
} UsbctlWay;

typedef struct {
    const UsbctlDefender *xml;
    UsbctlList *list;
    gboolean storage_denied;
} UsbctlReadDefender;

static void
usbctl_read_defender_demand(const char **part, const char *value, UsbctlWay *way)
{
    if (*part != NULL && value != NULL && g_ascii_strcasecmp(*part, value) != 0)
        way->never = TRUE;
    if (value != NULL)
        *part = value;
}

static UsbctlWay
usbctl_read_defender_both(const UsbctlWay *a, const UsbctlWay *b)
{
    UsbctlWay way = *a;

    usbctl_read_defender_demand(&way.id, b->id, &way);
    usbctl_read_defender_demand(&way.serial, b->serial, &way);
    usbctl_read_defender_demand(&way.product, b->product, &way);
    usbctl_read_defender_demand(&way.kind, b->kind, &way);
    way.wide |= b->wide;
    way.never |= b->never;
    return way;
}

static UsbctlWay
usbctl_read_defender_way(const UsbctlDescriptorId *descriptor)
{
    UsbctlWay way = { 0 };

    if (strcmp(descriptor->element, "InstancePathId") == 0)
        way.id = descriptor->text;
    else if (strcmp(descriptor->element, "SerialNumberId") == 0)
        way.serial = descriptor->text;
    else if (strcmp(descriptor->element, "VID_PID") == 0 && *descriptor->text != '_')
        way.product = descriptor->text;
    else if (strcmp(descriptor->element, "PrimaryId") == 0)
        way.kind = descriptor->text;
    else if (strcmp(descriptor->element, "BusId") != 0 || g_ascii_strcasecmp(descriptor->text, "USB") != 0)
        way.wide = TRUE;
    return way;
}

/* The ways of being in @group. To be in none of several groups is a way that names nothing. */
static GArray *
usbctl_read_defender_group_ways(const UsbctlDefenderGroup *group)
{
    GArray *ways = g_array_new(FALSE, TRUE, sizeof(UsbctlWay));
    gboolean all = g_str_equal(group->match, "MatchAll");
    UsbctlWay one = { .wide = g_str_has_prefix(group->match, "MatchExclude") };

    for (guint i = 0; !one.wide && i < group->descriptors->len; i++) {
        UsbctlWay way = usbctl_read_defender_way(&g_array_index(group->descriptors, UsbctlDescriptorId, i));

        if (all)
            one = usbctl_read_defender_both(&one, &way);
        else
            g_array_append_val(ways, way);
    }
    if (all || one.wide)
        g_array_append_val(ways, one);
    return ways;
}

static gboolean
usbctl_read_defender_cross(const UsbctlDefenderRule *rule, GArray **ways, GArray *more, GError **error)
{
    GArray *product = g_array_new(FALSE, TRUE, sizeof(UsbctlWay));

    if ((guint64)(*ways)->len * more->len > MOST) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("line %u, rule %s: its groups mean more than %u devices together"), rule->line, rule->name, MOST);
        g_array_unref(product);
        return FALSE;
    }
    for (guint i = 0; i < (*ways)->len; i++) {
        for (guint k = 0; k < more->len; k++) {
            UsbctlWay way =
                usbctl_read_defender_both(&g_array_index(*ways, UsbctlWay, i), &g_array_index(more, UsbctlWay, k));

            if (!way.never)
                g_array_append_val(product, way);
        }
    }
    g_array_unref(*ways);
    *ways = product;
    return TRUE;
}

static GArray *
usbctl_read_defender_ways(const UsbctlReadDefender *self, const UsbctlDefenderRule *rule, GError **error)
{
    g_autoptr(GArray) ways = g_array_new(FALSE, TRUE, sizeof(UsbctlWay));
    UsbctlWay any = { 0 };

    g_array_append_val(ways, any);
    for (guint i = 0; i < rule->included->len; i++) {
        const char *id = rule->included->pdata[i];
        const UsbctlDefenderGroup *group = g_hash_table_lookup(self->xml->groups, id);
        g_autoptr(GArray) more = NULL;

        if (group == NULL) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                        _("%s, line %u, rule %s: no file defines the group %s: give the groups' file, too"), rule->file,
                        rule->line, rule->name, id);
            return NULL;
        }
        more = usbctl_read_defender_group_ways(group);
        if (!usbctl_read_defender_cross(rule, &ways, more, error))
            return NULL;
    }
    return g_steal_pointer(&ways);
}

/* What the entries leave: the access that is allowed, and whether any is denied. */
static int
usbctl_read_defender_allowed(const UsbctlDefenderRule *rule, gboolean *denies, const char **only_for)
{
    int left = STORAGE, allowed = 0;

    *denies = FALSE;
    *only_for = NULL;
    for (guint i = 0; i < rule->entries->len; i++) {
        const UsbctlDefenderEntry *entry = &g_array_index(rule->entries, UsbctlDefenderEntry, i);
        gboolean allows = strcmp(entry->type, "Allow") == 0;

        if (!allows && strcmp(entry->type, "Deny") != 0)
            continue;
        if (entry->only_for != NULL && (left & entry->mask) != 0)
            *only_for = entry->only_for;
        if (allows)
            allowed |= left & entry->mask;
        else
            *denies |= (left & entry->mask) != 0;
        left &= ~entry->mask;
    }
    return allowed;
}

static void
usbctl_read_defender_set_product(UsbctlListed *entry, const char *product)
{
    g_auto(GStrv) parts = g_strsplit(product, "_", 2);

    g_free(entry->vid);
    g_free(entry->pid);
    entry->vid = g_ascii_strdown(parts[0], -1);
    entry->pid = parts[1] != NULL && *parts[1] != '\0' ? g_ascii_strdown(parts[1], -1) : g_strdup("*");
}

static void
usbctl_read_defender_add(UsbctlReadDefender *self, const UsbctlDefenderRule *rule, const UsbctlWay *way, int allowed,
                         const char *only_for)
{
    UsbctlListed *entry = usbctl_list_add(self->list, rule->line);

    usbctl_listed_set(&entry->label, rule->name);
    usbctl_listed_set(&entry->only_for, only_for);
    entry->blocks = allowed == 0;
    usbctl_listed_set(&entry->rights, allowed == 0 ? "" : (allowed & DISK_WRITE) != 0 ? "read-write" : "read");
    if (way->product != NULL)
        usbctl_read_defender_set_product(entry, way->product);
    usbctl_listed_set(&entry->serial, way->serial != NULL ? way->serial : way->product != NULL ? "*" : "");
    if (way->id == NULL)
        return;
    g_strfreev(entry->ids);
    entry->ids = g_new0(char *, 2);
    entry->ids[0] = g_strdup(way->id);
    if (way->serial == NULL) {
        g_autofree char *bare = g_str_has_suffix(way->id, "*")
                                    ? g_strdup_printf("%.*s0", (int)strlen(way->id) - 1, way->id)
                                    : g_strdup(way->id);
        g_autoptr(UsbctlId) id = usbctl_id_parse(bare, NULL);

        usbctl_listed_set(&entry->serial, id != NULL ? id->serial : "");
    }
}

static void
usbctl_read_defender_take_wide(UsbctlReadDefender *self, const UsbctlDefenderRule *rule, const UsbctlWay *way,
                               int allowed)
{
    if (allowed != 0)
        usbctl_list_remark(self->list, USBCTL_REMARK_WIDE, g_strdup(rule->name));
    else if (!way->wide && (way->kind == NULL || g_ascii_strcasecmp(way->kind, "RemovableMediaDevices") == 0))
        self->storage_denied = TRUE;
}

static gboolean
usbctl_read_defender_take(UsbctlReadDefender *self, const UsbctlDefenderRule *rule, GError **error)
{
    g_autoptr(GArray) ways = usbctl_read_defender_ways(self, rule, error);
    const char *only_for;
    gboolean denies, wide_said = FALSE;
    int allowed = usbctl_read_defender_allowed(rule, &denies, &only_for);

    if (ways == NULL || (allowed == 0 && !denies))
        return ways != NULL;
    if (only_for != NULL)
        usbctl_list_remark(self->list, USBCTL_REMARK_CONDITION, g_strdup(rule->name));
    for (guint i = 0; i < ways->len; i++) {
        const UsbctlWay *way = &g_array_index(ways, UsbctlWay, i);

        if (way->id != NULL || way->serial != NULL || way->product != NULL) {
            usbctl_read_defender_add(self, rule, way, allowed, only_for);
        } else if (!wide_said || allowed == 0) {
            wide_said = TRUE;
            usbctl_read_defender_take_wide(self, rule, way, allowed);
        }
    }
    return TRUE;
}

UsbctlList *
usbctl_read_defender(GPtrArray *files, GError **error)
{
    g_autoptr(UsbctlDefender) xml = usbctl_defender_parse(files, error);
    UsbctlReadDefender self = { xml, NULL, FALSE };
    g_autoptr(UsbctlList) list = usbctl_list_new();

    if (xml == NULL)
        return NULL;
    if (xml->rules->len == 0) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("%s: groups alone allow nothing: give the rules' file, too"),
                    ((const UsbctlFile *)files->pdata[0])->name);
        return NULL;
    }
    self.list = list;
    for (guint i = 0; i < xml->rules->len; i++) {
        if (!usbctl_read_defender_take(&self, xml->rules->pdata[i], error))
            return NULL;
    }
    if (!self.storage_denied)
        usbctl_list_remark(list, USBCTL_REMARK_STORAGE_OPEN, NULL);
    return g_steal_pointer(&list);
}
