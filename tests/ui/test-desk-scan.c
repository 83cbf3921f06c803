/* A paper's code, typed by a scanner into the search: the record it is of, and the end of temporary use. */
#include <string.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-search.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-form.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpTestMedia media;
    gint64 application, permit;
    DeskData *data;
    DeskWindow *window;
    gint64 wanted;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("test-desk-scan-XXXXXX", NULL);
    path = g_build_filename(f->folder, "desk.ledger", NULL);
    f->media = ep_test_media_open(path);
    f->application = ep_test_media_apply(&f->media, "application.new_temporary", "1-1", NULL);
    f->permit = ep_test_media_allow(&f->media, f->application);
    f->window = desk_test_open_desk(f->media.ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    desk_test_pause(120);
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->window);
    ep_test_media_clear(&f->media);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

static void
scan(Fixture *f, const char *text)
{
    GtkWidget *search = desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_SEARCH);

    desk_search_set_text(DESK_SEARCH(search), text);
    g_signal_emit_by_name(desk_test_find(search, GTK_TYPE_ENTRY), "activate");
}

static gboolean
is_selected(gpointer data)
{
    Fixture *f = data;
    GtkWidget *page = desk_window_get_page(f->window);
    g_autoptr(GPtrArray) selected =
        DESK_IS_PAGE(page) ? desk_list_get_selected(desk_page_get_list(DESK_PAGE(page))) : NULL;

    return selected != NULL && selected->len == 1 && ep_record_get_id(g_ptr_array_index(selected, 0)) == f->wanted;
}

static void
test_opens(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpRecord) pc = ep_test_media_read(&f->media, "pc", f->media.pc);
    g_autofree char *code = ep_form_dup_code(pc);
    g_autofree char *medium = ep_test_desk_get(f->media.ledger, "permit", f->permit, "medium");

    f->wanted = f->media.pc;
    scan(f, code);
    desk_test_wait(is_selected, f);
    g_assert_false(desk_sheet_is_open(GTK_WIDGET(f->window)));
    f->wanted = g_ascii_strtoll(medium, NULL, 10); /* the same digits, as another program writes them */
    g_free(code);
    code = g_strdup_printf("%020" G_GINT64_FORMAT, f->wanted);
    scan(f, code);
    desk_test_wait(is_selected, f);
    scan(f, "00000000000000000001"); /* of no record here: said, and nothing else */
    desk_test_settle();
    g_assert_true(is_selected(f));
    fixture_free(f);
}

static gboolean
is_asking(gpointer data)
{
    Fixture *f = data;

    return desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_ASK) != NULL && desk_sheet_is_open(GTK_WIDGET(f->window));
}

static gboolean
is_ended(gpointer data)
{
    Fixture *f = data;
    g_autofree char *state = ep_test_desk_get(f->media.ledger, "permit", f->permit, "state");

    return strcmp(state, "expired") == 0;
}

static void
test_ends_temporary_use(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpRecord) permit = ep_test_media_read(&f->media, "permit", f->permit);
    g_autofree char *code = ep_form_dup_code(permit);
    GtkWidget *ask = NULL, *sheet;

    scan(f, code);
    desk_test_wait(is_asking, f);
    sheet = gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(f->window)));
    ask = desk_test_find(sheet, DESK_TYPE_ASK);
    desk_ask_submit(DESK_ASK(ask));
    desk_test_wait(is_ended, f);
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/scan/opens", test_opens);
    g_test_add_func("/ui/scan/ends-temporary-use", test_ends_temporary_use);
    return g_test_run();
}
