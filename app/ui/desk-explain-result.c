#include "app/ui/desk-explain-result.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/ledger/ep-kinds.h"

GtkWidget *
desk_explain_result_new_text(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_selectable(GTK_LABEL(label), TRUE);
    gtk_widget_set_can_focus(label, FALSE);
    if (style != NULL)
        gtk_widget_add_css_class(label, style);
    return label;
}

/* The answer as a word: what a person asked. */
static void
desk_explain_result_set_answer(GtkWidget *badge, const EpExplained *explained)
{
    const UsbctlDecision *decision = &explained->decision;
    gboolean reads = decision->allowed && strcmp(decision->rights, "read") == 0;

    if (explained->fault != NULL)
        desk_badge_set(badge, _("Cannot be said"), EP_TINT_WAIT);
    else if (!explained->judged)
        desk_badge_set(badge, decision->allowed ? _("On its list") : _("Not on its list"),
                       decision->allowed ? EP_TINT_FINE : EP_TINT_LATE);
    else if (!decision->allowed)
        desk_badge_set(badge, _("Blocked"), EP_TINT_LATE);
    else
        desk_badge_set(badge, reads ? _("Can be read") : _("Works"), reads ? EP_TINT_INFO : EP_TINT_FINE);
}

static void
desk_explain_result_follow(GtkButton *button, gpointer user_data)
{
    g_autoptr(GtkWidget) widget = g_object_ref(GTK_WIDGET(button));
    GtkWidget *window = GTK_WIDGET(gtk_widget_get_root(widget));
    gint64 *permit = g_object_get_data(G_OBJECT(button), "permit");

    desk_sheet_close_around(widget);
    desk_go_open(window, &ep_permit_table, *permit);
}

static GtkWidget *
desk_explain_result_new_permit(const EpExplained *explained)
{
    const UsbctlRule *rule = explained->decision.rule;
    g_autofree char *text = rule != NULL ? g_strdup_printf("%s  %s", rule->id, rule->name) : g_strdup(_("The permit"));
    GtkWidget *link = gtk_button_new_with_label(text);

    gtk_widget_add_css_class(link, "link-button");
    gtk_widget_set_halign(link, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(link, _("Show the permit"));
    g_object_set_data_full(G_OBJECT(link), "permit", g_memdup2(&explained->permit, sizeof explained->permit), g_free);
    g_signal_connect(link, "clicked", G_CALLBACK(desk_explain_result_follow), NULL);
    return link;
}

static GtkWidget *
desk_explain_result_new_step(guint number, const UsbctlStep *step)
{
    gboolean decides = step->outcome == USBCTL_OUTCOME_ALLOWED || step->outcome == USBCTL_OUTCOME_BLOCKED;
    g_autofree char *text = g_strdup_printf("%u. %s", number, _(usbctl_explain_step_text(step->kind)));
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *asked = desk_explain_result_new_text(text, "step"), *outcome;

    outcome = gtk_label_new(_(usbctl_explain_outcome_text(step->outcome)));
    gtk_widget_set_hexpand(box, TRUE);
    gtk_widget_set_valign(outcome, GTK_ALIGN_START);
    gtk_widget_add_css_class(outcome, "step");
    if (decides) {
        gtk_widget_add_css_class(asked, "decides");
        gtk_widget_add_css_class(outcome, step->outcome == USBCTL_OUTCOME_ALLOWED ? "fine" : "late");
    } else {
        gtk_widget_add_css_class(row, "quiet");
    }
    gtk_box_append(GTK_BOX(box), asked);
    if (*step->match != '\0')
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_text(step->match, "code"));
    gtk_box_append(GTK_BOX(row), box);
    gtk_box_append(GTK_BOX(row), outcome);
    return row;
}

static void
desk_explain_result_add_lines(GtkWidget *box, const char *remarks, const char *style)
{
    g_autofree char *text = ep_explain_describe(remarks);

    if (*text != '\0')
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_text(text, style));
}

GtkWidget *
desk_explain_result_new(const EpExplained *explained)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *name = gtk_label_new(ep_record_get_named(explained->target, "name")), *badge = desk_badge_new();
    const UsbctlDecision *decision = &explained->decision;

    gtk_widget_add_css_class(box, "explained");
    gtk_widget_add_css_class(name, "line-title");
    gtk_label_set_xalign(GTK_LABEL(name), 0.0);
    desk_explain_result_set_answer(badge, explained);
    gtk_box_append(GTK_BOX(head), badge);
    gtk_box_append(GTK_BOX(head), name);
    gtk_box_append(GTK_BOX(box), head);
    if (explained->fault != NULL) {
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_text(explained->fault, "field-error"));
        return box;
    }
    if (explained->judged)
        gtk_box_append(GTK_BOX(box),
                       desk_explain_result_new_text(_(usbctl_explain_ground_text(decision->ground)), NULL));
    if (decision->reason != USBCTL_REASON_NONE)
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_text(_(usbctl_reason_text(decision->reason)), "limits"));
    desk_explain_result_add_lines(box, explained->remarks, "limits");
    if (explained->permit != 0)
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_permit(explained));
    for (guint i = 0; i < explained->steps->len; i++)
        gtk_box_append(GTK_BOX(box), desk_explain_result_new_step(i + 1, g_ptr_array_index(explained->steps, i)));
    return box;
}
