#include "app/ui/desk-today-section.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-clock.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-time.h"

#define SHOWN 3

struct _DeskTodaySection {
    GtkWidget parent;
    const EpTable *table;
    gboolean timed;
};

G_DEFINE_FINAL_TYPE(DeskTodaySection, desk_today_section, GTK_TYPE_WIDGET)

static void
desk_today_section_dispose(GObject *object)
{
    for (GtkWidget *child; (child = gtk_widget_get_first_child(GTK_WIDGET(object))) != NULL;)
        gtk_widget_unparent(child);
    G_OBJECT_CLASS(desk_today_section_parent_class)->dispose(object);
}

static void
desk_today_section_class_init(DeskTodaySectionClass *klass)
{

    G_OBJECT_CLASS(klass)->dispose = desk_today_section_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "today-section");
}

static void
desk_today_section_init(DeskTodaySection *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_HORIZONTAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 16);
}

static void
desk_today_section_count_clicked(GtkWidget *button, gpointer user_data)
{
    DeskTodaySection *self = user_data;
    int urgency = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), "urgency"));

    if (self->timed && urgency == EP_URGENCY_OPEN)
        urgency = DESK_WAITING_TIMED;
    desk_go_waiting(GTK_WIDGET(self), self->table, urgency);
}

/* A number of records leads to them. */
static GtkWidget *
desk_today_section_link(DeskTodaySection *self, GtkWidget *button, EpUrgency urgency)
{
    g_object_set_data(G_OBJECT(button), "urgency", GINT_TO_POINTER(urgency));
    g_signal_connect(button, "clicked", G_CALLBACK(desk_today_section_count_clicked), self);
    return button;
}

static GtkWidget *
desk_today_section_words(DeskTodaySection *self, const char *text, const char *style, EpUrgency urgency)
{
    GtkWidget *button = gtk_button_new_with_label(text);

    gtk_widget_add_css_class(button, "figure-link");
    gtk_widget_add_css_class(button, style);
    return desk_today_section_link(self, button, urgency);
}

static void
desk_today_section_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskTodaySection *self = user_data;

    desk_go_open(GTK_WIDGET(self), self->table, *(gint64 *)g_object_get_data(G_OBJECT(row), "id"));
}

static GtkWidget *
desk_today_section_label(const char *text, const char *style, gboolean expand)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    gtk_widget_set_hexpand(label, expand);
    if (style != NULL)
        gtk_widget_add_css_class(label, style);
    return label;
}

/* "11/18(水)まで": the day by which something wants to be done, or a clock that runs. */
static GtkWidget *
desk_today_section_due(EpRecord *record, const EpDueNow *now)
{
    EpUrgency urgency = ep_today_judge(record, now);
    const char *due_at = ep_today_get_due_at(record);
    g_autofree char *shown = NULL;
    EpDate date;
    GtkWidget *label;

    if (ep_date_parse(ep_today_get_due(record), &date, NULL))
        shown = ep_date_format_short(date);
    label = *due_at != '\0' ? desk_clock_new(due_at)
                            : desk_today_section_label(urgency == EP_URGENCY_DUE ? _("today") : shown, "figure", FALSE);
    if (*due_at == '\0')
        gtk_widget_add_css_class(label, urgency == EP_URGENCY_LATE  ? "late"
                                        : urgency == EP_URGENCY_DUE ? "wait"
                                                                    : "quiet");
    gtk_widget_set_size_request(label, *due_at != '\0' ? 132 : 72, -1);
    return label;
}

static GtkWidget *
desk_today_section_row(EpRecord *record, const EpDueNow *now)
{
    const EpTable *table = ep_record_get_table(record);
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *badge = desk_badge_new(), *state = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *number, *section;
    g_autofree char *name = ep_record_dup_name(record);
    gboolean numbered = table->at.number != EP_NO_FIELD; /* else its title is another record's number */
    gint64 id = ep_record_get_id(record);

    number = desk_today_section_label(ep_record_get_label(record, numbered ? table->at.number : table->at.title),
                                      "code", FALSE);
    gtk_widget_set_size_request(number, 104, -1);
    desk_badge_set_state(badge, record);
    gtk_widget_set_halign(badge, GTK_ALIGN_START);
    gtk_widget_set_size_request(state, 116, -1);
    gtk_box_append(GTK_BOX(state), badge);
    section = desk_today_section_label(ep_record_get_label(record, table->at.section), "quiet", FALSE);
    gtk_widget_set_size_request(section, 104, -1);
    gtk_box_append(GTK_BOX(box), desk_today_section_due(record, now));
    gtk_box_append(GTK_BOX(box), number);
    gtk_box_append(GTK_BOX(box),
                   desk_today_section_label(numbered ? ep_record_get_label(record, table->at.title) : "", NULL, TRUE));
    gtk_box_append(GTK_BOX(box), section);
    gtk_box_append(GTK_BOX(box), state);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_object_set_data_full(G_OBJECT(row), "id", g_memdup2(&id, sizeof id), g_free);
    return row;
}

