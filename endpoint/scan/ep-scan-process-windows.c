#include "endpoint/scan/ep-scan-process-windows.h"

#include <string.h>
#include <windows.h>

#include "endpoint/core/ep-error.h"

#define TICK_MSEC 100

/* --- the command line, as CommandLineToArgvW() takes it apart --- */

static void
ep_scan_process_quote(GString *line, const char *word)
{
    gsize slashes = 0;

    if (*word != '\0' && strpbrk(word, " \t\"") == NULL) {
        g_string_append(line, word);
        return;
    }
    g_string_append_c(line, '"');
    for (; *word != '\0'; word++) {
        slashes = *word == '\\' ? slashes + 1 : 0;
        if (*word == '"')
            g_string_append_c(line, '\\');
        g_string_append_c(line, *word);
        if (word[1] == '"' || word[1] == '\0')
            for (; slashes > 0; slashes--)
                g_string_append_c(line, '\\');
    }
    g_string_append_c(line, '"');
}

static wchar_t *
ep_scan_process_make_line(const char *program, const char *const *arguments)
{
    g_autoptr(GString) line = g_string_new(NULL);

    ep_scan_process_quote(line, program);
    for (; *arguments != NULL; arguments++) {
        g_string_append_c(line, ' ');
        ep_scan_process_quote(line, *arguments);
    }
    return (wchar_t *)g_utf8_to_utf16(line->str, -1, NULL, NULL, NULL);
}

/* --- what it prints --- */

/* UTF-16 has NULs, UTF-8 says so itself; everything else is in the code page of consoles. */
static char *
ep_scan_process_decode(const GByteArray *bytes)
{
    g_autofree gunichar2 *wide = NULL;
    int length;

    if (bytes->len > 1 && memchr(bytes->data, '\0', bytes->len) != NULL)
        return g_utf16_to_utf8((gunichar2 *)bytes->data, bytes->len / 2, NULL, NULL, NULL);
    if (g_utf8_validate((char *)bytes->data, bytes->len, NULL))
        return g_strndup((char *)bytes->data, bytes->len);
    length = MultiByteToWideChar(CP_OEMCP, 0, (char *)bytes->data, (int)bytes->len, NULL, 0);
    wide = g_new0(gunichar2, length + 1);
    MultiByteToWideChar(CP_OEMCP, 0, (char *)bytes->data, (int)bytes->len, (wchar_t *)wide, length);
    return g_utf16_to_utf8(wide, length, NULL, NULL, NULL);
}

static gboolean
ep_scan_process_read(HANDLE pipe, GByteArray *bytes)
{
    DWORD there = 0, size = 0;
    guint8 buffer[4096];

    if (!PeekNamedPipe(pipe, NULL, 0, NULL, &there, NULL) || there == 0)
        return FALSE;
    if (!ReadFile(pipe, buffer, MIN(there, sizeof buffer), &size, NULL) || size == 0)
        return FALSE;
    g_byte_array_append(bytes, buffer, size);
    return TRUE;
}

/* --- running --- */

static gboolean
ep_scan_process_start(const char *program, wchar_t *line, HANDLE output, HANDLE *process, GError **error)
{
    STARTUPINFOW start = { .cb = sizeof start,
                           .dwFlags = STARTF_USESTDHANDLES,
                           .hStdInput = INVALID_HANDLE_VALUE,
                           .hStdOutput = output,
                           .hStdError = output };
    g_autofree gunichar2 *wide = g_utf8_to_utf16(program, -1, NULL, NULL, NULL);
    PROCESS_INFORMATION information;
    g_autofree char *reason = NULL;

    if (CreateProcessW((wchar_t *)wide, line, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &start, &information)) {
        CloseHandle(information.hThread);
        *process = information.hProcess;
        return TRUE;
    }
    reason = g_win32_error_message((int)GetLastError());
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s: %s", program, reason);
    return FALSE;
}

static gboolean
ep_scan_process_wait(HANDLE process, HANDLE pipe, GByteArray *bytes, EpProgress *progress, GError **error)
{
    DWORD state = WAIT_TIMEOUT;

    while (state == WAIT_TIMEOUT) {
        if (!ep_progress_set(progress, NULL, 0.0, error)) {
            TerminateProcess(process, 1);
            return FALSE;
        }
        state = WaitForSingleObject(process, TICK_MSEC);
        while (ep_scan_process_read(pipe, bytes))
            continue;
    }
    return TRUE;
}

static gboolean
ep_scan_process_collect(HANDLE process, HANDLE pipe, char **output, guint32 *status, EpProgress *progress,
                        GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    gboolean ended = ep_scan_process_wait(process, pipe, bytes, progress, error);
    DWORD code = 0;

    if (ended) {
        GetExitCodeProcess(process, &code);
        *status = code;
        *output = ep_scan_process_decode(bytes);
    }
    g_byte_array_unref(bytes);
    return ended;
}

gboolean
ep_scan_process_run(const char *program, const char *const *arguments, char **output, guint32 *status,
                    EpProgress *progress, GError **error)
{
    g_autofree wchar_t *line = ep_scan_process_make_line(program, arguments);
    SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
    HANDLE pipe, end, process = NULL;
    gboolean done;

    if (!CreatePipe(&pipe, &end, &inherited, 0)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, program);
        return FALSE;
    }
    SetHandleInformation(pipe, HANDLE_FLAG_INHERIT, 0);
    done = ep_scan_process_start(program, line, end, &process, error);
    CloseHandle(end);
    done = done && ep_scan_process_collect(process, pipe, output, status, progress, error);
    if (process != NULL)
        CloseHandle(process);
    CloseHandle(pipe);
    return done;
}
