#include <string.h>

#include "app/ui/desk-paper-private.h"
#include "app/ui/desk-preview-private.h"
#include "app/ui/desk-print.h"
#include "endpoint/report/ep-pdf.h"
#include "tests/report/sample-daily.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    GtkWidget *window;
    DeskPreview *preview;
    DeskPaper *paper;
    char *source; /* activated last */
    guint n_activated;
} Fixture;

static gboolean
is_settled(gpointer preview)
{
    return desk_preview_get_n_pages(preview) > 0 && desk_preview_is_settled(preview);
}

static void
note_source(DeskPreview *preview, const char *source, Fixture *f)
{
    g_free(f->source);
    f->source = g_strdup(source);
    f->n_activated++;
}

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autoptr(EpSheet) sheet = sample_daily_new();

    f->preview = DESK_PREVIEW(desk_preview_new());
    f->paper = DESK_PAPER(desk_preview_get_paper(f->preview));
    f->window = desk_test_open_window(GTK_WIDGET(f->preview), 1100, 700);
    g_signal_connect(f->preview, "source-activated", G_CALLBACK(note_source), f);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 0);
    desk_preview_set_sheet(f->preview, sheet, "daily", FALSE);
    desk_test_wait(is_settled, f->preview);
    return f;
}

static void
fixture_free(Fixture *f)
{
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_settle();
    g_free(f->source);
    g_free(f);
}

static void
test_pages(void)
{
    Fixture *f = fixture_new();
    EpLayout *layout = desk_preview_get_layout(f->preview);
    GtkWidget *list = desk_test_find(GTK_WIDGET(f->preview->thumbs), GTK_TYPE_LIST_BOX);
    guint first = 9, last = 9;

    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 2);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 2);
    g_assert_true(desk_paper_get_visible(f->paper, &first, &last));
    g_assert_cmpuint(first, ==, 0);
    g_assert_cmpuint(last, ==, 0);
    g_assert_nonnull(desk_images_get(f->paper->images, 0));
    g_assert_null(desk_images_get(f->paper->images, 1)); /* what nobody sees is not drawn */
    g_assert_nonnull(gtk_list_box_get_row_at_index(GTK_LIST_BOX(list), 1));
    g_assert_null(gtk_list_box_get_row_at_index(GTK_LIST_BOX(list), 2));
    g_assert_cmpstr(gtk_label_get_text(GTK_LABEL(f->preview->page_label)), ==, "1 / 2");

    gtk_list_box_select_row(GTK_LIST_BOX(list), gtk_list_box_get_row_at_index(GTK_LIST_BOX(list), 1));
    desk_test_wait(is_settled, f->preview);
    g_assert_cmpuint(desk_paper_get_page(f->paper), ==, 1);
    g_assert_cmpstr(gtk_label_get_text(GTK_LABEL(f->preview->page_label)), ==, "2 / 2");
    g_assert_nonnull(desk_images_get(f->paper->images, 1));

    desk_paper_show_page(f->paper, 0);
    desk_test_settle();
    g_assert_cmpint(gtk_list_box_row_get_index(gtk_list_box_get_selected_row(GTK_LIST_BOX(list))), ==, 0);
    fixture_free(f);
}

static void
test_again(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpSheet) again = sample_daily_new();
    GtkAdjustment *scroll = f->paper->adjustments[GTK_ORIENTATION_VERTICAL];

    gtk_adjustment_set_value(scroll, 300);
    desk_preview_set_sheet(f->preview, again, "daily", TRUE);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 2); /* the old ones, until the new are there */
    g_assert_null(desk_preview_get_layout(f->preview));            /* but nobody prints them */
    desk_test_wait(is_settled, f->preview);
    g_assert_cmpfloat(gtk_adjustment_get_value(scroll), ==, 300);
    desk_preview_set_sheet(f->preview, again, "daily", FALSE);
    desk_test_wait(is_settled, f->preview);
    g_assert_cmpfloat(gtk_adjustment_get_value(scroll), ==, 0);

    desk_preview_set_sheet(f->preview, NULL, NULL, FALSE);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 0);
    g_assert_cmpstr(gtk_stack_get_visible_child_name(GTK_STACK(f->preview->stack)), ==, "empty");
    g_assert_false(gtk_widget_get_sensitive(gtk_widget_get_first_child(f->preview->actions)));
    fixture_free(f);
}

/* The point of the page under (x, y), as parts of its size. */
static graphene_point_t
locate(DeskPaper *paper, guint page, double x, double y)
{
    graphene_rect_t rect;

    desk_paper_get_page_rect(paper, page, &rect);
    return GRAPHENE_POINT_INIT((float)(x - rect.origin.x) / rect.size.width,
                               (float)(y - rect.origin.y) / rect.size.height);
}

