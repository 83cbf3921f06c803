#include "app/ui/desk-shots.h"

#include <stdio.h>
#include <string.h>

#include "app/ui/desk-card.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-form-page.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-preview.h"
#include "app/ui/desk-renewal.h"
#include "app/ui/desk-report-page.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-shots-check.h"
#include "app/ui/desk-shots-form.h"
#include "app/ui/desk-shots-import.h"
#include "app/ui/desk-shots-renewal.h"
#include "app/ui/desk-shots-target.h"
#include "app/ui/desk-shots-watch.h"
#include "app/ui/desk-today-side.h"
#include "app/ui/desk-today.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-worklog-source.h"

#define SETTLE 450  /* milliseconds a screen has to come to rest */
#define PATIENCE 90 /* seconds that it has to load, or to do what was asked of it */

typedef struct {
    DeskWindow *window;
    char *folder;
    GPtrArray *names; /* of the steps */
    GArray *steps;
    guint at;
    gboolean set; /* the step's screen is up, waiting to be drawn */
    DeskShotsWatch *watch;
    gboolean waited; /* it was at work a moment ago */
    gint64 since;    /* when it was up */
    char *page;      /* only its screens; NULL: all */
} DeskShots;

typedef void (*DeskShotsFunc)(DeskShots *self, const char *name);

typedef struct {
    const char *name;
    const char *page;
    DeskShotsFunc func;
} DeskShotsStep;

static void
desk_shots_free(DeskShots *self)
{
    desk_shots_watch_free(self->watch);
    g_array_unref(self->steps);
    g_free(self->folder);
    g_free(self->page);
    g_free(self);
}

static DeskPage *
desk_shots_get_page(DeskShots *self)
{
    GtkWidget *page = desk_window_get_page(self->window);

    return DESK_IS_PAGE(page) ? DESK_PAGE(page) : NULL;
}

static void
desk_shots_select(DeskShots *self, const char *name)
{
    DeskPage *page = desk_shots_get_page(self);
    EpRecord *record = page != NULL ? ep_list_peek(desk_page_get_model(page), 11) : NULL;

    if (page != NULL && record == NULL)
        record = ep_list_peek(desk_page_get_model(page), 0);
    if (record != NULL)
        desk_page_show_record(page, ep_record_get_id(record));
}

static void
desk_shots_find(DeskShots *self, const char *name)
{
    desk_page_set_find(desk_shots_get_page(self), "総務 15");
    desk_shots_select(self, name);
}

static void
desk_shots_many(DeskShots *self, const char *name)
{
    desk_page_set_find(desk_shots_get_page(self), "総務 151");
    desk_list_select_all(desk_page_get_list(desk_shots_get_page(self)));
}

static void
desk_shots_all(DeskShots *self, const char *name)
{
    desk_list_select_all(desk_page_get_list(desk_shots_get_page(self)));
}

static void
desk_shots_edit(DeskShots *self, const char *name)
{
    desk_page_set_find(desk_shots_get_page(self), "");
    desk_shots_select(self, name);
    desk_page_edit(desk_shots_get_page(self));
}

static void
desk_shots_verb(DeskShots *self, const char *name)
{
    DeskPage *page = desk_shots_get_page(self);
    const EpTable *table = desk_page_get_table(page);

    desk_page_set_find(page, "");
    desk_page_show_record(page, ep_record_get_id(ep_list_peek(desk_page_get_model(page), 0)));
    for (const EpVerb *verb = table->verbs; verb->name != NULL; verb++) {
        if (!ep_verb_creates(verb) && (verb->flags & (EP_VERB_INTERNAL | EP_VERB_QUIET | EP_VERB_COUNTED)) == 0 &&
            desk_page_start(page, verb))
            return;
    }
}

static void
desk_shots_target(DeskShots *self, const char *name)
{
    desk_shots_target_show(self->window, name);
}

static void
desk_shots_new(DeskShots *self, const char *name)
{
    desk_page_start_new(desk_shots_get_page(self));
}

static void
desk_shots_search(DeskShots *self, const char *name)
{
    desk_window_search(self->window, "041");
}

static void
desk_shots_keys(DeskShots *self, const char *name)
{
    desk_window_search(self->window, "");
    desk_window_show_shortcuts(self->window);
}

