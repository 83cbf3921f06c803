#include <locale.h>
#include <string.h>

#include "endpoint/report/ep-layout-private.h"
#include "tests/report/sample-daily.h"

static const EpSheetColumn COLUMNS[] = {
    { "番号", EP_SHEET_CODE, .mm = 25 },
    { "内容", EP_SHEET_TEXT, .share = 1 },
    { "分", EP_SHEET_NUMBER, .mm = 12 },
};

static EpSheet *
new_sheet(void)
{
    EpSheet *sheet = ep_sheet_new("作業日報", "令和8年11月20日(金)");

    return sheet;
}

static void
add_rows(EpSheetTable *table, const char *prefix, guint n_rows)
{
    for (guint i = 0; i < n_rows; i++) {
        g_autofree char *code = g_strdup_printf("%s%03u", prefix, i);

        ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ code, "内容", "5" }, NULL);
    }
}

/* The page of the only item with this text; -1: none. */
static int
find_page(const EpLayout *layout, const char *text)
{
    int found = -1;

    for (guint page = 0; page < ep_layout_get_n_pages(layout); page++) {
        guint n_items;
        const EpLayoutItem *items = ep_layout_get_items(layout, page, &n_items);

        for (guint i = 0; i < n_items; i++) {
            if (items[i].kind != EP_LAYOUT_TEXT || strcmp(items[i].text, text) != 0)
                continue;
            g_assert_cmpint(found, ==, -1);
            found = (int)page;
        }
    }
    return found;
}

static guint
count_on_page(const EpLayout *layout, guint page, const char *text)
{
    guint n_items, n = 0;
    const EpLayoutItem *items = ep_layout_get_items(layout, page, &n_items);

    for (guint i = 0; i < n_items; i++)
        n += items[i].kind == EP_LAYOUT_TEXT && strcmp(items[i].text, text) == 0;
    return n;
}

/* Everything stands inside the margins, and no text is taller than its place. */
static void
assert_inside(const EpLayout *layout)
{
    double width, height;

    ep_layout_get_page_size(layout, &width, &height);
    for (guint page = 0; page < ep_layout_get_n_pages(layout); page++) {
        guint n_items;
        const EpLayoutItem *items = ep_layout_get_items(layout, page, &n_items);

        for (guint i = 0; i < n_items; i++) {
            g_assert_cmpfloat(items[i].x, >, 14 * EP_LAYOUT_MM);
            g_assert_cmpfloat(items[i].x + items[i].w, <, width - 14.5 * EP_LAYOUT_MM);
            g_assert_cmpfloat(items[i].y, >, 12 * EP_LAYOUT_MM);
            g_assert_cmpfloat(items[i].y + items[i].h, <, height - 6 * EP_LAYOUT_MM);
            if (items[i].kind == EP_LAYOUT_TEXT)
                g_assert_cmpfloat(items[i].n_lines * ep_font_get_pitch(items[i].style, items[i].size), <,
                                  items[i].h + 0.01);
        }
    }
}

static void
test_layout_pages(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    int last = 0;

    add_rows(ep_sheet_add_table(sheet, "明細", COLUMNS, 3), "A", 120);
    layout = ep_layout_new(sheet, NULL);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 3);
    for (guint i = 0; i < 120; i++) {
        g_autofree char *code = g_strdup_printf("A%03u", i);
        int page = find_page(layout, code);

        g_assert_cmpint(page, >=, last);
        last = page;
    }
    for (guint page = 0; page < 3; page++) {
        g_autofree char *foot = g_strdup_printf("Page %u of 3", page + 1);

        g_assert_cmpuint(count_on_page(layout, page, "番号"), ==, 1);
        g_assert_cmpuint(count_on_page(layout, page, "作業日報"), ==, 1);
        g_assert_cmpuint(count_on_page(layout, page, foot), ==, 1);
    }
    g_assert_cmpuint(count_on_page(layout, 1, "明細"), ==, 0);
    assert_inside(layout);
}

