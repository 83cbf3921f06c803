#include "usbctl/usbctl-render.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-uuid.h"

/*
 * Device Control of Microsoft Defender for Endpoint (Microsoft's "Device control policies"): groups say which devices,
 * rules what may be done. Neither a byte order mark nor an XML declaration. The first rule that means a device decides,
 * so what is narrower stands before what is wider: devices, products, vendors, and the deny of storage, which names
 * what it does not mean besides, because Intune keeps no order.
 *
 * Intune takes 350,000 characters of one group and of one rule. Serial numbers therefore stand in groups per product,
 * and what a product has beyond them is denied by a rule of its own: the deny of storage then names the products, not
 * the devices.
 */
#define LONGEST 349000 /* with what stands around a list */

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

static const UsbctlRenderAccess *const accesses[] = { may_not, may_read, may_write };
static const char *const access_names[] = { "blocked", "read", "read-write" };

/* Serial numbers of a product whose disks' IDs are not known. */
typedef struct {
    char *name;                               /* VID_PID */
    GString *serials[G_N_ELEMENTS(accesses)]; /* descriptors */
    GPtrArray *lists[G_N_ELEMENTS(accesses)]; /* those that are full */
    char *group;                              /* "<GroupId>" of all of its devices */
    GString *excluded;                        /* of its serial numbers */
} UsbctlRenderProduct;

typedef struct {
    const char *seed;
    GPtrArray *selected;
    GPtrArray *paths; /* GStrv by rule of @selected: usbctl_target_defender_ids() */
    GString *groups, *rules;
    GString *ids, *wide; /* "<GroupId>" of devices by instance ID; of whole products and vendors */
    GHashTable *seen;    /* descriptors that stand in a group */
    GPtrArray *products; /* UsbctlRenderProduct */
    GHashTable *by_name; /* of them */
    char *too_long;      /* a rule that Intune does not take */
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
    g_autofree char *name = g_strdup_printf("defender %s %s %s", what, self->seed, key);

    return usbctl_uuid_new(name);
}

static void
usbctl_render_defender_put(GString *out, const char *element, const char *text)
{
    g_string_append_c(out, '<');
    g_string_append(out, element);
    g_string_append_c(out, '>');
    usbctl_render_append_xml(out, text);
    g_string_append(out, "</");
    g_string_append(out, element);
    g_string_append(out, ">\n");
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
    gsize before = self->rules->len;

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
    if (self->rules->len - before > LONGEST && self->too_long == NULL)
        self->too_long = g_strdup(key);
}

static char *
usbctl_render_defender_refer(const char *guid)
{
    return g_strdup_printf("<GroupId>%s</GroupId>\n", guid);
}

/* A group; what refers to it. */
static char *
usbctl_render_defender_add(UsbctlRenderDefender *self, const char *key, const char *match, const char *descriptors)
{
    g_autofree char *guid = usbctl_render_defender_add_group(self, key, match, descriptors);

    return usbctl_render_defender_refer(guid);
}

/* --- devices that have an instance ID of their disk: as many in a group as it may hold --- */

static void
usbctl_render_defender_close(UsbctlRenderDefender *self, guint access, guint *number, GString *list)
{
    g_autofree char *key = g_strdup_printf("%s %u", access_names[access], *number + 1), *group = NULL;

    if (list->len == 0)
        return;
    group = usbctl_render_defender_add(self, key, "MatchAny", list->str);
    usbctl_render_defender_add_rule(self, key, group, "", accesses[access]);
    g_string_append(self->ids, group);
    g_string_truncate(list, 0);
    *number += 1;
}

static void
usbctl_render_defender_add_ids(UsbctlRenderDefender *self, guint access)
{
    g_autoptr(GString) list = g_string_new(NULL), line = g_string_new(NULL);
    guint number = 0;

    for (guint i = 0; i < self->selected->len; i++) {
        GStrv ids = self->paths->pdata[i];

        if (*ids == NULL || usbctl_render_defender_access(self->selected->pdata[i]) != accesses[access])
            continue;
        for (char **id = ids; *id != NULL; id++) {
            if (!g_hash_table_add(self->seen, g_ascii_strup(*id, -1)))
                continue;
            g_string_truncate(line, 0);
            usbctl_render_defender_put(line, "InstancePathId", *id);
            if (list->len + line->len > LONGEST)
                usbctl_render_defender_close(self, access, &number, list);
            g_string_append_len(list, line->str, (gssize)line->len);
        }
    }
    usbctl_render_defender_close(self, access, &number, list);
}

/* --- what else a rule can mean: serial numbers of a product, a product, a vendor --- */

enum { DEVICE, PRODUCT, VENDOR };

