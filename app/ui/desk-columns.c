#include "app/ui/desk-columns.h"

#include <stdlib.h>
#include <string.h>

static gboolean
desk_columns_has_tint(const EpField *field)
{
    if (field->kind != EP_KIND_CHOICE)
        return FALSE;
    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        if (choice->tint != EP_TINT_NONE)
            return TRUE;
    }
    return FALSE;
}

static DeskColumn
desk_columns_default(const EpTable *table, guint field)
{
    return (DeskColumn){
        .field = field,
        .hidden = (table->fields[field].flags & EP_FIELD_COLUMN) == 0,
        .chips = desk_columns_has_tint(&table->fields[field]),
    };
}

DeskColumns *
desk_columns_new(const EpTable *table)
{
    DeskColumns *self = g_new0(DeskColumns, 1);

    self->table = table;
    self->items = g_array_new(FALSE, FALSE, sizeof(DeskColumn));
    desk_columns_read(self, NULL);
    return self;
}

void
desk_columns_free(DeskColumns *self)
{
    g_array_unref(self->items);
    g_free(self);
}

guint
desk_columns_get_n(DeskColumns *self)
{
    return self->items->len;
}

DeskColumn *
desk_columns_peek(DeskColumns *self, guint index)
{
    return index < self->items->len ? &g_array_index(self->items, DeskColumn, index) : NULL;
}

DeskColumn *
desk_columns_find(DeskColumns *self, guint field)
{
    for (guint i = 0; i < self->items->len; i++) {
        if (desk_columns_peek(self, i)->field == field)
            return desk_columns_peek(self, i);
    }
    return NULL;
}

void
desk_columns_set_mark(DeskColumns *self, gboolean mark)
{
    DeskColumn column = { .field = EP_NO_FIELD, .chips = TRUE };
    gboolean has = desk_columns_find(self, EP_NO_FIELD) != NULL;

    if (mark && !has)
        g_array_prepend_val(self->items, column);
    else if (!mark && has)
        g_array_remove_index(self->items, 0);
}

void
desk_columns_move(DeskColumns *self, guint from, guint to)
{
    guint first = desk_columns_find(self, EP_NO_FIELD) != NULL ? 1 : 0; /* the mark stays in front */
    DeskColumn column;

    if (from < first || from >= self->items->len)
        return;
    column = *desk_columns_peek(self, from);
    g_array_remove_index(self->items, from);
    to = CLAMP(to, first, self->items->len);
    g_array_insert_val(self->items, to, column);
}

static void
desk_columns_read_word(DeskColumns *self, const char *word)
{
    gboolean hidden = *word == '-';
    const char *start = hidden ? word + 1 : word, *colon = strchr(start, ':');
    g_autofree char *name = colon != NULL ? g_strndup(start, (gsize)(colon - start)) : g_strdup(start);
    guint field = ep_table_find(self->table, name);
    DeskColumn column;

    if (field == EP_NO_FIELD || (self->table->fields[field].flags & EP_FIELD_HIDDEN) != 0 ||
        desk_columns_find(self, field) != NULL)
        return;
    column = desk_columns_default(self->table, field);
    column.hidden = hidden;
    column.width = colon != NULL ? CLAMP(atoi(colon + 1), 0, 4000) : 0;
    if (column.width > 0)
        column.width = MAX(column.width, DESK_COLUMNS_MIN);
    g_array_append_val(self->items, column);
}

void
desk_columns_read(DeskColumns *self, const char *text)
{
    gboolean mark = desk_columns_find(self, EP_NO_FIELD) != NULL;
    g_auto(GStrv) words = g_strsplit(text != NULL ? text : "", " ", -1);

    g_array_set_size(self->items, 0);
    for (char **word = words; *word != NULL; word++)
        desk_columns_read_word(self, *word);
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        DeskColumn column = desk_columns_default(self->table, i);

        if ((self->table->fields[i].flags & EP_FIELD_HIDDEN) == 0 && desk_columns_find(self, i) == NULL)
            g_array_append_val(self->items, column);
    }
    desk_columns_set_mark(self, mark);
}

void
desk_columns_write(DeskColumns *self, GString *out)
{
    for (guint i = 0; i < self->items->len; i++) {
        const DeskColumn *column = desk_columns_peek(self, i);

        if (column->field == EP_NO_FIELD)
            continue;
        g_string_append_printf(out, "%s%s%s", out->len > 0 ? " " : "", column->hidden ? "-" : "",
                               self->table->fields[column->field].name);
        if (column->width > 0)
            g_string_append_printf(out, ":%d", column->width);
    }
}

