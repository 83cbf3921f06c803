#include "app/ui/desk-status.h"

#include <glib/gi18n-lib.h>

#define SHOWN_FOR 12       /* seconds */
#define SHOWN_AFTER 200000 /* microseconds: what is over before is not shown */

struct _DeskStatus {
    GtkWidget parent;
    GtkWidget *row, *message, *work, *work_label, *bar, *undo;
    DeskData *data;
    guint timer;
    gint64 begun;
};

enum { UNDO, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskStatus, desk_status, GTK_TYPE_WIDGET)

static void
desk_status_dispose(GObject *object)
{
    DeskStatus *self = DESK_STATUS(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_handle_id(&self->timer, g_source_remove);
    g_clear_pointer(&self->row, gtk_widget_unparent);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_status_parent_class)->dispose(object);
}

static void
desk_status_class_init(DeskStatusClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_status_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "status");
    signals[UNDO] =
        g_signal_new("undo", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_status_undo_clicked(DeskStatus *self)
{
    g_signal_emit(self, signals[UNDO], 0);
}

static void
desk_status_cancel_clicked(DeskStatus *self)
{
    desk_data_cancel(self->data);
}

static GtkWidget *
desk_status_new_work(DeskStatus *self)
{
    GtkWidget *cancel = gtk_button_new_with_label(_("Stop"));

    self->work = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    self->work_label = gtk_label_new(NULL);
    self->bar = gtk_progress_bar_new();
    gtk_widget_set_valign(self->bar, GTK_ALIGN_CENTER);
    gtk_widget_set_size_request(self->bar, 200, -1);
    gtk_widget_add_css_class(cancel, "link-button");
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(desk_status_cancel_clicked), self);
    gtk_box_append(GTK_BOX(self->work), self->work_label);
    gtk_box_append(GTK_BOX(self->work), self->bar);
    gtk_box_append(GTK_BOX(self->work), cancel);
    gtk_widget_set_visible(self->work, FALSE);
    return self->work;
}

static void
desk_status_init(DeskStatus *self)
{
    self->row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16);
    gtk_widget_set_parent(self->row, GTK_WIDGET(self));
    self->message = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->message), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(self->message), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(self->message, TRUE);
    self->undo = gtk_button_new_with_label(_("Take the last back"));
    gtk_widget_set_tooltip_text(self->undo, _("Takes your own last work back (Ctrl+Z)"));
    gtk_widget_add_css_class(self->undo, "link-button");
    gtk_widget_set_visible(self->undo, FALSE);
    g_signal_connect_swapped(self->undo, "clicked", G_CALLBACK(desk_status_undo_clicked), self);
    gtk_box_append(GTK_BOX(self->row), desk_status_new_work(self));
    gtk_box_append(GTK_BOX(self->row), self->message);
    gtk_box_append(GTK_BOX(self->row), self->undo);
}

static void
desk_status_progress(DeskData *data, const char *message, double fraction, gpointer user_data)
{
    DeskStatus *self = user_data;

    if (message == NULL) {
        self->begun = 0;
        gtk_widget_set_visible(self->work, FALSE);
        return;
    }
    if (self->begun == 0)
        self->begun = g_get_monotonic_time();
    gtk_label_set_text(GTK_LABEL(self->work_label), message);
    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->bar), fraction);
    gtk_widget_set_visible(self->work, g_get_monotonic_time() - self->begun > SHOWN_AFTER);
}

GtkWidget *
desk_status_new(DeskData *data)
{
    DeskStatus *self = g_object_new(DESK_TYPE_STATUS, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "progress", G_CALLBACK(desk_status_progress), self);
    return GTK_WIDGET(self);
}

void
desk_status_forget(DeskStatus *self)
{
    g_clear_handle_id(&self->timer, g_source_remove);
    gtk_label_set_text(GTK_LABEL(self->message), "");
    gtk_widget_set_tooltip_text(self->message, NULL);
}

static gboolean
desk_status_is_old(gpointer user_data)
{
    DeskStatus *self = user_data;

    self->timer = 0;
    desk_status_forget(self);
    return G_SOURCE_REMOVE;
}

void
desk_status_say(DeskStatus *self, const char *message)
{
    gtk_label_set_text(GTK_LABEL(self->message), message);
    gtk_widget_set_tooltip_text(self->message, message);
    g_clear_handle_id(&self->timer, g_source_remove);
    self->timer = g_timeout_add_seconds(SHOWN_FOR, desk_status_is_old, self);
}

void
desk_status_set_undo(DeskStatus *self, gboolean possible)
{
    gtk_widget_set_visible(self->undo, possible);
}
