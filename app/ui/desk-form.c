#include "app/ui/desk-form.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-form-grid.h"
#include "app/ui/desk-lines.h"
#include "endpoint/ledger/ep-paper-rule.h"

struct _DeskForm {
    GtkWidget parent;
    DeskData *data;
    EpDraft *draft;
    GPtrArray *fields; /* DeskField, borrowed */
    GPtrArray *lines;  /* DeskLines, borrowed */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskForm, desk_form, GTK_TYPE_WIDGET)

static void
desk_form_dispose(GObject *object)
{
    DeskForm *self = DESK_FORM(object);
    GtkWidget *child;

    g_ptr_array_set_size(self->fields, 0);
    g_ptr_array_set_size(self->lines, 0);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->draft, ep_draft_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_form_parent_class)->dispose(object);
}

static void
desk_form_finalize(GObject *object)
{
    DeskForm *self = DESK_FORM(object);

    g_ptr_array_unref(self->fields);
    g_ptr_array_unref(self->lines);
    G_OBJECT_CLASS(desk_form_parent_class)->finalize(object);
}

static void
desk_form_class_init(DeskFormClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_form_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_form_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "form");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_form_init(DeskForm *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
    self->fields = g_ptr_array_new();
    self->lines = g_ptr_array_new();
}

static void
desk_form_field_changed(DeskField *field, gpointer user_data)
{
    g_signal_emit(user_data, signals[CHANGED], 0);
}

static void
desk_form_add_heading(DeskForm *self, const char *text)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "heading");
    gtk_widget_set_margin_top(label, self->fields->len > 0 ? 12 : 0);
    gtk_widget_set_parent(label, GTK_WIDGET(self));
}

static void
desk_form_add_field(DeskForm *self, guint field)
{
    GtkWidget *row = desk_field_new(self->data, self->draft, field, NULL);

    g_signal_connect(row, "changed", G_CALLBACK(desk_form_field_changed), self);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
    g_ptr_array_add(self->fields, row);
}

GtkWidget *
desk_form_new(DeskData *data, EpDraft *draft, const char *const *fields)
{
    DeskForm *self = g_object_new(DESK_TYPE_FORM, NULL);
    const EpTable *table = ep_draft_get_table(draft);
    guint shown = 0;

    self->data = g_object_ref(data);
    self->draft = ep_draft_ref(draft);
    for (guint i = 0; i < table->at.n_fields; i++)
        shown += ep_field_is_edited(&table->fields[i]) ? 1 : 0;
    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];

        if (!ep_field_is_edited(field) || (fields != NULL && !g_strv_contains(fields, field->name)))
            continue;
        if (fields == NULL && shown > 10 && field->group != NULL)
            desk_form_add_heading(self, ep_label(field->group));
        desk_form_add_field(self, i);
    }
    return GTK_WIDGET(self);
}

/* What does not stand on the network's paper is asked only where it says something already. */
static gboolean
desk_form_is_on_paper(DeskForm *self, const DeskFieldPaper *paper, GPtrArray *rows, guint index)
{
    const EpTable *table = ep_draft_get_table(self->draft);

    return *ep_draft_get(self->draft, index) != '\0' ||
           ep_paper_rule_get(rows, paper->table, table->fields[index].name, paper->network) != EP_PAPER_LEFT_OUT;
}

GtkWidget *
desk_form_new_paper(DeskData *data, EpDraft *draft, const char *const *fields, const DeskFieldPaper *paper)
{
    DeskForm *self = g_object_new(DESK_TYPE_FORM, NULL);
    const EpTable *table = ep_draft_get_table(draft);
    g_autoptr(GPtrArray) rows = desk_data_dup_routes(data);

    self->data = g_object_ref(data);
    self->draft = ep_draft_ref(draft);
    for (guint i = 0; i < table->at.n_fields; i++) {
        GtkWidget *field;

        if (!ep_field_is_edited(&table->fields[i]) || !g_strv_contains(fields, table->fields[i].name) ||
            !desk_form_is_on_paper(self, paper, rows, i))
            continue;
        field = desk_field_new(data, draft, i, paper);
        g_signal_connect(field, "changed", G_CALLBACK(desk_form_field_changed), self);
        g_ptr_array_add(self->fields, field);
    }
    gtk_widget_set_parent(desk_form_grid_new(self->fields), GTK_WIDGET(self));
    return GTK_WIDGET(self);
}

EpDraft *
desk_form_get_draft(DeskForm *self)
{
    return self->draft;
}

guint
desk_form_get_n_fields(DeskForm *self)
{
    return self->fields->len;
}

gboolean
desk_form_has(DeskForm *self, const char *name)
{
    for (guint i = 0; i < self->fields->len; i++) {
        if (strcmp(desk_field_get_description(g_ptr_array_index(self->fields, i))->name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

void
desk_form_add_lines(DeskForm *self, const EpTable *parent)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        GtkWidget *lines;

        if ((table->flags & EP_TABLE_LINES) == 0 || table->at.parent == EP_NO_FIELD ||
            g_strcmp0(table->fields[table->at.parent].reference, parent->name) != 0)
            continue;
        lines = desk_lines_new(self->data, self->draft, table);
        g_signal_connect_swapped(lines, "changed", G_CALLBACK(desk_form_field_changed), self);
        gtk_widget_set_parent(lines, GTK_WIDGET(self));
        g_ptr_array_add(self->lines, lines);
    }
}

gboolean
desk_form_check(DeskForm *self)
{
    DeskField *wrong = NULL;
    gboolean fine = TRUE;

    for (guint i = 0; i < self->fields->len; i++) {
        DeskField *field = g_ptr_array_index(self->fields, i);

        if (!desk_field_check(field) && wrong == NULL)
            wrong = field;
    }
    if (wrong != NULL)
        desk_field_grab_focus(wrong);
    for (guint i = 0; i < self->lines->len; i++)
        fine = desk_lines_check(g_ptr_array_index(self->lines, i), wrong == NULL && fine) && fine;
    if (wrong != NULL || !fine)
        return FALSE;
    g_ptr_array_set_size(ep_draft_get_lines(self->draft), 0);
    for (guint i = 0; i < self->lines->len; i++)
        desk_lines_apply(g_ptr_array_index(self->lines, i));
    return TRUE;
}

gboolean
desk_form_take_error(DeskForm *self, const GError *error)
{
    for (guint i = 0; i < self->fields->len; i++) {
        DeskField *field = g_ptr_array_index(self->fields, i);
        g_autofree char *prefix = g_strdup_printf("%s: ", ep_label(desk_field_get_description(field)->label));

        if (!g_str_has_prefix(error->message, prefix))
            continue;
        desk_field_set_error(field, error->message + strlen(prefix));
        desk_field_grab_focus(field);
        return TRUE;
    }
    return FALSE;
}

void
desk_form_focus(DeskForm *self, const char *name)
{
    DeskField *chosen = self->fields->len > 0 ? g_ptr_array_index(self->fields, 0) : NULL;

    for (guint i = self->fields->len; i-- > 0;) {
        DeskField *field = g_ptr_array_index(self->fields, i);

        if (name != NULL ? strcmp(desk_field_get_description(field)->name, name) == 0
                         : *desk_field_get_value(field) == '\0')
            chosen = field;
    }
    if (chosen != NULL)
        desk_field_grab_focus(chosen);
}
