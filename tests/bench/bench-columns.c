/* A list of 100,000 permits as the files of targets that read columns, beside what an export does with those bytes. */
#include "endpoint/core/ep-column-write.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "tests/bench/bench-file.h"

#define ROUNDS 7

/* As ep-target-kind.c has them, with what a site must say filled in. */
static const struct {
    const char *name, *map;
} maps[] = {
    { "systemwalker (CP932)",
      "@encoding=cp932\n@dates=YYYY/MM/DD\n@deltas=column\n"
      "処理フラグ=action; added=\" \"; changed=U; same=U; removed=D\nGUID=key; =\" \"\n"
      "名称=\"{model} {section}\"; required; longest 80; cut\n備考=permit\nメーカーID=vid; required\n"
      "製品ID=pid; required\nデバイス名=model\n内蔵シリアル番号/ハードウェアID=serial; required\n"
      "識別方法=\"1\"; required\n最終接続日=\n使用期限=until_day\n" },
    { "ism (UTF-16, 10,000 rows a file)",
      "@encoding=utf-16le-bom\n@separator=tab\n@quotes=all\n@rows=10000\n@deltas=files\n"
      "名称=\"{model} {section}\"\nベンダーID=vid; required\n製品ID=pid; required\nシリアル番号=serial; required\n"
      "備考=permit\n" },
    { "csv (UTF-8)",
      "@encoding=utf-8-bom\n番号=permit\n機器=model\nベンダーID=vid; upper\n製品ID=pid; upper\n"
      "シリアル=serial; required\n権限=rights; read=読取; read-write=読み書き\n期限=until_day\n所属=section\n"
      "端末=pcs\n使用者=users\n" },
};

typedef struct {
    const EpColumns *columns;
    GPtrArray *rows;
} BenchColumns;

static GPtrArray *
bench_columns_new_rows(guint n)
{
    const EpTable *table = ep_allowlist_row_get_table();
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < n; i++) {
        g_autofree char *permit = g_strdup_printf("R8-周-%06u-1", i + 1);
        g_autofree char *serial = g_strdup_printf("MADO%08X", i * 2654435761u);
        const struct {
            const char *field, *value;
        } said[] = { { "action", "added" },
                     { "permit", permit },
                     { "model", "USBメモリ 32GB 暗号化" },
                     { "vid", "0951" },
                     { "pid", "16b0" },
                     { "serial", serial },
                     { "rights", "read" },
                     { "until_day", "2027-03-31" },
                     { "section", "総務課" },
                     { "pcs", "CTYPC0042" } };
        g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);

        for (gsize k = 0; k < G_N_ELEMENTS(said); k++)
            values[ep_table_find(table, said[k].field)] = said[k].value;
        g_ptr_array_add(rows, ep_record_new(table, i + 1, 0, values));
    }
    return rows;
}

static GPtrArray *
bench_columns_render(gpointer user_data)
{
    const BenchColumns *self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpColumnFiles) files = ep_column_write(self->columns, self->rows, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(files->problems->len, ==, 0);
    return g_ptr_array_ref(files->files);
}

int
main(int argc, char *argv[])
{
    guint n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 100000;
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    g_autoptr(GPtrArray) rows = bench_columns_new_rows(n);

    g_print("%u rows\n", n);
    for (gsize i = 0; i < G_N_ELEMENTS(maps); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EpColumns) columns = ep_columns_parse(ep_allowlist_row_get_table(), maps[i].map, &error);

        g_assert_no_error(error);
        bench_file_compare(maps[i].name, ROUNDS, bench_columns_render, &(BenchColumns){ columns, rows }, folder);
    }
    return bench_remove_folder(folder);
}
