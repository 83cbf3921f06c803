#include "app/ui/desk-field.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-field-private.h"
#include "app/ui/desk-label.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/ledger/ep-paper-rule.h"

struct _DeskField {
    GtkWidget parent;
    GtkWidget *label, *column, *editor, *hint, *error;
    DeskData *data;
    EpDraft *draft;
    guint field;
    const EpTable *paper; /* NULL: a row of an ordinary form */
    char *network;
    char *unread; /* why what stands there is no value */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskField, desk_field, GTK_TYPE_WIDGET)

static void
desk_field_dispose(GObject *object)
{
    DeskField *self = DESK_FIELD(object);

    g_clear_pointer(&self->label, gtk_widget_unparent);
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->draft, ep_draft_unref);
    g_clear_pointer(&self->unread, g_free);
    g_clear_pointer(&self->network, g_free);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_field_parent_class)->dispose(object);
}

static void
desk_field_class_init(DeskFieldClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_field_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "field");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
desk_field_new_note(const char *style, gboolean wrap)
{
    GtkWidget *note = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(note), 0.0);
    gtk_label_set_wrap(GTK_LABEL(note), wrap);
    gtk_widget_add_css_class(note, style);
    gtk_widget_set_visible(note, FALSE);
    return note;
}

static void
desk_field_init(DeskField *self)
{
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(gtk_widget_get_layout_manager(GTK_WIDGET(self))), 12);
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    gtk_widget_set_hexpand(self->column, TRUE);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
    self->hint = desk_field_new_note("field-hint", FALSE);
    self->error = desk_field_new_note("field-error", TRUE);
}

static GtkWidget *
desk_field_new_editor(DeskField *self)
{
    if (desk_field_get_description(self)->kind != EP_KIND_LINES &&
        (desk_field_get_description(self)->flags & (EP_FIELD_FILE | EP_FIELD_FOLDER)) != 0)
        return desk_field_new_path(self);
    switch (desk_field_get_description(self)->kind) {
    case EP_KIND_LINES:
        return (desk_field_get_description(self)->flags & EP_FIELD_FILE) != 0 ? desk_field_new_paths(self)
                                                                              : desk_field_new_lines(self);
    case EP_KIND_YES:
        return desk_field_new_yes(self);
    case EP_KIND_CHOICE:
        return desk_field_new_choice(self);
    case EP_KIND_REFERENCE:
        return desk_field_new_reference(self);
    default:
        return desk_field_new_text(self);
    }
}

/* The label above, with what was understood beside it; a box to tick has its label beside it. */
static GtkWidget *
desk_field_new_head(DeskField *self, const char *text)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_add_css_class(label, "field-label");
    gtk_label_set_ellipsize(GTK_LABEL(self->hint), PANGO_ELLIPSIZE_END);
    gtk_box_append(GTK_BOX(head), label);
    gtk_box_append(GTK_BOX(head), self->hint);
    gtk_widget_set_visible(head, desk_field_get_description(self)->kind != EP_KIND_YES);
    return head;
}

static void
desk_field_place_label(DeskField *self, const char *text)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    self->label = self->paper != NULL ? desk_field_new_head(self, text) : desk_label_new(text);
    gtk_widget_insert_after(self->label, GTK_WIDGET(self), NULL);
    if (self->paper == NULL)
        return;
    gtk_widget_add_css_class(GTK_WIDGET(self), "above");
    if (desk_field_get_description(self)->kind == EP_KIND_YES) /* on a line with the entries beside it */
        gtk_widget_set_valign(GTK_WIDGET(self), GTK_ALIGN_END);
    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 2);
}

/* The network's paper asks for it: it may be received without, and is sent back. */
static gboolean
desk_field_is_wanted(DeskField *self)
{
    g_autoptr(GPtrArray) rows = desk_data_dup_routes(self->data);

    return self->paper != NULL && ep_paper_rule_get(rows, self->paper, desk_field_get_description(self)->name,
                                                    self->network) == EP_PAPER_REQUIRED;
}

gboolean
desk_field_offers(DeskField *self, const char *code)
{
    g_autoptr(GPtrArray) rows = desk_data_dup_routes(self->data);

    return self->paper == NULL ||
           ep_paper_rule_allows(rows, self->paper, desk_field_get_description(self)->name, self->network, code);
}

