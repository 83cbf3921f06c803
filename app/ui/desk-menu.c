#include "app/ui/desk-menu.h"

static GtkWidget *
desk_menu_find(GtkWidget *within, GType type)
{
    if (g_type_is_a(G_OBJECT_TYPE(within), type))
        return within;
    for (GtkWidget *child = gtk_widget_get_first_child(within); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = desk_menu_find(child, type);

        if (found != NULL)
            return found;
    }
    return NULL;
}

static void
desk_menu_typed(GtkEditable *entry)
{
    GtkWidget *text = GTK_WIDGET(gtk_editable_get_delegate(entry));

    if (!gtk_widget_has_focus(text) && *gtk_editable_get_text(entry) != '\0')
        gtk_text_grab_focus_without_selecting(GTK_TEXT(text));
}

/* What was typed last may wait to be searched. */
static void
desk_menu_take_first(GtkSearchEntry *entry, GtkWidget *list)
{
    GtkSelectionModel *model = gtk_list_view_get_model(GTK_LIST_VIEW(list));

    g_signal_emit_by_name(entry, "search-changed");
    if (g_list_model_get_n_items(G_LIST_MODEL(model)) > 0)
        gtk_widget_activate_action(list, "list.activate-item", "u", 0);
}

/* GTK 4.8 gives the focus to the chosen item and takes letters only in the entry above it; what is inside its menu it
 * does not say. */
void
desk_menu_search(GtkDropDown *menu)
{
    GtkWidget *popover = desk_menu_find(GTK_WIDGET(menu), GTK_TYPE_POPOVER);
    GtkWidget *entry = popover != NULL ? desk_menu_find(popover, GTK_TYPE_SEARCH_ENTRY) : NULL;
    GtkWidget *list = popover != NULL ? desk_menu_find(popover, GTK_TYPE_LIST_VIEW) : NULL;

    gtk_drop_down_set_enable_search(menu, TRUE);
    if (entry == NULL || list == NULL)
        return;
    gtk_search_entry_set_key_capture_widget(GTK_SEARCH_ENTRY(entry), popover);
    g_signal_connect(entry, "changed", G_CALLBACK(desk_menu_typed), NULL);
    g_signal_connect_object(entry, "activate", G_CALLBACK(desk_menu_take_first), list, 0);
}
