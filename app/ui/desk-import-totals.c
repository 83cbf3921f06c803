#include "app/ui/desk-import-totals.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-import-table.h"
#include "app/ui/desk-words.h"

#define ALL EP_N_VERDICTS

struct _DeskImportTotals {
    GtkWidget parent;
    GtkWidget *row, *buttons[EP_N_VERDICTS + 1], *figures[EP_N_VERDICTS + 1];
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImportTotals, desk_import_totals, GTK_TYPE_WIDGET)

static void
desk_import_totals_dispose(GObject *object)
{
    g_clear_pointer(&DESK_IMPORT_TOTALS(object)->row, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_import_totals_parent_class)->dispose(object);
}

static void
desk_import_totals_class_init(DeskImportTotalsClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_import_totals_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "totals");
    signals[CHOSEN] = g_signal_new("chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
}

static int
desk_import_totals_get_chosen(DeskImportTotals *self)
{
    for (int i = 0; i < EP_N_VERDICTS; i++) {
        if (gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(self->buttons[i])))
            return i;
    }
    return -1;
}

static void
desk_import_totals_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskImportTotals *self = user_data;

    if (gtk_toggle_button_get_active(button))
        g_signal_emit(self, signals[CHOSEN], 0, desk_import_totals_get_chosen(self));
}

/* The sign says the same as the colour. */
static GtkWidget *
desk_import_totals_new_button(DeskImportTotals *self, guint at)
{
    static const char *const signs[] = { "＋", "→", "＝", "✕", "？", NULL };
    static const char *const styles[] = { "info", "fine", "none", "late", "wait", "none" };
    GtkWidget *button = gtk_toggle_button_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *word = gtk_label_new(at == ALL ? _("All") : ep_label(desk_import_table_get_verdict(at)->label));

    self->figures[at] = gtk_label_new("0");
    gtk_widget_add_css_class(self->figures[at], "figure");
    if (signs[at] != NULL) {
        GtkWidget *sign = gtk_label_new(signs[at]);

        gtk_widget_add_css_class(sign, "sign");
        gtk_box_append(GTK_BOX(box), sign);
    }
    gtk_box_append(GTK_BOX(box), word);
    gtk_box_append(GTK_BOX(box), self->figures[at]);
    gtk_button_set_child(GTK_BUTTON(button), box);
    gtk_widget_add_css_class(button, "total");
    gtk_widget_add_css_class(button, styles[at]);
    g_signal_connect(button, "toggled", G_CALLBACK(desk_import_totals_toggled), self);
    return button;
}

static void
desk_import_totals_init(DeskImportTotals *self)
{
    static const guint order[] = {
        ALL, EP_VERDICT_NEW, EP_VERDICT_CHANGED, EP_VERDICT_SAME, EP_VERDICT_ERROR, EP_VERDICT_CONFLICT
    };

    self->row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    gtk_widget_set_parent(self->row, GTK_WIDGET(self));
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        guint at = order[i];

        self->buttons[at] = desk_import_totals_new_button(self, at);
        if (at != ALL)
            gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(self->buttons[at]), GTK_TOGGLE_BUTTON(self->buttons[ALL]));
        gtk_box_append(GTK_BOX(self->row), self->buttons[at]);
    }
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->buttons[ALL]), TRUE);
}

GtkWidget *
desk_import_totals_new(void)
{
    return g_object_new(DESK_TYPE_IMPORT_TOTALS, NULL);
}

void
desk_import_totals_set(DeskImportTotals *self, const EpImportSummary *summary)
{
    guint all = 0;

    for (guint i = 0; i <= ALL; i++) {
        guint n = i < ALL ? summary->counts[i] : all;
        g_autofree char *figure = desk_words_dup_number(n);

        all += i < ALL ? n : 0;
        gtk_label_set_text(GTK_LABEL(self->figures[i]), figure);
        gtk_widget_set_sensitive(self->buttons[i], n > 0 || i == ALL);
        if (n == 0 && i != ALL && gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(self->buttons[i])))
            desk_import_totals_choose(self, -1);
    }
}

void
desk_import_totals_choose(DeskImportTotals *self, int verdict)
{
    guint at = verdict >= 0 && verdict < EP_N_VERDICTS ? (guint)verdict : ALL;

    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->buttons[at]), TRUE);
}
