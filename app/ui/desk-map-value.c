#include "app/ui/desk-map-value.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-composing.h"
#include "app/ui/desk-menu.h"
#include "endpoint/core/ep-column-map.h"
#include "endpoint/core/ep-kind.h"

enum { NOTHING, TEXT, FIELDS }; /* places in the choice */

struct _DeskMapValue {
    GtkWidget parent;
    GtkWidget *menu, *text;
    const EpTable *table;
    EpDraft *column;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskMapValue, desk_map_value, GTK_TYPE_WIDGET)

static void
desk_map_value_dispose(GObject *object)
{
    DeskMapValue *self = DESK_MAP_VALUE(object);

    g_clear_pointer(&self->menu, gtk_widget_unparent);
    g_clear_pointer(&self->text, gtk_widget_unparent);
    g_clear_pointer(&self->column, ep_draft_unref);
    G_OBJECT_CLASS(desk_map_value_parent_class)->dispose(object);
}

static void
desk_map_value_class_init(DeskMapValueClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_map_value_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_map_value_init(DeskMapValue *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 4);
}

/* --- the choice --- */

char *
desk_map_value_dup_visible(const char *text)
{
    gsize blanks = strspn(text, " ");
    GString *out = g_string_new(NULL);

    if (text[blanks] != '\0')
        g_string_append(out, text);
    for (gsize i = 0; text[blanks] == '\0' && i < blanks; i++)
        g_string_append(out, "␣");
    g_string_replace(out, "\n", "⏎", 0);
    return g_string_free(out, FALSE);
}

static char *
desk_map_value_dup_example(const EpField *field, EpRecord *example)
{
    char scratch[EP_SCRATCH_SIZE];
    const char *value = ep_record_get_named(example, field->name);
    g_autofree char *text = g_strdup(field->kind == EP_KIND_CHOICE ? value : ep_kind_display(field, value, scratch));

    return desk_map_value_dup_visible(text);
}

GtkStringList *
desk_map_value_new_choices(const EpTable *table, EpRecord *example)
{
    g_autofree char *none = g_strconcat(_("(nothing)"), "\t", NULL);
    g_autofree char *text = g_strconcat(_("Text, or several together…"), "\t", NULL);
    GtkStringList *choices = gtk_string_list_new(NULL);

    gtk_string_list_append(choices, none);
    gtk_string_list_append(choices, text);
    for (guint i = 0; i < table->at.n_fields; i++) {
        g_autofree char *shown = desk_map_value_dup_example(&table->fields[i], example);
        g_autofree char *choice = g_strconcat(ep_label(table->fields[i].label), "\t", shown, NULL);

        gtk_string_list_append(choices, choice);
    }
    return choices;
}

static void
desk_map_value_typed(GtkEditable *entry, DeskMapValue *self)
{
    g_autofree char *value = ep_column_dup_named(self->table, gtk_editable_get_text(entry));

    ep_draft_set_named(self->column, "value", value);
    g_signal_emit(self, signals[CHANGED], 0);
}

/* Of a field that was chosen before, its name stands in the text to begin with. */
static void
desk_map_value_chosen(GtkDropDown *menu, GParamSpec *pspec, DeskMapValue *self)
{
    guint chosen = gtk_drop_down_get_selected(menu);
    const EpTable *table = self->table;

    gtk_widget_set_visible(self->text, chosen == TEXT);
    if (chosen == TEXT) {
        g_autofree char *shown = ep_column_dup_labelled(table, ep_draft_get_named(self->column, "value"));

        gtk_editable_set_text(GTK_EDITABLE(self->text), shown);
        gtk_widget_grab_focus(self->text);
    } else {
        g_autofree char *value =
            chosen >= FIELDS ? g_strdup_printf("{%s}", table->fields[chosen - FIELDS].name) : g_strdup("");

        ep_draft_set_named(self->column, "value", value);
    }
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_map_value_set_up(GtkSignalListItemFactory *factory, GtkListItem *item, gpointer in_list)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *label = gtk_label_new(NULL),
              *example = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    if (in_list == NULL) {
        gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
        gtk_label_set_max_width_chars(GTK_LABEL(label), 1);
    }
    gtk_widget_set_hexpand(label, TRUE);
    gtk_label_set_ellipsize(GTK_LABEL(example), PANGO_ELLIPSIZE_MIDDLE);
    gtk_label_set_max_width_chars(GTK_LABEL(example), 28);
    gtk_widget_add_css_class(example, "field-hint");
    gtk_widget_set_visible(example, in_list != NULL);
    gtk_box_append(GTK_BOX(box), label);
    gtk_box_append(GTK_BOX(box), example);
    gtk_list_item_set_child(item, box);
}

