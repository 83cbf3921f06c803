#include "app/ui/desk-palette.h"

#include <math.h>

#define HEX(rgb)                                                                                                       \
    {                                                                                                                  \
        ((rgb) >> 16 & 255) / 255.0F, ((rgb) >> 8 & 255) / 255.0F, ((rgb)&255) / 255.0F, 1.0F                          \
    }

static const DeskPalette light = {
    .ground = HEX(0xFAFAF8),
    .surface = HEX(0xFFFFFF),
    .hover = HEX(0xF4F5F4),
    .selected = HEX(0xE1E9F4),
    .hairline = HEX(0xE9E8E3),
    .text = HEX(0x1F2328),
    .quiet = HEX(0x5E646B),
    .accent = HEX(0x1F4E8C),
    .found = HEX(0xFFEDB8),
    .tint = { HEX(0x555B62), HEX(0x2F5A87), HEX(0x1A6649), HEX(0x7A5000), HEX(0xA8251C) },
};

static const DeskPalette dark = {
    .ground = HEX(0x1E1F22),
    .surface = HEX(0x26282C),
    .hover = HEX(0x2D3035),
    .selected = HEX(0x2B394E),
    .hairline = HEX(0x33363B),
    .text = HEX(0xE6E6E3),
    .quiet = HEX(0xA3A7AD),
    .accent = HEX(0x8AB4F0),
    .found = HEX(0x54461D),
    .tint = { HEX(0xB4B8BD), HEX(0x9FC6EE), HEX(0x6CC9A1), HEX(0xE0B15A), HEX(0xF5A19B) },
};

const DeskPalette *
desk_palette_get(gboolean is_dark)
{
    return is_dark ? &dark : &light;
}

static double
desk_palette_luminance(const GdkRGBA *colour)
{
    const float parts[] = { colour->red, colour->green, colour->blue };
    static const double weights[] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        double part = parts[i];

        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

const DeskPalette *
desk_palette_of(GtkWidget *widget)
{
    GdkRGBA ink;

    gtk_style_context_get_color(gtk_widget_get_style_context(widget), &ink);
    return desk_palette_get(desk_palette_luminance(&ink) > 0.4);
}

GdkRGBA
desk_palette_mix(const GdkRGBA *under, const GdkRGBA *over, double share)
{
    float s = (float)share;

    return (GdkRGBA){ under->red + (over->red - under->red) * s, under->green + (over->green - under->green) * s,
                      under->blue + (over->blue - under->blue) * s, 1.0F };
}

double
desk_palette_contrast(const GdkRGBA *a, const GdkRGBA *b)
{
    double x = desk_palette_luminance(a), y = desk_palette_luminance(b);

    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}
