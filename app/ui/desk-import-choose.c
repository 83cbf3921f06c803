#include "app/ui/desk-import-choose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ui/desk-import-table.h"
#include "app/ui/desk-sheet.h"
#include "endpoint/core/ep-kind.h"

#define MAX_SHOWN 4 /* candidates beside each other */

struct _DeskImportChoose {
    GtkWidget parent;
    GtkWidget *box;
    const EpTable *target;
    EpRecord *row;
    GPtrArray *candidates;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImportChoose, desk_import_choose, GTK_TYPE_WIDGET)

static void
desk_import_choose_dispose(GObject *object)
{
    DeskImportChoose *self = DESK_IMPORT_CHOOSE(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->candidates, g_ptr_array_unref);
    g_clear_object(&self->row);
    G_OBJECT_CLASS(desk_import_choose_parent_class)->dispose(object);
}

static void
desk_import_choose_class_init(DeskImportChooseClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_import_choose_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    signals[CHOSEN] = g_signal_new("chosen", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
desk_import_choose_init(DeskImportChoose *self)
{
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
}

static void
desk_import_choose_clicked(GtkButton *button, gpointer user_data)
{
    g_autoptr(DeskImportChoose) self = g_object_ref(user_data);
    int which = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), "which"));

    desk_sheet_close_around(GTK_WIDGET(self));
    g_signal_emit(self, signals[CHOSEN], 0, which);
}

static GtkWidget *
desk_import_choose_new_button(DeskImportChoose *self, const char *text, int which, const char *style)
{
    GtkWidget *button = gtk_button_new_with_label(text);

    if (style != NULL)
        gtk_widget_add_css_class(button, style);
    g_object_set_data(G_OBJECT(button), "which", GINT_TO_POINTER(which));
    g_signal_connect(button, "clicked", G_CALLBACK(desk_import_choose_clicked), self);
    return button;
}

static GtkWidget *
desk_import_choose_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_width_chars(GTK_LABEL(label), MIN((int)g_utf8_strlen(text, -1) + 2, 14)); /* or it is measured tall */
    gtk_widget_set_valign(label, GTK_ALIGN_START);
    if (style != NULL)
        gtk_widget_add_css_class(label, style);
    return label;
}

static EpRecord *
desk_import_choose_get(DeskImportChoose *self, guint candidate)
{
    return g_ptr_array_index(self->candidates, candidate);
}

static guint
desk_import_choose_get_n(DeskImportChoose *self)
{
    return MIN(self->candidates->len, MAX_SHOWN);
}

/* Only what can tell them apart: what the row says, and by what records are known. */
static gboolean
desk_import_choose_wants(DeskImportChoose *self, guint field)
{
    static const char *const always[] = { "serial", "mac", "section", "user", "place", "last_seen", NULL };
    const EpField *description = &self->target->fields[field];
    gboolean said = *ep_record_get(self->row, DESK_IMPORT_OWN + field) != '\0';

    if ((description->flags & EP_FIELD_HIDDEN) != 0)
        return FALSE;
    for (guint i = 0; i < desk_import_choose_get_n(self); i++) {
        if (*ep_record_get(desk_import_choose_get(self, i), field) != '\0' &&
            (said || g_strv_contains(always, description->name)))
            return TRUE;
    }
    return said;
}

/* What is the same on both sides speaks for it; a sign says so beside the colour. */
static GtkWidget *
desk_import_choose_new_value(DeskImportChoose *self, EpRecord *record, guint field)
{
    char scratch[EP_SCRATCH_SIZE];
    const char *row = ep_record_get(self->row, DESK_IMPORT_OWN + field), *own = ep_record_get(record, field);
    const char *shown = ep_record_display(record, field, scratch);
    gboolean both = *row != '\0' && *own != '\0', same = strcmp(row, own) == 0;
    g_autofree char *text = both ? g_strdup_printf("%s %s", same ? "✓" : "≠", shown) : g_strdup(shown);
    GtkWidget *label = desk_import_choose_new_label(text, both ? (same ? "agrees" : "differs") : NULL);

    if (ep_kind_is_code(self->target->fields[field].kind))
        gtk_widget_add_css_class(label, "code");
    return label;
}