static void
desk_shots_behind(DeskShots *self, const char *name)
{
    DeskReportPage *page = DESK_REPORT_PAGE(desk_window_get_page(self->window));
    g_autofree char *day = desk_report_page_dup_day(page), *source = g_strdup_printf("worklog?day=%s", day);

    gtk_widget_child_focus(desk_preview_get_paper(DESK_PREVIEW(desk_report_page_get_preview(page))),
                           GTK_DIR_TAB_FORWARD);
    desk_report_page_show_source(page, source);
}

static void
desk_shots_today_behind(DeskShots *self, const char *name)
{
    DeskTodaySide *side = DESK_TODAY_SIDE(desk_today_get_side(DESK_TODAY(desk_window_get_page(self->window))));
    g_autofree char *day = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autofree char *source = ep_worklog_source_received(day);

    desk_today_side_show_source(side, source);
}

/* What waits, as the number in the rail shows it. */
static void
desk_shots_waiting(DeskShots *self, const char *name)
{
    desk_page_show_waiting(desk_shots_get_page(self), EP_URGENCY_OPEN);
}

static DeskCounter *
desk_shots_get_counter(DeskShots *self)
{
    return DESK_COUNTER(desk_window_get_page(self->window));
}

/* The first in the queue that stands at @step. */
static void
desk_shots_queue(DeskShots *self, const char *step)
{
    DeskCounterQueue *queue = desk_counter_get_queue(desk_shots_get_counter(self));

    for (guint i = 0; i < desk_counter_queue_get_n(queue); i++) {
        g_autoptr(EpRecord) record = desk_counter_queue_get_item(queue, i);

        if (g_strcmp0(ep_record_get_named(record, "step"), step) == 0) {
            desk_counter_show_record(desk_shots_get_counter(self), ep_record_get_id(record));
            return;
        }
    }
}

static void
desk_shots_counter_check(DeskShots *self, const char *name)
{
    desk_shots_queue(self, "virus_check");
}

static void
desk_shots_counter_waiting(DeskShots *self, const char *name)
{
    desk_shots_queue(self, "waiting");
}

/* The second stick of the recording, which the ledger does not know. */
static void
desk_shots_counter_new(DeskShots *self, const char *name)
{
    DeskCounter *counter = desk_shots_get_counter(self);
    DeskPlug *plug = desk_counter_side_get_plug(desk_counter_get_side(counter));

    desk_counter_start_new(counter, desk_plug_find(plug, "1-2"));
}

static void
desk_shots_check(DeskShots *self, const char *name)
{
    desk_shots_check_show(self->window, name);
}

static void
desk_shots_counter_list(DeskShots *self, const char *name)
{
    desk_counter_show_list(desk_shots_get_counter(self));
}

static void
desk_shots_form(DeskShots *self, const char *name)
{
    if (g_str_equal(name, "medium-attach")) {
        desk_shots_select(self, name);
        desk_shots_form_attach(self->window);
    } else if (g_str_has_suffix(name, "-print")) {
        desk_shots_form_print(self->window, g_str_equal(name, "medium-print") ? 15 : 1);
    } else {
        desk_shots_form_edit(self->window, g_str_equal(name, "form-wrong"));
    }
}

static void
desk_shots_explain(DeskShots *self, const char *name)
{
    DeskPage *page = desk_shots_get_page(self);
    EpRecord *record = page != NULL ? ep_list_peek(desk_page_get_model(page), 0) : NULL;

    desk_go_explain(GTK_WIDGET(page), record, NULL);
}

static void
desk_shots_import(DeskShots *self, const char *name)
{
    const char *what = strrchr(name, '-');

    if (g_str_equal(what, "-preview"))
        desk_shots_import_begin(self->window);
    else if (g_str_equal(what, "-changed"))
        desk_shots_import_select(self->window, EP_VERDICT_CHANGED);
    else if (g_str_equal(what, "-conflict"))
        desk_shots_import_select(self->window, EP_VERDICT_CONFLICT);
    else if (g_str_equal(what, "-compare"))
        desk_shots_import_ask(self->window);
    else if (g_str_equal(what, "-done"))
        desk_shots_import_commit(self->window);
    else
        desk_shots_import_end(self->window);
}

static void
desk_shots_renewal(DeskShots *self, const char *name)
{
    DeskRenewal *page = DESK_RENEWAL(desk_window_get_page(self->window));

    if (g_str_equal(name, "renewal-new"))
        desk_renewal_start_new(page);
    else
        desk_shots_renewal_show(self->window, page, name);
}

