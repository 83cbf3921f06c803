#include "app/ui/desk-form-offers.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-fold.h"

struct _DeskFormOffers {
    GtkWidget parent;
    GtkWidget *box, *search, *rows, *scroll;
    EpCatalog *catalog;
    const EpTable *table;
    char *wanted; /* folded */
    gboolean filled;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskFormOffers, desk_form_offers, GTK_TYPE_WIDGET)

static GtkWidget *
desk_form_offers_new_row(const EpFormOffer *offer)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *label = gtk_label_new(offer->label), *text = gtk_label_new(offer->text);
    g_autofree char *words = g_strconcat(offer->label, " ", offer->text, NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_xalign(GTK_LABEL(text), 1);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_ellipsize(GTK_LABEL(text), PANGO_ELLIPSIZE_START);
    gtk_label_set_width_chars(GTK_LABEL(text), MIN((int)strlen(offer->text), 12)); /* the words give way first */
    gtk_widget_add_css_class(label, offer->heading ? "heading" : "offer-label");
    gtk_widget_add_css_class(text, "offer-text");
    gtk_box_append(GTK_BOX(box), label);
    if (!offer->heading)
        gtk_box_append(GTK_BOX(box), text);
    gtk_widget_set_tooltip_text(row, offer->heading ? NULL : words);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), !offer->heading);
    gtk_widget_set_focusable(row, !offer->heading);
    g_object_set_data_full(G_OBJECT(row), "text", g_strdup(offer->text), g_free);
    g_object_set_data_full(G_OBJECT(row), "folded", ep_fold(words), g_free);
    return row;
}

void
desk_form_offers_set_table(DeskFormOffers *self, const EpTable *table)
{
    g_autoptr(GPtrArray) offers = NULL;
    GtkWidget *child;

    if (self->filled && table == self->table)
        return;
    self->filled = TRUE;
    self->table = table;
    offers = ep_form_list_offers(self->catalog, table);
    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), child);
    for (guint i = 0; i < offers->len; i++)
        gtk_list_box_append(GTK_LIST_BOX(self->rows), desk_form_offers_new_row(g_ptr_array_index(offers, i)));
    gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll)), 0);
}

/* While one looks for something, headings are only in the way. */
static gboolean
desk_form_offers_filter(GtkListBoxRow *row, gpointer user_data)
{
    DeskFormOffers *self = user_data;

    return *self->wanted == '\0' || (gtk_list_box_row_get_activatable(row) &&
                                     strstr(g_object_get_data(G_OBJECT(row), "folded"), self->wanted) != NULL);
}

static void
desk_form_offers_find(DeskFormOffers *self)
{
    g_free(self->wanted);
    self->wanted = ep_fold(gtk_editable_get_text(GTK_EDITABLE(self->search)));
    gtk_list_box_invalidate_filter(GTK_LIST_BOX(self->rows));
}

static void
desk_form_offers_activated(GtkListBox *rows, GtkListBoxRow *row, DeskFormOffers *self)
{
    g_signal_emit(self, signals[CHOSEN], 0, g_object_get_data(G_OBJECT(row), "text"));
}

static void
desk_form_offers_dispose(GObject *object)
{
    g_clear_pointer(&DESK_FORM_OFFERS(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_form_offers_parent_class)->dispose(object);
}

static void
desk_form_offers_finalize(GObject *object)
{
    g_free(DESK_FORM_OFFERS(object)->wanted);
    G_OBJECT_CLASS(desk_form_offers_parent_class)->finalize(object);
}

static void
desk_form_offers_class_init(DeskFormOffersClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_form_offers_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_form_offers_finalize;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    signals[CHOSEN] = g_signal_new("chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_form_offers_init(DeskFormOffers *self)
{
    self->wanted = g_strdup("");
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    self->search = gtk_search_entry_new();
    g_object_set(self->search, "placeholder-text", _("Find a field"), NULL);
    gtk_search_entry_set_search_delay(GTK_SEARCH_ENTRY(self->search), 0);
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(desk_form_offers_find), self);
    self->rows = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows), GTK_SELECTION_NONE);
    gtk_list_box_set_filter_func(GTK_LIST_BOX(self->rows), desk_form_offers_filter, self, NULL);
    gtk_widget_add_css_class(self->rows, "related-rows");
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_form_offers_activated), self);
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), self->rows);
    gtk_widget_set_vexpand(self->scroll, TRUE);
    gtk_box_append(GTK_BOX(self->box), self->search);
    gtk_box_append(GTK_BOX(self->box), self->scroll);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

GtkWidget *
desk_form_offers_new(EpCatalog *catalog)
{
    DeskFormOffers *self = g_object_new(DESK_TYPE_FORM_OFFERS, NULL);

    self->catalog = catalog;
    return GTK_WIDGET(self);
}
