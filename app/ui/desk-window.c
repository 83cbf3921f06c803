#include "app/ui/desk-window.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-window-private.h"

#define REFRESH 2 /* seconds until what others did is seen */
#define COUNTED 5 /* at every fifth time what waits is counted anew: time alone makes things late */

G_DEFINE_FINAL_TYPE(DeskWindow, desk_window, GTK_TYPE_APPLICATION_WINDOW)

static void
desk_window_dispose(GObject *object)
{
    DeskWindow *self = DESK_WINDOW(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_handle_id(&self->day_timer, g_source_remove);
    g_clear_handle_id(&self->refresh_timer, g_source_remove);
    g_clear_handle_id(&self->counting, g_source_remove);
    g_clear_pointer(&self->made, g_hash_table_unref);
    G_OBJECT_CLASS(desk_window_parent_class)->dispose(object);
}

static void
desk_window_finalize(GObject *object)
{
    g_clear_object(&DESK_WINDOW(object)->data);
    G_OBJECT_CLASS(desk_window_parent_class)->finalize(object);
}

static gboolean
desk_window_close_request(GtkWindow *window)
{
    DeskWindow *self = DESK_WINDOW(window);
    int width, height;

    gtk_window_get_default_size(window, &width, &height); /* the size outside of maximised */
    desk_settings_set_integer(self->settings, "window", "width", width);
    desk_settings_set_integer(self->settings, "window", "height", height);
    desk_settings_set_yes(self->settings, "window", "maximised", gtk_window_is_maximized(window));
    desk_settings_set_yes(self->settings, "window", "folded", desk_rail_get_folded(DESK_RAIL(self->rail)));
    desk_settings_set(self->settings, "window", "page", gtk_stack_get_visible_child_name(GTK_STACK(self->stack)));
    return GTK_WINDOW_CLASS(desk_window_parent_class)->close_request(window);
}

static void
desk_window_class_init(DeskWindowClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_window_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_window_finalize;
    GTK_WINDOW_CLASS(klass)->close_request = desk_window_close_request;
    desk_window_go_class_init(GTK_WIDGET_CLASS(klass));
}

static void
desk_window_init(DeskWindow *self)
{
    self->made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Pages */

static GtkWidget *
desk_window_ensure_page(DeskWindow *self, const char *name)
{
    GtkWidget *page = g_hash_table_lookup(self->made, name);
    const DeskPlace *place = desk_window_find_place(name);
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(self->data), name);

    if (page != NULL || (place == NULL && table == NULL))
        return page;
    page = place != NULL ? place->create(self->data, self->settings) : desk_page_new(self->data, self->settings, table);
    gtk_stack_add_named(GTK_STACK(self->stack), page, name);
    g_hash_table_insert(self->made, g_strdup(name), page);
    return page;
}

void
desk_window_show_page(DeskWindow *self, const char *name)
{
    GtkWidget *page = desk_window_ensure_page(self, name);
    const DeskPlace *place = desk_window_find_place(name);
    const char *home = desk_tabs_get_home(name);

    if (page == NULL)
        return;
    if (page != gtk_stack_get_visible_child(GTK_STACK(self->stack)))
        desk_status_forget(DESK_STATUS(self->status));
    gtk_stack_set_visible_child(GTK_STACK(self->stack), page);
    desk_rail_select(DESK_RAIL(self->rail), place != NULL && place->under != NULL ? place->under
                                            : home != NULL                        ? home
                                                                                  : name);
    if (DESK_IS_PAGE(page))
        desk_page_focus_list(DESK_PAGE(page));
    else
        gtk_widget_child_focus(page, GTK_DIR_TAB_FORWARD);
}

const char *
desk_window_get_page_name(DeskWindow *self, guint index)
{
    return desk_rail_get_name(DESK_RAIL(self->rail), index);
}

GtkWidget *
desk_window_get_page(DeskWindow *self)
{
    return gtk_stack_get_visible_child(GTK_STACK(self->stack));
}

/* A line's record is shown on the card of the one it belongs to. */
static void
desk_window_open_parent(DeskWindow *self, const EpTable *table, gint64 id)
{
    g_autoptr(EpRecord) line = ep_reader_read(ep_ledger_get_reader(desk_data_get_ledger(self->data)), table, id, NULL);

    if (line != NULL)
        desk_window_open(self,
                         ep_catalog_find(desk_data_get_catalog(self->data), table->fields[table->at.parent].reference),
                         ep_record_get_integer(line, table->parent));
}

void
desk_window_open(DeskWindow *self, const EpTable *table, gint64 id)
{
    GtkWidget *page;

    if (table == NULL || id == 0)
        return;
    if ((table->flags & EP_TABLE_LINES) != 0 && table->at.parent != EP_NO_FIELD) {
        desk_window_open_parent(self, table, id);
        return;
    }
    desk_window_show_page(self, table->name);
    page = desk_window_get_page(self);
    if (DESK_IS_PAGE(page))
        desk_page_show_record(DESK_PAGE(page), id);
    else if (page != NULL && g_signal_lookup("show-record", G_OBJECT_TYPE(page)) != 0)
        g_signal_emit_by_name(page, "show-record", id);
}

void
desk_window_import(DeskWindow *self, const EpTable *table, const char *const *paths)
{
    desk_window_show_page(self, "import");
    desk_rail_select(DESK_RAIL(self->rail), table->name);
    desk_import_page_begin(DESK_IMPORT_PAGE(desk_window_get_page(self)), table, paths);
}

void
desk_window_say(DeskWindow *self, const char *message)
{
    desk_status_say(DESK_STATUS(self->status), message);
}

void
desk_window_search(DeskWindow *self, const char *text)
{
    gtk_widget_grab_focus(self->search);
    desk_search_set_text(DESK_SEARCH(self->search), text);
}

DeskData *
desk_window_get_data(DeskWindow *self)
{
    return self->data;
}

/* Making it */

static void
desk_window_chosen(DeskRail *rail, const char *name, gpointer user_data)
{
    desk_window_show_page(user_data, name);
}

/* The kind that a number beside @name counts: its own, or the first that waits of those that stand under it. */
static const EpTable *
desk_window_find_waiting(DeskWindow *self, const char *name)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);
    const char *const *names = desk_tabs_get_names(name);
    EpUrgency most;

    for (; names != NULL && *names != NULL; names++) {
        const EpTable *table = ep_catalog_find(catalog, *names);

        if (table != NULL && desk_waiting_count(desk_data_peek(self->data, table), &most) > 0)
            return table;
    }
    return ep_catalog_find(catalog, name);
}

