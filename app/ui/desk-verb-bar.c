#include "app/ui/desk-verb-bar-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"

#include "app/ui/desk-explain.h"
#include "app/ui/desk-form-list.h"
#include "app/ui/desk-form-sheet.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-sheet.h"

#define BUTTONS 3  /* beside the menu */
#define LETTERS 24 /* that their labels may have together */
#define BOTH 4     /* what the buttons for printing and for asking take of them; a wider bar would widen the card */

struct _DeskVerbBar {
    GtkWidget parent;
    GtkWidget *buttons, *explain, *print, *menu, *list, *reason;
    DeskData *data;
    GPtrArray *records;
};

enum { VERB, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskVerbBar, desk_verb_bar, GTK_TYPE_WIDGET)

static void
desk_verb_bar_dispose(GObject *object)
{
    DeskVerbBar *self = DESK_VERB_BAR(object);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->records, g_ptr_array_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_verb_bar_parent_class)->dispose(object);
}

static void
desk_verb_bar_class_init(DeskVerbBarClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_verb_bar_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "verbs");
    signals[VERB] = g_signal_new("verb", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
}

static void
desk_verb_bar_row_activated(GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
    DeskVerbBar *self = user_data;

    gtk_menu_button_popdown(GTK_MENU_BUTTON(self->menu));
    g_signal_emit(self, signals[VERB], 0, g_object_get_data(G_OBJECT(row), "verb"));
}

static void
desk_verb_bar_print(DeskVerbBar *self)
{
    desk_form_sheet_open(GTK_WIDGET(self), self->data, self->records, NULL);
}

/* Wherever the focus is, for what is seen; what lies above the window has keys of its own. */
static gboolean
desk_verb_bar_print_pressed(GtkWidget *widget, GVariant *args, gpointer user_data)
{
    DeskVerbBar *self = DESK_VERB_BAR(widget);

    if (!gtk_widget_get_mapped(self->print) || desk_sheet_is_open(widget))
        return FALSE;
    desk_verb_bar_print(self);
    return TRUE;
}

static void
desk_verb_bar_init_print(DeskVerbBar *self)
{
    GtkEventController *controller = gtk_shortcut_controller_new();

    self->print = desk_icon_new_button("print");
    gtk_widget_set_tooltip_text(self->print, _("Print a paper (Ctrl+P)"));
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->print), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Print a paper"), -1);
    g_signal_connect_swapped(self->print, "clicked", G_CALLBACK(desk_verb_bar_print), self);
    gtk_shortcut_controller_add_shortcut(
        GTK_SHORTCUT_CONTROLLER(controller),
        gtk_shortcut_new(gtk_shortcut_trigger_parse_string("<Control>p"),
                         gtk_callback_action_new(desk_verb_bar_print_pressed, NULL, NULL)));
    gtk_shortcut_controller_set_scope(GTK_SHORTCUT_CONTROLLER(controller), GTK_SHORTCUT_SCOPE_GLOBAL);
    gtk_widget_add_controller(GTK_WIDGET(self), controller);
}

static void
desk_verb_bar_show_print(DeskVerbBar *self)
{
    g_autoptr(GPtrArray) forms = desk_form_list_choose(self->data, self->records);

    gtk_widget_set_visible(self->print, forms->len > 0);
}

static void
desk_verb_bar_explain(DeskVerbBar *self)
{
    desk_go_explain(GTK_WIDGET(self), g_ptr_array_index(self->records, 0), NULL);
}

static void
desk_verb_bar_init_explain(DeskVerbBar *self)
{
    self->explain = desk_icon_new_button("explain");
    gtk_widget_set_tooltip_text(self->explain, _("What would happen? (Ctrl+H)"));
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->explain), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("What would happen?"), -1);
    g_signal_connect_swapped(self->explain, "clicked", G_CALLBACK(desk_verb_bar_explain), self);
}

