#include "endpoint/report/ep-form-layout.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/report/ep-form-code.h"
#include "endpoint/report/ep-form-private.h"

#define MM EP_LAYOUT_MM
#define SMALLEST 0.6 /* × size, before a text is cut */
#define STEP 0.95

/* --- complaints --- */

void
ep_form_page_complain(EpFormPage *self, const EpFormNode *node, const char *format, const char *text)
{
    g_autofree char *sentence = g_strdup_printf(format, node->line, text);

    if (g_hash_table_add(self->said, g_strdup(sentence)))
        g_ptr_array_add(self->complaints, g_steal_pointer(&sentence));
}

/* --- a text --- */

static EpFontStyle
ep_form_page_get_style(const EpFormNode *node)
{
    if (node->face == EP_FORM_GOTHIC)
        return node->bold ? EP_FONT_GOTHIC_BOLD : EP_FONT_GOTHIC;
    return node->bold ? EP_FONT_MINCHO_BOLD : EP_FONT_MINCHO;
}

/* Sets the item as large as it fits: on one line, then broken where the place is high enough, then smaller. */
static gboolean
ep_form_page_fit(EpFont *font, EpLayoutItem *item, double height)
{
    double least = item->size * SMALLEST;

    item->wraps = item->w > 0;
    for (;; item->size *= STEP) {
        double pitch = ep_font_get_pitch(item->style, item->size);
        guint most = height > 0 ? MAX((guint)(height / pitch + 0.05), 1) : G_MAXUINT;

        item->n_lines = ep_font_count_lines(font, item->style, item->size, item->text, item->wraps ? item->w : -1);
        if (item->n_lines <= most)
            return TRUE;
        if (item->size * STEP < least) {
            item->n_lines = most;
            return FALSE;
        }
    }
}

/* 均等割り: the letters from one edge to the other. */
static void
ep_form_page_spread(EpFormPage *self, const EpLayoutItem *item)
{
    glong n = g_utf8_strlen(item->text, -1);
    const char *letter = item->text;
    double last = ep_font_measure(self->flow->font, item->style, item->size, g_utf8_offset_to_pointer(letter, n - 1));
    double step = n > 1 ? (item->w - last) / (double)(n - 1) : 0;

    for (glong i = 0; i < n; i++, letter = g_utf8_next_char(letter)) {
        EpLayoutItem one = *item;

        one.text = ep_layout_keep(self->flow, g_strndup(letter, (gsize)(g_utf8_next_char(letter) - letter)));
        one.x = item->x + (double)i * step;
        one.w = item->w;
        one.align = 0;
        one.wraps = FALSE;
        ep_layout_add_text(self->flow, &one);
    }
}

static void
ep_form_page_place_text(EpFormPage *self, const EpFormNode *node, const char *text, double x, double y, double w,
                        double h)
{
    static const double parts[] = { 0, 0.5, 1, 0 };
    double pad = MIN(node->pad, w / 2);
    EpLayoutItem item = { .kind = EP_LAYOUT_TEXT,
                          .x = (self->x + x + pad) * MM,
                          .y = (self->y + y) * MM,
                          .w = MAX(w - 2 * pad, 0) * MM,
                          .text = ep_layout_keep(self->flow, g_strdup(text)),
                          .style = ep_form_page_get_style(node),
                          .size = node->size,
                          .align = parts[node->align] };
    double inner = MAX(h - 2 * (node->valign == EP_FORM_MIDDLE ? 0 : pad), 0); /* from the line above, too */
    gboolean spreads = node->align == EP_FORM_SPREAD && strchr(text, '\n') == NULL && w > 0;

    item.y += (h - inner) / 2 * MM;
    if (!ep_form_page_fit(self->flow->font, &item, inner * MM))
        ep_form_page_complain(self, node, _("line %u: not all of this fits: %s"), text);
    if (h > 0)
        item.y += (inner * MM - item.n_lines * ep_font_get_pitch(item.style, item.size)) * parts[node->valign];
    if (spreads && item.n_lines == 1)
        ep_form_page_spread(self, &item);
    else
        ep_layout_add_text(self->flow, &item);
}

