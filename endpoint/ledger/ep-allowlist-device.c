#include <string.h>

#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-identity.h"

/*
 * A row of a list is a device; the permits of the device stand behind it. Which device a row means is what the target's
 * file names of it, so that what could not be told apart there is one row.
 */

typedef struct {
    const EpColumns *columns;
    const EpTable *table;
    const char *const *values;
} EpAllowlistDevice;

static const char *
ep_allowlist_device_get(const EpAllowlistDevice *self, const char *field)
{
    const char *value = self->values[ep_table_find(self->table, field)];

    return value != NULL ? value : "";
}

static gboolean
ep_allowlist_device_is_named(const EpAllowlistDevice *self, const char *field)
{
    if (self->columns == NULL)
        return !ep_words_contain("pcs sticker", field);
    return ep_columns_hold(self->columns, ep_table_find(self->table, field));
}

static const char *
ep_allowlist_device_name(const EpAllowlistDevice *self, const char *field)
{
    return ep_allowlist_device_is_named(self, field) ? ep_allowlist_device_get(self, field) : "";
}

static const char *
ep_allowlist_device_find_id(const EpAllowlistDevice *self)
{
    static const char *const fields[] = { "instance_id", "disk_id" };
    gboolean all = ep_allowlist_device_is_named(self, "instance_ids");

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if ((all || ep_allowlist_device_is_named(self, fields[i])) && *ep_allowlist_device_get(self, fields[i]) != '\0')
            return ep_allowlist_device_get(self, fields[i]);
    }
    return "";
}

static int
ep_allowlist_device_order(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
ep_allowlist_device_dup_sorted(const char *words)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);

    qsort(list, g_strv_length(list), sizeof *list, ep_allowlist_device_order);
    return g_strjoinv(" ", list);
}

char *
ep_allowlist_device_dup(const EpColumns *columns, const char *const *values)
{
    EpAllowlistDevice self = { columns, ep_allowlist_row_get_table(), values };
    const char *vid = ep_allowlist_device_name(&self, "vid"), *pid = ep_allowlist_device_name(&self, "pid");
    const char *serial = ep_allowlist_device_name(&self, "serial"), *id = ep_allowlist_device_find_id(&self);
    const char *sticker = ep_allowlist_device_name(&self, "sticker");
    g_autofree char *pcs = ep_allowlist_device_dup_sorted(ep_allowlist_device_name(&self, "pcs")), *text = NULL;

    if (*serial != '\0')
        text = g_strdup_printf("serial %s:%s:%s", vid, pid, serial);
    else if (*id != '\0')
        text = g_strdup_printf("id %s", id);
    else if (*vid != '\0' || *sticker != '\0')
        text = g_strdup_printf("product %s:%s %s on %s", vid, pid, sticker, pcs);
    else
        text = g_strdup_printf("medium %s", ep_allowlist_device_get(&self, "medium"));
    return g_ascii_strdown(text, -1);
}

char *
ep_allowlist_device_dup_of(const EpColumns *columns, EpRecord *row)
{
    const EpTable *table = ep_record_get_table(row);
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);

    for (guint i = 0; i < table->at.n_fields; i++)
        values[i] = ep_record_get(row, i);
    return ep_allowlist_device_dup(columns, values);
}

/* --- the permits of a device --- */

static gboolean
ep_allowlist_device_may_write(const EpAllowlistEntry *entry)
{
    return strcmp(ep_allowlist_row_get(entry, "rights"), "read") != 0;
}

/* Which of two permits the list has the device by: one that it can say, then the one that lets people do more, longer.
 */
static gboolean
ep_allowlist_device_is_better(const EpAllowlistEntry *entry, const EpAllowlistEntry *than)
{
    if ((entry->refused == NULL) != (than->refused == NULL))
        return entry->refused == NULL;
    if (ep_allowlist_device_may_write(entry) != ep_allowlist_device_may_write(than))
        return ep_allowlist_device_may_write(entry);
    return strcmp(ep_allowlist_row_get(entry, "until_day"), ep_allowlist_row_get(than, "until_day")) > 0;
}

