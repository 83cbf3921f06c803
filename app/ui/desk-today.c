#include "app/ui/desk-today.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-chart.h"
#include "app/ui/desk-today-news.h"
#include "app/ui/desk-today-section.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-today.h"

#define SETTLE 250 /* milliseconds after a change, so that an import is read once */

struct _DeskToday {
    GtkWidget parent;
    GtkWidget *scroller, *date, *state, *sections, *empty, *figures, *chart;
    DeskData *data;
    guint asked, timeout;
};

enum { OPEN, GO, SAID, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskToday, desk_today, GTK_TYPE_WIDGET)

static void
desk_today_dispose(GObject *object)
{
    DeskToday *self = DESK_TODAY(object);

    g_clear_handle_id(&self->timeout, g_source_remove);
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
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_today_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "today");
    signals[OPEN] = g_signal_new("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                 G_TYPE_INT64);
    signals[GO] = g_signal_new("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
    signals[SAID] = g_signal_new("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
desk_today_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, style);
    return label;
}

static GtkWidget *
desk_today_new_main(DeskToday *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 20), *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    self->date = desk_today_new_label(NULL, "title");
    self->state = desk_today_new_label(NULL, "quiet");
    gtk_box_append(GTK_BOX(head), self->date);
    gtk_box_append(GTK_BOX(head), self->state);
    gtk_widget_set_margin_start(head, 12);
    gtk_box_append(GTK_BOX(box), head);
    self->empty = desk_today_new_label(_("Nothing waits. What comes in stands here, the most urgent first."), "empty");
    gtk_box_append(GTK_BOX(box), self->empty);
    self->sections = gtk_box_new(GTK_ORIENTATION_VERTICAL, 24);
    gtk_box_append(GTK_BOX(box), self->sections);
    gtk_widget_set_hexpand(box, TRUE);
    gtk_widget_add_css_class(box, "today-main");
    return box;
}

static void
desk_today_report_clicked(DeskToday *self)
{
    g_signal_emit(self, signals[GO], 0, "daily");
}

static GtkWidget *
desk_today_new_side(DeskToday *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *report = gtk_button_new_with_label(_("Daily log"));

    gtk_box_append(GTK_BOX(box), desk_today_new_label(_("So far today"), "section-title"));
    self->figures = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(self->figures), 16);
    gtk_grid_set_row_spacing(GTK_GRID(self->figures), 6);
    gtk_box_append(GTK_BOX(box), self->figures);
    g_signal_connect_swapped(report, "clicked", G_CALLBACK(desk_today_report_clicked), self);
    gtk_widget_set_halign(report, GTK_ALIGN_START);
    gtk_widget_set_margin_top(report, 8);
    gtk_widget_set_margin_bottom(report, 24);
    gtk_box_append(GTK_BOX(box), report);
    gtk_box_append(GTK_BOX(box), desk_today_new_label(_("Came in, last 20 open days"), "section-title"));
    self->chart = desk_chart_new();
    gtk_box_append(GTK_BOX(box), self->chart);
    gtk_widget_set_size_request(box, 320, -1);
    gtk_widget_add_css_class(box, "today-side");
    return box;
}

static void
desk_today_init(DeskToday *self)
{
    GtkWidget *columns = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_box_append(GTK_BOX(columns), desk_today_new_main(self));
    gtk_box_append(GTK_BOX(columns), desk_today_new_side(self));
    self->scroller = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroller), columns);
    gtk_widget_set_parent(self->scroller, GTK_WIDGET(self));
}

static void
desk_today_open(GtkWidget *section, EpTable *table, gint64 id, gpointer user_data)
{
    g_signal_emit(user_data, signals[OPEN], 0, table, id);
}

static void
desk_today_go(GtkWidget *section, const char *page, gpointer user_data)
{
    g_signal_emit(user_data, signals[GO], 0, page);
}

static void
desk_today_show_sections(DeskToday *self, DeskTodayNews *news)
{
    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->sections)) != NULL;)
        gtk_box_remove(GTK_BOX(self->sections), child);
    for (guint i = 0; i < news->sections->len; i++) {
        GtkWidget *section = desk_today_section_new(g_ptr_array_index(news->sections, i), news->day);

        g_signal_connect(section, "open", G_CALLBACK(desk_today_open), self);
        g_signal_connect(section, "go", G_CALLBACK(desk_today_go), self);
        gtk_box_append(GTK_BOX(self->sections), section);
    }
    gtk_widget_set_visible(self->empty, news->sections->len == 0);
}

static void
desk_today_attach(DeskToday *self, const char *text, gint64 number, int column, int row)
{
    g_autofree char *figure = g_strdup_printf("%" G_GINT64_FORMAT, number);
    GtkWidget *label =
        desk_today_new_label(text != NULL ? text : figure, text == NULL && number > 0 ? "figure" : "quiet");

    gtk_label_set_xalign(GTK_LABEL(label), column == 0 ? 0.0 : 1.0);
    gtk_widget_set_hexpand(label, column == 0);
    gtk_grid_attach(GTK_GRID(self->figures), label, column, row, 1, 1);
}

static void
desk_today_show_figures(DeskToday *self, EpWorklog *worklog)
{
    int row = 0;

    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->figures)) != NULL;)
        gtk_grid_remove(GTK_GRID(self->figures), child);
    desk_today_attach(self, _("Received"), 0, 1, row);
    desk_today_attach(self, _("Done"), 0, 2, row);
    desk_today_attach(self, _("Still open"), 0, 3, row);
    for (guint i = 0; i < worklog->counts->len; i++) {
        const EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);

        if (*count->network != '\0' || (count->received == 0 && count->done == 0 && count->open == 0))
            continue;
        row++;
        desk_today_attach(self, ep_label(count->table->label), 0, 0, row);
        desk_today_attach(self, NULL, count->received, 1, row);
        desk_today_attach(self, NULL, count->done, 2, row);
        desk_today_attach(self, NULL, count->open, 3, row);
    }
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
    desk_today_show_figures(self, news->worklog);
    desk_chart_set(DESK_CHART(self->chart), (const char *const *)news->labels->pdata, (gint64 *)news->received->data,
                   news->received->len);
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
        g_signal_emit(self, signals[SAID], 0, error->message);
    else if (news != NULL && self->sections != NULL && asked->asked == self->asked)
        desk_today_show(self, news);
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

GtkWidget *
desk_today_new(DeskData *data, DeskSettings *settings)
{
    DeskToday *self = g_object_new(DESK_TYPE_TODAY, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "changed", G_CALLBACK(desk_today_changed), self);
    desk_today_load(self);
    return GTK_WIDGET(self);
}

guint
desk_today_count(DeskData *data, gboolean *late)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    EpCatalog *catalog = desk_data_get_catalog(data);
    guint n = 0;

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        EpList *all = table->open != NULL && (table->flags & EP_TABLE_LINES) == 0 ? desk_data_peek(data, table) : NULL;

        for (guint r = 0; all != NULL && r < ep_list_get_total(all); r++) {
            EpUrgency urgency = ep_today_judge(ep_list_peek_any(all, r), today);

            n += urgency >= EP_URGENCY_DUE ? 1 : 0;
            *late |= urgency == EP_URGENCY_LATE;
        }
    }
    return n;
}
