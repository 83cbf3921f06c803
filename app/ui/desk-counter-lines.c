#include "app/ui/desk-counter-lines.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-counter-line.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-verb-bar.h"

struct _DeskCounterLines {
    GtkWidget parent;
    GtkWidget *title, *add, *rows, *nothing;
    DeskData *data;
    const EpTable *table;
    char *heading;
};

enum { VERB, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterLines, desk_counter_lines, GTK_TYPE_WIDGET)

static void
desk_counter_lines_dispose(GObject *object)
{
    DeskCounterLines *self = DESK_COUNTER_LINES(object);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->data);
    g_clear_pointer(&self->heading, g_free);
    G_OBJECT_CLASS(desk_counter_lines_parent_class)->dispose(object);
}

static void
desk_counter_lines_class_init(DeskCounterLinesClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_lines_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "counter-lines");
    signals[VERB] = g_signal_new("verb", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_POINTER, EP_TYPE_RECORD);
}

static void
desk_counter_lines_add_clicked(DeskCounterLines *self)
{
    g_signal_emit(self, signals[VERB], 0, desk_verb_bar_find_new(self->table), NULL);
}

static void
desk_counter_lines_init(DeskCounterLines *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_widget_add_css_class(head, "group-head");
    self->title = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_widget_set_hexpand(self->title, TRUE);
    gtk_widget_add_css_class(self->title, "heading");
    self->add = gtk_button_new_from_icon_name("list-add-symbolic");
    gtk_widget_add_css_class(self->add, "flat");
    gtk_widget_add_css_class(self->add, "small");
    g_signal_connect_swapped(self->add, "clicked", G_CALLBACK(desk_counter_lines_add_clicked), self);
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), self->add);
    gtk_widget_set_parent(head, GTK_WIDGET(self));
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
    self->nothing = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->nothing), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->nothing), TRUE);
    gtk_widget_add_css_class(self->nothing, "field-hint");
    gtk_widget_set_margin_start(self->nothing, 8);
    gtk_widget_set_visible(self->nothing, FALSE); /* until that is known */
    gtk_widget_set_parent(self->nothing, GTK_WIDGET(self));
}

GtkWidget *
desk_counter_lines_new(DeskData *data, const EpTable *table, const char *heading, const char *empty)
{
    DeskCounterLines *self = g_object_new(DESK_TYPE_COUNTER_LINES, NULL);

    self->data = g_object_ref(data);
    self->table = table;
    self->heading = g_strdup(heading);
    gtk_label_set_text(GTK_LABEL(self->nothing), empty);
    gtk_widget_set_tooltip_text(self->add, ep_label(desk_verb_bar_find_new(table)->label));
    return GTK_WIDGET(self);
}

static GHashTable *
desk_counter_lines_take_open(DeskCounterLines *self)
{
    GHashTable *open = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GtkWidget *row;

    while ((row = gtk_widget_get_first_child(self->rows)) != NULL) {
        gint64 id = ep_record_get_id(desk_counter_line_get_record(DESK_COUNTER_LINE(row)));

        if (desk_counter_line_get_open(DESK_COUNTER_LINE(row)))
            g_hash_table_add(open, g_memdup2(&id, sizeof id));
        gtk_box_remove(GTK_BOX(self->rows), row);
    }
    return open;
}

static void
desk_counter_lines_verb(DeskCounterLine *line, gpointer verb, EpRecord *record, gpointer user_data)
{
    g_signal_emit(user_data, signals[VERB], 0, verb, record);
}

void
desk_counter_lines_set(DeskCounterLines *self, GPtrArray *lines, GPtrArray *checks, gboolean open)
{
    gboolean focused = desk_focus_leave(self->rows);
    g_autoptr(GHashTable) opened = desk_counter_lines_take_open(self);
    g_autofree char *title =
        lines->len > 1 ? g_strdup_printf("%s  %u", self->heading, lines->len) : g_strdup(self->heading);

    for (guint i = 0; i < lines->len; i++) {
        EpRecord *record = g_ptr_array_index(lines, i);
        gint64 id = ep_record_get_id(record);
        GtkWidget *row =
            desk_counter_line_new(self->data, record, checks != NULL ? g_ptr_array_index(checks, i) : NULL);

        g_signal_connect(row, "verb", G_CALLBACK(desk_counter_lines_verb), self);
        desk_counter_line_set_open(DESK_COUNTER_LINE(row), g_hash_table_contains(opened, &id));
        gtk_box_append(GTK_BOX(self->rows), row);
    }
    gtk_label_set_text(GTK_LABEL(self->title), title);
    gtk_widget_set_visible(self->nothing, lines->len == 0);
    gtk_widget_set_visible(self->add, open);
    if (focused)
        gtk_widget_child_focus(self->rows, GTK_DIR_TAB_FORWARD);
}
