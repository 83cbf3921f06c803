#include "usbctl/usbctl-explain.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-id.h"

static const char *const ground_codes[] = { "rule",      "instance", "product",  "storage",
                                            "untouched", "listed",   "unlisted", "unseen" };

static const char *const ground_texts[] = {
    N_("This rule is the first that means the device."),
    N_("An instance ID of this rule decides; instance IDs come before device IDs."),
    N_("This rule names the product's device ID."),
    N_("Storage is blocked unless a rule allows it."),
    N_("It is not storage, and no rule means it."),
    N_("The list decides about it."),
    N_("Nothing in the list means it."),
    N_("It stores data, but this enforcement does not see that: it is let through."),
};

static const char *const step_texts[] = {
    [USBCTL_STEP_RULES] = N_("The rules, in their order: the first that means the device decides"),
    [USBCTL_STEP_OTHER_STORAGE] = N_("Storage and cameras that nothing above means: blocked"),
    [USBCTL_STEP_OTHER_INTERFACES] =
        N_("Devices with an interface of storage (08) or a camera (06) that nothing above means: blocked"),
    [USBCTL_STEP_EVERYTHING_ELSE] = N_("Everything else: allowed"),
    [USBCTL_STEP_DENIED_INSTANCES] = N_("Layer 1, instance IDs: those that are denied"),
    [USBCTL_STEP_ALLOWED_INSTANCES] = N_("Layer 1, instance IDs: those that are allowed"),
    [USBCTL_STEP_DENIED_DEVICES] = N_("Layer 2, device IDs: those that are denied, and all storage among them"),
    [USBCTL_STEP_ALLOWED_DEVICES] = N_("Layer 2, device IDs: those that are allowed (the list is not used)"),
    [USBCTL_STEP_CLASSES] = N_("Layer 3, setup classes (the lists are not used)"),
    [USBCTL_STEP_REMOVABLE] = N_("Layer 4, removable devices (not used)"),
    [USBCTL_STEP_UNSPECIFIED] =
        N_("What no layer means is allowed: the deny of all the rest does not count with layers"),
    [USBCTL_STEP_LISTED_DENIED_DEVICES] = N_("Layer 2, device IDs: those that are denied"),
    [USBCTL_STEP_LISTED_ALLOWED_DEVICES] = N_("Layer 2, device IDs: those that are allowed"),
    [USBCTL_STEP_DENIED_CLASSES] = N_("Layer 3, setup classes: those that are denied"),
    [USBCTL_STEP_ALLOWED_CLASSES] = N_("Layer 3, setup classes: those that are allowed"),
    [USBCTL_STEP_DENIED_REMOVABLE] = N_("Layer 4, removable devices: denied where the switch is on"),
    [USBCTL_STEP_ANY_DENIED] = N_("Without layers every deny wins: instance IDs, device IDs and setup classes"),
    [USBCTL_STEP_ANY_REMOVABLE] = N_("Without layers: removable devices, denied where the switch is on"),
    [USBCTL_STEP_ANY_ALLOWED] = N_("Without layers: what is allowed by instance ID, device ID or setup class"),
    [USBCTL_STEP_DENIED_REST] = N_("What nothing allows: denied where the switch is on"),
    [USBCTL_STEP_DISKS] = N_("Devices by the instance ID of their disk"),
    [USBCTL_STEP_SERIALS] = N_("Devices by product and serial number"),
    [USBCTL_STEP_PRODUCTS] = N_("Whole products"),
    [USBCTL_STEP_VENDORS] = N_("All products of a vendor"),
};

static const char *const outcome_texts[] = { N_("nothing there means it"), N_("allowed"), N_("blocked"),
                                             N_("no longer asked") };

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

const char *
usbctl_explain_step_text(UsbctlStepKind kind)
{
    return step_texts[kind];
}

const char *
usbctl_explain_outcome_text(UsbctlOutcome outcome)
{
    return outcome_texts[outcome];
}

/* --- what each target asks --- */

typedef struct {
    const UsbctlDevice *device;
    UsbctlTarget target;
    GPtrArray *rules; /* of those that mean the device, the ones that the target expresses, in the policy's order */
} UsbctlQuestion;

typedef const UsbctlRule *(*UsbctlAskFunc)(const UsbctlQuestion *question, char **match);

