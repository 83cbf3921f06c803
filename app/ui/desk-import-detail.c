#include "app/ui/desk-import-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-import-table.h"
#include "endpoint/core/ep-kind.h"

struct _DeskImportDetail {
    GtkWidget parent;
    GtkWidget *box, *title, *verdict, *about, *content;
    const EpTable *target;
    EpRecord *record;
    const DeskImportItem *item; /* while it is being shown anew */
};

enum { DECIDE, OPEN, CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskImportDetail, desk_import_detail, GTK_TYPE_WIDGET)

static void
desk_import_detail_dispose(GObject *object)
{
    DeskImportDetail *self = DESK_IMPORT_DETAIL(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_object(&self->record);
    G_OBJECT_CLASS(desk_import_detail_parent_class)->dispose(object);
}

static void
desk_import_detail_class_init(DeskImportDetailClass *klass)
{
    static const char *const names[] = { "decide", "open", "closed" };

    G_OBJECT_CLASS(klass)->dispose = desk_import_detail_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "card");
    for (guint i = 0; i < N_SIGNALS; i++)
        signals[i] =
            g_signal_new(names[i], G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_import_detail_decide_clicked(DeskImportDetail *self)
{
    g_signal_emit(self, signals[DECIDE], 0);
}

static void
desk_import_detail_open_clicked(DeskImportDetail *self)
{
    g_signal_emit(self, signals[OPEN], 0);
}

static void
desk_import_detail_close_clicked(DeskImportDetail *self)
{
    g_signal_emit(self, signals[CLOSED], 0);
}

static GtkWidget *
desk_import_detail_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    if (style != NULL)
        gtk_widget_add_css_class(label, style);
    return label;
}

static GtkWidget *
desk_import_detail_new_head(DeskImportDetail *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *close = gtk_button_new_from_icon_name("window-close-symbolic");

    gtk_widget_add_css_class(head, "card-head");
    self->title = desk_import_detail_new_label(NULL, "title");
    gtk_label_set_wrap(GTK_LABEL(self->title), FALSE);
    gtk_label_set_ellipsize(GTK_LABEL(self->title), PANGO_ELLIPSIZE_END);
    self->verdict = desk_badge_new();
    gtk_widget_set_hexpand(close, TRUE);
    gtk_widget_set_halign(close, GTK_ALIGN_END);
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_set_tooltip_text(close, _("Close (Esc)"));
    g_signal_connect_swapped(close, "clicked", G_CALLBACK(desk_import_detail_close_clicked), self);
    gtk_box_append(GTK_BOX(row), self->title);
    gtk_box_append(GTK_BOX(row), self->verdict);
    gtk_box_append(GTK_BOX(row), close);
    self->about = desk_import_detail_new_label(NULL, "quiet");
    gtk_label_set_wrap(GTK_LABEL(self->about), FALSE);
    gtk_label_set_ellipsize(GTK_LABEL(self->about), PANGO_ELLIPSIZE_MIDDLE);
    gtk_box_append(GTK_BOX(head), row);
    gtk_box_append(GTK_BOX(head), self->about);
    return head;
}

static void
desk_import_detail_init(DeskImportDetail *self)
{
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    self->content = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_add_css_class(self->content, "card-content");
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->content);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(self->box), desk_import_detail_new_head(self));
    gtk_box_append(GTK_BOX(self->box), scroll);
}

GtkWidget *
desk_import_detail_new(void)
{
    return g_object_new(DESK_TYPE_IMPORT_DETAIL, NULL);
}

/* What it says */

static void
desk_import_detail_show_head(DeskImportDetail *self)
{
    const EpChoice *verdict = desk_import_table_get_verdict(self->item->verdict);
    g_autofree char *name = ep_record_dup_name(self->record);
    const char *line = ep_record_get(self->record, DESK_IMPORT_LINE);
    const char *origin = ep_record_get(self->record, DESK_IMPORT_ORIGIN);
    g_autofree char *place = *line != '\0' ? g_strdup_printf(_("%s, line %s"), origin, line) : g_strdup(origin);

    gtk_label_set_text(GTK_LABEL(self->title), *name != '\0' ? name : _("(without a number)"));
    gtk_label_set_text(GTK_LABEL(self->about), place);
    gtk_widget_set_tooltip_text(self->about, place);
    desk_badge_set(self->verdict, ep_label(verdict->label), verdict->tint);
}

static void
desk_import_detail_show_faults(DeskImportDetail *self)
{
    for (guint i = 0; self->item->faults != NULL && i < self->item->faults->len; i++) {
        const DeskImportFault *fault = g_ptr_array_index(self->item->faults, i);
        g_autofree char *text = fault->column > 0 ? g_strdup_printf(_("column %u: %s"), fault->column, fault->reason)
                                                  : g_strdup(fault->reason);
        GtkWidget *label = desk_import_detail_new_label(text, "reason");

        gtk_widget_add_css_class(label, self->item->verdict == EP_VERDICT_ERROR ? "late" : "wait");
        gtk_box_append(GTK_BOX(self->content), label);
    }
}

