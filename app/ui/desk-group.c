#include "app/ui/desk-group.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-badge.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-kind.h"

struct _DeskGroup {
    GtkWidget parent;
    GtkWidget *head, *edit, *rows, *ask, *foot;
    DeskData *data;
    const EpTable *table;
    guint from, to, columns;
    const char *left_out; /* NULL: nothing */
    EpRecord *record;
};

enum { SAVED, EDITING, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskGroup, desk_group, GTK_TYPE_WIDGET)

static void
desk_group_dispose(GObject *object)
{
    DeskGroup *self = DESK_GROUP(object);
    GtkWidget *child;

    self->ask = NULL;
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_group_parent_class)->dispose(object);
}

static void
desk_group_class_init(DeskGroupClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_group_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "group");
    signals[SAVED] = g_signal_new("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[EDITING] =
        g_signal_new("editing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
desk_group_edit_clicked(DeskGroup *self)
{
    desk_group_edit(self, NULL);
}

static void
desk_group_init(DeskGroup *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    self->head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->head, "group-head");
    gtk_widget_set_parent(self->head, GTK_WIDGET(self));
    self->columns = 1;
    self->rows = gtk_grid_new();
    gtk_grid_set_column_homogeneous(GTK_GRID(self->rows), TRUE);
    gtk_grid_set_column_spacing(GTK_GRID(self->rows), 8);
    gtk_widget_add_css_class(self->rows, "group-rows");
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
}

GtkWidget *
desk_group_new(DeskData *data, const EpTable *table, const char *heading, guint from, guint to)
{
    DeskGroup *self = g_object_new(DESK_TYPE_GROUP, NULL);
    GtkWidget *label = gtk_label_new(heading);

    self->data = g_object_ref(data);
    self->table = table;
    self->from = from;
    self->to = to;
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(label, "heading");
    gtk_box_append(GTK_BOX(self->head), label);
    self->edit = desk_icon_new_button("edit");
    gtk_widget_add_css_class(self->edit, "flat");
    gtk_widget_add_css_class(self->edit, "small");
    gtk_widget_set_tooltip_text(self->edit, _("Edit (E)"));
    gtk_widget_set_visible(self->edit, desk_verb_bar_find_edit(table) != NULL);
    g_signal_connect_swapped(self->edit, "clicked", G_CALLBACK(desk_group_edit_clicked), self);
    gtk_box_append(GTK_BOX(self->head), self->edit);
    return GTK_WIDGET(self);
}

/* Reading */

static void
desk_group_value_clicked(GtkButton *button, gpointer user_data)
{
    desk_group_edit(user_data, g_object_get_data(G_OBJECT(button), "field"));
}

static void
desk_group_link_clicked(GtkButton *button, gpointer user_data)
{
    DeskGroup *self = user_data;
    const char *name = g_object_get_data(G_OBJECT(button), "field");
    guint field = ep_table_find(self->table, name);

    desk_go_open(GTK_WIDGET(self),
                 ep_catalog_find(desk_data_get_catalog(self->data), self->table->fields[field].reference),
                 g_ascii_strtoll(ep_record_get(self->record, field), NULL, 10));
}

static GtkWidget *
desk_group_new_text(const EpField *field, const char *shown)
{
    g_autofree char *head = desk_words_dup_head(shown);
    GtkWidget *label = gtk_label_new(head != NULL ? head : shown);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    if (ep_kind_is_code(field->kind))
        gtk_widget_add_css_class(label, "code");
    return label;
}

static GtkWidget *
desk_group_new_value(DeskGroup *self, guint index)
{
    const EpField *field = &self->table->fields[index];
    const EpChoice *choice = ep_field_find_choice(field, ep_record_get(self->record, index));
    g_autofree char *value = ep_record_describe(self->record, index);
    const char *shown = *value != '\0' ? value : _("–");
    GtkWidget *button = gtk_button_new(), *content;
    gboolean link = field->kind == EP_KIND_REFERENCE;

    if (choice != NULL && choice->tint != EP_TINT_NONE) {
        content = desk_badge_new();
        desk_badge_set(content, shown, choice->tint);
    } else {
        content = desk_group_new_text(field, shown);
    }
    gtk_button_set_child(GTK_BUTTON(button), content);
    gtk_widget_add_css_class(button, link ? "value-link" : "value");
    gtk_widget_set_hexpand(button, !link);
    gtk_widget_set_valign(button, GTK_ALIGN_START);
    if (link)
        gtk_widget_set_halign(button, GTK_ALIGN_START);
    g_object_set_data(G_OBJECT(button), "field", (gpointer)field->name);
    g_signal_connect(button, "clicked", G_CALLBACK(link ? desk_group_link_clicked : desk_group_value_clicked), self);
    return button;
}

static GtkWidget *
desk_group_new_row(DeskGroup *self, guint index)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_box_append(GTK_BOX(row), desk_label_new(ep_label(self->table->fields[index].label)));
    gtk_box_append(GTK_BOX(row), desk_group_new_value(self, index));
    return row;
}

/* What is empty is not shown, nor is a count of nothing. */
static gboolean
desk_group_is_shown(DeskGroup *self, guint index)
{
    const EpField *field = &self->table->fields[index];
    const char *value = ep_record_get(self->record, index);

    if ((field->flags & EP_FIELD_HIDDEN) != 0 || ep_words_contain(self->left_out, field->name))
        return FALSE;
    if (*value == '\0')
        return self->columns > 1 && field->kind == EP_KIND_YES;
    return (field->flags & EP_FIELD_DERIVED) == 0 || g_strcmp0(value, "0") != 0;
}

/* What may be long has the whole width. */
static gboolean
desk_group_is_wide(DeskGroup *self, guint index)
{
    return self->table->fields[index].kind == EP_KIND_LINES || index == self->table->at.title;
}

