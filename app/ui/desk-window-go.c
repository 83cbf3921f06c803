#include "app/ui/desk-check.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-explain.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-window-private.h"

/* What the parts of the window ask of it. */

DeskPage *
desk_window_turn_to_list(DeskWindow *self)
{
    GtkWidget *page = desk_window_get_page(self);

    if (DESK_IS_COUNTER(page))
        return desk_counter_show_list(DESK_COUNTER(page));
    return DESK_IS_PAGE(page) ? DESK_PAGE(page) : NULL;
}

static const EpTable *
desk_window_go_find(DeskWindow *self, const char *name)
{
    return ep_catalog_find(desk_data_get_catalog(self->data), name);
}

static void
desk_window_go_open(GtkWidget *widget, const char *action, GVariant *asked)
{
    const char *table;
    gint64 id;

    g_variant_get(asked, "(&sx)", &table, &id);
    desk_window_open(DESK_WINDOW(widget), desk_window_go_find(DESK_WINDOW(widget), table), id);
}

static void
desk_window_go_open_all(GtkWidget *widget, const char *action, GVariant *asked)
{
    DeskWindow *self = DESK_WINDOW(widget);
    g_autoptr(GVariantIter) pairs = NULL;
    g_autoptr(GArray) matches = g_array_new(TRUE, FALSE, sizeof(EpMatch));
    EpMatch match;
    const char *table;
    DeskPage *shown;

    g_variant_get(asked, "(&sa(ss))", &table, &pairs);
    while (g_variant_iter_next(pairs, "(&s&s)", &match.field, &match.value))
        g_array_append_val(matches, match);
    desk_window_show_page(self, table);
    shown = desk_window_turn_to_list(self);
    if (shown != NULL)
        desk_page_narrow_to(shown, (const EpMatch *)matches->data);
}

/* The counter's queue is what waits of applications. */
static void
desk_window_go_waiting(GtkWidget *widget, const char *action, GVariant *asked)
{
    DeskWindow *self = DESK_WINDOW(widget);
    const char *table;
    GtkWidget *page;
    int urgency;

    g_variant_get(asked, "(&si)", &table, &urgency);
    desk_window_show_page(self, table);
    page = desk_window_get_page(self);
    if (DESK_IS_COUNTER(page) && urgency == EP_URGENCY_OPEN)
        desk_counter_show_waiting(DESK_COUNTER(page));
    else if (desk_window_turn_to_list(self) != NULL)
        desk_page_show_waiting(desk_window_turn_to_list(self), (EpUrgency)urgency);
}

static void
desk_window_go_check(GtkWidget *widget, const char *action, GVariant *asked)
{
    const EpTable *table;
    const char *name;
    GtkWidget *page;
    gint64 id;

    g_variant_get(asked, "(&sx)", &name, &id);
    table = desk_window_go_find(DESK_WINDOW(widget), name);
    desk_window_show_page(DESK_WINDOW(widget), "check");
    page = desk_window_get_page(DESK_WINDOW(widget));
    if (table != NULL && DESK_IS_CHECK(page))
        desk_check_begin(DESK_CHECK(page), table, id);
}

static void
desk_window_go_page(GtkWidget *widget, const char *action, GVariant *asked)
{
    desk_window_show_page(DESK_WINDOW(widget), g_variant_get_string(asked, NULL));
}

static void
desk_window_go_say(GtkWidget *widget, const char *action, GVariant *asked)
{
    desk_window_say(DESK_WINDOW(widget), g_variant_get_string(asked, NULL));
}

static void
desk_window_go_import(GtkWidget *widget, const char *action, GVariant *asked)
{
    const char *table;
    g_autofree const char **paths = NULL;

    g_variant_get(asked, "(&s^a&s)", &table, &paths);
    desk_window_import(DESK_WINDOW(widget), desk_window_go_find(DESK_WINDOW(widget), table),
                       *paths != NULL ? paths : NULL);
}

static void
desk_window_go_explain(GtkWidget *widget, const char *action, GVariant *asked)
{
    DeskWindow *self = DESK_WINDOW(widget);
    const char *name, *device;
    const EpTable *table;
    gint64 id;

    g_variant_get(asked, "(&sx&s)", &name, &id, &device);
    table = desk_window_go_find(self, name);
    desk_explain_open(self->stack, self->data, table != NULL ? desk_data_lookup(self->data, table, id) : NULL, device);
}

void
desk_window_go_class_init(GtkWidgetClass *klass)
{
    gtk_widget_class_install_action(klass, DESK_GO_OPEN, "(sx)", desk_window_go_open);
    gtk_widget_class_install_action(klass, DESK_GO_OPEN_ALL, "(sa(ss))", desk_window_go_open_all);
    gtk_widget_class_install_action(klass, DESK_GO_WAITING, "(si)", desk_window_go_waiting);
    gtk_widget_class_install_action(klass, DESK_GO_CHECK, "(sx)", desk_window_go_check);
    gtk_widget_class_install_action(klass, DESK_GO_PAGE, "s", desk_window_go_page);
    gtk_widget_class_install_action(klass, DESK_GO_SAY, "s", desk_window_go_say);
    gtk_widget_class_install_action(klass, DESK_GO_IMPORT, "(sas)", desk_window_go_import);
    gtk_widget_class_install_action(klass, DESK_GO_EXPLAIN, "(sxs)", desk_window_go_explain);
}
