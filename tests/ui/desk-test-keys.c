#include "tests/ui/desk-test-keys.h"

#include <gdk/x11/gdkx.h>

#include "app/ui/desk-field.h"
#include "tests/ui/desk-test-ui.h"

#define TABS 120 /* more than any screen has stops */

static void
desk_test_keys_ended(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(GError) error = NULL;

    if (!g_subprocess_wait_check_finish(G_SUBPROCESS(source), result, &error))
        g_error("xdotool: %s", error->message);
    *(gboolean *)user_data = TRUE;
}

/* The main loop goes on meanwhile, or nobody would take the keys. */
static void
desk_test_keys_run(const char *const *arguments)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process = g_subprocess_newv(arguments, G_SUBPROCESS_FLAGS_NONE, &error);
    gboolean ended = FALSE;

    if (process == NULL)
        g_error("%s; the Debian package is xdotool", error->message);
    g_subprocess_wait_check_async(process, NULL, desk_test_keys_ended, &ended);
    while (!ended)
        g_main_context_iteration(NULL, TRUE);
    desk_test_settle();
}

void
desk_test_keys_focus(GtkWindow *window)
{
    GdkSurface *surface = gtk_native_get_surface(GTK_NATIVE(window));
    g_autofree char *id = g_strdup_printf("%lu", gdk_x11_surface_get_xid(surface));
    const char *arguments[] = { "xdotool", "windowfocus", "--sync", id, NULL };

    desk_test_keys_run(arguments);
    while (!gtk_window_is_active(window))
        desk_test_settle();
}

void
desk_test_keys_press(const char *keys)
{
    g_auto(GStrv) each = g_strsplit(keys, " ", -1);

    for (char **key = each; *key != NULL; key++) {
        const char *arguments[] = { "xdotool", "key", *key, NULL };

        desk_test_keys_run(arguments);
    }
}

void
desk_test_keys_write(const char *text)
{
    const char *arguments[] = { "xdotool", "type", "--delay", "20", text, NULL };

    desk_test_keys_run(arguments);
}

void
desk_test_keys_paste(GtkWidget *window, const char *text)
{
    gdk_clipboard_set_text(gtk_widget_get_clipboard(window), text);
    desk_test_keys_press("ctrl+v");
}

/* What stops at a focus. */
typedef gboolean (*DeskTestKeysFunc)(GtkWidget *focus, gconstpointer wanted);

static gboolean
desk_test_keys_is_in_field(GtkWidget *focus, gconstpointer name)
{
    GtkWidget *field = gtk_widget_get_ancestor(focus, DESK_TYPE_FIELD);

    return field != NULL && g_str_equal(desk_field_get_description(DESK_FIELD(field))->name, name);
}

static gboolean
desk_test_keys_is_button(GtkWidget *focus, gconstpointer label)
{
    return GTK_IS_BUTTON(focus) && g_strcmp0(gtk_button_get_label(GTK_BUTTON(focus)), label) == 0;
}

static gboolean
desk_test_keys_is_type(GtkWidget *focus, gconstpointer type)
{
    return g_type_is_a(G_OBJECT_TYPE(focus), GPOINTER_TO_SIZE(type));
}

static void
desk_test_keys_tab(GtkWindow *window, DeskTestKeysFunc is_there, gconstpointer wanted)
{
    for (guint i = 0; i < TABS; i++) {
        GtkWidget *focus = gtk_window_get_focus(window);

        if (focus != NULL && is_there(focus, wanted))
            return;
        desk_test_keys_press("Tab");
    }
    g_error("%u times Tab, and not there", TABS);
}

void
desk_test_keys_tab_to(GtkWindow *window, const char *field)
{
    desk_test_keys_tab(window, desk_test_keys_is_in_field, field);
}

void
desk_test_keys_tab_to_button(GtkWindow *window, const char *label)
{
    desk_test_keys_tab(window, desk_test_keys_is_button, label);
}

void
desk_test_keys_tab_to_type(GtkWindow *window, GType type)
{
    desk_test_keys_tab(window, desk_test_keys_is_type, GSIZE_TO_POINTER(type));
}