static const char *
desk_today_section_get_label(const EpTodaySection *section)
{
    return ep_label(section->timed ? section->table->timed : section->table->label);
}

/* The figure at the left, which leads to all of them. */
static GtkWidget *
desk_today_section_figure(DeskTodaySection *self, const EpTodaySection *section)
{
    GtkWidget *button = gtk_button_new(), *label;
    g_autofree char *n = g_strdup_printf("%u", section->records->len);
    g_autofree char *tip = g_strdup_printf(_("All that wait: %s"), desk_today_section_get_label(section));
    g_autofree char *name = g_strdup_printf("%s: %s", desk_today_section_get_label(section), n);

    label = desk_today_section_label(n, "big-figure", FALSE);
    gtk_label_set_xalign(GTK_LABEL(label), 1.0);
    gtk_button_set_child(GTK_BUTTON(button), label);
    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_valign(button, GTK_ALIGN_START);
    gtk_widget_set_size_request(button, 64, -1);
    gtk_widget_set_tooltip_text(button, tip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    return desk_today_section_link(self, button, EP_URGENCY_OPEN);
}

static GtkWidget *
desk_today_section_head(DeskTodaySection *self, const EpTodaySection *section)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *title, *all;
    g_autofree char *n_late = desk_words_dup_number(section->n_late), *n_due = desk_words_dup_number(section->n_due);
    g_autofree char *n_all = desk_words_dup_number(section->records->len);
    g_autofree char *late = g_strdup_printf(_("%s late"), n_late);
    g_autofree char *due = g_strdup_printf(_("%s due today"), n_due);
    g_autofree char *text = g_strdup_printf(_("All %s"), n_all);

    title = desk_today_section_label(desk_today_section_get_label(section), "section-title", FALSE);
    gtk_box_append(GTK_BOX(head), title);
    if (section->n_late > 0)
        gtk_box_append(GTK_BOX(head), desk_today_section_words(self, late, "late", EP_URGENCY_LATE));
    if (section->n_due > 0)
        gtk_box_append(GTK_BOX(head), desk_today_section_words(self, due, "wait", EP_URGENCY_DUE));
    gtk_box_append(GTK_BOX(head), desk_today_section_label(NULL, NULL, TRUE));
    gtk_widget_add_css_class(head, "group-head");
    if (section->records->len > SHOWN) {
        all = desk_today_section_link(self, gtk_button_new_with_label(text), EP_URGENCY_OPEN);
        gtk_widget_add_css_class(all, "link-button");
        gtk_box_append(GTK_BOX(head), all);
    }
    return head;
}

GtkWidget *
desk_today_section_new(const EpTodaySection *section, const EpDueNow *now)
{
    DeskTodaySection *self = g_object_new(DESK_TYPE_TODAY_SECTION, NULL);
    GtkWidget *body = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *rows = gtk_list_box_new();

    self->table = section->table;
    self->timed = section->timed;
    gtk_widget_set_hexpand(body, TRUE);
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(rows), GTK_SELECTION_NONE);
    gtk_widget_add_css_class(rows, "related-rows");
    for (guint i = 0; i < MIN(section->records->len, SHOWN); i++)
        gtk_list_box_append(GTK_LIST_BOX(rows), desk_today_section_row(g_ptr_array_index(section->records, i), now));
    g_signal_connect(rows, "row-activated", G_CALLBACK(desk_today_section_row_activated), self);
    gtk_box_append(GTK_BOX(body), desk_today_section_head(self, section));
    gtk_box_append(GTK_BOX(body), rows);
    gtk_widget_set_parent(desk_today_section_figure(self, section), GTK_WIDGET(self));
    gtk_widget_set_parent(body, GTK_WIDGET(self));
    return GTK_WIDGET(self);
}