static void
desk_verb_bar_init(DeskVerbBar *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *popover = gtk_popover_new();

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 4);
    self->buttons = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    self->menu = gtk_menu_button_new();
    gtk_menu_button_set_child(GTK_MENU_BUTTON(self->menu), desk_icon_new("more"));
    gtk_widget_set_tooltip_text(self->menu, _("More"));
    self->list = gtk_list_box_new();
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->list), GTK_SELECTION_NONE);
    gtk_popover_set_child(GTK_POPOVER(popover), self->list);
    gtk_widget_add_css_class(popover, "finder");
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(self->menu), popover);
    g_signal_connect(self->list, "row-activated", G_CALLBACK(desk_verb_bar_row_activated), self);
    desk_verb_bar_init_explain(self);
    desk_verb_bar_init_print(self);
    gtk_box_append(GTK_BOX(row), self->buttons);
    gtk_box_append(GTK_BOX(row), self->explain);
    gtk_box_append(GTK_BOX(row), self->print);
    gtk_box_append(GTK_BOX(row), self->menu);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
    self->reason = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->reason), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->reason), TRUE);
    gtk_widget_add_css_class(self->reason, "field-hint");
    gtk_widget_set_parent(self->reason, GTK_WIDGET(self));
}

static void
desk_verb_bar_table_changed(DeskData *data, const EpTable *table, DeskVerbBar *self)
{
    g_autoptr(GPtrArray) records = self->records != NULL ? g_ptr_array_ref(self->records) : NULL;

    if ((table == &ep_route_table || table == &ep_paper_rule_table || table == &ep_form_table) && records != NULL)
        desk_verb_bar_set_records(self, records);
}

GtkWidget *
desk_verb_bar_new(DeskData *data)
{
    DeskVerbBar *self = g_object_new(DESK_TYPE_VERB_BAR, NULL);

    self->data = g_object_ref(data);
    g_signal_connect_object(data, "loaded", G_CALLBACK(desk_verb_bar_table_changed), self, 0);
    g_signal_connect_object(data, "changed", G_CALLBACK(desk_verb_bar_table_changed), self, 0);
    return GTK_WIDGET(self);
}

static char *
desk_verb_bar_dup_tip(const EpVerb *verb, const char *reason)
{
    g_autofree char *key = NULL;
    guint accel = 0;
    GdkModifierType modifiers = 0;

    if (reason != NULL)
        return g_strdup(reason);
    if (verb->accel == NULL || !gtk_accelerator_parse(verb->accel, &accel, &modifiers))
        return NULL;
    key = gtk_accelerator_get_label(accel, modifiers);
    return g_strdup_printf("%s (%s)", ep_label(verb->label), key);
}

static void
desk_verb_bar_clicked(GtkButton *button, gpointer user_data)
{
    g_signal_emit(user_data, signals[VERB], 0, g_object_get_data(G_OBJECT(button), "verb"));
}

static void
desk_verb_bar_add_button(DeskVerbBar *self, const EpVerb *verb, const char *reason, gboolean filled)
{
    GtkWidget *button = gtk_button_new_with_label(ep_label(verb->label));
    g_autofree char *tip = desk_verb_bar_dup_tip(verb, reason);

    g_object_set_data(G_OBJECT(button), "verb", (gpointer)verb);
    gtk_widget_set_sensitive(button, reason == NULL);
    gtk_widget_set_tooltip_text(button, tip);
    if (filled)
        gtk_widget_add_css_class(button, "primary");
    g_signal_connect(button, "clicked", G_CALLBACK(desk_verb_bar_clicked), self);
    gtk_box_append(GTK_BOX(self->buttons), button);
}

static GtkWidget *
desk_verb_bar_new_row(const EpVerb *verb, const char *reason)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *label = gtk_label_new(ep_label(verb->label));

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_box_append(GTK_BOX(box), label);
    if (reason != NULL) {
        GtkWidget *why = gtk_label_new(reason);

        gtk_label_set_xalign(GTK_LABEL(why), 0.0);
        gtk_label_set_wrap(GTK_LABEL(why), TRUE);
        gtk_label_set_max_width_chars(GTK_LABEL(why), 28);
        gtk_widget_add_css_class(why, "field-hint");
        gtk_box_append(GTK_BOX(box), why);
    }
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_widget_set_sensitive(row, reason == NULL);
    g_object_set_data(G_OBJECT(row), "verb", (gpointer)verb);
    return row;
}

