#include "app/ui/desk-today-notices.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-kinds.h"

static void
desk_today_notices_go_renewal(GtkWidget *button, gpointer user_data)
{
    desk_go_page(button, ep_renewal_table.name);
}

static void
desk_today_notices_go_ending(GtkWidget *button, gpointer user_data)
{
    desk_go_waiting(button, &ep_permit_table, DESK_WAITING_SOON);
}

static void
desk_today_notices_add(GtkWidget *box, const char *text, const char *label, GCallback go)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_label_new(text);
    GtkWidget *button = gtk_button_new_with_label(label);

    gtk_label_set_xalign(GTK_LABEL(words), 0.0);
    gtk_label_set_wrap(GTK_LABEL(words), TRUE);
    gtk_widget_set_hexpand(words, TRUE);
    gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class(row, "today-notice");
    g_signal_connect(button, "clicked", go, NULL);
    gtk_box_append(GTK_BOX(row), words);
    gtk_box_append(GTK_BOX(row), button);
    gtk_box_append(GTK_BOX(box), row);
}

void
desk_today_notices_fill(GtkWidget *box, const DeskTodayNews *news)
{
    g_autofree char *permits = desk_words_dup_number(news->renewal.permits),
                    *ending = desk_words_dup_number(news->ending);
    g_autofree char *renewal = NULL, *soon = NULL, *until = NULL;
    EpDate last = { 0 };
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(box)) != NULL)
        gtk_box_remove(GTK_BOX(box), child);
    if (ep_date_parse(news->renewal.until, &last, NULL))
        until = ep_date_format_long(last);
    renewal = g_strdup_printf(_("%s permits end on %s. It is time to begin the yearly renewal."), permits, until);
    soon = g_strdup_printf(_("%s permits end within %u days, and their sections were not told."), ending,
                           news->ending_days);
    if (news->renewal.due)
        desk_today_notices_add(box, renewal, _("Yearly renewal"), G_CALLBACK(desk_today_notices_go_renewal));
    if (news->ending > 0)
        desk_today_notices_add(box, soon, _("See them"), G_CALLBACK(desk_today_notices_go_ending));
    gtk_widget_set_visible(box, gtk_widget_get_first_child(box) != NULL);
}
