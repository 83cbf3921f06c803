#pragma once

#include <gtk/gtk.h>

/*
 * The program: opens the ledger, sees who works here, shows the window.
 *
 * --store URI (MADOGUCHI_STORE), --as NAME (MADOGUCHI_USER). For scripts: --shots DIR draws every screen as a picture
 * (--size, --theme), --exit-after-first-paint prints the microseconds on g_get_monotonic_time()'s clock at which the
 * records of --page NAME had been painted.
 */
#define DESK_TYPE_APPLICATION (desk_application_get_type())
G_DECLARE_FINAL_TYPE(DeskApplication, desk_application, DESK, APPLICATION, GtkApplication)

GtkApplication *desk_application_new(void);
