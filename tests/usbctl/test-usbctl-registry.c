/* What a Registry.pol says, and what it makes of what is there. */
#include <string.h>
#include <glib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-registry.h"

#define ROOT "Software\\Policies\\Test"

static UsbctlRegistry *
sample(void)
{
    UsbctlRegistry *registry = usbctl_registry_new();
    g_autoptr(GBytes) binary = g_bytes_new_static("\0\1;]\xff", 5);

    usbctl_registry_set_text(registry, ROOT "\\List", "10", "USB\\Ten;]");
    usbctl_registry_set_text(registry, ROOT "\\List", "9", "周辺機器");
    usbctl_registry_set(registry, ROOT "\\List\\Deeper", "", 3, binary);
    usbctl_registry_clear(registry, ROOT "\\list");
    usbctl_registry_set_dword(registry, ROOT "-other", "Zero", 0);
    usbctl_registry_set_dword(registry, ROOT, "b", 0x01020304);
    usbctl_registry_set_dword(registry, ROOT, "A", 1);
    usbctl_registry_set_dword(registry, ROOT, "a", 2);
    usbctl_registry_delete(registry, ROOT "\\Gone");
    return registry;
}

/* One line an entry: what it does, the key's last parts, the name. */
static char *
describe(const UsbctlRegistry *registry)
{
    static const char *const words[] = { "delete", "clear", "unset", "set" };
    g_autoptr(GPtrArray) entries = usbctl_registry_list(registry);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];

        g_string_append_printf(text, "%s %s %s\n", words[entry->kind], entry->key + strlen("Software\\Policies\\"),
                               entry->name != NULL ? entry->name : "");
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
to_utf8(GBytes *utf16)
{
    return g_convert((const char *)g_bytes_get_data(utf16, NULL) + 2, (gssize)g_bytes_get_size(utf16) - 2, "UTF-8",
                     "UTF-16LE", NULL, NULL, NULL);
}

static void
test_order(void)
{
    g_autoptr(UsbctlRegistry) registry = sample();
    g_autofree char *text = describe(registry);

    g_assert_cmpstr(
        text, ==,
        "set Test a\nset Test b\ndelete Test\\Gone \nclear Test\\list \nset Test\\List 9\nset Test\\List 10\n"
        "set Test\\List\\Deeper \nset Test-other Zero\n");
}

static void
test_pol_round_trip(void)
{
    g_autoptr(UsbctlRegistry) registry = sample();
    g_autoptr(GBytes) bytes = usbctl_registry_to_pol(registry);
    g_autoptr(GError) error = NULL;
    g_autoptr(UsbctlRegistry) again = usbctl_registry_parse_pol(bytes, &error);
    g_autoptr(GBytes) same = NULL;

    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(registry, again));
    same = usbctl_registry_to_pol(again);
    g_assert_true(g_bytes_equal(bytes, same));
    usbctl_registry_set_dword(again, ROOT, "b", 5);
    g_assert_false(usbctl_registry_equal(registry, again));
}

/* Cut anywhere it is refused, and never read past its end. */
static void
test_pol_cut(void)
{
    g_autoptr(UsbctlRegistry) registry = sample();
    g_autoptr(GBytes) bytes = usbctl_registry_to_pol(registry);
    guint whole = 0;

    for (gsize size = 0; size < g_bytes_get_size(bytes); size++) {
        g_autofree char *copy = g_memdup2(g_bytes_get_data(bytes, NULL), size);
        g_autoptr(GBytes) cut = g_bytes_new_static(copy, size);
        g_autoptr(GError) error = NULL;
        g_autoptr(UsbctlRegistry) read = usbctl_registry_parse_pol(cut, &error);

        whole += read != NULL;
        if (read == NULL)
            g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    }
    g_assert_cmpuint(whole, ==, 8); /* the header alone, and after each of the records but the last */
}

