#include "app/ui/desk-related.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-kept.h"
#include "app/ui/desk-record-row.h"
#include "app/ui/desk-words.h"
#include "endpoint/ledger/ep-kept.h"

#define SHOWN 5
#define MORE 200 /* at a time, of what has no page: a program may be on every PC */

struct _DeskRelated {
    GtkWidget parent;
    GtkWidget *title, *all, *rows;
    DeskData *data;
    const EpTableSection *section;
    const EpTable *table;
    gint64 id;
    guint asked;        /* which reading is the last */
    GPtrArray *records; /* EpRecord */
    guint shown;        /* of them at most */
};

G_DEFINE_FINAL_TYPE(DeskRelated, desk_related, GTK_TYPE_WIDGET)

static void
desk_related_dispose(GObject *object)
{
    DeskRelated *self = DESK_RELATED(object);
    GtkWidget *child;

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    self->rows = NULL;
    g_clear_pointer(&self->records, g_ptr_array_unref);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_related_parent_class)->dispose(object);
}

static void
desk_related_class_init(DeskRelatedClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_related_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "related");
}

static void
desk_related_row_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskRelated *self = user_data;
    gint64 *id = g_object_get_data(G_OBJECT(row), "id");

    desk_go_open(GTK_WIDGET(self), self->table, *id);
}

static void
desk_related_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskRelated *self = user_data;

    if (table == self->table && self->id != 0)
        desk_related_set_record(self, self->id);
}

GtkWidget *
desk_related_new(DeskData *data, const EpTableSection *section)
{
    DeskRelated *self = g_object_new(DESK_TYPE_RELATED, NULL);

    self->data = g_object_ref(data);
    self->section = section;
    self->table = ep_catalog_find(desk_data_get_catalog(data), section->table);
    g_signal_connect(data, "changed", G_CALLBACK(desk_related_changed), self);
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    return GTK_WIDGET(self);
}

/* What the section wants of it. */
static char *
desk_related_dup_shown(DeskRelated *self, EpRecord *record)
{
    g_auto(GStrv) names = g_strsplit(self->section->shows, " ", -1);
    GString *text = g_string_new(NULL);

    for (char **name = names; *name != NULL; name++) {
        g_autofree char *shown = ep_record_describe(record, ep_table_find(self->table, *name));

        g_string_append_printf(text, "%s%s", text->len > 0 && *shown != '\0' ? "  " : "", shown);
    }
    return g_string_free(text, FALSE);
}

static void
desk_related_save_clicked(GtkWidget *button, gpointer user_data)
{
    desk_kept_save(button, DESK_RELATED(user_data)->data, g_object_get_data(G_OBJECT(button), "record"));
}

static void
desk_related_add_save(DeskRelated *self, GtkWidget *row, EpRecord *record)
{
    GtkWidget *save = gtk_button_new_with_label(_("Save as"));

    gtk_widget_add_css_class(save, "link-button");
    g_object_set_data_full(G_OBJECT(save), "record", g_object_ref(record), g_object_unref);
    g_signal_connect(save, "clicked", G_CALLBACK(desk_related_save_clicked), self);
    gtk_box_append(GTK_BOX(gtk_list_box_row_get_child(GTK_LIST_BOX_ROW(row))), save);
}

/* What a row says: the number, or else the first columns that are not the record of the card. */
static char *
desk_related_dup_name(DeskRelated *self, EpRecord *record)
{
    g_autofree char *name = ep_record_dup_name(record);
    g_autoptr(GString) text = g_string_new(NULL);
    char scratch[EP_SCRATCH_SIZE];
    guint n = 0;

    if (self->section->shows != NULL)
        return desk_related_dup_shown(self, record);
    if (*name != '\0')
        return g_steal_pointer(&name);
    for (guint i = 0; i < self->table->at.n_fields && n < 3; i++) {
        const EpField *field = &self->table->fields[i];
        const char *shown = ep_record_display(record, i, scratch);

        if ((field->flags & EP_FIELD_COLUMN) == 0 || *shown == '\0' ||
            g_strcmp0(field->name, self->section->field) == 0)
            continue;
        g_string_append_printf(text, "%s%s", n++ > 0 ? "  " : "", shown);
    }
    return g_strdup(text->str);
}

