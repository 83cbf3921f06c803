/* Checking a medium in the real window, with a real scanner: three steps, stopped, found, and without a scanner. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-check-medium.h"
#include "app/ui/desk-check-scan.h"
#include "app/ui/desk-check.h"
#include "app/ui/desk-plug.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-clamd.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder, *medium;
    EpTestMedia media;
    DeskData *data;
    DeskWindow *window;
    DeskCheck *check;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *ledger = NULL, *known = NULL;

    f->folder = g_dir_make_tmp("madoguchi-check-XXXXXX", NULL);
    f->medium = g_build_filename(f->folder, "medium", NULL);
    ledger = g_build_filename(f->folder, "desk.db", NULL);
    known = g_test_build_filename(G_TEST_DIST, "data", "usb", "counter.json", NULL);
    g_assert_cmpint(g_mkdir(f->medium, 0755), ==, 0);
    desk_plug_set_recording(known);
    f->media = ep_test_media_open(ledger);
    f->window = desk_test_open_desk(f->media.ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    desk_test_press(GTK_WIDGET(f->window), GDK_KEY_F7);
    f->check = DESK_CHECK(desk_window_get_page(f->window));
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->window);
    ep_test_media_clear(&f->media);
    desk_plug_set_recording(NULL);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f->medium);
    g_free(f);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static void
write_file(Fixture *f, const char *name, const char *content, gssize size)
{
    g_autofree char *path = g_build_filename(f->medium, name, NULL);

    g_assert_true(g_file_set_contents(path, content, size, NULL));
}

static guint
count(Fixture *f, const EpTable *table)
{
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(f->media.ledger), table, NULL, NULL);

    return all->len;
}

/* Something that a visitor brought, without a number. */
static void
bring(Fixture *f)
{
    GtkWidget *medium = desk_check_get_medium(f->check);

    desk_test_type(medium, "carrier", "保守 太郎");
    desk_test_type(medium, "errand", "月次保守");
    desk_test_choose(medium, "network", 1);
    desk_test_choose(medium, "kind", 1);
    desk_check_medium_set_folder(DESK_CHECK_MEDIUM(medium), f->medium);
}

/* Our own signatures have no date, so that every scan here is one with a pattern of unknown age. */
static void
begin(Fixture *f)
{
    GtkWidget *scan = desk_check_get_scan(f->check);

    desk_test_click_button(f->check, "On to the check");
    desk_test_wait_text(scan, "Begin the check");
    desk_test_type(scan, "old_reason", "Signatures of our own");
    desk_test_click_button(scan, "Begin the check");
}

static GtkWidget *
get_sheet(Fixture *f)
{
    return desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_SHEET);
}

static void
test_clean(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *medium = desk_check_get_medium(f->check), *scan = desk_check_get_scan(f->check),
              *result = desk_check_get_result(f->check);

    write_file(f, "letter.txt", "harmless", -1);
    desk_test_click_button(f->check, "On to the check");
    g_assert_cmpuint(desk_check_get_step(f->check), ==, 1); /* nobody is named */
    bring(f);
    desk_check_medium_set_folder(DESK_CHECK_MEDIUM(medium), "/nowhere/at/all");
    desk_test_click_button(f->check, "On to the check");
    desk_test_wait_text(medium, "There is no such drive or folder");
    desk_check_medium_set_folder(DESK_CHECK_MEDIUM(medium), f->medium);
    desk_test_click_button(f->check, "On to the check");
    desk_test_wait_text(scan, "How old the virus pattern is");
    desk_test_click_button(scan, "Begin the check");
    desk_test_wait_text(scan, "Say why it is checked with this pattern");
    g_assert_cmpuint(count(f, &ep_virus_check_table), ==, 0);
    desk_test_type(scan, "old_reason", "Signatures of our own");
    desk_test_click_button(scan, "Begin the check");
    desk_test_wait_text(result, "Permit temporary use");
    g_assert_nonnull(desk_test_find_text(result, GTK_TYPE_LABEL, "R8-検-00001"));
    g_assert_nonnull(desk_test_find_text(result, GTK_TYPE_LABEL, "Signatures of our own"));
    g_assert_cmpuint(count(f, &ep_virus_check_table), ==, 1);
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(result, "until_at")), ==, "2026-11-20T08:15:00Z");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(result, "user")), ==, "保守 太郎");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(result, "network")), ==, "lan");
    desk_test_look_up(result, "pc", "PC-");
    desk_test_choose(result, "rights", 1);
    desk_test_choose(result, "fallback", 2);
    desk_test_click_button(result, "Permit temporary use");
    desk_test_wait_text(result, "R8-検-00001-1");
    g_assert_cmpuint(count(f, &ep_permit_table), ==, 1);
    desk_test_click_button(result, "The next medium");
    g_assert_cmpuint(desk_check_get_step(f->check), ==, 1);
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(medium, "carrier")), ==, "");
}

