#include "app/ui/desk-paper-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
desk_paper_hit_joins(const DeskPaperHit *before, const EpLayoutHit *hit)
{
    return before->source != NULL && strcmp(before->source, hit->source) == 0 &&
           fabs(before->rect.origin.y - hit->y) < 0.5 &&
           fabs(before->rect.origin.x + before->rect.size.width - hit->x) < 1;
}

static void
desk_paper_hit_read_page(DeskPaper *self, guint page)
{
    guint n_hits, start = self->hits->len;
    const EpLayoutHit *hits = ep_layout_get_hits(self->layout, page, &n_hits);

    for (guint i = 0; i < n_hits; i++) {
        DeskPaperHit *before =
            self->hits->len > start ? &g_array_index(self->hits, DeskPaperHit, self->hits->len - 1) : NULL;
        DeskPaperHit hit = { page,
                             GRAPHENE_RECT_INIT((float)hits[i].x, (float)hits[i].y, (float)hits[i].w, (float)hits[i].h),
                             hits[i].source };

        if (before != NULL && desk_paper_hit_joins(before, &hits[i]))
            graphene_rect_union(&before->rect, &hit.rect, &before->rect);
        else
            g_array_append_val(self->hits, hit);
    }
}

/* What stands printed inside the hit, for who cannot see it. */
static char *
desk_paper_hit_dup_text(DeskPaper *self, const DeskPaperHit *hit)
{
    guint n_items;
    const EpLayoutItem *items = ep_layout_get_items(self->layout, hit->page, &n_items);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < n_items; i++) {
        graphene_point_t middle = { (float)(items[i].x + items[i].w / 2), (float)(items[i].y + items[i].size / 2) };

        if (items[i].kind != EP_LAYOUT_TEXT || !graphene_rect_contains_point(&hit->rect, &middle))
            continue;
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, items[i].text);
    }
    return g_string_free(text, FALSE);
}

static void
desk_paper_hit_set_current(DeskPaper *self, int index)
{
    self->current = index;
    gtk_widget_set_child_visible(self->link, index >= 0);
    if (index >= 0) {
        const DeskPaperHit *hit = &g_array_index(self->hits, DeskPaperHit, index);
        g_autofree char *text = desk_paper_hit_dup_text(self, hit);

        gtk_accessible_update_property(GTK_ACCESSIBLE(self->link), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
    desk_paper_hit_allocate(self);
}

void
desk_paper_hit_read(DeskPaper *self)
{
    g_array_set_size(self->hits, 0);
    self->hovered = -1;
    for (guint page = 0; page < desk_paper_get_n_pages(self); page++)
        desk_paper_hit_read_page(self, page);
    if (self->current >= (int)self->hits->len)
        desk_paper_hit_set_current(self, -1);
}

void
desk_paper_hit_allocate(DeskPaper *self)
{
    graphene_rect_t rect;
    int minimum;

    if (self->current < 0 || (guint)self->current >= self->hits->len)
        return;
    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, self->current), &rect);
    gtk_widget_measure(self->link, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    gtk_widget_size_allocate(self->link,
                             &(GtkAllocation){ (int)floor(rect.origin.x), (int)floor(rect.origin.y),
                                               MAX(minimum, (int)ceil(rect.size.width)), (int)ceil(rect.size.height) },
                             -1);
}

static int
desk_paper_hit_find(DeskPaper *self, double x, double y)
{
    for (guint i = 0; i < self->hits->len; i++) {
        graphene_rect_t rect;

        desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, i), &rect);
        if (graphene_rect_contains_point(&rect, &GRAPHENE_POINT_INIT((float)x, (float)y)))
            return (int)i;
    }
    return -1;
}

static void
desk_paper_hit_go(DeskPaper *self, int index)
{
    graphene_rect_t rect;

    desk_paper_hit_set_current(self, index);
    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, index), &rect);
    desk_paper_scroll_to(self, &rect);
    gtk_widget_grab_focus(self->link);
}

static int
desk_paper_hit_enter(DeskPaper *self, GtkDirectionType direction)
{
    if (direction == GTK_DIR_TAB_BACKWARD)
        return (int)self->hits->len - 1;
    for (guint i = 0; i < self->hits->len; i++)
        if (g_array_index(self->hits, DeskPaperHit, i).page >= self->page)
            return (int)i;
    return (int)self->hits->len - 1;
}

/* How far @to is from @from when one looks into @direction; negative: it is not there. */
static double
desk_paper_hit_measure(DeskPaper *self, int from, int to, GtkDirectionType direction)
{
    graphene_rect_t a, b;
    graphene_point_t middle_a, middle_b;
    double dx, dy;

    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, from), &a);
    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, to), &b);
    graphene_rect_get_center(&a, &middle_a);
    graphene_rect_get_center(&b, &middle_b);
    dx = middle_b.x - middle_a.x;
    dy = middle_b.y - middle_a.y;
    if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT) {
        double along = direction == GTK_DIR_RIGHT ? dx : -dx;

        return along > 1 && fabs(dy) < a.size.height ? along + 4 * fabs(dy) : -1;
    }
    dy = direction == GTK_DIR_DOWN ? dy : -dy;
    return dy > 1 ? dy + fabs(dx) : -1;
}