static void
desk_shots_add(DeskShots *self, const char *name, const char *page, DeskShotsFunc func)
{
    DeskShotsStep step = { name, page, func };

    if (self->page == NULL || g_str_equal(self->page, page))
        g_array_append_val(self->steps, step);
}

static void
desk_shots_plan_import(DeskShots *self)
{
    static const char *const names[] = { "import-preview", "import-changed", "import-conflict",
                                         "import-compare", "import-done",    "import-back" };

    desk_shots_add(self, "import", "import", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        desk_shots_add(self, names[i], "import", desk_shots_import);
}

static void
desk_shots_plan(DeskShots *self)
{
    static const char *const renewals[] = { "renewal-new",     "renewal-begun",    "renewal-answered",
                                            "renewal-section", "renewal-answers",  "renewal-verb",
                                            "renewal-print",   "renewal-reminder", "renewal-undo" };
    const char *name;

    for (guint i = 0; (name = desk_window_get_page_name(self->window, i)) != NULL; i++)
        desk_shots_add(self, g_intern_string(name), g_intern_string(name), desk_shots_select);
    desk_shots_add(self, "counter-check", "application", desk_shots_counter_check);
    desk_shots_add(self, "counter-waiting", "application", desk_shots_counter_waiting);
    desk_shots_add(self, "counter-new", "application", desk_shots_counter_new);
    desk_shots_add(self, "counter-list", "application", desk_shots_counter_list);
    desk_shots_add(self, "incident", "incident", desk_shots_select);
    desk_shots_add(self, "check-medium", "check", desk_shots_check);
    desk_shots_add(self, "check-scan", "check", desk_shots_check);
    desk_shots_add(self, "check-clean", "check", desk_shots_check);
    desk_shots_add(self, "check-found", "check", desk_shots_check);
    desk_shots_add(self, "delivery", "delivery", desk_shots_select);
    desk_shots_add(self, "pc-find", "pc", desk_shots_find);
    desk_shots_add(self, "pc-many", "pc", desk_shots_many);
    desk_shots_add(self, "pc-verb", "pc", desk_shots_verb);
    desk_shots_add(self, "repair-verb", "repair", desk_shots_verb);
    desk_shots_add(self, "call-new", "call", desk_shots_new);
    desk_shots_add(self, "target-export", "target", desk_shots_target);
    desk_shots_add(self, "target-columns", "target", desk_shots_target);
    desk_shots_add(self, "target-columns-wrong", "target", desk_shots_target);
    desk_shots_add(self, "today-behind", "today", desk_shots_today_behind);
    desk_shots_add(self, "loan-waiting", "loan", desk_shots_waiting);
    desk_shots_add(self, "daily-behind", "daily", desk_shots_behind);
    desk_shots_add(self, "drift", "drift_line", desk_shots_select);
    desk_shots_add(self, "drift-many", "drift_line", desk_shots_all);
    desk_shots_add(self, "drift-compare", "drift_line", desk_shots_new);
    desk_shots_add(self, "drift-record", "drift", desk_shots_select);
    for (guint i = 0; i < G_N_ELEMENTS(renewals); i++)
        desk_shots_add(self, renewals[i], "renewal", desk_shots_renewal);
    desk_shots_add(self, "permit-explain", "permit", desk_shots_explain);
    desk_shots_add(self, "permit-print", "permit", desk_shots_form);
    desk_shots_add(self, "medium-print", "medium", desk_shots_form);
    desk_shots_add(self, "medium-attach", "medium", desk_shots_form);
    desk_shots_add(self, "form-allowed", "form", desk_shots_form);
    desk_shots_add(self, "form-wrong", "form", desk_shots_form);
    desk_shots_plan_import(self);
    desk_shots_add(self, "search", "pc", desk_shots_search);
    desk_shots_add(self, "keys", "pc", desk_shots_keys);
    desk_shots_add(self, "pc-edit", "pc", desk_shots_edit);
}

/* Popovers are surfaces of their own, so they are drawn where they stand above the window. */
static void
desk_shots_snapshot_popovers(GtkWidget *window, GtkWidget *widget, GtkSnapshot *snapshot)
{
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (GTK_IS_POPOVER(child) && gtk_widget_get_mapped(child)) {
            g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(child);
            GdkPopup *popup = GDK_POPUP(gtk_native_get_surface(GTK_NATIVE(child)));
            double dx = 0, dy = 0;

            gtk_native_get_surface_transform(GTK_NATIVE(window), &dx, &dy);
            gtk_snapshot_save(snapshot);
            gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)(gdk_popup_get_position_x(popup) - dx),
                                                                  (float)(gdk_popup_get_position_y(popup) - dy)));
            gtk_native_get_surface_transform(GTK_NATIVE(child), &dx, &dy);
            gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)dx, (float)dy));
            gdk_paintable_snapshot(paintable, snapshot, gtk_widget_get_width(child), gtk_widget_get_height(child));
            gtk_snapshot_restore(snapshot);
        }
        desk_shots_snapshot_popovers(window, child, snapshot);
    }
}

