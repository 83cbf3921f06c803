/* Imports beside what the same bytes cost at least: a CSV ledger beside iconv, a split and bare prepared inserts;
 * office PCs' inventories beside libxml2's SAX alone. Everything is made here, seeded. */
#include <string.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <sqlite3.h>

#include "endpoint/exchange/ep-import.h"
#include "tests/bench/bench.h"

#define COLUMNS 25
#define MACHINES 500
#define PROGRAMS 212
#define ROUNDS 5

static const char heading[] =
    "資産番号,端末名,所属部,所属課,使用者,メーカー,型番,製造番号,MACアドレス,IPアドレス,OS,OS版,メモリGB,ディスクGB,"
    "購入日,リース開始,リース終了,保守会社,契約番号,設置場所,内線,状態,ウイルス対策,備考,更新日\r\n";

static const char *
bench_pick(GRand *rand, const char *const *words)
{
    return words[g_rand_int_range(rand, 0, (gint32)g_strv_length((char **)words))];
}

static void
bench_append_row(GString *csv, GRand *rand, guint i)
{
    static const char *const sections[] = { "庶務課",     "情報政策課", "市民課", "保険年金課", "税務課",
                                            "障害福祉課", "道路課",     "警防課", NULL };
    static const char *const people[] = { "佐藤 太郎", "鈴木 花子", "髙橋 健一", "田中 美咲", "渡邉 直樹", NULL };
    static const char *const makers[] = { "富士通", "NEC", "HP", "Dynabook", "パナソニック", NULL };
    static const char *const models[] = { "LIFEBOOK A5513/KX", "VersaPro VKT44/X", "ProBook 450 G9", "B65/HV", NULL };
    static const char *const states[] = { "使用中", "使用中", "使用中", "予備", "修理中", NULL };
    static const char *const notes[] = { "",
                                         "",
                                         "",
                                         "プリンタ接続用",
                                         "窓口業務専用端末。ＬＧＷＡＮ接続系",
                                         "\"画面に傷あり,\r\n２０２４年確認\"",
                                         "ﾃｽﾄ用ﾊﾟｿｺﾝ",
                                         NULL };
    gint32 year = g_rand_int_range(rand, 2019, 2026), month = g_rand_int_range(rand, 1, 13),
           day = g_rand_int_range(rand, 1, 29);

    g_string_append_printf(csv, "K%06u,CTYPC%05u,総務部,%s,%s,%s,%s,R%08u,00-1B-63-%02X-%02X-%02X,10.%u.%u.%u,", i, i,
                           bench_pick(rand, sections), bench_pick(rand, people), bench_pick(rand, makers),
                           bench_pick(rand, models), i * 7 + 1000, i >> 16 & 255, i >> 8 & 255, i & 255, i >> 12 & 255,
                           i >> 8 & 15, i & 255);
    g_string_append_printf(csv, "Windows 11 Pro,23H2,16,512,%d/%02d/%02d,%d/%02d/%02d,%d/%02d/%02d,㈱シティサービス,",
                           year, month, day, year, month, day, year + 5, month, day);
    g_string_append_printf(csv, "R%02d-%03u,本庁舎%u階,%u,%s,導入済,%s,%d/%02d/%02d %02d:%02d\r\n", year % 100, i % 999,
                           i % 8 + 1, 1000 + i % 9000, bench_pick(rand, states), bench_pick(rand, notes), year, month,
                           day, i % 10 + 8, i % 60);
}

static GBytes *
bench_make_csv(guint n)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(8100);
    g_autoptr(GString) csv = g_string_new(heading);
    g_autoptr(GError) error = NULL;
    gsize size;
    char *bytes;

    for (guint i = 1; i <= n; i++)
        bench_append_row(csv, rand, i);
    bytes = g_convert(csv->str, (gssize)csv->len, "CP932", "UTF-8", NULL, &size, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(bytes, size);
}

