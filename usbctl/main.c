#include "usbctl/usbctl-program.h"
#include "usbctl/usbctl-verbs.h"

int
main(int argc, char **argv)
{
    g_auto(GStrv) words = usbctl_program_init_console(argv);

    return usbctl_program_end_console(usbctl_command_main(usbctl_verbs, (int)g_strv_length(words), words));
}
