#pragma once

#include "endpoint/exchange/ep-import.h"
#include "endpoint/exchange/ep-inventory.h"
#include "endpoint/store/ep-act.h"

/*
 * What inventories report as installed, on its way into the observed tables: a dictionary of programs, and one row per
 * machine and program, from the act that saw it first to the act that missed it.
 */
typedef struct _EpImportPrograms EpImportPrograms;

EpImportPrograms *ep_import_programs_new(EpInventoryPool *pool);
void ep_import_programs_free(EpImportPrograms *programs);

/* Writes what the inventories of @rows say, whose records are in the ledger by now; *@n_new counts what their machines
 * did not have before. */
gboolean ep_import_programs_write(EpImportPrograms *programs, EpAct *act, EpImportRow **rows, guint n_rows,
                                  guint *n_new, GError **error);
