#include "app/ui/desk-report-page.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-behind.h"
#include "app/ui/desk-day.h"
#include "app/ui/desk-paper.h"
#include "app/ui/desk-preview.h"
#include "endpoint/ledger/ep-calendar-site.h"

struct _DeskReportPage {
    GtkWidget parent;
    EpLedger *ledger;
    DeskReportFunc make;
    DeskReportOpenFunc open;
    char *name;
    DeskPreview *preview;
    DeskDay *day;
    DeskBehind *behind;
    GCancellable *cancellable;        /* of the day being read */
    GCancellable *behind_cancellable; /* of the source being read */
    gboolean stale;                   /* to be read when it is seen */
    gboolean fresh;                   /* a day is shown that only wants its numbers again */
};

typedef struct {
    EpLedger *ledger;
    DeskReportFunc make;
    DeskReportOpenFunc open;
    char *day;
    char *source; /* of what stands behind a number */
    gboolean keep_place;
} DeskReportJob;

typedef struct {
    EpSheet *sheet;
    EpCalendar *calendar;
} DeskReport;

enum { SHOWN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskReportPage, desk_report_page, GTK_TYPE_WIDGET)

static DeskReportJob *
desk_report_job_new(DeskReportPage *self, const char *source)
{
    DeskReportJob *job = g_new0(DeskReportJob, 1);

    job->ledger = self->ledger;
    job->make = self->make;
    job->open = self->open;
    job->day = desk_report_page_dup_day(self);
    job->source = g_strdup(source);
    return job;
}

static void
desk_report_job_free(gpointer data)
{
    DeskReportJob *job = data;

    g_free(job->day);
    g_free(job->source);
    g_free(job);
}

static void
desk_report_free(gpointer data)
{
    DeskReport *report = data;

    g_clear_pointer(&report->sheet, ep_sheet_unref);
    g_clear_pointer(&report->calendar, ep_calendar_unref);
    g_free(report);
}

static void
desk_report_page_restart(GCancellable **cancellable)
{
    g_cancellable_cancel(*cancellable);
    g_object_unref(*cancellable);
    *cancellable = g_cancellable_new();
}

static gpointer
desk_report_page_read(EpStore *store, GCancellable *cancellable, gpointer user_data, GError **error)
{
    DeskReportJob *job = user_data;
    DeskReport *report = g_new0(DeskReport, 1);

    report->calendar = ep_calendar_site_load(ep_store_get_reader(store), error);
    if (report->calendar != NULL)
        report->sheet = job->make(job->ledger, job->day, error);
    if (report->sheet == NULL)
        g_clear_pointer(&report, desk_report_free);
    return report;
}

static void
desk_report_page_take(DeskReportPage *self, DeskReport *report)
{
    g_autofree char *day = desk_report_page_dup_day(self);
    g_autofree char *name = g_strdup_printf("%s_%s", self->name, day);

    desk_day_set_calendar(self->day, report->calendar);
    desk_preview_set_sheet(self->preview, report->sheet, name, self->fresh);
    self->fresh = TRUE;
}

static void
desk_report_page_on_read(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskReportPage) self = user_data;
    GCancellable *cancellable = g_task_get_cancellable(G_TASK(result));
    g_autoptr(GError) error = NULL;
    DeskReport *report = ep_store_finish(result, &error);

    if (self->preview == NULL || g_cancellable_is_cancelled(cancellable)) {
        g_clear_pointer(&report, desk_report_free);
        return;
    }
    if (report != NULL) {
        desk_report_page_take(self, report);
        desk_report_free(report);
        return;
    }
    desk_preview_set_empty(self->preview, _("This day cannot be shown"), error->message);
    desk_preview_set_sheet(self->preview, NULL, NULL, FALSE);
    g_signal_emit(self, signals[SHOWN], 0);
}

static void
desk_report_page_load(DeskReportPage *self)
{
    if (!gtk_widget_get_mapped(GTK_WIDGET(self))) {
        self->stale = TRUE;
        return;
    }
    self->stale = FALSE;
    desk_report_page_restart(&self->cancellable);
    ep_store_run(ep_ledger_get_store(self->ledger), EP_LANE_READ, desk_report_page_read,
                 desk_report_job_new(self, NULL), desk_report_job_free, desk_report_free, self->cancellable,
                 desk_report_page_on_read, g_object_ref(self));
}

static void
desk_report_page_on_day(DeskDay *day, DeskReportPage *self)
{
    self->fresh = FALSE;
    desk_report_page_load(self);
}

void
desk_report_page_set_day(DeskReportPage *self, const char *day)
{
    EpDate date;

    g_return_if_fail(DESK_IS_REPORT_PAGE(self));

    if (!ep_date_parse(day, &date, NULL) || ep_date_compare(date, desk_day_get(self->day)) == 0)
        return;
    desk_day_set(self->day, date);
    desk_report_page_on_day(self->day, self);
}

char *
desk_report_page_dup_day(DeskReportPage *self)
{
    g_return_val_if_fail(DESK_IS_REPORT_PAGE(self), NULL);

    return ep_date_to_text(desk_day_get(self->day));
}

void
desk_report_page_refresh(DeskReportPage *self)
{
    g_return_if_fail(DESK_IS_REPORT_PAGE(self));

    desk_report_page_load(self);
}

static gpointer
desk_report_page_read_behind(EpStore *store, GCancellable *cancellable, gpointer user_data, GError **error)
{
    DeskReportJob *job = user_data;

    return job->open(job->ledger, job->source, error);
}