static int
desk_paper_hit_neighbour(DeskPaper *self, GtkDirectionType direction)
{
    int best = -1;
    double least = G_MAXDOUBLE;

    for (int i = 0; i < (int)self->hits->len; i++) {
        double distance = desk_paper_hit_measure(self, self->current, i, direction);

        if (distance < 0 || distance >= least)
            continue;
        least = distance;
        best = i;
    }
    return best;
}

static int
desk_paper_hit_next(DeskPaper *self, GtkDirectionType direction)
{
    if (direction == GTK_DIR_TAB_FORWARD)
        return self->current + 1 < (int)self->hits->len ? self->current + 1 : -1;
    if (direction == GTK_DIR_TAB_BACKWARD)
        return self->current - 1;
    return desk_paper_hit_neighbour(self, direction);
}

static gboolean
desk_paper_hit_focus_without(GtkWidget *widget)
{
    return !gtk_widget_is_focus(widget) && gtk_widget_grab_focus(widget);
}

gboolean
desk_paper_hit_focus(GtkWidget *widget, GtkDirectionType direction)
{
    DeskPaper *self = DESK_PAPER(widget);
    gboolean tabs = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
    int next;

    if (self->hits->len == 0)
        return desk_paper_hit_focus_without(widget);
    if (!gtk_widget_is_focus(self->link)) {
        desk_paper_hit_go(self, self->current >= 0 && !tabs ? self->current : desk_paper_hit_enter(self, direction));
        return TRUE;
    }
    next = desk_paper_hit_next(self, direction);
    if (next >= 0)
        desk_paper_hit_go(self, next);
    return next >= 0 || !tabs;
}

static void
desk_paper_hit_activate(DeskPaper *self)
{
    if (self->current >= 0)
        desk_paper_emit_activated(self, g_array_index(self->hits, DeskPaperHit, self->current).source);
}

static gboolean
desk_paper_hit_on_key(GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, DeskPaper *self)
{
    gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space;

    if (!enter || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
        return FALSE;
    desk_paper_hit_activate(self);
    return TRUE;
}

static void
desk_paper_hit_on_released(GtkGestureClick *click, int n_press, double x, double y, DeskPaper *self)
{
    int index = desk_paper_hit_find(self, x, y);

    if (index < 0)
        return;
    desk_paper_hit_set_current(self, index);
    gtk_widget_grab_focus(self->link);
    desk_paper_hit_activate(self);
}

static void
desk_paper_hit_hover(DeskPaper *self, int index)
{
    if (index == self->hovered)
        return;
    self->hovered = index;
    gtk_widget_set_cursor_from_name(GTK_WIDGET(self), index >= 0 ? "pointer" : NULL);
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
desk_paper_hit_on_motion(GtkEventControllerMotion *motion, double x, double y, DeskPaper *self)
{
    self->pointer_x = x;
    self->pointer_y = y;
    desk_paper_hit_hover(self, desk_paper_hit_find(self, x, y));
}

static void
desk_paper_hit_on_leave(GtkEventControllerMotion *motion, DeskPaper *self)
{
    desk_paper_hit_hover(self, -1);
}

static gboolean
desk_paper_hit_on_tooltip(GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer user_data)
{
    DeskPaper *self = DESK_PAPER(widget);
    int index = keyboard ? self->current : desk_paper_hit_find(self, x, y);
    graphene_rect_t rect;

    if (index < 0 || (guint)index >= self->hits->len)
        return FALSE;
    desk_paper_get_hit_rect(self, &g_array_index(self->hits, DeskPaperHit, index), &rect);
    gtk_tooltip_set_text(tooltip, _("Show what stands behind it (Enter)"));
    gtk_tooltip_set_tip_area(tooltip, &(GdkRectangle){ (int)rect.origin.x, (int)rect.origin.y, (int)rect.size.width,
                                                       (int)rect.size.height });
    return TRUE;
}

void
desk_paper_hit_init(DeskPaper *self)
{
    GtkGesture *click = gtk_gesture_click_new();
    GtkEventController *motion = gtk_event_controller_motion_new();
    GtkEventController *keys = gtk_event_controller_key_new();

    self->hits = g_array_new(FALSE, FALSE, sizeof(DeskPaperHit));
    self->current = -1;
    self->hovered = -1;
    self->link = g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_LINK, "focusable", TRUE,
                              "can-target", FALSE, NULL);
    gtk_widget_add_css_class(self->link, "paper-link");
    gtk_widget_set_parent(self->link, GTK_WIDGET(self));
    gtk_widget_set_child_visible(self->link, FALSE);
    g_signal_connect(click, "released", G_CALLBACK(desk_paper_hit_on_released), self);
    g_signal_connect(motion, "motion", G_CALLBACK(desk_paper_hit_on_motion), self);
    g_signal_connect(motion, "leave", G_CALLBACK(desk_paper_hit_on_leave), self);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_paper_hit_on_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_add_controller(self->link, keys);
    gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
    g_signal_connect(self, "query-tooltip", G_CALLBACK(desk_paper_hit_on_tooltip), NULL);
}
