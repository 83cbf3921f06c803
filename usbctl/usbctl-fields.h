#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * A struct described as data: copying, freeing, comparing and JSON are then written once for devices and rules.
 * Texts and lists are never NULL in a copy; an empty text, list or flag is left out of the JSON.
 */
typedef enum {
    USBCTL_FIELD_TEXT,  /* const char * */
    USBCTL_FIELD_LIST,  /* const char *const *, NULL-terminated */
    USBCTL_FIELD_FLAG,  /* gboolean */
    USBCTL_FIELD_BYTES, /* GBytes *, may be NULL; Base64 in JSON */
} UsbctlFieldKind;

typedef struct {
    const char *name; /* in JSON; NULL ends a table */
    UsbctlFieldKind kind;
    gsize offset;
} UsbctlField;

void usbctl_fields_copy(const UsbctlField *fields, gconstpointer from, gpointer to);
void usbctl_fields_clear(const UsbctlField *fields, gpointer record);
gboolean usbctl_fields_equal(const UsbctlField *fields, gconstpointer a, gconstpointer b);

/* Replace a text or list that a copy owns; @value is taken. */
void usbctl_fields_take_text(const char **place, char *value);
void usbctl_fields_take_list(const char *const **place, GStrv value);

json_t *usbctl_fields_to_json(const UsbctlField *fields, gconstpointer record);

/* Fills the zeroed @record, which usbctl_fields_clear() frees also after an error. A name that the table does not have
 * is an error, because a misspelt "until" must not make a rule last for ever. USBCTL_ERROR_INVALID names the field. */
gboolean usbctl_fields_from_json(const UsbctlField *fields, const json_t *json, gpointer record, GError **error);
