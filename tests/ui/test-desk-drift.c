/* A list exported, its columns chosen, compared and its differences mended in the window; what would happen, asked of a
 * permit and of nothing. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-explain.h"
#include "app/ui/desk-map.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpTestMedia media;
    gint64 permit, console;
    DeskData *data;
    DeskWindow *window;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-drift-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->media = ep_test_media_open(path);
    f->permit = ep_test_media_allow(&f->media, ep_test_media_apply(&f->media, "application.new", "1-1", NULL));
    f->console =
        ep_test_desk_make(f->media.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "csv"));
    f->window = desk_test_open_desk(f->media.ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->window);
    ep_test_media_clear(&f->media);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

/* --- looking --- */

static GtkWidget *
find_text(GtkWidget *widget, const char *text)
{
    const char *shown = GTK_IS_LABEL(widget) ? gtk_label_get_text(GTK_LABEL(widget)) : NULL;
    GtkWidget *found = NULL;

    if (shown != NULL && strstr(shown, text) != NULL)
        return widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL && found == NULL;
         child = gtk_widget_get_next_sibling(child))
        found = find_text(child, text);
    return found;
}

static GtkWidget *
get_sheet(Fixture *f)
{
    return gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(f->window)));
}

static void
wait_for(Fixture *f, const char *text)
{
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    while (find_text(GTK_WIDGET(f->window), text) == NULL) {
        if (g_get_monotonic_time() > end)
            g_error("“%s” did not come", text);
        desk_test_pause(20);
    }
}

static DeskPage *
get_page(Fixture *f)
{
    return DESK_PAGE(desk_window_get_page(f->window));
}

static void
wait_lines(Fixture *f, guint n)
{
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    while (ep_list_get_n(desk_page_get_model(get_page(f))) != n) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        desk_test_pause(20);
    }
}

static void
answer(Fixture *f, const char *const *answers)
{
    DeskAsk *ask = DESK_ASK(desk_test_find(get_sheet(f), DESK_TYPE_ASK));

    for (; *answers != NULL; answers += 2)
        desk_ask_set(ask, answers[0], answers[1]);
    desk_test_settle();
    desk_ask_submit(ask);
}

static void
press_control(Fixture *f, guint key)
{
    GListModel *controllers = gtk_widget_observe_controllers(GTK_WIDGET(f->window));
    gboolean handled = FALSE;

    for (guint i = 0; i < g_list_model_get_n_items(controllers) && !handled; i++) {
        g_autoptr(GtkEventController) controller = g_list_model_get_item(controllers, i);

        if (GTK_IS_EVENT_CONTROLLER_KEY(controller))
            g_signal_emit_by_name(controller, "key-pressed", key, 0, GDK_CONTROL_MASK, &handled);
    }
    g_object_unref(controllers);
    g_assert_true(handled);
    desk_test_settle();
}

/* --- */

static void
compare(Fixture *f, const char *text, const char *expected)
{
    g_autofree char *path = g_build_filename(f->folder, "rules.conf", NULL);
    g_autofree char *target = ep_test_media_id(f->media.usbguard);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    desk_window_show_page(f->window, "drift_line");
    desk_test_settle();
    press_control(f, GDK_KEY_n);
    answer(f, ANSWERS("of_target", target, "list_files", path));
    wait_for(f, expected);
}

/* From the list to the application: each step as a person takes it. */
static void
test_compare(void)
{
    Fixture *f = fixture_new();
    g_autofree char *section = ep_test_media_id(f->media.section);
    EpRecord *line;

    compare(f, "allow id 0951:1666 serial \"MADO7A31B9C4\"\nallow id 12:34\n", "rules.conf: line 2, character 10");
    desk_sheet_close(DESK_SHEET(get_sheet(f)));
    compare(f, "allow id 1234:abcd serial \"NOBODY77\" name \"Nobody's\"\n", "R8-突-00001");
    g_assert_cmpstr(desk_page_get_table(get_page(f))->name, ==, "drift"); /* its card is what one looks at next */
    desk_window_show_page(f->window, "drift_line");
    wait_lines(f, 2);
    desk_page_set_find(get_page(f), "NOBODY77");
    wait_lines(f, 1);
    line = ep_list_peek(desk_page_get_model(get_page(f)), 0);
    desk_page_show_record(get_page(f), ep_record_get_id(line));
    desk_test_settle();
    g_assert_nonnull(find_text(desk_page_get_card(get_page(f)), "Receive an application for it"));
    desk_page_start(get_page(f), ep_ledger_find_verb(f->media.ledger, "drift_line.apply", NULL, NULL));
    answer(f, ANSWERS("for_section", section, "applicant", "鈴木 一郎", "purpose", "突合"));
    while (!DESK_IS_COUNTER(desk_window_get_page(f->window)))
        desk_test_pause(20);
    wait_for(f, "R8-周-00002");
    fixture_free(f);
}

