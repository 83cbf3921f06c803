#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-read.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "endpoint/store/ep-blob.h"

/*
 * What becomes of an export: its console takes it as a whole (confirm), not at all (discard), or answers row by row,
 * with errors and with the keys that it gave (answer).
 */

typedef struct {
    EpDeed *deed;
    EpRecord *export, *target;
    GPtrArray *rows;           /* of the kept list */
    GHashTable *named;         /* what an answer may call a row (ep_allowlist_answer_name()) → EpRecord of the list */
    GHashTable *registrations; /* permit's number → EpDraft */
    GPtrArray *drafts;
    GString *unknown; /* rows of the answer that are none of the list's */
    char *name;       /* of the answer's file */
    guint taken;
} EpAllowlistAnswer;

static void
ep_allowlist_answer_clear(EpAllowlistAnswer *self)
{
    g_clear_object(&self->target);
    g_clear_pointer(&self->rows, g_ptr_array_unref);
    g_clear_pointer(&self->named, g_hash_table_unref);
    g_clear_pointer(&self->registrations, g_hash_table_unref);
    g_clear_pointer(&self->drafts, g_ptr_array_unref);
    if (self->unknown != NULL)
        g_string_free(self->unknown, TRUE);
    g_free(self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpAllowlistAnswer, ep_allowlist_answer_clear)

/* --- the export and its registrations --- */

/* A draft of the export with what the verb writes, and of each registration on its target. */
static gboolean
ep_allowlist_answer_open(EpAllowlistAnswer *self, EpDeed *deed, GError **error)
{
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(GPtrArray) registrations = NULL;
    guint permit = ep_table_find(&ep_registration_table, "permit");

    self->deed = deed;
    self->export = g_ptr_array_index(deed->records, 0);
    self->drafts = ep_deed_draft(deed, error);
    self->registrations = g_hash_table_new(g_str_hash, g_str_equal);
    if (self->drafts == NULL)
        return FALSE;
    self->target = ep_reader_read(reader, &ep_target_table, ep_record_get_integer(self->export, "target"), error);
    if (self->target == NULL)
        return FALSE;
    registrations = ep_reader_load_of(reader, &ep_registration_table, "target", ep_record_get_id(self->target), error);
    for (guint i = 0; registrations != NULL && i < registrations->len; i++) {
        EpDraft *draft = ep_draft_new_from(g_ptr_array_index(registrations, i));

        g_ptr_array_add(self->drafts, draft);
        g_hash_table_insert(self->registrations, (gpointer)ep_record_get_label(ep_draft_get_base(draft), permit),
                            draft);
    }
    return registrations != NULL;
}

static gboolean
ep_allowlist_answer_is_of(EpAllowlistAnswer *self, EpDraft *registration, const char *field, const char *states)
{
    return ep_draft_get_integer(registration, field) == ep_record_get_id(self->export) &&
           ep_words_contain(states, ep_draft_get_named(registration, "state"));
}

static EpDraft *
ep_allowlist_answer_get_export(EpAllowlistAnswer *self)
{
    return g_ptr_array_index(self->drafts, 0);
}

static gboolean
ep_allowlist_answer_write(EpAllowlistAnswer *self, GError **error)
{
    for (guint i = self->drafts->len; i > 1; i--) {
        if (!ep_draft_is_changed(g_ptr_array_index(self->drafts, i - 1)))
            g_ptr_array_remove_index(self->drafts, i - 1);
    }
    return ep_act_write_all(self->deed->act, self->drafts, self->deed->progress, error);
}

/* --- all of it --- */

/* The same as verifying each of its registrations, by whoever may do that. */
static gboolean
ep_allowlist_answer_confirm(EpAllowlistAnswer *self, GPtrArray *routes, EpDraft *registration, GError **error)
{
    const EpVerb *verb = ep_verb_find(ep_ledger_get_catalog(self->deed->ledger), "registration.confirm", NULL);
    EpRecord *record = ep_draft_get_base(registration);
    g_autofree char *reason = ep_route_refuse(routes, verb, record, ep_ledger_get_operator(self->deed->ledger),
                                              ep_act_get_day(self->deed->act));
    g_autofree char *name = ep_record_dup_name(record);

    if (reason != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", name, reason);
        return FALSE;
    }
    ep_draft_set_named(registration, "state", "confirmed");
    ep_draft_set_integer(registration, "verified_by", ep_act_get_operator(self->deed->act));
    ep_draft_set_named(registration, "verified_on", ep_act_get_day(self->deed->act));
    return TRUE;
}

gboolean
ep_allowlist_run_confirm(EpDeed *deed, GError **error)
{
    g_auto(EpAllowlistAnswer) self = { 0 };
    g_autoptr(GPtrArray) routes = ep_route_load(ep_act_get_reader(deed->act), error);
    g_autoptr(EpColumns) columns = NULL;
    gboolean whole; /* a list that replaces others holds what they registered, too */

    if (routes == NULL || !ep_allowlist_answer_open(&self, deed, error))
        return FALSE;
    columns = ep_target_kind_has_columns(self.target) ? ep_target_kind_dup_columns(self.target, NULL) : NULL;
    whole = columns == NULL || columns->deltas == EP_COLUMN_DELTAS_NO;
    for (guint i = 1; i < self.drafts->len; i++) {
        EpDraft *registration = g_ptr_array_index(self.drafts, i);
        gboolean within = whole ? strcmp(ep_draft_get_named(registration, "state"), "registered") == 0 &&
                                      *ep_draft_get_named(registration, "export") != '\0'
                                : ep_allowlist_answer_is_of(&self, registration, "export", "registered");

        if (within && !ep_allowlist_answer_confirm(&self, routes, registration, error))
            return FALSE;
    }
    return ep_allowlist_answer_write(&self, error);
}

/* Nothing of it is on the target: what it registered waits again, what it took off is still to be taken off. */
gboolean
ep_allowlist_run_discard(EpDeed *deed, GError **error)
{
    g_auto(EpAllowlistAnswer) self = { 0 };

    if (!ep_allowlist_answer_open(&self, deed, error))
        return FALSE;
    for (guint i = 1; i < self.drafts->len; i++) {
        EpDraft *registration = g_ptr_array_index(self.drafts, i);

        if (ep_allowlist_answer_is_of(&self, registration, "export", "registered"))
            ep_draft_set_named(registration, "state", "waiting");
        if (ep_allowlist_answer_is_of(&self, registration, "deleted_by_export", "deleted")) {
            ep_draft_set_named(registration, "state", "to_delete");
            ep_draft_set_named(registration, "deleted_on", "");
        }
    }
    return ep_allowlist_answer_write(&self, error);
}

/* --- row by row --- */

static char *
ep_allowlist_answer_name(const char *kind, const char *name, const char *within, const char *of)
{
    g_autofree char *text =
        g_strdup_printf("%s/%s/%s/%s", kind, name, within != NULL ? within : "", of != NULL ? of : "");

    return g_ascii_strdown(text, -1);
}

/* The first row of that name keeps it. */
static void
ep_allowlist_answer_learn(EpAllowlistAnswer *self, EpRecord *row, const char *kind, const char *within, const char *of)
{
    const char *name = ep_record_get_named(row, kind);
    char *called = ep_allowlist_answer_name(kind, name, within, of);

    if (*name == '\0' || g_hash_table_contains(self->named, called))
        g_free(called);
    else
        g_hash_table_insert(self->named, called, row);
}

static void
ep_allowlist_answer_learn_row(EpAllowlistAnswer *self, EpRecord *row)
{
    const char *vid = ep_record_get_named(row, "vid"), *pid = ep_record_get_named(row, "pid");

    ep_allowlist_answer_learn(self, row, "permit", NULL, NULL);
    ep_allowlist_answer_learn(self, row, "row", NULL, NULL);
    ep_allowlist_answer_learn(self, row, "row", ep_record_get_named(row, "file"), NULL);
    ep_allowlist_answer_learn(self, row, "key", NULL, NULL);
    ep_allowlist_answer_learn(self, row, "serial", NULL, NULL);
    ep_allowlist_answer_learn(self, row, "serial", vid, NULL);
    ep_allowlist_answer_learn(self, row, "serial", vid, pid);
}

static EpRecord *
ep_allowlist_answer_lookup(EpAllowlistAnswer *self, const char *kind, const char *name, const char *within,
                           const char *of)
{
    g_autofree char *called = ep_allowlist_answer_name(kind, name, within, of);

    return *name != '\0' ? g_hash_table_lookup(self->named, called) : NULL;
}

static gboolean
ep_allowlist_answer_load_rows(EpAllowlistAnswer *self, GError **error)
{
    EpReader *reader = ep_act_get_reader(self->deed->act);
    g_autoptr(GPtrArray) files =
        ep_reader_load_of(reader, &ep_export_file_table, "export", ep_record_get_id(self->export), error);

    self->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; files != NULL && self->rows == NULL && i < files->len; i++) {
        EpRecord *file = g_ptr_array_index(files, i);
        g_autoptr(GBytes) bytes = NULL;

        if (strcmp(ep_record_get_named(file, "part"), "list") != 0)
            continue;
        bytes = ep_kept_read(reader, file, error);
        self->rows = bytes != NULL ? ep_allowlist_row_parse(bytes, error) : NULL;
        if (self->rows == NULL)
            return FALSE;
    }
    if (files != NULL && self->rows == NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED,
                            _("this export keeps no list of its rows; set the errors by hand"));
    for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
        ep_allowlist_answer_learn_row(self, g_ptr_array_index(self->rows, i));
    return self->rows != NULL;
}

