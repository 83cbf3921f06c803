#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-card.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-renewal-answers.h"
#include "app/ui/desk-renewal-private.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-kinds.h"

#define SIDE_WIDTH 356

static GtkWidget *
desk_renewal_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    return label;
}

/* --- what is seen --- */

static char *
desk_renewal_dup_day(const char *text)
{
    EpDate day = { 0 };

    return ep_date_parse(text, &day, NULL) ? ep_date_format_long(day) : g_strdup(text);
}

/* "Permits that end on 3/31(水) · Answers until 3/10(水), 12 days left" */
static char *
desk_renewal_dup_about(EpRecord *run)
{
    EpDate deadline = { 0 }, today = ep_clock_today(EP_ZONE_JAPAN);
    g_autofree char *until = desk_renewal_dup_day(ep_record_get_named(run, "until_day")), *short_day = NULL;
    int left;

    if (!ep_date_parse(ep_record_get_named(run, "deadline"), &deadline, NULL) ||
        !ep_words_contain(EP_RENEWAL_RUNNING, ep_record_get_named(run, "state")))
        return g_strdup_printf(_("Permits that end on %s"), until);
    short_day = ep_date_format_short(deadline);
    left = ep_date_to_days(deadline) - ep_date_to_days(today);
    if (left < 0)
        return g_strdup_printf(_("Permits that end on %s · answers were due on %s"), until, short_day);
    return g_strdup_printf(_("Permits that end on %s · answers until %s (%d days left)"), until, short_day, left);
}

/* What is to be begun, and when. */
static char *
desk_renewal_dup_due(const EpRenewalDue *due)
{
    g_autofree char *until = desk_renewal_dup_day(due->until), *begins = desk_renewal_dup_day(due->begins);
    g_autofree char *number = desk_words_dup_number(due->permits);

    if (due->permits == 0)
        return g_strdup_printf(_("No permit that ends on %s waits for a renewal. From %s on, those that do are renewed "
                                 "here."),
                               until, begins);
    return g_strdup_printf(due->due ? _("%s permits end on %s. It is time to begin the yearly renewal.")
                                    : _("%s permits end on %s. The yearly renewal is begun in February, from %s on; it "
                                        "can be begun earlier."),
                           number, until, begins);
}

static void
desk_renewal_show_runs(DeskRenewal *self)
{
    EpList *all = desk_data_peek(self->data, &ep_renewal_table);
    guint chosen = 0, n = all != NULL ? ep_list_get_total(all) : 0;

    self->filling = TRUE;
    gtk_string_list_splice(self->names, 0, g_list_model_get_n_items(G_LIST_MODEL(self->names)), NULL);
    g_array_set_size(self->ids, 0);
    for (guint i = 0; i < n; i++) {
        EpRecord *run = ep_list_peek_any(all, i);
        gint64 id = ep_record_get_id(run);

        chosen = run == self->run ? i : chosen;
        g_array_append_val(self->ids, id);
        gtk_string_list_append(self->names, ep_record_get_named(run, "number"));
    }
    if (n > 0)
        gtk_drop_down_set_selected(GTK_DROP_DOWN(self->runs), chosen);
    gtk_widget_set_visible(self->runs, n > 0);
    self->filling = FALSE;
}

void
desk_renewal_show(DeskRenewal *self)
{
    gboolean loaded = self->due_known && desk_data_is_loaded(self->data, &ep_renewal_table) &&
                      desk_data_is_loaded(self->data, &ep_renewal_line_table);
    g_autofree char *due = self->due_known ? desk_renewal_dup_due(&self->due) : NULL;
    g_autofree char *about = self->run != NULL ? desk_renewal_dup_about(self->run) : g_strdup("");

    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), !loaded ? "reading" : self->run == NULL ? "empty" : "run");
    desk_renewal_show_runs(self);
    gtk_label_set_text(GTK_LABEL(self->about), about);
    if (due != NULL)
        gtk_label_set_text(GTK_LABEL(self->start_text), due);
    gtk_widget_set_visible(self->start_button,
                           self->run != NULL && self->due.permits > 0 &&
                               !ep_words_contain(EP_RENEWAL_RUNNING, ep_record_get_named(self->run, "state")));
    gtk_widget_set_visible(self->badge, self->run != NULL);
    if (self->run == NULL)
        return;
    desk_badge_set_state(self->badge, self->run);
    desk_card_set_record(DESK_CARD(self->card), self->run);
    desk_renewal_show_figures(self);
    desk_renewal_fill_steps(self);
}

