/* The columns of a target's file, as a table in a real window: by keys alone, what is wrong where it is, and files. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-map-file.h"
#include "app/ui/desk-map-row.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-target-columns.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-keys.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpTestMedia media;
    gint64 console;
    DeskWindow *window;
} Fixture;

static Fixture *
fixture_new(const char *layout)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-map-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->media = ep_test_media_open(path);
    ep_test_media_allow(&f->media, ep_test_media_apply(&f->media, "application.new", "1-1", NULL));
    f->console =
        ep_test_desk_make(f->media.ledger, "target.new", ANSWERS("name", "Console", "network", "lan", "kind", "csv"));
    if (layout != NULL)
        ep_test_desk_do(f->media.ledger, "target.columns", f->console, ANSWERS("layout", layout));
    f->window = desk_test_open_desk(f->media.ledger, f->folder);
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

static DeskPage *
get_page(Fixture *f)
{
    return DESK_PAGE(desk_window_get_page(f->window));
}

static gboolean
are_targets_loaded(gpointer f)
{
    return ep_list_get_n(desk_page_get_model(get_page(f))) == 4;
}

static DeskMap *
open_map(Fixture *f)
{
    desk_window_show_page(f->window, "target");
    desk_test_wait(are_targets_loaded, f);
    desk_page_show_record(get_page(f), f->console);
    desk_test_settle();
    desk_page_start(get_page(f), ep_ledger_find_verb(f->media.ledger, "target.columns", NULL, NULL));
    desk_test_settle();
    desk_test_keys_focus(GTK_WINDOW(f->window));
    return DESK_MAP(desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_MAP));
}

static gboolean
is_closed(gpointer f)
{
    return !desk_sheet_is_open(GTK_WIDGET(((Fixture *)f)->window));
}

static void
assert_text(const char *text, const char *expected)
{
    while (g_str_has_prefix(text, "@")) /* how it is written */
        text = strchr(text, '\n') + 1;
    g_assert_cmpstr(text, ==, expected);
}

static void
assert_columns(DeskMap *map, const char *expected)
{
    g_autofree char *text = desk_map_dup_text(map);

    assert_text(text, expected);
}

static void
assert_layout(Fixture *f, const char *expected)
{
    g_autoptr(EpRecord) target =
        ep_reader_read(ep_ledger_get_reader(f->media.ledger), &ep_target_table, f->console, NULL);

    assert_text(ep_record_get_named(target, "layout"), expected);
}

static DeskMapRow *
get_row(DeskMap *map, guint at)
{
    GtkWidget *row = gtk_widget_get_parent(desk_test_find(GTK_WIDGET(map), DESK_TYPE_MAP_ROW));

    for (row = gtk_widget_get_first_child(row); at > 0; at--)
        row = gtk_widget_get_next_sibling(row);
    return DESK_MAP_ROW(row);
}

static gboolean
is_focus_in(Fixture *f, gpointer widget)
{
    GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(f->window));

    return focus != NULL && gtk_widget_is_ancestor(focus, widget);
}

/* The choice that has the focus: opened, searched, taken. */
static void
choose(const char *text)
{
    desk_test_keys_press("space");
    desk_test_keys_write(text);
    desk_test_keys_press("Return");
}

/* Two columns, their order, one too many that is refused where it is, and what is kept. */
static void
test_keys(void)
{
    Fixture *f = fixture_new(NULL);
    DeskMap *map = open_map(f);

    desk_test_keys_press("Insert");
    desk_test_keys_write("Serial");
    desk_test_keys_press("Tab");
    choose("Serial number");
    desk_test_keys_press("Tab space"); /* needed */
    assert_columns(map, "Serial=serial; required\n");
    desk_test_keys_press("Insert");
    desk_test_keys_write("Right");
    desk_test_keys_press("Tab");
    choose("Rights");
    assert_columns(map, "Serial=serial; required\nRight=rights\n");
    desk_test_keys_press("alt+Up");
    assert_columns(map, "Right=rights\nSerial=serial; required\n");
    desk_test_keys_press("alt+Up alt+Down alt+Down alt+Up ctrl+d");
    assert_columns(map, "Right=rights\nRight=rights\nSerial=serial; required\n");
    desk_test_wait_text(get_row(map, 1), "Heading: the heading stands there twice");
    desk_test_wait_text(map, "1 to be mended");
    desk_test_keys_press("ctrl+Return");
    desk_test_settle();
    g_assert_true(desk_sheet_is_open(GTK_WIDGET(f->window)));
    g_assert_true(is_focus_in(f, get_row(map, 1)));
    desk_test_keys_press("ctrl+Delete");
    assert_columns(map, "Right=rights\nSerial=serial; required\n");
    desk_test_click_button(map, "Bring back");
    desk_test_keys_press("ctrl+Delete Up Down Up");
    g_assert_true(is_focus_in(f, get_row(map, 0)));
    desk_test_wait_text(map, "MADO7A31B9C4"); /* of a real row */
    desk_test_keys_press("ctrl+Return");
    desk_test_wait(is_closed, f);
    assert_layout(f, "Right=rights\nSerial=serial; required\n");
    desk_window_undo(f->window);
    desk_test_pause(400);
    ep_test_desk_assert(f->media.ledger, "target", f->console, "layout", "");
    fixture_free(f);
}