/* By permit, by row number in the file that was loaded, by what names the device, or by the console's own key. */
static EpRecord *
ep_allowlist_answer_find(EpAllowlistAnswer *self, EpRecord *answer)
{
    const char *file = ep_deed_answer(self->deed, "of_file"), *permit = ep_record_get_named(answer, "permit");
    const char *serial = ep_record_get_named(answer, "serial"), *key = ep_record_get_named(answer, "key");
    gint64 number = ep_record_get_integer(answer, "row") + 1 - ep_draft_get_integer(self->deed->answers, "first_row");
    g_autofree char *row = g_strdup_printf("%" G_GINT64_FORMAT, number);
    EpRecord *found = ep_allowlist_answer_lookup(self, "permit", permit, NULL, NULL);

    if (found == NULL && *ep_record_get_named(answer, "row") != '\0')
        return ep_allowlist_answer_lookup(self, "row", row, file, NULL);
    if (found == NULL)
        found = ep_allowlist_answer_lookup(self, "serial", serial, ep_record_get_named(answer, "vid"),
                                           ep_record_get_named(answer, "pid"));
    return found != NULL || *serial != '\0' ? found : ep_allowlist_answer_lookup(self, "key", key, NULL, NULL);
}

static gboolean
ep_allowlist_answer_is_refused(EpRecord *answer)
{
    const char *result = ep_record_get_named(answer, "result");

    return *result != '\0' ? strcmp(result, "refused") == 0 : *ep_record_get_named(answer, "message") != '\0';
}

