#include "app/ui/desk-counter-queue.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-counter-row.h"
#include "app/ui/desk-focus.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterQueue {
    GtkWidget parent;
    GtkWidget *search, *steps, *scroll, *view, *nothing;
    DeskData *data;
    EpList *list;
    GtkSortListModel *sorted;
    GtkSingleSelection *selection;
    gint64 chosen;
    char *step;      /* narrowed to it; NULL: all */
    gboolean moving; /* the model is changing under the selection */
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterQueue, desk_counter_queue, GTK_TYPE_WIDGET)

static void
desk_counter_queue_dispose(GObject *object)
{
    DeskCounterQueue *self = DESK_COUNTER_QUEUE(object);
    GtkWidget *child;

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    if (self->selection != NULL)
        g_signal_handlers_disconnect_by_data(self->selection, self);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->selection);
    g_clear_object(&self->sorted);
    g_clear_object(&self->list);
    g_clear_object(&self->data);
    g_clear_pointer(&self->step, g_free);
    G_OBJECT_CLASS(desk_counter_queue_parent_class)->dispose(object);
}

static void
desk_counter_queue_class_init(DeskCounterQueueClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_queue_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "queue");
    signals[CHOSEN] = g_signal_new("chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, EP_TYPE_RECORD);
}

/* Temporary use is for today; what was sent back waits for somebody else; of the others the oldest first. */
static int
desk_counter_queue_rank(EpRecord *record)
{
    if (strcmp(ep_record_get_named(record, "state"), "returned") == 0)
        return 2;
    return strcmp(ep_record_get_named(record, "kind"), "temporary") == 0 ? 0 : 1;
}

static int
desk_counter_queue_compare(gconstpointer a, gconstpointer b, gpointer user_data)
{
    EpRecord *x = (EpRecord *)a, *y = (EpRecord *)b;
    int order = desk_counter_queue_rank(x) - desk_counter_queue_rank(y);

    if (order == 0)
        order = strcmp(ep_record_get_named(x, "day"), ep_record_get_named(y, "day"));
    return order != 0 ? order : ep_natural_compare(ep_record_get_named(x, "number"), ep_record_get_named(y, "number"));
}

static gboolean
desk_counter_queue_is_waiting(EpRecord *record, gpointer user_data)
{
    DeskCounterQueue *self = user_data;

    return ep_table_is_open(&ep_application_table, ep_record_get_named(record, "state")) &&
           (self->step == NULL || strcmp(self->step, ep_record_get_named(record, "step")) == 0);
}

/* --- selection --- */

guint
desk_counter_queue_get_n(DeskCounterQueue *self)
{
    return g_list_model_get_n_items(G_LIST_MODEL(self->sorted));
}

EpRecord *
desk_counter_queue_get_item(DeskCounterQueue *self, guint position)
{
    return g_list_model_get_item(G_LIST_MODEL(self->sorted), position);
}

static guint
desk_counter_queue_find(DeskCounterQueue *self, gint64 id)
{
    for (guint i = 0; i < desk_counter_queue_get_n(self); i++) {
        g_autoptr(EpRecord) record = desk_counter_queue_get_item(self, i);

        if (ep_record_get_id(record) == id)
            return i;
    }
    return GTK_INVALID_LIST_POSITION;
}

static void
desk_counter_queue_selected(DeskCounterQueue *self)
{
    EpRecord *record = gtk_single_selection_get_selected_item(self->selection);

    if (self->moving || record == NULL)
        return;
    self->chosen = ep_record_get_id(record);
    g_signal_emit(self, signals[CHOSEN], 0, record);
}

/* A record that was read again is another object: the selection follows the id. */
static void
desk_counter_queue_follow(DeskCounterQueue *self)
{
    guint position = self->chosen != 0 ? desk_counter_queue_find(self, self->chosen) : GTK_INVALID_LIST_POSITION;

    if (position == gtk_single_selection_get_selected(self->selection))
        return;
    self->moving = TRUE;
    gtk_single_selection_set_selected(self->selection, position);
    self->moving = FALSE;
}

void
desk_counter_queue_select(DeskCounterQueue *self, gint64 id)
{
    self->chosen = id;
    desk_counter_queue_follow(self);
}

void
desk_counter_queue_select_first(DeskCounterQueue *self)
{
    if (self->chosen == 0 && desk_counter_queue_get_n(self) > 0)
        gtk_single_selection_set_selected(self->selection, 0);
}

/* --- counts --- */