/* Text with fields in it, words for the values of a choice, and what each makes of a real row. */
static void
test_values(void)
{
    Fixture *f = fixture_new("A=permit\nB=rights; read=R\n");
    DeskMap *map = open_map(f);
    GtkWidget *button;

    desk_test_keys_press("Tab");
    choose("Text"); /* what was chosen stands in it to begin with */
    assert_columns(map, "A=permit\nB=rights; read=R\n");
    desk_test_keys_press("End");
    desk_test_keys_write(" {Model} {maker}");
    assert_columns(map, "A=\"{permit} {model} {maker}\"\nB=rights; read=R\n");
    desk_test_wait_text(get_row(map, 0), "R8-周-00001-1 Counter Stick 32");
    desk_test_keys_write(" {Nonsense}");
    desk_test_wait_text(get_row(map, 0), "there is no “Nonsense” to stand in a column");
    for (guint i = 0; i < strlen(" {Nonsense}"); i++)
        desk_test_keys_press("BackSpace");
    button = desk_test_find_text(GTK_WIDGET(get_row(map, 1)), GTK_TYPE_LABEL, "→R");
    g_assert_nonnull(button);
    gtk_widget_grab_focus(gtk_widget_get_ancestor(button, GTK_TYPE_TOGGLE_BUTTON));
    desk_test_keys_press("space Tab");
    desk_test_keys_write("RW");
    desk_test_keys_press("Escape");
    assert_columns(map, "A=\"{permit} {model} {maker}\"\nB=rights; read-write=RW; read=R\n");
    desk_test_wait_text(get_row(map, 1), "RW");
    fixture_free(f);
}

/* What is typed is judged at once, in its row or at its setting; a value that is wrong keeps the sheet open. */
static void
test_wrong(void)
{
    Fixture *f = fixture_new("A=permit\nB=serial\n");
    DeskMap *map = open_map(f);

    desk_test_keys_press("Tab Tab Tab");
    desk_test_keys_write("many");
    desk_test_wait_text(get_row(map, 0), "“many” is not a whole number");
    desk_test_keys_press("ctrl+a");
    desk_test_keys_write("0");
    desk_test_wait_text(get_row(map, 0), "write 1 or more");
    desk_test_keys_press("ctrl+a");
    desk_test_keys_write("12");
    g_assert_null(desk_test_find_text(GTK_WIDGET(map), GTK_TYPE_LABEL, "to be mended"));
    desk_test_type(map, "dates", "today");
    desk_test_wait_text(map, "“today” is no pattern");
    desk_test_keys_press("ctrl+Return");
    g_assert_true(desk_sheet_is_open(GTK_WIDGET(f->window)));
    g_assert_true(is_focus_in(f, desk_test_find_field(GTK_WIDGET(map), "dates")));
    desk_test_type(map, "dates", "YYYY-MM-DD");
    desk_test_keys_press("Escape"); /* once is not enough to lose it */
    desk_test_wait_text(map, "What you changed would be lost");
    desk_test_keys_press("Escape");
    desk_test_wait(is_closed, f);
    assert_layout(f, "A=permit\nB=serial\n");
    fixture_free(f);
}

/* --- files --- */

