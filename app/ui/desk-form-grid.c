#include "app/ui/desk-form-grid.h"

#include "app/ui/desk-field.h"

#define PARTS 6

/* How many parts of a row a field takes at least, and would like. */
typedef struct {
    int least, liked;
} DeskFormSpan;

static DeskFormSpan
desk_form_grid_get_text_span(const EpField *field)
{
    if (field->width >= 24)
        return (DeskFormSpan){ 3, 6 };
    return field->width > 0 && field->width <= 12 ? (DeskFormSpan){ 2, 2 } : (DeskFormSpan){ 2, 3 };
}

/* Side by side, choices take what their words take. */
static DeskFormSpan
desk_form_grid_get_choice_span(const EpField *field)
{
    glong letters = 0, longest = 0;
    int n = 0;

    for (; field->choices[n].code != NULL && n < 8; n++) {
        glong length = g_utf8_strlen(ep_label(field->choices[n].label), -1);

        letters += length;
        longest = MAX(longest, length);
    }
    if (n > 4 || letters > 20)
        return longest > 9 ? (DeskFormSpan){ 3, 3 } : (DeskFormSpan){ 2, 2 };
    return letters <= 8 ? (DeskFormSpan){ 2, 2 } : letters <= 13 ? (DeskFormSpan){ 3, 3 } : (DeskFormSpan){ 4, 4 };
}

static DeskFormSpan
desk_form_grid_get_span(const EpField *field)
{
    switch (field->kind) {
    case EP_KIND_TEXT:
        return desk_form_grid_get_text_span(field);
    case EP_KIND_LINES:
        return (DeskFormSpan){ 3, 3 };
    case EP_KIND_CHOICE:
        return desk_form_grid_get_choice_span(field);
    case EP_KIND_REFERENCE:
        return (DeskFormSpan){ 3, 4 };
    case EP_KIND_YES:
        return g_utf8_strlen(ep_label(field->label), -1) <= 8 ? (DeskFormSpan){ 2, 2 } : (DeskFormSpan){ 3, 3 };
    default:
        return (DeskFormSpan){ 2, 2 };
    }
}

/* What is left of a row goes to its last field, if that can use it. */
static gboolean
desk_form_grid_stretches(const EpField *field)
{
    return field->kind == EP_KIND_TEXT || field->kind == EP_KIND_LINES || field->kind == EP_KIND_REFERENCE;
}

static void
desk_form_grid_attach_row(GtkGrid *grid, GPtrArray *fields, guint from, guint to, int row)
{
    int place = 0;

    for (guint i = from; i < to; i++) {
        const EpField *field = desk_field_get_description(g_ptr_array_index(fields, i));
        DeskFormSpan span = desk_form_grid_get_span(field);
        int rest = PARTS - place, later = 0;

        for (guint k = i + 1; k < to; k++)
            later += desk_form_grid_get_span(desk_field_get_description(g_ptr_array_index(fields, k))).least;
        if (i + 1 == to && desk_form_grid_stretches(field))
            span.liked = rest;
        span.liked = CLAMP(span.liked, span.least, rest - later);
        gtk_grid_attach(grid, g_ptr_array_index(fields, i), place, row, span.liked, 1);
        place += span.liked;
    }
}

GtkWidget *
desk_form_grid_new(GPtrArray *fields)
{
    GtkWidget *grid = gtk_grid_new();
    guint from = 0;
    int row = 0, used = 0;

    gtk_grid_set_column_homogeneous(GTK_GRID(grid), TRUE);
    gtk_grid_set_column_spacing(GTK_GRID(grid), 12);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 8);
    /* Columns are as wide as each other only where there are some. */
    gtk_grid_attach(GTK_GRID(grid), gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), 0, 0, PARTS, 1);
    for (guint i = 0; i < fields->len; i++) {
        int least = desk_form_grid_get_span(desk_field_get_description(g_ptr_array_index(fields, i))).least;

        if (used + least > PARTS) {
            desk_form_grid_attach_row(GTK_GRID(grid), fields, from, i, row++);
            from = i;
            used = 0;
        }
        used += least;
    }
    desk_form_grid_attach_row(GTK_GRID(grid), fields, from, fields->len, row);
    return grid;
}
