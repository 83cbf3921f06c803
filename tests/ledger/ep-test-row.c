#include "tests/ledger/ep-test-row.h"

#include <glib/gstdio.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/support/ep-test-run.h"

EpTestRow
ep_test_row_open(const EpTestEngine *engine, const char *kind, const char *layout)
{
    EpTestRow t = { .media = ep_test_media_open(engine->uri) };
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(t.media.ledger), &ep_instruction_table, NULL, NULL);

    t.ledger = t.media.ledger;
    t.instruction = ep_record_get_id(g_ptr_array_index(all, 0));
    t.folder = g_build_filename(engine->folder, "out", NULL);
    ep_test_desk_do(t.ledger, "target.edit", t.media.windows, ANSWERS("retired", "1"));
    ep_test_desk_do(t.ledger, "target.edit", t.media.usbguard, ANSWERS("retired", "1"));
    t.target = ep_test_desk_make(t.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", kind));
    if (layout != NULL)
        ep_test_desk_do(t.ledger, "target.columns", t.target, ANSWERS("layout", layout));
    return t;
}

void
ep_test_row_close(EpTestRow *t)
{
    ep_test_media_clear(&t->media);
    g_free(t->folder);
}

gint64
ep_test_row_try(EpTestRow *t, const char *day, gboolean delta, GError **error)
{
    g_autoptr(EpRecord) record = ep_test_media_read(&t->media, "target", t->target);
    EpHow how = { .instruction = t->instruction };

    ep_test_desk_set_day(day);
    return ep_allowlist_export(t->ledger, record, &(EpAllowlistWanted){ .date = day, .delta = delta }, t->folder, &how,
                               NULL, error);
}

/* Empties the folder first, so that what stands in it is of this export. */
gint64
ep_test_row_export(EpTestRow *t, const char *day, gboolean delta)
{
    static const char *const names[] = { "list.csv", "list-added.csv", "list-changed.csv", "list-removed.csv" };
    g_autoptr(GError) error = NULL;
    gint64 export;

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(t->folder, names[i], NULL);

        g_remove(path);
    }
    export = ep_test_row_try(t, day, delta, &error);
    g_assert_no_error(error);
    return export;
}

void
ep_test_row_confirm(EpTestRow *t, gint64 export)
{
    ep_test_media_be(&t->media, "mori");
    ep_test_desk_do(t->ledger, "export.confirm", export, NULL);
    ep_test_media_be(&t->media, "tanaka");
}

/* @expected: NULL if there is no such file. */
void
ep_test_row_assert_file(EpTestRow *t, const char *name, const char *expected)
{
    g_autofree char *path = g_build_filename(t->folder, name, NULL), *text = NULL;
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "ledger", "read-csv.py", NULL);

    if (expected == NULL) {
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
        return;
    }
    text = ep_test_run((const char *const[]){ "/usr/bin/python3", script, path, "utf-8-sig", "comma", NULL });
    g_assert_cmpstr(text, ==, expected);
}

void
ep_test_row_assert(EpTestRow *t, gint64 permit, const char *field, const char *value)
{
    ep_test_desk_assert(t->ledger, "registration", ep_test_media_registration(&t->media, permit, t->target), field,
                        value);
}

/* added, changed, removed, left out */
void
ep_test_row_assert_counts(EpTestRow *t, gint64 export, const char *wanted)
{
    static const char *const fields[] = { "added", "changed", "removed", "left_out" };
    g_autoptr(GString) counts = g_string_new(NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_autofree char *n = ep_test_desk_get(t->ledger, "export", export, fields[i]);

        g_string_append_printf(counts, "%s%s", i > 0 ? " " : "", n);
    }
    g_assert_cmpstr(counts->str, ==, wanted);
}
