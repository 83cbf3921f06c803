#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-time.h"
#include "endpoint/ledger/ep-form-private.h"

#define MARKED "■"
#define UNMARKED "□"

struct _EpFormFill {
    EpReader *reader;
    EpForm *form, *shared; /* @shared: NULL or the form with everybody's words */
    char *today, *who;
    GHashTable *numbers; /* name → text */
    GHashTable *records; /* "table/id" → EpRecord */
    GError *error;       /* of the store, while a text is filled in */
};

typedef struct {
    EpFormFill *fill;
    EpRecord *record; /* NULL: a row to be filled in by hand */
    GString *text;
} EpFormFillJob;

EpFormFill *
ep_form_fill_new(EpReader *reader, GPtrArray *forms, EpForm *form, const char *today, const char *who)
{
    EpFormFill *self = g_new0(EpFormFill, 1);

    self->reader = reader;
    self->form = ep_form_ref(form);
    for (guint i = 0; forms != NULL && i < forms->len; i++) {
        EpForm *other = g_ptr_array_index(forms, i);

        if (strcmp(ep_form_get_name(other), EP_FORM_SHARED) == 0)
            self->shared = ep_form_ref(other);
    }
    self->today = g_strdup(today);
    self->who = g_strdup(who);
    self->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self->records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
    return self;
}

void
ep_form_fill_free(EpFormFill *self)
{
    ep_form_unref(self->form);
    g_clear_pointer(&self->shared, ep_form_unref);
    g_free(self->today);
    g_free(self->who);
    g_hash_table_unref(self->numbers);
    g_hash_table_unref(self->records);
    g_clear_error(&self->error);
    g_free(self);
}

void
ep_form_fill_set_number(EpFormFill *self, const char *name, guint number)
{
    g_hash_table_replace(self->numbers, g_strdup(name), g_strdup_printf("%u", number));
}

char *
ep_form_dup_code(EpRecord *record)
{
    return g_strdup_printf("%020" G_GINT64_FORMAT, ep_record_get_id(record));
}

gint64
ep_form_read_code(const char *text)
{
    gint64 id = 0;

    if (strlen(text) == 20 && strspn(text, "0123456789") == 20)
        g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL);
    return id;
}

/* --- where a path leads --- */

static EpRecord *
ep_form_fill_read(EpFormFill *self, const EpTable *table, gint64 id)
{
    g_autofree char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, table->name, id);
    EpRecord *record = g_hash_table_lookup(self->records, key);

    if (record != NULL || self->error != NULL)
        return record;
    record = ep_reader_read(self->reader, table, id, &self->error);
    if (record != NULL)
        g_hash_table_insert(self->records, g_steal_pointer(&key), record);
    return record;
}

/* The record that the names before the last dot lead to; NULL where one of them is not said. */
static EpRecord *
ep_form_fill_follow(EpFormFill *self, EpRecord *record, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);

    for (char **name = names; record != NULL && *name != NULL; name++) {
        const EpTable *table = ep_record_get_table(record);
        guint field = ep_table_find(table, *name);
        gint64 id = ep_record_get_integer(record, *name);
        const EpTable *to = field != EP_NO_FIELD
                                ? ep_catalog_find(ep_reader_get_catalog(self->reader), table->fields[field].reference)
                                : NULL;

        record = to != NULL && id != 0 ? ep_form_fill_read(self, to, id) : NULL;
    }
    return record;
}

/* The record and the name of its field. */
static EpRecord *
ep_form_fill_find(EpFormFill *self, EpRecord *record, const char *path, const char **name)
{
    const char *dot = strrchr(path, '.');
    g_autofree char *before = dot != NULL ? g_strndup(path, (gsize)(dot - path)) : NULL;

    *name = dot != NULL ? dot + 1 : path;
    return before != NULL && record != NULL ? ep_form_fill_follow(self, record, before) : record;
}

/* --- how a value is written --- */

static char *
ep_form_fill_format_date(EpDate date, const char *format)
{
    g_autofree char *year = ep_date_is_set(date) ? ep_date_format_year(date) : NULL;
    EpDate april = { ep_date_fiscal_year(date), 4, 1 };

    if (year == NULL)
        return g_strdup("");
    if (strcmp(format, "long") == 0)
        return ep_date_format_long(date);
    if (strcmp(format, "short") == 0)
        return ep_date_format_short(date);
    if (strcmp(format, "west") == 0)
        return g_strdup_printf("%d/%d/%d", date.year, date.month, date.day);
    if (strcmp(format, "year") == 0)
        return g_steal_pointer(&year);
    if (strcmp(format, "fiscal") != 0)
        return g_strdup_printf("%s%d月%d日", year, date.month, date.day);
    g_free(year);
    year = ep_date_format_year(april);
    return g_strconcat(year, "度", NULL);
}

static char *
ep_form_fill_format_time(const char *value, const char *format)
{
    g_autofree char *clock = ep_time_format_clock(value, EP_ZONE_JAPAN), *day = NULL;

    if (strcmp(format, "time") == 0)
        return g_steal_pointer(&clock);
    day = ep_form_fill_format_date(ep_time_text_date(value, EP_ZONE_JAPAN), format);
    return *format != '\0' ? g_steal_pointer(&day) : g_strconcat(day, " ", clock, NULL);
}

