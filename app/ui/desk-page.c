#include "app/ui/desk-page.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-check-subject.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-page-private.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-verb-sheet.h"
#include "app/ui/desk-words.h"

G_DEFINE_FINAL_TYPE(DeskPage, desk_page, GTK_TYPE_WIDGET)

static void
desk_page_dispose(GObject *object)
{
    DeskPage *self = DESK_PAGE(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    if (self->model != NULL)
        g_signal_handlers_disconnect_by_data(self->model, self);
    g_clear_pointer(&self->paned, gtk_widget_unparent);
    g_clear_object(&self->model);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_page_parent_class)->dispose(object);
}

static void
desk_page_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_PAGE(object)->facets);
    G_OBJECT_CLASS(desk_page_parent_class)->finalize(object);
}

static void
desk_page_class_init(DeskPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_page_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_page_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "page");
}

static void
desk_page_init(DeskPage *self)
{
    self->facets = g_ptr_array_new();
}

/* Selection and card */

static void
desk_page_show_card(DeskPage *self, EpRecord *record)
{
    if (desk_card_is_editing(DESK_CARD(self->card)))
        return; /* what is being typed stays until it is saved or given back */
    desk_card_set_record(DESK_CARD(self->card), record);
    desk_list_set_fold(DESK_LIST(self->list), record != NULL);
    gtk_widget_set_visible(self->card, record != NULL);
}

static void
desk_page_selected(DeskPage *self)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    g_autofree char *number = NULL, *text = NULL;

    desk_page_show_card(self, selected->len == 1 ? g_ptr_array_index(selected, 0) : NULL);
    gtk_widget_set_visible(self->many, selected->len > 1);
    if (selected->len < 2)
        return;
    number = desk_words_dup_number(selected->len);
    text = g_strdup_printf(_("%s selected"), number);
    gtk_label_set_text(GTK_LABEL(self->many_label), text);
    desk_verb_bar_set_records(DESK_VERB_BAR(self->many_verbs), selected);
}

static void
desk_page_menu(DeskList *list, EpRecord *record, double x, double y, gpointer user_data)
{
    DeskPage *self = user_data;
    g_autoptr(GPtrArray) selected = desk_list_get_selected(list);
    double at_x, at_y;

    if (selected->len == 0 || !gtk_widget_translate_coordinates(self->list, GTK_WIDGET(self), x, y, &at_x, &at_y))
        return;
    desk_verb_bar_set_records(DESK_VERB_BAR(self->many_verbs), selected);
    desk_verb_bar_popup(DESK_VERB_BAR(self->many_verbs), GTK_WIDGET(self), at_x, at_y);
}

/* Enter on a row goes into its card. */
static void
desk_page_entered(DeskList *list, EpRecord *record, gpointer user_data)
{
    DeskPage *self = user_data;

    if (gtk_widget_get_visible(self->card))
        gtk_widget_child_focus(self->card, GTK_DIR_TAB_FORWARD);
}

static void
desk_page_reselect(DeskPage *self)
{
    if (self->wanted != 0)
        desk_page_show_record(self, self->wanted);
}

/* Counts, and what stands in place of an empty list */

static void
desk_page_show_count(DeskPage *self)
{
    guint n = ep_list_get_n(self->model), total = ep_list_get_total(self->model);
    g_autofree char *shown = desk_words_dup_number(n), *all = desk_words_dup_number(total);
    g_autofree char *text =
        n == total ? g_strdup_printf(_("%s in all"), all) : g_strdup_printf(_("%s of %s"), shown, all);
    gboolean loaded = desk_data_is_loaded(self->data, self->table);

    gtk_label_set_text(GTK_LABEL(self->count), loaded ? text : _("Reading…"));
    gtk_widget_set_visible(self->count, !loaded || total > 0);
    gtk_widget_set_visible(self->filters, !loaded || total > 0);
    if (self->new_button != NULL)
        gtk_widget_set_visible(self->new_button, !loaded || total > 0);
    if (!loaded || n > 0)
        gtk_stack_set_visible_child_name(GTK_STACK(self->stack), "list");
    else
        gtk_stack_set_visible_child_name(GTK_STACK(self->stack), total > 0 ? "nothing" : "empty");
}

static void
desk_page_items_changed(GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
    desk_page_show_count(user_data);
}

static void
desk_page_loaded(DeskData *data, gpointer table, gpointer user_data)
{
    DeskPage *self = user_data;

    if (table != self->table)
        return;
    desk_page_show_count(self);
    desk_page_reselect(self);
}

