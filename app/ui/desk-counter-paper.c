#include "app/ui/desk-counter-paper.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-attachments.h"
#include "app/ui/desk-badge.h"
#include "app/ui/desk-banner.h"
#include "app/ui/desk-clamp.h"
#include "app/ui/desk-counter-lines.h"
#include "app/ui/desk-counter-steps.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-group.h"
#include "app/ui/desk-story.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-verb-sheet.h"
#include "endpoint/ledger/ep-kinds.h"

#define PAPER_WIDTH 960 /* at most */

struct _DeskCounterPaper {
    GtkWidget parent;
    GtkWidget *column, *number, *state, *title, *about, *steps, *verbs, *banner, *scroll, *content, *attachments,
        *story;
    GtkWidget *devices, *pcs, *users;
    GPtrArray *groups; /* DeskGroup, borrowed */
    DeskData *data;
    EpRecord *record;
    DeskCounterCase *belongings;
    guint asked; /* which reading is the last */
};

enum { CASE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterPaper, desk_counter_paper, GTK_TYPE_WIDGET)

static void
desk_counter_paper_dispose(GObject *object)
{
    DeskCounterPaper *self = DESK_COUNTER_PAPER(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_ptr_array_set_size(self->groups, 0);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->belongings, desk_counter_case_free);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_paper_parent_class)->dispose(object);
}

static void
desk_counter_paper_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_COUNTER_PAPER(object)->groups);
    G_OBJECT_CLASS(desk_counter_paper_parent_class)->finalize(object);
}

static void
desk_counter_paper_class_init(DeskCounterPaperClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_paper_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_counter_paper_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "paper");
    signals[CASE] = g_signal_new("case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_counter_paper_init(DeskCounterPaper *self)
{
    self->groups = g_ptr_array_new();
}

/* --- doing --- */

static void
desk_counter_paper_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    desk_go_say(GTK_WIDGET(user_data), g_object_get_data(G_OBJECT(ask), "said"));
}

static void
desk_counter_paper_ask(DeskCounterPaper *self, const EpVerb *verb, EpRecord *subject)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    DeskAsk *ask;

    g_ptr_array_add(records, g_object_ref(subject));
    ask = desk_verb_sheet_open(GTK_WIDGET(self), self->data, verb, ep_record_get_table(subject), records);
    g_object_set_data_full(G_OBJECT(ask), "said", g_strdup_printf(_("Done: %s"), ep_label(verb->label)), g_free);
    g_signal_connect_object(ask, "done", G_CALLBACK(desk_counter_paper_done), self, 0);
}

/* Asks @verb's questions; @line: what it is done to in place of the application. */
static void
desk_counter_paper_start(DeskCounterPaper *self, const EpVerb *verb, EpRecord *line)
{
    if (self->record == NULL)
        return;
    desk_banner_show(self->banner, NULL);
    if (verb == desk_verb_bar_find_edit(&ep_application_table))
        desk_counter_paper_edit(self);
    else
        desk_counter_paper_ask(self, verb, line != NULL ? line : self->record);
}

static void
desk_counter_paper_verb(DeskVerbBar *bar, gpointer verb, gpointer user_data)
{
    desk_counter_paper_start(user_data, verb, NULL);
}

static void
desk_counter_paper_line_verb(DeskCounterLines *lines, gpointer verb, EpRecord *line, gpointer user_data)
{
    DeskCounterPaper *self = user_data;
    const EpTable *table = g_object_get_data(G_OBJECT(lines), "table");

    if (line == NULL || verb == desk_verb_bar_find_edit(table))
        desk_go_edit_line(GTK_WIDGET(self), self->record, table, line != NULL ? ep_record_get_id(line) : 0);
    else
        desk_counter_paper_start(self, verb, line);
}

void
desk_counter_paper_edit(DeskCounterPaper *self)
{
    for (guint i = 1; i <= self->groups->len; i++) { /* the applicant's before the head's */
        if (desk_group_edit(g_ptr_array_index(self->groups, i % self->groups->len), NULL))
            return;
    }
    if (self->record != NULL)
        desk_banner_show(self->banner, _("Its content is checked: send it back before changing it"));
}

/* --- what belongs to it --- */

static GPtrArray *
desk_counter_paper_list_checks(DeskCounterCase *belongings)
{
    GPtrArray *checks = g_ptr_array_new();

    for (guint i = 0; i < belongings->devices->len; i++)
        g_ptr_array_add(checks, desk_counter_case_find_check(
                                    belongings, ep_record_get_id(g_ptr_array_index(belongings->devices, i))));
    return checks;
}

static gboolean
desk_counter_paper_can_edit(DeskCounterPaper *self)
{
    const EpVerb *edit = desk_verb_bar_find_edit(&ep_application_table);

    return self->record != NULL && edit != NULL && ep_verb_applies(edit, self->record);
}

