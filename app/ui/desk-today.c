#include "app/ui/desk-today.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-clamp.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-today-news.h"
#include "app/ui/desk-today-notices.h"
#include "app/ui/desk-today-section.h"
#include "app/ui/desk-today-side.h"
#include "endpoint/ledger/ep-today.h"

#define WIDE 1040  /* beyond that, the eye loses the row on its way to the section */
#define SETTLE 250 /* milliseconds after a change, so that an import is read once */
#define CLOCK 5    /* seconds until what time alone has changed is seen */

struct _DeskToday {
    GtkWidget parent;
    GtkWidget *scroller, *date, *state, *notices, *sections, *empty, *side;
    DeskData *data;
    DeskTodayNews *news; /* what is shown */
    guint asked, timeout, clock;
};

G_DEFINE_FINAL_TYPE(DeskToday, desk_today, GTK_TYPE_WIDGET)

static void
desk_today_dispose(GObject *object)
{
    DeskToday *self = DESK_TODAY(object);

    g_clear_handle_id(&self->timeout, g_source_remove);
    g_clear_handle_id(&self->clock, g_source_remove);
    g_clear_pointer(&self->news, desk_today_news_free);
    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    self->sections = NULL;
    g_clear_pointer(&self->scroller, gtk_widget_unparent);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_today_parent_class)->dispose(object);
}

static void
desk_today_class_init(DeskTodayClass *klass)
{

    G_OBJECT_CLASS(klass)->dispose = desk_today_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "today");
}

static GtkWidget *
desk_today_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    return label;
}

static void
desk_today_check_clicked(DeskToday *self)
{
    desk_go_check(GTK_WIDGET(self), NULL, 0);
}

static GtkWidget *
desk_today_new_main(DeskToday *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 20), *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *check = gtk_button_new_with_label(_("Check a medium"));

    self->date = desk_today_new_label(NULL, "title");
    self->state = desk_today_new_label(NULL, "quiet");
    gtk_box_append(GTK_BOX(head), self->date);
    gtk_widget_set_hexpand(self->state, TRUE);
    gtk_box_append(GTK_BOX(head), self->state);
    gtk_widget_set_tooltip_text(check, "F7");
    g_signal_connect_swapped(check, "clicked", G_CALLBACK(desk_today_check_clicked), self);
    gtk_box_append(GTK_BOX(head), check);
    gtk_widget_set_margin_start(head, 12);
    gtk_box_append(GTK_BOX(box), head);
    self->notices = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    gtk_widget_set_margin_start(self->notices, 12);
    gtk_box_append(GTK_BOX(box), self->notices);
    self->empty = desk_today_new_label(_("Nothing waits. What comes in stands here, the most urgent first."), "empty");
    gtk_widget_set_visible(self->empty, FALSE); /* until that is known */
    gtk_box_append(GTK_BOX(box), self->empty);
    self->sections = gtk_box_new(GTK_ORIENTATION_VERTICAL, 24);
    gtk_box_append(GTK_BOX(box), self->sections);
    gtk_widget_set_hexpand(box, TRUE);
    gtk_widget_add_css_class(box, "today-main");
    return box;
}

static void
desk_today_init(DeskToday *self)
{
}

static void
desk_today_build(DeskToday *self)
{
    GtkWidget *columns = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *main;

    main = desk_clamp_new(desk_today_new_main(self), WIDE);
    gtk_widget_set_hexpand(main, TRUE);
    gtk_box_append(GTK_BOX(columns), main);
    self->side = desk_today_side_new(self->data);
    gtk_box_append(GTK_BOX(columns), self->side);
    self->scroller = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroller), columns);
    gtk_widget_set_parent(self->scroller, GTK_WIDGET(self));
}

