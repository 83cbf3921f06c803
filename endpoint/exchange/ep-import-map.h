#pragma once

#include "endpoint/core/ep-csv.h"
#include "endpoint/core/ep-table.h"

/*
 * Which column of a file goes into which field of a table. Guessed from the header by the field's name, its label in
 * English or as translated, and its aliases; widths, case, blanks and a remark in brackets behind the name do not
 * matter. As text (docs/formats.md) it is one line per column, `heading=field`; a column without a field has nothing
 * behind the `=`; `[3]` is the third column, for headings that are empty or stand twice; lines that begin with # are
 * remarks; `@key=serial` names the match key.
 */
typedef struct _EpImportMap EpImportMap;

EpImportMap *ep_import_map_new(const EpTable *table, const EpCsvRow *header);
void ep_import_map_free(EpImportMap *map);

guint ep_import_map_get_n_columns(EpImportMap *map);
const char *ep_import_map_get_heading(EpImportMap *map, guint column); /* from 0 */
guint ep_import_map_get_field(EpImportMap *map, guint column);         /* EP_NO_FIELD if it is left out */
guint ep_import_map_find(EpImportMap *map, guint field);               /* its column; G_MAXUINT if there is none */

/* A field has one column: another one that had it is left out. */
void ep_import_map_set_field(EpImportMap *map, guint column, guint field);

/* The column's bare numbers are gigabytes where the field has megabytes. */
gboolean ep_import_map_is_giga(EpImportMap *map, guint column);

/* The same for every file with the same headings, in any widths. */
const char *ep_import_map_get_fingerprint(EpImportMap *map);

char *ep_import_map_to_text(EpImportMap *map);

/* Only what @text names is changed. *@key (optional) is to be freed, NULL if the text has none. EP_ERROR_INVALID with
 * the line for a column or field that there is not. */
gboolean ep_import_map_apply(EpImportMap *map, const char *text, char **key, GError **error);

/* How many cells of @row are headings of @table's fields; for ep_csv_header_find(), @table as user data. */
guint ep_import_map_count_known(const EpCsvRow *row, gpointer table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpImportMap, ep_import_map_free)
