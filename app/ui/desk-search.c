#include "app/ui/desk-search.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-composing.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-scan.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-record-row.h"
#include "app/ui/desk-reveal.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-fold.h"

#define EACH 3 /* rows of one kind */
#define HEIGHT 520

struct _DeskSearch {
    GtkWidget parent;
    GtkWidget *entry, *popover, *scroll, *rows, *nothing;
    DeskData *data;
    GPtrArray *lists;  /* EpList, one for each kind that has a page; empty before the first search */
    GPtrArray *places; /* DeskSearchPlace */
};

typedef struct {
    char *name, *label, *folded;
} DeskSearchPlace;

enum { OPEN_LIST, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskSearch, desk_search, GTK_TYPE_WIDGET)

static void
desk_search_place_free(gpointer data)
{
    DeskSearchPlace *place = data;

    g_free(place->name);
    g_free(place->label);
    g_free(place->folded);
    g_free(place);
}

static void
desk_search_dispose(GObject *object)
{
    DeskSearch *self = DESK_SEARCH(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_pointer(&self->popover, gtk_widget_unparent);
    g_clear_pointer(&self->entry, gtk_widget_unparent);
    g_clear_pointer(&self->lists, g_ptr_array_unref);
    g_clear_pointer(&self->places, g_ptr_array_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_search_parent_class)->dispose(object);
}

static gboolean
desk_search_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(DESK_SEARCH(widget)->entry);
}

static void
desk_search_class_init(DeskSearchClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_search_dispose;
    widget_class->grab_focus = desk_search_grab_focus;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    signals[OPEN_LIST] = g_signal_new("open-list", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                      G_TYPE_POINTER, G_TYPE_STRING);
}

static void
desk_search_ensure_lists(DeskSearch *self)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    if (self->lists->len > 0)
        return;
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if ((table->flags & (EP_TABLE_LINES | EP_TABLE_OBSERVED)) == 0)
            g_ptr_array_add(self->lists, desk_data_new_list(self->data, table));
    }
}

static GtkWidget *
desk_search_add_head(DeskSearch *self, const char *text)
{
    GtkWidget *row = gtk_list_box_row_new(), *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "heading");
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), label);
    gtk_widget_add_css_class(row, "found-head");
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
    return row;
}

static void
desk_search_add_list(DeskSearch *self, EpList *list)
{
    const EpTable *table = ep_list_get_table(list);
    g_autofree char *number = desk_words_dup_number(ep_list_get_n(list));
    g_autofree char *text = g_strdup_printf(_("%s  %s found"), ep_label(table->label), number);

    g_object_set_data(G_OBJECT(desk_search_add_head(self, text)), "table", (gpointer)table);
}

static void
desk_search_add_page(DeskSearch *self, const DeskSearchPlace *place)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    gtk_box_append(GTK_BOX(box), desk_icon_new(place->name));
    gtk_box_append(GTK_BOX(box), gtk_label_new(place->label));
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    g_object_set_data(G_OBJECT(row), "place", place->name);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
}

/* The pages whose names begin so. */
static gboolean
desk_search_add_pages(DeskSearch *self)
{
    g_autofree char *text = ep_fold(gtk_editable_get_text(GTK_EDITABLE(self->entry)));
    gboolean any = FALSE;

    for (guint i = 0; *text != '\0' && i < self->places->len; i++) {
        const DeskSearchPlace *place = g_ptr_array_index(self->places, i);

        if (!g_str_has_prefix(place->folded, text))
            continue;
        if (!any)
            gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(desk_search_add_head(self, _("Screens"))), FALSE);
        any = TRUE;
        desk_search_add_page(self, place);
    }
    return any;
}

static void
desk_search_add_row(DeskSearch *self, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    g_autofree char *name = ep_record_dup_name(record);
    GtkWidget *row = desk_record_row_new(record, name, ep_record_get_label(record, table->at.section));

    g_object_set_data_full(G_OBJECT(row), "record", g_object_ref(record), g_object_unref);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
}