static void
desk_verb_bar_clear(DeskVerbBar *self)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->buttons)) != NULL)
        gtk_box_remove(GTK_BOX(self->buttons), child);
    while ((child = gtk_widget_get_first_child(self->list)) != NULL)
        gtk_list_box_remove(GTK_LIST_BOX(self->list), child);
    gtk_label_set_text(GTK_LABEL(self->reason), "");
}

typedef struct {
    guint buttons;
    glong letters;
} DeskVerbBarRoom;

static void
desk_verb_bar_place(DeskVerbBar *self, const EpVerb *verb, gboolean filled, DeskVerbBarRoom *room)
{
    g_autofree char *reason = desk_verb_bar_dup_reason(self->data, verb, self->records);
    glong letters = g_utf8_strlen(ep_label(verb->label), -1) + 2;
    gboolean step = (verb->flags & EP_VERB_MAIN) != 0;

    if (room->buttons < BUTTONS && room->letters + letters <= LETTERS && (reason == NULL || step)) {
        desk_verb_bar_add_button(self, verb, reason, filled);
        room->buttons++;
        room->letters += letters;
        if (reason != NULL && step)
            gtk_label_set_text(GTK_LABEL(self->reason), reason);
        return;
    }
    gtk_list_box_append(GTK_LIST_BOX(self->list), desk_verb_bar_new_row(verb, reason));
}

/* A selection: what all of them can do comes first, then what some can, with the reason of one that cannot. */
static void
desk_verb_bar_place_many(DeskVerbBar *self, const EpTable *table, DeskVerbBarRoom *room)
{
    g_autoptr(GPtrArray) some = g_ptr_array_new(), none = g_ptr_array_new();
    g_autoptr(GPtrArray) exceptions = g_ptr_array_new_with_free_func(g_free);
    const EpVerb *edit = desk_verb_bar_find_edit(table);

    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        g_autofree char *reason = NULL, *exception = NULL;

        if (!desk_verb_bar_is_drawn(self->data, verb, self->records))
            continue;
        reason = desk_verb_bar_dup_reason(self->data, verb, self->records);
        exception = reason == NULL ? desk_verb_bar_dup_exception(self->data, verb, self->records) : NULL;
        if (reason == NULL && exception == NULL && verb != edit) /* as on a card, editing comes last */
            desk_verb_bar_place(self, verb, room->buttons == 0 && (verb->flags & EP_VERB_MAIN) != 0, room);
        else
            g_ptr_array_add(reason == NULL ? some : none, (gpointer)verb);
        if (reason == NULL && (exception != NULL || verb == edit))
            g_ptr_array_add(exceptions, g_steal_pointer(&exception));
    }
    for (guint i = 0; i < some->len; i++) {
        guint before = room->buttons;

        desk_verb_bar_place(self, g_ptr_array_index(some, i), FALSE, room);
        if (room->buttons > before)
            gtk_widget_set_tooltip_text(gtk_widget_get_last_child(self->buttons), g_ptr_array_index(exceptions, i));
    }
    for (guint i = 0; i < none->len; i++) {
        g_autofree char *reason = desk_verb_bar_dup_reason(self->data, g_ptr_array_index(none, i), self->records);

        gtk_list_box_append(GTK_LIST_BOX(self->list), desk_verb_bar_new_row(g_ptr_array_index(none, i), reason));
        if (room->buttons == 0 && i == 0)
            gtk_label_set_text(GTK_LABEL(self->reason), reason);
    }
}

