#include "usbctl/usbctl-program.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-program-private.h"

#define DESK_LANGUAGE "ja"

static gboolean
usbctl_program_has_plain_locale(void)
{
    const char *name = setlocale(LC_CTYPE, NULL);

    return name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0 || !g_get_charset(NULL);
}

static void
usbctl_program_choose_locale(void)
{
    static const char *const fallbacks[] = { "ja_JP.UTF-8", "C.UTF-8", "en_US.UTF-8" };

    if (setlocale(LC_ALL, "") == NULL)
        setlocale(LC_ALL, "C");
    for (guint i = 0; usbctl_program_has_plain_locale() && i < G_N_ELEMENTS(fallbacks); i++)
        setlocale(LC_ALL, fallbacks[i]);
    setlocale(LC_NUMERIC, "C"); /* numbers are read and written the same everywhere */
}

static char *
usbctl_program_find_catalogs(void)
{
    static const char *const places[] = { "../share/locale", "../../resources/po", "../resources/po" };
    g_autofree char *program = usbctl_program_folder();
    const char *named = g_getenv("MADOGUCHI_LOCALEDIR");

    if (named != NULL)
        return g_strdup(named);
    for (guint i = 0; program != NULL && i < G_N_ELEMENTS(places); i++) {
        g_autofree char *folder = g_build_filename(program, places[i], NULL);
        g_autofree char *catalog = g_build_filename(folder, DESK_LANGUAGE, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

        if (g_file_test(catalog, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&folder);
    }
    return NULL;
}

void
usbctl_program_init(void)
{
    g_autofree char *folder = NULL;

    g_setenv("LANGUAGE", DESK_LANGUAGE, FALSE);
    usbctl_program_choose_locale();
    folder = usbctl_program_find_catalogs();
    if (folder != NULL)
        usbctl_program_bind(folder);
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
}

char **
usbctl_program_init_console(char **argv)
{
    usbctl_program_init();
    usbctl_program_open_console();
    return usbctl_program_arguments(argv);
}

int
usbctl_program_end_console(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    g_printerr("%s\n", _("what was to be printed could not be written"));
    return status != 0 ? status : 1;
}
