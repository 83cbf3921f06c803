#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-card.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-renewal-answers.h"
#include "app/ui/desk-renewal-private.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-kinds.h"

#define SIDE_WIDTH 356

/* Each figure counts the lines in its states; "doubtful" is no state. */
static const struct {
    const char *name, *label, *states, *style;
} figures[] = {
    { "lines", N_("Permits"), NULL, NULL },
    { "waiting", N_("Not answered"), "waiting", "wait" },
    { "renew", N_("To be renewed"), "renew", NULL },
    { "give_back", N_("To be given back"), "give_back", NULL },
    { "lose", N_("Said to be lost"), "lose", "late" },
    { "done", N_("Done"), EP_RENEWAL_DONE, NULL },
    { "doubtful", N_("To be looked at"), NULL, "wait" },
    { "left", N_("Left the renewal"), "left", NULL },
};

static GtkWidget *
desk_renewal_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    return label;
}

/* --- where a figure leads --- */

static void
desk_renewal_add_states(GArray *matches, const char *name)
{
    static const char *const doubts[] = { "incident", "section", "check" };

    for (guint i = 0; strcmp(name, "doubtful") == 0 && i < G_N_ELEMENTS(doubts); i++) {
        EpMatch match = { "doubt", doubts[i] };

        g_array_append_val(matches, match);
    }
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        g_auto(GStrv) states = g_strsplit(figures[i].states != NULL ? figures[i].states : "", " ", -1);

        for (guint s = 0; strcmp(figures[i].name, name) == 0 && states[s] != NULL; s++) {
            EpMatch match = { "state", g_intern_string(states[s]) };

            g_array_append_val(matches, match);
        }
    }
}

void
desk_renewal_open_lines(DeskRenewal *self, const char *figure, gint64 section)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    g_autoptr(GArray) matches = g_array_new(TRUE, TRUE, sizeof(EpMatch));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    EpMatch match = { "renewal", NULL };

    g_ptr_array_add(texts, g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(self->run)));
    match.value = g_ptr_array_index(texts, 0);
    g_array_append_val(matches, match);
    match.field = "section";
    for (guint i = 0; i < (section != 0 ? 1 : selected->len); i++) {
        gint64 id = section != 0 ? section : ep_record_get_id(g_ptr_array_index(selected, i));

        match.value = id > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, id) : g_strdup("");
        g_ptr_array_add(texts, (gpointer)match.value);
        g_array_append_val(matches, match);
    }
    desk_renewal_add_states(matches, figure);
    desk_go_open_those(GTK_WIDGET(self), &ep_renewal_line_table, (const EpMatch *)matches->data);
}

static void
desk_renewal_figure_clicked(GtkWidget *button, gpointer user_data)
{
    desk_renewal_open_lines(user_data, g_object_get_data(G_OBJECT(button), "figure"), 0);
}

static void
desk_renewal_linked(DeskList *list, EpRecord *section, guint field, gpointer user_data)
{
    desk_renewal_open_lines(user_data, ep_record_get_table(section)->fields[field].name, ep_record_get_id(section));
}

static void
desk_renewal_entered(DeskList *list, EpRecord *section, gpointer user_data)
{
    desk_renewal_open_lines(user_data, "lines", ep_record_get_id(section));
}

/* A figure that counts something leads to it; nothing is quiet. */
static void
desk_renewal_cell(DeskList *list, EpRecord *section, guint field, DeskListCell *cell, gpointer user_data)
{
    const EpField *described = &ep_record_get_table(section)->fields[field];

    if (described->kind != EP_KIND_INTEGER)
        return;
    if (strcmp(cell->text, "0") == 0) {
        cell->text = "";
        return;
    }
    cell->link = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        if (strcmp(figures[i].name, described->name) == 0 && figures[i].style != NULL)
            cell->tint = strcmp(figures[i].style, "late") == 0 ? EP_TINT_LATE : EP_TINT_WAIT;
    }
}

/* --- what is seen --- */

static void
desk_renewal_show_figures(DeskRenewal *self)
{
    g_autoptr(GPtrArray) lines = desk_renewal_find_lines(self, NULL), selected = NULL;
    EpRenewalSection all = { 0 };
    guint at = 0;
    g_autofree char *scope = NULL;

    for (guint i = 0; i < lines->len; i++)
        ep_renewal_section_count(&all, g_ptr_array_index(lines, i));
    for (GtkWidget *button = gtk_widget_get_first_child(self->figures); button != NULL;
         button = gtk_widget_get_next_sibling(button), at++) {
        const guint values[] = { all.lines, all.waiting, all.renew,    all.give_back,
                                 all.lose,  all.done,    all.doubtful, all.left };
        g_autofree char *number = desk_words_dup_number(values[at]);
        g_autofree char *name = g_strdup_printf("%s: %s", ep_label(figures[at].label), number);
        GtkWidget *figure = g_object_get_data(G_OBJECT(button), "number");

        gtk_label_set_text(GTK_LABEL(figure), number);
        gtk_widget_set_sensitive(button, values[at] > 0);
        if (figures[at].style != NULL && values[at] > 0)
            gtk_widget_add_css_class(figure, figures[at].style);
        else if (figures[at].style != NULL)
            gtk_widget_remove_css_class(figure, figures[at].style);
        gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
    selected = desk_list_get_selected(DESK_LIST(self->list));
    scope = selected->len == 0   ? g_strdup(_("All sections"))
            : selected->len == 1 ? g_strdup(ep_record_get_named(g_ptr_array_index(selected, 0), "name"))
                                 : g_strdup_printf(_("%u sections that are selected"), selected->len);
    gtk_label_set_text(GTK_LABEL(self->scope), scope);
}

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

static GtkWidget *
desk_renewal_new_figure(DeskRenewal *self, guint at)
{
    GtkWidget *button = gtk_button_new(), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *number = gtk_label_new("0"), *label = gtk_label_new(ep_label(figures[at].label));

    gtk_widget_add_css_class(number, "figure");
    gtk_widget_add_css_class(number, "title");
    gtk_widget_add_css_class(label, "field-hint");
    gtk_box_append(GTK_BOX(box), number);
    gtk_box_append(GTK_BOX(box), label);
    gtk_button_set_child(GTK_BUTTON(button), box);
    gtk_widget_add_css_class(button, "flat");
    gtk_widget_add_css_class(button, "renewal-figure");
    g_object_set_data(G_OBJECT(button), "figure", (gpointer)figures[at].name);
    g_object_set_data(G_OBJECT(button), "number", number);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_renewal_figure_clicked), self);
    return button;
}

static GtkWidget *
desk_renewal_new_sections(DeskRenewal *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new();

    self->figures = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_box_set_homogeneous(GTK_BOX(self->figures), TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        gtk_box_append(GTK_BOX(self->figures), desk_renewal_new_figure(self, i));
    gtk_widget_add_css_class(self->figures, "renewal-figures");
    self->list = desk_list_new(self->model);
    desk_list_set_cell_func(DESK_LIST(self->list), NULL, desk_renewal_cell, self, NULL);
    g_signal_connect(self->list, "link-activated", G_CALLBACK(desk_renewal_linked), self);
    g_signal_connect(self->list, "activate", G_CALLBACK(desk_renewal_entered), self);
    g_signal_connect_swapped(self->list, "selection-changed", G_CALLBACK(desk_renewal_show), self);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_widget_add_css_class(scroll, "list-surface");
    gtk_box_append(GTK_BOX(column), self->figures);
    gtk_box_append(GTK_BOX(column), scroll);
    gtk_widget_set_hexpand(column, TRUE);
    return column;
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
