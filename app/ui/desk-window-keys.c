#include <glib/gi18n-lib.h>

#include "app/ui/desk-explain.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-window-private.h"

/*
 * The keyboard. Keys come here only after the focused widget has let them pass, so that letters typed into an entry
 * stay letters.
 */

static gboolean
desk_window_is_typing(DeskWindow *self)
{
    GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(self));

    return GTK_IS_EDITABLE(focus) || GTK_IS_TEXT_VIEW(focus);
}

static DeskPage *
desk_window_get_list_page(DeskWindow *self)
{
    GtkWidget *page = desk_window_get_page(self);

    return DESK_IS_PAGE(page) ? DESK_PAGE(page) : NULL;
}

/* A screen that is more than a list does it in its own way, if at all. */
static void
desk_window_tell_page(DeskWindow *self, const char *signal)
{
    GtkWidget *page = desk_window_get_page(self);

    if (page != NULL && g_signal_lookup(signal, G_OBJECT_TYPE(page)) != 0)
        g_signal_emit_by_name(page, signal);
}

static void
desk_window_key_search(DeskWindow *self)
{
    gtk_widget_grab_focus(self->search);
}

static void
desk_window_key_find(DeskWindow *self)
{
    if (desk_window_get_list_page(self) != NULL)
        desk_page_focus_search(desk_window_get_list_page(self));
    else
        desk_window_tell_page(self, "find");
}

static void
desk_window_key_new(DeskWindow *self)
{
    if (desk_window_get_list_page(self) != NULL)
        desk_page_start_new(desk_window_get_list_page(self));
    else
        desk_window_tell_page(self, "start-new");
}

static void
desk_window_key_edit(DeskWindow *self)
{
    if (desk_window_get_list_page(self) != NULL)
        desk_page_edit(desk_window_get_list_page(self));
    else
        desk_window_tell_page(self, "edit");
}

static void
desk_window_key_import(DeskWindow *self)
{
    DeskPage *page = desk_window_get_list_page(self);

    if (page != NULL)
        desk_page_import(page);
    else
        desk_window_import(self, ep_catalog_find(desk_data_get_catalog(self->data), "pc"), NULL);
}

/* Of what is selected, if it is one that can be asked about. */
static void
desk_window_key_explain(DeskWindow *self)
{
    DeskPage *page = desk_window_get_list_page(self);
    g_autoptr(GPtrArray) selected = page != NULL ? desk_list_get_selected(desk_page_get_list(page)) : NULL;
    EpRecord *record = selected != NULL && selected->len == 1 ? g_ptr_array_index(selected, 0) : NULL;

    if (record != NULL && !desk_explain_takes(ep_record_get_table(record)))
        record = NULL;
    desk_explain_open(self->stack, self->data, record, NULL);
}

static void
desk_window_key_reload(DeskWindow *self)
{
    desk_data_reload(self->data);
    desk_window_say(self, _("Read again"));
}

static void
desk_window_key_check(DeskWindow *self)
{
    desk_window_show_page(self, "check");
}

static void
desk_window_key_fold(DeskWindow *self)
{
    desk_rail_set_folded(DESK_RAIL(self->rail), !desk_rail_get_folded(DESK_RAIL(self->rail)));
}

static void
desk_window_key_list(DeskWindow *self)
{
    if (desk_window_get_list_page(self) != NULL)
        desk_page_focus_list(desk_window_get_list_page(self));
    else
        desk_window_tell_page(self, "focus-list");
}

static void
desk_window_key_device(DeskWindow *self)
{
    desk_window_tell_page(self, "focus-device");
}

static const struct {
    guint key;
    GdkModifierType state;
    gboolean letter; /* means itself while one types */
    void (*func)(DeskWindow *self);
    const char *shown, *label;
} keys[] = {
    { GDK_KEY_k, GDK_CONTROL_MASK, FALSE, desk_window_key_search, "Ctrl+K", N_("Find anything") },
    { GDK_KEY_f, GDK_CONTROL_MASK, FALSE, desk_window_key_find, "Ctrl+F", N_("Find in the list") },
    { GDK_KEY_n, GDK_CONTROL_MASK, FALSE, desk_window_key_new, "Ctrl+N", N_("Make a new one") },
    { GDK_KEY_i, GDK_CONTROL_MASK, FALSE, desk_window_key_import, "Ctrl+I", N_("Import from files") },
    { GDK_KEY_e, 0, TRUE, desk_window_key_edit, "E", N_("Edit what is selected") },
    { GDK_KEY_e, GDK_CONTROL_MASK, TRUE, desk_window_key_edit, NULL, NULL },
    { GDK_KEY_d, GDK_CONTROL_MASK, FALSE, desk_window_key_device, "Ctrl+D", N_("Go to what is plugged in") },
    { GDK_KEY_h, GDK_CONTROL_MASK, FALSE, desk_window_key_explain, "Ctrl+H", N_("What would happen to a device") },
    { GDK_KEY_z, GDK_CONTROL_MASK, TRUE, desk_window_undo, "Ctrl+Z", N_("Take one's own last work back") },
    { GDK_KEY_F5, 0, FALSE, desk_window_key_reload, "F5", N_("Read everything again") },
    { GDK_KEY_F6, 0, FALSE, desk_window_key_list, "F6", N_("Go to the list") },
    { GDK_KEY_F7, 0, FALSE, desk_window_key_check, "F7", N_("Check a medium for viruses") },
    { GDK_KEY_F9, 0, FALSE, desk_window_key_fold, "F9", N_("Fold the rail") },
    { GDK_KEY_F1, 0, FALSE, desk_window_show_shortcuts, "F1", N_("This list of keys") },
    { GDK_KEY_question, 0, TRUE, desk_window_show_shortcuts, NULL, NULL },
};

