#include "app/ui/desk-counter-device.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-go.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterDevice {
    GtkWidget parent;
    const DeskCounterFinding *finding;
    GtkWidget *take; /* its first button; NULL: none */
};

enum { TAKE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterDevice, desk_counter_device, GTK_TYPE_WIDGET)

static void
desk_counter_device_dispose(GObject *object)
{
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))) != NULL)
        gtk_widget_unparent(child);
    G_OBJECT_CLASS(desk_counter_device_parent_class)->dispose(object);
}

static void
desk_counter_device_class_init(DeskCounterDeviceClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_device_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "plugged");
    signals[TAKE] = g_signal_new("take", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
desk_counter_device_init(DeskCounterDevice *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 6);
}

static GtkWidget *
desk_counter_device_add_text(DeskCounterDevice *self, const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_natural_wrap_mode(GTK_LABEL(label), GTK_NATURAL_WRAP_NONE);
    gtk_label_set_max_width_chars(GTK_LABEL(label), 20);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_add_css_class(label, style);
    gtk_widget_set_parent(label, GTK_WIDGET(self));
    return label;
}

static void
desk_counter_device_add_head(DeskCounterDevice *self)
{
    const UsbctlDevice *device = self->finding->device;
    EpRecord *line = self->finding->line;
    guint field = ep_table_find(&ep_application_device_table, "grade");
    const EpChoice *grade =
        ep_field_find_choice(&ep_application_device_table.fields[field], ep_record_get(line, field));
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *name = gtk_label_new(NULL), *badge = desk_badge_new();
    g_autofree char *code = g_strdup_printf("VID %s  PID %s\n%s", device->vid, device->pid,
                                            *device->serial != '\0' ? device->serial : _("no serial number"));

    gtk_label_set_text(GTK_LABEL(name), ep_record_get_named(line, "model"));
    gtk_label_set_xalign(GTK_LABEL(name), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(name), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(name, TRUE);
    gtk_widget_add_css_class(name, "line-title");
    desk_badge_set(badge, grade != NULL ? ep_label(grade->label) : "", grade != NULL ? grade->tint : EP_TINT_NONE);
    gtk_box_append(GTK_BOX(row), name);
    gtk_box_append(GTK_BOX(row), badge);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
    gtk_label_set_selectable(GTK_LABEL(desk_counter_device_add_text(self, code, "code")), TRUE);
}

/* The grade as a sentence, and why. */
static void
desk_counter_device_add_grade(DeskCounterDevice *self)
{
    static const struct {
        const char *grade, *sentence;
    } sentences[] = {
        { "individual", N_("This very device can be told apart:") },
        { "product", N_("It cannot be told apart from others of its kind:") },
        { "impossible", N_("It cannot be allowed by a list:") },
    };
    const char *grade = ep_record_get_named(self->finding->line, "grade");
    g_autofree char *why = ep_identity_describe(ep_record_get_named(self->finding->line, "grade_reasons"));

    for (guint i = 0; i < G_N_ELEMENTS(sentences); i++) {
        if (strcmp(sentences[i].grade, grade) == 0)
            desk_counter_device_add_text(self, _(sentences[i].sentence), "sentence");
    }
    desk_counter_device_add_text(self, why, "field-hint");
}

/* --- what the ledger knows --- */

static void
desk_counter_device_open(GtkButton *button, gpointer table)
{
    const gint64 *id = g_object_get_data(G_OBJECT(button), "id");

    desk_go_open(GTK_WIDGET(button), table, *id);
}

static GtkWidget *
desk_counter_device_new_link(const char *text, const char *tip, const EpTable *table, gint64 id)
{
    GtkWidget *link = gtk_button_new_with_label(text);

    gtk_widget_add_css_class(link, "link-button");
    gtk_widget_set_halign(link, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(link, tip);
    g_object_set_data_full(G_OBJECT(link), "id", g_memdup2(&id, sizeof id), g_free);
    g_signal_connect(link, "clicked", G_CALLBACK(desk_counter_device_open), (gpointer)table);
    return link;
}

#define PCS 6 /* shown; the permit's own page has all of them */

static void
desk_counter_device_add_pcs(DeskCounterDevice *self, const EpKnown *known)
{
    guint field = ep_table_find(&ep_permit_scope_table, "pc");
    GtkWidget *flow = gtk_flow_box_new();

    gtk_flow_box_set_selection_mode(GTK_FLOW_BOX(flow), GTK_SELECTION_NONE);
    gtk_flow_box_set_max_children_per_line(GTK_FLOW_BOX(flow), 3);
    for (guint i = 0; i < MIN(known->pcs->len, PCS); i++) {
        EpRecord *scope = g_ptr_array_index(known->pcs, i);

        gtk_flow_box_append(GTK_FLOW_BOX(flow),
                            desk_counter_device_new_link(ep_record_get_label(scope, field), _("Show it"), &ep_pc_table,
                                                         ep_record_get_integer(scope, "pc")));
    }
    if (known->pcs->len > PCS) {
        g_autofree char *more = g_strdup_printf(_("%u more"), known->pcs->len - PCS);

        gtk_flow_box_append(GTK_FLOW_BOX(flow),
                            desk_counter_device_new_link(more, _("Show it"), &ep_permit_table, known->permit));
    }
    gtk_widget_set_parent(flow, GTK_WIDGET(self));
}

/* Where it is known from: the application that waits, each permit that stands, or the medium alone; at @last all that
 * happened to the medium. */
static void
desk_counter_device_add_medium(DeskCounterDevice *self, const EpKnown *known, gboolean last)
{
    g_autofree char *text = ep_known_dup_text(known, self->finding->network);
    GtkWidget *link =
        known->application != 0
            ? desk_counter_device_new_link(known->number, _("Show it"), &ep_application_table, known->application)
        : known->permit != 0
            ? desk_counter_device_new_link(known->permit_number, _("Show it"), &ep_permit_table, known->permit)
            : desk_counter_device_new_link(known->number, _("Show it"), &ep_medium_table, known->medium);

    gtk_widget_add_css_class(link, "code");
    gtk_widget_set_parent(link, GTK_WIDGET(self));
    desk_counter_device_add_text(self, text, "known");
    if (known->pcs->len > 0)
        desk_counter_device_add_pcs(self, known);
    if (last && known->medium != 0)
        gtk_widget_set_parent(
            desk_counter_device_new_link(_("All that happened to it"), known->number, &ep_medium_table, known->medium),
            GTK_WIDGET(self));
}

static void
desk_counter_device_add_known(DeskCounterDevice *self)
{
    GPtrArray *known = self->finding->known;
    gboolean same = FALSE;

    for (guint i = 0; i < known->len; i++)
        same = same || ((EpKnown *)g_ptr_array_index(known, i))->same;
    desk_counter_device_add_text(self,
                                 known->len == 0 ? _("Not known to the ledger")
                                 : same          ? _("Known to the ledger")
                                                 : _("Its serial number is known under another product"),
                                 "heading");
    for (guint i = 0; i < known->len; i++) {
        const EpKnown *entry = g_ptr_array_index(known, i);
        const EpKnown *next = i + 1 < known->len ? g_ptr_array_index(known, i + 1) : NULL;

        desk_counter_device_add_medium(self, entry, next == NULL || next->medium != entry->medium);
    }
}

/* --- what can be done --- */

static void
desk_counter_device_take_clicked(GtkButton *button, gpointer user_data)
{
    g_signal_emit(user_data, signals[TAKE], 0, g_object_get_data(G_OBJECT(button), "new") != NULL);
}

static void
desk_counter_device_add_button(DeskCounterDevice *self, GtkWidget *row, const char *label, gboolean new)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    self->take = self->take != NULL ? self->take : button;
    gtk_widget_set_tooltip_text(button, _("Ctrl+D goes to what is plugged in"));
    g_object_set_data(G_OBJECT(button), "new", new ? self : NULL);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_counter_device_take_clicked), self);
    gtk_box_append(GTK_BOX(row), button);
}