static void
desk_search_show(DeskSearch *self)
{
    GtkWidget *child;
    GtkListBoxRow *first;
    gboolean any;

    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    any = desk_search_add_pages(self);
    for (guint i = 0; i < self->lists->len; i++) {
        EpList *list = g_ptr_array_index(self->lists, i);

        if (ep_list_get_n(list) == 0)
            continue;
        any = TRUE;
        desk_search_add_list(self, list);
        for (guint r = 0; r < MIN(ep_list_get_n(list), EACH); r++)
            desk_search_add_row(self, ep_list_peek(list, r));
    }
    first = gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), 1);
    gtk_list_box_select_row(GTK_LIST_BOX(self->rows), first);
    gtk_widget_set_visible(self->scroll, any);
    gtk_widget_set_visible(self->nothing, !any);
    gtk_widget_set_size_request(self->popover, MAX(gtk_widget_get_width(GTK_WIDGET(self)), 420), -1);
    gtk_popover_popup(GTK_POPOVER(self->popover));
}

static void
desk_search_find(DeskSearch *self)
{
    const char *text = gtk_editable_get_text(GTK_EDITABLE(self->entry));

    if (*text == '\0') {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        return;
    }
    desk_search_ensure_lists(self);
    for (guint i = 0; i < self->lists->len; i++)
        ep_list_set_find(g_ptr_array_index(self->lists, i), text);
    desk_search_show(self);
}

static void
desk_search_loaded(DeskData *data, gpointer table, gpointer user_data)
{
    DeskSearch *self = user_data;

    if (gtk_widget_get_visible(self->popover))
        desk_search_show(self);
}

/* The keyboard stays in the entry, so nothing else scrolls to the row. */
static void
desk_search_select(DeskSearch *self, GtkListBoxRow *row)
{
    gtk_list_box_select_row(GTK_LIST_BOX(self->rows), row);
    if (row != NULL)
        desk_reveal(GTK_WIDGET(row));
}

static void
desk_search_choose(DeskSearch *self, GtkListBoxRow *row)
{
    EpRecord *record = g_object_get_data(G_OBJECT(row), "record");
    const EpTable *table = g_object_get_data(G_OBJECT(row), "table");
    const char *place = g_object_get_data(G_OBJECT(row), "place");
    g_autofree char *text = g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->entry)));

    gtk_popover_popdown(GTK_POPOVER(self->popover));
    if (record != NULL)
        desk_go_open(GTK_WIDGET(self), ep_record_get_table(record), ep_record_get_id(record));
    else if (place != NULL)
        desk_go_page(GTK_WIDGET(self), place);
    else if (table != NULL)
        g_signal_emit(self, signals[OPEN_LIST], 0, table, text);
    gtk_editable_set_text(GTK_EDITABLE(self->entry), "");
}

/* The record that is called exactly so, among those found. */
static EpRecord *
desk_search_find_exact(DeskSearch *self, const char *text)
{
    for (guint i = 0; i < self->lists->len; i++) {
        EpList *list = g_ptr_array_index(self->lists, i);
        guint number = ep_list_get_table(list)->at.number;

        for (guint r = 0; r < ep_list_get_n(list); r++) {
            EpRecord *record = ep_list_peek(list, r);

            if (strcmp(ep_record_get(record, number), text) == 0)
                return record;
        }
    }
    return NULL;
}

static void
desk_search_open_exact(DeskSearch *self, EpRecord *exact)
{
    g_autoptr(EpRecord) record = g_object_ref(exact);

    gtk_popover_popdown(GTK_POPOVER(self->popover));
    desk_go_open(GTK_WIDGET(self), ep_record_get_table(record), ep_record_get_id(record));
    gtk_editable_set_text(GTK_EDITABLE(self->entry), "");
}

/* A scanner types like a person and ends with Enter. */
static void
desk_search_activated(GtkEntry *entry, gpointer user_data)
{
    DeskSearch *self = user_data;
    GtkListBoxRow *row = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->rows));
    const char *text = gtk_editable_get_text(GTK_EDITABLE(self->entry));
    EpRecord *exact = row == gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), 1)
                          ? desk_search_find_exact(self, text)
                          : NULL; /* another row was gone to */

    if (desk_scan_open(GTK_WIDGET(self), self->data, text)) {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        gtk_editable_set_text(GTK_EDITABLE(self->entry), "");
        return;
    }
    if (exact != NULL) {
        desk_search_open_exact(self, exact);
        return;
    }
    if (row != NULL && gtk_widget_get_visible(self->popover))
        desk_search_choose(self, row);
}

