#include "app/ui/desk-preview-private.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-icon.h"

static GtkWidget *
desk_preview_bar_add_icon(GtkWidget *box, const char *icon, const char *tooltip, const char *action)
{
    GtkWidget *button = desk_icon_new_button(icon);

    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_tooltip_text(button, tooltip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), action);
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

static GtkWidget *
desk_preview_bar_add_label(GtkWidget *box, const char *css_class, int width)
{
    GtkWidget *label = gtk_label_new(NULL);

    gtk_widget_add_css_class(label, "figure");
    if (css_class != NULL)
        gtk_widget_add_css_class(label, css_class);
    gtk_label_set_width_chars(GTK_LABEL(label), width);
    gtk_box_append(GTK_BOX(box), label);
    return label;
}

static GtkWidget *
desk_preview_bar_add_button(GtkWidget *box, const char *label, const char *tooltip, const char *action, gboolean main)
{
    GtkWidget *button = gtk_button_new_with_mnemonic(label);

    gtk_widget_set_tooltip_text(button, tooltip);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), action);
    if (main)
        gtk_widget_add_css_class(button, "primary");
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

static void
desk_preview_bar_add_view(DeskPreview *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    self->page_label = desk_preview_bar_add_label(box, "quiet", 9);
    desk_preview_bar_add_icon(box, "smaller", _("Smaller (Ctrl+−)"), "preview.zoom-out");
    self->zoom_label = desk_preview_bar_add_label(box, NULL, 5);
    desk_preview_bar_add_icon(box, "larger", _("Larger (Ctrl++)"), "preview.zoom-in");
    desk_preview_bar_add_icon(box, "fit", _("Whole page, or its width (Ctrl+0)"), "preview.fit");
    gtk_box_append(GTK_BOX(self->bar), box);
}

static void
desk_preview_bar_add_actions(DeskPreview *self)
{
    self->actions = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_set_margin_start(self->actions, 16);
    desk_preview_bar_add_button(self->actions, _("_Print…"), _("Print (Ctrl+P)"), "preview.print", TRUE);
    desk_preview_bar_add_button(self->actions, "PDF", _("Save as a PDF document (Ctrl+S)"), "preview.pdf", FALSE);
    self->tables[0] = desk_preview_bar_add_button(
        self->actions, ".xlsx", _("Save as a spreadsheet, to go on with the numbers"), "preview.xlsx", FALSE);
    self->tables[1] = desk_preview_bar_add_button(self->actions, "CSV", _("Save as a text of comma-separated values"),
                                                  "preview.csv", FALSE);
    gtk_box_append(GTK_BOX(self->bar), self->actions);
}

void
desk_preview_bar_update(DeskPreview *self)
{
    guint n_pages = desk_preview_get_n_pages(self);
    g_autofree char *pages = g_strdup_printf(_("%u / %u"), desk_paper_get_page(self->paper) + 1, n_pages);
    g_autofree char *zoom = g_strdup_printf("%.0f%%", desk_paper_get_zoom(self->paper) * 100);
    static const char *const names[] = { "preview.print",   "preview.pdf",      "preview.xlsx", "preview.csv",
                                         "preview.zoom-in", "preview.zoom-out", "preview.fit" };

    gtk_label_set_text(GTK_LABEL(self->page_label), n_pages > 0 ? pages : "");
    gtk_label_set_text(GTK_LABEL(self->zoom_label), n_pages > 0 ? zoom : "");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        gtk_widget_action_set_enabled(GTK_WIDGET(self), names[i], self->layout != NULL);
    for (guint i = 0; i < G_N_ELEMENTS(self->tables); i++)
        gtk_widget_set_visible(self->tables[i], self->layout == NULL || ep_layout_get_sheet(self->layout) != NULL);
}

void
desk_preview_bar_init(DeskPreview *self)
{
    GtkWidget *space = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    self->bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class(self->bar, "preview-bar");
    gtk_widget_set_hexpand(space, TRUE);
    gtk_box_append(GTK_BOX(self->bar), space);
    desk_preview_bar_add_view(self);
    desk_preview_bar_add_actions(self);
    gtk_box_append(GTK_BOX(self->box), self->bar);
}

void
desk_preview_set_start(DeskPreview *self, GtkWidget *widget)
{
    g_return_if_fail(DESK_IS_PREVIEW(self));

    gtk_box_prepend(GTK_BOX(self->bar), widget);
}

static void
desk_preview_notice_on_close(GtkButton *button, DeskPreview *self)
{
    desk_preview_notice_show(self, NULL, FALSE, NULL);
    gtk_widget_child_focus(GTK_WIDGET(self->paper), GTK_DIR_TAB_FORWARD);
}

static void
desk_preview_notice_on_open(GtkButton *button, DeskPreview *self)
{
    GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
    g_autofree char *uri = self->written != NULL ? g_filename_to_uri(self->written, NULL, NULL) : NULL;

    if (uri != NULL)
        gtk_show_uri(GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL, uri, GDK_CURRENT_TIME);
}

void
desk_preview_notice_show(DeskPreview *self, const char *message, gboolean problem, const char *path)
{
    GtkWidget *bar = gtk_revealer_get_child(GTK_REVEALER(self->notice));

    g_free(self->written);
    self->written = g_strdup(path);
    gtk_revealer_set_reveal_child(GTK_REVEALER(self->notice), message != NULL);
    if (message == NULL)
        return;
    gtk_label_set_text(GTK_LABEL(self->notice_label), message);
    gtk_widget_set_tooltip_text(self->notice_label, path);
    gtk_image_set_from_icon_name(GTK_IMAGE(self->notice_icon),
                                 problem ? "dialog-warning-symbolic" : "object-select-symbolic");
    gtk_widget_set_visible(self->notice_open, path != NULL);
    gtk_widget_remove_css_class(bar, problem ? "fine" : "late");
    gtk_widget_add_css_class(bar, problem ? "late" : "fine");
}

void
desk_preview_notice_init(DeskPreview *self)
{
    GtkWidget *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *close = gtk_button_new_from_icon_name("window-close-symbolic");

    self->notice = gtk_revealer_new();
    self->notice_icon = gtk_image_new();
    self->notice_label = gtk_label_new(NULL);
    self->notice_open = gtk_button_new_with_mnemonic(_("_Open"));
    gtk_label_set_wrap(GTK_LABEL(self->notice_label), TRUE);
    gtk_label_set_xalign(GTK_LABEL(self->notice_label), 0);
    gtk_widget_set_hexpand(self->notice_label, TRUE);
    gtk_widget_add_css_class(bar, "preview-notice");
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_add_css_class(self->notice_open, "flat");
    gtk_widget_set_tooltip_text(close, _("Close"));
    gtk_box_append(GTK_BOX(bar), self->notice_icon);
    gtk_box_append(GTK_BOX(bar), self->notice_label);
    gtk_box_append(GTK_BOX(bar), self->notice_open);
    gtk_box_append(GTK_BOX(bar), close);
    gtk_revealer_set_child(GTK_REVEALER(self->notice), bar);
    gtk_box_append(GTK_BOX(self->box), self->notice);
    g_signal_connect(close, "clicked", G_CALLBACK(desk_preview_notice_on_close), self);
    g_signal_connect(self->notice_open, "clicked", G_CALLBACK(desk_preview_notice_on_open), self);
}
