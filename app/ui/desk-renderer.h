#pragma once

#include "app/ui/desk-settings.h"

/*
 * Who draws the window: [window] renderer is "auto" (or nothing: GTK chooses, and takes software where OpenGL cannot be
 * used), "cairo" (software: for remote desktops, where GTK may find an OpenGL that draws wrongly or slowly) or "gl".
 * GSK_RENDERER in the environment comes before it.
 */

/* Before GTK is initialised. A renderer that GTK does not have is a warning, and GTK chooses. */
void desk_renderer_choose(DeskSettings *settings);

/* Whether another renderer was chosen since: it comes with the next start. */
gboolean desk_renderer_waits(DeskSettings *settings);