/* --- its parts --- */

static void
desk_renewal_run_chosen(GtkDropDown *runs, GParamSpec *pspec, gpointer user_data)
{
    DeskRenewal *self = user_data;
    guint at = gtk_drop_down_get_selected(runs);

    if (!self->filling && at < self->ids->len)
        desk_renewal_show_run(self, g_array_index(self->ids, gint64, at));
}

static GtkWidget *
desk_renewal_new_start(DeskRenewal *self)
{
    GtkWidget *button = gtk_button_new_with_label(_("Begin the yearly renewal"));

    gtk_widget_set_tooltip_text(button, "Ctrl+N");
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(desk_renewal_start_new), self);
    return button;
}

static GtkWidget *
desk_renewal_new_head(DeskRenewal *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    self->names = gtk_string_list_new(NULL);
    self->runs = gtk_drop_down_new(G_LIST_MODEL(self->names), NULL);
    gtk_widget_set_valign(self->runs, GTK_ALIGN_CENTER);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->runs), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Yearly renewal"), -1);
    g_signal_connect(self->runs, "notify::selected", G_CALLBACK(desk_renewal_run_chosen), self);
    self->badge = desk_badge_new();
    gtk_widget_set_valign(self->badge, GTK_ALIGN_CENTER);
    self->about = desk_renewal_new_label(NULL, "quiet");
    gtk_label_set_ellipsize(GTK_LABEL(self->about), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(self->about, TRUE);
    self->start_button = desk_renewal_new_start(self);
    gtk_box_append(GTK_BOX(head), desk_tabs_new(self->data, ep_renewal_table.name));
    gtk_box_append(GTK_BOX(row), desk_renewal_new_label(_("Yearly renewal"), "title"));
    gtk_box_append(GTK_BOX(row), self->runs);
    gtk_box_append(GTK_BOX(row), self->badge);
    gtk_box_append(GTK_BOX(row), self->about);
    gtk_box_append(GTK_BOX(row), self->start_button);
    gtk_box_append(GTK_BOX(head), row);
    gtk_widget_add_css_class(head, "page-head");
    return head;
}

static GtkWidget *
desk_renewal_new_empty(DeskRenewal *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16), *start = desk_renewal_new_start(self);
    GtkWidget *how = desk_renewal_new_label(
        _("Each section gets the list of its permits, says of each whether it goes on, and what it says is done to all "
          "of them at once."),
        "field-hint");

    self->start_text = desk_renewal_new_label(NULL, "section-title");
    gtk_label_set_wrap(GTK_LABEL(self->start_text), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(self->start_text), 60);
    gtk_label_set_justify(GTK_LABEL(self->start_text), GTK_JUSTIFY_CENTER);
    gtk_label_set_wrap(GTK_LABEL(how), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(how), 66);
    gtk_label_set_justify(GTK_LABEL(how), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(start, "primary");
    gtk_widget_set_halign(start, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), self->start_text);
    gtk_box_append(GTK_BOX(box), start);
    gtk_box_append(GTK_BOX(box), how);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
    return box;
}

static void
desk_renewal_unselect(DeskRenewal *self)
{
    desk_list_unselect_all(DESK_LIST(self->list));
    gtk_widget_grab_focus(self->list);
}

static void
desk_renewal_card_verb(DeskCard *card, gpointer verb, gpointer user_data)
{
    desk_renewal_do(user_data, ((const EpVerb *)verb)->name);
}

static void
desk_renewal_show_side(DeskRenewal *self, GtkToggleButton *steps)
{
    gtk_stack_set_visible_child_name(GTK_STACK(self->side), gtk_toggle_button_get_active(steps) ? "steps" : "card");
}

static void
desk_renewal_side_toggled(GtkToggleButton *steps, gpointer user_data)
{
    desk_renewal_show_side(user_data, steps);
}

