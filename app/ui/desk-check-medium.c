#include "app/ui/desk-check-medium.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-check-mounts.h"
#include "app/ui/desk-counter-known.h"
#include "app/ui/desk-finder.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-plug.h"
#include "endpoint/ledger/ep-kinds.h"

/* What is asked of something that the ledger does not know. */
static const char *const asked[] = { "carrier", "company", "section", "errand", "network",
                                     "kind",    "pieces",  "model",   "serial", NULL };

struct _DeskCheckMedium {
    GtkWidget parent;
    GtkWidget *halves, *column, *side, *banner, *rows, *none, *finder, *form_place, *form, *folder, *mounts;
    DeskData *data;
    DeskPlug *plug;
    GPtrArray *findings; /* DeskCounterFinding, as the rows are */
    DeskCheckSubject *subject;
    guint asked;
};

enum { SCAN, TYPE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCheckMedium, desk_check_medium, GTK_TYPE_WIDGET)

static void
desk_check_medium_dispose(GObject *object)
{
    DeskCheckMedium *self = DESK_CHECK_MEDIUM(object);

    self->rows = NULL;
    g_clear_pointer(&self->halves, gtk_widget_unparent);
    g_clear_pointer(&self->findings, g_ptr_array_unref);
    g_clear_pointer(&self->subject, desk_check_subject_free);
    g_clear_object(&self->plug);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_check_medium_parent_class)->dispose(object);
}

static void
desk_check_medium_submit(GtkWidget *widget, const char *name, GVariant *parameter)
{
    g_signal_emit(widget, signals[SCAN], 0);
}

static void
desk_check_medium_class_init(DeskCheckMediumClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_check_medium_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "check-step");
    gtk_widget_class_install_action(widget_class, "check.scan", NULL, desk_check_medium_submit);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "check.scan", NULL);
    signals[SCAN] = g_signal_new("scan", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[TYPE] = g_signal_new("type", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* --- what is chosen --- */

static void
desk_check_medium_show_form(DeskCheckMedium *self)
{
    g_autofree char *name = NULL;

    if (self->form != NULL)
        gtk_box_remove(GTK_BOX(self->form_place), self->form);
    if (self->subject->record == NULL) {
        self->form = desk_form_new(self->data, self->subject->answers, asked);
    } else {
        name = desk_check_subject_dup_name(self->subject);
        self->form = gtk_label_new(name);
        gtk_label_set_xalign(GTK_LABEL(self->form), 0.0);
        gtk_widget_add_css_class(self->form, "line-title");
    }
    gtk_box_append(GTK_BOX(self->form_place), self->form);
}

static void
desk_check_medium_set_record(DeskCheckMedium *self, EpRecord *record)
{
    g_clear_pointer(&self->subject, desk_check_subject_free);
    self->subject = desk_check_subject_new(self->data, record);
    desk_banner_show(self->banner, NULL);
    desk_check_medium_show_form(self);
}

/* What the device says of itself, where the check has a field for it. */
static void
desk_check_medium_fill(DeskCheckMedium *self, EpRecord *line)
{
    static const char *const taken[] = { "maker", "model", "vid", "pid", "serial", "instance_id", "interfaces" };
    guint kind = ep_table_find(ep_draft_get_table(self->subject->answers), "kind");

    for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
        ep_draft_set_named(self->subject->answers, taken[i], ep_record_get_named(line, taken[i]));
    if (ep_field_find_choice(&ep_draft_get_table(self->subject->answers)->fields[kind],
                             ep_record_get_named(line, "kind")) != NULL)
        ep_draft_set(self->subject->answers, kind, ep_record_get_named(line, "kind"));
    desk_check_medium_show_form(self);
}

/* The medium that the device is, as far as the ledger knows. */
static gpointer
desk_check_medium_read(EpLedger *ledger, EpProgress *progress, gpointer id, GError **error)
{
    return ep_reader_read(ep_ledger_get_reader(ledger), &ep_medium_table, *(gint64 *)id, error);
}

static void
desk_check_medium_taken(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheckMedium) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpRecord) record = desk_data_run_finish(result, &error);

    if (self->rows == NULL)
        return;
    if (record != NULL)
        desk_check_medium_set_record(self, record);
    else
        desk_banner_show(self->banner, error->message);
}

static void
desk_check_medium_mark(DeskCheckMedium *self, GtkWidget *chosen)
{
    for (GtkWidget *row = gtk_widget_get_first_child(self->rows); row != NULL; row = gtk_widget_get_next_sibling(row)) {
        if (row == chosen)
            gtk_widget_add_css_class(row, "active");
        else
            gtk_widget_remove_css_class(row, "active");
    }
}

