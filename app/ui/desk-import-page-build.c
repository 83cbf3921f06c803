#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-import-page-private.h"
#include "app/ui/desk-import-table.h"

#define SIDE_WIDTH 372

static GtkWidget *
desk_import_page_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    return label;
}

static GtkWidget *
desk_import_page_new_button(DeskImportPage *self, const char *text, const char *tooltip, const char *style,
                            void (*func)(DeskImportPage *))
{
    GtkWidget *button = gtk_button_new_with_label(text);

    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    if (tooltip != NULL)
        gtk_widget_set_tooltip_text(button, tooltip);
    if (style != NULL)
        gtk_widget_add_css_class(button, style);
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(func), self);
    return button;
}

/* Choosing */

static void
desk_import_page_got(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    DeskImportPage *self = user_data;

    desk_import_page_begin(self, self->table, paths);
}

static void
desk_import_page_ask_files(DeskImportPage *self)
{
    desk_import_file_ask(GTK_WIDGET(self), _("Import files"), FALSE, desk_import_page_got, self);
}

static void
desk_import_page_ask_folder(DeskImportPage *self)
{
    desk_import_file_ask(GTK_WIDGET(self), _("Import a folder"), TRUE, desk_import_page_got, self);
}

static GtkWidget *
desk_import_page_new_empty(DeskImportPage *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *kinds = gtk_label_new(_("CSV or tab-separated text as Excel saves it; inventories of OCS Inventory, "
                                       "FusionInventory and the GLPI agent, a whole folder at once."));
    GtkWidget *promise = gtk_label_new(_("Nothing is written before you have seen what would change."));

    self->empty_text = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->empty_text, "section-title");
    self->empty_files =
        desk_import_page_new_button(self, _("Choose files…"), "Ctrl+O", "primary", desk_import_page_ask_files);
    gtk_box_append(GTK_BOX(row), self->empty_files);
    gtk_box_append(GTK_BOX(row),
                   desk_import_page_new_button(self, _("Choose a folder…"), NULL, NULL, desk_import_page_ask_folder));
    gtk_widget_set_halign(row, GTK_ALIGN_CENTER);
    gtk_label_set_wrap(GTK_LABEL(kinds), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(kinds), 60);
    gtk_label_set_justify(GTK_LABEL(kinds), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(kinds, "field-hint");
    gtk_widget_add_css_class(promise, "field-hint");
    gtk_box_append(GTK_BOX(box), self->empty_text);
    gtk_box_append(GTK_BOX(box), row);
    gtk_box_append(GTK_BOX(box), kinds);
    gtk_box_append(GTK_BOX(box), promise);
    gtk_widget_add_css_class(box, "drop-zone");
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
    return box;
}

static void
desk_import_page_stop(DeskImportPage *self)
{
    desk_data_cancel(self->data);
}

static GtkWidget *
desk_import_page_new_reading(DeskImportPage *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16);
    GtkWidget *stop = desk_import_page_new_button(self, _("Stop"), NULL, NULL, desk_import_page_stop);

    gtk_box_append(GTK_BOX(box), gtk_label_new(_("Reading, and comparing with the ledger…")));
    gtk_widget_set_halign(stop, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), stop);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
    return box;
}

/* The rows */

