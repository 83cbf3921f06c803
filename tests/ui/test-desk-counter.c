/* The counter on a screen of its own, over a real ledger and recorded devices. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-counter.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-finder.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder, *recording;
    EpTestMedia media;
    DeskData *data;
    DeskSettings *settings;
    DeskCounter *counter;
    GtkWidget *window;
} Fixture;

/* --- looking --- */

/* The first widget that is seen and shows @text: as a button's label or a label's text. */
static GtkWidget *
find_text(GtkWidget *widget, GType type, const char *text)
{
    const char *shown = NULL;

    if (!gtk_widget_get_visible(widget))
        return NULL;
    if (g_type_is_a(G_OBJECT_TYPE(widget), type))
        shown = GTK_IS_BUTTON(widget)  ? gtk_button_get_label(GTK_BUTTON(widget))
                : GTK_IS_LABEL(widget) ? gtk_label_get_text(GTK_LABEL(widget))
                                       : NULL;
    if (shown != NULL && strstr(shown, text) != NULL)
        return widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = find_text(child, type, text);

        if (found != NULL)
            return found;
    }
    return NULL;
}

static DeskField *
find_field(GtkWidget *widget, const char *name)
{
    if (DESK_IS_FIELD(widget) && strcmp(desk_field_get_description(DESK_FIELD(widget))->name, name) == 0)
        return DESK_FIELD(widget);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        DeskField *found = find_field(child, name);

        if (found != NULL)
            return found;
    }
    return NULL;
}

/* Until @text is seen; ten seconds are a failure that names it. */
static void
wait_for(gpointer within, const char *text)
{
    gint64 end = g_get_monotonic_time() + 10 * G_USEC_PER_SEC;

    while (find_text(within, GTK_TYPE_LABEL, text) == NULL && find_text(within, GTK_TYPE_BUTTON, text) == NULL) {
        if (g_get_monotonic_time() > end)
            g_error("“%s” did not come", text);
        desk_test_settle();
    }
}

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
click(gpointer within, const char *label)
{
    GtkWidget *button = find_text(GTK_WIDGET(within), GTK_TYPE_BUTTON, label);

    if (button == NULL)
        g_error("no button “%s”", label);
    g_assert_true(gtk_widget_is_sensitive(button));
    g_signal_emit_by_name(button, "clicked");
    desk_test_settle();
}

static void
type_into(gpointer within, const char *field, const char *text)
{
    GtkWidget *entry = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(within), field)), GTK_TYPE_ENTRY);

    gtk_widget_grab_focus(entry);
    gtk_editable_set_text(GTK_EDITABLE(entry), text);
    desk_test_settle();
}

/* Types what is looked for, and takes the first that is found. */
static void
find_into(gpointer within, const char *field, const char *text)
{
    GtkWidget *entry = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(within), field)), GTK_TYPE_ENTRY);

    desk_test_settle();
    type_into(within, field, text);
    g_signal_emit_by_name(entry, "activate");
    desk_test_settle();
}

static void
choose(gpointer within, const char *field, guint position)
{
    GtkWidget *menu = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(within), field)), GTK_TYPE_DROP_DOWN);

    gtk_drop_down_set_selected(GTK_DROP_DOWN(menu), position);
    desk_test_settle();
}

static void
tick(gpointer within, const char *field)
{
    GtkWidget *check = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(within), field)), GTK_TYPE_CHECK_BUTTON);

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

    click(paper, verb);
    g_assert_nonnull(get_sheet(f));
    click(get_sheet(f), verb);
    wait_for(paper, next);
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
    wait_for(desk_counter_get_side(f->counter), "Counter Stick 32");
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
    GtkWidget *label = find_text(GTK_WIDGET(desk_counter_get_side(f->counter)), GTK_TYPE_LABEL, name);

    g_assert_nonnull(label);
    return gtk_widget_get_parent(gtk_widget_get_parent(label));
}

static void
fill_paper(Fixture *f)
{
    DeskCounterNew *new = desk_counter_get_new(f->counter);

    choose(new, "network", 1);
    find_into(new, "section", "総務");
    type_into(new, "applicant", "山本 花子");
    type_into(new, "purpose", "国への報告");
    tick(new, "approved");
}

/* --- tests --- */

