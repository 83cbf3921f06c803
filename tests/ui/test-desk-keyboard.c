/* The counter by keyboard alone: real keys through the X server, from Ctrl+N to the permit of what was brought in. */
#include <glib/gstdio.h>

#include "app/ui/desk-check-medium.h"
#include "app/ui/desk-check.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-plug.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-clamd.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-keys.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder, *medium;
    EpTestMedia media;
    DeskData *data;
    DeskWindow *desk;
    GtkWindow *window; /* the same */
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *ledger = NULL, *known = NULL, *letter = NULL;

    f->folder = g_dir_make_tmp("madoguchi-keyboard-XXXXXX", NULL);
    f->medium = g_build_filename(f->folder, "medium", NULL);
    ledger = g_build_filename(f->folder, "desk.db", NULL);
    known = g_test_build_filename(G_TEST_DIST, "data", "usb", "counter.json", NULL);
    g_assert_cmpint(g_mkdir(f->medium, 0755), ==, 0);
    letter = g_build_filename(f->medium, "letter.txt", NULL);
    g_assert_true(g_file_set_contents(letter, "harmless", -1, NULL));
    desk_plug_set_recording(known);
    f->media = ep_test_media_open(ledger);
    ep_test_desk_add_pc(f->media.ledger, "PC-00010", "lan", "used");
    f->desk = desk_test_open_desk(f->media.ledger, f->folder);
    f->window = GTK_WINDOW(f->desk);
    f->data = desk_window_get_data(f->desk);
    desk_window_show_page(f->desk, "application");
    desk_test_settle();
    desk_test_keys_focus(f->window);
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->desk);
    ep_test_media_clear(&f->media);
    desk_plug_set_recording(NULL);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f->medium);
    g_free(f);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static GtkWidget *
get_page(Fixture *f)
{
    return desk_window_get_page(DESK_WINDOW(f->window));
}

static const char *
get_answer(Fixture *f, const char *field)
{
    return desk_field_get_value(desk_test_find_field(get_page(f), field));
}

/* Opens the menu that has the focus, goes so far down and takes what is there. */
static void
choose_below(guint steps)
{
    desk_test_keys_press("space");
    for (guint i = 0; i < steps; i++)
        desk_test_keys_press("Down");
    desk_test_keys_press("Return");
}

static void
fill_application(Fixture *f)
{
    choose_below(1); /* the network, where a new one begins */
    g_assert_cmpstr(get_answer(f, "network"), ==, "lan");
    desk_test_keys_tab_to(f->window, "section");
    desk_test_keys_write("1010");
    desk_test_keys_press("Return");
    g_assert_cmpstr(get_answer(f, "section"), !=, "");
    desk_test_keys_tab_to(f->window, "applicant");
    desk_test_keys_paste(GTK_WIDGET(f->window), "山本 花子");
    desk_test_keys_tab_to(f->window, "extension");
    desk_test_keys_write("2214");
    desk_test_keys_tab_to(f->window, "approved");
    desk_test_keys_press("space");
    desk_test_keys_press("ctrl+d Return"); /* the stick */
    desk_test_wait_text(get_page(f), "The device of this application");
    desk_test_keys_tab_to(f->window, "capacity");
    desk_test_keys_write("32GB");
    desk_test_keys_tab_to(f->window, "pc_list");
    desk_test_keys_paste(GTK_WIDGET(f->window), "PC-00001\nPC-00010");
    desk_test_keys_tab_to(f->window, "user_list");
    desk_test_keys_paste(GTK_WIDGET(f->window), "鈴木 次郎\t1234\n佐藤 三郎");
    desk_test_keys_tab_to(f->window, "purpose");
    desk_test_keys_paste(GTK_WIDGET(f->window), "国への報告");
    desk_test_keys_tab_to(f->window, "keeping");
    desk_test_keys_write("locker");
    desk_test_keys_tab_to(f->window, "agreed");
    desk_test_keys_press("space");
    desk_test_keys_tab_to(f->window, "note");
    desk_test_keys_write("by hand");
}

