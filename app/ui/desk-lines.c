#include "app/ui/desk-lines.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-form.h"
#include "endpoint/core/ep-clock.h"

struct _DeskLines {
    GtkWidget parent;
    GtkWidget *title, *rows, *add;
    DeskData *data;
    EpDraft *draft;
    const EpTable *table;
    char **fields;    /* shown */
    GPtrArray *lines; /* EpDraft, also those that shall go */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskLines, desk_lines, GTK_TYPE_WIDGET)

static void
desk_lines_dispose(GObject *object)
{
    DeskLines *self = DESK_LINES(object);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->draft, ep_draft_unref);
    g_clear_pointer(&self->fields, g_strfreev);
    g_clear_pointer(&self->lines, g_ptr_array_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_lines_parent_class)->dispose(object);
}

static void
desk_lines_class_init(DeskLinesClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_lines_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "lines");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_lines_init(DeskLines *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
    self->title = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_widget_add_css_class(self->title, "heading");
    gtk_widget_set_margin_top(self->title, 12);
    gtk_widget_set_parent(self->title, GTK_WIDGET(self));
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
    self->add = gtk_button_new_with_label(_("Add a line"));
    gtk_widget_set_halign(self->add, GTK_ALIGN_START);
    gtk_widget_add_css_class(self->add, "link-button");
    g_signal_connect_swapped(self->add, "clicked", G_CALLBACK(desk_lines_start), self);
    gtk_widget_set_parent(self->add, GTK_WIDGET(self));
    self->lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
}

/* What can be typed for a line: not the parent, which is understood. */
static char **
desk_lines_dup_fields(const EpTable *table)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();

    for (guint i = 0; i < table->at.n_fields; i++) {
        if (i != table->at.parent && i != table->at.state && ep_field_is_edited(&table->fields[i]))
            g_strv_builder_add(names, table->fields[i].name);
    }
    return g_strv_builder_end(names);
}

GtkWidget *
desk_lines_new(DeskData *data, EpDraft *parent, const EpTable *table)
{
    DeskLines *self = g_object_new(DESK_TYPE_LINES, NULL);

    self->data = g_object_ref(data);
    self->draft = ep_draft_ref(parent);
    self->table = table;
    self->fields = desk_lines_dup_fields(table);
    gtk_label_set_text(GTK_LABEL(self->title), ep_label(table->label));
    return GTK_WIDGET(self);
}

static void
desk_lines_removed(GtkButton *button, gpointer user_data)
{
    GtkWidget *row = user_data;
    DeskLines *self = g_object_get_data(G_OBJECT(row), "lines");
    EpDraft *line = desk_form_get_draft(g_object_get_data(G_OBJECT(row), "form"));

    gtk_box_remove(GTK_BOX(self->rows), row);
    ep_draft_set_removed(line, TRUE);
    gtk_widget_grab_focus(self->add);
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_lines_row_changed(DeskLines *self)
{
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_lines_show(DeskLines *self, EpDraft *line)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *remove = gtk_button_new_from_icon_name("list-remove-symbolic");
    GtkWidget *form = desk_form_new(self->data, line, (const char *const *)self->fields);
    gtk_widget_set_hexpand(form, TRUE);
    gtk_widget_set_valign(remove, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(remove, _("Take this line away"));
    gtk_widget_add_css_class(remove, "flat");
    gtk_widget_add_css_class(row, "line");
    g_object_set_data(G_OBJECT(row), "lines", self);
    g_object_set_data(G_OBJECT(row), "form", form);
    g_signal_connect(remove, "clicked", G_CALLBACK(desk_lines_removed), row);
    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_lines_row_changed), self);
    gtk_box_append(GTK_BOX(row), form);
    gtk_box_append(GTK_BOX(row), remove);
    gtk_box_append(GTK_BOX(self->rows), row);
}

void
desk_lines_refill(DeskLines *self)
{
    GtkWidget *row;

    while ((row = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_box_remove(GTK_BOX(self->rows), row);
    for (guint i = 0; i < self->lines->len; i++) {
        EpDraft *line = g_ptr_array_index(self->lines, i);

        if (!ep_draft_is_removed(line))
            desk_lines_show(self, line);
    }
}

/* A new line, filled with initial values; borrowed. */
static EpDraft *
desk_lines_add(DeskLines *self)
{
    EpDraft *line = ep_draft_new(self->table);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autofree char *now = ep_clock_now();

    ep_draft_fill(line, today, now, desk_data_get_operator(self->data)->staff);
    g_ptr_array_add(self->lines, line);
    desk_lines_show(self, line);
    g_signal_emit(self, signals[CHANGED], 0);
    return line;
}

void
desk_lines_start(DeskLines *self)
{
    GtkWidget *last;

    desk_lines_add(self);
    last = gtk_widget_get_last_child(self->rows);
    desk_form_focus(g_object_get_data(G_OBJECT(last), "form"), NULL);
}

void
desk_lines_add_record(DeskLines *self, EpRecord *record)
{
    EpDraft *line = ep_draft_new_from(record);

    g_ptr_array_add(self->lines, line);
    desk_lines_show(self, line);
}

gboolean
desk_lines_check(DeskLines *self, gboolean focus)
{
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        if (!desk_form_check(g_object_get_data(G_OBJECT(row), "form")))
            return FALSE;
    }
    return TRUE;
}

void
desk_lines_apply_to(DeskLines *self, EpDraft *parent)
{
    for (guint i = 0; i < self->lines->len; i++)
        ep_draft_add_line(parent, g_ptr_array_index(self->lines, i));
}

void
desk_lines_apply(DeskLines *self)
{
    desk_lines_apply_to(self, self->draft);
}
