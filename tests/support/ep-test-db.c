#include "tests/support/ep-test-db.h"

#include <string.h>

#include "endpoint/core/ep-error.h"

void
ep_test_db_run(EpDb *db, const char *sql)
{
    g_autoptr(GError) error = NULL;

    ep_db_query(db, sql, NULL, 0, 0, NULL, NULL, &error);
    g_assert_no_error(error);
}

char *
ep_test_db_text(EpDb *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    char *text = ep_db_query_text(db, sql, NULL, 0, &error);

    g_assert_no_error(error);
    return text;
}

void
ep_test_db_assert(EpDb *db, const char *sql, const char *expected)
{
    g_autofree char *text = ep_test_db_text(db, sql);

    g_assert_cmpstr(text, ==, expected);
}

void
ep_test_db_assert_fails(EpDb *db, const char *sql, int code, const char *words)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_db_query(db, sql, NULL, 0, 0, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, code);
    if (words != NULL && strstr(error->message, words) == NULL)
        g_error("“%s” does not say “%s”", error->message, words);
}