static void
desk_import_detail_show_decision(DeskImportDetail *self, const char *chosen)
{
    gboolean open = self->item->candidates != NULL;
    GtkWidget *button;

    if (chosen == NULL && !open)
        return;
    if (chosen != NULL)
        gtk_box_append(GTK_BOX(self->content), desk_import_detail_new_label(chosen, NULL));
    button = gtk_button_new_with_label(chosen != NULL ? _("Decide anew…") : _("Compare and decide…"));
    gtk_widget_set_halign(button, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(button, "Enter");
    if (chosen == NULL)
        gtk_widget_add_css_class(button, "primary");
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(desk_import_detail_decide_clicked), self);
    gtk_box_append(GTK_BOX(self->content), button);
}

static GtkWidget *
desk_import_detail_new_value(const char *was, const char *now, gboolean code)
{
    GtkWidget *label = desk_import_detail_new_label(NULL, code ? "code" : NULL);
    g_autofree char *old = was != NULL ? g_markup_escape_text(*was != '\0' ? was : _("(empty)"), -1) : NULL;
    g_autofree char *value = g_markup_escape_text(now, -1);
    g_autofree char *markup = old != NULL
                                  ? g_strdup_printf("<span alpha=\"72%%\"><s>%s</s></span>  →  <b>%s</b>", old, value)
                                  : g_strdup(value);

    gtk_label_set_markup(GTK_LABEL(label), markup);
    gtk_widget_set_hexpand(label, TRUE);
    return label;
}

static void
desk_import_detail_add_value(DeskImportDetail *self, GtkWidget *grid, guint field, int row)
{
    const EpField *description = &self->target->fields[field];
    GtkWidget *name = desk_import_detail_new_label(ep_label(description->label), "field-label");
    gboolean changed = self->item->base != NULL && self->item->verdict == EP_VERDICT_CHANGED;
    char before[EP_SCRATCH_SIZE], after[EP_SCRATCH_SIZE];

    gtk_widget_set_size_request(name, 104, -1);
    gtk_label_set_xalign(GTK_LABEL(name), 1.0);
    gtk_label_set_max_width_chars(GTK_LABEL(name), 7);
    gtk_label_set_justify(GTK_LABEL(name), GTK_JUSTIFY_RIGHT);
    gtk_widget_set_valign(name, GTK_ALIGN_START);
    gtk_grid_attach(GTK_GRID(grid), name, 0, row, 1, 1);
    gtk_grid_attach(GTK_GRID(grid),
                    desk_import_detail_new_value(changed ? ep_record_display(self->item->base, field, before) : NULL,
                                                 ep_record_display(self->record, DESK_IMPORT_OWN + field, after),
                                                 ep_kind_is_code(description->kind)),
                    1, row, 1, 1);
}

static gboolean
desk_import_detail_wants(DeskImportDetail *self, guint field)
{
    const char *value = ep_record_get(self->record, DESK_IMPORT_OWN + field);

    if ((self->target->fields[field].flags & EP_FIELD_HIDDEN) != 0)
        return FALSE;
    if (self->item->verdict == EP_VERDICT_CHANGED && self->item->base != NULL)
        return strcmp(value, ep_record_get(self->item->base, field)) != 0;
    return *value != '\0';
}

static void
desk_import_detail_show_values(DeskImportDetail *self)
{
    GtkWidget *grid = gtk_grid_new();
    int rows = 0;

    gtk_grid_set_row_spacing(GTK_GRID(grid), 8);
    gtk_grid_set_column_spacing(GTK_GRID(grid), 12);
    for (guint i = 0; i < self->target->at.n_fields; i++) {
        if (desk_import_detail_wants(self, i))
            desk_import_detail_add_value(self, grid, i, rows++);
    }
    gtk_box_append(GTK_BOX(self->content), grid);
}

static void
desk_import_detail_show_notes(DeskImportDetail *self)
{
    g_autofree char *held = g_strdup_printf(_("%u values stay as they were set by hand"), self->item->held);

    if (self->item->verdict == EP_VERDICT_SAME)
        gtk_box_append(GTK_BOX(self->content),
                       desk_import_detail_new_label(_("The ledger says the same already."), "quiet"));
    if (self->item->held > 0)
        gtk_box_append(GTK_BOX(self->content), desk_import_detail_new_label(held, "quiet"));
}

static void
desk_import_detail_show_open(DeskImportDetail *self)
{
    g_autofree char *text = g_strdup_printf(_("Open in “%s”"), ep_label(self->target->label));
    GtkWidget *button = gtk_button_new_with_label(text);

    gtk_widget_set_halign(button, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(button, "Enter");
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(desk_import_detail_open_clicked), self);
    gtk_box_append(GTK_BOX(self->content), button);
}

void
desk_import_detail_set(DeskImportDetail *self, const EpTable *target, EpRecord *record, const DeskImportItem *item,
                       const char *chosen, gboolean written)
{
    GtkWidget *child;

    self->target = target;
    g_set_object(&self->record, record);
    self->item = item;
    while ((child = gtk_widget_get_first_child(self->content)) != NULL)
        gtk_box_remove(GTK_BOX(self->content), child);
    desk_import_detail_show_head(self);
    desk_import_detail_show_faults(self);
    if (!written)
        desk_import_detail_show_decision(self, chosen);
    if ((written && item->id != 0) || item->verdict == EP_VERDICT_SAME)
        desk_import_detail_show_open(self);
    desk_import_detail_show_notes(self);
    desk_import_detail_show_values(self);
    self->item = NULL;
}
