#include "endpoint/report/ep-font.h"

#include <math.h>
#include <string.h>

#include <pango/pangocairo.h>

#define SANS "Noto Sans CJK JP, Yu Gothic, Meiryo, sans-serif"
#define SERIF "Noto Serif CJK JP, Yu Mincho, MS Mincho, Noto Sans CJK JP, serif"

/* Normal and bold only: Debian's fonts-noto-cjk has no other weight. */
static const struct {
    const char *family;
    double size;
    double pitch;   /* × size */
    double spacing; /* × size, between characters */
    PangoWeight weight;
} STYLES[] = {
    [EP_FONT_TITLE] = { SERIF, 18, 1.3, 0.35, PANGO_WEIGHT_BOLD },
    [EP_FONT_SUBTITLE] = { SERIF, 11, 1.35, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_HEADING] = { SANS, 10, 1.3, 0, PANGO_WEIGHT_BOLD },
    [EP_FONT_LABEL] = { SANS, 7.75, 1.2, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_BODY] = { SANS, 8, 1.22, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_STRONG] = { SANS, 8, 1.22, 0, PANGO_WEIGHT_BOLD },
    [EP_FONT_PROSE] = { SANS, 8.5, 1.5, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_NOTE] = { SANS, 7.25, 1.3, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_SEAL] = { SERIF, 10, 1.25, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_MINCHO] = { SERIF, 10.5, 1.35, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_MINCHO_BOLD] = { SERIF, 10.5, 1.35, 0, PANGO_WEIGHT_BOLD },
    [EP_FONT_GOTHIC] = { SANS, 10.5, 1.3, 0, PANGO_WEIGHT_NORMAL },
    [EP_FONT_GOTHIC_BOLD] = { SANS, 10.5, 1.3, 0, PANGO_WEIGHT_BOLD },
};

struct _EpFont {
    PangoContext *context;
    PangoLayout *layout;
};

EpFont *
ep_font_new(void)
{
    EpFont *font = g_new0(EpFont, 1);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    font->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_cairo_context_set_resolution(font->context, 72);
    pango_cairo_context_set_font_options(font->context, options);
    pango_context_set_round_glyph_positions(font->context, FALSE);
    pango_context_set_language(font->context, pango_language_from_string("ja"));
    pango_context_set_base_dir(font->context, PANGO_DIRECTION_LTR);
    font->layout = pango_layout_new(font->context);
    pango_layout_set_auto_dir(font->layout, FALSE);
    pango_layout_set_wrap(font->layout, PANGO_WRAP_WORD_CHAR);
    cairo_font_options_destroy(options);
    return font;
}

void
ep_font_free(EpFont *font)
{
    g_object_unref(font->layout);
    g_object_unref(font->context);
    g_free(font);
}

double
ep_font_get_size(EpFontStyle style)
{
    return STYLES[style].size;
}

double
ep_font_get_pitch(EpFontStyle style, double size)
{
    return STYLES[style].pitch * size;
}

/* Pango draws control characters as boxes with their number in; paper shows a space. */
static void
ep_font_set_text(PangoLayout *layout, const char *text)
{
    g_autofree char *clean = NULL;
    gboolean dirty = FALSE;

    for (const char *p = text; *p != '\0' && !dirty; p++)
        dirty = g_ascii_iscntrl(*p) && *p != '\n';
    if (dirty) {
        clean = g_strdup(text);
        for (char *p = clean; *p != '\0'; p++)
            *p = g_ascii_iscntrl(*p) && *p != '\n' ? ' ' : *p;
    }
    pango_layout_set_text(layout, dirty ? clean : text, -1);
}

PangoLayout *
ep_font_set(EpFont *font, EpFontStyle style, double size, const char *text, double width)
{
    g_autoptr(PangoFontDescription) description = pango_font_description_from_string(STYLES[style].family);
    PangoAttrList *attributes = pango_attr_list_new();

    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_font_description_set_weight(description, STYLES[style].weight);
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    if (STYLES[style].spacing > 0)
        pango_attr_list_insert(attributes,
                               pango_attr_letter_spacing_new((int)(STYLES[style].spacing * size * PANGO_SCALE)));
    pango_layout_set_font_description(font->layout, description);
    pango_layout_set_attributes(font->layout, attributes);
    pango_attr_list_unref(attributes);
    ep_font_set_text(font->layout, text);
    pango_layout_set_width(font->layout, width < 0 ? -1 : (int)floor(width * PANGO_SCALE));
    return font->layout;
}

double
ep_font_measure(EpFont *font, EpFontStyle style, double size, const char *text)
{
    int width;

    pango_layout_get_size(ep_font_set(font, style, size, text, -1), &width, NULL);
    return (double)width / PANGO_SCALE;
}

guint
ep_font_count_lines(EpFont *font, EpFontStyle style, double size, const char *text, double width)
{
    if (ep_font_surely_fits(size, text, width))
        return 1;
    return (guint)pango_layout_get_line_count(ep_font_set(font, style, size, text, width));
}

gboolean
ep_font_surely_fits(double size, const char *text, double width)
{
    double used = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_ascii_isdigit(*p) || *p == ' ' || *p == '-' || *p == ':')
            used += 0.65 * size;
        else if ((c > 0x20 && c < 0x7f) || (c >= 0x3000 && c < 0xa000) || (c >= 0xff00 && c < 0xffa0))
            used += size;
        else
            return FALSE; /* line breaks, marks without a width, letters of unknown width */
        if (used > width)
            return FALSE;
    }
    return TRUE;
}
