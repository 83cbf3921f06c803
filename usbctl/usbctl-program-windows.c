#include "usbctl/usbctl-program-private.h"

#include <fcntl.h>
#include <io.h>
#include <libintl.h>
#include <stdio.h>
#include <windows.h>
#include <glib.h>

#define LONGEST_PATH 32768 /* with \\?\ before it */

char *
usbctl_program_folder(void)
{
    g_autofree wchar_t *wide = g_new(wchar_t, LONGEST_PATH);
    g_autofree char *program = NULL;

    if (GetModuleFileNameW(NULL, wide, LONGEST_PATH) == 0)
        return NULL;
    program = g_utf16_to_utf8((gunichar2 *)wide, -1, NULL, NULL, NULL);
    return program != NULL ? g_path_get_dirname(program) : NULL;
}

/* bindtextdomain() would take the folder for a name in the ANSI code page. */
void
usbctl_program_bind(const char *folder)
{
    g_autofree gunichar2 *wide = g_utf8_to_utf16(folder, -1, NULL, NULL, NULL);

    wbindtextdomain(GETTEXT_PACKAGE, (wchar_t *)wide);
}

/* main() was given them in the ANSI code page. */
char **
usbctl_program_arguments(char **argv)
{
    return g_win32_get_command_line();
}

/* A console takes Unicode whatever its code page; what goes to a file or another program is in the code page of the
 * console, as GLib finds it (UTF-8 without a console, or after chcp 65001). */
static gboolean
usbctl_program_write_console(DWORD which, const char *text)
{
    HANDLE console = GetStdHandle(which);
    g_autofree gunichar2 *wide = NULL;
    glong length;
    DWORD mode, written;

    if (!GetConsoleMode(console, &mode))
        return FALSE;
    wide = g_utf8_to_utf16(text, -1, NULL, &length, NULL);
    return wide != NULL && WriteConsoleW(console, wide, (DWORD)length, &written, NULL);
}

static void
usbctl_program_write_file(FILE *file, const char *text)
{
    const char *charset;
    g_autofree char *converted = NULL;

    if (!g_get_console_charset(&charset))
        converted = g_convert_with_fallback(text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
    fputs(converted != NULL ? converted : text, file);
    fflush(file);
}

static void
usbctl_program_print(const char *text)
{
    if (!usbctl_program_write_console(STD_OUTPUT_HANDLE, text))
        usbctl_program_write_file(stdout, text);
}

static void
usbctl_program_print_error(const char *text)
{
    if (!usbctl_program_write_console(STD_ERROR_HANDLE, text))
        usbctl_program_write_file(stderr, text);
}

/* The C library would write every line break as two characters, also those that are two already. */
void
usbctl_program_open_console(void)
{
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    g_set_print_handler(usbctl_program_print);
    g_set_printerr_handler(usbctl_program_print_error);
}