static void
desk_verb_bar_place_one(DeskVerbBar *self, const EpTable *table, DeskVerbBarRoom *room)
{
    const EpVerb *blocked, *likely = desk_verb_bar_find_main(self->data, table, self->records, &blocked),
                           *edit = desk_verb_bar_find_edit(table);

    if (likely != NULL || blocked != NULL)
        desk_verb_bar_place(self, likely != NULL ? likely : blocked, likely != NULL, room);
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if (verb != likely && (likely != NULL || verb != blocked) && verb != edit &&
            desk_verb_bar_is_drawn(self->data, verb, self->records))
            desk_verb_bar_place(self, verb, FALSE, room);
    }
    if (edit != NULL && desk_verb_bar_is_drawn(self->data, edit, self->records))
        desk_verb_bar_place(self, edit, FALSE, room);
}

void
desk_verb_bar_set_records(DeskVerbBar *self, GPtrArray *records)
{
    DeskVerbBarRoom room = { 0, 0 };
    const EpTable *table;

    g_clear_pointer(&self->records, g_ptr_array_unref);
    self->records = g_ptr_array_ref(records);
    desk_verb_bar_clear(self);
    gtk_widget_set_visible(GTK_WIDGET(self), records->len > 0);
    if (records->len == 0)
        return;
    table = ep_record_get_table(g_ptr_array_index(records, 0));
    desk_verb_bar_show_print(self);
    gtk_widget_set_visible(self->explain, records->len == 1 && desk_explain_takes(table));
    if (gtk_widget_get_visible(self->print) && gtk_widget_get_visible(self->explain))
        room.letters = BOTH;
    if (records->len > 1)
        desk_verb_bar_place_many(self, table, &room);
    else
        desk_verb_bar_place_one(self, table, &room);
    gtk_widget_set_visible(self->menu, gtk_widget_get_first_child(self->list) != NULL);
    gtk_widget_set_visible(self->reason, *gtk_label_get_text(GTK_LABEL(self->reason)) != '\0');
}

static void
desk_verb_bar_menu_activated(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    const EpVerb *verb = g_object_get_data(G_OBJECT(row), "verb");

    gtk_popover_popdown(GTK_POPOVER(gtk_widget_get_ancestor(GTK_WIDGET(rows), GTK_TYPE_POPOVER)));
    g_signal_emit(user_data, signals[VERB], 0, verb);
}

static void
desk_verb_bar_menu_closed(GtkWidget *popover)
{
    gtk_widget_unparent(popover);
}

void
desk_verb_bar_popup(DeskVerbBar *self, GtkWidget *over, double x, double y)
{
    GtkWidget *popover = gtk_popover_new(), *rows = gtk_list_box_new();
    const EpTable *table;

    if (self->records == NULL || self->records->len == 0)
        return;
    table = ep_record_get_table(g_ptr_array_index(self->records, 0));
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(rows), GTK_SELECTION_NONE);
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        g_autofree char *reason = NULL;

        if (!desk_verb_bar_is_drawn(self->data, verb, self->records))
            continue;
        reason = desk_verb_bar_dup_reason(self->data, verb, self->records);
        gtk_list_box_append(GTK_LIST_BOX(rows), desk_verb_bar_new_row(verb, reason));
    }
    g_signal_connect(rows, "row-activated", G_CALLBACK(desk_verb_bar_menu_activated), self);
    gtk_widget_add_css_class(popover, "finder");
    gtk_popover_set_has_arrow(GTK_POPOVER(popover), FALSE);
    gtk_popover_set_position(GTK_POPOVER(popover), GTK_POS_BOTTOM);
    gtk_popover_set_child(GTK_POPOVER(popover), rows);
    gtk_widget_set_halign(popover, GTK_ALIGN_START);
    gtk_widget_set_parent(popover, over);
    gtk_popover_set_pointing_to(GTK_POPOVER(popover), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
    g_signal_connect_after(popover, "closed", G_CALLBACK(desk_verb_bar_menu_closed), NULL);
    gtk_popover_popup(GTK_POPOVER(popover));
}