static void
desk_check_medium_chosen(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskCheckMedium *self = user_data;
    const DeskCounterFinding *finding;

    desk_check_medium_mark(self, GTK_WIDGET(row));
    finding = g_ptr_array_index(self->findings, gtk_list_box_row_get_index(row));
    for (guint i = 0; i < finding->known->len; i++) {
        const EpKnown *known = g_ptr_array_index(finding->known, i);

        if (known->medium == 0 || !known->same)
            continue;
        desk_data_run(self->data, EP_LANE_READ, NULL, desk_check_medium_read,
                      g_memdup2(&known->medium, sizeof known->medium), g_free, g_object_unref, desk_check_medium_taken,
                      g_object_ref(self));
        return;
    }
    desk_check_medium_set_record(self, NULL);
    desk_check_medium_fill(self, finding->line);
}

static void
desk_check_medium_found(DeskFinder *finder, EpRecord *record, gpointer user_data)
{
    DeskCheckMedium *self = user_data;

    desk_check_medium_mark(self, NULL);
    desk_check_medium_set_record(self, record);
}

/* --- what is plugged in --- */

/* What it is taken for, and each permit that stands of it. */
static char *
desk_check_medium_dup_known(const DeskCounterFinding *finding)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gint64 medium = -1;

    for (guint i = 0; i < finding->known->len; i++) {
        const EpKnown *known = g_ptr_array_index(finding->known, i);
        g_autofree char *permit = known->permit != 0 ? ep_known_dup_text(known, NULL) : NULL;

        if (!known->same)
            continue;
        if (known->medium != medium)
            g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", known->number);
        g_string_append_printf(text, "  %s",
                               permit != NULL       ? permit
                               : known->medium == 0 ? _("applied for: better checked at the counter")
                                                    : _("known, without a permit"));
        medium = known->medium;
    }
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : g_strdup(_("the ledger does not know it"));
}

static void
desk_check_medium_add_row(DeskCheckMedium *self, const DeskCounterFinding *finding)
{
    GtkWidget *row = gtk_list_box_row_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *name = gtk_label_new(ep_record_get_named(finding->line, "model")), *serial, *known;
    g_autofree char *text = desk_check_medium_dup_known(finding);
    g_autofree char *all = ep_known_describe(ep_record_get_named(finding->line, "known"));

    serial = gtk_label_new(*finding->device->serial != '\0' ? finding->device->serial : _("no serial number"));
    known = gtk_label_new(text);
    gtk_widget_set_tooltip_text(known, *all != '\0' ? all : NULL);
    gtk_widget_add_css_class(name, "line-title");
    gtk_widget_add_css_class(serial, "code");
    gtk_widget_add_css_class(known, "quiet");
    gtk_label_set_xalign(GTK_LABEL(name), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(name), PANGO_ELLIPSIZE_END);
    gtk_label_set_ellipsize(GTK_LABEL(known), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(name, TRUE);
    gtk_box_append(GTK_BOX(box), name);
    gtk_box_append(GTK_BOX(box), serial);
    gtk_box_append(GTK_BOX(box), known);
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_list_box_append(GTK_LIST_BOX(self->rows), row);
}

static void
desk_check_medium_known(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheckMedium) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = desk_data_run_finish(result, &error);

    if (self->rows == NULL || findings == NULL)
        return;
    for (GtkWidget *row; (row = gtk_widget_get_first_child(self->rows)) != NULL;)
        gtk_list_box_remove(GTK_LIST_BOX(self->rows), row);
    g_clear_pointer(&self->findings, g_ptr_array_unref);
    self->findings = g_steal_pointer(&findings);
    for (guint i = 0; i < self->findings->len; i++)
        desk_check_medium_add_row(self, g_ptr_array_index(self->findings, i));
    gtk_widget_set_visible(self->rows, self->findings->len > 0);
    gtk_widget_set_visible(self->none, self->findings->len == 0);
}

static void
desk_check_medium_plugged(DeskPlug *plug, gpointer user_data)
{
    DeskCheckMedium *self = user_data;
    GPtrArray *all = desk_plug_get_devices(plug);
    g_autoptr(GPtrArray) media = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    DeskCounterUse use = { NULL, NULL, FALSE };

    for (guint i = 0; i < all->len; i++) {
        UsbctlDevice *device = g_ptr_array_index(all, i);

        if (usbctl_device_is_storage(device))
            g_ptr_array_add(media, usbctl_device_ref(device));
    }
    desk_counter_known_read(self->data, media, &use, desk_check_medium_known, g_object_ref(self));
}

/* --- where its files are --- */

