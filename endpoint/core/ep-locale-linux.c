#include <glib.h>

#include "endpoint/core/ep-locale.h"

char *
ep_locale_program_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);

    return program != NULL ? g_path_get_dirname(program) : NULL;
}
