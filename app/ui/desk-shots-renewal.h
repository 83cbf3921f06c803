#pragma once

#include "app/ui/desk-renewal.h"
#include "app/ui/desk-window.h"

/* The screens of the yearly renewal, in the order in which desk-shots.c asks for them: each brings the run on. */
void desk_shots_renewal_show(DeskWindow *window, DeskRenewal *page, const char *name);
