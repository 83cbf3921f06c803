#include "tests/usbctl/usbctl-real.h"

#include <string.h>

static char *
usbctl_real_read(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *data = NULL;
    char *text;
    gsize size;

    g_assert_true(g_file_get_contents(path, &data, &size, &error));
    if (size >= 2 && memcmp(data, "\xff\xfe", 2) == 0)
        text = g_convert(data + 2, size - 2, "UTF-8", "UTF-16LE", NULL, NULL, &error);
    else
        text = g_strndup(data, size);
    g_assert_no_error(error);
    return text;
}

/* A registry key right below Enum\USB\device or Enum\USBSTOR\device is an instance. */
static void
usbctl_real_collect_file(GHashTable *ids, const char *path)
{
    g_autofree char *text = usbctl_real_read(path);
    g_autoptr(GRegex) regex = g_regex_new("^\\[.*?\\\\Enum\\\\(USB(?:STOR)?\\\\[^\\\\\\]]+\\\\[^\\\\\\]]+)\\]\\r?$",
                                          G_REGEX_MULTILINE | G_REGEX_CASELESS, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;

    g_regex_match(regex, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL))
        g_hash_table_add(ids, g_match_info_fetch(match, 1));
}

static void
usbctl_real_collect_folder(GHashTable *ids, const char *folder)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "data", folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *file = g_build_filename(path, name, NULL);

        if (g_str_has_suffix(name, ".reg") && strstr(name, "USB") != NULL)
            usbctl_real_collect_file(ids, file);
    }
}

void
usbctl_real_collect(GHashTable *ids)
{
    usbctl_real_collect_folder(ids, "usb/windows-enum");
    usbctl_real_collect_folder(ids, "windows-raw");
}