static void
desk_search_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    desk_search_choose(user_data, row);
}

static gboolean
desk_search_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskSearch *self = user_data;
    GtkListBoxRow *row = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->rows));
    int at = row != NULL ? gtk_list_box_row_get_index(row) : 0;

    if (!gtk_widget_get_visible(self->popover) || desk_composing_is_on(self->entry))
        return FALSE;
    if (key == GDK_KEY_Escape) {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        return TRUE;
    }
    if (key != GDK_KEY_Down && key != GDK_KEY_Up)
        return FALSE;
    row = gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), MAX(at + (key == GDK_KEY_Down ? 1 : -1), 0));
    if (row != NULL)
        desk_search_select(self, row);
    return TRUE;
}

static void
desk_search_left(DeskSearch *self)
{
    gtk_popover_popdown(GTK_POPOVER(self->popover));
}

static void
desk_search_init_popover(DeskSearch *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->rows = gtk_list_box_new();
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_search_row_activated), self);
    self->nothing = gtk_label_new(_("Nothing is found."));
    gtk_widget_add_css_class(self->nothing, "empty");
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(self->scroll), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(self->scroll), HEIGHT);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), self->rows);
    gtk_box_append(GTK_BOX(box), self->scroll);
    gtk_box_append(GTK_BOX(box), self->nothing);
    self->popover = gtk_popover_new();
    gtk_popover_set_autohide(GTK_POPOVER(self->popover), FALSE);
    gtk_popover_set_has_arrow(GTK_POPOVER(self->popover), FALSE);
    gtk_widget_set_can_focus(self->popover, FALSE);
    gtk_widget_set_halign(self->popover, GTK_ALIGN_START);
    gtk_widget_add_css_class(self->popover, "finder");
    gtk_popover_set_child(GTK_POPOVER(self->popover), box);
    gtk_widget_set_parent(self->popover, GTK_WIDGET(self));
}

static void
desk_search_init(DeskSearch *self)
{
    GtkEventController *keys = gtk_event_controller_key_new(), *focus = gtk_event_controller_focus_new();

    self->lists = g_ptr_array_new_with_free_func(g_object_unref);
    self->places = g_ptr_array_new_with_free_func(desk_search_place_free);
    self->entry = gtk_entry_new();
    gtk_entry_set_icon_from_icon_name(GTK_ENTRY(self->entry), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
    gtk_entry_set_placeholder_text(GTK_ENTRY(self->entry), _("Find anything (Ctrl+K)"));
    gtk_widget_add_css_class(self->entry, "global-search");
    desk_composing_watch(self->entry);
    gtk_widget_set_parent(self->entry, GTK_WIDGET(self));
    desk_search_init_popover(self);
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_search_key), self);
    gtk_widget_add_controller(self->entry, keys);
    g_signal_connect_swapped(focus, "leave", G_CALLBACK(desk_search_left), self);
    gtk_widget_add_controller(self->entry, focus);
    g_signal_connect_swapped(self->entry, "changed", G_CALLBACK(desk_search_find), self);
    g_signal_connect(self->entry, "activate", G_CALLBACK(desk_search_activated), self);
}

GtkWidget *
desk_search_new(DeskData *data)
{
    DeskSearch *self = g_object_new(DESK_TYPE_SEARCH, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_search_loaded), self);
    return GTK_WIDGET(self);
}

void
desk_search_add_place(DeskSearch *self, const char *name, const char *label)
{
    DeskSearchPlace *place = g_new(DeskSearchPlace, 1);

    *place = (DeskSearchPlace){ g_strdup(name), g_strdup(label), ep_fold(label) };
    g_ptr_array_add(self->places, place);
}

void
desk_search_set_text(DeskSearch *self, const char *text)
{
    gtk_editable_set_text(GTK_EDITABLE(self->entry), text);
}

guint
desk_search_get_n_found(DeskSearch *self)
{
    guint n = 0;

    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row))
        n++;
    return n;
}
