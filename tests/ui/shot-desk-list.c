/* shot-desk-list FILE.png WIDTH HEIGHT [dark] [find=…] [select] [preview] [sort=…] [focus] [comfortable] [right]
 * Paints the list into a picture, to be looked at. WIDTH x HEIGHT with "hold" stays open for a minute instead, for
 * hands or a script. */
#include <stdlib.h>
#include <string.h>

#include "app/ui/desk-list.h"
#include "tests/ui/desk-list-fixture.h"

static void
preview(DeskList *list, EpRecord *record, guint field, DeskListCell *cell, gpointer user_data)
{
    static const DeskListCell marks[] = { { .text = "新規", .tint = EP_TINT_FINE, .chip = TRUE },
                                          { .text = "変更", .tint = EP_TINT_WAIT, .chip = TRUE },
                                          { .text = "同じ", .tint = EP_TINT_NONE, .chip = TRUE },
                                          { .text = "誤り", .tint = EP_TINT_LATE, .chip = TRUE } };
    gint64 kind = ep_record_get_id(record) % 7;

    kind = kind == 0 ? 0 : kind < 3 ? 1 : kind == 6 ? 3 : 2;
    if (field == EP_NO_FIELD) {
        *cell = marks[kind];
    } else if (kind == 1 && field == ep_table_find(ep_record_get_table(record), "user")) {
        cell->was = "旧 太郎";
        cell->strong = TRUE;
    } else if (kind == 1 && field == ep_table_find(ep_record_get_table(record), "place")) {
        cell->was = "";
        cell->strong = TRUE;
    }
}

static void
save(GtkWidget *window, GtkWidget *child, const char *path)
{
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(child);
    GtkSnapshot *snapshot = gtk_snapshot_new();
    g_autoptr(GskRenderNode) node = NULL;
    g_autoptr(GdkTexture) texture = NULL;
    int width = gtk_widget_get_width(child), height = gtk_widget_get_height(child);

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    node = gtk_snapshot_free_to_node(snapshot);
    texture = gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(window)), node,
                                          &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
    if (!gdk_texture_save_to_png(texture, path))
        g_error("cannot write %s", path);
}

static void
apply(const char *option, DeskList *list)
{
    EpList *model = desk_list_get_model(list);

    if (strcmp(option, "dark") == 0)
        g_object_set(gtk_settings_get_default(), "gtk-application-prefer-dark-theme", TRUE, NULL);
    else if (strcmp(option, "comfortable") == 0)
        desk_list_set_comfortable(list, TRUE);
    else if (g_str_has_prefix(option, "find="))
        desk_list_set_find(list, option + 5);
    else if (strcmp(option, "select") == 0)
        desk_list_select_id(list, ep_record_get_id(ep_list_peek(model, MIN(6, ep_list_get_n(model) - 1))));
    else if (strcmp(option, "fold") == 0)
        desk_list_set_fold(list, TRUE);
    else if (strcmp(option, "all") == 0)
        desk_list_select_all(list);
    else if (strcmp(option, "preview") == 0)
        desk_list_set_cell_func(list, "判定", preview, NULL, NULL);
    else if (g_str_has_prefix(option, "sort="))
        desk_list_set_columns(list, option);
    else if (strcmp(option, "focus") == 0)
        gtk_widget_grab_focus(GTK_WIDGET(list));
}

int
main(int argc, char **argv)
{
    g_autoptr(EpList) model = desk_list_fixture_list(8100);
    GtkWidget *window, *scrolled, *list;

    if (argc < 4)
        g_error("FILE.png WIDTH HEIGHT [OPTION]…");
    gtk_init();
    window = gtk_window_new();
    scrolled = gtk_scrolled_window_new();
    list = desk_list_new(model);
    gtk_scrolled_window_set_overlay_scrolling(GTK_SCROLLED_WINDOW(scrolled), FALSE);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), list);
    gtk_window_set_child(GTK_WINDOW(window), scrolled);
    gtk_window_set_decorated(GTK_WINDOW(window), FALSE);
    gtk_window_set_default_size(GTK_WINDOW(window), atoi(argv[2]), atoi(argv[3]));
    gtk_window_present(GTK_WINDOW(window));
    desk_list_fixture_settle(300);
    for (int i = 4; i < argc; i++)
        apply(argv[i], DESK_LIST(list));
    desk_list_fixture_settle(500);
    if (g_strv_contains((const char *const *)argv, "hold"))
        desk_list_fixture_settle(60000);
    else
        save(window, window, argv[1]);
    gtk_window_destroy(GTK_WINDOW(window));
    return 0;
}
