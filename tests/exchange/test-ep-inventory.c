/* Inventories of machines: what is read, what is refused and why, what is kept of installed programs. */
#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-import-key.h"
#include "endpoint/exchange/ep-inventory.h"
#include "tests/exchange/ep-test-import.h"

static EpInventory *
test_read(EpInventoryPool *pool, const char *name)
{
    g_autofree char *path = ep_test_import_path(name);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;
    char *data;
    gsize size;

    g_file_get_contents(path, &data, &size, &error);
    g_assert_no_error(error);
    bytes = g_bytes_new_take(data, size);
    g_assert_true(ep_inventory_is_one(bytes));
    return ep_inventory_new(pool, name, bytes, 0);
}

static void
test_forms(void)
{
    static const char *const files[] = { "office.xml", "office.ocs", "office.xml.gz", "office.json" };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        EpInventoryPool *pool = ep_inventory_pool_new();
        g_autoptr(EpInventory) inventory = test_read(pool, files[i]);

        g_assert_cmpstr(inventory->refused, ==, NULL);
        g_assert_cmpstr(inventory->host, ==, "CTYPC00123");
        g_assert_cmpstr(inventory->serial, ==, "R0012345");
        g_assert_cmpstr(inventory->maker, ==, "FUJITSU CLIENT COMPUTING LIMITED");
        g_assert_cmpstr(inventory->model, ==, "FMVA5501KP");
        g_assert_cmpstr(inventory->os, ==, "Microsoft Windows 11 Pro"); /* the agent's no-break blank is gone */
        g_assert_cmpstr(inventory->os_build, ==, "10.0.22631");
        g_assert_cmpstr(inventory->memory_mb, ==, "8060");
        g_assert_cmpstr(inventory->user, ==, "u0123");
        g_assert_cmpstr(inventory->ip, ==, "10.1.2.33");
        g_assert_cmpstr(inventory->mac, ==, "00:1B:63:84:45:E6"); /* not the virtual one, and that which is up first */
        g_assert_cmpstr(inventory->mac2, ==, "00:1B:63:84:45:F6");
        g_assert_cmpstr(inventory->last_seen, ==, "2026-11-18T23:45:12Z");
        g_assert_cmpstr(inventory->device_id, ==, "CTYPC00123-2026-01-05-09-00-00");
        g_assert_cmpstr(inventory->tag, ==, "本庁");
        g_assert_true(inventory->programs);
        g_assert_false(inventory->partial);
        g_assert_cmpuint(inventory->installed->len, ==, 4); /* one stands twice, one is N/A */
        g_assert_cmpuint(ep_inventory_pool_get_n(pool), ==, 4);
        g_assert_cmpstr(ep_inventory_pool_get(pool, 3).name, ==, "ウイルスバスター <Corp.>");
        g_assert_cmpstr(ep_inventory_pool_get(pool, 2).version, ==, "");
        g_assert_cmpstr(g_array_index(inventory->installed, EpInventoryInstalled, 0).installed, ==, "2025-09-11");
        ep_inventory_pool_free(pool);
    }
}

static void
test_new_ocs(void)
{
    EpInventoryPool *pool = ep_inventory_pool_new();
    g_autoptr(EpInventory) inventory = test_read(pool, "office-ocs.json");

    g_assert_cmpstr(inventory->refused, ==, NULL);
    g_assert_cmpstr(inventory->serial, ==, "R0012345");
    g_assert_cmpstr(inventory->mac, ==, "00:1B:63:84:45:E6");
    g_assert_cmpstr(inventory->mac2, ==, "");
    g_assert_cmpstr(inventory->ip, ==, "10.1.2.33");
    g_assert_cmpstr(inventory->memory_mb, ==, "16384");
    g_assert_cmpuint(inventory->installed->len, ==, 1);
    ep_inventory_pool_free(pool);
}

