#pragma once

#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

/* The only target of the network, and what its exports write, round after round. */
typedef struct {
    EpTestMedia media;
    EpLedger *ledger; /* of @media */
    gint64 instruction, target;
    char *folder;
} EpTestRow;

EpTestRow ep_test_row_open(const EpTestEngine *engine, const char *kind, const char *layout);
void ep_test_row_close(EpTestRow *row);

/* An export of that day, to which the clock goes. */
gint64 ep_test_row_try(EpTestRow *row, const char *day, gboolean delta, GError **error);
/* The same without list*.csv of the one before. */
gint64 ep_test_row_export(EpTestRow *row, const char *day, gboolean delta);
void ep_test_row_confirm(EpTestRow *row, gint64 export); /* by somebody else */

/* What Python's csv module reads in the file; NULL if there is to be none. */
void ep_test_row_assert_file(EpTestRow *row, const char *name, const char *expected);
/* A field of the registration on the target. */
void ep_test_row_assert(EpTestRow *row, gint64 permit, const char *field, const char *value);
/* added, changed, removed, left out */
void ep_test_row_assert_counts(EpTestRow *row, gint64 export, const char *wanted);
