#include "app/ui/desk-counter-form-private.h"

#include <string.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-conflict.h"
#include "app/ui/desk-counter-devices.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-lines.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"

enum { DONE, CANCELLED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterForm, desk_counter_form, GTK_TYPE_WIDGET)

static void
desk_counter_form_dispose(GObject *object)
{
    DeskCounterForm *self = DESK_COUNTER_FORM(object);

    g_ptr_array_set_size(self->forms, 0);
    g_clear_handle_id(&self->refill, g_source_remove);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->asked_for, g_free);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_form_parent_class)->dispose(object);
}

static void
desk_counter_form_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_COUNTER_FORM(object)->forms);
    G_OBJECT_CLASS(desk_counter_form_parent_class)->finalize(object);
}

static void
desk_counter_form_submit_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_counter_form_submit(DESK_COUNTER_FORM(widget));
}

void
desk_counter_form_cancel(DeskCounterForm *self)
{
    g_signal_emit(self, signals[CANCELLED], 0);
}

static void
desk_counter_form_cancel_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_counter_form_cancel(DESK_COUNTER_FORM(widget));
}

static void
desk_counter_form_class_init(DeskCounterFormClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_form_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_counter_form_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "paper");
    gtk_widget_class_install_action(widget_class, "ask.submit", NULL, desk_counter_form_submit_action);
    gtk_widget_class_install_action(widget_class, "ask.cancel", NULL, desk_counter_form_cancel_action);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "ask.cancel", NULL);
    signals[DONE] = g_signal_new("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[CANCELLED] = g_signal_new("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_counter_form_init(DeskCounterForm *self)
{
    self->forms = g_ptr_array_new();
}

char *
desk_counter_form_dup_asked_for(DeskCounterForm *self)
{
    return g_strdup_printf("%s %s", ep_draft_get_named(self->answers, "network"),
                           ep_draft_get_named(self->answers, "kind"));
}

static gboolean
desk_counter_form_refill(gpointer user_data)
{
    DeskCounterForm *self = user_data;
    g_auto(GStrv) before = g_strsplit(self->asked_for, " ", 2);
    gboolean network = strcmp(before[0], ep_draft_get_named(self->answers, "network")) != 0;

    self->refill = 0;
    ep_application_propose(self->answers);
    desk_counter_form_fill(self);
    desk_form_focus(g_ptr_array_index(self->forms, 0), network ? "network" : "kind");
    return G_SOURCE_REMOVE;
}

/* Another network has another paper, and another kind other days: what is asked follows, once the answer is taken. */
void
desk_counter_form_changed(DeskCounterForm *self)
{
    g_autofree char *asked_for = desk_counter_form_dup_asked_for(self);

    if (g_strcmp0(asked_for, self->asked_for) != 0 && self->refill == 0)
        self->refill = g_idle_add(desk_counter_form_refill, self);
    desk_banner_show(self->banner, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

/* --- devices --- */

void
desk_counter_form_add_device(DeskCounterForm *self, const UsbctlDevice *device)
{
    desk_counter_devices_add(DESK_COUNTER_DEVICES(self->devices), device);
}

gboolean
desk_counter_form_has_device(DeskCounterForm *self, const UsbctlDevice *device)
{
    return desk_counter_devices_has(DESK_COUNTER_DEVICES(self->devices), device);
}

/* Another way of receiving asks for other things; what both ask for stays. */
void
desk_counter_form_set_verb(DeskCounterForm *self, const EpVerb *verb)
{
    EpDraft *before = self->answers;
    const EpTable *table;

    self->verb = verb;
    self->answers = ep_verb_start(verb, &ep_application_table, NULL, desk_data_get_operator(self->data));
    table = ep_draft_get_table(self->answers);
    for (guint i = 0; before != NULL && i < table->at.n_fields; i++) {
        guint field = ep_table_find(ep_draft_get_table(before), table->fields[i].name);

        if (field != EP_NO_FIELD && *ep_draft_get(before, field) != '\0')
            ep_draft_set(self->answers, i, ep_draft_get(before, field));
    }
    ep_application_propose(self->answers);
    if (before != NULL)
        ep_draft_unref(before);
    desk_counter_form_fill(self);
}

static DeskCounterForm *
desk_counter_form_start(DeskData *data, EpRecord *record)
{
    DeskCounterForm *self = g_object_new(DESK_TYPE_COUNTER_FORM, NULL);

    self->data = g_object_ref(data);
    self->record = record != NULL ? g_object_ref(record) : NULL;
    desk_counter_form_build(self);
    if (record != NULL)
        self->verb = desk_verb_bar_find_edit(&ep_application_table);
    self->answers = ep_verb_start(self->verb, &ep_application_table, record, desk_data_get_operator(data));
    self->pcs = desk_lines_new(data, self->answers, &ep_application_pc_table);
    self->users = desk_lines_new(data, self->answers, &ep_application_user_table);
    return self;
}

GtkWidget *
desk_counter_form_new(DeskData *data)
{
    DeskCounterForm *self = desk_counter_form_start(data, NULL);

    desk_counter_form_set_verb(self, self->verb);
    return GTK_WIDGET(self);
}

GtkWidget *
desk_counter_form_new_edit(DeskData *data, EpRecord *application, const DeskCounterCase *belongings)
{
    DeskCounterForm *self = desk_counter_form_start(data, application);

    for (guint i = 0; i < belongings->devices->len; i++)
        desk_counter_devices_add_record(DESK_COUNTER_DEVICES(self->devices), g_ptr_array_index(belongings->devices, i));
    for (guint i = 0; i < belongings->pcs->len; i++)
        desk_lines_add_record(DESK_LINES(self->pcs), g_ptr_array_index(belongings->pcs, i));
    for (guint i = 0; i < belongings->users->len; i++)
        desk_lines_add_record(DESK_LINES(self->users), g_ptr_array_index(belongings->users, i));
    desk_counter_form_fill(self);
    return GTK_WIDGET(self);
}

EpRecord *
desk_counter_form_get_record(DeskCounterForm *self)
{
    return self->record;
}

EpDraft *
desk_counter_form_get_answers(DeskCounterForm *self)
{
    return self->answers;
}

static gboolean
desk_counter_form_focus_field(DeskCounterForm *self, const char *field)
{
    for (guint i = 0; i < self->forms->len; i++) {
        if (!desk_form_has(g_ptr_array_index(self->forms, i), field))
            continue;
        desk_form_focus(g_ptr_array_index(self->forms, i), field);
        return TRUE;
    }
    return FALSE;
}

void
desk_counter_form_focus(DeskCounterForm *self, const char *field)
{
    if (field == NULL || !desk_counter_form_focus_field(self, field))
        desk_counter_form_focus_field(self,
                                      *ep_draft_get_named(self->answers, "network") == '\0' ? "network" : "section");
}

void
desk_counter_form_focus_line(DeskCounterForm *self, const EpTable *table, gint64 id)
{
    if (table == &ep_application_device_table && id != 0)
        desk_counter_devices_focus(DESK_COUNTER_DEVICES(self->devices), id);
    else if (table == &ep_application_device_table)
        desk_counter_form_add_device(self, NULL);
    else if (id == 0)
        desk_lines_start(DESK_LINES(table == &ep_application_pc_table ? self->pcs : self->users));
    else
        gtk_widget_child_focus(table == &ep_application_pc_table ? self->pcs : self->users, GTK_DIR_TAB_FORWARD);
}

/* --- somebody was faster --- */

static void
desk_counter_form_show_conflict(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCounterForm) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) now = desk_data_run_finish(result, &error);

    if (self->column == NULL)
        return;
    if (now == NULL) {
        desk_banner_show(self->banner, error->message);
        return;
    }
    self->conflict = desk_conflict_new(self->data, self->verb, self->answers, now);
    if (self->conflict == NULL)
        return;
    desk_banner_show(self->banner, NULL);
    gtk_widget_add_css_class(self->conflict, "paper-content");
    gtk_box_append(GTK_BOX(self->column), self->conflict);
    gtk_widget_set_visible(self->scroll, FALSE);
    gtk_widget_child_focus(self->conflict, GTK_DIR_TAB_FORWARD);
}

static void
desk_counter_form_settle_conflict(DeskCounterForm *self)
{
    desk_conflict_settle(DESK_CONFLICT(self->conflict));
    desk_counter_devices_refill(DESK_COUNTER_DEVICES(self->devices));
    desk_lines_refill(DESK_LINES(self->pcs));
    desk_lines_refill(DESK_LINES(self->users));
    gtk_widget_set_visible(self->scroll, TRUE);
    desk_counter_form_fill(self);
    desk_counter_form_focus(self, NULL);
    gtk_box_remove(GTK_BOX(self->column), g_steal_pointer(&self->conflict));
}

static void
desk_counter_form_show_error(DeskCounterForm *self, const GError *error)
{
    if (self->record != NULL && g_error_matches(error, EP_ERROR, EP_ERROR_CONFLICT))
        desk_conflict_read(self->data, self->record, self->answers, desk_counter_form_show_conflict,
                           g_object_ref(self));
    for (guint i = 0; i < self->forms->len; i++) {
        if (desk_form_take_error(g_ptr_array_index(self->forms, i), error))
            return;
    }
    desk_banner_show(self->banner, error->message);
}

/* --- receiving it --- */

static void
desk_counter_form_finish(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCounterForm) self = user_data;
    g_autoptr(GError) error = NULL;
    gint64 made = 0, seq = desk_data_do_finish(result, &made, &error);

    self->busy = FALSE;
    if (self->column == NULL)
        return;
    if (seq != 0) {
        g_signal_emit(self, signals[DONE], 0, self->record != NULL ? ep_record_get_id(self->record) : made);
        return;
    }
    desk_counter_form_show_error(self, error);
}

