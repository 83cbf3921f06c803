/* What a console's list, read back, makes of the next export: it is told what it lacks, has otherwise or keeps. */
#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

#define LAYOUT "@file=list.csv\n@deltas=files\n製造番号=serial; required\n権限=rights; read-write=RW; read=R\n"

typedef struct {
    EpTestMedia media;
    EpLedger *ledger;
    EpRecord *target;
    gint64 permit;
    char *folder;
} TestNext;

/* One stick is permitted, and exported to a console that hears of changes only. */
static TestNext
test_open(const EpTestEngine *engine)
{
    TestNext t = { .media = ep_test_media_open(engine->uri) };
    gint64 target;

    t.ledger = t.media.ledger;
    t.permit = ep_test_media_allow(&t.media, ep_test_media_apply(&t.media, "application.new", "1-1", NULL));
    t.folder = g_build_filename(engine->folder, "lists", NULL);
    g_mkdir_with_parents(t.folder, 0755);
    target = ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "csv"));
    ep_test_desk_do(t.ledger, "target.columns", target, ANSWERS("layout", LAYOUT));
    t.target = ep_test_media_read(&t.media, "target", target);
    return t;
}

static void
test_close(TestNext *t)
{
    g_object_unref(t->target);
    ep_test_media_clear(&t->media);
    g_free(t->folder);
}

static gint64
test_try(TestNext *t, const char *day, gboolean delta, GError **error)
{
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };

    return ep_allowlist_export(t->ledger, t->target, &(EpAllowlistWanted){ .date = day, .delta = delta }, t->folder,
                               &how, NULL, error);
}

static gint64
test_export(TestNext *t, gboolean delta)
{
    g_autoptr(GError) error = NULL;
    gint64 id = test_try(t, "2026-11-20", delta, &error);

    g_assert_no_error(error);
    return id;
}

/* The text of a file that the last export wrote, NULL if it wrote none; it is taken away. */
static char *
test_take(TestNext *t, const char *name)
{
    g_autofree char *path = g_build_filename(t->folder, name, NULL);
    char *text = NULL;

    if (g_file_get_contents(path, &text, NULL, NULL))
        g_assert_cmpint(g_unlink(path), ==, 0);
    return text;
}

static void
test_compare(TestNext *t, const char *text, const char *counts)
{
    g_autofree char *path = g_build_filename(t->folder, "console.csv", NULL);
    g_autofree char *found = NULL;
    g_autoptr(EpRecord) drift = NULL;
    g_autoptr(GError) error = NULL;
    gint64 id;

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    id = ep_drift_run(t->ledger, t->target, path, NULL, NULL, &error);
    g_assert_no_error(error);
    drift = ep_test_media_read(&t->media, "drift", id);
    found = g_strjoin(" ", ep_record_get_named(drift, "leftover"), ep_record_get_named(drift, "rights"),
                      ep_record_get_named(drift, "same"), ep_record_get_named(drift, "confirmed"), NULL);
    g_assert_cmpstr(found, ==, counts);
}

static gint64
test_line(TestNext *t)
{
    g_autoptr(GPtrArray) lines = ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_drift_line_table, NULL, NULL);

    g_assert_cmpuint(lines->len, ==, 1);
    return ep_record_get_id(g_ptr_array_index(lines, 0));
}

/* Whose every row is there is confirmed, by somebody else than who exported it: the next changes count from it. */
static void
test_confirmed(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    gint64 export = test_export(&t, TRUE);
    g_autoptr(GError) error = NULL;

    test_compare(&t, "製造番号,権限\nMADO7A31B9C4,RW\n", "0 0 1 0");
    ep_test_desk_assert(t.ledger, "export", export, "state", "written");
    ep_test_media_be(&t.media, "mori");
    test_compare(&t, "製造番号,権限\nMADO7A31B9C4,RW\n", "0 0 1 1");
    ep_test_desk_assert(t.ledger, "export", export, "state", "confirmed");
    ep_test_desk_assert(t.ledger, "export", export, "confirmed_on", "2026-11-20");
    g_assert_cmpint(test_try(&t, "2026-11-20", TRUE, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "nothing changed since R8-"));
    test_close(&t);
}