static void
desk_check_medium_mount_toggled(GtkCheckButton *button, gpointer user_data)
{
    if (gtk_check_button_get_active(button))
        desk_check_medium_set_folder(user_data, gtk_check_button_get_label(button));
}

void
desk_check_medium_offer_folders(DeskCheckMedium *self, GPtrArray *paths)
{
    GtkWidget *first = NULL;

    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->mounts)) != NULL;)
        gtk_box_remove(GTK_BOX(self->mounts), child);
    desk_check_medium_set_folder(self, paths->len == 1 ? g_ptr_array_index(paths, 0) : "");
    gtk_widget_set_visible(self->mounts, paths->len > 1);
    for (guint i = 0; paths->len > 1 && i < paths->len; i++) {
        GtkWidget *button = gtk_check_button_new_with_label(g_ptr_array_index(paths, i));

        gtk_check_button_set_group(GTK_CHECK_BUTTON(button), GTK_CHECK_BUTTON(first));
        first = first != NULL ? first : button;
        g_signal_connect(button, "toggled", G_CALLBACK(desk_check_medium_mount_toggled), self);
        gtk_box_append(GTK_BOX(self->mounts), button);
    }
}

static void
desk_check_medium_folder_chosen(GtkNativeDialog *dialog, int response, gpointer user_data)
{
    DeskCheckMedium *self = user_data;
    g_autoptr(GFile) folder =
        response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog)) : NULL;
    g_autofree char *path = folder != NULL ? g_file_get_path(folder) : NULL;

    if (path != NULL)
        desk_check_medium_set_folder(self, path);
    gtk_native_dialog_destroy(dialog);
    g_object_unref(dialog);
}

static void
desk_check_medium_folder_clicked(GtkButton *button, gpointer user_data)
{
    GtkFileChooserNative *dialog =
        gtk_file_chooser_native_new(_("Which medium is checked?"), GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(button))),
                                    GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("Check"), _("Go back"));

    g_signal_connect_object(dialog, "response", G_CALLBACK(desk_check_medium_folder_chosen), user_data, 0);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

void
desk_check_medium_set_folder(DeskCheckMedium *self, const char *folder)
{
    gtk_editable_set_text(GTK_EDITABLE(self->folder), folder);
}

/* --- the screen --- */

static void
desk_check_medium_build_choice(DeskCheckMedium *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *label = gtk_label_new(_("By number or sticker"));

    gtk_box_append(GTK_BOX(self->column), desk_label_new_heading(_("Plugged in")));
    self->none = gtk_label_new(_("Nothing that stores data is plugged in."));
    gtk_label_set_xalign(GTK_LABEL(self->none), 0.0);
    gtk_widget_add_css_class(self->none, "quiet");
    gtk_box_append(GTK_BOX(self->column), self->none);
    self->rows = gtk_list_box_new();
    gtk_widget_add_css_class(self->rows, "related-rows");
    gtk_widget_set_visible(self->rows, FALSE);
    gtk_list_box_set_selection_mode(GTK_LIST_BOX(self->rows),
                                    GTK_SELECTION_NONE); /* Tab would select, and so fill in */
    g_signal_connect(self->rows, "row-activated", G_CALLBACK(desk_check_medium_chosen), self);
    gtk_box_append(GTK_BOX(self->column), self->rows);
    self->finder = desk_finder_new(self->data, &ep_medium_table);
    gtk_widget_set_hexpand(self->finder, TRUE);
    g_signal_connect(self->finder, "chosen", G_CALLBACK(desk_check_medium_found), self);
    gtk_box_append(GTK_BOX(row), label);
    gtk_box_append(GTK_BOX(row), self->finder);
    gtk_box_append(GTK_BOX(self->column), row);
}

static void
desk_check_medium_type_clicked(DeskCheckMedium *self)
{
    g_signal_emit(self, signals[TYPE], 0);
}

static void
desk_check_medium_scan_clicked(DeskCheckMedium *self)
{
    g_signal_emit(self, signals[SCAN], 0);
}

static GtkWidget *
desk_check_medium_new_foot(DeskCheckMedium *self)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *scan = gtk_button_new_with_label(_("On to the check")),
              *type = gtk_button_new_with_label(_("Write another scanner's result down"));

    gtk_widget_add_css_class(scan, "primary");
    gtk_widget_set_tooltip_text(scan, "Ctrl+Enter");
    g_signal_connect_swapped(scan, "clicked", G_CALLBACK(desk_check_medium_scan_clicked), self);
    g_signal_connect_swapped(type, "clicked", G_CALLBACK(desk_check_medium_type_clicked), self);
    gtk_box_append(GTK_BOX(foot), scan);
    gtk_box_append(GTK_BOX(foot), type);
    return foot;
}

