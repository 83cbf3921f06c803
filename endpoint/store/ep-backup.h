#pragma once

#include "endpoint/core/ep-progress.h"
#include "endpoint/store/ep-db.h"

/**
 * ep_backup:
 * @db: a connection outside a transaction; others may go on writing, the copy is of one moment
 * @path: becomes one whole file, or stays as it was. An older backup there is replaced, anything else is refused.
 *
 * The copy is checked (integrity and references) before it takes its name. A ledger on PostgreSQL is refused with
 * EP_ERROR_REFUSED: its administrator's pg_dump does that better.
 */
gboolean ep_backup(EpDb *db, const char *path, EpProgress *progress, GError **error);

/**
 * ep_backup_restore:
 * @backup_path: what ep_backup() wrote; checked before anything is touched
 * @target_path: where the ledger is to be
 * @replace: whether a ledger may be there already. It must not be open anywhere, and is kept under another name.
 * @kept_path: (out) (optional) (nullable): the name under which the replaced ledger is kept
 */
gboolean ep_backup_restore(const char *backup_path, const char *target_path, gboolean replace, char **kept_path,
                           EpProgress *progress, GError **error);
