#include "app/ui/desk-badge.h"

static const struct {
    const char *sign; /* a form of its own: colour is never alone */
    const char *style;
} tints[] = {
    [EP_TINT_NONE] = { "○", "none" }, [EP_TINT_INFO] = { "◆", "info" }, [EP_TINT_FINE] = { "●", "fine" },
    [EP_TINT_WAIT] = { "◐", "wait" }, [EP_TINT_LATE] = { "▲", "late" },
};

GtkWidget *
desk_badge_new(void)
{
    GtkWidget *badge = gtk_label_new(NULL);

    gtk_widget_add_css_class(badge, "badge");
    gtk_widget_set_valign(badge, GTK_ALIGN_CENTER);
    gtk_widget_set_visible(badge, FALSE);
    return badge;
}

void
desk_badge_set(GtkWidget *badge, const char *word, EpTint tint)
{
    g_autofree char *text = g_strdup_printf("%s %s", tints[tint].sign, word);

    for (guint i = 0; i < G_N_ELEMENTS(tints); i++)
        gtk_widget_remove_css_class(badge, tints[i].style);
    gtk_widget_add_css_class(badge, tints[tint].style);
    gtk_label_set_text(GTK_LABEL(badge), text);
    gtk_widget_set_visible(badge, *word != '\0');
}

void
desk_badge_set_state(GtkWidget *badge, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const EpChoice *choice = NULL;

    if (table->at.state != EP_NO_FIELD)
        choice = ep_field_find_choice(&table->fields[table->at.state], ep_record_get(record, table->at.state));
    desk_badge_set(badge, choice != NULL ? ep_label(choice->label) : "", choice != NULL ? choice->tint : EP_TINT_NONE);
}
