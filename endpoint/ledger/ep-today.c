#include "endpoint/ledger/ep-today.h"

#include <string.h>

#include "endpoint/core/ep-natural.h"

EpUrgency
ep_today_judge(EpRecord *record, const char *today)
{
    const EpTable *table = ep_record_get_table(record);

    return ep_due_judge(table, ep_record_get(record, table->at.state), ep_record_get(record, table->at.due), today);
}

const char *
ep_today_get_due(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    return ep_table_is_due_in(table, ep_record_get(record, table->at.state)) ? ep_record_get(record, table->at.due)
                                                                             : "";
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

static gboolean
ep_today_load_open(EpReader *reader, EpTodaySection *section, GError **error)
{
    g_auto(GStrv) states = g_strsplit(section->table->open != NULL ? section->table->open : "", " ", -1);

    for (char **state = states; *state != NULL; state++) {
        EpMatch matches[] = { { section->table->state, *state }, { NULL, NULL } };
        g_autoptr(GPtrArray) records = ep_reader_load(reader, section->table, matches, error);

        if (records == NULL)
            return FALSE;
        for (guint i = 0; i < records->len; i++)
            g_ptr_array_add(section->records, g_object_ref(g_ptr_array_index(records, i)));
    }
    return TRUE;
}

/* Those that wait for somebody only because their day has come. */
static gboolean
ep_today_load_due(EpReader *reader, EpTodaySection *section, const char *today, GError **error)
{
    g_autoptr(GPtrArray) dues = ep_due_load(reader, section->table, today, error);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) records = NULL;

    for (guint i = 0; dues != NULL && i < dues->len; i++) {
        EpDue *due = g_ptr_array_index(dues, i);

        if (!ep_table_is_open(section->table, due->state))
            g_array_append_val(ids, due->record);
    }
    if (dues != NULL)
        records = ep_reader_read_many(reader, section->table, (gint64 *)ids->data, ids->len, FALSE, error);
    for (guint i = 0; records != NULL && i < records->len; i++)
        g_ptr_array_add(section->records, g_object_ref(g_ptr_array_index(records, i)));
    return records != NULL;
}

static EpTodaySection *
ep_today_load_section(EpReader *reader, const EpTable *table, const char *today, GError **error)
{
    EpTodaySection *section = g_new0(EpTodaySection, 1);

    section->table = table;
    section->records = g_ptr_array_new_with_free_func(g_object_unref);
    if (!ep_today_load_open(reader, section, error) || !ep_today_load_due(reader, section, today, error)) {
        ep_today_section_free(section);
        return NULL;
    }
    for (guint i = 0; i < section->records->len; i++) {
        EpUrgency urgency = ep_today_judge(g_ptr_array_index(section->records, i), today);

        section->n_due += urgency == EP_URGENCY_DUE;
        section->n_late += urgency == EP_URGENCY_LATE;
    }
    g_ptr_array_sort_with_data(section->records, ep_today_compare, (gpointer)today);
    return section;
}

static int
ep_today_compare_sections(gconstpointer a, gconstpointer b)
{
    const EpTodaySection *left = *(EpTodaySection **)a, *right = *(EpTodaySection **)b;

    if ((left->n_late > 0) != (right->n_late > 0))
        return right->n_late > 0 ? 1 : -1;
    return (right->n_due > 0) - (left->n_due > 0);
}

GPtrArray *
ep_today_load(EpReader *reader, const char *today, GError **error)
{
    EpCatalog *catalog = ep_reader_get_catalog(reader);
    g_autoptr(GPtrArray) sections = g_ptr_array_new_with_free_func((GDestroyNotify)ep_today_section_free);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        EpTodaySection *section;

        if (!ep_table_waits(table))
            continue;
        section = ep_today_load_section(reader, table, today, error);
        if (section == NULL)
            return NULL;
        if (section->records->len > 0)
            g_ptr_array_add(sections, section);
        else
            ep_today_section_free(section);
    }
    g_ptr_array_sort(sections, ep_today_compare_sections); /* stable: the catalog's order stays */
    return g_steal_pointer(&sections);
}
