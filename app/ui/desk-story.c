#include "app/ui/desk-story.h"
#include "app/ui/desk-words.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-history.h"

#define SHOWN 30

struct _DeskStory {
    GtkWidget parent;
    GtkWidget *title, *rows;
    DeskData *data;
    EpRecord *record;
    guint asked;
};

G_DEFINE_FINAL_TYPE(DeskStory, desk_story, GTK_TYPE_WIDGET)

static void
desk_story_dispose(GObject *object)
{
    DeskStory *self = DESK_STORY(object);

    self->rows = NULL;
    for (GtkWidget *child; (child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL;)
        gtk_widget_unparent(child);
    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_story_parent_class)->dispose(object);
}

static void
desk_story_class_init(DeskStoryClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_story_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "story");
}

static void
desk_story_init(DeskStory *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    self->title = gtk_label_new(_("History"));
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_widget_add_css_class(self->title, "heading");
    gtk_widget_add_css_class(self->title, "group-head");
    gtk_widget_set_parent(self->title, GTK_WIDGET(self));
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
}

/* What happens to others may be part of it; of its own record one is told. */
static void
desk_story_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskStory *self = user_data;

    if (self->record != NULL && table != ep_record_get_table(self->record) &&
        ep_history_tells_others(ep_record_get_table(self->record)) && gtk_widget_get_mapped(GTK_WIDGET(self)))
        desk_story_set_record(self, self->record);
}

GtkWidget *
desk_story_new(DeskData *data)
{
    DeskStory *self = g_object_new(DESK_TYPE_STORY, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "changed", G_CALLBACK(desk_story_changed), self);
    return GTK_WIDGET(self);
}

static GtkWidget *
desk_story_new_label(const char *text, const char *style)
{
    g_autofree char *head = desk_words_dup_head(text);
    GtkWidget *label = gtk_label_new(head != NULL ? head : text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_widget_add_css_class(label, style);
    return label;
}

static void
desk_story_add_fields(GtkWidget *box, EpHistoryAct *act)
{
    for (guint i = 0; i < act->fields->len && !act->created; i++) {
        EpHistoryField *field = g_ptr_array_index(act->fields, i);
        const char *label = field->field != NULL ? ep_label(field->field->label) : field->name;
        g_autofree char *text = g_strdup_printf("%s: %s → %s", label, *field->from != '\0' ? field->from : _("(empty)"),
                                                *field->to != '\0' ? field->to : _("(empty)"));

        gtk_box_append(GTK_BOX(box), desk_story_new_label(text, "change"));
    }
}

static char *
desk_story_dup_remark(EpHistoryAct *act)
{
    g_autoptr(GString) text = g_string_new(act->note);
    const char *gap = "  ";

    if (*act->instruction != '\0')
        g_string_append_printf(text, "%s%s %s", text->len > 0 ? gap : "", _("Instruction"), act->instruction);
    if (act->minutes > 0) {
        g_string_append(text, text->len > 0 ? gap : "");
        g_string_append_printf(text, _("%d min"), (int)act->minutes);
    }
    if (*act->source != '\0')
        g_string_append_printf(text, "%s%s", text->len > 0 ? gap : "", act->source);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
desk_story_part_clicked(GtkButton *button, gpointer table)
{
    const gint64 *record = g_object_get_data(G_OBJECT(button), "record");

    desk_go_open(GTK_WIDGET(button), table, *record);
}

/* "Allowed → In use"; the rest stands on its own page. */
static char *
desk_story_dup_state(const EpHistoryPart *part)
{
    for (guint i = 0; i < part->fields->len && !part->created; i++) {
        const EpHistoryField *field = g_ptr_array_index(part->fields, i);

        if (part->table->state != NULL && strcmp(field->name, part->table->state) == 0)
            return g_strdup_printf("%s → %s", *field->from != '\0' ? field->from : _("(empty)"), field->to);
    }
    return g_strdup("");
}

static GtkWidget *
desk_story_new_link(const EpHistoryPart *part)
{
    GtkWidget *link = gtk_button_new_with_label(part->name);

    gtk_widget_add_css_class(link, "link-button");
    gtk_label_set_ellipsize(GTK_LABEL(gtk_button_get_child(GTK_BUTTON(link))), PANGO_ELLIPSIZE_END);
    g_object_set_data_full(G_OBJECT(link), "record", g_memdup2(&part->record, sizeof part->record), g_free);
    g_signal_connect(link, "clicked", G_CALLBACK(desk_story_part_clicked), (gpointer)part->table);
    return link;
}

/* What else the act touched: the way there, where that has a page, and what became of it. */
static void
desk_story_add_part(GtkWidget *box, const EpHistoryPart *part)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    g_autofree char *state = desk_story_dup_state(part);

    gtk_box_append(GTK_BOX(row), (part->table->flags & EP_TABLE_LINES) != 0 ? desk_story_new_label(part->name, "change")
                                                                            : desk_story_new_link(part));
    if (*state != '\0')
        gtk_box_append(GTK_BOX(row), desk_story_new_label(state, "change"));
    gtk_box_append(GTK_BOX(box), row);
}

static GtkWidget *
desk_story_new_row(EpHistoryAct *act)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 1);
    g_autofree char *when = ep_time_format(act->at, EP_ZONE_JAPAN);
    g_autofree char *what = g_strdup_printf("%s%s%s", act->label, *act->who != '\0' ? "  " : "", act->who);
    g_autofree char *remark = desk_story_dup_remark(act);
    GtkWidget *time = desk_story_new_label(when, "time"), *head = desk_story_new_label(what, "what");

    gtk_widget_set_size_request(time, 104, -1);
    gtk_label_set_wrap(GTK_LABEL(time), FALSE);
    gtk_widget_set_valign(time, GTK_ALIGN_START);
    gtk_widget_add_css_class(row, "act");
    gtk_widget_set_hexpand(box, TRUE);
    gtk_box_append(GTK_BOX(box), head);
    desk_story_add_fields(box, act);
    for (guint i = 0; i < act->parts->len; i++)
        desk_story_add_part(box, g_ptr_array_index(act->parts, i));
    if (*remark != '\0')
        gtk_box_append(GTK_BOX(box), desk_story_new_label(remark, "field-hint"));
    if (act->undone_by != 0) {
        gtk_widget_add_css_class(row, "undone");
        gtk_box_append(GTK_BOX(box), desk_story_new_label(_("Taken back later"), "field-hint"));
    }
    gtk_box_append(GTK_BOX(row), time);
    gtk_box_append(GTK_BOX(row), box);
    return row;
}

