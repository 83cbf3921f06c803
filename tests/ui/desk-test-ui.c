#include "tests/ui/desk-test-ui.h"

#include "app/ui/desk-style.h"

#define PATIENCE 20 /* seconds, on a busy machine */

static GtkApplication *application; /* until the process ends */

void
desk_test_init(int *argc, char ***argv)
{
    gtk_test_init(argc, argv, NULL);
    application = gtk_application_new("jp.madoguchi.Test", G_APPLICATION_NON_UNIQUE);
    g_assert_true(g_application_register(G_APPLICATION(application), NULL, NULL));
    desk_style_init();
}

GtkApplication *
desk_test_get_application(void)
{
    return application;
}

static gboolean
desk_test_wake(gpointer done)
{
    *(gboolean *)done = TRUE;
    return G_SOURCE_REMOVE;
}

void
desk_test_pause(guint milliseconds)
{
    gboolean done = FALSE;

    g_timeout_add(milliseconds, desk_test_wake, &done);
    while (!done)
        g_main_context_iteration(NULL, TRUE);
    while (g_main_context_iteration(NULL, FALSE))
        ;
}

void
desk_test_settle(void)
{
    desk_test_pause(60);
}

void
desk_test_wait(DeskTestFunc until, gpointer data)
{
    gint64 end = g_get_monotonic_time() + PATIENCE * G_USEC_PER_SEC;

    while (!until(data)) {
        g_assert_cmpint(g_get_monotonic_time(), <, end);
        desk_test_pause(20); /* conditions change without an event, too */
    }
    desk_test_settle();
}

static gboolean
desk_test_is_alone(gpointer object)
{
    return g_atomic_int_get((int *)&G_OBJECT(object)->ref_count) == 1;
}

void
desk_test_drop(gpointer object)
{
    desk_test_wait(desk_test_is_alone, object);
    g_assert_finalize_object(object);
}

static gpointer
desk_test_find_controller(GtkWidget *widget, GType type)
{
    g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(widget);

    for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
        g_autoptr(GObject) controller = g_list_model_get_item(controllers, i);

        if (g_type_is_a(G_OBJECT_TYPE(controller), type))
            return controller; /* the widget keeps it */
    }
    g_assert_not_reached();
}

void
desk_test_press(GtkWidget *widget, guint keyval)
{
    gboolean handled = FALSE;

    g_signal_emit_by_name(desk_test_find_controller(widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", keyval, 0, 0,
                          &handled);
    g_assert_true(handled);
}

void
desk_test_click(GtkWidget *widget, double x, double y)
{
    gpointer click = desk_test_find_controller(widget, GTK_TYPE_GESTURE_CLICK);

    g_signal_emit_by_name(click, "pressed", 1, x, y);
    g_signal_emit_by_name(click, "released", 1, x, y);
}

GtkWidget *
desk_test_find(GtkWidget *widget, GType type)
{
    if (g_type_is_a(G_OBJECT_TYPE(widget), type))
        return widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = desk_test_find(child, type);

        if (found != NULL)
            return found;
    }
    return NULL;
}

static gboolean
desk_test_is_dialog_open(gpointer dialog)
{
    GListModel *windows = gtk_window_get_toplevels();

    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) window = g_list_model_get_item(windows, i);

        if (g_type_is_a(G_OBJECT_TYPE(window), GTK_TYPE_DIALOG) && gtk_widget_get_mapped(window)) {
            *(GtkWidget **)dialog = window;
            return TRUE;
        }
    }
    return FALSE;
}

GtkWidget *
desk_test_wait_dialog(void)
{
    GtkWidget *dialog = NULL;

    desk_test_wait(desk_test_is_dialog_open, &dialog);
    return dialog;
}

GtkWidget *
desk_test_open_window(GtkWidget *child, int width, int height)
{
    GtkWidget *window = gtk_window_new();

    gtk_window_set_default_size(GTK_WINDOW(window), width, height);
    gtk_window_set_child(GTK_WINDOW(window), child);
    gtk_window_present(GTK_WINDOW(window));
    desk_test_settle();
    return window;
}

DeskWindow *
desk_test_open_desk(EpLedger *ledger, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "window.ini", NULL);
    DeskSettings *settings = desk_settings_new(path, NULL);
    DeskData *data = desk_data_new(ledger);
    GtkWidget *window = desk_window_new(application, data, settings);

    g_object_set_data(G_OBJECT(window), "settings", settings);
    gtk_window_present(GTK_WINDOW(window));
    desk_test_settle();
    return DESK_WINDOW(window);
}

void
desk_test_close_desk(DeskWindow *window)
{
    DeskSettings *settings = g_object_get_data(G_OBJECT(window), "settings");
    DeskData *data = desk_window_get_data(window);

    gtk_window_destroy(GTK_WINDOW(window));
    desk_test_settle();
    desk_test_drop(data);
    desk_settings_free(settings);
}
