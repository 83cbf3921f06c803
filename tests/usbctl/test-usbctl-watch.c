#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-recording.h"
#include "usbctl/usbctl-watch.h"

/* A backend whose devices and events the test decides. */
typedef struct {
    UsbctlBackend parent;
    const char *recording; /* NULL fails */
    guint listings;
} Fake;

static GPtrArray *
fake_list(UsbctlBackend *backend, GError **error)
{
    Fake *fake = (Fake *)backend;

    fake->listings++;
    if (fake->recording != NULL)
        return usbctl_recording_parse(fake->recording, strlen(fake->recording), error);
    g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "the bus is gone");
    return NULL;
}

static void
fake_clear(UsbctlBackend *backend)
{
}

static const UsbctlBackendClass fake_class = { .size = sizeof(Fake), .list = fake_list, .clear = fake_clear };

#define DEVICES(entries) "{\"format\":\"madoguchi-devices\",\"version\":1,\"devices\":[" entries "]}"
#define A "{\"path\":\"1-1\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":\"MADO0001\"}"
#define A_OTHER "{\"path\":\"1-1\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":\"MADO0009\"}"
#define B "{\"path\":\"1-2\",\"vid\":\"0951\",\"pid\":\"1666\",\"serial\":\"MADO0002\"}"

static void
take_down(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error, gpointer user_data)
{
    static const char signs[] = "+-*";

    if (device != NULL)
        g_string_append_printf(user_data, "%c%s:%s ", signs[event], device->path, device->serial);
    else
        g_string_append_printf(user_data, "!%s ", error->message);
}

static gboolean
stop(gpointer done)
{
    *(gboolean *)done = TRUE;
    return G_SOURCE_REMOVE;
}

static void
let_pass(guint msec)
{
    gboolean done = FALSE;

    g_timeout_add(msec, stop, &done);
    while (!done)
        g_main_context_iteration(NULL, TRUE);
}

static void
change(Fake *fake, const char *recording, GString *seen, const char *expected)
{
    guint before = fake->listings;

    fake->recording = recording;
    for (int i = 0; i < 5; i++)
        usbctl_backend_changed(&fake->parent);
    g_assert_cmpuint(fake->listings, ==, before);
    while (fake->listings == before)
        g_main_context_iteration(NULL, TRUE);
    g_assert_cmpuint(fake->listings, ==, before + 1); /* five signs, one look */
    g_assert_cmpstr(seen->str, ==, expected);
    g_string_truncate(seen, 0);
}

static void
test_differences(void)
{
    Fake *fake = usbctl_backend_create(&fake_class);
    g_autoptr(UsbctlBackend) backend = &fake->parent;
    g_autoptr(UsbctlWatch) watch = NULL;
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    fake->recording = DEVICES(A);
    watch = usbctl_watch_new(backend, take_down, seen, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(seen->str, ==, "+1-1:MADO0001 ");
    g_string_truncate(seen, 0);
    change(fake, DEVICES(A), seen, "");
    change(fake, DEVICES(A "," B), seen, "+1-2:MADO0002 ");
    change(fake, DEVICES(A_OTHER "," B), seen, "*1-1:MADO0009 ");
    change(fake, NULL, seen, "!the bus is gone ");
    change(fake, DEVICES(A), seen, "-1-2:MADO0002 *1-1:MADO0001 ");
    change(fake, DEVICES(""), seen, "-1-1:MADO0001 ");
}

/* A bus that never rests is looked at all the same. */
static gboolean
shake(gpointer backend)
{
    usbctl_backend_changed(backend);
    return G_SOURCE_CONTINUE;
}

static void
test_restless(void)
{
    Fake *fake = usbctl_backend_create(&fake_class);
    g_autoptr(UsbctlBackend) backend = &fake->parent;
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(UsbctlWatch) watch = NULL;
    guint timer;

    fake->recording = DEVICES(A);
    watch = usbctl_watch_new(backend, take_down, seen, NULL);
    timer = g_timeout_add(20, shake, backend);
    let_pass(1000);
    g_source_remove(timer);
    g_assert_cmpuint(fake->listings, >=, 2);
    g_assert_cmpuint(fake->listings, <=, 4);
}

static void
test_first_listing_fails(void)
{
    Fake *fake = usbctl_backend_create(&fake_class);
    g_autoptr(UsbctlBackend) backend = &fake->parent;
    g_autoptr(GError) error = NULL;

    g_assert_null(usbctl_watch_new(backend, take_down, NULL, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED);
    usbctl_backend_changed(backend); /* nobody listens any more */
}

static void
test_file(void)
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "devices.json", NULL);
    g_autoptr(UsbctlBackend) backend = usbctl_backend_file_new(path);
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(UsbctlWatch) watch = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_null(usbctl_backend_list(backend, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_NOT_FOUND);
    g_clear_error(&error);
    g_file_set_contents(path, DEVICES(A), -1, NULL);
    watch = usbctl_watch_new(backend, take_down, seen, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(seen->str, ==, "+1-1:MADO0001 ");
    g_file_set_contents(path, DEVICES(A "," B), -1, NULL);
    while (strcmp(seen->str, "+1-1:MADO0001 +1-2:MADO0002 ") != 0)
        g_main_context_iteration(NULL, TRUE);
    g_clear_pointer(&watch, usbctl_watch_free);
    g_unlink(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/watch/differences", test_differences);
    g_test_add_func("/usbctl/watch/restless", test_restless);
    g_test_add_func("/usbctl/watch/first-listing-fails", test_first_listing_fails);
    g_test_add_func("/usbctl/watch/file", test_file);
    return g_test_run();
}
