/* The journal against its database's own statements: what a person wrote may be blanked, nothing else changes. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-engines.h"

static char **
test_get_columns(EpDb *db, const char *table)
{
    g_autofree char *sql = g_strdup_printf(
        ep_db_get_kind(db) == EP_DB_SQLITE
            ? "SELECT group_concat(name, ' ') FROM pragma_table_info('%s')"
            : "SELECT string_agg(column_name, ' ') FROM information_schema.columns WHERE table_schema = "
              "current_schema() AND table_name = '%s'",
        table);
    g_autofree char *names = ep_test_db_text(db, sql);

    return g_strsplit(names, " ", -1);
}

/* Neither alone nor together with what may be blanked. */
static void
test_refuse_all(EpDb *db, const char *table, const char *blank)
{
    g_auto(GStrv) columns = test_get_columns(db, table);

    g_assert_cmpuint(g_strv_length(columns), >, 10);
    for (char **column = columns; *column != NULL; column++) {
        gboolean blanked = strcmp(*column, blank) == 0 || strcmp(*column, "salt") == 0;
        g_autofree char *alone = g_strdup_printf("UPDATE %s SET %s = '987' WHERE seq = 1", table, *column);
        g_autofree char *with =
            g_strdup_printf("UPDATE %s SET %s = NULL, salt = NULL, %s = '987' WHERE seq = 1", table, blank, *column);

        ep_test_db_assert_fails(db, alone, EP_ERROR_REFUSED, "never changed");
        if (!blanked)
            ep_test_db_assert_fails(db, with, EP_ERROR_REFUSED, "never changed");
    }
}

static void
test_blank_only(const EpTestEngine *engine)
{
    static const struct {
        const char *table, *blank;
    } journal[] = { { "act", "note" }, { "change", "fields" } };
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpDb) db = ep_test_engines_open_with(engine, EP_DB_READ_WRITE);

    for (guint i = 0; i < G_N_ELEMENTS(journal); i++) {
        const char *table = journal[i].table, *blank = journal[i].blank;
        g_autofree char *sql = g_strdup_printf("UPDATE %s SET %s = NULL, salt = NULL WHERE seq = 1", table, blank);
        g_autofree char *half = g_strdup_printf("UPDATE %s SET %s = NULL WHERE seq = 1", table, blank);
        g_autofree char *gone = g_strdup_printf("DELETE FROM %s", table);

        test_refuse_all(db, table, blank);
        ep_test_db_assert_fails(db, half, EP_ERROR_REFUSED, "never changed");
        ep_test_db_run(db, sql);
        test_refuse_all(db, table, blank); /* one that is blank already, neither */
        ep_test_db_assert_fails(db, gone, EP_ERROR_REFUSED, "never");
    }
}

static void
test_truncate(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_desk_open(engine->uri);
    g_autoptr(EpDb) db = ep_test_engines_open_with(engine, EP_DB_READ_WRITE);

    ep_test_db_assert_fails(db, "TRUNCATE act CASCADE", EP_ERROR_REFUSED, "never changed");
    ep_test_db_assert_fails(db, "TRUNCATE change CASCADE", EP_ERROR_REFUSED, "never changed");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/guard/blank-only", test_blank_only);
    ep_test_engines_add_one(EP_DB_PGSQL, "/guard/truncate", test_truncate);
    return g_test_run();
}
