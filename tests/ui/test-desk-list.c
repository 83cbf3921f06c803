#include <math.h>
#include <string.h>

#include "app/ui/desk-list-private.h"
#include "tests/ui/desk-list-fixture.h"

/* The list in a window of its own, on a real screen. */
typedef struct {
    EpList *model;
    GtkWidget *window;
    DeskList *list;
    guint changes;
} Fixture;

static void
count_change(DeskList *list, Fixture *f)
{
    f->changes++;
}

static Fixture *
fixture_new(guint n)
{
    Fixture *f = g_new0(Fixture, 1);
    GtkWidget *scrolled = gtk_scrolled_window_new();

    f->model = desk_list_fixture_list(n);
    f->list = DESK_LIST(desk_list_new(f->model));
    g_signal_connect(f->list, "selection-changed", G_CALLBACK(count_change), f);
    f->window = gtk_window_new();
    gtk_window_set_default_size(GTK_WINDOW(f->window), 1000, 640);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(f->list));
    gtk_window_set_child(GTK_WINDOW(f->window), scrolled);
    gtk_window_present(GTK_WINDOW(f->window));
    desk_list_fixture_settle(60);
    return f;
}

static void
fixture_free(Fixture *f)
{
    g_object_add_weak_pointer(G_OBJECT(f->list), (gpointer *)&f->list);
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_list_fixture_settle(60);
    g_assert_null(f->list);
    g_assert_finalize_object(f->model);
    g_free(f);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static GtkAdjustment *
down(Fixture *f)
{
    return f->list->adjustment[GTK_ORIENTATION_VERTICAL];
}

static void
scroll(Fixture *f, double value)
{
    gtk_adjustment_set_value(down(f), value);
    desk_list_fixture_settle(60);
}

static DeskListRow *
row_of(Fixture *f, gint64 id)
{
    for (guint i = 0; i < f->list->rows->len; i++) {
        EpRecord *record = desk_list_row_get_record(f->list->rows->pdata[i]);

        if (record != NULL && ep_record_get_id(record) == id)
            return f->list->rows->pdata[i];
    }
    return NULL;
}

/* Where the record's row stands below the header; a number far off if it has none. */
static double
place_of(Fixture *f, gint64 id)
{
    graphene_rect_t bounds;
    DeskListRow *row = row_of(f, id);

    if (row == NULL || !gtk_widget_compute_bounds(GTK_WIDGET(row), GTK_WIDGET(f->list), &bounds))
        return -10000;
    return bounds.origin.y - DESK_LIST_HEADER_HEIGHT;
}

static void
press(Fixture *f, guint key, GdkModifierType state)
{
    g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(GTK_WIDGET(f->list));

    for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
        g_autoptr(GtkEventController) controller = g_list_model_get_item(controllers, i);
        gboolean handled = FALSE;

        if (GTK_IS_EVENT_CONTROLLER_KEY(controller))
            g_signal_emit_by_name(controller, "key-pressed", key, 0, state, &handled);
    }
    desk_list_fixture_settle(60);
}

static gint64
cursor_id(Fixture *f)
{
    EpRecord *record = desk_list_get_cursor(f->list);

    return record != NULL ? ep_record_get_id(record) : 0;
}

static void
assert_selected(Fixture *f, guint n, gint64 first)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(f->list);

    g_assert_cmpuint(selected->len, ==, n);
    g_assert_cmpuint(desk_list_get_n_selected(f->list), ==, n);
    if (n > 0)
        g_assert_cmpint(ep_record_get_id(g_ptr_array_index(selected, 0)), ==, first);
}

/* The keyboard is on the row of the cursor's record, and that row is a child of the list. */
static void
assert_focus(Fixture *f)
{
    GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(f->window));

    g_assert_true(DESK_IS_LIST_ROW(focus));
    g_assert_true(gtk_widget_get_parent(focus) == GTK_WIDGET(f->list));
    g_assert_true(gtk_widget_get_mapped(focus));
    g_assert_true(desk_list_row_get_record(DESK_LIST_ROW(focus)) == desk_list_get_cursor(f->list));
}