static void
desk_counter_queue_step_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskCounterQueue *self = user_data;

    if (!gtk_toggle_button_get_active(button))
        return;
    g_free(self->step);
    self->step = g_strdup(g_object_get_data(G_OBJECT(button), "step"));
    ep_list_set_filter(self->list, desk_counter_queue_is_waiting, self, NULL);
}

static GtkWidget *
desk_counter_queue_add_step(DeskCounterQueue *self, const char *code, const char *word, guint n, GtkWidget *group)
{
    g_autofree char *text = g_strdup_printf("%s %u", word, n);
    GtkWidget *button = gtk_toggle_button_new_with_label(text);

    g_object_set_data(G_OBJECT(button), "step", (gpointer)code);
    gtk_widget_add_css_class(button, "count-chip");
    gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(button), GTK_TOGGLE_BUTTON(group));
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(button), g_strcmp0(code, self->step) == 0);
    g_signal_connect(button, "toggled", G_CALLBACK(desk_counter_queue_step_toggled), self);
    gtk_flow_box_append(GTK_FLOW_BOX(self->steps), button);
    gtk_widget_set_focusable(gtk_widget_get_parent(button), FALSE);
    return button;
}

static guint
desk_counter_queue_count(DeskCounterQueue *self, const char *step)
{
    guint n = 0;

    for (guint i = 0; i < ep_list_get_total(self->list); i++) {
        EpRecord *record = ep_list_peek_any(self->list, i);

        n += ep_table_is_open(&ep_application_table, ep_record_get_named(record, "state")) &&
                     (step == NULL || strcmp(step, ep_record_get_named(record, "step")) == 0)
                 ? 1
                 : 0;
    }
    return n;
}

static void
desk_counter_queue_show_counts(DeskCounterQueue *self)
{
    const EpField *field = &ep_application_table.fields[ep_table_find(&ep_application_table, "step")];
    gboolean focused = desk_focus_leave(self->steps);
    GtkWidget *child, *all;

    while ((child = gtk_widget_get_first_child(self->steps)) != NULL)
        gtk_flow_box_remove(GTK_FLOW_BOX(self->steps), child);
    all = desk_counter_queue_add_step(self, NULL, _("All"), desk_counter_queue_count(self, NULL), NULL);
    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        guint n = desk_counter_queue_count(self, choice->code);

        if (n > 0 || g_strcmp0(self->step, choice->code) == 0)
            desk_counter_queue_add_step(self, choice->code, ep_label(choice->label), n, all);
    }
    if (focused)
        gtk_widget_child_focus(self->steps, GTK_DIR_TAB_FORWARD);
}

static void
desk_counter_queue_show_nothing(DeskCounterQueue *self)
{
    gboolean any = desk_counter_queue_get_n(self) > 0, loaded = desk_data_is_loaded(self->data, &ep_application_table);
    gboolean narrowed = self->step != NULL || *gtk_editable_get_text(GTK_EDITABLE(self->search)) != '\0';

    gtk_label_set_text(GTK_LABEL(self->nothing), !loaded    ? _("Reading…")
                                                 : narrowed ? _("Nothing here matches. Esc in the search shows all.")
                                                            : _("Nobody waits. Ctrl+N receives an application."));
    gtk_widget_set_visible(self->nothing, !any);
    gtk_widget_set_visible(self->scroll, any);
}

static void
desk_counter_queue_moved(DeskCounterQueue *self)
{
    desk_counter_queue_follow(self);
    desk_counter_queue_show_nothing(self);
}

static void
desk_counter_queue_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskCounterQueue *self = user_data;

    if (table != &ep_application_table)
        return;
    desk_counter_queue_show_counts(self);
    desk_counter_queue_show_nothing(self);
}

void
desk_counter_queue_show_all(DeskCounterQueue *self)
{
    g_clear_pointer(&self->step, g_free);
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    ep_list_set_find(self->list, "");
    ep_list_set_filter(self->list, desk_counter_queue_is_waiting, self, NULL);
    desk_counter_queue_show_counts(self);
    desk_counter_queue_show_nothing(self);
}

/* --- building --- */

static void
desk_counter_queue_search_changed(DeskCounterQueue *self)
{
    ep_list_set_find(self->list, gtk_editable_get_text(GTK_EDITABLE(self->search)));
    desk_counter_queue_show_nothing(self);
}

static void
desk_counter_queue_search_stopped(DeskCounterQueue *self)
{
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    desk_counter_queue_focus_list(self);
}

