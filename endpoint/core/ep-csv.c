#include "endpoint/core/ep-csv.h"

#include "endpoint/core/ep-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTED_MAX 65536 /* so that stray quotes cost each line no more than this */
#define PROBLEMS_MAX 1000
#define SAMPLE_ROWS 50
#define OPEN_QUOTE "“"
#define CLOSE_QUOTE "”"

struct _EpCsv {
    const char *text; /* borrowed */
    const char *end;
    const char *at;
    char delimiter;
    gboolean lenient;
    guint expected;
    guint line;

    /* the record being read */
    EpCsvCell *cells;
    guint n_cells, n_allocated;
    guint row_line;
    gboolean filled, damaged;
    GPtrArray *copies; /* of cells whose quotes had to be taken out */
    GError *fault;

    GPtrArray *problems;
    guint n_problems;
};

static void
ep_csv_problem_free(gpointer data)
{
    EpCsvProblem *problem = data;

    g_free(problem->message);
    g_free(problem);
}

void
ep_csv_set_lenient(EpCsv *self, gboolean lenient)
{
    self->lenient = lenient;
}

void
ep_csv_expect(EpCsv *self, guint n_cells)
{
    self->expected = n_cells;
}

char
ep_csv_delimiter(EpCsv *self)
{
    return self->delimiter;
}

GPtrArray *
ep_csv_problems(EpCsv *self)
{
    return self->problems;
}

guint
ep_csv_n_problems(EpCsv *self)
{
    return self->n_problems;
}

EpCsvPlace
ep_csv_tell(EpCsv *self)
{
    return (EpCsvPlace){ self->at - self->text, self->line };
}

void
ep_csv_seek(EpCsv *self, EpCsvPlace place)
{
    self->at = self->text + place.offset;
    self->line = place.line;
    while (self->problems->len > 0 &&
           ((EpCsvProblem *)g_ptr_array_index(self->problems, self->problems->len - 1))->line >= place.line) {
        g_ptr_array_set_size(self->problems, self->problems->len - 1);
        self->n_problems--;
    }
}

/* A fault in the cell that is being read. */
static void
ep_csv_report(EpCsv *self, guint line, const char *message)
{
    EpCsvProblem *problem;
    guint column = self->n_cells + 1;

    self->damaged = TRUE;
    if (!self->lenient) {
        if (self->fault == NULL)
            self->fault = g_error_new(EP_ERROR, EP_ERROR_INVALID, _("line %u, column %u: %s"), line, column, message);
        return;
    }
    if (self->n_problems++ >= PROBLEMS_MAX)
        return;
    problem = g_new0(EpCsvProblem, 1);
    problem->line = line;
    problem->column = column;
    problem->message = g_strdup(message);
    g_ptr_array_add(self->problems, problem);
}

static inline gboolean
ep_csv_ends_cell(EpCsv *self, const char *p)
{
    return p >= self->end || *p == self->delimiter || *p == '\n' || *p == '\r';
}

static const char *
ep_csv_find_end(EpCsv *self, const char *p)
{
    while (!ep_csv_ends_cell(self, p))
        p++;
    return p;
}

static guint
ep_csv_count_lines(const char *p, const char *end)
{
    guint n = 0;

    for (; p < end; p++)
        n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n')) ? 1 : 0;
    return n;
}

/* The closing quote of a cell whose text begins at @p, or NULL; @doubled says whether it holds doubled ones. */
static const char *
ep_csv_find_close(EpCsv *self, const char *p, gboolean *doubled)
{
    const char *end = self->end - p > QUOTED_MAX ? p + QUOTED_MAX : self->end;

    *doubled = FALSE;
    while ((p = memchr(p, '"', end - p)) != NULL) {
        if (p + 1 >= self->end || p[1] != '"')
            return p;
        *doubled = TRUE;
        p += 2;
        if (p >= end)
            return NULL;
    }
    return NULL;
}

/* @text with every doubled quote made single, and @rest behind it. */
static EpCsvCell
ep_csv_copy(EpCsv *self, EpCsvCell text, EpCsvCell rest)
{
    char *copy = g_malloc(text.length + rest.length + 1), *to = copy;

    for (gsize i = 0; i < text.length; i++) {
        *to++ = text.text[i];
        if (text.text[i] == '"' && i + 1 < text.length && text.text[i + 1] == '"')
            i++;
    }
    memcpy(to, rest.text, rest.length);
    to += rest.length;
    *to = '\0';
    g_ptr_array_add(self->copies, copy);
    return (EpCsvCell){ copy, to - copy };
}

