#pragma once

#include <glib.h>

/* Instance IDs of real exports of Windows registries, which lie beside the project (../shared/data) and not in it: adds
 * them to @ids as keys; none where they are missing. */
void usbctl_real_collect(GHashTable *ids);
