/* An application that there is, edited on the counter's form. */
#include "app/ui/desk-conflict.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-finder.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-go.h"
#include "tests/ui/desk-counter-fixture.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

static gboolean
has_no_form(gpointer counter)
{
    return desk_counter_get_form(counter) == NULL;
}

/* What stands on the paper that is on the screen. */
static EpRecord *
get_shown(DeskCounterFixture *f)
{
    return desk_counter_paper_get_record(desk_counter_get_paper(f->counter));
}

static DeskCounterCase *
get_case(DeskCounterFixture *f)
{
    return desk_counter_paper_get_case(desk_counter_get_paper(f->counter));
}

static gboolean
has_case(gpointer f)
{
    return get_case(f) != NULL && get_case(f)->devices->len > 0;
}

/* One that there is, is edited on the same form as a new one: fields, device, PCs and users in one act. */
static void
test_edit(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    desk_counter_fixture_type_lines(form, "pc_list", "PC-00010");
    desk_counter_fixture_type_lines(form, "user_list", "鈴木 次郎");
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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

static DeskForm *
find_line(DeskCounterForm *form, gint64 line)
{
    GtkWidget *row = gtk_widget_get_parent(
        gtk_widget_get_ancestor(GTK_WIDGET(desk_test_find_field(GTK_WIDGET(form), "model")), DESK_TYPE_FORM));

    for (; row != NULL; row = gtk_widget_get_next_sibling(row)) {
        DeskForm *found = DESK_FORM(desk_test_find(row, DESK_TYPE_FORM));

        if (ep_draft_get_id(desk_form_get_draft(found)) == line)
            return found;
    }
    g_assert_not_reached();
}

static void
take_away(DeskForm *line)
{
    GtkWidget *head = gtk_widget_get_prev_sibling(GTK_WIDGET(line));

    g_signal_emit_by_name(gtk_widget_get_last_child(head), "clicked");
    desk_test_settle();
}

static GtkWidget *
find_choice(DeskCounterForm *form, guint nth)
{
    GtkWidget *part = gtk_widget_get_first_child(desk_test_find(GTK_WIDGET(form), DESK_TYPE_CONFLICT));

    for (guint i = 0; i < nth; i++)
        part = gtk_widget_get_next_sibling(part);
    return desk_test_find(part, GTK_TYPE_CHECK_BUTTON);
}

/* Three devices: of one both change the model, one only the other person wants, one only this one. */
static void
test_lines_in_conflict(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
    gint64 id = ep_test_media_apply(&f->media, "application.new", "1-1 1-2 1-3", NULL), lines[3];
    DeskCounterForm *form;

    desk_test_wait_text(desk_counter_get_paper(f->counter), "Content is right");
    desk_test_wait(has_case, f);
    g_signal_emit_by_name(f->counter, "edit");
    desk_test_settle();
    form = desk_counter_get_form(f->counter);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        lines[i] = ep_test_media_line(&f->media, id, i);
        desk_test_type(find_line(form, lines[i]), "model", "Mine");
    }
    take_away(find_line(form, lines[1]));
    ep_test_desk_do(f->media.ledger, "application_device.edit", lines[0],
                    ANSWERS("model", "Theirs", "capacity", "8GB"));
    ep_test_desk_do(f->media.ledger, "application_device.edit", lines[1], ANSWERS("model", "Theirs"));
    ep_test_desk_do(f->media.ledger, "application_device.remove", lines[2], NULL);
    desk_test_click_button(form, "Save");
    desk_test_wait_text(form, "Somebody else saved these meanwhile");
    desk_test_wait_text(form, "Counter Stick 32: Model");
    desk_test_wait_text(form, "Theirs (saved now):  keep it, changed: Model: Theirs");
    desk_test_wait_text(form, "Theirs (saved now):  taken away");
    gtk_check_button_set_active(GTK_CHECK_BUTTON(find_choice(form, 1)), TRUE);
    gtk_check_button_set_active(GTK_CHECK_BUTTON(find_choice(form, 3)), TRUE);
    desk_test_click_button(form, "Save");
    desk_test_wait(has_no_form, f->counter);
    ep_test_desk_assert(f->media.ledger, "application_device", lines[0], "model", "Mine");
    ep_test_desk_assert(f->media.ledger, "application_device", lines[0], "capacity", "8GB");
    ep_test_desk_assert(f->media.ledger, "application_device", lines[1], "model", "Theirs");
    ep_test_desk_assert(f->media.ledger, "application_device", ep_test_media_line(&f->media, id, 2), "model", "Mine");
    g_assert_cmpint(ep_test_media_line(&f->media, id, 2), !=, lines[2]);
}

/* Nothing changed is no act; what is past its check is not edited. */
static void
test_edit_nothing(void)
{
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();
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
    g_autoptr(DeskCounterFixture) f = desk_counter_fixture_new();

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
    g_test_add_func("/counter-edit/edit", test_edit);
    g_test_add_func("/counter-edit/lines-and-conflict", test_edit_lines_and_conflict);
    g_test_add_func("/counter-edit/lines-in-conflict", test_lines_in_conflict);
    g_test_add_func("/counter-edit/nothing", test_edit_nothing);
    g_test_add_func("/counter-edit/give-up", test_give_up);
    return g_test_run();
}
