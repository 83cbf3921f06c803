/* Files on their way into the ledger, up to the preview: PCs, and the published holidays. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-import.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/fuzz/fuzz.h"

static EpLedger *
get_ledger(void)
{
    static EpLedger *ledger;
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;

    if (ledger != NULL)
        return ledger;
    path = g_build_filename(fuzz_get_folder(), "desk.ledger", NULL);
    ledger = ep_ledger_open(path, TRUE, NULL, &error);
    g_assert_no_error(error);
    return ledger;
}

/* Whatever cannot be taken says why and where; what can is fit to be written. */
static void
check_row(const EpImportRow *row, gboolean csv)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(row->verdict, <, EP_N_VERDICTS);
    g_assert_true(!csv || row->line > 0);
    if (row->verdict == EP_VERDICT_ERROR || row->verdict == EP_VERDICT_CONFLICT)
        g_assert_true(row->problems != NULL && row->problems->len > 0);
    for (guint i = 0; row->problems != NULL && i < row->problems->len; i++) {
        const EpImportProblem *problem = g_ptr_array_index(row->problems, i);

        g_assert_true(problem->reason != NULL && *problem->reason != '\0');
        g_assert_true(g_utf8_validate(problem->reason, -1, NULL));
    }
    if (row->verdict == EP_VERDICT_NEW) {
        ep_draft_check(row->draft, &error);
        g_assert_no_error(error);
    }
}

static void
take(const EpTable *table, GBytes *bytes)
{
    g_autoptr(EpImport) import = ep_import_new(get_ledger(), table);
    g_autoptr(GError) error = NULL;
    GPtrArray *rows;
    gboolean taken = ep_import_add_bytes(import, "list.csv", bytes, &error);

    fuzz_check_error(!taken, error, EP_ERROR);
    if (error != NULL)
        return;
    rows = ep_import_get_preview(import, NULL, &error);
    fuzz_check_error(rows == NULL, error, EP_ERROR);
    for (guint i = 0; rows != NULL && i < rows->len; i++)
        check_row(g_ptr_array_index(rows, i), ep_import_get_n_maps(import) > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);

    take(&ep_pc_table, bytes);
    take(&ep_holiday_table, bytes);
    return 0;
}
