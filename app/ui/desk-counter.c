#include "app/ui/desk-counter.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounter {
    GtkWidget parent;
    GtkWidget *stack, *counter_button, *list_button, *receive, *queue, *middle, *paper, *nothing, *side, *form, *list;
    DeskData *data;
    DeskSettings *settings; /* borrowed */
    gint64 wanted;          /* shown as soon as it is there */
    gint64 saved;           /* of the form: the next step gets the focus as soon as it stands there */
    GVariant *editing;      /* (xssx) of DESK_GO_EDIT: begun as soon as its lines are there; NULL */
};

enum { SHOW_RECORD, FIND, START_NEW, EDIT, FOCUS_LIST, FOCUS_DEVICE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void desk_counter_start_edit(DeskCounter *self, GVariant *what);

G_DEFINE_FINAL_TYPE(DeskCounter, desk_counter, GTK_TYPE_WIDGET)

static void
desk_counter_dispose(GObject *object)
{
    DeskCounter *self = DESK_COUNTER(object);
    GtkWidget *child;

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->editing, g_variant_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_parent_class)->dispose(object);
}

/* --- what the window asks for --- */

static void
desk_counter_find(DeskCounter *self)
{
    if (desk_counter_get_form(self) == NULL && self->list != NULL &&
        gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(self->list_button)))
        desk_page_focus_search(DESK_PAGE(self->list));
    else
        desk_counter_queue_focus_search(DESK_COUNTER_QUEUE(self->queue));
}

static void
desk_counter_start_empty(DeskCounter *self)
{
    desk_counter_show_queue(self);
    desk_counter_start_new(self, NULL);
}

static void
desk_counter_edit(DeskCounter *self)
{
    if (gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(self->list_button)))
        desk_page_edit(DESK_PAGE(self->list));
    else if (self->form == NULL)
        desk_counter_paper_edit(DESK_COUNTER_PAPER(self->paper));
}

static void
desk_counter_focus_list(DeskCounter *self)
{
    if (gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(self->list_button)))
        desk_page_focus_list(DESK_PAGE(self->list));
    else
        desk_counter_queue_focus_list(DESK_COUNTER_QUEUE(self->queue));
}

static void
desk_counter_focus_device(DeskCounter *self)
{
    desk_counter_show_queue(self);
    desk_counter_side_focus_device(DESK_COUNTER_SIDE(self->side));
}

static void
desk_counter_edit_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_counter_start_edit(DESK_COUNTER(widget), parameter);
}

