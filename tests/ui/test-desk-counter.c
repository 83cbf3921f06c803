/* The counter on a screen of its own, over a real ledger and recorded devices: applications received and taken on. */
#include <string.h>

#include "app/ui/desk-field.h"
#include "app/ui/desk-sheet.h"
#include "tests/ui/desk-counter-fixture.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

/* Until so many wait; the queue follows a beat after what changed it. */
static void
wait_for_queue(DeskCounterFixture *f, guint n)
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
get_sheet(DeskCounterFixture *f)
{
    return desk_test_find(f->window, DESK_TYPE_SHEET);
}

/* Does the step on the page's own bar, and says yes in the sheet that asks. */
static void
step(DeskCounterFixture *f, const char *verb, const char *next)
{
    DeskCounterPaper *paper = desk_counter_get_paper(f->counter);

    desk_test_click_button(paper, verb);
    g_assert_nonnull(get_sheet(f));
    desk_test_click_button(get_sheet(f), verb);
    desk_test_wait_text(paper, next);
}

/* What stands beside the device whose name begins with @name. */
static GtkWidget *
find_device(DeskCounterFixture *f, const char *name)
{
    GtkWidget *label = desk_test_find_text(GTK_WIDGET(desk_counter_get_side(f->counter)), GTK_TYPE_LABEL, name);

    g_assert_nonnull(label);
    return gtk_widget_get_parent(gtk_widget_get_parent(label));
}

static void
fill_paper(DeskCounterFixture *f)
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();

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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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

/* The business network has a paper of its own, with the reasons that its rules list. */
static void
test_paper_of_network(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
    DeskCounterForm *new;
    EpRecord *made;

    ep_test_desk_add_pc(f->media.ledger, "PC-00010", "lan", "used");
    desk_test_click_button(find_device(f, "Counter Stick 32"), "Apply for it");
    new = desk_counter_get_form(f->counter);
    fill_paper(f);
    desk_counter_fixture_type_lines(new, "pc_list", "PC-00001\nPC-00010\nPC-9");
    desk_counter_fixture_type_lines(new, "user_list", "鈴木 次郎\n佐藤 三郎");
    desk_test_click_button(new, "Receive");
    desk_test_wait_text(desk_test_find_field(GTK_WIDGET(new), "pc_list"), "line 3: no PC is called “PC-9”");
    desk_counter_fixture_type_lines(new, "pc_list", "PC-00001\nPC-00010");
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    ep_test_desk_undo(f->media.ledger);
    desk_test_wait_text(f->counter, "Nobody waits");
    desk_test_wait_text(f->counter, "or receive the application by hand");
}

/* What was being read when the window closed comes back to nobody. */
static void
test_closed_while_reading(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
    DeskCounterPaper *paper = desk_counter_get_paper(f->counter);
    g_autoptr(EpRecord) shown = NULL;

    ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    desk_test_wait_text(paper, "Content is right");
    shown = g_object_ref(desk_counter_paper_get_record(paper));
    desk_counter_paper_set_record(paper, NULL);
    desk_counter_paper_set_record(paper, shown);
}

static void
test_plugging(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_test_add_func("/counter/closed-while-reading", test_closed_while_reading);
    g_test_add_func("/counter/plugging", test_plugging);
    return g_test_run();
}
