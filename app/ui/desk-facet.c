#include "app/ui/desk-facet.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-words.h"
#include "endpoint/core/ep-kind.h"

#define MANY 12 /* values from which on one types to find one */

struct _DeskFacet {
    GtkWidget parent;
    GtkWidget *button, *label, *popover, *search, *rows, *clear;
    DeskData *data;
    EpList *list;
    guint field;
    gboolean filling;
};

G_DEFINE_FINAL_TYPE(DeskFacet, desk_facet, GTK_TYPE_WIDGET)

static void
desk_facet_dispose(GObject *object)
{
    DeskFacet *self = DESK_FACET(object);

    g_clear_pointer(&self->button, gtk_widget_unparent);
    g_clear_object(&self->list);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_facet_parent_class)->dispose(object);
}

static void
desk_facet_class_init(DeskFacetClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_facet_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static const EpField *
desk_facet_describe(DeskFacet *self)
{
    return &ep_list_get_table(self->list)->fields[self->field];
}

/* A value of the field as one reads it; a reference's label comes from a record that has it. */
static char *
desk_facet_dup_label(DeskFacet *self, const char *value)
{
    const EpField *field = desk_facet_describe(self);
    char scratch[EP_SCRATCH_SIZE];

    if (*value == '\0')
        return g_strdup(_("(empty)"));
    if (field->kind == EP_KIND_YES)
        return g_strdup(_("Yes"));
    if (field->kind != EP_KIND_REFERENCE)
        return g_strdup(ep_kind_display(field, value, scratch));
    for (guint i = 0; i < ep_list_get_total(self->list); i++) {
        EpRecord *record = ep_list_peek_any(self->list, i);

        if (strcmp(ep_record_get(record, self->field), value) == 0)
            return g_strdup(ep_record_get_label(record, self->field));
    }
    return g_strdup(value);
}

static void
desk_facet_show_label(DeskFacet *self)
{
    const char *const *values = ep_list_get_facet(self->list, self->field);
    const char *label = ep_label(desk_facet_describe(self)->label);
    g_autofree char *first = values != NULL ? desk_facet_dup_label(self, values[0]) : NULL;
    g_autofree char *text = NULL;
    guint n = values != NULL ? g_strv_length((char **)values) : 0;

    if (n == 0)
        text = g_strdup(label);
    else if (n == 1)
        text = g_strdup_printf("%s: %s", label, first);
    else
        text = g_strdup_printf("%s: %s +%u", label, first, n - 1);
    gtk_label_set_text(GTK_LABEL(self->label), text);
    if (n > 0)
        gtk_widget_add_css_class(self->button, "active");
    else
        gtk_widget_remove_css_class(self->button, "active");
    gtk_widget_set_visible(self->clear, n > 0);
}

static void
desk_facet_apply(DeskFacet *self)
{
    g_autoptr(GStrvBuilder) chosen = g_strv_builder_new();
    g_auto(GStrv) values = NULL;

    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        GtkWidget *check = g_object_get_data(G_OBJECT(row), "check");

        if (gtk_check_button_get_active(GTK_CHECK_BUTTON(check)))
            g_strv_builder_add(chosen, g_object_get_data(G_OBJECT(row), "value"));
    }
    values = g_strv_builder_end(chosen);
    ep_list_set_facet(self->list, self->field, (const char *const *)values);
    desk_facet_show_label(self);
}

static void
desk_facet_toggled(DeskFacet *self)
{
    if (!self->filling)
        desk_facet_apply(self);
}

static void
desk_facet_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    GtkCheckButton *check = g_object_get_data(G_OBJECT(row), "check");

    gtk_check_button_set_active(check, !gtk_check_button_get_active(check));
}

static void
desk_facet_add(DeskFacet *self, const char *value, guint count)
{
    const char *const *values = ep_list_get_facet(self->list, self->field);
    g_autofree char *label = desk_facet_dup_label(self, value);
    g_autofree char *number = desk_words_dup_number(count);
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16);
    GtkWidget *check = gtk_check_button_new_with_label(label), *hits = gtk_label_new(number);

    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), values != NULL && g_strv_contains(values, value));
    gtk_widget_set_can_focus(check, FALSE);
    gtk_widget_set_hexpand(check, TRUE);
    gtk_widget_add_css_class(hits, "quiet");
    gtk_widget_add_css_class(hits, "figure");
    g_signal_connect_swapped(check, "toggled", G_CALLBACK(desk_facet_toggled), self);
    gtk_box_append(GTK_BOX(box), check);
    gtk_box_append(GTK_BOX(box), hits);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    g_object_set_data(G_OBJECT(row), "check", check);
    g_object_set_data_full(G_OBJECT(row), "value", g_strdup(value), g_free);
    g_object_set_data_full(G_OBJECT(row), "label", g_steal_pointer(&label), g_free);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
}

