#pragma once

#include "app/ui/desk-list-text.h"
#include "app/ui/desk-palette.h"

/* A state as one sees it everywhere: a sign whose form says the same as its colour, and the word. */

/* Paints it at @x in the middle of a row of @height pixels that is filled with @ground; no wider than @width. */
void desk_chip_paint(DeskListText *text, GtkSnapshot *snapshot, const char *word, EpTint tint, int x, int height,
                     int width, const DeskPalette *palette, const GdkRGBA *ground);

int desk_chip_measure(DeskListText *text, const char *word);
