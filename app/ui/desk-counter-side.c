#include "app/ui/desk-counter-side.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-counter-check.h"
#include "app/ui/desk-counter-device.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterSide {
    GtkWidget parent;
    GtkWidget *scroll, *devices, *nothing, *check;
    DeskData *data;
    DeskPlug *plug;
    GPtrArray *findings;      /* DeskCounterFinding */
    guint asked;              /* which reading is the last */
    char *asked_for;          /* the use and devices it was asked for */
    DeskCounterMiddle middle; /* owns what it points at, but for the answers' function */
    gboolean can_take;
};

enum { TAKE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterSide, desk_counter_side, GTK_TYPE_WIDGET)

static void
desk_counter_side_dispose(GObject *object)
{
    DeskCounterSide *self = DESK_COUNTER_SIDE(object);

    if (self->plug != NULL)
        g_signal_handlers_disconnect_by_data(self->plug, self);
    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_pointer(&self->scroll, gtk_widget_unparent);
    g_clear_pointer(&self->findings, g_ptr_array_unref);
    g_clear_object(&self->middle.application);
    g_clear_object(&self->plug);
    g_clear_object(&self->data);
    g_clear_pointer(&self->asked_for, g_free);
    G_OBJECT_CLASS(desk_counter_side_parent_class)->dispose(object);
}

static void
desk_counter_side_class_init(DeskCounterSideClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_side_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "side");
    signals[TAKE] = g_signal_new("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                 G_TYPE_BOOLEAN);
}

static void
desk_counter_side_init(DeskCounterSide *self)
{
    gtk_widget_set_size_request(GTK_WIDGET(self), 300, -1);
}

/* --- devices --- */

static void
desk_counter_side_take(DeskCounterDevice *widget, gboolean new, gpointer user_data)
{
    g_signal_emit(user_data, signals[TAKE], 0, desk_counter_device_get_device(widget), new);
}

static gboolean
desk_counter_side_is_taken(DeskCounterSide *self, const UsbctlDevice *device)
{
    GPtrArray *lines = self->middle.belongings != NULL ? self->middle.belongings->devices : NULL;

    if (self->middle.answers != NULL)
        return self->middle.has_device(self->middle.user_data, device);
    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        if (desk_counter_known_is_line(device, g_ptr_array_index(lines, i)))
            return TRUE;
    }
    return FALSE;
}

static void
desk_counter_side_add_device(DeskCounterSide *self, const DeskCounterFinding *finding)
{
    DeskCounterPlace place = desk_counter_side_is_taken(self, finding->device) ? DESK_COUNTER_DEVICE_TAKEN
                             : self->middle.answers != NULL                    ? DESK_COUNTER_DEVICE_MEANT
                             : self->can_take                                  ? DESK_COUNTER_DEVICE_FITS
                                                                               : DESK_COUNTER_DEVICE_FREE;
    GtkWidget *device = desk_counter_device_new(finding, place);

    g_signal_connect(device, "take", G_CALLBACK(desk_counter_side_take), self);
    if (place == DESK_COUNTER_DEVICE_TAKEN)
        gtk_box_prepend(GTK_BOX(self->devices), device);
    else
        gtk_box_append(GTK_BOX(self->devices), device);
}

static void
desk_counter_side_show_devices(DeskCounterSide *self)
{
    const char *fault = desk_plug_get_fault(self->plug);
    gboolean focused = desk_focus_leave(self->devices);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->devices)) != NULL)
        gtk_box_remove(GTK_BOX(self->devices), child);
    for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
        desk_counter_side_add_device(self, g_ptr_array_index(self->findings, i));
    gtk_label_set_text(GTK_LABEL(self->nothing),
                       fault != NULL ? fault : _("Nothing is plugged in. Plug the device in: it shows here at once."));
    gtk_widget_set_visible(self->nothing, self->findings == NULL || self->findings->len == 0);
    if (focused)
        gtk_widget_child_focus(self->devices, GTK_DIR_TAB_FORWARD);
}

typedef struct {
    DeskCounterSide *side;
    guint asked;
} DeskCounterSideAsk;

