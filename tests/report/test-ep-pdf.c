#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/report/ep-draw.h"
#include "endpoint/report/ep-pdf.h"
#include "tests/report/sample-daily.h"
#include "tests/support/ep-test-run.h"

static void
test_pdf_fonts_and_text(void)
{
    static const char *const words[] = { "作業日報", "令和8年11月20日(金)", "受託責任者", "監督員",
                                         "作業明細", "R8-問-02114",         "PC-04512",   "None",
                                         "特記事項", "Page 1 of 2",         "Page 2 of 2" };
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autofree char *folder = g_dir_make_tmp("pdf-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "日報.pdf", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *fonts = NULL;
    g_autofree char *text = NULL;
    g_autofree char *info = NULL;
    g_auto(GStrv) lines = NULL;
    guint n_fonts = 0;

    g_assert_true(ep_pdf_write(layout, path, &error));
    g_assert_no_error(error);
    /* Poppler reads what cairo wrote. */
    fonts = ep_test_run((const char *[]){ "pdffonts", path, NULL });
    lines = g_strsplit(fonts, "\n", -1);
    for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++, n_fonts++) {
        g_test_message("%s", lines[i]);
        g_assert_nonnull(strstr(lines[i], " yes yes yes ")); /* embedded, subset, with a way back to Unicode */
        g_assert_nonnull(strstr(lines[i], "CJKjp"));         /* Japanese shapes, and nothing fell back elsewhere */
    }
    g_assert_cmpuint(n_fonts, >=, 2);

    text = ep_test_run((const char *[]){ "pdftotext", "-layout", path, "-", NULL });
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_test_message("%s", words[i]);
        g_assert_nonnull(strstr(text, words[i]));
    }
    info = ep_test_run((const char *[]){ "pdfinfo", path, NULL });
    g_assert_nonnull(strstr(info, "作業日報 令和8年11月20日(金)"));
    g_assert_nonnull(strstr(info, "(A4)"));
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_pdf_same_bytes(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autoptr(GBytes) first = ep_pdf_render(layout, NULL);
    g_autoptr(GBytes) second = ep_pdf_render(layout, NULL);

    g_assert_true(g_bytes_equal(first, second));
}

static void
test_pdf_keeps_the_old_file(void)
{
    g_autoptr(EpSheet) sheet = ep_sheet_new("t", NULL);
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autofree char *folder = g_dir_make_tmp("pdf-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_pdf_write(layout, folder, &error)); /* a folder is in the way */
    g_assert_error(error, EP_ERROR, EP_ERROR_FAILED);
    g_assert_cmpint(g_rmdir(folder), ==, 0); /* and nothing was left in it or it would not go */
}

/* Ink stays where the layout says, also at the scale of a screen. */
static void
test_draw_scales(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 1684);
    cairo_t *cr = cairo_create(surface);
    const unsigned char *pixels;
    guint n_ink = 0;
    int stride;

    cairo_scale(cr, 2, 2);
    ep_draw_page(layout, 1, cr);
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_flush(surface);
    pixels = cairo_image_surface_get_data(surface);
    stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < 1684; y++)
        for (int x = 0; x < 1191; x++) {
            if (pixels[y * stride + x] == 0)
                continue;
            n_ink++;
            g_assert_cmpint(x, >, 19 * 2 * EP_LAYOUT_MM);
            g_assert_cmpint(x, <, (210 - 14) * 2 * EP_LAYOUT_MM);
        }
    g_assert_cmpuint(n_ink, >, 50000);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "");
    g_test_add_func("/report/pdf/fonts-and-text", test_pdf_fonts_and_text);
    g_test_add_func("/report/pdf/same-bytes", test_pdf_same_bytes);
    g_test_add_func("/report/pdf/keeps-the-old-file", test_pdf_keeps_the_old_file);
    g_test_add_func("/report/draw/scales", test_draw_scales);
    return g_test_run();
}