static void
assert_few_rows(Fixture *f)
{
    guint visible = (guint)ceil(f->list->view_height / (double)f->list->look.row_height), children = 0;

    for (GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(f->list)); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        children += DESK_IS_LIST_ROW(child) ? 1 : 0;
    g_assert_cmpuint(visible, >, 10);
    g_assert_cmpuint(children, <=, visible + 2);
    g_assert_cmpuint(children, ==, f->list->rows->len);
}

static void
test_rows(gconstpointer data)
{
    guint n = GPOINTER_TO_UINT(data);
    g_autoptr(Fixture) f = fixture_new(n);
    double end = gtk_adjustment_get_upper(down(f)) - gtk_adjustment_get_page_size(down(f));
    const double places[] = { 0, 15, 29, 31, 4711, end / 2 + 7, end };

    g_assert_cmpfloat(gtk_adjustment_get_upper(down(f)), ==, n * 30.0);
    gtk_widget_grab_focus(GTK_WIDGET(f->list));
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        guint first = (guint)(places[i] / 30);

        scroll(f, places[i]);
        assert_few_rows(f);
        assert_focus(f);
        g_assert_cmpfloat(place_of(f, ep_record_get_id(ep_list_peek(f->model, first))), ==,
                          floor(first * 30.0 - floor(places[i])));
    }
    g_assert_nonnull(row_of(f, n));
    gtk_window_set_default_size(GTK_WINDOW(f->window), 1000, 500);
    desk_list_set_find(f->list, "存在しない");
    desk_list_fixture_settle(60);
    assert_few_rows(f);
    g_assert_cmpuint(ep_list_get_n(f->model), ==, 0);
}

static void
test_selection(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);
    g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func(g_object_unref);
    const gint64 gone[] = { 3 };
    guint before;

    g_assert_true(desk_list_select_id(f->list, 4512));
    g_assert_false(desk_list_select_id(f->list, 99999));
    assert_selected(f, 1, 4512);
    g_assert_cmpuint(f->changes, ==, 1);

    desk_list_sort(f->list, ep_table_find(desk_list_fixture_table(), "user"));
    assert_selected(f, 1, 4512);
    desk_list_sort(f->list, ep_table_find(desk_list_fixture_table(), "user"));
    assert_selected(f, 1, 4512);
    g_assert_cmpuint(f->changes, ==, 1); /* the same record in another place is no change */

    desk_list_set_find(f->list, "pc04512");
    assert_selected(f, 1, 4512);
    desk_list_set_find(f->list, "pc00003");
    assert_selected(f, 0, 0); /* not seen, not handed out */
    g_assert_cmpuint(f->changes, ==, 2);
    desk_list_set_find(f->list, "");
    assert_selected(f, 1, 4512);

    before = f->changes;
    g_ptr_array_add(changed, desk_list_fixture_changed(4512, "NEWHOST"));
    ep_list_merge(f->model, changed, gone, 1);
    assert_selected(f, 1, 4512);
    g_assert_cmpuint(f->changes, ==, before + 1); /* it has other values */
    ep_list_merge(f->model, changed, (const gint64[]){ 4512 }, 1);
    g_assert_cmpuint(ep_list_get_total(f->model), ==, 8099);
}

static void
test_gone(void)
{
    g_autoptr(Fixture) f = fixture_new(100);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    const gint64 gone[] = { 20 };

    gtk_widget_grab_focus(GTK_WIDGET(f->list));
    desk_list_select_id(f->list, 20);
    ep_list_merge(f->model, none, gone, 1);
    desk_list_fixture_settle(60);
    assert_selected(f, 0, 0);
    g_assert_cmpint(cursor_id(f), ==, 21);
    assert_focus(f);
    press(f, GDK_KEY_Up, 0);
    g_assert_cmpint(cursor_id(f), ==, 19);
    assert_selected(f, 1, 19);
}

