#include "usbctl/usbctl-explain.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-id.h"

static const char *const ground_codes[] = { "rule", "instance", "product", "storage", "untouched" };

static const char *const ground_texts[] = {
    N_("This rule is the first that means the device."),
    N_("An instance ID of this rule decides; instance IDs come before device IDs."),
    N_("This rule names the product's device ID."),
    N_("Storage is blocked unless a rule allows it."),
    N_("It is not storage, and no rule means it."),
};

const char *
usbctl_explain_ground_code(UsbctlGround ground)
{
    return ground_codes[ground];
}

const char *
usbctl_explain_ground_text(UsbctlGround ground)
{
    return ground_texts[ground];
}

static gboolean
usbctl_explain_shares_id(const UsbctlRule *rule, const UsbctlDevice *device)
{
    g_auto(GStrv) ids = usbctl_target_windows_ids(rule);

    for (char **id = ids; *id != NULL; id++)
        for (const char *const *own = device->instance_ids; *own != NULL; own++)
            if (g_ascii_strcasecmp(*id, *own) == 0)
                return TRUE;
    return FALSE;
}

/* USBGuard compares serials exactly, with case. */
static gboolean
usbctl_explain_is_product(const UsbctlRule *rule, const UsbctlDevice *device)
{
    return strcmp(rule->vid, device->vid) == 0 &&
           (strcmp(rule->pid, "*") == 0 || strcmp(rule->pid, device->pid) == 0) &&
           (strcmp(rule->serial, "*") == 0 || strcmp(rule->serial, device->serial) == 0);
}

/* Defender looks at the disk; a rule without its instance ID names the product and, with regard to case, the serial. */
static gboolean
usbctl_explain_is_disk(const UsbctlRule *rule, const UsbctlDevice *device)
{
    g_auto(GStrv) ids = usbctl_target_defender_ids(rule);

    for (char **id = ids; *id != NULL; id++)
        for (const char *const *own = device->instance_ids; *own != NULL; own++)
            if (g_ascii_strncasecmp(*id, *own, strcspn(*id, "*")) == 0)
                return TRUE;
    return ids[0] == NULL && usbctl_explain_is_product(rule, device);
}

static gboolean
usbctl_explain_has_hash(const UsbctlRule *rule, const UsbctlDevice *device)
{
    g_autofree char *hash = usbctl_device_hash(device);

    return *rule->vid == '\0' && g_strcmp0(hash, rule->hash) == 0;
}

/* Why @target cannot do to @device what @rule says: the rule's own reason, or what the device shows and the rule did
 * not know. */
static UsbctlReason
usbctl_explain_refuse(const UsbctlRule *rule, const UsbctlDevice *device, UsbctlTarget target)
{
    if (target == USBCTL_TARGET_WINDOWS && usbctl_rule_allows(rule) && device->composite &&
        usbctl_device_is_storage(device))
        return USBCTL_REASON_COMPOSITE_STORAGE;
    return usbctl_target_refuse(target, rule);
}

static gboolean
usbctl_explain_reaches(const UsbctlRule *rule, const UsbctlDevice *device, UsbctlTarget target, UsbctlGround *ground)
{
    g_autofree char *product = NULL;

    *ground = USBCTL_GROUND_RULE;
    if (target == USBCTL_TARGET_POLICY)
        return TRUE;
    if (target == USBCTL_TARGET_USBGUARD)
        return usbctl_explain_is_product(rule, device) || usbctl_explain_has_hash(rule, device);
    if (target == USBCTL_TARGET_DEFENDER)
        return usbctl_device_is_storage(device) && usbctl_explain_is_disk(rule, device);
    *ground = USBCTL_GROUND_INSTANCE;
    if (usbctl_explain_shares_id(rule, device))
        return TRUE;
    *ground = USBCTL_GROUND_PRODUCT;
    product = usbctl_target_windows_product(rule);
    return product != NULL && usbctl_explain_is_product(rule, device);
}

UsbctlDecision
usbctl_explain(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target, const char *date)
{
    g_autoptr(GPtrArray) rules = usbctl_policy_match(policy, device, date);
    UsbctlDecision decision = { 0 };

    for (guint i = 0; i < rules->len; i++) {
        const UsbctlRule *rule = rules->pdata[i];

        if (usbctl_rule_allows(rule) != usbctl_rule_allows(rules->pdata[0]) ||
            usbctl_explain_refuse(rule, device, target) != USBCTL_REASON_NONE ||
            !usbctl_explain_reaches(rule, device, target, &decision.ground))
            continue;
        decision.allowed = usbctl_rule_allows(rule);
        decision.rule = rule;
        return decision;
    }
    decision.allowed = !usbctl_device_is_storage(device);
    decision.ground = decision.allowed ? USBCTL_GROUND_UNTOUCHED : USBCTL_GROUND_STORAGE;
    decision.rule = rules->len > 0 ? rules->pdata[0] : NULL;
    decision.reason = decision.rule != NULL ? usbctl_explain_refuse(decision.rule, device, target) : USBCTL_REASON_NONE;
    return decision;
}
