#pragma once

#include <glib.h>

/*
 * The inventory of one machine as an agent of OCS Inventory, FusionInventory or GLPI wrote it: XML, XML deflated by
 * zlib or gzip (.ocs, POST bodies), or JSON (GLPI agent, and OCS' newer dialect). What it is, is told from its first
 * bytes. Only what is named here is read: product keys, environment and users' files never are.
 */
typedef struct _EpInventory EpInventory;

/* Three hundred times what an office PC reports; a deflated file that grows beyond it wants to fill the memory. */
#define EP_INVENTORY_MAX_SIZE (32 * 1024 * 1024)

/* Texts and programs of many inventories, each kept once. Any thread may use it. */
typedef struct _EpInventoryPool EpInventoryPool;

typedef struct {
    const char *name;
    const char *version;
    const char *publisher;
} EpInventoryProgram;

typedef struct {
    guint program;         /* in the pool, from 0 */
    const char *installed; /* when, as found; "" if not said */
} EpInventoryInstalled;

/* Everything belongs to the inventory or its pool; texts are "" where nothing is said, never NULL. */
struct _EpInventory {
    char *origin;  /* the file */
    char *sha256;  /* of the file */
    char *refused; /* why it is none of a PC, or not readable; NULL if all is well */
    const char *host;
    const char *serial; /* without what makers leave in ("To be filled by O.E.M.") */
    const char *maker;
    const char *model;
    const char *os;
    const char *os_build;
    const char *ip;
    const char *mac, *mac2;
    const char *memory_mb;
    const char *user;
    const char *last_seen; /* local, as found; of the file's own time if the inventory says none */
    const char *device_id;
    const char *tag; /* asset tags that people or makers gave; */
    const char *asset_tag;
    gboolean partial;  /* what is missing is not gone */
    gboolean programs; /* it says which programs are installed */
    GArray *installed; /* EpInventoryInstalled, each program once */
};

EpInventoryPool *ep_inventory_pool_new(void);
void ep_inventory_pool_free(EpInventoryPool *pool);
const char *ep_inventory_pool_keep(EpInventoryPool *pool, const char *text);
guint ep_inventory_pool_add(EpInventoryPool *pool, const char *name, const char *version, const char *publisher);
guint ep_inventory_pool_get_n(EpInventoryPool *pool);
EpInventoryProgram ep_inventory_pool_get(EpInventoryPool *pool, guint program);

/* The first bytes are those of an inventory. */
gboolean ep_inventory_is_one(GBytes *bytes);

/* Never NULL: what cannot be read is `refused`, with the reason. @modified: the file's time, seconds since 1970, 0 if
 * unknown. Any thread. */
EpInventory *ep_inventory_new(EpInventoryPool *pool, const char *origin, GBytes *bytes, gint64 modified);
EpInventory *ep_inventory_new_refused(const char *origin, char *reason); /* takes @reason */
void ep_inventory_free(EpInventory *inventory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpInventory, ep_inventory_free)
