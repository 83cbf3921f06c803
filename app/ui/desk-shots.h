#pragma once

#include "app/ui/desk-window.h"

/*
 * Draws every screen of the real window, one after the other, as @folder/NN-name.png and ends the program: for the
 * documentation and for judging. @size: "1366x768", NULL for the window's own; @page: only the
 * screens of that page, NULL for all.
 */
void desk_shots_run(DeskWindow *window, const char *folder, const char *size, const char *page);