static void
bench_exec(sqlite3 *db, const char *sql)
{
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* One record: cells in place, quotes taken off. Returns where the next one begins. */
static char *
bench_split(char *at, const char **cells, guint *n)
{
    *n = 0;
    for (;;) {
        char *out = at, end;
        gboolean quoted = *at == '"';

        if (*n < COLUMNS)
            cells[(*n)++] = at;
        at += quoted ? 1 : 0;
        for (; *at != '\0' && (quoted || (*at != ',' && *at != '\r')); at++) {
            if (quoted && *at == '"' && *++at != '"')
                quoted = FALSE;
            if (!quoted && (*at == ',' || *at == '\r'))
                break;
            *out++ = *at;
        }
        end = *at;
        *out = '\0'; /* it may stand where the cell ended */
        if (end != ',')
            return end == '\0' ? NULL : at + 2;
        at++;
    }
}

/* The least that can be done with the bytes: every cell as text into a table, in one durable transaction. */
static void
bench_insert_bare(GBytes *bytes, guint n_rows, const char *path)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size), *cells[COLUMNS];
    g_autofree char *text = g_convert(data, (gssize)size, "UTF-8", "CP932", NULL, NULL, NULL);
    g_autoptr(GString) create = g_string_new("CREATE TABLE raw (id INTEGER PRIMARY KEY");
    g_autoptr(GString) insert = g_string_new("INSERT INTO raw VALUES (?");
    sqlite3 *db;
    sqlite3_stmt *statement;
    gint64 id = 0;

    for (guint i = 0; i < COLUMNS; i++) {
        g_string_append_printf(create, ", c%u TEXT", i);
        g_string_append(insert, ", ?");
    }
    g_string_append_c(create, ')');
    g_string_append_c(insert, ')');
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    bench_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    bench_exec(db, create->str);
    g_assert_cmpint(sqlite3_prepare_v2(db, insert->str, -1, &statement, NULL), ==, SQLITE_OK);
    bench_exec(db, "BEGIN");
    for (char *at = strchr(text, '\n') + 1; at != NULL && *at != '\0';) {
        guint n;

        at = bench_split(at, cells, &n);
        sqlite3_bind_int64(statement, 1, ++id);
        for (guint i = 0; i < COLUMNS; i++)
            sqlite3_bind_text(statement, (int)i + 2, i < n ? cells[i] : "", -1, SQLITE_STATIC);
        g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_DONE);
        sqlite3_reset(statement);
    }
    bench_exec(db, "COMMIT");
    g_assert_cmpint(id, ==, n_rows);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static EpLedger *
bench_open(const char *folder, const char *name, guint round)
{
    g_autofree char *path = g_strdup_printf("%s/%s-%u.db", folder, name, round);
    g_autoptr(GError) error = NULL;
    EpLedger *ledger = ep_ledger_open(path, TRUE, NULL, &error);

    g_assert_no_error(error);
    return ledger;
}

static EpImportSummary
bench_judge_and_write(EpImport *import, BenchSamples *judge, BenchSamples *write)
{
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    bench_start(judge);
    g_assert_nonnull(ep_import_get_preview(import, NULL, &error));
    bench_stop(judge);
    bench_start(write);
    g_assert_true(ep_import_commit(import, NULL, NULL, &summary, &error));
    bench_stop(write);
    return summary;
}

static void
bench_csv(const char *folder, guint n)
{
    g_autoptr(GBytes) bytes = bench_make_csv(n);
    g_autoptr(BenchSamples) bare = bench_samples_new(), ours = bench_samples_new(), read = bench_samples_new(),
                            judge = bench_samples_new(), write = bench_samples_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("import of %u CSV rows, journal included", n);

    for (guint i = 0; i < ROUNDS; i++) {
        g_autofree char *path = g_strdup_printf("%s/bare-%u.db", folder, i);
        g_autoptr(EpLedger) ledger = bench_open(folder, "csv", i);
        g_autoptr(EpImport) import = ep_import_new(ledger, ep_ledger_get_table(ledger, "pc"));
        EpImportSummary summary;

        bench_start(bare);
        bench_insert_bare(bytes, n, path);
        bench_stop(bare);
        bench_start(ours);
        bench_start(read);
        g_assert_true(ep_import_add_bytes(import, "ledger.csv", bytes, &error));
        bench_stop(read);
        summary = bench_judge_and_write(import, judge, write);
        bench_stop(ours);
        g_assert_cmpuint(summary.counts[EP_VERDICT_NEW], ==, n);
    }
    bench_report(name, ours, "iconv + split + bare inserts", bare, 8.0);
    bench_report("  decoding, header, SHA-256", read, NULL, NULL, 0);
    bench_report("  values, matching, drafts", judge, NULL, NULL, 0);
    bench_report("  the act", write, NULL, NULL, 0);
}