gboolean
ep_form_page_add_text(EpFormPage *self, const EpFormNode *node, EpRecord *record, double x, double y, double w,
                      double h, gboolean blank, GError **error)
{
    g_autofree char *text = blank ? g_strdup("") : ep_form_fill_text(self->fill, node->text, record, error);
    double left = (self->x + x) * MM, top = (self->y + y) * MM;

    if (text == NULL)
        return FALSE;
    if (node->fill < 1)
        ep_layout_add_fill(self->flow, left, top, w * MM, h * MM, node->fill);
    if (node->box > 0)
        ep_layout_add_frame(self->flow, left, top, w * MM, h * MM, node->box * MM);
    if (*text != '\0')
        ep_form_page_place_text(self, node, text, x, y, w, h);
    return TRUE;
}

/* --- the elements of a page --- */

static gboolean
ep_form_page_add_code(EpFormPage *self, const EpFormNode *node, GError **error)
{
    g_autofree char *text = ep_form_fill_text(self->fill, node->text, self->record, error);
    double x = (self->x + node->x) * MM, y = (self->y + node->y) * MM;
    gboolean said;

    if (text == NULL)
        return FALSE;
    if (*text == '\0')
        return TRUE;
    said = node->kind == EP_FORM_QR ? ep_form_code_add_qr(self->flow, text, x, y, node->w * MM)
                                    : ep_form_code_add_barcode(self->flow, text, x, y, node->w * MM, node->h * MM);
    if (!said)
        ep_form_page_complain(self, node, _("line %u: a code of this kind cannot say this: %s"), text);
    return TRUE;
}

static void
ep_form_page_add_box(EpFormPage *self, const EpFormNode *node)
{
    double x = (self->x + node->x) * MM, y = (self->y + node->y) * MM;

    if (node->fill < 1)
        ep_layout_add_fill(self->flow, x, y, node->w * MM, node->h * MM, node->fill);
    if (node->box > 0)
        ep_layout_add_frame(self->flow, x, y, node->w * MM, node->h * MM, node->box * MM);
}

static gboolean
ep_form_page_add_node(EpFormPage *self, const EpFormNode *node, GError **error)
{
    if ((node->on == EP_FORM_FIRST && self->page > 0) || (node->on == EP_FORM_LAST && self->page + 1 < self->n_pages) ||
        !ep_form_fill_holds(self->fill, node->when, self->record))
        return TRUE;
    switch (node->kind) {
    case EP_FORM_TEXT:
        return ep_form_page_add_text(self, node, self->record, node->x, node->y, node->w, node->h, FALSE, error);
    case EP_FORM_LINE:
        ep_layout_add_line(self->flow, (self->x + node->x) * MM, (self->y + node->y) * MM, node->w * MM, node->h * MM,
                           node->weight * MM);
        return TRUE;
    case EP_FORM_BOX:
        ep_form_page_add_box(self, node);
        return TRUE;
    case EP_FORM_TABLE:
        return ep_form_table_add(self, node, error);
    default:
        return ep_form_page_add_code(self, node, error);
    }
}

static gboolean
ep_form_page_add_nodes(EpFormPage *self, GError **error)
{
    GPtrArray *nodes = ep_form_get_nodes(self->form);

    ep_form_fill_set_number(self->fill, "page", self->page + 1);
    ep_form_fill_set_number(self->fill, "pages", self->n_pages);
    ep_form_fill_set_number(self->fill, "count", self->listed->len);
    for (guint i = 0; i < nodes->len; i++) {
        if (!ep_form_page_add_node(self, g_ptr_array_index(nodes, i), error))
            return FALSE;
    }
    return TRUE;
}

/* The one table that goes on over pages decides how many there are. */
static gboolean
ep_form_page_count(EpFormPage *self, GError **error)
{
    GPtrArray *nodes = ep_form_get_nodes(self->form);

    g_clear_pointer(&self->rows, g_ptr_array_unref);
    self->n_pages = 1;
    for (guint i = 0; i < nodes->len; i++) {
        const EpFormNode *node = g_ptr_array_index(nodes, i);

        if (node->kind != EP_FORM_TABLE || node->bottom <= 0)
            continue;
        self->rows = ep_form_table_load(self, node, error);
        if (self->rows == NULL)
            return FALSE;
        self->n_pages = ep_form_table_count_pages(self, node, self->rows);
        return TRUE;
    }
    return TRUE;
}

/* --- papers --- */

