#include <string.h>
#include <gio/gio.h>

#include "tests/usbctl/usbctl-real.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-id.h"

typedef struct {
    const char *text;
    const char *vid, *pid;
    int interface;
    gboolean generated;
    const char *serial;
} Case;

static const Case cases[] = {
    { "USB\\VID_0951&PID_1666\\MADO0000123456AB", "0951", "1666", -1, FALSE, "MADO0000123456AB" },
    { "USB\\Vid_0951&Pid_1666\\49r8Ka", "0951", "1666", -1, FALSE, "49r8Ka" },
    { "usb\\vid_0ABC&pid_00fF\\0", "0abc", "00ff", -1, FALSE, "0" },
    { "USB\\VID_0951&PID_1666\\6&13f4c3e&0&5", "0951", "1666", -1, TRUE, "" },
    { "USB\\VID_046D&PID_08C9&MI_00\\7&38bade0a&0&0000", "046d", "08c9", 0, TRUE, "" },
    { "USB\\VID_046D&PID_08C9&MI_1a\\7&38bade0a&0&001a", "046d", "08c9", 26, TRUE, "" },
    { "USB\\VID_0000&PID_0002\\5&f86e282&0&4", "0000", "0002", -1, TRUE, "" },
    { "USB\\ROOT_HUB30\\5&20be2fcd&0&0", "", "", -1, TRUE, "" },
    { "USB\\VID_0781&PID_558C\\MSFT30MADO77", "0781", "558c", -1, FALSE, "MADO77" },
    { "USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.20\\MADO0000123456AB&0", "", "", -1, FALSE, "MADO0000123456AB" },
    { "USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.20\\0&1", "", "", -1, FALSE, "0" },
    { "USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.20\\7&2a1b3c&0", "", "", -1, TRUE, "" },
    { "USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.20\\7&2a1b3c&0&MADO&0", "", "", -1, TRUE, "" },
    { "SWD\\WPDBUSENUM\\{cf149392-91ca-11e9-bcff-784f439fa657}#0000000000100000", "", "", -1, FALSE, "" },
    { "USB\\VID_09\\X", "", "", -1, FALSE, "X" },
    { "USB\\VID_0951&PID_16\\X", "", "", -1, FALSE, "X" },
};

static void
test_table(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Case *c = &cases[i];
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlId) id = usbctl_id_parse(c->text, &error);

        g_assert_no_error(error);
        g_assert_cmpstr(id->raw, ==, c->text);
        g_assert_cmpstr(id->vid, ==, c->vid);
        g_assert_cmpstr(id->pid, ==, c->pid);
        g_assert_cmpint(id->interface_number, ==, c->interface);
        g_assert_cmpint(id->generated, ==, c->generated);
        g_assert_cmpstr(id->serial, ==, c->serial);
        g_assert_cmpint(usbctl_id_is_own_disk(c->text), ==, strcmp(id->enumerator, "USBSTOR") == 0 && !c->generated);
    }
}

static void
test_refused(void)
{
    g_autofree char *many = g_strnfill(300, 'A');
    g_autofree char *too_long = g_strconcat("USB\\VID_0951&PID_1666\\", many, NULL);
    const char *const bad[] = { "",
                                "USB",
                                "USB\\VID_0951&PID_1666",
                                "USB\\\\X",
                                "\\A\\B",
                                "A\\B\\C\\D",
                                "USB\\A\\B,C",
                                "USB\\A\\B\n",
                                "USB\\A\\\xe7\xaa\x93",
                                too_long };

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(usbctl_id_parse(bad[i], &error));
        g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
}

static void
test_fold(void)
{
    g_autofree char *a = usbctl_id_fold("USB\\Vid_0951&Pid_1666\\49r8Ka");
    g_autofree char *b = usbctl_id_fold("USB\\VID_0951&PID_1666\\49R8kA");

    g_assert_cmpstr(a, ==, b);
}

static void
test_predict(void)
{
    g_autofree char *plain = usbctl_id_predict("0951", "16ff", "", "MADO 77");
    g_autofree char *too_long = g_strnfill(190, 'A');
    g_autofree char *uasp = usbctl_id_predict("0951", "16ff", "MSFT30", "MADO77");

    g_assert_cmpstr(plain, ==, "USB\\VID_0951&PID_16FF\\MADO_77");
    g_assert_cmpstr(uasp, ==, "USB\\VID_0951&PID_16FF\\MSFT30MADO77");
    g_assert_null(usbctl_id_predict("0951", "16ff", "", ""));
    g_assert_null(usbctl_id_predict("0951", "16ff", "", "A,B"));
    g_assert_null(usbctl_id_predict("0951", "16ff", "", "\xd0\x89"));
    g_assert_null(usbctl_id_predict("0951", "16ff", "", "A\\B"));
    g_assert_null(usbctl_id_predict("0951", "16ff", "", "12&34"));
    g_assert_null(usbctl_id_predict("0951", "16ff", "", too_long));
    g_assert_null(usbctl_id_predict("", "", "", "MADO77"));
}

/* --- real exports of Windows registries
 * --------------------------------------------------------------------------------------------- */

static void
test_real(void)
{
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    const char *text;
    guint generated = 0, real = 0;

    usbctl_real_collect(ids);
    if (g_hash_table_size(ids) == 0) {
        g_test_message("no registry exports beside the project: nothing to read");
        return;
    }
    g_hash_table_iter_init(&iter, ids);
    while (g_hash_table_iter_next(&iter, (gpointer *)&text, NULL)) {
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlId) id = usbctl_id_parse(text, &error);

        g_assert_no_error(error);
        /* In all of these, as everywhere, the & of a made-up instance is its second character. */
        g_assert_cmpint(id->generated, ==,
                        id->instance[1] == '&' && !(g_str_has_prefix(text, "USBSTOR") && *id->serial != '\0'));
        g_assert_cmpint(id->generated, ==, *id->serial == '\0');
        generated += id->generated;
        real += !id->generated;
    }
    g_test_message("%u made up, %u with a serial", generated, real);
    g_assert_cmpuint(generated, >, real);
    g_assert_cmpuint(real, >, 20);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/id/table", test_table);
    g_test_add_func("/usbctl/id/refused", test_refused);
    g_test_add_func("/usbctl/id/fold", test_fold);
    g_test_add_func("/usbctl/id/predict", test_predict);
    g_test_add_func("/usbctl/id/real", test_real);
    return g_test_run();
}
