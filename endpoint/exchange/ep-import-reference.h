#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/store/ep-reader.h"

/* The records that a column may name by code or by name: those of the ledger, and those made on the way. */
typedef struct _EpImportReference EpImportReference;

EpImportReference *ep_import_reference_new(EpReader *reader, const EpTable *table);
void ep_import_reference_free(EpImportReference *reference);

/* The id as text, owned by @reference; NULL with *@reason (to be freed) when it names several, or none and none can be
 * made. */
const char *ep_import_reference_find(EpImportReference *reference, const char *text, char **reason);

const char *ep_import_reference_get_label(EpImportReference *reference, const char *id); /* "" if unknown */
EpDraft *ep_import_reference_get_made(EpImportReference *reference, const char *id);     /* NULL if it was not made */
