#include "usbctl/usbctl-render.h"

#include <string.h>

#include "usbctl/usbctl-uuid.h"

/*
 * Device Control of Microsoft Defender for Endpoint (Microsoft's "Device control policies"): groups say which devices,
 * rules what may be done. Neither a byte order mark nor an XML declaration. The first rule that means a device decides,
 * so what is narrower stands before what is wider: devices, products, vendors, and the deny of storage, which names
 * what it does not mean besides, because Intune keeps no order.
 */
#define LONGEST 349000 /* Intune takes 350,000 characters of one group; with what stands around the list */

/* 1, 2, 4 read, write, execute on the disk; 8, 16, 32 on files. */
typedef struct {
    const char *type;
    int options, mask;
} UsbctlRenderAccess;

/* Options 3 of AuditDenied: the person is told, and it is reported. */
static const UsbctlRenderAccess may_write[] = { { "Allow", 0, 63 }, { NULL, 0, 0 } };
static const UsbctlRenderAccess may_read[] = {
    { "Allow", 0, 9 }, { "Deny", 0, 54 }, { "AuditDenied", 3, 54 }, { NULL, 0, 0 }
};
static const UsbctlRenderAccess may_not[] = { { "Deny", 0, 63 }, { "AuditDenied", 3, 63 }, { NULL, 0, 0 } };

typedef struct {
    const char *title;
    GPtrArray *selected;
    GString *groups, *rules;
    GString *excluded; /* what the last rule does not mean */
    GHashTable *seen;  /* descriptors that stand in a group */
} UsbctlRenderDefender;

static const UsbctlRenderAccess *
usbctl_render_defender_access(const UsbctlRule *rule)
{
    if (!usbctl_rule_allows(rule))
        return may_not;
    return strcmp(rule->rights, "read") == 0 ? may_read : may_write;
}

static char *
usbctl_render_defender_guid(const UsbctlRenderDefender *self, const char *what, const char *key)
{
    g_autofree char *name = g_strdup_printf("defender %s %s %s", what, self->title, key);

    return usbctl_uuid_new(name);
}

static void
usbctl_render_defender_put(GString *out, const char *element, const char *text)
{
    g_autofree char *escaped = usbctl_render_escape_xml(text);

    g_string_append_printf(out, "<%s>%s</%s>\n", element, escaped, element);
}

/* Returns the group's GUID. */
static char *
usbctl_render_defender_add_group(UsbctlRenderDefender *self, const char *key, const char *match,
                                 const char *descriptors)
{
    char *guid = usbctl_render_defender_guid(self, "group", key);

    g_string_append_printf(self->groups, "<Group Id=\"%s\" Type=\"Device\">\n", guid);
    usbctl_render_defender_put(self->groups, "Name", key);
    g_string_append_printf(self->groups,
                           "<MatchType>%s</MatchType>\n<DescriptorIdList>\n%s</DescriptorIdList>\n</Group>\n", match,
                           descriptors);
    return guid;
}

static void
usbctl_render_defender_add_rule(UsbctlRenderDefender *self, const char *key, const char *included, const char *excluded,
                                const UsbctlRenderAccess *access)
{
    g_autofree char *guid = usbctl_render_defender_guid(self, "rule", key);

    g_string_append_printf(self->rules, "<PolicyRule Id=\"%s\">\n", guid);
    usbctl_render_defender_put(self->rules, "Name", key);
    g_string_append_printf(self->rules,
                           "<IncludedIdList>\n%s</IncludedIdList>\n<ExcludedIdList>\n%s</ExcludedIdList>\n", included,
                           excluded);
    for (; access->type != NULL; access++) {
        g_autofree char *what = g_strconcat("entry ", access->type, NULL);
        g_autofree char *entry = usbctl_render_defender_guid(self, what, key);

        g_string_append_printf(self->rules,
                               "<Entry Id=\"%s\">\n<Type>%s</Type>\n<Options>%d</Options>\n"
                               "<AccessMask>%d</AccessMask>\n</Entry>\n",
                               entry, access->type, access->options, access->mask);
    }
    g_string_append(self->rules, "</PolicyRule>\n");
}

/* A group, and the rule that means it. */
static void
usbctl_render_defender_add(UsbctlRenderDefender *self, const char *key, const char *match, const char *descriptors,
                           const UsbctlRenderAccess *access)
{
    g_autofree char *guid = usbctl_render_defender_add_group(self, key, match, descriptors);
    g_autofree char *included = g_strdup_printf("<GroupId>%s</GroupId>\n", guid);

    usbctl_render_defender_add_rule(self, key, included, "", access);
    g_string_append(self->excluded, included);
}

/* --- devices that have an instance ID of their disk: as many in a group as it may hold --- */

static void
usbctl_render_defender_close(UsbctlRenderDefender *self, const char *name, guint *number, GString *list,
                             const UsbctlRenderAccess *access)
{
    g_autofree char *key = g_strdup_printf("%s %u", name, *number + 1);

    if (list->len == 0)
        return;
    usbctl_render_defender_add(self, key, "MatchAny", list->str, access);
    g_string_truncate(list, 0);
    *number += 1;
}

