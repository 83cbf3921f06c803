#include "endpoint/core/ep-record.h"

#include <string.h>

#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-kind.h"

struct _EpRecord {
    GObject parent;
    const EpTable *table;
    gint64 id;
    gint64 rev;
    guint32 *block; /* n_slots offsets into the text that follows them */
    gsize size;
    char *folded; /* atomic */
};

G_DEFINE_FINAL_TYPE(EpRecord, ep_record, G_TYPE_OBJECT)

static void
ep_record_finalize(GObject *object)
{
    EpRecord *self = EP_RECORD(object);

    g_free(self->block);
    g_free(self->folded);
    G_OBJECT_CLASS(ep_record_parent_class)->finalize(object);
}

static void
ep_record_class_init(EpRecordClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = ep_record_finalize;
}

static void
ep_record_init(EpRecord *self)
{
}

EpRecord *
ep_record_new(const EpTable *table, gint64 id, gint64 rev, const char *const *values)
{
    EpRecord *self = g_object_new(EP_TYPE_RECORD, NULL);
    guint n = table->at.n_slots;
    gsize head = n * sizeof(guint32), size = head + 1;
    char *text;

    for (guint i = 0; i < n; i++)
        size += values[i] != NULL && *values[i] != '\0' ? strlen(values[i]) + 1 : 0;
    self->table = table;
    self->id = id;
    self->rev = rev;
    self->block = g_malloc(size);
    self->size = size;
    text = (char *)self->block;
    text[head] = '\0'; /* every empty value is this one byte */
    size = head + 1;
    for (guint i = 0; i < n; i++) {
        gsize length;

        if (values[i] == NULL || *values[i] == '\0') {
            self->block[i] = head;
            continue;
        }
        length = strlen(values[i]) + 1;
        memcpy(text + size, values[i], length);
        self->block[i] = size;
        size += length;
    }
    return self;
}

const EpTable *
ep_record_get_table(EpRecord *self)
{
    return self->table;
}

gint64
ep_record_get_id(EpRecord *self)
{
    return self->id;
}

const gint64 *
ep_record_peek_id(EpRecord *self)
{
    return &self->id;
}

gint64
ep_record_get_rev(EpRecord *self)
{
    return self->rev;
}

static const char *
ep_record_get_slot(EpRecord *self, guint slot)
{
    return (const char *)self->block + self->block[slot];
}

const char *
ep_record_get(EpRecord *self, guint field)
{
    return field == EP_NO_FIELD ? "" : ep_record_get_slot(self, field);
}

const char *
ep_record_get_named(EpRecord *self, const char *name)
{
    return ep_record_get(self, ep_table_find(self->table, name));
}

gint64
ep_record_get_integer(EpRecord *self, const char *name)
{
    return g_ascii_strtoll(ep_record_get_named(self, name), NULL, 10);
}

const char *
ep_record_get_label(EpRecord *self, guint field)
{
    return field == EP_NO_FIELD ? "" : ep_record_get_slot(self, self->table->at.label_slot[field]);
}

gboolean
ep_record_equal(EpRecord *a, EpRecord *b)
{
    return a == b ||
           (a->table == b->table && a->id == b->id && a->size == b->size && memcmp(a->block, b->block, a->size) == 0);
}

char *
ep_record_dup_name(EpRecord *self)
{
    const char *number = ep_record_get_label(self, self->table->at.number);
    guint at = self->table->at.title;
    char scratch[EP_SCRATCH_SIZE];
    const char *title = at != EP_NO_FIELD ? ep_record_display(self, at, scratch) : "";

    if (*number == '\0' || *title == '\0' || self->table->at.number == self->table->at.title)
        return g_strdup(*number != '\0' ? number : title);
    return g_strdup_printf("%s %s", number, title);
}

const char *
ep_record_display(EpRecord *self, guint field, char scratch[EP_SCRATCH_SIZE])
{
    return ep_kind_display(&self->table->fields[field], ep_record_get_label(self, field), scratch);
}

char *
ep_record_describe(EpRecord *self, guint field)
{
    char scratch[EP_SCRATCH_SIZE];

    if (self->table->fields[field].describe != NULL)
        return self->table->fields[field].describe(ep_record_get(self, field));
    return g_strdup(ep_record_display(self, field, scratch));
}

const char *
ep_record_get_folded(EpRecord *self)
{
    char *folded = g_atomic_pointer_get(&self->folded);
    char scratch[EP_SCRATCH_SIZE];
    GString *text;

    if (folded != NULL)
        return folded;
    text = g_string_sized_new(self->size);
    for (guint i = 0; i < self->table->at.n_fields; i++) {
        if ((self->table->fields[i].flags & EP_FIELD_SEARCHED) == 0)
            continue;
        ep_fold_append(text, ep_record_display(self, i, scratch));
        g_string_append_c(text, '\n');
    }
    folded = g_string_free(text, FALSE);
    if (!g_atomic_pointer_compare_and_exchange(&self->folded, NULL, folded)) {
        g_free(folded); /* another thread was first */
        folded = g_atomic_pointer_get(&self->folded);
    }
    return folded;
}
