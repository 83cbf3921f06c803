#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-map-private.h"

#define ACROSS 5 /* settings beside each other */

/* --- how the file is written --- */

static void
desk_map_setting_changed(DeskMap *self)
{
    desk_map_update(self, TRUE);
}

void
desk_map_fill_settings(DeskMap *self)
{
    const EpTable *table = ep_column_map_get_settings_table();
    DeskFieldPaper paper = { table, "" };
    GtkWidget *child;

    g_ptr_array_set_size(self->fields, 0);
    while ((child = gtk_widget_get_first_child(self->settings)) != NULL)
        gtk_grid_remove(GTK_GRID(self->settings), child);
    for (guint i = 0; i < table->at.n_fields; i++) {
        GtkWidget *field = desk_field_new(self->data, self->map->settings, i, &paper);

        g_signal_connect_swapped(field, "changed", G_CALLBACK(desk_map_setting_changed), self);
        gtk_grid_attach(GTK_GRID(self->settings), field, (int)(i % ACROSS), (int)(i / ACROSS), 1, 1);
        g_ptr_array_add(self->fields, field);
    }
}

/* --- buttons --- */

static void
desk_map_move_up(DeskMap *self)
{
    desk_map_move(self, -1);
}

static void
desk_map_move_down(DeskMap *self)
{
    desk_map_move(self, 1);
}

static void
desk_map_turn_back(DeskMap *self)
{
    desk_map_turn(self, -1);
}

static void
desk_map_turn_on(DeskMap *self)
{
    desk_map_turn(self, 1);
}

static GtkWidget *
desk_map_add_button(DeskMap *self, const char *label, const char *keys, GCallback func)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    gtk_widget_set_tooltip_text(button, keys);
    g_signal_connect_swapped(button, "clicked", func, self);
    gtk_box_append(GTK_BOX(self->bar), button);
    return button;
}

static void
desk_map_build_bar(DeskMap *self)
{
    GtkWidget *keys;

    self->bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->bar, "map-bar");
    self->add = desk_map_add_button(self, _("Add a column"), "Insert", G_CALLBACK(desk_map_add));
    self->twice = desk_map_add_button(self, _("Double"), "Ctrl+D", G_CALLBACK(desk_map_double));
    self->up = desk_map_add_button(self, _("Move up"), "Alt+↑", G_CALLBACK(desk_map_move_up));
    self->down = desk_map_add_button(self, _("Move down"), "Alt+↓", G_CALLBACK(desk_map_move_down));
    self->remove =
        desk_map_add_button(self, _("Take away"), _("Delete; in a text Ctrl+Delete"), G_CALLBACK(desk_map_remove));
    self->back = desk_map_add_button(self, _("Bring back"), _("The column that was taken away last"),
                                     G_CALLBACK(desk_map_bring_back));
    keys = gtk_label_new(_("Insert adds, Ctrl+D doubles, Alt+↑↓ moves, Ctrl+Delete takes away"));
    gtk_label_set_ellipsize(GTK_LABEL(keys), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class(keys, "field-hint");
    gtk_box_append(GTK_BOX(self->bar), keys);
    self->count = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->count), 1.0);
    gtk_widget_set_hexpand(self->count, TRUE);
    gtk_box_append(GTK_BOX(self->bar), self->count);
    gtk_box_append(GTK_BOX(self->box), self->bar);
}

/* --- titles --- */

static GtkWidget *
desk_map_new_turner(DeskMap *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 2);
    GtkWidget *back = gtk_button_new_from_icon_name("go-previous-symbolic"),
              *on = gtk_button_new_from_icon_name("go-next-symbolic");

    self->seen = gtk_label_new(NULL);
    gtk_label_set_ellipsize(GTK_LABEL(self->seen), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(self->seen), 0.0);
    gtk_widget_set_hexpand(self->seen, TRUE);
    gtk_widget_add_css_class(back, "flat");
    gtk_widget_add_css_class(on, "flat");
    gtk_widget_set_tooltip_text(back, _("The row before (Alt+←)"));
    gtk_widget_set_tooltip_text(on, _("The next row (Alt+→)"));
    g_signal_connect_swapped(back, "clicked", G_CALLBACK(desk_map_turn_back), self);
    g_signal_connect_swapped(on, "clicked", G_CALLBACK(desk_map_turn_on), self);
    gtk_box_append(GTK_BOX(box), self->seen);
    if (!self->look.reading) {
        gtk_box_append(GTK_BOX(box), back);
        gtk_box_append(GTK_BOX(box), on);
    }
    return box;
}

static void
desk_map_build_head(DeskMap *self)
{
    self->head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->head, "map-head");
    for (DeskMapCell cell = 0; cell < DESK_MAP_N_CELLS; cell++) {
        GtkWidget *title = cell == DESK_MAP_CELL_SEEN ? desk_map_new_turner(self) : NULL;

        if (!desk_map_row_has(&self->look, cell))
            continue;
        if (title == NULL) {
            title = gtk_label_new(desk_map_row_get_title(cell));
            gtk_label_set_xalign(GTK_LABEL(title),
                                 cell == DESK_MAP_CELL_REQUIRED || cell == DESK_MAP_CELL_CUT ? 0.5F : 0.0F);
            gtk_widget_set_tooltip_text(title, desk_map_row_get_meaning(cell));
        }
        desk_map_row_add_cell(&self->look, self->head, cell, title);
    }
    gtk_box_append(GTK_BOX(self->box), self->head);
}

static void
desk_map_build_rows(DeskMap *self)
{
    GtkWidget *inside = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    self->none = gtk_label_new(self->look.reading
                                   ? _("What stands where is told from the headings of the file. Add columns only "
                                       "where that goes wrong.")
                                   : _("Add a column for each of the file's, or read them from a list that the "
                                       "console wrote."));
    gtk_label_set_wrap(GTK_LABEL(self->none), TRUE);
    gtk_widget_add_css_class(self->none, "quiet");
    gtk_widget_add_css_class(self->none, "map-none");
    gtk_box_append(GTK_BOX(inside), self->none);
    gtk_box_append(GTK_BOX(inside), self->rows);
    self->scroller = gtk_scrolled_window_new();
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroller), inside);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_widget_set_vexpand(self->scroller, TRUE);
    gtk_widget_add_css_class(self->scroller, "map-rows");
    gtk_box_append(GTK_BOX(self->box), self->scroller);
}

void
desk_map_build(DeskMap *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    self->banner = desk_banner_new();
    gtk_box_append(GTK_BOX(self->box), self->banner);
    self->settings = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(self->settings), 20);
    gtk_grid_set_row_spacing(GTK_GRID(self->settings), 8);
    gtk_widget_set_visible(self->settings, !self->look.reading);
    gtk_box_append(GTK_BOX(self->box), self->settings);
    desk_map_build_bar(self);
    desk_map_build_head(self);
    desk_map_build_rows(self);
}
