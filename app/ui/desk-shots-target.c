#include "app/ui/desk-shots-target.h"

#include "app/ui/desk-ask.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-target-columns.h"

static GtkWidget *
desk_shots_target_find_ask(GtkWidget *within)
{
    GtkWidget *found = DESK_IS_ASK(within) ? within : NULL;

    for (GtkWidget *child = gtk_widget_get_first_child(within); child != NULL && found == NULL;
         child = gtk_widget_get_next_sibling(child))
        found = desk_shots_target_find_ask(child);
    return found;
}

/* What a hurried hand leaves behind: a column doubled, and a field that there is not. */
static void
desk_shots_target_spoil(GtkWidget *sheet)
{
    DeskMap *map = desk_target_columns_get_map(DESK_ASK(desk_shots_target_find_ask(sheet)), FALSE);
    g_autofree char *text = desk_map_dup_text(map), *wrong = NULL;
    g_auto(GStrv) parts = g_strsplit(text, "=serial", 2);

    wrong = g_strconcat(parts[0], "=\"{serail}\"", parts[1], "部署=section\n", NULL);
    desk_map_set_text(map, wrong, NULL);
    desk_map_check(map);
}

void
desk_shots_target_show(DeskWindow *window, const char *name)
{
    DeskPage *page = DESK_PAGE(desk_window_get_page(window));
    EpList *model = desk_page_get_model(page);
    gboolean columns = !g_str_equal(name, "target-export");

    for (guint i = 0; i < ep_list_get_n(model); i++) {
        EpRecord *record = ep_list_peek(model, i);

        if (g_str_equal(ep_record_get_named(record, "kind"), columns ? "csv" : "registry-pol"))
            desk_page_show_record(page, ep_record_get_id(record));
    }
    desk_page_start(page, ep_verb_find(desk_data_get_catalog(desk_window_get_data(window)),
                                       columns ? "target.columns" : "target.export", NULL));
    if (g_str_equal(name, "target-columns-wrong"))
        desk_shots_target_spoil(gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(window))));
}
