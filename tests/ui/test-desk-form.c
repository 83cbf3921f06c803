#include <string.h>

#include "app/ui/desk-form-page.h"
#include "app/ui/desk-form-sheet.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/ledger/ep-form.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpTestMedia media;
    gint64 application;
    DeskData *data;
    GtkWidget *window;
    DeskFormPage *page;
    DeskCode *code;
    DeskPreview *preview;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-form-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->media = ep_test_media_open(path);
    f->application = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    f->data = desk_data_new(f->media.ledger);
    f->page = DESK_FORM_PAGE(desk_form_page_new(f->data, NULL));
    f->code = desk_form_page_get_code(f->page);
    f->preview = desk_form_page_get_preview(f->page);
    f->window = desk_test_open_window(desk_sheet_new_host(GTK_WIDGET(f->page)), 1300, 760);
    return f;
}

static void
fixture_free(Fixture *f)
{
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_settle();
    desk_test_drop(f->data);
    ep_test_media_clear(&f->media);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

static gboolean
is_settled(gpointer data)
{
    Fixture *f = data;

    return desk_form_page_is_settled(f->page);
}

static gboolean
is_shown(gpointer data)
{
    Fixture *f = data;

    return desk_form_page_is_settled(f->page) && desk_preview_get_n_pages(f->preview) > 0;
}

/* Puts @text in the place of @old, as a person who selects and types. */
static void
replace(Fixture *f, const char *old, const char *text)
{
    g_autofree char *all = desk_code_dup_text(f->code);
    GtkTextBuffer *buffer = gtk_text_view_get_buffer(desk_code_get_view(f->code));
    char *at = strstr(all, old);
    GtkTextIter start, end;

    g_assert_nonnull(at);
    gtk_text_buffer_get_iter_at_offset(buffer, &start, (int)g_utf8_pointer_to_offset(all, at));
    gtk_text_buffer_get_iter_at_offset(buffer, &end, (int)g_utf8_pointer_to_offset(all, at + strlen(old)));
    gtk_text_buffer_select_range(buffer, &start, &end);
    desk_code_insert(f->code, text);
}

/* The words of the pages that are shown. */
static gboolean
shows(Fixture *f, const char *word)
{
    EpLayout *layout = desk_preview_get_pages(f->preview);
    guint n;
    const EpLayoutItem *items = ep_layout_get_items(layout, 0, &n);

    for (guint i = 0; i < n; i++) {
        if (items[i].kind == EP_LAYOUT_TEXT && strstr(items[i].text, word) != NULL)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_saved(gpointer data)
{
    Fixture *f = data;
    g_autoptr(GPtrArray) rows = ep_reader_load(ep_ledger_get_reader(f->media.ledger), &ep_form_table, NULL, NULL);

    return rows->len == 1 && is_settled(f);
}

static gboolean
is_restored(gpointer data)
{
    Fixture *f = data;
    g_autofree char *text = desk_code_dup_text(f->code);

    return strstr(text, "お受けしました") == NULL && is_settled(f);
}

/* From the text to the paper: it follows what is typed, says what is wrong and keeps the last that was right. */
static void
test_edit(void)
{
    Fixture *f = fixture_new();
    g_autoptr(GPtrArray) forms = NULL;

    desk_test_wait(is_shown, f);
    g_assert_true(shows(f, "R8-周-00001"));
    g_assert_true(shows(f, "受け付けました"));
    g_assert_false(desk_form_page_save(f->page)); /* nothing is typed */
    replace(f, "受け付けました", "お受けしました");
    desk_test_wait(is_settled, f);
    g_assert_true(shows(f, "お受けしました"));
    g_assert_cmpstr(desk_form_page_get_problem(f->page), ==, "");

    replace(f, "{number}", "{number2}");
    desk_test_wait(is_settled, f);
    g_test_message("%s", desk_form_page_get_problem(f->page));
    g_assert_nonnull(strstr(desk_form_page_get_problem(f->page), "line 1"));
    g_assert_nonnull(strstr(desk_form_page_get_problem(f->page), "<td>: {number2}"));
    g_assert_true(shows(f, "お受けしました")); /* the last that was right */
    g_assert_false(desk_form_page_save(f->page));

    replace(f, "{number2}", "{number}");
    desk_test_wait(is_settled, f);
    g_assert_cmpstr(desk_form_page_get_problem(f->page), ==, "");
    g_assert_true(desk_form_page_save(f->page));
    desk_test_wait(is_saved, f);
    forms = ep_form_load(ep_ledger_get_reader(f->media.ledger), NULL);
    g_assert_true(ep_form_is_own(ep_form_find(forms, "application-receipt", NULL)));

    ep_test_desk_undo(f->media.ledger); /* as it was before */
    desk_data_refresh(f->data);
    desk_test_wait(is_restored, f);
    fixture_free(f);
}

/* What is typed stays when one looks at another form; a file takes the text's place; one's own form can be made. */
static void
test_others(void)
{
    Fixture *f = fixture_new();
    g_autofree char *path = g_build_filename(f->folder, "form.xml", NULL), *text = NULL, *own = NULL;

    desk_test_wait(is_shown, f);
    replace(f, "受け付けました", "お受けしました");
    desk_form_page_show(f->page, "house");
    desk_test_wait(is_settled, f);
    g_assert_cmpuint(desk_preview_get_n_pages(f->preview), ==, 0);
    desk_form_page_show(f->page, "application-receipt");
    text = desk_code_dup_text(f->code);
    g_assert_nonnull(strstr(text, "お受けしました"));

    g_assert_true(g_file_set_contents(
        path, "<form title='F' for='application'><text x='9' y='9'>{applicant}</text></form>", -1, NULL));
    desk_form_page_take_file(f->page, path);
    desk_test_wait(is_settled, f);
    g_assert_true(shows(f, "山本 花子"));
    g_assert_true(desk_form_page_save(f->page));
    desk_test_wait(is_saved, f);
    own = desk_code_dup_text(f->code);
    g_assert_nonnull(strstr(own, "title='F'"));

    g_assert_true(g_file_set_contents(path, "\xff\xfe\xff", 3, NULL));
    desk_form_page_take_file(f->page, path);
    desk_test_wait(is_settled, f);
    g_assert_cmpstr(desk_form_page_get_problem(f->page), !=, "");
    fixture_free(f);
}

static void
count_mapped(GtkWidget *widget, GType type, guint *n)
{
    *n += g_type_is_a(G_OBJECT_TYPE(widget), type) && gtk_widget_get_mapped(widget) ? 1 : 0;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        count_mapped(child, type, n);
}

static gboolean
is_printable(gpointer data)
{
    Fixture *f = data;
    GtkWidget *sheet = gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(f->window)));
    GtkWidget *preview = DESK_IS_SHEET(sheet) ? desk_test_find(sheet, DESK_TYPE_PREVIEW) : NULL;

    return preview != NULL && desk_preview_get_n_pages(DESK_PREVIEW(preview)) == 1 &&
           desk_preview_is_settled(DESK_PREVIEW(preview));
}

/* The bar of a record has the button, and it opens the paper. */
static void
test_print(void)
{
    Fixture *f = fixture_new();
    GtkWidget *host = gtk_window_get_child(GTK_WINDOW(f->window)), *bar = desk_verb_bar_new(f->data);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    guint n = 0;

    gtk_overlay_set_child(GTK_OVERLAY(host), bar);
    g_ptr_array_add(records, ep_test_media_read(&f->media, "application", f->application));
    desk_verb_bar_set_records(DESK_VERB_BAR(bar), records);
    desk_test_settle();
    desk_form_sheet_open(bar, f->data, records, NULL);
    desk_test_wait(is_printable, f);
    count_mapped(host, DESK_TYPE_PREVIEW, &n);
    g_assert_cmpuint(n, ==, 1);
    desk_sheet_close(DESK_SHEET(gtk_widget_get_last_child(host)));
    gtk_overlay_set_child(GTK_OVERLAY(host), NULL);
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/form/edit", test_edit);
    g_test_add_func("/ui/form/others", test_others);
    g_test_add_func("/ui/form/print", test_print);
    return g_test_run();
}
