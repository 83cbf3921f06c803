#pragma once

#include <sqlite3.h>

#include "endpoint/core/ep-progress.h"

/* Copies @source as it is now to @path: beside it, checked, synced, and renamed. */
gboolean ep_backup_copy(sqlite3 *source, const char *path, EpProgress *progress, GError **error);

/* Every page and every reference. */
gboolean ep_backup_check(sqlite3 *handle, EpProgress *progress, GError **error);

/* Whether the file says that it is one of ours; FALSE for what cannot be read. */
gboolean ep_backup_is_ledger(const char *path);

/* "@path.WHAT-20260401-083000", or the same with a number when there is one already. */
char *ep_backup_dated_name(const char *path, const char *what);