static guint
desk_counter_add_action(GType type, const char *name, GCallback callback)
{
    return g_signal_new_class_handler(name, type, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, callback, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
}

static void
desk_counter_class_init(DeskCounterClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "counter");
    gtk_widget_class_install_action(widget_class, DESK_GO_EDIT, "(xssx)", desk_counter_edit_action);
    signals[SHOW_RECORD] = g_signal_new_class_handler("show-record", type, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                                                      G_CALLBACK(desk_counter_show_record), NULL, NULL, NULL,
                                                      G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[FIND] = desk_counter_add_action(type, "find", G_CALLBACK(desk_counter_find));
    signals[START_NEW] = desk_counter_add_action(type, "start-new", G_CALLBACK(desk_counter_start_empty));
    signals[EDIT] = desk_counter_add_action(type, "edit", G_CALLBACK(desk_counter_edit));
    signals[FOCUS_DEVICE] = desk_counter_add_action(type, "focus-device", G_CALLBACK(desk_counter_focus_device));
    signals[FOCUS_LIST] = desk_counter_add_action(type, "focus-list", G_CALLBACK(desk_counter_focus_list));
}

static void
desk_counter_init(DeskCounter *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
}

/* --- what stands in the middle --- */

static gboolean
desk_counter_has_device(gpointer form, const UsbctlDevice *device)
{
    return desk_counter_form_has_device(form, device);
}

static void
desk_counter_tell_side(DeskCounter *self)
{
    DeskCounterPaper *paper = DESK_COUNTER_PAPER(self->paper);
    DeskCounterMiddle middle = { .application = desk_counter_paper_get_record(paper),
                                 .belongings = desk_counter_paper_get_case(paper) };

    if (self->form != NULL)
        middle = (DeskCounterMiddle){ .answers = desk_counter_form_get_answers(DESK_COUNTER_FORM(self->form)),
                                      .has_device = desk_counter_has_device,
                                      .user_data = self->form };
    desk_counter_side_show(DESK_COUNTER_SIDE(self->side), &middle);
}

static void
desk_counter_show_middle(DeskCounter *self)
{
    gboolean any = desk_counter_paper_get_record(DESK_COUNTER_PAPER(self->paper)) != NULL;

    gtk_stack_set_visible_child_name(GTK_STACK(self->middle), self->form != NULL ? "form" : any ? "paper" : "nothing");
    desk_counter_tell_side(self);
}

static void
desk_counter_end_form(DeskCounter *self)
{
    GtkWidget *form = g_steal_pointer(&self->form);

    if (form == NULL)
        return;
    desk_counter_queue_focus_list(DESK_COUNTER_QUEUE(self->queue)); /* before the entry that has it goes */
    desk_counter_show_middle(self);
    gtk_stack_remove(GTK_STACK(self->middle), form);
}

static void
desk_counter_cancelled(DeskCounterForm *form, gpointer user_data)
{
    desk_counter_end_form(user_data);
}

static void
desk_counter_received(DeskCounterForm *form, gint64 application, gpointer user_data)
{
    DeskCounter *self = user_data;
    gboolean edited = desk_counter_form_get_record(form) != NULL;

    self->wanted = self->saved = application;
    desk_counter_queue_select(DESK_COUNTER_QUEUE(self->queue), application);
    desk_counter_end_form(self);
    desk_go_say(GTK_WIDGET(self), edited ? _("Saved") : _("The application is received"));
    desk_counter_show_record(self, application);
}

static void
desk_counter_take_form(DeskCounter *self, GtkWidget *form)
{
    self->form = form;
    g_signal_connect_object(form, "done", G_CALLBACK(desk_counter_received), self, 0);
    g_signal_connect_object(form, "cancelled", G_CALLBACK(desk_counter_cancelled), self, 0);
    g_signal_connect_object(form, "changed", G_CALLBACK(desk_counter_tell_side), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named(GTK_STACK(self->middle), form, "form");
}

void
desk_counter_start_new(DeskCounter *self, const UsbctlDevice *device)
{
    if (self->form == NULL)
        desk_counter_take_form(self, desk_counter_form_new(self->data));
    if (device != NULL)
        desk_counter_form_add_device(DESK_COUNTER_FORM(self->form), device);
    desk_counter_show_middle(self);
    desk_counter_form_focus(DESK_COUNTER_FORM(self->form), NULL);
}

/* The application of the paper, once its lines are read. */
static void
desk_counter_edit_shown(DeskCounter *self)
{
    DeskCounterPaper *paper = DESK_COUNTER_PAPER(self->paper);
    g_autoptr(GVariant) what = NULL;
    const char *field, *table;
    gint64 id, line;

    if (self->editing == NULL || desk_counter_paper_get_case(paper) == NULL)
        return;
    what = g_steal_pointer(&self->editing);
    g_variant_get(what, "(x&s&sx)", &id, &field, &table, &line);
    if (ep_record_get_id(desk_counter_paper_get_record(paper)) != id)
        return;
    desk_counter_take_form(self, desk_counter_form_new_edit(self->data, desk_counter_paper_get_record(paper),
                                                            desk_counter_paper_get_case(paper)));
    desk_counter_show_middle(self);
    if (*table != '\0')
        desk_counter_form_focus_line(DESK_COUNTER_FORM(self->form),
                                     ep_catalog_find(desk_data_get_catalog(self->data), table), line);
    else
        desk_counter_form_focus(DESK_COUNTER_FORM(self->form), field);
}

static void
desk_counter_start_edit(DeskCounter *self, GVariant *what)
{
    gint64 id;

    g_variant_get_child(what, 0, "x", &id);
    if (self->form != NULL) {
        desk_counter_show_queue(self);
        desk_go_say(GTK_WIDGET(self), _("Another application is being filled in: finish that one first"));
        return;
    }
    desk_counter_show_record(self, id);
    g_clear_pointer(&self->editing, g_variant_unref);
    self->editing = g_variant_ref(what);
    desk_counter_edit_shown(self);
}

static void
desk_counter_case(DeskCounter *self)
{
    EpRecord *shown = desk_counter_paper_get_record(DESK_COUNTER_PAPER(self->paper));

    desk_counter_show_middle(self);
    desk_counter_edit_shown(self);
    if (shown == NULL || self->saved != ep_record_get_id(shown))
        return;
    self->saved = 0;
    if (self->form == NULL)
        gtk_widget_child_focus(self->paper, GTK_DIR_TAB_FORWARD);
}

static void
desk_counter_chosen(DeskCounterQueue *queue, EpRecord *application, gpointer user_data)
{
    DeskCounter *self = user_data;

    self->wanted = 0;
    desk_counter_paper_set_record(DESK_COUNTER_PAPER(self->paper), application);
    if (self->form == NULL)
        desk_counter_show_middle(self);
}

void
desk_counter_show_record(DeskCounter *self, gint64 id)
{
    EpRecord *record = desk_data_lookup(self->data, &ep_application_table, id);

    desk_counter_show_queue(self);
    self->wanted = record == NULL ? id : 0;
    desk_counter_queue_select(DESK_COUNTER_QUEUE(self->queue), id);
    if (record == NULL)
        return;
    desk_counter_paper_set_record(DESK_COUNTER_PAPER(self->paper), record);
    desk_counter_show_middle(self);
}

static void
desk_counter_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskCounter *self = user_data;

    if (table != &ep_application_table)
        return;
    if (self->wanted != 0)
        desk_counter_show_record(self, self->wanted);
    else if (desk_counter_paper_get_record(DESK_COUNTER_PAPER(self->paper)) == NULL)
        desk_counter_queue_select_first(DESK_COUNTER_QUEUE(self->queue));
}

/* --- a device from the right --- */

static void
desk_counter_added(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCounter) self = user_data;
    g_autoptr(GError) error = NULL;
    gboolean done = desk_data_do_finish(result, NULL, &error) != 0;

    desk_go_say(GTK_WIDGET(self), done ? _("The device is on the application") : error->message);
}

