#include "endpoint/core/ep-column-write.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-text-encoder.h"

static const struct {
    const char *code;
    gboolean leaves_out;
    const char *text;
} faults[EP_COLUMN_N_FAULTS] = {
    [EP_COLUMN_FAULT_EMPTY] = { "column-empty", TRUE,
                                N_("The target wants something there, and the ledger has nothing.") },
    [EP_COLUMN_FAULT_LONG] = { "column-long", TRUE, N_("It is longer than the target takes.") },
    [EP_COLUMN_FAULT_CUT] = { "column-cut", FALSE, N_("It is longer than the target takes and was cut.") },
    [EP_COLUMN_FAULT_LOST] = { "column-lost", TRUE,
                               N_("The file's encoding lacks a character that it cannot do without.") },
    [EP_COLUMN_FAULT_REPLACED] = { "column-replaced", FALSE,
                                   N_("The file's encoding lacks a character; 〓 stands for it.") },
    [EP_COLUMN_FAULT_BREAK] = { "column-break", TRUE,
                                N_("It holds a separator, a quote or a line end, and the file may not quote it.") },
};

typedef struct {
    const EpColumns *columns;
    EpTextEncoder *encoder; /* of CP932 */
    GArray *lost;           /* EpTextLost, of one cell */
    GString *cell, *quoted, *row, *head, *file;
    EpColumnFiles *result;
    guint rows; /* in the file that is being written */
} EpColumnWriter;

gboolean
ep_column_fault_leaves_out(EpColumnFault fault)
{
    return faults[fault].leaves_out;
}

const char *
ep_column_fault_code(EpColumnFault fault)
{
    return faults[fault].code;
}

const char *
ep_column_fault_text(EpColumnFault fault)
{
    return faults[fault].text;
}

void
ep_column_files_free(EpColumnFiles *self)
{
    g_ptr_array_unref(self->files);
    g_array_unref(self->places);
    g_array_unref(self->problems);
    g_free(self);
}

char *
ep_column_file_name(const EpColumns *columns, const char *part, guint index)
{
    const char *dot = strrchr(columns->file, '.');
    g_autoptr(GString) name = g_string_new_len(columns->file, dot != NULL ? dot - columns->file : -1);

    if (part != NULL)
        g_string_append_printf(name, "-%s", part);
    if (index > 0)
        g_string_append_printf(name, "-%u", index + 1);
    g_string_append(name, dot != NULL ? dot : "");
    return g_string_free(g_steal_pointer(&name), FALSE);
}

/* --- a cell's text --- */

static gboolean
ep_column_write_is_narrow(gunichar c)
{
    return c < 0x80 || (c >= 0xFF61 && c <= 0xFF9F);
}

/* Half-width characters: two for what CP932 writes in two bytes. */
static guint
ep_column_width(const char *text)
{
    guint width = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text))
        width += ep_column_write_is_narrow(g_utf8_get_char(text)) ? 1 : 2;
    return width;
}

/* YYYY/MM/DD, YYYY年M月D日 */
static void
ep_column_write_date(GString *out, const char *pattern, const char *value)
{
    EpDate date;

    if (!ep_date_parse(value, &date, NULL)) {
        g_string_append(out, value);
        return;
    }
    for (const char *at = pattern; *at != '\0';) {
        gsize same = strspn(at, (const char[]){ *at, '\0' });
        int number = *at == 'Y' ? date.year : *at == 'M' ? date.month : date.day;

        if (strchr("YMD", *at) != NULL)
            g_string_append_printf(out, "%0*d", (int)same, number);
        else
            g_string_append_len(out, at, (gssize)same);
        at += same;
    }
}

/* A choice without a word for it stands as its code: the file must not depend on the language of the screen. */
static void
ep_column_write_field(GString *out, const EpColumns *columns, EpRecord *record, guint field)
{
    const EpField *description = &columns->table->fields[field];

    if (description->kind == EP_KIND_DATE)
        ep_column_write_date(out, columns->dates, ep_record_get(record, field));
    else
        g_string_append(out, ep_record_get(record, field));
}

