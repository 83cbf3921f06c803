#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-renewal-private.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-words.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

/* The steps of a yearly renewal in their order, each with what it counts and what can be done now. */

static void
desk_renewal_print_lists(DeskRenewal *self)
{
    desk_renewal_print(self, "renewal-list");
}

static void
desk_renewal_print_reminders(DeskRenewal *self)
{
    desk_renewal_print(self, "renewal-reminder");
}

static void
desk_renewal_ask_folder(DeskRenewal *self)
{
    desk_renewal_write_lists(self, NULL);
}

static void
desk_renewal_ask_answers(DeskRenewal *self)
{
    desk_renewal_read_answers(self, NULL);
}

static void
desk_renewal_open_doubts(DeskRenewal *self)
{
    desk_renewal_open_lines(self, "doubtful", 0);
}

/* A verb of the run or of its lines in @states, or something else that is done with them. */
typedef struct {
    const char *label; /* NULL: the verb's */
    const char *tip;
    const char *verb;
    void (*func)(DeskRenewal *self);
    const char *states; /* lines that it is done to, counted on its button; NULL: it is done to the run */
} DeskRenewalDeed;

typedef struct {
    const char *title, *text;
    DeskRenewalDeed deeds[5];
} DeskRenewalStep;

static const DeskRenewalStep steps[] = {
    { N_("1. Hand out the lists"),
      N_("On paper, or as files in which the sections write 更新, 返却 or 紛失."),
      { { N_("Print the lists…"), "Ctrl+P", NULL, desk_renewal_print_lists, EP_RENEWAL_OPEN },
        { N_("Write files…"), N_("An .xlsx for each section"), NULL, desk_renewal_ask_folder, EP_RENEWAL_OPEN },
        { .verb = "renewal.hand_out" },
        { .verb = "renewal.gather" } } },
    { N_("2. Take in the answers"),
      N_("Read the files that came back (they can be dropped here), or enter them on the rows."),
      { { N_("Read answers…"), "Ctrl+O", NULL, desk_renewal_ask_answers, EP_RENEWAL_OPEN },
        { N_("Print reminders…"), NULL, NULL, desk_renewal_print_reminders, "waiting" },
        { .verb = "renewal_line.remind", .states = "waiting" },
        { .verb = "renewal.begin" } } },
    { N_("3. Look at what is doubtful"),
      N_("A virus check that is too old, a dissolved section, an open incident: mend it, or say why it goes on."),
      { { N_("Look at them"), NULL, NULL, desk_renewal_open_doubts, "waiting renew" } } },
    { N_("4. Do what was answered"),
      N_("It can be stopped and goes on with the rest."),
      { { .verb = "renewal_line.do_renew", .states = "renew" },
        { .verb = "renewal_line.do_give_back", .states = "give_back" },
        { .verb = "renewal_line.do_lose", .states = "lose" } } },
    { N_("5. When the day is over"),
      N_("What was not renewed expires, and with it the permits of the year that is over."),
      { { .verb = "renewal_line.expire", .states = EP_RENEWAL_OPEN " renewed" } } },
    { N_("6. Finish"),
      NULL,
      { { .verb = "renewal.finish" },
        { N_("Take the whole renewal back…"), NULL, NULL, desk_renewal_undo, EP_RENEWAL_DONE } } },
};

static gboolean
desk_renewal_deed_is_about(const DeskRenewalDeed *deed, EpRecord *line)
{
    if (deed->func == desk_renewal_open_doubts)
        return ep_renewal_line_is_doubtful(line);
    if (g_strcmp0(deed->verb, "renewal_line.expire") == 0)
        return ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(line, "permit_state"));
    return TRUE;
}

/* The run, or those of @lines, which are selected, that it is done to. */
static GPtrArray *
desk_renewal_deed_find(DeskRenewal *self, const DeskRenewalDeed *deed, GPtrArray *lines)
{
    const guint state = ep_renewal_line_table.at.state;
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);

    if (deed->states == NULL)
        g_ptr_array_add(records, g_object_ref(self->run));
    for (guint i = 0; deed->states != NULL && i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);

        if (ep_words_contain(deed->states, ep_record_get(line, state)) && desk_renewal_deed_is_about(deed, line))
            g_ptr_array_add(records, g_object_ref(line));
    }
    return records;
}

/* --- doing --- */

static const DeskRenewalDeed *
desk_renewal_find_deed(const char *verb)
{
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
        for (guint d = 0; d < G_N_ELEMENTS(steps[i].deeds); d++) {
            if (g_strcmp0(steps[i].deeds[d].verb, verb) == 0)
                return &steps[i].deeds[d];
        }
    }
    return NULL;
}

GPtrArray *
desk_renewal_find_records(DeskRenewal *self, const char *verb)
{
    static const DeskRenewalDeed run = { 0 };
    const DeskRenewalDeed *deed = desk_renewal_find_deed(verb);
    g_autoptr(GPtrArray) lines = desk_renewal_find_lines(self, NULL);

    return desk_renewal_deed_find(self, deed != NULL ? deed : &run, lines);
}

static void
desk_renewal_deed_clicked(GtkWidget *button, gpointer user_data)
{
    const DeskRenewalDeed *deed = g_object_get_data(G_OBJECT(button), "deed");

    if (deed->func != NULL)
        deed->func(user_data);
    else
        desk_renewal_do(user_data, deed->verb);
}

/* --- showing --- */

