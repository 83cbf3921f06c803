#include "app/ui/desk-counter-check.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-label.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"

#define CHECK_VERB "application_device.check_virus"

struct _DeskCounterCheck {
    GtkWidget parent;
    GtkWidget *rows;
    DeskData *data;
    const EpVerb *verb;
    EpRecord *application;
};

G_DEFINE_FINAL_TYPE(DeskCounterCheck, desk_counter_check, GTK_TYPE_WIDGET)

static void
desk_counter_check_dispose(GObject *object)
{
    DeskCounterCheck *self = DESK_COUNTER_CHECK(object);
    GtkWidget *child;

    self->rows = NULL;
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->application);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_check_parent_class)->dispose(object);
}

static void
desk_counter_check_class_init(DeskCounterCheckClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_check_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "check-section");
}

static void
desk_counter_check_init(DeskCounterCheck *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));
    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
    gtk_widget_set_parent(desk_label_new_heading(_("Virus check")), GTK_WIDGET(self));
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
}

GtkWidget *
desk_counter_check_new(DeskData *data)
{
    DeskCounterCheck *self = g_object_new(DESK_TYPE_COUNTER_CHECK, NULL);

    self->data = g_object_ref(data);
    self->verb = ep_ledger_find_verb(desk_data_get_ledger(data), CHECK_VERB, NULL, NULL);
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    return GTK_WIDGET(self);
}

static void
desk_counter_check_clicked(GtkButton *button, gpointer user_data)
{
    EpRecord *device = g_object_get_data(G_OBJECT(button), "device");

    desk_go_check(user_data, &ep_application_device_table, ep_record_get_id(device));
}

/* --- what is shown --- */

/* "11/20 14:05  ClamAV 1.0.7 (27500)": of today or not is said in words. */
static char *
desk_counter_check_dup_detail(EpRecord *check)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    const char *pattern = ep_record_get_named(check, "pattern"), *scanner = ep_record_get_named(check, "scanner");
    gboolean fresh = strcmp(ep_record_get_named(check, "day"), today) == 0;
    char scratch[EP_SCRATCH_SIZE];
    const char *at = ep_record_display(check, ep_table_find(&ep_virus_check_table, "at"), scratch);

    return g_strdup_printf("%s%s%s\n%s%s%s", at, "  ", fresh ? _("of today") : _("not of today"), scanner,
                           *pattern != '\0' ? "  " : "", pattern);
}

static GtkWidget *
desk_counter_check_new_button(DeskCounterCheck *self, EpRecord *device, const char *label)
{
    GtkWidget *button = gtk_button_new_with_label(label);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(self->data);
    g_autofree char *reason = ep_route_refuse(routes, self->verb, device, desk_data_get_operator(self->data), today);

    g_object_set_data_full(G_OBJECT(button), "device", g_object_ref(device), g_object_unref);
    gtk_widget_set_sensitive(button, reason == NULL);
    gtk_widget_set_tooltip_text(button, reason);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_counter_check_clicked), self);
    return button;
}

static void
desk_counter_check_add_result(GtkWidget *row, EpRecord *device, EpRecord *check)
{
    guint field = ep_table_find(&ep_virus_check_table, "result");
    const EpChoice *result =
        check != NULL ? ep_field_find_choice(&ep_virus_check_table.fields[field], ep_record_get(check, field)) : NULL;
    g_autofree char *detail = check != NULL ? desk_counter_check_dup_detail(check) : NULL;
    GtkWidget *first = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *badge = desk_badge_new(), *label;
    GtkWidget *name = gtk_label_new(ep_record_get_named(device, "model"));

    gtk_label_set_xalign(GTK_LABEL(name), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(name), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(name, TRUE);
    gtk_widget_add_css_class(name, "line-title");
    desk_badge_set(badge, result != NULL ? ep_label(result->label) : _("Not checked"),
                   result != NULL ? result->tint : EP_TINT_WAIT);
    gtk_box_append(GTK_BOX(first), name);
    gtk_box_append(GTK_BOX(first), badge);
    gtk_box_append(GTK_BOX(row), first);
    if (detail == NULL)
        return;
    label = gtk_label_new(detail);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class(label, "field-hint");
    gtk_box_append(GTK_BOX(row), label);
}

static void
desk_counter_check_add_device(DeskCounterCheck *self, EpRecord *device, EpRecord *check)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *buttons = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    desk_counter_check_add_result(row, device, check);
    gtk_box_append(GTK_BOX(buttons),
                   desk_counter_check_new_button(self, device, check != NULL ? _("Check again") : _("Check now")));
    gtk_box_append(GTK_BOX(row), buttons);
    gtk_box_append(GTK_BOX(self->rows), row);
}

void
desk_counter_check_show(DeskCounterCheck *self, EpRecord *application, DeskCounterCase *belongings)
{
    guint n = 0;
    GtkWidget *child;
    gboolean focused = desk_focus_leave(self->rows);

    g_set_object(&self->application, application);
    while ((child = gtk_widget_get_first_child(self->rows)) != NULL)
        gtk_box_remove(GTK_BOX(self->rows), child);
    for (guint i = 0; application != NULL && belongings != NULL && i < belongings->devices->len; i++) {
        EpRecord *device = g_ptr_array_index(belongings->devices, i);

        if (*ep_record_get_named(device, "storage") == '\0')
            continue;
        desk_counter_check_add_device(self, device, desk_counter_case_find_check(belongings, ep_record_get_id(device)));
        n++;
    }
    gtk_widget_set_visible(GTK_WIDGET(self), n > 0);
    if (focused)
        gtk_widget_child_focus(self->rows, GTK_DIR_TAB_FORWARD);
}