static void
ep_column_write_letters(GString *cell, EpColumnLetters letters)
{
    if (letters == EP_COLUMN_LETTERS_UPPER)
        g_string_ascii_up(cell);
    else if (letters == EP_COLUMN_LETTERS_LOWER)
        g_string_ascii_down(cell);
}

static void
ep_column_write_cell(GString *cell, const EpColumns *columns, const EpColumn *column, EpRecord *record)
{
    const char *word;

    g_string_truncate(cell, 0);
    word = column->words->len == 0        ? NULL
           : column->field != EP_NO_FIELD ? ep_column_find_word(column, ep_record_get(record, column->field))
                                          : NULL;
    if (word != NULL) {
        g_string_append(cell, word);
        return;
    }
    for (guint i = 0; i < column->parts->len; i++) {
        const EpColumnPart *part = &g_array_index(column->parts, EpColumnPart, i);

        g_string_append(cell, part->text);
        if (part->field != EP_NO_FIELD)
            ep_column_write_field(cell, columns, record, part->field);
    }
    ep_column_write_letters(cell, column->letters);
    word = cell->len == 0 && column->words->len > 0 ? ep_column_find_word(column, "") : NULL;
    if (word != NULL)
        g_string_append(cell, word);
}

/* --- what it cannot say --- */

static void
ep_column_write_complain(EpColumnWriter *self, guint row, guint column, EpColumnFault fault, gunichar character)
{
    EpColumnProblem problem = { row, column, fault, character };

    g_array_append_val(self->result->problems, problem);
}

static void
ep_column_write_cut(GString *cell, guint longest)
{
    const char *at = cell->str;
    guint width = 0;

    while (*at != '\0') {
        width += ep_column_write_is_narrow(g_utf8_get_char(at)) ? 1 : 2;
        if (width > longest)
            break;
        at = g_utf8_next_char(at);
    }
    g_string_truncate(cell, at - cell->str);
}

char *
ep_column_dup_cell(const EpColumns *columns, guint at, EpRecord *record)
{
    const EpColumn *column = g_ptr_array_index(columns->columns, at);
    GString *cell = g_string_new(NULL);

    ep_column_write_cell(cell, columns, column, record);
    if (column->longest > 0 && column->cut && ep_column_width(cell->str) > column->longest)
        ep_column_write_cut(cell, column->longest);
    return g_string_free(cell, FALSE);
}

/* FALSE: the row is left out. */
static gboolean
ep_column_write_check_cell(EpColumnWriter *self, const EpColumn *column, guint row, guint index)
{
    GString *cell = self->cell;

    if (column->required && cell->str[strspn(cell->str, " ")] == '\0' && ep_column_find_word(column, "") == NULL &&
        (column->field == EP_NO_FIELD || column->words->len == 0)) {
        ep_column_write_complain(self, row, index, EP_COLUMN_FAULT_EMPTY, 0);
        return FALSE;
    }
    if (column->longest == 0 || cell->len <= column->longest || ep_column_width(cell->str) <= column->longest)
        return TRUE;
    ep_column_write_complain(self, row, index, column->cut ? EP_COLUMN_FAULT_CUT : EP_COLUMN_FAULT_LONG, 0);
    if (column->cut)
        ep_column_write_cut(cell, column->longest);
    return column->cut;
}

static gboolean
ep_column_write_is_special(const EpColumnWriter *self, const GString *cell)
{
    const char signs[] = { self->columns->separator, '"', '\r', '\n', '\0' };

    return strpbrk(cell->str, signs) != NULL;
}

/* A blank at an end would be lost where nothing says that it is meant. */
static gboolean
ep_column_write_wants_quotes(const EpColumnWriter *self, const GString *cell)
{
    if (self->columns->quotes != EP_COLUMN_QUOTES_NEEDED)
        return self->columns->quotes == EP_COLUMN_QUOTES_ALL;
    return cell->len > 0 && (ep_column_write_is_special(self, cell) || cell->str[0] == '\t');
}

