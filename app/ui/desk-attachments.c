#include "app/ui/desk-attachments-private.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-kept.h"
#include "app/ui/desk-thumb.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-attachment.h"
#include "endpoint/ledger/ep-kinds.h"

enum { SHOWN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskAttachments, desk_attachments, GTK_TYPE_WIDGET)

/* --- a row --- */

static EpRecord *
desk_attachments_get_file(GtkWidget *widget)
{
    GtkWidget *row = gtk_widget_get_ancestor(widget, GTK_TYPE_LIST_BOX_ROW);

    return g_object_get_data(G_OBJECT(row), "file");
}

static void
desk_attachments_save_clicked(GtkButton *button, DeskAttachments *self)
{
    desk_kept_save(GTK_WIDGET(self), self->data, desk_attachments_get_file(GTK_WIDGET(button)));
}

static void
desk_attachments_removed(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAttachments) self = user_data;
    g_autoptr(GError) error = NULL;

    if (desk_data_do_finish(result, NULL, &error) != 0)
        desk_go_say(GTK_WIDGET(self), _("Taken away; Undo brings it back"));
    else if (self->rows != NULL)
        desk_banner_show(self->banner, error->message);
}

static void
desk_attachments_remove_clicked(GtkButton *button, DeskAttachments *self)
{
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(self->data), "attachment.remove", &table);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    g_ptr_array_add(records, g_object_ref(desk_attachments_get_file(GTK_WIDGET(button))));
    desk_data_do(self->data, verb, table, records, NULL, NULL, desk_attachments_removed, g_object_ref(self));
}

static GtkWidget *
desk_attachments_new_button(DeskAttachments *self, const char *icon, const char *tip, GCallback func)
{
    GtkWidget *button = desk_icon_new_button(icon);

    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text(button, tip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
    g_signal_connect(button, "clicked", func, self);
    return button;
}

static char *
desk_attachments_dup_about(EpRecord *file)
{
    const EpTable *table = ep_record_get_table(file);
    g_autofree char *size = g_format_size((guint64)ep_record_get_integer(file, "size"));
    g_autofree char *at = ep_time_format(ep_record_get_named(file, "added_at"), EP_ZONE_JAPAN);
    char scratch[EP_SCRATCH_SIZE];

    return g_strdup_printf("%s %s ・ %s %s", ep_record_display(file, ep_table_find(table, "kind"), scratch), size, at,
                           ep_record_get_label(file, ep_table_find(table, "added_by")));
}

static GtkWidget *
desk_attachments_new_row(DeskAttachments *self, EpRecord *file)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
    GtkWidget *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    g_autofree char *text = desk_attachments_dup_about(file);
    GtkWidget *name = gtk_label_new(ep_record_get_named(file, "name")), *about = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(name), 0);
    gtk_label_set_xalign(GTK_LABEL(about), 0);
    gtk_label_set_ellipsize(GTK_LABEL(name), PANGO_ELLIPSIZE_MIDDLE);
    gtk_label_set_ellipsize(GTK_LABEL(about), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class(about, "field-hint");
    gtk_widget_set_hexpand(words, TRUE);
    gtk_widget_set_valign(words, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(words), name);
    gtk_box_append(GTK_BOX(words), about);
    gtk_box_append(GTK_BOX(box), desk_thumb_new(self->data, file));
    gtk_box_append(GTK_BOX(box), words);
    gtk_box_append(GTK_BOX(box), desk_attachments_new_button(self, "save", _("Save as a file"),
                                                             G_CALLBACK(desk_attachments_save_clicked)));
    gtk_box_append(GTK_BOX(box), desk_attachments_new_button(self, "remove", _("Take it away"),
                                                             G_CALLBACK(desk_attachments_remove_clicked)));
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_widget_set_tooltip_text(row, _("Open"));
    g_object_set_data_full(G_OBJECT(row), "file", g_object_ref(file), g_object_unref);
    return row;
}