static void
desk_counter_side_take_findings(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autofree DeskCounterSideAsk *ask = user_data;
    g_autoptr(DeskCounterSide) self = ask->side;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = desk_data_run_finish(result, &error);
    g_autoptr(GPtrArray) before = NULL;

    if (self->scroll == NULL || ask->asked != self->asked)
        return;
    if (findings == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    before = g_steal_pointer(&self->findings); /* the widgets point into it until they are replaced */
    self->findings = g_steal_pointer(&findings);
    desk_counter_side_show_devices(self);
}

/* For which network, rights and PCs the devices would be used. */
static void
desk_counter_side_get_use(DeskCounterSide *self, DeskCounterUse *use)
{
    EpRecord *application = self->middle.application;

    *use = (DeskCounterUse){ 0 };
    if (self->middle.answers != NULL) {
        use->network = ep_draft_get_named(self->middle.answers, "network");
        use->rights = ep_draft_get_named(self->middle.answers, "rights");
        use->pcs = use->users = TRUE;
    } else if (application != NULL) {
        use->network = ep_record_get_named(application, "network");
        use->rights = ep_record_get_named(application, "rights");
        use->pcs = ep_record_get_integer(application, "pcs") > 0;
        use->users = ep_record_get_integer(application, "users") > 0;
    }
}

static void
desk_counter_side_ask(DeskCounterSide *self)
{
    DeskCounterSideAsk *ask = g_new0(DeskCounterSideAsk, 1);
    DeskCounterUse use;

    desk_counter_side_get_use(self, &use);
    *ask = (DeskCounterSideAsk){ g_object_ref(self), ++self->asked };
    desk_counter_known_read(self->data, desk_plug_get_devices(self->plug), &use, desk_counter_side_take_findings, ask);
}

/* What the ledger knows of them is asked again only when that may be something else. */
static void
desk_counter_side_ask_if_needed(DeskCounterSide *self)
{
    DeskCounterUse use;
    char *asked_for;

    desk_counter_side_get_use(self, &use);
    asked_for = g_strdup_printf("%s %s %d %d", use.network != NULL ? use.network : "",
                                use.rights != NULL ? use.rights : "", use.pcs, use.users);
    if (g_strcmp0(asked_for, self->asked_for) == 0) {
        g_free(asked_for);
        desk_counter_side_show_devices(self);
        return;
    }
    g_free(self->asked_for);
    self->asked_for = asked_for;
    desk_counter_side_ask(self);
}

static void
desk_counter_side_changed(DeskData *data, gpointer table, gpointer user_data)
{
    if (table == &ep_application_device_table || table == &ep_medium_table || table == &ep_permit_table ||
        table == &ep_incident_table || table == &ep_target_table)
        desk_counter_side_ask(user_data);
}

/* --- building --- */

GtkWidget *
desk_counter_side_new(DeskData *data)
{
    DeskCounterSide *self = g_object_new(DESK_TYPE_COUNTER_SIDE, NULL);
    GtkWidget *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);

    self->data = g_object_ref(data);
    self->plug = desk_plug_new();
    g_signal_connect_swapped(self->plug, "changed", G_CALLBACK(desk_counter_side_ask), self);
    gtk_widget_add_css_class(column, "side-content");
    self->devices = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16);
    self->nothing = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->nothing), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->nothing), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(self->nothing), 20);
    gtk_widget_add_css_class(self->nothing, "field-hint");
    self->check = desk_counter_check_new(data);
    gtk_box_append(GTK_BOX(column), self->check);
    gtk_box_append(GTK_BOX(column), desk_label_new_heading(_("Plugged in now")));
    gtk_box_append(GTK_BOX(column), self->nothing);
    gtk_box_append(GTK_BOX(column), self->devices);
    self->scroll = gtk_scrolled_window_new();
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), column);
    gtk_widget_set_parent(self->scroll, GTK_WIDGET(self));
    g_signal_connect(data, "changed", G_CALLBACK(desk_counter_side_changed), self);
    desk_counter_side_show_devices(self);
    return GTK_WIDGET(self);
}

void
desk_counter_side_show(DeskCounterSide *self, const DeskCounterMiddle *middle)
{
    EpRecord *application = self->middle.application;

    self->middle = *middle;
    self->middle.application = middle->application != NULL ? g_object_ref(middle->application) : NULL;
    g_clear_object(&application);
    self->can_take = middle->application != NULL &&
                     ep_verb_applies(desk_verb_bar_find_edit(&ep_application_table), middle->application);
    desk_counter_check_show(DESK_COUNTER_CHECK(self->check), middle->answers == NULL ? middle->application : NULL,
                            middle->belongings);
    desk_counter_side_ask_if_needed(self);
}

DeskPlug *
desk_counter_side_get_plug(DeskCounterSide *self)
{
    return self->plug;
}

/* The first that can still be taken; media before what nobody applies for. */
void
desk_counter_side_focus_device(DeskCounterSide *self)
{
    GtkWidget *chosen = NULL;

    for (GtkWidget *child = gtk_widget_get_first_child(self->devices); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        const UsbctlDevice *device = desk_counter_device_get_device(DESK_COUNTER_DEVICE(child));

        if (desk_counter_side_is_taken(self, device))
            continue;
        if (chosen == NULL || (usbctl_device_is_storage(device) &&
                               !usbctl_device_is_storage(desk_counter_device_get_device(DESK_COUNTER_DEVICE(chosen)))))
            chosen = child;
    }
    if (chosen != NULL)
        desk_counter_device_focus(DESK_COUNTER_DEVICE(chosen));
    else
        desk_go_say(GTK_WIDGET(self), _("Nothing is plugged in that could be taken"));
}