static const GString *
ep_column_write_quote(EpColumnWriter *self)
{
    if (!ep_column_write_wants_quotes(self, self->cell))
        return self->cell;
    g_string_assign(self->quoted, "\"");
    for (const char *at = self->cell->str; *at != '\0'; at++) {
        if (*at == '"')
            g_string_append_c(self->quoted, '"');
        g_string_append_c(self->quoted, *at);
    }
    g_string_append_c(self->quoted, '"');
    return self->quoted;
}

/* --- encoding --- */

static void
ep_column_write_utf16(GString *out, const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        guint16 units[2] = { (guint16)c, 0 };

        if (c > 0xFFFF) {
            units[0] = (guint16)(0xD800 + ((c - 0x10000) >> 10));
            units[1] = (guint16)(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
        for (int i = 0; i < (c > 0xFFFF ? 2 : 1); i++) {
            g_string_append_c(out, (char)(units[i] & 0xFF));
            g_string_append_c(out, (char)(units[i] >> 8));
        }
    }
}

/* How many characters are lost; self->lost has them. */
static guint
ep_column_write_encode(EpColumnWriter *self, GString *out, const char *text)
{
    g_array_set_size(self->lost, 0);
    if (self->columns->encoding == EP_COLUMN_CP932)
        return ep_text_encoder_append(self->encoder, out, text, self->lost);
    if (self->columns->encoding == EP_COLUMN_UTF16_MARK)
        ep_column_write_utf16(out, text);
    else
        g_string_append(out, text);
    return 0;
}

/* A character once per cell, however often it stands there. */
static void
ep_column_write_complain_lost(EpColumnWriter *self, guint row, guint column, EpColumnFault fault)
{
    for (guint i = 0; i < self->lost->len; i++) {
        gunichar c = g_array_index(self->lost, EpTextLost, i).character;
        gboolean said = FALSE;

        for (guint k = 0; k < i; k++)
            said |= g_array_index(self->lost, EpTextLost, k).character == c;
        if (!said)
            ep_column_write_complain(self, row, column, fault, c);
    }
}

/* FALSE: the row is left out. */
static gboolean
ep_column_write_add_cell(EpColumnWriter *self, EpRecord *record, guint row, guint index)
{
    const EpColumn *column = g_ptr_array_index(self->columns->columns, index);
    EpColumnFault fault = column->required ? EP_COLUMN_FAULT_LOST : EP_COLUMN_FAULT_REPLACED;
    const char separator[] = { self->columns->separator, '\0' };
    gboolean whole;

    ep_column_write_cell(self->cell, self->columns, column, record);
    whole = ep_column_write_check_cell(self, column, row, index);
    if (whole && self->columns->quotes == EP_COLUMN_QUOTES_NEVER && ep_column_write_is_special(self, self->cell)) {
        ep_column_write_complain(self, row, index, EP_COLUMN_FAULT_BREAK, 0);
        whole = FALSE;
    }
    if (index > 0)
        ep_column_write_encode(self, self->row, separator);
    if (ep_column_write_encode(self, self->row, ep_column_write_quote(self)->str) == 0)
        return whole;
    ep_column_write_complain_lost(self, row, index, fault);
    return whole && !ep_column_fault_leaves_out(fault);
}

/* --- files --- */

static void
ep_column_write_head(EpColumnWriter *self)
{
    const EpColumns *columns = self->columns;
    const char separator[] = { columns->separator, '\0' };

    if (columns->encoding == EP_COLUMN_UTF8_MARK)
        g_string_append(self->head, "\xEF\xBB\xBF");
    if (columns->encoding == EP_COLUMN_UTF16_MARK)
        g_string_append(self->head, "\xFF\xFE");
    for (guint i = 0; columns->header && i < columns->columns->len; i++) {
        if (i > 0)
            ep_column_write_encode(self, self->head, separator);
        g_string_assign(self->cell, ((EpColumn *)g_ptr_array_index(columns->columns, i))->heading);
        ep_column_write_encode(self, self->head, ep_column_write_quote(self)->str);
    }
    if (columns->header)
        ep_column_write_encode(self, self->head, columns->line_end);
}

static void
ep_column_write_begin(EpColumnWriter *self)
{
    self->file = g_string_new_len(self->head->str, (gssize)self->head->len);
    self->rows = 0;
}

static void
ep_column_write_end(EpColumnWriter *self)
{
    g_ptr_array_add(self->result->files, g_string_free_to_bytes(g_steal_pointer(&self->file)));
}

static gboolean
ep_column_write_is_full(const EpColumnWriter *self)
{
    const EpColumns *columns = self->columns;

    return self->rows > 0 && ((columns->rows > 0 && self->rows >= columns->rows) ||
                              (columns->bytes > 0 && self->file->len + self->row->len > columns->bytes));
}

static gboolean
ep_column_write_row(EpColumnWriter *self, EpRecord *record, guint row, GError **error)
{
    EpColumnPlace place = { G_MAXUINT, 0 };
    gboolean whole = TRUE;

    g_string_truncate(self->row, 0);
    for (guint i = 0; i < self->columns->columns->len; i++)
        whole = ep_column_write_add_cell(self, record, row, i) && whole;
    ep_column_write_encode(self, self->row, self->columns->line_end);
    if (whole && self->columns->bytes > 0 && self->head->len + self->row->len > self->columns->bytes) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("a row of %u bytes does not fit into a file of %u: allow more bytes in a file"),
                    (guint)self->row->len, (guint)self->columns->bytes);
        return FALSE;
    }
    if (whole) {
        if (ep_column_write_is_full(self)) {
            ep_column_write_end(self);
            ep_column_write_begin(self);
        }
        place = (EpColumnPlace){ self->result->files->len, ++self->rows };
        g_string_append_len(self->file, self->row->str, (gssize)self->row->len);
    }
    g_array_append_val(self->result->places, place);
    return TRUE;
}

