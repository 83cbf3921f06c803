#include "endpoint/exchange/ep-import-key.h"

#include <string.h>

#include "endpoint/core/ep-net.h"

void
ep_import_key_find_fields(const EpTable *table, EpImportKey key, guint fields[EP_IMPORT_KEY_FIELDS])
{
    static const char *const names[EP_IMPORT_N_KEYS][EP_IMPORT_KEY_FIELDS] = {
        [EP_IMPORT_KEY_SERIAL] = { "serial" },
        [EP_IMPORT_KEY_MAC] = { "mac", "mac2" },
        [EP_IMPORT_KEY_HOST] = { "host" },
    };

    for (guint i = 0; i < EP_IMPORT_KEY_FIELDS; i++)
        fields[i] = names[key][i] != NULL ? ep_table_find(table, names[key][i]) : EP_NO_FIELD;
    if (key == EP_IMPORT_KEY_NUMBER)
        fields[0] = table->at.number;
    if (key == EP_IMPORT_KEY_HOST && fields[0] == EP_NO_FIELD && table->at.number == EP_NO_FIELD)
        fields[0] = table->at.title;
}

/* Letters and digits alone, lower case. */
static char *
ep_import_key_strip(const char *serial)
{
    GString *bare = g_string_new(NULL);

    for (; *serial != '\0'; serial++) {
        if (g_ascii_isalnum(*serial) || (*serial & 0x80) != 0)
            g_string_append_c(bare, g_ascii_tolower(*serial));
    }
    return g_string_free(bare, FALSE);
}

gboolean
ep_import_key_is_junk_serial(const char *serial)
{
    static const char *const junk[] = {
        "tobefilledbyoem",
        "tobefilled",
        "defaultstring",
        "systemserialnumber",
        "chassisserialnumber",
        "baseboardserialnumber",
        "serialnumber",
        "notspecified",
        "notapplicable",
        "notavailable",
        "notdefined",
        "none",
        "null",
        "na",
        "nil",
        "unknown",
        "oem",
        "invalid",
        "empty",
        "bad",
        "default",
        "noassetinformation",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "0123456789",
        "0123456789abcdef",
        "abcdef",
        "sn",
        "xen",
        "vmware",
        "virtualbox",
        "innotekgmbh",
        "systemmanufacturer",
        "systemproductname",
        "systemversion",
        "なし",
        "無し",
        "無",
        "不明",
        "未定",
        "ー",
        "―",
        "－",
        NULL,
    };
    g_autofree char *bare = ep_import_key_strip(serial);
    gsize length = strlen(bare);

    return length < 3 || strspn(bare, (const char[]){ bare[0], '\0' }) == length || g_strv_contains(junk, bare);
}

gboolean
ep_import_key_is_usable(EpImportKey key, const char *value)
{
    if (value == NULL || *value == '\0')
        return FALSE;
    if (key == EP_IMPORT_KEY_SERIAL)
        return !ep_import_key_is_junk_serial(value);
    if (key == EP_IMPORT_KEY_MAC)
        return !ep_net_mac_is_void(value);
    if (key == EP_IMPORT_KEY_HOST)
        return g_ascii_strcasecmp(value, "localhost") != 0;
    return TRUE;
}

char *
ep_import_key_fold(const char *value)
{
    g_autofree char *narrow = NULL;
    gboolean plain = TRUE;

    for (const char *at = value; *at != '\0'; at++) {
        if ((*at & 0x80) != 0) {
            narrow = g_utf8_normalize(value, -1, G_NORMALIZE_ALL_COMPOSE);
            return narrow != NULL ? g_utf8_strup(narrow, -1) : g_strdup(value);
        }
        plain = plain && !g_ascii_islower(*at);
    }
    return plain ? NULL : g_ascii_strup(value, -1);
}

struct _EpImportIndex {
    GHashTable *heads; /* key → link + 1 */
    GArray *links;     /* EpImportLink; `next` is a link + 1 */
    GStringChunk *texts;
};

EpImportIndex *
ep_import_index_new(void)
{
    EpImportIndex *self = g_new0(EpImportIndex, 1);

    self->heads = g_hash_table_new(g_str_hash, g_str_equal);
    self->links = g_array_new(FALSE, FALSE, sizeof(EpImportLink));
    self->texts = g_string_chunk_new(4096);
    return self;
}

void
ep_import_index_free(EpImportIndex *self)
{
    g_hash_table_unref(self->heads);
    g_array_unref(self->links);
    g_string_chunk_free(self->texts);
    g_free(self);
}

void
ep_import_index_add(EpImportIndex *self, const char *value, guint item)
{
    g_autofree char *folded = ep_import_key_fold(value);
    const char *key = folded != NULL ? folded : value;
    EpImportLink link = { item, GPOINTER_TO_UINT(g_hash_table_lookup(self->heads, key)) };

    if (folded != NULL)
        key = g_string_chunk_insert(self->texts, folded);
    g_array_append_val(self->links, link);
    g_hash_table_insert(self->heads, (gpointer)key, GUINT_TO_POINTER(self->links->len));
}

static const EpImportLink *
ep_import_index_get(EpImportIndex *self, guint at)
{
    return at > 0 ? &g_array_index(self->links, EpImportLink, at - 1) : NULL;
}

const EpImportLink *
ep_import_index_find(EpImportIndex *self, const char *value)
{
    g_autofree char *folded = ep_import_key_fold(value);

    return ep_import_index_get(self,
                               GPOINTER_TO_UINT(g_hash_table_lookup(self->heads, folded != NULL ? folded : value)));
}

const EpImportLink *
ep_import_index_next(EpImportIndex *self, const EpImportLink *link)
{
    return ep_import_index_get(self, link->next);
}

gboolean
ep_import_index_is_shared(EpImportIndex *self, const char *value)
{
    const EpImportLink *link = ep_import_index_find(self, value);
    guint first;

    if (link == NULL)
        return FALSE;
    first = link->item;
    while ((link = ep_import_index_next(self, link)) != NULL) {
        if (link->item != first)
            return TRUE;
    }
    return FALSE;
}
