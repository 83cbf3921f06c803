#include "app/ui/desk-behind.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-words.h"
#include "endpoint/core/ep-time.h"

#define WIDTH 600
#define WHAT 136
#define MOST 360 /* pixels of height before it scrolls */
#define MOST_ROWS 200

struct _DeskBehind {
    GtkPopover parent;
    GtkWidget *title;
    GtkWidget *count;
    GtkListBox *list;
    GtkWidget *none;
    GtkWidget *rest;
    GPtrArray *rows; /* EpDailyRow */
};

G_DEFINE_FINAL_TYPE(DeskBehind, desk_behind, GTK_TYPE_POPOVER)

static GtkWidget *
desk_behind_build_label(const char *text, int width, const char *css_class)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_single_line_mode(GTK_LABEL(label), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(label), 1); /* what it is given, and no more */
    if (width > 0)
        gtk_widget_set_size_request(label, width, -1);
    else
        gtk_widget_set_hexpand(label, TRUE);
    if (css_class != NULL)
        gtk_widget_add_css_class(label, css_class);
    return label;
}

static EpTint
desk_behind_find_tint(const EpDailyRow *row)
{
    const EpField *state = row->table->at.state != EP_NO_FIELD ? &row->table->fields[row->table->at.state] : NULL;

    for (const EpChoice *choice = state != NULL ? state->choices : NULL; choice != NULL && choice->code != NULL;
         choice++)
        if (g_str_equal(choice->label, row->what))
            return choice->tint;
    return EP_TINT_NONE;
}

/* What was done is a word, a state looks as states do everywhere. */
static GtkWidget *
desk_behind_build_what(const EpDailyRow *row)
{
    const char *what = *row->what != '\0' ? ep_label(row->what) : "";
    g_autofree char *undone = row->undone ? g_strdup_printf(_("Taken back: %s"), what) : NULL;
    GtkWidget *badge, *box;

    if (*row->at != '\0' || row->table == NULL)
        return desk_behind_build_label(undone != NULL ? undone : what, WHAT, NULL);
    badge = desk_badge_new();
    desk_badge_set(badge, what, desk_behind_find_tint(row));
    box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_set_size_request(box, WHAT, -1);
    gtk_box_append(GTK_BOX(box), badge);
    return box;
}

static GtkWidget *
desk_behind_build_row(const EpDailyRow *row)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    g_autofree char *clock = ep_time_format_clock(row->at, EP_ZONE_JAPAN);
    g_autofree char *tooltip = g_strdup_printf("%s\n%s", *row->what != '\0' ? ep_label(row->what) : "", row->name);

    if (*row->at != '\0') {
        GtkWidget *label = desk_behind_build_label(clock, 40, "figure");

        gtk_label_set_xalign(GTK_LABEL(label), 1);
        gtk_box_append(GTK_BOX(box), label);
    }
    gtk_box_append(GTK_BOX(box), desk_behind_build_what(row));
    gtk_box_append(GTK_BOX(texts), desk_behind_build_label(row->name, 0, NULL));
    if (row->note != NULL && *row->note != '\0')
        gtk_box_append(GTK_BOX(texts), desk_behind_build_label(row->note, 0, "behind-note"));
    gtk_widget_set_valign(texts, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), texts);
    if (row->who != NULL && *row->who != '\0')
        gtk_box_append(GTK_BOX(box), desk_behind_build_label(row->who, 80, "quiet"));
    gtk_widget_set_tooltip_text(box, tooltip);
    return box;
}

/* What the rows are about: their kind, if they are of one. */
static const char *
desk_behind_get_title(DeskBehind *self)
{
    const EpTable *table = self->rows->len > 0 ? ((EpDailyRow *)g_ptr_array_index(self->rows, 0))->table : NULL;

    for (guint i = 1; i < self->rows->len; i++)
        if (((EpDailyRow *)g_ptr_array_index(self->rows, i))->table != table)
            table = NULL;
    return table != NULL ? ep_label(table->label) : _("Work of the day");
}

/* Nobody reads a thousand rows in a bubble, and their widgets would hold the window up: the pages have them. */
static void
desk_behind_tell_rest(DeskBehind *self)
{
    guint n = self->rows->len > MOST_ROWS ? self->rows->len - MOST_ROWS : 0;
    g_autofree char *number = desk_words_dup_number(n);
    g_autofree char *text = g_strdup_printf(_("and %s more, on their pages"), number);

    gtk_label_set_text(GTK_LABEL(self->rest), text);
    gtk_widget_set_visible(self->rest, n > 0);
}