/* The registrations of the permits behind a row of the list (EpDraft). */
static GPtrArray *
ep_allowlist_answer_list(EpAllowlistAnswer *self, EpRecord *row)
{
    g_autofree char *numbers =
        g_strconcat(ep_record_get_named(row, "permit"), " ", ep_record_get_named(row, "others"), NULL);
    g_auto(GStrv) list = g_strsplit(numbers, " ", -1);
    GPtrArray *registrations = g_ptr_array_new();

    for (char **number = list; *number != NULL; number++) {
        EpDraft *registration = g_hash_table_lookup(self->registrations, *number);

        if (registration != NULL)
            g_ptr_array_add(registrations, registration);
    }
    return registrations;
}

static char *
ep_allowlist_answer_dup_reason(const EpColumnRow *answer, EpRecord *row)
{
    const char *message = ep_record_get_named(answer->record, "message"), *place = ep_record_get_named(row, "row");

    if (*message == '\0')
        message = _("refused without a reason");
    return *place != '\0' ? g_strdup_printf(_("%s, row %s: %s"), ep_record_get_named(row, "file"), place, message)
                          : g_strdup(message);
}

static void
ep_allowlist_answer_complain(EpAllowlistAnswer *self, guint line, const char *what)
{
    g_string_append_printf(self->unknown, _("%s, line %u: "), self->name, line);
    g_string_append_printf(self->unknown, "%s\n", what);
}

