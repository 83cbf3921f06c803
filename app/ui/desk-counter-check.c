#include "app/ui/desk-counter-check.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-verb-sheet.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/scan/ep-scan.h"

#define CHECK_VERB "application_device.check_virus"

struct _DeskCounterCheck {
    GtkWidget parent;
    GtkWidget *rows, *hint;
    DeskData *data;
    const EpVerb *verb;
    EpRecord *application;
    char *fault; /* why this desk's scanner cannot be asked; NULL: it can */
    gboolean asked;
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
    g_clear_pointer(&self->fault, g_free);
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
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new(_("Virus check"));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
    gtk_widget_add_css_class(head, "group-head");
    gtk_widget_add_css_class(label, "heading");
    gtk_box_append(GTK_BOX(head), label);
    gtk_widget_set_parent(head, GTK_WIDGET(self));
    self->rows = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_set_parent(self->rows, GTK_WIDGET(self));
    self->hint = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->hint), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->hint), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(self->hint), 20);
    gtk_widget_add_css_class(self->hint, "field-hint");
    gtk_widget_set_visible(self->hint, FALSE);
    gtk_widget_set_parent(self->hint, GTK_WIDGET(self));
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

/* --- is there a scanner? --- */

static gpointer
desk_counter_check_describe(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_autoptr(EpScanner) scanner = ep_scan_system_new();
    EpScanEngine engine = { 0 };

    if (!scanner->class->describe(scanner, &engine, error))
        return NULL;
    g_free(engine.pattern);
    g_free(engine.pattern_date);
    return engine.scanner;
}

static void
desk_counter_check_described(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCounterCheck) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *name = desk_data_run_finish(result, &error);

    g_clear_pointer(&self->fault, g_free);
    self->fault = name == NULL ? g_strdup(error->message) : NULL;
    if (self->rows == NULL)
        return;
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        GtkWidget *scan = g_object_get_data(G_OBJECT(row), "scan");

        gtk_widget_set_visible(scan, name != NULL);
    }
    gtk_label_set_text(GTK_LABEL(self->hint), _("No scanner answers here: write down the result of another one."));
    gtk_widget_set_tooltip_text(self->hint, self->fault);
    gtk_widget_set_visible(self->hint, self->fault != NULL);
}

static void
desk_counter_check_ask_scanner(DeskCounterCheck *self)
{
    if (self->asked)
        return;
    self->asked = TRUE;
    desk_data_run_aside(self->data, NULL, desk_counter_check_describe, NULL, NULL, g_free, desk_counter_check_described,
                        g_object_ref(self));
}

/* --- a result, into the ledger --- */

static void
desk_counter_check_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    desk_go_say(GTK_WIDGET(user_data), _("The virus check is recorded"));
}

/* Asks what a scanner does not know; @found fills in what it does. */
static void
desk_counter_check_ask(DeskCounterCheck *self, EpRecord *device, EpDraft *found)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    const EpTable *table = found != NULL ? ep_draft_get_table(found) : NULL;
    DeskAsk *ask;

    g_ptr_array_add(records, g_object_ref(device));
    ask = desk_verb_sheet_open(GTK_WIDGET(self), self->data, self->verb, &ep_application_device_table, records);
    for (guint i = 0; table != NULL && i < table->at.n_fields; i++) {
        if (*ep_draft_get(found, i) != '\0')
            desk_ask_set(ask, table->fields[i].name, ep_draft_get(found, i));
    }
    g_signal_connect_object(ask, "done", G_CALLBACK(desk_counter_check_done), self, 0);
}

/* --- the scan --- */

typedef struct {
    DeskCounterCheck *check;
    EpRecord *device;
} DeskCounterCheckScan;

static gpointer
desk_counter_check_run(EpLedger *ledger, EpProgress *progress, gpointer folder, GError **error)
{
    g_autoptr(EpScanner) scanner = ep_scan_system_new();

    return ep_scan_run(scanner, folder, NULL, NULL, progress, error);
}

static void
desk_counter_check_scanned(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autofree DeskCounterCheckScan *scan = user_data;
    g_autoptr(DeskCounterCheck) self = scan->check;
    g_autoptr(EpRecord) device = scan->device;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpScanResult) found = desk_data_run_finish(result, &error);
    g_autoptr(EpDraft) answers = NULL;

    if (self->rows == NULL)
        return;
    if (found == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    answers = ep_verb_start(self->verb, &ep_application_device_table, device, desk_data_get_operator(self->data));
    ep_scan_result_to_draft(found, answers);
    desk_counter_check_ask(self, device, answers);
}