static int
usbctl_render_defender_width(const UsbctlRule *rule)
{
    if (strcmp(rule->serial, "*") != 0)
        return DEVICE;
    return strcmp(rule->pid, "*") == 0 ? VENDOR : PRODUCT;
}

static char *
usbctl_render_defender_name_product(const UsbctlRule *rule)
{
    g_autofree char *product = g_strdup_printf("%s_%s", rule->vid, strcmp(rule->pid, "*") == 0 ? "" : rule->pid);

    return g_ascii_strup(product, -1);
}

static void
usbctl_render_defender_free_product(gpointer data)
{
    UsbctlRenderProduct *product = data;

    for (guint i = 0; i < G_N_ELEMENTS(accesses); i++) {
        g_string_free(product->serials[i], TRUE);
        g_ptr_array_unref(product->lists[i]);
    }
    g_string_free(product->excluded, TRUE);
    g_free(product->group);
    g_free(product->name);
    g_free(product);
}

static UsbctlRenderProduct *
usbctl_render_defender_get_product(UsbctlRenderDefender *self, const UsbctlRule *rule)
{
    g_autofree char *name = usbctl_render_defender_name_product(rule);
    UsbctlRenderProduct *product = g_hash_table_lookup(self->by_name, name);

    if (product != NULL)
        return product;
    product = g_new0(UsbctlRenderProduct, 1);
    product->name = g_steal_pointer(&name);
    product->excluded = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(accesses); i++) {
        product->serials[i] = g_string_new(NULL);
        product->lists[i] = g_ptr_array_new_with_free_func(g_free);
    }
    g_hash_table_insert(self->by_name, product->name, product);
    g_ptr_array_add(self->products, product);
    return product;
}

static void
usbctl_render_defender_take_serial(UsbctlRenderDefender *self, const UsbctlRule *rule)
{
    UsbctlRenderProduct *product = usbctl_render_defender_get_product(self, rule);
    g_autofree char *upper = g_ascii_strup(rule->serial, -1);
    char *key = g_strdup_printf("%s %s", product->name, upper);
    guint access = 0;

    if (!g_hash_table_add(self->seen, key))
        return;
    while (accesses[access] != usbctl_render_defender_access(rule))
        access++;
    if (product->serials[access]->len + 6 * strlen(rule->serial) + 64 > LONGEST) { /* every character as an entity */
        g_ptr_array_add(product->lists[access], g_strdup(product->serials[access]->str));
        g_string_truncate(product->serials[access], 0);
    }
    usbctl_render_defender_put(product->serials[access], "SerialNumberId", rule->serial);
}

static void
usbctl_render_defender_take_serials(UsbctlRenderDefender *self)
{
    for (guint i = 0; i < self->selected->len; i++) {
        const UsbctlRule *rule = self->selected->pdata[i];
        GStrv ids = self->paths->pdata[i];

        if (ids[0] == NULL && usbctl_render_defender_width(rule) == DEVICE)
            usbctl_render_defender_take_serial(self, rule);
    }
    for (guint i = 0; i < self->products->len; i++) {
        UsbctlRenderProduct *product = self->products->pdata[i];

        for (guint k = 0; k < G_N_ELEMENTS(accesses); k++) {
            if (product->serials[k]->len > 0)
                g_ptr_array_add(product->lists[k], g_strdup(product->serials[k]->str));
        }
    }
}

/* A device is in all groups that a rule includes: of this product, and with one of these serial numbers. */
static void
usbctl_render_defender_add_product(UsbctlRenderDefender *self, UsbctlRenderProduct *product)
{
    g_autoptr(GString) all = g_string_new(NULL);

    usbctl_render_defender_put(all, "VID_PID", product->name);
    product->group = usbctl_render_defender_add(self, product->name, "MatchAny", all->str);
    for (guint access = 0; access < G_N_ELEMENTS(accesses); access++) {
        for (guint i = 0; i < product->lists[access]->len; i++) {
            g_autofree char *key = g_strdup_printf("%s %s %u", product->name, access_names[access], i + 1);
            g_autofree char *serials =
                usbctl_render_defender_add(self, key, "MatchAny", product->lists[access]->pdata[i]);
            g_autofree char *included = g_strconcat(product->group, serials, NULL);

            usbctl_render_defender_add_rule(self, key, included, "", accesses[access]);
            g_string_append(product->excluded, serials);
        }
    }
}

static void
usbctl_render_defender_add_wide(UsbctlRenderDefender *self, const UsbctlRule *rule)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *product = usbctl_render_defender_name_product(rule), *group = NULL;

    usbctl_render_defender_put(list, "VID_PID", product);
    if (!g_hash_table_add(self->seen, g_strdup(list->str)))
        return;
    group = usbctl_render_defender_add(self, rule->id, "MatchAny", list->str);
    usbctl_render_defender_add_rule(self, rule->id, group, "", usbctl_render_defender_access(rule));
    g_string_append(self->wide, group);
}

