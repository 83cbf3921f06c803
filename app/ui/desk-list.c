#include "app/ui/desk-list.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-list-found.h"
#include "app/ui/desk-list-header.h"
#include "app/ui/desk-list-private.h"

#define COMPACT 30
#define COMFORTABLE 36

enum { PROP_HADJUSTMENT = 1, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };

static void desk_list_scrollable_init(GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE(DeskList, desk_list, GTK_TYPE_WIDGET,
                              G_IMPLEMENT_INTERFACE(GTK_TYPE_SCROLLABLE, desk_list_scrollable_init))

static gboolean
desk_list_get_border(GtkScrollable *scrollable, GtkBorder *border)
{
    *border = (GtkBorder){ .top = DESK_LIST_HEADER_HEIGHT };
    return TRUE;
}

static void
desk_list_scrollable_init(GtkScrollableInterface *iface)
{
    iface->get_border = desk_list_get_border;
}

static void
desk_list_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    DeskList *self = DESK_LIST(object);

    switch (id) {
    case PROP_HADJUSTMENT:
        desk_list_set_adjustment(self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object(value));
        break;
    case PROP_VADJUSTMENT:
        desk_list_set_adjustment(self, GTK_ORIENTATION_VERTICAL, g_value_get_object(value));
        break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
        self->policy[id - PROP_HSCROLL_POLICY] = g_value_get_enum(value);
        gtk_widget_queue_resize(GTK_WIDGET(self));
        break;
    default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
}

static void
desk_list_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
    DeskList *self = DESK_LIST(object);

    switch (id) {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
        g_value_set_object(value, self->adjustment[id - PROP_HADJUSTMENT]);
        break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
        g_value_set_enum(value, self->policy[id - PROP_HSCROLL_POLICY]);
        break;
    default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
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
        gboolean taken = GTK_WIDGET_CLASS(desk_list_parent_class)->grab_focus(widget);

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

    GTK_WIDGET_CLASS(desk_list_parent_class)->css_changed(widget, change);
    desk_list_text_forget(self->look.text);
    desk_list_arrange(self);
    desk_list_redraw(self);
}

static void
desk_list_set_func(DeskList *self, DeskListCellFunc func, gpointer user_data, GDestroyNotify destroy)
{
    if (self->func_destroy != NULL)
        self->func_destroy(self->look.func_data);
    self->look.func = func;
    self->look.func_data = user_data;
    self->func_destroy = destroy;
}

static void
desk_list_drop_model(DeskList *self)
{
    if (self->model != NULL)
        g_signal_handlers_disconnect_by_data(self->model, self);
    g_clear_object(&self->model);
}

static void
desk_list_dispose(GObject *object)
{
    DeskList *self = DESK_LIST(object);

    desk_list_drop_model(self);
    desk_list_set_func(self, NULL, NULL, NULL);
    while (self->rows->len > 0)
        gtk_widget_unparent(g_ptr_array_steal_index(self->rows, self->rows->len - 1));
    g_clear_pointer(&self->header, gtk_widget_unparent);
    desk_list_scroll_dispose(self);
    G_OBJECT_CLASS(desk_list_parent_class)->dispose(object);
}

static void
desk_list_finalize(GObject *object)
{
    DeskList *self = DESK_LIST(object);

    g_ptr_array_unref(self->rows);
    g_ptr_array_unref(self->handed);
    g_hash_table_unref(self->selected);
    g_clear_pointer(&self->look.columns, desk_columns_free);
    desk_list_text_free(self->look.text);
    g_strfreev(self->look.words);
    g_free(self->find);
    g_free(self->mark);
    G_OBJECT_CLASS(desk_list_parent_class)->finalize(object);
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

static void
desk_list_class_init(DeskListClass *klass)
{
    GObjectClass *object_class = G_OBJECT_CLASS(klass);
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    object_class->set_property = desk_list_set_property;
    object_class->get_property = desk_list_get_property;
    object_class->dispose = desk_list_dispose;
    object_class->finalize = desk_list_finalize;
    widget_class->measure = desk_list_measure;
    widget_class->size_allocate = desk_list_size_allocate;
    widget_class->snapshot = desk_list_snapshot;
    widget_class->grab_focus = desk_list_grab_focus;
    widget_class->focus = desk_list_focus;
    widget_class->css_changed = desk_list_css_changed;
    g_object_class_override_property(object_class, PROP_HADJUSTMENT, "hadjustment");
    g_object_class_override_property(object_class, PROP_VADJUSTMENT, "vadjustment");
    g_object_class_override_property(object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
    g_object_class_override_property(object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
    g_signal_new("selection-changed", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    g_signal_new("columns-changed", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    g_signal_new("activate", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, EP_TYPE_RECORD);
    g_signal_new("context-menu", DESK_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, EP_TYPE_RECORD,
                 G_TYPE_DOUBLE, G_TYPE_DOUBLE);
    gtk_widget_class_set_css_name(widget_class, "desklist");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_GRID);
    desk_list_class_init_style();
}

static void
desk_list_init(DeskList *self)
{
    self->rows = g_ptr_array_new();
    self->handed = g_ptr_array_new_with_free_func(g_object_unref);
    self->selected = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    self->find = g_strdup("");
    self->cursor = DESK_LIST_NOWHERE;
    self->look.list = self;
    self->look.row_height = COMPACT;
    self->look.text = desk_list_text_new(GTK_WIDGET(self));
    self->header = desk_list_header_new(&self->look);
    gtk_widget_set_parent(self->header, GTK_WIDGET(self));
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
    gtk_widget_set_hexpand(GTK_WIDGET(self), TRUE);
    gtk_widget_set_vexpand(GTK_WIDGET(self), TRUE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
    desk_list_scroll_init(self);
    desk_list_input_init(self);
}

GtkWidget *
desk_list_new(EpList *model)
{
    DeskList *self = g_object_new(DESK_TYPE_LIST, NULL);

    desk_list_set_model(self, model);
    return GTK_WIDGET(self);
}

static void
desk_list_forget_place(DeskList *self)
{
    g_hash_table_remove_all(self->selected);
    self->cursor = DESK_LIST_NOWHERE;
    self->cursor_id = self->range_id = 0;
    self->before_find = (DeskListAnchor){ 0, 0 };
    self->scroll = 0;
}

static void
desk_list_set_up_columns(DeskList *self)
{
    if (self->look.columns == NULL)
        return;
    desk_columns_set_mark(self->look.columns, self->mark != NULL);
    self->look.columns->wide = self->look.func != NULL;
    self->look.columns->fold = self->fold;
}

static void
desk_list_set_table(DeskList *self, const EpTable *table)
{
    if (self->look.columns != NULL && self->look.columns->table == table)
        return;
    g_clear_pointer(&self->look.columns, desk_columns_free);
    self->look.columns = desk_columns_new(table);
    desk_list_set_up_columns(self);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, ep_label(table->label), -1);
}

static void
desk_list_update_words(DeskList *self)
{
    const char *find = self->model != NULL ? ep_list_get_find(self->model) : "";

    g_clear_pointer(&self->look.words, g_strfreev);
    self->look.words = desk_list_found_split(find);
    desk_list_redraw(self);
}

/* Runs before the rows are shown anew. */
static void
desk_list_items_changed(EpList *model, guint position, guint removed, guint added, DeskList *self)
{
    if (g_strcmp0(self->find, ep_list_get_find(model)) != 0)
        desk_list_update_words(self);
    desk_list_model_changed(model, position, removed, added, self);
}

void
desk_list_set_model(DeskList *self, EpList *model)
{
    if (model == self->model)
        return;
    desk_list_drop_model(self);
    desk_list_forget_place(self);
    g_free(self->find);
    self->find = g_strdup(model != NULL ? ep_list_get_find(model) : "");
    if (model != NULL) {
        self->model = g_object_ref(model);
        desk_list_set_table(self, ep_list_get_table(model));
        g_signal_connect(model, "items-changed", G_CALLBACK(desk_list_items_changed), self);
    }
    desk_list_update_words(self);
    desk_list_arrange(self);
    desk_list_bind(self);
    desk_list_selection_check(self);
}

EpList *
desk_list_get_model(DeskList *self)
{
    return self->model;
}

void
desk_list_set_find(DeskList *self, const char *text)
{
    if (self->model == NULL)
        return;
    if (*self->find == '\0')
        self->before_find = desk_list_get_top(self);
    ep_list_set_find(self->model, text);
    if (g_strcmp0(self->find, ep_list_get_find(self->model)) == 0)
        return;
    g_free(self->find); /* the same records were found by other words */
    self->find = g_strdup(ep_list_get_find(self->model));
    desk_list_update_words(self);
}

void
desk_list_redraw(DeskList *self)
{
    for (guint i = 0; i < self->rows->len; i++)
        gtk_widget_queue_draw(self->rows->pdata[i]);
}

/* Places for columns whose titles are measured. */
void
desk_list_arrange(DeskList *self)
{
    if (self->look.columns == NULL)
        return;
    desk_list_header_update(DESK_LIST_HEADER(self->header));
    desk_columns_arrange(self->look.columns, self->look.view_width, desk_list_text_get_unit(self->look.text));
    desk_list_configure(self);
    desk_list_redraw(self);
    gtk_widget_queue_allocate(GTK_WIDGET(self));
}

static void
desk_list_relabel(DeskList *self)
{
    for (guint i = 0; i < self->rows->len; i++)
        desk_list_row_update_label(self->rows->pdata[i]);
}

void
desk_list_edited(DeskList *self)
{
    desk_list_arrange(self);
    desk_list_relabel(self);
    g_signal_emit_by_name(self, "columns-changed");
}

void
desk_list_sort(DeskList *self, guint field)
{
    gboolean descending;

    if (self->model == NULL || field == EP_NO_FIELD)
        return;
    descending = FALSE;
    descending = ep_list_get_sort(self->model, &descending) == field && !descending;
    self->sorting = TRUE;
    ep_list_set_sort(self->model, field, descending);
    self->sorting = FALSE;
    desk_list_header_update(DESK_LIST_HEADER(self->header));
    g_signal_emit_by_name(self, "columns-changed");
}

int
desk_list_fit(DeskList *self, const DeskColumn *column)
{
    int width = column->title_width + 2 * DESK_COLUMNS_PAD;

    for (guint i = 0; i < self->rows->len; i++) {
        EpRecord *record = desk_list_row_get_record(self->rows->pdata[i]);
        char scratch[EP_SCRATCH_SIZE];
        DeskListCell cell;

        if (record == NULL)
            continue;
        desk_list_cell_fill(&self->look, record, column, &cell, scratch);
        width = MAX(width, desk_list_cell_measure(&self->look, column, &cell) + 1);
    }
    return width;
}

void
desk_list_leave_header(DeskList *self)
{
    gtk_widget_grab_focus(GTK_WIDGET(self));
}

gboolean
desk_list_scroll_to(DeskList *self, gint64 id)
{
    guint position = self->model != NULL ? ep_list_find_id(self->model, id) : G_MAXUINT;

    if (position == G_MAXUINT)
        return FALSE;
    desk_list_reveal(self, position);
    desk_list_bind(self);
    return TRUE;
}

void
desk_list_set_comfortable(DeskList *self, gboolean comfortable)
{
    int height = comfortable ? COMFORTABLE : COMPACT;

    if (height == self->look.row_height)
        return;
    self->scroll = self->scroll / self->look.row_height * height;
    self->look.row_height = height;
    desk_list_configure(self);
    desk_list_bind(self);
    desk_list_redraw(self);
    gtk_widget_queue_resize(GTK_WIDGET(self));
}

gboolean
desk_list_get_comfortable(DeskList *self)
{
    return self->look.row_height == COMFORTABLE;
}

void
desk_list_set_fold(DeskList *self, gboolean fold)
{
    self->fold = fold;
    desk_list_set_up_columns(self);
    desk_list_arrange(self);
}

char *
desk_list_get_columns(DeskList *self)
{
    GString *text = g_string_new(NULL);
    gboolean descending;
    guint sort;

    if (self->look.columns == NULL)
        return g_string_free(text, FALSE);
    desk_columns_write(self->look.columns, text);
    sort = ep_list_get_sort(self->model, &descending);
    if (sort != EP_NO_FIELD)
        g_string_append_printf(text, " sort=%s%s", descending ? "-" : "", self->look.columns->table->fields[sort].name);
    return g_string_free(text, FALSE);
}

static void
desk_list_read_sort(DeskList *self, const char *text)
{
    const EpTable *table = self->look.columns->table;
    const char *sort = text != NULL ? strstr(text, "sort=") : NULL;
    const char *name = sort != NULL ? sort + strlen("sort=") : table->sort;
    g_autofree char *word = NULL;
    guint field;

    if (name == NULL)
        return;
    word = g_strndup(name, strcspn(name, " "));
    field = ep_table_find(table, *word == '-' ? word + 1 : word);
    if (field != EP_NO_FIELD)
        ep_list_set_sort(self->model, field, *word == '-');
}

void
desk_list_set_columns(DeskList *self, const char *text)
{
    if (self->look.columns == NULL || self->model == NULL)
        return;
    desk_columns_read(self->look.columns, text);
    desk_list_read_sort(self, text);
    desk_list_arrange(self);
    desk_list_relabel(self);
}

void
desk_list_set_cell_func(DeskList *self, const char *mark, DeskListCellFunc func, gpointer user_data,
                        GDestroyNotify destroy)
{
    desk_list_set_func(self, func, user_data, destroy);
    g_free(self->mark);
    self->mark = g_strdup(func != NULL ? mark : NULL);
    desk_list_set_up_columns(self);
    desk_list_arrange(self);
    desk_list_relabel(self);
}