static void
desk_check_medium_build_folder(DeskCheckMedium *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *choose = gtk_button_new_with_label(_("Choose…"));

    gtk_box_append(GTK_BOX(self->column), desk_label_new_heading(_("Where its files are")));
    self->folder = gtk_entry_new();
    gtk_widget_set_hexpand(self->folder, TRUE);
    gtk_entry_set_placeholder_text(GTK_ENTRY(self->folder), _("The medium's drive or folder"));
    g_signal_connect_swapped(self->folder, "activate", G_CALLBACK(desk_check_medium_scan_clicked), self);
    g_signal_connect(choose, "clicked", G_CALLBACK(desk_check_medium_folder_clicked), self);
    gtk_box_append(GTK_BOX(row), self->folder);
    gtk_box_append(GTK_BOX(row), choose);
    self->mounts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    gtk_box_append(GTK_BOX(self->column), self->mounts);
    gtk_box_append(GTK_BOX(self->column), row);
}

static void
desk_check_medium_init(DeskCheckMedium *self)
{
    self->halves = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 32);
    gtk_box_set_homogeneous(GTK_BOX(self->halves), TRUE);
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    self->side = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_box_append(GTK_BOX(self->halves), self->column);
    gtk_box_append(GTK_BOX(self->halves), self->side);
    gtk_widget_set_parent(self->halves, GTK_WIDGET(self));
}

GtkWidget *
desk_check_medium_new(DeskData *data)
{
    DeskCheckMedium *self = g_object_new(DESK_TYPE_CHECK_MEDIUM, NULL);

    self->data = g_object_ref(data);
    self->findings = g_ptr_array_new();
    self->plug = desk_plug_new();
    self->banner = desk_banner_new();
    gtk_box_append(GTK_BOX(self->column), self->banner);
    desk_check_medium_build_choice(self);
    gtk_box_append(GTK_BOX(self->side), desk_label_new_heading(_("The medium")));
    self->form_place = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_box_append(GTK_BOX(self->side), self->form_place);
    desk_check_medium_build_folder(self);
    gtk_box_append(GTK_BOX(self->column), desk_check_medium_new_foot(self));
    g_signal_connect_object(self->plug, "changed", G_CALLBACK(desk_check_medium_plugged), self, 0);
    desk_check_medium_reset(self, NULL);
    return GTK_WIDGET(self);
}

void
desk_check_medium_reset(DeskCheckMedium *self, EpRecord *record)
{
    g_autoptr(GPtrArray) mounts = desk_check_mounts_list();

    desk_check_medium_mark(self, NULL);
    desk_finder_set_record(DESK_FINDER(self->finder), 0, NULL);
    desk_check_medium_set_record(self, record);
    desk_check_medium_offer_folders(self, mounts);
}

gboolean
desk_check_medium_choose_device(DeskCheckMedium *self, const char *path)
{
    for (guint i = 0; i < self->findings->len; i++) {
        const DeskCounterFinding *finding = g_ptr_array_index(self->findings, i);

        if (strcmp(finding->device->path, path) != 0)
            continue;
        desk_check_medium_chosen(GTK_LIST_BOX(self->rows),
                                 gtk_list_box_get_row_at_index(GTK_LIST_BOX(self->rows), (int)i), self);
        return TRUE;
    }
    return FALSE;
}

DeskCheckSubject *
desk_check_medium_take(DeskCheckMedium *self, gboolean scan)
{
    const char *folder = gtk_editable_get_text(GTK_EDITABLE(self->folder));
    DeskCheckSubject *taken;

    desk_banner_show(self->banner, NULL);
    if (self->subject->record == NULL && !desk_form_check(DESK_FORM(self->form)))
        return NULL;
    if (scan && !g_file_test(folder, G_FILE_TEST_EXISTS)) {
        gboolean several = *folder == '\0' && gtk_widget_get_visible(self->mounts);

        desk_banner_show(self->banner, several ? _("Several media are plugged in: choose the one that is checked")
                                       : *folder == '\0' ? _("Say where the medium's files are, or choose the folder")
                                                         : _("There is no such drive or folder: choose it anew"));
        gtk_widget_grab_focus(several ? gtk_widget_get_first_child(self->mounts) : self->folder);
        return NULL;
    }
    taken = g_steal_pointer(&self->subject);
    g_free(taken->folder);
    taken->folder = g_strdup(folder);
    self->subject = desk_check_subject_new(self->data, taken->record);
    ep_draft_unref(self->subject->answers); /* who goes back finds what was typed */
    self->subject->answers = ep_draft_ref(taken->answers);
    return taken;
}
