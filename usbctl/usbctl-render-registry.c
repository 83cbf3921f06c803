#include "usbctl/usbctl-render.h"

#include <string.h>

#include "usbctl/usbctl-id.h"

/* AllowDenyLayered needs Windows 10 1809 with KB5005102 or later; older ones let every deny win. */
#define RESTRICTIONS USBCTL_RENDER_RESTRICTIONS

/* A list of the policy: its switch, whether it also concerns what is installed already, and the values, each once. */
typedef struct {
    const char *name;
    gboolean retroactive;
    GPtrArray *values;
    GHashTable *seen;
} UsbctlRenderList;

static void
usbctl_render_registry_list_init(UsbctlRenderList *list, const char *name, gboolean retroactive)
{
    list->name = name;
    list->retroactive = retroactive;
    list->values = g_ptr_array_new_with_free_func(g_free);
    list->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
usbctl_render_registry_list_clear(UsbctlRenderList *list)
{
    g_ptr_array_unref(list->values);
    g_hash_table_unref(list->seen);
}

static void
usbctl_render_registry_list_add(UsbctlRenderList *list, const char *value)
{
    if (g_hash_table_add(list->seen, usbctl_id_fold(value)))
        g_ptr_array_add(list->values, g_strdup(value));
}

static void
usbctl_render_registry_switch(UsbctlRegistry *registry, const UsbctlRenderList *list)
{
    g_autofree char *retroactive = g_strconcat(list->name, "Retroactive", NULL);

    usbctl_registry_set_dword(registry, RESTRICTIONS, list->name, list->values->len > 0);
    if (list->retroactive)
        usbctl_registry_set_dword(registry, RESTRICTIONS, retroactive, list->values->len > 0);
}

/* The key is emptied first: a number that is no longer written would keep an old approval alive. */
static void
usbctl_render_registry_values(UsbctlRegistry *registry, const UsbctlRenderList *list)
{
    g_autofree char *key = g_strconcat(RESTRICTIONS "\\", list->name, NULL);

    usbctl_registry_clear(registry, key);
    for (guint i = 0; i < list->values->len; i++) {
        g_autofree char *name = g_strdup_printf("%u", i + 1);

        usbctl_registry_set_text(registry, key, name, list->values->pdata[i]);
    }
}

static void
usbctl_render_registry_notice(UsbctlRegistry *registry, const UsbctlPolicy *policy)
{
    const char *title = usbctl_policy_get_notice_title(policy);
    const char *text = usbctl_policy_get_notice_text(policy);

    usbctl_registry_clear(registry, RESTRICTIONS "\\DeniedPolicy");
    if (*title != '\0')
        usbctl_registry_set_text(registry, RESTRICTIONS "\\DeniedPolicy", "SimpleText", title);
    if (*text != '\0')
        usbctl_registry_set_text(registry, RESTRICTIONS "\\DeniedPolicy", "DetailText", text);
}

enum { DENY_DEVICES, ALLOW_INSTANCES, DENY_INSTANCES, N_LISTS };

static void
usbctl_render_registry_sort_rule(UsbctlRenderList lists[N_LISTS], const UsbctlRule *rule)
{
    g_auto(GStrv) ids = usbctl_target_windows_ids(rule);
    g_autofree char *product = usbctl_target_windows_product(rule);
    UsbctlRenderList *list = &lists[usbctl_rule_allows(rule) ? ALLOW_INSTANCES : DENY_INSTANCES];

    for (char **id = ids; *id != NULL; id++)
        usbctl_render_registry_list_add(list, *id);
    if (product != NULL && !usbctl_rule_allows(rule))
        usbctl_render_registry_list_add(&lists[DENY_DEVICES], product);
}

UsbctlRegistry *
usbctl_render_registry(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(GPtrArray) rules = NULL;
    UsbctlRegistry *registry;
    UsbctlRenderList lists[N_LISTS];

    if (!usbctl_render_check_date(date, error))
        return NULL;
    rules = usbctl_target_select(USBCTL_TARGET_WINDOWS, policy, date, unexpressed);
    registry = usbctl_registry_new();
    usbctl_render_registry_list_init(&lists[DENY_DEVICES], "DenyDeviceIDs", TRUE);
    usbctl_render_registry_list_init(&lists[ALLOW_INSTANCES], "AllowInstanceIDs", FALSE);
    usbctl_render_registry_list_init(&lists[DENY_INSTANCES], "DenyInstanceIDs", TRUE);
    /* A narrow deny: one of the whole USB class would take keyboards and hubs away, too. */
    for (const char *const *id = usbctl_device_storage_ids; *id != NULL; id++)
        usbctl_render_registry_list_add(&lists[DENY_DEVICES], *id);
    for (guint i = 0; i < rules->len; i++)
        usbctl_render_registry_sort_rule(lists, rules->pdata[i]);
    usbctl_registry_set_dword(registry, RESTRICTIONS, "AllowDenyLayered", 1);
    for (int i = 0; i < N_LISTS; i++) {
        usbctl_render_registry_switch(registry, &lists[i]);
        usbctl_render_registry_values(registry, &lists[i]);
        usbctl_render_registry_list_clear(&lists[i]);
    }
    usbctl_render_registry_notice(registry, policy);
    return registry;
}

GBytes *
usbctl_render_registry_pol(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_render_registry(policy, date, unexpressed, error);

    return registry != NULL ? usbctl_registry_to_pol(registry) : NULL;
}

GBytes *
usbctl_render_registry_lgpo(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_render_registry(policy, date, unexpressed, error);

    return registry != NULL ? usbctl_registry_to_lgpo(registry) : NULL;
}

GBytes *
usbctl_render_registry_reg(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_render_registry(policy, date, unexpressed, error);

    return registry != NULL ? usbctl_registry_to_reg(registry) : NULL;
}
