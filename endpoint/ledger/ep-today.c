#include "endpoint/ledger/ep-today.h"

#include <string.h>

#include "endpoint/core/ep-natural.h"

EpUrgency
ep_today_judge(EpRecord *record, const EpDueNow *now)
{
    const EpTable *table = ep_record_get_table(record);

    return ep_due_judge(table, ep_record_get(record, table->at.state), ep_record_get(record, table->at.due),
                        ep_record_get(record, table->at.due_at), now);
}

static const char *
ep_today_get(EpRecord *record, guint field)
{
    const EpTable *table = ep_record_get_table(record);

    return ep_table_is_due_in(table, ep_record_get(record, table->at.state)) ? ep_record_get(record, field) : "";
}

const char *
ep_today_get_due(EpRecord *record)
{
    return ep_today_get(record, ep_record_get_table(record)->at.due);
}

const char *
ep_today_get_due_at(EpRecord *record)
{
    return ep_today_get(record, ep_record_get_table(record)->at.due_at);
}

static int
ep_today_compare_dues(const char *a, const char *b)
{
    if (*a == '\0' || *b == '\0')
        return (*a == '\0') - (*b == '\0');
    return strcmp(a, b);
}

static int
ep_today_compare(gconstpointer a, gconstpointer b, gpointer user_data)
{
    EpRecord *left = *(EpRecord **)a, *right = *(EpRecord **)b;
    const EpTable *table = ep_record_get_table(left);
    int order = (int)ep_today_judge(right, user_data) - (int)ep_today_judge(left, user_data);

    if (order == 0)
        order = ep_today_compare_dues(ep_today_get_due(left), ep_today_get_due(right));
    if (order == 0)
        order = ep_today_compare_dues(ep_today_get_due_at(left), ep_today_get_due_at(right));
    return order != 0
               ? order
               : ep_natural_compare(ep_record_get(left, table->at.number), ep_record_get(right, table->at.number));
}

static void
ep_today_section_free(EpTodaySection *section)
{
    g_ptr_array_unref(section->records);
    g_free(section);
}

static EpTodaySection *
ep_today_section_new(const EpTable *table, gboolean timed)
{
    EpTodaySection *section = g_new0(EpTodaySection, 1);

    section->table = table;
    section->timed = timed;
    section->records = g_ptr_array_new_with_free_func(g_object_unref);
    return section;
}

static gboolean
ep_today_load_open(EpReader *reader, const EpTable *table, GPtrArray *all, GError **error)
{
    g_auto(GStrv) states = g_strsplit(table->open != NULL ? table->open : "", " ", -1);

    for (char **state = states; *state != NULL; state++) {
        EpMatch matches[] = { { table->state, *state }, { NULL, NULL } };
        g_autoptr(GPtrArray) records = ep_reader_load(reader, table, matches, error);

        if (records == NULL)
            return FALSE;
        for (guint i = 0; i < records->len; i++)
            g_ptr_array_add(all, g_object_ref(g_ptr_array_index(records, i)));
    }
    return TRUE;
}

/* Those that wait for somebody only because their day has come. */
static gboolean
ep_today_load_due(EpReader *reader, const EpTable *table, const char *today, GPtrArray *all, GError **error)
{
    g_autoptr(GPtrArray) dues = ep_due_load(reader, table, today, error);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) records = NULL;

    for (guint i = 0; dues != NULL && i < dues->len; i++) {
        EpDue *due = g_ptr_array_index(dues, i);

        if (!ep_table_is_open(table, due->state))
            g_array_append_val(ids, due->record);
    }
    if (dues != NULL)
        records = ep_reader_read_many(reader, table, (gint64 *)ids->data, ids->len, FALSE, error);
    for (guint i = 0; records != NULL && i < records->len; i++)
        g_ptr_array_add(all, g_object_ref(g_ptr_array_index(records, i)));
    return records != NULL;
}

static void
ep_today_take(EpTodaySection *section, EpRecord *record, const EpDueNow *now)
{
    EpUrgency urgency = ep_today_judge(record, now);

    section->n_due += urgency == EP_URGENCY_DUE;
    section->n_late += urgency == EP_URGENCY_LATE;
    section->n_near += section->timed && ep_due_is_near(ep_today_get_due_at(record), now);
    g_ptr_array_add(section->records, g_object_ref(record));
}

static gboolean
ep_today_load_table(EpReader *reader, const EpTable *table, const EpDueNow *now, GPtrArray *sections, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_object_unref);
    EpTodaySection *both[] = { ep_today_section_new(table, TRUE), ep_today_section_new(table, FALSE) };
    gboolean done =
        ep_today_load_open(reader, table, all, error) && ep_today_load_due(reader, table, now->day, all, error);

    for (guint i = 0; i < all->len; i++) {
        EpRecord *record = g_ptr_array_index(all, i);

        ep_today_take(both[*ep_today_get_due_at(record) != '\0' ? 0 : 1], record, now);
    }
    for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
        g_ptr_array_sort_with_data(both[i]->records, ep_today_compare, (gpointer)now);
        if (done && both[i]->records->len > 0)
            g_ptr_array_add(sections, both[i]);
        else
            ep_today_section_free(both[i]);
    }
    return done;
}

static int
ep_today_compare_sections(gconstpointer a, gconstpointer b)
{
    const EpTodaySection *left = *(EpTodaySection **)a, *right = *(EpTodaySection **)b;

    if ((left->n_near > 0) != (right->n_near > 0))
        return right->n_near > 0 ? 1 : -1;
    if ((left->n_late > 0) != (right->n_late > 0))
        return right->n_late > 0 ? 1 : -1;
    return (right->n_due > 0) - (left->n_due > 0);
}

GPtrArray *
ep_today_load(EpReader *reader, const EpDueNow *now, GError **error)
{
    EpCatalog *catalog = ep_reader_get_catalog(reader);
    g_autoptr(GPtrArray) sections = g_ptr_array_new_with_free_func((GDestroyNotify)ep_today_section_free);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (ep_table_waits(table) && !ep_today_load_table(reader, table, now, sections, error))
            return NULL;
    }
    g_ptr_array_sort(sections, ep_today_compare_sections); /* stable: the catalog's order stays */
    return g_steal_pointer(&sections);
}
