#include "endpoint/core/ep-column-map.h"

#include <glib/gi18n-lib.h>

static const EpChoice encodings[] = {
    { "cp932", N_("Shift JIS (CP932)"), EP_TINT_NONE, "sjis|shift_jis|ms932|windows-31j" },
    { "utf-8", N_("UTF-8"), EP_TINT_NONE, "utf8" },
    { "utf-8-bom", N_("UTF-8 with byte order mark"), EP_TINT_NONE, "utf8-bom" },
    { "utf-16le-bom", N_("UTF-16 LE with byte order mark"), EP_TINT_NONE, "utf-16|utf-16le" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice separators[] = {
    { "comma", N_("Comma"), EP_TINT_NONE, "," },
    { "tab", N_("Tab"), EP_TINT_NONE },
    { "semicolon", N_("Semicolon"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice quotes[] = {
    { "needed", N_("Where needed"), EP_TINT_NONE },
    { "all", N_("Every cell"), EP_TINT_NONE },
    { "never", N_("Never"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice lines[] = {
    { "crlf", N_("CR LF (Windows)"), EP_TINT_NONE },
    { "lf", N_("LF"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice deltas[] = {
    { "no", N_("Not taken: a list replaces the one before"), EP_TINT_NONE },
    { "column", N_("One file; a column says what to do"), EP_TINT_NONE },
    { "files", N_("A file each for added, changed, removed"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField setting_fields[] = {
    { "encoding", N_("Encoding"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = encodings, .initial = "cp932" },
    { "separator", N_("Separator"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = separators, .initial = "comma" },
    { "quotes", N_("Quotes"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = quotes, .initial = "needed" },
    { "lines", N_("Line end"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = lines, .initial = "crlf" },
    { "header", N_("First row holds the headings"), EP_KIND_YES, 0, .initial = "1" },
    { "dates", N_("Dates as"), EP_KIND_TEXT, EP_FIELD_REQUIRED, .initial = "YYYY/MM/DD" },
    { "rows", N_("Most rows in a file"), EP_KIND_INTEGER, 0 },
    { "bytes", N_("Most bytes in a file"), EP_KIND_INTEGER, 0 },
    { "file", N_("File name"), EP_KIND_TEXT, EP_FIELD_REQUIRED, .initial = "devices.csv" },
    { "deltas", N_("Changes alone"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = deltas, .initial = "no" },
    { NULL },
};

static const EpChoice letters[] = {
    { "keep", N_("As they are"), EP_TINT_NONE },
    { "upper", N_("Capitals"), EP_TINT_NONE },
    { "lower", N_("Small letters"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField column_fields[] = {
    { "heading", N_("Heading"), EP_KIND_TEXT, 0 },
    { "value", N_("What stands in it"), EP_KIND_TEXT, 0 },
    { "required", N_("Must not be empty"), EP_KIND_YES, 0 },
    { "longest", N_("Most half-width characters"), EP_KIND_INTEGER, 0 },
    { "cut", N_("Cut what is longer"), EP_KIND_YES, 0 },
    { "letters", N_("Letters"), EP_KIND_CHOICE, EP_FIELD_REQUIRED, .choices = letters, .initial = "keep" },
    { "words", N_("Words for values"), EP_KIND_LINES, 0 },
    { NULL },
};

static EpTable setting_table = { .name = "column_settings",
                                 .label = N_("How the file is written"),
                                 .fields = setting_fields };
static EpTable column_table = { .name = "column", .label = N_("Columns"), .fields = column_fields, .title = "heading" };

static const EpTable *
ep_column_map_prepare(EpTable *table)
{
    static GMutex mutex;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);

    ep_table_prepare(table);
    return table;
}

const EpTable *
ep_column_map_get_settings_table(void)
{
    return ep_column_map_prepare(&setting_table);
}

const EpTable *
ep_column_map_get_column_table(void)
{
    return ep_column_map_prepare(&column_table);
}

EpColumnMap *
ep_column_map_new(const EpTable *table)
{
    EpColumnMap *self = g_new0(EpColumnMap, 1);

    self->table = table;
    self->settings = ep_draft_new(ep_column_map_get_settings_table());
    ep_draft_fill(self->settings, "", "", 0);
    self->columns = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    return self;
}

void
ep_column_map_free(EpColumnMap *self)
{
    ep_draft_unref(self->settings);
    g_ptr_array_unref(self->columns);
    g_free(self);
}

/* --- compiled: ep-column-compile.c --- */

void
ep_columns_free(EpColumns *self)
{
    g_ptr_array_unref(self->columns);
    g_free(self->dates);
    g_free(self->file);
    g_free(self);
}

EpColumns *
ep_columns_parse(const EpTable *table, const char *text, GError **error)
{
    g_autoptr(EpColumnMap) map = ep_column_map_parse(table, text, error);

    return map != NULL ? ep_column_map_compile(map, error) : NULL;
}

gboolean
ep_columns_hold(const EpColumns *self, guint field)
{
    for (guint i = 0; i < self->columns->len; i++) {
        const EpColumn *column = g_ptr_array_index(self->columns, i);

        for (guint k = 0; k < column->parts->len; k++) {
            if (g_array_index(column->parts, EpColumnPart, k).field == field)
                return field != EP_NO_FIELD;
        }
    }
    return FALSE;
}
