#include "app/ui/desk-map.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-map-private.h"
#include "app/ui/desk-map-value.h"
#include "endpoint/core/ep-column-write.h"

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskMap, desk_map, GTK_TYPE_WIDGET)

static void
desk_map_dispose(GObject *object)
{
    DeskMap *self = DESK_MAP(object);

    g_clear_weak_pointer(&self->current);
    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_map_parent_class)->dispose(object);
}

static void
desk_map_finalize(GObject *object)
{
    DeskMap *self = DESK_MAP(object);

    for (guint i = 0; i < DESK_MAP_N_CELLS; i++)
        g_object_unref(self->look.cells[i]);
    g_object_unref(self->look.values);
    g_object_unref(self->example);
    g_clear_pointer(&self->records, g_ptr_array_unref);
    g_ptr_array_unref(self->removed);
    g_ptr_array_unref(self->fields);
    ep_column_map_free(self->map);
    G_OBJECT_CLASS(desk_map_parent_class)->finalize(object);
}

static void
desk_map_class_init(DeskMapClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_map_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_map_finalize;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "map");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_map_init(DeskMap *self)
{
    self->removed = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    self->fields = g_ptr_array_new();
}

/* --- rows --- */

DeskMapRow *
desk_map_get_row(DeskMap *self, guint at)
{
    GtkWidget *row = gtk_widget_get_first_child(self->rows);

    for (; row != NULL && at > 0; at--)
        row = gtk_widget_get_next_sibling(row);
    return row != NULL ? DESK_MAP_ROW(row) : NULL;
}

/* Where the current row stands; behind the last one if there is none. */
guint
desk_map_get_place(DeskMap *self)
{
    guint at = 0;

    for (DeskMapRow *row; (row = desk_map_get_row(self, at)) != NULL && row != self->current;)
        at++;
    return at;
}

void
desk_map_set_current(DeskMap *self, DeskMapRow *row)
{
    if (self->current != NULL)
        desk_map_row_set_current(self->current, FALSE);
    g_set_weak_pointer(&self->current, row);
    if (row != NULL)
        desk_map_row_set_current(row, TRUE);
}

static void
desk_map_entered(GtkEventController *focus, gpointer user_data)
{
    desk_map_set_current(user_data, DESK_MAP_ROW(gtk_event_controller_get_widget(focus)));
}

static void
desk_map_row_edited(DeskMap *self)
{
    desk_map_update(self, TRUE);
}

DeskMapRow *
desk_map_show_column(DeskMap *self, EpDraft *column, guint at)
{
    GtkWidget *row = desk_map_row_new(&self->look, column);
    GtkEventController *focus = gtk_event_controller_focus_new();

    g_signal_connect(focus, "enter", G_CALLBACK(desk_map_entered), self);
    gtk_widget_add_controller(row, focus);
    g_signal_connect_swapped(row, "changed", G_CALLBACK(desk_map_row_edited), self);
    gtk_box_insert_child_after(GTK_BOX(self->rows), row, at > 0 ? GTK_WIDGET(desk_map_get_row(self, at - 1)) : NULL);
    return DESK_MAP_ROW(row);
}

/* --- what follows from each change --- */

static EpRecord *
desk_map_get_record(DeskMap *self)
{
    return self->records != NULL ? g_ptr_array_index(self->records, self->looked_at) : self->example;
}

static void
desk_map_show_seen(DeskMap *self, const EpColumns *columns)
{
    EpRecord *record = desk_map_get_record(self);
    guint title = self->look.table->at.title;
    g_autofree char *text = self->records == NULL
                                ? g_strdup(_("An example"))
                                : g_strdup_printf("%u/%u %s", self->looked_at + 1, self->records->len,
                                                  title != EP_NO_FIELD ? ep_record_get(record, title) : "");

    gtk_label_set_text(GTK_LABEL(self->seen), text);
    for (guint i = 0; i < columns->columns->len; i++) {
        g_autofree char *cell = ep_column_dup_cell(columns, i, record);

        desk_map_row_set_seen(desk_map_get_row(self, i), cell);
    }
}

static guint
desk_map_show_wrong_settings(DeskMap *self, GPtrArray *wrong)
{
    guint n = 0;

    for (guint i = 0; i < self->fields->len; i++) {
        DeskField *field = g_ptr_array_index(self->fields, i);
        const char *message = NULL;

        for (guint k = 0; k < wrong->len && message == NULL; k++) {
            const EpColumnWrong *one = g_ptr_array_index(wrong, k);

            if (one->column == EP_COLUMN_FILE && g_strcmp0(one->field, desk_field_get_description(field)->name) == 0)
                message = one->message;
        }
        if (message == NULL && !desk_field_check(field)) /* what stands there is no value */
            n++;
        else
            desk_field_set_error(field, message);
        n += message != NULL ? 1 : 0;
    }
    return n;
}

