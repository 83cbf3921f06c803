#pragma once

#include "endpoint/store/ep-db.h"

/* What an engine and the shared part of a connection tell each other. Nobody else includes this, but for ep-backup.c
 * and ep-migrate.c. */

#define EP_DB_BUSY_SECONDS 10    /* how long a writer waits for another one */
#define EP_DB_MAX_STATEMENTS 250 /* kept prepared; the cache starts anew beyond that */

/* One call of ep_db_query(), checked: text is UTF-8 without U+0000, a column has one type. */
typedef struct {
    const char *sql;
    const EpValue *values;
    const EpValueType *types; /* per column; EP_VALUE_NULL where no row has a value */
    guint n_columns;
    gsize n_rows; /* at least 1 */
    EpRowFunc func;
    gpointer user_data;
} EpDbQuery;

/*
 * The six functions. The shared part has already refused what an engine need not think of: nested transactions, calls
 * from inside a row callback, anything but the end of a transaction after an error in it.
 */
typedef struct {
    /* @target is as the caller gave it. The engine allocates its own structure, which begins with EpDb. */
    EpDb *(*open)(const char *target, EpDbFlags flags, GError **error);
    void (*close)(EpDb *db); /* frees the engine's part and the structure */
    gboolean (*script)(EpDb *db, const char *sql, GError **error);
    gboolean (*query)(EpDb *db, const EpDbQuery *query, GError **error);
    gboolean (*begin)(EpDb *db, gboolean write, GError **error);
    gboolean (*end)(EpDb *db, gboolean commit, GError **error); /* the transaction is over, whatever is returned */
    EpDbKind kind;
} EpDbEngine;

extern const EpDbEngine ep_db_sqlite_engine;
extern const EpDbEngine ep_db_pgsql_engine;

typedef enum {
    EP_DB_IDLE,
    EP_DB_READING,
    EP_DB_WRITING,
    EP_DB_DOOMED, /* a statement failed: the transaction can only be rolled back */
} EpDbState;

struct _EpDb {
    const EpDbEngine *engine;
    char *uri; /* without the password */
    EpDbState state;
    gboolean read_only;
    gboolean running; /* a statement is: its callback may not start another */
};

/* A row answers for its engine. */
struct _EpRow {
    const char *(*text)(const EpRow *row, guint column);
    gint64 (*integer)(const EpRow *row, guint column);
    GBytes *(*bytes)(const EpRow *row, guint column);
    gconstpointer data; /* a statement or a result */
    guint n_columns;
    int index; /* which row of a result */
};

/* Nothing, or a value that an engine is to bind: the empty text is NULL. */
gboolean ep_value_is_null(const EpValue *value);
gsize ep_value_get_size(const EpValue *value); /* of text or bytes */

/* The door: refuses text that is not UTF-8 or holds U+0000, and a value that is not of its column's @type, which the
 * first one sets. */
gboolean ep_value_check(const EpValue *value, EpValueType *type, guint column, GError **error);

/* The parameters of one run of the statement; NULL when it has none. */
const EpValue *ep_db_query_get_row(const EpDbQuery *query, gsize row);

/* @uri, fit to be shown and logged. */
char *ep_db_hide_password(const char *uri);

/* Refuses @path on a file system of another computer, where SQLite's write-ahead log cannot work. */
gboolean ep_db_filesystem_check(const char *path, GError **error);
char *ep_db_filesystem_type(const char *path); /* the operating system's answer; NULL when it has none */