static void
desk_group_show_nothing(DeskGroup *self)
{
    GtkWidget *nothing = gtk_label_new(_("Nothing is entered"));

    gtk_label_set_xalign(GTK_LABEL(nothing), 0.0);
    gtk_widget_add_css_class(nothing, "field-hint");
    gtk_widget_set_margin_start(nothing, 116);
    gtk_grid_attach(GTK_GRID(self->rows), nothing, 0, 0, (int)self->columns, 1);
}

static void
desk_group_show_rows(DeskGroup *self)
{
    GtkWidget *child;
    guint place = 0;

    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_grid_remove(GTK_GRID(self->rows), child);
    for (guint i = self->from; i < self->to; i++) {
        gboolean wide = desk_group_is_wide(self, i);

        if (!desk_group_is_shown(self, i))
            continue;
        if (wide && place % self->columns != 0)
            place += self->columns - place % self->columns;
        gtk_grid_attach(GTK_GRID(self->rows), desk_group_new_row(self, i), (int)(place % self->columns),
                        (int)(place / self->columns), wide ? (int)self->columns : 1, 1);
        place += wide ? self->columns : 1;
    }
    if (place == 0)
        desk_group_show_nothing(self);
}

void
desk_group_set_columns(DeskGroup *self, guint columns)
{
    self->columns = MAX(columns, 1);
}

void
desk_group_leave_out(DeskGroup *self, const char *names)
{
    self->left_out = names;
}

/* Whether the record may be edited in its state. */
static gboolean
desk_group_can_edit(DeskGroup *self)
{
    const EpVerb *verb = desk_verb_bar_find_edit(self->table);

    return verb != NULL && self->record != NULL && ep_verb_applies(verb, self->record);
}

void
desk_group_set_record(DeskGroup *self, EpRecord *record)
{
    g_set_object(&self->record, record);
    gtk_widget_set_visible(self->edit, self->ask == NULL && desk_group_can_edit(self));
    desk_group_show_rows(self);
}

/* Editing in place */

static void
desk_group_end(DeskGroup *self)
{
    gtk_widget_set_visible(self->rows, TRUE);
    gtk_widget_set_visible(self->edit, desk_group_can_edit(self));
    gtk_widget_grab_focus(self->edit);
    desk_focus_leave(self->ask);
    desk_focus_leave(self->foot);
    g_clear_pointer(&self->ask, gtk_widget_unparent);
    g_clear_pointer(&self->foot, gtk_widget_unparent);
    gtk_widget_remove_css_class(GTK_WIDGET(self), "editing");
    g_signal_emit(self, signals[EDITING], 0, FALSE);
}

static void
desk_group_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    g_object_ref(user_data);
    desk_group_end(user_data);
    g_signal_emit(user_data, signals[SAVED], 0, act);
    g_object_unref(user_data);
}

static char **
desk_group_dup_fields(DeskGroup *self)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();

    for (guint i = self->from; i < self->to; i++) {
        if (ep_field_is_edited(&self->table->fields[i]) && (self->table->fields[i].flags & EP_FIELD_HIDDEN) == 0)
            g_strv_builder_add(names, self->table->fields[i].name);
    }
    return g_strv_builder_end(names);
}

static void
desk_group_show_foot(DeskGroup *self)
{
    GtkWidget *hint = gtk_label_new(_("Ctrl+Enter saves, Esc gives back"));
    GtkWidget *cancel = gtk_button_new_with_label(_("Give back")), *save = gtk_button_new_with_label(_("Save"));

    self->foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_widget_add_css_class(self->foot, "group-foot");
    gtk_label_set_xalign(GTK_LABEL(hint), 0.0);
    gtk_widget_set_hexpand(hint, TRUE);
    gtk_widget_add_css_class(hint, "field-hint");
    gtk_widget_add_css_class(save, "primary");
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(desk_group_end), self);
    g_signal_connect_swapped(save, "clicked", G_CALLBACK(desk_ask_submit), self->ask);
    gtk_box_append(GTK_BOX(self->foot), hint);
    gtk_box_append(GTK_BOX(self->foot), cancel);
    gtk_box_append(GTK_BOX(self->foot), save);
    gtk_widget_set_parent(self->foot, GTK_WIDGET(self));
}

gboolean
desk_group_edit(DeskGroup *self, const char *field)
{
    const EpVerb *verb = desk_verb_bar_find_edit(self->table);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    g_auto(GStrv) fields = desk_group_dup_fields(self);

    if (!desk_group_can_edit(self) || self->ask != NULL || fields[0] == NULL)
        return FALSE;
    if (desk_go_edit(GTK_WIDGET(self), self->record, field != NULL ? field : fields[0]))
        return TRUE;
    g_ptr_array_add(records, g_object_ref(self->record));
    self->ask = desk_ask_new(self->data, verb, self->table, records, (const char *const *)fields, FALSE);
    g_signal_connect_object(self->ask, "done", G_CALLBACK(desk_group_done), self, 0);
    g_signal_connect_object(self->ask, "cancelled", G_CALLBACK(desk_group_end), self, G_CONNECT_SWAPPED);
    gtk_widget_set_parent(self->ask, GTK_WIDGET(self));
    desk_group_show_foot(self);
    gtk_widget_set_visible(self->rows, FALSE);
    gtk_widget_set_visible(self->edit, FALSE);
    gtk_widget_add_css_class(GTK_WIDGET(self), "editing");
    g_signal_emit(self, signals[EDITING], 0, TRUE);
    desk_ask_focus(DESK_ASK(self->ask), field != NULL ? field : fields[0]);
    return TRUE;
}

gboolean
desk_group_is_editing(DeskGroup *self)
{
    return self->ask != NULL;
}