static void
desk_counter_paper_show_lines(DeskCounterPaper *self)
{
    g_autoptr(GPtrArray) checks = desk_counter_paper_list_checks(self->belongings);
    gboolean open = desk_counter_paper_can_edit(self);

    desk_counter_lines_set(DESK_COUNTER_LINES(self->devices), self->belongings->devices, checks, open);
    desk_counter_lines_set(DESK_COUNTER_LINES(self->pcs), self->belongings->pcs, NULL, open);
    desk_counter_lines_set(DESK_COUNTER_LINES(self->users), self->belongings->users, NULL, open);
}

typedef struct {
    DeskCounterPaper *paper;
    guint asked;
} DeskCounterPaperAsk;

static void
desk_counter_paper_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autofree DeskCounterPaperAsk *ask = user_data;
    g_autoptr(DeskCounterPaper) self = ask->paper;
    g_autoptr(GError) error = NULL;
    DeskCounterCase *belongings = desk_data_run_finish(result, &error);

    if (self->column == NULL || ask->asked != self->asked || belongings == NULL) {
        if (belongings != NULL)
            desk_counter_case_free(belongings);
        else if (self->column != NULL)
            desk_banner_show(self->banner, error->message);
        return;
    }
    g_clear_pointer(&self->belongings, desk_counter_case_free);
    self->belongings = belongings;
    desk_counter_paper_show_lines(self);
    g_signal_emit(self, signals[CASE], 0);
}

static void
desk_counter_paper_read(DeskCounterPaper *self)
{
    DeskCounterPaperAsk *ask = g_new0(DeskCounterPaperAsk, 1);

    *ask = (DeskCounterPaperAsk){ g_object_ref(self), ++self->asked };
    desk_counter_case_read(self->data, ep_record_get_id(self->record), desk_counter_paper_take, ask);
}

static void
desk_counter_paper_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskCounterPaper *self = user_data;
    EpRecord *now;

    if (self->record == NULL || !desk_counter_case_has(table))
        return;
    now = desk_data_lookup(data, &ep_application_table, ep_record_get_id(self->record));
    if (now == NULL && table != &ep_application_table)
        return;
    desk_counter_paper_set_record(self, now); /* NULL: taken back */
    if (self->record != NULL)
        desk_counter_paper_read(self);
    else
        g_signal_emit(self, signals[CASE], 0);
}

/* --- the head --- */

static GtkWidget *
desk_counter_paper_new_label(const char *style, gboolean wraps)
{
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    if (wraps)
        gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    else
        gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    return label;
}

static GtkWidget *
desk_counter_paper_new_head(DeskCounterPaper *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *first = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_widget_add_css_class(head, "paper-head");
    self->title = desk_counter_paper_new_label("title", FALSE);
    gtk_widget_set_hexpand(self->title, TRUE);
    self->state = desk_badge_new();
    gtk_box_append(GTK_BOX(first), self->title);
    gtk_box_append(GTK_BOX(first), self->state);
    self->about = desk_counter_paper_new_label("quiet", FALSE);
    self->steps = desk_counter_steps_new();
    self->verbs = desk_verb_bar_new(self->data);
    g_signal_connect(self->verbs, "verb", G_CALLBACK(desk_counter_paper_verb), self);
    self->banner = desk_banner_new();
    gtk_box_append(GTK_BOX(head), first);
    gtk_box_append(GTK_BOX(head), self->about);
    gtk_box_append(GTK_BOX(head), self->steps);
    gtk_box_append(GTK_BOX(head), self->verbs);
    gtk_box_append(GTK_BOX(head), self->banner);
    return head;
}

/* Number, section, name, extension: who stands at the counter. */
static char *
desk_counter_paper_dup_about(EpRecord *record)
{
    const char *parts[] = { ep_record_get_named(record, "number"),
                            ep_record_get_label(record, ep_application_table.at.section),
                            ep_record_get_named(record, "post"), ep_record_get_named(record, "applicant") };
    const char *extension = ep_record_get_named(record, "extension");
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (*parts[i] != '\0')
            g_string_append_printf(text, "%s%s", text->len == 0 ? "" : i == 3 ? " " : " ・ ", parts[i]);
    }
    if (*extension != '\0')
        g_string_append_printf(text, " ・ %s %s", _("ext."), extension);
    return g_string_free(text, FALSE);
}

static void
desk_counter_paper_show_head(DeskCounterPaper *self)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    g_autofree char *about = desk_counter_paper_dup_about(self->record);
    guint step = ep_table_find(&ep_application_table, "step");
    const EpChoice *choice =
        ep_field_find_choice(&ep_application_table.fields[step], ep_record_get(self->record, step));

    g_ptr_array_add(records, g_object_ref(self->record));
    gtk_label_set_text(GTK_LABEL(self->title), ep_record_get_named(self->record, "purpose"));
    gtk_widget_set_tooltip_text(self->title, ep_record_get_named(self->record, "purpose"));
    desk_badge_set(self->state, choice != NULL ? ep_label(choice->label) : "",
                   choice != NULL ? choice->tint : EP_TINT_NONE);
    gtk_label_set_text(GTK_LABEL(self->about), about);
    desk_counter_steps_set_record(DESK_COUNTER_STEPS(self->steps), self->record);
    desk_verb_bar_set_records(DESK_VERB_BAR(self->verbs), records);
}

