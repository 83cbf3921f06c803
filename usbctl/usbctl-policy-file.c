#include "usbctl/usbctl-policy-file.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"

#define FORMAT "madoguchi-policy"

static const char *const members[] = { "format", "version", "notice", "rules", NULL };

static gboolean
usbctl_policy_file_add_rule(UsbctlPolicy *policy, const json_t *json, GError **error)
{
    UsbctlRule parts = { 0 };
    g_autoptr(UsbctlRule) rule = NULL;

    if (usbctl_fields_from_json(usbctl_rule_fields, json, &parts, error))
        rule = usbctl_rule_new(&parts, error);
    usbctl_fields_clear(usbctl_rule_fields, &parts);
    return rule != NULL && usbctl_policy_add(policy, rule, error);
}

static gboolean
usbctl_policy_file_read_rules(UsbctlPolicy *policy, const json_t *rules, GError **error)
{
    if (!json_is_array(rules)) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“rules” must be an array"));
        return FALSE;
    }
    for (gsize i = 0; i < json_array_size(rules); i++) {
        if (!usbctl_policy_file_add_rule(policy, json_array_get(rules, i), error)) {
            g_prefix_error(error, _("entry %u: "), (guint)i + 1);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
usbctl_policy_file_read_notice(UsbctlPolicy *policy, const json_t *notice, GError **error)
{
    const char *title = json_string_value(json_object_get(notice, "title"));
    const char *text = json_string_value(json_object_get(notice, "text"));

    if (notice == NULL)
        return TRUE;
    return usbctl_policy_set_notice(policy, title != NULL ? title : "", text != NULL ? text : "", error);
}

static gboolean
usbctl_policy_file_check_members(const json_t *document, GError **error)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)document, name, value)
    {
        if (!g_strv_contains(members, name)) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“%s” is not a field that is known here"), name);
            return FALSE;
        }
    }
    return TRUE;
}

UsbctlPolicy *
usbctl_policy_file_parse(const char *text, gsize length, GError **error)
{
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();
    json_t *document = usbctl_document_parse(text, length, FORMAT, error);
    gboolean done;

    if (document == NULL)
        return NULL;
    done = usbctl_policy_file_check_members(document, error) &&
           usbctl_policy_file_read_notice(policy, json_object_get(document, "notice"), error) &&
           usbctl_policy_file_read_rules(policy, json_object_get(document, "rules"), error);
    json_decref(document);
    return done ? g_steal_pointer(&policy) : NULL;
}

UsbctlPolicy *
usbctl_policy_file_load(const char *path, GError **error)
{
    gsize length;
    g_autofree char *text = usbctl_document_read_file(path, &length, error);
    g_autoptr(UsbctlPolicy) policy = NULL;

    if (text == NULL)
        return NULL;
    policy = usbctl_policy_file_parse(text, length, error);
    if (policy == NULL)
        g_prefix_error(error, "%s: ", path);
    return g_steal_pointer(&policy);
}

char *
usbctl_policy_file_format(const UsbctlPolicy *policy)
{
    json_t *document = usbctl_document_new(FORMAT);
    json_t *rules = json_array();
    GPtrArray *all = usbctl_policy_get_rules(policy);
    const char *title = usbctl_policy_get_notice_title(policy);
    const char *text = usbctl_policy_get_notice_text(policy);
    char *out;

    if (*title != '\0' || *text != '\0')
        json_object_set_new(document, "notice", json_pack("{s:s, s:s}", "title", title, "text", text));
    for (guint i = 0; i < all->len; i++)
        json_array_append_new(rules, usbctl_fields_to_json(usbctl_rule_fields, all->pdata[i]));
    json_object_set_new(document, "rules", rules);
    out = usbctl_document_format(document);
    json_decref(document);
    return out;
}
