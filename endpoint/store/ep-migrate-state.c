#include "endpoint/store/ep-migrate-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-sqlite-private.h"

#define PGSQL_MARK "Madoguchi ledger"

/* How each engine says: 2, a ledger; 1, something else; 0, nothing yet. What an extension brought along does not count.
 */
static const char *const state_queries[] = {
    [EP_DB_SQLITE] = "SELECT CASE WHEN (SELECT application_id FROM pragma_application_id) = " G_STRINGIFY(
        EP_DB_SQLITE_APPLICATION_ID) " THEN 2 WHEN (SELECT application_id FROM pragma_application_id) <> 0"
                                     " OR EXISTS (SELECT 1 FROM sqlite_schema) THEN 1 ELSE 0 END",
    [EP_DB_PGSQL] =
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND relname = 'schema_version' AND obj_description(oid, 'pg_class') = '" PGSQL_MARK "') THEN 2"
        " WHEN EXISTS (SELECT 1 FROM pg_class c WHERE relnamespace = current_schema()::regnamespace"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')) THEN 1"
        " ELSE 0 END",
};

static const char *const mark_scripts[] = {
    [EP_DB_SQLITE] = "PRAGMA application_id = " G_STRINGIFY(EP_DB_SQLITE_APPLICATION_ID) ";",
    [EP_DB_PGSQL] = "COMMENT ON TABLE schema_version IS '" PGSQL_MARK "';",
};

gboolean
ep_migrate_state_get_version(EpDb *db, gint64 *version, GError **error)
{
    gint64 state;

    *version = 0;
    if (!ep_db_query_integer(db, state_queries[ep_db_get_kind(db)], NULL, 0, &state, error))
        return FALSE;
    if (state == 1) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s is not a ledger, but some other program's database"),
                    ep_db_get_uri(db));
        return FALSE;
    }
    return state == 0 || ep_db_query_integer(db, "SELECT max(version) FROM schema_version", NULL, 0, version, error);
}

gboolean
ep_migrate_state_mark(EpDb *db, GError **error)
{
    return ep_db_script(db,
                        "CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
                        " applied TEXT NOT NULL);",
                        error) &&
           ep_db_script(db, mark_scripts[ep_db_get_kind(db)], error);
}

gboolean
ep_migrate_state_enforce_references(EpDb *db, gboolean enforce, GError **error)
{
    if (ep_db_get_kind(db) != EP_DB_SQLITE)
        return TRUE;
    return ep_db_query(db, enforce ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL, 0, 0, NULL, NULL,
                       error);
}

gboolean
ep_migrate_state_check_references(EpDb *db, GError **error)
{
    g_autofree char *table = NULL;

    if (ep_db_get_kind(db) != EP_DB_SQLITE)
        return TRUE;
    table = ep_db_query_text(db, "SELECT \"table\" FROM pragma_foreign_key_check", NULL, 0, error);
    if (table == NULL)
        return FALSE;
    if (*table == '\0')
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("table %s has records that point to nothing"), table);
    return FALSE;
}
