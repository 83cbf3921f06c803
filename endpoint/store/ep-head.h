#pragma once

#include "endpoint/store/ep-reader.h"

/*
 * What a connection knows of its ledger: the version of its tables, and the end of the chain. A server comes back with
 * the ledger that its administrator gave it meanwhile, and another desk may bring a ledger up while this one has it
 * open: whoever goes on from what is known asks first.
 */
typedef struct {
    gint64 version; /* 0: nothing is known yet */
    gint64 act, change;
    char *hash; /* of @act; "" before the first */
} EpHead;

void ep_head_clear(EpHead *head);
void ep_head_set(EpHead *head, gint64 act, gint64 change, const char *hash);

/**
 * ep_head_check:
 *
 * Brings @head up to what @reader sees. EP_ERROR_FAILED, each time, when the ledger's tables are of another version
 * than they were; EP_ERROR_RESTORED, once, when the chain no longer holds the act that was its end: what was read
 * before may be something else now, and @head is that of the other chain.
 */
gboolean ep_head_check(EpHead *head, EpReader *reader, GError **error);
