#pragma once

#include "endpoint/store/ep-db.h"

typedef struct {
    gint64 version;
    char *name;        /* of NNNN-name.sql */
    char *path;        /* in GResources */
    char *engine_path; /* or NULL */
} EpMigrateFile;

/* The migrations of @folder in their order, so that number N is at N - 1. */
GPtrArray *ep_migrate_files(const char *folder, EpDbKind kind, GError **error);

/* 0 for an empty database; EP_ERROR_REFUSED when it is not a ledger. */
gboolean ep_migrate_state_get_version(EpDb *db, gint64 *version, GError **error);

/* Makes an empty database a ledger of version 0. */
gboolean ep_migrate_state_mark(EpDb *db, GError **error);

/* SQLite can rebuild a table only while references are not enforced, which cannot be switched inside a transaction:
 * they are checked at the end of each migration instead. Does nothing on PostgreSQL. */
gboolean ep_migrate_state_enforce_references(EpDb *db, gboolean enforce, GError **error);
gboolean ep_migrate_state_check_references(EpDb *db, GError **error);