/* A stick that is plugged in names itself. */
static void
test_plugged(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *medium = desk_check_get_medium(f->check);

    desk_test_wait_text(medium, "Counter Stick 32");
    g_assert_true(desk_check_medium_choose_device(DESK_CHECK_MEDIUM(medium), "1-1"));
    desk_test_settle();
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(medium, "serial")), ==, "MADO7A31B9C4");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(medium, "kind")), ==, "usb");
}

/* The clock runs where one looks, and goes when it was reported. */
static void
test_found(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *result = desk_check_get_result(f->check);

    write_file(f, "bad.exe", "before " EP_TEST_CLAMD_INFECTED, -1);
    write_file(f, "good.txt", "harmless", -1);
    bring(f);
    begin(f);
    desk_test_wait_text(result, "R8-検出-00001");
    desk_test_wait_text(result, "bad.exe: " EP_TEST_CLAMD_NAME);
    desk_test_wait_text(f->window, "Detections to be reported 1"); /* on top of the rail */
    desk_test_wait_text(result, "14:15 15 minutes left");
    ep_clock_set_fixed("2026-11-20T05:12:30Z");
    desk_test_wait_text(result, "14:15 3 minutes left");
    ep_clock_set_fixed("2026-11-20T05:18:00Z");
    desk_test_wait_text(result, "14:15 3 minutes over");
    desk_window_show_page(f->window, "today");
    desk_test_wait_text(desk_window_get_page(f->window), "14:15 3 minutes over");
    desk_window_show_page(f->window, "check");
    desk_test_click_button(result, "Report");
    desk_test_type(get_sheet(f), "reported_to", "情報政策課");
    desk_test_choose(get_sheet(f), "reported_how", 1);
    desk_test_click_button(get_sheet(f), "Report");
    desk_test_wait_text(result, "Treated");
    g_assert_null(desk_test_find_text(GTK_WIDGET(f->window), GTK_TYPE_LABEL, "Detections to be reported 1"));
}

/* A scan that is stopped is no result, and the next one is whole. */
static void
test_stop(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *scan = desk_check_get_scan(f->check);
    g_autofree char *large = g_malloc0(100000);

    for (int i = 0; i < 600; i++) {
        g_autofree char *name = g_strdup_printf("%03d.bin", i);

        write_file(f, name, large, 100000);
    }
    bring(f);
    begin(f);
    g_assert_true(desk_check_scan_is_running(DESK_CHECK_SCAN(scan)));
    desk_test_wait_text(scan, "nothing found so far");
    desk_window_show_page(f->window, "pc"); /* it goes on meanwhile */
    desk_window_show_page(f->window, "check");
    desk_test_click_button(scan, "Stop");
    desk_test_wait_text(scan, "nothing is recorded");
    g_assert_cmpuint(count(f, &ep_virus_check_table), ==, 0);
    desk_test_wait_text(scan, "Begin the check");
    desk_test_click_button(scan, "Go back");
    g_assert_cmpuint(desk_check_get_step(f->check), ==, 1);
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(desk_check_get_medium(f->check), "carrier")), ==,
                    "保守 太郎"); /* what was typed stays */
}

/* Without a scanner, another's result is written down; what contradicts itself is said at its field. */
/* One medium that is mounted is taken for the one that is checked; of several somebody chooses. */
static void
test_several_media(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *medium = desk_test_find(GTK_WIDGET(f->check), DESK_TYPE_CHECK_MEDIUM);
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    DeskCheckSubject *taken;

    desk_test_choose(medium, "kind", 1);
    desk_test_type(medium, "carrier", "保守 太郎");
    g_ptr_array_add(paths, f->medium);
    desk_check_medium_offer_folders(DESK_CHECK_MEDIUM(medium), paths);
    taken = desk_check_medium_take(DESK_CHECK_MEDIUM(medium), TRUE);
    g_assert_cmpstr(taken->folder, ==, f->medium);
    desk_check_subject_free(taken);
    g_ptr_array_add(paths, f->folder);
    desk_check_medium_offer_folders(DESK_CHECK_MEDIUM(medium), paths);
    g_assert_null(desk_check_medium_take(DESK_CHECK_MEDIUM(medium), TRUE));
    desk_test_wait_text(medium, "Several media are plugged in");
    gtk_check_button_set_active(GTK_CHECK_BUTTON(desk_test_find(medium, GTK_TYPE_CHECK_BUTTON)), TRUE);
    taken = desk_check_medium_take(DESK_CHECK_MEDIUM(medium), TRUE);
    g_assert_cmpstr(taken->folder, ==, f->medium);
    desk_check_subject_free(taken);
}