static void
test_empty(void)
{
    g_autoptr(Fixture) f = fixture_new();

    wait_for(f->counter, "Nobody waits");
    g_assert_nonnull(find_text(GTK_WIDGET(f->counter), GTK_TYPE_LABEL, "Plug the device in"));
    g_assert_null(desk_counter_get_paper(f->counter) != NULL
                      ? desk_counter_paper_get_record(desk_counter_get_paper(f->counter))
                      : NULL);
}

/* The paper is filled in from the stick and by hand, and goes to the permit through its verbs. */
static void
test_stick_to_permit(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterNew *new;
    EpRecord *made;
    GtkWidget *side = GTK_WIDGET(desk_counter_get_side(f->counter));

    click(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_new(f->counter);
    g_assert_nonnull(new);
    g_assert_nonnull(find_text(GTK_WIDGET(new), GTK_TYPE_LABEL, "MADO7A31B9C4"));
    g_assert_cmpstr(ep_draft_get_named(desk_counter_new_get_answers(new), "until_day"), ==, "2027-03-31");
    wait_for(side, "The device of this application");
    fill_paper(f);
    wait_for(side, "LAN-GPO"); /* what this network's enforcement cannot do */
    click(new, "Receive");
    wait_for(f->counter, "Content is right");
    g_assert_null(desk_counter_get_new(f->counter));
    wait_for_queue(f, 1);
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    g_assert_cmpstr(ep_record_get_named(made, "section"), !=, "");
    step(f, "Content is right", "Ask for the decision");
    wait_for(desk_counter_get_paper(f->counter), "1 medium has no clean virus check");

    wait_for(side, "Check now");
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    ep_test_media_clean(&f->media, ep_test_media_line(&f->media, ep_record_get_id(made), 0));
    wait_for(side, "of today");
    wait_for(desk_counter_get_paper(f->counter), "Ask for the decision");
    step(f, "Ask for the decision", "Allow");
    step(f, "Allow", "To be registered");
    wait_for_queue(f, 0);
    made = desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
    g_assert_cmpstr(ep_record_get_named(made, "state"), ==, "allowed");
    wait_for(side, "until"); /* the device is known now, with its permit */
    wait_for(side, "All that happened to it");
}

static void
type_lines(gpointer within, const char *field, const char *text)
{
    GtkWidget *view = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(within), field)), GTK_TYPE_TEXT_VIEW);

    gtk_text_buffer_set_text(gtk_text_view_get_buffer(GTK_TEXT_VIEW(view)), text, -1);
    desk_test_settle();
}

/* The business network has a paper of its own, with the reasons that its rules list. */
static void
test_paper_of_network(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterNew *new;
    GtkWidget *menu;

    g_signal_emit_by_name(f->counter, "start-new");
    desk_test_settle();
    new = desk_counter_get_new(f->counter);
    type_into(new, "applicant", "山本 花子");
    choose(new, "network", 3);
    wait_for(new, "Affair that handles it");
    g_assert_cmpstr(desk_field_get_value(find_field(GTK_WIDGET(new), "applicant")), ==, "山本 花子");
    menu = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(new), "purpose_kind")), GTK_TYPE_DROP_DOWN);
    g_assert_cmpuint(g_list_model_get_n_items(gtk_drop_down_get_model(GTK_DROP_DOWN(menu))), ==, 4);
    choose(new, "network", 1);
    g_assert_null(find_field(GTK_WIDGET(new), "affair"));
    menu = desk_test_find(GTK_WIDGET(find_field(GTK_WIDGET(new), "purpose_kind")), GTK_TYPE_DROP_DOWN);
    g_assert_cmpuint(g_list_model_get_n_items(gtk_drop_down_get_model(GTK_DROP_DOWN(menu))), >, 4);
}

