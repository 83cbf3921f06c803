#include "endpoint/core/ep-draft.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-id.h"
#include "endpoint/core/ep-kind.h"

struct _EpDraft {
    gatomicrefcount references;
    const EpTable *table;
    EpRecord *base; /* owned, or NULL */
    gint64 id;
    char **edits;     /* by field; NULL is "as in the base" */
    gboolean *said;   /* by field: set by somebody, be it to nothing */
    GPtrArray *lines; /* owned drafts */
    gboolean removed;
};

EpDraft *
ep_draft_new(const EpTable *table)
{
    EpDraft *self = g_new0(EpDraft, 1);

    g_atomic_ref_count_init(&self->references);
    self->table = table;
    self->id = ep_id_new();
    self->edits = g_new0(char *, table->at.n_fields + 1);
    self->said = g_new0(gboolean, table->at.n_fields + 1);
    self->lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    return self;
}

EpDraft *
ep_draft_new_from(EpRecord *base)
{
    EpDraft *self = ep_draft_new(ep_record_get_table(base));

    self->base = g_object_ref(base);
    self->id = ep_record_get_id(base);
    return self;
}

EpDraft *
ep_draft_ref(EpDraft *self)
{
    g_atomic_ref_count_inc(&self->references);
    return self;
}

void
ep_draft_unref(EpDraft *self)
{
    if (self == NULL || !g_atomic_ref_count_dec(&self->references))
        return;
    for (guint i = 0; i < self->table->at.n_fields; i++)
        g_free(self->edits[i]);
    g_free(self->edits);
    g_free(self->said);
    g_clear_object(&self->base);
    g_ptr_array_unref(self->lines);
    g_free(self);
}

const EpTable *
ep_draft_get_table(EpDraft *self)
{
    return self->table;
}

EpRecord *
ep_draft_get_base(EpDraft *self)
{
    return self->base;
}

gint64
ep_draft_get_id(EpDraft *self)
{
    return self->id;
}

gboolean
ep_draft_is_edited(EpDraft *self, guint field)
{
    return self->edits[field] != NULL;
}

gboolean
ep_draft_is_changed(EpDraft *self)
{
    if (self->lines->len > 0)
        return TRUE;
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        if (self->edits[i] != NULL)
            return TRUE;
    }
    return FALSE;
}

static const char *
ep_draft_get_based(EpDraft *self, guint field)
{
    return self->base != NULL ? ep_record_get(self->base, field) : "";
}

const char *
ep_draft_get(EpDraft *self, guint field)
{
    if (field == EP_NO_FIELD)
        return "";
    return self->edits[field] != NULL ? self->edits[field] : ep_draft_get_based(self, field);
}

const char *
ep_draft_get_named(EpDraft *self, const char *name)
{
    return ep_draft_get(self, ep_table_find(self->table, name));
}

gint64
ep_draft_get_integer(EpDraft *self, const char *name)
{
    return g_ascii_strtoll(ep_draft_get_named(self, name), NULL, 10);
}

static void
ep_draft_put(EpDraft *self, guint field, const char *value)
{
    char *edit;

    value = value != NULL ? value : "";
    edit = strcmp(value, ep_draft_get_based(self, field)) != 0 ? g_strdup(value) : NULL;
    g_free(self->edits[field]);
    self->edits[field] = edit;
}

void
ep_draft_set(EpDraft *self, guint field, const char *value)
{
    g_return_if_fail(field < self->table->at.n_fields);
    ep_draft_put(self, field, value);
    self->said[field] = TRUE;
}

gboolean
ep_draft_is_said(EpDraft *self, guint field)
{
    return self->said[field];
}

void
ep_draft_set_named(EpDraft *self, const char *name, const char *value)
{
    ep_draft_set(self, ep_table_find(self->table, name), value);
}

void
ep_draft_set_integer(EpDraft *self, const char *name, gint64 value)
{
    char text[32];

    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
    ep_draft_set_named(self, name, text);
}

gboolean
ep_draft_parse(EpDraft *self, guint field, const char *text, GError **error)
{
    g_autofree char *value = ep_kind_parse(&self->table->fields[field], text, error);

    if (value == NULL)
        return FALSE;
    ep_draft_put(self, field, value);
    self->said[field] = *text != '\0';
    return TRUE;
}

