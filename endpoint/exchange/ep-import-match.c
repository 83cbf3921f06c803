#include "endpoint/exchange/ep-import-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

typedef struct {
    EpImport *import;
    guint fields[EP_IMPORT_N_KEYS][EP_IMPORT_KEY_FIELDS];
    EpImportIndex *known[EP_IMPORT_N_KEYS]; /* over the ledger's records */
    EpImportIndex *found[EP_IMPORT_N_KEYS]; /* over the rows */
} EpImportMatch;

static const char *
ep_import_match_value(EpImportMatch *self, const EpImportRow *row, EpImportKey key, guint which)
{
    guint field = self->fields[key][which];
    const char *value = field != EP_NO_FIELD ? row->values[field] : NULL;

    return value != NULL && ep_import_key_is_usable(key, value) ? value : NULL;
}

static EpImportRow *
ep_import_match_row(EpImportMatch *self, guint row)
{
    return g_ptr_array_index(self->import->rows, row);
}

static EpRecord *
ep_import_match_record(EpImportMatch *self, guint record)
{
    return g_ptr_array_index(self->import->records, record);
}

static void
ep_import_match_index_records(EpImportMatch *self, EpImportKey key)
{
    for (guint which = 0; which < EP_IMPORT_KEY_FIELDS; which++) {
        guint field = self->fields[key][which];

        for (guint i = 0; field != EP_NO_FIELD && i < self->import->records->len; i++) {
            const char *value = ep_record_get(ep_import_match_record(self, i), field);

            if (ep_import_key_is_usable(key, value))
                ep_import_index_add(self->known[key], value, i);
        }
    }
}

static void
ep_import_match_index_rows(EpImportMatch *self, EpImportKey key)
{
    for (guint i = 0; i < self->import->rows->len; i++) {
        const EpImportRow *row = ep_import_match_row(self, i);

        for (guint which = 0; row->verdict != EP_VERDICT_ERROR && which < EP_IMPORT_KEY_FIELDS; which++) {
            const char *value = ep_import_match_value(self, row, key, which);

            if (value != NULL)
                ep_import_index_add(self->found[key], value, i);
        }
    }
}

/* The records with a key of the row, without doubles. An address of several machines tells nothing. */
static GArray *
ep_import_match_look_up(EpImportMatch *self, const EpImportRow *row, EpImportKey key)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint which = 0; which < EP_IMPORT_KEY_FIELDS; which++) {
        const char *value = ep_import_match_value(self, row, key, which);
        const EpImportLink *link;

        if (value == NULL || (key == EP_IMPORT_KEY_MAC && (ep_import_index_is_shared(self->known[key], value) ||
                                                           ep_import_index_is_shared(self->found[key], value))))
            continue;
        for (link = ep_import_index_find(self->known[key], value); link != NULL;
             link = ep_import_index_next(self->known[key], link)) {
            gboolean there = FALSE;

            for (guint i = 0; i < found->len; i++)
                there = there || g_array_index(found, guint, i) == link->item;
            if (!there)
                g_array_append_val(found, link->item);
        }
    }
    return found;
}

static void
ep_import_match_suspect(EpImportMatch *self, EpImportRow *row, guint record, char *reason)
{
    if (row->candidates == NULL)
        row->candidates = g_ptr_array_new_with_free_func(g_object_unref);
    g_ptr_array_add(row->candidates, g_object_ref(ep_import_match_record(self, record)));
    if (reason != NULL)
        ep_import_row_fail(row, EP_VERDICT_CONFLICT, reason);
}

static const char *
ep_import_match_label(EpImportMatch *self, EpImportKey key)
{
    return ep_label(self->import->table->fields[self->fields[key][0]].label);
}

static void
ep_import_match_suspect_all(EpImportMatch *self, EpImportRow *row, EpImportKey key, GArray *found)
{
    for (guint i = 0; i < found->len; i++)
        ep_import_match_suspect(self, row, g_array_index(found, guint, i), NULL);
    ep_import_row_fail(
        row, EP_VERDICT_CONFLICT,
        g_strdup_printf(_("%s: %u records of the ledger have it"), ep_import_match_label(self, key), found->len));
}

static gboolean
ep_import_match_is_unconfirmed(EpRecord *record)
{
    return *ep_record_get_named(record, "unconfirmed") != '\0';
}

