#include "app/ui/desk-counter-new.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-clamp.h"
#include "app/ui/desk-counter-devices.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-lines.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"

#define FORM_WIDTH 880 /* at most */

struct _DeskCounterNew {
    GtkWidget parent;
    GtkWidget *column, *ways, *content, *banner, *devices, *pcs, *users;
    GPtrArray *forms; /* DeskForm of the answers, borrowed */
    DeskData *data;
    const EpVerb *verb;
    EpDraft *answers;
    char *asked_for; /* network and kind, for which the form stands */
    guint refill;    /* source; 0: none waits */
    gboolean busy;
};

enum { DONE, CANCELLED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void desk_counter_new_fill(DeskCounterNew *self);

G_DEFINE_FINAL_TYPE(DeskCounterNew, desk_counter_new, GTK_TYPE_WIDGET)

static void
desk_counter_new_dispose(GObject *object)
{
    DeskCounterNew *self = DESK_COUNTER_NEW(object);

    g_ptr_array_set_size(self->forms, 0);
    g_clear_handle_id(&self->refill, g_source_remove);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->asked_for, g_free);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_new_parent_class)->dispose(object);
}

static void
desk_counter_new_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_COUNTER_NEW(object)->forms);
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
}

static char *
desk_counter_new_dup_asked_for(DeskCounterNew *self)
{
    return g_strdup_printf("%s %s", ep_draft_get_named(self->answers, "network"),
                           ep_draft_get_named(self->answers, "kind"));
}

static gboolean
desk_counter_new_refill(gpointer user_data)
{
    DeskCounterNew *self = user_data;
    g_auto(GStrv) before = g_strsplit(self->asked_for, " ", 2);
    gboolean network = strcmp(before[0], ep_draft_get_named(self->answers, "network")) != 0;

    self->refill = 0;
    ep_application_propose(self->answers);
    desk_counter_new_fill(self);
    desk_form_focus(g_ptr_array_index(self->forms, 0), network ? "network" : "kind");
    return G_SOURCE_REMOVE;
}

/* Another network has another paper, and another kind other days: what is asked follows, once the answer is taken. */
static void
desk_counter_new_changed(DeskCounterNew *self)
{
    g_autofree char *asked_for = desk_counter_new_dup_asked_for(self);

    if (g_strcmp0(asked_for, self->asked_for) != 0 && self->refill == 0)
        self->refill = g_idle_add(desk_counter_new_refill, self);
    desk_banner_show(self->banner, NULL);
    g_signal_emit(self, signals[CHANGED], 0);
}

/* --- devices --- */

void
desk_counter_new_add_device(DeskCounterNew *self, const UsbctlDevice *device)
{
    desk_counter_devices_add(DESK_COUNTER_DEVICES(self->devices), device);
}

gboolean
desk_counter_new_has_device(DeskCounterNew *self, const UsbctlDevice *device)
{
    return desk_counter_devices_has(DESK_COUNTER_DEVICES(self->devices), device);
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

/* A part of the form, laid out like the paper of its network. */
static GtkWidget *
desk_counter_new_add_form(DeskCounterNew *self, const char *const *names)
{
    DeskFieldPaper paper = { &ep_application_table, ep_draft_get_named(self->answers, "network") };
    GtkWidget *form = desk_form_new_paper(self->data, self->answers, names, &paper);

    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_counter_new_changed), self);
    gtk_box_append(GTK_BOX(self->content), form);
    g_ptr_array_add(self->forms, form);
    return form;
}

/* The answers under the heading @group, as far as this verb asks for them. */
static void
desk_counter_new_add_group(DeskCounterNew *self, const char *group)
{
    const EpField *fields = ep_application_table.fields;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) names = NULL;
    gboolean within = FALSE;

    for (guint i = 0; i < ep_application_table.at.n_fields; i++) {
        within = fields[i].group != NULL ? strcmp(fields[i].group, group) == 0 : within;
        if (within && ep_table_find(ep_draft_get_table(self->answers), fields[i].name) != EP_NO_FIELD)
            g_strv_builder_add(builder, fields[i].name);
    }
    names = g_strv_builder_end(builder);
    if (names[0] == NULL)
        return;
    desk_counter_new_add_heading(self, ep_label(group));
    desk_counter_new_add_form(self, (const char *const *)names);
}

