/* The page of the yearly renewal: from the day before one is due to the last permit, with the keys and buttons of the
 * page; what sections send back; stopping on the way, going on, and taking all of it back. */
#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-renewal-answers.h"
#include "app/ui/desk-renewal.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"
#include "tests/support/ep-test-folder.h"
#include "tests/support/ep-test-permits.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

#define PERMITS 12 /* in three sections */

typedef struct {
    char *folder;
    EpTestPermits permits;
    DeskData *data;
    DeskWindow *window;
} Fixture;

static gboolean
knows_instruction(gpointer f)
{
    Fixture *self = f;

    return desk_data_is_loaded(self->data, ep_ledger_get_table(self->permits.ledger, "instruction"));
}

static Fixture *
fixture_new(guint n)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-renewal-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->permits = ep_test_permits_open(path, n);
    ep_test_desk_make(f->permits.ledger, "instruction.new", ANSWERS("instructor", "Yamada", "subject", "Renewal"));
    f->window = desk_test_open_desk(f->permits.ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    desk_window_show_page(f->window, "renewal");
    desk_data_load(f->data, ep_ledger_get_table(f->permits.ledger, "instruction"));
    desk_data_load(f->data, &ep_permit_table);
    desk_test_wait(knows_instruction, f);
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->window);
    ep_test_permits_clear(&f->permits);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

static DeskRenewal *
get_page(Fixture *f)
{
    return DESK_RENEWAL(desk_window_get_page(f->window));
}

static GtkWidget *
get_sheet(Fixture *f)
{
    return gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(f->window)));
}

static void
press(Fixture *f, guint key, GdkModifierType state)
{
    GListModel *controllers = gtk_widget_observe_controllers(GTK_WIDGET(f->window));
    gboolean handled = FALSE;

    for (guint i = 0; i < g_list_model_get_n_items(controllers) && !handled; i++) {
        g_autoptr(GtkEventController) controller = g_list_model_get_item(controllers, i);

        if (GTK_IS_EVENT_CONTROLLER_KEY(controller))
            g_signal_emit_by_name(controller, "key-pressed", key, 0, state, &handled);
    }
    g_object_unref(controllers);
    g_assert_true(handled);
    desk_test_settle();
}

/* As the window knows them: the ledger's own reader belongs to its threads meanwhile. */
static guint
count(Fixture *f, const char *table, const char *state)
{
    EpList *all = desk_data_peek(f->data, ep_ledger_get_table(f->permits.ledger, table));
    guint n = 0;

    for (guint i = 0; all != NULL && i < ep_list_get_total(all); i++)
        n += strcmp(ep_record_get_named(ep_list_peek_any(all, i), "state"), state) == 0;
    return n;
}

static void
wait_count(Fixture *f, const char *table, const char *state, guint expected)
{
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    while (count(f, table, state) != expected) {
        if (g_get_monotonic_time() > end)
            g_error("%u %s are %s, not %u", count(f, table, state), table, state, expected);
        desk_test_pause(20);
    }
}

/* The figure that counts lines in the section at @row. */
static const char *
get_figure(Fixture *f, guint row, const char *name)
{
    EpList *model = desk_list_get_model(desk_renewal_get_sections(get_page(f)));

    return row < ep_list_get_n(model) ? ep_record_get_named(ep_list_peek(model, row), name) : "";
}

static void
wait_figure(Fixture *f, guint row, const char *name, const char *expected)
{
    gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;

    while (strcmp(get_figure(f, row, name), expected) != 0) {
        if (g_get_monotonic_time() > end)
            g_error("%s is “%s”, not “%s”", name, get_figure(f, row, name), expected);
        desk_test_pause(20);
    }
}

static void
submit(Fixture *f)
{
    desk_ask_submit(DESK_ASK(desk_test_find(get_sheet(f), DESK_TYPE_ASK)));
}

static gboolean
has_no_sheet(gpointer f)
{
    return !desk_sheet_is_open(GTK_WIDGET(((Fixture *)f)->window));
}

/* By the button's verb, instruction and all. */
static void
do_verb(Fixture *f, const char *verb)
{
    desk_renewal_do(get_page(f), verb);
    desk_test_settle();
    submit(f);
    desk_test_wait(has_no_sheet, f);
}

static void
begin(Fixture *f)
{
    press(f, GDK_KEY_n, GDK_CONTROL_MASK);
    submit(f); /* what is usual stands there already */
    wait_figure(f, 0, "waiting", "4");
    desk_test_wait(has_no_sheet, f);
}

