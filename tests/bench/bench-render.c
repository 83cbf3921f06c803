/* A policy of 100,000 rules as every file that a target reads, beside what an export does with those bytes. */
#include "tests/bench/bench-file.h"
#include "tests/bench/bench-policy.h"
#include "usbctl/usbctl-render.h"

#define ROUNDS 7

typedef struct {
    const UsbctlFormat *format;
    const UsbctlPolicy *policy;
} BenchRender;

static GPtrArray *
bench_render(gpointer user_data)
{
    const BenchRender *self = user_data;
    UsbctlTitle title = { "LAN", "LAN" };
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) files = usbctl_render(self->format, self->policy, BENCH_POLICY_DATE, &title, NULL, &error);
    GPtrArray *bytes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

    g_assert_no_error(error);
    for (guint i = 0; i < files->len; i++)
        g_ptr_array_add(bytes, g_bytes_ref(((UsbctlFile *)files->pdata[i])->bytes));
    return bytes;
}

int
main(int argc, char *argv[])
{
    guint n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 100000;
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    g_autoptr(UsbctlPolicy) policy = bench_policy_new(n);

    g_print("%u rules\n", n);
    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++)
        bench_file_compare(format->name, ROUNDS, bench_render, &(BenchRender){ format, policy }, folder);
    return bench_remove_folder(folder);
}
