#include "app/ui/desk-rail.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-words.h"

#define WIDTH 208
#define FOLDED 56

struct _DeskRail {
    GtkWidget parent;
    GtkWidget *column, *name, *rows, *fold;
    GHashTable *by_name; /* name → row */
    const char *heading; /* of the next row */
    gboolean folded, quiet;
};

enum { CHOSEN, N_SIGNALS };

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
}

static void
desk_rail_selected(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskRail *self = user_data;

    if (row != NULL && !self->quiet)
        g_signal_emit(self, signals[CHOSEN], 0, g_object_get_data(G_OBJECT(row), "name"));
}

static void
desk_rail_fold_clicked(DeskRail *self)
{
    desk_rail_set_folded(self, !self->folded);
}

static void
desk_rail_head(GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
    const char *heading = g_object_get_data(G_OBJECT(row), "heading");
    GtkWidget *label;

    if (heading == NULL || gtk_list_box_row_get_header(row) != NULL)
        return;
    label = gtk_label_new(heading);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "rail-heading");
    gtk_list_box_row_set_header(row, label);
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
    self->fold = gtk_button_new_from_icon_name("sidebar-show-symbolic");
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
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_BROWSE);
    gtk_list_box_set_header_func(GTK_LIST_BOX(self->rows), desk_rail_head, self, NULL);
    g_signal_connect(self->rows, "row-selected", G_CALLBACK(desk_rail_selected), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->rows);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), scroll);
    gtk_widget_set_size_request(self->column, WIDTH, -1);
}

GtkWidget *
desk_rail_new(void)
{
    return g_object_new(DESK_TYPE_RAIL, NULL);
}

void
desk_rail_add(DeskRail *self, const char *name, const char *label, const char *icon)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
    GtkWidget *image = gtk_image_new_from_icon_name(icon), *text = gtk_label_new(label), *count = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(text), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(text, TRUE);
    gtk_widget_add_css_class(count, "count");
    gtk_widget_add_css_class(count, "figure");
    gtk_widget_set_visible(count, FALSE);
    gtk_box_append(GTK_BOX(box), image);
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), count);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_widget_set_tooltip_text(row, label);
    g_object_set_data_full(G_OBJECT(row), "name", g_strdup(name), g_free);
    g_object_set_data(G_OBJECT(row), "text", text);
    g_object_set_data(G_OBJECT(row), "count", count);
    g_object_set_data(G_OBJECT(row), "heading", (gpointer)self->heading);
    self->heading = NULL;
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
    g_hash_table_insert(self->by_name, g_strdup(name), row);
}

void
desk_rail_add_heading(DeskRail *self, const char *label)
{
    self->heading = g_intern_string(label);
}

void
desk_rail_set_count(DeskRail *self, const char *name, guint count, gboolean late)
{
    GtkWidget *row = g_hash_table_lookup(self->by_name, name);
    GtkWidget *label = row != NULL ? g_object_get_data(G_OBJECT(row), "count") : NULL;
    g_autofree char *text = desk_words_dup_number(count);

    if (label == NULL)
        return;
    gtk_label_set_text(GTK_LABEL(label), text);
    gtk_widget_set_visible(label, count > 0 && !self->folded);
    if (late)
        gtk_widget_add_css_class(label, "late");
    else
        gtk_widget_remove_css_class(label, "late");
}

void
desk_rail_select(DeskRail *self, const char *name)
{
    GtkWidget *row = g_hash_table_lookup(self->by_name, name);

    self->quiet = TRUE;
    gtk_list_box_select_row(GTK_LIST_BOX(self->rows), row != NULL ? GTK_LIST_BOX_ROW(row) : NULL);
    self->quiet = FALSE;
}

const char *
desk_rail_get_name(DeskRail *self, guint index)
{
    GtkListBoxRow *row = gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), (int)index);

    return row != NULL ? g_object_get_data(G_OBJECT(row), "name") : NULL;
}

void
desk_rail_set_folded(DeskRail *self, gboolean folded)
{
    self->folded = folded;
    gtk_widget_set_visible(self->name, !folded);
    gtk_widget_set_size_request(self->column, folded ? FOLDED : WIDTH, -1);
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        GtkWidget *count = g_object_get_data(G_OBJECT(row), "count");

        if (!GTK_IS_LIST_BOX_ROW(row)) {
            gtk_widget_set_visible(row, !folded);
            continue;
        }
        gtk_widget_set_visible(g_object_get_data(G_OBJECT(row), "text"), !folded);
        gtk_widget_set_visible(count, !folded && *gtk_label_get_text(GTK_LABEL(count)) != '\0' &&
                                          g_strcmp0(gtk_label_get_text(GTK_LABEL(count)), "0") != 0);
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
