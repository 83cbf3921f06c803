#include "tests/bench/bench-file.h"

#include <gio/gio.h>

static void
bench_file_write(GBytes *bytes, const char *folder)
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
bench_file_keep(GBytes *bytes)
{
    g_autoptr(GZlibCompressor) deflater = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) stream = g_converter_output_stream_new(memory, G_CONVERTER(deflater));
    gsize size;
    gconstpointer data = g_bytes_get_data(bytes, &size);

    g_assert_true(g_output_stream_write_all(stream, data, size, NULL, NULL, NULL));
    g_assert_true(g_output_stream_close(stream, NULL, NULL));
}

/* One render, and what an export does with its bytes. */
static gsize
bench_file_measure(BenchFilePeers *peers, BenchFileRender render, gpointer user_data, const char *folder)
{
    g_autoptr(GPtrArray) files = NULL;
    gsize size = 0;

    bench_start(peers->ours);
    files = render(user_data);
    bench_stop(peers->ours);
    bench_start(peers->kept);
    bench_start(peers->written);
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, files->pdata[i]);

        bench_file_write(files->pdata[i], folder);
        size += g_bytes_get_size(files->pdata[i]);
    }
    bench_stop(peers->written);
    for (guint i = 0; i < files->len; i++)
        bench_file_keep(files->pdata[i]);
    bench_stop(peers->kept);
    return size;
}

void
bench_file_compare(const char *name, guint rounds, BenchFileRender render, gpointer user_data, const char *folder)
{
    g_autoptr(BenchSamples) ours = bench_samples_new(), written = bench_samples_new(), kept = bench_samples_new();
    BenchFilePeers peers = { ours, written, kept };
    g_autofree char *line = NULL;
    gsize size = 0;

    for (guint i = 0; i < rounds; i++)
        size = bench_file_measure(&peers, render, user_data, folder);
    line = g_strdup_printf("%s, %.1f MB", name, (double)size / 1e6);
    bench_report(line, ours, "writing and keeping it", kept, 1.0);
    g_print("  beside the file and its checksum alone (%.0f ms): %.2f\n", bench_median(written),
            bench_ratio(ours, written));
}
