#include <glib/gstdio.h>
#include <string.h>

#include "app/ui/desk-import-choose.h"
#include "app/ui/desk-import-columns.h"
#include "app/ui/desk-import-how.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-import-table.h"
#include "app/ui/desk-import-totals.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window.h"
#include "endpoint/core/ep-clock.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

/* Files through the view into a real ledger and back. */
typedef struct {
    char *folder, *uri;
    EpLedger *ledger;
    DeskData *data;
    DeskSettings *settings;
    GtkWidget *window;
    DeskImportPage *page;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *settings = NULL;

    f->folder = g_dir_make_tmp("desk-import-XXXXXX", NULL);
    f->uri = g_build_filename(f->folder, "desk.ledger", NULL);
    settings = g_build_filename(f->folder, "window.ini", NULL);
    f->ledger = ep_test_desk_open(f->uri);
    f->data = desk_data_new(f->ledger);
    f->settings = desk_settings_new(settings, NULL);
    f->page = DESK_IMPORT_PAGE(desk_import_page_new(f->data, f->settings));
    f->window = desk_test_open_window(desk_sheet_new_host(GTK_WIDGET(f->page)), 1366, 768);
    return f;
}

static void
fixture_free(Fixture *f)
{
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_drop(f->data);
    ep_ledger_close(f->ledger);
    desk_settings_free(f->settings);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f->uri);
    g_free(f);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static char *
fixture_write(Fixture *f, const char *name, const char *text, gssize length)
{
    char *path = g_build_filename(f->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, length, NULL));
    return path;
}

static const EpTable *
pc_of(Fixture *f)
{
    return ep_ledger_get_table(f->ledger, "pc");
}

static gboolean
is_idle(gpointer page)
{
    return !desk_import_page_is_busy(page);
}

static void
begin(Fixture *f, const char *path)
{
    const char *paths[] = { path, NULL };

    desk_import_page_begin(f->page, pc_of(f), paths);
    desk_test_wait(is_idle, f->page);
}

static void
begin_text(Fixture *f, const char *text)
{
    g_autofree char *path = fixture_write(f, "list.csv", text, -1);

    begin(f, path);
}

static void
assert_counts(Fixture *f, const char *counts)
{
    const DeskImportPreview *preview = desk_import_page_get_preview(f->page);
    g_autofree char *found = NULL;

    g_assert_nonnull(preview);
    found = g_strdup_printf("%u %u %u %u %u", preview->summary.counts[EP_VERDICT_NEW],
                            preview->summary.counts[EP_VERDICT_CHANGED], preview->summary.counts[EP_VERDICT_SAME],
                            preview->summary.counts[EP_VERDICT_ERROR], preview->summary.counts[EP_VERDICT_CONFLICT]);
    g_assert_cmpstr(found, ==, counts);
}

static guint
count_pcs(Fixture *f)
{
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(f->ledger), pc_of(f), NULL, NULL);

    return all->len;
}

static void
commit(Fixture *f)
{
    desk_import_page_commit(f->page);
    g_assert_true(desk_import_page_is_busy(f->page));
    desk_test_wait(is_idle, f->page);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_DONE);
}

static void
assert_field(Fixture *f, const char *number, const char *field, const char *value)
{
    g_autoptr(EpRecord) record = ep_reader_find(ep_ledger_get_reader(f->ledger), pc_of(f), number, NULL);

    g_assert_nonnull(record);
    g_assert_cmpstr(ep_record_get_label(record, ep_table_find(pc_of(f), field)), ==, value);
}

