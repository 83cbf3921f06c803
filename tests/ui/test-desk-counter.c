/* The counter on a screen of its own, over a real ledger and recorded devices. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-conflict.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-finder.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder, *recording;
    EpTestMedia media;
    DeskData *data;
    DeskSettings *settings;
    DeskCounter *counter;
    GtkWidget *window;
} Fixture;

/* Until so many wait; the queue follows a beat after what changed it. */
static void
wait_for_queue(Fixture *f, guint n)
{
    gint64 end = g_get_monotonic_time() + 10 * G_USEC_PER_SEC;

    while (desk_counter_queue_get_n(desk_counter_get_queue(f->counter)) != n) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        desk_test_settle();
    }
}

/* --- hands --- */

static void
tick(gpointer within, const char *field)
{
    GtkWidget *check =
        desk_test_find(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(within), field)), GTK_TYPE_CHECK_BUTTON);

    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), TRUE);
}

static GtkWidget *
get_sheet(Fixture *f)
{
    return desk_test_find(f->window, DESK_TYPE_SHEET);
}

/* Does the step on the page's own bar, and says yes in the sheet that asks. */
static void
step(Fixture *f, const char *verb, const char *next)
{
    DeskCounterPaper *paper = desk_counter_get_paper(f->counter);

    desk_test_click_button(paper, verb);
    g_assert_nonnull(get_sheet(f));
    desk_test_click_button(get_sheet(f), verb);
    desk_test_wait_text(paper, next);
}

/* --- the desk --- */

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
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

static void
fixture_free(Fixture *f)
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

/* What stands beside the device whose name begins with @name. */
static GtkWidget *
find_device(Fixture *f, const char *name)
{
    GtkWidget *label = desk_test_find_text(GTK_WIDGET(desk_counter_get_side(f->counter)), GTK_TYPE_LABEL, name);

    g_assert_nonnull(label);
    return gtk_widget_get_parent(gtk_widget_get_parent(label));
}

static void
fill_paper(Fixture *f)
{
    DeskCounterForm *new = desk_counter_get_form(f->counter);

    desk_test_choose(new, "network", 1);
    desk_test_look_up(new, "section", "総務");
    desk_test_type(new, "applicant", "山本 花子");
    desk_test_type(new, "purpose", "国への報告");
    tick(new, "approved");
}

/* --- tests --- */

static void
test_empty(void)
{
    g_autoptr(Fixture) f = fixture_new();

    desk_test_wait_text(f->counter, "Nobody waits");
    g_assert_nonnull(desk_test_find_text(GTK_WIDGET(f->counter), GTK_TYPE_LABEL, "Plug the device in"));
    g_assert_null(desk_counter_get_paper(f->counter) != NULL
                      ? desk_counter_paper_get_record(desk_counter_get_paper(f->counter))
                      : NULL);
}

/* The paper is filled in from the stick and by hand, and goes to the permit through its verbs. */
static void
test_stick_to_permit(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterForm *new;
    EpRecord *made;
    GtkWidget *side = GTK_WIDGET(desk_counter_get_side(f->counter));

    desk_test_click_button(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_form(f->counter);
    g_assert_nonnull(new);
    g_assert_nonnull(desk_test_find_text(GTK_WIDGET(new), GTK_TYPE_LABEL, "MADO7A31B9C4"));
    g_assert_cmpstr(ep_draft_get_named(desk_counter_form_get_answers(new), "until_day"), ==, "2027-03-31");
    desk_test_wait_text(side, "The device of this application");
    fill_paper(f);
    desk_test_wait_text(side, "LAN-GPO"); /* what this network's enforcement cannot do */
    desk_test_click_button(new, "Receive");
    desk_test_wait_text(f->counter, "Content is right");
    g_assert_null(desk_counter_get_form(f->counter));
    wait_for_queue(f, 1);
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    g_assert_cmpstr(ep_record_get_named(made, "section"), !=, "");
    step(f, "Content is right", "Ask for the decision");
    desk_test_wait_text(desk_counter_get_paper(f->counter), "1 medium has no clean virus check");

    desk_test_wait_text(side, "Check now");
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    ep_test_media_clean(&f->media, ep_test_media_line(&f->media, ep_record_get_id(made), 0));
    desk_test_wait_text(side, "of today");
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Ask for the decision");
    step(f, "Ask for the decision", "Allow");
    step(f, "Allow", "To be registered");
    wait_for_queue(f, 0);
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    g_assert_cmpstr(ep_record_get_named(made, "state"), ==, "allowed");
    desk_test_wait_text(side, "until"); /* the device is known now, with its permit */
    desk_test_wait_text(side, "All that happened to it");
}

static void
type_lines(gpointer within, const char *field, const char *text)
{
    GtkWidget *view = desk_test_find(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(within), field)), GTK_TYPE_TEXT_VIEW);

    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(view)), text, -1);
    desk_test_settle();
}

