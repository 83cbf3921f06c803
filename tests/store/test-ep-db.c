#include "endpoint/store/ep-db.h"

#include <string.h>

#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-db.h"
#include "tests/support/ep-test-engines.h"

#define N_MANY 10000

static const char schema[] = "CREATE TABLE section (id BIGINT NOT NULL PRIMARY KEY, name TEXT UNIQUE);"
                             "CREATE TABLE pc (id BIGINT NOT NULL PRIMARY KEY, host TEXT,"
                             " section BIGINT REFERENCES section (id), rev BIGINT);";

static EpDb *
open_desk(const EpTestEngine *engine)
{
    EpDb *db = ep_test_engines_open(engine);
    g_autoptr(GError) error = NULL;

    ep_db_script(db, schema, &error);
    g_assert_no_error(error);
    return db;
}

static gboolean
append_row(const EpRow *row, gpointer user_data, GError **error)
{
    GString *rows = user_data;

    for (guint i = 0; i < ep_row_get_n_columns(row); i++)
        g_string_append_printf(rows, "%s%s", i > 0 ? "," : "", ep_row_get_text(row, i));
    g_string_append_c(rows, ';');
    return TRUE;
}

static void
assert_rows(EpDb *db, const char *sql, const EpValue *values, guint n_columns, gsize n_rows, const char *expected)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    ep_db_query(db, sql, values, n_columns, n_rows, append_row, rows, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(rows->str, ==, expected);
}

static void
test_parameters(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    EpValue values[] = { EP_INTEGER(G_MAXINT64), EP_TEXT("窓口 𠮷 ｱ'\"; --$2"), EP_NULL, EP_INTEGER(G_MININT64) };
    EpValue ids[] = { EP_INTEGER(G_MAXINT64), EP_TEXT("窓口 𠮷 ｱ'\"; --$2") };
    gint64 rev;

    assert_rows(db, "INSERT INTO pc (id, host, section, rev) VALUES ($1, $2, $3, $4) RETURNING host, id, section, rev",
                values, 4, 1, "窓口 𠮷 ｱ'\"; --$2,9223372036854775807,,-9223372036854775808;");
    /* The order of appearance is not the order of numbers, and one is used twice. */
    assert_rows(db, "SELECT id FROM pc WHERE host = $2 AND id = $1 AND id <= $1", ids, 2, 1, "9223372036854775807;");
    g_assert_true(ep_db_query_integer(db, "SELECT rev FROM pc WHERE id = $1", ids, 1, &rev, NULL));
    g_assert_cmpint(rev, ==, G_MININT64);
    assert_rows(db, "SELECT count(*) FROM pc HAVING count(*) > $1", &EP_INTEGER(0), 1, 1, "1;");
}

/* What the engine itself says of it; PostgreSQL's administrator says how it begins. */
static void
test_durable(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    gboolean sqlite = ep_db_get_kind(db) == EP_DB_SQLITE;
    const char *asked = sqlite ? "PRAGMA synchronous" : "SHOW synchronous_commit";
    g_autofree char *before = ep_db_query_text(db, asked, NULL, 0, NULL), *meanwhile = NULL, *after = NULL;

    g_assert_true(ep_db_set_durable(db, FALSE, NULL));
    meanwhile = ep_db_query_text(db, asked, NULL, 0, NULL);
    g_assert_true(ep_db_set_durable(db, TRUE, NULL));
    after = ep_db_query_text(db, asked, NULL, 0, NULL);
    if (sqlite)
        g_assert_cmpstr(before, ==, "2");
    g_assert_cmpstr(meanwhile, ==, sqlite ? "1" : "off");
    g_assert_cmpstr(after, ==, before);
}

static gboolean
check_empty(const EpRow *row, gpointer user_data, GError **error)
{
    g_assert_cmpuint(ep_row_get_n_columns(row), ==, 2);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpstr(ep_row_get_text(row, i), ==, "");
        g_assert_cmpint(ep_row_get_integer(row, i), ==, 0);
        g_assert_null(ep_row_get_bytes(row, i));
    }
    ++*(guint *)user_data;
    return TRUE;
}

