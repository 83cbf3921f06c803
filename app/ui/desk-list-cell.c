#include "app/ui/desk-list-cell.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-chip.h"
#include "app/ui/desk-list-found.h"
#include "endpoint/core/ep-kind.h"

#define ARROW "→"
#define ARROW_GAP 5

static const EpField *
desk_list_cell_field(const DeskListLook *look, const DeskColumn *column)
{
    return column->field != EP_NO_FIELD ? &look->columns->table->fields[column->field] : NULL;
}

/* In words, where the ledger keeps codes. The same few sentences stand in all rows, and for as long as the program. */
static const char *
desk_list_cell_describe(EpRecord *record, guint field)
{
    g_autofree char *words = *ep_record_get(record, field) != '\0' ? ep_record_describe(record, field) : NULL;

    return words != NULL ? g_intern_string(g_strdelimit(words, "\n", ' ')) : "";
}

void
desk_list_cell_fill(const DeskListLook *look, EpRecord *record, const DeskColumn *column, DeskListCell *cell,
                    char scratch[EP_SCRATCH_SIZE])
{
    const EpField *field = desk_list_cell_field(look, column);

    *cell = (DeskListCell){ .text = "" };
    if (field != NULL) {
        cell->text = field->describe != NULL ? desk_list_cell_describe(record, column->field)
                                             : ep_record_display(record, column->field, scratch);
        cell->chip = column->chips && *cell->text != '\0';
        if (cell->chip) {
            const EpChoice *choice = ep_field_find_choice(field, ep_record_get(record, column->field));

            cell->tint = choice != NULL ? choice->tint : EP_TINT_NONE;
        }
    }
    if (look->func != NULL)
        look->func(look->list, record, column->field, cell, look->func_data);
    if (cell->text == NULL)
        cell->text = "";
}

static DeskFace
desk_list_cell_face(const DeskListLook *look, const DeskColumn *column, const DeskListCell *cell)
{
    const EpField *field = desk_list_cell_field(look, column);

    if (field != NULL && ep_kind_is_code(field->kind))
        return DESK_FACE_CODE;
    if (cell->strong)
        return DESK_FACE_STRONG;
    if (field != NULL && (ep_kind_is_number(field->kind) || field->kind == EP_KIND_DATE || field->kind == EP_KIND_TIME))
        return DESK_FACE_NUMBER;
    return DESK_FACE_TEXT;
}

/* Marks every found word of @string as it lies in @layout. */
static void
desk_list_cell_paint_found(const DeskListLook *look, GtkSnapshot *snapshot, PangoLayout *layout, const char *string,
                           int x, const GdkRGBA *ink)
{
    for (char **word = look->words; *word != NULL; word++) {
        gsize from = 0, start, end;

        while (string[from] != '\0' && desk_list_found_next(string, *word, from, &start, &end)) {
            PangoRectangle a, b;
            float left, right;

            pango_layout_index_to_pos(layout, (int)start, &a);
            pango_layout_index_to_pos(layout, (int)end, &b);
            left = (float)(x + PANGO_PIXELS(a.x));
            right = (float)(x + PANGO_PIXELS(b.x));
            if (right > left)
                gtk_snapshot_append_color(snapshot, ink,
                                          &GRAPHENE_RECT_INIT(left, 5, right - left, (float)look->row_height - 11));
            from = end;
        }
    }
}

static void
desk_list_cell_paint_text(const DeskListLook *look, GtkSnapshot *snapshot, const DeskColumn *column, DeskFace face,
                          const char *string, int x, int width, const DeskPalette *palette, const GdkRGBA *ink)
{
    const EpField *field = desk_list_cell_field(look, column);
    PangoLayout *layout = desk_list_text_get(look->text, face, string, width);

    if (field != NULL && ep_kind_is_number(field->kind)) {
        int own;

        pango_layout_get_pixel_size(layout, &own, NULL);
        x += width - own;
    }
    if (look->words != NULL && field != NULL && (field->flags & EP_FIELD_SEARCHED) != 0)
        desk_list_cell_paint_found(look, snapshot, layout, string, x, &palette->found);
    desk_list_text_paint(snapshot, layout, x, desk_list_text_get_baseline(look->text, look->row_height), ink);
}

/* Paints the old value and the arrow; returns what they take of @width. */
static int
desk_list_cell_paint_was(const DeskListLook *look, GtkSnapshot *snapshot, const DeskListCell *cell, int x, int width,
                         const DeskPalette *palette)
{
    int arrow = desk_list_text_measure(look->text, DESK_FACE_TEXT, ARROW);
    int baseline = desk_list_text_get_baseline(look->text, look->row_height), taken = 0;
    PangoLayout *layout;

    if (*cell->was != '\0') {
        int room = width - arrow - 2 * ARROW_GAP,
            now = desk_list_text_measure(look->text, DESK_FACE_STRONG, cell->text);

        layout = desk_list_text_get(look->text, DESK_FACE_WAS, cell->was, MAX(room / 2, room - now));
        desk_list_text_paint(snapshot, layout, x, baseline, &palette->quiet);
        pango_layout_get_pixel_size(layout, &taken, NULL);
        taken += ARROW_GAP;
    }
    layout = desk_list_text_get(look->text, DESK_FACE_TEXT, ARROW, arrow);
    desk_list_text_paint(snapshot, layout, x + taken, baseline, &palette->quiet);
    return taken + arrow + ARROW_GAP;
}

void
desk_list_cell_paint(const DeskListLook *look, GtkSnapshot *snapshot, const DeskColumn *column,
                     const DeskListCell *cell, int x, int width, const DeskPalette *palette, const GdkRGBA *ground)
{
    const GdkRGBA *plain = cell->link ? &palette->accent : &palette->text;
    const GdkRGBA *ink = cell->tint == EP_TINT_NONE ? plain : &palette->tint[cell->tint];

    x += DESK_COLUMNS_PAD;
    width -= 2 * DESK_COLUMNS_PAD;
    if (width <= 0)
        return;
    if (cell->was != NULL) {
        int taken = desk_list_cell_paint_was(look, snapshot, cell, x, width, palette);

        x += taken;
        width -= taken;
    }
    if (*cell->text == '\0' || width <= 0)
        return;
    if (cell->chip)
        desk_chip_paint(look->text, snapshot, cell->text, cell->tint, x, look->row_height, width, palette, ground);
    else
        desk_list_cell_paint_text(look, snapshot, column, desk_list_cell_face(look, column, cell), cell->text, x, width,
                                  palette, ink);
}

int
desk_list_cell_measure(const DeskListLook *look, const DeskColumn *column, const DeskListCell *cell)
{
    DeskFace face = desk_list_cell_face(look, column, cell);
    int width =
        cell->chip ? desk_chip_measure(look->text, cell->text) : desk_list_text_measure(look->text, face, cell->text);

    if (cell->was != NULL)
        width += desk_list_text_measure(look->text, DESK_FACE_WAS, cell->was) + 2 * ARROW_GAP +
                 desk_list_text_measure(look->text, DESK_FACE_TEXT, ARROW);
    return width + 2 * DESK_COLUMNS_PAD;
}
