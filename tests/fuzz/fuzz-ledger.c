/*
 * A ledger, or a backup, that something wrote into. The input is pairs of three bytes for where and one for what, laid
 * over a whole backup; a last byte cuts the file. It is refused with a reason, or restored, opened and verified.
 */
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/sample/ep-sample.h"
#include "endpoint/store/ep-backup.h"
#include "endpoint/store/ep-verify.h"
#include "tests/fuzz/fuzz.h"

static GBytes *
get_whole(void)
{
    static GBytes *whole;
    g_autofree char *path = NULL;
    g_autoptr(EpLedger) ledger = NULL;
    g_autoptr(GError) error = NULL;
    char *bytes;
    gsize length;

    if (whole != NULL)
        return whole;
    path = g_build_filename(fuzz_get_folder(), "whole.ledger", NULL);
    ledger = ep_ledger_open(path, TRUE, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(ep_sample_fill(ledger, 3, 0, 0, 1, NULL, &error));
    g_clear_pointer(&ledger, ep_ledger_close);
    g_assert_true(g_file_get_contents(path, &bytes, &length, &error));
    return whole = g_bytes_new_take(bytes, length);
}

static char *
lay_over(const uint8_t *data, size_t size, gsize *length)
{
    gconstpointer whole = g_bytes_get_data(get_whole(), length);
    char *bytes = g_memdup2(whole, *length);
    size_t i;

    for (i = 0; i + 4 <= size; i += 4)
        bytes[((gsize)data[i] << 16 | (gsize)data[i + 1] << 8 | data[i + 2]) % *length] = (char)data[i + 3];
    if (i < size)
        *length = *length * data[i] / 256;
    return bytes;
}

static void
count(const char *problem, gpointer told)
{
    g_assert_true(problem != NULL && *problem != '\0');
    ++*(guint *)told;
}

/* Verifying takes whatever it finds for what it is. */
static void
open_and_verify(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(path, FALSE, NULL, &error);

    fuzz_check_error(ledger == NULL, error, EP_ERROR);
    if (ledger != NULL) {
        guint n_problems, told = 0;
        gboolean done = ep_verify(ep_ledger_get_store(ledger), count, &told, NULL, &n_problems, NULL, &error);

        fuzz_check_error(!done, error, EP_ERROR);
        g_assert_true(!done || told == n_problems);
    }
}

/* With what SQLite keeps beside it, which would be taken for the next one's. */
static void
clear_away(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(path, ends[i], NULL);

        g_unlink(file);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gsize length;
    g_autofree char *bytes = lay_over(data, size, &length);
    g_autofree char *path = fuzz_write_file("changed.ledger", bytes, length);
    g_autofree char *target = g_build_filename(fuzz_get_folder(), "restored.ledger", NULL);
    g_autoptr(GError) error = NULL;
    gboolean taken = ep_backup_restore(path, target, FALSE, NULL, NULL, &error);

    fuzz_check_error(!taken, error, EP_ERROR);
    if (error == NULL)
        open_and_verify(target);
    open_and_verify(path);
    clear_away(target);
    clear_away(path);
    return 0;
}