static void
test_pol_directives(void)
{
    g_autoptr(UsbctlRegistry) written = usbctl_registry_new();
    g_autoptr(UsbctlRegistry) read = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;

    usbctl_registry_set_text(written, ROOT, "**DELVALS", " ");
    usbctl_registry_set_text(written, ROOT "\\Key", "**deletekeys", "One;Two");
    bytes = usbctl_registry_to_pol(written);
    read = usbctl_registry_parse_pol(bytes, &error);
    g_assert_no_error(error);
    text = describe(read);
    g_assert_cmpstr(text, ==, "clear Test \ndelete Test\\Key\\One \ndelete Test\\Key\\Two \n");
    usbctl_registry_set_text(written, ROOT, "**comment:why", "so");
    usbctl_registry_set_text(written, ROOT, "**Soft.kept", "x");
    g_bytes_unref(bytes);
    bytes = usbctl_registry_to_pol(written);
    usbctl_registry_free(g_steal_pointer(&read));
    g_free(g_steal_pointer(&text));
    read = usbctl_registry_parse_pol(bytes, &error);
    g_assert_no_error(error);
    text = describe(read);
    g_assert_cmpstr(text, ==, "clear Test \nset Test kept\ndelete Test\\Key\\One \ndelete Test\\Key\\Two \n");
    usbctl_registry_set_text(written, ROOT, "**SecureKey", "1");
    g_bytes_unref(bytes);
    bytes = usbctl_registry_to_pol(written);
    g_assert_null(usbctl_registry_parse_pol(bytes, &error));
    g_assert_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "**SecureKey"));
}

/* A value to delete is one in every format, and the last word on a value counts. */
static void
test_unset(void)
{
    g_autoptr(UsbctlRegistry) written = usbctl_registry_new(), read = NULL, again = NULL;
    g_autoptr(GBytes) bytes = NULL, same = NULL, reg = NULL, lgpo = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL, *reg_text = NULL, *lgpo_text = NULL;

    usbctl_registry_set_text(written, ROOT, "**Del.one", " ");
    usbctl_registry_set_text(written, ROOT, "**deletevalues", "two;three");
    usbctl_registry_set_text(written, ROOT, "**del.", " ");
    bytes = usbctl_registry_to_pol(written);
    read = usbctl_registry_parse_pol(bytes, &error);
    g_assert_no_error(error);
    usbctl_registry_set_dword(read, ROOT, "TWO", 1);
    usbctl_registry_set_dword(read, ROOT, "four", 1);
    usbctl_registry_unset(read, ROOT, "Four");
    text = describe(read);
    g_assert_cmpstr(text, ==, "unset Test \nunset Test Four\nunset Test one\nunset Test three\nset Test TWO\n");
    same = usbctl_registry_to_pol(read);
    again = usbctl_registry_parse_pol(same, &error);
    g_assert_no_error(error);
    g_assert_true(usbctl_registry_equal(read, again));
    reg = usbctl_registry_to_reg(read);
    reg_text = to_utf8(reg);
    g_assert_nonnull(strstr(reg_text, "[HKEY_LOCAL_MACHINE\\" ROOT "]\r\n@=-\r\n\"Four\"=-\r\n"));
    lgpo = usbctl_registry_to_lgpo(read);
    lgpo_text = to_utf8(lgpo);
    g_assert_nonnull(strstr(lgpo_text, "Computer\r\n" ROOT "\r\nFour\r\nDELETE\r\n"));
}

static void
test_unset_after(void)
{
    g_autoptr(UsbctlRegistry) before = usbctl_registry_new(), change = usbctl_registry_new(), after = NULL;
    g_autofree char *text = NULL;

    usbctl_registry_clear(before, ROOT "\\List");
    usbctl_registry_set_text(before, ROOT "\\List", "1", "stays");
    usbctl_registry_set_text(before, ROOT "\\List", "2", "goes");
    usbctl_registry_unset(change, ROOT "\\list", "2");
    usbctl_registry_unset(change, ROOT "\\list", "9");
    usbctl_registry_unset(change, ROOT "\\Nowhere", "x");
    after = usbctl_registry_after(before, change, ROOT);
    text = describe(after);
    g_assert_cmpstr(text, ==, "clear Test\\List \nset Test\\List 1\n");
}