static void
desk_map_value_bind(GtkSignalListItemFactory *factory, GtkListItem *item, gpointer in_list)
{
    GtkWidget *box = gtk_list_item_get_child(item);
    g_auto(GStrv) parts = g_strsplit(gtk_string_object_get_string(gtk_list_item_get_item(item)), "\t", 2);

    gtk_label_set_text(GTK_LABEL(gtk_widget_get_first_child(box)), parts[0]);
    gtk_label_set_text(GTK_LABEL(gtk_widget_get_last_child(box)), parts[1]);
}

static GtkListItemFactory *
desk_map_value_new_factory(gboolean in_list)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

    g_signal_connect(factory, "setup", G_CALLBACK(desk_map_value_set_up), GINT_TO_POINTER(in_list));
    g_signal_connect(factory, "bind", G_CALLBACK(desk_map_value_bind), GINT_TO_POINTER(in_list));
    return factory;
}

GtkWidget *
desk_map_value_new(const EpTable *table, GtkStringList *choices, EpDraft *column)
{
    DeskMapValue *self = g_object_new(DESK_TYPE_MAP_VALUE, NULL);
    const char *value = ep_draft_get_named(column, "value");
    guint field = ep_column_find_alone(table, value);
    g_autofree char *shown = ep_column_dup_labelled(table, value);
    g_autoptr(GtkListItemFactory) button = desk_map_value_new_factory(FALSE), list = desk_map_value_new_factory(TRUE);

    self->table = table;
    self->column = ep_draft_ref(column);
    self->menu = gtk_drop_down_new(G_LIST_MODEL(g_object_ref(choices)),
                                   gtk_property_expression_new(GTK_TYPE_STRING_OBJECT, NULL, "string"));
    gtk_drop_down_set_factory(GTK_DROP_DOWN(self->menu), button);
    gtk_drop_down_set_list_factory(GTK_DROP_DOWN(self->menu), list);
    desk_menu_search(GTK_DROP_DOWN(self->menu));
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->menu), field != EP_NO_FIELD ? FIELDS + field
                                                          : *value != '\0'     ? TEXT
                                                                               : NOTHING);
    self->text = gtk_entry_new();
    gtk_editable_set_text(GTK_EDITABLE(self->text), shown);
    gtk_editable_set_width_chars(GTK_EDITABLE(self->text), 1);
    gtk_editable_set_max_width_chars(GTK_EDITABLE(self->text), 1);
    gtk_widget_set_tooltip_text(self->text,
                                _("Written as it is; a name in braces is what that says: {Model} {Section}"));
    gtk_widget_set_visible(self->text, field == EP_NO_FIELD && *value != '\0');
    desk_composing_watch(self->text);
    gtk_widget_set_parent(self->menu, GTK_WIDGET(self));
    gtk_widget_set_parent(self->text, GTK_WIDGET(self));
    g_signal_connect(self->menu, "notify::selected", G_CALLBACK(desk_map_value_chosen), self);
    g_signal_connect(self->text, "changed", G_CALLBACK(desk_map_value_typed), self);
    return GTK_WIDGET(self);
}

GtkWidget *
desk_map_value_get_editor(DeskMapValue *self)
{
    return gtk_widget_get_visible(self->text) ? self->text : self->menu;
}
