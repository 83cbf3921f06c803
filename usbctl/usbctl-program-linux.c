#include "usbctl/usbctl-program-private.h"

#include <libintl.h>
#include <glib.h>

char *
usbctl_program_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);

    return program != NULL ? g_path_get_dirname(program) : NULL;
}

void
usbctl_program_bind(const char *folder)
{
    bindtextdomain(GETTEXT_PACKAGE, folder);
}

char **
usbctl_program_arguments(char **argv)
{
    return g_strdupv(argv);
}

void
usbctl_program_open_console(void)
{
}
