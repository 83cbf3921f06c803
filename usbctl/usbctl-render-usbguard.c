#include "usbctl/usbctl-render.h"

#include <string.h>

/*
 * Without the last line USBGuard's own default would block keyboards and hubs; without the one before it, allow every
 * stick. one-of, because a device with storage among other interfaces is storage too.
 */
#define DEFAULTS "block with-interface one-of { 08:*:* 06:*:* }\nallow id *:*\n"

/* usbguard-rules.conf(5): \" and \\, and every byte that is not printable ASCII as \xHH. */
static void
usbctl_render_usbguard_quote(GString *out, const char *text)
{
    const guchar *c = (const guchar *)text;

    g_string_append_c(out, '"');
    while (*c >= 0x20 && *c <= 0x7e && *c != '"' && *c != '\\')
        c++;
    g_string_append_len(out, text, (const char *)c - text);
    for (; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else if (*c < 0x20 || *c > 0x7e)
            g_string_append_printf(out, "\\x%02x", *c);
        else
            g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

/* The serial is always written, also when it is empty: a rule without one lets any serial pass. */
static void
usbctl_render_usbguard_product(GString *out, const UsbctlRule *rule)
{
    g_string_append_printf(out, " id %s:%s", rule->vid, rule->pid);
    if (strcmp(rule->serial, "*") == 0)
        return;
    g_string_append(out, " serial ");
    usbctl_render_usbguard_quote(out, rule->serial);
}

static void
usbctl_render_usbguard_rule(GString *out, const UsbctlRule *rule)
{
    g_string_append(out, rule->verdict);
    /* The hash is left out beside a product: it differs between a USB 2 and a USB 3 port. */
    if (*rule->vid != '\0') {
        usbctl_render_usbguard_product(out, rule);
    } else {
        g_string_append(out, " hash ");
        usbctl_render_usbguard_quote(out, rule->hash);
    }
    g_string_append(out, " label ");
    usbctl_render_usbguard_quote(out, rule->id);
    g_string_append_c(out, '\n');
}

GBytes *
usbctl_render_usbguard(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error)
{
    g_autoptr(GPtrArray) rules = NULL;
    GString *out;

    if (!usbctl_render_check_date(date, error))
        return NULL;
    rules = usbctl_target_select(USBCTL_TARGET_USBGUARD, policy, date, unexpressed);
    out = g_string_new(NULL);
    for (guint i = 0; i < rules->len; i++)
        usbctl_render_usbguard_rule(out, rules->pdata[i]);
    g_string_append(out, DEFAULTS);
    return g_string_free_to_bytes(out);
}