static void
desk_counter_queue_setup(GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
    gtk_list_item_set_child(item, desk_counter_row_new());
}

static void
desk_counter_queue_bind(GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
    desk_counter_row_set_record(gtk_list_item_get_child(item), gtk_list_item_get_item(item));
}

static void
desk_counter_queue_build_list(DeskCounterQueue *self)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

    g_signal_connect(factory, "setup", G_CALLBACK(desk_counter_queue_setup), NULL);
    g_signal_connect(factory, "bind", G_CALLBACK(desk_counter_queue_bind), NULL);
    self->view = gtk_list_view_new(GTK_SELECTION_MODEL(g_object_ref(self->selection)), factory);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("Applications that wait"), -1);
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), self->view);
    gtk_widget_set_vexpand(self->scroll, TRUE);
    gtk_widget_set_parent(self->scroll, GTK_WIDGET(self));
}

static void
desk_counter_queue_init(DeskCounterQueue *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_widget_set_size_request(GTK_WIDGET(self), 280, -1);
    self->search = gtk_search_entry_new();
    gtk_search_entry_set_search_delay(GTK_SEARCH_ENTRY(self->search), 0);
    g_object_set(self->search, "placeholder-text", _("Number, section, name (Ctrl+F)"), NULL);
    gtk_widget_add_css_class(self->search, "list-search");
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(desk_counter_queue_search_changed), self);
    g_signal_connect_swapped(self->search, "stop-search", G_CALLBACK(desk_counter_queue_search_stopped), self);
    g_signal_connect_swapped(self->search, "activate", G_CALLBACK(desk_counter_queue_focus_list), self);
    gtk_widget_set_parent(self->search, GTK_WIDGET(self));
    self->steps = gtk_flow_box_new();
    gtk_flow_box_set_selection_mode(GTK_FLOW_BOX(self->steps), GTK_SELECTION_NONE);
    gtk_flow_box_set_max_children_per_line(GTK_FLOW_BOX(self->steps), 4);
    gtk_flow_box_set_column_spacing(GTK_FLOW_BOX(self->steps), 4);
    gtk_flow_box_set_row_spacing(GTK_FLOW_BOX(self->steps), 4);
    gtk_widget_add_css_class(self->steps, "counts");
    gtk_widget_set_parent(self->steps, GTK_WIDGET(self));
    self->nothing = gtk_label_new(NULL);
    gtk_label_set_wrap(GTK_LABEL(self->nothing), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(self->nothing), 20);
    gtk_widget_add_css_class(self->nothing, "empty");
    gtk_widget_set_parent(self->nothing, GTK_WIDGET(self));
}

GtkWidget *
desk_counter_queue_new(DeskData *data)
{
    DeskCounterQueue *self = g_object_new(DESK_TYPE_COUNTER_QUEUE, NULL);
    GtkSorter *sorter = GTK_SORTER(gtk_custom_sorter_new(desk_counter_queue_compare, NULL, NULL));

    self->data = g_object_ref(data);
    self->list = desk_data_new_list(data, &ep_application_table);
    ep_list_set_filter(self->list, desk_counter_queue_is_waiting, self, NULL);
    self->sorted = gtk_sort_list_model_new(G_LIST_MODEL(g_object_ref(self->list)), sorter);
    self->selection = gtk_single_selection_new(NULL);
    gtk_single_selection_set_autoselect(self->selection, FALSE);
    gtk_single_selection_set_can_unselect(self->selection, TRUE);
    gtk_single_selection_set_model(self->selection, G_LIST_MODEL(self->sorted));
    desk_counter_queue_build_list(self);
    g_signal_connect_swapped(self->selection, "notify::selected-item", G_CALLBACK(desk_counter_queue_selected), self);
    g_signal_connect_swapped(self->selection, "items-changed", G_CALLBACK(desk_counter_queue_moved), self);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_counter_queue_changed), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_counter_queue_changed), self);
    desk_counter_queue_show_counts(self);
    desk_counter_queue_show_nothing(self);
    return GTK_WIDGET(self);
}

void
desk_counter_queue_focus_search(DeskCounterQueue *self)
{
    gtk_widget_grab_focus(self->search);
}

void
desk_counter_queue_focus_list(DeskCounterQueue *self)
{
    if (desk_counter_queue_get_n(self) == 0) {
        gtk_widget_grab_focus(self->search);
        return;
    }
    desk_counter_queue_select_first(self);
    gtk_widget_grab_focus(self->view);
}
