#include <string.h>

#include "app/ui/desk-behind.h"
#include "app/ui/desk-day.h"
#include "app/ui/desk-month.h"
#include "app/ui/desk-paper-private.h"
#include "app/ui/desk-preview.h"
#include "app/ui/desk-report-page.h"
#include "endpoint/core/ep-error.h"
#include "tests/support/ep-test-desk.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpLedger *ledger;
    GtkWidget *window;
    GtkWidget *stack;
    DeskReportPage *page;
    DeskPreview *preview;
    DeskBehind *behind;
    guint n_shown;
    const EpTable *table; /* opened last */
    gint64 record;
} Fixture;

static gint n_made; /* sheets, on the reading thread */

/* The real one, counted; one day has none. */
static EpSheet *
make(EpLedger *ledger, const char *day, GError **error)
{
    g_atomic_int_inc(&n_made);
    if (strcmp(day, "2026-11-17") != 0)
        return ep_daily_sheet(ledger, day, error);
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "the server is away");
    return NULL;
}

static void
note_shown(DeskReportPage *page, Fixture *f)
{
    f->n_shown++;
}

static void
note_open(GSimpleAction *action, GVariant *asked, Fixture *f)
{
    const char *table;

    g_variant_get(asked, "(&sx)", &table, &f->record);
    f->table = ep_ledger_get_table(f->ledger, table);
}

/* In the window's place. */
static void
listen_open(Fixture *f)
{
    g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new();
    g_autoptr(GSimpleAction) open = g_simple_action_new("open", G_VARIANT_TYPE("(sx)"));

    g_signal_connect(open, "activate", G_CALLBACK(note_open), f);
    g_action_map_add_action(G_ACTION_MAP(group), G_ACTION(open));
    gtk_widget_insert_action_group(f->window, "desk", G_ACTION_GROUP(group));
}

static void
add_call(EpLedger *ledger, const char *title)
{
    ep_test_desk_make(ledger, "call.receive", ANSWERS("title", title));
}

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-report-page-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->ledger = ep_test_desk_open(path);
    add_call(f->ledger, "Screen stays dark");
    add_call(f->ledger, "No sound");
    n_made = 0;
    f->page = DESK_REPORT_PAGE(desk_report_page_new(f->ledger, make, ep_daily_open, "log"));
    f->preview = DESK_PREVIEW(desk_report_page_get_preview(f->page));
    f->behind = DESK_BEHIND(desk_report_page_get_behind(f->page));
    g_signal_connect(f->page, "shown", G_CALLBACK(note_shown), f);
    f->stack = gtk_stack_new();
    gtk_stack_add_named(GTK_STACK(f->stack), gtk_label_new("another page"), "other");
    gtk_stack_add_named(GTK_STACK(f->stack), GTK_WIDGET(f->page), "daily");
    f->window = desk_test_open_window(f->stack, 1100, 700);
    listen_open(f);
    return f;
}

static void
fixture_free(Fixture *f)
{
    g_autofree char *command = g_strdup_printf("rm -r %s", f->folder);

    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_settle();
    ep_ledger_close(f->ledger);
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    g_free(f->folder);
    g_free(f);
}

static gboolean
is_shown(gpointer data)
{
    Fixture *f = data;

    return f->n_shown > 0 && desk_preview_is_settled(f->preview);
}

static void
wait_shown(Fixture *f)
{
    desk_test_wait(is_shown, f);
    f->n_shown = 0;
}

static gboolean
is_behind(gpointer data)
{
    return gtk_widget_get_mapped(GTK_WIDGET(((Fixture *)data)->behind));
}

static void
test_lazy(void)
{
    Fixture *f = fixture_new();

    g_assert_cmpint(n_made, ==, 0); /* nobody looks */
    desk_report_page_refresh(f->page);
    g_assert_cmpint(n_made, ==, 0);
    gtk_stack_set_visible_child_name(GTK_STACK(f->stack), "daily");
    wait_shown(f);
    g_assert_cmpint(n_made, ==, 1);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 1);
    g_assert_nonnull(strstr(ep_sheet_get_subtitle(desk_preview_get_sheet(f->preview)), "令和8年11月20日(金)"));
    fixture_free(f);
}

