#include "app/ui/desk-sheet.h"

#include "app/ui/desk-focus.h"

struct _DeskSheet {
    GtkWidget parent;
    GtkWidget *panel;
    GtkWidget *focus_before; /* weak */
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskSheet, desk_sheet, GTK_TYPE_WIDGET)

static void
desk_sheet_dispose(GObject *object)
{
    DeskSheet *self = DESK_SHEET(object);

    g_clear_weak_pointer(&self->focus_before);
    g_clear_pointer(&self->panel, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_sheet_parent_class)->dispose(object);
}

static void
desk_sheet_class_init(DeskSheetClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_sheet_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "sheet");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
    signals[CLOSED] =
        g_signal_new("closed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static gboolean
desk_sheet_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    if (key != GDK_KEY_Escape)
        return FALSE;
    desk_sheet_close(user_data);
    return TRUE;
}

static void
desk_sheet_init(DeskSheet *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    self->panel = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_add_css_class(self->panel, "panel");
    gtk_widget_set_halign(self->panel, GTK_ALIGN_CENTER);
    gtk_widget_set_valign(self->panel, GTK_ALIGN_CENTER);
    gtk_widget_set_overflow(self->panel, GTK_OVERFLOW_HIDDEN);
    gtk_widget_set_parent(self->panel, GTK_WIDGET(self));
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_sheet_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

GtkWidget *
desk_sheet_new_host(GtkWidget *content)
{
    GtkWidget *host = gtk_overlay_new();

    gtk_widget_add_css_class(host, "sheet-host");
    gtk_overlay_set_child(GTK_OVERLAY(host), content);
    return host;
}

static GtkWidget *
desk_sheet_find_host(GtkWidget *over)
{
    GtkRoot *root = gtk_widget_get_root(over);
    GtkWidget *child = GTK_IS_WINDOW(root) ? gtk_window_get_child(GTK_WINDOW(root)) : NULL;

    return GTK_IS_OVERLAY(child) && gtk_widget_has_css_class(child, "sheet-host") ? child : NULL;
}

static DeskSheet *
desk_sheet_find(GtkWidget *host)
{
    GtkWidget *last = gtk_widget_get_last_child(host);

    return DESK_IS_SHEET(last) ? DESK_SHEET(last) : NULL;
}

DeskSheet *
desk_sheet_open(GtkWidget *over, GtkWidget *child, int width)
{
    GtkWidget *host = desk_sheet_find_host(over);
    GtkWidget *content = gtk_overlay_get_child(GTK_OVERLAY(host));
    DeskSheet *self = desk_sheet_find(host);

    if (self != NULL)
        desk_sheet_close(self);
    self = g_object_new(DESK_TYPE_SHEET, NULL);
    g_set_weak_pointer(&self->focus_before, gtk_root_get_focus(gtk_widget_get_root(over)));
    gtk_widget_set_size_request(self->panel, width, -1);
    gtk_box_append(GTK_BOX(self->panel), child);
    gtk_overlay_add_overlay(GTK_OVERLAY(host), GTK_WIDGET(self));
    gtk_widget_set_can_focus(content, FALSE);
    gtk_widget_set_can_target(content, FALSE);
    gtk_widget_child_focus(self->panel, GTK_DIR_TAB_FORWARD);
    return self;
}

void
desk_sheet_close(DeskSheet *self)
{
    GtkWidget *host = gtk_widget_get_parent(GTK_WIDGET(self));
    GtkWidget *content;

    if (host == NULL)
        return;
    content = gtk_overlay_get_child(GTK_OVERLAY(host));
    g_object_ref(self);
    gtk_widget_set_can_focus(content, TRUE);
    gtk_widget_set_can_target(content, TRUE);
    if (self->focus_before != NULL && gtk_widget_get_mapped(self->focus_before))
        gtk_widget_grab_focus(self->focus_before);
    desk_focus_leave(GTK_WIDGET(self));
    gtk_overlay_remove_overlay(GTK_OVERLAY(host), GTK_WIDGET(self));
    g_signal_emit(self, signals[CLOSED], 0);
    g_object_unref(self);
}

void
desk_sheet_close_around(GtkWidget *child)
{
    GtkWidget *sheet = gtk_widget_get_ancestor(child, DESK_TYPE_SHEET);

    if (sheet != NULL)
        desk_sheet_close(DESK_SHEET(sheet));
}

gboolean
desk_sheet_is_open(GtkWidget *over)
{
    GtkWidget *host = desk_sheet_find_host(over);

    return host != NULL && desk_sheet_find(host) != NULL;
}
