#include "app/ui/desk-list-chooser.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-list-private.h"

typedef struct {
    const DeskListLook *look; /* borrowed */
    GtkWidget *box;           /* borrowed */
} DeskListChooser;

static void desk_list_chooser_fill(DeskListChooser *self);

static guint
desk_list_chooser_index(DeskListChooser *self, guint field)
{
    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        if (desk_columns_peek(self->look->columns, i)->field == field)
            return i;
    }
    return EP_NO_FIELD;
}

static guint
desk_list_chooser_field(gpointer widget)
{
    return GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(widget), "field"));
}

static guint
desk_list_chooser_count(DeskListChooser *self)
{
    guint n = 0;

    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++)
        n += desk_columns_peek(self->look->columns, i)->hidden ? 0 : 1;
    return n;
}

static void
desk_list_chooser_toggled(GtkCheckButton *check, DeskListChooser *self)
{
    DeskColumn *column = desk_columns_find(self->look->columns, desk_list_chooser_field(check));
    gboolean hidden = !gtk_check_button_get_active(check);

    if (column == NULL || column->hidden == hidden)
        return;
    if (hidden && desk_list_chooser_count(self) <= 1) { /* a list without columns has no way back */
        gtk_check_button_set_active(check, TRUE);
        return;
    }
    column->hidden = hidden;
    desk_list_edited(self->look->list);
}

static void
desk_list_chooser_move(DeskListChooser *self, guint field, int by)
{
    guint from = desk_list_chooser_index(self, field);

    if (from == EP_NO_FIELD || (from == 0 && by < 0))
        return;
    desk_columns_move(self->look->columns, from, (guint)((int)from + by));
    desk_list_edited(self->look->list);
    desk_list_chooser_fill(self);
}

/* The row of @field is another widget after each move; its button takes the focus, so that one can go on. */
static void
desk_list_chooser_focus(DeskListChooser *self, guint field, gboolean up)
{
    for (GtkWidget *row = gtk_widget_get_first_child(self->box); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        GtkWidget *last = gtk_widget_get_last_child(row);

        if (desk_list_chooser_field(row) == field)
            gtk_widget_grab_focus(up ? gtk_widget_get_prev_sibling(last) : last);
    }
}

static void
desk_list_chooser_up(GtkButton *button, DeskListChooser *self)
{
    guint field = desk_list_chooser_field(button);

    desk_list_chooser_move(self, field, -1);
    desk_list_chooser_focus(self, field, TRUE);
}

static void
desk_list_chooser_down(GtkButton *button, DeskListChooser *self)
{
    guint field = desk_list_chooser_field(button);

    desk_list_chooser_move(self, field, 1);
    desk_list_chooser_focus(self, field, FALSE);
}

static GtkWidget *
desk_list_chooser_button(DeskListChooser *self, const char *icon, const char *tip, guint field, GCallback clicked)
{
    GtkWidget *button = gtk_button_new_from_icon_name(icon);

    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_tooltip_text(button, tip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
    g_object_set_data(G_OBJECT(button), "field", GUINT_TO_POINTER(field));
    g_signal_connect(button, "clicked", clicked, self);
    return button;
}

static GtkWidget *
desk_list_chooser_row(DeskListChooser *self, const DeskColumn *column)
{
    const char *label = ep_label(self->look->columns->table->fields[column->field].label);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *check = gtk_check_button_new_with_label(label);

    g_object_set_data(G_OBJECT(row), "field", GUINT_TO_POINTER(column->field));
    g_object_set_data(G_OBJECT(check), "field", GUINT_TO_POINTER(column->field));
    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), !column->hidden);
    gtk_widget_set_hexpand(check, TRUE);
    g_signal_connect(check, "toggled", G_CALLBACK(desk_list_chooser_toggled), self);
    gtk_box_append(GTK_BOX(row), check);
    gtk_box_append(GTK_BOX(row), desk_list_chooser_button(self, "go-up-symbolic", _("Move up"), column->field,
                                                          G_CALLBACK(desk_list_chooser_up)));
    gtk_box_append(GTK_BOX(row), desk_list_chooser_button(self, "go-down-symbolic", _("Move down"), column->field,
                                                          G_CALLBACK(desk_list_chooser_down)));
    return row;
}

static void
desk_list_chooser_fill(DeskListChooser *self)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->box)) != NULL)
        gtk_box_remove(GTK_BOX(self->box), child);
    if (self->look->columns == NULL)
        return;
    for (guint i = 0; i < desk_columns_get_n(self->look->columns); i++) {
        const DeskColumn *column = desk_columns_peek(self->look->columns, i);

        if (column->field != EP_NO_FIELD)
            gtk_box_append(GTK_BOX(self->box), desk_list_chooser_row(self, column));
    }
}

static void
desk_list_chooser_reset(GtkButton *button, DeskListChooser *self)
{
    desk_columns_read(self->look->columns, NULL);
    desk_list_edited(self->look->list);
    desk_list_chooser_fill(self);
}

static void
desk_list_chooser_shown(GtkWidget *popover, DeskListChooser *self)
{
    desk_list_chooser_fill(self);
}

static GtkWidget *
desk_list_chooser_popover(DeskListChooser *self)
{
    GtkWidget *popover = gtk_popover_new(), *outer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    GtkWidget *scrolled = gtk_scrolled_window_new(), *reset = gtk_button_new_with_label(_("Reset columns"));

    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), self->box);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scrolled), 480);
    gtk_widget_set_size_request(scrolled, 240, -1);
    gtk_widget_add_css_class(reset, "flat");
    g_signal_connect(reset, "clicked", G_CALLBACK(desk_list_chooser_reset), self);
    gtk_box_append(GTK_BOX(outer), scrolled);
    gtk_box_append(GTK_BOX(outer), reset);
    gtk_popover_set_child(GTK_POPOVER(popover), outer);
    gtk_widget_add_css_class(popover, "columns");
    g_signal_connect(popover, "show", G_CALLBACK(desk_list_chooser_shown), self);
    return popover;
}

GtkWidget *
desk_list_chooser_new(const DeskListLook *look)
{
    DeskListChooser *self = g_new0(DeskListChooser, 1);
    GtkWidget *button = gtk_menu_button_new();

    self->look = look;
    gtk_menu_button_set_icon_name(GTK_MENU_BUTTON(button), "view-more-symbolic");
    gtk_menu_button_set_has_frame(GTK_MENU_BUTTON(button), FALSE);
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(button), desk_list_chooser_popover(self));
    gtk_widget_set_tooltip_text(button, _("Columns"));
    gtk_widget_add_css_class(button, "columns");
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
    g_object_set_data_full(G_OBJECT(button), "chooser", self, g_free);
    return button;
}
