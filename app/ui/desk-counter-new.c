#include "app/ui/desk-counter-new.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-clamp.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-lines.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"

#define FORM_WIDTH 720 /* at most */

struct _DeskCounterNew {
    GtkWidget parent;
    GtkWidget *column, *ways, *content, *banner, *devices, *pcs, *users;
    GPtrArray *forms;        /* DeskForm of the answers, borrowed */
    GPtrArray *device_forms; /* DeskForm of a device each, borrowed */
    DeskData *data;
    const EpVerb *verb;
    EpDraft *answers;
    gboolean busy;
};

enum { DONE, CANCELLED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterNew, desk_counter_new, GTK_TYPE_WIDGET)

static void
desk_counter_new_dispose(GObject *object)
{
    DeskCounterNew *self = DESK_COUNTER_NEW(object);

    g_ptr_array_set_size(self->forms, 0);
    g_ptr_array_set_size(self->device_forms, 0);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_new_parent_class)->dispose(object);
}

static void
desk_counter_new_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_COUNTER_NEW(object)->forms);
    g_ptr_array_unref(DESK_COUNTER_NEW(object)->device_forms);
    G_OBJECT_CLASS(desk_counter_new_parent_class)->finalize(object);
}

static void
desk_counter_new_submit_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_counter_new_submit(DESK_COUNTER_NEW(widget));
}

static void
desk_counter_new_cancel(DeskCounterNew *self)
{
    g_signal_emit(self, signals[CANCELLED], 0);
}

static void
desk_counter_new_cancel_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_counter_new_cancel(DESK_COUNTER_NEW(widget));
}

static void
desk_counter_new_class_init(DeskCounterNewClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_new_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_counter_new_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "paper");
    gtk_widget_class_install_action(widget_class, "ask.submit", NULL, desk_counter_new_submit_action);
    gtk_widget_class_install_action(widget_class, "ask.cancel", NULL, desk_counter_new_cancel_action);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "ask.submit", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "ask.cancel", NULL);
    signals[DONE] = g_signal_new("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[CANCELLED] = g_signal_new("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_counter_new_init(DeskCounterNew *self)
{
    self->forms = g_ptr_array_new();
    self->device_forms = g_ptr_array_new();
}

static void
desk_counter_new_changed(DeskCounterNew *self)
{
    desk_banner_show(self->banner, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

/* --- devices --- */

static void
desk_counter_new_device_removed(GtkButton *button, gpointer user_data)
{
    DeskCounterNew *self = user_data;
    GtkWidget *row = g_object_get_data(G_OBJECT(button), "row");

    g_ptr_array_remove(self->device_forms, g_object_get_data(G_OBJECT(row), "form"));
    gtk_box_remove(GTK_BOX(self->devices), row);
    desk_counter_new_changed(self);
}

static GtkWidget *
desk_counter_new_device_head(DeskCounterNew *self, EpDraft *line, GtkWidget *row)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *label;
    GtkWidget *remove = gtk_button_new_from_icon_name("list-remove-symbolic");
    g_autofree char *code =
        *ep_draft_get_named(line, "vid") == '\0'
            ? g_strdup(_("typed in from the paper"))
            : g_strdup_printf("%s:%s  %s", ep_draft_get_named(line, "vid"), ep_draft_get_named(line, "pid"),
                              *ep_draft_get_named(line, "serial") != '\0' ? ep_draft_get_named(line, "serial")
                                                                          : _("no serial number"));

    label = gtk_label_new(code);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(label, "code");
    gtk_widget_add_css_class(remove, "flat");
    gtk_widget_add_css_class(remove, "small");
    gtk_widget_set_tooltip_text(remove, _("Take this line away"));
    g_object_set_data(G_OBJECT(remove), "row", row);
    g_signal_connect(remove, "clicked", G_CALLBACK(desk_counter_new_device_removed), self);
    gtk_box_append(GTK_BOX(head), label);
    gtk_box_append(GTK_BOX(head), remove);
    return head;
}

void
desk_counter_new_add_device(DeskCounterNew *self, const UsbctlDevice *device)
{
    static const char *const plugged[] = { "kind", "model", "capacity", "encrypted", "owner", "sticker", NULL };
    static const char *const typed[] = { "kind",    "maker", "model", "capacity", "encrypted", "owner",
                                         "sticker", "vid",   "pid",   "serial",   NULL };
    g_autoptr(EpDraft) line = ep_draft_new(&ep_application_device_table);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *form;

    if (device != NULL)
        ep_device_fill(line, device);
    ep_draft_fill(line, NULL, NULL, 0);
    form = desk_form_new(self->data, line, device != NULL ? plugged : typed);
    gtk_widget_add_css_class(row, "line");
    gtk_box_append(GTK_BOX(row), desk_counter_new_device_head(self, line, row));
    gtk_box_append(GTK_BOX(row), form);
    g_object_set_data(G_OBJECT(row), "form", form);
    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_counter_new_changed), self);
    gtk_box_append(GTK_BOX(self->devices), row);
    g_ptr_array_add(self->device_forms, form);
    if (device == NULL)
        desk_form_focus(DESK_FORM(form), NULL);
    desk_counter_new_changed(self);
}

