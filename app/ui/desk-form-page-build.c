#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-form-list.h"
#include "app/ui/desk-form-page-private.h"
#include "app/ui/desk-icon.h"

#define SIDE 224

/* --- the list of forms --- */

static GtkWidget *
desk_form_page_new_row(DeskFormPage *self, const char *name, const char *title, gboolean own)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *label = gtk_label_new(title);
    GtkWidget *sign = gtk_label_new(g_hash_table_contains(self->typed, name) ? _("not saved")
                                    : own                                    ? _("changed")
                                                                             : "");

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(sign, "field-hint");
    if (g_hash_table_contains(self->typed, name))
        gtk_widget_add_css_class(sign, "wait");
    gtk_box_append(GTK_BOX(box), label);
    gtk_box_append(GTK_BOX(box), sign);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    g_object_set_data_full(G_OBJECT(row), "name", g_strdup(name), g_free);
    return row;
}

static void
desk_form_page_add_row(DeskFormPage *self, GtkWidget *row)
{
    gtk_list_box_append(GTK_LIST_BOX(self->list), row);
    if (self->name != NULL && g_str_equal(g_object_get_data(G_OBJECT(row), "name"), self->name))
        gtk_list_box_select_row(GTK_LIST_BOX(self->list), GTK_LIST_BOX_ROW(row));
}

static void
desk_form_page_add_heading(DeskFormPage *self, const EpTable *table)
{
    GtkWidget *row = gtk_list_box_row_new();
    GtkWidget *label = gtk_label_new(table != NULL ? ep_label(table->label) : _("For all forms"));

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_widget_add_css_class(label, "heading");
    gtk_widget_add_css_class(row, "form-heading");
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), label);
    gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), FALSE);
    gtk_list_box_row_set_selectable(GTK_LIST_BOX_ROW(row), FALSE);
    gtk_widget_set_focusable(row, FALSE);
    g_object_set_data(G_OBJECT(row), "name", (gpointer) "");
    gtk_list_box_append(GTK_LIST_BOX(self->list), row);
}

void
desk_form_page_fill_list(DeskFormPage *self)
{
    g_autoptr(GPtrArray) forms = desk_form_list_dup(self->data);
    GHashTableIter iter;
    gboolean focused = gtk_widget_get_focus_child(self->list) != NULL;
    const EpTable *last = NULL;
    GtkWidget *child;
    GtkListBoxRow *selected;
    gpointer name;

    while ((child = gtk_widget_get_first_child(self->list)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->list), child);
    for (guint i = 0; i < forms->len; i++) {
        EpForm *form = g_ptr_array_index(forms, i);

        if (i == 0 || ep_form_get_table(form) != last)
            desk_form_page_add_heading(self, last = ep_form_get_table(form));
        desk_form_page_add_row(
            self, desk_form_page_new_row(self, ep_form_get_name(form), ep_form_get_title(form), ep_form_is_own(form)));
    }
    g_hash_table_iter_init(&iter, self->typed);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        if (ep_form_find(forms, name, NULL) == NULL)
            desk_form_page_add_row(self, desk_form_page_new_row(self, name, name, FALSE));
    }
    selected = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->list));
    if (focused && selected != NULL)
        gtk_widget_grab_focus(GTK_WIDGET(selected));
}

static void
desk_form_page_activated(GtkListBox *list, GtkListBoxRow *row, DeskFormPage *self)
{
    g_autofree char *name = g_strdup(g_object_get_data(G_OBJECT(row), "name"));

    if (*name != '\0' && strcmp(name, self->name) != 0)
        desk_form_page_show(self, name);
}

