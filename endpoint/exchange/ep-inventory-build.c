#include "endpoint/exchange/ep-inventory-build.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-net.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/exchange/ep-import-key.h"
#include "endpoint/exchange/ep-inventory-names.h"

/* Longer than any name of a program or a person; what goes on is not kept. */
#define MAX_TEXT 1000

typedef struct {
    char mac[18];
    char ip[48];
    guint rank;
} Card;

struct _EpInventoryBuild {
    EpInventoryPool *pool;
    GString *texts[N_SLOTS];
    GArray *cards;     /* Card */
    GArray *installed; /* EpInventoryInstalled */
    GHashTable *seen;  /* programs of this inventory, number + 1 */
    gboolean programs, partial, sectioned, device;
    double capacity;
    char *query, *device_id, *device_name, *kind, *tag;
};

EpInventoryBuild *
ep_inventory_build_new(EpInventoryPool *pool)
{
    EpInventoryBuild *self = g_new0(EpInventoryBuild, 1);

    self->pool = pool;
    for (guint i = 0; i < N_SLOTS; i++)
        self->texts[i] = g_string_new(NULL);
    self->cards = g_array_new(FALSE, FALSE, sizeof(Card));
    self->installed = g_array_new(FALSE, FALSE, sizeof(EpInventoryInstalled));
    self->seen = g_hash_table_new(NULL, NULL);
    return self;
}

void
ep_inventory_build_free(EpInventoryBuild *self)
{
    for (guint i = 0; i < N_SLOTS; i++)
        g_string_free(self->texts[i], TRUE);
    g_array_unref(self->cards);
    g_clear_pointer(&self->installed, g_array_unref);
    g_hash_table_unref(self->seen);
    g_free(self->query);
    g_free(self->device_id);
    g_free(self->device_name);
    g_free(self->kind);
    g_free(self->tag);
    g_free(self);
}

int
ep_inventory_build_begin(EpInventoryBuild *self, const char *section)
{
    int found = ep_inventory_names_find_section(section);

    self->sectioned = TRUE;
    self->device = self->device || found == DEVICE || g_ascii_strcasecmp(section, "NETWORK_DEVICE") == 0;
    self->programs = self->programs || found == SOFTWARES;
    for (guint slot = N_KEPT; found != EP_INVENTORY_NONE && slot < N_SLOTS; slot++)
        g_string_truncate(self->texts[slot], 0);
    return found;
}

int
ep_inventory_build_find(EpInventoryBuild *self, int section, const char *field)
{
    int slot = ep_inventory_names_find_slot(section, field);

    return slot != EP_INVENTORY_NONE && self->texts[slot]->len == 0 ? slot : EP_INVENTORY_NONE;
}

void
ep_inventory_build_add(EpInventoryBuild *self, int slot, const char *text, gsize length)
{
    GString *own = self->texts[slot];

    g_string_append_len(own, text, (gssize)MIN(length, MAX_TEXT - MIN(own->len, MAX_TEXT)));
}

/* One line without blanks at the ends; the no-break blanks of some agents are blanks. */
static void
ep_inventory_build_tidy(GString *text)
{
    char *out = text->str;
    const char *in = text->str, *end;
    gboolean blank = TRUE;

    g_utf8_validate(text->str, (gssize)text->len, &end); /* it may have been cut within a character */
    while (in < end) {
        gboolean wide = (guchar)in[0] == 0xC2 && (guchar)in[1] == 0xA0;

        if (!wide && !g_ascii_isspace(*in) && !g_ascii_iscntrl(*in)) {
            *out++ = *in++;
            blank = FALSE;
            continue;
        }
        if (!blank)
            *out++ = ' ';
        blank = TRUE;
        in += wide ? 2 : 1;
    }
    if (out > text->str && out[-1] == ' ')
        out--;
    g_string_truncate(text, (gsize)(out - text->str));
}

static const char *
ep_inventory_build_get(EpInventoryBuild *self, EpInventorySlot slot)
{
    ep_inventory_build_tidy(self->texts[slot]);
    return strcmp(self->texts[slot]->str, "N/A") != 0 ? self->texts[slot]->str : "";
}

static const char *
ep_inventory_build_first(EpInventoryBuild *self, EpInventorySlot a, EpInventorySlot b)
{
    const char *text = ep_inventory_build_get(self, a);

    return *text != '\0' ? text : ep_inventory_build_get(self, b);
}