typedef struct {
    const EpVerb *verb;
    char *label, *reason;
    guint n;
    gboolean shown;
} DeskRenewalButton;

static void
desk_renewal_button_clear(DeskRenewalButton *button)
{
    g_free(button->label);
    g_free(button->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeskRenewalButton, desk_renewal_button_clear)

/* What has nothing to do most of the time stands there when it has. */
static gboolean
desk_renewal_deed_is_usual(DeskRenewal *self, const DeskRenewalDeed *deed)
{
    return g_strcmp0(deed->verb, "renewal.gather") != 0 || self->due.permits > 0;
}

static void
desk_renewal_judge(DeskRenewal *self, const DeskRenewalDeed *deed, GPtrArray *lines, DeskRenewalButton *button)
{
    g_autoptr(GPtrArray) records = desk_renewal_deed_find(self, deed, lines);
    EpTable *table = NULL;
    g_autofree char *number = desk_words_dup_number(records->len);
    const char *label = deed->label, *state = ep_record_get_named(self->run, "state");

    *button = (DeskRenewalButton){ .n = records->len };
    if (deed->verb != NULL) {
        button->verb = ep_verb_find(desk_data_get_catalog(self->data), deed->verb, &table);
        label = button->verb->label;
    }
    button->label =
        deed->states != NULL && records->len > 0 && (deed->func == NULL || deed->func == desk_renewal_open_doubts)
            ? g_strdup_printf("%s  %s", ep_label(label), number)
            : g_strdup(ep_label(label));
    button->shown = desk_renewal_deed_is_usual(self, deed) &&
                    (deed->states != NULL || button->verb->from == NULL || ep_words_contain(button->verb->from, state));
    if (button->verb != NULL && button->shown && records->len > 0)
        button->reason = desk_verb_bar_dup_reason(self->data, button->verb, records);
}

static GtkWidget *
desk_renewal_new_deed(DeskRenewal *self, const DeskRenewalDeed *deed, const DeskRenewalButton *about)
{
    GtkWidget *button = gtk_button_new_with_label(about->label);

    gtk_widget_set_sensitive(button, about->n > 0 && about->reason == NULL);
    gtk_widget_set_tooltip_text(button, about->reason != NULL ? about->reason
                                        : deed->tip != NULL   ? ep_label(deed->tip)
                                                              : NULL);
    g_object_set_data(G_OBJECT(button), "deed", (gpointer)deed);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_renewal_deed_clicked), self);
    return button;
}

static GtkWidget *
desk_renewal_new_words(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_max_width_chars(GTK_LABEL(label), 1);
    gtk_widget_add_css_class(label, style);
    return label;
}

static GtkWidget *
desk_renewal_new_step(DeskRenewal *self, const DeskRenewalStep *step, GPtrArray *lines)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6), *row = NULL;
    guint n = 0;

    gtk_widget_add_css_class(box, "renewal-step");
    gtk_box_append(GTK_BOX(box), desk_renewal_new_words(ep_label(step->title), "line-title"));
    gtk_widget_set_tooltip_text(box, step->text != NULL ? ep_label(step->text) : NULL);
    for (guint i = 0; i < G_N_ELEMENTS(step->deeds); i++) {
        const DeskRenewalDeed *deed = &step->deeds[i];
        g_auto(DeskRenewalButton) about = { 0 };

        if (deed->verb == NULL && deed->func == NULL)
            break;
        desk_renewal_judge(self, deed, lines, &about);
        if (!about.shown)
            continue;
        if (n++ % 2 == 0) {
            row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
            gtk_box_append(GTK_BOX(box), row);
        }
        gtk_box_append(GTK_BOX(row), desk_renewal_new_deed(self, deed, &about));
        if (about.reason != NULL)
            gtk_box_append(GTK_BOX(box), desk_renewal_new_words(about.reason, "field-hint"));
    }
    return box;
}

/* The button of @deed among @widget's; NULL: it is not there. */
static GtkWidget *
desk_renewal_find_button(GtkWidget *widget, const DeskRenewalDeed *deed)
{
    GtkWidget *found = g_object_get_data(G_OBJECT(widget), "deed") == deed ? widget : NULL;

    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL && found == NULL;
         child = gtk_widget_get_next_sibling(child))
        found = desk_renewal_find_button(child, deed);
    return found;
}

static const DeskRenewalDeed *
desk_renewal_find_focus(DeskRenewal *self)
{
    GtkRoot *root = gtk_widget_get_root(self->steps);
    GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;

    return focus != NULL && gtk_widget_is_ancestor(focus, self->steps) ? g_object_get_data(G_OBJECT(focus), "deed")
                                                                       : NULL;
}

/* The keyboard stays on the step it was on. */
void
desk_renewal_fill_steps(DeskRenewal *self)
{
    const DeskRenewalDeed *focus = desk_renewal_find_focus(self);
    g_autoptr(GPtrArray) lines = desk_renewal_find_lines(self, NULL);
    GtkWidget *child, *button;

    while ((child = gtk_widget_get_first_child(self->steps)) != NULL)
        gtk_box_remove(GTK_BOX(self->steps), child);
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
        gtk_box_append(GTK_BOX(self->steps), desk_renewal_new_step(self, &steps[i], lines));
    button = focus != NULL ? desk_renewal_find_button(self->steps, focus) : NULL;
    if (button != NULL)
        gtk_widget_grab_focus(button);
}
