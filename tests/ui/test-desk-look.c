#include <glib/gstdio.h>

#include "app/ui/desk-list-found.h"
#include "app/ui/desk-palette.h"
#include "app/ui/desk-renderer.h"
#include "app/ui/desk-settings.h"
#include "app/ui/desk-words.h"

/* What needs no window: colours, found words, settings. */

static void
assert_readable(const char *what, const GdkRGBA *ink, const GdkRGBA *ground)
{
    double contrast = desk_palette_contrast(ink, ground);

    if (contrast < 4.5)
        g_error("%s: contrast %.2f", what, contrast);
}

static void
test_contrast(void)
{
    const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

    g_assert_cmpfloat_with_epsilon(desk_palette_contrast(&black, &white), 21, 0.01);
    for (int dark = 0; dark < 2; dark++) {
        const DeskPalette *palette = desk_palette_get(dark);
        const GdkRGBA *grounds[] = { &palette->ground, &palette->surface, &palette->hover, &palette->selected };

        assert_readable("found", &palette->text, &palette->found);
        for (guint i = 0; i < G_N_ELEMENTS(grounds); i++) {
            assert_readable("text", &palette->text, grounds[i]);
            assert_readable("quiet", &palette->quiet, grounds[i]);
            assert_readable("accent", &palette->accent, grounds[i]);
            for (guint tint = 0; tint < G_N_ELEMENTS(palette->tint); tint++) {
                GdkRGBA chip = desk_palette_mix(grounds[i], &palette->tint[tint], DESK_PALETTE_CHIP);

                assert_readable("tint", &palette->tint[tint], grounds[i]);
                assert_readable("chip", &palette->tint[tint], &chip);
            }
        }
    }
}

static void
assert_found(const char *text, const char *search, const char *expected)
{
    g_auto(GStrv) words = desk_list_found_split(search);
    g_autofree char *found = NULL;
    gsize start, end;

    g_assert_nonnull(words);
    if (desk_list_found_next(text, words[0], 0, &start, &end))
        found = g_strndup(text + start, end - start);
    g_assert_cmpstr(found, ==, expected);
}

static void
test_found(void)
{
    gsize start, end;

    g_assert_null(desk_list_found_split("  "));
    assert_found("PC-04512", "pc0451", "PC-0451");
    assert_found("CTYPC04512", "ｐｃ", "PC");
    assert_found("ｶﾞﾊﾞﾅﾝｽ 研修", "ばな", "ﾊﾞﾅ");
    assert_found("ガバナンス", "ｶﾞﾊﾞ", "ガバ");
    assert_found("総務課 直税係", "直税", "直税");
    assert_found("総務課　直税係", "直", "直");
    assert_found("02:00:5E:10:20:30", "5e10", "5E:10");
    assert_found("㍿窓口", "窓", "窓");
    assert_found("総務課", "税", NULL);
    g_assert_true(desk_list_found_next("角田支所 角 翔", "角", 3, &start, &end));
    g_assert_cmpuint(start, ==, strlen("角田支所 "));
}

static void
test_settings(void)
{
    g_autofree char *folder = g_dir_make_tmp("desk-settings-XXXXXX", NULL);
    g_autofree char *below = g_build_filename(folder, "madoguchi", NULL);
    g_autofree char *path = g_build_filename(below, "window.ini", NULL);
    g_autofree char *columns = NULL;
    DeskSettings *settings = desk_settings_new(path, NULL);

    g_assert_null(desk_settings_get(settings, "columns", "pc"));
    g_assert_true(desk_settings_get_yes(settings, "window", "comfortable", TRUE));
    desk_settings_set(settings, "columns", "pc", "host:140 -number sort=-user");
    desk_settings_set_integer(settings, "window", "width", 1280);
    desk_settings_set_yes(settings, "window", "comfortable", FALSE);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS)); /* not at once */
    desk_settings_free(settings);
    settings = desk_settings_new(path, NULL);
    columns = desk_settings_get(settings, "columns", "pc");
    g_assert_cmpstr(columns, ==, "host:140 -number sort=-user");
    g_assert_cmpint(desk_settings_get_integer(settings, "window", "width", 1), ==, 1280);
    g_assert_false(desk_settings_get_yes(settings, "window", "comfortable", TRUE));
    desk_settings_free(settings);
    g_unlink(path);
    g_rmdir(below);
    g_rmdir(folder);
}

/* What a person never set is as the site has it; what they set stays theirs, also where it says the same. */
static void
test_site(void)
{
    g_autofree char *folder = g_dir_make_tmp("desk-site-XXXXXX", NULL);
    g_autofree char *below = g_build_filename(folder, "madoguchi", NULL);
    g_autofree char *path = g_build_filename(below, "site.ini", NULL), *own = g_build_filename(folder, "w.ini", NULL);
    g_autofree char *renderer = NULL;
    const char *text = "[window]\nrenderer=cairo\nwidth=1400\nmaximised=true\n";
    g_autoptr(EpSite) site = NULL;
    DeskSettings *settings;

    g_mkdir(below, 0700);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    site = ep_site_open((const char *const[]){ folder, NULL }, NULL);
    settings = desk_settings_new(own, site);
    g_assert_cmpint(desk_settings_get_integer(settings, "window", "width", 1), ==, 1400);
    g_assert_true(desk_settings_get_yes(settings, "window", "maximised", FALSE));
    g_unsetenv("GSK_RENDERER");
    desk_renderer_choose(settings);
    g_assert_cmpstr(g_getenv("GSK_RENDERER"), ==, "cairo");
    g_assert_false(desk_renderer_waits(settings));
    desk_settings_set(settings, "window", "renderer", "auto");
    g_assert_true(desk_renderer_waits(settings));
    desk_settings_set(settings, "window", "renderer", "cairo");
    g_assert_false(desk_renderer_waits(settings));
    desk_settings_free(settings);
    settings = desk_settings_new(own, NULL);
    renderer = desk_settings_get(settings, "window", "renderer");
    g_assert_cmpstr(renderer, ==, "cairo");
    g_setenv("GSK_RENDERER", "gl", TRUE); /* comes before it */
    desk_renderer_choose(settings);
    g_assert_cmpstr(g_getenv("GSK_RENDERER"), ==, "gl");
    desk_settings_free(settings);
    g_unlink(own);
    g_unlink(path);
    g_rmdir(below);
    g_rmdir(folder);
}

/* A label of thousands of lines stops the window. */
static void
test_head(void)
{
    g_autoptr(GString) text = g_string_new("1");
    g_autofree char *head = NULL;

    for (int i = 2; i <= 40; i++)
        g_string_append_printf(text, "\n%d", i);
    g_assert_null(desk_words_dup_head(text->str));
    for (int i = 41; i <= 14000; i++)
        g_string_append_printf(text, "\n%d", i);
    head = desk_words_dup_head(text->str);
    g_assert_nonnull(strstr(head, "\n40\n"));
    g_assert_null(strstr(head, "\n41"));
    g_assert_nonnull(strstr(head, "13,960"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/look/contrast", test_contrast);
    g_test_add_func("/look/found", test_found);
    g_test_add_func("/look/head", test_head);
    g_test_add_func("/look/settings", test_settings);
    g_test_add_func("/look/site", test_site);
    return g_test_run();
}
