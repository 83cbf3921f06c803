#include "endpoint/report/ep-layout-private.h"

#include <glib/gi18n-lib.h>

#define A4_SHORT (210 * EP_LAYOUT_MM)
#define A4_LONG (297 * EP_LAYOUT_MM)

typedef struct {
    GArray *items;
    GArray *hits;
} EpLayoutPage;

struct _EpLayout {
    gatomicrefcount refs;
    EpSheet *sheet; /* NULL: pages of somebody else */
    char *title, *created;
    double width;
    double height;
    GArray *pages;      /* of EpLayoutPage */
    GPtrArray *strings; /* made here */
};

static void
ep_layout_page_clear(gpointer data)
{
    EpLayoutPage *page = data;

    g_array_unref(page->items);
    g_array_unref(page->hits);
}

EpLayout *
ep_layout_ref(EpLayout *layout)
{
    g_return_val_if_fail(layout != NULL, NULL);
    g_atomic_ref_count_inc(&layout->refs);
    return layout;
}

void
ep_layout_unref(EpLayout *layout)
{
    g_return_if_fail(layout != NULL);
    if (!g_atomic_ref_count_dec(&layout->refs))
        return;
    g_clear_pointer(&layout->sheet, ep_sheet_unref);
    g_free(layout->title);
    g_free(layout->created);
    g_array_unref(layout->pages);
    g_ptr_array_unref(layout->strings);
    g_free(layout);
}

static EpLayoutPage *
ep_layout_last_page(const EpLayout *layout)
{
    return &g_array_index(layout->pages, EpLayoutPage, layout->pages->len - 1);
}

static void
ep_layout_add_item(EpLayoutFlow *flow, const EpLayoutItem *item)
{
    g_array_append_vals(ep_layout_last_page(flow->layout)->items, item, 1);
}

void
ep_layout_add_fill(EpLayoutFlow *flow, double x, double y, double w, double h, double lightness)
{
    ep_layout_add_item(flow, &(EpLayoutItem){ EP_LAYOUT_FILL, x, y, w, h, .weight = lightness });
}

void
ep_layout_add_line(EpLayoutFlow *flow, double x, double y, double w, double h, double weight)
{
    ep_layout_add_item(flow, &(EpLayoutItem){ EP_LAYOUT_LINE, x, y, w, h, .weight = weight });
}

void
ep_layout_add_frame(EpLayoutFlow *flow, double x, double y, double w, double h, double weight)
{
    ep_layout_add_line(flow, x, y, w, 0, weight);
    ep_layout_add_line(flow, x, y + h, w, 0, weight);
    ep_layout_add_line(flow, x, y, 0, h, weight);
    ep_layout_add_line(flow, x + w, y, 0, h, weight);
}

void
ep_layout_add_text(EpLayoutFlow *flow, const EpLayoutItem *item)
{
    if (*item->text != '\0' && item->n_lines > 0)
        ep_layout_add_item(flow, item);
}

void
ep_layout_add_hit(EpLayoutFlow *flow, double x, double y, double w, double h, const char *source)
{
    EpLayoutHit hit = { x, y, w, h, source };

    if (source != NULL)
        g_array_append_val(ep_layout_last_page(flow->layout)->hits, hit);
}

const char *
ep_layout_keep(EpLayoutFlow *flow, char *text)
{
    g_ptr_array_add(flow->layout->strings, text);
    return text;
}

static void
ep_layout_add_note(EpLayoutFlow *flow, const char *text, double y, double align)
{
    EpLayoutCell cell = { .text = text,
                          .x = flow->x,
                          .w = flow->width,
                          .style = EP_FONT_NOTE,
                          .align = align,
                          .tint = 1,
                          .inset = -EP_LAYOUT_PAD_X };

    ep_layout_cell_fit(&cell, flow->font, TRUE);
    cell.n_lines = 1;
    ep_layout_cell_place(&cell, flow, y, ep_font_get_pitch(cell.style, cell.size));
}

/* Pages after the first say at their top what they continue. */
static double
ep_layout_get_running_height(void)
{
    return ep_font_get_pitch(EP_FONT_NOTE, ep_font_get_size(EP_FONT_NOTE)) + 4 * EP_LAYOUT_MM;
}

void
ep_layout_add_page(EpLayout *layout)
{
    EpLayoutPage page = { g_array_new(FALSE, FALSE, sizeof(EpLayoutItem)),
                          g_array_new(FALSE, FALSE, sizeof(EpLayoutHit)) };

    g_array_append_val(layout->pages, page);
}