/* What one row lacks is not confirmed as a whole. */
static void
test_unconfirmed(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    gint64 export = test_export(&t, TRUE);

    ep_test_media_be(&t.media, "mori");
    test_compare(&t, "製造番号,権限\nNOBODY,RW\n", "0 0 0 0");
    ep_test_desk_assert(t.ledger, "export", export, "state", "written");
    test_close(&t);
}

/* A day on which nothing was permitted yet. */
static void
test_no_base(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(test_try(&t, "2026-01-05", TRUE, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "no export to compare with is confirmed"));
    test_close(&t);
}

/* What it lists with other rights is changed there, not added beside. */
static void
test_rights(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    g_autofree char *first = NULL, *added = NULL, *changed = NULL;

    test_export(&t, TRUE);
    first = test_take(&t, "list-added.csv");
    g_assert_nonnull(strstr(first, "MADO7A31B9C4"));
    ep_test_media_be(&t.media, "mori");
    test_compare(&t, "製造番号,権限\nMADO7A31B9C4,R\n", "0 1 0 0");
    ep_test_desk_do(t.ledger, "drift_line.register", test_line(&t), NULL);
    test_export(&t, TRUE);
    added = test_take(&t, "list-added.csv");
    changed = test_take(&t, "list-changed.csv");
    g_assert_true(added == NULL || strstr(added, "MADO7A31B9C4") == NULL);
    g_assert_nonnull(strstr(changed, "MADO7A31B9C4,RW"));
    test_close(&t);
}

/* An old list of changes does not lie beside the new list; what somebody changed does. */
static void
test_folder(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    g_autofree char *added = g_build_filename(t.folder, "list-added.csv", NULL), *none = NULL, *changed = NULL;

    test_export(&t, TRUE);
    g_assert_true(g_file_test(added, G_FILE_TEST_EXISTS));
    test_export(&t, FALSE);
    none = test_take(&t, "list-added.csv");
    g_assert_null(none);
    test_export(&t, TRUE);
    g_assert_true(g_file_set_contents(added, "somebody's own", -1, NULL));
    test_export(&t, FALSE);
    changed = test_take(&t, "list-added.csv");
    g_assert_cmpstr(changed, ==, "somebody's own");
    test_close(&t);
}

/* What it did not take off is told to it again. */
static void
test_said_again(const EpTestEngine *engine)
{
    TestNext t = test_open(engine);
    g_autofree char *first = NULL, *again = NULL;

    test_export(&t, FALSE);
    ep_test_desk_do(t.ledger, "permit.stop", t.permit, ANSWERS("end_reason", "breach"));
    ep_test_desk_refused(t.ledger, "export.confirm", test_export(&t, FALSE), NULL, "takes another person");
    first = test_take(&t, "list-removed.csv");
    g_assert_nonnull(first);
    test_compare(&t, "製造番号,権限\nMADO7A31B9C4,RW\n", "1 0 0 0");
    ep_test_desk_do(t.ledger, "drift_line.remove", test_line(&t), NULL);
    test_export(&t, FALSE);
    again = test_take(&t, "list-removed.csv");
    g_assert_nonnull(strstr(again, "MADO7A31B9C4"));
    test_close(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/ledger/drift-next/confirmed", test_confirmed);
    ep_test_engines_add("/ledger/drift-next/unconfirmed", test_unconfirmed);
    ep_test_engines_add("/ledger/drift-next/no-base", test_no_base);
    ep_test_engines_add("/ledger/drift-next/rights", test_rights);
    ep_test_engines_add("/ledger/drift-next/folder", test_folder);
    ep_test_engines_add("/ledger/drift-next/said-again", test_said_again);
    return g_test_run();
}
