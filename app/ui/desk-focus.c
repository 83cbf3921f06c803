#include "app/ui/desk-focus.h"

gboolean
desk_focus_leave(GtkWidget *widget)
{
    GtkRoot *root = widget != NULL ? gtk_widget_get_root(widget) : NULL;
    GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;

    if (focus == NULL || (focus != widget && !gtk_widget_is_ancestor(focus, widget)))
        return FALSE;
    gtk_root_set_focus(root, NULL);
    return TRUE;
}
