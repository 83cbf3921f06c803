#include "endpoint/core/ep-table.h"

#include <string.h>

struct _EpCatalog {
    GPtrArray *tables;
    GHashTable *by_name;
};

static guint
ep_table_resolve(const EpTable *self, const char *name)
{
    guint index;

    if (name == NULL)
        return EP_NO_FIELD;
    index = ep_table_find(self, name);
    if (index == EP_NO_FIELD)
        g_error("table %s names a field %s that it does not have", self->name, name);
    return index;
}

void
ep_table_prepare(EpTable *self)
{
    guint n = 0;

    if (self->at.by_name != NULL)
        return;
    self->at.by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (n = 0; self->fields[n].name != NULL; n++)
        g_hash_table_insert(self->at.by_name, (gpointer)self->fields[n].name, GUINT_TO_POINTER(n + 1));
    self->at.n_fields = self->at.n_slots = n;
    self->at.label_slot = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++)
        self->at.label_slot[i] = self->fields[i].kind == EP_KIND_REFERENCE ? self->at.n_slots++ : i;
    self->at.number = ep_table_resolve(self, self->number);
    self->at.title = ep_table_resolve(self, self->title);
    self->at.network = ep_table_resolve(self, self->network);
    self->at.section = ep_table_resolve(self, self->section);
    self->at.pc = ep_table_resolve(self, self->pc);
    self->at.state = ep_table_resolve(self, self->state);
    self->at.parent = ep_table_resolve(self, self->parent);
    self->at.due = ep_table_resolve(self, self->due);
    self->at.due_at = ep_table_resolve(self, self->due_at);
}

guint
ep_table_find(const EpTable *self, const char *name)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(self->at.by_name, name)) - 1; /* 0 - 1 is EP_NO_FIELD */
}

gboolean
ep_words_contain(const char *list, const char *word)
{
    gsize length;

    if (list == NULL || word == NULL || *word == '\0')
        return FALSE;
    length = strlen(word);
    for (const char *at = strstr(list, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return TRUE;
    }
    return FALSE;
}

gboolean
ep_table_is_open(const EpTable *self, const char *state)
{
    return ep_words_contain(self->open, state);
}

gboolean
ep_table_is_due_in(const EpTable *self, const char *state)
{
    return self->due != NULL && ep_words_contain(self->due_in != NULL ? self->due_in : self->open, state);
}

gboolean
ep_table_waits(const EpTable *self)
{
    return (self->open != NULL || self->due != NULL) && (self->flags & EP_TABLE_LINES) == 0;
}

const EpChoice *
ep_field_find_choice(const EpField *field, const char *code)
{
    if (field->choices == NULL || code == NULL)
        return NULL;
    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        if (strcmp(choice->code, code) == 0)
            return choice;
    }
    return NULL;
}

guint
ep_field_get_width(const EpField *field)
{
    if (field->width > 0)
        return field->width;
    switch (field->kind) {
    case EP_KIND_DATE:
        return 11;
    case EP_KIND_TIME:
        return 16;
    case EP_KIND_MAC:
        return 18;
    case EP_KIND_IP:
        return 15;
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
    case EP_KIND_YES:
        return 8;
    case EP_KIND_CODE:
    case EP_KIND_CHOICE:
        return 12;
    default:
        return 18;
    }
}

gboolean
ep_field_is_stored(const EpField *field)
{
    return (field->flags & EP_FIELD_DERIVED) == 0;
}

gboolean
ep_field_is_edited(const EpField *field)
{
    return (field->flags & (EP_FIELD_DERIVED | EP_FIELD_FIXED)) == 0;
}

gboolean
ep_table_imports(const EpTable *self, guint field)
{
    return ep_field_is_edited(&self->fields[field]) || field == self->at.number || field == self->at.state;
}

const char *
ep_label(const char *msgid)
{
    return msgid != NULL && *msgid != '\0' ? g_dgettext(GETTEXT_PACKAGE, msgid) : "";
}

EpCatalog *
ep_catalog_new(void)
{
    EpCatalog *self = g_new0(EpCatalog, 1);

    self->tables = g_ptr_array_new();
    self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return self;
}

void
ep_catalog_free(EpCatalog *self)
{
    g_ptr_array_unref(self->tables);
    g_hash_table_unref(self->by_name);
    g_free(self);
}

void
ep_catalog_add(EpCatalog *self, EpTable *table)
{
    ep_table_prepare(table);
    g_ptr_array_add(self->tables, table);
    g_hash_table_insert(self->by_name, (gpointer)table->name, table);
}

EpTable *
ep_catalog_find(EpCatalog *self, const char *name)
{
    return name != NULL ? g_hash_table_lookup(self->by_name, name) : NULL;
}

guint
ep_catalog_get_n_tables(EpCatalog *self)
{
    return self->tables->len;
}

EpTable *
ep_catalog_get_table(EpCatalog *self, guint index)
{
    return g_ptr_array_index(self->tables, index);
}