gboolean
desk_counter_new_has_device(DeskCounterNew *self, const UsbctlDevice *device)
{
    for (guint i = 0; i < self->device_forms->len; i++) {
        EpDraft *line = desk_form_get_draft(g_ptr_array_index(self->device_forms, i));

        if (g_ascii_strcasecmp(ep_draft_get_named(line, "vid"), device->vid) == 0 &&
            g_ascii_strcasecmp(ep_draft_get_named(line, "pid"), device->pid) == 0 &&
            g_ascii_strcasecmp(ep_draft_get_named(line, "serial"), device->serial) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
desk_counter_new_type_device(DeskCounterNew *self)
{
    desk_counter_new_add_device(self, NULL);
}

/* --- the form --- */

static void
desk_counter_new_add_heading(DeskCounterNew *self, const char *text)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new(text);

    gtk_widget_add_css_class(head, "group-head");
    gtk_widget_add_css_class(label, "heading");
    gtk_box_append(GTK_BOX(head), label);
    gtk_box_append(GTK_BOX(self->content), head);
}

/* The answers under the heading @group, as far as this verb asks for them. */
static void
desk_counter_new_add_group(DeskCounterNew *self, const char *group)
{
    const EpField *fields = ep_application_table.fields;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) names = NULL;
    gboolean within = FALSE;
    GtkWidget *form;

    for (guint i = 0; i < ep_application_table.at.n_fields; i++) {
        within = fields[i].group != NULL ? strcmp(fields[i].group, group) == 0 : within;
        if (within && ep_table_find(ep_draft_get_table(self->answers), fields[i].name) != EP_NO_FIELD)
            g_strv_builder_add(builder, fields[i].name);
    }
    names = g_strv_builder_end(builder);
    if (names[0] == NULL)
        return;
    desk_counter_new_add_heading(self, ep_label(group));
    form = desk_form_new(self->data, self->answers, (const char *const *)names);
    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_counter_new_changed), self);
    gtk_box_append(GTK_BOX(self->content), form);
    g_ptr_array_add(self->forms, form);
}

static void
desk_counter_new_add_devices(DeskCounterNew *self)
{
    GtkWidget *add = gtk_button_new_with_label(_("Type a device in"));

    desk_counter_new_add_heading(self, _("Device"));
    gtk_box_append(GTK_BOX(self->content), self->devices);
    gtk_widget_add_css_class(add, "link-button");
    gtk_widget_set_halign(add, GTK_ALIGN_START);
    g_signal_connect_swapped(add, "clicked", G_CALLBACK(desk_counter_new_type_device), self);
    gtk_box_append(GTK_BOX(self->content), add);
}

static void
desk_counter_new_fill(DeskCounterNew *self)
{
    GtkWidget *child;

    g_ptr_array_set_size(self->forms, 0);
    g_object_ref(self->devices); /* what was typed of devices, PCs and users outlives another way of receiving */
    g_object_ref(self->pcs);
    g_object_ref(self->users);
    while ((child = gtk_widget_get_first_child(self->content)) != NULL)
        gtk_box_remove(GTK_BOX(self->content), child);
    desk_counter_new_add_group(self, "Application");
    desk_counter_new_add_group(self, "Applicant");
    desk_counter_new_add_devices(self);
    gtk_box_append(GTK_BOX(self->content), self->pcs);
    gtk_box_append(GTK_BOX(self->content), self->users);
    desk_counter_new_add_group(self, "Use");
    desk_counter_new_add_group(self, "Confirmed by the applicant");
    desk_counter_new_add_group(self, "Desk");
    g_object_unref(self->devices);
    g_object_unref(self->pcs);
    g_object_unref(self->users);
}

/* Another way of receiving asks for other things; what both ask for stays. */
static void
desk_counter_new_set_verb(DeskCounterNew *self, const EpVerb *verb)
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
    desk_counter_new_fill(self);
}

static void
desk_counter_new_way_toggled(GtkToggleButton *button, gpointer user_data)
{
    DeskCounterNew *self = user_data;
    const EpVerb *verb = g_object_get_data(G_OBJECT(button), "verb");

    if (!gtk_toggle_button_get_active(button) || verb == self->verb)
        return;
    desk_counter_new_set_verb(self, verb);
    desk_counter_new_changed(self);
}

/* A button for each verb that makes an application. */
static void
desk_counter_new_add_ways(DeskCounterNew *self)
{
    GtkWidget *first = NULL;

    self->ways = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class(self->ways, "chips");
    for (const EpVerb *verb = ep_application_table.verbs; verb->name != NULL; verb++) {
        GtkWidget *button;

        if (!ep_verb_creates(verb) || (verb->flags & EP_VERB_INTERNAL) != 0)
            continue;
        button = gtk_toggle_button_new_with_label(ep_label(verb->label));
        g_object_set_data(G_OBJECT(button), "verb", (gpointer)verb);
        gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(button), GTK_TOGGLE_BUTTON(first));
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(button), first == NULL);
        g_signal_connect(button, "toggled", G_CALLBACK(desk_counter_new_way_toggled), self);
        gtk_box_append(GTK_BOX(self->ways), button);
        first = first != NULL ? first : button;
        self->verb = self->verb != NULL ? self->verb : verb;
    }
}