static GtkWidget *
desk_form_page_build_side(DeskFormPage *self)
{
    GtkWidget *side = gtk_paned_new(GTK_ORIENTATION_VERTICAL), *top = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *title = gtk_label_new(_("Forms")), *scroll = gtk_scrolled_window_new();
    GtkWidget *bottom = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6), *what = gtk_label_new(_("What can be put in"));

    gtk_widget_add_css_class(title, "title");
    gtk_widget_add_css_class(title, "form-title");
    gtk_widget_add_css_class(what, "heading");
    gtk_widget_add_css_class(bottom, "form-offers");
    gtk_label_set_xalign(GTK_LABEL(title), 0);
    gtk_label_set_xalign(GTK_LABEL(what), 0);
    self->list = gtk_list_box_new();
    gtk_widget_add_css_class(self->list, "form-list");
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Forms"), -1);
    g_signal_connect(self->list, "row-activated", G_CALLBACK(desk_form_page_activated), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(top), title);
    gtk_box_append(GTK_BOX(top), scroll);
    self->offers = DESK_FORM_OFFERS(desk_form_offers_new(desk_data_get_catalog(self->data)));
    gtk_widget_set_vexpand(GTK_WIDGET(self->offers), TRUE);
    gtk_box_append(GTK_BOX(bottom), what);
    gtk_box_append(GTK_BOX(bottom), GTK_WIDGET(self->offers));
    gtk_paned_set_start_child(GTK_PANED(side), top);
    gtk_paned_set_end_child(GTK_PANED(side), bottom);
    gtk_paned_set_position(GTK_PANED(side), 340);
    gtk_widget_set_size_request(side, SIDE, -1);
    return side;
}

/* --- what stands above the text --- */

static GtkWidget *
desk_form_page_add_button(DeskFormPage *self, GtkWidget *box, const char *label, const char *tip, GCallback func)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    gtk_widget_set_tooltip_text(button, tip);
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    g_signal_connect_swapped(button, "clicked", func, self);
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

static void
desk_form_page_named(GtkEntry *entry, DeskFormPage *self)
{
    g_autofree char *name = g_strdup(gtk_editable_get_text(GTK_EDITABLE(entry)));

    gtk_popover_popdown(GTK_POPOVER(gtk_widget_get_ancestor(GTK_WIDGET(entry), GTK_TYPE_POPOVER)));
    if (*name != '\0')
        desk_form_page_copy(self, name);
    gtk_editable_set_text(GTK_EDITABLE(entry), "");
}

static void
desk_form_page_add_copy(DeskFormPage *self, GtkWidget *box)
{
    GtkWidget *button = gtk_menu_button_new(), *popover = gtk_popover_new();
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    GtkWidget *label = gtk_label_new(_("Name: small letters, digits, hyphens"));
    GtkWidget *entry = gtk_entry_new();

    gtk_menu_button_set_label(GTK_MENU_BUTTON(button), _("Copy…"));
    gtk_widget_set_tooltip_text(button, _("A new form that begins like this one"));
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class(label, "field-hint");
    g_object_set(entry, "placeholder-text", "medium-label-small", NULL);
    g_signal_connect(entry, "activate", G_CALLBACK(desk_form_page_named), self);
    gtk_box_append(GTK_BOX(column), label);
    gtk_box_append(GTK_BOX(column), entry);
    gtk_popover_set_child(GTK_POPOVER(popover), column);
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(button), popover);
    gtk_box_append(GTK_BOX(box), button);
}

