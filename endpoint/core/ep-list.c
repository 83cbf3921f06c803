#include "endpoint/core/ep-list.h"

#include <stdlib.h>
#include <string.h>

#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-kind.h"

struct _EpList {
    GObject parent;
    const EpTable *table;
    GPtrArray *all;     /* owned records, in the chosen order */
    GPtrArray *visible; /* borrowed from @all */
    GHashTable *by_id;  /* id → record in @all; NULL until somebody looks something up */
    char *find;
    char **words;   /* folded */
    char ***facets; /* by field, or NULL */
    guint n_facets; /* that are set */
    EpListFunc func;
    gpointer func_data;
    GDestroyNotify func_destroy;
    guint sort;
    gboolean descending;
};

static void ep_list_model_init(GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE(EpList, ep_list, G_TYPE_OBJECT,
                              G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, ep_list_model_init))

static void
ep_list_finalize(GObject *object)
{
    EpList *self = EP_LIST(object);

    for (guint i = 0; i < self->table->at.n_fields; i++)
        g_strfreev(self->facets[i]);
    g_free(self->facets);
    if (self->func_destroy != NULL)
        self->func_destroy(self->func_data);
    g_ptr_array_unref(self->visible);
    g_ptr_array_unref(self->all);
    g_clear_pointer(&self->by_id, g_hash_table_unref);
    g_strfreev(self->words);
    g_free(self->find);
    G_OBJECT_CLASS(ep_list_parent_class)->finalize(object);
}

static void
ep_list_class_init(EpListClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = ep_list_finalize;
}

static void
ep_list_init(EpList *self)
{
    self->all = g_ptr_array_new_with_free_func(g_object_unref);
    self->visible = g_ptr_array_new();
    self->sort = EP_NO_FIELD;
}

static GType
ep_list_get_item_type(GListModel *model)
{
    return EP_TYPE_RECORD;
}

static guint
ep_list_get_n_items(GListModel *model)
{
    return EP_LIST(model)->visible->len;
}

static gpointer
ep_list_get_item(GListModel *model, guint position)
{
    EpRecord *record = ep_list_peek(EP_LIST(model), position);

    return record != NULL ? g_object_ref(record) : NULL;
}

static void
ep_list_model_init(GListModelInterface *iface)
{
    iface->get_item_type = ep_list_get_item_type;
    iface->get_n_items = ep_list_get_n_items;
    iface->get_item = ep_list_get_item;
}

EpList *
ep_list_new(const EpTable *table)
{
    EpList *self = g_object_new(EP_TYPE_LIST, NULL);

    self->table = table;
    self->facets = g_new0(char **, table->at.n_fields + 1);
    return self;
}

const EpTable *
ep_list_get_table(EpList *self)
{
    return self->table;
}

static gboolean
ep_list_passes_facets(EpList *self, EpRecord *record, guint but)
{
    for (guint i = 0; self->n_facets > 0 && i < self->table->at.n_fields; i++) {
        if (self->facets[i] != NULL && i != but &&
            !g_strv_contains((const char *const *)self->facets[i], ep_record_get(record, i)))
            return FALSE;
    }
    return self->func == NULL || self->func(record, self->func_data);
}

static gboolean
ep_list_passes_find(EpList *self, EpRecord *record)
{
    const char *folded;

    if (self->words == NULL)
        return TRUE;
    folded = ep_record_get_folded(record);
    for (char **word = self->words; *word != NULL; word++) {
        if (strstr(folded, *word) == NULL)
            return FALSE;
    }
    return TRUE;
}

/* Takes over @fresh as the visible part and announces the span in which it differs. */
static void
ep_list_show(EpList *self, GPtrArray *fresh)
{
    g_autoptr(GPtrArray) old = self->visible;
    guint n = MIN(old->len, fresh->len), head = 0, tail = 0;

    while (head < n && old->pdata[head] == fresh->pdata[head])
        head++;
    while (tail < n - head && old->pdata[old->len - 1 - tail] == fresh->pdata[fresh->len - 1 - tail])
        tail++;
    self->visible = fresh;
    if (old->len - head - tail > 0 || fresh->len - head - tail > 0)
        g_list_model_items_changed(G_LIST_MODEL(self), head, old->len - head - tail, fresh->len - head - tail);
}

static void
ep_list_filter(EpList *self, GPtrArray *from)
{
    GPtrArray *fresh = g_ptr_array_sized_new(from->len);

    for (guint i = 0; i < from->len; i++) {
        EpRecord *record = g_ptr_array_index(from, i);

        if (ep_list_passes_facets(self, record, EP_NO_FIELD) && ep_list_passes_find(self, record))
            g_ptr_array_add(fresh, record);
    }
    ep_list_show(self, fresh);
}