static void
desk_import_page_cell(DeskList *list, EpRecord *record, guint field, DeskListCell *cell, gpointer user_data)
{
    DeskImportPage *self = user_data;
    const DeskImportItem *item = desk_import_page_get_item(self, record);
    guint own = field - DESK_IMPORT_OWN;

    if (item == NULL)
        return;
    if (field == EP_NO_FIELD) {
        const EpChoice *verdict = desk_import_table_get_verdict(item->verdict);

        cell->text = ep_label(verdict->label);
        cell->tint = verdict->tint;
        cell->chip = item->verdict != EP_VERDICT_SAME; /* what nothing becomes of is not to be seen first */
    } else if (field == DESK_IMPORT_WHY) {
        cell->tint = item->verdict == EP_VERDICT_ERROR      ? EP_TINT_LATE
                     : item->verdict == EP_VERDICT_CONFLICT ? EP_TINT_WAIT
                                                            : EP_TINT_NONE;
    } else if (field >= DESK_IMPORT_OWN && item->verdict == EP_VERDICT_CHANGED && item->base != NULL &&
               strcmp(ep_record_get(record, field), ep_record_get(item->base, own)) != 0) {
        cell->was = ep_record_display(item->base, own, cell->scratch);
        cell->strong = TRUE;
    }
    for (guint i = 0; field >= DESK_IMPORT_OWN && item->faults != NULL && i < item->faults->len; i++) {
        const DeskImportFault *fault = g_ptr_array_index(item->faults, i);

        if (fault->field == own && field != EP_NO_FIELD && *cell->text == '\0') {
            cell->text = _("unreadable");
            cell->tint = EP_TINT_LATE;
        }
    }
}

static void
desk_import_page_activated(DeskList *list, EpRecord *record, gpointer user_data)
{
    desk_import_page_ask(user_data, (guint)ep_record_get_id(record) - 1);
}

static void
desk_import_page_filtered(DeskImportTotals *totals, int verdict, gpointer user_data)
{
    DeskImportPage *self = user_data;
    const char *values[] = { verdict >= 0 ? desk_import_table_get_verdict(verdict)->code : NULL, NULL };

    if (self->model != NULL)
        ep_list_set_facet(self->model, DESK_IMPORT_VERDICT, values);
}

static void
desk_import_page_searched(GtkSearchEntry *entry, gpointer user_data)
{
    DeskImportPage *self = user_data;

    desk_list_set_find(DESK_LIST(self->list), gtk_editable_get_text(GTK_EDITABLE(entry)));
}

static void
desk_import_page_search_stopped(DeskImportPage *self)
{
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    gtk_widget_grab_focus(self->list);
}

static GtkWidget *
desk_import_page_new_filters(DeskImportPage *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    self->totals = desk_import_totals_new();
    g_signal_connect(self->totals, "chosen", G_CALLBACK(desk_import_page_filtered), self);
    self->search = gtk_search_entry_new();
    gtk_search_entry_set_search_delay(GTK_SEARCH_ENTRY(self->search), 0);
    g_object_set(self->search, "placeholder-text", _("Find in this list (Ctrl+F)"), "width-chars", 4, NULL);
    gtk_widget_set_hexpand(self->search, TRUE);
    gtk_widget_set_size_request(self->search, 90, -1);
    g_signal_connect(self->search, "search-changed", G_CALLBACK(desk_import_page_searched), self);
    g_signal_connect_swapped(self->search, "stop-search", G_CALLBACK(desk_import_page_search_stopped), self);
    gtk_box_append(GTK_BOX(row), self->totals);
    gtk_box_append(GTK_BOX(row), self->search);
    gtk_widget_add_css_class(row, "import-filters");
    return row;
}

static void
desk_import_page_unselect(DeskImportPage *self)
{
    desk_list_unselect_all(DESK_LIST(self->list));
    gtk_widget_grab_focus(self->list);
}

static void
desk_import_page_decide_selected(DeskImportPage *self)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));

    if (selected->len == 1)
        desk_import_page_ask(self, (guint)ep_record_get_id(g_ptr_array_index(selected, 0)) - 1);
}

static void
desk_import_page_remember_map(DeskImportHow *how, guint map, const char *name, gpointer user_data)
{
    desk_import_page_remember(user_data, map, name);
}