/* Where the number is that was clicked, in our coordinates; else the middle. */
static void
desk_report_page_get_place(DeskReportPage *self, GdkRectangle *place)
{
    GtkWidget *paper = desk_preview_get_paper(self->preview);
    double x, y;

    if (desk_paper_get_place(DESK_PAPER(paper), place) &&
        gtk_widget_translate_coordinates(paper, GTK_WIDGET(self), place->x, place->y, &x, &y)) {
        place->x = (int)x;
        place->y = (int)y;
        return;
    }
    *place =
        (GdkRectangle){ gtk_widget_get_width(GTK_WIDGET(self)) / 2, gtk_widget_get_height(GTK_WIDGET(self)) / 2, 1, 1 };
}

static void
desk_report_page_on_behind(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskReportPage) self = user_data;
    GCancellable *cancellable = g_task_get_cancellable(G_TASK(result));
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = ep_store_finish(result, &error);
    GdkRectangle place;

    if (self->preview == NULL || g_cancellable_is_cancelled(cancellable))
        return;
    if (rows == NULL) {
        desk_preview_show_problem(self->preview, error->message);
        return;
    }
    desk_report_page_get_place(self, &place);
    desk_behind_show(self->behind, rows, &place);
}

void
desk_report_page_show_source(DeskReportPage *self, const char *source)
{
    g_return_if_fail(DESK_IS_REPORT_PAGE(self));

    desk_report_page_restart(&self->behind_cancellable);
    ep_store_run(ep_ledger_get_store(self->ledger), EP_LANE_READ, desk_report_page_read_behind,
                 desk_report_job_new(self, source), desk_report_job_free, (GDestroyNotify)g_ptr_array_unref,
                 self->behind_cancellable, desk_report_page_on_behind, g_object_ref(self));
}

static void
desk_report_page_on_source(DeskPreview *preview, const char *source, DeskReportPage *self)
{
    desk_report_page_show_source(self, source);
}

static void
desk_report_page_on_closed(GtkPopover *popover, DeskReportPage *self)
{
    if (self->preview != NULL)
        desk_paper_focus_place(DESK_PAPER(desk_preview_get_paper(self->preview)));
}

static void
desk_report_page_on_laid_out(DeskPreview *preview, DeskReportPage *self)
{
    g_signal_emit(self, signals[SHOWN], 0);
}

GtkWidget *
desk_report_page_get_preview(DeskReportPage *self)
{
    g_return_val_if_fail(DESK_IS_REPORT_PAGE(self), NULL);

    return GTK_WIDGET(self->preview);
}

GtkWidget *
desk_report_page_get_behind(DeskReportPage *self)
{
    g_return_val_if_fail(DESK_IS_REPORT_PAGE(self), NULL);

    return GTK_WIDGET(self->behind);
}

static void
desk_report_page_map(GtkWidget *widget)
{
    DeskReportPage *self = DESK_REPORT_PAGE(widget);

    GTK_WIDGET_CLASS(desk_report_page_parent_class)->map(widget);
    if (self->stale)
        desk_report_page_load(self);
}

static void
desk_report_page_dispose(GObject *object)
{
    DeskReportPage *self = DESK_REPORT_PAGE(object);
    GtkWidget *preview = (GtkWidget *)g_steal_pointer(&self->preview);

    g_cancellable_cancel(self->cancellable);
    g_cancellable_cancel(self->behind_cancellable);
    if (self->behind != NULL)
        gtk_widget_unparent((GtkWidget *)g_steal_pointer(&self->behind));
    g_clear_pointer(&preview, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_report_page_parent_class)->dispose(object);
}

static void
desk_report_page_finalize(GObject *object)
{
    DeskReportPage *self = DESK_REPORT_PAGE(object);

    g_object_unref(self->cancellable);
    g_object_unref(self->behind_cancellable);
    g_free(self->name);
    G_OBJECT_CLASS(desk_report_page_parent_class)->finalize(object);
}

static void
desk_report_page_class_init(DeskReportPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_report_page_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_report_page_finalize;
    widget_class->map = desk_report_page_map;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "page");
    signals[SHOWN] = g_signal_new("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_report_page_init(DeskReportPage *self)
{
    self->cancellable = g_cancellable_new();
    self->behind_cancellable = g_cancellable_new();
    self->stale = TRUE;
    self->preview = DESK_PREVIEW(desk_preview_new());
    self->day = DESK_DAY(desk_day_new());
    desk_preview_set_start(self->preview, GTK_WIDGET(self->day));
    desk_preview_set_empty(self->preview, _("Reading…"), NULL);
    gtk_widget_set_parent(GTK_WIDGET(self->preview), GTK_WIDGET(self));
    self->behind = desk_behind_new(GTK_WIDGET(self));
    g_signal_connect(self->day, "changed", G_CALLBACK(desk_report_page_on_day), self);
    g_signal_connect(self->preview, "laid-out", G_CALLBACK(desk_report_page_on_laid_out), self);
    g_signal_connect(self->preview, "source-activated", G_CALLBACK(desk_report_page_on_source), self);
    g_signal_connect(self->behind, "closed", G_CALLBACK(desk_report_page_on_closed), self);
}

GtkWidget *
desk_report_page_new(EpLedger *ledger, DeskReportFunc make, DeskReportOpenFunc open, const char *name)
{
    DeskReportPage *self = g_object_new(DESK_TYPE_REPORT_PAGE, NULL);

    self->ledger = ledger;
    self->make = make;
    self->open = open;
    self->name = g_strdup(name);
    return GTK_WIDGET(self);
}