/* About 100 KB, 212 programs of 400 that an office has, and the sections a Windows agent sends beside them. */
static GString *
bench_make_inventory(guint machine)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(machine);
    GString *xml = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<REQUEST>\n  <CONTENT>\n");

    g_string_append_printf(xml,
                           "    <ACCESSLOG>\n      <LOGDATE>2026-11-19 08:%02u:12</LOGDATE>\n    </ACCESSLOG>\n"
                           "    <BIOS>\n      <SMANUFACTURER>FUJITSU CLIENT COMPUTING LIMITED</SMANUFACTURER>\n"
                           "      <SMODEL>FMVA5501KP</SMODEL>\n      <SSN>R%08u</SSN>\n    </BIOS>\n"
                           "    <HARDWARE>\n      <NAME>CTYPC%05u</NAME>\n      <MEMORY>8060</MEMORY>\n"
                           "      <OSNAME>Microsoft Windows 11 Pro</OSNAME>\n      <OSVERSION>10.0.22631</OSVERSION>\n"
                           "    </HARDWARE>\n    <NETWORKS>\n      <DESCRIPTION>Intel(R) Ethernet</DESCRIPTION>\n"
                           "      <IPADDRESS>10.1.%u.%u</IPADDRESS>\n      <MACADDR>00:1B:63:00:%02X:%02X</MACADDR>\n"
                           "      <STATUS>Up</STATUS>\n    </NETWORKS>\n",
                           machine % 60, machine, machine, machine >> 8, machine & 255, machine >> 8, machine & 255);
    for (guint i = 0; i < 60; i++)
        g_string_append_printf(xml,
                               "    <CONTROLLERS>\n      <NAME>コントローラー %u</NAME>\n      <TYPE>PCI</TYPE>\n"
                               "    </CONTROLLERS>\n",
                               i);
    for (guint i = 0; i < PROGRAMS; i++) {
        guint program = i < 190 ? i : 190 + (guint)g_rand_int_range(rand, 0, 10) + (i - 190) * 10;

        g_string_append_printf(
            xml,
            "    <SOFTWARES>\n      <ARCH>x86_64</ARCH>\n      <COMMENTS>業務用ソフトウェア %u の説明</COMMENTS>\n"
            "      <FROM>registry</FROM>\n      <GUID>{0A1B2C3D-0000-4000-8000-%012u}</GUID>\n"
            "      <HELPLINK>https://support.example.jp/products/%u</HELPLINK>\n"
            "      <INSTALLDATE>%02u/%02u/2025</INSTALLDATE>\n      <NAME>業務アプリケーション %u (x64)</NAME>\n"
            "      <PUBLISHER>株式会社ベンダー%u</PUBLISHER>\n      <VERSION>%u.%u.%u</VERSION>\n    </SOFTWARES>\n",
            program, program, program, i % 28 + 1, i % 12 + 1, program, program % 40, program % 9, program % 30,
            program);
    }
    g_string_append_printf(xml,
                           "  </CONTENT>\n  <DEVICEID>CTYPC%05u-2026-01-05-09-00-00</DEVICEID>\n"
                           "  <QUERY>INVENTORY</QUERY>\n</REQUEST>\n",
                           machine);
    return xml;
}

