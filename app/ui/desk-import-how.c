#include "app/ui/desk-import-how.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-import-columns.h"
#include "endpoint/exchange/ep-import-key.h"

struct _DeskImportHow {
    GtkWidget parent;
    GtkWidget *column, *key, *overwrite, *held, *maps_box;
    const EpTable *table;
    GPtrArray *maps;
    guint keys[EP_IMPORT_N_KEYS + 1]; /* fields, in the order of the choice; the first one is "whatever fits" */
    gboolean quiet;
};

enum { CHANGED, REMEMBER, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImportHow, desk_import_how, GTK_TYPE_WIDGET)

static void
desk_import_how_dispose(GObject *object)
{
    DeskImportHow *self = DESK_IMPORT_HOW(object);

    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->maps, g_ptr_array_unref);
    G_OBJECT_CLASS(desk_import_how_parent_class)->dispose(object);
}

static void
desk_import_how_class_init(DeskImportHowClass *klass)
{
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_import_how_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[REMEMBER] = g_signal_new("remember", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_UINT, G_TYPE_STRING);
}

static void
desk_import_how_touched(DeskImportHow *self)
{
    if (!self->quiet)
        g_signal_emit(self, signals[CHANGED], 0);
}

static GtkWidget *
desk_import_how_new_key(DeskImportHow *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new(_("Find records by"));

    gtk_widget_add_css_class(label, "field-label");
    self->key = gtk_drop_down_new(NULL, NULL);
    gtk_widget_set_hexpand(self->key, TRUE);
    gtk_accessible_update_relation(GTK_ACCESSIBLE(self->key), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
    g_signal_connect_swapped(self->key, "notify::selected", G_CALLBACK(desk_import_how_touched), self);
    gtk_box_append(GTK_BOX(row), label);
    gtk_box_append(GTK_BOX(row), self->key);
    return row;
}

static void
desk_import_how_init(DeskImportHow *self)
{
    GtkWidget *title = gtk_label_new(_("How it is taken"));

    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_widget_add_css_class(title, "section-title");
    gtk_box_append(GTK_BOX(self->column), title);
    gtk_box_append(GTK_BOX(self->column), desk_import_how_new_key(self));
    self->overwrite = gtk_check_button_new_with_label(_("Overwrite what was set by hand, too"));
    g_signal_connect_swapped(self->overwrite, "toggled", G_CALLBACK(desk_import_how_touched), self);
    gtk_box_append(GTK_BOX(self->column), self->overwrite);
    self->held = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->held), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->held), TRUE);
    gtk_widget_add_css_class(self->held, "field-hint");
    gtk_widget_set_margin_start(self->held, 24);
    gtk_box_append(GTK_BOX(self->column), self->held);
    self->maps_box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 24);
    gtk_widget_set_margin_top(self->maps_box, 16);
    gtk_box_append(GTK_BOX(self->column), self->maps_box);
}

GtkWidget *
desk_import_how_new(void)
{
    return g_object_new(DESK_TYPE_IMPORT_HOW, NULL);
}

static void
desk_import_how_fill_keys(DeskImportHow *self)
{
    g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);
    guint n = 0;

    gtk_string_list_append(names, _("Whatever fits"));
    self->keys[n++] = EP_NO_FIELD;
    for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
        guint fields[EP_IMPORT_KEY_FIELDS];

        ep_import_key_find_fields(self->table, key, fields);
        if (fields[0] == EP_NO_FIELD)
            continue;
        gtk_string_list_append(names, ep_label(self->table->fields[fields[0]].label));
        self->keys[n++] = fields[0];
    }
    gtk_drop_down_set_model(GTK_DROP_DOWN(self->key), G_LIST_MODEL(names));
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->key), 0);
}

static void
desk_import_how_remember(DeskImportColumns *columns, const char *name, gpointer user_data)
{
    g_signal_emit(user_data, signals[REMEMBER], 0, desk_import_columns_get_index(columns), name);
}

void
desk_import_how_set(DeskImportHow *self, const EpTable *table, GPtrArray *maps)
{
    GtkWidget *child;

    self->quiet = TRUE;
    self->table = table;
    g_ptr_array_ref(maps);
    g_clear_pointer(&self->maps, g_ptr_array_unref);
    self->maps = maps;
    desk_import_how_fill_keys(self);
    gtk_check_button_set_active(GTK_CHECK_BUTTON(self->overwrite), FALSE);
    while ((child = gtk_widget_get_first_child(self->maps_box)) != NULL)
        gtk_box_remove(GTK_BOX(self->maps_box), child);
    for (guint i = 0; i < maps->len; i++) {
        GtkWidget *columns = desk_import_columns_new(table, g_ptr_array_index(maps, i), i);

        g_signal_connect_swapped(columns, "changed", G_CALLBACK(desk_import_how_touched), self);
        g_signal_connect(columns, "remember", G_CALLBACK(desk_import_how_remember), self);
        gtk_box_append(GTK_BOX(self->maps_box), columns);
    }
    self->quiet = FALSE;
}

void
desk_import_how_set_held(DeskImportHow *self, guint held)
{
    g_autofree char *text = g_strdup_printf(_("%u values stay as they were set by hand"), held);

    gtk_label_set_text(GTK_LABEL(self->held), text);
    gtk_widget_set_visible(self->held, held > 0);
}

const char *
desk_import_how_get_key(DeskImportHow *self)
{
    guint at = gtk_drop_down_get_selected(GTK_DROP_DOWN(self->key));

    return at > 0 && at <= EP_IMPORT_N_KEYS ? self->table->fields[self->keys[at]].name : NULL;
}

gboolean
desk_import_how_get_overwrite(DeskImportHow *self)
{
    return gtk_check_button_get_active(GTK_CHECK_BUTTON(self->overwrite));
}

GPtrArray *
desk_import_how_get_maps(DeskImportHow *self)
{
    return self->maps;
}
