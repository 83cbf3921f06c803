#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-page-private.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-verb-bar.h"

#define CARD_WIDTH 440
#define CARD_WIDE 520 /* where there is room */
#define WIDE 1500
#define CARD_MIN 420
#define CARD_MAX 560

static void
desk_page_build_search_changed(GtkSearchEntry *entry, gpointer user_data)
{
    DeskPage *self = user_data;

    desk_list_set_find(DESK_LIST(self->list), gtk_editable_get_text(GTK_EDITABLE(entry)));
}

static void
desk_page_build_search_stopped(GtkSearchEntry *entry, gpointer user_data)
{
    desk_page_set_find(user_data, "");
    desk_page_focus_list(user_data);
}

static void
desk_page_build_search_entered(GtkSearchEntry *entry, gpointer user_data)
{
    DeskPage *self = user_data;

    if (desk_list_get_n_selected(DESK_LIST(self->list)) == 0 && ep_list_get_n(self->model) > 0)
        desk_list_select_id(DESK_LIST(self->list), ep_record_get_id(ep_list_peek(self->model, 0)));
    desk_page_focus_list(self);
}

/* Down goes from the words to what they found. */
static gboolean
desk_page_build_search_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
                           gpointer user_data)
{
    if (key != GDK_KEY_Down)
        return FALSE;
    desk_page_build_search_entered(NULL, user_data);
    return TRUE;
}

static GtkWidget *
desk_page_build_search(DeskPage *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    self->search = gtk_search_entry_new();
    gtk_search_entry_set_search_delay(GTK_SEARCH_ENTRY(self->search), 0);
    g_object_set(self->search, "placeholder-text", _("Find (Ctrl+F)"), "width-chars", 4, NULL);
    gtk_widget_add_css_class(self->search, "list-search");
    gtk_widget_set_hexpand(self->search, TRUE);
    gtk_widget_set_size_request(self->search, 160, -1);
    g_signal_connect(self->search, "search-changed", G_CALLBACK(desk_page_build_search_changed), self);
    g_signal_connect(self->search, "stop-search", G_CALLBACK(desk_page_build_search_stopped), self);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_page_build_search_key), self);
    gtk_widget_add_controller(self->search, keys);
    g_signal_connect(self->search, "activate", G_CALLBACK(desk_page_build_search_entered), self);
    return self->search;
}

static void
desk_page_build_new_clicked(DeskPage *self)
{
    desk_page_start_new(self);
}

static GtkWidget *
desk_page_build_new_button(DeskPage *self, gboolean filled)
{
    const EpVerb *verb = desk_verb_bar_find_new(self->table);
    GtkWidget *button;

    if (verb == NULL)
        return NULL;
    button = gtk_button_new_with_label(ep_label(verb->label));
    gtk_widget_set_tooltip_text(button, "Ctrl+N");
    if (filled)
        gtk_widget_add_css_class(button, "primary");
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(desk_page_build_new_clicked), self);
    return button;
}

static GtkWidget *
desk_page_build_import_button(DeskPage *self, gboolean filled)
{
    GtkWidget *button = gtk_button_new_with_label(_("Import…"));

    gtk_widget_set_tooltip_text(button, "Ctrl+I");
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    if (filled)
        gtk_widget_add_css_class(button, "primary");
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(desk_page_import), self);
    return button;
}

static void
desk_page_build_dropped(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_go_import(GTK_WIDGET(widget), ((DeskPage *)user_data)->table, paths);
}

/* What makes a record may ask for files. */
static const EpField *
desk_page_build_find_files(const EpTable *table)
{
    const EpVerb *verb = desk_verb_bar_find_new(table);
    const EpField *question = verb != NULL ? verb->questions : NULL;

    while (question != NULL && question->name != NULL &&
           (question->kind != EP_KIND_LINES || (question->flags & EP_FIELD_FILE) == 0))
        question++;
    return question != NULL && question->name != NULL ? question : NULL;
}

static void
desk_page_build_answered(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    DeskPage *self = user_data;
    g_autofree char *lines = g_strjoinv("\n", (char **)paths);

    desk_page_start_with(self, desk_verb_bar_find_new(self->table), desk_page_build_find_files(self->table)->name,
                         lines);
}