static char *
ep_form_fill_format(EpRecord *record, guint field, const char *format)
{
    const EpField *description = &ep_record_get_table(record)->fields[field];
    const char *value = ep_record_get(record, field);
    EpDate date;

    if (strcmp(format, "mark") == 0)
        return g_strdup(*value != '\0' ? MARKED : UNMARKED);
    if (strcmp(format, "code") == 0)
        return g_strdup(value);
    if (description->kind == EP_KIND_DATE)
        return ep_date_parse(value, &date, NULL) ? ep_form_fill_format_date(date, format) : g_strdup(value);
    if (description->kind == EP_KIND_TIME && *value != '\0')
        return ep_form_fill_format_time(value, format);
    if (description->kind == EP_KIND_YES)
        return g_strdup(*value != '\0' ? "有" : "無");
    return ep_record_describe(record, field);
}

/* @page, @today, or a word of the form's or of the site's. */
static char *
ep_form_fill_special(EpFormFill *self, const char *name, const char *format)
{
    const char *text = g_hash_table_lookup(self->numbers, name);
    EpDate today;

    if (text == NULL)
        text = g_hash_table_lookup(self->form->words, name);
    if (text == NULL && self->shared != NULL)
        text = g_hash_table_lookup(self->shared->words, name);
    if (text != NULL)
        return g_strdup(text);
    if (strcmp(name, "today") == 0 && ep_date_parse(self->today, &today, NULL))
        return ep_form_fill_format_date(today, format);
    return g_strdup(strcmp(name, "who") == 0 ? self->who : "");
}

static char *
ep_form_fill_value(EpFormFill *self, EpRecord *record, const EpFormHole *hole)
{
    const char *name;
    guint field;

    if (*hole->path == '@' && strcmp(hole->path, "@code") != 0)
        return ep_form_fill_special(self, hole->path + 1, hole->format);
    record = ep_form_fill_find(self, record, hole->path, &name);
    if (record == NULL)
        return g_strdup(strcmp(hole->format, "mark") == 0 ? UNMARKED : "");
    if (strcmp(name, "@code") == 0)
        return ep_form_dup_code(record);
    field = ep_table_find(ep_record_get_table(record), name);
    return field != EP_NO_FIELD ? ep_form_fill_format(record, field, hole->format) : g_strdup("");
}

static gboolean
ep_form_fill_is_one_of(EpFormFill *self, EpRecord *record, const char *path, char **codes)
{
    const char *name;

    record = ep_form_fill_find(self, record, path, &name);
    return record != NULL && g_strv_contains((const char *const *)codes, ep_record_get_named(record, name));
}

static gboolean
ep_form_fill_piece(const char *text, gsize length, const EpFormHole *hole, gpointer user_data, GError **error)
{
    EpFormFillJob *job = user_data;
    g_autofree char *value = NULL;

    if (hole == NULL) {
        g_string_append_len(job->text, text, (gssize)length);
        return TRUE;
    }
    if (hole->codes != NULL) {
        gboolean marked = ep_form_fill_is_one_of(job->fill, job->record, hole->path, hole->codes);

        g_string_append(job->text, marked ? MARKED : UNMARKED);
        return TRUE;
    }
    value = ep_form_fill_value(job->fill, job->record, hole);
    g_string_append(job->text, *value != '\0' || hole->otherwise == NULL ? value : hole->otherwise);
    return TRUE;
}

char *
ep_form_fill_text(EpFormFill *self, const char *text, EpRecord *record, GError **error)
{
    g_autoptr(GString) filled = g_string_new(NULL);
    EpFormFillJob job = { self, record, filled };

    if (!ep_form_path_walk(text, ep_form_fill_piece, &job, error))
        return NULL;
    if (self->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&self->error));
        return NULL;
    }
    return g_string_free(g_steal_pointer(&filled), FALSE);
}

gboolean
ep_form_fill_holds(EpFormFill *self, const EpFormWhen *when, EpRecord *record)
{
    for (; when != NULL; when = when->next) {
        const char *name;
        EpRecord *found;
        gboolean holds;

        if (*when->path == '@') {
            EpFormHole hole = { .path = when->path, .format = (char *)"" };
            g_autofree char *word = ep_form_fill_value(self, record, &hole);

            holds = when->codes != NULL ? g_strv_contains((const char *const *)when->codes, word) : *word != '\0';
        } else if (when->codes != NULL) {
            holds = ep_form_fill_is_one_of(self, record, when->path, when->codes);
        } else {
            found = ep_form_fill_find(self, record, when->path, &name);
            holds = found != NULL && *ep_record_get_named(found, name) != '\0';
        }
        if (holds == when->negated)
            return FALSE;
    }
    return TRUE;
}

/* Those that belong to one of @records. */
static GPtrArray *
ep_form_fill_step(EpFormFill *self, const EpFormStep *step, GPtrArray *records, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < records->len; i++) {
        GPtrArray *some = ep_reader_load_of(self->reader, step->table, step->field,
                                            ep_record_get_id(g_ptr_array_index(records, i)), error);

        if (some == NULL)
            return NULL;
        g_ptr_array_extend_and_steal(found, some);
    }
    return g_steal_pointer(&found);
}

GPtrArray *
ep_form_fill_rows(EpFormFill *self, const EpFormNode *row, EpRecord *record, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_object_unref);
    guint n;

    if (row->of != NULL && record != NULL)
        record = ep_form_fill_follow(self, record, row->of);
    if (record == NULL)
        return g_steal_pointer(&rows);
    g_ptr_array_add(rows, g_object_ref(record));
    for (guint i = 0; i < row->each->len; i++) {
        GPtrArray *next = ep_form_fill_step(self, g_ptr_array_index(row->each, i), rows, error);

        if (next == NULL)
            return NULL;
        g_ptr_array_unref(rows);
        rows = next;
    }
    n = row->max != 0 ? MIN(row->max, rows->len) : rows->len;
    if (row->last)
        g_ptr_array_remove_range(rows, 0, rows->len - n);
    else
        g_ptr_array_set_size(rows, (gint)n);
    return g_steal_pointer(&rows);
}
