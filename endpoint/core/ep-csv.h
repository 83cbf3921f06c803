#pragma once

#include <glib.h>

/*
 * A reader of separated values (RFC 4180) over decoded text: one record at a time, cells pointing into the text
 * wherever possible. Lines end with LF, CRLF or CR; quoted cells may hold line ends. Excel's guards (="00123", also in
 * quotes and with “ ”) are taken off.
 *
 * A strict reader stops with EP_ERROR_INVALID at the first fault. A lenient one makes the best of it, marks the record
 * as damaged, keeps a problem with line and column and goes on. Faults are: a quote that is not closed (lenient: taken
 * literally, so that only its own line suffers), text behind a closing quote (kept), more filled cells than
 * ep_csv_expect() allows. A quote inside an unquoted cell (24" monitor) is a fault for a strict reader only.
 */
typedef struct _EpCsv EpCsv;

typedef struct {
    const char *text; /* not NUL-terminated; line ends as in the file */
    gsize length;
} EpCsvCell;

/* Owned by the reader and valid until it reads on. */
typedef struct {
    const EpCsvCell *cells;
    guint n_cells;    /* at least 1: an empty line is one empty cell */
    guint line;       /* where it begins, from 1 */
    gboolean blank;   /* nothing but blanks in any cell */
    gboolean damaged; /* has a problem */
} EpCsvRow;

typedef struct {
    guint line;
    guint column; /* the cell's, from 1 */
    char *message;
} EpCsvProblem;

/* A place between two records, to come back to. */
typedef struct {
    gsize offset;
    guint line;
} EpCsvPlace;

/* @text must stay as it is while the reader lives and is valid UTF-8 without NUL; @length -1 if it is NUL-terminated.
 * @delimiter is an ASCII character, or 0 to have comma, tab or semicolon told from the content. The reader is strict.
 */
EpCsv *ep_csv_new(const char *text, gssize length, char delimiter);
void ep_csv_free(EpCsv *csv);

void ep_csv_set_lenient(EpCsv *csv, gboolean lenient);
void ep_csv_expect(EpCsv *csv, guint n_cells); /* more filled cells than this are a fault; 0, the default: any number */
char ep_csv_delimiter(EpCsv *csv);

/* The next record; FALSE at the end, and with @error set at a fault of a strict reader, which then is at the end. */
gboolean ep_csv_next(EpCsv *csv, EpCsvRow *row, GError **error);

/* What a lenient reader met: EpCsvProblem by line, the first thousand; and how many they were. Owned by the reader. */
GPtrArray *ep_csv_problems(EpCsv *csv);
guint ep_csv_n_problems(EpCsv *csv);

/* Going back forgets the problems that were met behind that place. */
EpCsvPlace ep_csv_tell(EpCsv *csv);
void ep_csv_seek(EpCsv *csv, EpCsvPlace place);

/* Copies, to be freed. A cell beyond the last is empty. */
char *ep_csv_row_dup(const EpCsvRow *row, guint column);      /* from 0 */
char *ep_csv_row_dup_trim(const EpCsvRow *row, guint column); /* without blanks around, wide ones too */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpCsv, ep_csv_free)
