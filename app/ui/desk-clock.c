#include "app/ui/desk-clock.h"

#include <string.h>

#include "endpoint/ledger/ep-due.h"

static void
desk_clock_show(GtkWidget *label)
{
    const char *due_at = g_object_get_data(G_OBJECT(label), "due-at");
    EpDueNow now = ep_due_now();
    g_autofree char *text = ep_due_format(due_at, &now);
    const char *style = strcmp(due_at, now.at) <= 0 ? "late" : ep_due_is_near(due_at, &now) ? "wait" : "quiet";
    static const char *const styles[] = { "late", "wait", "quiet" };

    if (strcmp(text, gtk_label_get_text(GTK_LABEL(label))) == 0)
        return;
    gtk_label_set_text(GTK_LABEL(label), text);
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++) {
        if (strcmp(styles[i], style) == 0)
            gtk_widget_add_css_class(label, styles[i]);
        else
            gtk_widget_remove_css_class(label, styles[i]);
    }
}

static gboolean
desk_clock_tick(gpointer label)
{
    desk_clock_show(label);
    return G_SOURCE_CONTINUE;
}

static void
desk_clock_stop(gpointer timer)
{
    g_source_remove(GPOINTER_TO_UINT(timer));
}

GtkWidget *
desk_clock_new(const char *due_at)
{
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "figure");
    gtk_widget_add_css_class(label, "clock");
    g_object_set_data_full(G_OBJECT(label), "due-at", g_strdup(due_at), g_free);
    g_object_set_data_full(G_OBJECT(label), "timer", GUINT_TO_POINTER(g_timeout_add_seconds(1, desk_clock_tick, label)),
                           desk_clock_stop);
    desk_clock_show(label);
    return label;
}