/* The row and the record both say a serial number, and not the same. */
static gboolean
ep_import_match_differs(EpImportMatch *self, const EpImportRow *row, guint record, EpImportKey key)
{
    const char *here = ep_import_match_value(self, row, key, 0), *there;
    g_autofree char *a = NULL, *b = NULL;

    if (here == NULL)
        return FALSE;
    there = ep_record_get(ep_import_match_record(self, record), self->fields[key][0]);
    if (!ep_import_key_is_usable(key, there))
        return FALSE;
    a = ep_import_key_fold(here);
    b = ep_import_key_fold(there);
    return strcmp(a != NULL ? a : here, b != NULL ? b : there) != 0;
}

/* Keys below the number, for a row whose number is unknown or not said. TRUE when the question is settled. */
static gboolean
ep_import_match_by_weaker(EpImportMatch *self, EpImportRow *row, EpImportKey key)
{
    g_autoptr(GArray) found = ep_import_match_look_up(self, row, key);
    gboolean numbered = ep_import_match_value(self, row, EP_IMPORT_KEY_NUMBER, 0) != NULL;
    EpRecord *record;
    guint first;

    if (found->len == 0)
        return FALSE;
    first = g_array_index(found, guint, 0);
    record = ep_import_match_record(self, first);
    if (numbered && !ep_import_match_is_unconfirmed(record)) {
        /* Another asset number: a machine that was renumbered, or a serial number that is not what it should be. An
         * address or a name may just have moved to the new machine. */
        if (key != EP_IMPORT_KEY_SERIAL)
            return FALSE;
        ep_import_match_suspect(self, row, first,
                                g_strdup_printf(_("%s is that of %s, which has another number"),
                                                ep_import_match_label(self, key),
                                                ep_record_get(record, self->import->table->at.number)));
        return TRUE;
    }
    if (found->len > 1) {
        ep_import_match_suspect_all(self, row, key, found);
        return TRUE;
    }
    if (key != EP_IMPORT_KEY_SERIAL && ep_import_match_differs(self, row, first, EP_IMPORT_KEY_SERIAL)) {
        ep_import_match_suspect(
            self, row, first,
            g_strdup_printf(_("%s is that of a machine with another serial number"), ep_import_match_label(self, key)));
        return TRUE;
    }
    row->base = g_object_ref(record);
    return TRUE;
}

/* By number; a serial number that belongs to somebody else speaks against it. */
static gboolean
ep_import_match_by_number(EpImportMatch *self, EpImportRow *row, const char *number)
{
    const EpImportLink *link = ep_import_index_find(self->known[EP_IMPORT_KEY_NUMBER], number);
    g_autoptr(GArray) others = NULL;

    if (link == NULL)
        return FALSE;
    others = ep_import_match_look_up(self, row, EP_IMPORT_KEY_SERIAL);
    if (others->len == 1 && g_array_index(others, guint, 0) != link->item) {
        ep_import_match_suspect(self, row, link->item, NULL);
        ep_import_match_suspect(self, row, g_array_index(others, guint, 0),
                                g_strdup(_("the number is that of one record, the serial number that of another")));
        return TRUE;
    }
    row->base = g_object_ref(ep_import_match_record(self, link->item));
    return TRUE;
}

/* An asset tag in an inventory is taken only if the ledger knows it as a number: agents report much that is none. */
static const char *
ep_import_match_tag(EpImportMatch *self, const EpImportRow *row)
{
    const char *tags[] = { row->inventory->tag, row->inventory->asset_tag };

    for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
        if (ep_import_key_is_usable(EP_IMPORT_KEY_SERIAL, tags[i]) &&
            ep_import_index_find(self->known[EP_IMPORT_KEY_NUMBER], tags[i]) != NULL)
            return tags[i];
    }
    return NULL;
}

static void
ep_import_match_by_all(EpImportMatch *self, EpImportRow *row)
{
    const char *number = ep_import_match_value(self, row, EP_IMPORT_KEY_NUMBER, 0);

    if (number == NULL && row->inventory != NULL)
        number = ep_import_match_tag(self, row);
    if (number != NULL && ep_import_match_by_number(self, row, number))
        return;
    for (EpImportKey key = EP_IMPORT_KEY_SERIAL; key < EP_IMPORT_N_KEYS; key++) {
        if (self->fields[key][0] != EP_NO_FIELD && ep_import_match_by_weaker(self, row, key))
            return;
    }
}

