#include "app/ui/desk-ask.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-conflict.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-how.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/core/ep-error.h"

struct _DeskAsk {
    GtkWidget parent;
    GtkWidget *banner, *form, *how, *conflict;
    DeskData *data;
    const EpVerb *verb;
    const EpTable *table;
    GPtrArray *records;
    EpDraft *answers;
    char **fields;
    GtkWidget *focus; /* weak: where it was before the work began */
    gboolean busy;
};

enum { DONE, CANCELLED, CHANGED, REFUSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskAsk, desk_ask, GTK_TYPE_WIDGET)

static void
desk_ask_dispose(GObject *object)
{
    DeskAsk *self = DESK_ASK(object);
    GtkWidget *child;

    self->banner = self->form = self->how = self->conflict = NULL;
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->records, g_ptr_array_unref);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_clear_pointer(&self->fields, g_strfreev);
    g_clear_weak_pointer(&self->focus);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_ask_parent_class)->dispose(object);
}

static void
desk_ask_submit_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_ask_submit(DESK_ASK(widget));
}

static void
desk_ask_cancel_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    g_signal_emit(widget, signals[CANCELLED], 0);
}

static void
desk_ask_class_init(DeskAskClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_ask_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "ask");
    gtk_widget_class_install_action(widget_class, "ask.submit", NULL, desk_ask_submit_action);
    gtk_widget_class_install_action(widget_class, "ask.cancel", NULL, desk_ask_cancel_action);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "ask.cancel", NULL);
    signals[DONE] =
        g_signal_new("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
    signals[CANCELLED] = g_signal_new("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[REFUSE] = g_signal_new("refuse", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                                   G_TYPE_BOOLEAN, 0);
}

static void
desk_ask_init(DeskAsk *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 12);
    self->banner = desk_banner_new();
    gtk_widget_set_parent(self->banner, GTK_WIDGET(self));
}

static void
desk_ask_form_changed(DeskAsk *self)
{
    desk_banner_show(self->banner, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_ask_show_form(DeskAsk *self)
{
    gboolean focused = desk_focus_leave(self->form);

    g_clear_pointer(&self->form, gtk_widget_unparent);
    self->form = desk_form_new(self->data, self->answers, (const char *const *)self->fields);
    if (self->fields == NULL && ep_verb_creates(self->verb))
        desk_form_add_lines(DESK_FORM(self->form), self->table);
    g_signal_connect_swapped(self->form, "changed", G_CALLBACK(desk_ask_form_changed), self);
    gtk_widget_insert_after(self->form, GTK_WIDGET(self), self->banner);
    gtk_widget_set_visible(self->form, gtk_widget_get_first_child(self->form) != NULL);
    if (focused)
        desk_form_focus(DESK_FORM(self->form), NULL);
}

static EpRecord *
desk_ask_get_single(DeskAsk *self)
{
    return self->records != NULL && self->records->len == 1 ? g_ptr_array_index(self->records, 0) : NULL;
}

GtkWidget *
desk_ask_new(DeskData *data, const EpVerb *verb, const EpTable *table, GPtrArray *records, const char *const *fields,
             gboolean with_how)
{
    DeskAsk *self = g_object_new(DESK_TYPE_ASK, NULL);

    self->data = g_object_ref(data);
    desk_banner_follow(self->banner, data);
    self->verb = verb;
    self->table = table;
    self->records = records != NULL ? g_ptr_array_ref(records) : NULL;
    self->fields = g_strdupv((char **)fields);
    self->answers = ep_verb_start(verb, table, desk_ask_get_single(self), desk_data_get_operator(data));
    desk_ask_show_form(self);
    if (with_how) {
        self->how = desk_how_new(data, verb);
        if (!gtk_widget_get_visible(self->form))
            gtk_widget_add_css_class(self->how, "alone");
        gtk_widget_set_parent(self->how, GTK_WIDGET(self));
    }
    return GTK_WIDGET(self);
}

void
desk_ask_set(DeskAsk *self, const char *field, const char *value)
{
    ep_draft_set_named(self->answers, field, value);
    desk_ask_show_form(self);
}

EpDraft *
desk_ask_get_answers(DeskAsk *self)
{
    return self->answers;
}

void
desk_ask_focus(DeskAsk *self, const char *field)
{
    if (desk_form_get_n_fields(DESK_FORM(self->form)) > 0)
        desk_form_focus(DESK_FORM(self->form), field);
    else if (self->how != NULL)
        desk_how_focus(DESK_HOW(self->how));
}

/* Somebody was faster */

static void
desk_ask_show_conflict(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAsk) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) now = desk_data_run_finish(result, &error);

    if (self->form == NULL)
        return;
    if (now == NULL) {
        desk_banner_show(self->banner, error->message);
        return;
    }
    g_clear_pointer(&self->conflict, gtk_widget_unparent);
    self->conflict = desk_conflict_new(self->data, self->verb, self->answers, now);
    if (self->conflict == NULL)
        return;
    desk_banner_show(self->banner, NULL);
    gtk_widget_insert_after(self->conflict, GTK_WIDGET(self), self->form);
    gtk_widget_set_visible(self->form, FALSE);
    gtk_widget_child_focus(self->conflict, GTK_DIR_TAB_FORWARD);
}