static void
test_typed(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *scan = desk_check_get_scan(f->check);

    g_setenv("MADOGUCHI_CLAMD", "/nowhere/clamd", TRUE);
    bring(f);
    desk_test_click_button(f->check, "On to the check");
    desk_test_wait_text(scan, "/nowhere/clamd");
    g_assert_null(desk_test_find_text(scan, GTK_TYPE_BUTTON, "Begin the check"));
    desk_test_click_button(scan, "Write another scanner's result down");
    desk_test_type(scan, "scanner", "Another scanner 9.1");
    desk_test_type(scan, "pattern_date", "2026-11-20");
    desk_test_choose(scan, "result", 2);
    desk_test_click_button(scan, "Record the result");
    desk_test_wait_text(scan, "say in how many files");
    desk_test_choose(scan, "result", 1);
    desk_test_click_button(scan, "Record the result");
    desk_test_wait_text(desk_check_get_result(f->check), "Permit temporary use");
    g_setenv("MADOGUCHI_CLAMD", ep_test_clamd_get_socket(), TRUE);
}

/* From an application's device, and back to it. */
static void
test_application(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    GtkWidget *result = desk_check_get_result(f->check);

    write_file(f, "letter.txt", "harmless", -1);
    desk_check_begin(f->check, &ep_application_device_table, ep_test_media_line(&f->media, id, 0));
    desk_test_wait_text(desk_check_get_medium(f->check), "Counter Stick 32");
    desk_test_settle();
    desk_check_medium_set_folder(DESK_CHECK_MEDIUM(desk_check_get_medium(f->check)), f->medium);
    begin(f);
    desk_test_wait_text(result, "To what it was made for");
    ep_test_desk_assert(f->media.ledger, "application", id, "unchecked", "0");
    desk_test_click_button(result, "To what it was made for");
    g_assert_true(desk_window_get_page(f->window) != GTK_WIDGET(f->check));
}

/* What is delivered is listed with its digests, and no other scanner's word is taken for it. */
static void
test_delivery(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_desk_make(f->media.ledger, "delivery.new",
                                  ANSWERS("name", "11月分 月次報告", "addressee", "情報政策課"));
    GtkWidget *scan = desk_check_get_scan(f->check);

    write_file(f, "report.xlsx", "figures", -1);
    write_file(f, "report.pdf", "pages", -1);
    desk_check_begin(f->check, &ep_delivery_table, id);
    desk_test_wait_text(desk_check_get_medium(f->check), "R8-納-00001");
    desk_check_medium_set_folder(DESK_CHECK_MEDIUM(desk_check_get_medium(f->check)), f->medium);
    desk_test_click_button(f->check, "Write another scanner's result down"); /* leads to the scan all the same */
    desk_test_wait_text(scan, "Begin the check");
    g_assert_null(desk_test_find_text(scan, GTK_TYPE_BUTTON, "Write another scanner's result down"));
    desk_test_type(scan, "old_reason", "Signatures of our own");
    desk_test_click_button(scan, "Begin the check");
    desk_test_wait_text(desk_check_get_result(f->check), "To what it was made for");
    ep_test_desk_assert(f->media.ledger, "delivery", id, "state", "checked");
    ep_test_desk_assert(f->media.ledger, "delivery", id, "files", "2");
    ep_test_desk_assert(f->media.ledger, "delivery", id, "size", "12");
    ep_test_desk_assert(f->media.ledger, "delivery", id, "folder", f->medium);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_setenv("MADOGUCHI_CLAMD", ep_test_clamd_get_socket(), TRUE);
    gtk_init();
    g_test_add_func("/check/clean", test_clean);
    g_test_add_func("/check/plugged", test_plugged);
    g_test_add_func("/check/found", test_found);
    g_test_add_func("/check/stop", test_stop);
    g_test_add_func("/check/several-media", test_several_media);
    g_test_add_func("/check/typed", test_typed);
    g_test_add_func("/check/application", test_application);
    g_test_add_func("/check/delivery", test_delivery);
    return g_test_run();
}