/* Whatever is above it, a heading never stands alone at the foot, nor a total at the top, nor a group without a row. */
static void
test_layout_keeps(void)
{
    for (guint n_rows = 30; n_rows < 60; n_rows++) {
        g_autoptr(EpSheet) sheet = new_sheet();
        g_autoptr(EpLayout) layout = NULL;
        EpSheetTable *table = ep_sheet_add_table(sheet, "明細", COLUMNS, 3);

        add_rows(table, "A", n_rows);
        ep_sheet_table_add_row(table, EP_SHEET_GROUP, (const char *[]){ "総務課", NULL, NULL }, NULL);
        add_rows(table, "B", 2);
        ep_sheet_table_add_row(table, EP_SHEET_TOTAL, (const char *[]){ "計", NULL, "999" }, NULL);
        add_rows(ep_sheet_add_table(sheet, "次の表", COLUMNS, 3), "C", 3);
        layout = ep_layout_new(sheet, NULL);

        g_assert_cmpint(find_page(layout, "総務課"), ==, find_page(layout, "B000"));
        g_assert_cmpint(find_page(layout, "計"), ==, find_page(layout, "B001"));
        g_assert_cmpint(find_page(layout, "次の表"), ==, find_page(layout, "C000"));
        assert_inside(layout);
    }
}

static const EpLayoutItem *
get_item(const EpLayout *layout, guint page, const char *text)
{
    guint n_items;
    const EpLayoutItem *items = ep_layout_get_items(layout, page, &n_items);

    for (guint i = 0; i < n_items; i++)
        if (items[i].kind == EP_LAYOUT_TEXT && strcmp(items[i].text, text) == 0)
            return &items[i];
    return NULL;
}

static char *
repeat(const char *text, guint n)
{
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < n; i++)
        g_string_append(all, text);
    return g_string_free(all, FALSE);
}

static void
test_layout_wraps(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    g_autofree char *text = repeat("画面が暗いまま進まない。", 30);
    EpSheetTable *table = ep_sheet_add_table(sheet, "明細", COLUMNS, 3);
    const EpLayoutItem *item;

    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "R8-問-0002114567", text, "15" }, NULL);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "一行\n二行", "X", "1" }, NULL);
    layout = ep_layout_new(sheet, NULL);
    g_assert_cmpuint(get_item(layout, 0, text)->n_lines, >, 5);
    item = get_item(layout, 0, "R8-問-0002114567"); /* a code is set smaller before it is broken */
    g_assert_cmpuint(item->n_lines, ==, 1);
    g_assert_cmpfloat(item->size, <, ep_font_get_size(EP_FONT_BODY));
    g_assert_cmpuint(get_item(layout, 0, "一行\n二行")->n_lines, ==, 2);
    g_assert_cmpfloat(get_item(layout, 0, "15")->align, ==, 1);
    assert_inside(layout);
}

static void
test_layout_row_taller_than_page(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpFont) font = ep_font_new();
    g_autoptr(EpLayout) layout = NULL;
    g_autofree char *text = repeat("液体侵入の跡があるため業者へ依頼した。", 500);
    EpSheetTable *table = ep_sheet_add_table(sheet, "明細", COLUMNS, 3);
    guint next = 0, n_pages;

    add_rows(table, "A", 5);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "R8-修-00403", text, "30" }, NULL);
    add_rows(table, "B", 1);
    layout = ep_layout_new(sheet, NULL);
    n_pages = ep_layout_get_n_pages(layout);
    g_assert_cmpuint(n_pages, >, 2);
    for (guint page = 0; page < n_pages; page++) {
        const EpLayoutItem *item = get_item(layout, page, text);

        g_assert_nonnull(item);
        g_assert_cmpuint(item->first_line, ==, next);
        next += item->n_lines;
        if (page + 1 == n_pages)
            g_assert_cmpuint(next, ==, ep_font_count_lines(font, item->style, item->size, text, item->w));
    }
    g_assert_cmpint(find_page(layout, "R8-修-00403"), ==, 0);
    g_assert_cmpint(find_page(layout, "B000"), ==, (int)n_pages - 1);
    assert_inside(layout);
}

static void
test_layout_nothing(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    EpSheetTable *table = ep_sheet_add_table(sheet, "不正接続", COLUMNS, 3);

    ep_sheet_table_set_blocks(table, 2);
    ep_sheet_add_paragraph(sheet, "指示", NULL, 20);
    layout = ep_layout_new(sheet, NULL);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 1);
    g_assert_cmpint(find_page(layout, "None"), ==, 0);
    assert_inside(layout);
}

