#include "app/ui/desk-explain.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-explain-result.h"
#include "app/ui/desk-field.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-plug.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-explain.h"
#include "endpoint/ledger/ep-kinds.h"

#define WIDTH 760
#define AROUND 120 /* of the window, at least */
#define REST 350   /* milliseconds after the last letter */
#define MOST_PLUGGED 3

static const EpField fields[] = {
    { "pc", N_("PC"), EP_KIND_REFERENCE, 0, .reference = "pc" },
    { "network", N_("or its network"), EP_KIND_CHOICE, 0, .choices = ep_networks },
    { "day", N_("Date"), EP_KIND_DATE, EP_FIELD_REQUIRED, .initial = "@today" },
    { NULL },
};

static EpTable questions = { .name = "explain", .label = N_("What would happen"), .fields = fields };

/* Lives as long as its panel. */
typedef struct {
    GtkWidget *box, *entry, *plugged, *results, *pc;
    DeskData *data;
    DeskPlug *plug;
    EpDraft *draft;
    guint asked, timer;
} DeskExplain;

typedef struct {
    GtkWidget *box; /* kept, until it is back */
    guint asked;
    char *device, *network, *day;
    gint64 pc;
    UsbctlDevice *plugged;
} DeskExplainAsk;

static void
desk_explain_free(gpointer data)
{
    DeskExplain *self = data;

    g_clear_handle_id(&self->timer, g_source_remove);
    g_signal_handlers_disconnect_by_data(self->plug, self);
    g_object_unref(self->plug);
    g_object_unref(self->data);
    ep_draft_unref(self->draft);
    g_free(self);
}

static void
desk_explain_free_ask(gpointer data)
{
    DeskExplainAsk *ask = data;

    g_clear_pointer(&ask->plugged, usbctl_device_unref);
    g_free(ask->device);
    g_free(ask->network);
    g_free(ask->day);
    g_free(ask);
}

/* --- asking --- */

static gpointer
desk_explain_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskExplainAsk *ask = user_data;
    EpReader *reader = ep_ledger_get_reader(ledger);
    g_autoptr(UsbctlDevice) device =
        ask->plugged != NULL ? usbctl_device_ref(ask->plugged) : ep_explain_find_device(reader, ask->device, error);
    g_autoptr(EpRecord) pc = NULL;

    if (device == NULL)
        return NULL;
    if (ask->pc != 0) {
        pc = ep_reader_read(reader, &ep_pc_table, ask->pc, error);
        if (pc == NULL)
            return NULL;
    }
    return ep_explain_new(reader, device, pc, ask->network, ask->day, error);
}

static void
desk_explain_clear(DeskExplain *self)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->results)) != NULL)
        gtk_box_remove(GTK_BOX(self->results), child);
}

static void
desk_explain_say(DeskExplain *self, const char *text, const char *style)
{
    desk_explain_clear(self);
    gtk_box_append(GTK_BOX(self->results), desk_explain_result_new_text(text, style));
}

static char *
desk_explain_dup_device(const UsbctlDevice *device)
{
    if (*device->vid == '\0')
        return g_strdup(device->instance_ids[0]);
    return g_strdup_printf("%s  VID %s  PID %s  %s", device->name, device->vid, device->pid,
                           *device->serial != '\0' ? device->serial : _("no serial number"));
}

static void
desk_explain_show(DeskExplain *self, const EpExplanation *all)
{
    g_autofree char *device = desk_explain_dup_device(all->device);
    g_autofree char *remarks = ep_explain_describe(all->remarks);

    desk_explain_say(self, g_strstrip(device), "code");
    if (*remarks != '\0')
        gtk_box_append(GTK_BOX(self->results), desk_explain_result_new_text(remarks, "limits"));
    for (guint i = 0; i < all->targets->len; i++)
        gtk_box_append(GTK_BOX(self->results), desk_explain_result_new(g_ptr_array_index(all->targets, i)));
    if (all->targets->len == 0)
        gtk_box_append(GTK_BOX(self->results),
                       desk_explain_result_new_text(_("No target enforces anything on this network."), "quiet"));
}

static void
desk_explain_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskExplainAsk *ask = user_data;
    g_autoptr(GtkWidget) box = ask->box;
    DeskExplain *self = g_object_get_data(G_OBJECT(box), "explain");
    guint asked = ask->asked;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpExplanation) all = desk_data_run_finish(result, &error);

    if (gtk_widget_get_root(box) == NULL || asked != self->asked)
        return;
    if (all != NULL)
        desk_explain_show(self, all);
    else
        desk_explain_say(self, error->message, "field-error");
}

