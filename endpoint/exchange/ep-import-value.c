#include "endpoint/exchange/ep-import-value.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-net.h"
#include "endpoint/exchange/ep-import-key.h"
#include "endpoint/exchange/ep-import-reference.h"

/* No PC of an office has less: a bare 8 below メモリ is gigabytes. */
#define SMALLEST_MB 256

typedef struct {
    const char *value; /* NULL: it has none, but a reason */
    const char *reason;
} EpImportFound;

struct _EpImportValue {
    EpReader *reader;
    const EpTable *table;
    GHashTable **known;             /* by field: text → EpImportFound; NULL for kinds that hardly repeat */
    EpImportReference **references; /* by field, on demand; two fields may share one */
    GPtrArray *owned;               /* EpImportReference */
    GStringChunk *texts;
    GString *scratch;
};

static gboolean
ep_import_value_repeats(EpKind kind)
{
    return kind != EP_KIND_TEXT && kind != EP_KIND_LINES && kind != EP_KIND_CODE && kind != EP_KIND_MAC &&
           kind != EP_KIND_IP;
}

EpImportValue *
ep_import_value_new(EpReader *reader, const EpTable *table)
{
    EpImportValue *self = g_new0(EpImportValue, 1);

    self->reader = reader;
    self->table = table;
    self->known = g_new0(GHashTable *, table->at.n_fields + 1);
    self->references = g_new0(EpImportReference *, table->at.n_fields + 1);
    self->owned = g_ptr_array_new_with_free_func((GDestroyNotify)ep_import_reference_free);
    self->texts = g_string_chunk_new(65536);
    self->scratch = g_string_new(NULL);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_import_value_repeats(table->fields[i].kind))
            self->known[i] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    }
    return self;
}

void
ep_import_value_free(EpImportValue *self)
{
    for (guint i = 0; i < self->table->at.n_fields; i++)
        g_clear_pointer(&self->known[i], g_hash_table_unref);
    g_free(self->known);
    g_free(self->references);
    g_ptr_array_unref(self->owned);
    g_string_chunk_free(self->texts);
    g_string_free(self->scratch, TRUE);
    g_free(self);
}

static EpImportReference *
ep_import_value_get_reference(EpImportValue *self, guint field)
{
    const char *name = self->table->fields[field].reference;

    for (guint i = 0; self->references[field] == NULL && i < field; i++) {
        if (g_strcmp0(self->table->fields[i].reference, name) == 0)
            self->references[field] = self->references[i];
    }
    if (self->references[field] == NULL) {
        self->references[field] =
            ep_import_reference_new(self->reader, ep_catalog_find(ep_reader_get_catalog(self->reader), name));
        g_ptr_array_add(self->owned, self->references[field]);
    }
    return self->references[field];
}

/* Leaves blanks at both ends out, the wide one too. */
static void
ep_import_value_trim(const char **text, gsize *length)
{
    const char *at = *text, *end = *text + *length;

    for (;;) {
        if (at < end && (g_ascii_isspace(*at)))
            at++;
        else if (end - at >= 3 && memcmp(at, "\xe3\x80\x80", 3) == 0)
            at += 3;
        else if (end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0)
            at += 2;
        else
            break;
    }
    for (;;) {
        if (at < end && g_ascii_isspace(end[-1]))
            end--;
        else if (end - at >= 3 && memcmp(end - 3, "\xe3\x80\x80", 3) == 0)
            end -= 3;
        else if (end - at >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0)
            end -= 2;
        else
            break;
    }
    *text = at;
    *length = (gsize)(end - at);
}

/* One line of a cell that may have several; line ends of several lines are LF. */
static void
ep_import_value_mend_lines(GString *text, gboolean several)
{
    char *out = text->str;

    for (const char *in = text->str; *in != '\0'; in++) {
        if (*in != '\r' && *in != '\n') {
            *out++ = *in;
            continue;
        }
        if (*in == '\r' && in[1] == '\n')
            in++;
        *out++ = several ? '\n' : ' ';
    }
    g_string_truncate(text, (gsize)(out - text->str));
}

static gboolean
ep_import_value_is_plain(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if ((text[i] & 0x80) != 0 || text[i] == '\r' || text[i] == '\n')
            return FALSE;
    }
    return TRUE;
}

static const char *
ep_import_value_read_text(EpImportValue *self, const EpField *field, const char *text, gsize length)
{
    if (ep_import_value_is_plain(text, length))
        return g_string_chunk_insert_len(self->texts, text, (gssize)length);
    g_string_truncate(self->scratch, 0);
    g_string_append_len(self->scratch, text, (gssize)length);
    if (memchr(text, '\n', length) != NULL || memchr(text, '\r', length) != NULL)
        ep_import_value_mend_lines(self->scratch, field->kind == EP_KIND_LINES);
    if (field->kind == EP_KIND_CODE)
        ep_fold_narrow(self->scratch->str);
    return g_string_chunk_insert(self->texts, self->scratch->str);
}