static void
ep_allowlist_answer_set(EpDraft *registration, const char *key, const char *reason)
{
    if (*key != '\0')
        ep_draft_set_named(registration, "target_key", key);
    if (reason == NULL || !ep_words_contain("registered confirmed waiting", ep_draft_get_named(registration, "state")))
        return;
    ep_draft_set_named(registration, "state", "error");
    ep_draft_set_named(registration, "row_error", reason);
}

static void
ep_allowlist_answer_take(EpAllowlistAnswer *self, const EpColumnRow *answer)
{
    EpRecord *row = answer->record != NULL ? ep_allowlist_answer_find(self, answer->record) : NULL;
    g_autoptr(GPtrArray) registrations = row != NULL ? ep_allowlist_answer_list(self, row) : NULL;
    g_autofree char *reason = NULL;

    if (registrations == NULL || registrations->len == 0) {
        ep_allowlist_answer_complain(self, answer->line,
                                     answer->record == NULL ? answer->problem : _("no row of this export"));
        return;
    }
    self->taken++;
    if (ep_allowlist_answer_is_refused(answer->record))
        reason = ep_allowlist_answer_dup_reason(answer, row);
    for (guint i = 0; i < registrations->len; i++)
        ep_allowlist_answer_set(g_ptr_array_index(registrations, i), ep_record_get_named(answer->record, "key"),
                                reason);
}

/* Rows of the list that stand in error, by this answer or an earlier one: a console may answer each file by itself. */
static guint
ep_allowlist_answer_count_refused(EpAllowlistAnswer *self)
{
    guint n = 0;

    for (guint i = 0; i < self->rows->len; i++) {
        const char *permit = ep_record_get_named(g_ptr_array_index(self->rows, i), "permit");
        EpDraft *registration = g_hash_table_lookup(self->registrations, permit);

        n += registration != NULL && ep_allowlist_answer_is_of(self, registration, "export", "error");
    }
    return n;
}

/* What earlier answers had that is none of the rows, but for the same file read before. */
static char *
ep_allowlist_answer_dup_unknown(EpAllowlistAnswer *self)
{
    g_auto(GStrv) lines = g_strsplit(ep_record_get_named(self->export, "unknown"), "\n", -1);
    g_autofree char *same = g_strdup_printf("%s, ", self->name);
    g_autoptr(GString) text = g_string_new(NULL);

    for (char **line = lines; *line != NULL; line++) {
        if (**line != '\0' && !g_str_has_prefix(*line, same))
            g_string_append_printf(text, "%s\n", *line);
    }
    g_string_append(text, self->unknown->str);
    return g_strdup(g_strchomp(text->str));
}

