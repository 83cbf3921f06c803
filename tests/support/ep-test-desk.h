#pragma once

#include "endpoint/ledger/ep-ledger.h"

/* Doing things in a ledger as a test reads best; whatever fails aborts the test. */

EpLedger *ep_test_desk_open(const char *uri); /* with an operator, and a clock at 2026-11-20 14:00 in Japan */
void ep_test_desk_set_day(const char *day);   /* the clock goes there, same hour */

/* @answers: names and values in turn, ended by NULL. Return what was made (0: nothing). Instructed where need be. */
gint64 ep_test_desk_do(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers);
gint64 ep_test_desk_make(EpLedger *ledger, const char *verb, const char *const *answers);
/* The act's seq; 0 with the error. */
gint64 ep_test_desk_try(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers, gint64 *made,
                        GError **error);
/* Refused, with this in the reason. */
void ep_test_desk_refused(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers,
                          const char *reason);
/* The same of an answer that cannot be. */
void ep_test_desk_invalid(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers,
                          const char *reason);

/* A PC with this asset number in that state. */
gint64 ep_test_desk_add_pc(EpLedger *ledger, const char *asset_number, const char *network, const char *state);

char *ep_test_desk_get(EpLedger *ledger, const char *table, gint64 id, const char *field);
gint64 ep_test_desk_find(EpLedger *ledger, const char *table, const char *field, gint64 value); /* the only one */
void ep_test_desk_assert(EpLedger *ledger, const char *table, gint64 id, const char *field, const char *value);
void ep_test_desk_undo(EpLedger *ledger); /* one's own last act, nothing left */
void ep_test_desk_verify(EpLedger *ledger);

#define ANSWERS(...) ((const char *const[]){ __VA_ARGS__, NULL })
