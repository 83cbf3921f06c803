#include "app/ui/desk-day.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-month.h"
#include "endpoint/core/ep-clock.h"

struct _DeskDay {
    GtkWidget parent;
    GtkWidget *box;
    GtkWidget *button; /* GtkMenuButton with the date */
    GtkWidget *label;
    GtkWidget *closed; /* why it is no open day */
    DeskMonth *month;
    EpCalendar *calendar;
    EpDate day;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskDay, desk_day, GTK_TYPE_WIDGET)

static EpDate
desk_day_find_open(DeskDay *self, int n)
{
    return ep_calendar_add_open_days(self->calendar, self->day, n);
}

static gboolean
desk_day_can_go(EpDate day)
{
    return ep_date_is_set(day) && ep_date_compare(day, ep_clock_today(EP_ZONE_JAPAN)) <= 0;
}

static void
desk_day_update(DeskDay *self)
{
    g_autofree char *text = ep_date_format_long(self->day);
    const char *holiday = ep_calendar_holiday_name(self->calendar, self->day);
    gboolean open = ep_calendar_is_open(self->calendar, self->day);
    EpDate today = ep_clock_today(EP_ZONE_JAPAN);

    gtk_label_set_text(GTK_LABEL(self->label), text);
    gtk_label_set_text(GTK_LABEL(self->closed), open ? "" : holiday != NULL ? holiday : _("Closed day"));
    gtk_widget_set_visible(self->closed, !open);
    gtk_widget_action_set_enabled(GTK_WIDGET(self), "day.next",
                                  desk_day_can_go(desk_day_find_open(self, 1)) ||
                                      ep_date_compare(self->day, today) < 0);
    gtk_widget_action_set_enabled(GTK_WIDGET(self), "day.today", ep_date_compare(self->day, today) != 0);
}

static void
desk_day_go(DeskDay *self, EpDate day)
{
    if (!ep_date_is_set(day) || ep_date_compare(day, self->day) == 0)
        return;
    desk_day_set(self, day);
    g_signal_emit(self, signals[CHANGED], 0);
}

static void
desk_day_on_action(GtkWidget *widget, const char *action, GVariant *parameter)
{
    DeskDay *self = DESK_DAY(widget);
    EpDate today = ep_clock_today(EP_ZONE_JAPAN), next;

    if (g_str_equal(action, "day.today")) {
        desk_day_go(self, today);
        return;
    }
    next = desk_day_find_open(self, g_str_equal(action, "day.next") ? 1 : -1);
    desk_day_go(self, desk_day_can_go(next) ? next : today); /* today may be a closed day on which somebody works */
}

static void
desk_day_on_chosen(DeskMonth *month, DeskDay *self)
{
    gtk_menu_button_popdown(GTK_MENU_BUTTON(self->button));
    desk_day_go(self, desk_month_get_day(month));
}

static void
desk_day_on_popped(GtkPopover *popover, DeskDay *self)
{
    desk_month_set_day(self->month, self->day);
    desk_month_grab_focus(self->month);
}

void
desk_day_set_calendar(DeskDay *self, EpCalendar *calendar)
{
    g_return_if_fail(DESK_IS_DAY(self));

    ep_calendar_ref(calendar);
    ep_calendar_unref(self->calendar);
    self->calendar = calendar;
    desk_month_set_calendar(self->month, calendar);
    desk_day_update(self);
}

void
desk_day_set(DeskDay *self, EpDate day)
{
    g_return_if_fail(DESK_IS_DAY(self));

    self->day = day;
    desk_month_set_day(self->month, day);
    desk_day_update(self);
}

EpDate
desk_day_get(DeskDay *self)
{
    g_return_val_if_fail(DESK_IS_DAY(self), (EpDate){ 0 });

    return self->day;
}

static gboolean
desk_day_on_shortcut(GtkWidget *widget, GVariant *action, gpointer user_data)
{
    return gtk_widget_get_mapped(widget) &&
           gtk_widget_activate_action(widget, g_variant_get_string(action, NULL), NULL);
}

