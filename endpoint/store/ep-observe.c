#include "endpoint/store/ep-observe.h"

#include "endpoint/store/ep-sql.h"

static guint
ep_observe_count_columns(const EpTable *table)
{
    guint n = 2;

    for (guint i = 0; i < table->at.n_fields; i++)
        n += ep_field_is_stored(&table->fields[i]) ? 1 : 0;
    return n;
}

gboolean
ep_observe_add(EpAct *act, const EpTable *table, const EpValue *values, gsize n_rows, GError **error)
{
    g_autofree char *sql = ep_sql_insert(table);

    g_return_val_if_fail((table->flags & EP_TABLE_OBSERVED) != 0, FALSE);
    return n_rows == 0 || ep_db_query(ep_reader_get_db(ep_act_get_reader(act)), sql, values,
                                      ep_observe_count_columns(table), n_rows, NULL, NULL, error);
}

gboolean
ep_observe_end(EpAct *act, const EpTable *table, const gint64 *ids, gsize n_ids, GError **error)
{
    g_autofree char *sql = ep_sql_observe_end(table);
    g_autofree EpValue *values = g_new(EpValue, 2 * n_ids + 1);

    g_return_val_if_fail((table->flags & EP_TABLE_OBSERVED) != 0, FALSE);
    for (gsize i = 0; i < n_ids; i++) {
        values[2 * i] = EP_INTEGER(ids[i]);
        values[2 * i + 1] = EP_INTEGER(ep_act_get_seq(act));
    }
    return n_ids == 0 ||
           ep_db_query(ep_reader_get_db(ep_act_get_reader(act)), sql, values, 2, n_ids, NULL, NULL, error);
}

static gboolean
ep_observe_is_dictionary(EpCatalog *catalog, const EpTable *table)
{
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *from = ep_catalog_get_table(catalog, i);

        for (guint f = 0; f < from->at.n_fields; f++) {
            if (g_strcmp0(from->fields[f].reference, table->name) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

gboolean
ep_observe_undo(EpAct *act, gint64 seq, GError **error)
{
    EpReader *reader = ep_act_get_reader(act);
    EpCatalog *catalog = ep_reader_get_catalog(reader);
    EpValue value = EP_INTEGER(seq);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autofree char *forget = ep_sql_observe_forget(table), *restore = ep_sql_observe_restore(table);

        /* What others refer to stays: later acts may have used it, and by itself it says nothing. */
        if ((table->flags & EP_TABLE_OBSERVED) == 0 || ep_observe_is_dictionary(catalog, table))
            continue;
        if (!ep_db_query(ep_reader_get_db(reader), forget, &value, 1, 1, NULL, NULL, error) ||
            !ep_db_query(ep_reader_get_db(reader), restore, &value, 1, 1, NULL, NULL, error))
            return FALSE;
    }
    return TRUE;
}