typedef struct {
    EpRecord *record;
    const char *label;
    guint index;
} EpListKey;

typedef struct {
    const EpField *field;
    int sign;
} EpListOrder;

static int
ep_list_key_compare(gconstpointer a, gconstpointer b, gpointer user_data)
{
    const EpListKey *left = a, *right = b;
    const EpListOrder *order = user_data;
    int result;

    if (*left->label == '\0' || *right->label == '\0') /* nothing said comes last in either direction */
        result = (*left->label == '\0') - (*right->label == '\0');
    else
        result = order->sign * ep_kind_compare(order->field, left->label, right->label);
    return result != 0 ? result : left->index < right->index ? -1 : 1;
}

static gboolean
ep_list_is_sorted(const EpListKey *keys, guint n, EpListOrder *order)
{
    for (guint i = 1; i < n; i++) {
        if (ep_list_key_compare(&keys[i - 1], &keys[i], order) > 0)
            return FALSE;
    }
    return TRUE;
}

static void
ep_list_sort(GPtrArray *records, const EpField *field, guint index, gboolean descending)
{
    EpListOrder order = { field, descending ? -1 : 1 };
    g_autofree EpListKey *keys = g_new(EpListKey, records->len + 1);

    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        keys[i] = (EpListKey){ record, ep_record_get_label(record, index), i };
    }
    if (ep_list_is_sorted(keys, records->len, &order))
        return;
    g_qsort_with_data(keys, (int)records->len, sizeof *keys, ep_list_key_compare, &order);
    for (guint i = 0; i < records->len; i++)
        records->pdata[i] = keys[i].record;
}

static void
ep_list_order(EpList *self)
{
    if (self->sort != EP_NO_FIELD)
        ep_list_sort(self->all, &self->table->fields[self->sort], self->sort, self->descending);
}

static void
ep_list_index(EpList *self)
{
    self->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < self->all->len; i++) {
        EpRecord *record = g_ptr_array_index(self->all, i);

        g_hash_table_insert(self->by_id, (gpointer)ep_record_peek_id(record), record);
    }
}

/* The known object if nothing in it changed, else the fresh one. */
static EpRecord *
ep_list_settle(EpList *self, EpRecord *fresh)
{
    EpRecord *known = ep_list_lookup(self, ep_record_get_id(fresh));

    return g_object_ref(known != NULL && ep_record_equal(known, fresh) ? known : fresh);
}

static void
ep_list_take(EpList *self, GPtrArray *all)
{
    g_autoptr(GPtrArray) old = self->all; /* until the views let go of what they showed */

    self->all = all;
    g_clear_pointer(&self->by_id, g_hash_table_unref);
    ep_list_order(self);
    ep_list_filter(self, self->all);
}

void
ep_list_load(EpList *self, GPtrArray *records)
{
    GPtrArray *all = g_ptr_array_new_full(records->len, g_object_unref);

    for (guint i = 0; i < records->len; i++)
        g_ptr_array_add(all, ep_list_settle(self, g_ptr_array_index(records, i)));
    ep_list_take(self, all);
}

void
ep_list_merge(EpList *self, GPtrArray *records, const gint64 *gone, gsize n_gone)
{
    g_autoptr(GHashTable) fresh = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GPtrArray *all = g_ptr_array_new_full(self->all->len + records->len, g_object_unref);

    for (gsize i = 0; i < n_gone; i++)
        g_hash_table_insert(fresh, g_memdup2(&gone[i], sizeof gone[i]), NULL);
    for (guint i = 0; i < records->len; i++) {
        gint64 id = ep_record_get_id(g_ptr_array_index(records, i));

        g_hash_table_insert(fresh, g_memdup2(&id, sizeof id), g_ptr_array_index(records, i));
    }
    for (guint i = 0; i < self->all->len; i++) {
        EpRecord *record = g_ptr_array_index(self->all, i);
        gint64 id = ep_record_get_id(record);
        gpointer replacement;

        if (!g_hash_table_lookup_extended(fresh, &id, NULL, &replacement))
            g_ptr_array_add(all, g_object_ref(record));
        else if (replacement != NULL)
            g_ptr_array_add(all, ep_list_settle(self, replacement));
    }
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (ep_list_lookup(self, ep_record_get_id(record)) == NULL)
            g_ptr_array_add(all, g_object_ref(record));
    }
    ep_list_take(self, all);
}

guint
ep_list_get_n(EpList *self)
{
    return self->visible->len;
}

EpRecord *
ep_list_peek(EpList *self, guint position)
{
    return position < self->visible->len ? g_ptr_array_index(self->visible, position) : NULL;
}

guint
ep_list_find_id(EpList *self, gint64 id)
{
    EpRecord *record = ep_list_lookup(self, id);
    guint position = G_MAXUINT;

    if (record == NULL || !g_ptr_array_find(self->visible, record, &position))
        return G_MAXUINT;
    return position;
}