static void
desk_counter_add_to_open(DeskCounter *self, const UsbctlDevice *device)
{
    EpRecord *application = desk_counter_paper_get_record(DESK_COUNTER_PAPER(self->paper));
    const EpVerb *verb = ep_ledger_find_verb(desk_data_get_ledger(self->data), "application_device.new", NULL, NULL);
    g_autoptr(EpDraft) answers =
        ep_verb_start(verb, &ep_application_device_table, NULL, desk_data_get_operator(self->data));

    ep_draft_set_integer(answers, "application", ep_record_get_id(application));
    ep_device_fill(answers, device);
    desk_data_do(self->data, verb, &ep_application_device_table, NULL, answers, NULL, desk_counter_added,
                 g_object_ref(self));
}

static void
desk_counter_take(DeskCounterSide *side, gpointer device, gboolean new, gpointer user_data)
{
    DeskCounter *self = user_data;
    g_autoptr(UsbctlDevice) kept = usbctl_device_ref(device); /* its widget goes while it is taken */

    if (new || self->form != NULL)
        desk_counter_start_new(self, kept);
    else
        desk_counter_add_to_open(self, kept);
}

/* --- the plain list --- */

void
desk_counter_show_queue(DeskCounter *self)
{
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->counter_button), TRUE);
    gtk_widget_set_visible(self->receive, TRUE);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), "counter");
}

void
desk_counter_show_waiting(DeskCounter *self)
{
    desk_counter_show_queue(self);
    desk_counter_queue_show_all(DESK_COUNTER_QUEUE(self->queue));
}

DeskPage *
desk_counter_show_list(DeskCounter *self)
{
    if (self->list == NULL) {
        self->list = desk_page_new(self->data, self->settings, &ep_application_table);
        gtk_stack_add_named(GTK_STACK(self->stack), self->list, "list");
    }
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->list_button), TRUE);
    gtk_widget_set_visible(self->receive, FALSE); /* the list has its own */
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), "list");
    return DESK_PAGE(self->list);
}

static void
desk_counter_list_toggled(GtkToggleButton *button, gpointer user_data)
{
    if (gtk_toggle_button_get_active(button))
        desk_counter_show_list(user_data);
    else
        desk_counter_show_queue(user_data);
}

/* --- building --- */

