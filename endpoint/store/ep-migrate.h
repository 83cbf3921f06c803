#pragma once

#include "endpoint/store/ep-db.h"

/*
 * A ledger's tables grow by migrations, forward only: files `NNNN-name.sql` (0001, 0002 … without a gap) in a folder of
 * GResources, each with an optional `NNNN-name.sqlite.sql` or `NNNN-name.pgsql.sql` that runs right after it. Table
 * `schema_version` says which have run. A migration that a release has shipped is never edited.
 */

/**
 * ep_migrate:
 * @folder: GResource path, such as "/jp/madoguchi/sql/migrations"
 * @backup_path: (out) (optional) (nullable): the copy of an older SQLite ledger, made and checked before it was touched
 *
 * Makes an empty database a ledger, or brings an older ledger up to date, each migration in one transaction of its own.
 * Refused with EP_ERROR_REFUSED, and untouched: a ledger that a newer Madoguchi made, and a database that is something
 * else.
 */
gboolean ep_migrate(EpDb *db, const char *folder, char **backup_path, GError **error);

/* For opening without upgrading: EP_ERROR_REFUSED unless the ledger is exactly of this program's version. */
gboolean ep_migrate_check(EpDb *db, const char *folder, GError **error);
