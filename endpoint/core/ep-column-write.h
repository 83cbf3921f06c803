#pragma once

#include "endpoint/core/ep-column-map.h"

/*
 * Records as the files of a column map. What a column cannot say is reported, never dropped in silence: a row whose
 * fault would make it mean something else, or nothing, is left out and named; what only a reader would miss (a
 * character of a name, the end of a remark) is written short and named.
 */
typedef enum {
    EP_COLUMN_FAULT_EMPTY, /* must not be empty: the row is left out */
    EP_COLUMN_FAULT_LONG,  /* too long: left out */
    EP_COLUMN_FAULT_CUT,   /* too long, and cut */
    EP_COLUMN_FAULT_LOST,  /* the encoding lacks a character of what must not be empty: left out */
    EP_COLUMN_FAULT_REPLACED /* the encoding lacks a character: 〓 stands for it */,
    EP_COLUMN_FAULT_BREAK, /* a separator, quote or line end, and no quotes are allowed: left out */
    EP_COLUMN_N_FAULTS
} EpColumnFault;

typedef struct {
    guint row;    /* of what was given */
    guint column; /* of the map */
    EpColumnFault fault;
    gunichar character; /* of LOST and REPLACED */
} EpColumnProblem;

gboolean ep_column_fault_leaves_out(EpColumnFault fault);
const char *ep_column_fault_code(EpColumnFault fault); /* stable, "column-empty" */
const char *ep_column_fault_text(EpColumnFault fault); /* a sentence: a msgid */

/* Where a row stands: file from 0, row from 1 (the header is none); G_MAXUINT if it was left out. */
typedef struct {
    guint file, row;
} EpColumnPlace;

typedef struct {
    GPtrArray *files; /* GBytes; at least one */
    GArray *places;   /* EpColumnPlace, for each row given */
    GArray *problems; /* EpColumnProblem, by row and column; a character once per cell */
} EpColumnFiles;

/* @rows: EpRecord of the map's table. As many files as its limits ask for; the same rows give the same bytes. NULL with
 * EP_ERROR_INVALID if not even one row fits into a file. */
EpColumnFiles *ep_column_write(const EpColumns *columns, GPtrArray *rows, GError **error);
void ep_column_files_free(EpColumnFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpColumnFiles, ep_column_files_free)

/* The name of the @index-th file: "devices.csv", "devices-2.csv". With @part ("added") "devices-added.csv". */
char *ep_column_file_name(const EpColumns *columns, const char *part, guint index);

/* What stands of @record in the @column-th column, cut where that is said; without its quotes. */
char *ep_column_dup_cell(const EpColumns *columns, guint column, EpRecord *record);