static void
desk_counter_device_explain(DeskCounterDevice *self)
{
    desk_go_explain(GTK_WIDGET(self), NULL, self->finding->device->path);
}

static void
desk_counter_device_add_explain(DeskCounterDevice *self)
{
    GtkWidget *link = gtk_button_new_with_label(_("What would happen?"));

    gtk_widget_add_css_class(link, "link-button");
    gtk_widget_set_halign(link, GTK_ALIGN_START);
    g_signal_connect_swapped(link, "clicked", G_CALLBACK(desk_counter_device_explain), self);
    gtk_widget_set_parent(link, GTK_WIDGET(self));
}

static void
desk_counter_device_add_buttons(DeskCounterDevice *self, DeskCounterPlace place)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    if (place == DESK_COUNTER_DEVICE_TAKEN)
        desk_counter_device_add_text(self, _("✓ The device of this application"), "taken");
    if (place == DESK_COUNTER_DEVICE_FITS || place == DESK_COUNTER_DEVICE_MEANT)
        desk_counter_device_add_button(self, row, _("Into this application"), FALSE);
    if (place == DESK_COUNTER_DEVICE_FITS || place == DESK_COUNTER_DEVICE_FREE)
        desk_counter_device_add_button(self, row, _("Apply for it"), TRUE);
    gtk_widget_set_margin_top(row, 2);
    gtk_widget_set_parent(row, GTK_WIDGET(self));
}

/* Found on it and not over yet, even where it was only brought in. */
static void
desk_counter_device_add_incident(DeskCounterDevice *self)
{
    g_autofree char *text =
        g_strdup_printf(_("%s is open: the medium must be treated and checked again first"), self->finding->incident);

    if (*self->finding->incident != '\0')
        desk_counter_device_add_text(self, text, "late");
}

GtkWidget *
desk_counter_device_new(const DeskCounterFinding *finding, DeskCounterPlace place)
{
    DeskCounterDevice *self = g_object_new(DESK_TYPE_COUNTER_DEVICE, NULL);
    g_autofree char *limits = ep_identity_describe(ep_record_get_named(finding->line, "limits"));

    self->finding = finding;
    desk_counter_device_add_head(self);
    desk_counter_device_add_incident(self);
    desk_counter_device_add_grade(self);
    if (*limits != '\0')
        desk_counter_device_add_text(self, limits, "limits");
    desk_counter_device_add_known(self);
    desk_counter_device_add_explain(self);
    desk_counter_device_add_buttons(self, place);
    return GTK_WIDGET(self);
}

const UsbctlDevice *
desk_counter_device_get_device(DeskCounterDevice *self)
{
    return self->finding->device;
}

void
desk_counter_device_focus(DeskCounterDevice *self)
{
    if (self->take != NULL)
        gtk_widget_grab_focus(self->take);
}