static void
desk_attachments_row_activated(GtkListBox *rows, GtkListBoxRow *row, DeskAttachments *self)
{
    EpRecord *file = g_object_get_data(G_OBJECT(row), "file");

    desk_kept_open(GTK_WIDGET(self), self->data, file, ep_attachment_get_suffix(file));
}

/* --- the list --- */

static void
desk_attachments_show(DeskAttachments *self, GPtrArray *files)
{
    g_autofree char *title = g_strdup_printf("%s  %u", _("Attached files"), files->len);
    GtkWidget *child;

    g_clear_pointer(&self->files, g_ptr_array_unref);
    self->files = g_ptr_array_ref(files);
    gtk_label_set_text(GTK_LABEL(self->title), files->len > 0 ? title : _("Attached files"));
    gtk_widget_set_visible(self->rows, files->len > 0);
    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    for (guint i = 0; i < files->len; i++)
        gtk_list_box_append(GTK_LIST_BOX(self->rows), desk_attachments_new_row(self, g_ptr_array_index(files, i)));
    g_signal_emit(self, signals[SHOWN], 0);
}

typedef struct {
    DeskAttachments *self; /* kept */
    guint asked;
    const char *field;
    gint64 id;
} DeskAttachmentsAsk;

static gpointer
desk_attachments_read_files(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskAttachmentsAsk *ask = user_data;

    return ep_reader_load_of(ep_ledger_get_reader(ledger), &ep_attachment_table, ask->field, ask->id, error);
}

static void
desk_attachments_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskAttachmentsAsk *ask = user_data;
    g_autoptr(DeskAttachments) self = ask->self;
    g_autoptr(GPtrArray) files = desk_data_run_finish(result, NULL);

    if (files != NULL && self->rows != NULL && ask->asked == self->asked)
        desk_attachments_show(self, files);
}

void
desk_attachments_load(DeskAttachments *self)
{
    DeskAttachmentsAsk *ask;

    if (self->record == NULL || !ep_attachment_is_for(ep_record_get_table(self->record)))
        return;
    ask = g_new0(DeskAttachmentsAsk, 1);
    *ask = (DeskAttachmentsAsk){ g_object_ref(self), ++self->asked, ep_record_get_table(self->record)->name,
                                 ep_record_get_id(self->record) };
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_attachments_read_files, ask, g_free,
                  (GDestroyNotify)g_ptr_array_unref, desk_attachments_take, ask);
}

void
desk_attachments_set_record(DeskAttachments *self, EpRecord *record)
{
    gboolean other =
        self->record == NULL || record == NULL || ep_record_get_id(self->record) != ep_record_get_id(record);

    g_set_object(&self->record, record);
    gtk_widget_set_visible(GTK_WIDGET(self), record != NULL && ep_attachment_is_for(ep_record_get_table(record)));
    if (!other)
        return;
    self->asked++;
    desk_banner_show(self->banner, NULL);
    gtk_widget_set_visible(self->rows, FALSE);
    g_clear_pointer(&self->files, g_ptr_array_unref);
    g_signal_emit(self, signals[SHOWN], 0);
    desk_attachments_load(self);
}

guint
desk_attachments_get_n(DeskAttachments *self)
{
    return self->files != NULL ? self->files->len : 0;
}

const char *
desk_attachments_get_problem(DeskAttachments *self)
{
    return gtk_label_get_text(GTK_LABEL(gtk_widget_get_first_child(self->banner)));
}

static void
desk_attachments_moved(DeskData *data, const EpTable *table, DeskAttachments *self)
{
    if (table == &ep_attachment_table && self->rows != NULL)
        desk_attachments_load(self);
}

static void
desk_attachments_dispose(GObject *object)
{
    DeskAttachments *self = DESK_ATTACHMENTS(object);
    GtkWidget *child;

    self->rows = NULL;
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->files, g_ptr_array_unref);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_attachments_parent_class)->dispose(object);
}

