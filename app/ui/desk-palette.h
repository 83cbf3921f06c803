#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-table.h"

/* The colours of everything that the desk's widgets paint themselves, all opaque. */
typedef struct {
    GdkRGBA ground;   /* behind pages, and of list headers */
    GdkRGBA surface;  /* behind lists and cards */
    GdkRGBA hover;    /* surface under the pointer */
    GdkRGBA selected; /* surface of what is selected */
    GdkRGBA hairline;
    GdkRGBA text;
    GdkRGBA quiet;
    GdkRGBA accent;
    GdkRGBA found;                  /* behind found words */
    GdkRGBA tint[EP_TINT_LATE + 1]; /* ink of chips and states, by EpTint */
} DeskPalette;

/* How much of a chip's ink lies on what is behind it. */
#define DESK_PALETTE_CHIP 0.12

const DeskPalette *desk_palette_get(gboolean dark);

/* The one that goes with @widget's theme: dark where its text is light. */
const DeskPalette *desk_palette_of(GtkWidget *widget);

/* @share of @over on @under. */
GdkRGBA desk_palette_mix(const GdkRGBA *under, const GdkRGBA *over, double share);

/* 1 to 21, as WCAG 2 reckons it. */
double desk_palette_contrast(const GdkRGBA *a, const GdkRGBA *b);