static GtkWidget *
desk_page_build_title(DeskPage *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *title = gtk_label_new(ep_label(self->table->label));
    GtkWidget *new_button = desk_page_build_new_button(self, FALSE);

    gtk_widget_add_css_class(title, "title");
    self->count = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->count, "quiet");
    gtk_widget_add_css_class(self->count, "figure");
    gtk_widget_set_valign(title, GTK_ALIGN_BASELINE);
    gtk_widget_set_valign(self->count, GTK_ALIGN_BASELINE);
    gtk_widget_set_hexpand(self->count, TRUE);
    gtk_label_set_xalign(GTK_LABEL(self->count), 0.0);
    gtk_box_append(GTK_BOX(words), title);
    gtk_box_append(GTK_BOX(words), self->count);
    gtk_box_append(GTK_BOX(row), words); /* a box of their own: a baseline would shift the button's text */
    if (desk_import_page_takes(self->table))
        gtk_box_append(GTK_BOX(row), desk_page_build_import_button(self, FALSE));
    if (new_button != NULL) {
        gtk_widget_set_valign(new_button, GTK_ALIGN_CENTER);
        gtk_box_append(GTK_BOX(row), new_button);
    }
    self->new_button = new_button;
    return row;
}

static GtkWidget *
desk_page_build_filters(DeskPage *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);

    self->filters = row;
    gtk_box_append(GTK_BOX(row), desk_page_build_search(self));
    if (ep_table_waits(self->table)) {
        self->waiting = desk_waiting_new(self->model);
        gtk_box_append(GTK_BOX(row), self->waiting);
    }
    for (guint i = 0; i < self->table->at.n_fields && self->facets->len < 5; i++) {
        GtkWidget *facet;

        if ((self->table->fields[i].flags & EP_FIELD_FACET) == 0)
            continue;
        facet = desk_facet_new(self->data, self->model, i);
        g_ptr_array_add(self->facets, facet);
        gtk_box_append(GTK_BOX(row), facet);
    }
    return row;
}

static GtkWidget *
desk_page_build_empty(const char *text, const char *example, GtkWidget *button)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12), *label = gtk_label_new(text);

    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(label, "empty");
    gtk_box_append(GTK_BOX(box), label);
    if (example != NULL) {
        GtkWidget *more = gtk_label_new(example);

        gtk_widget_add_css_class(more, "field-hint");
        gtk_box_append(GTK_BOX(box), more);
    }
    if (button != NULL) {
        gtk_widget_set_halign(button, GTK_ALIGN_CENTER);
        gtk_box_append(GTK_BOX(box), button);
    }
    return box;
}

static void
desk_page_build_lift_clicked(DeskPage *self)
{
    desk_page_narrow(self, NULL, NULL);
    desk_page_set_find(self, "");
    desk_page_focus_search(self);
}

/* What one does while there is nothing. What PCs report comes with their inventories. */
static GtkWidget *
desk_page_build_first(DeskPage *self)
{
    gboolean imports = desk_import_page_takes(self->table) || (self->table->flags & EP_TABLE_OBSERVED) != 0;
    GtkWidget *new_button = desk_page_build_new_button(self, !imports), *row;

    if (!imports)
        return new_button;
    row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_box_append(GTK_BOX(row), desk_page_build_import_button(self, TRUE));
    if (new_button != NULL)
        gtk_box_append(GTK_BOX(row), new_button);
    return row;
}

static GtkWidget *
desk_page_build_stack(DeskPage *self)
{
    GtkWidget *scroll = gtk_scrolled_window_new(), *lift = gtk_button_new_with_label(_("Show all"));

    self->list = desk_list_new(self->model);
    desk_settings_keep_list(self->settings, DESK_LIST(self->list), self->table->name);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    g_signal_connect_swapped(lift, "clicked", G_CALLBACK(desk_page_build_lift_clicked), self);
    self->stack = gtk_stack_new();
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_widget_add_css_class(self->stack, "list-surface");
    gtk_stack_add_named(GTK_STACK(self->stack), scroll, "list");
    gtk_stack_add_named(GTK_STACK(self->stack),
                        desk_page_build_empty(_("Nothing is found with these words and filters."),
                                              _("Two letters are enough; kana, width and hyphens do not matter."),
                                              lift),
                        "nothing");
    gtk_stack_add_named(GTK_STACK(self->stack),
                        desk_page_build_empty(ep_label(self->table->hint), NULL, desk_page_build_first(self)), "empty");
    if (desk_import_page_takes(self->table))
        desk_import_file_accept_drops(GTK_WIDGET(self), desk_page_build_dropped, self);
    else if (desk_page_build_find_files(self->table) != NULL)
        desk_import_file_accept_drops(GTK_WIDGET(self), desk_page_build_answered, self);
    return self->stack;
}

static void
desk_page_build_many_verb(DeskVerbBar *bar, gpointer verb, gpointer user_data)
{
    desk_page_start(user_data, verb);
}