static void
desk_story_more_clicked(GtkWidget *more, gpointer user_data)
{
    DeskStory *self = user_data;
    g_autoptr(GPtrArray) acts = g_ptr_array_ref(g_object_get_data(G_OBJECT(more), "acts"));
    gboolean focused = gtk_widget_has_focus(more);

    gtk_box_remove(GTK_BOX(self->rows), more);
    for (guint i = SHOWN; i < acts->len; i++)
        gtk_box_append(GTK_BOX(self->rows), desk_story_new_row(g_ptr_array_index(acts, i)));
    if (focused)
        gtk_widget_child_focus(GTK_WIDGET(gtk_widget_get_root(self->rows)), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
desk_story_new_more(DeskStory *self, GPtrArray *acts)
{
    g_autofree char *text = g_strdup_printf(_("and %u earlier"), acts->len - SHOWN);
    GtkWidget *more = gtk_button_new_with_label(text);

    gtk_widget_add_css_class(more, "link-button");
    gtk_widget_set_halign(more, GTK_ALIGN_START);
    g_object_set_data_full(G_OBJECT(more), "acts", g_ptr_array_ref(acts), (GDestroyNotify)g_ptr_array_unref);
    g_signal_connect(more, "clicked", G_CALLBACK(desk_story_more_clicked), self);
    return more;
}

static void
desk_story_show(DeskStory *self, GPtrArray *acts)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_box_remove(GTK_BOX(self->rows), child);
    for (guint i = 0; i < MIN(acts->len, SHOWN); i++)
        gtk_box_append(GTK_BOX(self->rows), desk_story_new_row(g_ptr_array_index(acts, i)));
    if (acts->len > SHOWN)
        gtk_box_append(GTK_BOX(self->rows), desk_story_new_more(self, acts));
}

typedef struct {
    DeskStory *story;
    guint asked;
    EpRecord *record;
} DeskStoryAsk;

static void
desk_story_ask_free(gpointer data)
{
    DeskStoryAsk *ask = data;

    g_object_unref(ask->record);
    g_free(ask);
}

static gpointer
desk_story_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskStoryAsk *ask = user_data;

    return ep_history_load(ep_ledger_get_reader(ledger), ep_record_get_table(ask->record),
                           ep_record_get_id(ask->record), error);
}

static void
desk_story_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskStoryAsk *ask = user_data;
    g_autoptr(DeskStory) self = ask->story;
    g_autoptr(GPtrArray) acts = desk_data_run_finish(result, NULL);

    if (acts != NULL && self->rows != NULL && ask->asked == self->asked)
        desk_story_show(self, acts);
}

void
desk_story_set_record(DeskStory *self, EpRecord *record)
{
    DeskStoryAsk *ask = g_new0(DeskStoryAsk, 1);

    g_set_object(&self->record, record);
    *ask = (DeskStoryAsk){ g_object_ref(self), ++self->asked, g_object_ref(record) };
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_story_read, ask, desk_story_ask_free,
                  (GDestroyNotify)g_ptr_array_unref, desk_story_take, ask);
}