/* Does the device itself stand in front, and not only its disk? A child of what is blocked never appears. */
static gboolean
usbctl_explain_is_own(const UsbctlDevice *device, const char *text)
{
    g_autoptr(UsbctlId) id = usbctl_id_parse(text, NULL);

    if (id != NULL && usbctl_id_is_usb_device(id))
        return TRUE;
    for (const char *const *other = device->instance_ids; *other != NULL; other++) {
        g_autoptr(UsbctlId) own = usbctl_id_parse(*other, NULL);

        if (own != NULL && usbctl_id_is_usb_device(own))
            return FALSE;
    }
    return TRUE;
}

static const UsbctlRule *
usbctl_explain_find_instance(const UsbctlQuestion *question, gboolean allows, char **match)
{
    const UsbctlDevice *device = question->device;

    for (guint i = 0; i < question->rules->len; i++) {
        const UsbctlRule *rule = question->rules->pdata[i];
        g_auto(GStrv) ids = usbctl_target_windows_ids(rule);

        for (char **id = ids; *id != NULL && usbctl_rule_allows(rule) == allows; id++)
            for (const char *const *own = device->instance_ids; *own != NULL; own++)
                if (g_ascii_strcasecmp(*id, *own) == 0 && (!allows || usbctl_explain_is_own(device, *own))) {
                    *match = g_strdup(*own);
                    return rule;
                }
    }
    return NULL;
}

static const UsbctlRule *
usbctl_explain_ask_denied(const UsbctlQuestion *question, char **match)
{
    return usbctl_explain_find_instance(question, FALSE, match);
}

/* Storage within a composite device is an interface, whose ID is another on every PC. */
static const UsbctlRule *
usbctl_explain_ask_allowed(const UsbctlQuestion *question, char **match)
{
    if (question->device->composite && usbctl_device_is_storage(question->device))
        return NULL;
    return usbctl_explain_find_instance(question, TRUE, match);
}

static gboolean
usbctl_explain_is_product(const UsbctlRule *rule, const UsbctlDevice *device)
{
    return *rule->vid != '\0' && strcmp(rule->vid, device->vid) == 0 &&
           (strcmp(rule->pid, "*") == 0 || strcmp(rule->pid, device->pid) == 0) &&
           (strcmp(rule->serial, "*") == 0 || strcmp(rule->serial, device->serial) == 0);
}

static const UsbctlRule *
usbctl_explain_ask_denied_products(const UsbctlQuestion *question, char **match)
{
    for (guint i = 0; i < question->rules->len; i++) {
        const UsbctlRule *rule = question->rules->pdata[i];
        g_autofree char *product = usbctl_rule_allows(rule) ? NULL : usbctl_target_windows_product(rule);

        if (product != NULL && usbctl_explain_is_product(rule, question->device)) {
            *match = g_steal_pointer(&product);
            return rule;
        }
    }
    return NULL;
}

/* USBGuard compares serials exactly, with case. */
static const UsbctlRule *
usbctl_explain_ask_lines(const UsbctlQuestion *question, char **match)
{
    g_autofree char *hash = usbctl_device_hash(question->device);

    for (guint i = 0; i < question->rules->len; i++) {
        const UsbctlRule *rule = question->rules->pdata[i];

        if (usbctl_explain_is_product(rule, question->device)) {
            *match = g_strdup_printf("%s:%s", rule->vid, rule->pid);
            return rule;
        }
        if (*rule->vid == '\0' && g_strcmp0(hash, rule->hash) == 0) {
            *match = g_steal_pointer(&hash);
            return rule;
        }
    }
    return NULL;
}

static const UsbctlRule *
usbctl_explain_ask_first(const UsbctlQuestion *question, char **match)
{
    return question->rules->len > 0 ? question->rules->pdata[0] : NULL;
}

/* --- Defender: within a step what is blocked comes first, then what is only read --- */

typedef gboolean (*UsbctlMeansFunc)(const UsbctlRule *rule, const UsbctlDevice *device, char **match);

static int
usbctl_explain_get_access(const UsbctlRule *rule)
{
    return !usbctl_rule_allows(rule) ? 0 : strcmp(rule->rights, "read") == 0 ? 1 : 2;
}

static const UsbctlRule *
usbctl_explain_find_strictest(const UsbctlQuestion *question, UsbctlMeansFunc means, char **match)
{
    for (int access = 0; usbctl_device_is_storage(question->device) && access <= 2; access++) {
        for (guint i = 0; i < question->rules->len; i++) {
            const UsbctlRule *rule = question->rules->pdata[i];

            if (usbctl_explain_get_access(rule) == access && means(rule, question->device, match))
                return rule;
        }
    }
    return NULL;
}