static void
test_empty(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    EpValue raw = { .type = EP_VALUE_TEXT, .data = "" };
    EpValue values[] = { EP_INTEGER(1), EP_TEXT(""), EP_INTEGER(2), raw, EP_INTEGER(3), EP_TEXT(NULL) };
    guint n_rows = 0;

    g_assert_true(ep_db_query(db, "INSERT INTO pc (id, host) VALUES ($1, $2)", values, 2, 3, NULL, NULL, NULL));
    ep_test_db_assert(db, "SELECT count(*) FROM pc WHERE host IS NULL", "3");
    g_assert_true(ep_db_query(db, "SELECT host, section FROM pc", NULL, 0, 0, check_empty, &n_rows, NULL));
    g_assert_cmpuint(n_rows, ==, 3);
    ep_test_db_assert(db, "SELECT host FROM pc WHERE id = 99", "");
}

static gboolean
keep_bytes(const EpRow *row, gpointer user_data, GError **error)
{
    *(GBytes **)user_data = ep_row_get_bytes(row, 0);
    return TRUE;
}

static void
test_bytes(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = ep_test_engines_open(engine);
    g_autoptr(GBytes) kept = NULL, empty = NULL;
    guint8 content[70000];
    EpValue values[] = { EP_INTEGER(1), EP_BYTES(content, sizeof content), EP_INTEGER(2), EP_BYTES("", 0) };

    for (guint i = 0; i < sizeof content; i++)
        content[i] = i * 7;
    ep_test_db_run(db, engine->kind == EP_DB_SQLITE ? "CREATE TABLE blob (id BIGINT, content BLOB)"
                                                    : "CREATE TABLE blob (id BIGINT, content BYTEA)");
    g_assert_true(ep_db_query(db, "INSERT INTO blob VALUES ($1, $2)", values, 2, 2, NULL, NULL, NULL));
    g_assert_true(ep_db_query(db, "SELECT content FROM blob WHERE id = 1", NULL, 0, 0, keep_bytes, &kept, NULL));
    g_assert_cmpmem(g_bytes_get_data(kept, NULL), g_bytes_get_size(kept), content, sizeof content);
    g_assert_true(ep_db_query(db, "SELECT content FROM blob WHERE id = 2", NULL, 0, 0, keep_bytes, &empty, NULL));
    g_assert_nonnull(empty);
    g_assert_cmpuint(g_bytes_get_size(empty), ==, 0);
}

typedef struct {
    gint64 next;
    gint64 stop_at;
} Order;

static gboolean
check_order(const EpRow *row, gpointer user_data, GError **error)
{
    Order *order = user_data;

    g_assert_cmpint(ep_row_get_integer(row, 0), ==, order->next);
    if (++order->next != order->stop_at)
        return TRUE;
    g_set_error_literal(error, EP_ERROR, EP_ERROR_CANCELLED, "enough");
    return FALSE;
}

static EpValue *
many_pcs(void)
{
    EpValue *values = g_new(EpValue, 2 * N_MANY);

    for (guint i = 0; i < N_MANY; i++) {
        values[2 * i] = EP_INTEGER(i);
        values[2 * i + 1] = EP_TEXT(i % 2 ? "PC-なが…い名前の、しかしありふれた端末" : NULL);
    }
    return values;
}

static void
test_many(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autofree EpValue *values = many_pcs();
    g_autoptr(GError) error = NULL;
    Order order = { 0 };

    ep_db_query(db, "INSERT INTO pc (id, host) VALUES ($1, $2) RETURNING id", values, 2, N_MANY, check_order, &order,
                &error);
    g_assert_no_error(error);
    g_assert_cmpint(order.next, ==, N_MANY);
    order.next = 0;
    ep_db_query(db, "SELECT id FROM pc ORDER BY id", NULL, 0, 0, check_order, &order, &error);
    g_assert_no_error(error);
    g_assert_cmpint(order.next, ==, N_MANY);
    ep_test_db_assert(db, "SELECT count(host) FROM pc", "5000");
}