static void
test_refused(void)
{
    static const struct {
        const char *file, *reason;
    } cases[] = {
        { "printer.json", "no PC but a device of kind Printer: 複合機3階-2026" },
        { "switch.xml", "no PC but a device of kind NETWORKING: SW-3F" },
        { "phone.xml", "no PC but a phone or tablet (Android): android-1" },
        { "prolog.xml", "no inventory but an agent's message of kind PROLOG" },
        { "broken.xml", "not well-formed XML, line " },
        { "entity.xml", "it has a document type declaration" },
        { "truncated.ocs", "it cannot be inflated: " },
        { "list.json", "JSON, but no inventory" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        EpInventoryPool *pool = ep_inventory_pool_new();
        g_autoptr(EpInventory) inventory = test_read(pool, cases[i].file);

        g_assert_nonnull(inventory->refused);
        g_test_message("%s", inventory->refused);
        g_assert_true(g_str_has_prefix(inventory->refused, cases[i].reason));
        ep_inventory_pool_free(pool);
    }
}

static void
test_junk_serials(void)
{
    static const char *const junk[] = { "To Be Filled By O.E.M.",
                                        "Default string",
                                        "System Serial Number",
                                        "0",
                                        "N/A",
                                        "Not Specified",
                                        "123456789",
                                        "00000000",
                                        "XXXXXXXX",
                                        "",
                                        " ",
                                        "なし",
                                        "-" };
    static const char *const good[] = { "R0012345", "CZC0479792", "5CG1234XYZ", "640HP72", "1C2L9C3" };

    for (guint i = 0; i < G_N_ELEMENTS(junk); i++)
        g_assert_true(ep_import_key_is_junk_serial(junk[i]));
    for (guint i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_false(ep_import_key_is_junk_serial(good[i]));
}

static guint
test_count_installed(EpLedger *ledger, const char *number)
{
    g_autoptr(EpRecord) pc = ep_test_import_find(ledger, "pc", number);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = ep_reader_load_of(
        ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, "pc_software"), "pc", ep_record_get_id(pc), &error);

    g_assert_no_error(error);
    return rows->len;
}

static void
test_into_ledger(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    ep_test_import_take(ledger, "pc",
                        "資産番号,端末名,製造番号,メーカー,利用者\nK-1,OLD-NAME,R0012345,富士通,髙橋 花子\n");
    ep_test_import_add(import, "office.xml");
    ep_test_import_preview(import, "0 1 0 0 0");
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(summary.programs, ==, 4);
    ep_test_import_assert(ledger, "pc", "K-1", "host", "CTYPC00123");
    ep_test_import_assert(ledger, "pc", "K-1", "maker", "富士通"); /* people's words stay */
    ep_test_import_assert(ledger, "pc", "K-1", "user", "髙橋 花子");
    ep_test_import_assert(ledger, "pc", "K-1", "os", "Microsoft Windows 11 Pro");
    g_assert_cmpuint(test_count_installed(ledger, "K-1"), ==, 4);
    g_assert_cmpuint(ep_test_import_count(ledger, "software"), ==, 4);
    ep_test_import_verify(ledger);
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    ep_test_import_assert(ledger, "pc", "K-1", "host", "OLD-NAME");
    g_assert_cmpuint(test_count_installed(ledger, "K-1"), ==, 0);
    ep_test_import_verify(ledger);
}

static void
test_new_pc(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc"), again = ep_test_import_new(ledger, "pc");
    g_autoptr(EpImport) list = ep_test_import_new(ledger, "pc");

    ep_test_import_add(import, "office.json");
    ep_test_import_preview(import, "1 0 0 0 0");
    ep_test_import_commit(import);
    ep_test_import_assert(ledger, "pc", "CTYPC00123", "unconfirmed", "1"); /* the host name stands in for a number */
    ep_test_import_assert(ledger, "pc", "CTYPC00123", "user", "u0123");
    ep_test_import_add(again, "office.ocs");
    ep_test_import_preview(again, "0 0 1 0 0");
    g_assert_cmpuint(ep_test_import_commit(again).programs, ==, 0);
    ep_test_import_add_text(list, "list.csv", "資産番号,製造番号\nK-77,R0012345\n");
    ep_test_import_preview(list, "0 1 0 0 0"); /* somebody knows the number: the stand-in gives way */
    ep_test_import_commit(list);
    ep_test_import_assert(ledger, "pc", "K-77", "unconfirmed", "");
    ep_test_import_assert(ledger, "pc", "K-77", "host", "CTYPC00123");
}

static void
test_partial_and_stale(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) full = ep_test_import_new(ledger, "pc"), partial = ep_test_import_new(ledger, "pc");
    g_autoptr(EpImport) stale = ep_test_import_new(ledger, "pc"), fewer = ep_test_import_new(ledger, "pc");
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    ep_test_import_add(full, "office.xml");
    ep_test_import_commit(full);
    ep_test_import_add(partial, "partial.json"); /* a day later, with one program: the others are not gone */
    ep_test_import_preview(partial, "0 1 0 0 0");
    ep_test_import_commit(partial);
    g_assert_cmpuint(test_count_installed(ledger, "CTYPC00123"), ==, 4);
    ep_test_import_add(stale, "office.xml"); /* older than what is known by now */
    ep_test_import_preview(stale, "0 0 1 0 0");
    ep_test_import_commit(stale);
    ep_test_import_assert(ledger, "pc", "CTYPC00123", "last_seen", "2026-11-20T00:00:00Z");
    ep_test_import_add_text(
        fewer, "fewer.xml",
        "<REQUEST><CONTENT><ACCESSLOG><LOGDATE>2026-11-20 10:00:00</LOGDATE></ACCESSLOG><HARDWARE>"
        "<NAME>CTYPC00123</NAME></HARDWARE><SOFTWARES><NAME>秘文</NAME><PUBLISHER>"
        "日立ソリューションズ</PUBLISHER></SOFTWARES><SOFTWARES><NAME>LibreOffice</NAME></SOFTWARES>"
        "</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>");
    summary = ep_test_import_commit(fewer);
    g_assert_cmpuint(summary.programs, ==, 1);
    g_assert_cmpuint(test_count_installed(ledger, "CTYPC00123"), ==, 2);
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    g_assert_cmpuint(test_count_installed(ledger, "CTYPC00123"), ==, 4); /* what was missed is there again */
    ep_test_import_verify(ledger);
}