static void
answer_dialog(const char *path, gboolean save)
{
    GtkWidget *dialog = desk_test_wait_dialog();
    g_autoptr(GFile) file = g_file_new_for_path(path), folder = g_file_get_parent(file);
    g_autofree char *name = g_file_get_basename(file);

    if (save) {
        gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(dialog), folder, NULL);
        gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name);
    } else {
        gtk_file_chooser_set_file(GTK_FILE_CHOOSER(dialog), file, NULL);
    }
    desk_test_pause(400);
    gtk_dialog_response(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT);
    desk_test_settle();
}

static gboolean
has_columns(gpointer map)
{
    g_autofree char *text = desk_map_dup_text(map);

    return *text != '\0';
}

static gboolean
is_written(gpointer path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* From the console's own list, saved as text, and read again; each asked for by its button. */
static void
test_files(void)
{
    Fixture *f = fixture_new(NULL);
    DeskMap *map = open_map(f);
    g_autofree char *sample = g_build_filename(f->folder, "export.csv", NULL),
                    *saved = g_build_filename(f->folder, "columns.txt", NULL), *text = NULL, *again = NULL;

    g_assert_true(g_file_set_contents(sample, "シリアル番号;備考;使用期限\nA1;x;2027/3/31\n", -1, NULL));
    desk_test_click_button(f->window, "From a sample file…");
    answer_dialog(sample, FALSE);
    desk_test_wait(has_columns, map);
    assert_columns(map, "シリアル番号=serial\n備考=\n使用期限=until_day\n");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(GTK_WIDGET(map), "separator")), ==, "semicolon");
    desk_test_click_button(f->window, "Save columns…");
    answer_dialog(saved, TRUE);
    desk_test_wait(is_written, saved);
    desk_test_wait_text(map, "Saved: ");
    text = desk_map_dup_text(map);
    g_assert_true(g_file_get_contents(saved, &again, NULL, NULL));
    g_assert_cmpstr(text, ==, again);
    g_assert_true(desk_map_set_text(map, "A=permit", NULL));
    desk_test_click_button(f->window, "Read columns…");
    answer_dialog(saved, FALSE);
    desk_test_settle();
    assert_columns(map, "シリアル番号=serial\n備考=\n使用期限=until_day\n");
    fixture_free(f);
}

/* What is no such file is said, and what was there stays. */
static void
test_bad_files(void)
{
    Fixture *f = fixture_new("A=permit\n");
    DeskMap *map = open_map(f);
    g_autofree char *path = g_build_filename(f->folder, "bad.txt", NULL);

    g_assert_true(g_file_set_contents(path, "A=permit\n@colour=red\n", -1, NULL));
    desk_map_file_read_text(map, path);
    desk_test_wait_text(map, "bad.txt: line 2: there is no setting “colour”");
    g_assert_true(g_file_set_contents(path, "", -1, NULL));
    desk_map_file_read_sample(map, path);
    desk_test_wait_text(map, "bad.txt: ");
    g_assert_cmpint(g_remove(path), ==, 0);
    desk_map_file_read_sample(map, path);
    desk_test_wait_text(map, "bad.txt");
    assert_columns(map, "A=permit\n");
    fixture_free(f);
}

/* The other table, of what the console answers, which says less; untouched answers stay as they are. */
static void
test_answer(void)
{
    Fixture *f = fixture_new(NULL);
    DeskMap *map = open_map(f), *answer;
    GtkWidget *title;

    answer = desk_target_columns_get_map(DESK_ASK(gtk_widget_get_ancestor(GTK_WIDGET(map), DESK_TYPE_ASK)), TRUE);
    title = desk_test_find_text(GTK_WIDGET(f->window), GTK_TYPE_LABEL, "What the console answers");
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(gtk_widget_get_ancestor(title, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
    desk_test_settle();
    g_assert_true(gtk_widget_get_mapped(GTK_WIDGET(answer)));
    desk_test_click_button(answer, "Add a column");
    desk_test_keys_write("No");
    desk_test_keys_press("Tab");
    choose("Row");
    assert_columns(answer, "No=row\n");
    desk_test_keys_press("ctrl+Return");
    desk_test_wait(is_closed, f);
    ep_test_desk_assert(f->media.ledger, "target", f->console, "layout", "");
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/ui/map/keys", test_keys);
    g_test_add_func("/ui/map/values", test_values);
    g_test_add_func("/ui/map/wrong", test_wrong);
    g_test_add_func("/ui/map/files", test_files);
    g_test_add_func("/ui/map/bad-files", test_bad_files);
    g_test_add_func("/ui/map/answer", test_answer);
    return g_test_run();
}