static void
test_after(void)
{
    g_autoptr(UsbctlRegistry) before = usbctl_registry_new(), change = usbctl_registry_new();
    g_autoptr(UsbctlRegistry) after = NULL, restore = NULL, again = NULL;
    g_autofree char *text = NULL;

    usbctl_registry_set_dword(before, ROOT, "Kept", 1);
    usbctl_registry_clear(before, ROOT "\\Empty");
    usbctl_registry_clear(before, ROOT "\\List");
    usbctl_registry_set_text(before, ROOT "\\List", "1", "old");
    usbctl_registry_set_text(before, ROOT "\\List", "2", "old");
    usbctl_registry_clear(before, ROOT "\\Gone");
    usbctl_registry_clear(before, ROOT "\\Gone\\Below");
    usbctl_registry_clear(change, ROOT "\\LIST");
    usbctl_registry_set_text(change, ROOT "\\LIST", "1", "new");
    usbctl_registry_set_dword(change, ROOT "\\New\\Deep", "x", 1);
    usbctl_registry_delete(change, ROOT "\\Gone");
    after = usbctl_registry_after(before, change, ROOT);
    text = describe(after);
    g_assert_cmpstr(text, ==,
                    "set Test Kept\nclear Test\\Empty \nclear Test\\LIST \nset Test\\LIST 1\nclear Test\\New \n"
                    "clear Test\\New\\Deep \nset Test\\New\\Deep x\n");
    restore = usbctl_registry_restore(before, ROOT);
    again = usbctl_registry_after(after, restore, ROOT);
    g_assert_true(usbctl_registry_equal(again, before));
}

static void
test_texts(void)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_registry_new();
    g_autoptr(GBytes) list = g_bytes_new_static("a\0\0\0b\0\0\0\0\0", 10), half = g_bytes_new_static("a", 1);
    g_autoptr(GBytes) json = NULL, reg = NULL;
    g_autofree char *text = NULL;

    usbctl_registry_set(registry, ROOT, "multi", 7, list);
    usbctl_registry_set(registry, ROOT, "odd", 1, half);
    usbctl_registry_set_text(registry, ROOT, "text", "窓口");
    usbctl_registry_set_dword(registry, ROOT, "number", 26);
    json = usbctl_registry_to_json(registry);
    g_assert_nonnull(strstr(g_bytes_get_data(json, NULL), "\"text\": \"窓口\""));
    g_assert_nonnull(strstr(g_bytes_get_data(json, NULL), "\"number\": 26"));
    g_assert_nonnull(strstr(g_bytes_get_data(json, NULL), "\"data\": \"YQ==\""));
    reg = usbctl_registry_to_reg(registry);
    text = to_utf8(reg);
    g_assert_nonnull(strstr(text, "\"multi\"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n\"number\"=dword:0000001a\r\n"
                                  "\"odd\"=hex(1):61\r\n\"text\"=\"窓口\"\r\n"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/registry/order", test_order);
    g_test_add_func("/usbctl/registry/pol-round-trip", test_pol_round_trip);
    g_test_add_func("/usbctl/registry/pol-cut", test_pol_cut);
    g_test_add_func("/usbctl/registry/pol-directives", test_pol_directives);
    g_test_add_func("/usbctl/registry/unset", test_unset);
    g_test_add_func("/usbctl/registry/unset-after", test_unset_after);
    g_test_add_func("/usbctl/registry/after", test_after);
    g_test_add_func("/usbctl/registry/texts", test_texts);
    return g_test_run();
}