static void
usbctl_render_defender_add_ids(UsbctlRenderDefender *self, const char *name, const UsbctlRenderAccess *access)
{
    g_autoptr(GString) list = g_string_new(NULL), line = g_string_new(NULL);
    guint number = 0;

    for (guint i = 0; i < self->selected->len; i++) {
        const UsbctlRule *rule = self->selected->pdata[i];
        g_auto(GStrv) ids = usbctl_target_defender_ids(rule);

        for (char **id = ids; *id != NULL && usbctl_render_defender_access(rule) == access; id++) {
            if (!g_hash_table_add(self->seen, g_ascii_strup(*id, -1)))
                continue;
            g_string_truncate(line, 0);
            usbctl_render_defender_put(line, "InstancePathId", *id);
            if (list->len + line->len > LONGEST)
                usbctl_render_defender_close(self, name, &number, list, access);
            g_string_append_len(list, line->str, (gssize)line->len);
        }
    }
    usbctl_render_defender_close(self, name, &number, list, access);
}

/* --- what else a rule can mean: a serial number of a product, a product, a vendor --- */

enum { DEVICE, PRODUCT, VENDOR, N_WIDTHS };

static int
usbctl_render_defender_width(const UsbctlRule *rule)
{
    if (strcmp(rule->serial, "*") != 0)
        return DEVICE;
    return strcmp(rule->pid, "*") == 0 ? VENDOR : PRODUCT;
}

static void
usbctl_render_defender_add_product(UsbctlRenderDefender *self, const UsbctlRule *rule)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *product = g_strdup_printf("%s_%s", rule->vid, strcmp(rule->pid, "*") == 0 ? "" : rule->pid);
    g_autofree char *upper = g_ascii_strup(product, -1);

    usbctl_render_defender_put(list, "VID_PID", upper);
    if (usbctl_render_defender_width(rule) == DEVICE)
        usbctl_render_defender_put(list, "SerialNumberId", rule->serial);
    if (g_hash_table_add(self->seen, g_strdup(list->str)))
        usbctl_render_defender_add(self, rule->id, "MatchAll", list->str, usbctl_render_defender_access(rule));
}

static void
usbctl_render_defender_add_products(UsbctlRenderDefender *self, int width)
{
    for (guint i = 0; i < self->selected->len; i++) {
        const UsbctlRule *rule = self->selected->pdata[i];
        g_auto(GStrv) ids = usbctl_target_defender_ids(rule);

        if (ids[0] == NULL && usbctl_render_defender_width(rule) == width)
            usbctl_render_defender_add_product(self, rule);
    }
}

/* A drive that is built in is no business of a policy for USB; nor can its bus be told of a phone or a card. */
static void
usbctl_render_defender_add_rest(UsbctlRenderDefender *self)
{
    g_autofree char *media = usbctl_render_defender_add_group(
        self, "storage", "MatchAny",
        "<PrimaryId>RemovableMediaDevices</PrimaryId>\n<PrimaryId>WpdDevices</PrimaryId>\n");
    g_autofree char *discs = usbctl_render_defender_add_group(
        self, "discs", "MatchAll", "<PrimaryId>CdRomDevices</PrimaryId>\n<BusId>USB</BusId>\n");
    g_autofree char *of_media = g_strdup_printf("<GroupId>%s</GroupId>\n", media);
    g_autofree char *of_discs = g_strdup_printf("<GroupId>%s</GroupId>\n", discs);

    usbctl_render_defender_add_rule(self, "storage", of_media, self->excluded->str, may_not);
    usbctl_render_defender_add_rule(self, "discs", of_discs, self->excluded->str, may_not);
}

/* A rule whose device an earlier one means with other rights says nothing. */
static GPtrArray *
usbctl_render_defender_select(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed)
{
    GPtrArray *rules = usbctl_target_select(USBCTL_TARGET_DEFENDER, policy, date, unexpressed);

    for (guint i = rules->len; i > 0; i--) {
        g_autoptr(GPtrArray) meaning = usbctl_policy_match_rule(policy, rules->pdata[i - 1], date);

        if (usbctl_render_defender_access(meaning->pdata[0]) != usbctl_render_defender_access(rules->pdata[i - 1]))
            g_ptr_array_remove_index(rules, i - 1);
    }
    return rules;
}

static void
usbctl_render_defender_finish(GPtrArray *files, const char *name, const char *root, const GString *content)
{
    g_autoptr(GString) text = g_string_sized_new(content->len + 64);
    g_autoptr(GBytes) bytes = NULL;

    g_string_append_printf(text, "<%s>\n", root);
    g_string_append_len(text, content->str, (gssize)content->len);
    g_string_append_printf(text, "</%s>\n", root);
    bytes = g_bytes_new(text->str, text->len);
    usbctl_render_add_file(files, name, bytes);
}

gboolean
usbctl_render_defender(const UsbctlPolicy *policy, const char *date, const char *title, GPtrArray *files,
                       GPtrArray *unexpressed, GError **error)
{
    g_autoptr(GPtrArray) selected = NULL;
    g_autoptr(GString) groups = g_string_new(NULL), rules = g_string_new(NULL), excluded = g_string_new(NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    UsbctlRenderDefender self = { title, NULL, groups, rules, excluded, seen };

    if (!usbctl_render_check_date(date, error))
        return FALSE;
    self.selected = selected = usbctl_render_defender_select(policy, date, unexpressed);
    usbctl_render_defender_add_ids(&self, "blocked", may_not);
    usbctl_render_defender_add_ids(&self, "read", may_read);
    usbctl_render_defender_add_ids(&self, "read-write", may_write);
    for (int width = 0; width < N_WIDTHS; width++)
        usbctl_render_defender_add_products(&self, width);
    usbctl_render_defender_add_rest(&self);
    usbctl_render_defender_finish(files, "defender-groups.xml", "Groups", groups);
    usbctl_render_defender_finish(files, "defender-rules.xml", "PolicyRules", rules);
    return TRUE;
}
