/* The start page and the rail: whatever number stands there opens the records it counts, no more and no less. */
#include "app/ui/desk-behind.h"
#include "app/ui/desk-chart.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-rail.h"
#include "app/ui/desk-today-section.h"
#include "app/ui/desk-today-side.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpLedger *ledger;
    DeskData *data;
    DeskWindow *window;
    DeskTodaySide *side;
    DeskBehind *behind;
    guint wanted;
} Fixture;

static void
add_calls(EpLedger *ledger)
{
    gint64 pc = ep_test_desk_add_pc(ledger, "PC-00001", "lan", "used"), late, today;

    late = ep_test_desk_do(ledger, "pc.call", pc, ANSWERS("title", "No sound"));
    ep_test_desk_do(ledger, "call.pend", late, ANSWERS("pending_reason", "away", "resume_on", "2026-11-19"));
    today = ep_test_desk_do(ledger, "pc.call", pc, ANSWERS("title", "Screen stays dark"));
    ep_test_desk_do(ledger, "call.pend", today, ANSWERS("pending_reason", "away", "resume_on", "2026-11-20"));
    ep_test_desk_do(ledger, "pc.call", pc, ANSWERS("title", "Does not print"));
    ep_test_desk_do(ledger, "call.solve", ep_test_desk_do(ledger, "pc.call", pc, ANSWERS("title", "Is slow")),
                    ANSWERS("solution", "Started again"));
    ep_test_desk_do(ledger, "pc.repair", pc, ANSWERS("title", "Hums"));
}

static gboolean
has_figures(gpointer data)
{
    Fixture *f = data;
    GtkWidget *side = desk_test_find(desk_window_get_page(f->window), DESK_TYPE_TODAY_SIDE);
    GtkWidget *section = desk_test_find(desk_window_get_page(f->window), DESK_TYPE_TODAY_SECTION);

    f->side = side != NULL ? DESK_TODAY_SIDE(side) : NULL;
    return side != NULL && section != NULL;
}

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-today-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.db", NULL);
    f->ledger = ep_test_desk_open(path);
    add_calls(f->ledger);
    f->window = desk_test_open_desk(f->ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    desk_window_show_page(f->window, "today");
    desk_test_wait(has_figures, f);
    f->behind = DESK_BEHIND(desk_today_side_get_behind(f->side));
    desk_test_settle();
    return f;
}

static gboolean
is_closed(gpointer data)
{
    Fixture *f = data;

    return !gtk_widget_get_mapped(GTK_WIDGET(f->behind));
}