static void
ep_allowlist_device_set(EpAllowlist *self, EpAllowlistEntry *entry, const char *field, const char *text)
{
    entry->values[ep_table_find(ep_allowlist_row_get_table(), field)] =
        *text != '\0' ? g_string_chunk_insert(self->entries->texts, text) : NULL;
}

/* What either names; nothing if one of them names none and so means all. */
static void
ep_allowlist_device_join_users(EpAllowlist *self, EpAllowlistEntry *entry, const EpAllowlistEntry *other)
{
    const char *own = ep_allowlist_row_get(entry, "users"), *more = ep_allowlist_row_get(other, "users");
    g_autofree char *both = g_strdup_printf("%s %s", own, more);

    if (*own == '\0' || *more == '\0')
        ep_allowlist_device_set(self, entry, "users", "");
    else if (strstr(own, more) == NULL)
        ep_allowlist_device_set(self, entry, "users", both);
}

static void
ep_allowlist_device_join_pcs(EpAllowlist *self, EpAllowlistEntry *entry, const EpAllowlistEntry *other)
{
    const char *own = ep_allowlist_row_get(entry, "pcs"), *more = ep_allowlist_row_get(other, "pcs");
    g_auto(GStrv) hosts = g_strsplit(more, " ", -1);
    g_autoptr(GString) text = g_string_new(*more != '\0' ? own : "");

    for (char **host = hosts; text->len > 0 && *host != NULL; host++) {
        if (!ep_words_contain(text->str, *host))
            g_string_append_printf(text, " %s", *host);
    }
    ep_allowlist_device_set(self, entry, "pcs", text->str);
}

/* The list says of @entry, whose row it is, what @other says, too. */
static void
ep_allowlist_device_speak_for(EpAllowlist *self, EpAllowlistEntry *entry, const EpAllowlistEntry *other)
{
    const char *others = ep_allowlist_row_get(entry, "others"), *key = ep_allowlist_row_get(other, "key");
    g_autofree char *more = *others != '\0' ? g_strdup_printf("%s %s", others, other->number) : g_strdup(other->number);

    ep_allowlist_device_set(self, entry, "others", more);
    if (*ep_allowlist_row_get(entry, "key") == '\0')
        ep_allowlist_device_set(self, entry, "key", key);
    if (ep_allowlist_device_may_write(entry) != ep_allowlist_device_may_write(other))
        return;
    ep_allowlist_device_join_pcs(self, entry, other);
    ep_allowlist_device_join_users(self, entry, other);
}

static const char *
ep_allowlist_device_keep(EpAllowlist *self, const EpAllowlistEntry *entry)
{
    g_autofree char *device = ep_allowlist_device_dup(self->columns, entry->values);

    return g_string_chunk_insert_const(self->entries->texts, device);
}

void
ep_allowlist_merge(EpAllowlist *self)
{
    g_autoptr(GHashTable) spoke = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *entries = self->entries->entries;

    for (guint i = 0; i < self->entries->gone->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(self->entries->gone, i);

        entry->device = ep_allowlist_device_keep(self, entry);
    }
    for (guint i = 0; i < entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(entries, i), *known;

        entry->device = ep_allowlist_device_keep(self, entry);
        if (entry->rule == NULL || (entry->refused != NULL && entry->apart))
            continue;
        known = g_hash_table_lookup(spoke, entry->device);
        if (known == NULL || ep_allowlist_device_is_better(entry, known))
            g_hash_table_insert(spoke, (gpointer)entry->device, entry);
    }
    for (guint i = 0; i < entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(entries, i);

        if (entry->rule == NULL || (entry->refused != NULL && entry->apart))
            continue;
        entry->spoke = g_hash_table_lookup(spoke, entry->device);
        if (entry->spoke != entry && entry->spoke->refused == NULL)
            ep_allowlist_device_speak_for(self, entry->spoke, entry);
    }
}
