#pragma once

#include <glib.h>

/* As in winnt.h and MS-GPREG. */
#define USBCTL_REGISTRY_TEXT 1
#define USBCTL_REGISTRY_DWORD 4

/*
 * What is to be below HKEY_LOCAL_MACHINE: keys to delete, keys to empty, values to delete, values to set. It is always
 * in the same order (keys by name, a key's deletion and emptying before its values, numbered values by number), so that
 * the same content is the same bytes, whoever made it. A state, what the registry holds below a root, has an entry that
 * empties each key but the root, so that a policy and what it made of nothing are equal.
 */
typedef struct _UsbctlRegistry UsbctlRegistry;

typedef enum {
    USBCTL_REGISTRY_DELETE, /* the key and what is below it */
    USBCTL_REGISTRY_CLEAR,  /* the key's values; the key exists then */
    USBCTL_REGISTRY_UNSET,  /* the value, if it is there */
    USBCTL_REGISTRY_VALUE,
} UsbctlRegistryKind;

typedef struct {
    UsbctlRegistryKind kind;
    char *key;    /* a GRefString, interned */
    char *name;   /* of a value, also one to delete; else NULL */
    guint32 type; /* of a value */
    GBytes *data; /* of a value; texts as UTF-16LE with their end */
} UsbctlRegistryEntry;

UsbctlRegistry *usbctl_registry_new(void);
void usbctl_registry_free(UsbctlRegistry *registry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlRegistry, usbctl_registry_free)

/* What is set twice is set to the latter. Keys and names are compared without regard to ASCII case, as Windows does. */
void usbctl_registry_set(UsbctlRegistry *registry, const char *key, const char *name, guint32 type, GBytes *data);
void usbctl_registry_set_dword(UsbctlRegistry *registry, const char *key, const char *name, guint32 value);
void usbctl_registry_set_text(UsbctlRegistry *registry, const char *key, const char *name, const char *text);
void usbctl_registry_unset(UsbctlRegistry *registry, const char *key, const char *name);
void usbctl_registry_clear(UsbctlRegistry *registry, const char *key);
void usbctl_registry_delete(UsbctlRegistry *registry, const char *key);

/* The text of a value that is one and ends where its end is; else NULL. */
char *usbctl_registry_entry_dup_text(const UsbctlRegistryEntry *entry);
gboolean usbctl_registry_entry_get_number(const UsbctlRegistryEntry *entry, guint32 *number);

/* The entries (UsbctlRegistryEntry, borrowed) in their order (transfer container). */
GPtrArray *usbctl_registry_list(const UsbctlRegistry *registry);

gboolean usbctl_registry_equal(const UsbctlRegistry *a, const UsbctlRegistry *b);

/* Is @key @root, or below it? */
gboolean usbctl_registry_is_below(const char *key, const char *root);

/* The state below @root that @change makes of the state @before. */
UsbctlRegistry *usbctl_registry_after(const UsbctlRegistry *before, const UsbctlRegistry *change, const char *root);

/* What makes @state of whatever is below @root. */
UsbctlRegistry *usbctl_registry_restore(const UsbctlRegistry *state, const char *root);

/* Registry.pol (MS-GPREG 2.2.1). USBCTL_ERROR_INVALID names the byte that makes no sense, or the directive that is not
 * known here. */
GBytes *usbctl_registry_to_pol(const UsbctlRegistry *registry);
UsbctlRegistry *usbctl_registry_parse_pol(GBytes *bytes, GError **error);

GBytes *usbctl_registry_to_reg(const UsbctlRegistry *registry);

/* What `LGPO.exe /t` takes (LGPO.pdf of Microsoft's Security Compliance Toolkit), of a registry that deletes no keys
 * and has texts and numbers only. */
GBytes *usbctl_registry_to_lgpo(const UsbctlRegistry *registry);
GBytes *usbctl_registry_to_json(const UsbctlRegistry *registry); /* docs/formats.md */
