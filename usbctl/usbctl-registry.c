#include "usbctl/usbctl-registry.h"

#include <string.h>

#include "usbctl/usbctl-utf16.h"

struct _UsbctlRegistry {
    GTree *entries; /* UsbctlRegistryEntry → the same */
};

static void
usbctl_registry_entry_free(gpointer data)
{
    UsbctlRegistryEntry *entry = data;

    g_ref_string_release(entry->key);
    g_free(entry->name);
    g_clear_pointer(&entry->data, g_bytes_unref);
    g_free(entry);
}

/* \ comes before every other character, so that a key's subkeys follow it. Most entries share one key. */
static int
usbctl_registry_compare_keys(const char *a, const char *b)
{
    if (a == b || strcmp(a, b) == 0)
        return 0;
    for (;; a++, b++) {
        int x = g_ascii_tolower(*a), y = g_ascii_tolower(*b);

        if (x == y && x == '\0')
            return 0;
        if (x != y)
            return x == '\0' ? -1 : y == '\0' ? 1 : x == '\\' ? -1 : y == '\\' ? 1 : (guchar)x - (guchar)y;
    }
}

/* Of a name that is a number; else 0. */
static gsize
usbctl_registry_count_digits(const char *name)
{
    gsize n = 0;

    while (g_ascii_isdigit(name[n]))
        n++;
    return name[n] == '\0' ? n : 0;
}

static int
usbctl_registry_compare_names(const char *a, const char *b)
{
    gsize x = usbctl_registry_count_digits(a), y = usbctl_registry_count_digits(b);

    if (x == 0 || y == 0)
        return g_ascii_strcasecmp(a, b);
    return x != y ? (x < y ? -1 : 1) : strcmp(a, b);
}

/* A value stands at one place, be it set or to be deleted. */
static int
usbctl_registry_rank(UsbctlRegistryKind kind)
{
    return kind == USBCTL_REGISTRY_DELETE ? 0 : kind == USBCTL_REGISTRY_CLEAR ? 1 : 2;
}

static int
usbctl_registry_compare(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const UsbctlRegistryEntry *x = a, *y = b;
    int by_key = usbctl_registry_compare_keys(x->key, y->key);

    if (by_key != 0)
        return by_key;
    if (usbctl_registry_rank(x->kind) != usbctl_registry_rank(y->kind))
        return usbctl_registry_rank(x->kind) - usbctl_registry_rank(y->kind);
    return x->name != NULL ? usbctl_registry_compare_names(x->name, y->name) : 0;
}

UsbctlRegistry *
usbctl_registry_new(void)
{
    UsbctlRegistry *self = g_new0(UsbctlRegistry, 1);

    self->entries = g_tree_new_full(usbctl_registry_compare, NULL, usbctl_registry_entry_free, NULL);
    return self;
}

void
usbctl_registry_free(UsbctlRegistry *self)
{
    if (self == NULL)
        return;
    g_tree_unref(self->entries);
    g_free(self);
}

static void
usbctl_registry_add(UsbctlRegistry *self, const UsbctlRegistryEntry *parts)
{
    UsbctlRegistryEntry *entry = g_new0(UsbctlRegistryEntry, 1);

    entry->kind = parts->kind;
    entry->key = g_ref_string_new_intern(parts->key);
    entry->name = g_strdup(parts->name);
    entry->type = parts->type;
    entry->data = parts->data != NULL ? g_bytes_ref(parts->data) : NULL;
    g_tree_replace(self->entries, entry, entry);
}

void
usbctl_registry_set(UsbctlRegistry *self, const char *key, const char *name, guint32 type, GBytes *data)
{
    usbctl_registry_add(self, &(UsbctlRegistryEntry){ USBCTL_REGISTRY_VALUE, (char *)key, (char *)name, type, data });
}

void
usbctl_registry_set_dword(UsbctlRegistry *self, const char *key, const char *name, guint32 value)
{
    guint32 little = GUINT32_TO_LE(value);
    g_autoptr(GBytes) data = g_bytes_new(&little, sizeof little);

    usbctl_registry_set(self, key, name, USBCTL_REGISTRY_DWORD, data);
}

void
usbctl_registry_set_text(UsbctlRegistry *self, const char *key, const char *name, const char *text)
{
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    GByteArray *units = g_byte_array_sized_new((guint)strlen(text) * 2 + 2);
    g_autoptr(GBytes) data = NULL;

    usbctl_utf16_append_whole(units, valid != NULL ? valid : text, -1);
    data = g_byte_array_free_to_bytes(units);
    usbctl_registry_set(self, key, name, USBCTL_REGISTRY_TEXT, data);
}

void
usbctl_registry_unset(UsbctlRegistry *self, const char *key, const char *name)
{
    usbctl_registry_add(self, &(UsbctlRegistryEntry){ USBCTL_REGISTRY_UNSET, (char *)key, (char *)name, 0, NULL });
}