static const char *
desk_related_get_detail(DeskRelated *self, EpRecord *record)
{
    const guint roles[] = { self->table->at.pc, self->table->at.section, self->table->at.network };

    for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (roles[i] != EP_NO_FIELD && g_strcmp0(self->table->fields[roles[i]].name, self->section->field) != 0 &&
            self->table->fields[roles[i]].kind == EP_KIND_REFERENCE)
            return ep_record_get_label(record, roles[i]);
    }
    return "";
}

static GtkWidget *
desk_related_new_row(DeskRelated *self, EpRecord *record)
{
    g_autofree char *name = desk_related_dup_name(self, record);
    GtkWidget *row = desk_record_row_new(record, name, desk_related_get_detail(self, record));
    gint64 id = ep_record_get_id(record);

    if (ep_kept_has_file(self->table))
        desk_related_add_save(self, row, record);
    g_object_set_data_full(G_OBJECT(row), "id", g_memdup2(&id, sizeof id), g_free);
    return row;
}

static gboolean
desk_related_has_page(DeskRelated *self)
{
    return (self->table->flags & (EP_TABLE_OBSERVED | EP_TABLE_LINES)) == 0;
}

static void
desk_related_fill(DeskRelated *self)
{
    guint shown = MIN(self->shown, self->records->len), rest = self->records->len - shown;
    g_autofree char *more = g_strdup_printf(_("%u more"), MIN(rest, MORE));
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    for (guint i = 0; i < shown; i++)
        gtk_list_box_append(GTK_LIST_BOX(self->rows),
                            desk_related_new_row(self, g_ptr_array_index(self->records, self->records->len - 1 - i)));
    gtk_button_set_label(GTK_BUTTON(self->all), desk_related_has_page(self) ? _("All of them") : more);
    gtk_widget_set_visible(self->all, rest > 0);
}

static void
desk_related_show(DeskRelated *self, GPtrArray *records)
{
    const char *label = self->section->label != NULL ? self->section->label : self->table->label;
    g_autofree char *number = desk_words_dup_number(records->len);
    g_autofree char *title = g_strdup_printf("%s  %s", ep_label(label), number);

    g_clear_pointer(&self->records, g_ptr_array_unref);
    self->records = g_ptr_array_ref(records);
    gtk_label_set_text(GTK_LABEL(self->title), title);
    desk_related_fill(self);
    gtk_widget_set_visible(GTK_WIDGET(self), records->len > 0);
}

/* On their own page, or here if their kind has none. */
static void
desk_related_all_clicked(DeskRelated *self)
{
    if (desk_related_has_page(self)) {
        desk_go_open_all(GTK_WIDGET(self), self->table, self->section->field, self->id);
        return;
    }
    self->shown += MORE;
    desk_related_fill(self);
    if (!gtk_widget_get_visible(self->all))
        gtk_widget_child_focus(self->rows, GTK_DIR_TAB_FORWARD);
}

static void
desk_related_init(DeskRelated *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_widget_add_css_class(head, "group-head");
    self->title = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_widget_set_hexpand(self->title, TRUE);
    gtk_widget_add_css_class(self->title, "heading");
    self->all = gtk_button_new();
    gtk_widget_add_css_class(self->all, "link-button");
    g_signal_connect_swapped(self->all, "clicked", G_CALLBACK(desk_related_all_clicked), self);
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), self->all);
    gtk_widget_set_parent(head, GTK_WIDGET(self));
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE);
    gtk_widget_add_css_class(self->rows, "related-rows");
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_related_row_activated), self);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
}

typedef struct {
    DeskRelated *related;
    guint asked;
    const EpTable *table;
    const char *field;
    gint64 id;
} DeskRelatedAsk;

static gpointer
desk_related_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskRelatedAsk *ask = user_data;

    return ep_reader_load_of(ep_ledger_get_reader(ledger), ask->table, ask->field, ask->id, error);
}

static void
desk_related_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskRelatedAsk *ask = user_data;
    g_autoptr(DeskRelated) self = ask->related;
    g_autoptr(GPtrArray) records = desk_data_run_finish(result, NULL);

    if (records != NULL && self->rows != NULL && ask->asked == self->asked)
        desk_related_show(self, records);
}

void
desk_related_set_record(DeskRelated *self, gint64 id)
{
    DeskRelatedAsk *ask = g_new0(DeskRelatedAsk, 1);

    if (id != self->id) {
        self->shown = SHOWN;
        gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    }
    self->id = id;
    *ask = (DeskRelatedAsk){ g_object_ref(self), ++self->asked, self->table, self->section->field, id };
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_related_read, ask, g_free, (GDestroyNotify)g_ptr_array_unref,
                  desk_related_take, ask);
}
