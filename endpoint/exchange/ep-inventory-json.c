#include "endpoint/exchange/ep-inventory-build.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <jansson.h>

/* A scalar as text, the first one of a list; to be freed. */
static char *
ep_inventory_json_dup_text(json_t *value)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_string(value))
        return g_strdup(json_string_value(value));
    if (json_is_integer(value))
        return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)json_integer_value(value));
    if (json_is_real(value))
        return g_strdup_printf("%.15g", json_real_value(value));
    return g_strdup(json_is_true(value) ? "1" : "");
}

static void
ep_inventory_json_read_object(EpInventoryBuild *build, const char *name, json_t *object)
{
    int section = ep_inventory_build_begin(build, name);
    const char *field;
    json_t *value;

    if (section == EP_INVENTORY_NONE || !json_is_object(object))
        return;
    json_object_foreach(object, field, value)
    {
        int slot = ep_inventory_build_find(build, section, field);
        g_autofree char *text = NULL;

        if (slot == EP_INVENTORY_NONE)
            continue;
        text = ep_inventory_json_dup_text(value);
        ep_inventory_build_add(build, slot, text, strlen(text));
    }
    ep_inventory_build_end(build, section);
}

static void
ep_inventory_json_read_content(EpInventoryBuild *build, json_t *content)
{
    const char *name;
    json_t *section, *one;
    size_t i;

    json_object_foreach(content, name, section)
    {
        if (json_is_array(section)) {
            json_array_foreach(section, i, one) ep_inventory_json_read_object(build, name, one);
        } else if (json_is_object(section)) {
            ep_inventory_json_read_object(build, name, section);
        }
    }
}

gboolean
ep_inventory_read_json(EpInventoryBuild *build, const char *text, gsize length, char **reason)
{
    json_error_t error;
    json_t *root = json_loadb(text, length, 0, &error), *content, *value;
    const char *name;

    if (root == NULL) {
        g_autofree char *words = g_utf8_make_valid(error.text, -1); /* jansson cuts the text it quotes anywhere */

        *reason = g_strdup_printf(_("not well-formed JSON, line %d: %s"), error.line, words);
        return FALSE;
    }
    content = json_object_get(root, "content"); /* the GLPI agent */
    if (content == NULL)
        content = json_object_get(root, "template_inventory"); /* OCS' newer dialect */
    if (!json_is_object(content)) {
        *reason = g_strdup(_("JSON, but no inventory: it has no content"));
        json_decref(root);
        return FALSE;
    }
    json_object_foreach(root, name, value)
    {
        g_autofree char *said = ep_inventory_json_dup_text(value);

        if (value != content)
            ep_inventory_build_say(build, name, said);
    }
    ep_inventory_json_read_content(build, content);
    json_decref(root);
    return TRUE;
}
