/* The texts that Windows keeps of its devices. A line of the input is a node, its fields between tabs, the values of a
 * list between bars. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "usbctl/usbctl-node.h"
#include "usbctl/usbctl-recording.h"

static const char *
pick(GStrv fields, guint index)
{
    return index < g_strv_length(fields) ? fields[index] : NULL;
}

static UsbctlNode *
read_node(const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, "\t", 12);
    g_auto(GStrv) hardware = g_strsplit(pick(fields, 8) != NULL ? pick(fields, 8) : "", "|", -1);
    g_auto(GStrv) compatible = g_strsplit(pick(fields, 9) != NULL ? pick(fields, 9) : "", "|", -1);
    g_auto(GStrv) volumes = g_strsplit(pick(fields, 10) != NULL ? pick(fields, 10) : "", "|", -1);
    UsbctlNode parts = {
        .id = pick(fields, 0),
        .parent = pick(fields, 1),
        .container = pick(fields, 2),
        .location = pick(fields, 3),
        .reported = pick(fields, 4),
        .name = pick(fields, 5),
        .manufacturer = pick(fields, 6),
        .setup_class = pick(fields, 7),
        .hardware_ids = (const char *const *)hardware,
        .compatible_ids = (const char *const *)compatible,
        .volumes = (const char *const *)volumes,
        .absent = pick(fields, 11) != NULL,
    };

    return usbctl_node_new(&parts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_utf8(data, size), *written = NULL, *plain = NULL;
    g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", -1);
    g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_node_free);
    g_autoptr(GPtrArray) devices = NULL, again = NULL;
    g_autoptr(GError) error = NULL;

    for (char **line = lines; *line != NULL; line++)
        g_ptr_array_add(nodes, read_node(*line));
    devices = usbctl_node_fold(nodes);
    g_assert_cmpuint(devices->len, <=, nodes->len);
    written = usbctl_recording_format(devices);
    again = usbctl_recording_parse(written, strlen(written), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->len, ==, devices->len);
    for (guint i = 0; i < devices->len; i++)
        g_assert_true(usbctl_device_equal(devices->pdata[i], again->pdata[i]));
    plain = usbctl_node_plain_text(text != NULL ? text : "");
    return 0;
}
