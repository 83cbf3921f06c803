#include "app/ui/desk-import-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEADING_WIDTH 132

struct _DeskImportColumns {
    GtkWidget parent;
    GtkWidget *box, *count, *name, *remember;
    const EpTable *table;
    DeskImportMap *map;
    guint index;
    GPtrArray *choosers; /* GtkDropDown of each column, borrowed */
    GArray *fields;      /* in the order of the choice; EP_NO_FIELD first */
    gboolean quiet;
};

enum { CHANGED, REMEMBER, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImportColumns, desk_import_columns, GTK_TYPE_WIDGET)

static void
desk_import_columns_dispose(GObject *object)
{
    g_clear_pointer(&DESK_IMPORT_COLUMNS(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_import_columns_parent_class)->dispose(object);
}

static void
desk_import_columns_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_IMPORT_COLUMNS(object)->choosers);
    g_array_unref(DESK_IMPORT_COLUMNS(object)->fields);
    G_OBJECT_CLASS(desk_import_columns_parent_class)->finalize(object);
}

static void
desk_import_columns_class_init(DeskImportColumnsClass *klass)
{
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_import_columns_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_import_columns_finalize;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[REMEMBER] =
        g_signal_new("remember", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_import_columns_init(DeskImportColumns *self)
{
    self->choosers = g_ptr_array_new();
    self->fields = g_array_new(FALSE, FALSE, sizeof(guint));
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

/* The map as it is */

static guint
desk_import_columns_find(DeskImportColumns *self, guint field)
{
    for (guint i = 0; i < self->fields->len; i++) {
        if (g_array_index(self->fields, guint, i) == field)
            return i;
    }
    return 0;
}

static void
desk_import_columns_show(DeskImportColumns *self)
{
    g_autofree char *count = NULL;
    guint used = 0;

    self->quiet = TRUE;
    for (guint i = 0; i < self->map->n; i++) {
        GtkWidget *chooser = g_ptr_array_index(self->choosers, i);
        gboolean out = self->map->fields[i] == EP_NO_FIELD;

        used += out ? 0 : 1;
        gtk_drop_down_set_selected(GTK_DROP_DOWN(chooser), desk_import_columns_find(self, self->map->fields[i]));
        if (out)
            gtk_widget_add_css_class(chooser, "left-out");
        else
            gtk_widget_remove_css_class(chooser, "left-out");
    }
    self->quiet = FALSE;
    count = g_strdup_printf(_("%u of %u taken"), used, self->map->n);
    gtk_label_set_text(GTK_LABEL(self->count), count);
}

/* A field has one column: another one that had it is left out. */
static void
desk_import_columns_chosen(GtkDropDown *chooser, GParamSpec *pspec, gpointer user_data)
{
    DeskImportColumns *self = user_data;
    guint column = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(chooser), "column"));
    guint at = gtk_drop_down_get_selected(chooser);
    guint field = at < self->fields->len ? g_array_index(self->fields, guint, at) : EP_NO_FIELD;

    if (self->quiet || self->map->fields[column] == field)
        return;
    for (guint i = 0; field != EP_NO_FIELD && i < self->map->n; i++) {
        if (self->map->fields[i] == field)
            self->map->fields[i] = EP_NO_FIELD;
    }
    self->map->fields[column] = field;
    desk_import_columns_show(self);
    g_signal_emit(self, signals[CHANGED], 0);
}

/* Making it */

static GtkStringList *
desk_import_columns_new_names(DeskImportColumns *self)
{
    GtkStringList *names = gtk_string_list_new(NULL);
    guint none = EP_NO_FIELD;

    gtk_string_list_append(names, _("(left out)"));
    g_array_append_val(self->fields, none);
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        const EpField *field = &self->table->fields[i];

        if (!ep_field_is_edited(field) || (field->flags & EP_FIELD_HIDDEN) != 0)
            continue;
        gtk_string_list_append(names, ep_label(field->label));
        g_array_append_val(self->fields, i);
    }
    return names;
}