/* Each answer is larger than what the sockets of both sides hold, which is where a careless pipeline stands still. */
static void
test_many_large(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autofree char *text = g_strnfill(100000, 'x');
    EpValue values[3 * 200];
    Order order = { 0 };
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < 200; i++) {
        values[3 * i] = EP_INTEGER(i);
        values[3 * i + 1] = EP_TEXT(text);
        values[3 * i + 2] = EP_NULL;
    }
    ep_db_query(db, "INSERT INTO pc (id, host, rev) VALUES ($1, $2, $3) RETURNING id, host, host", values, 3, 200,
                check_order, &order, &error);
    g_assert_no_error(error);
    ep_test_db_assert(db, "SELECT sum(length(host)) FROM pc", "20000000");
}

static void
test_many_failing(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autofree EpValue *values = many_pcs();
    g_autoptr(GError) error = NULL;

    values[2 * 5000] = EP_INTEGER(17);
    g_assert_false(ep_db_query(db, "INSERT INTO pc (id, host) VALUES ($1, $2)", values, 2, N_MANY, NULL, NULL, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_true(g_str_has_prefix(error->message, "row 5001: "));
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "0");
    values[2 * 5000] = EP_INTEGER(5000);
    g_assert_true(ep_db_query(db, "INSERT INTO pc (id, host) VALUES ($1, $2)", values, 2, N_MANY, NULL, NULL, NULL));
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "10000");
}

