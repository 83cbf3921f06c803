#include "app/ui/desk-list-private.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-list-header.h"

/* The widget as GTK sees it: sizes, painting, focus, style. */

static GtkWidgetClass *parent_class;

void
desk_list_queue_rows(DeskList *self)
{
    for (guint i = 0; i < self->rows->len; i++)
        gtk_widget_queue_draw(self->rows->pdata[i]);
}

static void
desk_list_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
    DeskList *self = DESK_LIST(widget);
    gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

    *minimum = across ? 80 : DESK_LIST_HEADER_HEIGHT + self->look.row_height;
    *natural = across ? 640 : DESK_LIST_HEADER_HEIGHT + 10 * self->look.row_height;
    *minimum_baseline = *natural_baseline = -1;
}

static void
desk_list_set_view_x(DeskList *self, int x)
{
    GtkWidget *focus = gtk_widget_get_focus_child(GTK_WIDGET(self));

    if (self->look.view_x == x)
        return;
    self->look.view_x = x;
    desk_list_header_set_offset(DESK_LIST_HEADER(self->header), x);
    if (focus != NULL)
        gtk_widget_queue_draw(focus); /* its ring stands around the part that is seen */
}

static void
desk_list_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    DeskList *self = DESK_LIST(widget);
    int rows = MAX(0, height - DESK_LIST_HEADER_HEIGHT), minimum;

    if (self->look.view_width != width) {
        self->look.view_width = width;
        desk_list_arrange(self);
    }
    if (self->view_height != rows) {
        self->view_height = rows;
        desk_list_configure(self);
        desk_list_bind(self);
    }
    desk_list_configure(self);
    desk_list_set_view_x(self, (int)gtk_adjustment_get_value(self->adjustment[GTK_ORIENTATION_HORIZONTAL]));
    gtk_widget_measure(self->header, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    gtk_widget_size_allocate(self->header, &(GtkAllocation){ 0, 0, MAX(width, minimum), DESK_LIST_HEADER_HEIGHT }, -1);
    desk_list_place(self);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (GTK_IS_POPOVER(child)) /* a menu that somebody opened on a row */
            gtk_popover_present(GTK_POPOVER(child));
    }
}

/* A list without rows: what one would see there, and where the keyboard is. */
static void
desk_list_snapshot_empty(DeskList *self, GtkSnapshot *snapshot, const DeskPalette *palette, int width, int height)
{
    static const float widths[] = { 2, 2, 2, 2 };
    const GdkRGBA inks[] = { palette->accent, palette->accent, palette->accent, palette->accent };
    const char *word = *self->find != '\0' ? _("Nothing found") : "";
    int own = desk_list_text_measure(self->look.text, DESK_FACE_TEXT, word);
    GskRoundedRect ring;

    desk_list_text_paint(snapshot, desk_list_text_get(self->look.text, DESK_FACE_TEXT, word, width),
                         MAX(DESK_COLUMNS_PAD, (width - own) / 2), DESK_LIST_HEADER_HEIGHT + 3 * self->look.row_height,
                         &palette->quiet);
    if (!gtk_widget_has_focus(GTK_WIDGET(self)))
        return;
    gsk_rounded_rect_init_from_rect(&ring,
                                    &GRAPHENE_RECT_INIT(1, DESK_LIST_HEADER_HEIGHT + 1, (float)width - 2,
                                                        (float)height - DESK_LIST_HEADER_HEIGHT - 2),
                                    3);
    gtk_snapshot_append_border(snapshot, &ring, widths, inks);
}

static void
desk_list_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskList *self = DESK_LIST(widget);
    const DeskPalette *palette = desk_palette_of(widget);
    int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);

    gtk_snapshot_append_color(snapshot, &palette->surface, &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
    gtk_snapshot_push_clip(snapshot, &GRAPHENE_RECT_INIT(0, DESK_LIST_HEADER_HEIGHT, (float)width,
                                                         (float)MAX(0, height - DESK_LIST_HEADER_HEIGHT)));
    for (guint i = 0; i < self->rows->len; i++)
        gtk_widget_snapshot_child(widget, self->rows->pdata[i], snapshot);
    gtk_snapshot_pop(snapshot);
    gtk_widget_snapshot_child(widget, self->header, snapshot);
    if (self->model == NULL || ep_list_get_n(self->model) == 0)
        desk_list_snapshot_empty(self, snapshot, palette, width, height);
}