/* The steps, or the run as any other record is shown, with its history. */
static GtkWidget *
desk_renewal_new_side(DeskRenewal *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new();
    GtkWidget *chips = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *steps = gtk_toggle_button_new_with_label(_("What to do")),
              *card = gtk_toggle_button_new_with_label(_("Record and history"));

    gtk_widget_add_css_class(chips, "linked");
    gtk_widget_add_css_class(chips, "chips");
    gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(card), GTK_TOGGLE_BUTTON(steps));
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(steps), TRUE);
    g_signal_connect(steps, "toggled", G_CALLBACK(desk_renewal_side_toggled), self);
    gtk_box_append(GTK_BOX(chips), steps);
    gtk_box_append(GTK_BOX(chips), card);
    self->scope = desk_renewal_new_label(NULL, "quiet");
    gtk_label_set_ellipsize(GTK_LABEL(self->scope), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(self->scope), 1.0);
    gtk_widget_set_hexpand(self->scope, TRUE);
    gtk_box_append(GTK_BOX(row), chips);
    gtk_box_append(GTK_BOX(row), self->scope);
    gtk_widget_add_css_class(row, "renewal-side-head");
    self->steps = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->steps);
    self->card = desk_card_new(self->data, &ep_renewal_table);
    g_signal_connect(self->card, "verb", G_CALLBACK(desk_renewal_card_verb), self);
    self->side = gtk_stack_new();
    gtk_stack_set_hhomogeneous(GTK_STACK(self->side), FALSE);
    gtk_stack_add_named(GTK_STACK(self->side), scroll, "steps");
    gtk_stack_add_named(GTK_STACK(self->side), self->card, "card");
    gtk_widget_set_vexpand(self->side, TRUE);
    gtk_box_append(GTK_BOX(column), row);
    gtk_box_append(GTK_BOX(column), self->side);
    gtk_widget_set_size_request(column, SIDE_WIDTH, -1);
    gtk_widget_set_hexpand(column, FALSE);
    gtk_widget_add_css_class(column, "import-side");
    return column;
}

/* --- keys and files --- */

static gboolean
desk_renewal_press(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskRenewal *self = user_data;
    gboolean control = (state & GDK_CONTROL_MASK) != 0;

    if (self->run == NULL || desk_renewal_answers_is_open(DESK_RENEWAL_ANSWERS(self->answers)))
        return FALSE;
    if (control && gdk_keyval_to_lower(key) == GDK_KEY_o)
        desk_renewal_read_answers(self, NULL);
    else if (control && gdk_keyval_to_lower(key) == GDK_KEY_p)
        desk_renewal_print(self, "renewal-list");
    else if (key == GDK_KEY_Escape && desk_list_get_n_selected(DESK_LIST(self->list)) > 0)
        desk_renewal_unselect(self);
    else
        return FALSE;
    return TRUE;
}

static void
desk_renewal_dropped(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_renewal_read_answers(user_data, paths);
}

void
desk_renewal_build(DeskRenewal *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *run = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *reading = desk_renewal_new_label(_("Reading…"), "empty");

    gtk_label_set_xalign(GTK_LABEL(reading), 0.5);
    gtk_box_append(GTK_BOX(run), desk_renewal_new_sections(self));
    gtk_box_append(GTK_BOX(run), desk_renewal_new_side(self));
    self->answers = desk_renewal_answers_new(self->data);
    self->stack = gtk_stack_new();
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_stack_add_named(GTK_STACK(self->stack), reading, "reading");
    gtk_stack_add_named(GTK_STACK(self->stack), desk_renewal_new_empty(self), "empty");
    gtk_stack_add_named(GTK_STACK(self->stack), run, "run");
    self->head = desk_renewal_new_head(self);
    gtk_box_append(GTK_BOX(column), self->head);
    gtk_box_append(GTK_BOX(column), self->stack);
    g_object_bind_property(self->answers, "visible", column, "visible",
                           G_BINDING_INVERT_BOOLEAN | G_BINDING_SYNC_CREATE);
    gtk_widget_set_parent(column, GTK_WIDGET(self));
    gtk_widget_set_parent(self->answers, GTK_WIDGET(self));
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_renewal_press), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    desk_import_file_accept_drops(GTK_WIDGET(self), desk_renewal_dropped, self);
}
