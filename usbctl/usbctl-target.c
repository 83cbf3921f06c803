#include "usbctl/usbctl-target.h"

#include <string.h>

#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-serial.h"

static const char *const codes[] = { "policy", "windows", "usbguard", "defender" };

const char *
usbctl_target_code(UsbctlTarget target)
{
    return codes[target];
}

gboolean
usbctl_target_find(const char *code, UsbctlTarget *target)
{
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (strcmp(codes[i], code) == 0) {
            *target = i;
            return TRUE;
        }
    }
    return FALSE;
}

gboolean
usbctl_target_tells_rights(UsbctlTarget target)
{
    return target != USBCTL_TARGET_WINDOWS && target != USBCTL_TARGET_USBGUARD;
}

/* @names_device (out): one of them is the USB device's own, not only a disk's. */
static GPtrArray *
usbctl_target_list_windows_ids(const UsbctlRule *rule, gboolean *names_device)
{
    GPtrArray *ids = g_ptr_array_new();
    gboolean known = FALSE;

    *names_device = FALSE;
    for (const char *const *text = rule->instance_ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        known = known || usbctl_id_is_usb_device(id);
        if (id->generated)
            continue;
        *names_device = *names_device || usbctl_id_is_usb_device(id);
        g_ptr_array_add(ids, g_strdup(*text));
    }
    if (!known && strcmp(rule->serial, "*") != 0) {
        char *predicted = usbctl_id_predict(rule->vid, rule->pid, "", rule->serial);

        *names_device = *names_device || predicted != NULL;
        if (predicted != NULL)
            g_ptr_array_insert(ids, 0, predicted);
    }
    g_ptr_array_add(ids, NULL);
    return ids;
}

GStrv
usbctl_target_windows_ids(const UsbctlRule *rule)
{
    gboolean names_device;
    g_autoptr(GPtrArray) ids = usbctl_target_list_windows_ids(rule, &names_device);

    return (GStrv)g_ptr_array_steal(ids, NULL);
}

char *
usbctl_target_windows_product(const UsbctlRule *rule)
{
    g_autofree char *vid = g_ascii_strup(rule->vid, -1);
    g_autofree char *pid = g_ascii_strup(rule->pid, -1);

    if (*vid == '\0' || strcmp(pid, "*") == 0 || strcmp(rule->serial, "*") != 0)
        return NULL;
    return g_strdup_printf("USB\\VID_%s&PID_%s", vid, pid);
}

/* Why there is no instance ID that means the same device on every PC. */
static UsbctlReason
usbctl_target_why_no_id(const UsbctlRule *rule)
{
    if (strcmp(rule->serial, "*") == 0)
        return USBCTL_REASON_ANY_SERIAL;
    if (rule->instance_ids[0] != NULL)
        return USBCTL_REASON_SERIAL_GENERATED;
    if (*rule->vid == '\0')
        return USBCTL_REASON_NO_PRODUCT;
    return *rule->serial == '\0' ? USBCTL_REASON_NO_SERIAL : USBCTL_REASON_SERIAL_DROPPED;
}

/*
 * An allow must name the USB device itself: the class deny meets it there, and a child of a blocked device never
 * appears. A whole product cannot be allowed, because within the layer of device IDs the class deny wins (Microsoft,
 * "layered order of evaluation").
 */
static UsbctlReason
usbctl_target_refuse_windows(const UsbctlRule *rule)
{
    gboolean names_device;
    g_auto(GStrv) ids = (GStrv)g_ptr_array_free(usbctl_target_list_windows_ids(rule, &names_device), FALSE);
    g_autofree char *product = usbctl_target_windows_product(rule);

    if (usbctl_rule_allows(rule) && rule->composite)
        return USBCTL_REASON_COMPOSITE_STORAGE;
    if (usbctl_rule_allows(rule) && strcmp(rule->rights, "read") == 0)
        return USBCTL_REASON_READ_ONLY; /* usbctl_target_tells_rights() */
    if (ids[0] == NULL)
        return product != NULL && !usbctl_rule_allows(rule) ? USBCTL_REASON_NONE : usbctl_target_why_no_id(rule);
    if (usbctl_rule_allows(rule) && !names_device)
        return USBCTL_REASON_NO_USB_ID;
    return USBCTL_REASON_NONE;
}

static UsbctlReason
usbctl_target_refuse_usbguard(const UsbctlRule *rule)
{
    if (usbctl_rule_allows(rule) && strcmp(rule->rights, "read") == 0)
        return USBCTL_REASON_READ_ONLY;
    if (*rule->vid == '\0' && *rule->hash == '\0')
        return USBCTL_REASON_NO_USB_ID;
    return USBCTL_REASON_NONE;
}

static gboolean
usbctl_target_has_disk(const UsbctlRule *rule)
{
    for (const char *const *text = rule->instance_ids; *text != NULL; text++) {
        if (usbctl_id_is_own_disk(*text))
            return TRUE;
    }
    return FALSE;
}

/* The & before the * stays, so that no longer serial number is meant, too. */
GStrv
usbctl_target_defender_ids(const UsbctlRule *rule)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (const char *const *text = rule->instance_ids; *text != NULL; text++) {
        const char *slot = strrchr(*text, '&');
        char *id;

        if (!usbctl_id_is_own_disk(*text))
            continue;
        id = g_strdup(*text);
        if (slot != NULL && slot[1] != '\0' && slot[1 + strspn(slot + 1, "0123456789")] == '\0')
            memcpy(id + (slot + 1 - *text), "*", 2);
        g_ptr_array_add(ids, id);
    }
    g_ptr_array_add(ids, NULL);
    return (GStrv)g_ptr_array_steal(ids, NULL);
}