/* The keyboard stands on the cursor's row. A list that has no cursor yet takes the first row in view. */
static gboolean
desk_list_grab_focus(GtkWidget *widget)
{
    DeskList *self = DESK_LIST(widget);
    DeskListRow *row;

    if (self->model != NULL && self->cursor_id == 0 && ep_list_get_n(self->model) > 0) {
        self->cursor = MIN((guint)((self->scroll + self->look.row_height - 1) / self->look.row_height),
                           ep_list_get_n(self->model) - 1);
        self->cursor_id = ep_record_get_id(ep_list_peek(self->model, self->cursor));
    }
    row = desk_list_find_row(self, self->cursor);
    if (row == NULL) { /* out of view: take the focus first, which makes a row for it */
        gboolean taken = parent_class->grab_focus(widget);

        desk_list_bind(self);
        return taken;
    }
    return gtk_widget_grab_focus(GTK_WIDGET(row));
}

/* Tab goes to the rows, Shift+Tab from there to the header: the rows are what one came for. */
static gboolean
desk_list_focus(GtkWidget *widget, GtkDirectionType direction)
{
    DeskList *self = DESK_LIST(widget);
    GtkWidget *focus = gtk_widget_get_focus_child(widget);
    gboolean inside = focus != NULL || gtk_widget_has_focus(widget);

    if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
        return inside ? FALSE : gtk_widget_grab_focus(widget);
    if (!inside)
        return gtk_widget_grab_focus(widget);
    if (focus == self->header)
        return direction == GTK_DIR_TAB_FORWARD && gtk_widget_grab_focus(widget);
    return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_child_focus(self->header, direction);
}

static void
desk_list_css_changed(GtkWidget *widget, GtkCssStyleChange *change)
{
    DeskList *self = DESK_LIST(widget);

    parent_class->css_changed(widget, change);
    if (desk_list_text_refresh(self->look.text)) /* and not when the pointer came in */
        desk_list_arrange(self);
    if (desk_palette_of(widget) != self->palette) {
        self->palette = desk_palette_of(widget);
        desk_list_queue_rows(self);
        gtk_widget_queue_draw(self->header);
    }
}

static void
desk_list_system_setting_changed(GtkWidget *widget, GtkSystemSetting setting)
{
    DeskList *self = DESK_LIST(widget);

    parent_class->system_setting_changed(widget, setting);
    if (desk_list_text_refresh(self->look.text))
        desk_list_arrange(self);
}

static void
desk_list_class_init_style(void)
{
    static const char css[] = "desklist, desklist popover.columns {"
                              " font-family: 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif; font-size: 14px; }"
                              "desklist > deskheader button { min-width: 26px; min-height: 26px; padding: 0; }"
                              "desklist popover.columns button { min-width: 26px; min-height: 26px; padding: 0 2px; }"
                              "desklist popover.columns check { margin-right: 6px; }";
    g_autoptr(GtkCssProvider) provider = gtk_css_provider_new();

    gtk_css_provider_load_from_data(provider, css, -1);
    gtk_style_context_add_provider_for_display(gdk_display_get_default(), GTK_STYLE_PROVIDER(provider),
                                               GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

void
desk_list_widget_class_init(GtkWidgetClass *klass)
{
    parent_class = g_type_class_peek_parent(klass);
    klass->measure = desk_list_measure;
    klass->size_allocate = desk_list_size_allocate;
    klass->snapshot = desk_list_snapshot;
    klass->grab_focus = desk_list_grab_focus;
    klass->focus = desk_list_focus;
    klass->css_changed = desk_list_css_changed;
    klass->system_setting_changed = desk_list_system_setting_changed;
    gtk_widget_class_set_css_name(klass, "desklist");
    gtk_widget_class_set_accessible_role(klass, GTK_ACCESSIBLE_ROLE_GRID);
    desk_list_class_init_style();
}
