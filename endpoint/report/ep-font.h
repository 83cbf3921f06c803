#pragma once

#include <pango/pango.h>

/* The few faces a report is set in. */
typedef enum {
    EP_FONT_TITLE,    /* 明朝, spaced */
    EP_FONT_SUBTITLE, /* 明朝 */
    EP_FONT_HEADING,
    EP_FONT_LABEL,
    EP_FONT_BODY,
    EP_FONT_STRONG,
    EP_FONT_PROSE, /* body with room between the lines */
    EP_FONT_NOTE,
    EP_FONT_SEAL, /* 明朝, inside a stamp box */
    /* Of a form, in whatever size it says. */
    EP_FONT_MINCHO,
    EP_FONT_MINCHO_BOLD,
    EP_FONT_GOTHIC,
    EP_FONT_GOTHIC_BOLD,
} EpFontStyle;

/*
 * Text as paper has it: Japanese shapes, figures of one width, unhinted, 72 units to the inch, so that screen, PDF and
 * printer break lines at the same places. Lengths are points. Belongs to the thread that made it (so does Pango's font
 * map).
 */
typedef struct _EpFont EpFont;

EpFont *ep_font_new(void);
void ep_font_free(EpFont *font);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpFont, ep_font_free)

double ep_font_get_size(EpFontStyle style);
double ep_font_get_pitch(EpFontStyle style, double size); /* from one baseline to the next */

/* Sets @text ready to be drawn; it is broken at @width unless that is < 0. The layout belongs to @font, until the next
 * call. */
PangoLayout *ep_font_set(EpFont *font, EpFontStyle style, double size, const char *text, double width);

double ep_font_measure(EpFont *font, EpFontStyle style, double size, const char *text); /* of its longest line */
guint ep_font_count_lines(EpFont *font, EpFontStyle style, double size, const char *text, double width);

/* Whether @text is certainly one line of @width, told without setting it. */
gboolean ep_font_surely_fits(double size, const char *text, double width);
