#include <locale.h>
#include <glib/gi18n.h>

#include "usbctl/usbctl-command.h"

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    textdomain(GETTEXT_PACKAGE);
    return usbctl_command_main(argc, argv);
}