void
desk_counter_check_scan(DeskCounterCheck *self, EpRecord *device, const char *folder)
{
    DeskCounterCheckScan *scan = g_new0(DeskCounterCheckScan, 1);

    *scan = (DeskCounterCheckScan){ g_object_ref(self), g_object_ref(device) };
    desk_data_run_aside(self->data, _("Checking for viruses"), desk_counter_check_run, g_strdup(folder), g_free,
                        (GDestroyNotify)ep_scan_result_free, desk_counter_check_scanned, scan);
}

static void
desk_counter_check_chosen(GtkNativeDialog *dialog, int response, gpointer user_data)
{
    DeskCounterCheck *self = user_data;
    g_autoptr(GFile) folder = NULL;
    g_autofree char *path = NULL;

    if (response == GTK_RESPONSE_ACCEPT)
        folder = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
    path = folder != NULL ? g_file_get_path(folder) : NULL;
    if (path != NULL)
        desk_counter_check_scan(self, g_object_get_data(G_OBJECT(dialog), "device"), path);
    gtk_native_dialog_destroy(dialog);
    g_object_unref(dialog);
}

/* The first medium that can be taken out and is mounted. */
static GFile *
desk_counter_check_find_mount(void)
{
    g_autoptr(GVolumeMonitor) monitor = g_volume_monitor_get();
    GList *mounts = g_volume_monitor_get_mounts(monitor);
    GFile *root = NULL;

    for (GList *at = mounts; at != NULL && root == NULL; at = at->next) {
        g_autoptr(GDrive) drive = g_mount_get_drive(at->data);

        if (drive == NULL || g_drive_is_removable(drive))
            root = g_mount_get_root(at->data);
    }
    g_list_free_full(mounts, g_object_unref);
    return root;
}

static void
desk_counter_check_scan_clicked(GtkButton *button, gpointer user_data)
{
    DeskCounterCheck *self = user_data;
    EpRecord *device = g_object_get_data(G_OBJECT(button), "device");
    g_autoptr(GFile) mount = desk_counter_check_find_mount();
    GtkFileChooserNative *dialog =
        gtk_file_chooser_native_new(_("Which medium is checked?"), GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))),
                                    GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("Check"), _("Go back"));

    if (mount != NULL)
        gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(dialog), mount, NULL);
    g_object_set_data_full(G_OBJECT(dialog), "device", g_object_ref(device), g_object_unref);
    g_signal_connect_object(dialog, "response", G_CALLBACK(desk_counter_check_chosen), self, 0);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

static void
desk_counter_check_type_clicked(GtkButton *button, gpointer user_data)
{
    desk_counter_check_ask(user_data, g_object_get_data(G_OBJECT(button), "device"), NULL);
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
desk_counter_check_new_button(DeskCounterCheck *self, EpRecord *device, const char *label, GCallback clicked)
{
    GtkWidget *button = gtk_button_new_with_label(label);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(self->data);
    g_autofree char *reason = ep_route_refuse(routes, self->verb, device, desk_data_get_operator(self->data), today);

    g_object_set_data_full(G_OBJECT(button), "device", g_object_ref(device), g_object_unref);
    gtk_widget_set_sensitive(button, reason == NULL);
    gtk_widget_set_tooltip_text(button, reason);
    g_signal_connect(button, "clicked", clicked, self);
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
    GtkWidget *scan, *type;

    desk_counter_check_add_result(row, device, check);
    scan = desk_counter_check_new_button(self, device, _("Check now"), G_CALLBACK(desk_counter_check_scan_clicked));
    type = desk_counter_check_new_button(self, device, _("Write a result down"),
                                         G_CALLBACK(desk_counter_check_type_clicked));
    if (check != NULL)
        gtk_widget_add_css_class(type, "link-button"); /* it is there already */
    gtk_widget_set_visible(scan, self->asked && self->fault == NULL);
    gtk_box_append(GTK_BOX(buttons), scan);
    gtk_box_append(GTK_BOX(buttons), type);
    gtk_box_append(GTK_BOX(row), buttons);
    g_object_set_data(G_OBJECT(row), "scan", scan);
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
    if (n > 0)
        desk_counter_check_ask_scanner(self);
}