/* A list as a section sends it back, of the section at @row: @answer to all, and @more. */
static char *
write_list(Fixture *f, const char *name, gint64 section, const char *answer, const char *more)
{
    EpList *lines = desk_data_peek(f->data, &ep_renewal_line_table);
    g_autoptr(GString) text = g_string_new("許可番号,回答,備考\r\n");
    char *path = g_build_filename(f->folder, name, NULL);

    for (guint i = 0; i < ep_list_get_total(lines); i++) {
        EpRecord *line = ep_list_peek_any(lines, i);

        if (ep_record_get_integer(line, "section") == section)
            g_string_append_printf(text, "%s,%s,\r\n", ep_record_get_named(line, "number"), answer);
    }
    g_string_append(text, more);
    g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
    return path;
}

static gint64
get_section(Fixture *f, guint row)
{
    return ep_record_get_id(ep_list_peek(desk_list_get_model(desk_renewal_get_sections(get_page(f))), row));
}

static DeskRenewalAnswers *
get_answers(Fixture *f)
{
    return DESK_RENEWAL_ANSWERS(desk_renewal_get_answers(get_page(f)));
}

static gboolean
is_read(gpointer f)
{
    return !desk_renewal_answers_is_busy(get_answers(f));
}

static gboolean
is_left(gpointer f)
{
    return !desk_renewal_answers_is_open(get_answers(f));
}

static void
read_list(Fixture *f, const char *path)
{
    const char *const paths[] = { path, NULL };

    desk_renewal_read_answers(get_page(f), paths);
    desk_test_wait(is_read, f);
    desk_test_settle();
}

/* --- */

static void
test_empty(void)
{
    Fixture *f = fixture_new(PERMITS);

    desk_test_wait_text(f->window, "12 permits end on");
    desk_test_wait_text(f->window, "It is time to begin");
    ep_clock_set_fixed("2027-01-29T05:00:00Z");
    g_signal_emit_by_name(f->data, "changed", &ep_renewal_table);
    desk_test_wait_text(f->window, "The yearly renewal is begun in February");
    ep_clock_set_fixed("2027-02-01T05:00:00Z");
    desk_window_show_page(f->window, "today"); /* which says it, too */
    desk_test_wait_text(desk_window_get_page(f->window), "It is time to begin");
    desk_test_click_button(desk_window_get_page(f->window), "Yearly renewal");
    g_assert_true(DESK_IS_RENEWAL(desk_window_get_page(f->window)));
    g_assert_null(desk_renewal_get_run(get_page(f)));
    begin(f);
    g_assert_cmpstr(ep_record_get_named(desk_renewal_get_run(get_page(f)), "deadline"), ==, "2027-03-10");
    wait_count(f, "renewal_line", "waiting", PERMITS);
    desk_window_search(f->window, "renewal"); /* its name leads to it */
    desk_test_wait_text(f->window, "Yearly renewal");
    fixture_free(f);
}

/* What ends before long, and nobody was told: a line on the start page, which leads to its rows. */
static void
test_ending(void)
{
    Fixture *f;

    ep_clock_set_fixed("2027-03-02T05:00:00Z");
    f = fixture_new(PERMITS);
    ep_clock_set_fixed("2027-03-02T05:00:00Z");
    desk_window_show_page(f->window, "today");
    g_signal_emit_by_name(f->data, "changed", &ep_permit_table);
    desk_test_wait_text(desk_window_get_page(f->window), "12 permits end within 30 days");
    desk_test_click_button(desk_window_get_page(f->window), "See them");
    g_assert_true(DESK_IS_PAGE(desk_window_get_page(f->window)));
    g_assert_cmpuint(ep_list_get_n(desk_page_get_model(DESK_PAGE(desk_window_get_page(f->window)))), ==, PERMITS);
    fixture_free(f);
}

/* The figures lead to their rows: all of them, those of a section, those that a cell counts. */
static void
test_figures(void)
{
    Fixture *f = fixture_new(PERMITS);
    DeskList *list;

    begin(f);
    list = desk_renewal_get_sections(get_page(f));
    g_signal_emit_by_name(list, "link-activated", ep_list_peek(desk_list_get_model(list), 1),
                          ep_table_find(ep_renewal_get_section_table(), "waiting"));
    desk_test_settle();
    g_assert_true(DESK_IS_PAGE(desk_window_get_page(f->window)));
    g_assert_cmpuint(ep_list_get_n(desk_page_get_model(DESK_PAGE(desk_window_get_page(f->window)))), ==, 4);
    desk_list_select_all(desk_page_get_list(DESK_PAGE(desk_window_get_page(f->window))));
    press(f, GDK_KEY_1, GDK_ALT_MASK);
    desk_window_show_page(f->window, "renewal");
    wait_figure(f, 1, "renew", "4");
    g_assert_cmpstr(get_figure(f, 1, "waiting"), ==, "0");
    desk_list_select_id(list, get_section(f, 1));
    desk_test_settle();
    desk_test_click_button(get_page(f), "Renew the permits  4");
    submit(f);
    wait_figure(f, 1, "done", "4");
    wait_count(f, "permit", "allowed", 4);
    fixture_free(f);
}