/* ="00123" and =“00123”, which make Excel leave a value alone. */
static EpCsvCell
ep_csv_take_guard(EpCsv *self, EpCsvCell cell)
{
    static const EpCsvCell nothing = { "", 0 };
    const gsize open = strlen(OPEN_QUOTE), close = strlen(CLOSE_QUOTE);
    EpCsvCell inner = { cell.text + 2, cell.length - 3 };

    if (cell.length >= 3 && cell.text[1] == '"' && cell.text[cell.length - 1] == '"')
        return memchr(inner.text, '"', inner.length) != NULL ? ep_csv_copy(self, inner, nothing) : inner;
    if (cell.length >= 1 + open + close && memcmp(cell.text + 1, OPEN_QUOTE, open) == 0 &&
        memcmp(cell.text + cell.length - close, CLOSE_QUOTE, close) == 0)
        return (EpCsvCell){ cell.text + 1 + open, cell.length - 1 - open - close };
    return cell;
}

static EpCsvCell
ep_csv_read_plain(EpCsv *self)
{
    const char *start = self->at;
    EpCsvCell cell;

    self->at = ep_csv_find_end(self, start);
    cell = (EpCsvCell){ start, self->at - start };
    if (!self->lenient && cell.length > 0 && *start != '=' && memchr(start, '"', cell.length) != NULL)
        ep_csv_report(self, self->line, _("a quote stands inside a cell that does not begin with one"));
    return cell;
}

/* An opening quote that cannot be meant as one: it and the rest of its line are taken as they stand. */
static EpCsvCell
ep_csv_read_stray(EpCsv *self)
{
    const char *start = self->at;

    ep_csv_report(self, self->line, _("a quote is opened here and not closed"));
    self->at = ep_csv_find_end(self, start + 1);
    return (EpCsvCell){ start, self->at - start };
}

static EpCsvCell
ep_csv_read_quoted(EpCsv *self)
{
    const char *start = self->at + 1, *close, *rest;
    guint n_lines;
    EpCsvCell cell;
    gboolean doubled;

    close = ep_csv_find_close(self, start, &doubled);
    if (close == NULL)
        return ep_csv_read_stray(self);
    n_lines = ep_csv_count_lines(start, close);
    rest = close + 1;
    if (n_lines > 0 && !ep_csv_ends_cell(self, rest)) /* closed by the opening quote of a later record */
        return ep_csv_read_stray(self);
    self->line += n_lines;
    self->at = ep_csv_find_end(self, rest);
    cell = (EpCsvCell){ start, close - start };
    if (self->at > rest)
        ep_csv_report(self, self->line, _("text stands behind a closing quote; quotes inside a cell are doubled"));
    if (doubled || self->at > rest)
        return ep_csv_copy(self, cell, (EpCsvCell){ rest, self->at - rest });
    return cell;
}

/* ="a,b" with the delimiter inside: taken as one cell if it ends as one. */
static gboolean
ep_csv_read_guarded(EpCsv *self, EpCsvCell *cell)
{
    const char *start = self->at, *close;
    gboolean doubled;

    if (self->end - start < 3 || start[0] != '=' || start[1] != '"')
        return FALSE;
    close = ep_csv_find_close(self, start + 2, &doubled);
    if (close == NULL || !ep_csv_ends_cell(self, close + 1))
        return FALSE;
    self->line += ep_csv_count_lines(start, close);
    self->at = close + 1;
    *cell = (EpCsvCell){ start, self->at - start };
    return TRUE;
}

static gboolean
ep_csv_is_filled(EpCsvCell cell)
{
    gsize i = 0;

    while (i < cell.length && (cell.text[i] == ' ' || cell.text[i] == '\t'))
        i++;
    return i < cell.length;
}

