#include "app/ui/desk-card.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-attachments.h"
#include "app/ui/desk-badge.h"
#include "app/ui/desk-banner.h"
#include "app/ui/desk-group.h"
#include "app/ui/desk-related.h"
#include "app/ui/desk-story.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/ledger/ep-attachment.h"

struct _DeskCard {
    GtkWidget parent;
    GtkWidget *column, *title, *state, *about, *verbs, *banner, *scroll, *content, *attachments, *story;
    GPtrArray *groups, *related; /* borrowed */
    DeskData *data;
    const EpTable *table;
    EpRecord *record;
};

enum { VERB, SAVED, CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCard, desk_card, GTK_TYPE_WIDGET)

static void
desk_card_dispose(GObject *object)
{
    DeskCard *self = DESK_CARD(object);

    g_ptr_array_set_size(self->groups, 0);
    g_ptr_array_set_size(self->related, 0);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_card_parent_class)->dispose(object);
}

static void
desk_card_finalize(GObject *object)
{
    DeskCard *self = DESK_CARD(object);

    g_ptr_array_unref(self->groups);
    g_ptr_array_unref(self->related);
    G_OBJECT_CLASS(desk_card_parent_class)->finalize(object);
}

static void
desk_card_class_init(DeskCardClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_card_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_card_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "card");
    signals[VERB] = g_signal_new("verb", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
    signals[SAVED] = g_signal_new("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[CLOSE] = g_signal_new("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_card_close_clicked(DeskCard *self)
{
    g_signal_emit(self, signals[CLOSE], 0);
}

static GtkWidget *
desk_card_new_title(DeskCard *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *close = gtk_button_new_from_icon_name("window-close-symbolic");

    self->title = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(self->title), PANGO_ELLIPSIZE_END);
    gtk_label_set_selectable(GTK_LABEL(self->title), TRUE);
    gtk_widget_set_can_focus(self->title, FALSE);
    gtk_widget_add_css_class(self->title, "title");
    self->state = desk_badge_new();
    gtk_widget_set_hexpand(close, TRUE);
    gtk_widget_set_halign(close, GTK_ALIGN_END);
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_set_tooltip_text(close, _("Close (Esc)"));
    g_signal_connect_swapped(close, "clicked", G_CALLBACK(desk_card_close_clicked), self);
    gtk_box_append(GTK_BOX(row), self->title);
    gtk_box_append(GTK_BOX(row), self->state);
    gtk_box_append(GTK_BOX(row), close);
    return row;
}

static void
desk_card_init(DeskCard *self)
{
    self->groups = g_ptr_array_new();
    self->related = g_ptr_array_new();
}

static void
desk_card_verb(DeskVerbBar *bar, gpointer verb, gpointer user_data)
{
    g_signal_emit(user_data, signals[VERB], 0, verb);
}

static GtkWidget *
desk_card_new_head(DeskCard *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

    gtk_widget_add_css_class(head, "card-head");
    gtk_box_append(GTK_BOX(head), desk_card_new_title(self));
    self->about = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->about), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(self->about), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class(self->about, "quiet");
    gtk_box_append(GTK_BOX(head), self->about);
    self->verbs = desk_verb_bar_new(self->data);
    g_signal_connect(self->verbs, "verb", G_CALLBACK(desk_card_verb), self);
    gtk_box_append(GTK_BOX(head), self->verbs);
    self->banner = desk_banner_new();
    gtk_box_append(GTK_BOX(head), self->banner);
    return head;
}

static void
desk_card_saved(DeskGroup *group, gint64 act, gpointer user_data)
{
    g_signal_emit(user_data, signals[SAVED], 0, act);
}

static void
desk_card_add_group(DeskCard *self, const char *heading, guint from, guint to)
{
    GtkWidget *group = desk_group_new(self->data, self->table, heading, from, to);

    g_signal_connect_object(group, "saved", G_CALLBACK(desk_card_saved), self, 0);
    gtk_box_append(GTK_BOX(self->content), group);
    g_ptr_array_add(self->groups, group);
}

static void
desk_card_add_groups(DeskCard *self)
{
    const EpField *fields = self->table->fields;
    guint from = 0;

    for (guint i = 1; i <= self->table->at.n_fields; i++) {
        if (i < self->table->at.n_fields && fields[i].group == NULL)
            continue;
        desk_card_add_group(self, fields[from].group != NULL ? ep_label(fields[from].group) : _("Basics"), from, i);
        from = i;
    }
}

