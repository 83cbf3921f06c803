#include "app/ui/desk-list.h"

#include "app/ui/desk-list-found.h"
#include "app/ui/desk-list-header.h"
#include "app/ui/desk-list-private.h"

#define COMPACT 30
#define COMFORTABLE 36

enum { PROP_HADJUSTMENT = 1, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };

static void desk_list_scrollable_init(GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE(DeskList, desk_list, GTK_TYPE_WIDGET,
                              G_IMPLEMENT_INTERFACE(GTK_TYPE_SCROLLABLE, desk_list_scrollable_init))

static gboolean
desk_list_get_border(GtkScrollable *scrollable, GtkBorder *border)
{
    *border = (GtkBorder){ .top = DESK_LIST_HEADER_HEIGHT };
    return TRUE;
}

static void
desk_list_scrollable_init(GtkScrollableInterface *iface)
{
    iface->get_border = desk_list_get_border;
}

static void
desk_list_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    DeskList *self = DESK_LIST(object);

    switch (id) {
    case PROP_HADJUSTMENT:
        desk_list_set_adjustment(self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object(value));
        break;
    case PROP_VADJUSTMENT:
        desk_list_set_adjustment(self, GTK_ORIENTATION_VERTICAL, g_value_get_object(value));
        break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
        self->policy[id - PROP_HSCROLL_POLICY] = g_value_get_enum(value);
        gtk_widget_queue_resize(GTK_WIDGET(self));
        break;
    default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
}

static void
desk_list_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
    DeskList *self = DESK_LIST(object);

    switch (id) {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
        g_value_set_object(value, self->adjustment[id - PROP_HADJUSTMENT]);
        break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
        g_value_set_enum(value, self->policy[id - PROP_HSCROLL_POLICY]);
        break;
    default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
}

static void
desk_list_drop_model(DeskList *self)
{
    if (self->model != NULL)
        g_signal_handlers_disconnect_by_data(self->model, self);
    g_clear_object(&self->model);
}

static void
desk_list_dispose(GObject *object)
{
    DeskList *self = DESK_LIST(object);

    desk_list_drop_model(self);
    desk_list_set_func(self, NULL, NULL, NULL);
    while (self->rows->len > 0)
        gtk_widget_unparent(g_ptr_array_steal_index(self->rows, self->rows->len - 1));
    g_clear_pointer(&self->header, gtk_widget_unparent);
    while (gtk_widget_get_first_child(GTK_WIDGET(self)) != NULL)
        gtk_widget_unparent(gtk_widget_get_first_child(GTK_WIDGET(self)));
    desk_list_scroll_dispose(self);
    G_OBJECT_CLASS(desk_list_parent_class)->dispose(object);
}

static void
desk_list_finalize(GObject *object)
{
    DeskList *self = DESK_LIST(object);

    g_ptr_array_unref(self->rows);
    g_ptr_array_unref(self->handed);
    g_hash_table_unref(self->selected);
    g_clear_pointer(&self->look.columns, desk_columns_free);
    desk_list_text_free(self->look.text);
    g_strfreev(self->look.words);
    g_free(self->find);
    g_free(self->mark);
    G_OBJECT_CLASS(desk_list_parent_class)->finalize(object);
}

static void
desk_list_class_init(DeskListClass *klass)
{
    GObjectClass *object_class = G_OBJECT_CLASS(klass);

    object_class->set_property = desk_list_set_property;
    object_class->get_property = desk_list_get_property;
    object_class->dispose = desk_list_dispose;
    object_class->finalize = desk_list_finalize;
    g_object_class_override_property(object_class, PROP_HADJUSTMENT, "hadjustment");
    g_object_class_override_property(object_class, PROP_VADJUSTMENT, "vadjustment");
    g_object_class_override_property(object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
    g_object_class_override_property(object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
    g_signal_new("selection-changed", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    g_signal_new("columns-changed", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    g_signal_new("activate", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, EP_TYPE_RECORD);
    g_signal_new("link-activated", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                 EP_TYPE_RECORD, G_TYPE_UINT);
    g_signal_new("context-menu", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, EP_TYPE_RECORD,
                 G_TYPE_DOUBLE, G_TYPE_DOUBLE);
    desk_list_widget_class_init(GTK_WIDGET_CLASS(klass));
}

static void
desk_list_init(DeskList *self)
{
    self->rows = g_ptr_array_new();
    self->handed = g_ptr_array_new_with_free_func(g_object_unref);
    self->selected = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    self->find = g_strdup("");
    self->cursor = DESK_LIST_NOWHERE;
    self->look.list = self;
    self->look.row_height = COMPACT;
    self->look.text = desk_list_text_new(GTK_WIDGET(self));
    self->header = desk_list_header_new(&self->look);
    gtk_widget_set_parent(self->header, GTK_WIDGET(self));
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    gtk_widget_set_hexpand(GTK_WIDGET(self), TRUE);
    gtk_widget_set_vexpand(GTK_WIDGET(self), TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
    desk_list_scroll_init(self);
    desk_list_input_init(self);
}

GtkWidget *
desk_list_new(EpList *model)
{
    DeskList *self = g_object_new(DESK_TYPE_LIST, NULL);

    desk_list_set_model(self, model);
    return GTK_WIDGET(self);
}

static void
desk_list_forget_place(DeskList *self)
{
    g_hash_table_remove_all(self->selected);
    self->cursor = DESK_LIST_NOWHERE;
    self->cursor_id = self->range_id = 0;
    self->before_find = (DeskListAnchor){ 0, 0 };
    self->scroll = 0;
}

static void
desk_list_set_table(DeskList *self, const EpTable *table)
{
    if (self->look.columns != NULL && self->look.columns->table == table)
        return;
    g_clear_pointer(&self->look.columns, desk_columns_free);
    self->look.columns = desk_columns_new(table);
    desk_list_set_up_columns(self);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, ep_label(table->label), -1);
}

static void
desk_list_update_words(DeskList *self)
{
    const char *find = self->model != NULL ? ep_list_get_find(self->model) : "";

    g_clear_pointer(&self->look.words, g_strfreev);
    self->look.words = desk_list_found_split(find);
    desk_list_queue_rows(self);
}

/* Runs before the rows are shown anew. */
static void
desk_list_items_changed(EpList *model, guint position, guint removed, guint added, DeskList *self)
{
    if (g_strcmp0(self->find, ep_list_get_find(model)) != 0)
        desk_list_update_words(self);
    desk_list_model_changed(model, position, removed, added, self);
}

void
desk_list_set_model(DeskList *self, EpList *model)
{
    if (model == self->model)
        return;
    desk_list_drop_model(self);
    desk_list_forget_place(self);
    g_free(self->find);
    self->find = g_strdup(model != NULL ? ep_list_get_find(model) : "");
    if (model != NULL) {
        self->model = g_object_ref(model);
        desk_list_set_table(self, ep_list_get_table(model));
        g_signal_connect(model, "items-changed", G_CALLBACK(desk_list_items_changed), self);
    }
    desk_list_update_words(self);
    desk_list_arrange(self);
    desk_list_bind(self);
    desk_list_selection_check(self);
}

EpList *
desk_list_get_model(DeskList *self)
{
    return self->model;
}

void
desk_list_set_find(DeskList *self, const char *text)
{
    if (self->model == NULL)
        return;
    if (*self->find == '\0')
        self->before_find = desk_list_get_top(self);
    ep_list_set_find(self->model, text);
    if (g_strcmp0(self->find, ep_list_get_find(self->model)) == 0)
        return;
    g_free(self->find); /* the same records were found by other words */
    self->find = g_strdup(ep_list_get_find(self->model));
    desk_list_update_words(self);
}

void
desk_list_redraw(DeskList *self)
{
    desk_list_queue_rows(self);
    desk_list_relabel(self);
}

void
desk_list_set_comfortable(DeskList *self, gboolean comfortable)
{
    int height = comfortable ? COMFORTABLE : COMPACT;

    if (height == self->look.row_height)
        return;
    self->scroll = self->scroll / self->look.row_height * height;
    self->look.row_height = height;
    desk_list_configure(self);
    desk_list_bind(self);
    desk_list_queue_rows(self);
    gtk_widget_queue_resize(GTK_WIDGET(self));
}