/* As offices send it: CP932, title rows above the header; into the ledger, and back out of it. */
static void
test_whole(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *bytes = NULL, *path = NULL;
    gsize length;

    bytes = g_convert("情報端末一覧,,,\r\n令和8年11月20日現在,,,\r\n資産番号,端末名,所属課,設置場所\r\n"
                      "K-1,HOST-1,税務課,本庁1階\r\nK-2,HOST-2,税務課,本庁2階\r\n,HOST-3,税務課,\r\n",
                      -1, "CP932", "UTF-8", NULL, &length, NULL);
    path = fixture_write(f, "list.csv", bytes, (gssize)length);
    begin(f, path);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_READY);
    assert_counts(f, "2 0 0 1 0");
    g_assert_cmpuint(count_pcs(f), ==, 0); /* nothing is written before one says so */
    commit(f);
    g_assert_cmpuint(count_pcs(f), ==, 2);
    assert_field(f, "K-2", "section", "税務課");
    desk_import_page_undo(f->page);
    desk_test_wait(is_idle, f->page);
    g_assert_cmpuint(count_pcs(f), ==, 0);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_READY);
    assert_counts(f, "2 0 0 1 0"); /* the files are still there */
    ep_test_desk_verify(f->ledger);
}

/* What changes is shown old → new; the figures on top filter. */
static void
test_changes(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskList *list = desk_import_page_get_list(f->page);
    GtkWidget *totals = desk_test_find(GTK_WIDGET(f->page), DESK_TYPE_IMPORT_TOTALS);
    g_autofree char *columns = NULL;
    const DeskImportItem *item;

    begin_text(f, "資産番号,端末名,設置場所\nK-1,HOST-1,本庁1階\nK-2,HOST-2,本庁2階\n");
    commit(f);
    begin_text(f, "資産番号,端末名,設置場所\nK-1,HOST-1,本庁1階\nK-2,HOST-2,別館\nK-3,HOST-3,別館\n");
    assert_counts(f, "1 1 1 0 0");
    item = g_ptr_array_index(desk_import_page_get_preview(f->page)->items, 1);
    g_assert_cmpstr(ep_record_get_named(item->base, "place"), ==, "本庁2階");
    columns = desk_list_get_columns(list);
    g_assert_true(g_str_has_prefix(columns, "import_line"));
    g_assert_cmpuint(ep_list_get_n(desk_list_get_model(list)), ==, 3);
    desk_import_totals_choose(DESK_IMPORT_TOTALS(totals), EP_VERDICT_CHANGED);
    g_assert_cmpuint(ep_list_get_n(desk_list_get_model(list)), ==, 1);
    g_assert_true(desk_list_select_id(list, 2));
    desk_test_settle();
    desk_import_totals_choose(DESK_IMPORT_TOTALS(totals), -1);
    g_assert_cmpuint(ep_list_get_n(desk_list_get_model(list)), ==, 3);
}

/* A column that nothing is known by is mapped by hand, the rows are judged at once, and the map is remembered. */
static void
test_map(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *how = desk_test_find(GTK_WIDGET(f->page), DESK_TYPE_IMPORT_HOW), *columns;
    const char *text = "整理タグ,端末名,場所メモ\nK-1,HOST-1,本庁1階\nK-2,HOST-2,本庁2階\n";
    const DeskImportMap *map;

    begin_text(f, text);
    assert_counts(f, "0 0 0 2 0");
    columns = desk_test_find(how, DESK_TYPE_IMPORT_COLUMNS);
    g_assert_nonnull(columns);
    desk_import_columns_choose(DESK_IMPORT_COLUMNS(columns), 0, pc_of(f)->at.number);
    desk_import_columns_choose(DESK_IMPORT_COLUMNS(columns), 2, ep_table_find(pc_of(f), "place"));
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "2 0 0 0 0");
    desk_import_columns_remember(DESK_IMPORT_COLUMNS(columns), "窓口の一覧");
    desk_test_wait(is_idle, f->page);
    begin_text(f, text);
    assert_counts(f, "2 0 0 0 0");
    map = g_ptr_array_index(desk_import_page_get_preview(f->page)->maps, 0);
    g_assert_cmpuint(map->fields[2], ==, ep_table_find(pc_of(f), "place"));
    commit(f);
    assert_field(f, "K-1", "place", "本庁1階");
}

