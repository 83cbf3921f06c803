#include "endpoint/report/ep-layout-private.h"

#define STAMP_WIDTH (19 * EP_LAYOUT_MM)
#define STAMP_LABEL (5 * EP_LAYOUT_MM)
#define STAMP_HEIGHT (21 * EP_LAYOUT_MM)
#define GAP (3 * EP_LAYOUT_MM)

static void
ep_layout_head_add_centred(EpLayoutFlow *flow, const char *text, EpFontStyle style, double x, double w, double height)
{
    EpLayoutCell cell = { .text = text, .x = x, .w = w, .style = style, .align = 0.5, .tint = 1 };

    ep_layout_cell_fit(&cell, flow->font, TRUE);
    ep_layout_cell_place(&cell, flow, flow->y, height);
}

/* Returns where the boxes begin. */
static double
ep_layout_head_add_stamps(EpLayoutFlow *flow, const EpSheet *sheet)
{
    double width = sheet->stamps->len * STAMP_WIDTH;
    double left = flow->x + flow->width - width;

    if (sheet->stamps->len == 0)
        return flow->x + flow->width;
    for (guint i = 0; i < sheet->stamps->len; i++) {
        const EpSheetStamp *stamp = &g_array_index(sheet->stamps, EpSheetStamp, i);
        double x = left + i * STAMP_WIDTH;
        double y = flow->y;

        ep_layout_add_fill(flow, x, y, STAMP_WIDTH, STAMP_LABEL, EP_LAYOUT_TINT);
        ep_layout_head_add_centred(flow, stamp->label, EP_FONT_LABEL, x, STAMP_WIDTH, STAMP_LABEL);
        flow->y = y + STAMP_LABEL;
        ep_layout_head_add_centred(flow, stamp->name, EP_FONT_SEAL, x, STAMP_WIDTH, STAMP_HEIGHT - STAMP_LABEL);
        flow->y = y;
        if (i > 0)
            ep_layout_add_line(flow, x, y, 0, STAMP_HEIGHT, EP_LAYOUT_HAIR);
    }
    ep_layout_add_line(flow, left, flow->y + STAMP_LABEL, width, 0, EP_LAYOUT_HAIR);
    ep_layout_add_frame(flow, left, flow->y, width, STAMP_HEIGHT, EP_LAYOUT_FRAME);
    return left - GAP;
}

/* Title and subtitle stand in the middle of the page, or of what the stamps leave when they would touch them. */
static void
ep_layout_head_add_title(EpLayoutFlow *flow, const EpSheet *sheet, double right)
{
    double title_size = ep_font_get_size(EP_FONT_TITLE), subtitle_size = ep_font_get_size(EP_FONT_SUBTITLE);
    double title = ep_font_measure(flow->font, EP_FONT_TITLE, title_size, sheet->title);
    double subtitle = ep_font_measure(flow->font, EP_FONT_SUBTITLE, subtitle_size, sheet->subtitle);
    gboolean touches = flow->x + (flow->width + MAX(title, subtitle)) / 2 + GAP > right;
    double width = touches ? right - flow->x : flow->width;
    double height = ep_font_get_pitch(EP_FONT_TITLE, title_size) + 2 * EP_LAYOUT_MM;

    ep_layout_head_add_centred(flow, sheet->title, EP_FONT_TITLE, flow->x, width, height);
    flow->y += height;
    if (*sheet->subtitle == '\0')
        return;
    height = ep_font_get_pitch(EP_FONT_SUBTITLE, subtitle_size) + EP_LAYOUT_MM;
    ep_layout_head_add_centred(flow, sheet->subtitle, EP_FONT_SUBTITLE, flow->x, width, height);
    flow->y += height;
}

static double
ep_layout_head_measure_labels(EpLayoutFlow *flow, const EpSheet *sheet)
{
    double width = 0;

    for (guint i = 0; i < sheet->headers->len; i++)
        width = MAX(width, ep_font_measure(flow->font, EP_FONT_LABEL, ep_font_get_size(EP_FONT_LABEL),
                                           g_array_index(sheet->headers, EpSheetHeader, i).label));
    return CLAMP(width * 1.005 + 2 * EP_LAYOUT_PAD_X + 2 * EP_LAYOUT_MM, 18 * EP_LAYOUT_MM, 36 * EP_LAYOUT_MM);
}

/* One line of the block: @n_headers labelled values that share the width. */
static void
ep_layout_head_add_line(EpLayoutFlow *flow, const EpSheetHeader *headers, guint n_headers, double label_width)
{
    EpLayoutCell cells[4] = { 0 };
    double width = flow->width / n_headers;
    double height = 0;

    for (guint i = 0; i < 2 * n_headers; i++) {
        const EpSheetHeader *header = &headers[i / 2];
        double x = flow->x + i / 2 * width;

        cells[i] = i % 2 == 0 ? (EpLayoutCell){ .text = header->label,
                                                .x = x,
                                                .w = label_width,
                                                .style = EP_FONT_LABEL,
                                                .align = 0.5,
                                                .tint = EP_LAYOUT_TINT }
                              : (EpLayoutCell){ .text = header->value,
                                                .source = header->source,
                                                .x = x + label_width,
                                                .w = width - label_width,
                                                .style = EP_FONT_BODY,
                                                .tint = 1 };
        ep_layout_cell_fit(&cells[i], flow->font, i % 2 == 0);
        height = MAX(height, ep_layout_cell_get_height(&cells[i]) + EP_LAYOUT_MM / 2);
    }
    for (guint i = 0; i < 2 * n_headers; i++) {
        ep_layout_cell_place(&cells[i], flow, flow->y, height);
        if (i > 0)
            ep_layout_add_line(flow, cells[i].x, flow->y, 0, height, EP_LAYOUT_HAIR);
    }
    flow->y += height;
}

static void
ep_layout_head_add_values(EpLayoutFlow *flow, const EpSheet *sheet)
{
    const EpSheetHeader *headers = (const EpSheetHeader *)(const void *)sheet->headers->data;
    guint n_headers = sheet->headers->len;
    double label_width = ep_layout_head_measure_labels(flow, sheet);
    double top = flow->y;

    for (guint i = 0, n; i < n_headers; i += n) {
        n = i + 1 < n_headers && !headers[i].wide && !headers[i + 1].wide ? 2 : 1;
        if (i > 0)
            ep_layout_add_line(flow, flow->x, flow->y, flow->width, 0, EP_LAYOUT_HAIR);
        ep_layout_head_add_line(flow, &headers[i], n, label_width);
    }
    if (n_headers > 0)
        ep_layout_add_frame(flow, flow->x, top, flow->width, flow->y - top, EP_LAYOUT_FRAME);
}

void
ep_layout_head_add(EpLayoutFlow *flow, const EpSheet *sheet)
{
    double top = flow->y;
    double right = ep_layout_head_add_stamps(flow, sheet);

    ep_layout_head_add_title(flow, sheet, right);
    if (sheet->stamps->len > 0)
        flow->y = MAX(flow->y, top + STAMP_HEIGHT);
    flow->y += GAP;
    ep_layout_head_add_values(flow, sheet);
}
