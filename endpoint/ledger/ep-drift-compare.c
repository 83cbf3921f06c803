#include "endpoint/ledger/ep-drift-compare.h"

#include <string.h>

#include "endpoint/ledger/ep-drift-place.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-target.h"

/*
 * Permits stand in an index under every name that the list may give their device; each entry is looked up under its
 * own. The first letter says what kind of name it is. Names are made in one place and copied only into the index.
 */

/* What a list says of one permit. */
typedef struct {
    const UsbctlListed *first;   /* entry that allows it */
    const UsbctlListed *blocked; /* entry that blocks it, before any allows it */
    gboolean writes, reads;
    gboolean several; /* entries that allow it */
    gboolean own;     /* the name without which it does not work is there */
} EpDriftSeen;

/* A permit of a name, and the one before it. */
typedef struct {
    guint permit, next; /* next: from 1; 0 ends */
} EpDriftNode;

typedef struct {
    const EpDriftHow *how;
    GPtrArray *permits;
    EpDriftSeen *seen;     /* by permit */
    GHashTable *index;     /* name → position among @nodes, from 1 */
    GArray *nodes;         /* EpDriftNode */
    GStringChunk *texts;   /* of the names */
    GString *name;         /* the one that is being made */
    gboolean ids, serials; /* the list has such names */
    GHashTable *strangers; /* name of a device that nobody knows → EpDriftFound */
    EpDriftResult *result;
    GPtrArray *unknown; /* EpDriftFound, joined to the result at the end */
} EpDriftComparison;

/* --- names --- */

