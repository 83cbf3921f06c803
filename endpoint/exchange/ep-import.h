#pragma once

#include "endpoint/exchange/ep-import-map.h"
#include "endpoint/ledger/ep-ledger.h"

/*
 * Files of others on their way into the ledger. Whatever the file is (told from its content), it becomes rows of values
 * by field; every row gets a verdict, which a person sees before anything is written:
 *
 *     import = ep_import_new(ledger, table);
 *     ep_import_add_file(import, path, progress, &error);        CSV, or an inventory of one machine
 *     ep_import_add_folder(import, path, progress, &error);      inventories, thousands of them
 *     rows = ep_import_get_preview(import, progress, &error);
 *     ep_import_commit(import, how, progress, &summary, &error);
 *
 * CSV files are one act; inventories are acts of at most 200 machines that share a run. Both are undone as a whole
 * (ep_ledger_undo()). One thread at a time.
 */
typedef struct _EpImport EpImport;

typedef enum {
    EP_VERDICT_NEW,      /* makes a record */
    EP_VERDICT_CHANGED,  /* changes `base` in the fields that `draft` edits */
    EP_VERDICT_SAME,     /* says what the ledger holds already */
    EP_VERDICT_ERROR,    /* cannot be taken; `problems` say why */
    EP_VERDICT_CONFLICT, /* might be one of `candidates`; never merged unless a person chooses */
    EP_N_VERDICTS,
} EpVerdict;

typedef struct {
    guint column; /* of a CSV, from 1; 0 is the row as a whole */
    guint field;  /* or EP_NO_FIELD */
    char *reason; /* fit to be shown */
} EpImportProblem;

/* A line of a CSV or an inventory. Owned by the import and valid until something is added or set. */
typedef struct {
    const char *origin; /* the file's name as it was given */
    guint line;         /* in it, from 1; 0 for an inventory */
    EpVerdict verdict;
    EpRecord *base;        /* what it was matched with, or NULL */
    EpDraft *draft;        /* NEW, CHANGED, SAME; otherwise NULL */
    GPtrArray *problems;   /* EpImportProblem, of an ERROR or CONFLICT; with other verdicts only remarks; or NULL */
    GPtrArray *candidates; /* EpRecord, of a CONFLICT; or NULL */
    guint held;            /* how many values were left alone, because a person had set the field */

    /* private */
    const char **values; /* canonical, by field; NULL where nothing is said */
    struct _EpInventory *inventory;
    gboolean stale; /* older than what the ledger knows */
} EpImportRow;

typedef struct {
    guint counts[EP_N_VERDICTS]; /* rows by verdict */
    guint held;                  /* values left alone */
    guint made;                  /* records made because a row refers to them, marked as to be confirmed */
    guint programs;              /* installed programs that were new on their machine */
    guint acts;                  /* how many were written */
    gint64 act;                  /* the last one; 0 if nothing was to be written */
    gint64 run;                  /* what several acts share */
} EpImportSummary;

EpImport *ep_import_new(EpLedger *ledger, const EpTable *table);
void ep_import_free(EpImport *import);

/* The field by which a row finds its record: the table's number, `serial`, `mac` or `host`; NULL (the default) tries
 * them in this order and takes contradictions for conflicts. EP_ERROR_USAGE. */
gboolean ep_import_set_key(EpImport *import, const char *field, GError **error);

/* Also overwrite fields that a person set by hand (they are then no longer noted in `hand`). */
void ep_import_set_overwrite(EpImport *import, gboolean overwrite);

/* EP_ERROR_INVALID with the reason if the file is of no known kind, EP_ERROR_FAILED if it cannot be read. An inventory
 * that is broken or of no PC is no failure but a row in error. */
gboolean ep_import_add_file(EpImport *import, const char *path, EpProgress *progress, GError **error);
gboolean ep_import_add_folder(EpImport *import, const char *path, EpProgress *progress, GError **error);
gboolean ep_import_add_bytes(EpImport *import, const char *name, GBytes *bytes, GError **error);

/* The columns of the CSV files, in the order in which they were added. A changed map holds from the next preview on. */
guint ep_import_get_n_maps(EpImport *import);
EpImportMap *ep_import_get_map(EpImport *import, guint index); /* borrowed; to be changed in place */

const char *ep_import_get_map_origin(EpImport *import, guint index); /* the file's name */

/* Keeps the map in the ledger under @name, for files with the same header; replaces one of that name. */
gboolean ep_import_remember_map(EpImport *import, guint index, const char *name, GError **error);

/* All rows with their verdicts (EpImportRow, borrowed); reads the ledger anew. EP_ERROR_INVALID when no column is a
 * key. */
GPtrArray *ep_import_get_preview(EpImport *import, EpProgress *progress, GError **error);
void ep_import_get_summary(EpImport *import, EpImportSummary *summary);

/* Of a CONFLICT: it is @candidate; NULL: none of them, but a record of its own. Holds from the next preview on. */
void ep_import_choose(EpImport *import, guint row, EpRecord *candidate);
void ep_import_unchoose(EpImport *import, guint row); /* it is open again */

/* The table of a preview's rows (verdict, file, line, number, title, what), for the list that everything else is shown
 * in. */
const EpTable *ep_import_get_preview_table(void);

/* What its record would hold in @field after the import, as ep_record_get() and ep_record_get_label() would say it. */
const char *ep_import_row_get(EpImport *import, const EpImportRow *row, guint field);
const char *ep_import_row_get_label(EpImport *import, const EpImportRow *row, guint field);

/* What is new or wrong with a row in one line: "Host: A → B; Place: 3F". To be freed. */
char *ep_import_row_describe(EpImport *import, const EpImportRow *row);

/**
 * ep_import_commit:
 * @summary: (out) (optional): filled in on failure, too, since a run's earlier acts stay
 *
 * Writes what the last preview says is new or changed (makes one if there is none). EP_ERROR_CANCELLED leaves nothing
 * of the current act; EP_ERROR_CONFLICT means that somebody changed the same fields since the preview.
 */
gboolean ep_import_commit(EpImport *import, const EpHow *how, EpProgress *progress, EpImportSummary *summary,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpImport, ep_import_free)
