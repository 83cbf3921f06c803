#include "tests/bench/bench-media.h"

#include "endpoint/ledger/ep-kinds.h"

static const char *const models[] = { "MM-U32 暗号化", "KZ-HD1T", "SS-200", "HC-300 カードリーダ" };
static const char *const sections[] = { "総務課", "子育て支援課", "資源循環課", "議事課", "骨董保護係", "東支所" };

typedef struct {
    const char *field, *value;
} BenchValue;

static EpTable *
bench_media_prepare(EpTable *table)
{
    if (table->at.by_name == NULL)
        ep_table_prepare(table);
    return table;
}

/* A reference's label stands behind the fields, in the order of the references. */
static EpRecord *
bench_media_new(EpTable *table, guint id, const BenchValue *said, const char *label)
{
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);

    for (; said->field != NULL; said++)
        values[ep_table_find(table, said->field)] = said->value;
    for (guint i = table->at.n_fields; i < table->at.n_slots; i++)
        values[i] = label;
    return ep_record_new(table, id, 1, values);
}

EpTable *
bench_media_table(void)
{
    return bench_media_prepare(&ep_medium_table);
}

GPtrArray *
bench_media_records(guint n)
{
    EpTable *table = bench_media_table();
    GPtrArray *records = g_ptr_array_new_full(n, g_object_unref);

    for (guint id = 1; id <= n; id++) {
        g_autofree char *number = g_strdup_printf("R8-媒-%05u", id), *sticker = g_strdup_printf("USB-%05u", id);
        g_autofree char *serial = g_strdup_printf("MADO%08X", id * 2654435761u);
        const BenchValue said[] = { { "number", number }, { "state", "used" },
                                    { "kind", "usb" },    { "model", models[id % G_N_ELEMENTS(models)] },
                                    { "vid", "0951" },    { "pid", "1666" },
                                    { "serial", serial }, { "sticker", sticker },
                                    { "section", "1" },   { "grade", id % 9 == 0 ? "product" : "individual" },
                                    { NULL, NULL } };

        g_ptr_array_add(records, bench_media_new(table, id, said, sections[id % G_N_ELEMENTS(sections)]));
    }
    return records;
}

EpTable *
bench_permits_table(void)
{
    return bench_media_prepare(&ep_permit_table);
}

GPtrArray *
bench_permits_records(guint n)
{
    EpTable *table = bench_permits_table();
    GPtrArray *records = g_ptr_array_new_full(n, g_object_unref);

    for (guint id = 1; id <= n; id++) {
        g_autofree char *number = g_strdup_printf("R8-周-%05u-1", id);
        g_autofree char *serial = g_strdup_printf("MADO%08X", id * 2654435761u);
        const BenchValue said[] = { { "number", number },
                                    { "state", id % 7 == 0 ? "expired" : "used" },
                                    { "kind", "normal" },
                                    { "application", "1" },
                                    { "medium", "1" },
                                    { "device", models[id % G_N_ELEMENTS(models)] },
                                    { "serial", serial },
                                    { "network", id % 3 == 0 ? "lgwan" : "lan" },
                                    { "section", "1" },
                                    { "rights", "read-write" },
                                    { "from_day", "2026-04-01" },
                                    { "until_day", id % 7 == 0 ? "2026-09-30" : "2027-03-31" },
                                    { NULL, NULL } };

        g_ptr_array_add(records, bench_media_new(table, id, said, sections[id % G_N_ELEMENTS(sections)]));
    }
    return records;
}
