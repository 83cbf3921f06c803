#pragma once

#include "endpoint/exchange/ep-import-csv.h"
#include "endpoint/exchange/ep-import-key.h"
#include "endpoint/exchange/ep-import-value.h"
#include "endpoint/exchange/ep-import.h"
#include "endpoint/exchange/ep-inventory.h"

/* What the files ep-import*.c share. Nobody else includes this. */

struct _EpImport {
    EpLedger *ledger;
    const EpTable *table;
    int key; /* EpImportKey; -1: all of them, strongest first */
    gboolean overwrite;
    GPtrArray *csvs;        /* EpImportCsv */
    GPtrArray *inventories; /* EpInventory */
    EpInventoryPool *pool;
    GHashTable *chosen; /* row → gint64 id of the record a person chose, 0 for none of them */

    /* The last preview; NULL if there is none. */
    EpImportValue *values;
    GPtrArray *rows;    /* EpImportRow */
    GPtrArray *records; /* EpRecord, the table as it was read */
    EpImportSummary summary;
};

void ep_import_drop_preview(EpImport *self);

/* Notes why a row cannot be taken, or is doubtful. */
void ep_import_row_add_problem(EpImportRow *row, guint column, guint field, char *reason);
void ep_import_row_fail(EpImportRow *row, EpVerdict verdict, char *reason);

/* "ledger.csv, line 5" as seen from @row: the file is named only if it is another. To be freed. */
char *ep_import_row_place(const EpImportRow *row, const EpImportRow *seen_from);

/* Finds `base` and `candidates` of every row, and what speaks against it. */
gboolean ep_import_match(EpImport *self, EpProgress *progress, GError **error);

/* Inventories: of several of one machine the newest is taken; one without a number gets one to be confirmed. */
void ep_import_machine_supersede(GPtrArray *rows);
void ep_import_machine_make_number(const EpTable *table, EpImportRow *row);

/* Makes the drafts, and with them the verdicts that are still open. */
void ep_import_draft_all(EpImport *self);