static GtkWidget *
desk_counter_new_head(DeskCounterNew *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *title = gtk_label_new(_("New application")),
              *hint = gtk_label_new(_("Ctrl+Enter receives it, Esc gives it up"));
    GtkWidget *receive = gtk_button_new_with_label(_("Receive")), *cancel = gtk_button_new_with_label(_("Give up"));

    gtk_widget_add_css_class(head, "paper-head");
    gtk_widget_add_css_class(title, "title");
    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_widget_set_hexpand(title, TRUE);
    gtk_widget_add_css_class(receive, "primary");
    gtk_widget_set_tooltip_text(receive, _("Ctrl+Enter"));
    gtk_widget_add_css_class(hint, "field-hint");
    gtk_label_set_xalign(GTK_LABEL(hint), 0.0);
    g_signal_connect_swapped(receive, "clicked", G_CALLBACK(desk_counter_new_submit), self);
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(desk_counter_new_cancel), self);
    gtk_box_append(GTK_BOX(row), title);
    gtk_box_append(GTK_BOX(row), cancel);
    gtk_box_append(GTK_BOX(row), receive);
    self->banner = desk_banner_new();
    desk_counter_new_add_ways(self);
    gtk_box_append(GTK_BOX(head), row);
    gtk_box_append(GTK_BOX(head), self->ways);
    gtk_box_append(GTK_BOX(head), hint);
    gtk_box_append(GTK_BOX(head), self->banner);
    return head;
}

GtkWidget *
desk_counter_new_new(DeskData *data)
{
    DeskCounterNew *self = g_object_new(DESK_TYPE_COUNTER_NEW, NULL);
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->data = g_object_ref(data);
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    gtk_box_append(GTK_BOX(self->column), desk_counter_new_head(self));
    self->content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_add_css_class(self->content, "paper-content");
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), desk_clamp_new(self->content, FORM_WIDTH));
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(self->column), scroll);
    self->devices = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    self->answers = ep_verb_start(self->verb, &ep_application_table, NULL, desk_data_get_operator(data));
    self->pcs = desk_lines_new(data, self->answers, &ep_application_pc_table);
    self->users = desk_lines_new(data, self->answers, &ep_application_user_table);
    desk_counter_new_set_verb(self, self->verb);
    return GTK_WIDGET(self);
}

EpDraft *
desk_counter_new_get_answers(DeskCounterNew *self)
{
    return self->answers;
}

void
desk_counter_new_focus(DeskCounterNew *self)
{
    for (guint i = 0; i < self->forms->len; i++) {
        EpDraft *answers = self->answers;
        const char *field = *ep_draft_get_named(answers, "network") == '\0' ? "network" : "section";

        if (i < 2)
            desk_form_focus(g_ptr_array_index(self->forms, i), field);
        if (i == 0 && strcmp(field, "network") == 0)
            return;
    }
}

/* --- receiving it --- */

static void
desk_counter_new_finish(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCounterNew) self = user_data;
    g_autoptr(GError) error = NULL;
    gint64 made = 0, seq = desk_data_do_finish(result, &made, &error);

    self->busy = FALSE;
    if (self->column == NULL)
        return;
    if (seq != 0) {
        g_signal_emit(self, signals[DONE], 0, made);
        return;
    }
    for (guint i = 0; i < self->forms->len; i++) {
        if (desk_form_take_error(g_ptr_array_index(self->forms, i), error))
            return;
    }
    desk_banner_show(self->banner, error->message);
}

static gboolean
desk_counter_new_check(DeskCounterNew *self)
{
    for (guint i = 0; i < self->forms->len; i++) {
        if (!desk_form_check(g_ptr_array_index(self->forms, i)))
            return FALSE;
    }
    for (guint i = 0; i < self->device_forms->len; i++) {
        if (!desk_form_check(g_ptr_array_index(self->device_forms, i)))
            return FALSE;
    }
    return desk_lines_check(DESK_LINES(self->pcs), TRUE) && desk_lines_check(DESK_LINES(self->users), TRUE);
}

void
desk_counter_new_submit(DeskCounterNew *self)
{
    if (self->busy || !desk_counter_new_check(self))
        return;
    g_ptr_array_set_size(ep_draft_get_lines(self->answers), 0);
    for (guint i = 0; i < self->device_forms->len; i++)
        ep_draft_add_line(self->answers, desk_form_get_draft(g_ptr_array_index(self->device_forms, i)));
    desk_lines_apply_to(DESK_LINES(self->pcs), self->answers);
    desk_lines_apply_to(DESK_LINES(self->users), self->answers);
    desk_banner_show(self->banner, NULL);
    self->busy = TRUE;
    desk_data_do(self->data, self->verb, &ep_application_table, NULL, self->answers, NULL, desk_counter_new_finish,
                 g_object_ref(self));
}
