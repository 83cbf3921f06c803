#include "endpoint/report/ep-layout-private.h"

#define MEASURED_ROWS 500 /* of a long list; what is wider later is set smaller or broken */
#define WIDEST (60 * EP_LAYOUT_MM)
#define NARROWEST (8 * EP_LAYOUT_MM)

static double
ep_layout_columns_measure(EpFont *font, const EpSheetTable *table, guint column)
{
    double width = ep_font_measure(font, EP_FONT_LABEL, ep_font_get_size(EP_FONT_LABEL), table->columns[column].label);
    double size = ep_font_get_size(EP_FONT_BODY);

    for (guint row = 0; row < MIN(table->rows->len, MEASURED_ROWS); row++) {
        const char *cell = ep_sheet_table_get_cell(table, row, column);

        if (cell == NULL || ep_sheet_table_get_span(table, row, column) > 1 || ep_font_surely_fits(size, cell, width))
            continue;
        width = MAX(width, ep_font_measure(font, EP_FONT_BODY, size, cell));
    }
    return MIN(width * 1.005 + 2 * EP_LAYOUT_PAD_X, WIDEST);
}

static gboolean
ep_layout_columns_is_measured(const EpSheetColumn *column)
{
    return column->mm <= 0 && column->share <= 0;
}

/* Gives the columns that were measured what nobody else takes, in proportion. */
static void
ep_layout_columns_stretch(double *widths, const EpSheetTable *table, double rest)
{
    double measured = 0;

    for (guint i = 0; i < table->n_columns; i++)
        measured += ep_layout_columns_is_measured(&table->columns[i]) ? widths[i] : 0;
    for (guint i = 0; i < table->n_columns && rest > 0; i++)
        if (ep_layout_columns_is_measured(&table->columns[i]))
            widths[i] += rest * widths[i] / measured;
}

double *
ep_layout_columns_resolve(EpFont *font, const EpSheetTable *table, double width)
{
    double *widths = g_new0(double, table->n_columns);
    double taken = 0, shares = 0, least = 0, scale;

    for (guint i = 0; i < table->n_columns; i++) {
        const EpSheetColumn *column = &table->columns[i];

        widths[i] = ep_layout_columns_is_measured(column) ? ep_layout_columns_measure(font, table, i)
                                                          : column->mm * EP_LAYOUT_MM;
        taken += widths[i];
        shares += column->mm > 0 ? 0 : column->share;
        least += column->mm <= 0 && column->share > 0 ? NARROWEST : 0;
    }
    /* The columns that share the rest keep their least, or half the table when there are very many. */
    scale = taken + least > width ? MAX(width - least, width / 2) / taken : 1;
    for (guint i = 0; i < table->n_columns; i++)
        widths[i] *= scale;
    for (guint i = 0; i < table->n_columns; i++)
        if (table->columns[i].mm <= 0 && table->columns[i].share > 0)
            widths[i] = (width - taken * scale) * table->columns[i].share / shares;
    if (shares <= 0)
        ep_layout_columns_stretch(widths, table, width - taken * scale);
    return widths;
}