static void
desk_attachments_class_init(DeskAttachmentsClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_attachments_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "attachments");
    signals[SHOWN] =
        g_signal_new("shown", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_attachments_init(DeskAttachments *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *add = gtk_button_new_with_label(_("Attach…"));
    g_autofree char *hint =
        g_strdup_printf(_("PDF, PNG, JPEG, up to %d MB each; also dropped here, or pasted (Ctrl+V)"),
                        EP_ATTACHMENT_LIMIT / 1024 / 1024);

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_widget_add_css_class(head, "group-head");
    self->title = gtk_label_new(_("Attached files"));
    gtk_label_set_xalign(GTK_LABEL(self->title), 0);
    gtk_widget_set_hexpand(self->title, TRUE);
    gtk_widget_add_css_class(self->title, "heading");
    gtk_widget_add_css_class(add, "link-button");
    gtk_widget_set_tooltip_text(add, hint);
    g_signal_connect_swapped(add, "clicked", G_CALLBACK(desk_attachments_choose), self);
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), add);
    gtk_widget_set_parent(head, GTK_WIDGET(self));
    self->banner = desk_banner_new();
    gtk_widget_set_parent(self->banner, GTK_WIDGET(self));
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE);
    gtk_widget_add_css_class(self->rows, "related-rows");
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_attachments_row_activated), self);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
    self->hint = gtk_label_new(hint);
    gtk_label_set_xalign(GTK_LABEL(self->hint), 0);
    gtk_label_set_wrap(GTK_LABEL(self->hint), TRUE);
    gtk_widget_add_css_class(self->hint, "field-hint");
    gtk_widget_add_css_class(self->hint, "attach-hint");
    gtk_widget_set_parent(self->hint, GTK_WIDGET(self));
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    desk_attachments_add_init(self);
}

GtkWidget *
desk_attachments_new(DeskData *data)
{
    DeskAttachments *self = g_object_new(DESK_TYPE_ATTACHMENTS, NULL);

    self->data = g_object_ref(data);
    desk_data_load(data, &ep_attachment_table); /* or nobody would hear of changes */
    g_signal_connect_object(data, "changed", G_CALLBACK(desk_attachments_moved), self, 0);
    return GTK_WIDGET(self);
}

/* --- the way to them --- */

static void
desk_attachments_go(DeskAttachments *self)
{
    GtkWidget *scroll = gtk_widget_get_ancestor(GTK_WIDGET(self), GTK_TYPE_SCROLLED_WINDOW);
    GtkWidget *content = scroll != NULL ? gtk_widget_get_ancestor(GTK_WIDGET(self), GTK_TYPE_VIEWPORT) : NULL;
    double y = 0;

    if (content == NULL ||
        !gtk_widget_translate_coordinates(GTK_WIDGET(self), gtk_widget_get_first_child(content), 0, 0, NULL, &y))
        return;
    gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scroll)), y);
    gtk_widget_child_focus(GTK_WIDGET(self), GTK_DIR_TAB_FORWARD);
}

static void
desk_attachments_tell_link(DeskAttachments *self, GtkWidget *link)
{
    guint n = gtk_widget_get_visible(GTK_WIDGET(self)) ? desk_attachments_get_n(self) : 0;
    g_autofree char *text = g_strdup_printf("%s %u", _("Attached files"), n);

    gtk_button_set_label(GTK_BUTTON(link), text);
    gtk_widget_set_visible(link, n > 0);
}

GtkWidget *
desk_attachments_new_link(DeskAttachments *self)
{
    GtkWidget *link = gtk_button_new();

    gtk_widget_add_css_class(link, "link-button");
    gtk_widget_set_valign(link, GTK_ALIGN_CENTER);
    g_signal_connect_swapped(link, "clicked", G_CALLBACK(desk_attachments_go), self);
    g_signal_connect_object(self, "shown", G_CALLBACK(desk_attachments_tell_link), link, 0);
    desk_attachments_tell_link(self, link);
    return link;
}