static void
desk_import_choose_attach_field(DeskImportChoose *self, GtkGrid *grid, guint field, int at)
{
    char scratch[EP_SCRATCH_SIZE];
    GtkWidget *own = desk_import_choose_new_label(ep_record_display(self->row, DESK_IMPORT_OWN + field, scratch),
                                                  ep_kind_is_code(self->target->fields[field].kind) ? "code" : NULL);

    gtk_grid_attach(grid, desk_import_choose_new_label(ep_label(self->target->fields[field].label), "field-label"), 0,
                    at, 1, 1);
    gtk_grid_attach(grid, own, 1, at, 1, 1);
    for (guint i = 0; i < desk_import_choose_get_n(self); i++)
        gtk_grid_attach(grid, desk_import_choose_new_value(self, desk_import_choose_get(self, i), field), 2 + (int)i,
                        at, 1, 1);
}

static GtkWidget *
desk_import_choose_new_grid(DeskImportChoose *self)
{
    GtkGrid *grid = GTK_GRID(gtk_grid_new());
    int at = 0;

    gtk_grid_set_row_spacing(grid, 8);
    gtk_grid_set_column_spacing(grid, 24);
    gtk_grid_attach(grid, desk_import_choose_new_label(_("This row"), "heading"), 1, at, 1, 1);
    for (guint i = 0; i < desk_import_choose_get_n(self); i++) {
        g_autofree char *name = ep_record_dup_name(desk_import_choose_get(self, i));

        gtk_grid_attach(grid, desk_import_choose_new_label(name, "heading"), 2 + (int)i, at, 1, 1);
    }
    at++;
    for (guint i = 0; i < self->target->at.n_fields; i++) {
        if (desk_import_choose_wants(self, i))
            desk_import_choose_attach_field(self, grid, i, at++);
    }
    for (guint i = 0; i < desk_import_choose_get_n(self); i++) {
        GtkWidget *button = desk_import_choose_new_button(self, _("It is this one"), (int)i, "primary");

        gtk_widget_set_halign(button, GTK_ALIGN_START);
        gtk_grid_attach(grid, button, 2 + (int)i, at, 1, 1);
    }
    gtk_widget_set_hexpand(GTK_WIDGET(grid), TRUE);
    return GTK_WIDGET(grid);
}

static void
desk_import_choose_build(DeskImportChoose *self, const char *reason)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *scroll = gtk_scrolled_window_new();
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *grid = desk_import_choose_new_grid(self);
    GtkWidget *none = desk_import_choose_new_button(self, _("None of them, a new one"), DESK_IMPORT_CHOOSE_NONE, NULL);
    GtkWidget *open = desk_import_choose_new_button(self, _("Leave it out for now"), DESK_IMPORT_CHOOSE_OPEN, NULL);

    gtk_widget_add_css_class(head, "sheet-head");
    gtk_box_append(GTK_BOX(head), desk_import_choose_new_label(_("Which one is it?"), "title"));
    gtk_box_append(GTK_BOX(head), desk_import_choose_new_label(reason, "quiet"));
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scroll), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scroll), 460);
    gtk_widget_add_css_class(grid, "import-compare");
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), grid);
    gtk_widget_add_css_class(foot, "sheet-foot");
    gtk_widget_set_hexpand(open, TRUE);
    gtk_widget_set_halign(open, GTK_ALIGN_END);
    gtk_box_append(GTK_BOX(foot), none);
    gtk_box_append(GTK_BOX(foot), open);
    gtk_box_append(GTK_BOX(self->box), head);
    gtk_box_append(GTK_BOX(self->box), scroll);
    gtk_box_append(GTK_BOX(self->box), foot);
}

DeskImportChoose *
desk_import_choose_open(GtkWidget *over, const EpTable *target, EpRecord *row, GPtrArray *candidates,
                        const char *reason)
{
    DeskImportChoose *self = g_object_new(DESK_TYPE_IMPORT_CHOOSE, NULL);

    self->target = target;
    self->row = g_object_ref(row);
    self->candidates = g_ptr_array_ref(candidates);
    desk_import_choose_build(self, reason);
    desk_sheet_open(over, GTK_WIDGET(self), 320 + 200 * (int)desk_import_choose_get_n(self));
    return self;
}