GtkWidget *
desk_page_new(DeskData *data, DeskSettings *settings, const EpTable *table)
{
    DeskPage *self = g_object_new(DESK_TYPE_PAGE, NULL);

    self->data = g_object_ref(data);
    self->settings = settings;
    self->table = table;
    self->model = desk_data_new_list(data, table);
    desk_page_build(self);
    g_signal_connect_swapped(self->list, "selection-changed", G_CALLBACK(desk_page_selected), self);
    g_signal_connect(self->list, "context-menu", G_CALLBACK(desk_page_menu), self);
    g_signal_connect(self->list, "activate", G_CALLBACK(desk_page_entered), self);
    g_signal_connect(self->model, "items-changed", G_CALLBACK(desk_page_items_changed), self);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_page_loaded), self);
    desk_page_show_count(self);
    return GTK_WIDGET(self);
}

const EpTable *
desk_page_get_table(DeskPage *self)
{
    return self->table;
}

DeskList *
desk_page_get_list(DeskPage *self)
{
    return DESK_LIST(self->list);
}

EpList *
desk_page_get_model(DeskPage *self)
{
    return self->model;
}

GtkWidget *
desk_page_get_card(DeskPage *self)
{
    return self->card;
}

void
desk_page_show_record(DeskPage *self, gint64 id)
{
    self->wanted = id;
    if (!desk_data_is_loaded(self->data, self->table))
        return;
    if (ep_list_find_id(self->model, id) == G_MAXUINT) {
        desk_page_narrow(self, NULL, NULL);
        desk_page_set_find(self, "");
    }
    if (desk_list_select_id(DESK_LIST(self->list), id))
        self->wanted = 0;
}

static void
desk_page_set_facet(DeskPage *self, guint field, const char *const *values)
{
    ep_list_set_facet(self->model, field, values);
    for (guint i = 0; i < self->facets->len; i++) {
        if (desk_facet_get_field(g_ptr_array_index(self->facets, i)) == field)
            desk_facet_set(g_ptr_array_index(self->facets, i), values);
    }
}

void
desk_page_narrow_to(DeskPage *self, const EpMatch *matches)
{
    desk_page_narrow(self, NULL, NULL);
    desk_page_set_find(self, "");
    while (matches->field != NULL) {
        guint field = ep_table_find(self->table, matches->field);
        g_autoptr(GPtrArray) values = g_ptr_array_new();

        for (; matches->field != NULL && ep_table_find(self->table, matches->field) == field; matches++)
            g_ptr_array_add(values, (gpointer)matches->value);
        g_ptr_array_add(values, NULL);
        if (field != EP_NO_FIELD)
            desk_page_set_facet(self, field, (const char *const *)values->pdata);
    }
}

void
desk_page_narrow(DeskPage *self, const char *field, const char *value)
{
    guint index = field != NULL ? ep_table_find(self->table, field) : EP_NO_FIELD;
    const char *values[] = { value, NULL };

    ep_list_clear_facets(self->model);
    if (self->waiting != NULL)
        desk_waiting_set(DESK_WAITING(self->waiting), EP_URGENCY_NONE);
    for (guint i = 0; i < self->facets->len; i++)
        desk_facet_set(g_ptr_array_index(self->facets, i), NULL);
    if (index != EP_NO_FIELD)
        desk_page_set_facet(self, index, values);
}

void
desk_page_show_waiting(DeskPage *self, EpUrgency urgency)
{
    desk_page_narrow(self, NULL, NULL);
    desk_page_set_find(self, "");
    if (self->waiting != NULL)
        desk_waiting_set(DESK_WAITING(self->waiting), urgency);
}

void
desk_page_set_find(DeskPage *self, const char *text)
{
    gtk_editable_set_text(GTK_EDITABLE(self->search), text);
    desk_list_set_find(DESK_LIST(self->list), text);
}

void
desk_page_focus_search(DeskPage *self)
{
    gtk_widget_grab_focus(self->search);
}

gboolean
desk_page_leave(DeskPage *self)
{
    if (desk_card_is_editing(DESK_CARD(self->card)) || desk_list_get_n_selected(DESK_LIST(self->list)) == 0)
        return FALSE;
    desk_list_unselect_all(DESK_LIST(self->list));
    desk_page_focus_list(self);
    return TRUE;
}

void
desk_page_focus_list(DeskPage *self)
{
    GtkWidget *scroll = gtk_widget_get_parent(self->list);

    if (gtk_widget_get_child_visible(scroll))
        gtk_widget_grab_focus(self->list);
    else /* something is said in its place */
        gtk_widget_child_focus(gtk_widget_get_parent(scroll), GTK_DIR_TAB_FORWARD);
}

/* Doing */