static void
desk_day_add_keys(DeskDay *self)
{
    static const char *const keys[][2] = { { "<Alt>Left", "day.previous" },
                                           { "<Alt>Right", "day.next" },
                                           { "<Alt>Home", "day.today" } };
    GtkEventController *controller = gtk_shortcut_controller_new();

    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        GtkShortcut *shortcut = gtk_shortcut_new(gtk_shortcut_trigger_parse_string(keys[i][0]),
                                                 gtk_callback_action_new(desk_day_on_shortcut, NULL, NULL));

        gtk_shortcut_set_arguments(shortcut, g_variant_new_string(keys[i][1]));
        gtk_shortcut_controller_add_shortcut(GTK_SHORTCUT_CONTROLLER(controller), shortcut);
    }
    gtk_shortcut_controller_set_scope(GTK_SHORTCUT_CONTROLLER(controller), GTK_SHORTCUT_SCOPE_GLOBAL);
    gtk_widget_add_controller(GTK_WIDGET(self), controller);
}

static GtkWidget *
desk_day_build_step(const char *icon, const char *tooltip, const char *action)
{
    GtkWidget *button = gtk_button_new_from_icon_name(icon);

    gtk_widget_set_tooltip_text(button, tooltip);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), action);
    return button;
}

static GtkWidget *
desk_day_build_button(DeskDay *self)
{
    GtkWidget *popover = gtk_popover_new(), *content = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    self->button = gtk_menu_button_new();
    self->label = gtk_label_new(NULL);
    self->month = DESK_MONTH(desk_month_new());
    gtk_widget_add_css_class(self->label, "day-label");
    gtk_box_append(GTK_BOX(content), self->label);
    gtk_box_append(GTK_BOX(content), gtk_image_new_from_icon_name("pan-down-symbolic"));
    gtk_menu_button_set_child(GTK_MENU_BUTTON(self->button), content);
    gtk_popover_set_child(GTK_POPOVER(popover), GTK_WIDGET(self->month));
    gtk_menu_button_set_popover(GTK_MENU_BUTTON(self->button), popover);
    gtk_widget_set_tooltip_text(self->button, _("Choose a day"));
    g_signal_connect(popover, "show", G_CALLBACK(desk_day_on_popped), self);
    g_signal_connect(self->month, "chosen", G_CALLBACK(desk_day_on_chosen), self);
    return self->button;
}

static void
desk_day_dispose(GObject *object)
{
    DeskDay *self = DESK_DAY(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->calendar, ep_calendar_unref);
    G_OBJECT_CLASS(desk_day_parent_class)->dispose(object);
}

static void
desk_day_class_init(DeskDayClass *klass)
{
    static const char *const actions[] = { "day.previous", "day.next", "day.today" };
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_day_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "deskday");
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
        gtk_widget_class_install_action(widget_class, actions[i], NULL, desk_day_on_action);
    signals[CHANGED] = g_signal_new("changed", DESK_TYPE_DAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_day_init(DeskDay *self)
{
    GtkWidget *linked = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *today = gtk_button_new_with_label(_("Today"));

    self->calendar = ep_calendar_new();
    self->box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    self->closed = gtk_label_new(NULL);
    gtk_widget_add_css_class(linked, "linked");
    gtk_widget_add_css_class(today, "flat");
    gtk_widget_add_css_class(self->closed, "quiet");
    gtk_widget_set_tooltip_text(today, _("Today (Alt+Home)"));
    gtk_actionable_set_action_name(GTK_ACTIONABLE(today), "day.today");
    gtk_box_append(GTK_BOX(linked),
                   desk_day_build_step("go-previous-symbolic", _("Open day before (Alt+←)"), "day.previous"));
    gtk_box_append(GTK_BOX(linked), desk_day_build_button(self));
    gtk_box_append(GTK_BOX(linked), desk_day_build_step("go-next-symbolic", _("Open day after (Alt+→)"), "day.next"));
    gtk_box_append(GTK_BOX(self->box), linked);
    gtk_box_append(GTK_BOX(self->box), today);
    gtk_box_append(GTK_BOX(self->box), self->closed);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    desk_day_add_keys(self);
    desk_day_set(self, ep_clock_today(EP_ZONE_JAPAN));
}

GtkWidget *
desk_day_new(void)
{
    return g_object_new(DESK_TYPE_DAY, NULL);
}
