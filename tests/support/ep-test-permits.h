#pragma once

#include "tests/support/ep-test-desk.h"

/* A desk with many permits, without the way that each of them came. */
typedef struct {
    EpLedger *ledger;
    gint64 sections[3];
    gint64 target; /* of the office network */
    gint64 pc;
} EpTestPermits;

/* @n media, each with a permit in use from 2026-04-01 to 2027-03-31 on the office network, registered; by turns of the
 * three sections. Every medium was checked on 2026-06-01. Nothing is made when the ledger has some already. */
EpTestPermits ep_test_permits_open(const char *uri, guint n);
void ep_test_permits_clear(EpTestPermits *permits); /* verifies first */

/* Permits (EpRecord) or lines in the order of their numbers. */
GPtrArray *ep_test_permits_load(EpLedger *ledger, const char *table);
guint ep_test_permits_count(EpLedger *ledger, const char *table, const char *state);
