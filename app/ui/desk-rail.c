#include "app/ui/desk-rail.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-alarm.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-reveal.h"
#include "app/ui/desk-words.h"

#define WIDTH 208
#define FOLDED 56

struct _DeskRail {
    GtkWidget parent;
    GtkWidget *column, *name, *alarm, *rows, *fold;
    GHashTable *by_name; /* name → row */
    GtkWidget *group;    /* the heading's row that the next rows belong to */
    GtkWidget *active;   /* the row of the page that is shown; NULL: none of them */
    gboolean folded;
};

enum { CHOSEN, COUNT_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskRail, desk_rail, GTK_TYPE_WIDGET)

static void
desk_rail_dispose(GObject *object)
{
    DeskRail *self = DESK_RAIL(object);

    g_clear_pointer(&self->by_name, g_hash_table_unref);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_rail_parent_class)->dispose(object);
}

static void
desk_rail_class_init(DeskRailClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_rail_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "rail");
    signals[CHOSEN] = g_signal_new("chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
    signals[COUNT_CHOSEN] = g_signal_new("count-chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_rail_count_clicked(GtkWidget *count, gpointer user_data)
{
    GtkWidget *row = gtk_widget_get_ancestor(count, GTK_TYPE_LIST_BOX_ROW);

    g_signal_emit(user_data, signals[COUNT_CHOSEN], 0, g_object_get_data(G_OBJECT(row), "name"));
}

static void
desk_rail_fold_clicked(DeskRail *self)
{
    desk_rail_set_folded(self, !self->folded);
}

static void
desk_rail_open_group(DeskRail *self, GtkWidget *group, gboolean open)
{
    GtkWidget *arrow = g_object_get_data(G_OBJECT(group), "arrow");

    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        if (g_object_get_data(G_OBJECT(row), "group") == group)
            gtk_widget_set_visible(row, open);
    }
    gtk_image_set_from_icon_name(GTK_IMAGE(arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
    g_object_set_data(G_OBJECT(group), "open", GINT_TO_POINTER(open));
}

/* Its last row is brought into view, and then the heading, so that it is seen in any case. */
static void
desk_rail_turn_group(DeskRail *self, GtkWidget *group)
{
    GtkWidget *last = NULL;

    desk_rail_open_group(self, group, g_object_get_data(G_OBJECT(group), "open") == NULL);
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        if (g_object_get_data(G_OBJECT(row), "group") == group && gtk_widget_get_visible(row))
            last = row;
    }
    if (last != NULL)
        desk_reveal(last);
    desk_reveal(group);
}

static void
desk_rail_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    if (g_object_get_data(G_OBJECT(row), "arrow") != NULL)
        desk_rail_turn_group(user_data, GTK_WIDGET(row));
    else
        g_signal_emit(user_data, signals[CHOSEN], 0, g_object_get_data(G_OBJECT(row), "name"));
}

static GtkWidget *
desk_rail_new_top(DeskRail *self)
{
    GtkWidget *top = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_widget_add_css_class(top, "rail-top");
    self->name = gtk_label_new(_("Madoguchi"));
    gtk_label_set_xalign(GTK_LABEL(self->name), 0.0);
    gtk_widget_set_hexpand(self->name, TRUE);
    gtk_widget_add_css_class(self->name, "brand");
    self->fold = desk_icon_new_button("fold");
    gtk_widget_add_css_class(self->fold, "flat");
    gtk_widget_add_css_class(self->fold, "small");
    gtk_widget_set_tooltip_text(self->fold, _("Fold or unfold (F9)"));
    gtk_widget_set_focus_on_click(self->fold, FALSE);
    g_signal_connect_swapped(self->fold, "clicked", G_CALLBACK(desk_rail_fold_clicked), self);
    gtk_box_append(GTK_BOX(top), self->name);
    gtk_box_append(GTK_BOX(top), self->fold);
    return top;
}

static void
desk_rail_init(DeskRail *self)
{
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_box_append(GTK_BOX(self->column), desk_rail_new_top(self));
    self->alarm = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_box_append(GTK_BOX(self->column), self->alarm);
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE); /* Tab would select, and so go */
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_rail_activated), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->rows);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), scroll);
    gtk_widget_set_size_request(self->column, WIDTH, -1);
}

GtkWidget *
desk_rail_new(DeskData *data)
{
    DeskRail *self = g_object_new(DESK_TYPE_RAIL, NULL);

    gtk_box_append(GTK_BOX(self->alarm), desk_alarm_new(data));
    return GTK_WIDGET(self);
}