static gboolean
has_form(gpointer counter)
{
    return desk_counter_get_form(counter) != NULL;
}

static void
test_application(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounter *counter = DESK_COUNTER(get_page(f));
    EpRecord *made;

    desk_test_wait_text(counter, "Counter Stick 32");
    desk_test_keys_press("ctrl+n");
    g_assert_nonnull(desk_counter_get_form(counter));
    fill_application(f);
    desk_test_keys_press("ctrl+Return");
    desk_test_wait_text(counter, "Content is right");
    made = desk_counter_paper_get_record(desk_counter_get_paper(counter));
    g_assert_cmpstr(ep_record_get_named(made, "applicant"), ==, "山本 花子");
    g_assert_cmpstr(ep_record_get_named(made, "extension"), ==, "2214");
    g_assert_cmpstr(ep_record_get_named(made, "devices"), ==, "1");
    g_assert_cmpstr(ep_record_get_named(made, "pcs"), ==, "2");
    g_assert_cmpstr(ep_record_get_named(made, "users"), ==, "2");
    g_assert_cmpstr(ep_record_get_named(made, "agreed"), ==, "1");
    g_assert_cmpstr(ep_record_get_named(made, "note"), ==, "by hand");
    desk_test_keys_press("e"); /* and on the same form again */
    desk_test_wait(has_form, counter);
    desk_test_keys_tab_to(f->window, "purpose");
    desk_test_keys_press("ctrl+a");
    desk_test_keys_write("another purpose");
    desk_test_keys_press("ctrl+Return");
    desk_test_wait_text(desk_counter_get_paper(counter), "another purpose");
}

/* The three steps of F7. */
static void
test_check(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCheck *check;

    desk_test_keys_press("F7");
    check = DESK_CHECK(get_page(f));
    desk_test_wait_text(check, "Giveaway Stick");
    desk_test_keys_tab_to_type(f->window, GTK_TYPE_LIST_BOX_ROW);
    desk_test_keys_press("Home space"); /* what is plugged in says what it is */
    g_assert_cmpstr(get_answer(f, "serial"), ==, "MADO7A31B9C4");
    g_assert_cmpstr(get_answer(f, "kind"), ==, "usb");
    desk_test_keys_tab_to(f->window, "carrier");
    desk_test_keys_paste(GTK_WIDGET(f->window), "保守 太郎");
    desk_test_keys_tab_to(f->window, "network");
    choose_below(1);
    desk_test_keys_tab_to_button(f->window, "Choose…");
    desk_test_keys_press("shift+Tab"); /* where its files are */
    desk_test_keys_write(f->medium);
    desk_test_keys_press("Return");
    desk_test_wait_text(desk_check_get_scan(check), "Begin the check");
    g_assert_cmpuint(desk_check_get_step(check), ==, 2);
    desk_test_keys_tab_to(f->window, "old_reason"); /* our own signatures have no date */
    desk_test_keys_write("our own signatures");
    desk_test_keys_press("ctrl+Return");
    desk_test_wait_text(desk_check_get_result(check), "Permit temporary use");
    desk_test_keys_tab_to(f->window, "pc");
    desk_test_keys_write("PC-00010");
    desk_test_keys_press("Return");
    desk_test_keys_tab_to(f->window, "rights");
    choose_below(1);
    desk_test_keys_press("ctrl+Return");
    desk_test_wait_text(desk_check_get_result(check), "R8-検-00001-1");
}

int
main(int argc, char **argv)
{
    g_setenv("MADOGUCHI_CLAMD", ep_test_clamd_get_socket(), TRUE);
    desk_test_init(&argc, &argv);
    g_test_add_func("/keyboard/application", test_application);
    g_test_add_func("/keyboard/check", test_check);
    return g_test_run();
}