static void
desk_today_show_sections(DeskToday *self, DeskTodayNews *news)
{
    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->sections)) != NULL;)
        gtk_box_remove(GTK_BOX(self->sections), child);
    for (guint i = 0; i < news->sections->len; i++) {
        GtkWidget *section = desk_today_section_new(g_ptr_array_index(news->sections, i), &news->now);

        gtk_box_append(GTK_BOX(self->sections), section);
    }
    desk_today_notices_fill(self->notices, news);
    gtk_widget_set_visible(self->empty, news->sections->len == 0 && !gtk_widget_get_visible(self->notices));
}

static void
desk_today_show(DeskToday *self, DeskTodayNews *news)
{
    g_autofree char *date = ep_date_format_long(news->today);
    const char *open = news->is_open ? _("Office open") : _("Office closed");
    g_autofree char *state = news->day_note != NULL ? g_strdup_printf("%s · %s", open, news->day_note) : g_strdup(open);

    gtk_label_set_text(GTK_LABEL(self->date), date);
    gtk_label_set_text(GTK_LABEL(self->state), state);
    desk_today_show_sections(self, news);
    desk_today_side_show(DESK_TODAY_SIDE(self->side), news);
}

typedef struct {
    DeskToday *self;
    guint asked;
} DeskTodayAsked;

static void
desk_today_loaded(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskTodayAsked *asked = user_data;
    g_autoptr(DeskToday) self = asked->self;
    g_autoptr(GError) error = NULL;
    g_autoptr(DeskTodayNews) news = desk_data_run_finish(result, &error);

    if (news == NULL && self->sections != NULL)
        desk_go_say(GTK_WIDGET(self), error->message);
    else if (news != NULL && self->sections != NULL && asked->asked == self->asked) {
        g_clear_pointer(&self->news, desk_today_news_free);
        self->news = g_steal_pointer(&news);
        desk_today_show(self, self->news);
    }
    g_free(asked);
}

static gboolean
desk_today_load(gpointer user_data)
{
    DeskToday *self = user_data;
    DeskTodayAsked *asked = g_new0(DeskTodayAsked, 1);

    self->timeout = 0;
    asked->self = g_object_ref(self);
    asked->asked = ++self->asked;
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_today_news_load, NULL, NULL,
                  (GDestroyNotify)desk_today_news_free, desk_today_loaded, asked);
    return G_SOURCE_REMOVE;
}

static void
desk_today_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskToday *self = user_data;

    if (self->timeout == 0)
        self->timeout = g_timeout_add(SETTLE, desk_today_load, self);
}

static gboolean
desk_today_look_at_clock(gpointer user_data)
{
    DeskToday *self = user_data;

    if (self->news != NULL && self->timeout == 0 && desk_today_news_is_stale(self->news))
        self->timeout = g_timeout_add(SETTLE, desk_today_load, self);
    return G_SOURCE_CONTINUE;
}

GtkWidget *
desk_today_new(DeskData *data, DeskSettings *settings)
{
    DeskToday *self = g_object_new(DESK_TYPE_TODAY, NULL);

    self->data = g_object_ref(data);
    desk_today_build(self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_today_changed), self);
    desk_today_load(self);
    self->clock = g_timeout_add_seconds(CLOCK, desk_today_look_at_clock, self);
    return GTK_WIDGET(self);
}

GtkWidget *
desk_today_get_side(DeskToday *self)
{
    return self->side;
}

guint
desk_today_count(DeskData *data, gboolean *late)
{
    EpDueNow now = ep_due_now();
    EpCatalog *catalog = desk_data_get_catalog(data);
    guint n = 0;

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        EpList *all = ep_table_waits(table) ? desk_data_peek(data, table) : NULL;

        for (guint r = 0; all != NULL && r < ep_list_get_total(all); r++) {
            EpUrgency urgency = ep_today_judge(ep_list_peek_any(all, r), &now);

            n += urgency >= EP_URGENCY_DUE ? 1 : 0;
            *late |= urgency == EP_URGENCY_LATE;
        }
    }
    return n;
}