/* A serial number that another number has: never merged unless a person says so. */
static void
test_conflict(void)
{
    g_autoptr(Fixture) f = fixture_new();

    begin_text(f, "資産番号,端末名,製造番号\nK-1,HOST-1,SER0001\n");
    commit(f);
    begin_text(f, "資産番号,端末名,製造番号\nK-9,HOST-9,SER0001\n");
    assert_counts(f, "0 0 0 0 1");
    desk_import_page_ask(f->page, 0);
    g_assert_true(desk_sheet_is_open(GTK_WIDGET(f->page)));
    g_assert_nonnull(desk_test_find(gtk_window_get_child(GTK_WINDOW(f->window)), DESK_TYPE_IMPORT_CHOOSE));
    desk_sheet_close_around(desk_test_find(gtk_window_get_child(GTK_WINDOW(f->window)), DESK_TYPE_IMPORT_CHOOSE));
    desk_import_page_decide(f->page, 0, DESK_IMPORT_CHOOSE_NONE);
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "1 0 0 0 0");
    desk_import_page_decide(f->page, 0, DESK_IMPORT_CHOOSE_OPEN);
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "0 0 0 0 1");
    desk_import_page_decide(f->page, 0, 0);
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "0 1 0 0 0");
    commit(f);
    g_assert_cmpuint(count_pcs(f), ==, 1);
    assert_field(f, "K-9", "serial", "SER0001");
}

/* Stopped while it reads, or given up: the ledger is as it was. */
static void
test_cancel(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *path = NULL;
    GString *text = g_string_new("資産番号,端末名\n");
    const char *paths[] = { NULL, NULL };

    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(text, "K-%u,HOST-%u\n", i, i);
    paths[0] = path = fixture_write(f, "many.csv", text->str, -1);
    desk_import_page_begin(f->page, pc_of(f), paths);
    desk_data_cancel(f->data);
    desk_test_wait(is_idle, f->page);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_EMPTY);
    begin(f, path);
    assert_counts(f, "3000 0 0 0 0");
    desk_import_page_commit(f->page);
    desk_data_cancel(f->data);
    desk_test_wait(is_idle, f->page);
    g_assert_cmpuint(count_pcs(f), ==, 0);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_READY);
    desk_import_page_leave(f->page);
    g_assert_null(desk_import_page_get_preview(f->page));
    g_assert_cmpuint(count_pcs(f), ==, 0);
    ep_test_desk_verify(f->ledger);
    g_string_free(text, TRUE);
}

static gboolean
drop(GtkWidget *widget, const char *path)
{
    g_autoptr(GFile) file = g_file_new_for_path(path);
    g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(widget);
    GSList files = { file, NULL };
    g_auto(GValue) value = G_VALUE_INIT;
    gboolean taken = FALSE;

    g_value_init(&value, GDK_TYPE_FILE_LIST);
    g_value_set_boxed(&value, &files);
    for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
        g_autoptr(GtkEventController) controller = g_list_model_get_item(controllers, i);

        if (GTK_IS_DROP_TARGET(controller))
            g_signal_emit_by_name(controller, "drop", &value, 0.0, 0.0, &taken);
    }
    return taken;
}

/* Files that are let go above the page. */
static void
test_drop(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *path = fixture_write(f, "list.csv", "資産番号,端末名\nK-1,HOST-1\n", -1);

    g_assert_true(drop(GTK_WIDGET(f->page), path));
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "1 0 0 0 0");
}