static void
test_days(void)
{
    Fixture *f = fixture_new();
    DeskDay *day = DESK_DAY(desk_test_find(GTK_WIDGET(f->page), DESK_TYPE_DAY));
    g_autofree char *before = NULL, *chosen = NULL;

    gtk_stack_set_visible_child_name(GTK_STACK(f->stack), "daily");
    wait_shown(f);
    for (int i = 0; i < 10; i++) /* twice over a week-end */
        gtk_widget_activate_action(GTK_WIDGET(day), "day.previous", NULL);
    wait_shown(f);
    before = desk_report_page_dup_day(f->page);
    g_assert_cmpstr(before, ==, "2026-11-06");
    g_assert_nonnull(strstr(ep_sheet_get_subtitle(desk_preview_get_sheet(f->preview)), "令和8年11月6日(金)"));
    gtk_widget_activate_action(GTK_WIDGET(day), "day.today", NULL);
    gtk_widget_activate_action(GTK_WIDGET(day), "day.next", NULL); /* tomorrow has no log yet */
    wait_shown(f);
    chosen = desk_report_page_dup_day(f->page);
    g_assert_cmpstr(chosen, ==, "2026-11-20");

    desk_report_page_set_day(f->page, "2026-11-17");
    wait_shown(f);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 0);
    g_assert_null(desk_preview_get_sheet(f->preview));
    desk_report_page_set_day(f->page, "2026-11-18");
    wait_shown(f);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 1);
    fixture_free(f);
}

static void
test_refresh(void)
{
    Fixture *f = fixture_new();
    DeskPaper *paper = DESK_PAPER(desk_preview_get_paper(f->preview));
    GtkAdjustment *scroll;

    gtk_stack_set_visible_child_name(GTK_STACK(f->stack), "daily");
    wait_shown(f);
    scroll = paper->adjustments[GTK_ORIENTATION_VERTICAL];
    gtk_adjustment_set_value(scroll, 120);
    add_call(f->ledger, "Keyboard");
    desk_report_page_refresh(f->page);
    g_assert_nonnull(desk_images_get(paper->images, 0)); /* no empty page in between */
    wait_shown(f);
    g_assert_cmpint(n_made, ==, 2);
    g_assert_cmpfloat(gtk_adjustment_get_value(scroll), ==, 120);
    fixture_free(f);
}

/* From a number on the paper to the record, by keys alone. */
static void
test_behind(void)
{
    Fixture *f = fixture_new();
    DeskPaper *paper = DESK_PAPER(desk_preview_get_paper(f->preview));
    GdkRectangle place;

    gtk_stack_set_visible_child_name(GTK_STACK(f->stack), "daily");
    wait_shown(f);
    g_assert_cmpuint(paper->hits->len, >, 4);
    gtk_widget_child_focus(GTK_WIDGET(paper), GTK_DIR_TAB_FORWARD);
    g_assert_true(desk_paper_get_place(paper, &place));
    desk_test_press(paper->link, GDK_KEY_Return);
    desk_test_wait(is_behind, f);
    g_assert_cmpuint(desk_behind_get_n_rows(f->behind), ==, 2);
    desk_behind_activate(f->behind, 1);
    g_assert_nonnull(f->table);
    g_assert_cmpstr(f->table->name, ==, "call");
    ep_test_desk_assert(f->ledger, "call", f->record, "title", "No sound");
    desk_test_settle();
    g_assert_false(gtk_widget_get_mapped(GTK_WIDGET(f->behind)));

    desk_report_page_show_source(f->page, "worklog?day=2026-11-20&verb=call.solve");
    desk_test_wait(is_behind, f);
    g_assert_cmpuint(desk_behind_get_n_rows(f->behind), ==, 0);
    gtk_popover_popdown(GTK_POPOVER(f->behind));
    desk_test_settle();
    g_assert_true(gtk_widget_is_focus(paper->link));
    fixture_free(f);
}

static void
test_month(void)
{
    DeskMonth *month = g_object_ref_sink(DESK_MONTH(desk_month_new()));
    EpDate day;

    desk_month_set_day(month, (EpDate){ 2026, 5, 6 });
    desk_test_press(GTK_WIDGET(month), GDK_KEY_Page_Up);
    desk_test_press(GTK_WIDGET(month), GDK_KEY_Page_Up);
    day = desk_month_get_day(month);
    g_assert_cmpint(day.month, ==, 5); /* looking is not choosing */
    g_object_unref(month);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/report-page/lazy", test_lazy);
    g_test_add_func("/ui/report-page/days", test_days);
    g_test_add_func("/ui/report-page/refresh", test_refresh);
    g_test_add_func("/ui/report-page/behind", test_behind);
    g_test_add_func("/ui/report-page/month", test_month);
    return g_test_run();
}
