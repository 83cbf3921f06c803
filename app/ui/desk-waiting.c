#include "app/ui/desk-waiting.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-words.h"

struct _DeskWaiting {
    GtkWidget parent;
    GtkWidget *button, *label, *popover, *rows;
    EpList *list;
    EpUrgency urgency;
    EpDueNow now;
};

G_DEFINE_FINAL_TYPE(DeskWaiting, desk_waiting, GTK_TYPE_WIDGET)

static const char *const words[] = {
    [EP_URGENCY_NONE] = N_("Show all"),
    [EP_URGENCY_OPEN] = N_("Waiting"),
    [EP_URGENCY_DUE] = N_("Due today"),
    [EP_URGENCY_LATE] = N_("Late"),
};

static void
desk_waiting_dispose(GObject *object)
{
    DeskWaiting *self = DESK_WAITING(object);

    if (self->list != NULL && self->urgency != EP_URGENCY_NONE)
        ep_list_set_filter(self->list, NULL, NULL, NULL);
    g_clear_pointer(&self->button, gtk_widget_unparent);
    g_clear_object(&self->list);
    G_OBJECT_CLASS(desk_waiting_parent_class)->dispose(object);
}

static void
desk_waiting_class_init(DeskWaitingClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_waiting_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static gboolean
desk_waiting_is(EpRecord *record, const EpDueNow *now, EpUrgency wanted)
{
    EpUrgency urgency = ep_today_judge(record, now);

    if (wanted == DESK_WAITING_SOON)
        return ep_record_get_table(record)->is_soon(record, now->day);
    if (wanted == DESK_WAITING_TIMED)
        return urgency != EP_URGENCY_NONE && *ep_today_get_due_at(record) != '\0';
    return wanted == EP_URGENCY_NONE || urgency == wanted || (wanted == EP_URGENCY_OPEN && urgency > wanted);
}

static gboolean
desk_waiting_shows(EpRecord *record, gpointer user_data)
{
    DeskWaiting *self = user_data;

    return desk_waiting_is(record, &self->now, self->urgency);
}

static guint
desk_waiting_count_one(DeskWaiting *self, EpUrgency wanted)
{
    guint n = 0;

    for (guint i = 0; i < ep_list_get_total(self->list); i++)
        n += desk_waiting_is(ep_list_peek_any(self->list, i), &self->now, wanted) ? 1 : 0;
    return n;
}

static const char *
desk_waiting_get_word(DeskWaiting *self, EpUrgency urgency)
{
    return ep_label(urgency == DESK_WAITING_SOON    ? ep_list_get_table(self->list)->soon
                    : urgency == DESK_WAITING_TIMED ? ep_list_get_table(self->list)->timed
                                                    : words[urgency]);
}

void
desk_waiting_set(DeskWaiting *self, EpUrgency urgency)
{
    gboolean active = urgency != EP_URGENCY_NONE;

    self->now = ep_due_now();
    self->urgency = urgency;
    ep_list_set_filter(self->list, active ? desk_waiting_shows : NULL, self, NULL);
    gtk_label_set_text(GTK_LABEL(self->label), desk_waiting_get_word(self, active ? urgency : EP_URGENCY_OPEN));
    if (active)
        gtk_widget_add_css_class(self->button, "active");
    else
        gtk_widget_remove_css_class(self->button, "active");
}

EpUrgency
desk_waiting_get(DeskWaiting *self)
{
    return self->urgency;
}

static void
desk_waiting_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskWaiting *self = user_data;

    gtk_menu_button_popdown(GTK_MENU_BUTTON(self->button));
    desk_waiting_set(self, (EpUrgency)GPOINTER_TO_INT(g_object_get_data(G_OBJECT(row), "urgency")));
}

static void
desk_waiting_add(DeskWaiting *self, EpUrgency urgency)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16);
    GtkWidget *word = gtk_label_new(desk_waiting_get_word(self, urgency)), *hits;
    g_autofree char *number = desk_words_dup_number(desk_waiting_count_one(self, urgency));

    hits = gtk_label_new(number);
    gtk_label_set_xalign(GTK_LABEL(word), 0.0);
    gtk_widget_set_hexpand(word, TRUE);
    gtk_widget_add_css_class(hits, "quiet");
    gtk_widget_add_css_class(hits, "figure");
    if (urgency == self->urgency)
        gtk_widget_add_css_class(word, "heading");
    gtk_box_append(GTK_BOX(box), word);
    gtk_box_append(GTK_BOX(box), hits);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    g_object_set_data(G_OBJECT(row), "urgency", GINT_TO_POINTER(urgency));
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
}

static void
desk_waiting_fill(DeskWaiting *self)
{
    GtkWidget *child;

    self->now = ep_due_now();
    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        desk_waiting_add(self, (EpUrgency)i);
    if (ep_list_get_table(self->list)->timed != NULL)
        desk_waiting_add(self, DESK_WAITING_TIMED);
    if (ep_list_get_table(self->list)->soon != NULL)
        desk_waiting_add(self, DESK_WAITING_SOON);
}

static void
desk_waiting_init(DeskWaiting *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);

    self->label = gtk_label_new(NULL);
    gtk_box_append(GTK_BOX(box), self->label);
    gtk_box_append(GTK_BOX(box), gtk_image_new_from_icon_name("pan-down-symbolic"));
    self->button = gtk_menu_button_new();
    gtk_widget_add_css_class(self->button, "facet");
    gtk_menu_button_set_child(GTK_MENU_BUTTON(self->button), box);
    gtk_widget_set_parent(self->button, GTK_WIDGET(self));
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE);
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_waiting_row_activated), self);
    gtk_widget_set_size_request(self->rows, 200, -1);
    self->popover = gtk_popover_new();
    gtk_widget_add_css_class(self->popover, "finder");
    gtk_popover_set_child(GTK_POPOVER(self->popover), self->rows);
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(self->button), self->popover);
    g_signal_connect_swapped(self->popover, "show", G_CALLBACK(desk_waiting_fill), self);
}

GtkWidget *
desk_waiting_new(EpList *list)
{
    DeskWaiting *self = g_object_new(DESK_TYPE_WAITING, NULL);

    self->list = g_object_ref(list);
    desk_waiting_set(self, EP_URGENCY_NONE);
    return GTK_WIDGET(self);
}

guint
desk_waiting_count(EpList *all, EpUrgency *most)
{
    EpDueNow now = ep_due_now();
    guint n = 0;

    *most = EP_URGENCY_NONE;
    for (guint i = 0; all != NULL && i < ep_list_get_total(all); i++) {
        EpUrgency urgency = ep_today_judge(ep_list_peek_any(all, i), &now);

        n += urgency != EP_URGENCY_NONE ? 1 : 0;
        *most = MAX(*most, urgency);
    }
    return n;
}
