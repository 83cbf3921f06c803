/* Inventories of agents: XML and JSON, deflated or not. */
#include <string.h>
#include <gio/gio.h>

#include "endpoint/exchange/ep-inventory.h"
#include "tests/fuzz/fuzz.h"

static void
check_texts(const EpInventory *inventory)
{
    const char *const texts[] = { inventory->host, inventory->serial,    inventory->maker,    inventory->model,
                                  inventory->os,   inventory->os_build,  inventory->ip,       inventory->mac,
                                  inventory->mac2, inventory->memory_mb, inventory->user,     inventory->last_seen,
                                  inventory->tag,  inventory->device_id, inventory->asset_tag };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_true(texts[i] != NULL && g_utf8_validate(texts[i], -1, NULL));
}

static void
check_programs(const EpInventory *inventory, EpInventoryPool *pool)
{
    for (guint i = 0; inventory->installed != NULL && i < inventory->installed->len; i++) {
        const EpInventoryInstalled *installed = &g_array_index(inventory->installed, EpInventoryInstalled, i);
        EpInventoryProgram program;

        g_assert_cmpuint(installed->program, <, ep_inventory_pool_get_n(pool));
        program = ep_inventory_pool_get(pool, installed->program);
        g_assert_true(g_utf8_validate(program.name, -1, NULL) && g_utf8_validate(program.version, -1, NULL));
        g_assert_true(g_utf8_validate(program.publisher, -1, NULL));
        g_assert_true(g_utf8_validate(installed->installed, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    EpInventoryPool *pool = ep_inventory_pool_new();
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(EpInventory) inventory = ep_inventory_new(pool, "file", bytes, 1795000000);

    check_texts(inventory);
    g_assert_true(inventory->refused == NULL || g_utf8_validate(inventory->refused, -1, NULL));
    g_assert_true(inventory->refused == NULL || *inventory->refused != '\0');
    if (inventory->refused == NULL) {
        g_assert_true(ep_inventory_is_one(bytes));
        check_programs(inventory, pool);
    }
    ep_inventory_pool_free(pool);
    return 0;
}
