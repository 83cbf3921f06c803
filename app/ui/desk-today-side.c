#include "app/ui/desk-today-side.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-behind.h"
#include "app/ui/desk-chart.h"
#include "app/ui/desk-figure.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "endpoint/ledger/ep-worklog-source.h"
#include "endpoint/report/ep-daily.h"

struct _DeskTodaySide {
    GtkWidget parent;
    GtkWidget *box, *figures, *chart;
    DeskBehind *behind;
    DeskData *data;
    GPtrArray *days; /* of the chart's bars, canonical */
    char *source;    /* asked for last */
    guint asked;     /* which reading is the last */
};

G_DEFINE_FINAL_TYPE(DeskTodaySide, desk_today_side, GTK_TYPE_WIDGET)

static void
desk_today_side_dispose(GObject *object)
{
    DeskTodaySide *self = DESK_TODAY_SIDE(object);

    if (self->behind != NULL)
        gtk_widget_unparent((GtkWidget *)g_steal_pointer(&self->behind));
    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->days, g_ptr_array_unref);
    g_clear_pointer(&self->source, g_free);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_today_side_parent_class)->dispose(object);
}

static void
desk_today_side_class_init(DeskTodaySideClass *klass)
{

    G_OBJECT_CLASS(klass)->dispose = desk_today_side_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

/* --- what stands behind --- */

static GtkWidget *
desk_today_side_find_figure(DeskTodaySide *self, const char *source)
{
    for (GtkWidget *child = gtk_widget_get_first_child(self->figures); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (source != NULL && g_strcmp0(desk_figure_get_source(child), source) == 0)
            return child;
    }
    return NULL;
}

static guint
desk_today_side_find_bar(DeskTodaySide *self, const char *source)
{
    for (guint i = 0; i < self->days->len; i++) {
        g_autofree char *of_day = ep_worklog_source_received(g_ptr_array_index(self->days, i));

        if (g_strcmp0(of_day, source) == 0)
            return i;
    }
    return self->days->len;
}

/* Where the figure or the bar is, in our coordinates. */
static void
desk_today_side_get_place(DeskTodaySide *self, GdkRectangle *place)
{
    GtkWidget *at = desk_today_side_find_figure(self, self->source);
    double x = 0, y = 0;

    if (at != NULL) {
        *place = (GdkRectangle){ 0, 0, gtk_widget_get_width(at), gtk_widget_get_height(at) };
    } else {
        at = self->chart;
        desk_chart_get_bar(DESK_CHART(at), desk_today_side_find_bar(self, self->source), place);
    }
    gtk_widget_translate_coordinates(at, GTK_WIDGET(self), place->x, place->y, &x, &y);
    place->x = (int)x;
    place->y = (int)y;
}

typedef struct {
    DeskTodaySide *side;
    guint asked;
} DeskTodaySideAsk;

static gpointer
desk_today_side_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    return ep_daily_open(ledger, user_data, error);
}

static void
desk_today_side_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autofree DeskTodaySideAsk *ask = user_data;
    g_autoptr(DeskTodaySide) self = ask->side;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = desk_data_run_finish(result, &error);
    GdkRectangle place;

    if (self->box == NULL || ask->asked != self->asked)
        return;
    if (rows == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    desk_today_side_get_place(self, &place);
    desk_behind_show(self->behind, rows, &place);
}

void
desk_today_side_show_source(DeskTodaySide *self, const char *source)
{
    DeskTodaySideAsk *ask = g_new0(DeskTodaySideAsk, 1);

    *ask = (DeskTodaySideAsk){ g_object_ref(self), ++self->asked };
    g_free(self->source);
    self->source = g_strdup(source);
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_today_side_read, g_strdup(source), g_free,
                  (GDestroyNotify)g_ptr_array_unref, desk_today_side_take, ask);
}

static void
desk_today_side_figure_clicked(GtkWidget *figure, gpointer user_data)
{
    desk_today_side_show_source(user_data, desk_figure_get_source(figure));
}

static void
desk_today_side_bar_activated(DeskChart *chart, guint bar, gpointer user_data)
{
    DeskTodaySide *self = user_data;
    g_autofree char *source = ep_worklog_source_received(g_ptr_array_index(self->days, bar));

    desk_today_side_show_source(self, source);
}

static void
desk_today_side_behind_closed(DeskTodaySide *self)
{
    GtkWidget *figure;

    if (self->box == NULL)
        return;
    figure = desk_today_side_find_figure(self, self->source);
    gtk_widget_grab_focus(figure != NULL ? figure : self->chart);
}

/* --- showing --- */

static void
desk_today_side_attach_word(DeskTodaySide *self, const char *text, int column, int row)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), column == 0 ? 0.0 : 1.0);
    gtk_widget_set_hexpand(label, column == 0);
    gtk_widget_add_css_class(label, "quiet");
    gtk_grid_attach(GTK_GRID(self->figures), label, column, row, 1, 1);
}

typedef struct {
    const char *count; /* as a source names it */
    const char *label;
    gsize offset; /* in EpWorklogCount */
} DeskTodayFigure;