static GtkWidget *
desk_import_page_new_side(DeskImportPage *self)
{
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->how = desk_import_how_new();
    gtk_widget_add_css_class(self->how, "import-how");
    g_signal_connect_swapped(self->how, "changed", G_CALLBACK(desk_import_page_judge), self);
    g_signal_connect(self->how, "remember", G_CALLBACK(desk_import_page_remember_map), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->how);
    self->detail = desk_import_detail_new();
    g_signal_connect_swapped(self->detail, "decide", G_CALLBACK(desk_import_page_decide_selected), self);
    g_signal_connect_swapped(self->detail, "open", G_CALLBACK(desk_import_page_decide_selected), self);
    g_signal_connect_swapped(self->detail, "closed", G_CALLBACK(desk_import_page_unselect), self);
    self->side = gtk_stack_new();
    gtk_stack_add_named(GTK_STACK(self->side), scroll, "how");
    gtk_stack_add_named(GTK_STACK(self->side), self->detail, "detail");
    gtk_widget_set_size_request(self->side, SIDE_WIDTH, -1);
    gtk_widget_add_css_class(self->side, "import-side");
    return self->side;
}

static GtkWidget *
desk_import_page_new_foot(DeskImportPage *self)
{
    self->foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->foot, "import-foot");
    self->foot_text = desk_import_page_new_label(NULL, "figure");
    gtk_label_set_ellipsize(GTK_LABEL(self->foot_text), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(self->foot_text, TRUE);
    self->leave = desk_import_page_new_button(self, _("Give up"), NULL, NULL, desk_import_page_leave);
    self->stop = desk_import_page_new_button(self, _("Stop"), NULL, NULL, desk_import_page_stop);
    self->commit =
        desk_import_page_new_button(self, _("Import them"), "Ctrl+Enter", "primary", desk_import_page_commit);
    gtk_box_append(GTK_BOX(self->foot), self->foot_text);
    gtk_box_append(GTK_BOX(self->foot), self->leave);
    gtk_box_append(GTK_BOX(self->foot), self->stop);
    gtk_box_append(GTK_BOX(self->foot), self->commit);
    return self->foot;
}

/* One after the other is then opened with Enter. */
static void
desk_import_page_see_new(DeskImportPage *self)
{
    desk_import_totals_choose(DESK_IMPORT_TOTALS(self->totals), EP_VERDICT_NEW);
    if (ep_list_get_n(self->model) > 0)
        desk_list_select_id(DESK_LIST(self->list), ep_record_get_id(ep_list_peek(self->model, 0)));
    gtk_widget_grab_focus(self->list);
}

static GtkWidget *
desk_import_page_new_done(DeskImportPage *self)
{
    self->done = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->done, "import-done");
    self->done_text = desk_import_page_new_label(NULL, "heading");
    gtk_label_set_wrap(GTK_LABEL(self->done_text), TRUE);
    gtk_widget_set_hexpand(self->done_text, TRUE);
    self->undo = desk_import_page_new_button(self, _("Undo the import"), NULL, NULL, desk_import_page_undo);
    self->see = desk_import_page_new_button(self, _("See the new ones"), NULL, NULL, desk_import_page_see_new);
    self->again = desk_import_page_new_button(self, _("Close the import"), NULL, NULL, desk_import_page_leave);
    gtk_box_append(GTK_BOX(self->done), self->done_text);
    gtk_box_append(GTK_BOX(self->done), self->see);
    gtk_box_append(GTK_BOX(self->done), self->undo);
    gtk_box_append(GTK_BOX(self->done), self->again);
    return self->done;
}

static GtkWidget *
desk_import_page_new_rows(DeskImportPage *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new();
    GtkWidget *all = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->list = desk_list_new(NULL);
    desk_list_set_cell_func(DESK_LIST(self->list), _("Verdict"), desk_import_page_cell, self, NULL);
    g_signal_connect(self->list, "activate", G_CALLBACK(desk_import_page_activated), self);
    g_signal_connect_swapped(self->list, "selection-changed", G_CALLBACK(desk_import_page_show_side), self);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_widget_add_css_class(scroll, "list-surface");
    gtk_box_append(GTK_BOX(column), desk_import_page_new_filters(self));
    gtk_box_append(GTK_BOX(column), scroll);
    gtk_widget_set_hexpand(column, TRUE);
    self->paned = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_box_append(GTK_BOX(self->paned), column);
    gtk_box_append(GTK_BOX(self->paned), desk_import_page_new_side(self));
    gtk_widget_set_vexpand(self->paned, TRUE);
    gtk_box_append(GTK_BOX(all), desk_import_page_new_done(self));
    gtk_box_append(GTK_BOX(all), self->paned);
    gtk_box_append(GTK_BOX(all), desk_import_page_new_foot(self));
    return all;
}

