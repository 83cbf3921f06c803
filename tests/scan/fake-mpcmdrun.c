/*
 * Stands in for Microsoft Defender's MpCmdRun, which Wine does not have: checks how it is called and answers as the
 * file "answer" in the scanned folder says. It knows no virus.
 */
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

/* In UTF-8, as MpCmdRun's output is when consoles are. */
static void
print_path(const wchar_t *folder, const char *name)
{
    char text[1024];

    WideCharToMultiByte(CP_UTF8, 0, folder, -1, text, sizeof text, NULL, NULL);
    printf("    file                : %s%s%s\r\n", text, text[strlen(text) - 1] == '\\' ? "" : "\\", name);
}

static void
read_answer(const wchar_t *folder, char *answer, size_t size)
{
    wchar_t path[1024];
    FILE *file;

    _snwprintf(path, 1024, L"%ls\\answer", folder);
    file = _wfopen(path, L"rb");
    answer[0] = '\0';
    if (file != NULL) {
        answer[fread(answer, 1, size - 1, file)] = '\0';
        fclose(file);
    }
}

int wmain(int argc, wchar_t **argv);

int
wmain(int argc, wchar_t **argv)
{
    static const wchar_t *const expected[] = { L"-Scan", L"-ScanType", L"3", L"-File", NULL, L"-DisableRemediation" };
    char answer[64];

    if (argc != 7)
        return 87;
    for (int i = 0; i < 6; i++)
        if (expected[i] != NULL && wcscmp(argv[i + 1], expected[i]) != 0)
            return 87;
    read_answer(argv[5], answer, sizeof answer);
    if (strcmp(answer, "slow") == 0)
        Sleep(120 * 1000);
    if (strcmp(answer, "broken") == 0)
        return 5;
    if (strcmp(answer, "failed") == 0) {
        printf("CmdTool: Failed with hr = 0x800106ba. Check MpCmdRun.log for more information\r\n");
        return 2;
    }
    printf("Scan starting...\r\nScan finished.\r\n");
    if (strcmp(answer, "found") != 0)
        return 0;
    for (int i = 0; i < 2000; i++) /* more than a pipe holds */
        printf("Scanning ...\r\n");
    printf("Threat                  : Virus:DOS/MADO_Test_File\r\nResources               : 1 total\r\n");
    print_path(argv[5], "\xe6\x96\x87\xe6\x9b\xb8.txt->inner");
    return 2;
}
