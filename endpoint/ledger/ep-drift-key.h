#pragma once

#include "endpoint/ledger/ep-drift-compare.h"

/* A permit's row that the console's own list calls otherwise than is known. */
typedef struct {
    const EpDriftPermit *permit;
    const char *key; /* "": the list does not have the row any more */
} EpDriftKey;

/* EpDriftKey; none if @list has no keys at all: then it is not the console's own, or its console has none. */
GArray *ep_drift_key_find(GPtrArray *permits, const UsbctlList *list, const EpDriftResult *result);