static void
test_answers(void)
{
    Fixture *f = fixture_new(PERMITS);
    g_autofree char *good = NULL, *wrong = NULL, *other = g_build_filename(f->folder, "other.csv", NULL);

    begin(f);
    good = write_list(f, "good.csv", get_section(f, 0), "更新", "");
    wrong = write_list(f, "wrong.csv", get_section(f, 1), "返却", "P-99999-1,更新,\r\n");
    g_assert_true(g_file_set_contents(other, "a,b\n1,2\n", -1, NULL));
    read_list(f, other); /* none at all */
    desk_test_wait_text(f->window, "no column is headed");
    g_assert_cmpuint(count(f, "renewal_line", "waiting"), ==, PERMITS);
    read_list(f, good);
    g_assert_cmpuint(ep_list_get_n(desk_list_get_model(desk_renewal_answers_get_list(get_answers(f)))), ==, 4);
    g_assert_cmpuint(count(f, "renewal_line", "renew"), ==, 0); /* only looked at yet */
    desk_renewal_answers_commit(get_answers(f));
    desk_test_wait(is_left, f);
    wait_figure(f, 0, "renew", "4");
    read_list(f, wrong);
    g_assert_cmpuint(ep_list_get_n(desk_list_get_model(desk_renewal_answers_get_list(get_answers(f)))), ==, 1);
    desk_test_click_button(get_answers(f), "Enter them"); /* the others are taken */
    desk_test_wait(is_left, f);
    wait_figure(f, 1, "give_back", "4");
    read_list(f, good);
    desk_test_press(GTK_WIDGET(get_answers(f)), GDK_KEY_Escape);
    g_assert_false(desk_renewal_answers_is_open(get_answers(f)));
    fixture_free(f);
}

/* As a person stops it who has seen the bar move: the first act is done. */
static void
stop_when_begun(DeskData *data, const char *message, double fraction, gpointer user_data)
{
    gboolean *begun = user_data;

    if (message == NULL || fraction < 0.34 || *begun)
        return;
    *begun = TRUE;
    desk_data_cancel(data);
}

/* It says that it was stopped, or was over before it could be. */
static gboolean
has_settled(gpointer f)
{
    Fixture *self = f;

    return desk_test_find_text(GTK_WIDGET(self->window), GTK_TYPE_LABEL, "The same again goes on with the rest.") !=
               NULL ||
           count(self, "permit", "allowed") == 1500;
}

/* Enough for several acts: stopped on the way, gone on with, and all of it taken back. */
static void
test_many(void)
{
    Fixture *f = fixture_new(1500);
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    EpTable *table;
    const EpVerb *verb;
    EpList *all;
    gboolean begun = FALSE;

    press(f, GDK_KEY_n, GDK_CONTROL_MASK);
    submit(f);
    wait_figure(f, 0, "waiting", "500");
    desk_test_wait(has_no_sheet, f);
    verb = ep_ledger_find_verb(f->permits.ledger, "renewal_line.renew", &table, NULL);
    all = desk_data_peek(f->data, &ep_renewal_line_table);
    for (guint i = 0; i < ep_list_get_total(all); i++)
        g_ptr_array_add(lines, ep_list_peek_any(all, i));
    g_ptr_array_set_free_func(lines, NULL);
    desk_data_do(f->data, verb, table, lines, NULL, NULL, NULL, NULL);
    wait_figure(f, 2, "renew", "500");
    desk_renewal_do(get_page(f), "renewal_line.do_renew");
    desk_test_settle();
    submit(f);
    g_signal_connect(f->data, "progress", G_CALLBACK(stop_when_begun), &begun);
    desk_test_wait(has_no_sheet, f);
    g_signal_handlers_disconnect_by_data(f->data, &begun);
    g_assert_true(begun);
    desk_test_wait(has_settled, f);
    if (count(f, "permit", "allowed") < 1500)
        do_verb(f, "renewal_line.do_renew");
    wait_figure(f, 0, "done", "500");
    wait_figure(f, 2, "done", "500");
    wait_count(f, "permit", "allowed", 1500);
    desk_renewal_take_back(get_page(f));
    wait_figure(f, 0, "renew", "500");
    wait_figure(f, 2, "renew", "500");
    wait_count(f, "permit", "allowed", 0);
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/ui/renewal/empty", test_empty);
    g_test_add_func("/ui/renewal/ending", test_ending);
    g_test_add_func("/ui/renewal/figures", test_figures);
    g_test_add_func("/ui/renewal/answers", test_answers);
    g_test_add_func("/ui/renewal/many", test_many);
    return g_test_run();
}