static void
usbctl_render_defender_add_products(UsbctlRenderDefender *self)
{
    for (guint i = 0; i < self->products->len; i++)
        usbctl_render_defender_add_product(self, self->products->pdata[i]);
    for (int width = PRODUCT; width <= VENDOR; width++) {
        for (guint i = 0; i < self->selected->len; i++) {
            const UsbctlRule *rule = self->selected->pdata[i];
            GStrv ids = self->paths->pdata[i];

            if (ids[0] == NULL && usbctl_render_defender_width(rule) == width)
                usbctl_render_defender_add_wide(self, rule);
        }
    }
}

/* --- everything else --- */

/* What a product has beyond its serial numbers, which the deny of storage passes over. */
static void
usbctl_render_defender_deny_product(UsbctlRenderDefender *self, const UsbctlRenderProduct *product)
{
    g_autofree char *key = g_strconcat(product->name, " others", NULL);
    g_autofree char *excluded = g_strconcat(self->ids->str, product->excluded->str, self->wide->str, NULL);

    usbctl_render_defender_add_rule(self, key, product->group, excluded, may_not);
}

/* A drive that is built in is no business of a policy for USB; nor can its bus be told of a phone or a card. */
static void
usbctl_render_defender_add_rest(UsbctlRenderDefender *self)
{
    g_autofree char *media =
        usbctl_render_defender_add(self, "storage", "MatchAny",
                                   "<PrimaryId>RemovableMediaDevices</PrimaryId>\n<PrimaryId>WpdDevices</PrimaryId>\n");
    g_autofree char *discs = usbctl_render_defender_add(self, "discs", "MatchAll",
                                                        "<PrimaryId>CdRomDevices</PrimaryId>\n<BusId>USB</BusId>\n");
    g_autoptr(GString) excluded = g_string_new(self->ids->str);

    for (guint i = 0; i < self->products->len; i++) {
        usbctl_render_defender_deny_product(self, self->products->pdata[i]);
        g_string_append(excluded, ((UsbctlRenderProduct *)self->products->pdata[i])->group);
    }
    g_string_append(excluded, self->wide->str);
    usbctl_render_defender_add_rule(self, "storage", media, excluded->str, may_not);
    usbctl_render_defender_add_rule(self, "discs", discs, excluded->str, may_not);
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

static void
usbctl_render_defender_clear(UsbctlRenderDefender *self)
{
    GString *strings[] = { self->groups, self->rules, self->ids, self->wide };

    for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
        g_string_free(strings[i], TRUE);
    g_clear_pointer(&self->selected, g_ptr_array_unref);
    g_ptr_array_unref(self->paths);
    g_hash_table_unref(self->by_name);
    g_ptr_array_unref(self->products);
    g_hash_table_unref(self->seen);
    g_free(self->too_long);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UsbctlRenderDefender, usbctl_render_defender_clear)

gboolean
usbctl_render_defender(const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title, GPtrArray *files,
                       GPtrArray *unexpressed, GError **error)
{
    g_auto(UsbctlRenderDefender) self = {
        .seed = title->seed,
        .paths = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev),
        .groups = g_string_new(NULL),
        .rules = g_string_new(NULL),
        .ids = g_string_new(NULL),
        .wide = g_string_new(NULL),
        .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .products = g_ptr_array_new_with_free_func(usbctl_render_defender_free_product),
        .by_name = g_hash_table_new(g_str_hash, g_str_equal),
    };

    if (!usbctl_render_check_date(date, error))
        return FALSE;
    self.selected = usbctl_target_select(USBCTL_TARGET_DEFENDER, policy, date, unexpressed);
    for (guint i = 0; i < self.selected->len; i++)
        g_ptr_array_add(self.paths, usbctl_target_defender_ids(self.selected->pdata[i]));
    for (guint access = 0; access < G_N_ELEMENTS(accesses); access++)
        usbctl_render_defender_add_ids(&self, access);
    usbctl_render_defender_take_serials(&self);
    usbctl_render_defender_add_products(&self);
    usbctl_render_defender_add_rest(&self);
    if (self.too_long != NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("the rule “%s” would be longer than the 350,000 characters that Intune takes: use another target "
                      "for some of the devices"),
                    self.too_long);
        return FALSE;
    }
    usbctl_render_defender_finish(files, "defender-groups.xml", "Groups", self.groups);
    usbctl_render_defender_finish(files, "defender-rules.xml", "PolicyRules", self.rules);
    return TRUE;
}