static void
ep_csv_read_cell(EpCsv *self)
{
    EpCsvCell cell;

    if (self->at < self->end && *self->at == '"')
        cell = ep_csv_read_quoted(self);
    else if (!ep_csv_read_guarded(self, &cell))
        cell = ep_csv_read_plain(self);
    if (cell.length >= 3 && cell.text[0] == '=')
        cell = ep_csv_take_guard(self, cell);
    if (ep_csv_is_filled(cell)) {
        self->filled = TRUE;
        if (self->expected > 0 && self->n_cells >= self->expected)
            ep_csv_report(self, self->line, _("there are more cells than the header has"));
    }
    if (self->n_cells == self->n_allocated) {
        self->n_allocated = MAX(32, self->n_allocated * 2);
        self->cells = g_renew(EpCsvCell, self->cells, self->n_allocated);
    }
    self->cells[self->n_cells++] = cell;
}

static void
ep_csv_end_line(EpCsv *self)
{
    if (self->at >= self->end)
        return;
    self->at += *self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n' ? 2 : 1;
    self->line++;
}

gboolean
ep_csv_next(EpCsv *self, EpCsvRow *row, GError **error)
{
    if (self->at >= self->end)
        return FALSE;
    self->n_cells = 0;
    self->row_line = self->line;
    self->filled = self->damaged = FALSE;
    if (self->copies->len > 0)
        g_ptr_array_set_size(self->copies, 0);
    ep_csv_read_cell(self);
    while (self->at < self->end && *self->at == self->delimiter) {
        self->at++;
        ep_csv_read_cell(self);
    }
    ep_csv_end_line(self);
    if (self->fault != NULL) {
        self->at = self->end;
        g_propagate_error(error, g_steal_pointer(&self->fault));
        return FALSE;
    }
    *row = (EpCsvRow){ self->cells, self->n_cells, self->row_line, !self->filled, self->damaged };
    return TRUE;
}

/* How many of the first records agree on a number of cells above one, and how many cells those are: more of both is
 * likelier. */
static guint64
ep_csv_rate(const char *text, gssize length, char delimiter)
{
    g_autoptr(EpCsv) csv = ep_csv_new(text, length, delimiter);
    guint widths[SAMPLE_ROWS], n = 0;
    guint64 best = 0;
    EpCsvRow row;

    ep_csv_set_lenient(csv, TRUE);
    while (n < SAMPLE_ROWS && ep_csv_next(csv, &row, NULL))
        if (!row.blank)
            widths[n++] = row.n_cells;
    for (guint i = 0; i < n; i++) {
        guint64 agree = 0;

        for (guint j = 0; j < n; j++)
            agree += widths[j] == widths[i] ? 1 : 0;
        if (widths[i] > 1)
            best = MAX(best, agree << 32 | widths[i]);
    }
    return best;
}

static char
ep_csv_guess_delimiter(const char *text, gssize length)
{
    static const char candidates[] = { ',', '\t', ';' };
    guint64 best = 0;
    char found = ',';

    for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
        guint64 rate = ep_csv_rate(text, length, candidates[i]);

        if (rate > best) {
            best = rate;
            found = candidates[i];
        }
    }
    return found;
}

EpCsv *
ep_csv_new(const char *text, gssize length, char delimiter)
{
    EpCsv *self = g_new0(EpCsv, 1);

    self->text = self->at = text;
    self->end = text + (length < 0 ? strlen(text) : (gsize)length);
    self->line = 1;
    self->copies = g_ptr_array_new_with_free_func(g_free);
    self->problems = g_ptr_array_new_with_free_func(ep_csv_problem_free);
    self->delimiter = delimiter != 0 ? delimiter : ep_csv_guess_delimiter(text, self->end - text);
    return self;
}

void
ep_csv_free(EpCsv *self)
{
    if (self == NULL)
        return;
    g_clear_error(&self->fault);
    g_ptr_array_unref(self->copies);
    g_ptr_array_unref(self->problems);
    g_free(self->cells);
    g_free(self);
}

char *
ep_csv_row_dup(const EpCsvRow *row, guint column)
{
    return column < row->n_cells ? g_strndup(row->cells[column].text, row->cells[column].length) : g_strdup("");
}

char *
ep_csv_row_dup_trim(const EpCsvRow *row, guint column)
{
    const char *start, *end;

    if (column >= row->n_cells)
        return g_strdup("");
    start = row->cells[column].text;
    end = start + row->cells[column].length;
    while (start < end && g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start) {
        const char *last = g_utf8_prev_char(end);

        if (!g_unichar_isspace(g_utf8_get_char(last)))
            break;
        end = last;
    }
    return g_strndup(start, end - start);
}
