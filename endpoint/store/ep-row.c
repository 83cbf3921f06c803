#include "endpoint/store/ep-db.h"

#include "endpoint/store/ep-db-private.h"

guint
ep_row_get_n_columns(const EpRow *row)
{
    return row->n_columns;
}

const char *
ep_row_get_text(const EpRow *row, guint column)
{
    g_return_val_if_fail(column < row->n_columns, "");
    return row->text(row, column);
}

gint64
ep_row_get_integer(const EpRow *row, guint column)
{
    g_return_val_if_fail(column < row->n_columns, 0);
    return row->integer(row, column);
}

GBytes *
ep_row_get_bytes(const EpRow *row, guint column)
{
    g_return_val_if_fail(column < row->n_columns, NULL);
    return row->bytes(row, column);
}
