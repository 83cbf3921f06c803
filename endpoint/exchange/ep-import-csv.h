#pragma once

#include "endpoint/core/ep-text.h"
#include "endpoint/exchange/ep-import-map.h"
#include "endpoint/exchange/ep-import-value.h"

/* A CSV file as a source of rows: decoded, its header found, its columns mapped. */
typedef struct _EpImportCsv EpImportCsv;

/* EP_ERROR_INVALID with place and reason when it cannot be decoded or has no header. @origin is copied. */
EpImportCsv *ep_import_csv_new(const EpTable *table, const char *origin, GBytes *bytes, GError **error);
void ep_import_csv_free(EpImportCsv *csv);

const char *ep_import_csv_get_origin(EpImportCsv *csv);
const char *ep_import_csv_get_sha256(EpImportCsv *csv);
EpImportMap *ep_import_csv_get_map(EpImportCsv *csv);

/* @rows gets an EpImportRow (allocated, verdict NEW or ERROR) for every line that is not blank. */
void ep_import_csv_read(EpImportCsv *csv, EpImportValue *values, GPtrArray *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpImportCsv, ep_import_csv_free)