static gsize
bench_write_inventories(const char *folder)
{
    gsize size = 0;

    g_mkdir(folder, 0700);
    for (guint i = 1; i <= MACHINES; i++) {
        g_autofree char *path = g_strdup_printf("%s/pc-%05u.xml", folder, i);
        GString *xml = bench_make_inventory(i);

        size += xml->len;
        g_assert_true(g_file_set_contents(path, xml->str, (gssize)xml->len, NULL));
        g_string_free(xml, TRUE);
    }
    return size;
}

static void
bench_count(void *data, const xmlChar *name, const xmlChar **attributes)
{
    (*(guint *)data)++;
}

static void
bench_sax(const char *folder)
{
    xmlSAXHandler handler = { .startElement = bench_count };
    guint elements = 0;

    for (guint i = 1; i <= MACHINES; i++) {
        g_autofree char *path = g_strdup_printf("%s/pc-%05u.xml", folder, i);
        g_autofree char *text = NULL;
        gsize size;

        g_assert_true(g_file_get_contents(path, &text, &size, NULL));
        g_assert_cmpint(xmlSAXUserParseMemory(&handler, &elements, text, (int)size), ==, 0);
    }
    g_assert_cmpuint(elements, >, MACHINES * PROGRAMS);
}

static gsize
bench_get_size(const char *folder, guint round)
{
    gsize size = 0;

    for (guint i = 0; i < 2; i++) {
        g_autofree char *path = g_strdup_printf("%s/inventories-%u.db%s", folder, round, i == 0 ? "" : "-wal");
        GStatBuf status;

        if (g_stat(path, &status) == 0 && i == 0)
            size += (gsize)status.st_size;
    }
    return size;
}

static void
bench_inventories(const char *folder)
{
    g_autofree char *inventories = g_build_filename(folder, "inventories", NULL);
    g_autoptr(BenchSamples) sax = bench_samples_new(), ours = bench_samples_new(), read = bench_samples_new(),
                            judge = bench_samples_new(), write = bench_samples_new();
    g_autofree char *name = g_strdup_printf("import of %u inventories", MACHINES);
    g_autoptr(GError) error = NULL;
    gsize size = bench_write_inventories(inventories), kept = 0;

    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(EpLedger) ledger = bench_open(folder, "inventories", i);
        g_autoptr(EpImport) import = ep_import_new(ledger, ep_ledger_get_table(ledger, "pc"));
        EpImportSummary summary;

        bench_start(sax);
        bench_sax(inventories);
        bench_stop(sax);
        bench_start(ours);
        bench_start(read);
        g_assert_true(ep_import_add_folder(import, inventories, NULL, &error));
        bench_stop(read);
        summary = bench_judge_and_write(import, judge, write);
        bench_stop(ours);
        g_assert_cmpuint(summary.counts[EP_VERDICT_NEW], ==, MACHINES);
        g_assert_cmpuint(summary.programs, ==, MACHINES * PROGRAMS);
        g_clear_pointer(&import, ep_import_free);
        g_clear_pointer(&ledger, ep_ledger_close); /* folds the write-ahead log into the file */
        kept = bench_get_size(folder, i);
    }
    bench_report(name, ours, NULL, NULL, 0);
    bench_report("  libxml2 SAX alone", sax, NULL, NULL, 0);
    bench_report("  reading and parsing", read, NULL, NULL, 0);
    bench_report("  values, matching, drafts", judge, NULL, NULL, 0);
    bench_report("  the acts", write, NULL, NULL, 0);
    g_print("  %.0f PCs per second (aim: 300) of %" G_GSIZE_FORMAT " KB each; %" G_GSIZE_FORMAT
            " KB of ledger per PC\n",
            MACHINES / bench_median(ours) * 1000, size / MACHINES / 1000, kept / MACHINES / 1000);
}

int
main(int argc, char *argv[])
{
    g_autofree char *folder = g_dir_make_tmp("madoguchi-bench-XXXXXX", NULL);
    guint n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 8100;
    g_autofree char *inventories = g_build_filename(folder, "inventories", NULL);

    bench_csv(folder, n);
    bench_inventories(folder);
    bench_remove_folder(inventories);
    return bench_remove_folder(folder);
}