static UsbctlDevice *
desk_explain_find_plugged(DeskExplain *self, const char *text)
{
    GPtrArray *devices = desk_plug_get_devices(self->plug);

    for (guint i = 0; devices != NULL && *text != '\0' && i < devices->len; i++) {
        if (usbctl_device_is_named(g_ptr_array_index(devices, i), text))
            return usbctl_device_ref(g_ptr_array_index(devices, i));
    }
    return NULL;
}

static void
desk_explain_ask(DeskExplain *self)
{
    const char *device = gtk_editable_get_text(GTK_EDITABLE(self->entry));
    gint64 pc = ep_draft_get_integer(self->draft, "pc");
    const char *network = ep_draft_get_named(self->draft, "network"), *day = ep_draft_get_named(self->draft, "day");
    DeskExplainAsk *ask;

    self->asked++;
    if (*device == '\0' || (pc == 0 && *network == '\0') || *day == '\0') {
        desk_explain_say(self, _("Say which device, which PC (or network) and which day."), "quiet");
        return;
    }
    ask = g_new0(DeskExplainAsk, 1);
    *ask = (DeskExplainAsk){ .box = g_object_ref(self->box), .asked = self->asked, .pc = pc };
    ask->device = g_strdup(device);
    ask->network = g_strdup(network);
    ask->day = g_strdup(day);
    ask->plugged = desk_explain_find_plugged(self, device);
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_explain_run, ask, desk_explain_free_ask,
                  (GDestroyNotify)ep_explain_free, desk_explain_take, ask);
}

static gboolean
desk_explain_rested(gpointer user_data)
{
    DeskExplain *self = user_data;

    self->timer = 0;
    desk_explain_ask(self);
    return G_SOURCE_REMOVE;
}

static void
desk_explain_typed(DeskExplain *self)
{
    g_clear_handle_id(&self->timer, g_source_remove);
    self->timer = g_timeout_add(REST, desk_explain_rested, self);
}

/* --- what is plugged in --- */

static void
desk_explain_choose(GtkButton *button, gpointer user_data)
{
    DeskExplain *self = user_data;

    gtk_editable_set_text(GTK_EDITABLE(self->entry), g_object_get_data(G_OBJECT(button), "path"));
    desk_explain_ask(self);
}

static void
desk_explain_show_plugged(DeskExplain *self)
{
    GPtrArray *devices = desk_plug_get_devices(self->plug);
    GtkWidget *child;
    guint shown = 0;

    while ((child = gtk_widget_get_first_child(self->plugged)) != NULL)
        gtk_box_remove(GTK_BOX(self->plugged), child);
    for (guint i = 0; devices != NULL && i < devices->len && shown < MOST_PLUGGED; i++) {
        const UsbctlDevice *device = g_ptr_array_index(devices, i);
        GtkWidget *link;

        if (!usbctl_device_is_storage(device))
            continue;
        link = gtk_button_new_with_label(*device->name != '\0' ? device->name : device->path);
        gtk_widget_add_css_class(link, "link-button");
        gtk_widget_set_tooltip_text(link, _("Plugged in here"));
        g_object_set_data_full(G_OBJECT(link), "path", g_strdup(device->path), g_free);
        g_signal_connect(link, "clicked", G_CALLBACK(desk_explain_choose), self);
        gtk_box_append(GTK_BOX(self->plugged), link);
        shown++;
    }
    gtk_widget_set_visible(self->plugged, shown > 0);
}

/* --- making it --- */

static GtkWidget *
desk_explain_new_head(DeskExplain *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *title = gtk_label_new(_("What would happen?"));
    GtkWidget *close = gtk_button_new_from_icon_name("window-close-symbolic");

    gtk_widget_add_css_class(head, "sheet-head");
    gtk_widget_add_css_class(title, "title");
    gtk_label_set_xalign(GTK_LABEL(title), 0);
    gtk_widget_set_hexpand(title, TRUE);
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_set_tooltip_text(close, _("Close (Esc)"));
    g_signal_connect_swapped(close, "clicked", G_CALLBACK(desk_sheet_close_around), self->box);
    gtk_box_append(GTK_BOX(head), title);
    gtk_box_append(GTK_BOX(head), close);
    return head;
}