static void
desk_counter_new_add_devices(DeskCounterNew *self)
{
    static const char *const device_list[] = { "device_list", NULL };
    GtkWidget *add = gtk_button_new_with_label(_("Type a device in")),
              *paste = gtk_toggle_button_new_with_label(_("Paste a list of devices"));
    GtkWidget *ways = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *lists;

    desk_counter_new_add_heading(self, _("Device"));
    gtk_box_append(GTK_BOX(self->content), self->devices);
    gtk_widget_add_css_class(add, "link-button");
    gtk_widget_set_halign(add, GTK_ALIGN_START);
    g_signal_connect_swapped(add, "clicked", G_CALLBACK(desk_counter_new_type_device), self);
    gtk_box_append(GTK_BOX(ways), add);
    gtk_box_append(GTK_BOX(self->content), ways);
    lists = desk_counter_new_add_form(self, device_list);
    gtk_widget_set_visible(lists, *ep_draft_get_named(self->answers, "device_list") != '\0');
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(paste), gtk_widget_get_visible(lists));
    gtk_widget_add_css_class(paste, "link-button");
    g_object_bind_property(paste, "active", lists, "visible", G_BINDING_DEFAULT);
    gtk_box_append(GTK_BOX(ways), paste);
}

/* PCs and people: found one by one while one types, or many as a list. */
static void
desk_counter_new_add_scopes(DeskCounterNew *self)
{
    static const char *const lists[] = { "pc_list", "user_list", NULL };
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);

    desk_counter_new_add_heading(self, _("Used on and by"));
    gtk_box_set_homogeneous(GTK_BOX(row), TRUE);
    gtk_box_append(GTK_BOX(row), self->pcs);
    gtk_box_append(GTK_BOX(row), self->users);
    gtk_box_append(GTK_BOX(self->content), row);
    desk_counter_new_add_form(self, lists);
}

/* Out of the row that goes. */
static void
desk_counter_new_take_out(GtkWidget *widget)
{
    GtkWidget *row = gtk_widget_get_parent(widget);

    if (row != NULL)
        gtk_box_remove(GTK_BOX(row), widget);
}

static void
desk_counter_new_fill(DeskCounterNew *self)
{
    GtkWidget *child;

    g_ptr_array_set_size(self->forms, 0);
    g_free(self->asked_for);
    self->asked_for = desk_counter_new_dup_asked_for(self);
    desk_counter_devices_ask_permits(DESK_COUNTER_DEVICES(self->devices),
                                     ep_application_continues(ep_draft_get_named(self->answers, "kind")));
    g_object_ref(self->devices); /* what was typed of devices, PCs and users outlives another way of receiving */
    g_object_ref(self->pcs);
    g_object_ref(self->users);
    desk_counter_new_take_out(self->pcs);
    desk_counter_new_take_out(self->users);
    while ((child = gtk_widget_get_first_child(self->content)) != NULL)
        gtk_box_remove(GTK_BOX(self->content), child);
    desk_counter_new_add_group(self, "Application");
    desk_counter_new_add_group(self, "Applicant");
    desk_counter_new_add_devices(self);
    desk_counter_new_add_scopes(self);
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
    GtkWidget *below = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
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
    gtk_label_set_ellipsize(GTK_LABEL(hint), PANGO_ELLIPSIZE_END);
    g_signal_connect_swapped(receive, "clicked", G_CALLBACK(desk_counter_new_submit), self);
    g_signal_connect_swapped(cancel, "clicked", G_CALLBACK(desk_counter_new_cancel), self);
    gtk_box_append(GTK_BOX(row), title);
    gtk_box_append(GTK_BOX(row), cancel);
    gtk_box_append(GTK_BOX(row), receive);
    self->banner = desk_banner_new();
    desk_counter_new_add_ways(self);
    gtk_box_append(GTK_BOX(head), row);
    gtk_box_append(GTK_BOX(below), self->ways);
    gtk_box_append(GTK_BOX(below), hint);
    gtk_box_append(GTK_BOX(head), below);
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
    self->devices = desk_counter_devices_new(data);
    g_signal_connect_swapped(self->devices, "changed", G_CALLBACK(desk_counter_new_changed), self);
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
    return desk_counter_devices_check(DESK_COUNTER_DEVICES(self->devices)) &&
           desk_lines_check(DESK_LINES(self->pcs), TRUE) && desk_lines_check(DESK_LINES(self->users), TRUE);
}

void
desk_counter_new_submit(DeskCounterNew *self)
{
    if (self->busy || !desk_counter_new_check(self))
        return;
    g_ptr_array_set_size(ep_draft_get_lines(self->answers), 0);
    desk_counter_devices_apply_to(DESK_COUNTER_DEVICES(self->devices), self->answers);
    desk_lines_apply_to(DESK_LINES(self->pcs), self->answers);
    desk_lines_apply_to(DESK_LINES(self->users), self->answers);
    desk_banner_show(self->banner, NULL);
    self->busy = TRUE;
    desk_data_do(self->data, self->verb, &ep_application_table, NULL, self->answers, NULL, desk_counter_new_finish,
                 g_object_ref(self));
}
