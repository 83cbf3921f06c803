#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/exchange/ep-import.h"

/*
 * The part of an import that runs on the store's threads. The window never touches the EpImport: it gives an order, and
 * gets a preview that is its own.
 */
typedef struct _DeskImportFiles DeskImportFiles; /* an EpImport, shared by the orders that work on it, one at a time */

typedef struct {
    char *origin;    /* the file's name */
    char **headings; /* of its columns */
    guint *fields;   /* one for each; EP_NO_FIELD if it is left out */
    guint n;
} DeskImportMap;

typedef struct {
    guint column; /* of a CSV, from 1; 0 is the row as a whole */
    guint field;  /* or EP_NO_FIELD */
    char *reason;
} DeskImportFault;

/* A row of the preview, beside its record of the preview's table. */
typedef struct {
    EpVerdict verdict;
    EpRecord *base;        /* what it was matched with, or NULL */
    gint64 id;             /* of the record as it will be; 0 if nothing is taken */
    guint held;            /* values that stay because a person had set them */
    GPtrArray *faults;     /* DeskImportFault, or NULL */
    GPtrArray *candidates; /* EpRecord, or NULL */
} DeskImportItem;

typedef struct {
    GPtrArray *maps;    /* DeskImportMap */
    GPtrArray *records; /* EpRecord of desk_import_table_get() */
    GPtrArray *items;   /* DeskImportItem, one for each */
    EpImportSummary summary;
    char *columns; /* what the list shows at first */
    char *refused; /* files that could not be taken, and why; or NULL */
    char *problem; /* why there are no rows (yet); or NULL */
} DeskImportPreview;

void desk_import_preview_free(DeskImportPreview *preview);

/* What a person decided about a row. */
typedef struct {
    guint row;
    gboolean open;       /* nothing (any more) */
    EpRecord *candidate; /* NULL: none of them */
} DeskImportChoice;

typedef struct {
    DeskImportFiles *files;
    const EpTable *table;
    char **paths;       /* to be read first; NULL if that has been done */
    char *key;          /* field to match by; NULL: all of them */
    gboolean overwrite; /* what was set by hand, too */
    GPtrArray *maps;    /* DeskImportMap, as they shall be; NULL: as guessed */
    GArray *choices;    /* DeskImportChoice */
    char *name;         /* under which a map is to be remembered */
    guint map;          /* which one */
    gint64 act;         /* to be taken back */
} DeskImportOrder;

DeskImportFiles *desk_import_files_new(void);
void desk_import_files_unref(DeskImportFiles *files);

DeskImportOrder *desk_import_order_new(DeskImportFiles *files, const EpTable *table);
void desk_import_order_set_maps(DeskImportOrder *order, GPtrArray *maps); /* copied */
void desk_import_order_add_choice(DeskImportOrder *order, guint row, gboolean open, EpRecord *candidate);
void desk_import_order_free(DeskImportOrder *order);

/* Became of a commit, whether it was finished or not. */
typedef struct {
    EpImportSummary summary;
    gboolean cancelled;
    char *problem; /* NULL: all is written */
} DeskImportDone;

void desk_import_done_free(DeskImportDone *done);

/* DeskDataFunc with a DeskImportOrder. */
gpointer desk_import_work_preview(EpLedger *ledger, EpProgress *progress, gpointer order,
                                  GError **error); /* DeskImportPreview */
gpointer desk_import_work_commit(EpLedger *ledger, EpProgress *progress, gpointer order,
                                 GError **error); /* DeskImportDone */
gpointer desk_import_work_remember(EpLedger *ledger, EpProgress *progress, gpointer order, GError **error); /* text */
gpointer desk_import_work_undo(EpLedger *ledger, EpProgress *progress, gpointer order, GError **error);     /* text */
