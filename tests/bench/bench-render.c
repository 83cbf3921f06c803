/* A policy of 30,000 rules as every file that a target reads, beside what an export does with those bytes: a file that
 * is safely on the disk, their SHA-256, and a deflated copy for the ledger. */
#include <gio/gio.h>

#include "tests/bench/bench-policy.h"
#include "tests/bench/bench.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-render.h"

#define ROUNDS 7

static GPtrArray *
bench_render_files(const UsbctlFormat *format, const UsbctlPolicy *policy)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *files = usbctl_render(format, policy, BENCH_POLICY_DATE, &(UsbctlTitle){ "LAN", "LAN" }, NULL, &error);

    g_assert_no_error(error);
    return files;
}

static void
bench_render_write(GBytes *bytes, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "file", NULL);
    g_autoptr(GError) error = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    g_file_set_contents_full(path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                             0600, &error);
    g_assert_no_error(error);
}

/* The copy that stays in the ledger (ep-blob.c), without the database. */
static void
bench_render_keep(GBytes *bytes)
{
    g_autoptr(GZlibCompressor) deflater = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) stream = g_converter_output_stream_new(memory, G_CONVERTER(deflater));
    g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    gsize size;
    gconstpointer data = g_bytes_get_data(bytes, &size);

    g_assert_true(g_output_stream_write_all(stream, data, size, NULL, NULL, NULL));
    g_assert_true(g_output_stream_close(stream, NULL, NULL));
}

static void
bench_render(const UsbctlFormat *format, const UsbctlPolicy *policy, const char *folder)
{
    g_autoptr(BenchSamples) ours = bench_samples_new(), file = bench_samples_new(), export = bench_samples_new();
    g_autofree char *name = NULL;
    gsize size = 0;

    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(GPtrArray) files = NULL;

        bench_start(ours);
        files = bench_render_files(format, policy);
        bench_stop(ours);
        bench_start(export);
        bench_start(file);
        for (guint k = 0; k < files->len; k++)
            bench_render_write(((UsbctlFile *)g_ptr_array_index(files, k))->bytes, folder);
        bench_stop(file);
        for (guint k = 0; k < files->len; k++)
            bench_render_keep(((UsbctlFile *)g_ptr_array_index(files, k))->bytes);
        bench_stop(export);
        size = 0;
        for (guint k = 0; k < files->len; k++)
            size += g_bytes_get_size(((UsbctlFile *)g_ptr_array_index(files, k))->bytes);
    }
    name = g_strdup_printf("%s, %.1f MB", format->name, (double)size / 1e6);
    bench_report(name, ours, "writing and keeping it", export, 1.0);
    bench_report("  the file alone", file, NULL, NULL, 0);
}

int
main(int argc, char *argv[])
{
    guint n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 30000;
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    g_autoptr(UsbctlPolicy) policy = bench_policy_new(n);

    g_print("%u rules\n", n);
    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++)
        bench_render(format, policy, folder);
    return bench_remove_folder(folder);
}
