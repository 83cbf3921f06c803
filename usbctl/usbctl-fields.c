#include "usbctl/usbctl-fields.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"

static const char *const no_list[] = { NULL };

static gpointer
usbctl_fields_at(const UsbctlField *field, gconstpointer record)
{
    return (char *)record + field->offset;
}

static const char *
usbctl_fields_text(const UsbctlField *field, gconstpointer record)
{
    const char *text = *(const char **)usbctl_fields_at(field, record);

    return text != NULL ? text : "";
}

static const char *const *
usbctl_fields_list(const UsbctlField *field, gconstpointer record)
{
    const char *const *list = *(const char *const **)usbctl_fields_at(field, record);

    return list != NULL ? list : no_list;
}

static GBytes *
usbctl_fields_bytes(const UsbctlField *field, gconstpointer record)
{
    return *(GBytes **)usbctl_fields_at(field, record);
}

static gboolean *
usbctl_fields_flag(const UsbctlField *field, gconstpointer record)
{
    return usbctl_fields_at(field, record);
}

void
usbctl_fields_take_text(const char **place, char *value)
{
    g_free((char *)*place);
    *place = value;
}

void
usbctl_fields_take_list(const char *const **place, GStrv value)
{
    g_strfreev((char **)*place);
    *place = (const char *const *)value;
}

static void
usbctl_fields_take_bytes(GBytes **place, GBytes *value)
{
    if (*place != NULL)
        g_bytes_unref(*place);
    *place = value;
}

void
usbctl_fields_copy(const UsbctlField *fields, gconstpointer from, gpointer to)
{
    for (const UsbctlField *f = fields; f->name != NULL; f++) {
        gpointer place = usbctl_fields_at(f, to);

        switch (f->kind) {
        case USBCTL_FIELD_TEXT:
            *(char **)place = g_strdup(usbctl_fields_text(f, from));
            break;
        case USBCTL_FIELD_LIST:
            *(GStrv *)place = g_strdupv((GStrv)usbctl_fields_list(f, from));
            break;
        case USBCTL_FIELD_FLAG:
            *(gboolean *)place = *usbctl_fields_flag(f, from);
            break;
        case USBCTL_FIELD_BYTES:
            *(GBytes **)place = usbctl_fields_bytes(f, from) != NULL ? g_bytes_ref(usbctl_fields_bytes(f, from)) : NULL;
            break;
        }
    }
}

void
usbctl_fields_clear(const UsbctlField *fields, gpointer record)
{
    for (const UsbctlField *f = fields; f->name != NULL; f++) {
        gpointer place = usbctl_fields_at(f, record);

        if (f->kind == USBCTL_FIELD_TEXT)
            usbctl_fields_take_text(place, NULL);
        else if (f->kind == USBCTL_FIELD_LIST)
            usbctl_fields_take_list(place, NULL);
        else if (f->kind == USBCTL_FIELD_BYTES)
            usbctl_fields_take_bytes(place, NULL);
    }
}

static gboolean
usbctl_fields_bytes_equal(GBytes *a, GBytes *b)
{
    return a == b || (a != NULL && b != NULL && g_bytes_equal(a, b));
}

gboolean
usbctl_fields_equal(const UsbctlField *fields, gconstpointer a, gconstpointer b)
{
    for (const UsbctlField *f = fields; f->name != NULL; f++) {
        gboolean equal = TRUE;

        switch (f->kind) {
        case USBCTL_FIELD_TEXT:
            equal = strcmp(usbctl_fields_text(f, a), usbctl_fields_text(f, b)) == 0;
            break;
        case USBCTL_FIELD_LIST:
            equal = g_strv_equal(usbctl_fields_list(f, a), usbctl_fields_list(f, b));
            break;
        case USBCTL_FIELD_FLAG:
            equal = !*usbctl_fields_flag(f, a) == !*usbctl_fields_flag(f, b);
            break;
        case USBCTL_FIELD_BYTES:
            equal = usbctl_fields_bytes_equal(usbctl_fields_bytes(f, a), usbctl_fields_bytes(f, b));
            break;
        }
        if (!equal)
            return FALSE;
    }
    return TRUE;
}