static const DeskTodayFigure figures[] = {
    { "received", N_("Received"), G_STRUCT_OFFSET(EpWorklogCount, received) },
    { "done", N_("Done"), G_STRUCT_OFFSET(EpWorklogCount, done) },
    { "open", N_("Still open"), G_STRUCT_OFFSET(EpWorklogCount, open) },
};

static void
desk_today_side_attach_counts(DeskTodaySide *self, const EpWorklog *worklog, const EpWorklogCount *count, int row)
{
    const char *kind = ep_label(count->table->label);

    desk_today_side_attach_word(self, kind, 0, row);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        gint64 number = G_STRUCT_MEMBER(gint64, count, figures[i].offset);
        g_autofree char *name = g_strdup_printf("%s, %s", kind, ep_label(figures[i].label));
        g_autofree char *source = ep_worklog_source_count(worklog, count, figures[i].count);
        GtkWidget *figure = desk_figure_new(number, name, source);

        if (desk_figure_get_source(figure) != NULL)
            g_signal_connect(figure, "clicked", G_CALLBACK(desk_today_side_figure_clicked), self);
        gtk_grid_attach(GTK_GRID(self->figures), figure, (int)i + 1, row, 1, 1);
    }
}

static void
desk_today_side_fill_figures(DeskTodaySide *self, const EpWorklog *worklog)
{
    int row = 0;

    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->figures)) != NULL;)
        gtk_grid_remove(GTK_GRID(self->figures), child);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        desk_today_side_attach_word(self, ep_label(figures[i].label), (int)i + 1, row);
    for (guint i = 0; i < worklog->counts->len; i++) {
        const EpWorklogCount *count = g_ptr_array_index(worklog->counts, i);

        if (*count->network == '\0' && (count->received != 0 || count->done != 0 || count->open != 0))
            desk_today_side_attach_counts(self, worklog, count, ++row);
    }
}

void
desk_today_side_show(DeskTodaySide *self, const DeskTodayNews *news)
{
    GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
    GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;
    g_autofree char *source = focus != NULL ? g_strdup(desk_figure_get_source(focus)) : NULL;
    gboolean focused = desk_focus_leave(self->figures);

    desk_today_side_fill_figures(self, news->worklog);
    if (focused) {
        GtkWidget *figure = desk_today_side_find_figure(self, source);

        gtk_widget_grab_focus(figure != NULL ? figure : self->chart);
    }
    g_clear_pointer(&self->days, g_ptr_array_unref);
    self->days = g_ptr_array_ref(news->days);
    desk_chart_set(DESK_CHART(self->chart), (const char *const *)news->labels->pdata, (gint64 *)news->received->data,
                   news->received->len);
}

/* --- building --- */

static void
desk_today_side_report_clicked(DeskTodaySide *self)
{
    desk_go_page(GTK_WIDGET(self), "daily");
}

static GtkWidget *
desk_today_side_new_title(const char *text)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "section-title");
    return label;
}

static void
desk_today_side_init(DeskTodaySide *self)
{
    GtkWidget *report = gtk_button_new_with_label(_("Daily log"));

    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    self->days = g_ptr_array_new();
    gtk_box_append(GTK_BOX(self->box), desk_today_side_new_title(_("So far today")));
    self->figures = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(self->figures), 16);
    gtk_grid_set_row_spacing(GTK_GRID(self->figures), 6);
    gtk_box_append(GTK_BOX(self->box), self->figures);
    g_signal_connect_swapped(report, "clicked", G_CALLBACK(desk_today_side_report_clicked), self);
    gtk_widget_set_halign(report, GTK_ALIGN_START);
    gtk_widget_set_margin_top(report, 8);
    gtk_widget_set_margin_bottom(report, 24);
    gtk_box_append(GTK_BOX(self->box), report);
    gtk_box_append(GTK_BOX(self->box), desk_today_side_new_title(_("Came in, last 20 open days")));
    self->chart = desk_chart_new();
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("Came in, last 20 open days"), -1);
    g_signal_connect(self->chart, "activated", G_CALLBACK(desk_today_side_bar_activated), self);
    gtk_box_append(GTK_BOX(self->box), self->chart);
    gtk_widget_set_size_request(self->box, 320, -1);
    gtk_widget_add_css_class(self->box, "today-side");
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    self->behind = desk_behind_new(GTK_WIDGET(self));
    gtk_popover_set_position(GTK_POPOVER(self->behind), GTK_POS_LEFT); /* there is no room at the right */
    g_signal_connect_swapped(self->behind, "closed", G_CALLBACK(desk_today_side_behind_closed), self);
}

GtkWidget *
desk_today_side_new(DeskData *data)
{
    DeskTodaySide *self = g_object_new(DESK_TYPE_TODAY_SIDE, NULL);

    self->data = g_object_ref(data);
    return GTK_WIDGET(self);
}

GtkWidget *
desk_today_side_get_behind(DeskTodaySide *self)
{
    return GTK_WIDGET(self->behind);
}