/* The site's own columns, or what the answer's headings say. */
static EpColumns *
ep_allowlist_answer_dup_columns(EpAllowlistAnswer *self, const char *name, GBytes *bytes, GError **error)
{
    const EpTable *table = ep_allowlist_answer_get_table();
    const char *layout = ep_target_kind_get_answer_layout(self->target);
    g_autoptr(EpColumnMap) map = *layout != '\0' ? ep_column_map_parse(table, layout, error)
                                                 : ep_column_map_new_from_sample(table, name, bytes, error);
    EpColumns *columns = map != NULL ? ep_column_map_compile(map, error) : NULL;
    guint named = 0;

    for (guint i = 0; columns != NULL && i < table->at.n_fields; i++)
        named += ep_words_contain("row permit key serial", table->fields[i].name) && ep_columns_hold(columns, i);
    if (columns == NULL || named > 0)
        return columns;
    ep_columns_free(columns);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        _("no column says which row is meant (row, permit, serial number or key): say the columns of "
                          "the console's answer on the target's page"));
    return NULL;
}

static GBytes *
ep_allowlist_answer_read(EpAllowlistAnswer *self, GPtrArray **rows, GError **error)
{
    const char *path = ep_deed_answer(self->deed, "answer_file");
    g_autofree char *data = NULL;
    g_autoptr(EpColumns) columns = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) fault = NULL;
    gsize size;

    if (!g_file_get_contents(path, &data, &size, &fault)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, fault->message);
        return NULL;
    }
    bytes = g_bytes_new_take(g_steal_pointer(&data), size);
    columns = ep_allowlist_answer_dup_columns(self, self->name, bytes, error);
    *rows = columns != NULL ? ep_column_read(columns, bytes, error) : NULL;
    if (*rows != NULL)
        return g_steal_pointer(&bytes);
    g_prefix_error(error, "%s: ", self->name);
    return NULL;
}

/* The answer is kept as the lists are. */
static gboolean
ep_allowlist_answer_keep(EpAllowlistAnswer *self, GBytes *bytes, GError **error)
{
    g_autofree char *sha256 = ep_blob_put(self->deed->act, bytes, error);
    EpDraft *line;

    if (sha256 == NULL)
        return FALSE;
    line = ep_draft_new(&ep_export_file_table);
    ep_draft_set_integer(line, "export", ep_record_get_id(self->export));
    ep_draft_set_named(line, "name", self->name);
    ep_draft_set_named(line, "part", "answer");
    ep_draft_set_integer(line, "size", g_bytes_get_size(bytes));
    ep_draft_set_named(line, "sha256", sha256);
    g_ptr_array_add(self->drafts, line);
    return TRUE;
}

gboolean
ep_allowlist_run_answer(EpDeed *deed, GError **error)
{
    g_auto(EpAllowlistAnswer) self = { .unknown = g_string_new(NULL) };
    g_autoptr(GPtrArray) rows = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *unknown = NULL;
    EpDraft *export;

    self.name = g_path_get_basename(ep_deed_answer(deed, "answer_file"));
    if (!ep_allowlist_answer_open(&self, deed, error) || !ep_allowlist_answer_load_rows(&self, error))
        return FALSE;
    bytes = ep_allowlist_answer_read(&self, &rows, error);
    if (bytes == NULL)
        return FALSE;
    for (guint i = 0; i < rows->len; i++)
        ep_allowlist_answer_take(&self, g_ptr_array_index(rows, i));
    if (rows->len > 0 && self.taken == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("none of its %u rows is one of %s: %s"), rows->len,
                    ep_record_get_named(self.export, "number"), self.unknown->str);
        return FALSE;
    }
    export = ep_allowlist_answer_get_export(&self);
    unknown = ep_allowlist_answer_dup_unknown(&self);
    ep_draft_set_integer(export, "refused", ep_allowlist_answer_count_refused(&self));
    ep_draft_set_named(export, "unknown", unknown);
    return ep_allowlist_answer_keep(&self, bytes, error) && ep_allowlist_answer_write(&self, error);
}