void
desk_rail_add(DeskRail *self, const char *name, const char *label)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
    GtkWidget *image = desk_icon_new(name), *text = gtk_label_new(label), *count = gtk_button_new();

    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(text), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(text, TRUE);
    gtk_widget_add_css_class(count, "count");
    gtk_widget_add_css_class(count, "figure");
    gtk_widget_add_css_class(count, "figure-link");
    gtk_widget_set_valign(count, GTK_ALIGN_CENTER);
    g_signal_connect(count, "clicked", G_CALLBACK(desk_rail_count_clicked), self);
    gtk_widget_set_visible(count, FALSE);
    gtk_box_append(GTK_BOX(box), image);
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), count);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_widget_set_tooltip_text(row, label);
    g_object_set_data_full(G_OBJECT(row), "name", g_strdup(name), g_free);
    g_object_set_data(G_OBJECT(row), "text", text);
    g_object_set_data(G_OBJECT(row), "count", count);
    g_object_set_data(G_OBJECT(row), "group", self->group);
    gtk_widget_set_visible(row, self->group == NULL);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
    g_hash_table_insert(self->by_name, g_strdup(name), row);
}

void
desk_rail_add_group(DeskRail *self, const char *name, const char *label)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
    GtkWidget *text = gtk_label_new(label), *arrow = gtk_image_new_from_icon_name("pan-end-symbolic");

    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_widget_set_hexpand(text, TRUE);
    gtk_box_append(GTK_BOX(box), desk_icon_new(name));
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), arrow);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_list_box_row_set_selectable(GTK_LIST_BOX_ROW(row), FALSE);
    gtk_widget_set_tooltip_text(row, label);
    gtk_widget_add_css_class(row, "rail-group");
    g_object_set_data(G_OBJECT(row), "text", text);
    g_object_set_data(G_OBJECT(row), "arrow", arrow);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
    self->group = row;
}

void
desk_rail_set_count(DeskRail *self, const char *name, guint count, gboolean late)
{
    GtkWidget *row = g_hash_table_lookup(self->by_name, name);
    GtkWidget *button = row != NULL ? g_object_get_data(G_OBJECT(row), "count") : NULL;
    g_autofree char *text = desk_words_dup_number(count), *said = NULL;

    if (button == NULL)
        return;
    said = g_strdup_printf(_("%s: %s wait"), gtk_widget_get_tooltip_text(row), text);
    gtk_button_set_label(GTK_BUTTON(button), text);
    gtk_widget_set_tooltip_text(button, said);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
    gtk_widget_set_visible(button, count > 0 && !self->folded);
    if (late)
        gtk_widget_add_css_class(button, "late");
    else
        gtk_widget_remove_css_class(button, "late");
}

void
desk_rail_select(DeskRail *self, const char *name)
{
    GtkWidget *row = g_hash_table_lookup(self->by_name, name);
    GtkWidget *group = row != NULL ? g_object_get_data(G_OBJECT(row), "group") : NULL;

    if (group != NULL)
        desk_rail_open_group(self, group, TRUE);
    if (self->active != NULL) {
        gtk_widget_remove_css_class(self->active, "active");
        gtk_accessible_reset_state(GTK_ACCESSIBLE(self->active), GTK_ACCESSIBLE_STATE_SELECTED);
    }
    self->active = row;
    if (row == NULL)
        return;
    gtk_widget_add_css_class(row, "active");
    desk_reveal(row);
    gtk_accessible_update_state(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
}

const char *
desk_rail_get_name(DeskRail *self, guint index)
{
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        const char *name = g_object_get_data(G_OBJECT(row), "name");

        if (name != NULL && index-- == 0)
            return name;
    }
    return NULL;
}

void
desk_rail_set_folded(DeskRail *self, gboolean folded)
{
    self->folded = folded;
    gtk_widget_set_visible(self->name, !folded);
    desk_alarm_set_folded(DESK_ALARM(gtk_widget_get_first_child(self->alarm)), folded);
    gtk_widget_set_size_request(self->column, folded ? FOLDED : WIDTH, -1);
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        GtkWidget *count = g_object_get_data(G_OBJECT(row), "count"),
                  *arrow = g_object_get_data(G_OBJECT(row), "arrow");
        const char *number = count != NULL ? gtk_button_get_label(GTK_BUTTON(count)) : NULL;

        gtk_widget_set_visible(g_object_get_data(G_OBJECT(row), "text"), !folded);
        if (count != NULL)
            gtk_widget_set_visible(count, !folded && number != NULL && strcmp(number, "0") != 0);
        if (arrow != NULL)
            gtk_widget_set_visible(arrow, !folded);
    }
    if (folded)
        gtk_widget_add_css_class(GTK_WIDGET(self), "folded");
    else
        gtk_widget_remove_css_class(GTK_WIDGET(self), "folded");
}

gboolean
desk_rail_get_folded(DeskRail *self)
{
    return self->folded;
}