static GtkWidget *
desk_counter_new_bar(DeskCounter *self)
{
    GtkWidget *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *ways = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *title = gtk_label_new(ep_label(ep_application_table.label));
    GtkWidget *receive = self->receive = gtk_button_new_with_label(_("New application"));

    gtk_widget_add_css_class(bar, "counter-bar");
    gtk_widget_add_css_class(title, "title");
    gtk_widget_add_css_class(ways, "chips");
    gtk_widget_set_valign(ways, GTK_ALIGN_CENTER);
    gtk_widget_set_valign(receive, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(receive, GTK_ALIGN_END);
    gtk_widget_set_hexpand(receive, TRUE);
    gtk_widget_set_tooltip_text(receive, _("New application (Ctrl+N)"));
    self->counter_button = gtk_toggle_button_new_with_label(_("The counter"));
    self->list_button = gtk_toggle_button_new_with_label(_("All applications"));
    gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(self->list_button), GTK_TOGGLE_BUTTON(self->counter_button));
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->counter_button), TRUE);
    g_signal_connect(self->list_button, "toggled", G_CALLBACK(desk_counter_list_toggled), self);
    g_signal_connect_swapped(receive, "clicked", G_CALLBACK(desk_counter_start_empty), self);
    gtk_box_append(GTK_BOX(ways), self->counter_button);
    gtk_box_append(GTK_BOX(ways), self->list_button);
    gtk_box_append(GTK_BOX(bar), title);
    gtk_box_append(GTK_BOX(bar), ways);
    gtk_box_append(GTK_BOX(bar), receive);
    return bar;
}

static GtkWidget *
desk_counter_new_nothing(DeskCounter *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16),
              *start = gtk_button_new_with_label(_("New application"));
    GtkWidget *text = gtk_label_new(_("Plug the device in and take it from the right, or receive the application by "
                                      "hand."));

    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(start, GTK_ALIGN_CENTER);
    gtk_label_set_wrap(GTK_LABEL(text), TRUE);
    gtk_label_set_justify(GTK_LABEL(text), GTK_JUSTIFY_CENTER);
    gtk_widget_add_css_class(text, "empty");
    gtk_widget_add_css_class(start, "primary");
    g_signal_connect_swapped(start, "clicked", G_CALLBACK(desk_counter_start_empty), self);
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), start);
    return box;
}

static GtkWidget *
desk_counter_new_middle(DeskCounter *self)
{
    self->middle = gtk_stack_new();
    gtk_stack_set_hhomogeneous(GTK_STACK(self->middle), FALSE);
    gtk_widget_set_hexpand(self->middle, TRUE);
    gtk_widget_add_css_class(self->middle, "middle");
    self->paper = desk_counter_paper_new(self->data);
    self->nothing = desk_counter_new_nothing(self);
    gtk_stack_add_named(GTK_STACK(self->middle), self->nothing, "nothing");
    gtk_stack_add_named(GTK_STACK(self->middle), self->paper, "paper");
    g_signal_connect_object(self->paper, "case", G_CALLBACK(desk_counter_case), self, G_CONNECT_SWAPPED);
    return self->middle;
}

GtkWidget *
desk_counter_new(DeskData *data, DeskSettings *settings)
{
    DeskCounter *self = g_object_new(DESK_TYPE_COUNTER, NULL);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    self->data = g_object_ref(data);
    self->settings = settings;
    gtk_widget_set_parent(desk_counter_new_bar(self), GTK_WIDGET(self));
    self->stack = gtk_stack_new();
    gtk_stack_set_hhomogeneous(GTK_STACK(self->stack), FALSE);
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_widget_set_parent(self->stack, GTK_WIDGET(self));
    self->queue = desk_counter_queue_new(data);
    self->side = desk_counter_side_new(data);
    gtk_box_append(GTK_BOX(row), self->queue);
    gtk_box_append(GTK_BOX(row), desk_counter_new_middle(self));
    gtk_box_append(GTK_BOX(row), self->side);
    gtk_stack_add_named(GTK_STACK(self->stack), row, "counter");
    g_signal_connect_object(self->queue, "chosen", G_CALLBACK(desk_counter_chosen), self, 0);
    g_signal_connect_object(self->side, "take", G_CALLBACK(desk_counter_take), self, 0);
    g_signal_connect(data, "loaded", G_CALLBACK(desk_counter_changed), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_counter_changed), self);
    desk_counter_queue_select_first(DESK_COUNTER_QUEUE(self->queue));
    desk_counter_show_middle(self);
    return GTK_WIDGET(self);
}

DeskCounterQueue *
desk_counter_get_queue(DeskCounter *self)
{
    return DESK_COUNTER_QUEUE(self->queue);
}

DeskCounterPaper *
desk_counter_get_paper(DeskCounter *self)
{
    return DESK_COUNTER_PAPER(self->paper);
}

DeskCounterSide *
desk_counter_get_side(DeskCounter *self)
{
    return DESK_COUNTER_SIDE(self->side);
}

DeskCounterForm *
desk_counter_get_form(DeskCounter *self)
{
    return self->form != NULL ? DESK_COUNTER_FORM(self->form) : NULL;
}
