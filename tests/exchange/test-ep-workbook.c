/* Which sheet of a workbook is read, and what of one that is none. */
#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-workbook.h"

static GBytes *
test_load(const char *name)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "fuzz", "workbook", name, NULL);
    char *data = NULL;
    gsize size = 0;

    g_assert_true(g_file_get_contents(path, &data, &size, NULL));
    return g_bytes_new_take(data, size);
}

static void
test_cells(void)
{
    static const char *const names[] = { "stored.xlsx", "deflated.xlsx" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GBytes) bytes = test_load(names[i]);
        g_autoptr(GError) error = NULL;
        g_autofree char *text = ep_workbook_read(bytes, &error);

        g_assert_no_error(error);
        g_assert_cmpstr(text, ==,
                        "\"許可番号\",\"\",\"回答\"\r\n\r\n\"R8-周-00001-1\",\"\",\" 更新 & \",\"46112\"\r\n");
    }
}

/* Its tabs: a hidden sheet1.xml, a chart, sheet2.xml more than hidden, sheet3.xml, sheet2.xml. */
static void
test_first_shown(void)
{
    g_autoptr(GBytes) bytes = test_load("order.xlsx");
    g_autoptr(GError) error = NULL;
    g_autofree char *text = ep_workbook_read(bytes, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "\"回答\",\"共有\"\r\n");
}

/* An archive whose names are others, and one that is cut. */
static void
test_no_workbook(void)
{
    g_autoptr(GBytes) bytes = test_load("stored.xlsx"), cut = NULL, renamed = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;
    guint8 *data = g_bytes_unref_to_data(g_steal_pointer(&bytes), &size);

    cut = g_bytes_new(data, size / 2);
    g_assert_null(ep_workbook_read(cut, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_clear_error(&error);
    for (gsize i = 0; i + 8 < size; i++) {
        if (memcmp(data + i, "workbook", 8) == 0)
            data[i] = 'v';
    }
    renamed = g_bytes_new_take(data, size);
    g_assert_null(ep_workbook_read(renamed, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/workbook/cells", test_cells);
    g_test_add_func("/workbook/first-shown", test_first_shown);
    g_test_add_func("/workbook/no-workbook", test_no_workbook);
    return g_test_run();
}