/* The number beside a page's name; one that a page counts for itself stands for what is on it. */
static void
desk_window_count_chosen(DeskRail *rail, const char *name, gpointer user_data)
{
    DeskWindow *self = user_data;
    const EpTable *table = desk_window_find_waiting(self, name);

    if (table != NULL)
        desk_go_waiting(GTK_WIDGET(self), table, EP_URGENCY_OPEN);
    else
        desk_window_show_page(self, name);
}

static void
desk_window_open_list(DeskSearch *search, gpointer data, const char *text, gpointer user_data)
{
    const EpTable *table = data;
    DeskPage *page;

    desk_window_show_page(user_data, table->name);
    page = desk_window_turn_to_list(user_data);
    if (page != NULL)
        desk_page_set_find(page, text);
}

static void
desk_window_data_moved(DeskData *data, gpointer table, gpointer user_data)
{
    desk_window_show_counts(user_data, table);
    desk_window_show_undo(user_data);
}

static void
desk_window_failed(DeskData *data, const char *message, gpointer user_data)
{
    desk_window_say(user_data, message);
}

static void
desk_window_take_trouble(DeskData *data, const char *message, gpointer user_data)
{
    desk_banner_show(((DeskWindow *)user_data)->trouble, message);
}

static gboolean
desk_window_refresh(gpointer user_data)
{
    DeskWindow *self = user_data;

    desk_data_refresh(self->data);
    if (++self->refreshes % COUNTED == 0)
        desk_window_show_counts(self, NULL);
    return G_SOURCE_CONTINUE;
}

static void
desk_window_build(DeskWindow *self)
{
    GtkWidget *frame = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *middle = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    self->rail = desk_rail_new(self->data);
    self->stack = gtk_stack_new();
    gtk_stack_set_hhomogeneous(GTK_STACK(self->stack), FALSE);
    gtk_widget_set_hexpand(self->stack, TRUE);
    gtk_widget_set_vexpand(self->stack, TRUE);
    self->status = desk_status_new(self->data);
    gtk_box_append(GTK_BOX(column), desk_window_new_bar(self));
    self->trouble = desk_banner_new();
    gtk_widget_add_css_class(self->trouble, "wide");
    gtk_box_append(GTK_BOX(column), self->trouble);
    gtk_box_append(GTK_BOX(column), self->stack);
    gtk_box_append(GTK_BOX(middle), self->rail);
    gtk_box_append(GTK_BOX(middle), column);
    gtk_widget_set_vexpand(middle, TRUE);
    gtk_box_append(GTK_BOX(frame), middle);
    gtk_box_append(GTK_BOX(frame), self->status);
    gtk_window_set_child(GTK_WINDOW(self), desk_sheet_new_host(frame));
    g_signal_connect(self->rail, "chosen", G_CALLBACK(desk_window_chosen), self);
    g_signal_connect(self->rail, "count-chosen", G_CALLBACK(desk_window_count_chosen), self);
    g_signal_connect_swapped(self->status, "undo", G_CALLBACK(desk_window_undo), self);
    g_signal_connect(self->search, "open-list", G_CALLBACK(desk_window_open_list), self);
}

static void
desk_window_restore(DeskWindow *self)
{
    g_autofree char *page = desk_settings_get(self->settings, "window", "page");

    gtk_window_set_default_size(GTK_WINDOW(self), desk_settings_get_integer(self->settings, "window", "width", 1366),
                                desk_settings_get_integer(self->settings, "window", "height", 768));
    if (desk_settings_get_yes(self->settings, "window", "maximised", FALSE))
        gtk_window_maximize(GTK_WINDOW(self));
    desk_rail_set_folded(DESK_RAIL(self->rail), desk_settings_get_yes(self->settings, "window", "folded", FALSE));
    if (page == NULL || desk_window_ensure_page(self, page) == NULL) {
        g_free(page);
        page = g_strdup(desk_window_get_page_name(self, 0));
    }
    desk_window_show_page(self, page);
}

GtkWidget *
desk_window_new(GtkApplication *application, DeskData *data, DeskSettings *settings)
{
    DeskWindow *self = g_object_new(DESK_TYPE_WINDOW, "application", application, "title", _("Madoguchi"), NULL);

    self->data = g_object_ref(data);
    self->settings = settings;
    desk_window_build(self);
    desk_window_fill_rail(self);
    desk_window_add_keys(self);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_window_data_moved), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_window_data_moved), self);
    g_signal_connect(data, "failed", G_CALLBACK(desk_window_failed), self);
    g_signal_connect(data, "trouble", G_CALLBACK(desk_window_take_trouble), self);
    self->refresh_timer = g_timeout_add_seconds(REFRESH, desk_window_refresh, self);
    desk_window_restore(self);
    desk_window_show_undo(self);
    desk_window_ask_person(self);
    return GTK_WIDGET(self);
}
