/* The rail is longer than a small screen: the place of the page that is shown is brought into view. */
#include "app/ui/desk-rail.h"
#include "app/ui/desk-window.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

static GtkWidget *
find_active(GtkWidget *widget)
{
    GtkWidget *found = GTK_IS_LIST_BOX_ROW(widget) && gtk_widget_has_css_class(widget, "active") ? widget : NULL;

    for (GtkWidget *child = gtk_widget_get_first_child(widget); found == NULL && child != NULL;
         child = gtk_widget_get_next_sibling(child))
        found = find_active(child);
    return found;
}

static gboolean
place_is_seen(gpointer window)
{
    GtkWidget *row = find_active(desk_test_find(window, DESK_TYPE_RAIL));
    GtkWidget *scroll = row != NULL ? gtk_widget_get_ancestor(row, GTK_TYPE_SCROLLED_WINDOW) : NULL;
    graphene_rect_t bounds;

    return scroll != NULL && gtk_widget_compute_bounds(row, scroll, &bounds) && bounds.size.height > 0 &&
           bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= (float)gtk_widget_get_height(scroll);
}

static void
test_place_is_seen(void)
{
    static const char *const pages[] = { "mapping", "today", "target", "pc" };
    g_autofree char *folder = g_dir_make_tmp("test-desk-rail-XXXXXX", NULL),
                    *path = g_build_filename(folder, "desk.ledger", NULL);
    EpTestMedia media = ep_test_media_open(path);
    DeskWindow *window = desk_test_open_desk(media.ledger, folder);

    gtk_window_set_default_size(GTK_WINDOW(window), 1000, 500);
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        desk_window_show_page(window, pages[i]);
        desk_test_wait(place_is_seen, window);
    }
    desk_test_close_desk(window);
    ep_test_media_clear(&media);
    ep_test_folder_remove(folder);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/rail/place-is-seen", test_place_is_seen);
    return g_test_run();
}