static gboolean
usbctl_explain_means_disk(const UsbctlRule *rule, const UsbctlDevice *device, char **match)
{
    g_auto(GStrv) ids = usbctl_target_defender_ids(rule);

    for (char **id = ids; *id != NULL; id++)
        for (const char *const *own = device->instance_ids; *own != NULL; own++)
            if (g_str_has_suffix(*id, "*") ? g_ascii_strncasecmp(*id, *own, strlen(*id) - 1) == 0
                                           : g_ascii_strcasecmp(*id, *own) == 0) {
                *match = g_strdup(*id);
                return TRUE;
            }
    return FALSE;
}

/* A rule that knows the disk is asked for the disk alone. */
static gboolean
usbctl_explain_means_product(const UsbctlRule *rule, const UsbctlDevice *device, gboolean serial, gboolean vendor,
                             char **match)
{
    g_auto(GStrv) ids = usbctl_target_defender_ids(rule);

    if (ids[0] != NULL || (strcmp(rule->serial, "*") != 0) != serial || (strcmp(rule->pid, "*") == 0) != vendor ||
        !usbctl_explain_is_product(rule, device))
        return FALSE;
    *match = serial ? g_strdup_printf("%s_%s %s", rule->vid, rule->pid, rule->serial)
                    : g_strdup_printf("%s_%s", rule->vid, rule->pid);
    return TRUE;
}

static gboolean
usbctl_explain_means_serial(const UsbctlRule *rule, const UsbctlDevice *device, char **match)
{
    return usbctl_explain_means_product(rule, device, TRUE, FALSE, match);
}

static const UsbctlRule *
usbctl_explain_ask_disks(const UsbctlQuestion *question, char **match)
{
    return usbctl_explain_find_strictest(question, usbctl_explain_means_disk, match);
}

static const UsbctlRule *
usbctl_explain_ask_serials(const UsbctlQuestion *question, char **match)
{
    return usbctl_explain_find_strictest(question, usbctl_explain_means_serial, match);
}

static const UsbctlRule *
usbctl_explain_find_wide(const UsbctlQuestion *question, gboolean vendor, char **match)
{
    for (guint i = 0; usbctl_device_is_storage(question->device) && i < question->rules->len; i++) {
        if (usbctl_explain_means_product(question->rules->pdata[i], question->device, FALSE, vendor, match))
            return question->rules->pdata[i];
    }
    return NULL;
}

static const UsbctlRule *
usbctl_explain_ask_products(const UsbctlQuestion *question, char **match)
{
    return usbctl_explain_find_wide(question, FALSE, match);
}

static const UsbctlRule *
usbctl_explain_ask_vendors(const UsbctlQuestion *question, char **match)
{
    return usbctl_explain_find_wide(question, TRUE, match);
}

/* --- the order of asking --- */

typedef struct {
    UsbctlStepKind kind;
    UsbctlAskFunc ask;     /* NULL: no rule is asked for */
    UsbctlOutcome storage; /* what happens here to storage that nothing before decided, and to anything else */
    UsbctlOutcome other;
    UsbctlGround ground;
} UsbctlQuestionStep;

#define ASKS(kind, func, ground)                                                                                       \
    {                                                                                                                  \
        kind, func, USBCTL_OUTCOME_PASSED, USBCTL_OUTCOME_PASSED, ground                                               \
    }
#define SHUTS(kind, func, ground)                                                                                      \
    {                                                                                                                  \
        kind, func, USBCTL_OUTCOME_BLOCKED, USBCTL_OUTCOME_PASSED, ground                                              \
    }
#define OPENS(kind)                                                                                                    \
    {                                                                                                                  \
        kind, NULL, USBCTL_OUTCOME_ALLOWED, USBCTL_OUTCOME_ALLOWED, USBCTL_GROUND_UNTOUCHED                            \
    }
#define END                                                                                                            \
    {                                                                                                                  \
        USBCTL_STEP_RULES, NULL, USBCTL_OUTCOME_NOT_ASKED, USBCTL_OUTCOME_NOT_ASKED, USBCTL_GROUND_RULE                \
    }

static const UsbctlQuestionStep policy_steps[] = {
    ASKS(USBCTL_STEP_RULES, usbctl_explain_ask_first, USBCTL_GROUND_RULE),
    SHUTS(USBCTL_STEP_OTHER_STORAGE, NULL, USBCTL_GROUND_STORAGE),
    OPENS(USBCTL_STEP_EVERYTHING_ELSE),
    END,
};