static void
ep_column_write_clear(EpColumnWriter *self)
{
    GString *strings[] = { self->cell, self->quoted, self->row, self->head, self->file };

    for (guint i = 0; i < G_N_ELEMENTS(strings); i++) {
        if (strings[i] != NULL)
            g_string_free(strings[i], TRUE);
    }
    g_clear_pointer(&self->encoder, ep_text_encoder_free);
    g_array_unref(self->lost);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpColumnWriter, ep_column_write_clear)

EpColumnFiles *
ep_column_write(const EpColumns *columns, GPtrArray *rows, GError **error)
{
    g_autoptr(EpColumnFiles) result = g_new0(EpColumnFiles, 1);
    g_auto(EpColumnWriter) self = { .columns = columns, .result = result };

    result->files = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    result->places = g_array_sized_new(FALSE, FALSE, sizeof(EpColumnPlace), rows->len);
    result->problems = g_array_new(FALSE, FALSE, sizeof(EpColumnProblem));
    self.lost = g_array_new(FALSE, FALSE, sizeof(EpTextLost));
    self.cell = g_string_new(NULL);
    self.quoted = g_string_new(NULL);
    self.row = g_string_new(NULL);
    self.head = g_string_new(NULL);
    self.encoder = columns->encoding == EP_COLUMN_CP932 ? ep_text_encoder_new(error) : NULL;
    if (columns->encoding == EP_COLUMN_CP932 && self.encoder == NULL)
        return NULL;
    ep_column_write_head(&self);
    ep_column_write_begin(&self);
    for (guint i = 0; i < rows->len; i++) {
        if (!ep_column_write_row(&self, g_ptr_array_index(rows, i), i, error))
            return NULL;
    }
    ep_column_write_end(&self);
    return g_steal_pointer(&result);
}
