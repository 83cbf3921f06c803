#include "app/ui/desk-alarm.h"

#include <string.h>

#include "app/ui/desk-clock.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-words.h"

#define LOOK 5 /* seconds until what time alone has changed is seen */

struct _DeskAlarm {
    GtkWidget parent;
    DeskData *data;
    GtkWidget *rows;
    char *shown; /* what the rows say, so that they are made anew only for news */
    guint timer, soon;
    gboolean folded;
};

G_DEFINE_FINAL_TYPE(DeskAlarm, desk_alarm, GTK_TYPE_WIDGET)

/* Of one kind: how many are near their moment, and the first of them. */
typedef struct {
    guint n;
    EpRecord *first; /* borrowed */
} DeskAlarmNear;

static void
desk_alarm_dispose(GObject *object)
{
    DeskAlarm *self = DESK_ALARM(object);

    g_clear_handle_id(&self->timer, g_source_remove);
    g_clear_handle_id(&self->soon, g_source_remove);
    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_pointer(&self->rows, gtk_widget_unparent);
    g_clear_pointer(&self->shown, g_free);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_alarm_parent_class)->dispose(object);
}

static void
desk_alarm_class_init(DeskAlarmClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_alarm_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "alarm");
}

static void
desk_alarm_init(DeskAlarm *self)
{
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

static DeskAlarmNear
desk_alarm_find(EpList *all, const EpDueNow *now)
{
    DeskAlarmNear near = { 0, NULL };

    for (guint i = 0; all != NULL && i < ep_list_get_total(all); i++) {
        EpRecord *record = ep_list_peek_any(all, i);
        const char *due_at = ep_today_get_due_at(record);

        if (!ep_due_is_near(due_at, now))
            continue;
        near.n++;
        if (near.first == NULL || strcmp(due_at, ep_today_get_due_at(near.first)) < 0)
            near.first = record;
    }
    return near;
}

static void
desk_alarm_clicked(GtkButton *button, gpointer user_data)
{
    const EpTable *table = g_object_get_data(G_OBJECT(button), "table");
    const gint64 *only = g_object_get_data(G_OBJECT(button), "id");

    if (only != NULL)
        desk_go_open(user_data, table, *only);
    else
        desk_go_waiting(user_data, table, DESK_WAITING_TIMED);
}

static GtkWidget *
desk_alarm_new_words(const EpTable *table, const DeskAlarmNear *near)
{
    GtkWidget *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *label, *clock;
    g_autofree char *number = desk_words_dup_number(near->n);
    g_autofree char *text = g_strdup_printf("%s %s", ep_label(table->timed), number);

    label = gtk_label_new(text);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    clock = desk_clock_new(ep_today_get_due_at(near->first));
    gtk_box_append(GTK_BOX(words), label);
    gtk_box_append(GTK_BOX(words), clock);
    gtk_widget_set_hexpand(words, TRUE);
    return words;
}

static void
desk_alarm_add(DeskAlarm *self, const EpTable *table, const DeskAlarmNear *near)
{
    GtkWidget *button = gtk_button_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *words = desk_alarm_new_words(table, near);
    gint64 id = ep_record_get_id(near->first);

    gtk_box_append(GTK_BOX(box), desk_icon_new(table->name));
    gtk_box_append(GTK_BOX(box), words);
    gtk_button_set_child(GTK_BUTTON(button), box);
    gtk_widget_set_visible(words, !self->folded);
    gtk_widget_set_tooltip_text(button, ep_label(table->timed));
    gtk_widget_set_focus_on_click(button, FALSE);
    g_object_set_data(G_OBJECT(button), "table", (gpointer)table);
    if (near->n == 1)
        g_object_set_data_full(G_OBJECT(button), "id", g_memdup2(&id, sizeof id), g_free);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_alarm_clicked), self);
    gtk_box_append(GTK_BOX(self->rows), button);
}

static void
desk_alarm_fill(DeskAlarm *self, const EpDueNow *now)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->rows)) != NULL;)
        gtk_box_remove(GTK_BOX(self->rows), child);
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        DeskAlarmNear near = { 0, NULL };

        if (table->timed != NULL)
            near = desk_alarm_find(desk_data_peek(self->data, table), now);
        if (near.n > 0)
            desk_alarm_add(self, table, &near);
    }
    gtk_widget_set_visible(GTK_WIDGET(self), gtk_widget_get_first_child(self->rows) != NULL);
}

/* The kinds, how many of each, and which is the first. */
static char *
desk_alarm_dup_news(DeskAlarm *self, const EpDueNow *now)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);
    GString *news = g_string_new(NULL);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        DeskAlarmNear near = { 0, NULL };

        if (table->timed != NULL)
            near = desk_alarm_find(desk_data_peek(self->data, table), now);
        if (near.n > 0)
            g_string_append_printf(news, "%s %u %" G_GINT64_FORMAT " %s\n", table->name, near.n,
                                   ep_record_get_id(near.first), ep_today_get_due_at(near.first));
    }
    return g_string_free(news, FALSE);
}

static void
desk_alarm_look(DeskAlarm *self)
{
    EpDueNow now = ep_due_now();
    g_autofree char *news = desk_alarm_dup_news(self, &now);

    if (g_strcmp0(news, self->shown) == 0)
        return;
    desk_alarm_fill(self, &now);
    g_free(self->shown);
    self->shown = g_steal_pointer(&news);
}

static gboolean
desk_alarm_tick(gpointer user_data)
{
    desk_alarm_look(user_data);
    return G_SOURCE_CONTINUE;
}

static gboolean
desk_alarm_look_once(gpointer user_data)
{
    DESK_ALARM(user_data)->soon = 0;
    desk_alarm_look(user_data);
    return G_SOURCE_REMOVE;
}

static void
desk_alarm_moved(DeskData *data, gpointer table, gpointer user_data)
{
    DeskAlarm *self = user_data;

    if (((const EpTable *)table)->timed != NULL && self->soon == 0)
        self->soon = g_idle_add(desk_alarm_look_once, self);
}

GtkWidget *
desk_alarm_new(DeskData *data)
{
    DeskAlarm *self = g_object_new(DESK_TYPE_ALARM, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_alarm_moved), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_alarm_moved), self);
    self->timer = g_timeout_add_seconds(LOOK, desk_alarm_tick, self);
    return GTK_WIDGET(self);
}

void
desk_alarm_set_folded(DeskAlarm *self, gboolean folded)
{
    self->folded = folded;
    g_clear_pointer(&self->shown, g_free);
    desk_alarm_look(self);
}
