#include "app/ui/desk-finder.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-composing.h"
#include "endpoint/core/ep-fold.h"

#define SHOWN 8

struct _DeskFinder {
    GtkWidget parent;
    GtkWidget *entry, *popover, *rows;
    DeskData *data;
    const EpTable *table;
    EpList *list;
    char *settled;  /* the text of what is chosen */
    gint64 waiting; /* an id to show when the table is there */
    gboolean quiet;
};

enum { CHOSEN, UNREAD, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskFinder, desk_finder, GTK_TYPE_WIDGET)

static void
desk_finder_dispose(GObject *object)
{
    DeskFinder *self = DESK_FINDER(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_pointer(&self->popover, gtk_widget_unparent);
    g_clear_pointer(&self->entry, gtk_widget_unparent);
    g_clear_object(&self->list);
    g_clear_object(&self->data);
    g_clear_pointer(&self->settled, g_free);
    G_OBJECT_CLASS(desk_finder_parent_class)->dispose(object);
}

static gboolean
desk_finder_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(DESK_FINDER(widget)->entry);
}

static void
desk_finder_class_init(DeskFinderClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_finder_dispose;
    widget_class->grab_focus = desk_finder_grab_focus;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    signals[CHOSEN] =
        g_signal_new("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, EP_TYPE_RECORD);
    signals[UNREAD] = g_signal_new("unread", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* The name that stands in the entry, and what tells it from others of the same name. */
static char *
desk_finder_dup_name(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    return table->shown != NULL ? g_strdup(ep_record_get_named(record, table->shown)) : ep_record_dup_name(record);
}

static char *
desk_finder_dup_detail(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const char *section = ep_record_get_label(record, table->at.section);

    if (table->shown != NULL)
        return g_strdup(ep_record_get(record, table->at.number));
    return g_strdup(section);
}

static void
desk_finder_set_text(DeskFinder *self, const char *text)
{
    self->quiet = TRUE;
    gtk_editable_set_text(GTK_EDITABLE(self->entry), text);
    gtk_editable_set_position(GTK_EDITABLE(self->entry), 0); /* a long name is read from its beginning */
    self->quiet = FALSE;
    g_free(self->settled);
    self->settled = g_strdup(text);
}

static void
desk_finder_choose(DeskFinder *self, EpRecord *record)
{
    g_autofree char *name = desk_finder_dup_name(record);

    self->waiting = 0;
    desk_finder_set_text(self, name);
    gtk_popover_popdown(GTK_POPOVER(self->popover));
    g_signal_emit(self, signals[CHOSEN], 0, record);
}

static GtkWidget *
desk_finder_new_row(EpRecord *record)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *name_label, *detail_label;
    g_autofree char *name = desk_finder_dup_name(record);
    g_autofree char *detail = desk_finder_dup_detail(record);

    name_label = gtk_label_new(name);
    gtk_label_set_xalign(GTK_LABEL(name_label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(name_label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(name_label, TRUE);
    detail_label = gtk_label_new(detail);
    gtk_widget_add_css_class(detail_label, "quiet");
    gtk_box_append(GTK_BOX(box), name_label);
    gtk_box_append(GTK_BOX(box), detail_label);
    return box;
}

static void
desk_finder_show(DeskFinder *self)
{
    GtkWidget *child;
    guint n = MIN(ep_list_get_n(self->list), SHOWN);

    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    for (guint i = 0; i < n; i++) {
        EpRecord *record = ep_list_peek(self->list, i);
        GtkWidget *row = gtk_list_box_row_new();

        gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), desk_finder_new_row(record));
        g_object_set_data_full(G_OBJECT(row), "record", g_object_ref(record), g_object_unref);
        gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
    }
    gtk_list_box_select_row(GTK_LIST_BOX(self->rows), gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), 0));
    if (n == 0 || !gtk_widget_get_mapped(self->entry)) {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        return;
    }
    gtk_widget_set_size_request(self->popover, MAX(gtk_widget_get_width(GTK_WIDGET(self)), 220), -1);
    gtk_popover_popup(GTK_POPOVER(self->popover));
}

static void
desk_finder_find(DeskFinder *self)
{
    if (self->list == NULL)
        self->list = desk_data_new_list(self->data, self->table);
    ep_list_set_find(self->list, gtk_editable_get_text(GTK_EDITABLE(self->entry)));
}

static void
desk_finder_changed(GtkEditable *entry, gpointer user_data)
{
    DeskFinder *self = user_data;

    if (self->quiet)
        return;
    self->waiting = 0;
    desk_finder_find(self);
    if (*gtk_editable_get_text(entry) == '\0') {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        g_signal_emit(self, signals[CHOSEN], 0, NULL);
        return;
    }
    g_signal_emit(self, signals[UNREAD], 0);
    desk_finder_show(self);
}

static EpRecord *
desk_finder_get_selected(DeskFinder *self)
{
    GtkListBoxRow *row = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->rows));

    return row != NULL && gtk_widget_get_visible(self->popover) ? g_object_get_data(G_OBJECT(row), "record") : NULL;
}

static void
desk_finder_activated(GtkEntry *entry, gpointer user_data)
{
    DeskFinder *self = user_data;
    EpRecord *record = desk_finder_get_selected(self);

    if (record != NULL)
        desk_finder_choose(self, record);
    else
        gtk_widget_child_focus(GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(entry))), GTK_DIR_TAB_FORWARD);
}