void
ep_layout_new_page(EpLayoutFlow *flow)
{
    const EpSheet *sheet = flow->layout->sheet;
    double line = flow->top + ep_layout_get_running_height() - 3 * EP_LAYOUT_MM;

    ep_layout_add_page(flow->layout);
    flow->y = flow->top;
    if (flow->layout->pages->len == 1)
        return;
    ep_layout_add_note(flow, sheet->title, flow->top, 0);
    ep_layout_add_note(flow, sheet->subtitle, flow->top, 1);
    ep_layout_add_line(flow, flow->x, line, flow->width, 0, EP_LAYOUT_HAIR);
    flow->y += ep_layout_get_running_height();
}

gboolean
ep_layout_is_page_top(const EpLayoutFlow *flow)
{
    return flow->layout->pages->len > 1 && flow->y <= flow->top + ep_layout_get_running_height();
}

double
ep_layout_get_page_room(const EpLayoutFlow *flow)
{
    return flow->bottom - flow->top - ep_layout_get_running_height();
}

/* Page numbers are known only when everything has its page, so the feet come last; items are appended to the page in
 * hand. */
static void
ep_layout_add_feet(EpLayoutFlow *flow)
{
    EpLayout *layout = flow->layout;
    double y = flow->bottom + 4 * EP_LAYOUT_MM;
    g_autoptr(GArray) pages = g_steal_pointer(&layout->pages);

    layout->pages = g_array_new(FALSE, FALSE, sizeof(EpLayoutPage));
    g_array_set_clear_func(layout->pages, ep_layout_page_clear);
    g_array_set_clear_func(pages, NULL);
    for (guint i = 0; i < pages->len; i++) {
        g_array_append_val(layout->pages, g_array_index(pages, EpLayoutPage, i));
        ep_layout_add_note(flow, ep_layout_keep(flow, g_strdup_printf(_("Page %d of %d"), (int)i + 1, (int)pages->len)),
                           y, 1);
    }
}

EpLayout *
ep_layout_new_blank(const char *title, const char *created, double width, double height)
{
    EpLayout *layout = g_new0(EpLayout, 1);

    g_atomic_ref_count_init(&layout->refs);
    layout->title = g_strdup(title);
    layout->created = g_strdup(created);
    layout->width = width;
    layout->height = height;
    layout->pages = g_array_new(FALSE, FALSE, sizeof(EpLayoutPage));
    g_array_set_clear_func(layout->pages, ep_layout_page_clear);
    layout->strings = g_ptr_array_new_with_free_func(g_free);
    return layout;
}

EpLayout *
ep_layout_new(EpSheet *sheet, const EpLayoutMargins *margins)
{
    gboolean portrait = sheet->paper == EP_SHEET_PORTRAIT;
    EpLayoutMargins standard = { portrait ? 20 : 15, 15, portrait ? 13 : 20, 14 };
    EpLayoutMargins mm = margins != NULL ? *margins : standard;
    g_autoptr(EpFont) font = ep_font_new();
    g_autofree char *title = g_strstrip(g_strconcat(sheet->title, " ", sheet->subtitle, NULL));
    EpLayout *layout =
        ep_layout_new_blank(title, sheet->created, portrait ? A4_SHORT : A4_LONG, portrait ? A4_LONG : A4_SHORT);
    EpLayoutFlow flow = { layout, font };

    layout->sheet = ep_sheet_ref(sheet);
    flow.x = mm.left * EP_LAYOUT_MM;
    flow.width = layout->width - (mm.left + mm.right) * EP_LAYOUT_MM;
    flow.top = mm.top * EP_LAYOUT_MM;
    flow.bottom = layout->height - mm.bottom * EP_LAYOUT_MM;
    ep_layout_new_page(&flow);
    ep_layout_head_add(&flow, sheet);
    for (guint i = 0; i < sheet->sections->len; i++)
        ep_layout_table_add(&flow, sheet, sheet->sections->pdata[i]);
    ep_layout_add_feet(&flow);
    return layout;
}

EpSheet *
ep_layout_get_sheet(const EpLayout *layout)
{
    return layout->sheet;
}

const char *
ep_layout_get_title(const EpLayout *layout)
{
    return layout->title;
}

const char *
ep_layout_get_created(const EpLayout *layout)
{
    return layout->created;
}

guint
ep_layout_get_n_pages(const EpLayout *layout)
{
    return layout->pages->len;
}

void
ep_layout_get_page_size(const EpLayout *layout, double *width, double *height)
{
    *width = layout->width;
    *height = layout->height;
}

const EpLayoutItem *
ep_layout_get_items(const EpLayout *layout, guint page, guint *n_items)
{
    GArray *items = g_array_index(layout->pages, EpLayoutPage, page).items;

    *n_items = items->len;
    return (const EpLayoutItem *)(const void *)items->data;
}

const EpLayoutHit *
ep_layout_get_hits(const EpLayout *layout, guint page, guint *n_hits)
{
    GArray *hits = g_array_index(layout->pages, EpLayoutPage, page).hits;

    *n_hits = hits->len;
    return (const EpLayoutHit *)(const void *)hits->data;
}
