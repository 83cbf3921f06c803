#pragma once

#include "endpoint/store/ep-act.h"

/*
 * Files kept in the ledger, addressed by the SHA-256 of their bytes and compressed; the same bytes are kept once. A
 * record that has a file holds its address.
 */

/* Keeps @bytes; returns their address (free with g_free()). */
char *ep_blob_put(EpAct *act, GBytes *bytes, GError **error);

/* EP_ERROR_NOT_FOUND if there is none (any more); EP_ERROR_FAILED if what is there does not have this address. */
GBytes *ep_blob_get(EpReader *reader, const char *sha256, GError **error);