static void
test_zoom(void)
{
    Fixture *f = fixture_new();
    GtkAdjustment *scroll = f->paper->adjustments[GTK_ORIENTATION_VERTICAL];
    double fit = desk_paper_get_zoom(f->paper);
    graphene_point_t before, after;
    graphene_rect_t page;

    desk_paper_get_page_rect(f->paper, 0, &page);
    g_assert_cmpfloat(page.origin.x, >=, DESK_PAPER_GAP);
    g_assert_cmpfloat(page.size.width, <=, gtk_widget_get_width(GTK_WIDGET(f->paper)) - 2 * DESK_PAPER_GAP);
    g_assert_cmpfloat(page.size.width, >, 0.9 * gtk_widget_get_width(GTK_WIDGET(f->paper)) - 2 * DESK_PAPER_GAP);

    gtk_widget_activate_action(GTK_WIDGET(f->preview), "preview.zoom-in", NULL);
    g_assert_cmpfloat(desk_paper_get_zoom(f->paper), >, fit);
    gtk_widget_activate_action(GTK_WIDGET(f->preview), "preview.zoom-out", NULL);
    gtk_widget_activate_action(GTK_WIDGET(f->preview), "preview.zoom-out", NULL);
    g_assert_cmpfloat(desk_paper_get_zoom(f->paper), <, fit);

    desk_paper_set_zoom(f->paper, 1.5);
    gtk_adjustment_set_value(scroll, 400);
    before = locate(f->paper, 0, 400, 250);
    desk_paper_zoom_around(f->paper, 3, 400, 250);
    after = locate(f->paper, 0, 400, 250);
    g_assert_cmpfloat_with_epsilon(before.x, after.x, 0.002);
    g_assert_cmpfloat_with_epsilon(before.y, after.y, 0.002);
    desk_test_wait(is_settled, f->preview);
    g_assert_cmpstr(gtk_label_get_text(GTK_LABEL(f->preview->zoom_label)), ==, "300%");

    desk_paper_set_zoom(f->paper, 99);
    g_assert_cmpfloat(desk_paper_get_zoom(f->paper), ==, 4);
    desk_paper_set_fit(f->paper, DESK_PAPER_FIT_PAGE);
    desk_paper_get_page_rect(f->paper, 0, &page);
    g_assert_cmpfloat(page.size.height, <=, gtk_widget_get_height(GTK_WIDGET(f->paper)) - 2 * DESK_PAPER_GAP + 1);
    gtk_widget_activate_action(GTK_WIDGET(f->preview), "preview.fit", NULL);
    g_assert_cmpfloat_with_epsilon(desk_paper_get_zoom(f->paper), fit, 0.001);
    fixture_free(f);
}

static void
test_hit(void)
{
    Fixture *f = fixture_new();
    const DeskPaperHit *hit = &g_array_index(f->paper->hits, DeskPaperHit, 1);
    graphene_rect_t rect;
    GdkRectangle place;

    g_assert_false(desk_paper_get_place(f->paper, &place));
    desk_paper_get_hit_rect(f->paper, hit, &rect);
    desk_test_click(GTK_WIDGET(f->paper), rect.origin.x - 200, rect.origin.y - 100);
    g_assert_cmpuint(f->n_activated, ==, 0);
    desk_test_click(GTK_WIDGET(f->paper), rect.origin.x + 2, rect.origin.y + 2);
    g_assert_cmpuint(f->n_activated, ==, 1);
    g_assert_cmpstr(f->source, ==, hit->source);
    g_assert_true(desk_paper_get_place(f->paper, &place));
    g_assert_cmpint(ABS(place.x - (int)rect.origin.x), <=, 1);
    g_assert_true(gtk_widget_is_focus(f->paper->link));
    fixture_free(f);
}

/* Everything that opens is reached by Tab, a line of ten cells once, and is brought into view. */
static void
test_keys(void)
{
    Fixture *f = fixture_new();
    GtkWidget *paper = GTK_WIDGET(f->paper);
    guint n = f->paper->hits->len;
    graphene_rect_t rect;

    g_assert_cmpuint(n, ==, 17 + 40); /* the table of counts has two sources side by side in each row */
    for (guint i = 0; i < n; i++) {
        g_assert_true(gtk_widget_child_focus(paper, GTK_DIR_TAB_FORWARD));
        g_assert_cmpint(f->paper->current, ==, (int)i);
        g_assert_true(gtk_widget_is_focus(f->paper->link));
    }
    desk_paper_get_hit_rect(f->paper, &g_array_index(f->paper->hits, DeskPaperHit, n - 1), &rect);
    g_assert_cmpfloat(rect.origin.y, >=, 0);
    g_assert_cmpfloat(rect.origin.y + rect.size.height, <=, gtk_widget_get_height(paper));
    g_assert_cmpuint(desk_paper_get_page(f->paper), ==, 1);
    desk_test_press(f->paper->link, GDK_KEY_Return);
    g_assert_cmpstr(f->source, ==, "act?id=40");
    g_assert_true(gtk_widget_child_focus(paper, GTK_DIR_UP));
    desk_test_press(f->paper->link, GDK_KEY_space);
    g_assert_cmpstr(f->source, ==, "act?id=39");
    g_assert_true(gtk_widget_child_focus(paper, GTK_DIR_DOWN));
    g_assert_true(gtk_widget_child_focus(paper, GTK_DIR_DOWN)); /* stays where there is nothing further */
    g_assert_true(gtk_widget_is_focus(f->paper->link));
    g_assert_false(gtk_widget_child_focus(paper, GTK_DIR_TAB_FORWARD)); /* and on to the next widget */
    gtk_test_accessible_assert_role(GTK_ACCESSIBLE(f->paper->link), GTK_ACCESSIBLE_ROLE_LINK);
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/preview/pages", test_pages);
    g_test_add_func("/ui/preview/again", test_again);
    g_test_add_func("/ui/preview/zoom", test_zoom);
    g_test_add_func("/ui/preview/hit", test_hit);
    g_test_add_func("/ui/preview/keys", test_keys);
    return g_test_run();
}
