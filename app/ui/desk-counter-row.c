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

char *
desk_counter_row_dup_wait(const char *day)
{
    int days = desk_counter_row_days(day);

    if (days <= 0)
        return g_strdup(_("today"));
    return g_strdup_printf(ngettext("%d day", "%d days", (gulong)days), days);
}

static GtkWidget *
desk_counter_row_add_label(GtkWidget *grid, GtkWidget *row, const char *name, const char *style, int column, int line)
{
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), column == 0 ? 0.0F : 1.0F);
    if (column == 0) {
        gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
        gtk_widget_set_hexpand(label, TRUE);
    }
    gtk_widget_add_css_class(label, style);
    gtk_grid_attach(GTK_GRID(grid), label, column, line, 1, 1);
    g_object_set_data(G_OBJECT(row), name, label);
    return label;
}

GtkWidget *
desk_counter_row_new(void)
{
    GtkWidget *row = gtk_grid_new(), *badge = desk_badge_new();

    gtk_grid_set_column_spacing(GTK_GRID(row), 8);
    gtk_grid_set_row_spacing(GTK_GRID(row), 2);
    gtk_widget_add_css_class(row, "queue-row");
    desk_counter_row_add_label(row, row, "number", "code", 0, 0);
    gtk_widget_set_halign(badge, GTK_ALIGN_END);
    gtk_grid_attach(GTK_GRID(row), badge, 1, 0, 1, 1);
    g_object_set_data(G_OBJECT(row), "badge", badge);
    desk_counter_row_add_label(row, row, "who", "who", 0, 1);
    desk_counter_row_add_label(row, row, "wait", "wait-days", 1, 1);
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