/* What people write where there is nothing to write. */
static gboolean
ep_import_value_is_nothing(const EpField *field, const char *text)
{
    static const char *const nothing[] = { "-",  "--",   "ー",   "－",     "―",   "‐",   "−",    "なし", "無し",
                                           "無", "不明", "未定", "未設定", "N/A", "n/a", "NULL", "null", NULL };

    return field->kind != EP_KIND_YES && field->kind != EP_KIND_REFERENCE && g_strv_contains(nothing, text);
}

/* "16,384": a comma that three digits follow is none. */
static void
ep_import_value_ungroup(char *text)
{
    char *out = text;

    for (const char *in = text; *in != '\0'; in++) {
        if (*in == ',' && in > text && g_ascii_isdigit(in[-1]) && strspn(in + 1, "0123456789") == 3)
            continue;
        *out++ = *in;
    }
    *out = '\0';
}

/* "16GB", "16 G", "16384MB", "16,384 MB", "16" in a field that counts megabytes. */
static char *
ep_import_value_mend_size(const EpField *field, const char *text)
{
    g_autofree char *narrow = NULL;
    char *end;
    double size;

    if (field->kind != EP_KIND_INTEGER || !g_str_has_suffix(field->name, "_mb"))
        return NULL;
    narrow = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    if (narrow == NULL)
        return NULL;
    ep_import_value_ungroup(narrow);
    size = g_ascii_strtod(narrow, &end);
    if (size <= 0 || size > 1e9 || end == narrow)
        return NULL;
    while (*end == ' ')
        end++;
    if (*end == '\0' && size < SMALLEST_MB)
        end = "gb";
    if (g_ascii_strcasecmp(end, "gb") == 0 || g_ascii_strcasecmp(end, "g") == 0 || g_ascii_strcasecmp(end, "gib") == 0)
        return g_strdup_printf("%.0f", size * 1024);
    if (g_ascii_strcasecmp(end, "tb") == 0)
        return g_strdup_printf("%.0f", size * 1024 * 1024);
    return g_ascii_strcasecmp(end, "mb") == 0 || *end == '\0' ? g_strdup_printf("%.0f", size) : NULL;
}

static EpImportFound
ep_import_value_parse(EpImportValue *self, guint field, const char *text)
{
    const EpField *description = &self->table->fields[field];
    g_autofree char *value = NULL, *reason = NULL, *size = NULL;
    g_autoptr(GError) error = NULL;

    if (*text == '\0' || ep_import_value_is_nothing(description, text))
        return (EpImportFound){ "", NULL };
    if (description->kind == EP_KIND_REFERENCE) {
        const char *id = ep_import_reference_find(ep_import_value_get_reference(self, field), text, &reason);

        g_autofree char *whole = g_strdup_printf("%s: %s", ep_label(description->label), reason);

        return (EpImportFound){ id, reason != NULL ? g_string_chunk_insert(self->texts, whole) : NULL };
    }
    size = ep_import_value_mend_size(description, text);
    value = ep_kind_parse(description, size != NULL ? size : text, &error);
    if (value == NULL)
        return (EpImportFound){ NULL, g_string_chunk_insert(self->texts, error->message) };
    if (description->kind == EP_KIND_MAC && ep_net_mac_is_void(value))
        return (EpImportFound){ "", NULL };
    return (EpImportFound){ g_string_chunk_insert(self->texts, value), NULL };
}

const char *
ep_import_value_read(EpImportValue *self, guint field, const char *text, gsize length, const char **reason)
{
    const EpField *description = &self->table->fields[field];
    EpImportFound *known, found;

    *reason = NULL;
    ep_import_value_trim(&text, &length);
    if (length == 0)
        return "";
    if (description->kind == EP_KIND_TEXT || description->kind == EP_KIND_LINES || description->kind == EP_KIND_CODE)
        return ep_import_value_read_text(self, description, text, length);
    g_string_truncate(self->scratch, 0);
    g_string_append_len(self->scratch, text, (gssize)length);
    known = self->known[field] != NULL ? g_hash_table_lookup(self->known[field], self->scratch->str) : NULL;
    if (known != NULL) {
        *reason = known->reason;
        return known->value;
    }
    ep_import_value_mend_lines(self->scratch, FALSE);
    found = ep_import_value_parse(self, field, self->scratch->str);
    if (self->known[field] != NULL)
        g_hash_table_insert(self->known[field], g_string_chunk_insert_len(self->texts, text, (gssize)length),
                            g_memdup2(&found, sizeof found));
    *reason = found.reason;
    return found.value;
}

const char *
ep_import_value_get_label(EpImportValue *self, guint field, const char *value)
{
    const EpField *description = &self->table->fields[field];

    if (description->kind == EP_KIND_REFERENCE && *value != '\0')
        return ep_import_reference_get_label(ep_import_value_get_reference(self, field), value);
    return value;
}

EpDraft *
ep_import_value_get_made(EpImportValue *self, guint field, const char *value)
{
    if (self->table->fields[field].kind != EP_KIND_REFERENCE || *value == '\0')
        return NULL;
    return ep_import_reference_get_made(ep_import_value_get_reference(self, field), value);
}