/* Where the last row of two blocks ends. */
static double
find_bottom(guint n_rows)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    EpSheetTable *table = ep_sheet_add_table(sheet, NULL, COLUMNS, G_N_ELEMENTS(COLUMNS));
    g_autoptr(EpLayout) layout = NULL;
    const EpLayoutItem *items;
    guint n_items;
    double bottom = 0;

    ep_sheet_table_set_blocks(table, 2);
    add_rows(table, "", n_rows);
    layout = ep_layout_new(sheet, NULL);
    items = ep_layout_get_items(layout, 0, &n_items);
    for (guint i = 0; i < n_items; i++)
        bottom = items[i].kind == EP_LAYOUT_LINE ? MAX(bottom, items[i].y + items[i].h) : bottom;
    return bottom;
}

static void
test_layout_odd_blocks(void)
{
    g_assert_cmpfloat(find_bottom(5), ==, find_bottom(6)); /* an empty place is no taller than a row */
}

static void
test_layout_blocks(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    EpSheetTable *table = ep_sheet_add_table(sheet, "件数", COLUMNS, 3);

    ep_sheet_table_set_blocks(table, 2);
    add_rows(table, "A", 5);
    layout = ep_layout_new(sheet, NULL);
    g_assert_cmpuint(count_on_page(layout, 0, "番号"), ==, 2);
    g_assert_cmpfloat(get_item(layout, 0, "A003")->y, ==, get_item(layout, 0, "A000")->y);
    g_assert_cmpfloat(get_item(layout, 0, "A003")->x, >, get_item(layout, 0, "A002")->x + 50);
    assert_inside(layout);
}

static void
test_layout_widths(void)
{
    static const EpSheetColumn wide[] = { { "a", EP_SHEET_TEXT, .mm = 300 },
                                          { "b", EP_SHEET_TEXT, .share = 1 },
                                          { "c", EP_SHEET_CODE },
                                          { "d", EP_SHEET_TEXT, .share = 3 } };
    static const EpSheetColumn measured[] = { { "番号", EP_SHEET_CODE }, { "所属", EP_SHEET_TEXT } };
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpFont) font = ep_font_new();
    g_autoptr(EpLayout) layout = NULL;
    EpSheetTable *table = ep_sheet_add_table(sheet, NULL, wide, 4);
    g_autofree double *widths = NULL;
    g_autofree double *natural = NULL;

    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "あ", "い", "う", "え" }, NULL);
    widths = ep_layout_columns_resolve(font, table, 500);
    g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2] + widths[3], 500, 0.01);
    g_assert_cmpfloat_with_epsilon(widths[3], 3 * widths[1], 0.01);
    layout = ep_layout_new(sheet, NULL);
    assert_inside(layout);

    table = ep_sheet_add_table(sheet, NULL, measured, 2);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "1", "デジタル推進課情報基盤係" }, NULL);
    natural = ep_layout_columns_resolve(font, table, 500);
    g_assert_cmpfloat_with_epsilon(natural[0] + natural[1], 500, 0.01);
    g_assert_cmpfloat(natural[1], >, 3 * natural[0]);
}

static const EpLayoutHit *
find_hit(const EpLayout *layout, double x, double y)
{
    guint n_hits;
    const EpLayoutHit *hits = ep_layout_get_hits(layout, 0, &n_hits);

    for (guint i = 0; i < n_hits; i++)
        if (x >= hits[i].x && x < hits[i].x + hits[i].w && y >= hits[i].y && y < hits[i].y + hits[i].h)
            return &hits[i];
    return NULL;
}

static void
test_layout_hits(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    EpSheetTable *table = ep_sheet_add_table(sheet, "件数", COLUMNS, 3);
    const EpLayoutItem *item;
    const EpLayoutHit *hit;
    guint n_hits;

    ep_sheet_add_header(sheet, "従事者", "4名", "staff?day=2026-11-20", FALSE);
    ep_sheet_table_add_row(table, EP_SHEET_ROW, (const char *[]){ "修理", "内容", "12" },
                           (const char *[]){ NULL, NULL, "act?verb=repair" });
    ep_sheet_table_link_row(table, "act?id=1");
    layout = ep_layout_new(sheet, NULL);
    ep_layout_get_hits(layout, 0, &n_hits);
    g_assert_cmpuint(n_hits, ==, 4);
    item = get_item(layout, 0, "12");
    hit = find_hit(layout, item->x + item->w - 1, item->y + 1);
    g_assert_cmpstr(hit->source, ==, "act?verb=repair");
    item = get_item(layout, 0, "修理");
    g_assert_cmpstr(find_hit(layout, item->x + 1, item->y + 1)->source, ==, "act?id=1");
    item = get_item(layout, 0, "4名");
    g_assert_cmpstr(find_hit(layout, item->x + 1, item->y + 1)->source, ==, "staff?day=2026-11-20");
    g_assert_null(find_hit(layout, 3, 3));
}

