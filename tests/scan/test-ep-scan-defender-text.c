/* What Microsoft Defender's programs print; the shapes of their output with invented paths. */
#include <string.h>

#include "endpoint/scan/ep-scan-defender-text.h"

static void
check_report(const char *text, const char *expected)
{
    g_autoptr(GPtrArray) found = ep_scan_defender_parse_report(text);
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < found->len; i++) {
        const EpScanFile *file = g_ptr_array_index(found, i);

        g_assert_cmpint(file->verdict, ==, EP_SCAN_FOUND);
        g_string_append_printf(lines, "%s|%s\n", file->path, file->what);
    }
    g_assert_cmpstr(lines->str, ==, expected);
}

static void
test_report(void)
{
    check_report("Scan starting...\r\nScan finished.\r\nScanning E:\\ found no threats.\r\n", "");
    check_report("Scan starting...\r\nScan finished.\r\nScanning E:\\ found 2 threats.\r\n\r\n"
                 "<===========================LIST OF DETECTED THREATS==========================>\r\n"
                 "----------------------------- Threat information ------------------------------\r\n"
                 "Threat                  : Virus:DOS/EICAR_Test_File\r\n"
                 "Resources               : 3 total\r\n"
                 "    containerfile       : E:\\資料.zip\r\n"
                 "    file                : E:\\資料.zip->a : b.txt\r\n"
                 "    file                : E:\\eicar.com\r\n"
                 "-------------------------------------------------------------------------------\r\n"
                 "Threat                  : Trojan:Win32/Mado.A!ml\r\n"
                 "Resources               : 1 total\r\n"
                 "    regkey              : HKLM\\Software\\Mado\r\n",
                 "E:\\資料.zip|Virus:DOS/EICAR_Test_File\nE:\\資料.zip->a : b.txt|Virus:DOS/EICAR_Test_File\n"
                 "E:\\eicar.com|Virus:DOS/EICAR_Test_File\n|Trojan:Win32/Mado.A!ml\n");
}

/* The same in the words of another language. */
static void
test_translated(void)
{
    check_report("スキャンを開始しています...\n脅威                  : Virus:DOS/EICAR_Test_File\nリソース : 合計 1\n"
                 "    file                : E:\\文書\\eicar.com\n",
                 "E:\\文書\\eicar.com|Virus:DOS/EICAR_Test_File\n");
}

/* It failed; nothing of that is a virus. */
static void
test_failure(void)
{
    static const char failed[] =
        "CmdTool: Failed with hr = 0x800106ba. Check C:\\Users\\X\\AppData\\Local\\Temp\\MpCmdRun.log "
        "for more information\r\n";
    g_autofree char *line = ep_scan_defender_shorten(failed), *none = ep_scan_defender_shorten(" \r\n");
    g_autofree char *long_text = g_strnfill(500, 'x'), *cut = ep_scan_defender_shorten(long_text);

    check_report(failed, "");
    check_report("", "");
    check_report("file : E:\\a\nThreat : none\nTime : 10:20\n", "");
    g_assert_true(g_str_has_prefix(line, "CmdTool: Failed with hr = 0x800106ba. Check "));
    g_assert_true(g_str_has_suffix(line, "information"));
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpstr(cut, ==, "…");
}

static void
check_status(const char *text, const char *scanner, const char *pattern, const char *date)
{
    EpScanEngine engine = { 0 };

    ep_scan_defender_parse_status(text, &engine);
    g_assert_cmpstr(engine.scanner, ==, scanner);
    g_assert_cmpstr(engine.pattern, ==, pattern);
    g_assert_cmpstr(engine.pattern_date, ==, date);
    g_free(engine.scanner);
    g_free(engine.pattern);
    g_free(engine.pattern_date);
}

static void
test_status(void)
{
    check_status("AMProductVersion=4.18.26100.1\r\nAMEngineVersion=1.1.26100.3\r\n"
                 "AntivirusSignatureVersion=1.441.123.0\r\nAntivirusSignatureLastUpdated=2026-11-19\r\n",
                 "Microsoft Defender 4.18.26100.1 (1.1.26100.3)", "1.441.123.0", "2026-11-19");
    check_status("AMProductVersion=\nAntivirusSignatureLastUpdated=令和8年11月19日\n", "Microsoft Defender", "", "");
    check_status("Get-MpComputerStatus : 0x800106ba\n= + ~~~\n", "Microsoft Defender", "", "");
    check_status("", "Microsoft Defender", "", "");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scan/defender-text/report", test_report);
    g_test_add_func("/scan/defender-text/translated", test_translated);
    g_test_add_func("/scan/defender-text/failure", test_failure);
    g_test_add_func("/scan/defender-text/status", test_status);
    return g_test_run();
}