static void
desk_behind_fill(DeskBehind *self)
{
    g_autofree char *count =
        g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u entry", "%u entries", self->rows->len), self->rows->len);
    GtkWidget *old;

    while ((old = gtk_widget_get_first_child(GTK_WIDGET(self->list))) != NULL)
        gtk_list_box_remove(self->list, old);
    gtk_label_set_text(GTK_LABEL(self->title), desk_behind_get_title(self));
    gtk_label_set_text(GTK_LABEL(self->count), count);
    gtk_widget_set_visible(GTK_WIDGET(self->list), self->rows->len > 0);
    gtk_widget_set_visible(self->none, self->rows->len == 0);
    for (guint i = 0; i < MIN(self->rows->len, MOST_ROWS); i++) {
        EpDailyRow *data = g_ptr_array_index(self->rows, i);
        GtkWidget *row = gtk_list_box_row_new();

        gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), desk_behind_build_row(data));
        gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), data->table != NULL && data->record != 0);
        gtk_list_box_append(self->list, row);
    }
    desk_behind_tell_rest(self);
}

void
desk_behind_activate(DeskBehind *self, guint index)
{
    EpDailyRow *row;

    g_return_if_fail(DESK_IS_BEHIND(self));

    if (self->rows == NULL || index >= self->rows->len)
        return;
    row = g_ptr_array_index(self->rows, index);
    if (row->table == NULL || row->record == 0)
        return;
    gtk_popover_popdown(GTK_POPOVER(self));
    desk_go_open(GTK_WIDGET(self), row->table, row->record);
}

static void
desk_behind_on_activated(GtkListBox *list, GtkListBoxRow *row, DeskBehind *self)
{
    desk_behind_activate(self, (guint)gtk_list_box_row_get_index(row));
}

void
desk_behind_show(DeskBehind *self, GPtrArray *rows, const GdkRectangle *place)
{
    GtkListBoxRow *first;

    g_return_if_fail(DESK_IS_BEHIND(self));

    if (!gtk_widget_get_mapped(gtk_widget_get_parent(GTK_WIDGET(self))))
        return; /* whoever asked has gone to another page meanwhile */
    g_clear_pointer(&self->rows, g_ptr_array_unref);
    self->rows = g_ptr_array_ref(rows);
    desk_behind_fill(self);
    gtk_popover_set_pointing_to(GTK_POPOVER(self), place);
    gtk_popover_popup(GTK_POPOVER(self));
    first = gtk_list_box_get_row_at_index(self->list, 0);
    if (first != NULL)
        gtk_widget_grab_focus(GTK_WIDGET(first));
}

guint
desk_behind_get_n_rows(DeskBehind *self)
{
    g_return_val_if_fail(DESK_IS_BEHIND(self), 0);

    return self->rows != NULL ? self->rows->len : 0;
}

static void
desk_behind_finalize(GObject *object)
{
    g_clear_pointer(&DESK_BEHIND(object)->rows, g_ptr_array_unref);
    G_OBJECT_CLASS(desk_behind_parent_class)->finalize(object);
}

static void
desk_behind_class_init(DeskBehindClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = desk_behind_finalize;
}

static GtkWidget *
desk_behind_build_head(DeskBehind *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    self->title = gtk_label_new(NULL);
    self->count = gtk_label_new(NULL);
    gtk_widget_add_css_class(head, "behind-head");
    gtk_widget_add_css_class(self->title, "behind-title");
    gtk_widget_add_css_class(self->count, "quiet");
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), self->count);
    return head;
}

static void
desk_behind_init(DeskBehind *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *scrolled = gtk_scrolled_window_new();

    self->list = GTK_LIST_BOX(gtk_list_box_new());
    gtk_list_box_set_selection_mode(self->list, GTK_SELECTION_NONE);
    self->none = gtk_label_new(_("Nothing stands behind it"));
    gtk_widget_add_css_class(self->none, "empty");
    gtk_widget_set_size_request(box, WIDTH, -1);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(scrolled), MOST);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(self->list));
    gtk_box_append(GTK_BOX(box), desk_behind_build_head(self));
    gtk_box_append(GTK_BOX(box), scrolled);
    gtk_box_append(GTK_BOX(box), self->none);
    self->rest = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->rest, "empty");
    gtk_box_append(GTK_BOX(box), self->rest);
    gtk_popover_set_child(GTK_POPOVER(self), box);
    gtk_widget_add_css_class(GTK_WIDGET(self), "behind");
    g_signal_connect(self->list, "row-activated", G_CALLBACK(desk_behind_on_activated), self);
}

DeskBehind *
desk_behind_new(GtkWidget *over)
{
    DeskBehind *self = g_object_new(DESK_TYPE_BEHIND, NULL);

    gtk_widget_set_parent(GTK_WIDGET(self), over);
    return self;
}