static void
fixture_free(Fixture *f)
{
    gtk_popover_popdown(GTK_POPOVER(f->behind));
    desk_test_wait(is_closed, f); /* GTK 4.8 asks a popover that goes with its window where the pointer is */
    desk_test_close_desk(f->window);
    ep_ledger_close(f->ledger);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

/* All buttons inside @widget that look like a number. */
static void
collect(GtkWidget *widget, GPtrArray *links)
{
    if (GTK_IS_BUTTON(widget) && gtk_widget_has_css_class(widget, "figure-link"))
        g_ptr_array_add(links, widget);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        collect(child, links);
}

static gboolean
has_rows(gpointer data)
{
    Fixture *f = data;

    return gtk_widget_get_visible(GTK_WIDGET(f->behind)) && desk_behind_get_n_rows(f->behind) == f->wanted;
}

static void
test_figures(void)
{
    Fixture *f = fixture_new();
    g_autoptr(GPtrArray) links = g_ptr_array_new();

    collect(GTK_WIDGET(f->side), links);
    g_assert_cmpuint(links->len, ==, 5); /* calls 4, 1, 3; repairs 1, 1 */
    for (guint i = 0; i < links->len; i++) {
        GtkWidget *figure = g_ptr_array_index(links, i);

        f->wanted = (guint)g_ascii_strtoull(gtk_button_get_label(GTK_BUTTON(figure)), NULL, 10);
        g_assert_cmpuint(f->wanted, >, 0);
        gtk_widget_grab_focus(figure);
        g_signal_emit_by_name(figure, "clicked");
        desk_test_wait(has_rows, f);
        gtk_popover_popdown(GTK_POPOVER(f->behind));
        desk_test_settle();
        g_assert_true(gtk_window_get_focus(GTK_WINDOW(f->window)) == figure);
    }
    g_signal_emit_by_name(g_ptr_array_index(links, 1), "clicked"); /* the one that is done */
    f->wanted = 1;
    desk_test_wait(has_rows, f);
    desk_behind_activate(f->behind, 0);
    g_assert_true(DESK_IS_PAGE(desk_window_get_page(f->window)));
    g_assert_true(desk_page_get_table(DESK_PAGE(desk_window_get_page(f->window))) == &ep_call_table);
    fixture_free(f);
}

static void
test_chart(void)
{
    Fixture *f = fixture_new();
    GtkWidget *chart = desk_test_find(GTK_WIDGET(f->side), DESK_TYPE_CHART);

    gtk_widget_grab_focus(chart);
    g_assert_true(gtk_window_get_focus(GTK_WINDOW(f->window)) == chart);
    desk_test_press(chart, GDK_KEY_Left); /* a day on which nothing came in opens nothing */
    desk_test_press(chart, GDK_KEY_Return);
    desk_test_settle();
    g_assert_false(gtk_widget_get_visible(GTK_WIDGET(f->behind)));
    desk_test_press(chart, GDK_KEY_End);
    desk_test_press(chart, GDK_KEY_Return);
    f->wanted = 5;
    desk_test_wait(has_rows, f);
    fixture_free(f);
}

static gboolean
is_narrowed(gpointer data)
{
    Fixture *f = data;
    GtkWidget *page = desk_window_get_page(f->window);

    return DESK_IS_PAGE(page) && desk_data_is_loaded(f->data, desk_page_get_table(DESK_PAGE(page))) &&
           ep_list_get_n(desk_page_get_model(DESK_PAGE(page))) == f->wanted;
}

/* Late, due today and all of a section. */
static void
test_section(void)
{
    static const struct {
        guint n;
        const char *title;
    } shown[] = { { 1, "No sound" }, { 1, "Screen stays dark" }, { 3, NULL } };
    Fixture *f = fixture_new();

    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        g_autoptr(GPtrArray) links = g_ptr_array_new();
        GtkWidget *section;
        EpList *model;

        desk_window_show_page(f->window, "today");
        section = desk_test_find(desk_window_get_page(f->window), DESK_TYPE_TODAY_SECTION);
        collect(section, links);
        g_assert_cmpuint(links->len, ==, 2);
        if (i < links->len)
            g_signal_emit_by_name(g_ptr_array_index(links, i), "clicked");
        else
            g_signal_emit_by_name(desk_test_find(section, GTK_TYPE_BUTTON), "clicked"); /* the figure at the left */
        f->wanted = shown[i].n;
        desk_test_wait(is_narrowed, f);
        model = desk_page_get_model(DESK_PAGE(desk_window_get_page(f->window)));
        g_assert_cmpuint(ep_list_get_total(model), ==, 4);
        if (shown[i].title != NULL)
            g_assert_cmpstr(ep_record_get_named(ep_list_peek(model, 0), "title"), ==, shown[i].title);
    }
    fixture_free(f);
}

static gboolean
has_rail_counts(gpointer data)
{
    Fixture *f = data;
    g_autoptr(GPtrArray) links = g_ptr_array_new();
    guint n = 0;

    collect(desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_RAIL), links);
    for (guint i = 0; i < links->len; i++)
        n += gtk_widget_get_visible(g_ptr_array_index(links, i));
    return n == f->wanted;
}

static void
test_rail(void)
{
    Fixture *f = fixture_new();
    g_autoptr(GPtrArray) links = g_ptr_array_new();

    f->wanted = 3; /* today, calls, repairs */
    desk_test_wait(has_rail_counts, f);
    collect(desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_RAIL), links);
    for (guint i = 0; i < links->len; i++) {
        GtkWidget *count = g_ptr_array_index(links, i);

        if (!gtk_widget_get_visible(count))
            continue;
        f->wanted = (guint)g_ascii_strtoull(gtk_button_get_label(GTK_BUTTON(count)), NULL, 10);
        g_signal_emit_by_name(count, "clicked");
        if (i == 0)
            g_assert_nonnull(desk_test_find(desk_window_get_page(f->window), DESK_TYPE_TODAY_SIDE));
        else
            desk_test_wait(is_narrowed, f);
    }
    fixture_free(f);
}

/* Another record lifts what hides it, and the filter says so. */
static void
test_filter(void)
{
    Fixture *f = fixture_new();
    GtkWidget *page, *waiting;

    desk_window_show_page(f->window, "call");
    page = desk_window_get_page(f->window);
    waiting = desk_test_find(page, DESK_TYPE_WAITING);
    f->wanted = 4;
    desk_test_wait(is_narrowed, f);
    desk_page_show_waiting(DESK_PAGE(page), EP_URGENCY_OPEN);
    f->wanted = 3;
    desk_test_wait(is_narrowed, f);
    g_assert_cmpint(desk_waiting_get(DESK_WAITING(waiting)), ==, EP_URGENCY_OPEN);
    desk_page_narrow(DESK_PAGE(page), NULL, NULL);
    g_assert_cmpint(desk_waiting_get(DESK_WAITING(waiting)), ==, EP_URGENCY_NONE);
    f->wanted = 4;
    desk_test_wait(is_narrowed, f);
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/today/figures", test_figures);
    g_test_add_func("/today/chart", test_chart);
    g_test_add_func("/today/section", test_section);
    g_test_add_func("/today/rail", test_rail);
    g_test_add_func("/today/filter", test_filter);
    return g_test_run();
}
