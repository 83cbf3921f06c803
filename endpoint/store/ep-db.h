#pragma once

#include <glib.h>

/*
 * One connection to a database engine. An engine is six functions: open, close, script, query, begin, end. The SQL text
 * is the same for both engines: `$1`… placeholders, TEXT and BIGINT only (bytes only in table `blob`).
 *
 * A connection belongs to one thread at a time. Errors are in EP_ERROR and hold the engine's own words: INVALID for a
 * broken constraint or text that cannot be kept, REFUSED with the reason alone when a trigger or a role forbids it,
 * USAGE for a caller's mistake, LOST when a server does not answer (a new transaction, or a query outside one, reaches
 * it again by itself), FAILED for the rest.
 */
typedef struct _EpDb EpDb;

typedef enum {
    EP_DB_SQLITE,
    EP_DB_PGSQL,
} EpDbKind;

typedef enum {
    EP_DB_READ_WRITE = 0,
    EP_DB_CREATE = 1 << 0, /* make a missing file (SQLite); a PostgreSQL database is made by its administrator */
    EP_DB_READ_ONLY = 1 << 1,
} EpDbFlags;

/* A parameter. Text is NUL-terminated UTF-8; text and bytes are borrowed for the duration of the call. */
typedef enum {
    EP_VALUE_NULL,
    EP_VALUE_TEXT,
    EP_VALUE_INTEGER,
    EP_VALUE_BYTES,
} EpValueType;

typedef struct {
    EpValueType type;
    gint64 integer;
    const void *data; /* text or bytes */
    gsize size;       /* of bytes; of text it may stay 0: up to its NUL */
} EpValue;

/* The empty string is NULL in SQL and "" in C, in both directions. */
#define EP_TEXT(s) ep_value_text(s)
#define EP_INTEGER(i) ((EpValue){ .type = EP_VALUE_INTEGER, .integer = (i) })
#define EP_BYTES(p, n) ((EpValue){ .type = EP_VALUE_BYTES, .data = (p), .size = (n) })
#define EP_NULL ((EpValue){ .type = EP_VALUE_NULL })

static inline EpValue
ep_value_text(const char *text)
{
    return text != NULL && *text != '\0' ? (EpValue){ .type = EP_VALUE_TEXT, .data = text } : EP_NULL;
}

/* A result row, valid only inside the callback. */
typedef struct _EpRow EpRow;

guint ep_row_get_n_columns(const EpRow *row);
const char *ep_row_get_text(const EpRow *row, guint column); /* NULL in SQL is ""; never NULL */
gint64 ep_row_get_integer(const EpRow *row, guint column);   /* NULL in SQL is 0 */
GBytes *ep_row_get_bytes(const EpRow *row, guint column);    /* transfer full; NULL in SQL is NULL */

/* Returns FALSE with @error set to stop the query, which then has failed. It cannot use its own connection. */
typedef gboolean (*EpRowFunc)(const EpRow *row, gpointer user_data, GError **error);

/**
 * ep_db_open:
 * @uri: a file path (SQLite), or `postgresql://…` / `postgres://…`
 *
 * SQLite: WAL, foreign_keys on, synchronous FULL, a busy time-out. A file on a network share is refused with
 * EP_ERROR_REFUSED and a sentence that names PostgreSQL as the way (WAL needs shared memory on one host); the type of
 * the file system comes from ep_db_filesystem_type(), which a test replaces.
 *
 * PostgreSQL: >= 15, client_encoding UTF8, one schema on the search path.
 */
EpDb *ep_db_open(const char *uri, EpDbFlags flags, GError **error);
void ep_db_close(EpDb *db);
EpDbKind ep_db_get_kind(EpDb *db);
const char *ep_db_get_uri(EpDb *db); /* without the password */

/* Runs several statements separated by `;`, without parameters or results (migrations): all of them, or none. */
gboolean ep_db_script(EpDb *db, const char *sql, GError **error);

/**
 * ep_db_set_durable:
 * @durable: as every connection begins: what was committed survives a power cut. FALSE: the last of it may be lost
 * then, and no more than that
 *
 * Not inside a transaction.
 */
gboolean ep_db_set_durable(EpDb *db, gboolean durable, GError **error);

/**
 * ep_db_query:
 * @values: @n_rows × @n_columns parameters, row by row; column i is bound to `$(i+1)`
 * @n_rows: how often the statement is run; 0 means once, without parameters
 *
 * Prepares @sql once (and keeps it prepared), runs it for each row of parameters and hands every result row to @func
 * in order of the parameter rows. Many rows cost one round trip (libpq pipeline mode) or one step loop (SQLite).
 * All values of one column have one type, or are NULL. Outside a transaction all rows are written, or none.
 *
 * After a failure inside a transaction nothing but ep_db_end() can be called, and nothing is written (as PostgreSQL has
 * it).
 */
gboolean ep_db_query(EpDb *db, const char *sql, const EpValue *values, guint n_columns, gsize n_rows, EpRowFunc func,
                     gpointer user_data, GError **error);

/**
 * ep_db_begin:
 * @write: take the ledger's write lock before anything is read: `BEGIN IMMEDIATE`, or `BEGIN` followed by
 *   `SELECT pg_advisory_xact_lock(…)` as a statement of its own (READ COMMITTED). Without it the transaction sees one
 *   state of the ledger from its first read to its end, and cannot write.
 *
 * Transactions do not nest: a second one is an error.
 */
gboolean ep_db_begin(EpDb *db, gboolean write, GError **error);
/* Over in any case. FALSE: nothing was written; of a commit that ends with EP_ERROR_LOST nobody knows. */
gboolean ep_db_end(EpDb *db, gboolean commit, GError **error);

/* One value of the first row ("" when there is none). */
char *ep_db_query_text(EpDb *db, const char *sql, const EpValue *values, guint n_columns, GError **error);
gboolean ep_db_query_integer(EpDb *db, const char *sql, const EpValue *values, guint n_columns, gint64 *out,
                             GError **error);

/* The kind of file system that holds @path ("ext4", "nfs", "cifs", "remote" …). Tests replace the function; NULL puts
 * it back. */
typedef char *(*EpDbFilesystemFunc)(const char *path);
void ep_db_filesystem_set_func(EpDbFilesystemFunc func);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpDb, ep_db_close)