static void
ep_import_match_by_one(EpImportMatch *self, EpImportRow *row, EpImportKey key)
{
    g_autoptr(GArray) found = NULL;
    gboolean usable = FALSE;

    for (guint which = 0; which < EP_IMPORT_KEY_FIELDS; which++)
        usable = usable || ep_import_match_value(self, row, key, which) != NULL;
    if (!usable) {
        ep_import_row_fail(
            row, EP_VERDICT_ERROR,
            g_strdup_printf(_("%s: nothing there by which to find its record"), ep_import_match_label(self, key)));
        return;
    }
    found = ep_import_match_look_up(self, row, key);
    if (found->len > 1)
        ep_import_match_suspect_all(self, row, key, found);
    else if (found->len == 1)
        row->base = g_object_ref(ep_import_match_record(self, g_array_index(found, guint, 0)));
}

/* A number that two lines of a file share leaves open which one is right: neither is taken. */
static void
ep_import_match_refuse_doubles(EpImportMatch *self, EpImportKey key)
{
    for (guint i = 0; i < self->import->rows->len; i++) {
        EpImportRow *row = ep_import_match_row(self, i);
        const char *value = ep_import_match_value(self, row, key, 0);
        const EpImportLink *link;

        if (row->verdict == EP_VERDICT_ERROR || value == NULL || row->inventory != NULL ||
            !ep_import_index_is_shared(self->found[key], value))
            continue;
        for (link = ep_import_index_find(self->found[key], value); link->item == i;)
            link = ep_import_index_next(self->found[key], link);
        {
            g_autofree char *place = ep_import_row_place(ep_import_match_row(self, link->item), row);

            ep_import_row_fail(
                row, EP_VERDICT_ERROR,
                g_strdup_printf(_("%s “%s” stands in %s, too"), ep_import_match_label(self, key), value, place));
        }
    }
}

/* Two rows that want one record, or would make two with one number. */
static void
ep_import_match_contend(EpImportRow *row, EpImportRow *other)
{
    g_autofree char *here = ep_import_row_place(row, other), *there = ep_import_row_place(other, row);

    ep_import_row_fail(row, EP_VERDICT_CONFLICT, g_strdup_printf(_("would be the same record as %s"), there));
    if (other->verdict != EP_VERDICT_CONFLICT)
        ep_import_row_fail(other, EP_VERDICT_CONFLICT, g_strdup_printf(_("would be the same record as %s"), here));
}

static void
ep_import_match_claim(EpImportMatch *self)
{
    g_autoptr(GHashTable) claimed = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < self->import->rows->len; i++) {
        EpImportRow *row = ep_import_match_row(self, i), *other;

        if (row->base == NULL || row->verdict == EP_VERDICT_ERROR || row->verdict == EP_VERDICT_CONFLICT)
            continue;
        other = g_hash_table_lookup(claimed, row->base);
        if (other != NULL)
            ep_import_match_contend(row, other);
        else
            g_hash_table_insert(claimed, row->base, row);
    }
}

/* What makes or changes a number must not take that of another record. */
static void
ep_import_match_check_number(EpImportMatch *self, EpImportRow *row, EpImportIndex *made, guint at)
{
    guint field = self->import->table->at.number;
    const char *number;
    const EpImportLink *link;

    if (field == EP_NO_FIELD || row->verdict == EP_VERDICT_ERROR || row->verdict == EP_VERDICT_CONFLICT)
        return;
    if (row->base == NULL && row->inventory != NULL)
        ep_import_machine_make_number(self->import->table, row);
    number = row->values[field];
    if (number == NULL || *number == '\0') { /* the desk's own numbers are drawn when it is written */
        if (row->base == NULL && self->import->table->series == NULL && row->verdict != EP_VERDICT_ERROR)
            ep_import_row_fail(row, EP_VERDICT_ERROR,
                               g_strdup_printf(_("%s is empty; please fill it in"),
                                               ep_label(self->import->table->fields[field].label)));
        return;
    }
    link = ep_import_index_find(self->known[EP_IMPORT_KEY_NUMBER], number);
    if (link != NULL && ep_import_match_record(self, link->item) != row->base) {
        ep_import_match_suspect(self, row, link->item,
                                g_strdup_printf(_("%s “%s” is that of another record"),
                                                ep_label(self->import->table->fields[field].label), number));
        return;
    }
    link = ep_import_index_find(made, number);
    if (link != NULL)
        ep_import_match_contend(row, ep_import_match_row(self, link->item));
    ep_import_index_add(made, number, at);
}

