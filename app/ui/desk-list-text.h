#pragma once

#include <gtk/gtk.h>

/*
 * Shaped texts, kept: the same word in the same face is shaped once, whatever row shows it. Main thread only.
 */
typedef enum {
    DESK_FACE_TEXT,
    DESK_FACE_STRONG,
    DESK_FACE_CODE,   /* fixed width; cut in the middle */
    DESK_FACE_NUMBER, /* tabular figures */
    DESK_FACE_WAS,    /* struck out */
    DESK_FACE_CHIP,   /* smaller */
    DESK_FACE_HEAD,   /* a list's header */
    DESK_N_FACES,
} DeskFace;

typedef struct _DeskListText DeskListText;

DeskListText *desk_list_text_new(GtkWidget *widget); /* takes fonts from @widget's style, which is borrowed */
void desk_list_text_free(DeskListText *text);
gboolean desk_list_text_refresh(DeskListText *text); /* TRUE if fonts changed: all that was measured is void */

/* One line of @string, no wider than @width pixels; borrowed until the next call or two thousand. */
PangoLayout *desk_list_text_get(DeskListText *text, DeskFace face, const char *string, int width);
int desk_list_text_measure(DeskListText *text, DeskFace face, const char *string); /* uncut, in pixels */

double desk_list_text_get_unit(DeskListText *text); /* width of a half-width character */

/* Where the baseline stands in a line of @height so that ideographs stand in its middle. */
int desk_list_text_get_baseline(DeskListText *text, int height);

/* Paints @layout with its baseline at @baseline. */
void desk_list_text_paint(GtkSnapshot *snapshot, PangoLayout *layout, int x, int baseline, const GdkRGBA *ink);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskListText, desk_list_text_free)