static GtkWidget *
desk_import_columns_new_row(DeskImportColumns *self, guint column, GtkStringList *names)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    const char *text = self->map->headings[column];
    g_autofree char *nameless = g_strdup_printf(_("(column %u)"), column + 1);
    GtkWidget *heading = gtk_label_new(*text != '\0' ? text : nameless), *arrow = gtk_label_new("→");
    GtkWidget *chooser = gtk_drop_down_new(G_LIST_MODEL(g_object_ref(names)), NULL);

    gtk_label_set_xalign(GTK_LABEL(heading), 1.0);
    gtk_label_set_ellipsize(GTK_LABEL(heading), PANGO_ELLIPSIZE_END);
    gtk_label_set_max_width_chars(GTK_LABEL(heading), 1);
    gtk_widget_set_size_request(heading, HEADING_WIDTH, -1);
    gtk_widget_set_tooltip_text(heading, text);
    gtk_widget_add_css_class(arrow, "quiet");
    gtk_widget_set_hexpand(chooser, TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    g_object_set_data(G_OBJECT(chooser), "column", GUINT_TO_POINTER(column));
    g_signal_connect(chooser, "notify::selected", G_CALLBACK(desk_import_columns_chosen), self);
    g_ptr_array_add(self->choosers, chooser);
    gtk_box_append(GTK_BOX(row), heading);
    gtk_box_append(GTK_BOX(row), arrow);
    gtk_box_append(GTK_BOX(row), chooser);
    return row;
}

static void
desk_import_columns_named(DeskImportColumns *self)
{
    g_autofree char *name = g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->name))));

    if (*name != '\0')
        g_signal_emit(self, signals[REMEMBER], 0, name);
}

static void
desk_import_columns_typed(DeskImportColumns *self)
{
    gtk_widget_set_sensitive(self->remember, strspn(gtk_editable_get_text(GTK_EDITABLE(self->name)), " ") <
                                                 strlen(gtk_editable_get_text(GTK_EDITABLE(self->name))));
}

static GtkWidget *
desk_import_columns_new_memory(DeskImportColumns *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    self->name = gtk_entry_new();
    self->remember = gtk_button_new_with_label(_("Remember this map"));
    gtk_entry_set_placeholder_text(GTK_ENTRY(self->name), _("Its name"));
    gtk_widget_set_hexpand(self->name, TRUE);
    gtk_widget_set_sensitive(self->remember, FALSE);
    gtk_widget_set_tooltip_text(self->remember, _("A file with the same headings is then read the same way"));
    g_signal_connect_swapped(self->name, "changed", G_CALLBACK(desk_import_columns_typed), self);
    g_signal_connect_swapped(self->name, "activate", G_CALLBACK(desk_import_columns_named), self);
    g_signal_connect_swapped(self->remember, "clicked", G_CALLBACK(desk_import_columns_named), self);
    gtk_widget_set_margin_top(row, 8);
    gtk_box_append(GTK_BOX(row), self->name);
    gtk_box_append(GTK_BOX(row), self->remember);
    return row;
}

static GtkWidget *
desk_import_columns_new_head(DeskImportColumns *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new(_("Columns and fields"));
    GtkWidget *origin = gtk_label_new(self->map->origin);

    gtk_widget_add_css_class(title, "section-title");
    gtk_widget_add_css_class(origin, "field-hint");
    gtk_label_set_xalign(GTK_LABEL(origin), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(origin), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_set_hexpand(origin, TRUE);
    self->count = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->count, "field-hint");
    gtk_box_append(GTK_BOX(head), title);
    gtk_box_append(GTK_BOX(head), origin);
    gtk_box_append(GTK_BOX(head), self->count);
    gtk_widget_set_margin_bottom(head, 4);
    return head;
}

GtkWidget *
desk_import_columns_new(const EpTable *table, DeskImportMap *map, guint index)
{
    DeskImportColumns *self = g_object_new(DESK_TYPE_IMPORT_COLUMNS, NULL);
    g_autoptr(GtkStringList) names = NULL;

    self->table = table;
    self->map = map;
    self->index = index;
    self->quiet = TRUE;
    names = desk_import_columns_new_names(self);
    gtk_box_append(GTK_BOX(self->box), desk_import_columns_new_head(self));
    for (guint i = 0; i < map->n; i++)
        gtk_box_append(GTK_BOX(self->box), desk_import_columns_new_row(self, i, names));
    gtk_box_append(GTK_BOX(self->box), desk_import_columns_new_memory(self));
    desk_import_columns_show(self);
    return GTK_WIDGET(self);
}

guint
desk_import_columns_get_index(DeskImportColumns *self)
{
    return self->index;
}

void
desk_import_columns_choose(DeskImportColumns *self, guint column, guint field)
{
    gtk_drop_down_set_selected(g_ptr_array_index(self->choosers, column), desk_import_columns_find(self, field));
}

void
desk_import_columns_remember(DeskImportColumns *self, const char *name)
{
    gtk_editable_set_text(GTK_EDITABLE(self->name), name);
    desk_import_columns_named(self);
}
