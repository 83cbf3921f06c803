#pragma once

#include "app/ui/desk-window.h"

/* What the pictures of enforcement targets show (desk-shots.h): target-export, target-columns, target-columns-wrong. */
void desk_shots_target_show(DeskWindow *window, const char *name);