gboolean
desk_field_is_on_paper(DeskField *self)
{
    return self->paper != NULL;
}

GtkWidget *
desk_field_new(DeskData *data, EpDraft *draft, guint field, const DeskFieldPaper *paper)
{
    DeskField *self = g_object_new(DESK_TYPE_FIELD, NULL);
    const EpField *description = &ep_draft_get_table(draft)->fields[field];
    gboolean required = (description->flags & EP_FIELD_REQUIRED) != 0, wanted;
    g_autofree char *label = NULL;

    self->data = g_object_ref(data);
    self->draft = ep_draft_ref(draft);
    self->field = field;
    self->paper = paper != NULL ? paper->table : NULL;
    self->network = g_strdup(paper != NULL ? paper->network : NULL);
    wanted = desk_field_is_wanted(self);
    label = g_strdup_printf("%s%s", ep_label(description->label), required || wanted ? " *" : "");
    desk_field_place_label(self, label);
    if (required || wanted)
        gtk_widget_set_tooltip_text(GTK_WIDGET(self),
                                    required ? _("Must be filled in") : _("This network's paper asks for it"));
    self->editor = desk_field_new_editor(self);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   ep_label(description->label), -1);
    gtk_box_append(GTK_BOX(self->column), self->editor);
    if (self->paper == NULL)
        gtk_box_append(GTK_BOX(self->column), self->hint);
    gtk_box_append(GTK_BOX(self->column), self->error);
    return GTK_WIDGET(self);
}

guint
desk_field_get_field(DeskField *self)
{
    return self->field;
}

EpDraft *
desk_field_get_draft(DeskField *self)
{
    return self->draft;
}

DeskData *
desk_field_get_data(DeskField *self)
{
    return self->data;
}

const EpField *
desk_field_get_description(DeskField *self)
{
    return &ep_draft_get_table(self->draft)->fields[self->field];
}

const char *
desk_field_get_value(DeskField *self)
{
    return ep_draft_get(self->draft, self->field);
}

static void
desk_field_show_note(GtkWidget *note, const char *text)
{
    gtk_label_set_text(GTK_LABEL(note), text != NULL ? text : "");
    gtk_widget_set_visible(note, text != NULL && *text != '\0');
}

void
desk_field_set_error(DeskField *self, const char *message)
{
    desk_field_show_note(self->error, message);
    if (message != NULL)
        gtk_widget_add_css_class(GTK_WIDGET(self), "wrong");
    else
        gtk_widget_remove_css_class(GTK_WIDGET(self), "wrong");
    gtk_accessible_update_state(GTK_ACCESSIBLE(self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                                message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
desk_field_set_hint(DeskField *self, const char *hint)
{
    desk_field_show_note(self->hint, hint);
}

void
desk_field_set_unread(DeskField *self, const char *problem)
{
    g_free(self->unread);
    self->unread = g_strdup(problem);
}

void
desk_field_take_value(DeskField *self, const char *value)
{
    desk_field_set_unread(self, NULL);
    desk_field_set_error(self, NULL);
    ep_draft_set(self->draft, self->field, value);
    g_signal_emit(self, signals[CHANGED], 0);
}

void
desk_field_take_text(DeskField *self, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *value = ep_kind_parse(desk_field_get_description(self), text, &error);

    if (value != NULL) {
        desk_field_take_value(self, value);
        return;
    }
    desk_field_set_unread(self, error->message);
    g_signal_emit(self, signals[CHANGED], 0);
}

gboolean
desk_field_check(DeskField *self)
{
    const EpField *field = desk_field_get_description(self);
    g_autofree char *empty = NULL;

    if (self->unread != NULL) {
        desk_field_set_error(self, self->unread);
        return FALSE;
    }
    if ((field->flags & EP_FIELD_REQUIRED) == 0 || *desk_field_get_value(self) != '\0')
        return TRUE;
    empty = g_strdup_printf(_("Please fill in %s"), ep_label(field->label));
    desk_field_set_error(self, empty);
    return FALSE;
}

void
desk_field_grab_focus(DeskField *self)
{
    gtk_widget_child_focus(self->column, GTK_DIR_TAB_FORWARD);
}