/* TRUE when a person has settled the question. */
static gboolean
ep_import_match_take_choice(EpImportMatch *self, EpImportRow *row, guint at)
{
    const gint64 *id = g_hash_table_lookup(self->import->chosen, GUINT_TO_POINTER(at));

    for (guint i = 0; id != NULL && i < self->import->records->len; i++) {
        EpRecord *record = ep_import_match_record(self, i);

        if (ep_record_get_id(record) == *id)
            g_set_object(&row->base, record);
    }
    return id != NULL && (*id == 0 || row->base != NULL);
}

static gboolean
ep_import_match_has_key(EpImportMatch *self, GError **error)
{
    EpImport *import = self->import;
    guint number = self->fields[EP_IMPORT_KEY_NUMBER][0];

    for (guint i = 0; i < import->csvs->len; i++) {
        EpImportCsv *csv = g_ptr_array_index(import->csvs, i);
        EpImportMap *map = ep_import_csv_get_map(csv);
        gboolean has = FALSE;

        for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
            for (guint which = 0; which < EP_IMPORT_KEY_FIELDS; which++)
                has = has || ((import->key < 0 || import->key == (int)key) && self->fields[key][which] != EP_NO_FIELD &&
                              ep_import_map_find(map, self->fields[key][which]) != G_MAXUINT);
        }
        if (has)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("%s: no column was recognised as “%s”; say which one it is (--map, or in the preview)"),
                    ep_import_csv_get_origin(csv),
                    import->key >= 0        ? ep_import_match_label(self, import->key)
                    : number != EP_NO_FIELD ? ep_import_match_label(self, EP_IMPORT_KEY_NUMBER)
                                            : ep_label(import->table->label));
        return FALSE;
    }
    return TRUE;
}

static void
ep_import_match_clear(EpImportMatch *self)
{
    for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
        g_clear_pointer(&self->known[key], ep_import_index_free);
        g_clear_pointer(&self->found[key], ep_import_index_free);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpImportMatch, ep_import_match_clear)

static void
ep_import_match_run(EpImportMatch *self)
{
    EpImport *import = self->import;
    EpImportIndex *made = ep_import_index_new();

    ep_import_machine_supersede(import->rows);
    for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
        ep_import_match_index_rows(self, key);
        if (import->key < 0 ? key == EP_IMPORT_KEY_NUMBER : key == (EpImportKey)import->key)
            ep_import_match_refuse_doubles(self, key);
    }
    for (guint i = 0; i < import->rows->len; i++) {
        EpImportRow *row = ep_import_match_row(self, i);

        if (row->verdict == EP_VERDICT_ERROR || ep_import_match_take_choice(self, row, i))
            continue;
        if (import->key < 0)
            ep_import_match_by_all(self, row);
        else
            ep_import_match_by_one(self, row, import->key);
    }
    ep_import_match_claim(self);
    for (guint i = 0; i < import->rows->len; i++)
        ep_import_match_check_number(self, ep_import_match_row(self, i), made, i);
    ep_import_index_free(made);
}

gboolean
ep_import_match(EpImport *import, EpProgress *progress, GError **error)
{
    g_auto(EpImportMatch) self = { .import = import };

    for (EpImportKey key = 0; key < EP_IMPORT_N_KEYS; key++) {
        ep_import_key_find_fields(import->table, key, self.fields[key]);
        self.known[key] = ep_import_index_new();
        self.found[key] = ep_import_index_new();
        ep_import_match_index_records(&self, key);
    }
    if (!ep_import_match_has_key(&self, error) || !ep_progress_set(progress, NULL, 0.3, error))
        return FALSE;
    ep_import_match_run(&self);
    return TRUE;
}