static void
test_layout_same_every_time(void)
{
    g_autoptr(EpSheet) one = sample_daily_new();
    g_autoptr(EpSheet) two = sample_daily_new();
    g_autoptr(EpLayout) first = ep_layout_new(one, NULL);
    g_autoptr(EpLayout) second = ep_layout_new(two, NULL);

    g_assert_cmpuint(ep_layout_get_n_pages(first), ==, 2);
    g_assert_cmpuint(ep_layout_get_n_pages(second), ==, 2);
    assert_inside(first);
    for (guint page = 0; page < 2; page++) {
        guint n_first, n_second;
        const EpLayoutItem *a = ep_layout_get_items(first, page, &n_first);
        const EpLayoutItem *b = ep_layout_get_items(second, page, &n_second);

        g_assert_cmpuint(n_first, ==, n_second);
        for (guint i = 0; i < n_first; i++) {
            g_assert_true(a[i].x == b[i].x && a[i].y == b[i].y && a[i].w == b[i].w && a[i].h == b[i].h);
            g_assert_true(a[i].kind == b[i].kind && a[i].n_lines == b[i].n_lines && a[i].size == b[i].size);
            g_assert_cmpstr(a[i].text, ==, b[i].text);
        }
    }
}

static void
test_layout_landscape_and_margins(void)
{
    g_autoptr(EpSheet) sheet = new_sheet();
    g_autoptr(EpLayout) layout = NULL;
    EpLayoutMargins margins = { 30, 15, 15, 15 };
    double width, height;

    ep_sheet_set_paper(sheet, EP_SHEET_LANDSCAPE);
    add_rows(ep_sheet_add_table(sheet, "明細", COLUMNS, 3), "A", 1);
    layout = ep_layout_new(sheet, &margins);
    ep_layout_get_page_size(layout, &width, &height);
    g_assert_cmpfloat_with_epsilon(width, 841.89, 0.01);
    g_assert_cmpfloat_with_epsilon(height, 595.28, 0.01);
    g_assert_cmpfloat(get_item(layout, 0, "A000")->x, >, 30 * EP_LAYOUT_MM);
}

static void
test_font_surely_fits_is_sure(void)
{
    static const char *const texts[] = { "R8-問-02114", "0123456789", "WWWWMMMM@@@", "起動時に画面が暗いまま進まない",
                                         "8:30-17:15",  "ｱｲｳ" };
    g_autoptr(EpFont) font = ep_font_new();

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        for (EpFontStyle style = EP_FONT_HEADING; style <= EP_FONT_SEAL; style++)
            for (double width = 5; width < 200; width += 5)
                if (ep_font_surely_fits(8, texts[i], width))
                    g_assert_cmpfloat(ep_font_measure(font, style, 8, texts[i]), <=, width);
    g_assert_false(ep_font_surely_fits(8, "a\nb", 1000));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "");
    g_test_add_func("/report/layout/pages", test_layout_pages);
    g_test_add_func("/report/layout/keeps", test_layout_keeps);
    g_test_add_func("/report/layout/wraps", test_layout_wraps);
    g_test_add_func("/report/layout/row-taller-than-page", test_layout_row_taller_than_page);
    g_test_add_func("/report/layout/nothing", test_layout_nothing);
    g_test_add_func("/report/layout/blocks", test_layout_blocks);
    g_test_add_func("/report/layout/odd-blocks", test_layout_odd_blocks);
    g_test_add_func("/report/layout/widths", test_layout_widths);
    g_test_add_func("/report/layout/hits", test_layout_hits);
    g_test_add_func("/report/layout/same-every-time", test_layout_same_every_time);
    g_test_add_func("/report/layout/landscape-and-margins", test_layout_landscape_and_margins);
    g_test_add_func("/report/font/surely-fits-is-sure", test_font_surely_fits_is_sure);
    return g_test_run();
}