typedef struct {
    const char *value;
    guint count;
    int rank;
} DeskFacetValue;

static int
desk_facet_compare(gconstpointer a, gconstpointer b)
{
    const DeskFacetValue *left = a, *right = b;

    if (left->rank != right->rank)
        return left->rank - right->rank;
    return left->count != right->count ? (left->count < right->count) - (left->count > right->count)
                                       : strcmp(left->value, right->value);
}

/* Choices in their own order, everything else by how often it occurs; what is empty comes last. */
static int
desk_facet_rank(DeskFacet *self, const char *value)
{
    const EpField *field = desk_facet_describe(self);

    if (*value == '\0')
        return G_MAXINT;
    for (int i = 0; field->choices != NULL && field->choices[i].code != NULL; i++) {
        if (strcmp(field->choices[i].code, value) == 0)
            return i;
    }
    return G_MAXINT - 1;
}

static void
desk_facet_fill(DeskFacet *self)
{
    g_autoptr(GHashTable) counts = ep_list_count(self->list, self->field);
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(DeskFacetValue));
    GHashTableIter iter;
    gpointer value, count;
    GtkWidget *child;

    self->filling = TRUE;
    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &value, &count)) {
        DeskFacetValue one = { value, GPOINTER_TO_UINT(count), desk_facet_rank(self, value) };

        g_array_append_val(values, one);
    }
    g_array_sort(values, desk_facet_compare);
    for (guint i = 0; i < values->len; i++) {
        const DeskFacetValue *one = &g_array_index(values, DeskFacetValue, i);

        desk_facet_add(self, one->value, one->count);
    }
    gtk_widget_set_visible(self->search, values->len > MANY);
    self->filling = FALSE;
}

static gboolean
desk_facet_filter(GtkListBoxRow *row, gpointer user_data)
{
    DeskFacet *self = user_data;
    const char *text = gtk_editable_get_text(GTK_EDITABLE(self->search));

    return *text == '\0' || strstr(g_object_get_data(G_OBJECT(row), "label"), text) != NULL;
}

static void
desk_facet_search_changed(DeskFacet *self)
{
    gtk_list_box_invalidate_filter(GTK_LIST_BOX(self->rows));
}

static void
desk_facet_clear_clicked(DeskFacet *self)
{
    desk_facet_set(self, NULL);
    gtk_menu_button_popdown(GTK_MENU_BUTTON(self->button));
}

static void
desk_facet_init(DeskFacet *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4), *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->label = gtk_label_new(NULL);
    gtk_label_set_ellipsize(GTK_LABEL(self->label), PANGO_ELLIPSIZE_END);
    gtk_label_set_max_width_chars(GTK_LABEL(self->label), 16);
    gtk_box_append(GTK_BOX(box), self->label);
    gtk_box_append(GTK_BOX(box), gtk_image_new_from_icon_name("pan-down-symbolic"));
    self->button = gtk_menu_button_new();
    gtk_widget_add_css_class(self->button, "facet");
    gtk_menu_button_set_child(GTK_MENU_BUTTON(self->button), box);
    gtk_widget_set_parent(self->button, GTK_WIDGET(self));
    self->search = gtk_search_entry_new();
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(desk_facet_search_changed), self);
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE);
    gtk_list_box_set_filter_func(GTK_LIST_BOX(self->rows), desk_facet_filter, self, NULL);
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_facet_row_activated), self);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scroll), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scroll), 420);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->rows);
    self->clear = gtk_button_new_with_label(_("Show all"));
    gtk_widget_add_css_class(self->clear, "link-button");
    g_signal_connect_swapped(self->clear, "clicked", G_CALLBACK(desk_facet_clear_clicked), self);
    gtk_box_append(GTK_BOX(column), self->search);
    gtk_box_append(GTK_BOX(column), scroll);
    gtk_box_append(GTK_BOX(column), self->clear);
    gtk_widget_set_size_request(column, 240, -1);
    self->popover = gtk_popover_new();
    gtk_widget_add_css_class(self->popover, "finder");
    gtk_popover_set_child(GTK_POPOVER(self->popover), column);
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(self->button), self->popover);
    g_signal_connect_swapped(self->popover, "show", G_CALLBACK(desk_facet_fill), self);
}

GtkWidget *
desk_facet_new(DeskData *data, EpList *list, guint field)
{
    DeskFacet *self = g_object_new(DESK_TYPE_FACET, NULL);

    self->data = g_object_ref(data);
    self->list = g_object_ref(list);
    self->field = field;
    desk_facet_show_label(self);
    return GTK_WIDGET(self);
}

void
desk_facet_set(DeskFacet *self, const char *const *values)
{
    ep_list_set_facet(self->list, self->field, values);
    desk_facet_show_label(self);
}

guint
desk_facet_get_field(DeskFacet *self)
{
    return self->field;
}
