#pragma once

#include "endpoint/exchange/ep-import.h"
#include "tests/support/ep-test-engines.h"

/* What the tests of imports share. Everything that fails aborts the test. */

EpLedger *ep_test_import_open(const EpTestEngine *engine);

/* The path of a file of tests/data/import; to be freed. */
char *ep_test_import_path(const char *name);

EpImport *ep_test_import_new(EpLedger *ledger, const char *table);
void ep_test_import_add(EpImport *import, const char *fixture);
void ep_test_import_add_text(EpImport *import, const char *name, const char *text);

/* Adds a text, asserts the counts of the preview (new, changed, same, error, conflict) and hands the rows out. */
GPtrArray *ep_test_import_preview(EpImport *import, const char *counts);
EpImportSummary ep_test_import_commit(EpImport *import);

/* All in one: a CSV text into @table, committed. */
EpImportSummary ep_test_import_take(EpLedger *ledger, const char *table, const char *text);

/* The record with that number, as it is; a missing one aborts. */
EpRecord *ep_test_import_find(EpLedger *ledger, const char *table, const char *number);
void ep_test_import_assert(EpLedger *ledger, const char *table, const char *number, const char *field,
                           const char *value);
guint ep_test_import_count(EpLedger *ledger, const char *table);
void ep_test_import_verify(EpLedger *ledger);
