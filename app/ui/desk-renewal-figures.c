#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-renewal-private.h"
#include "app/ui/desk-words.h"
#include "endpoint/ledger/ep-kinds.h"

/* How far the run is: figures over all of it, a row for each section, and where they lead. */

/* Each figure counts the lines in its states; "doubtful" is no state. */
static const struct {
    const char *name, *label, *states, *style;
} figures[] = {
    { "lines", N_("Permits"), NULL, NULL },
    { "waiting", N_("Not answered"), "waiting", "wait" },
    { "renew", N_("To be renewed"), "renew", NULL },
    { "give_back", N_("To be given back"), "give_back", NULL },
    { "lose", N_("Said to be lost"), "lose", "late" },
    { "done", N_("Done"), EP_RENEWAL_DONE, NULL },
    { "doubtful", N_("To be looked at"), NULL, "wait" },
    { "left", N_("Left the renewal"), "left", NULL },
};

static void
desk_renewal_add_states(GArray *matches, const char *name)
{
    static const char *const doubts[] = { "incident", "section", "check" };

    for (guint i = 0; strcmp(name, "doubtful") == 0 && i < G_N_ELEMENTS(doubts); i++) {
        EpMatch match = { "doubt", doubts[i] };

        g_array_append_val(matches, match);
    }
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        g_auto(GStrv) states = g_strsplit(figures[i].states != NULL ? figures[i].states : "", " ", -1);

        for (guint s = 0; strcmp(figures[i].name, name) == 0 && states[s] != NULL; s++) {
            EpMatch match = { "state", g_intern_string(states[s]) };

            g_array_append_val(matches, match);
        }
    }
}

void
desk_renewal_open_lines(DeskRenewal *self, const char *figure, gint64 section)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    g_autoptr(GArray) matches = g_array_new(TRUE, TRUE, sizeof(EpMatch));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    EpMatch match = { "renewal", NULL };

    g_ptr_array_add(texts, g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(self->run)));
    match.value = g_ptr_array_index(texts, 0);
    g_array_append_val(matches, match);
    match.field = "section";
    for (guint i = 0; i < (section != 0 ? 1 : selected->len); i++) {
        gint64 id = section != 0 ? section : ep_record_get_id(g_ptr_array_index(selected, i));

        match.value = id > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, id) : g_strdup("");
        g_ptr_array_add(texts, (gpointer)match.value);
        g_array_append_val(matches, match);
    }
    desk_renewal_add_states(matches, figure);
    desk_go_open_those(GTK_WIDGET(self), &ep_renewal_line_table, (const EpMatch *)matches->data);
}

static void
desk_renewal_figure_clicked(GtkWidget *button, gpointer user_data)
{
    desk_renewal_open_lines(user_data, g_object_get_data(G_OBJECT(button), "figure"), 0);
}

static void
desk_renewal_linked(DeskList *list, EpRecord *section, guint field, gpointer user_data)
{
    desk_renewal_open_lines(user_data, ep_record_get_table(section)->fields[field].name, ep_record_get_id(section));
}

static void
desk_renewal_entered(DeskList *list, EpRecord *section, gpointer user_data)
{
    desk_renewal_open_lines(user_data, "lines", ep_record_get_id(section));
}

/* A figure that counts something leads to it; nothing is quiet. */
static void
desk_renewal_cell(DeskList *list, EpRecord *section, guint field, DeskListCell *cell, gpointer user_data)
{
    const EpField *described = &ep_record_get_table(section)->fields[field];

    if (described->kind != EP_KIND_INTEGER)
        return;
    if (strcmp(cell->text, "0") == 0) {
        cell->text = "";
        return;
    }
    cell->link = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        if (strcmp(figures[i].name, described->name) == 0 && figures[i].style != NULL)
            cell->tint = strcmp(figures[i].style, "late") == 0 ? EP_TINT_LATE : EP_TINT_WAIT;
    }
}

void
desk_renewal_show_figures(DeskRenewal *self)
{
    g_autoptr(GPtrArray) lines = desk_renewal_find_lines(self, NULL), selected = NULL;
    EpRenewalSection all = { 0 };
    guint at = 0;
    g_autofree char *scope = NULL;

    for (guint i = 0; i < lines->len; i++)
        ep_renewal_section_count(&all, g_ptr_array_index(lines, i));
    for (GtkWidget *button = gtk_widget_get_first_child(self->figures); button != NULL;
         button = gtk_widget_get_next_sibling(button), at++) {
        const guint values[] = { all.lines, all.waiting, all.renew,    all.give_back,
                                 all.lose,  all.done,    all.doubtful, all.left };
        g_autofree char *number = desk_words_dup_number(values[at]);
        g_autofree char *name = g_strdup_printf("%s: %s", ep_label(figures[at].label), number);
        GtkWidget *figure = g_object_get_data(G_OBJECT(button), "number");

        gtk_label_set_text(GTK_LABEL(figure), number);
        gtk_widget_set_sensitive(button, values[at] > 0);
        if (figures[at].style != NULL && values[at] > 0)
            gtk_widget_add_css_class(figure, figures[at].style);
        else if (figures[at].style != NULL)
            gtk_widget_remove_css_class(figure, figures[at].style);
        gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
    selected = desk_list_get_selected(DESK_LIST(self->list));
    scope = selected->len == 0   ? g_strdup(_("All sections"))
            : selected->len == 1 ? g_strdup(ep_record_get_named(g_ptr_array_index(selected, 0), "name"))
                                 : g_strdup_printf(_("%u sections that are selected"), selected->len);
    gtk_label_set_text(GTK_LABEL(self->scope), scope);
}

static GtkWidget *
desk_renewal_new_figure(DeskRenewal *self, guint at)
{
    GtkWidget *button = gtk_button_new(), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *number = gtk_label_new("0"), *label = gtk_label_new(ep_label(figures[at].label));

    gtk_widget_add_css_class(number, "figure");
    gtk_widget_add_css_class(number, "title");
    gtk_widget_add_css_class(label, "field-hint");
    gtk_box_append(GTK_BOX(box), number);
    gtk_box_append(GTK_BOX(box), label);
    gtk_button_set_child(GTK_BUTTON(button), box);
    gtk_widget_add_css_class(button, "flat");
    gtk_widget_add_css_class(button, "renewal-figure");
    g_object_set_data(G_OBJECT(button), "figure", (gpointer)figures[at].name);
    g_object_set_data(G_OBJECT(button), "number", number);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_renewal_figure_clicked), self);
    return button;
}

GtkWidget *
desk_renewal_new_sections(DeskRenewal *self)
{
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new();

    self->figures = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_box_set_homogeneous(GTK_BOX(self->figures), TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        gtk_box_append(GTK_BOX(self->figures), desk_renewal_new_figure(self, i));
    gtk_widget_add_css_class(self->figures, "renewal-figures");
    self->list = desk_list_new(self->model);
    desk_list_set_cell_func(DESK_LIST(self->list), NULL, desk_renewal_cell, self, NULL);
    g_signal_connect(self->list, "link-activated", G_CALLBACK(desk_renewal_linked), self);
    g_signal_connect(self->list, "activate", G_CALLBACK(desk_renewal_entered), self);
    g_signal_connect_swapped(self->list, "selection-changed", G_CALLBACK(desk_renewal_show), self);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_widget_add_css_class(scroll, "list-surface");
    gtk_box_append(GTK_BOX(column), self->figures);
    gtk_box_append(GTK_BOX(column), scroll);
    gtk_widget_set_hexpand(column, TRUE);
    return column;
}
