/* msi-sql DATABASE.msi STATEMENTS.sql: runs the lines of a UTF-8 file on a Windows Installer database, whose texts are
 * in the code page of Japanese Windows and whose language is Japanese from then on. wixl writes ASCII and English only.
 */
#include <windows.h>
#include <msi.h>
#include <msidefs.h>
#include <msiquery.h>
#include <stdio.h>

#define CODE_PAGE "932"
#define LANGUAGE L"x64;1041"
#define MOST 65536

static UINT
msi_sql_set_code_page(MSIHANDLE database)
{
    wchar_t folder[MAX_PATH], path[MAX_PATH + 32];
    FILE *file;
    UINT fault;

    GetTempPathW(MAX_PATH, folder);
    swprintf(path, MAX_PATH + 32, L"%lscodepage.idt", folder);
    file = _wfopen(path, L"wb");
    if (file == NULL)
        return ERROR_WRITE_FAULT;
    fputs("\r\n\r\n" CODE_PAGE "\t_ForceCodepage\r\n", file);
    fclose(file);
    fault = MsiDatabaseImportW(database, folder, L"codepage.idt");
    _wremove(path);
    return fault;
}

static UINT
msi_sql_set_language(MSIHANDLE database)
{
    MSIHANDLE summary;
    UINT fault = MsiGetSummaryInformationW(database, NULL, 1, &summary);

    if (fault != ERROR_SUCCESS)
        return fault;
    fault = MsiSummaryInfoSetPropertyW(summary, PID_TEMPLATE, VT_LPSTR, 0, NULL, LANGUAGE);
    if (fault == ERROR_SUCCESS)
        fault = MsiSummaryInfoPersist(summary);
    MsiCloseHandle(summary);
    return fault;
}

static UINT
msi_sql_run(MSIHANDLE database, const wchar_t *statement)
{
    MSIHANDLE view;
    UINT fault = MsiDatabaseOpenViewW(database, statement, &view);

    if (fault != ERROR_SUCCESS)
        return fault;
    fault = MsiViewExecute(view, 0);
    MsiViewClose(view);
    MsiCloseHandle(view);
    return fault;
}

/* The line that failed, or NULL. */
static const wchar_t *
msi_sql_run_all(MSIHANDLE database, wchar_t *text, UINT *fault)
{
    wchar_t *rest = NULL;

    for (wchar_t *line = wcstok_s(text, L"\r\n", &rest); line != NULL; line = wcstok_s(NULL, L"\r\n", &rest)) {
        *fault = msi_sql_run(database, line);
        if (*fault != ERROR_SUCCESS)
            return line;
    }
    return NULL;
}

static int
msi_sql_fail(const wchar_t *what, UINT fault)
{
    fwprintf(stderr, L"msi-sql: %ls: error %u\n", what, fault);
    return 1;
}

int
wmain(int argc, wchar_t **argv)
{
    static char bytes[MOST];
    static wchar_t text[MOST];
    const wchar_t *failed;
    MSIHANDLE database;
    UINT fault;
    FILE *file = argc == 3 ? _wfopen(argv[2], L"rb") : NULL;

    if (file == NULL)
        return msi_sql_fail(L"usage: msi-sql DATABASE.msi STATEMENTS.sql", 0);
    fread(bytes, 1, MOST - 1, file);
    fclose(file);
    MultiByteToWideChar(CP_UTF8, 0, bytes, -1, text, MOST);
    fault = MsiOpenDatabaseW(argv[1], MSIDBOPEN_TRANSACT, &database);
    if (fault != ERROR_SUCCESS)
        return msi_sql_fail(argv[1], fault);
    fault = msi_sql_set_code_page(database);
    if (fault != ERROR_SUCCESS)
        return msi_sql_fail(L"code page", fault);
    fault = msi_sql_set_language(database);
    if (fault != ERROR_SUCCESS)
        return msi_sql_fail(L"language", fault);
    failed = msi_sql_run_all(database, text, &fault);
    if (failed != NULL)
        return msi_sql_fail(failed, fault);
    fault = MsiDatabaseCommit(database);
    MsiCloseHandle(database);
    return fault == ERROR_SUCCESS ? 0 : msi_sql_fail(L"commit", fault);
}
