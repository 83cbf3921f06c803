#include "app/ui/desk-counter-row.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-kinds.h"

#define LONG_WAIT 5 /* days after which the wait is marked */

static int
desk_counter_row_days(const char *day)
{
    EpDate date = { 0 };

    if (!ep_date_parse(day, &date, NULL))
        return 0;
    return ep_date_to_days(ep_clock_today(EP_ZONE_JAPAN)) - ep_date_to_days(date);
}

/* Days since @day (YYYY-MM-DD) in words: "today", "3 days". Free with g_free(). */
static char *
desk_counter_row_dup_wait(const char *day)
{
    int days = desk_counter_row_days(day);

    if (days <= 0)
        return g_strdup(_("today"));
    return g_strdup_printf(ngettext("%d day", "%d days", (gulong)days), days);
}

static GtkWidget *
desk_counter_row_new_line(GtkWidget *row, const char *name, const char *style)
{
    GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(label, style);
    gtk_box_append(GTK_BOX(line), label);
    gtk_box_append(GTK_BOX(row), line);
    g_object_set_data(G_OBJECT(row), name, label);
    return line;
}

GtkWidget *
desk_counter_row_new(void)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2), *badge = desk_badge_new(), *wait = gtk_label_new(NULL);

    gtk_widget_add_css_class(row, "queue-row");
    gtk_box_append(GTK_BOX(desk_counter_row_new_line(row, "number", "code")), badge);
    g_object_set_data(G_OBJECT(row), "badge", badge);
    gtk_widget_add_css_class(wait, "wait-days");
    gtk_box_append(GTK_BOX(desk_counter_row_new_line(row, "who", "who")), wait);
    g_object_set_data(G_OBJECT(row), "wait", wait);
    return row;
}

static char *
desk_counter_row_dup_who(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const char *section = ep_record_get_label(record, table->at.section);
    const char *kind = ep_record_get_named(record, "kind");
    char scratch[EP_SCRATCH_SIZE];

    if (strcmp(kind, "new") == 0)
        return g_strdup_printf("%s  %s", section, ep_record_get_named(record, "applicant"));
    return g_strdup_printf("%s  %s ・ %s", section, ep_record_get_named(record, "applicant"),
                           ep_record_display(record, ep_table_find(table, "kind"), scratch));
}

void
desk_counter_row_set_record(GtkWidget *row, EpRecord *record)
{
    guint step = ep_table_find(&ep_application_table, "step");
    const EpChoice *choice = ep_field_find_choice(&ep_application_table.fields[step], ep_record_get(record, step));
    g_autofree char *wait = desk_counter_row_dup_wait(ep_record_get_named(record, "day"));
    g_autofree char *who = desk_counter_row_dup_who(record);
    GtkWidget *label = g_object_get_data(G_OBJECT(row), "wait");

    gtk_label_set_text(g_object_get_data(G_OBJECT(row), "number"), ep_record_get_named(record, "number"));
    gtk_label_set_text(g_object_get_data(G_OBJECT(row), "who"), who);
    gtk_label_set_text(GTK_LABEL(label), wait);
    desk_badge_set(g_object_get_data(G_OBJECT(row), "badge"), choice != NULL ? ep_label(choice->label) : "",
                   choice != NULL ? choice->tint : EP_TINT_NONE);
    if (desk_counter_row_days(ep_record_get_named(record, "day")) > LONG_WAIT)
        gtk_widget_add_css_class(label, "long");
    else
        gtk_widget_remove_css_class(label, "long");
    gtk_widget_set_tooltip_text(row, ep_record_get_named(record, "purpose"));
}