static GtkWidget *
desk_form_page_build_head(DeskFormPage *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_widget_add_css_class(head, "form-head");
    self->title = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->title, "section-title");
    gtk_label_set_ellipsize(GTK_LABEL(self->title), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0);
    self->sample = gtk_entry_new();
    gtk_editable_set_width_chars(GTK_EDITABLE(self->sample), 11);
    g_object_set(self->sample, "placeholder-text", _("Shown record"), NULL);
    gtk_widget_set_tooltip_text(self->sample, _("The number of the record that the preview shows; empty: the newest"));
    g_signal_connect_swapped(self->sample, "activate", G_CALLBACK(desk_form_page_preview), self);
    gtk_widget_set_hexpand(self->title, TRUE);
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), self->sample);
    desk_form_page_add_button(self, head, _("Read…"), _("Take the text from a file"),
                              G_CALLBACK(desk_form_page_import));
    desk_form_page_add_button(self, head, _("Write…"), _("Save the text as a file"), G_CALLBACK(desk_form_page_export));
    desk_form_page_add_copy(self, head);
    self->restore =
        desk_form_page_add_button(self, head, _("As it came"), _("Take the desk's own form away; Undo brings it back"),
                                  G_CALLBACK(desk_form_page_restore));
    desk_form_page_add_button(self, head, _("Give back"), _("Forget what was typed since it was saved"),
                              G_CALLBACK(desk_form_page_revert));
    self->save =
        desk_form_page_add_button(self, head, _("Save"), _("Save (Ctrl+Enter)"), G_CALLBACK(desk_form_page_save));
    gtk_widget_add_css_class(self->save, "primary");
    return head;
}

/* --- the text and what it makes --- */

static gboolean
desk_form_page_pressed(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, DeskFormPage *self)
{
    if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
        return FALSE;
    desk_form_page_save(self);
    return TRUE;
}

static GtkWidget *
desk_form_page_build_code(DeskFormPage *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkEventController *keys = gtk_event_controller_key_new();

    self->code = DESK_CODE(desk_code_new());
    gtk_accessible_update_property(GTK_ACCESSIBLE(desk_code_get_view(self->code)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("Text of the form"), -1);
    gtk_widget_set_vexpand(GTK_WIDGET(self->code), TRUE);
    self->problem = gtk_label_new(NULL);
    gtk_label_set_wrap(GTK_LABEL(self->problem), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(self->problem), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_xalign(GTK_LABEL(self->problem), 0);
    gtk_label_set_lines(GTK_LABEL(self->problem), 4);
    gtk_label_set_ellipsize(GTK_LABEL(self->problem), PANGO_ELLIPSIZE_END);
    gtk_label_set_selectable(GTK_LABEL(self->problem), TRUE);
    gtk_widget_add_css_class(self->problem, "form-problem");
    g_signal_connect_swapped(self->code, "changed", G_CALLBACK(desk_form_page_type), self);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_form_page_pressed), self);
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    gtk_box_append(GTK_BOX(column), GTK_WIDGET(self->code));
    gtk_box_append(GTK_BOX(column), self->problem);
    return column;
}

void
desk_form_page_build(DeskFormPage *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *both = gtk_paned_new(GTK_ORIENTATION_HORIZONTAL);
    GtkWidget *line = gtk_separator_new(GTK_ORIENTATION_VERTICAL);

    self->box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    self->preview = DESK_PREVIEW(desk_preview_new());
    gtk_box_append(GTK_BOX(self->box), desk_form_page_build_side(self));
    gtk_box_append(GTK_BOX(self->box), line);
    gtk_box_append(GTK_BOX(column), desk_form_page_build_head(self));
    gtk_paned_set_start_child(GTK_PANED(both), desk_form_page_build_code(self));
    gtk_paned_set_end_child(GTK_PANED(both), GTK_WIDGET(self->preview));
    gtk_paned_set_shrink_start_child(GTK_PANED(both), FALSE);
    gtk_paned_set_shrink_end_child(GTK_PANED(both), FALSE);
    gtk_widget_set_hexpand(gtk_paned_get_start_child(GTK_PANED(both)), TRUE);
    gtk_widget_set_hexpand(GTK_WIDGET(self->preview), TRUE);
    gtk_widget_set_size_request(gtk_paned_get_start_child(GTK_PANED(both)), 380, -1);
    gtk_widget_set_vexpand(both, TRUE);
    gtk_box_append(GTK_BOX(column), both);
    gtk_widget_set_hexpand(column, TRUE);
    gtk_box_append(GTK_BOX(self->box), column);
    g_signal_connect_swapped(self->offers, "chosen", G_CALLBACK(desk_code_insert), self->code);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}
