#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-composing.h"
#include "app/ui/desk-field-private.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-kind.h"

/* Entries, and text of several lines. */

/* "令和8年(金)": what stands beside a date that is shown in figures. */
static char *
desk_field_text_dup_short(EpDate date)
{
    g_autofree char *year = ep_date_format_year(date), *day = ep_date_format_short(date);
    const char *weekday = strchr(day, '(');

    return g_strconcat(year, weekday, NULL);
}

/* What the program understood, where that is not what was typed: a date with its era and weekday. */
static void
desk_field_text_show_hint(DeskField *self)
{
    g_autofree char *hint = NULL;
    EpDate date;

    if (desk_field_get_description(self)->kind == EP_KIND_DATE &&
        ep_date_parse(desk_field_get_value(self), &date, NULL))
        hint = desk_field_is_on_paper(self) ? desk_field_text_dup_short(date) : ep_date_format_long(date);
    desk_field_set_hint(self, hint);
}

static void
desk_field_text_changed(GtkEditable *entry, gpointer user_data)
{
    DeskField *self = user_data;

    desk_field_take_text(self, gtk_editable_get_text(entry));
    desk_field_text_show_hint(self);
}

static void
desk_field_text_left(GtkEventControllerFocus *focus, gpointer user_data)
{
    DeskField *self = user_data;

    if (*desk_field_get_value(self) != '\0' || gtk_widget_get_root(GTK_WIDGET(self)) == NULL)
        return;
    /* An empty required field is no fault before one saves; what cannot be read is one now. */
    if ((desk_field_get_description(self)->flags & EP_FIELD_REQUIRED) == 0)
        desk_field_check(self);
}

/* Enter goes on to the next field. It comes by "activate", which an input method's Enter never does. */
static void
desk_field_text_next(GtkEntry *entry, gpointer user_data)
{
    gtk_widget_child_focus(GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(entry))), GTK_DIR_TAB_FORWARD);
}

static const char *
desk_field_text_get_shown(DeskField *self, char *scratch)
{
    const EpField *field = desk_field_get_description(self);

    return ep_kind_display(field, desk_field_get_value(self), scratch);
}

static int
desk_field_text_get_width(EpKind kind)
{
    switch (kind) {
    case EP_KIND_DATE:
        return 16;
    case EP_KIND_TIME:
        return 20;
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
        return 12;
    default:
        return -1;
    }
}

GtkWidget *
desk_field_new_text(DeskField *self)
{
    const EpField *field = desk_field_get_description(self);
    GtkWidget *entry = gtk_entry_new();
    GtkEventController *focus = gtk_event_controller_focus_new();
    int width = desk_field_text_get_width(field->kind);
    char scratch[EP_SCRATCH_SIZE];

    gtk_editable_set_text(GTK_EDITABLE(entry), desk_field_text_get_shown(self, scratch));
    if (width > 0) {
        gtk_editable_set_max_width_chars(GTK_EDITABLE(entry), width);
        gtk_editable_set_width_chars(GTK_EDITABLE(entry), width);
        gtk_widget_set_halign(entry, GTK_ALIGN_START);
    }
    if (ep_kind_is_code(field->kind))
        gtk_widget_add_css_class(entry, "code");
    if (field->kind == EP_KIND_DATE)
        gtk_entry_set_placeholder_text(GTK_ENTRY(entry), _("e.g. R8.4.1 or 2026/4/1"));
    desk_field_text_show_hint(self);
    g_signal_connect(entry, "changed", G_CALLBACK(desk_field_text_changed), self);
    g_signal_connect(entry, "activate", G_CALLBACK(desk_field_text_next), self);
    g_signal_connect(focus, "leave", G_CALLBACK(desk_field_text_left), self);
    gtk_widget_add_controller(entry, focus);
    return entry;
}

static void
desk_field_lines_changed(GtkTextBuffer *buffer, gpointer user_data)
{
    GtkTextIter start, end;
    g_autofree char *text = NULL;

    gtk_text_buffer_get_bounds(buffer, &start, &end);
    text = gtk_text_buffer_get_text(buffer, &start, &end, FALSE);
    desk_field_take_text(user_data, text);
}

/* Before the view makes a new line of it. */
static gboolean
desk_field_lines_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer view)
{
    if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0 ||
        desk_composing_is_on(view))
        return FALSE;
    return gtk_widget_activate_action(view, "ask.submit", NULL);
}

GtkWidget *
desk_field_new_lines(DeskField *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();
    GtkWidget *frame = gtk_scrolled_window_new();
    GtkWidget *view = gtk_text_view_new();
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(GTK_TEXT_VIEW(view));

    gtk_text_buffer_set_text(buffer, desk_field_get_value(self), -1);
    gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(view), GTK_WRAP_WORD_CHAR);
    gtk_text_view_set_accepts_tab(GTK_TEXT_VIEW(view), FALSE);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(frame), view);
    gtk_scrolled_window_set_min_content_height(GTK_SCROLLED_WINDOW(frame), 76);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(frame), 160);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(frame), TRUE);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(frame), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_widget_add_css_class(frame, "text-lines");
    g_signal_connect(buffer, "changed", G_CALLBACK(desk_field_lines_changed), self);
    desk_composing_watch(view);
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_field_lines_key), view);
    gtk_widget_add_controller(view, keys);
    return frame;
}
