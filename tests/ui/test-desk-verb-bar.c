/* What a selection is offered: first what all of its rows can do, and what none can do with its reason. */
#include <string.h>

#include "app/ui/desk-verb-bar.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-hands.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    char *folder;
    EpTestMedia media;
    DeskData *data;
    GtkWidget *bar, *window;
} Fixture;

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autofree char *ledger = NULL;

    f->folder = g_dir_make_tmp("madoguchi-bar-XXXXXX", NULL);
    ledger = g_build_filename(f->folder, "desk.db", NULL);
    f->media = ep_test_media_open(ledger);
    f->data = desk_data_new(f->media.ledger);
    f->bar = desk_verb_bar_new(f->data);
    f->window = desk_test_open_window(f->bar, 900, 200);
    return f;
}

static void
fixture_free(Fixture *f)
{
    gtk_window_destroy(GTK_WINDOW(f->window));
    desk_test_drop(f->data);
    ep_test_media_clear(&f->media);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static GPtrArray *
read_both(Fixture *f, const char *table, gint64 one, gint64 other)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);

    g_ptr_array_add(records, ep_test_media_read(&f->media, table, one));
    g_ptr_array_add(records, ep_test_media_read(&f->media, table, other));
    return records;
}

static gboolean
is_offered(Fixture *f, const char *label)
{
    GtkWidget *button = desk_test_find_text(f->bar, GTK_TYPE_BUTTON, label);

    return button != NULL && gtk_widget_is_sensitive(button);
}

/* Neither is registered, so that neither can be begun: that is said in the menu, and does not take the first place. */
static void
test_refused_by_all(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 one = ep_test_media_allow(&f->media, ep_test_media_apply(&f->media, "application.new", "1-1", NULL));
    gint64 other = ep_test_media_allow(&f->media, ep_test_media_apply(&f->media, "application.new", "1-1", NULL));
    g_autoptr(GPtrArray) permits = read_both(f, "permit", one, other);

    desk_verb_bar_set_records(DESK_VERB_BAR(f->bar), permits);
    desk_test_settle();
    g_assert_null(desk_test_find_text(f->bar, GTK_TYPE_BUTTON, "Put into use"));
    g_assert_true(is_offered(f, "Given back unused"));
}

/* One lacks the seal: the other's step is offered, and says of whom it is not done. */
static void
test_refused_by_one(void)
{
    g_autoptr(Fixture) f = fixture_new();
    gint64 one = ep_test_media_apply(&f->media, "application.new", "1-1", ANSWERS("approved", ""));
    gint64 other = ep_test_media_apply(&f->media, "application.new", "1-2", NULL);
    g_autoptr(GPtrArray) applications = read_both(f, "application", one, other);
    GtkWidget *button;

    desk_verb_bar_set_records(DESK_VERB_BAR(f->bar), applications);
    desk_test_settle();
    g_assert_true(is_offered(f, "Content is right"));
    button = desk_test_find_text(f->bar, GTK_TYPE_BUTTON, "Content is right");
    g_assert_nonnull(strstr(gtk_widget_get_tooltip_text(button), "The seal of the section's head is missing"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    gtk_init();
    g_test_add_func("/verb-bar/refused-by-all", test_refused_by_all);
    g_test_add_func("/verb-bar/refused-by-one", test_refused_by_one);
    return g_test_run();
}
