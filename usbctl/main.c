#include <locale.h>
#include <glib/gi18n.h>

#include "usbctl/usbctl-verbs.h"

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    textdomain(GETTEXT_PACKAGE);
    return usbctl_command_main(usbctl_verbs, argc, argv);
}