/* What OCS Inventory and FusionInventory write is 25/12/2015, what the registry holds is 20151225; others stay as they
 * are. The day comes first: a reader here would take 11/09/2015 for a day in November. */
static void
ep_inventory_build_mend_day(GString *text)
{
    int day, month, year, end = 0;
    const char *s = text->str;

    if ((text->len != 10 || sscanf(s, "%2d/%2d/%4d%n", &day, &month, &year, &end) != 3 || end != 10) &&
        (text->len != 8 || sscanf(s, "%4d%2d%2d%n", &year, &month, &day, &end) != 3 || end != 8))
        return;
    if (strspn(s, "0123456789/") == text->len && year > 1980 && g_date_valid_dmy(day, month, year))
        g_string_printf(text, "%04d-%02d-%02d", year, month, day);
}

static void
ep_inventory_build_end_program(EpInventoryBuild *self)
{
    const char *name = ep_inventory_build_get(self, PROGRAM);
    EpInventoryInstalled one;

    if (*name == '\0')
        return;
    one.program = ep_inventory_pool_add(self->pool, name, ep_inventory_build_get(self, VERSION),
                                        ep_inventory_build_get(self, PUBLISHER));
    if (!g_hash_table_add(self->seen, GUINT_TO_POINTER(one.program + 1)))
        return;
    ep_inventory_build_get(self, INSTALLED);
    ep_inventory_build_mend_day(self->texts[INSTALLED]);
    one.installed = ep_inventory_pool_keep(self->pool, ep_inventory_build_get(self, INSTALLED));
    g_array_append_val(self->installed, one);
}

static gboolean
ep_inventory_build_is_virtual(EpInventoryBuild *self)
{
    static const char *const words[] = { "virtual", "vpn",    "tap-",   "wintun", "loopback", "miniport", "bluetooth",
                                         "tunnel",  "teredo", "isatap", "pseudo", "docker",   "wireguard" };
    const char *flag = ep_inventory_build_get(self, NET_VIRTUAL);
    g_autofree char *name = g_ascii_strdown(ep_inventory_build_get(self, NET_NAME), -1);
    g_autofree char *type = g_ascii_strdown(ep_inventory_build_get(self, NET_TYPE), -1);

    if (strcmp(flag, "1") == 0 || g_ascii_strcasecmp(flag, "true") == 0)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strstr(name, words[i]) != NULL || strstr(type, words[i]) != NULL)
            return TRUE;
    }
    return FALSE;
}

static void
ep_inventory_build_end_network(EpInventoryBuild *self)
{
    g_autofree char *mac = ep_net_check_mac(ep_inventory_build_get(self, NET_MAC), NULL);
    g_autofree char *ip = ep_net_check_ip(ep_inventory_build_get(self, NET_IP), NULL);
    gboolean four = ip != NULL && strchr(ip, '.') != NULL && !g_str_has_prefix(ip, "127.");
    Card card = { .rank = 1 };

    if (mac == NULL || ep_net_mac_is_void(mac) || ep_inventory_build_is_virtual(self))
        return;
    card.rank += four ? 2 : 0;
    card.rank += g_ascii_strncasecmp(ep_inventory_build_get(self, NET_STATUS), "up", 2) == 0 ? 1 : 0;
    g_strlcpy(card.mac, mac, sizeof card.mac);
    g_strlcpy(card.ip, four ? ip : "", sizeof card.ip);
    for (guint i = 0; i < self->cards->len; i++) {
        Card *other = &g_array_index(self->cards, Card, i);

        if (strcmp(other->mac, card.mac) != 0)
            continue;
        if (card.rank > other->rank) /* IPv4 and IPv6 of one card are two sections */
            *other = card;
        return;
    }
    g_array_append_val(self->cards, card);
}

static void
ep_inventory_build_end_memory(EpInventoryBuild *self)
{
    const char *text = ep_inventory_build_get(self, CAPACITY);
    char *unit;
    double size = g_ascii_strtod(text, &unit);

    while (*unit == ' ')
        unit++;
    if (size > 0 && size < 1e9)
        self->capacity += g_ascii_strncasecmp(unit, "g", 1) == 0 ? size * 1024 : size;
}

