#include "endpoint/store/ep-subject.h"

#include "endpoint/core/ep-date.h"
#include "endpoint/store/ep-sql.h"

/* One table's. */
typedef struct {
    const EpTable *table;
    GHashTable *known; /* id → EpSubject; NULL value: wanted */
    GArray *wanted;    /* gint64, not read yet */
} EpSubjectPart;

struct _EpSubjectSet {
    EpReader *reader;
    GHashTable *parts; /* table → EpSubjectPart */
};

static void
ep_subject_free(gpointer data)
{
    EpSubject *subject = data;

    if (subject == NULL)
        return;
    g_free(subject->number);
    g_free(subject->title);
    g_free(subject->network);
    g_free(subject->section);
    g_free(subject->pc);
    g_free(subject->state);
    g_free(subject);
}

static void
ep_subject_part_free(gpointer data)
{
    EpSubjectPart *part = data;

    g_hash_table_unref(part->known);
    g_array_unref(part->wanted);
    g_free(part);
}

EpSubjectSet *
ep_subject_set_new(EpReader *reader)
{
    EpSubjectSet *self = g_new0(EpSubjectSet, 1);

    self->reader = reader;
    self->parts = g_hash_table_new_full(NULL, NULL, NULL, ep_subject_part_free);
    return self;
}

void
ep_subject_set_free(EpSubjectSet *self)
{
    g_hash_table_unref(self->parts);
    g_free(self);
}

static EpSubjectPart *
ep_subject_set_get_part(EpSubjectSet *self, const EpTable *table)
{
    EpSubjectPart *part = g_hash_table_lookup(self->parts, table);

    if (part != NULL)
        return part;
    part = g_new0(EpSubjectPart, 1);
    part->table = table;
    part->known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, ep_subject_free);
    part->wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_hash_table_insert(self->parts, (gpointer)table, part);
    return part;
}

void
ep_subject_set_want(EpSubjectSet *self, const EpTable *table, gint64 id)
{
    EpSubjectPart *part;

    if (table == NULL || id == 0)
        return;
    part = ep_subject_set_get_part(self, table);
    if (g_hash_table_contains(part->known, &id))
        return;
    g_hash_table_insert(part->known, g_memdup2(&id, sizeof id), NULL);
    g_array_append_val(part->wanted, id);
}

static gboolean
ep_subject_take_row(const EpRow *row, gpointer user_data, GError **error)
{
    EpSubjectPart *part = user_data;
    EpSubject *subject = g_new0(EpSubject, 1);

    subject->table = part->table;
    subject->id = ep_row_get_integer(row, 0);
    subject->number = g_strdup(ep_row_get_text(row, 1));
    subject->title = g_strdup(EP_DATE_SHOWN(ep_row_get_text(row, 2)));
    subject->network = g_strdup(ep_row_get_text(row, 3));
    subject->section = g_strdup(ep_row_get_text(row, 4));
    subject->pc = g_strdup(ep_row_get_text(row, 5));
    subject->state = g_strdup(ep_row_get_text(row, 6));
    subject->parent = ep_row_get_integer(row, 7);
    g_hash_table_insert(part->known, g_memdup2(&subject->id, sizeof subject->id), subject);
    return TRUE;
}

static const EpTable *
ep_subject_get_parent_table(EpSubjectSet *self, const EpTable *table)
{
    if (table->at.parent == EP_NO_FIELD)
        return NULL;
    return ep_catalog_find(ep_reader_get_catalog(self->reader), table->fields[table->at.parent].reference);
}

static gboolean
ep_subject_set_load_part(EpSubjectSet *self, EpSubjectPart *part, GError **error)
{
    const EpTable *parent = ep_subject_get_parent_table(self, part->table);
    g_autoptr(GArray) ids = g_array_copy(part->wanted);

    g_array_set_size(part->wanted, 0);
    if (!ep_reader_load_subjects(self->reader, part->table, (gint64 *)ids->data, ids->len, ep_subject_take_row, part,
                                 error))
        return FALSE;
    for (guint i = 0; parent != NULL && i < ids->len; i++) {
        EpSubject *subject = g_hash_table_lookup(part->known, &g_array_index(ids, gint64, i));

        if (subject != NULL)
            ep_subject_set_want(self, parent, subject->parent);
    }
    return TRUE;
}

static EpSubjectPart *
ep_subject_set_find_wanting(EpSubjectSet *self)
{
    GHashTableIter iter;
    gpointer part;

    g_hash_table_iter_init(&iter, self->parts);
    while (g_hash_table_iter_next(&iter, NULL, &part)) {
        if (((EpSubjectPart *)part)->wanted->len > 0)
            return part;
    }
    return NULL;
}

gboolean
ep_subject_set_load(EpSubjectSet *self, GError **error)
{
    EpSubjectPart *part;

    while ((part = ep_subject_set_find_wanting(self)) != NULL) {
        if (!ep_subject_set_load_part(self, part, error))
            return FALSE;
    }
    return TRUE;
}

const EpSubject *
ep_subject_set_get(EpSubjectSet *self, const EpTable *table, gint64 id)
{
    EpSubjectPart *part = table != NULL ? g_hash_table_lookup(self->parts, table) : NULL;

    return part != NULL ? g_hash_table_lookup(part->known, &id) : NULL;
}

const EpSubject *
ep_subject_set_get_root(EpSubjectSet *self, const EpTable *table, gint64 id)
{
    const EpSubject *subject = ep_subject_set_get(self, table, id);

    while (subject != NULL && subject->parent != 0) {
        const EpSubject *parent =
            ep_subject_set_get(self, ep_subject_get_parent_table(self, subject->table), subject->parent);

        if (parent == NULL || parent == subject)
            return subject;
        subject = parent;
    }
    return subject;
}