/* All pages for one record, or for the records of one list. */
static gboolean
ep_form_page_add_paper(EpFormPage *self, GPtrArray *listed, GError **error)
{
    self->listed = listed;
    self->record = listed->len > 0 ? g_ptr_array_index(listed, 0) : NULL;
    if (!ep_form_page_count(self, error))
        return FALSE;
    for (self->page = 0; self->page < self->n_pages; self->page++) {
        ep_layout_add_page(self->flow->layout);
        if (!ep_form_page_add_nodes(self, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_form_page_add_label(EpFormPage *self, GPtrArray *listed, guint index, GError **error)
{
    const EpFormPaper *paper = ep_form_get_paper(self->form);
    guint place = index % (paper->across * paper->down);

    if (place == 0 || ep_layout_get_n_pages(self->flow->layout) == 0)
        ep_layout_add_page(self->flow->layout);
    self->x = paper->shift_x + paper->left + place % paper->across * paper->step_x;
    self->y = paper->shift_y + paper->top + (double)(place / paper->across) * paper->step_y;
    self->listed = listed;
    self->record = listed->len > 0 ? g_ptr_array_index(listed, 0) : NULL;
    self->page = 0;
    return ep_form_page_count(self, error) && ep_form_page_add_nodes(self, error);
}

/* Records that share a paper: GPtrArray of GPtrArray, in the order in which each value comes first. */
static GPtrArray *
ep_form_layout_group(EpForm *form, GPtrArray *records)
{
    GPtrArray *papers = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GHashTable) by_value = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);
        const char *value = ep_form_get_list(form) != NULL ? ep_record_get_named(record, ep_form_get_list(form)) : NULL;
        GPtrArray *paper = value != NULL ? g_hash_table_lookup(by_value, value) : NULL;

        if (paper == NULL) {
            paper = g_ptr_array_new_with_free_func(g_object_unref);
            g_ptr_array_add(papers, paper);
            if (value != NULL)
                g_hash_table_insert(by_value, (gpointer)value, paper);
        }
        g_ptr_array_add(paper, g_object_ref(record));
    }
    if (records->len == 0)
        g_ptr_array_add(papers, g_ptr_array_new_with_free_func(g_object_unref));
    return papers;
}

static gboolean
ep_form_layout_add_all(EpFormPage *page, GPtrArray *papers, guint skip, GError **error)
{
    const EpFormPaper *paper = ep_form_get_paper(page->form);

    for (guint i = 0; i < papers->len; i++) {
        GPtrArray *listed = g_ptr_array_index(papers, i);
        gboolean added = paper->label_width > 0 ? ep_form_page_add_label(page, listed, i + skip, error)
                                                : ep_form_page_add_paper(page, listed, error);

        if (!added)
            return FALSE;
    }
    return TRUE;
}

static char **
ep_form_layout_end_complaints(GPtrArray *complaints)
{
    char **sentences = g_new0(char *, complaints->len + 1);

    for (guint i = 0; i < complaints->len; i++)
        sentences[i] = g_strdup(g_ptr_array_index(complaints, i));
    return sentences;
}

EpLayout *
ep_form_layout(EpReader *reader, GPtrArray *forms, EpForm *form, GPtrArray *records, const EpFormHow *how,
               char ***complaints, GError **error)
{
    const EpFormPaper *paper = ep_form_get_paper(form);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(EpFormFill) fill =
        ep_form_fill_new(reader, forms, form, how != NULL && how->today != NULL ? how->today : today,
                         how != NULL && how->who != NULL ? how->who : "");
    g_autoptr(EpFont) font = ep_font_new();
    g_autoptr(EpLayout) layout =
        ep_layout_new_blank(ep_form_get_title(form), how != NULL && how->created != NULL ? how->created : "",
                            paper->width * MM, paper->height * MM);
    g_autoptr(GPtrArray) papers = ep_form_layout_group(form, records);
    g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    EpLayoutFlow flow = { .layout = layout, .font = font };
    EpFormPage page = { .flow = &flow,
                        .form = form,
                        .fill = fill,
                        .complaints = said,
                        .said = known,
                        .x = paper->shift_x,
                        .y = paper->shift_y };
    guint skip = how != NULL && paper->label_width > 0 ? how->skip % (paper->across * paper->down) : 0;
    gboolean done = ep_form_layout_add_all(&page, papers, skip, error);

    g_clear_pointer(&page.rows, g_ptr_array_unref);
    if (!done)
        return NULL;
    if (complaints != NULL)
        *complaints = ep_form_layout_end_complaints(said);
    return g_steal_pointer(&layout);
}