static void
desk_finder_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    desk_finder_choose(user_data, g_object_get_data(G_OBJECT(row), "record"));
}

static void
desk_finder_move(DeskFinder *self, int by)
{
    GtkListBoxRow *row = gtk_list_box_get_selected_row(GTK_LIST_BOX(self->rows));
    int at = row != NULL ? gtk_list_box_row_get_index(row) + by : 0;

    row = gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), MAX(at, 0));
    if (row != NULL)
        gtk_list_box_select_row(GTK_LIST_BOX(self->rows), row);
}

static gboolean
desk_finder_key(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskFinder *self = user_data;
    gboolean open = gtk_widget_get_visible(self->popover);

    if (desk_composing_is_on(self->entry))
        return FALSE;
    if (key == GDK_KEY_Escape && open) {
        gtk_popover_popdown(GTK_POPOVER(self->popover));
        return TRUE;
    }
    if (key != GDK_KEY_Down && key != GDK_KEY_Up)
        return FALSE;
    if (open) {
        desk_finder_move(self, key == GDK_KEY_Down ? 1 : -1);
        return TRUE;
    }
    if (key != GDK_KEY_Down)
        return FALSE;
    desk_finder_find(self);
    desk_finder_show(self);
    return TRUE;
}

/* Leaving takes what is meant without doubt: the only one found, or the only one of that very name. */
static void
desk_finder_left(GtkEventControllerFocus *focus, gpointer user_data)
{
    DeskFinder *self = user_data;
    const char *text = gtk_editable_get_text(GTK_EDITABLE(self->entry));
    g_autofree char *wanted = ep_fold(text);
    EpRecord *meant = NULL;

    gtk_popover_popdown(GTK_POPOVER(self->popover));
    if (*text == '\0' || g_strcmp0(text, self->settled) == 0 || self->list == NULL)
        return;
    for (guint i = 0; i < ep_list_get_n(self->list) && meant == NULL; i++) {
        EpRecord *record = ep_list_peek(self->list, i);
        g_autofree char *name = desk_finder_dup_name(record);
        g_autofree char *folded = ep_fold(name);

        if (strcmp(folded, wanted) == 0 || ep_list_get_n(self->list) == 1)
            meant = record;
    }
    if (meant != NULL)
        desk_finder_choose(self, meant);
}

static void
desk_finder_loaded(DeskData *data, gpointer table, gpointer user_data)
{
    DeskFinder *self = user_data;
    EpRecord *record;
    g_autofree char *name = NULL;

    if (table != self->table || self->waiting == 0)
        return;
    record = desk_data_lookup(self->data, self->table, self->waiting);
    if (record == NULL)
        return;
    name = desk_finder_dup_name(record);
    desk_finder_set_text(self, name);
    self->waiting = 0;
}

static void
desk_finder_init(DeskFinder *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();
    GtkEventController *focus = gtk_event_controller_focus_new();

    self->entry = gtk_entry_new();
    gtk_entry_set_icon_from_icon_name(GTK_ENTRY(self->entry), GTK_ENTRY_ICON_SECONDARY, "pan-down-symbolic");
    gtk_entry_set_icon_activatable(GTK_ENTRY(self->entry), GTK_ENTRY_ICON_SECONDARY, FALSE);
    desk_composing_watch(self->entry);
    gtk_widget_set_parent(self->entry, GTK_WIDGET(self));
    self->rows = gtk_list_box_new();
    gtk_widget_set_focusable(self->rows, FALSE);
    self->popover = gtk_popover_new();
    gtk_popover_set_autohide(GTK_POPOVER(self->popover), FALSE);
    gtk_popover_set_has_arrow(GTK_POPOVER(self->popover), FALSE);
    gtk_popover_set_position(GTK_POPOVER(self->popover), GTK_POS_BOTTOM);
    gtk_popover_set_child(GTK_POPOVER(self->popover), self->rows);
    gtk_widget_add_css_class(self->popover, "finder");
    gtk_widget_set_can_focus(self->popover, FALSE); /* the entry keeps it, and with it the input method */
    gtk_widget_set_parent(self->popover, GTK_WIDGET(self));
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_finder_key), self);
    gtk_widget_add_controller(self->entry, keys);
    g_signal_connect(focus, "leave", G_CALLBACK(desk_finder_left), self);
    gtk_widget_add_controller(self->entry, focus);
    g_signal_connect(self->entry, "changed", G_CALLBACK(desk_finder_changed), self);
    g_signal_connect(self->entry, "activate", G_CALLBACK(desk_finder_activated), self);
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_finder_row_activated), self);
}

GtkWidget *
desk_finder_new(DeskData *data, const EpTable *table)
{
    DeskFinder *self = g_object_new(DESK_TYPE_FINDER, NULL);
    g_autofree char *prompt = g_strdup_printf(_("Find in %s"), ep_label(table->label));

    self->data = g_object_ref(data);
    self->table = table;
    gtk_entry_set_placeholder_text(GTK_ENTRY(self->entry), prompt);
    desk_data_load(data, table);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_finder_loaded), self);
    return GTK_WIDGET(self);
}

void
desk_finder_set_record(DeskFinder *self, gint64 id, const char *label)
{
    EpRecord *record = desk_data_lookup(self->data, self->table, id);
    g_autofree char *name = record != NULL ? desk_finder_dup_name(record) : g_strdup(label);

    self->waiting = record == NULL ? id : 0;
    desk_finder_set_text(self, name != NULL ? name : "");
}