static void
test_cursor(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);

    gtk_widget_grab_focus(GTK_WIDGET(f->list));
    desk_list_select_id(f->list, 4512);
    desk_list_fixture_settle(60);
    assert_focus(f);
    desk_list_set_find(f->list, "PC-0461");
    desk_list_fixture_settle(60);
    g_assert_cmpint(cursor_id(f), ==, 4610); /* what follows it */
    assert_focus(f);
    desk_list_set_find(f->list, "PC-0001");
    desk_list_fixture_settle(60);
    g_assert_cmpint(cursor_id(f), ==, 19); /* nothing follows: the last one */
    assert_focus(f);
    desk_list_set_find(f->list, "存在しない");
    desk_list_fixture_settle(60);
    g_assert_null(desk_list_get_cursor(f->list));
    g_assert_true(gtk_window_get_focus(GTK_WINDOW(f->window)) == GTK_WIDGET(f->list));
    desk_list_set_find(f->list, "");
    desk_list_fixture_settle(60);
    g_assert_cmpint(cursor_id(f), ==, 4512); /* and home again */
    assert_focus(f);
    desk_list_sort(f->list, ep_table_find(desk_list_fixture_table(), "serial"));
    desk_list_fixture_settle(60);
    g_assert_cmpint(cursor_id(f), ==, 4512);
    assert_focus(f);
}

static void
test_anchor(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    const gint64 gone[] = { 5, 6, 7 };
    double before;

    scroll(f, 3000 * 30 + 13);
    before = place_of(f, 3010);
    g_assert_cmpfloat(before, ==, 9 * 30 - 13);
    ep_list_merge(f->model, none, gone, 3);
    desk_list_fixture_settle(60);
    g_assert_cmpfloat(place_of(f, 3010), ==, before);

    desk_list_select_id(f->list, 3015);
    desk_list_fixture_settle(60);
    before = place_of(f, 3015);
    ep_list_merge(f->model, none, (const gint64[]){ 3002, 3003 }, 2);
    desk_list_fixture_settle(60);
    g_assert_cmpfloat(place_of(f, 3015), ==, before);

    desk_list_set_find(f->list, "c"); /* a search and back again */
    desk_list_set_find(f->list, "PC-0007");
    desk_list_fixture_settle(60);
    g_assert_cmpfloat(gtk_adjustment_get_value(down(f)), ==, 0);
    desk_list_set_find(f->list, "");
    desk_list_fixture_settle(60);
    g_assert_cmpfloat(place_of(f, 3015), ==, before);
}

static void
test_keys(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);
    guint page = (guint)(f->list->view_height / 30) - 1;

    gtk_widget_grab_focus(GTK_WIDGET(f->list));
    desk_list_fixture_settle(60);
    g_assert_cmpint(cursor_id(f), ==, 1);
    press(f, GDK_KEY_Down, 0);
    g_assert_cmpint(cursor_id(f), ==, 2);
    assert_selected(f, 1, 2);
    press(f, GDK_KEY_Down, GDK_SHIFT_MASK);
    press(f, GDK_KEY_Down, GDK_SHIFT_MASK);
    assert_selected(f, 3, 2);
    press(f, GDK_KEY_Up, GDK_SHIFT_MASK);
    assert_selected(f, 2, 2);
    press(f, GDK_KEY_Page_Down, 0);
    g_assert_cmpint(cursor_id(f), ==, 3 + page);
    assert_selected(f, 1, 3 + page);
    press(f, GDK_KEY_End, 0);
    g_assert_cmpint(cursor_id(f), ==, 8100);
    assert_focus(f);
    g_assert_cmpfloat(place_of(f, 8100), <=, f->list->view_height - 30);
    press(f, GDK_KEY_Home, GDK_CONTROL_MASK); /* moves without selecting */
    g_assert_cmpint(cursor_id(f), ==, 1);
    assert_selected(f, 1, 8100);
    press(f, GDK_KEY_space, GDK_CONTROL_MASK);
    assert_selected(f, 2, 1);
    press(f, GDK_KEY_a, GDK_CONTROL_MASK);
    assert_selected(f, 8100, 1);
    press(f, GDK_KEY_space, 0);
    assert_selected(f, 8099, 2);
}