static GtkWidget *
desk_explain_new_device(DeskExplain *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    GtkWidget *label = desk_label_new(_("Device"));

    self->entry = gtk_entry_new();
    self->plugged = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_entry_set_placeholder_text(GTK_ENTRY(self->entry), _("medium, sticker, instance ID or vid:pid:serial"));
    gtk_widget_add_css_class(self->entry, "code");
    gtk_widget_set_hexpand(column, TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Device"), -1);
    g_signal_connect_swapped(self->entry, "changed", G_CALLBACK(desk_explain_typed), self);
    g_signal_connect_swapped(self->entry, "activate", G_CALLBACK(desk_explain_ask), self);
    gtk_box_append(GTK_BOX(column), self->entry);
    gtk_box_append(GTK_BOX(column), self->plugged);
    gtk_box_append(GTK_BOX(row), label);
    gtk_box_append(GTK_BOX(row), column);
    return row;
}

static GtkWidget *
desk_explain_new_questions(DeskExplain *self)
{
    GtkWidget *body = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

    gtk_widget_add_css_class(body, "sheet-body");
    gtk_box_append(GTK_BOX(body), desk_explain_new_device(self));
    for (guint i = 0; i < questions.at.n_fields; i++) {
        GtkWidget *field = desk_field_new(self->data, self->draft, i, NULL);

        g_signal_connect_swapped(field, "changed", G_CALLBACK(desk_explain_ask), self);
        gtk_box_append(GTK_BOX(body), field);
    }
    return body;
}

/* --- what it begins with --- */

gboolean
desk_explain_takes(const EpTable *table)
{
    return table == &ep_medium_table || table == &ep_permit_table || table == &ep_pc_table ||
           table == &ep_drift_line_table;
}

/* What names the device of a difference: its medium, or what the list says. */
static char *
desk_explain_dup_listed(EpRecord *line)
{
    g_auto(GStrv) ids = g_strsplit(ep_record_get_named(line, "instance_id"), "\n", 2);

    if (ep_record_get_integer(line, "medium") != 0)
        return g_strdup(ep_record_get_label(line, ep_table_find(&ep_drift_line_table, "medium")));
    if (ids[0] != NULL && *ids[0] != '\0')
        return g_strdup(ids[0]);
    return g_strdup_printf("%s:%s:%s", ep_record_get_named(line, "vid"), ep_record_get_named(line, "pid"),
                           ep_record_get_named(line, "serial"));
}

/* The first PC that the permit names. */
static void
desk_explain_start_pc(DeskExplain *self, gint64 permit)
{
    EpReader *reader = ep_ledger_get_reader(desk_data_get_ledger(self->data));
    g_autoptr(GPtrArray) scopes = ep_reader_load_of(reader, &ep_permit_scope_table, "permit", permit, NULL);

    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        gint64 pc = ep_record_get_integer(g_ptr_array_index(scopes, i), "pc");

        if (pc != 0) {
            ep_draft_set_integer(self->draft, "pc", pc);
            return;
        }
    }
}

static char *
desk_explain_start(DeskExplain *self, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    if (table == &ep_pc_table) {
        ep_draft_set_integer(self->draft, "pc", ep_record_get_id(record));
        return NULL;
    }
    if (table == &ep_medium_table)
        return g_strdup(ep_record_get_named(record, "number"));
    ep_draft_set_named(self->draft, "network", ep_record_get_named(record, "network"));
    if (table == &ep_permit_table)
        desk_explain_start_pc(self, ep_record_get_id(record));
    if (table == &ep_permit_table)
        return g_strdup(ep_record_get_label(record, ep_table_find(table, "medium")));
    return desk_explain_dup_listed(record);
}

void
desk_explain_open(GtkWidget *over, DeskData *data, EpRecord *record, const char *device)
{
    GtkWidget *root = GTK_WIDGET(gtk_widget_get_root(over)), *scroll = gtk_scrolled_window_new();
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN)), *text = NULL;
    DeskExplain *self = g_new0(DeskExplain, 1);

    if (questions.at.n_fields == 0)
        ep_table_prepare(&questions);
    self->data = g_object_ref(data);
    self->plug = desk_plug_new();
    self->draft = ep_draft_new(&questions);
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    g_object_set_data_full(G_OBJECT(self->box), "explain", self, desk_explain_free);
    ep_draft_fill(self->draft, today, "", 0);
    text = record != NULL ? desk_explain_start(self, record) : g_strdup(device);
    self->results = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_widget_add_css_class(self->results, "explain-results");
    gtk_box_append(GTK_BOX(self->box), desk_explain_new_head(self));
    gtk_box_append(GTK_BOX(self->box), desk_explain_new_questions(self));
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->results);
    gtk_widget_set_size_request(scroll, -1, MAX(gtk_widget_get_height(root) - AROUND - 260, 200));
    gtk_box_append(GTK_BOX(self->box), scroll);
    desk_sheet_open(over, self->box, MIN(WIDTH, gtk_widget_get_width(root) - AROUND));
    gtk_editable_set_text(GTK_EDITABLE(self->entry), text != NULL ? text : "");
    g_signal_connect_swapped(self->plug, "changed", G_CALLBACK(desk_explain_show_plugged), self);
    desk_explain_show_plugged(self);
    gtk_widget_grab_focus(self->entry);
    desk_explain_ask(self);
}