static void
desk_card_add_sections(DeskCard *self)
{
    for (const EpTableSection *section = self->table->sections; section != NULL && section->table != NULL; section++) {
        GtkWidget *related;

        if (ep_catalog_find(desk_data_get_catalog(self->data), section->table) == NULL)
            continue;
        related = desk_related_new(self->data, section);
        gtk_box_append(GTK_BOX(self->content), related);
        g_ptr_array_add(self->related, related);
    }
}

GtkWidget *
desk_card_new(DeskData *data, const EpTable *table)
{
    DeskCard *self = g_object_new(DESK_TYPE_CARD, NULL);

    self->data = g_object_ref(data);
    self->table = table;
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_box_append(GTK_BOX(self->column), desk_card_new_head(self));
    self->content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 20);
    gtk_widget_add_css_class(self->content, "card-content");
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), self->content);
    gtk_widget_set_vexpand(self->scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), self->scroll);
    desk_card_add_groups(self);
    desk_card_add_sections(self);
    self->attachments = desk_attachments_new(data);
    gtk_box_append(GTK_BOX(self->content), self->attachments);
    gtk_widget_insert_after(desk_attachments_new_link(DESK_ATTACHMENTS(self->attachments)),
                            gtk_widget_get_parent(self->state), self->state);
    if (ep_attachment_is_for(table))
        desk_attachments_accept_drops(DESK_ATTACHMENTS(self->attachments), GTK_WIDGET(self));
    self->story = desk_story_new(data);
    gtk_box_append(GTK_BOX(self->content), self->story);
    gtk_widget_set_visible(self->column, FALSE);
    return GTK_WIDGET(self);
}

/* Where it is: section, place, telephone; whatever of them the record knows. */
static char *
desk_card_dup_about(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const guint fields[] = { table->at.network, table->at.section, ep_table_find(table, "place"), table->at.pc,
                             ep_table_find(table, "extension") };
    g_autoptr(GString) text = g_string_new(NULL);
    char scratch[EP_SCRATCH_SIZE];

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const char *shown = fields[i] != EP_NO_FIELD ? ep_record_display(record, fields[i], scratch) : "";

        if (*shown == '\0')
            continue;
        g_string_append(text, text->len > 0 ? " ・ " : "");
        if (i == G_N_ELEMENTS(fields) - 1)
            g_string_append_printf(text, "%s ", _("ext."));
        g_string_append(text, shown);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
desk_card_show_head(DeskCard *self)
{
    g_autofree char *name = ep_record_dup_name(self->record);
    g_autofree char *about = desk_card_dup_about(self->record);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    g_ptr_array_add(records, g_object_ref(self->record));
    gtk_label_set_text(GTK_LABEL(self->title), name);
    desk_badge_set_state(self->state, self->record);
    gtk_label_set_text(GTK_LABEL(self->about), about);
    gtk_widget_set_visible(self->about, *about != '\0');
    desk_verb_bar_set_records(DESK_VERB_BAR(self->verbs), records);
}

void
desk_card_set_record(DeskCard *self, EpRecord *record)
{
    gboolean other =
        self->record == NULL || record == NULL || ep_record_get_id(self->record) != ep_record_get_id(record);

    if (record == self->record)
        return;
    g_set_object(&self->record, record);
    gtk_widget_set_visible(self->column, record != NULL);
    if (record == NULL)
        return;
    if (other) {
        desk_banner_show(self->banner, NULL);
        gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll)), 0);
    }
    desk_card_show_head(self);
    for (guint i = 0; i < self->groups->len; i++)
        desk_group_set_record(g_ptr_array_index(self->groups, i), record);
    for (guint i = 0; i < self->related->len; i++)
        desk_related_set_record(g_ptr_array_index(self->related, i), ep_record_get_id(record));
    desk_attachments_set_record(DESK_ATTACHMENTS(self->attachments), record);
    desk_story_set_record(DESK_STORY(self->story), record);
}

GtkWidget *
desk_card_get_attachments(DeskCard *self)
{
    return self->attachments;
}

EpRecord *
desk_card_get_record(DeskCard *self)
{
    return self->record;
}

gboolean
desk_card_edit(DeskCard *self)
{
    for (guint i = 0; i < self->groups->len; i++) {
        if (desk_group_edit(g_ptr_array_index(self->groups, i), NULL))
            return TRUE;
    }
    return FALSE;
}

gboolean
desk_card_is_editing(DeskCard *self)
{
    for (guint i = 0; i < self->groups->len; i++) {
        if (desk_group_is_editing(g_ptr_array_index(self->groups, i)))
            return TRUE;
    }
    return FALSE;
}