/* Keys that widgets know by themselves. */
static const char *const known[][2] = {
    { "Ctrl+1 … 9", N_("Go to a page") },
    { "↑ ↓  Home End", N_("Move in the list") },
    { "Shift+↑↓  Ctrl+A", N_("Select several") },
    { "Ctrl+Enter", N_("Save, or do it") },
    { "Esc", N_("Go back without saving") },
    { "Tab", N_("Go to the next field") },
    { "Ctrl+P  Ctrl+S", N_("Print a page, or save it as PDF") },
};

/* A verb's own key, on what is selected. */
static gboolean
desk_window_press_verb(DeskWindow *self, guint key, GdkModifierType state)
{
    DeskPage *page = desk_window_get_list_page(self);
    const EpVerb *verb = page != NULL ? desk_page_get_table(page)->verbs : NULL;

    for (; verb != NULL && verb->name != NULL; verb++) {
        guint own_key = 0;
        GdkModifierType own_state = 0;

        if (verb->accel == NULL || !gtk_accelerator_parse(verb->accel, &own_key, &own_state))
            continue;
        if (gdk_keyval_to_lower(key) == own_key && state == own_state)
            return desk_page_press(page, verb);
    }
    return FALSE;
}

static gboolean
desk_window_press_page(DeskWindow *self, guint key, GdkModifierType state)
{
    const char *name;

    if (state != GDK_CONTROL_MASK || key < GDK_KEY_1 || key > GDK_KEY_9)
        return FALSE;
    name = desk_window_get_page_name(self, key - GDK_KEY_1);
    if (name != NULL)
        desk_window_show_page(self, name);
    return name != NULL;
}

static gboolean
desk_window_pressed(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskWindow *self = user_data;
    GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

    if (desk_sheet_is_open(GTK_WIDGET(self)))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (keys[i].key != gdk_keyval_to_lower(key) || keys[i].state != held)
            continue;
        if (keys[i].letter && desk_window_is_typing(self))
            return FALSE;
        keys[i].func(self);
        return TRUE;
    }
    if (key == GDK_KEY_Escape && held == 0)
        return desk_window_get_list_page(self) != NULL && desk_page_leave(desk_window_get_list_page(self));
    return desk_window_press_page(self, key, held) || desk_window_press_verb(self, key, held);
}

void
desk_window_add_keys(DeskWindow *self)
{
    GtkEventController *controller = gtk_event_controller_key_new();

    g_signal_connect(controller, "key-pressed", G_CALLBACK(desk_window_pressed), self);
    gtk_widget_add_controller(GTK_WIDGET(self), controller);
}

static void
desk_window_add_shortcut(GtkWidget *grid, const char *shown, const char *label, int *row)
{
    GtkWidget *key = gtk_label_new(shown), *text = gtk_label_new(label);

    gtk_label_set_xalign(GTK_LABEL(key), 1.0);
    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_widget_add_css_class(key, "key");
    gtk_widget_set_halign(key, GTK_ALIGN_END);
    gtk_grid_attach(GTK_GRID(grid), key, 0, *row, 1, 1);
    gtk_grid_attach(GTK_GRID(grid), text, 1, *row, 1, 1);
    (*row)++;
}

void
desk_window_show_shortcuts(DeskWindow *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16), *title = gtk_label_new(_("Keyboard"));
    GtkWidget *grid = gtk_grid_new(), *close = gtk_button_new_with_label(_("Close"));
    int row = 0;

    gtk_widget_add_css_class(box, "sheet-alone");
    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_widget_add_css_class(title, "title");
    gtk_grid_set_row_spacing(GTK_GRID(grid), 8);
    gtk_grid_set_column_spacing(GTK_GRID(grid), 16);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (keys[i].shown != NULL)
            desk_window_add_shortcut(grid, keys[i].shown, _(keys[i].label), &row);
    }
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        desk_window_add_shortcut(grid, known[i][0], _(known[i][1]), &row);
    gtk_widget_set_halign(close, GTK_ALIGN_END);
    gtk_box_append(GTK_BOX(box), title);
    gtk_box_append(GTK_BOX(box), grid);
    gtk_box_append(GTK_BOX(box), close);
    g_signal_connect_swapped(close, "clicked", G_CALLBACK(desk_sheet_close_around), box);
    desk_sheet_open(GTK_WIDGET(self), box, 460);
}