static GtkWidget *
desk_import_page_new_head(DeskImportPage *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    self->back = gtk_button_new_from_icon_name("go-previous-symbolic");
    gtk_widget_add_css_class(self->back, "flat");
    gtk_widget_set_valign(self->back, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text(self->back, _("Give up and go back"));
    g_signal_connect_swapped(self->back, "clicked", G_CALLBACK(desk_import_page_leave), self);
    self->title = desk_import_page_new_label(NULL, "title");
    self->source = desk_import_page_new_label(NULL, "quiet");
    gtk_label_set_ellipsize(GTK_LABEL(self->source), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_set_hexpand(words, TRUE);
    gtk_widget_set_valign(self->title, GTK_ALIGN_BASELINE);
    gtk_widget_set_valign(self->source, GTK_ALIGN_BASELINE);
    gtk_box_append(GTK_BOX(words), self->title);
    gtk_box_append(GTK_BOX(words), self->source);
    gtk_box_append(GTK_BOX(head), self->back);
    gtk_box_append(GTK_BOX(head), words);
    gtk_widget_add_css_class(head, "page-head");
    return head;
}

/* Keys */

static gboolean
desk_import_page_press(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
    DeskImportPage *self = data;
    gboolean control = (state & GDK_CONTROL_MASK) != 0;

    if (control && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
        desk_import_page_commit(self);
    else if (control && gdk_keyval_to_lower(key) == GDK_KEY_o && self->state != DESK_IMPORT_WRITING)
        desk_import_page_ask_files(self);
    else if (control && gdk_keyval_to_lower(key) == GDK_KEY_f && self->state >= DESK_IMPORT_READY)
        gtk_widget_grab_focus(self->search);
    else if (key == GDK_KEY_Escape && self->state >= DESK_IMPORT_READY &&
             desk_list_get_n_selected(DESK_LIST(self->list)) > 0)
        desk_import_page_unselect(self);
    else
        return FALSE;
    return TRUE;
}

static void
desk_import_page_add_keys(DeskImportPage *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_import_page_press), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

void
desk_import_page_build(DeskImportPage *self)
{
    self->body = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->body, GTK_WIDGET(self));
    self->banner = desk_banner_new();
    gtk_widget_set_margin_start(self->banner, 16);
    gtk_widget_set_margin_end(self->banner, 16);
    gtk_widget_set_margin_bottom(self->banner, 12);
    self->stack = gtk_stack_new();
    gtk_stack_set_hhomogeneous(GTK_STACK(self->stack), FALSE);
    gtk_stack_set_vhomogeneous(GTK_STACK(self->stack), FALSE);
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_box_append(GTK_BOX(self->body), desk_import_page_new_head(self));
    gtk_box_append(GTK_BOX(self->body), self->banner);
    gtk_box_append(GTK_BOX(self->body), self->stack);
    gtk_stack_add_named(GTK_STACK(self->stack), desk_import_page_new_empty(self), "empty");
    gtk_stack_add_named(GTK_STACK(self->stack), desk_import_page_new_reading(self), "reading");
    gtk_stack_add_named(GTK_STACK(self->stack), desk_import_page_new_rows(self), "rows");
    desk_import_page_add_keys(self);
    desk_import_file_accept_drops(GTK_WIDGET(self), desk_import_page_got, self);
}