/* The business network has a paper of its own, with the reasons that its rules list. */
static void
test_paper_of_network(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterForm *new;
    GtkWidget *menu;

    g_signal_emit_by_name(f->counter, "start-new");
    desk_test_settle();
    new = desk_counter_get_form(f->counter);
    desk_test_type(new, "applicant", "山本 花子");
    desk_test_choose(new, "network", 3);
    desk_test_wait_text(new, "Affair that handles it");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(GTK_WIDGET(new), "applicant")), ==, "山本 花子");
    menu = desk_test_find(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(new), "purpose_kind")), GTK_TYPE_DROP_DOWN);
    g_assert_cmpuint(g_list_model_get_n_items(gtk_drop_down_get_model(GTK_DROP_DOWN(menu))), ==, 4);
    desk_test_choose(new, "network", 1);
    g_assert_null(desk_test_find_field(GTK_WIDGET(new), "affair"));
    menu = desk_test_find(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(new), "purpose_kind")), GTK_TYPE_DROP_DOWN);
    g_assert_cmpuint(g_list_model_get_n_items(gtk_drop_down_get_model(GTK_DROP_DOWN(menu))), >, 4);
}

/* A renewal is for the year to come, and asks which permit it is about. */
static void
test_paper_of_renewal(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterForm *new;

    desk_test_click_button(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_form(f->counter);
    g_assert_null(desk_test_find_field(GTK_WIDGET(new), "permit"));
    desk_test_choose(new, "kind", 2);
    desk_test_wait_text(new, "Permit it is about");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(GTK_WIDGET(new), "from_day")), ==, "2027-04-01");
    g_assert_cmpstr(desk_field_get_value(desk_test_find_field(GTK_WIDGET(new), "until_day")), ==, "2028-03-31");
}

/* Many PCs as a list; what is no PC is said beside it, with its line. */
static void
test_lists(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterForm *new;
    EpRecord *made;

    ep_test_desk_add_pc(f->media.ledger, "PC-00010", "lan", "used");
    desk_test_click_button(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_form(f->counter);
    fill_paper(f);
    type_lines(new, "pc_list", "PC-00001\nPC-00010\nPC-9");
    type_lines(new, "user_list", "鈴木 次郎\n佐藤 三郎");
    desk_test_click_button(new, "Receive");
    desk_test_wait_text(desk_test_find_field(GTK_WIDGET(new), "pc_list"), "line 3: no PC is called “PC-9”");
    type_lines(new, "pc_list", "PC-00001\nPC-00010");
    desk_test_click_button(new, "Receive");
    desk_test_wait_text(f->counter, "Content is right");
    wait_for_queue(f, 1);
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    g_assert_cmpstr(ep_record_get_named(made, "pcs"), ==, "2");
    g_assert_cmpstr(ep_record_get_named(made, "users"), ==, "2");
}

static void
test_missing_seal(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1", ANSWERS("approved", ""));
    DeskCounterPaper *paper = desk_counter_get_paper(f->counter);
    GtkWidget *button;

    desk_test_wait_text(paper, "The seal of the section's head is missing");
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, id);
    button = desk_test_find_text(GTK_WIDGET(paper), GTK_TYPE_BUTTON, "Content is right");
    g_assert_false(gtk_widget_is_sensitive(button));
}

/* A device that the list cannot tell from others is said to be so before anybody signs. */
static void
test_unfit_device(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *device;

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    desk_test_wait_text(desk_counter_get_side(f->counter), "Into this application");
    device = find_device(f, "Giveaway Stick");
    g_assert_nonnull(desk_test_find_text(device, GTK_TYPE_LABEL, "cannot be told apart"));
    g_assert_nonnull(desk_test_find_text(device, GTK_TYPE_LABEL, "LAN-GPO"));
    device = find_device(f, "Stick with Buttons");
    g_assert_nonnull(desk_test_find_text(device, GTK_TYPE_LABEL, "cannot be allowed by a list"));
    desk_test_click_button(find_device(f, "Giveaway Stick"), "Into this application");
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Giveaway Stick");
    g_assert_cmpuint(desk_counter_paper_get_case(desk_counter_get_paper(f->counter))->devices->len, ==, 2);
}

