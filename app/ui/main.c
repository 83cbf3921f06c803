/* madoguchi: the window. */
#include "app/ui/desk-application.h"
#include "usbctl/usbctl-program.h"

int
main(int argc, char **argv)
{
    g_autoptr(GtkApplication) application = NULL;

    /* Han characters in their Japanese forms, whatever the locale. */
    g_setenv("PANGO_LANGUAGE", "ja", FALSE);
    usbctl_program_init();
    gtk_disable_setlocale();
    g_set_prgname("madoguchi");
    application = desk_application_new();
    return g_application_run(G_APPLICATION(application), argc, argv);
}