static void
desk_page_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    DeskPage *self = user_data;
    const char *said = g_object_get_data(G_OBJECT(ask), "said");
    const EpVerb *verb = g_object_get_data(G_OBJECT(ask), "verb");

    desk_go_say(GTK_WIDGET(self), said);
    if (made == 0)
        return;
    if ((verb->flags & EP_VERB_OPENS) != 0 && verb->makes != NULL) {
        desk_go_open(GTK_WIDGET(self), verb->makes, made);
        return;
    }
    if (ep_list_lookup(self->model, made) != NULL) /* the news of it may come before the answer */
        desk_page_show_record(self, made);
    else
        self->wanted = made;
}

static void
desk_page_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskPage *self = user_data;

    if (table == self->table)
        desk_page_reselect(self);
}

gboolean
desk_page_start_with(DeskPage *self, const EpVerb *verb, const char *field, const char *answer)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    g_autofree char *reason = NULL;
    gboolean creates = ep_verb_creates(verb);
    DeskAsk *ask;

    if (!creates && selected->len == 0)
        return FALSE;
    reason = creates ? NULL : desk_verb_bar_dup_reason(self->data, verb, selected);
    if (reason != NULL) {
        desk_go_say(GTK_WIDGET(self), reason);
        return FALSE;
    }
    if (selected->len == 1 && verb == desk_check_subject_find_verb(self->table)) {
        desk_go_check(GTK_WIDGET(self), self->table, ep_record_get_id(g_ptr_array_index(selected, 0)));
        return TRUE;
    }
    ask = desk_verb_sheet_open(GTK_WIDGET(self), self->data, verb, self->table, creates ? NULL : selected);
    if (field != NULL)
        desk_ask_set(ask, field, answer);
    g_object_set_data_full(G_OBJECT(ask), "said", g_strdup_printf(_("Done: %s"), ep_label(verb->label)), g_free);
    g_object_set_data(G_OBJECT(ask), "verb", (gpointer)verb);
    g_signal_connect_object(ask, "done", G_CALLBACK(desk_page_done), self, 0);
    g_signal_handlers_disconnect_by_func(self->data, desk_page_changed, self);
    g_signal_connect(self->data, "changed", G_CALLBACK(desk_page_changed), self);
    return TRUE;
}

gboolean
desk_page_start(DeskPage *self, const EpVerb *verb)
{
    return desk_page_start_with(self, verb, NULL, NULL);
}

static void
desk_page_pressed(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskPage) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *refused = NULL;

    desk_data_do_many_finish(result, NULL, &refused, &error);
    if (self->paned != NULL && (error != NULL || refused != NULL))
        desk_go_say(GTK_WIDGET(self), error != NULL ? error->message : refused);
}

/* One row after the other is answered without leaving the keys. */
static void
desk_page_select_next(DeskPage *self, EpRecord *record)
{
    guint at = ep_list_find_id(self->model, ep_record_get_id(record));

    if (at != G_MAXUINT && at + 1 < ep_list_get_n(self->model))
        desk_list_select_id(DESK_LIST(self->list), ep_record_get_id(ep_list_peek(self->model, at + 1)));
}

gboolean
desk_page_press(DeskPage *self, const EpVerb *verb)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    g_autofree char *reason = NULL;

    if ((verb->flags & EP_VERB_AT_ONCE) == 0)
        return desk_page_start(self, verb);
    if (selected->len == 0)
        return FALSE;
    reason = desk_verb_bar_dup_reason(self->data, verb, selected);
    if (reason != NULL) {
        desk_go_say(GTK_WIDGET(self), reason);
        return TRUE;
    }
    desk_data_do(self->data, verb, self->table, selected, NULL, NULL, desk_page_pressed, g_object_ref(self));
    if (selected->len == 1)
        desk_page_select_next(self, g_ptr_array_index(selected, 0));
    return TRUE;
}

void
desk_page_start_new(DeskPage *self)
{
    const EpVerb *verb = desk_verb_bar_find_new(self->table);
    const char *screen = verb != NULL ? desk_tabs_find_screen(verb->name) : NULL;

    if (screen != NULL)
        desk_go_page(GTK_WIDGET(self), screen);
    else if (verb != NULL)
        desk_page_start(self, verb);
}

void
desk_page_edit(DeskPage *self)
{
    const EpVerb *verb = desk_verb_bar_find_edit(self->table);

    if (verb == NULL)
        return;
    if (desk_list_get_n_selected(DESK_LIST(self->list)) == 1)
        desk_card_edit(DESK_CARD(self->card));
    else
        desk_page_start(self, verb);
}

void
desk_page_import(DeskPage *self)
{
    const EpTable *pcs = ep_catalog_find(desk_data_get_catalog(self->data), "pc");

    desk_go_import(GTK_WIDGET(self), desk_import_page_takes(self->table) ? self->table : pcs, NULL);
}
