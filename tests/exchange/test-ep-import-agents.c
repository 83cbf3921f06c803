/* The agents of the machine this test runs on, live: what they write today is read today. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-inventory.h"
#include "tests/exchange/ep-test-import.h"
#include "tests/support/ep-test-run.h"

static GBytes *
test_run(const char *const *command)
{
    g_autofree char *program = g_find_program_in_path(command[0]);
    char *out;

    if (program == NULL) {
        g_test_message("%s is not installed: it was not asked", command[0]);
        return NULL;
    }
    out = ep_test_run(command);
    return g_bytes_new_take(out, strlen(out));
}

static void
test_take(const EpTestEngine *engine, const char *const *command, gboolean programs)
{
    g_autoptr(GBytes) bytes = test_run(command);
    g_autoptr(EpLedger) ledger = NULL;
    g_autoptr(EpImport) import = NULL;
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;
    const EpImportRow *row;

    if (bytes == NULL)
        return;
    ledger = ep_test_import_open(engine);
    import = ep_test_import_new(ledger, "pc");
    ep_import_add_bytes(import, command[0], bytes, &error);
    g_assert_no_error(error);
    row = g_ptr_array_index(ep_test_import_preview(import, "1 0 0 0 0"), 0);
    g_assert_cmpstr(row->inventory->host, !=, "");
    g_assert_cmpstr(row->inventory->os, !=, "");
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(summary.acts, ==, 1);
    if (programs)
        g_assert_cmpuint(summary.programs, >, 50);
    ep_test_import_verify(ledger);
}

static void
test_fusioninventory(const EpTestEngine *engine)
{
    static const char *const command[] = { "fusioninventory-inventory", "--no-category=environment,process,user",
                                           NULL };

    test_take(engine, command, TRUE);
}

static void
test_ocsinventory(const EpTestEngine *engine)
{
    static const char *const command[] = { "ocsinventory-agent", "--stdout", "--nosoftware", NULL };

    test_take(engine, command, FALSE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add_one(EP_DB_SQLITE, "/agents/fusioninventory", test_fusioninventory);
    ep_test_engines_add_one(EP_DB_SQLITE, "/agents/ocsinventory", test_ocsinventory);
    return g_test_run();
}
