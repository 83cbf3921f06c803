#pragma once

#include "endpoint/exchange/ep-import.h"

/*
 * The preview of an import as a table of its own, so that it is shown by the same list as everything: what would become
 * of a line first, then the fields of the table that it goes into, as they would be afterwards.
 */
enum {
    DESK_IMPORT_VERDICT,
    DESK_IMPORT_LINE,
    DESK_IMPORT_WHY,
    DESK_IMPORT_ORIGIN,
    DESK_IMPORT_OWN, /* the first field of the other table */
};

const EpTable *desk_import_table_get(const EpTable *target); /* any thread; lives as long as the program */

/* The row as one of its records; ids are @index + 1. Transfer full. */
EpRecord *desk_import_table_new_record(EpImport *import, const EpTable *target, const EpImportRow *row, guint index,
                                       const char *why);

/* A verdict's word, code and tint. */
const EpChoice *desk_import_table_get_verdict(EpVerdict verdict);

/* What the list shows at first, as desk_list_set_columns() takes it: what changes most stands in front, what no row
 * says is left out. @n_changes and @n_said: by field of @target. */
char *desk_import_table_dup_columns(const EpTable *target, const guint *n_changes, const guint *n_said, gboolean why,
                                    gboolean lines, gboolean files);