static gboolean
has_two(gpointer counter)
{
    return desk_counter_queue_get_n(desk_counter_get_queue(counter)) == 2;
}

/* What another desk receives appears; what is selected stays selected. */
static void
test_live_queue(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 first = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    DeskCounterPaper *paper = desk_counter_get_paper(f->counter);

    desk_test_wait_text(paper, "Content is right");
    ep_test_media_apply(&f->media, "application.new", "1-2", ANSWERS("purpose", "写真の取り込み"));
    desk_test_wait(has_two, f->counter);
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, first);
    ep_test_desk_do(f->media.ledger, "application.send_back", first, ANSWERS("reason", "seal"));
    desk_test_wait_text(paper, "Handed in again");
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, first);
}

/* What is taken back is not shown any longer. */
static void
test_taken_back(void)
{
    g_autoptr(Fixture) f = fixture_new();

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    ep_test_desk_undo(f->media.ledger);
    desk_test_wait_text(f->counter, "Nobody waits");
    desk_test_wait_text(f->counter, "or receive the application by hand");
}

static void
test_plugging(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterSide *side = desk_counter_get_side(f->counter);

    g_assert_true(g_file_set_contents(
        f->recording, "{ \"format\": \"madoguchi-devices\", \"version\": 1, \"devices\": [] }", -1, NULL));
    desk_test_wait_text(side, "Nothing is plugged in");
    g_assert_true(g_file_set_contents(f->recording,
                                      "{ \"format\": \"madoguchi-devices\", \"version\": 1, \"devices\": [ { \"path\": "
                                      "\"1-7\", \"vid\": \"0951\", \"pid\": \"1666\", \"serial\": \"MADO11112222\", "
                                      "\"name\": \"Late Stick\", \"interfaces\": [\"08:06:50\"] } ] }",
                                      -1, NULL));
    desk_test_wait_text(side, "Late Stick");
    desk_test_wait_text(side, "MADO11112222");
}

static gboolean
has_no_form(gpointer counter)
{
    return desk_counter_get_form(counter) == NULL;
}

/* What stands on the paper that is on the screen. */
static EpRecord *
get_shown(Fixture *f)
{
    return desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
}

static DeskCounterCase *
get_case(Fixture *f)
{
    return desk_counter_paper_get_case(desk_counter_get_paper(f->counter));
}

static gboolean
has_case(gpointer f)
{
    return get_case(f) != NULL && get_case(f)->devices->len == 1;
}

/* One that there is, is edited on the same form as a new one: fields, device, PCs and users in one act. */
static void
test_edit(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    DeskCounterForm *form;
    GtkWidget *form_of_device;

    ep_test_desk_add_pc(f->media.ledger, "PC-00010", "lan", "used");
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    desk_test_wait(has_case, f);
    g_signal_emit_by_name(f->counter, "edit");
    desk_test_settle();
    form = desk_counter_get_form(f->counter);
    g_assert_nonnull(form);
    g_assert_true(desk_field_is_on_paper(desk_test_find_field(GTK_WIDGET(form), "purpose")));
    g_assert_null(desk_test_find_text(GTK_WIDGET(form), GTK_TYPE_BUTTON, "Receive"));
    desk_test_type(form, "purpose", "写真の取り込み");
    form_of_device =
        gtk_widget_get_ancestor(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(form), "model")), DESK_TYPE_FORM);
    desk_test_type(form_of_device, "model", "Renamed Stick");
    desk_test_click_button(form, "Paste a list of devices");
    type_lines(form, "pc_list", "PC-00010");
    type_lines(form, "user_list", "鈴木 次郎");
    desk_test_click_button(form, "Save");
    desk_test_wait(has_no_form, f->counter);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Renamed Stick");
    g_assert_cmpint(ep_record_get_id(get_shown(f)), ==, id);
    g_assert_cmpstr(ep_record_get_named(get_shown(f), "purpose"), ==, "写真の取り込み");
    g_assert_cmpstr(ep_record_get_named(get_shown(f), "pcs"), ==, "2");
    g_assert_cmpstr(ep_record_get_named(get_shown(f), "users"), ==, "2");
    ep_test_desk_undo(f->media.ledger); /* all of it was one act */
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Counter Stick 32");
    g_assert_cmpstr(ep_record_get_named(get_shown(f), "pcs"), ==, "1");
}

