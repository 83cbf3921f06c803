#include "usbctl/usbctl-policy.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"

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

/* What has names: a rule, a device. */
typedef struct {
    const char *const *ids;
    const char *vid, *pid, *serial, *hash;
    guint n_products; /* 1: its own; 3: also the product's with any serial, and the vendor's with any product */
} UsbctlPolicyThing;

static void
usbctl_policy_append_folded(GString *name, const char *text)
{
    for (; *text != '\0'; text++)
        g_string_append_c(name, g_ascii_toupper(*text));
}

/* Its @n-th name; FALSE: it has no more. One text is made anew for each, because most are only looked up. */
static gboolean
usbctl_policy_name(const UsbctlPolicyThing *thing, guint n, GString *name)
{
    guint n_ids = g_strv_length((GStrv)thing->ids), n_products = *thing->vid != '\0' ? thing->n_products : 0;

    g_string_truncate(name, 0);
    if (n < n_ids) {
        g_string_append_c(name, 'i');
        usbctl_policy_append_folded(name, thing->ids[n]);
        return TRUE;
    }
    n -= n_ids;
    if (n < n_products) {
        g_string_append_c(name, 'p');
        g_string_append(name, thing->vid);
        g_string_append_c(name, ':');
        g_string_append(name, n < 2 ? thing->pid : "*");
        g_string_append_c(name, ':');
        usbctl_policy_append_folded(name, n == 0 ? thing->serial : "*");
        return TRUE;
    }
    if (n > n_products || thing->hash == NULL || *thing->hash == '\0')
        return FALSE;
    g_string_append_c(name, 'h');
    g_string_append(name, thing->hash);
    return TRUE;
}

static UsbctlPolicyThing
usbctl_policy_thing_of(const UsbctlRule *rule, guint n_products)
{
    return (UsbctlPolicyThing){ rule->instance_ids, rule->vid, rule->pid, rule->serial, rule->hash, n_products };
}

gboolean
usbctl_policy_add(UsbctlPolicy *self, UsbctlRule *rule, GError **error)
{
    g_autoptr(GString) name = g_string_new(NULL);
    UsbctlPolicyThing thing = usbctl_policy_thing_of(rule, 1);
    guint position = self->rules->len;

    if (g_hash_table_contains(self->ids, rule->id)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("rule %s, field id: another rule has it already"),
                    rule->id);
        return FALSE;
    }
    g_ptr_array_add(self->rules, usbctl_rule_ref(rule));
    g_hash_table_add(self->ids, (gpointer)rule->id);
    for (guint i = 0; usbctl_policy_name(&thing, i, name); i++) {
        GArray *positions = g_hash_table_lookup(self->index, name->str);

        if (positions == NULL) {
            positions = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(self->index, g_strdup(name->str), positions);
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
usbctl_policy_lookup(const UsbctlPolicy *self, const UsbctlPolicyThing *thing, const char *date)
{
    g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GString) name = g_string_new(NULL);
    GPtrArray *rules = g_ptr_array_new();

    for (guint i = 0; usbctl_policy_name(thing, i, name); i++) {
        const GArray *found = g_hash_table_lookup(self->index, name->str);

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
    UsbctlPolicyThing thing = { device->instance_ids, device->vid, device->pid, device->serial, hash, 3 };

    return usbctl_policy_lookup(self, &thing, date);
}

UsbctlRule *
usbctl_policy_find_first(const UsbctlPolicy *self, const UsbctlRule *rule, const char *date)
{
    g_autoptr(GString) name = g_string_sized_new(128);
    UsbctlPolicyThing thing = usbctl_policy_thing_of(rule, 3);
    guint first = self->rules->len;

    for (guint i = 0; usbctl_policy_name(&thing, i, name); i++) {
        const GArray *found = g_hash_table_lookup(self->index, name->str);

        for (guint k = 0; found != NULL && k < found->len && g_array_index(found, guint, k) < first; k++) {
            if (usbctl_rule_is_in_force(self->rules->pdata[g_array_index(found, guint, k)], date))
                first = g_array_index(found, guint, k);
        }
    }
    return first < self->rules->len ? self->rules->pdata[first] : NULL;
}