void
ep_inventory_build_end(EpInventoryBuild *self, int section)
{
    switch (section) {
    case SOFTWARES:
        ep_inventory_build_end_program(self);
        return;
    case NETWORKS:
        ep_inventory_build_end_network(self);
        return;
    case MEMORIES:
        ep_inventory_build_end_memory(self);
        return;
    case ACCOUNTINFO:
        if (strcmp(ep_inventory_build_get(self, KEY_NAME), "TAG") == 0 && self->tag == NULL)
            self->tag = g_strdup(ep_inventory_build_get(self, KEY_VALUE));
        return;
    case DEVICE:
        if (self->kind == NULL && self->texts[DEVICE_TYPE]->len > 0)
            self->kind = g_strdup(ep_inventory_build_get(self, DEVICE_TYPE));
        if (self->device_name == NULL) {
            const char *name = ep_inventory_build_first(self, DEVICE_NAME, DEVICE_MODEL);

            self->device_name = *name != '\0' ? g_strdup(name) : NULL;
        }
        return;
    default:
        return;
    }
}

void
ep_inventory_build_say(EpInventoryBuild *self, const char *name, const char *text)
{
    char **slot = g_ascii_strcasecmp(name, "QUERY") == 0      ? &self->query
                  : g_ascii_strcasecmp(name, "DEVICEID") == 0 ? &self->device_id
                  : g_ascii_strcasecmp(name, "itemtype") == 0 ? &self->kind
                  : g_ascii_strcasecmp(name, "tag") == 0      ? &self->tag
                                                              : NULL;

    if (g_ascii_strcasecmp(name, "partial") == 0)
        self->partial = strcmp(text, "1") == 0 || g_ascii_strcasecmp(text, "true") == 0;
    if (slot == NULL || *text == '\0')
        return;
    if (slot == &self->device_id && strcmp(text, "foo") == 0) /* what agents say that have none */
        return;
    g_free(*slot);
    *slot = g_strndup(text, MAX_TEXT);
    g_strstrip(*slot);
}

static const char *
ep_inventory_build_keep(EpInventoryBuild *self, const char *text)
{
    return ep_inventory_pool_keep(self->pool, text);
}

/* A host's name; an address or "localhost" is none. To be freed. */
static char *
ep_inventory_build_dup_host(EpInventoryBuild *self)
{
    const char *host = ep_inventory_build_get(self, HOST), *domain = ep_inventory_build_get(self, FQDN);

    if (*host == '\0' && strchr(domain, ':') == NULL)
        return g_strndup(domain, strcspn(domain, "."));
    return g_strdup(g_ascii_strcasecmp(host, "localhost") != 0 ? host : "");
}

/* Why it is none of a PC; NULL if it is one. */
static char *
ep_inventory_build_refuse(EpInventoryBuild *self)
{
    const char *system = ep_inventory_build_first(self, HARDWARE_OS, SYSTEM_NAME);
    g_autofree char *host = ep_inventory_build_dup_host(self);
    const char *name = self->device_name != NULL ? self->device_name : self->device_id != NULL ? self->device_id : "";

    if (self->kind != NULL && g_ascii_strcasecmp(self->kind, "Computer") != 0)
        return g_strdup_printf(_("no PC but a device of kind %s: %s"), self->kind, name);
    if (self->device)
        return g_strdup_printf(_("no PC but a network device: %s"), name);
    if (self->query != NULL && strcmp(self->query, "INVENTORY") != 0)
        return g_strdup_printf(_("no inventory but an agent's message of kind %s"), self->query);
    if (strstr(system, "Android") != NULL)
        return g_strdup_printf(_("no PC but a phone or tablet (Android): %s"), name);
    if (!self->sectioned)
        return g_strdup(_("there is no inventory in it"));
    if (*host == '\0' && *ep_inventory_build_get(self, SERIAL) == '\0' && self->cards->len == 0 && *name == '\0')
        return g_strdup(_("it names no machine: no host name, no serial number, no address"));
    return NULL;
}

static gint
ep_inventory_build_compare_cards(gconstpointer a, gconstpointer b)
{
    const Card *x = a, *y = b;

    return (int)y->rank - (int)x->rank;
}