/* Only running text may be cut or stand in a wider cell; a code or a date has its width. */
static gboolean
desk_columns_is_text(DeskColumns *self, const DeskColumn *column)
{
    EpKind kind;

    if (column->field == EP_NO_FIELD)
        return FALSE;
    kind = self->table->fields[column->field].kind;
    return kind == EP_KIND_TEXT || kind == EP_KIND_LINES || kind == EP_KIND_REFERENCE;
}

static gboolean
desk_columns_gives(DeskColumns *self, const DeskColumn *column)
{
    return column->shown > 0 && column->width == 0 && desk_columns_is_text(self, column);
}

static int
desk_columns_base(DeskColumns *self, const DeskColumn *column, double unit)
{
    int pads = 2 * DESK_COLUMNS_PAD, own;

    if (column->width > 0)
        return column->width;
    own = column->field == EP_NO_FIELD ? (int)(7 * unit)
                                       : (int)(ep_field_get_width(&self->table->fields[column->field]) * unit);
    if (column->chips)
        pads += 26;
    if (self->wide && desk_columns_is_text(self, column))
        own += (int)(10 * unit);
    return MAX(DESK_COLUMNS_MIN, MAX(own + pads, column->title_width + 2 * DESK_COLUMNS_PAD));
}

/* Spreads @slack, which is negative where room is short, over the columns that give. */
static void
desk_columns_spread(DeskColumns *self, int slack)
{
    int sum = 0;

    for (guint i = 0; i < self->items->len; i++)
        sum += desk_columns_gives(self, desk_columns_peek(self, i)) ? desk_columns_peek(self, i)->shown : 0;
    if (sum == 0 || slack < -sum * 30 / 100) /* it would be scrolled all the same */
        return;
    slack = MIN(slack, sum * 80 / 100);
    for (guint i = 0; i < self->items->len; i++) {
        DeskColumn *column = desk_columns_peek(self, i);
        int part;

        if (!desk_columns_gives(self, column))
            continue;
        part = (int)((gint64)slack * column->shown / sum);
        slack -= part;
        sum -= column->shown;
        column->shown = MAX(column->shown + part, DESK_COLUMNS_MIN);
        if (sum == 0)
            return;
    }
}

static int
desk_columns_least(DeskColumns *self, const DeskColumn *column)
{
    return desk_columns_gives(self, column) ? column->shown * 88 / 100 : column->shown;
}

/* What a record is called and how it stands, without which a row says little. */
static gboolean
desk_columns_stays(DeskColumns *self, const DeskColumn *column)
{
    return column->field != EP_NO_FIELD &&
           (column->field == self->table->at.number || column->field == self->table->at.state);
}

/* Leaves out columns from the end until the rest fits, even if texts give way; the first one always stays. */
static void
desk_columns_drop(DeskColumns *self, int room)
{
    gboolean first = TRUE, full = FALSE;

    for (guint i = 0; i < self->items->len; i++)
        room -= desk_columns_stays(self, desk_columns_peek(self, i))
                    ? desk_columns_least(self, desk_columns_peek(self, i))
                    : 0;
    for (guint i = 0; i < self->items->len; i++) {
        DeskColumn *column = desk_columns_peek(self, i);

        if (column->shown == 0)
            continue;
        if (!desk_columns_stays(self, column)) {
            room -= desk_columns_least(self, column);
            full = full || (room < 0 && !first);
            if (full)
                column->shown = 0;
        }
        first = FALSE;
    }
}

void
desk_columns_arrange(DeskColumns *self, int view, double unit)
{
    int room = view - DESK_COLUMNS_BUTTON, sum = 0;

    for (guint i = 0; i < self->items->len; i++) {
        DeskColumn *column = desk_columns_peek(self, i);

        column->shown = column->hidden ? 0 : desk_columns_base(self, column, unit);
    }
    if (self->fold && view > 0)
        desk_columns_drop(self, room);
    for (guint i = 0; i < self->items->len; i++)
        sum += desk_columns_peek(self, i)->shown;
    desk_columns_spread(self, room - sum);
    self->total = 0;
    for (guint i = 0; i < self->items->len; i++) {
        DeskColumn *column = desk_columns_peek(self, i);

        column->x = self->total;
        self->total += column->shown;
    }
    self->total += DESK_COLUMNS_BUTTON;
}