/* Without regard to ASCII case; NULL if there is nothing to name it by. */
static const char *
ep_drift_compare_name(EpDriftComparison *self, char kind, const char *text)
{
    if (*text == '\0')
        return NULL;
    g_string_truncate(self->name, 0);
    g_string_append_c(self->name, kind);
    g_string_append(self->name, text);
    for (char *c = self->name->str + 1; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return self->name->str;
}

static const char *
ep_drift_compare_name_product(EpDriftComparison *self, const char *vid, const char *pid, const char *serial)
{
    if (*vid == '\0')
        return NULL;
    ep_drift_compare_name(self, 'p', vid);
    g_string_append_c(self->name, ':');
    g_string_append(self->name, pid);
    g_string_append_c(self->name, ':');
    g_string_append(self->name, serial);
    for (char *c = self->name->str + 1; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return self->name->str;
}

static void
ep_drift_compare_learn(EpDriftComparison *self, guint permit, const char *name)
{
    EpDriftNode node = { permit, 0 };

    if (name == NULL)
        return;
    node.next = GPOINTER_TO_UINT(g_hash_table_lookup(self->index, name));
    if (node.next != 0 && g_array_index(self->nodes, EpDriftNode, node.next - 1).permit == permit)
        return;
    g_array_append_val(self->nodes, node);
    g_hash_table_insert(self->index, node.next == 0 ? g_string_chunk_insert(self->texts, name) : (char *)name,
                        GUINT_TO_POINTER(self->nodes->len));
}

static void
ep_drift_compare_learn_ids(EpDriftComparison *self, guint index, char **ids)
{
    for (; ids != NULL && *ids != NULL; ids++)
        ep_drift_compare_learn(self, index, ep_drift_compare_name(self, 'i', *ids));
}

static void
ep_drift_compare_learn_permit(EpDriftComparison *self, guint index)
{
    const EpDriftPermit *permit = g_ptr_array_index(self->permits, index);

    ep_drift_compare_learn(self, index, ep_drift_compare_name_product(self, permit->vid, permit->pid, permit->serial));
    ep_drift_compare_learn(self, index, ep_drift_compare_name(self, 'h', permit->hash));
    if (self->serials)
        ep_drift_compare_learn(self, index, ep_drift_compare_name(self, 's', permit->serial));
    if (self->ids && permit->rule != NULL) {
        g_auto(GStrv) windows = usbctl_target_windows_ids(permit->rule);
        g_auto(GStrv) defender = usbctl_target_defender_ids(permit->rule);

        ep_drift_compare_learn_ids(self, index, windows);
        ep_drift_compare_learn_ids(self, index, defender);
    }
    if (self->ids)
        ep_drift_compare_learn_ids(self, index, permit->ids);
}

/* A disk's ID and a list of serial numbers know no product. */
static gboolean
ep_drift_compare_has_serial_alone(const UsbctlListed *listed)
{
    return *listed->vid == '\0' && *listed->serial != '\0' && strcmp(listed->serial, "*") != 0;
}

/* From the last to the first, so that a name's permits come in their order. */
static void
ep_drift_compare_index(EpDriftComparison *self, const UsbctlList *list)
{
    for (guint i = 0; i < list->entries->len && !(self->ids && self->serials); i++) {
        const UsbctlListed *listed = g_ptr_array_index(list->entries, i);

        self->ids |= listed->ids[0] != NULL;
        self->serials |= ep_drift_compare_has_serial_alone(listed);
    }
    for (guint i = self->permits->len; i > 0; i--)
        ep_drift_compare_learn_permit(self, i - 1);
}

static guint
ep_drift_compare_look_up(EpDriftComparison *self, const char *name)
{
    return name != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(self->index, name)) : 0;
}

/* The first node of the permits whose device an entry names, by the first of its names that any has; 0: none. */
static guint
ep_drift_compare_find(EpDriftComparison *self, const UsbctlListed *listed)
{
    guint found = 0;

    for (char **id = listed->ids; *id != NULL && found == 0; id++)
        found = ep_drift_compare_look_up(self, ep_drift_compare_name(self, 'i', *id));
    if (found == 0)
        found = ep_drift_compare_look_up(self,
                                         ep_drift_compare_name_product(self, listed->vid, listed->pid, listed->serial));
    if (found == 0)
        found = ep_drift_compare_look_up(self, ep_drift_compare_name(self, 'h', listed->hash));
    if (found == 0 && ep_drift_compare_has_serial_alone(listed))
        found = ep_drift_compare_look_up(self, ep_drift_compare_name(self, 's', listed->serial));
    return found;
}

/* --- permits --- */

static gboolean
ep_drift_compare_in_force(const EpDriftPermit *permit, const char *date)
{
    return *permit->number != '\0' && !permit->over && strcmp(permit->from, date) <= 0 &&
           strcmp(date, permit->until) <= 0 && (*permit->ended == '\0' || strcmp(date, permit->ended) < 0);
}

/* Windows needs the ID of the device itself: a child of what is blocked never appears. */
static gboolean
ep_drift_compare_is_own(EpDriftComparison *self, const UsbctlListed *listed)
{
    if (self->how->target != USBCTL_TARGET_WINDOWS)
        return TRUE;
    for (char **text = listed->ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (id != NULL && usbctl_id_is_usb_device(id))
            return TRUE;
    }
    return listed->ids[0] == NULL;
}

static void
ep_drift_compare_see(EpDriftComparison *self, EpDriftSeen *seen, const UsbctlListed *listed)
{
    if (listed->blocks) {
        if (seen->blocked == NULL && seen->first == NULL)
            seen->blocked = listed;
        return;
    }
    seen->several = seen->first != NULL;
    if (seen->first == NULL)
        seen->first = listed;
    seen->own |= ep_drift_compare_is_own(self, listed);
    seen->writes |= strcmp(listed->rights, "read-write") == 0;
    seen->reads |= strcmp(listed->rights, "read") == 0;
}

/* --- what was found --- */

static void
ep_drift_compare_free_found(gpointer data)
{
    EpDriftFound *found = data;

    g_free(found->key);
    g_free(found->detail);
    g_free(found);
}

static EpDriftFound *
ep_drift_compare_new(EpDriftClass kind, const EpDriftPermit *permit, const UsbctlListed *listed, char *key,
                     char *detail)
{
    EpDriftFound *found = g_new0(EpDriftFound, 1);

    *found = (EpDriftFound){ kind, permit, listed, key, detail };
    return found;
}

static void
ep_drift_compare_add(EpDriftComparison *self, EpDriftClass kind, const EpDriftPermit *permit,
                     const UsbctlListed *listed, char *detail)
{
    g_ptr_array_add(self->result->found,
                    ep_drift_compare_new(kind, permit, listed, g_strdup_printf("permit %s", permit->number), detail));
    self->result->counts[kind]++;
}

static char *
ep_drift_compare_dup_key(const EpDriftPermit *medium, const UsbctlListed *listed)
{
    g_autofree char *serial = g_ascii_strdown(listed->serial, -1);

    if (medium != NULL)
        return g_strdup_printf("medium %s", medium->medium_number);
    if (*serial != '\0' && strcmp(serial, "*") != 0)
        return g_strdup_printf("serial %s", serial);
    if (listed->ids[0] != NULL) {
        g_autofree char *id = g_ascii_strdown(listed->ids[0], -1);

        return g_strdup_printf("device %s", id);
    }
    if (*listed->vid != '\0')
        return g_strdup_printf("device %s:%s:%s", listed->vid, listed->pid, serial);
    return *listed->hash != '\0' ? g_strdup_printf("device %s", listed->hash)
                                 : g_strdup_printf("line %u", listed->line);
}

/* Entries that name the same thing are one stranger: its USB device and its disk share the serial number. */
static void
ep_drift_compare_meet(EpDriftComparison *self, const EpDriftPermit *medium, const UsbctlListed *listed)
{
    char *key = ep_drift_compare_dup_key(medium, listed);
    EpDriftFound *found = g_hash_table_lookup(self->strangers, key);

    if (found != NULL && *found->listed->vid != '\0' && *listed->vid != '\0' &&
        (strcmp(found->listed->vid, listed->vid) != 0 || strcmp(found->listed->pid, listed->pid) != 0)) {
        char *other = g_strdup_printf("%s %s:%s", key, listed->vid, listed->pid);

        g_free(key);
        key = other;
        found = g_hash_table_lookup(self->strangers, key);
    }
    if (found != NULL) {
        if (*found->listed->vid == '\0' && *listed->vid != '\0')
            found->listed = listed; /* it says more */
        g_free(key);
        return;
    }
    found = ep_drift_compare_new(EP_DRIFT_UNKNOWN, medium, listed, key,
                                 medium != NULL ? g_strdup_printf("no-permit %s", medium->medium_number)
                                 : strcmp(listed->serial, "*") == 0 ? g_strdup("whole-product")
                                                                    : g_strdup(""));
    g_hash_table_insert(self->strangers, found->key, found);
    g_ptr_array_add(self->unknown, found);
}

/* --- both ways --- */

static void
ep_drift_compare_take(EpDriftComparison *self, const UsbctlListed *listed)
{
    const EpDriftPermit *medium = NULL;
    gboolean permitted = FALSE;

    for (guint at = ep_drift_compare_find(self, listed); at != 0;) {
        const EpDriftNode *node = &g_array_index(self->nodes, EpDriftNode, at - 1);

        medium = g_ptr_array_index(self->permits, node->permit);
        permitted |= *medium->number != '\0';
        ep_drift_compare_see(self, &self->seen[node->permit], listed);
        at = node->next;
    }
    if (!listed->blocks && !permitted)
        ep_drift_compare_meet(self, medium, listed);
}

/* The permits of one medium stand beside each other. */
static void
ep_drift_compare_find_siblings(EpDriftComparison *self, guint index, guint *from, guint *to)
{
    gint64 medium = ((EpDriftPermit *)g_ptr_array_index(self->permits, index))->medium;

    *from = *to = index;
    while (*from > 0 && ((EpDriftPermit *)g_ptr_array_index(self->permits, *from - 1))->medium == medium)
        *from -= 1;
    while (*to + 1 < self->permits->len &&
           ((EpDriftPermit *)g_ptr_array_index(self->permits, *to + 1))->medium == medium)
        *to += 1;
}

/* Of permits that are over only the latest is spoken of, and only if none of the device is in force. */
static gboolean
ep_drift_compare_is_spoken_for(EpDriftComparison *self, guint index)
{
    const EpDriftPermit *permit = g_ptr_array_index(self->permits, index);
    guint from, to;

    ep_drift_compare_find_siblings(self, index, &from, &to);
    for (guint i = from; i <= to; i++) {
        const EpDriftPermit *other = g_ptr_array_index(self->permits, i);
        int later = i == index ? 0 : strcmp(other->until, permit->until);

        if (ep_drift_compare_in_force(other, self->how->date) || later > 0 || (later == 0 && i > index))
            return TRUE;
    }
    return FALSE;
}

/* What the device may do by all of its permits together. */
static const char *
ep_drift_compare_get_rights(EpDriftComparison *self, guint index)
{
    const char *rights = ((EpDriftPermit *)g_ptr_array_index(self->permits, index))->rights;
    guint from, to;

    ep_drift_compare_find_siblings(self, index, &from, &to);
    for (guint i = from; i <= to; i++) {
        const EpDriftPermit *other = g_ptr_array_index(self->permits, i);

        if (ep_drift_compare_in_force(other, self->how->date) && strcmp(other->rights, "read-write") == 0)
            rights = other->rights;
    }
    return rights;
}

static void
ep_drift_compare_over(EpDriftComparison *self, guint index)
{
    const EpDriftPermit *permit = g_ptr_array_index(self->permits, index);
    const EpDriftSeen *seen = &self->seen[index];

    if (seen->first == NULL)
        g_ptr_array_add(self->result->absent, (gpointer)permit);
    else if (ep_drift_compare_is_spoken_for(self, index))
        return;
    else if (*permit->ended != '\0' && strcmp(permit->ended, self->how->date) <= 0)
        ep_drift_compare_add(self, EP_DRIFT_LEFTOVER, permit, seen->first,
                             g_strdup_printf("%s %s", permit->state, permit->ended));
    else if (strcmp(permit->from, self->how->date) > 0)
        ep_drift_compare_add(self, EP_DRIFT_LEFTOVER, permit, seen->first, g_strdup_printf("begins %s", permit->from));
    else
        ep_drift_compare_add(self, EP_DRIFT_EXPIRED, permit, seen->first, g_strdup_printf("until %s", permit->until));
}

/* Where the list lets it be used otherwise than permitted; NULL: nowhere. A list with a row for each PC is let be. */
static char *
ep_drift_compare_dup_place(const EpDriftPermit *permit, const EpDriftSeen *seen)
{
    const char *listed = seen->first->only_on;

    if (permit->unexpressed != NULL && strcmp(permit->unexpressed, "bound") == 0)
        return g_strdup("everywhere");
    if (*permit->pcs == '\0' || seen->several || listed == NULL)
        return NULL;
    if (*listed == '\0')
        return g_strdup("everywhere");
    return ep_drift_place_is_same(permit->pcs, listed) ? NULL : g_strdup_printf("other-pcs %s", listed);
}

/* How the list differs from the permit in what it lets people do; NULL: not at all. */
static char *
ep_drift_compare_dup_rights(EpDriftComparison *self, guint index)
{
    const EpDriftPermit *permit = g_ptr_array_index(self->permits, index);
    const EpDriftSeen *seen = &self->seen[index];
    const char *listed = seen->writes ? "read-write" : seen->reads ? "read" : "";

    if (seen->blocked != NULL)
        return g_strdup("blocked");
    if (permit->barred)
        return g_strdup("barred");
    if (*listed != '\0' && strcmp(listed, ep_drift_compare_get_rights(self, index)) != 0)
        return g_strdup_printf("listed-%s", listed);
    if (*seen->first->until != '\0' && strcmp(seen->first->until, permit->row_until) != 0)
        return g_strdup_printf("other-until %s", seen->first->until);
    return ep_drift_compare_dup_place(permit, seen);
}

static void
ep_drift_compare_in_list(EpDriftComparison *self, guint index)
{
    const EpDriftPermit *permit = g_ptr_array_index(self->permits, index);
    const EpDriftSeen *seen = &self->seen[index];
    g_autofree char *rights = NULL;

    if (seen->first == NULL && seen->blocked == NULL) {
        if (permit->unexpressed != NULL)
            self->result->left_out++;
        else if (permit->barred)
            g_ptr_array_add(self->result->same, (gpointer)permit);
        else
            ep_drift_compare_add(self, EP_DRIFT_MISSING, permit, NULL, g_strdup(""));
        return;
    }
    if (seen->blocked != NULL && permit->barred) {
        g_ptr_array_add(self->result->same, (gpointer)permit);
        return;
    }
    if (seen->blocked == NULL && !seen->own && permit->unexpressed == NULL) {
        ep_drift_compare_add(self, EP_DRIFT_MISSING, permit, seen->first, g_strdup("disk-only"));
        return;
    }
    rights = ep_drift_compare_dup_rights(self, index);
    if (rights == NULL)
        g_ptr_array_add(self->result->same, (gpointer)permit);
    else
        ep_drift_compare_add(self, EP_DRIFT_RIGHTS, permit, seen->blocked != NULL ? seen->blocked : seen->first,
                             g_steal_pointer(&rights));
}

static int
ep_drift_compare_order(gconstpointer a, gconstpointer b)
{
    const EpDriftFound *x = *(EpDriftFound *const *)a, *y = *(EpDriftFound *const *)b;

    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->key, y->key);
}