/* Microsoft, "Apply layered order of evaluation for Allow and Prevent device installation policies": instance IDs,
 * device IDs, setup classes, removable devices. */
static const UsbctlQuestionStep windows_steps[] = {
    ASKS(USBCTL_STEP_DENIED_INSTANCES, usbctl_explain_ask_denied, USBCTL_GROUND_INSTANCE),
    ASKS(USBCTL_STEP_ALLOWED_INSTANCES, usbctl_explain_ask_allowed, USBCTL_GROUND_INSTANCE),
    SHUTS(USBCTL_STEP_DENIED_DEVICES, usbctl_explain_ask_denied_products, USBCTL_GROUND_PRODUCT),
    ASKS(USBCTL_STEP_ALLOWED_DEVICES, NULL, USBCTL_GROUND_PRODUCT),
    ASKS(USBCTL_STEP_CLASSES, NULL, USBCTL_GROUND_UNTOUCHED),
    ASKS(USBCTL_STEP_REMOVABLE, NULL, USBCTL_GROUND_UNTOUCHED),
    OPENS(USBCTL_STEP_UNSPECIFIED),
    END,
};

static const UsbctlQuestionStep usbguard_steps[] = {
    ASKS(USBCTL_STEP_RULES, usbctl_explain_ask_lines, USBCTL_GROUND_RULE),
    SHUTS(USBCTL_STEP_OTHER_INTERFACES, NULL, USBCTL_GROUND_STORAGE),
    OPENS(USBCTL_STEP_EVERYTHING_ELSE),
    END,
};

static const UsbctlQuestionStep defender_steps[] = {
    ASKS(USBCTL_STEP_DISKS, usbctl_explain_ask_disks, USBCTL_GROUND_RULE),
    ASKS(USBCTL_STEP_SERIALS, usbctl_explain_ask_serials, USBCTL_GROUND_RULE),
    ASKS(USBCTL_STEP_PRODUCTS, usbctl_explain_ask_products, USBCTL_GROUND_RULE),
    ASKS(USBCTL_STEP_VENDORS, usbctl_explain_ask_vendors, USBCTL_GROUND_RULE),
    SHUTS(USBCTL_STEP_OTHER_STORAGE, NULL, USBCTL_GROUND_STORAGE),
    OPENS(USBCTL_STEP_EVERYTHING_ELSE),
    END,
};

static const UsbctlQuestionStep *const steps_of[] = {
    [USBCTL_TARGET_POLICY] = policy_steps,
    [USBCTL_TARGET_WINDOWS] = windows_steps,
    [USBCTL_TARGET_USBGUARD] = usbguard_steps,
    [USBCTL_TARGET_DEFENDER] = defender_steps,
};

/* Why @target cannot do to @device what @rule says: the rule's own reason, or what the device shows and the rule did
 * not know. */
static UsbctlReason
usbctl_explain_refuse(const UsbctlPolicy *policy, const UsbctlRule *rule, const UsbctlDevice *device,
                      UsbctlTarget target, const char *date)
{
    if (target == USBCTL_TARGET_WINDOWS && usbctl_rule_allows(rule) && device->composite &&
        usbctl_device_is_storage(device))
        return USBCTL_REASON_COMPOSITE_STORAGE;
    return usbctl_target_refuse_within(target, policy, rule, date);
}

static GPtrArray *
usbctl_explain_select(const UsbctlPolicy *policy, GPtrArray *meaning, UsbctlTarget target, const char *date)
{
    GPtrArray *rules = g_ptr_array_new();

    for (guint i = 0; i < meaning->len; i++) {
        if (target == USBCTL_TARGET_POLICY ||
            usbctl_target_refuse_within(target, policy, meaning->pdata[i], date) == USBCTL_REASON_NONE)
            g_ptr_array_add(rules, meaning->pdata[i]);
    }
    return rules;
}