/* A renewal is for the year to come, and asks which permit it is about. */
static void
test_paper_of_renewal(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterNew *new;

    click(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_new(f->counter);
    g_assert_null(find_field(GTK_WIDGET(new), "permit"));
    choose(new, "kind", 2);
    wait_for(new, "Permit it is about");
    g_assert_cmpstr(desk_field_get_value(find_field(GTK_WIDGET(new), "from_day")), ==, "2027-04-01");
    g_assert_cmpstr(desk_field_get_value(find_field(GTK_WIDGET(new), "until_day")), ==, "2028-03-31");
}

/* Many PCs as a list; what is no PC is said beside it, with its line. */
static void
test_lists(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterNew *new;
    EpRecord *made;

    ep_test_desk_add_pc(f->media.ledger, "PC-00010", "lan", "used");
    click(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_new(f->counter);
    fill_paper(f);
    type_lines(new, "pc_list", "PC-00001\nPC-00010\nPC-9");
    type_lines(new, "user_list", "鈴木 次郎\n佐藤 三郎");
    click(new, "Receive");
    wait_for(find_field(GTK_WIDGET(new), "pc_list"), "line 3: no PC is called “PC-9”");
    type_lines(new, "pc_list", "PC-00001\nPC-00010");
    click(new, "Receive");
    wait_for(f->counter, "Content is right");
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

    wait_for(paper, "The seal of the section's head is missing");
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, id);
    button = find_text(GTK_WIDGET(paper), GTK_TYPE_BUTTON, "Content is right");
    g_assert_false(gtk_widget_is_sensitive(button));
}

/* A device that the list cannot tell from others is said to be so before anybody signs. */
static void
test_unfit_device(void)
{
    g_autoptr(Fixture) f = fixture_new();
    GtkWidget *device;

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    wait_for(desk_counter_get_paper(f->counter), "Content is right");
    wait_for(desk_counter_get_side(f->counter), "Into this application");
    device = find_device(f, "Giveaway Stick");
    g_assert_nonnull(find_text(device, GTK_TYPE_LABEL, "cannot be told apart"));
    g_assert_nonnull(find_text(device, GTK_TYPE_LABEL, "LAN-GPO"));
    device = find_device(f, "Stick with Buttons");
    g_assert_nonnull(find_text(device, GTK_TYPE_LABEL, "cannot be allowed by a list"));
    click(find_device(f, "Giveaway Stick"), "Into this application");
    wait_for(desk_counter_get_paper(f->counter), "Giveaway Stick");
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

    wait_for(paper, "Content is right");
    ep_test_media_apply(&f->media, "application.new", "1-2", ANSWERS("purpose", "写真の取り込み"));
    desk_test_wait(has_two, f->counter);
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, first);
    ep_test_desk_do(f->media.ledger, "application.send_back", first, ANSWERS("reason", "seal"));
    wait_for(paper, "Handed in again");
    g_assert_cmpint(ep_record_get_id(desk_counter_paper_get_record(paper)), ==, first);
}

/* What is taken back is not shown any longer. */
static void
test_taken_back(void)
{
    g_autoptr(Fixture) f = fixture_new();

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    wait_for(desk_counter_get_paper(f->counter), "Content is right");
    ep_test_desk_undo(f->media.ledger);
    wait_for(f->counter, "Nobody waits");
    wait_for(f->counter, "or receive the application by hand");
}

static void
test_plugging(void)
{
    g_autoptr(Fixture) f = fixture_new();
    DeskCounterSide *side = desk_counter_get_side(f->counter);

    g_assert_true(g_file_set_contents(
        f->recording, "{ \"format\": \"madoguchi-devices\", \"version\": 1, \"devices\": [] }", -1, NULL));
    wait_for(side, "Nothing is plugged in");
    g_assert_true(g_file_set_contents(f->recording,
                                      "{ \"format\": \"madoguchi-devices\", \"version\": 1, \"devices\": [ { \"path\": "
                                      "\"1-7\", \"vid\": \"0951\", \"pid\": \"1666\", \"serial\": \"MADO11112222\", "
                                      "\"name\": \"Late Stick\", \"interfaces\": [\"08:06:50\"] } ] }",
                                      -1, NULL));
    wait_for(side, "Late Stick");
    wait_for(side, "MADO11112222");
}

/* Escape gives a new one up; nothing is left of it. */
static void
test_give_up(void)
{
    g_autoptr(Fixture) f = fixture_new();

    g_signal_emit_by_name(f->counter, "start-new");
    desk_test_settle();
    g_assert_nonnull(desk_counter_get_new(f->counter));
    g_assert_true(gtk_widget_activate_action(GTK_WIDGET(desk_counter_get_new(f->counter)), "ask.cancel", NULL));
    desk_test_settle();
    g_assert_null(desk_counter_get_new(f->counter));
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
    g_test_add_func("/counter/give-up", test_give_up);
    return g_test_run();
}