static void
remember(DeskList *list, EpRecord *record, gint64 *id)
{
    *id = record != NULL ? ep_record_get_id(record) : -1;
}

static void
remember_menu(DeskList *list, EpRecord *record, double x, double y, gint64 *id)
{
    *id = record != NULL && y > DESK_LIST_HEADER_HEIGHT ? ep_record_get_id(record) : -1;
}

static void
test_signals(void)
{
    g_autoptr(Fixture) f = fixture_new(100);
    gint64 activated = 0, menu = 0;

    g_signal_connect(f->list, "activate", G_CALLBACK(remember), &activated);
    g_signal_connect(f->list, "context-menu", G_CALLBACK(remember_menu), &menu);
    gtk_widget_grab_focus(GTK_WIDGET(f->list));
    desk_list_select_id(f->list, 7);
    press(f, GDK_KEY_Return, 0);
    g_assert_cmpint(activated, ==, 7);
    press(f, GDK_KEY_F10, GDK_SHIFT_MASK);
    g_assert_cmpint(menu, ==, 7);
    press(f, GDK_KEY_Down, GDK_CONTROL_MASK);
    press(f, GDK_KEY_Menu, 0);
    g_assert_cmpint(menu, ==, 8);
    assert_selected(f, 1, 8); /* a menu is about what is selected */
}

static void
test_accessible(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);
    GtkAccessible *row;
    char *wrong;

    gtk_test_accessible_assert_role(f->list, GTK_ACCESSIBLE_ROLE_GRID);
    desk_list_select_id(f->list, 4512);
    desk_list_fixture_settle(60);
    row = GTK_ACCESSIBLE(row_of(f, 4512));
    gtk_test_accessible_assert_role(row, GTK_ACCESSIBLE_ROLE_ROW);
    wrong = gtk_test_accessible_check_property(row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                               "PC-04512, CTYPC04512, 修理中, 骨董保護係, ");
    g_assert_nonnull(wrong); /* says what the label is */
    g_assert_nonnull(strstr(wrong, "PC-04512, CTYPC04512, "));
    g_free(wrong);
    gtk_test_accessible_assert_state(row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
    gtk_test_accessible_assert_relation(row, GTK_ACCESSIBLE_RELATION_POS_IN_SET, 4512);
    gtk_test_accessible_assert_relation(row, GTK_ACCESSIBLE_RELATION_SET_SIZE, 8100);
    desk_list_unselect_all(f->list);
    gtk_test_accessible_assert_state(row, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
    desk_list_set_find(f->list, "pc04512");
    desk_list_fixture_settle(60);
    gtk_test_accessible_assert_relation(GTK_ACCESSIBLE(row_of(f, 4512)), GTK_ACCESSIBLE_RELATION_SET_SIZE, 1);
}

/* Whoever reads the children one after the other reads the list in its order. */
static void
test_order(void)
{
    g_autoptr(Fixture) f = fixture_new(8100);
    guint last = 0, seen = 0;

    scroll(f, 20000);
    scroll(f, 20700);
    desk_list_set_find(f->list, "2");
    scroll(f, 900);
    for (GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(f->list)); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (!DESK_IS_LIST_ROW(child) || desk_list_row_get_record(DESK_LIST_ROW(child)) == NULL)
            continue;
        g_assert_cmpuint(desk_list_row_get_position(DESK_LIST_ROW(child)), >=, last);
        last = desk_list_row_get_position(DESK_LIST_ROW(child));
        seen++;
    }
    g_assert_cmpuint(seen, >, 10);
}