/* What happens at one step; the storage default is named as Windows does. */
static UsbctlOutcome
usbctl_explain_take(const UsbctlQuestion *question, const UsbctlQuestionStep *asked, UsbctlStep *step)
{
    gboolean storage = usbctl_device_is_storage(question->device) &&
                       usbctl_target_overlook(question->target, question->device) == USBCTL_REASON_NONE;

    step->rule = asked->ask != NULL ? asked->ask(question, &step->match) : NULL;
    if (step->rule != NULL)
        return usbctl_rule_allows(step->rule) ? USBCTL_OUTCOME_ALLOWED : USBCTL_OUTCOME_BLOCKED;
    if (storage && asked->kind == USBCTL_STEP_DENIED_DEVICES)
        step->match = g_strdup(usbctl_device_find_storage_id(question->device));
    return storage ? asked->storage : asked->other;
}

static void
usbctl_explain_decide(const UsbctlQuestion *question, const UsbctlStep *step, const UsbctlQuestionStep *asked,
                      UsbctlDecision *decision)
{
    gboolean unseen = usbctl_target_overlook(question->target, question->device) != USBCTL_REASON_NONE;

    decision->allowed = step->outcome == USBCTL_OUTCOME_ALLOWED;
    decision->rule = step->rule;
    decision->ground = step->rule != NULL            ? asked->ground
                       : decision->allowed && unseen ? USBCTL_GROUND_UNSEEN
                       : decision->allowed           ? USBCTL_GROUND_UNTOUCHED
                                                     : USBCTL_GROUND_STORAGE;
    decision->rights = !decision->allowed                                              ? ""
                       : step->rule != NULL && strcmp(step->rule->rights, "read") == 0 ? "read"
                                                                                       : "read-write";
}

static void
usbctl_explain_free_step(gpointer data)
{
    UsbctlStep *step = data;

    g_free(step->match);
    g_free(step);
}

GPtrArray *
usbctl_explain_steps(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target, const char *date,
                     UsbctlDecision *decision)
{
    g_autoptr(GPtrArray) meaning = usbctl_policy_match(policy, device, date);
    g_autoptr(GPtrArray) rules = usbctl_explain_select(policy, meaning, target, date);
    UsbctlQuestion question = { device, target, rules };
    GPtrArray *steps = g_ptr_array_new_with_free_func(usbctl_explain_free_step);
    gboolean decided = FALSE;

    *decision = (UsbctlDecision){ 0 };
    for (const UsbctlQuestionStep *asked = steps_of[target]; asked->storage != USBCTL_OUTCOME_NOT_ASKED; asked++) {
        UsbctlStep *step = g_new0(UsbctlStep, 1);

        step->kind = asked->kind;
        step->outcome = decided ? USBCTL_OUTCOME_NOT_ASKED : usbctl_explain_take(&question, asked, step);
        if (step->match == NULL)
            step->match = g_strdup("");
        if (!decided && step->outcome != USBCTL_OUTCOME_PASSED) {
            usbctl_explain_decide(&question, step, asked, decision);
            decided = TRUE;
        }
        g_ptr_array_add(steps, step);
    }
    if (decision->rule == NULL && meaning->len > 0) {
        decision->rule = meaning->pdata[0];
        decision->reason = usbctl_explain_refuse(policy, decision->rule, device, target, date);
    }
    return steps;
}

UsbctlDecision
usbctl_explain(const UsbctlPolicy *policy, const UsbctlDevice *device, UsbctlTarget target, const char *date)
{
    UsbctlDecision decision;

    g_ptr_array_unref(usbctl_explain_steps(policy, device, target, date, &decision));
    return decision;
}

static const char *
usbctl_explain_get_verdict(const UsbctlDecision *decision)
{
    if (!decision->allowed)
        return _("blocked");
    return strcmp(decision->rights, "read") == 0 ? _("allowed to read") : _("allowed");
}

char *
usbctl_explain_format(const char *heading, const UsbctlDecision *decision, GPtrArray *steps)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(text, "%s: %s; %s\n", heading, usbctl_explain_get_verdict(decision),
                           _(usbctl_explain_ground_text(decision->ground)));
    if (decision->rule != NULL)
        g_string_append_printf(text, "  %s %s\n", decision->rule->id, decision->rule->name);
    if (decision->reason != USBCTL_REASON_NONE)
        g_string_append_printf(text, "  %s: %s\n", usbctl_reason_code(decision->reason),
                               _(usbctl_reason_text(decision->reason)));
    for (guint i = 0; i < steps->len; i++) {
        const UsbctlStep *step = steps->pdata[i];

        g_string_append_printf(text, "  %u. %s: %s%s%s\n", i + 1, _(step_texts[step->kind]),
                               _(outcome_texts[step->outcome]), *step->match != '\0' ? " ← " : "", step->match);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}