/* FALSE: the window is not drawn yet. */
static gboolean
desk_shots_draw(DeskShots *self, const char *name)
{
    GtkWidget *window = GTK_WIDGET(self->window);
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(window);
    int width = gtk_widget_get_width(window), height = gtk_widget_get_height(window);
    GtkSnapshot *snapshot = gtk_snapshot_new();
    g_autoptr(GskRenderNode) node = NULL;
    g_autoptr(GdkTexture) texture = NULL;
    g_autofree char *file = g_strdup_printf("%02u-%s.png", self->at + 1, name);
    g_autofree char *path = g_build_filename(self->folder, file, NULL);

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    desk_shots_snapshot_popovers(window, window, snapshot);
    node = gtk_snapshot_free_to_node(snapshot);
    if (node == NULL)
        return FALSE;
    texture = gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(window)), node,
                                          &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
    if (!gdk_texture_save_to_png(texture, path))
        g_printerr("madoguchi: %s could not be written\n", path);
    return TRUE;
}

static void
desk_shots_close_sheet(DeskShots *self)
{
    GtkWidget *host = gtk_window_get_child(GTK_WINDOW(self->window)), *last = gtk_widget_get_last_child(host);

    if (DESK_IS_SHEET(last))
        desk_sheet_close(DESK_SHEET(last));
}

static EpStore *
desk_shots_get_store(DeskShots *self)
{
    return ep_ledger_get_store(desk_data_get_ledger(desk_window_get_data(self->window)));
}

/* Once more after the work came back: what it brought is shown a moment later. */
static gboolean
desk_shots_must_wait(DeskShots *self)
{
    gboolean waited = self->waited;

    self->waited =
        g_get_monotonic_time() - self->since < PATIENCE * G_USEC_PER_SEC &&
        (ep_store_is_busy(desk_shots_get_store(self)) || !desk_shots_form_is_settled(GTK_WIDGET(self->window)));
    return waited || self->waited;
}

static gboolean
desk_shots_tick(gpointer user_data)
{
    DeskShots *self = user_data;
    const DeskShotsStep *step;

    if (self->at >= self->steps->len) {
        g_application_quit(G_APPLICATION(gtk_window_get_application(GTK_WINDOW(self->window))));
        desk_shots_free(self);
        return G_SOURCE_REMOVE;
    }
    step = &g_array_index(self->steps, DeskShotsStep, self->at);
    if (!self->set) {
        desk_shots_watch_begin(self->watch);
        desk_window_show_page(self->window, step->page);
        self->set = TRUE;
        self->since = g_get_monotonic_time();
        return G_SOURCE_CONTINUE;
    }
    if (desk_shots_must_wait(self))
        return G_SOURCE_CONTINUE;
    if (step->func != NULL) {
        step->func(self, step->name);
        g_array_index(self->steps, DeskShotsStep, self->at).func = NULL;
        self->since = g_get_monotonic_time();
        return G_SOURCE_CONTINUE;
    }
    desk_shots_watch_say(self->watch, step->name);
    if (!desk_shots_draw(self, step->name))
        return G_SOURCE_CONTINUE;
    desk_shots_close_sheet(self);
    self->set = FALSE;
    self->at++;
    return G_SOURCE_CONTINUE;
}

void
desk_shots_run(DeskWindow *window, const char *folder, const char *size, const char *page)
{
    DeskShots *self = g_new0(DeskShots, 1);
    int width, height;

    self->window = window;
    self->folder = g_strdup(folder);
    self->page = g_strdup(page);
    self->steps = g_array_new(FALSE, FALSE, sizeof(DeskShotsStep));
    g_mkdir_with_parents(folder, 0755);
    if (size != NULL && sscanf(size, "%dx%d", &width, &height) == 2)
        gtk_window_set_default_size(GTK_WINDOW(window), width, height);
    self->watch = desk_shots_watch_new(desk_shots_get_store(self));
    desk_shots_plan(self);
    g_timeout_add(SETTLE, desk_shots_tick, self);
}
