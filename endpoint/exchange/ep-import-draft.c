#include "endpoint/exchange/ep-import-private.h"

#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-hand.h"

typedef struct {
    EpImport *import;
    guint hand, unconfirmed, last_seen;
    gboolean *scarce; /* by field: a machine's word fills a gap but overrides nobody */
    char *today, *now;
} EpImportDraft;

/* What people call a maker or a user is not what the machine calls them. */
static gboolean *
ep_import_draft_list_scarce(const EpTable *table)
{
    static const char *const names[] = { "maker", "user" };
    gboolean *scarce = g_new0(gboolean, table->at.n_fields + 1);

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        guint field = ep_table_find(table, names[i]);

        if (field != EP_NO_FIELD)
            scarce[field] = TRUE;
    }
    return scarce;
}

/* Codes that differ in width or case alone are the same. */
static gboolean
ep_import_draft_is_same(const EpField *field, const char *a, const char *b)
{
    g_autofree char *x = NULL, *y = NULL;

    if (strcmp(a, b) == 0)
        return TRUE;
    if (field->kind != EP_KIND_CODE || *b == '\0')
        return FALSE;
    x = ep_import_key_fold(a);
    y = ep_import_key_fold(b);
    return strcmp(x != NULL ? x : a, y != NULL ? y : b) == 0;
}

static void
ep_import_draft_release(EpImportDraft *self, EpDraft *draft, const char *name)
{
    g_auto(GStrv) words = g_strsplit(ep_draft_get(draft, self->hand), " ", -1);
    g_autoptr(GString) left = g_string_new(NULL);

    for (char **word = words; *word != NULL; word++) {
        if (strcmp(*word, name) != 0)
            g_string_append_printf(left, "%s%s", left->len > 0 ? " " : "", *word);
    }
    ep_draft_set(draft, self->hand, left->str);
}

static void
ep_import_draft_change(EpImportDraft *self, EpImportRow *row, EpDraft *draft, guint field)
{
    const EpField *description = &self->import->table->fields[field];
    const char *value = row->values[field], *before = ep_record_get(row->base, field);

    if (ep_import_draft_is_same(description, value, before) || !ep_field_is_edited(description))
        return; /* a state that verbs give is not overruled by a file */
    if (row->inventory != NULL && *before != '\0' && (self->scarce[field] || field == self->import->table->at.number))
        return;
    if (self->hand != EP_NO_FIELD && *ep_record_get(row->base, self->hand) != '\0' &&
        ep_hand_holds(row->base, description->name)) {
        if (!self->import->overwrite) {
            row->held++;
            return;
        }
        ep_import_draft_release(self, draft, description->name);
    }
    ep_draft_set(draft, field, value);
}

/* An inventory that is older than what the ledger knows changes nothing. */
static gboolean
ep_import_draft_is_stale(EpImportDraft *self, const EpImportRow *row)
{
    const char *seen = self->last_seen != EP_NO_FIELD ? row->values[self->last_seen] : NULL;

    return row->inventory != NULL && seen != NULL && *seen != '\0' &&
           strcmp(seen, ep_record_get(row->base, self->last_seen)) < 0;
}

static void
ep_import_draft_edit(EpImportDraft *self, EpImportRow *row)
{
    guint number = self->import->table->at.number;
    EpDraft *draft = ep_draft_new_from(row->base);

    row->draft = draft;
    row->stale = ep_import_draft_is_stale(self, row);
    for (guint i = 0; !row->stale && i < self->import->table->at.n_fields; i++) {
        if (row->values[i] != NULL && *row->values[i] != '\0')
            ep_import_draft_change(self, row, draft, i);
    }
    if (self->unconfirmed != EP_NO_FIELD && number != EP_NO_FIELD && row->inventory == NULL &&
        row->values[number] != NULL && *row->values[number] != '\0')
        ep_draft_set(draft, self->unconfirmed, "");
    row->verdict = ep_draft_is_changed(draft) ? EP_VERDICT_CHANGED : EP_VERDICT_SAME;
}

static void
ep_import_draft_make(EpImportDraft *self, EpImportRow *row)
{
    const EpTable *table = self->import->table;
    g_autoptr(GError) error = NULL;
    EpDraft *draft = ep_draft_new(table);

    for (guint i = 0; i < table->at.n_fields; i++) {
        if (row->values[i] != NULL && *row->values[i] != '\0')
            ep_draft_set(draft, i, row->values[i]);
    }
    ep_draft_fill(draft, self->today, self->now, ep_ledger_get_operator(self->import->ledger)->staff);
    if (table->at.state != EP_NO_FIELD && *ep_draft_get(draft, table->at.state) == '\0')
        ep_draft_set(draft, table->at.state, table->fields[table->at.state].choices[0].code);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if ((table->fields[i].flags & EP_FIELD_REQUIRED) == 0 || *ep_draft_get(draft, i) != '\0')
            continue;
        ep_draft_check(draft, &error);
        ep_import_row_fail(row, EP_VERDICT_ERROR, g_strdup(error->message));
        ep_draft_unref(draft);
        return;
    }
    row->draft = draft;
    row->verdict = EP_VERDICT_NEW;
}

/* What its table will ask when it is written is said before. */
static void
ep_import_draft_check(EpImportDraft *self, EpImportRow *row)
{
    EpLedger *ledger = self->import->ledger;
    g_autoptr(GError) error = NULL;

    if (self->import->table->check == NULL || (row->verdict != EP_VERDICT_NEW && row->verdict != EP_VERDICT_CHANGED) ||
        self->import->table->check(ledger, ep_ledger_get_reader(ledger), row->draft, &error))
        return;
    ep_import_row_fail(row, EP_VERDICT_ERROR, g_strdup(error->message));
}

void
ep_import_draft_all(EpImport *import)
{
    EpImportDraft self = {
        .import = import,
        .hand = ep_table_find(import->table, "hand"),
        .unconfirmed = ep_table_find(import->table, "unconfirmed"),
        .last_seen = ep_table_find(import->table, "last_seen"),
        .scarce = ep_import_draft_list_scarce(import->table),
        .today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN)),
        .now = ep_clock_now(),
    };

    for (guint i = 0; i < import->rows->len; i++) {
        EpImportRow *row = g_ptr_array_index(import->rows, i);

        if (row->verdict == EP_VERDICT_ERROR || row->verdict == EP_VERDICT_CONFLICT)
            continue;
        if (row->base != NULL)
            ep_import_draft_edit(&self, row);
        else
            ep_import_draft_make(&self, row);
        ep_import_draft_check(&self, row);
    }
    g_free(self.scarce);
    g_free(self.today);
    g_free(self.now);
}
