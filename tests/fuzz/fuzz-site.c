/* site.ini, as an administrator's editor leaves it. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-site.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *path = fuzz_write_file("madoguchi" G_DIR_SEPARATOR_S "site.ini", data, size);
    const char *folders[] = { fuzz_get_folder(), NULL };
    g_autoptr(GError) error = NULL;
    g_autoptr(EpSite) site = ep_site_open(folders, &error);
    const char *store;

    fuzz_check_error(site == NULL, error, EP_ERROR);
    if (site == NULL) {
        g_assert_true(g_str_has_prefix(error->message, path));
        return 0;
    }
    store = ep_site_get(site, "ledger", "store");
    g_assert_true(store == NULL || (*store != '\0' && g_utf8_validate(store, -1, NULL)));
    return 0;
}