/* The window, from the PC ledger's page: by the key's function, and by what is let go above the list. */
static void
test_window(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *path = fixture_write(f, "list.csv", "資産番号,端末名\nK-1,HOST-1\n", -1);
    GtkWidget *window, *shown;

    window = desk_window_new(desk_test_get_application(), f->data, f->settings);
    gtk_window_present(GTK_WINDOW(window));
    desk_window_show_page(DESK_WINDOW(window), "pc");
    desk_test_settle();
    desk_page_import(DESK_PAGE(desk_window_get_page(DESK_WINDOW(window))));
    shown = desk_window_get_page(DESK_WINDOW(window));
    g_assert_true(DESK_IS_IMPORT_PAGE(shown));
    g_assert_cmpint(desk_import_page_get_state(DESK_IMPORT_PAGE(shown)), ==, DESK_IMPORT_EMPTY);
    desk_window_show_page(DESK_WINDOW(window), "pc");
    g_assert_true(drop(desk_window_get_page(DESK_WINDOW(window)), path));
    g_assert_true(desk_window_get_page(DESK_WINDOW(window)) == shown);
    desk_test_wait(is_idle, shown);
    g_assert_cmpint(desk_import_page_get_state(DESK_IMPORT_PAGE(shown)), ==, DESK_IMPORT_READY);
    desk_import_page_leave(DESK_IMPORT_PAGE(shown));
    g_assert_true(DESK_IS_PAGE(desk_window_get_page(DESK_WINDOW(window))));
    desk_test_settle();
    gtk_window_destroy(GTK_WINDOW(window));
    for (guint i = 0; i < 6; i++)
        desk_test_settle(); /* what the window had asked for comes back */
}

/* Two that cannot be read are named, and nothing is lost by them. */
static void
test_unreadable(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *empty = fixture_write(f, "empty.csv", "", -1);
    g_autofree char *good = fixture_write(f, "good.csv", "資産番号,端末名\nK-1,HOST-1\n", -1);
    const char *paths[] = { empty, good, NULL };

    begin(f, empty);
    g_assert_cmpint(desk_import_page_get_state(f->page), ==, DESK_IMPORT_EMPTY);
    desk_import_page_begin(f->page, pc_of(f), paths);
    desk_test_wait(is_idle, f->page);
    assert_counts(f, "1 0 0 0 0");
    g_assert_nonnull(strstr(desk_import_page_get_preview(f->page)->refused, "empty.csv"));
}

/* A folder of inventories is one run, taken back as a whole. */
static void
test_folder(void)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *folder = g_build_filename(f->folder, "inventories", NULL);

    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    for (guint i = 0; i < 5; i++) {
        g_autofree char *name = g_strdup_printf("inventories/pc%u.xml", i);
        g_autofree char *xml =
            g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?><REQUEST><CONTENT><HARDWARE><NAME>INV-%u</NAME>"
                            "<OSNAME>Windows 11 Pro</OSNAME></HARDWARE><BIOS><SSN>SER77%02u</SSN></BIOS></CONTENT>"
                            "<DEVICEID>INV-%u-2026-11-01-09-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>",
                            i, i, i);

        g_free(fixture_write(f, name, i < 4 ? xml : "<?xml version=\"1.0\"?><REQUEST><CONTENT>", -1));
    }
    begin(f, folder);
    assert_counts(f, "4 0 0 1 0");
    g_assert_cmpuint(desk_import_page_get_preview(f->page)->maps->len, ==, 0);
    commit(f);
    g_assert_cmpuint(count_pcs(f), ==, 4);
    desk_import_page_undo(f->page);
    desk_test_wait(is_idle, f->page);
    g_assert_cmpuint(count_pcs(f), ==, 0);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/import-view/whole", test_whole);
    g_test_add_func("/import-view/changes", test_changes);
    g_test_add_func("/import-view/map", test_map);
    g_test_add_func("/import-view/conflict", test_conflict);
    g_test_add_func("/import-view/cancel", test_cancel);
    g_test_add_func("/import-view/unreadable", test_unreadable);
    g_test_add_func("/import-view/drop", test_drop);
    g_test_add_func("/import-view/window", test_window);
    g_test_add_func("/import-view/folder", test_folder);
    return g_test_run();
}