static void
desk_ask_settle_conflict(DeskAsk *self)
{
    desk_conflict_settle(DESK_CONFLICT(self->conflict));
    desk_focus_leave(self->conflict);
    g_clear_pointer(&self->conflict, gtk_widget_unparent);
    desk_ask_show_form(self);
}

/* Doing it */

/* What has the focus must not become insensitive under it: an entry would never learn that it lost it. */
static void
desk_ask_set_busy(DeskAsk *self, gboolean busy)
{
    GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));

    self->busy = busy;
    if (busy && root != NULL) {
        g_set_weak_pointer(&self->focus, gtk_root_get_focus(root));
        if (!desk_focus_leave(self->form) && !desk_focus_leave(self->how))
            g_clear_weak_pointer(&self->focus);
    }
    if (self->form != NULL)
        gtk_widget_set_sensitive(self->form, !busy);
    if (self->how != NULL)
        gtk_widget_set_sensitive(self->how, !busy);
    if (!busy && self->focus != NULL && root != NULL)
        gtk_widget_grab_focus(self->focus);
}

static void
desk_ask_show_error(DeskAsk *self, const GError *error)
{
    EpRecord *record = desk_ask_get_single(self);

    if (g_error_matches(error, EP_ERROR, EP_ERROR_CONFLICT) && record != NULL)
        desk_conflict_read(self->data, record, self->answers, desk_ask_show_conflict, g_object_ref(self));
    if (!desk_form_take_error(DESK_FORM(self->form), error))
        desk_banner_show(self->banner, desk_data_get_reason(error));
}

static void
desk_ask_finish(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAsk) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *refused = NULL;
    gint64 made = 0, seq = desk_data_do_many_finish(result, &made, &refused, &error);

    desk_ask_set_busy(self, FALSE);
    if (seq != 0) {
        if (refused != NULL)
            g_object_set_data_full(G_OBJECT(self), "said", g_steal_pointer(&refused), g_free);
        g_signal_emit(self, signals[DONE], 0, seq, made);
    } else if (self->form != NULL)
        desk_ask_show_error(self, error);
}

static void
desk_ask_do(DeskAsk *self)
{
    EpHow how = { 0 };

    if (self->how != NULL)
        desk_how_get(DESK_HOW(self->how), &how);
    desk_data_do(self->data, self->verb, self->table, self->records, self->answers, &how, desk_ask_finish,
                 g_object_ref(self));
}

static void
desk_ask_instructed(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskAsk) self = user_data;
    g_autoptr(GError) error = NULL;
    gint64 made = 0;

    if (desk_data_do_finish(result, &made, &error) == 0) {
        desk_ask_set_busy(self, FALSE);
        if (self->form != NULL)
            desk_banner_show(self->banner, error->message);
        return;
    }
    if (self->how != NULL)
        desk_how_set_instruction(DESK_HOW(self->how), made);
    desk_ask_do(self);
}

void
desk_ask_submit(DeskAsk *self)
{
    gboolean refused = FALSE;
    EpDraft *instruction;
    EpTable *table;

    if (self->busy)
        return;
    if (self->conflict != NULL)
        desk_ask_settle_conflict(self);
    desk_banner_show(self->banner, NULL);
    g_signal_emit(self, signals[REFUSE], 0, &refused);
    if (refused || !desk_form_check(DESK_FORM(self->form)) ||
        (self->how != NULL && !desk_how_check(DESK_HOW(self->how))))
        return;
    desk_ask_set_busy(self, TRUE);
    instruction = self->how != NULL ? desk_how_get_new_instruction(DESK_HOW(self->how)) : NULL;
    if (instruction == NULL) {
        desk_ask_do(self);
        return;
    }
    table = ep_catalog_find(desk_data_get_catalog(self->data), "instruction");
    desk_data_do(self->data, desk_verb_bar_find_new(table), table, NULL, instruction, NULL, desk_ask_instructed,
                 g_object_ref(self));
}

gboolean
desk_ask_is_busy(DeskAsk *self)
{
    return self->busy;
}