static void
desk_page_build_unselect(DeskPage *self)
{
    desk_list_unselect_all(DESK_LIST(self->list));
    desk_page_focus_list(self);
}

static GtkWidget *
desk_page_build_many(DeskPage *self)
{
    GtkWidget *lift = gtk_button_new_with_label(_("Unselect"));

    self->many = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    gtk_widget_add_css_class(self->many, "many");
    self->many_label = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->many_label, "heading");
    self->many_verbs = desk_verb_bar_new(self->data);
    gtk_widget_set_hexpand(self->many_verbs, TRUE);
    gtk_widget_add_css_class(lift, "link-button");
    g_signal_connect(self->many_verbs, "verb", G_CALLBACK(desk_page_build_many_verb), self);
    g_signal_connect_swapped(lift, "clicked", G_CALLBACK(desk_page_build_unselect), self);
    gtk_box_append(GTK_BOX(self->many), self->many_label);
    gtk_box_append(GTK_BOX(self->many), self->many_verbs);
    gtk_box_append(GTK_BOX(self->many), lift);
    gtk_widget_set_visible(self->many, FALSE);
    return self->many;
}

static void
desk_page_build_card_verb(DeskCard *card, gpointer verb, gpointer user_data)
{
    desk_page_start(user_data, verb);
}

static void
desk_page_build_card_saved(DeskCard *card, gint64 act, gpointer user_data)
{
    desk_go_say(user_data, _("Saved"));
}

static GtkWidget *
desk_page_build_card(DeskPage *self)
{
    self->card = desk_card_new(self->data, self->table);
    gtk_widget_set_size_request(self->card, CARD_MIN, -1);
    gtk_widget_set_visible(self->card, FALSE);
    g_signal_connect(self->card, "verb", G_CALLBACK(desk_page_build_card_verb), self);
    g_signal_connect_object(self->card, "saved", G_CALLBACK(desk_page_build_card_saved), self, 0);
    g_signal_connect_swapped(self->card, "close", G_CALLBACK(desk_page_build_unselect), self);
    return self->card;
}

/* The card's width is the person's; the list takes what is left. */
static void
desk_page_build_card_moved(GtkPaned *paned, GParamSpec *pspec, gpointer user_data)
{
    DeskPage *self = user_data;
    int width = gtk_widget_get_width(GTK_WIDGET(paned)), card = width - gtk_paned_get_position(paned);

    if (width == 0 || !gtk_widget_get_visible(self->card) || self->placing)
        return;
    desk_settings_set_integer(self->settings, "window", "card", CLAMP(card, CARD_MIN, CARD_MAX));
}

static gboolean
desk_page_build_place(gpointer user_data)
{
    DeskPage *self = user_data;
    int width = gtk_widget_get_width(self->paned);
    int card = desk_settings_get_integer(self->settings, "window", "card", width > WIDE ? CARD_WIDE : CARD_WIDTH);

    self->placing = TRUE;
    if (width > 0)
        gtk_paned_set_position(GTK_PANED(self->paned), width - CLAMP(card, CARD_MIN, CARD_MAX));
    self->placing = FALSE;
    return G_SOURCE_REMOVE;
}

void
desk_page_build(DeskPage *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);
    GtkWidget *tabs = desk_tabs_new(self->data, self->table->name);

    gtk_widget_add_css_class(head, "page-head");
    if (tabs != NULL)
        gtk_box_append(GTK_BOX(head), tabs);
    gtk_box_append(GTK_BOX(head), desk_page_build_title(self));
    gtk_box_append(GTK_BOX(head), desk_page_build_filters(self));
    gtk_box_append(GTK_BOX(column), head);
    gtk_box_append(GTK_BOX(column), desk_page_build_stack(self));
    gtk_box_append(GTK_BOX(column), desk_page_build_many(self));
    self->paned = gtk_paned_new(GTK_ORIENTATION_HORIZONTAL);
    gtk_paned_set_start_child(GTK_PANED(self->paned), column);
    gtk_paned_set_end_child(GTK_PANED(self->paned), desk_page_build_card(self));
    gtk_paned_set_resize_end_child(GTK_PANED(self->paned), FALSE);
    gtk_paned_set_shrink_end_child(GTK_PANED(self->paned), FALSE);
    gtk_paned_set_shrink_start_child(GTK_PANED(self->paned), TRUE);
    g_signal_connect(self->paned, "notify::position", G_CALLBACK(desk_page_build_card_moved), self);
    g_signal_connect_swapped(self->card, "show", G_CALLBACK(desk_page_build_place), self);
    gtk_widget_set_parent(self->paned, GTK_WIDGET(self));
}
