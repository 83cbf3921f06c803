#pragma once

#include "app/ui/desk-window.h"

/* What the picture @name of the virus check's steps shows (desk-shots.h). */
void desk_shots_check_show(DeskWindow *window, const char *name);