/* A line taken away in the form goes with the rest; what somebody else changed meanwhile is chosen between. */
static void
test_edit_lines_and_conflict(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    DeskCounterForm *form;
    GtkWidget *pc;

    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    desk_test_wait(has_case, f);
    g_assert_cmpuint(get_case(f)->pcs->len, ==, 1);
    g_assert_true(desk_go_edit(GTK_WIDGET(desk_counter_get_paper(f->counter)), get_shown(f), "applicant"));
    desk_test_settle();
    form = desk_counter_get_form(f->counter);
    pc = gtk_widget_get_parent(
        gtk_widget_get_ancestor(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(form), "pc")), DESK_TYPE_FORM));
    g_signal_emit_by_name(gtk_widget_get_last_child(pc), "clicked");
    desk_test_type(form, "purpose", "写真の取り込み");
    ep_test_desk_do(f->media.ledger, "application.edit", id, ANSWERS("purpose", "別の目的"));
    desk_test_click_button(form, "Save");
    desk_test_wait_text(form, "Somebody else saved these meanwhile");
    gtk_check_button_set_active(
        GTK_CHECK_BUTTON(desk_test_find(desk_test_find(GTK_WIDGET(form), DESK_TYPE_CONFLICT), GTK_TYPE_CHECK_BUTTON)),
        TRUE);
    desk_test_click_button(form, "Save");
    desk_test_wait(has_no_form, f->counter);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "写真の取り込み");
    g_assert_cmpstr(ep_record_get_named(get_shown(f), "pcs"), ==, "0");
}

/* Nothing changed is no act; what is past its check is not edited. */
static void
test_edit_nothing(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1", NULL), rev;

    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    desk_test_wait(has_case, f);
    rev = ep_record_get_rev(get_shown(f));
    g_signal_emit_by_name(f->counter, "edit");
    desk_test_settle();
    desk_test_click_button(desk_counter_get_form(f->counter), "Save");
    g_assert_null(desk_counter_get_form(f->counter));
    g_assert_cmpint(ep_record_get_rev(get_shown(f)), ==, rev);
    ep_test_desk_do(f->media.ledger, "application.check", id, NULL);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Ask for the decision");
    g_signal_emit_by_name(f->counter, "edit");
    desk_test_wait_text(desk_counter_get_paper(f->counter), "send it back before changing it");
    g_assert_null(desk_counter_get_form(f->counter));
}

/* Escape gives a new one up; nothing is left of it. */
static void
test_give_up(void)
{
    g_autoptr(Fixture) f = fixture_new();

    g_signal_emit_by_name(f->counter, "start-new");
    desk_test_settle();
    g_assert_nonnull(desk_counter_get_form(f->counter));
    g_assert_true(gtk_widget_activate_action(GTK_WIDGET(desk_counter_get_form(f->counter)), "ask.cancel", NULL));
    desk_test_settle();
    g_assert_null(desk_counter_get_form(f->counter));
    g_assert_nonnull(desk_counter_show_list(f->counter));
    desk_test_settle();
    desk_counter_show_queue(f->counter);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    gtk_init();
    g_test_add_func("/counter/empty", test_empty);
    g_test_add_func("/counter/stick-to-permit", test_stick_to_permit);
    g_test_add_func("/counter/paper-of-network", test_paper_of_network);
    g_test_add_func("/counter/paper-of-renewal", test_paper_of_renewal);
    g_test_add_func("/counter/lists", test_lists);
    g_test_add_func("/counter/missing-seal", test_missing_seal);
    g_test_add_func("/counter/unfit-device", test_unfit_device);
    g_test_add_func("/counter/live-queue", test_live_queue);
    g_test_add_func("/counter/taken-back", test_taken_back);
    g_test_add_func("/counter/plugging", test_plugging);
    g_test_add_func("/counter/edit", test_edit);
    g_test_add_func("/counter/edit-lines-and-conflict", test_edit_lines_and_conflict);
    g_test_add_func("/counter/edit-nothing", test_edit_nothing);
    g_test_add_func("/counter/give-up", test_give_up);
    return g_test_run();
}