static void
test_write_inventory(const char *folder, guint number, const char *serial)
{
    g_autofree char *name = g_strdup_printf("%s/%s/pc-%05u.xml", folder, number % 2 == 0 ? "even" : ".", number);
    g_autofree char *text = g_strdup_printf(
        "<REQUEST><CONTENT><BIOS><SSN>%s</SSN></BIOS><HARDWARE><NAME>PC%05u</NAME></HARDWARE><SOFTWARES><NAME>Edge"
        "</NAME></SOFTWARES></CONTENT><DEVICEID>PC%05u-2026</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>",
        serial, number, number);
    g_autofree char *below = g_path_get_dirname(name);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(below, 0700);
    g_file_set_contents(name, text, -1, &error);
    g_assert_no_error(error);
}

static void
test_folder(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");
    g_autofree char *folder = g_build_filename(engine->folder, "inventories", NULL);
    g_autofree char *junk = g_build_filename(folder, "readme.txt", NULL);
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    for (guint i = 1; i <= 450; i++) {
        g_autofree char *serial = g_strdup_printf("SN%06u", i);

        test_write_inventory(folder, i, serial);
    }
    g_file_set_contents(junk, "not an inventory", -1, NULL);
    ep_import_add_folder(import, folder, NULL, &error);
    g_assert_no_error(error);
    ep_test_import_preview(import, "450 0 0 1 0");
    summary = ep_test_import_commit(import);
    g_assert_cmpuint(summary.acts, ==, 3); /* 200, 200, 51 */
    g_assert_cmpint(summary.run, !=, 0);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 450);
    g_assert_cmpuint(ep_test_import_count(ledger, "software"), ==, 1);
    g_assert_cmpuint(test_count_installed(ledger, "PC00449"), ==, 1);
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0); /* the run as a whole */
    ep_test_import_verify(ledger);
}

static void
test_stop_after_act(gpointer cancellable)
{
    g_cancellable_cancel(cancellable);
}