static void
ep_drift_compare_clear(EpDriftComparison *self)
{
    g_hash_table_unref(self->strangers);
    g_hash_table_unref(self->index);
    g_array_unref(self->nodes);
    g_string_chunk_free(self->texts);
    g_string_free(self->name, TRUE);
}

EpDriftResult *
ep_drift_compare(GPtrArray *permits, const UsbctlList *list, const EpDriftHow *how)
{
    EpDriftResult *result = g_new0(EpDriftResult, 1);
    g_autofree EpDriftSeen *seen = g_new0(EpDriftSeen, permits->len + 1);
    g_autoptr(GPtrArray) unknown = g_ptr_array_new();
    EpDriftComparison self = { .how = how, .permits = permits, .seen = seen, .result = result, .unknown = unknown };

    result->found = g_ptr_array_new_with_free_func(ep_drift_compare_free_found);
    result->same = g_ptr_array_new();
    result->absent = g_ptr_array_new();
    result->listed = g_ptr_array_new();
    self.strangers = g_hash_table_new(g_str_hash, g_str_equal);
    self.index = g_hash_table_new(g_str_hash, g_str_equal);
    self.nodes = g_array_new(FALSE, FALSE, sizeof(EpDriftNode));
    self.texts = g_string_chunk_new(65536);
    self.name = g_string_new(NULL);
    ep_drift_compare_index(&self, list);
    for (guint i = 0; i < list->entries->len; i++)
        ep_drift_compare_take(&self, g_ptr_array_index(list->entries, i));
    for (guint i = 0; i < permits->len; i++) {
        const EpDriftPermit *permit = g_ptr_array_index(permits, i);

        g_ptr_array_add(result->listed, (gpointer)seen[i].first);
        if (*permit->number == '\0')
            continue;
        if (ep_drift_compare_in_force(permit, how->date))
            ep_drift_compare_in_list(&self, i);
        else
            ep_drift_compare_over(&self, i);
    }
    result->counts[EP_DRIFT_UNKNOWN] = unknown->len;
    g_ptr_array_extend(result->found, unknown, NULL, NULL);
    g_ptr_array_sort(result->found, ep_drift_compare_order);
    ep_drift_compare_clear(&self);
    return result;
}

void
ep_drift_result_free(EpDriftResult *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->found);
    g_ptr_array_unref(self->same);
    g_ptr_array_unref(self->absent);
    g_ptr_array_unref(self->listed);
    g_free(self);
}