static void
test_columns_text(void)
{
    g_autoptr(Fixture) f = fixture_new(50);
    g_autofree char *first = NULL, *second = NULL, *other = NULL;

    desk_list_set_columns(f->list, "host:140 -number unknown user state:20 sort=-user");
    first = desk_list_get_columns(f->list);
    g_assert_true(g_str_has_prefix(first, "host:140 -number user state:36 "));
    g_assert_true(g_str_has_suffix(first, " -mac sort=-user"));
    desk_list_set_columns(f->list, NULL);
    other = desk_list_get_columns(f->list);
    g_assert_true(g_str_has_prefix(other, "number host state "));
    g_assert_true(g_str_has_suffix(other, " sort=number"));
    desk_list_set_columns(f->list, first);
    second = desk_list_get_columns(f->list);
    g_assert_cmpstr(first, ==, second);
    g_assert_cmpint(ep_record_get_id(ep_list_peek(f->model, 0)), !=, 1);
}

static void
mark_cell(DeskList *list, EpRecord *record, guint field, DeskListCell *cell, gpointer user_data)
{
    if (field == EP_NO_FIELD) {
        cell->text = "変更";
        cell->chip = TRUE;
    } else if (field == ep_table_find(desk_list_fixture_table(), "host")) {
        cell->was = "OLDHOST";
    }
}

static void
test_cell_func(void)
{
    g_autoptr(Fixture) f = fixture_new(50);
    g_autofree char *wrong = NULL, *columns = NULL;

    desk_list_set_cell_func(f->list, "判定", mark_cell, NULL, NULL);
    desk_list_fixture_settle(60);
    wrong = gtk_test_accessible_check_property(GTK_ACCESSIBLE(row_of(f, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
    g_assert_nonnull(strstr(wrong, "変更, PC-00001, OLDHOST → CTYPC00001, "));
    columns = desk_list_get_columns(f->list);
    g_assert_true(g_str_has_prefix(columns, "number host "));
    desk_list_set_cell_func(f->list, NULL, NULL, NULL, NULL);
    desk_list_fixture_settle(60);
    g_free(wrong);
    wrong = gtk_test_accessible_check_property(GTK_ACCESSIBLE(row_of(f, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
    g_assert_null(strstr(wrong, "変更"));
}

/* Beside a card nothing is scrolled sideways. */
static void
test_fold(void)
{
    g_autoptr(Fixture) f = fixture_new(50);
    GtkAdjustment *across = f->list->adjustment[GTK_ORIENTATION_HORIZONTAL];

    g_assert_cmpfloat(gtk_adjustment_get_upper(across), >, gtk_adjustment_get_page_size(across));
    desk_list_set_fold(f->list, TRUE);
    desk_list_fixture_settle(60);
    g_assert_cmpfloat(gtk_adjustment_get_upper(across), ==, gtk_adjustment_get_page_size(across));
    g_assert_cmpint(desk_columns_peek(f->list->look.columns, 0)->shown, >, 60);
    g_assert_cmpint(desk_columns_find(f->list->look.columns, 13)->shown, ==, 0);
    desk_columns_arrange(f->list->look.columns, 240, 8);
    g_assert_cmpint(desk_columns_find(f->list->look.columns, f->list->look.columns->table->at.state)->shown, >, 60);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/list/rows/8100", GUINT_TO_POINTER(8100), test_rows);
    g_test_add_data_func("/list/rows/100000", GUINT_TO_POINTER(100000), test_rows);
    g_test_add_func("/list/selection", test_selection);
    g_test_add_func("/list/gone", test_gone);
    g_test_add_func("/list/cursor", test_cursor);
    g_test_add_func("/list/anchor", test_anchor);
    g_test_add_func("/list/keys", test_keys);
    g_test_add_func("/list/signals", test_signals);
    g_test_add_func("/list/accessible", test_accessible);
    g_test_add_func("/list/order", test_order);
    g_test_add_func("/list/columns", test_columns_text);
    g_test_add_func("/list/cell-func", test_cell_func);
    g_test_add_func("/list/fold", test_fold);
    return g_test_run();
}