void
ep_draft_fill(EpDraft *self, const char *today, const char *now, gint64 operator)
{
    g_autofree char *person = operator!= 0 ? g_strdup_printf("%" G_GINT64_FORMAT, operator) : NULL;

    for (guint i = 0; i < self->table->at.n_fields; i++) {
        const char *initial = self->table->fields[i].initial;

        if (initial == NULL || self->said[i] || *ep_draft_get(self, i) != '\0')
            continue;
        ep_draft_put(self, i,
                     strcmp(initial, "@today") == 0      ? today
                     : strcmp(initial, "@now") == 0      ? now
                     : strcmp(initial, "@operator") == 0 ? person
                                                         : initial);
    }
}

gboolean
ep_draft_check(EpDraft *self, GError **error)
{
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        const EpField *field = &self->table->fields[i];
        const char *value = ep_draft_get(self, i);

        if ((field->flags & EP_FIELD_REQUIRED) != 0 && *value == '\0') {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: %s is empty; please fill it in"),
                        ep_label(self->table->label), ep_label(field->label));
            return FALSE;
        }
        if (self->edits[i] != NULL && !ep_kind_check(field, value, error))
            return FALSE;
    }
    for (guint i = 0; i < self->lines->len; i++) {
        EpDraft *line = g_ptr_array_index(self->lines, i);

        if (!line->removed && !ep_draft_check(line, error)) {
            g_prefix_error(error, _("line %u: "), i + 1);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean
ep_draft_clashes(EpDraft *self, guint field, EpRecord *current)
{
    const char *theirs = ep_record_get(current, field);

    return self->edits[field] != NULL && strcmp(theirs, ep_draft_get_based(self, field)) != 0 &&
           strcmp(theirs, self->edits[field]) != 0;
}

gboolean
ep_draft_rebase(EpDraft *self, EpRecord *current, GError **error)
{
    g_autoptr(GString) clashes = g_string_new(NULL);

    for (guint i = 0; i < self->table->at.n_fields; i++) {
        if (ep_draft_clashes(self, i, current))
            g_string_append_printf(clashes, "%s%s", clashes->len > 0 ? ", " : "",
                                   ep_label(self->table->fields[i].label));
    }
    if (clashes->len > 0) {
        g_autofree char *name = ep_record_dup_name(current);

        g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s was changed by somebody else meanwhile: %s"), name,
                    clashes->str);
        return FALSE;
    }
    ep_draft_settle(self, current);
    return TRUE;
}

void
ep_draft_settle(EpDraft *self, EpRecord *current)
{
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        const char *now = current != NULL ? ep_record_get(current, i) : "";

        if (current == NULL && self->edits[i] == NULL && ep_field_is_stored(&self->table->fields[i]))
            self->edits[i] = g_strdup(ep_draft_get_based(self, i));
        if (self->edits[i] != NULL && strcmp(self->edits[i], now) == 0)
            g_clear_pointer(&self->edits[i], g_free);
    }
    self->id = current != NULL ? self->id : ep_id_new();
    g_set_object(&self->base, current);
}

void
ep_draft_add_line(EpDraft *self, EpDraft *line)
{
    if (line->removed && line->base == NULL)
        return;
    if (line->table->at.parent != EP_NO_FIELD)
        ep_draft_set_integer(line, line->table->parent, self->id);
    g_ptr_array_add(self->lines, ep_draft_ref(line));
}

GPtrArray *
ep_draft_get_lines(EpDraft *self)
{
    return self->lines;
}

void
ep_draft_set_removed(EpDraft *self, gboolean removed)
{
    self->removed = removed;
}

gboolean
ep_draft_is_removed(EpDraft *self)
{
    return self->removed;
}

EpRecord *
ep_draft_to_record(EpDraft *self)
{
    g_autofree const char **values = g_new0(const char *, self->table->at.n_slots + 1);

    for (guint i = 0; i < self->table->at.n_fields; i++) {
        values[i] = ep_draft_get(self, i);
        if (self->base != NULL && self->edits[i] == NULL)
            values[self->table->at.label_slot[i]] = ep_record_get_label(self->base, i);
    }
    return ep_record_new(self->table, self->id, self->base != NULL ? ep_record_get_rev(self->base) : 0, values);
}