static void
start_on_target(Fixture *f, gint64 target, const char *verb)
{
    desk_window_show_page(f->window, "target");
    wait_lines(f, 4);
    desk_page_show_record(get_page(f), target);
    desk_test_settle();
    desk_page_start(get_page(f), ep_ledger_find_verb(f->media.ledger, verb, NULL, NULL));
    desk_test_settle();
}

/* What would be written is seen before it is: the file, and whom the list cannot keep to where they were permitted. */
static void
test_export(void)
{
    Fixture *f = fixture_new();
    g_autofree char *folder = g_build_filename(f->folder, "out", NULL);
    g_autofree char *path = g_build_filename(folder, "Registry.pol", NULL);
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    start_on_target(f, f->media.windows, "target.export");
    wait_for(f, "Registry.pol");
    wait_for(f, "In the list, otherwise than permitted  1\nThis enforcement allows it on every PC");
    g_assert_nonnull(find_text(get_sheet(f), "only where the permit says. (R8-周-00001-1)\n"));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    answer(f, ANSWERS("folder", folder));
    while (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        desk_test_pause(20);
    }
    fixture_free(f);
}

/* The file's first rows follow what is typed into the table of its columns. */
static void
test_columns(void)
{
    Fixture *f = fixture_new();
    DeskMap *map;

    start_on_target(f, f->console, "target.columns");
    map = DESK_MAP(desk_test_find(get_sheet(f), DESK_TYPE_MAP));
    desk_map_take(map, ep_column_map_parse(desk_map_get_table(map), "シリアル=serial; required\n番号=permit\n", NULL));
    wait_for(f, "シリアル,番号\n    MADO7A31B9C4,R8-周-00001-1\n");
    desk_map_take(map, ep_column_map_parse(desk_map_get_table(map), "番号=permit\n端末=pcs\n", NULL));
    wait_for(f, "R8-周-00001-1,HOST-PC-00001");
    desk_sheet_close(DESK_SHEET(get_sheet(f)));
    fixture_free(f);
}

static void
test_explain(void)
{
    Fixture *f = fixture_new();
    EpRecord *permit;

    desk_window_show_page(f->window, "permit");
    wait_lines(f, 1);
    permit = ep_list_peek(desk_page_get_model(get_page(f)), 0);
    desk_page_show_record(get_page(f), ep_record_get_id(permit));
    desk_test_settle();
    press_control(f, GDK_KEY_h);
    g_assert_true(desk_sheet_is_open(GTK_WIDGET(f->window)));
    wait_for(f, "LAN-Linux");
    g_assert_nonnull(find_text(get_sheet(f), "R8-周-00001-1  Counter Stick 32"));
    g_assert_nonnull(find_text(get_sheet(f), "It is not registered there yet"));
    g_assert_nonnull(find_text(get_sheet(f), "2. Layer 1, instance IDs: those that are allowed"));
    desk_sheet_close(DESK_SHEET(get_sheet(f)));
    desk_test_settle();
    desk_window_show_page(f->window, "today");
    press_control(f, GDK_KEY_h);
    g_assert_nonnull(find_text(get_sheet(f), "Say which device, which PC (or network) and which day."));
    gtk_editable_set_text(GTK_EDITABLE(desk_test_find(get_sheet(f), GTK_TYPE_ENTRY)), "nonsense");
    desk_sheet_close(DESK_SHEET(get_sheet(f))); /* what is asked for then is answered to nobody */
    desk_test_pause(600);
    desk_explain_open(desk_window_get_page(f->window), f->data, NULL, "nonsense");
    desk_test_settle();
    desk_sheet_close(DESK_SHEET(get_sheet(f)));
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/ui/drift/compare", test_compare);
    g_test_add_func("/ui/drift/export", test_export);
    g_test_add_func("/ui/drift/columns", test_columns);
    g_test_add_func("/ui/drift/explain", test_explain);
    return g_test_run();
}