void
usbctl_registry_clear(UsbctlRegistry *self, const char *key)
{
    usbctl_registry_add(self, &(UsbctlRegistryEntry){ .kind = USBCTL_REGISTRY_CLEAR, .key = (char *)key });
}

void
usbctl_registry_delete(UsbctlRegistry *self, const char *key)
{
    usbctl_registry_add(self, &(UsbctlRegistryEntry){ .kind = USBCTL_REGISTRY_DELETE, .key = (char *)key });
}

static gboolean
usbctl_registry_collect(gpointer key, gpointer entry, gpointer list)
{
    g_ptr_array_add(list, entry);
    return FALSE;
}

GPtrArray *
usbctl_registry_list(const UsbctlRegistry *self)
{
    GPtrArray *list = g_ptr_array_new();

    g_tree_foreach(self->entries, usbctl_registry_collect, list);
    return list;
}

gboolean
usbctl_registry_equal(const UsbctlRegistry *a, const UsbctlRegistry *b)
{
    g_autoptr(GPtrArray) all_a = usbctl_registry_list(a), all_b = usbctl_registry_list(b);

    if (all_a->len != all_b->len)
        return FALSE;
    for (guint i = 0; i < all_a->len; i++) {
        const UsbctlRegistryEntry *x = all_a->pdata[i], *y = all_b->pdata[i];

        if (usbctl_registry_compare(x, y, NULL) != 0 || x->kind != y->kind || x->type != y->type ||
            (x->data != NULL && !g_bytes_equal(x->data, y->data)))
            return FALSE;
    }
    return TRUE;
}

gboolean
usbctl_registry_is_below(const char *key, const char *root)
{
    gsize length = strlen(root);

    return g_ascii_strncasecmp(key, root, length) == 0 && (key[length] == '\0' || key[length] == '\\');
}

/* --- states --- */

/* Removes what is in the key, and with @deep also what is below it. */
static void
usbctl_registry_empty(UsbctlRegistry *self, const char *key, gboolean deep)
{
    g_autoptr(GPtrArray) list = usbctl_registry_list(self);

    for (guint i = 0; i < list->len; i++) {
        UsbctlRegistryEntry *entry = list->pdata[i];

        if (usbctl_registry_is_below(entry->key, key) && (deep || strlen(entry->key) == strlen(key)))
            g_tree_remove(self->entries, entry);
    }
}

/* A key exists with all those above it. */
static void
usbctl_registry_ensure(UsbctlRegistry *self, const char *key, const char *root)
{
    g_autofree char *place = g_strdup(key);

    while (usbctl_registry_is_below(place, root) && strlen(place) > strlen(root)) {
        const UsbctlRegistryEntry exists = { .kind = USBCTL_REGISTRY_CLEAR, .key = place };

        if (g_tree_lookup(self->entries, &exists) == NULL)
            usbctl_registry_clear(self, place);
        *strrchr(place, '\\') = '\0';
    }
}

static void
usbctl_registry_change(UsbctlRegistry *self, const UsbctlRegistryEntry *entry, const char *root)
{
    const UsbctlRegistryEntry value = { .kind = USBCTL_REGISTRY_VALUE, .key = entry->key, .name = entry->name };

    switch (entry->kind) {
    case USBCTL_REGISTRY_DELETE:
        usbctl_registry_empty(self, entry->key, TRUE);
        break;
    case USBCTL_REGISTRY_CLEAR:
        usbctl_registry_empty(self, entry->key, FALSE);
        usbctl_registry_ensure(self, entry->key, root);
        break;
    case USBCTL_REGISTRY_UNSET:
        g_tree_remove(self->entries, &value);
        break;
    case USBCTL_REGISTRY_VALUE:
        usbctl_registry_ensure(self, entry->key, root);
        usbctl_registry_add(self, entry);
        break;
    }
}

UsbctlRegistry *
usbctl_registry_after(const UsbctlRegistry *before, const UsbctlRegistry *change, const char *root)
{
    UsbctlRegistry *after = usbctl_registry_new();
    g_autoptr(GPtrArray) old = usbctl_registry_list(before), new = usbctl_registry_list(change);

    for (guint i = 0; i < old->len; i++)
        usbctl_registry_add(after, old->pdata[i]);
    for (guint i = 0; i < new->len; i++)
        usbctl_registry_change(after, new->pdata[i], root);
    return after;
}

UsbctlRegistry *
usbctl_registry_restore(const UsbctlRegistry *state, const char *root)
{
    UsbctlRegistry *restore = usbctl_registry_new();
    g_autoptr(GPtrArray) old = usbctl_registry_list(state);

    usbctl_registry_delete(restore, root);
    for (guint i = 0; i < old->len; i++)
        usbctl_registry_add(restore, old->pdata[i]);
    return restore;
}