static UsbctlReason
usbctl_target_refuse_defender(const UsbctlRule *rule)
{
    g_autofree char *predicted = NULL;

    if (strcmp(rule->serial, "*") != 0 && strpbrk(rule->serial, "*?") != NULL)
        return USBCTL_REASON_SERIAL_WILDCARD; /* in an InstancePathId they stand for any characters */
    if (usbctl_target_has_disk(rule))
        return USBCTL_REASON_NONE;
    if (*rule->vid == '\0')
        return rule->instance_ids[0] != NULL ? USBCTL_REASON_SERIAL_GENERATED : USBCTL_REASON_NO_PRODUCT;
    if (strcmp(rule->serial, "*") == 0)
        return USBCTL_REASON_NONE;
    if (rule->composite)
        return USBCTL_REASON_COMPOSITE_STORAGE;
    predicted = usbctl_id_predict(rule->vid, rule->pid, "", rule->serial);
    return predicted != NULL ? USBCTL_REASON_NONE : usbctl_target_why_no_id(rule);
}

UsbctlReason
usbctl_target_refuse(UsbctlTarget target, const UsbctlRule *rule)
{
    switch (target) {
    case USBCTL_TARGET_WINDOWS:
        return usbctl_target_refuse_windows(rule);
    case USBCTL_TARGET_USBGUARD:
        return usbctl_target_refuse_usbguard(rule);
    case USBCTL_TARGET_DEFENDER:
        return usbctl_target_refuse_defender(rule);
    case USBCTL_TARGET_POLICY:
    case USBCTL_N_TARGETS:
        break;
    }
    return USBCTL_REASON_NONE;
}

/* Defender's rights differ, too, so that a rule with others covers. */
static gboolean
usbctl_target_is_contrary(UsbctlTarget target, const UsbctlRule *a, const UsbctlRule *b)
{
    if (usbctl_rule_allows(a) != usbctl_rule_allows(b))
        return TRUE;
    return target == USBCTL_TARGET_DEFENDER && usbctl_rule_allows(a) &&
           (strcmp(a->rights, "read") == 0) != (strcmp(b->rights, "read") == 0);
}

UsbctlReason
usbctl_target_refuse_within(UsbctlTarget target, const UsbctlPolicy *policy, const UsbctlRule *rule, const char *date)
{
    const UsbctlRule *first = usbctl_policy_find_first(policy, rule, date);

    if (first != NULL && first != rule && usbctl_target_is_contrary(target, first, rule))
        return USBCTL_REASON_SHADOWED;
    return usbctl_target_refuse(target, rule);
}

/* Appends @rule with why it is left out; @unexpressed may be NULL. */
static void
usbctl_target_leave_out(GPtrArray *unexpressed, UsbctlRule *rule, UsbctlReason reason)
{
    UsbctlUnexpressed *entry;

    if (unexpressed == NULL)
        return;
    entry = g_new0(UsbctlUnexpressed, 1);
    entry->rule = usbctl_rule_ref(rule);
    entry->reason = reason;
    g_ptr_array_add(unexpressed, entry);
}

/* Are there rules that could be contrary to others? A list of permits has none, and is spared the looking up. */
static gboolean
usbctl_target_is_mixed(UsbctlTarget target, GPtrArray *rules, const char *date)
{
    const UsbctlRule *first = NULL;

    for (guint i = 0; i < rules->len; i++) {
        if (!usbctl_rule_is_in_force(rules->pdata[i], date))
            continue;
        if (first == NULL)
            first = rules->pdata[i];
        if (usbctl_target_is_contrary(target, first, rules->pdata[i]))
            return TRUE;
    }
    return FALSE;
}

GPtrArray *
usbctl_target_select(UsbctlTarget target, const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed)
{
    GPtrArray *all = usbctl_policy_get_rules(policy);
    GPtrArray *selected = g_ptr_array_new();
    gboolean mixed = usbctl_target_is_mixed(target, all, date);

    for (guint i = 0; i < all->len; i++) {
        UsbctlRule *rule = all->pdata[i];
        UsbctlReason reason;

        if (!usbctl_rule_is_in_force(rule, date))
            continue;
        reason = mixed ? usbctl_target_refuse_within(target, policy, rule, date) : usbctl_target_refuse(target, rule);
        if (reason == USBCTL_REASON_NONE)
            g_ptr_array_add(selected, rule);
        else
            usbctl_target_leave_out(unexpressed, rule, reason);
    }
    return selected;
}

static void
usbctl_target_unexpressed_free(gpointer data)
{
    UsbctlUnexpressed *entry = data;

    usbctl_rule_unref(entry->rule);
    g_free(entry);
}

GPtrArray *
usbctl_target_unexpressed_new(void)
{
    return g_ptr_array_new_with_free_func(usbctl_target_unexpressed_free);
}

UsbctlReason
usbctl_target_overlook(UsbctlTarget target, const UsbctlDevice *device)
{
    gboolean seen = target == USBCTL_TARGET_WINDOWS    ? usbctl_device_find_storage_id(device) != NULL
                    : target == USBCTL_TARGET_USBGUARD ? usbctl_device_shows_storage(device)
                                                       : TRUE;

    return usbctl_device_is_storage(device) && !seen ? USBCTL_REASON_UNSEEN : USBCTL_REASON_NONE;
}
