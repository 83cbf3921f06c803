#include "usbctl/usbctl-policy.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"

#define TITLE_LIMIT 63
#define TEXT_LIMIT 128

/*
 * A rule stands in the index under each of its names, a device is looked up under each of its own; they meet under a
 * common name. The first character says what kind of name it is.
 */
struct _UsbctlPolicy {
    GPtrArray *rules;
    GHashTable *ids;   /* set of UsbctlRule.id, borrowed from the rules */
    GHashTable *index; /* name → GArray of guint, positions in @rules, ascending */
    char *title;
    char *text;
};

UsbctlPolicy *
usbctl_policy_new(void)
{
    UsbctlPolicy *self = g_new0(UsbctlPolicy, 1);

    self->rules = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_rule_unref);
    self->ids = g_hash_table_new(g_str_hash, g_str_equal);
    self->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    self->title = g_strdup("");
    self->text = g_strdup("");
    return self;
}

void
usbctl_policy_free(UsbctlPolicy *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->index);
    g_hash_table_unref(self->ids);
    g_ptr_array_unref(self->rules);
    g_free(self->title);
    g_free(self->text);
    g_free(self);
}

static void
usbctl_policy_name_ids(GPtrArray *names, const char *const *ids)
{
    for (; *ids != NULL; ids++) {
        g_autofree char *folded = usbctl_id_fold(*ids);

        g_ptr_array_add(names, g_strconcat("i", folded, NULL));
    }
}

static char *
usbctl_policy_name_product(const char *vid, const char *pid, const char *serial)
{
    g_autofree char *folded = usbctl_id_fold(serial);

    return g_strconcat("p", vid, ":", pid, ":", folded, NULL);
}

static GPtrArray *
usbctl_policy_names_of_rule(const UsbctlRule *rule)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    usbctl_policy_name_ids(names, rule->instance_ids);
    if (*rule->vid != '\0')
        g_ptr_array_add(names, usbctl_policy_name_product(rule->vid, rule->pid, rule->serial));
    if (*rule->hash != '\0')
        g_ptr_array_add(names, g_strconcat("h", rule->hash, NULL));
    return names;
}

/* Every name under which a rule could mean the thing: its own, the product's with any serial, the vendor's with any
 * product. */
static GPtrArray *
usbctl_policy_names_of_thing(const char *const *ids, const char *vid, const char *pid, const char *serial,
                             const char *hash)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    usbctl_policy_name_ids(names, ids);
    if (*vid != '\0') {
        g_ptr_array_add(names, usbctl_policy_name_product(vid, pid, serial));
        g_ptr_array_add(names, usbctl_policy_name_product(vid, pid, "*"));
        g_ptr_array_add(names, usbctl_policy_name_product(vid, "*", "*"));
    }
    if (hash != NULL && *hash != '\0')
        g_ptr_array_add(names, g_strconcat("h", hash, NULL));
    return names;
}

gboolean
usbctl_policy_add(UsbctlPolicy *self, UsbctlRule *rule, GError **error)
{
    g_autoptr(GPtrArray) names = usbctl_policy_names_of_rule(rule);
    guint position = self->rules->len;

    if (g_hash_table_contains(self->ids, rule->id)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("rule %s, field id: another rule has it already"),
                    rule->id);
        return FALSE;
    }
    g_ptr_array_add(self->rules, usbctl_rule_ref(rule));
    g_hash_table_add(self->ids, (gpointer)rule->id);
    for (guint i = 0; i < names->len; i++) {
        GArray *positions = g_hash_table_lookup(self->index, names->pdata[i]);

        if (positions == NULL) {
            positions = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(self->index, g_strdup(names->pdata[i]), positions);
        }
        g_array_append_val(positions, position);
    }
    return TRUE;
}

static gboolean
usbctl_policy_notice_fits(const char *text, glong limit)
{
    return g_utf8_validate(text, -1, NULL) && g_utf8_strlen(text, -1) <= limit && strpbrk(text, "\r\n\t") == NULL;
}

gboolean
usbctl_policy_set_notice(UsbctlPolicy *self, const char *title, const char *text, GError **error)
{
    if (!usbctl_policy_notice_fits(title, TITLE_LIMIT) || !usbctl_policy_notice_fits(text, TEXT_LIMIT)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("notice: at most %d characters in the title and %d in the text, without line breaks"),
                    TITLE_LIMIT, TEXT_LIMIT);
        return FALSE;
    }
    g_free(self->title);
    self->title = g_strdup(title);
    g_free(self->text);
    self->text = g_strdup(text);
    return TRUE;
}

const char *
usbctl_policy_get_notice_title(const UsbctlPolicy *self)
{
    return self->title;
}

const char *
usbctl_policy_get_notice_text(const UsbctlPolicy *self)
{
    return self->text;
}

GPtrArray *
usbctl_policy_get_rules(const UsbctlPolicy *self)
{
    return self->rules;
}

static int
usbctl_policy_compare_positions(gconstpointer a, gconstpointer b)
{
    guint x = *(const guint *)a, y = *(const guint *)b;

    return (x > y) - (x < y);
}

static GPtrArray *
usbctl_policy_lookup(const UsbctlPolicy *self, GPtrArray *names, const char *date)
{
    g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(guint));
    GPtrArray *rules = g_ptr_array_new();

    for (guint i = 0; i < names->len; i++) {
        const GArray *found = g_hash_table_lookup(self->index, names->pdata[i]);

        if (found != NULL)
            g_array_append_vals(positions, found->data, found->len);
    }
    g_array_sort(positions, usbctl_policy_compare_positions);
    for (guint i = 0; i < positions->len; i++) {
        guint position = g_array_index(positions, guint, i);
        UsbctlRule *rule = self->rules->pdata[position];

        if ((i == 0 || position != g_array_index(positions, guint, i - 1)) && usbctl_rule_is_in_force(rule, date))
            g_ptr_array_add(rules, rule);
    }
    return rules;
}

GPtrArray *
usbctl_policy_match(const UsbctlPolicy *self, const UsbctlDevice *device, const char *date)
{
    g_autofree char *hash = usbctl_device_hash(device);
    g_autoptr(GPtrArray) names =
        usbctl_policy_names_of_thing(device->instance_ids, device->vid, device->pid, device->serial, hash);

    return usbctl_policy_lookup(self, names, date);
}

GPtrArray *
usbctl_policy_match_rule(const UsbctlPolicy *self, const UsbctlRule *rule, const char *date)
{
    g_autoptr(GPtrArray) names =
        usbctl_policy_names_of_thing(rule->instance_ids, rule->vid, rule->pid, rule->serial, rule->hash);

    return usbctl_policy_lookup(self, names, date);
}
