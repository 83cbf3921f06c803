#include <string.h>

#include "app/ui/desk-attachments.h"
#include "app/ui/desk-kept.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/ledger/ep-attachment.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder, *picture;
    EpTestMedia media;
    gint64 application;
    DeskData *data;
    DeskAttachments *attachments;
    GtkWidget *window;
    guint n; /* waited for */
} Fixture;

static GdkTexture *
new_picture(int width)
{
    g_autofree guchar *pixels = g_malloc0((gsize)width * 3 * 20);
    g_autoptr(GBytes) bytes = g_bytes_new(pixels, (gsize)width * 3 * 20);

    return gdk_memory_texture_new(width, 20, GDK_MEMORY_R8G8B8, bytes, (gsize)width * 3);
}

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;
    g_autoptr(GdkTexture) picture = new_picture(400);
    g_autoptr(EpRecord) record = NULL;

    f->folder = g_dir_make_tmp("test-desk-attachments-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->picture = g_build_filename(f->folder, "写真.png", NULL);
    g_assert_true(gdk_texture_save_to_png(picture, f->picture));
    f->media = ep_test_media_open(path);
    f->application = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    f->data = desk_data_new(f->media.ledger);
    f->attachments = DESK_ATTACHMENTS(desk_attachments_new(f->data));
    f->window = desk_test_open_window(desk_sheet_new_host(GTK_WIDGET(f->attachments)), 500, 400);
    record = ep_test_media_read(&f->media, "application", f->application);
    desk_attachments_set_record(f->attachments, record);
    desk_test_settle();
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
    g_free(f->picture);
    g_free(f);
}

static gboolean
has_n(gpointer data)
{
    Fixture *f = data;

    return desk_attachments_get_n(f->attachments) == f->n;
}

static void
wait_n(Fixture *f, guint n)
{
    f->n = n;
    desk_test_wait(has_n, f);
}

static gboolean
has_problem(gpointer data)
{
    Fixture *f = data;

    return *desk_attachments_get_problem(f->attachments) != '\0';
}

static gboolean
has_picture(gpointer data)
{
    Fixture *f = data;

    return desk_test_find(GTK_WIDGET(f->attachments), GTK_TYPE_PICTURE) != NULL;
}

static gboolean
is_written(gpointer path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void
test_add(void)
{
    Fixture *f = fixture_new();
    g_autofree char *text = g_build_filename(f->folder, "letter.pdf", NULL), *out = NULL, *was = NULL, *is = NULL;
    g_autoptr(GdkTexture) pasted = new_picture(30);
    g_autoptr(GPtrArray) kept = NULL;
    gsize n_was, n_is;

    g_assert_cmpuint(desk_attachments_get_n(f->attachments), ==, 0);
    desk_attachments_add_paths(f->attachments, (const char *const[]){ f->picture, NULL });
    wait_n(f, 1);
    desk_test_wait(has_picture, f);
    desk_attachments_add_picture(f->attachments, pasted);
    wait_n(f, 2);

    g_assert_true(g_file_set_contents(text, "Dear desk,", -1, NULL));
    desk_attachments_add_paths(f->attachments, (const char *const[]){ text, NULL });
    desk_test_wait(has_problem, f);
    g_assert_nonnull(strstr(desk_attachments_get_problem(f->attachments), "letter.pdf: it is no PDF"));
    g_assert_cmpuint(desk_attachments_get_n(f->attachments), ==, 2);

    kept = ep_reader_load_of(ep_ledger_get_reader(f->media.ledger), &ep_attachment_table, "application", f->application,
                             NULL);
    out = g_build_filename(f->folder, "out.png", NULL);
    desk_kept_write(GTK_WIDGET(f->attachments), f->data, kept->pdata[0], out);
    desk_test_wait(is_written, out);
    g_assert_true(g_file_get_contents(f->picture, &was, &n_was, NULL));
    g_assert_true(g_file_get_contents(out, &is, &n_is, NULL));
    g_assert_cmpmem(was, n_was, is, n_is);
    fixture_free(f);
}

/* By its button; what undo brings back is shown again. */
static void
test_remove(void)
{
    Fixture *f = fixture_new();
    GtkWidget *row, *button;

    desk_attachments_add_paths(f->attachments, (const char *const[]){ f->picture, NULL });
    wait_n(f, 1);
    row = desk_test_find(GTK_WIDGET(f->attachments), GTK_TYPE_LIST_BOX_ROW);
    button = gtk_widget_get_last_child(gtk_list_box_row_get_child(GTK_LIST_BOX_ROW(row)));
    g_signal_emit_by_name(button, "clicked");
    desk_test_settle();
    desk_data_refresh(f->data);
    wait_n(f, 0);
    ep_test_desk_undo(f->media.ledger);
    desk_data_refresh(f->data);
    wait_n(f, 1);
    fixture_free(f);
}

/* Of a kind that has none, nothing is shown. */
static void
test_kinds(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpRecord) section = ep_test_media_read(&f->media, "section", f->media.section);

    g_assert_true(gtk_widget_get_visible(GTK_WIDGET(f->attachments)));
    desk_attachments_set_record(f->attachments, section);
    g_assert_false(gtk_widget_get_visible(GTK_WIDGET(f->attachments)));
    desk_attachments_add_paths(f->attachments, (const char *const[]){ f->picture, NULL });
    desk_test_settle();
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/attachments/add", test_add);
    g_test_add_func("/ui/attachments/remove", test_remove);
    g_test_add_func("/ui/attachments/kinds", test_kinds);
    return g_test_run();
}
