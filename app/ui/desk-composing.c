#include "app/ui/desk-composing.h"

#define COMPOSING "desk-composing"

static void
desk_composing_changed(GtkWidget *inner, const char *preedit, gpointer text)
{
    g_object_set_data(G_OBJECT(text), COMPOSING, GINT_TO_POINTER(*preedit != '\0'));
}

void
desk_composing_watch(GtkWidget *text)
{
    GtkWidget *inner = GTK_IS_EDITABLE(text) ? GTK_WIDGET(gtk_editable_get_delegate(GTK_EDITABLE(text))) : text;

    g_signal_connect(inner, "preedit-changed", G_CALLBACK(desk_composing_changed), text);
}

gboolean
desk_composing_is_on(GtkWidget *text)
{
    return g_object_get_data(G_OBJECT(text), COMPOSING) != NULL;
}
