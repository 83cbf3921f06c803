#include "app/ui/desk-counter-devices.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-counter-known.h"
#include "app/ui/desk-form.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterDevices {
    GtkWidget parent;
    DeskData *data;
    GPtrArray *lines; /* EpDraft, also those that shall go */
    GPtrArray *forms; /* DeskForm of each that is shown, borrowed */
    gboolean asks_permits;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterDevices, desk_counter_devices, GTK_TYPE_WIDGET)

static void
desk_counter_devices_clear(DeskCounterDevices *self)
{
    GtkWidget *child;

    g_ptr_array_set_size(self->forms, 0);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
}

static void
desk_counter_devices_dispose(GObject *object)
{
    DeskCounterDevices *self = DESK_COUNTER_DEVICES(object);

    desk_counter_devices_clear(self);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_devices_parent_class)->dispose(object);
}

static void
desk_counter_devices_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_COUNTER_DEVICES(object)->lines);
    g_ptr_array_unref(DESK_COUNTER_DEVICES(object)->forms);
    G_OBJECT_CLASS(desk_counter_devices_parent_class)->finalize(object);
}

static void
desk_counter_devices_class_init(DeskCounterDevicesClass *klass)
{
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_devices_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_counter_devices_finalize;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    signals[CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_counter_devices_init(DeskCounterDevices *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
    self->lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    self->forms = g_ptr_array_new();
}

GtkWidget *
desk_counter_devices_new(DeskData *data)
{
    DeskCounterDevices *self = g_object_new(DESK_TYPE_COUNTER_DEVICES, NULL);

    self->data = g_object_ref(data);
    return GTK_WIDGET(self);
}

static void
desk_counter_devices_changed(DeskCounterDevices *self)
{
    g_signal_emit(self, signals[CHANGED], 0);
}

/* --- a device --- */

static void
desk_counter_devices_removed(GtkButton *button, gpointer user_data)
{
    DeskCounterDevices *self = user_data;
    GtkWidget *form = g_object_get_data(G_OBJECT(button), "form");
    EpDraft *line = desk_form_get_draft(DESK_FORM(form));

    g_ptr_array_remove(self->forms, form);
    gtk_widget_unparent(gtk_widget_get_parent(form));
    ep_draft_set_removed(line, TRUE);
    desk_counter_devices_changed(self);
}

static char *
desk_counter_devices_dup_code(EpDraft *line)
{
    const char *vid = ep_draft_get_named(line, "vid"), *pid = ep_draft_get_named(line, "pid"),
               *serial = ep_draft_get_named(line, "serial");

    if (*vid == '\0')
        return g_strdup(_("typed in from the paper"));
    return g_strdup_printf("%s:%s  %s", vid, pid, *serial != '\0' ? serial : _("no serial number"));
}

static GtkWidget *
desk_counter_devices_new_head(DeskCounterDevices *self, EpDraft *line, GtkWidget *form)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *label;
    GtkWidget *remove = gtk_button_new_from_icon_name("list-remove-symbolic");
    g_autofree char *code = desk_counter_devices_dup_code(line);

    label = gtk_label_new(code);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(label, "code");
    gtk_widget_add_css_class(remove, "flat");
    gtk_widget_add_css_class(remove, "small");
    gtk_widget_set_tooltip_text(remove, _("Take this line away"));
    g_object_set_data(G_OBJECT(remove), "form", form);
    g_signal_connect(remove, "clicked", G_CALLBACK(desk_counter_devices_removed), self);
    gtk_box_append(GTK_BOX(head), label);
    gtk_box_append(GTK_BOX(head), remove);
    return head;
}

/* What the plug says stands above it; on paper alone everything is typed. */
static char **
desk_counter_devices_dup_fields(DeskCounterDevices *self, gboolean plugged)
{
    static const char *const told[] = { "kind", "model", "capacity", "encrypted", "owner", "sticker", NULL };
    static const char *const identity[] = { "maker", "vid", "pid", "serial", NULL };
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();

    g_strv_builder_addv(names, (const char **)told);
    if (!plugged)
        g_strv_builder_addv(names, (const char **)identity);
    if (self->asks_permits)
        g_strv_builder_add(names, "permit");
    return g_strv_builder_end(names);
}

static GtkWidget *
desk_counter_devices_show(DeskCounterDevices *self, EpDraft *line, gboolean plugged)
{
    static const DeskFieldPaper paper = { &ep_application_device_table, "" };
    g_auto(GStrv) names = desk_counter_devices_dup_fields(self, plugged);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    GtkWidget *form = desk_form_new_paper(self->data, line, (const char *const *)names, &paper);

    g_signal_connect_swapped(form, "changed", G_CALLBACK(desk_counter_devices_changed), self);
    gtk_widget_add_css_class(row, "line");
    gtk_box_append(GTK_BOX(row), desk_counter_devices_new_head(self, line, form));
    gtk_box_append(GTK_BOX(row), form);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
    g_ptr_array_add(self->forms, form);
    return form;
}

static gboolean
desk_counter_devices_is_plugged(EpDraft *line)
{
    return *ep_draft_get_named(line, "product") != '\0' || *ep_draft_get_named(line, "interfaces") != '\0';
}

void
desk_counter_devices_add(DeskCounterDevices *self, const UsbctlDevice *device)
{
    EpDraft *line = ep_draft_new(&ep_application_device_table);
    GtkWidget *form;

    if (device != NULL)
        ep_device_fill(line, device);
    ep_draft_fill(line, NULL, NULL, 0);
    g_ptr_array_add(self->lines, line);
    form = desk_counter_devices_show(self, line, device != NULL);
    if (device == NULL)
        desk_form_focus(DESK_FORM(form), NULL);
    desk_counter_devices_changed(self);
}

void
desk_counter_devices_add_record(DeskCounterDevices *self, EpRecord *record)
{
    EpDraft *line = ep_draft_new_from(record);

    g_ptr_array_add(self->lines, line);
    desk_counter_devices_show(self, line, desk_counter_devices_is_plugged(line));
}

void
desk_counter_devices_focus(DeskCounterDevices *self, gint64 id)
{
    for (guint i = 0; i < self->forms->len; i++) {
        DeskForm *form = g_ptr_array_index(self->forms, i);

        if (ep_draft_get_id(desk_form_get_draft(form)) == id)
            desk_form_focus(form, "model");
    }
}

void
desk_counter_devices_refill(DeskCounterDevices *self)
{
    desk_counter_devices_clear(self);
    for (guint i = 0; i < self->lines->len; i++) {
        EpDraft *line = g_ptr_array_index(self->lines, i);

        if (!ep_draft_is_removed(line))
            desk_counter_devices_show(self, line, desk_counter_devices_is_plugged(line));
    }
}

void
desk_counter_devices_ask_permits(DeskCounterDevices *self, gboolean asked)
{
    if (asked == self->asks_permits)
        return;
    self->asks_permits = asked;
    desk_counter_devices_refill(self);
}

/* --- all of them --- */

gboolean
desk_counter_devices_has(DeskCounterDevices *self, const UsbctlDevice *device)
{
    for (guint i = 0; i < self->lines->len; i++) {
        EpDraft *line = g_ptr_array_index(self->lines, i);
        g_autoptr(EpRecord) record = ep_draft_to_record(line);

        if (!ep_draft_is_removed(line) && desk_counter_known_is_line(device, record))
            return TRUE;
    }
    return FALSE;
}

gboolean
desk_counter_devices_check(DeskCounterDevices *self)
{
    for (guint i = 0; i < self->forms->len; i++) {
        if (!desk_form_check(g_ptr_array_index(self->forms, i)))
            return FALSE;
    }
    return TRUE;
}

void
desk_counter_devices_apply_to(DeskCounterDevices *self, EpDraft *application)
{
    for (guint i = 0; i < self->lines->len; i++)
        ep_draft_add_line(application, g_ptr_array_index(self->lines, i));
}
