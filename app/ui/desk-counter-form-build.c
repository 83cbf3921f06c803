#include "app/ui/desk-counter-form-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-clamp.h"
#include "app/ui/desk-counter-devices.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-lines.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"

#define FORM_WIDTH 880 /* at most */

static void
desk_counter_form_type_device(DeskCounterForm *self)
{
    desk_counter_form_add_device(self, NULL);
}

/* A part of the form, laid out like the paper of its network. */
static GtkWidget *
desk_counter_form_add_form(DeskCounterForm *self, const char *const *names)
{
    DeskFieldPaper paper = { &ep_application_table, ep_draft_get_named(self->answers, "network") };
    GtkWidget *form = desk_form_new_paper(self->data, self->answers, names, &paper);

    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_counter_form_changed), self);
    gtk_box_append(GTK_BOX(self->content), form);
    g_ptr_array_add(self->forms, form);
    return form;
}

/* The answers under the heading @group, as far as this verb asks for them. */
static void
desk_counter_form_add_group(DeskCounterForm *self, const char *group)
{
    const EpField *fields = ep_application_table.fields;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) names = NULL;
    gboolean within = FALSE;

    for (guint i = 0; i < ep_application_table.at.n_fields; i++) {
        within = fields[i].group != NULL ? strcmp(fields[i].group, group) == 0 : within;
        if (within && ep_table_find(ep_draft_get_table(self->answers), fields[i].name) != EP_NO_FIELD)
            g_strv_builder_add(builder, fields[i].name);
    }
    names = g_strv_builder_end(builder);
    if (names[0] == NULL)
        return;
    gtk_box_append(GTK_BOX(self->content), desk_label_new_heading(ep_label(group)));
    desk_counter_form_add_form(self, (const char *const *)names);
}

static void
desk_counter_form_add_devices(DeskCounterForm *self)
{
    static const char *const device_list[] = { "device_list", NULL };
    GtkWidget *add = gtk_button_new_with_label(_("Type a device in")),
              *paste = gtk_toggle_button_new_with_label(_("Paste a list of devices"));
    GtkWidget *ways = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *lists;

    gtk_box_append(GTK_BOX(self->content), desk_label_new_heading(_("Device")));
    gtk_box_append(GTK_BOX(self->content), self->devices);
    gtk_widget_add_css_class(add, "link-button");
    gtk_widget_set_halign(add, GTK_ALIGN_START);
    g_signal_connect_swapped(add, "clicked", G_CALLBACK(desk_counter_form_type_device), self);
    gtk_box_append(GTK_BOX(ways), add);
    gtk_box_append(GTK_BOX(self->content), ways);
    lists = desk_counter_form_add_form(self, device_list);
    gtk_widget_set_visible(lists, *ep_draft_get_named(self->answers, "device_list") != '\0');
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(paste), gtk_widget_get_visible(lists));
    gtk_widget_add_css_class(paste, "link-button");
    g_object_bind_property(paste, "active", lists, "visible", G_BINDING_DEFAULT);
    gtk_box_append(GTK_BOX(ways), paste);
}

/* PCs and people: found one by one while one types, or many as a list. */
static void
desk_counter_form_add_scopes(DeskCounterForm *self)
{
    static const char *const lists[] = { "pc_list", "user_list", NULL };
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    gtk_box_append(GTK_BOX(self->content), desk_label_new_heading(_("Used on and by")));
    gtk_box_set_homogeneous(GTK_BOX(row), TRUE);
    gtk_box_append(GTK_BOX(row), self->pcs);
    gtk_box_append(GTK_BOX(row), self->users);
    gtk_box_append(GTK_BOX(self->content), row);
    desk_counter_form_add_form(self, lists);
}

/* Out of the row that goes. */
static void
desk_counter_form_take_out(GtkWidget *widget)
{
    GtkWidget *row = gtk_widget_get_parent(widget);

    if (row != NULL)
        gtk_box_remove(GTK_BOX(row), widget);
}