static void
test_cancel(const EpTestEngine *engine)
{
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc"), stopped = ep_test_import_new(ledger, "pc");
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(EpProgress) progress = ep_progress_new(cancellable, NULL, NULL);
    g_autofree char *folder = g_build_filename(engine->folder, "inventories", NULL);
    g_autoptr(GError) error = NULL;
    EpImportSummary summary;

    for (guint i = 1; i <= 450; i++) {
        g_autofree char *serial = g_strdup_printf("SN%06u", i);

        test_write_inventory(folder, i, serial);
    }
    ep_import_add_folder(import, folder, NULL, &error);
    g_assert_no_error(error);
    ep_store_set_changed_func(ep_ledger_get_store(ledger), test_stop_after_act, cancellable);
    g_assert_false(ep_import_commit(import, NULL, progress, &summary, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
    g_clear_error(&error);
    ep_store_set_changed_func(ep_ledger_get_store(ledger), NULL, NULL);
    g_assert_cmpuint(summary.acts, ==, 1); /* what is written is whole, and can be taken back */
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 200);
    ep_test_import_verify(ledger);
    g_assert_cmpint(ep_ledger_undo(ledger, summary.act, NULL, NULL, NULL, &error), >, 0);
    g_assert_cmpuint(ep_test_import_count(ledger, "pc"), ==, 0);
    g_assert_false(ep_import_add_folder(stopped, folder, progress, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CANCELLED);
}

static void
test_secrets(void)
{
    static const char *const files[] = { "office.xml", "office.json" };

    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        EpInventoryPool *pool = ep_inventory_pool_new();
        g_autoptr(EpInventory) inventory = test_read(pool, files[i]);
        const char *said[] = { inventory->host,      inventory->serial,  inventory->maker,     inventory->model,
                               inventory->os,        inventory->user,    inventory->device_id, inventory->tag,
                               inventory->asset_tag, inventory->os_build };

        for (guint t = 0; t < G_N_ELEMENTS(said); t++) {
            g_assert_null(strstr(said[t], "AAAAA-BBBBB")); /* the product key */
            g_assert_null(strstr(said[t], "do not read me"));
        }
        ep_inventory_pool_free(pool);
    }
}

static void
test_doubles(const EpTestEngine *engine)
{
    static const char shape[] =
        "<REQUEST><CONTENT><ACCESSLOG><LOGDATE>%s</LOGDATE></ACCESSLOG><BIOS><SSN>%s</SSN></BIOS>"
        "<HARDWARE><NAME>%s</NAME></HARDWARE><NETWORKS><MACADDR>%s</MACADDR></NETWORKS></CONTENT>"
        "<DEVICEID>%s</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>";
    static const struct {
        const char *day, *serial, *host, *mac, *device;
    } machines[] = {
        { "2026-11-01 09:00:00", "SER1", "A", "00:1B:63:00:00:01", "A-1" }, /* older than the next */
        { "2026-11-02 09:00:00", "SER1", "A", "00:1B:63:00:00:01", "A-1" },
        { "2026-11-02 09:00:00", "SER2", "B", "00:1B:63:00:00:02", "B-1" }, /* set up anew: another identifier */
        { "2026-11-03 09:00:00", "SER2", "B", "00:1B:63:00:00:02", "B-2" },
        { "2026-11-02 09:00:00", "SER3", "C", "00:1B:63:00:00:03", "C-1" }, /* clones: nothing tells them apart */
        { "2026-11-02 09:00:00", "SER3", "C", "00:1B:63:00:00:03", "C-2" },
        { "2026-11-02 09:00:00", "", "D", "00:1B:63:00:00:04", "D-1" }, /* one name, two machines */
        { "2026-11-02 09:00:00", "", "D", "00:1B:63:00:00:05", "D-2" },
    };
    g_autoptr(EpLedger) ledger = ep_test_import_open(engine);
    g_autoptr(EpImport) import = ep_test_import_new(ledger, "pc");

    for (guint i = 0; i < G_N_ELEMENTS(machines); i++) {
        g_autofree char *name = g_strdup_printf("%u.xml", i);
        g_autofree char *text = g_strdup_printf(shape, machines[i].day, machines[i].serial, machines[i].host,
                                                machines[i].mac, machines[i].device);

        ep_test_import_add_text(import, name, text);
    }
    ep_test_import_preview(import, "2 0 0 2 4");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_clock_set_fixed("2026-11-20T05:00:00Z");
    g_test_add_func("/inventory/forms", test_forms);
    g_test_add_func("/inventory/new-ocs", test_new_ocs);
    g_test_add_func("/inventory/refused", test_refused);
    g_test_add_func("/inventory/junk-serials", test_junk_serials);
    g_test_add_func("/inventory/secrets", test_secrets);
    ep_test_engines_add("/inventory/into-ledger", test_into_ledger);
    ep_test_engines_add("/inventory/new-pc", test_new_pc);
    ep_test_engines_add("/inventory/partial-and-stale", test_partial_and_stale);
    ep_test_engines_add("/inventory/folder", test_folder);
    ep_test_engines_add("/inventory/cancel", test_cancel);
    ep_test_engines_add("/inventory/doubles", test_doubles);
    return g_test_run();
}
