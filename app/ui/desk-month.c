#include "app/ui/desk-month.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"

#define DAYS 7
#define WEEKS 6

struct _DeskMonth {
    GtkWidget parent;
    GtkWidget *box;
    GtkWidget *title;
    GtkWidget *buttons[WEEKS * DAYS];
    EpCalendar *calendar;
    EpDate day;
    EpDate shown; /* the month's first */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskMonth, desk_month, GTK_TYPE_WIDGET)

static EpDate
desk_month_get_first(DeskMonth *self)
{
    return ep_date_add_days(self->shown, -ep_date_weekday(self->shown));
}

static void
desk_month_set_class(GtkWidget *widget, const char *name, gboolean on)
{
    if (on)
        gtk_widget_add_css_class(widget, name);
    else
        gtk_widget_remove_css_class(widget, name);
}

static void
desk_month_update_day(DeskMonth *self, GtkWidget *button, EpDate date, EpDate today)
{
    gboolean open = ep_calendar_is_open(self->calendar, date);
    const char *holiday = ep_calendar_holiday_name(self->calendar, date);
    g_autofree char *number = g_strdup_printf("%d", date.day);
    g_autofree char *name = ep_date_format_long(date);

    gtk_button_set_label(GTK_BUTTON(button), number);
    gtk_widget_set_tooltip_text(button, holiday != NULL ? holiday : open ? NULL : _("Closed"));
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_widget_set_sensitive(button, ep_date_compare(date, today) <= 0);
    desk_month_set_class(button, "closed", !open);
    desk_month_set_class(button, "other", date.month != self->shown.month);
    desk_month_set_class(button, "today", ep_date_compare(date, today) == 0);
    desk_month_set_class(button, "chosen", ep_date_compare(date, self->day) == 0);
}

static void
desk_month_update(DeskMonth *self)
{
    EpDate first = desk_month_get_first(self), today = ep_clock_today(EP_ZONE_JAPAN);
    g_autofree char *year = ep_date_format_year(self->shown);
    /* Translators: the year as Japan counts it, and the month */
    g_autofree char *title = g_strdup_printf(_("%s, month %d"), year, self->shown.month);

    gtk_label_set_text(GTK_LABEL(self->title), title);
    for (int i = 0; i < WEEKS * DAYS; i++)
        desk_month_update_day(self, self->buttons[i], ep_date_add_days(first, i), today);
}

static void
desk_month_show(DeskMonth *self, EpDate day)
{
    self->shown = (EpDate){ day.year, day.month, 1 };
    desk_month_update(self);
}

static void
desk_month_on_turn(GtkButton *button, gpointer months)
{
    DeskMonth *self = DESK_MONTH(gtk_widget_get_ancestor(GTK_WIDGET(button), DESK_TYPE_MONTH));

    desk_month_show(self, ep_date_add_months(self->shown, GPOINTER_TO_INT(months)));
}

static void
desk_month_on_clicked(GtkButton *button, gpointer index)
{
    DeskMonth *self = DESK_MONTH(gtk_widget_get_ancestor(GTK_WIDGET(button), DESK_TYPE_MONTH));

    desk_month_set_day(self, ep_date_add_days(desk_month_get_first(self), GPOINTER_TO_INT(index)));
    g_signal_emit(self, signals[CHOSEN], 0);
}

static gboolean
desk_month_on_key(GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, DeskMonth *self)
{
    if (keyval != GDK_KEY_Page_Up && keyval != GDK_KEY_Page_Down)
        return FALSE;
    desk_month_show(self, ep_date_add_months(self->shown, keyval == GDK_KEY_Page_Up ? -1 : 1));
    return TRUE;
}

static GtkWidget *
desk_month_build_turn(const char *icon, const char *tooltip, int months)
{
    GtkWidget *button = gtk_button_new_from_icon_name(icon);

    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_tooltip_text(button, tooltip);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_month_on_turn), GINT_TO_POINTER(months));
    return button;
}

static GtkWidget *
desk_month_build_head(DeskMonth *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    self->title = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->title, "month-title");
    gtk_widget_set_hexpand(self->title, TRUE);
    gtk_box_append(GTK_BOX(head), desk_month_build_turn("go-previous-symbolic", _("Month before (Page Up)"), -1));
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), desk_month_build_turn("go-next-symbolic", _("Month after (Page Down)"), 1));
    return head;
}

static GtkWidget *
desk_month_build_grid(DeskMonth *self)
{
    GtkWidget *grid = gtk_grid_new();
    EpDate sunday = { 2026, 11, 1 };

    gtk_grid_set_column_homogeneous(GTK_GRID(grid), TRUE);
    for (int i = 0; i < DAYS; i++) {
        GtkWidget *label = gtk_label_new(ep_date_weekday_label(ep_date_add_days(sunday, i)));

        gtk_widget_add_css_class(label, "quiet");
        gtk_grid_attach(GTK_GRID(grid), label, i, 0, 1, 1);
    }
    for (int i = 0; i < WEEKS * DAYS; i++) {
        self->buttons[i] = gtk_button_new_with_label("");
        gtk_widget_add_css_class(self->buttons[i], "flat");
        gtk_widget_add_css_class(self->buttons[i], "day");
        g_signal_connect(self->buttons[i], "clicked", G_CALLBACK(desk_month_on_clicked), GINT_TO_POINTER(i));
        gtk_grid_attach(GTK_GRID(grid), self->buttons[i], i % DAYS, 1 + i / DAYS, 1, 1);
    }
    return grid;
}

void
desk_month_set_calendar(DeskMonth *self, EpCalendar *calendar)
{
    EpCalendar *kept = calendar != NULL ? ep_calendar_ref(calendar) : ep_calendar_new();

    g_return_if_fail(DESK_IS_MONTH(self));

    ep_calendar_unref(self->calendar);
    self->calendar = kept;
    desk_month_update(self);
}

void
desk_month_set_day(DeskMonth *self, EpDate day)
{
    g_return_if_fail(DESK_IS_MONTH(self));

    self->day = day;
    desk_month_show(self, day);
}

EpDate
desk_month_get_day(DeskMonth *self)
{
    g_return_val_if_fail(DESK_IS_MONTH(self), (EpDate){ 0 });

    return self->day;
}

void
desk_month_grab_focus(DeskMonth *self)
{
    int index;

    g_return_if_fail(DESK_IS_MONTH(self));

    index = ep_date_to_days(self->day) - ep_date_to_days(desk_month_get_first(self));
    if (index >= 0 && index < WEEKS * DAYS)
        gtk_widget_grab_focus(self->buttons[index]);
}

static void
desk_month_dispose(GObject *object)
{
    DeskMonth *self = DESK_MONTH(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->calendar, ep_calendar_unref);
    G_OBJECT_CLASS(desk_month_parent_class)->dispose(object);
}

static void
desk_month_class_init(DeskMonthClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_month_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "deskmonth");
    signals[CHOSEN] = g_signal_new("chosen", DESK_TYPE_MONTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_month_init(DeskMonth *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    self->calendar = ep_calendar_new();
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_box_append(GTK_BOX(self->box), desk_month_build_head(self));
    gtk_box_append(GTK_BOX(self->box), desk_month_build_grid(self));
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_month_on_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
    desk_month_set_day(self, ep_clock_today(EP_ZONE_JAPAN));
}

GtkWidget *
desk_month_new(void)
{
    return g_object_new(DESK_TYPE_MONTH, NULL);
}