EpRecord *
ep_list_lookup(EpList *self, gint64 id)
{
    if (self->by_id == NULL)
        ep_list_index(self);
    return g_hash_table_lookup(self->by_id, &id);
}

guint
ep_list_get_total(EpList *self)
{
    return self->all->len;
}

EpRecord *
ep_list_peek_any(EpList *self, guint index)
{
    return g_ptr_array_index(self->all, index);
}

/* Words of @text, folded; NULL if there are none. */
static char **
ep_list_split(const char *text)
{
    g_auto(GStrv) parts = g_strsplit_set(text != NULL ? text : "", " \t\n", -1);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    guint n = 0;

    for (char **part = parts; *part != NULL; part++) {
        g_autofree char *folded = ep_fold(*part);
        g_auto(GStrv) words = g_strsplit(folded, " ", -1); /* an ideographic space folds into one */

        for (char **word = words; *word != NULL; word++) {
            if (**word == '\0')
                continue;
            g_strv_builder_add(builder, *word);
            n++;
        }
    }
    return n > 0 ? g_strv_builder_end(builder) : NULL;
}

void
ep_list_set_find(EpList *self, const char *text)
{
    /* Typing on only narrows what is visible already. */
    gboolean narrower = self->find != NULL && text != NULL && *self->find != '\0' && g_str_has_prefix(text, self->find);

    if (g_strcmp0(text != NULL ? text : "", self->find != NULL ? self->find : "") == 0)
        return;
    g_free(self->find);
    self->find = g_strdup(text);
    g_strfreev(self->words);
    self->words = ep_list_split(text);
    ep_list_filter(self, narrower ? self->visible : self->all);
}

const char *
ep_list_get_find(EpList *self)
{
    return self->find != NULL ? self->find : "";
}

void
ep_list_set_facet(EpList *self, guint field, const char *const *values)
{
    g_return_if_fail(field < self->table->at.n_fields);
    self->n_facets -= self->facets[field] != NULL;
    g_strfreev(self->facets[field]);
    self->facets[field] = values != NULL && *values != NULL ? g_strdupv((char **)values) : NULL;
    self->n_facets += self->facets[field] != NULL;
    ep_list_filter(self, self->all);
}

const char *const *
ep_list_get_facet(EpList *self, guint field)
{
    return (const char *const *)self->facets[field];
}

void
ep_list_clear_facets(EpList *self)
{
    for (guint i = 0; i < self->table->at.n_fields; i++)
        g_clear_pointer(&self->facets[i], g_strfreev);
    self->n_facets = 0;
    ep_list_filter(self, self->all);
}

void
ep_list_set_filter(EpList *self, EpListFunc func, gpointer user_data, GDestroyNotify destroy)
{
    if (self->func_destroy != NULL)
        self->func_destroy(self->func_data);
    self->func = func;
    self->func_data = user_data;
    self->func_destroy = destroy;
    ep_list_filter(self, self->all);
}

GHashTable *
ep_list_count(EpList *self, guint field)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < self->all->len; i++) {
        EpRecord *record = g_ptr_array_index(self->all, i);
        const char *value = ep_record_get(record, field);
        gpointer count;

        if (!ep_list_passes_facets(self, record, field) || !ep_list_passes_find(self, record))
            continue;
        count = g_hash_table_lookup(counts, value);
        g_hash_table_insert(counts, g_strdup(value), GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
    }
    return counts;
}

void
ep_list_set_sort(EpList *self, guint field, gboolean descending)
{
    self->sort = field;
    self->descending = descending;
    ep_list_order(self);
    ep_list_filter(self, self->all);
}

static guint
ep_list_find_order(const EpTable *table, const char *order, gboolean *descending)
{
    *descending = order != NULL && *order == '-';
    return order != NULL ? ep_table_find(table, order + *descending) : EP_NO_FIELD;
}

void
ep_list_set_order(EpList *self, const char *order)
{
    gboolean descending;
    guint field = ep_list_find_order(self->table, order, &descending);

    if (field != EP_NO_FIELD)
        ep_list_set_sort(self, field, descending);
}

void
ep_list_prepare_order(GPtrArray *records, const EpTable *table)
{
    gboolean descending;
    guint field = ep_list_find_order(table, table->sort, &descending);

    if (field != EP_NO_FIELD)
        ep_list_sort(records, &table->fields[field], field, descending);
}

guint
ep_list_get_sort(EpList *self, gboolean *descending)
{
    if (descending != NULL)
        *descending = self->descending;
    return self->sort;
}

void
ep_list_prepare_search(GPtrArray *records)
{
    for (guint i = 0; i < records->len; i++)
        ep_record_get_folded(g_ptr_array_index(records, i));
}