static void
test_stopping(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autofree EpValue *values = many_pcs();
    g_autoptr(GError) error = NULL;
    Order order = { .stop_at = 3 };

    g_assert_true(ep_db_query(db, "INSERT INTO pc (id, host) VALUES ($1, $2)", values, 2, N_MANY, NULL, NULL, NULL));
    g_assert_false(ep_db_query(db, "SELECT id FROM pc ORDER BY id", NULL, 0, 0, check_order, &order, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_assert_cmpint(order.next, ==, 3);
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "10000");
    order.next = 0;
    g_clear_error(&error);
    g_assert_false(ep_db_query(db, "SELECT id FROM pc WHERE id = $1 OR host = $2 AND id < 0", values, 2, N_MANY,
                               check_order, &order, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
}

static gboolean
query_again(const EpRow *row, gpointer user_data, GError **error)
{
    return ep_db_query(user_data, "SELECT 1", NULL, 0, 0, NULL, NULL, error);
}

static void
test_callback_cannot_query(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_db_query(db, "SELECT 1", NULL, 0, 0, query_again, db, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    ep_test_db_assert(db, "SELECT 1", "1");
}

static void
test_shared_sql(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    EpValue sections[] = { EP_INTEGER(1),     EP_TEXT("税務課"), EP_INTEGER(2),
                           EP_TEXT("市民課"), EP_INTEGER(3),     EP_TEXT("税務課") };

    assert_rows(db,
                "INSERT INTO section (id, name) VALUES ($1, $2)"
                " ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name || '２' RETURNING id, name",
                sections, 2, 3, "1,税務課;2,市民課;1,税務課２;");
    assert_rows(db,
                "WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id DESC) AS place,"
                " sum(id) OVER () AS total FROM section) SELECT id, place, total FROM numbered ORDER BY id",
                NULL, 0, 0, "1,2,3;2,1,3;");
    assert_rows(db, "SELECT id = 1, id > $1 FROM section ORDER BY id", &EP_INTEGER(5), 1, 1, "1,0;0,0;");
}

static void
test_refused_text(const EpTestEngine *engine)
{
    static const EpValue bad[] = {
        { .type = EP_VALUE_TEXT, .data = "a\0b", .size = 3 },
        { .type = EP_VALUE_TEXT, .data = "\0", .size = 1 },
        { .type = EP_VALUE_TEXT, .data = "\x93\xfa\x96{" },
        { .type = EP_VALUE_TEXT, .data = "\xed\xa0\x80" },
    };
    g_autoptr(EpDb) db = open_desk(engine);
    EpValue sized = { .type = EP_VALUE_TEXT, .data = "窓口です", .size = 6 };

    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(ep_db_query(db, "INSERT INTO pc (id, host) VALUES (1, $1)", &bad[i], 1, 1, NULL, NULL, &error));
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    }
    assert_rows(db, "INSERT INTO pc (id, host) VALUES (1, $1) RETURNING host", &sized, 1, 1, "窓口;");
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "1");
}

static void
test_callers_mistakes(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    EpValue mixed[] = { EP_INTEGER(1), EP_TEXT("1") };
    static const char *const wrong[] = { "SELECT \"no_such_column\" FROM pc", "SELEC 1", "SELECT 1; SELECT 2",
                                         "SELECT $1" };

    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(ep_db_query(db, wrong[i], NULL, 0, 0, NULL, NULL, &error));
        g_assert_nonnull(error);
        g_assert_nonnull(strstr(error->message, wrong[i]));
    }
    g_assert_false(ep_db_query(db, "SELECT $1", mixed, 1, 2, NULL, NULL, NULL));
    ep_test_db_assert(db, "SELECT count(*) FROM pc", "0");
}

static void
test_constraints(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    static const char *const broken[][2] = {
        { "INSERT INTO pc (id, section) VALUES (1, 4711)", "4711" },
        { "UPDATE pc SET section = 4712 WHERE id = 9", "4712" },
        { "DELETE FROM section WHERE id = 7", "section" },
        { "INSERT INTO section (id, name) VALUES (8, 'a')", "name" },
        { "INSERT INTO pc (host) VALUES ('a')", "id" },
    };

    ep_test_db_run(db, "INSERT INTO section (id, name) VALUES (7, 'a')");
    ep_test_db_run(db, "INSERT INTO pc (id, section) VALUES (9, 7)");
    for (guint i = 0; i < G_N_ELEMENTS(broken); i++)
        ep_test_db_assert_fails(db, broken[i][0], EP_ERROR_INVALID, broken[i][1]);
    ep_test_db_assert(db, "SELECT count(*) FROM pc WHERE section = 7", "1");
    ep_test_db_assert(db, "SELECT count(*) FROM section", "1");
}

static void
test_deferred_constraint(const EpTestEngine *engine)
{
    g_autoptr(EpDb) db = open_desk(engine);
    g_autoptr(GError) error = NULL;

    ep_test_db_run(db, "CREATE TABLE line (id BIGINT NOT NULL PRIMARY KEY,"
                       " pc BIGINT REFERENCES pc (id) DEFERRABLE INITIALLY DEFERRED)");
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    ep_test_db_run(db, "INSERT INTO line (id, pc) VALUES (1, 55)");
    g_assert_false(ep_db_end(db, TRUE, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "55"));
    ep_test_db_assert(db, "SELECT count(*) FROM line", "0");
    g_assert_true(ep_db_begin(db, TRUE, NULL));
    g_assert_true(ep_db_end(db, TRUE, NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/store/db/durable", test_durable);
    ep_test_engines_add("/store/db/parameters", test_parameters);
    ep_test_engines_add("/store/db/empty", test_empty);
    ep_test_engines_add("/store/db/bytes", test_bytes);
    ep_test_engines_add("/store/db/many", test_many);
    ep_test_engines_add("/store/db/many-large", test_many_large);
    ep_test_engines_add("/store/db/many-failing", test_many_failing);
    ep_test_engines_add("/store/db/stopping", test_stopping);
    ep_test_engines_add("/store/db/callback-cannot-query", test_callback_cannot_query);
    ep_test_engines_add("/store/db/shared-sql", test_shared_sql);
    ep_test_engines_add("/store/db/refused-text", test_refused_text);
    ep_test_engines_add("/store/db/callers-mistakes", test_callers_mistakes);
    ep_test_engines_add("/store/db/constraints", test_constraints);
    ep_test_engines_add("/store/db/deferred-constraint", test_deferred_constraint);
    return g_test_run();
}
