#pragma once

#include "endpoint/exchange/ep-inventory.h"

/*
 * What the readers of XML and JSON tell while they go through a file, in the words of the OCS protocol: sections with
 * fields. Other sections and fields than those asked for here are not kept. Names are compared without regard to case;
 * the blanks in the names of OCS' newer dialect count as they are.
 */
typedef struct _EpInventoryBuild EpInventoryBuild;

#define EP_INVENTORY_NONE -1

EpInventoryBuild *ep_inventory_build_new(EpInventoryPool *pool);
void ep_inventory_build_free(EpInventoryBuild *build);

/* A section begins; EP_INVENTORY_NONE if nothing of it is wanted. */
int ep_inventory_build_begin(EpInventoryBuild *build, const char *section);

/* Which slot of @section a field goes to; EP_INVENTORY_NONE if it is not wanted or was said already. */
int ep_inventory_build_find(EpInventoryBuild *build, int section, const char *field);

/* A piece of a field's text; pieces add up until the section ends. */
void ep_inventory_build_add(EpInventoryBuild *build, int slot, const char *text, gsize length);
void ep_inventory_build_end(EpInventoryBuild *build, int section);

/* What stands beside the sections: QUERY, DEVICEID, itemtype, tag, partial. Unknown names are passed over. */
void ep_inventory_build_say(EpInventoryBuild *build, const char *name, const char *text);

/* Fills @inventory, or says why it is refused. @modified: the file's time. */
void ep_inventory_build_finish(EpInventoryBuild *build, EpInventory *inventory, gint64 modified);

/* The readers. FALSE with the reason (to be freed) if the text is broken or is none of theirs. */
gboolean ep_inventory_read_xml(EpInventoryBuild *build, const char *text, gsize length, char **reason);
gboolean ep_inventory_read_json(EpInventoryBuild *build, const char *text, gsize length, char **reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpInventoryBuild, ep_inventory_build_free)
