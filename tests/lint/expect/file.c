/* read as app/ui/desk-demo.c */
#include <gtk/gtk.h>

static void
desk_demo_write(GKeyFile *keys, GtkPageSetup *setup, GFile *file)
{
    g_file_set_contents("page.ini", "", 0, NULL); /* expect */
    g_key_file_save_to_file(keys, "page.ini", NULL); /* expect */
    gtk_page_setup_to_file(setup, "page.ini", NULL); /* expect */
    g_object_unref(g_file_replace(file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL)); /* expect */
    g_message("not by g_file_set_contents()");
    ep_file_replace_keys("page.ini", keys, NULL);
}
