/* A mapping of columns, as it is kept in the ledger or given on the console. The input's first line is the header of
 * the file, the rest the mapping. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-import-map.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static EpCatalog *catalog;
    g_autofree char *text = fuzz_dup_utf8(data, size), *written = NULL, *twice = NULL, *key = NULL;
    g_autoptr(EpCsv) csv = NULL;
    g_autoptr(EpImportMap) map = NULL, again = NULL;
    g_autoptr(GError) error = NULL;
    const char *rest;
    EpCsvRow header;
    gboolean taken;

    if (catalog == NULL)
        catalog = ep_kinds_new_catalog();
    rest = text != NULL ? strchr(text, '\n') : NULL;
    csv = ep_csv_new(text != NULL ? text : "", rest != NULL ? rest - text : -1, ',');
    ep_csv_set_lenient(csv, TRUE);
    if (text == NULL || !ep_csv_next(csv, &header, NULL))
        return 0;
    map = ep_import_map_new(&ep_pc_table, &header);
    again = ep_import_map_new(&ep_pc_table, &header);
    taken = ep_import_map_apply(map, rest != NULL ? rest + 1 : "", &key, &error);
    fuzz_check_error(!taken, error, EP_ERROR);
    g_assert_true(error == NULL || strstr(error->message, "ine ") != NULL);
    g_clear_error(&error);
    written = ep_import_map_to_text(map);
    ep_import_map_apply(again, written, NULL, &error);
    g_assert_no_error(error);
    twice = ep_import_map_to_text(again);
    g_assert_cmpstr(written, ==, twice);
    for (guint i = 0; i < ep_import_map_get_n_columns(map); i++)
        g_assert_cmpuint(ep_import_map_get_field(map, i), ==, ep_import_map_get_field(again, i));
    return 0;
}