static json_t *
usbctl_fields_list_to_json(const char *const *list)
{
    json_t *array = NULL;

    for (; *list != NULL; list++) {
        if (array == NULL)
            array = json_array();
        json_array_append_new(array, json_string(*list));
    }
    return array;
}

static json_t *
usbctl_fields_bytes_to_json(GBytes *bytes)
{
    g_autofree char *text = NULL;
    gsize size;
    const guchar *data;

    if (bytes == NULL)
        return NULL;
    data = g_bytes_get_data(bytes, &size);
    text = g_base64_encode(data, size);
    return json_string(text);
}

json_t *
usbctl_fields_to_json(const UsbctlField *fields, gconstpointer record)
{
    json_t *object = json_object();

    for (const UsbctlField *f = fields; f->name != NULL; f++) {
        json_t *value = NULL;

        if (f->kind == USBCTL_FIELD_TEXT && *usbctl_fields_text(f, record) != '\0')
            value = json_string(usbctl_fields_text(f, record));
        else if (f->kind == USBCTL_FIELD_LIST)
            value = usbctl_fields_list_to_json(usbctl_fields_list(f, record));
        else if (f->kind == USBCTL_FIELD_FLAG && *usbctl_fields_flag(f, record))
            value = json_true();
        else if (f->kind == USBCTL_FIELD_BYTES)
            value = usbctl_fields_bytes_to_json(usbctl_fields_bytes(f, record));
        if (value != NULL)
            json_object_set_new(object, f->name, value);
    }
    return object;
}

static GStrv
usbctl_fields_list_from_json(const json_t *json)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    if (!json_is_array(json))
        return NULL;
    for (gsize i = 0; i < json_array_size(json); i++) {
        const char *text = json_string_value(json_array_get(json, i));

        if (text == NULL)
            return NULL;
        g_strv_builder_add(builder, text);
    }
    return g_strv_builder_end(builder);
}

/* g_base64_decode() passes over what it does not know; what does not come back as it was is refused. */
static GBytes *
usbctl_fields_bytes_from_json(const json_t *json)
{
    const char *text = json_string_value(json);
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *again = NULL;
    guchar *data;
    gsize size;

    if (text == NULL)
        return NULL;
    data = g_base64_decode(text, &size);
    bytes = g_bytes_new_take(data, size);
    again = g_base64_encode(data, size);
    return strcmp(again, text) == 0 ? g_steal_pointer(&bytes) : NULL;
}

static gboolean
usbctl_fields_set(const UsbctlField *field, const json_t *json, gpointer record)
{
    gpointer place = usbctl_fields_at(field, record);

    switch (field->kind) {
    case USBCTL_FIELD_TEXT:
        usbctl_fields_take_text(place, g_strdup(json_string_value(json)));
        return *(char **)place != NULL;
    case USBCTL_FIELD_LIST:
        usbctl_fields_take_list(place, usbctl_fields_list_from_json(json));
        return *(GStrv *)place != NULL;
    case USBCTL_FIELD_FLAG:
        *(gboolean *)place = json_is_true(json);
        return json_is_boolean(json);
    case USBCTL_FIELD_BYTES:
        usbctl_fields_take_bytes(place, usbctl_fields_bytes_from_json(json));
        return *(GBytes **)place != NULL;
    }
    return FALSE;
}

static const UsbctlField *
usbctl_fields_find(const UsbctlField *fields, const char *name)
{
    for (; fields->name != NULL; fields++)
        if (strcmp(fields->name, name) == 0)
            return fields;
    return NULL;
}

gboolean
usbctl_fields_from_json(const UsbctlField *fields, const json_t *json, gpointer record, GError **error)
{
    const char *name;
    json_t *value;

    if (!json_is_object(json)) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("not a JSON object"));
        return FALSE;
    }
    json_object_foreach((json_t *)json, name, value)
    {
        const UsbctlField *field = usbctl_fields_find(fields, name);

        if (field == NULL) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“%s” is not a field that is known here"), name);
            return FALSE;
        }
        if (!usbctl_fields_set(field, value, record)) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“%s” has a value of the wrong kind"), name);
            return FALSE;
        }
    }
    return TRUE;
}
