#pragma once

#include "app/ui/desk-import-work.h"

/* What desk-import-order.c and desk-import-work.c share. */
EpImport *desk_import_files_open(DeskImportFiles *files, EpLedger *ledger, const EpTable *table);
GPtrArray *desk_import_maps_new(void);
void desk_import_item_add_fault(DeskImportItem *item, const EpImportProblem *problem);
void desk_import_item_free(DeskImportItem *item);