static gboolean
desk_counter_form_check(DeskCounterForm *self)
{
    for (guint i = 0; i < self->forms->len; i++) {
        if (!desk_form_check(g_ptr_array_index(self->forms, i)))
            return FALSE;
    }
    return desk_counter_devices_check(DESK_COUNTER_DEVICES(self->devices)) &&
           desk_lines_check(DESK_LINES(self->pcs), TRUE) && desk_lines_check(DESK_LINES(self->users), TRUE);
}

/* Whether there is anything to write: an answer that is another, a line that is. */
static gboolean
desk_counter_form_is_changed(DeskCounterForm *self)
{
    GPtrArray *lines = ep_draft_get_lines(self->answers);
    gboolean changed = self->record == NULL;

    for (guint i = 0; i < ep_draft_get_table(self->answers)->at.n_fields; i++)
        changed |= ep_draft_is_edited(self->answers, i);
    for (guint i = 0; i < lines->len; i++) {
        EpDraft *line = g_ptr_array_index(lines, i);

        changed |= ep_draft_get_base(line) == NULL || ep_draft_is_removed(line) || ep_draft_is_changed(line);
    }
    return changed;
}

void
desk_counter_form_submit(DeskCounterForm *self)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    if (self->busy)
        return;
    if (self->conflict != NULL)
        desk_counter_form_settle_conflict(self);
    if (!desk_counter_form_check(self))
        return;
    g_ptr_array_set_size(ep_draft_get_lines(self->answers), 0);
    desk_counter_devices_apply_to(DESK_COUNTER_DEVICES(self->devices), self->answers);
    desk_lines_apply_to(DESK_LINES(self->pcs), self->answers);
    desk_lines_apply_to(DESK_LINES(self->users), self->answers);
    if (!desk_counter_form_is_changed(self)) {
        desk_counter_form_cancel(self);
        return;
    }
    desk_banner_show(self->banner, NULL);
    self->busy = TRUE;
    if (self->record != NULL)
        g_ptr_array_add(records, g_object_ref(self->record));
    desk_data_do(self->data, self->verb, &ep_application_table, self->record != NULL ? records : NULL, self->answers,
                 NULL, desk_counter_form_finish, g_object_ref(self));
}