static void
ep_inventory_build_finish_network(EpInventoryBuild *self, EpInventory *inventory)
{
    g_auto(GStrv) addresses = g_strsplit_set(ep_inventory_build_get(self, HARDWARE_IP), "/, ", 2);
    g_autofree char *address = NULL;

    g_array_sort(self->cards, ep_inventory_build_compare_cards); /* keeps the order of equals */
    if (self->cards->len > 0) {
        inventory->mac = ep_inventory_build_keep(self, g_array_index(self->cards, Card, 0).mac);
        inventory->ip = ep_inventory_build_keep(self, g_array_index(self->cards, Card, 0).ip);
    }
    if (self->cards->len > 1)
        inventory->mac2 = ep_inventory_build_keep(self, g_array_index(self->cards, Card, 1).mac);
    if (*inventory->ip != '\0' || addresses[0] == NULL)
        return;
    address = ep_net_check_ip(addresses[0], NULL);
    if (address != NULL && !g_str_has_prefix(address, "127."))
        inventory->ip = ep_inventory_build_keep(self, address);
}

static const char *
ep_inventory_build_unless_junk(EpInventoryBuild *self, const char *text)
{
    return ep_import_key_is_junk_serial(text) ? "" : ep_inventory_build_keep(self, text);
}

/* The last person; what agents take for one when they read a log of logins is none. */
static const char *
ep_inventory_build_find_user(EpInventoryBuild *self)
{
    static const EpInventorySlot slots[] = { LAST_USER, USER_ID, LOGIN };

    for (guint i = 0; i < G_N_ELEMENTS(slots); i++) {
        const char *user = ep_inventory_build_get(self, slots[i]);

        if (*user != '\0' && strcmp(user, "reboot") != 0 && strcmp(user, "wtmp") != 0 && strcmp(user, "SYSTEM") != 0)
            return user;
    }
    return "";
}

static void
ep_inventory_build_finish_machine(EpInventoryBuild *self, EpInventory *inventory)
{
    g_autofree char *host = ep_inventory_build_dup_host(self);
    char memory[32];

    inventory->host = ep_inventory_build_keep(self, host);
    inventory->serial = ep_inventory_build_unless_junk(self, ep_inventory_build_get(self, SERIAL));
    inventory->maker = ep_inventory_build_unless_junk(self, ep_inventory_build_get(self, MAKER));
    if (*inventory->maker == '\0')
        inventory->maker = ep_inventory_build_unless_junk(self, ep_inventory_build_get(self, BOARD_MAKER));
    inventory->model = ep_inventory_build_unless_junk(self, ep_inventory_build_get(self, MODEL));
    inventory->os = ep_inventory_build_keep(self, ep_inventory_build_first(self, SYSTEM_NAME, HARDWARE_OS));
    inventory->os_build =
        ep_inventory_build_keep(self, ep_inventory_build_first(self, HARDWARE_VERSION, SYSTEM_KERNEL));
    if (*inventory->os_build == '\0')
        inventory->os_build = ep_inventory_build_keep(self, ep_inventory_build_get(self, SYSTEM_VERSION));
    inventory->user = ep_inventory_build_keep(self, ep_inventory_build_find_user(self));
    inventory->asset_tag = ep_inventory_build_keep(self, ep_inventory_build_get(self, ASSET_TAG));
    inventory->memory_mb = ep_inventory_build_keep(self, ep_inventory_build_get(self, MEMORY));
    if (*inventory->memory_mb == '\0' && self->capacity > 0) {
        g_snprintf(memory, sizeof memory, "%.0f", self->capacity);
        inventory->memory_mb = ep_inventory_build_keep(self, memory);
    }
}

/* When the agent looked; files that do not say it were written about then. */
static void
ep_inventory_build_finish_time(EpInventoryBuild *self, EpInventory *inventory, gint64 modified)
{
    g_autofree char *text = NULL;
    gint64 seconds = modified;

    if (!ep_time_read(ep_inventory_build_get(self, LOG_DATE), EP_ZONE_JAPAN, &seconds, NULL))
        seconds = modified;
    text = seconds != 0 ? ep_time_to_text(seconds) : NULL;
    inventory->last_seen = ep_inventory_build_keep(self, text);
}

void
ep_inventory_build_finish(EpInventoryBuild *self, EpInventory *inventory, gint64 modified)
{
    inventory->refused = ep_inventory_build_refuse(self);
    if (inventory->refused != NULL)
        return;
    ep_inventory_build_finish_machine(self, inventory);
    ep_inventory_build_finish_network(self, inventory);
    ep_inventory_build_finish_time(self, inventory, modified);
    inventory->device_id = ep_inventory_build_keep(self, self->device_id);
    inventory->tag = ep_inventory_build_keep(self, self->tag);
    inventory->partial = self->partial;
    inventory->programs = self->programs;
    inventory->installed = g_steal_pointer(&self->installed);
}