/* --- the body, in the order of the paper --- */

/* The fields under the heading @group. */
static void
desk_counter_paper_add_group(DeskCounterPaper *self, const char *group)
{
    const EpField *fields = ep_application_table.fields;
    guint n = ep_application_table.at.n_fields, from = 0, to;
    GtkWidget *widget;

    while (from < n && g_strcmp0(fields[from].group, group) != 0)
        from++;
    for (to = from + 1; to < n && fields[to].group == NULL;)
        to++;
    widget = desk_group_new(self->data, &ep_application_table, ep_label(group), from, MIN(to, n));
    desk_group_set_columns(DESK_GROUP(widget), 2);
    desk_group_leave_out(DESK_GROUP(widget), "number state step");
    gtk_box_append(GTK_BOX(self->content), widget);
    g_ptr_array_add(self->groups, widget);
}

static GtkWidget *
desk_counter_paper_add_lines(DeskCounterPaper *self, const EpTable *table, const char *heading, const char *empty)
{
    GtkWidget *lines = desk_counter_lines_new(self->data, table, heading, empty);

    g_object_set_data(G_OBJECT(lines), "table", (gpointer)table);
    g_signal_connect(lines, "verb", G_CALLBACK(desk_counter_paper_line_verb), self);
    gtk_box_append(GTK_BOX(self->content), lines);
    return lines;
}

static void
desk_counter_paper_build(DeskCounterPaper *self)
{
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_box_append(GTK_BOX(self->column), desk_counter_paper_new_head(self));
    self->content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16);
    gtk_widget_add_css_class(self->content, "paper-content");
    desk_counter_paper_add_group(self, "Application");
    desk_counter_paper_add_group(self, "Applicant");
    self->devices = desk_counter_paper_add_lines(self, &ep_application_device_table, _("Device"),
                                                 _("No device yet: plug it in and take it from the right."));
    self->pcs = desk_counter_paper_add_lines(self, &ep_application_pc_table, _("Used on"),
                                             _("No PC is named: every PC of the section."));
    self->users = desk_counter_paper_add_lines(self, &ep_application_user_table, _("Used by"),
                                               _("Nobody is named: everybody of the section."));
    desk_counter_paper_add_group(self, "Use");
    desk_counter_paper_add_group(self, "Confirmed by the applicant");
    desk_counter_paper_add_group(self, "Desk");
    self->attachments = desk_attachments_new(self->data);
    gtk_box_append(GTK_BOX(self->content), self->attachments);
    gtk_widget_insert_after(desk_attachments_new_link(DESK_ATTACHMENTS(self->attachments)),
                            gtk_widget_get_parent(self->state), self->title);
    desk_attachments_accept_drops(DESK_ATTACHMENTS(self->attachments), GTK_WIDGET(self));
    self->story = desk_story_new(self->data);
    gtk_box_append(GTK_BOX(self->content), self->story);
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), desk_clamp_new(self->content, PAPER_WIDTH));
    gtk_widget_set_vexpand(self->scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), self->scroll);
}

GtkWidget *
desk_counter_paper_new(DeskData *data)
{
    DeskCounterPaper *self = g_object_new(DESK_TYPE_COUNTER_PAPER, NULL);

    self->data = g_object_ref(data);
    desk_counter_paper_build(self);
    gtk_widget_set_visible(self->column, FALSE);
    desk_data_load(data, &ep_application_device_table);
    desk_data_load(data, &ep_application_pc_table); /* one that is taken off is still known when that is told */
    desk_data_load(data, &ep_application_user_table);
    desk_data_load(data, &ep_virus_check_table);
    g_signal_connect(data, "changed", G_CALLBACK(desk_counter_paper_changed), self);
    return GTK_WIDGET(self);
}

void
desk_counter_paper_set_record(DeskCounterPaper *self, EpRecord *record)
{
    gboolean other =
        self->record == NULL || record == NULL || ep_record_get_id(self->record) != ep_record_get_id(record);

    if (record == self->record)
        return;
    g_set_object(&self->record, record);
    gtk_widget_set_visible(self->column, record != NULL);
    if (other) {
        g_clear_pointer(&self->belongings, desk_counter_case_free);
        desk_banner_show(self->banner, NULL);
        gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll)), 0);
    }
    if (record == NULL)
        return;
    desk_counter_paper_show_head(self);
    for (guint i = 0; i < self->groups->len; i++)
        desk_group_set_record(g_ptr_array_index(self->groups, i), record);
    desk_attachments_set_record(DESK_ATTACHMENTS(self->attachments), record);
    desk_story_set_record(DESK_STORY(self->story), record);
    desk_counter_paper_read(self);
}

EpRecord *
desk_counter_paper_get_record(DeskCounterPaper *self)
{
    return self->record;
}

DeskCounterCase *
desk_counter_paper_get_case(DeskCounterPaper *self)
{
    return self->belongings;
}
