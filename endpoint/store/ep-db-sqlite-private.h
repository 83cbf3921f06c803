#pragma once

#include <sqlite3.h>

#include "endpoint/store/ep-db.h"

/* "Mado", at the place SQLite keeps for it: this file is a ledger. */
#define EP_DB_SQLITE_APPLICATION_ID 0x4d61646f

sqlite3 *ep_db_sqlite_get_handle(EpDb *db);

/* Sets @error from the connection's last failure and returns FALSE, to be returned. @sql is named when it cannot be
 * understood. */
gboolean ep_db_sqlite_error_set(sqlite3 *handle, const char *sql, GError **error);

/* Makes "FOREIGN KEY constraint failed" say which record points to nothing, and where. @statement is the one that
 * failed, still bound, or NULL when the commit failed. */
void ep_db_sqlite_error_explain(sqlite3 *handle, sqlite3_stmt *statement, GError **error);