void
desk_counter_form_fill(DeskCounterForm *self)
{
    GtkWidget *child;

    g_ptr_array_set_size(self->forms, 0);
    g_free(self->asked_for);
    self->asked_for = desk_counter_form_dup_asked_for(self);
    desk_counter_devices_ask_permits(DESK_COUNTER_DEVICES(self->devices),
                                     ep_application_continues(ep_draft_get_named(self->answers, "kind")));
    g_object_ref(self->devices); /* what was typed of devices, PCs and users outlives another way of receiving */
    g_object_ref(self->pcs);
    g_object_ref(self->users);
    desk_counter_form_take_out(self->pcs);
    desk_counter_form_take_out(self->users);
    while ((child = gtk_widget_get_first_child(self->content)) != NULL)
        gtk_box_remove(GTK_BOX(self->content), child);
    desk_counter_form_add_group(self, "Application");
    desk_counter_form_add_group(self, "Applicant");
    desk_counter_form_add_devices(self);
    desk_counter_form_add_scopes(self);
    desk_counter_form_add_group(self, "Use");
    desk_counter_form_add_group(self, "Confirmed by the applicant");
    desk_counter_form_add_group(self, "Desk");
    g_object_unref(self->devices);
    g_object_unref(self->pcs);
    g_object_unref(self->users);
}

static void
desk_counter_form_way_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskCounterForm *self = user_data;
    const EpVerb *verb = g_object_get_data(G_OBJECT(button), "verb");

    if (!gtk_toggle_button_get_active(button) || verb == self->verb)
        return;
    desk_counter_form_set_verb(self, verb);
    desk_counter_form_changed(self);
}

/* A button for each verb that makes an application. */
static GtkWidget *
desk_counter_form_new_ways(DeskCounterForm *self)
{
    GtkWidget *first = NULL;

    self->ways = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class(self->ways, "chips");
    for (const EpVerb *verb = ep_application_table.verbs; verb->name != NULL; verb++) {
        GtkWidget *button;

        if (!ep_verb_creates(verb) || (verb->flags & EP_VERB_INTERNAL) != 0)
            continue;
        button = gtk_toggle_button_new_with_label(ep_label(verb->label));
        g_object_set_data(G_OBJECT(button), "verb", (gpointer)verb);
        gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(button), GTK_TOGGLE_BUTTON(first));
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(button), first == NULL);
        g_signal_connect(button, "toggled", G_CALLBACK(desk_counter_form_way_toggled), self);
        gtk_box_append(GTK_BOX(self->ways), button);
        first = first != NULL ? first : button;
        self->verb = self->verb != NULL ? self->verb : verb;
    }
    return self->ways;
}

static GtkWidget *
desk_counter_form_head(DeskCounterForm *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *below = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    g_autofree char *edited = self->record != NULL ? ep_record_dup_name(self->record) : NULL;
    GtkWidget *title = gtk_label_new(edited != NULL ? edited : _("New application")),
              *hint = gtk_label_new(edited != NULL ? _("Ctrl+Enter saves, Esc gives back")
                                                   : _("Ctrl+Enter receives it, Esc gives it up"));
    GtkWidget *receive = gtk_button_new_with_label(edited != NULL ? _("Save") : _("Receive")),
              *cancel = gtk_button_new_with_label(edited != NULL ? _("Give back") : _("Give up"));

    gtk_widget_add_css_class(head, "paper-head");
    gtk_widget_add_css_class(title, "title");
    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_widget_set_hexpand(title, TRUE);
    gtk_widget_add_css_class(receive, "primary");
    gtk_widget_set_tooltip_text(receive, _("Ctrl+Enter"));
    gtk_widget_add_css_class(hint, "field-hint");
    gtk_label_set_ellipsize(GTK_LABEL(hint), PANGO_ELLIPSIZE_END);
    g_signal_connect_swapped(receive, "clicked", G_CALLBACK(desk_counter_form_submit), self);
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(desk_counter_form_cancel), self);
    gtk_box_append(GTK_BOX(row), title);
    gtk_box_append(GTK_BOX(row), cancel);
    gtk_box_append(GTK_BOX(row), receive);
    self->banner = desk_banner_new();
    desk_banner_follow(self->banner, self->data);
    gtk_box_append(GTK_BOX(head), row);
    if (self->record == NULL)
        gtk_box_append(GTK_BOX(below), desk_counter_form_new_ways(self));
    gtk_box_append(GTK_BOX(below), hint);
    gtk_box_append(GTK_BOX(head), below);
    gtk_box_append(GTK_BOX(head), self->banner);
    return head;
}

void
desk_counter_form_build(DeskCounterForm *self)
{
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_box_append(GTK_BOX(self->column), desk_counter_form_head(self));
    self->content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_add_css_class(self->content, "paper-content");
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), desk_clamp_new(self->content, FORM_WIDTH));
    gtk_widget_set_vexpand(self->scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), self->scroll);
    self->devices = desk_counter_devices_new(self->data);
    g_signal_connect_swapped(self->devices, "changed", G_CALLBACK(desk_counter_form_changed), self);
}