static void
desk_map_show_count(DeskMap *self)
{
    guint n = self->map->columns->len;
    g_autofree char *text =
        self->wrong > 0 ? g_strdup_printf(_("%u to be mended"), self->wrong) : g_strdup_printf(_("%u columns"), n);
    GtkWidget *on_row[] = { self->twice, self->up, self->down, self->remove };

    gtk_label_set_text(GTK_LABEL(self->count), text);
    gtk_widget_set_css_classes(self->count, (const char *[]){ self->wrong > 0 ? "field-error" : "field-hint", NULL });
    gtk_widget_set_visible(self->none, n == 0);
    gtk_widget_set_visible(self->back, self->removed->len > 0);
    for (guint i = 0; i < G_N_ELEMENTS(on_row); i++)
        gtk_widget_set_sensitive(on_row[i], n > 0);
}

void
desk_map_update(DeskMap *self, gboolean by_person)
{
    g_autoptr(GPtrArray) wrong = NULL;
    g_autoptr(EpColumns) columns = NULL;
    DeskMapRow *row;

    g_ptr_array_set_size(self->map->columns, 0);
    for (guint i = 0; (row = desk_map_get_row(self, i)) != NULL; i++)
        g_ptr_array_add(self->map->columns, ep_draft_ref(desk_map_row_get_draft(row)));
    columns = ep_column_map_check(self->map, &wrong);
    self->wrong = self->look.reading ? 0 : desk_map_show_wrong_settings(self, wrong);
    for (guint i = 0; (row = desk_map_get_row(self, i)) != NULL; i++) {
        desk_map_row_set_number(row, i + 1);
        self->wrong += desk_map_row_show_wrong(row, wrong, i) ? 0 : 1;
    }
    desk_map_show_seen(self, columns);
    desk_map_show_count(self);
    if (!by_person)
        return;
    desk_map_say(self, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_map_show(DeskMap *self, EpColumnMap *map)
{
    GtkWidget *row;

    ep_column_map_free(self->map);
    self->map = map;
    desk_map_set_current(self, NULL);
    g_ptr_array_set_size(self->removed, 0);
    while ((row = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_box_remove(GTK_BOX(self->rows), row);
    for (guint i = 0; i < map->columns->len; i++)
        desk_map_show_column(self, g_ptr_array_index(map->columns, i), i);
    desk_map_fill_settings(self);
    desk_map_update(self, FALSE);
}

GtkWidget *
desk_map_new(DeskData *data, const EpTable *table, EpRecord *example, gboolean reading)
{
    DeskMap *self = g_object_new(DESK_TYPE_MAP, NULL);

    self->data = g_object_ref(data);
    self->example = g_object_ref(example);
    self->map = ep_column_map_new(table);
    self->look.table = table;
    self->look.reading = reading;
    self->look.values = desk_map_value_new_choices(table, example);
    for (guint i = 0; i < DESK_MAP_N_CELLS; i++)
        self->look.cells[i] = gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL);
    desk_map_build(self);
    desk_map_fill_settings(self);
    desk_map_update(self, FALSE);
    desk_map_add_keys(self);
    return GTK_WIDGET(self);
}

/* --- as text --- */

const EpTable *
desk_map_get_table(DeskMap *self)
{
    return self->look.table;
}

void
desk_map_set_rows(DeskMap *self, GPtrArray *records)
{
    g_clear_pointer(&self->records, g_ptr_array_unref);
    self->records = records->len > 0 ? g_ptr_array_ref(records) : NULL;
    self->looked_at = 0;
    desk_map_update(self, FALSE);
}

char *
desk_map_dup_text(DeskMap *self)
{
    return self->map->columns->len > 0 ? ep_column_map_to_text(self->map) : g_strdup("");
}

gboolean
desk_map_set_text(DeskMap *self, const char *text, GError **error)
{
    EpColumnMap *map = ep_column_map_parse(self->look.table, text, error);

    if (map != NULL)
        desk_map_show(self, map);
    return map != NULL;
}

void
desk_map_take(DeskMap *self, EpColumnMap *map)
{
    desk_map_show(self, map);
    desk_map_say(self, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

void
desk_map_say(DeskMap *self, const char *message)
{
    desk_banner_show(self->banner, message);
}

gboolean
desk_map_check(DeskMap *self)
{
    g_autoptr(GPtrArray) wrong = NULL;
    g_autoptr(EpColumns) columns = ep_column_map_check(self->map, &wrong);
    DeskMapRow *row;

    if (self->map->columns->len == 0 || self->wrong == 0)
        return TRUE;
    for (guint i = 0; (row = desk_map_get_row(self, i)) != NULL; i++) {
        if (!desk_map_row_show_wrong(row, wrong, i)) {
            desk_map_row_focus(row, NULL);
            return FALSE;
        }
    }
    for (guint i = 0; i < self->fields->len; i++) {
        if (gtk_widget_has_css_class(g_ptr_array_index(self->fields, i), "wrong")) {
            desk_field_grab_focus(g_ptr_array_index(self->fields, i));
            return FALSE;
        }
    }
    return FALSE;
}

void
desk_map_focus(DeskMap *self)
{
    DeskMapRow *row = desk_map_get_row(self, 0);

    if (row != NULL)
        desk_map_row_focus(row, "heading");
    else
        gtk_widget_grab_focus(self->add);
}
