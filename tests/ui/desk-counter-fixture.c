#include "tests/ui/desk-counter-fixture.h"

#include "app/ui/desk-sheet.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

DeskCounterFixture *
desk_counter_fixture_new(void)
{
    DeskCounterFixture *f = g_new0(DeskCounterFixture, 1);
    g_autofree char *ledger = NULL, *settings = NULL, *known = NULL, *text = NULL;

    f->folder = g_dir_make_tmp("madoguchi-counter-XXXXXX", NULL);
    ledger = g_build_filename(f->folder, "desk.db", NULL);
    settings = g_build_filename(f->folder, "window.ini", NULL);
    f->recording = g_build_filename(f->folder, "devices.json", NULL);
    known = g_test_build_filename(G_TEST_DIST, "data", "usb", "counter.json", NULL);
    g_assert_true(g_file_get_contents(known, &text, NULL, NULL));
    g_assert_true(g_file_set_contents(f->recording, text, -1, NULL));
    desk_plug_set_recording(f->recording);
    f->media = ep_test_media_open(ledger);
    f->data = desk_data_new(f->media.ledger);
    f->settings = desk_settings_new(settings, NULL);
    f->counter = DESK_COUNTER(desk_counter_new(f->data, f->settings));
    f->window = desk_test_open_window(desk_sheet_new_host(GTK_WIDGET(f->counter)), 1366, 768);
    desk_test_wait_text(desk_counter_get_side(f->counter), "Counter Stick 32");
    return f;
}

void
desk_counter_fixture_free(DeskCounterFixture *f)
{
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_drop(f->data);
    ep_test_media_clear(&f->media);
    desk_settings_free(f->settings);
    desk_plug_set_recording(NULL);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f->recording);
    g_free(f);
}

void
desk_counter_fixture_type_lines(gpointer within, const char *field, const char *text)
{
    GtkWidget *view = desk_test_find(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(within), field)), GTK_TYPE_TEXT_VIEW);

    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(view)), text, -1);
    desk_test_settle();
}
