#include "endpoint/store/ep-sql.h"

static const char *
ep_sql_label_field(const EpTable *table)
{
    if (table->shown != NULL)
        return table->shown;
    if (table->at.number != EP_NO_FIELD)
        return table->number;
    return table->at.title != EP_NO_FIELD ? table->title : NULL;
}

static void
ep_sql_append_where(GString *sql, const char *const *where, gboolean gone)
{
    const char *word = " WHERE";

    for (guint i = 0; where != NULL && where[i] != NULL; i++) {
        g_string_append_printf(sql, "%s x.\"%s\" = $%u", word, where[i], i + 1);
        word = " AND";
    }
    if (!gone)
        g_string_append_printf(sql, "%s x.\"gone\" IS NULL", word);
}

char *
ep_sql_select(const EpTable *table, EpCatalog *catalog, const char *derived, const char *const *where, gboolean gone)
{
    GString *sql = g_string_new("SELECT x.\"id\", x.\"rev\"");
    g_autoptr(GString) labels = g_string_new(NULL);
    g_autoptr(GString) joins = g_string_new(NULL);

    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        const EpTable *target = ep_catalog_find(catalog, field->reference);
        const char *label;

        g_string_append_printf(sql, ", x.\"%s\"", field->name);
        if (field->kind != EP_KIND_REFERENCE)
            continue;
        label = target != NULL ? ep_sql_label_field(target) : NULL;
        if (label == NULL) {
            g_string_append(labels, ", NULL");
            continue;
        }
        g_string_append_printf(labels, ", r%u.\"%s\"", i, label);
        g_string_append_printf(joins, " LEFT JOIN \"%s\" r%u ON r%u.\"id\" = x.\"%s\"", target->name, i, i,
                               field->name);
    }
    g_string_append(sql, labels->str);
    if (derived != NULL)
        g_string_append_printf(sql, " FROM (SELECT t.*, %s FROM \"%s\" t) x", derived, table->name);
    else
        g_string_append_printf(sql, " FROM \"%s\" x", table->name);
    g_string_append(sql, joins->str);
    ep_sql_append_where(sql, where, gone);
    return g_string_free(sql, FALSE);
}

static void
ep_sql_append_role(GString *sql, GString *joins, const EpTable *table, EpCatalog *catalog, guint field, gboolean label)
{
    const EpTable *target;
    const char *shown;

    if (field == EP_NO_FIELD) {
        g_string_append(sql, ", NULL");
        return;
    }
    target = label ? ep_catalog_find(catalog, table->fields[field].reference) : NULL;
    shown = target != NULL ? ep_sql_label_field(target) : NULL;
    if (shown == NULL) {
        g_string_append_printf(sql, ", x.\"%s\"", table->fields[field].name);
        return;
    }
    g_string_append_printf(sql, ", r%u.\"%s\"", field, shown);
    g_string_append_printf(joins, " LEFT JOIN \"%s\" r%u ON r%u.\"id\" = x.\"%s\"", target->name, field, field,
                           table->fields[field].name);
}

char *
ep_sql_subject(const EpTable *table, EpCatalog *catalog, const char *derived)
{
    const guint roles[] = { table->at.number,  table->at.title, table->at.network,
                            table->at.section, table->at.pc,    table->at.state };
    GString *sql = g_string_new("SELECT x.\"id\"");
    g_autoptr(GString) joins = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
        ep_sql_append_role(sql, joins, table, catalog, roles[i], TRUE);
    ep_sql_append_role(sql, joins, table, catalog, table->at.parent, FALSE);
    if (derived != NULL)
        g_string_append_printf(sql, " FROM (SELECT t.*, %s FROM \"%s\" t) x", derived, table->name);
    else
        g_string_append_printf(sql, " FROM \"%s\" x", table->name);
    g_string_append_printf(sql, "%s WHERE x.\"id\" = $1", joins->str);
    return g_string_free(sql, FALSE);
}

char *
ep_sql_insert(const EpTable *table)
{
    GString *sql = g_string_new(NULL);
    guint n = 2;

    g_string_append_printf(sql, "INSERT INTO \"%s\" (\"id\", \"rev\"", table->name);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (!ep_field_is_stored(&table->fields[i]))
            continue;
        g_string_append_printf(sql, ", \"%s\"", table->fields[i].name);
        n++;
    }
    g_string_append(sql, ") VALUES (");
    for (guint i = 1; i <= n; i++)
        g_string_append_printf(sql, "%s$%u", i > 1 ? ", " : "", i);
    g_string_append_c(sql, ')');
    return g_string_free(sql, FALSE);
}

char *
ep_sql_update(const EpTable *table, const gboolean *edited, const char *gone)
{
    GString *sql = g_string_new(NULL);
    guint n = 2;

    g_string_append_printf(sql, "UPDATE \"%s\" SET \"rev\" = $2", table->name);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (edited[i])
            g_string_append_printf(sql, ", \"%s\" = $%u", table->fields[i].name, ++n);
    }
    if (gone != NULL)
        g_string_append_printf(sql, ", \"gone\" = %s", gone);
    g_string_append(sql, " WHERE \"id\" = $1");
    return g_string_free(sql, FALSE);
}

/* 'lent', 'returned' */
static char *
ep_sql_quote_states(const char *states)
{
    g_auto(GStrv) list = g_strsplit(states, " ", -1);
    g_autofree char *inner = g_strjoinv("', '", list);

    return g_strdup_printf("'%s'", inner);
}

/* Due are the records that are in such a state now, and those that left it since; both are few, however many there
 * ever were. An act of a later day may have brought them into it, so the journal says in which the day left them. */
char *
ep_sql_due(const EpTable *table)
{
    g_autofree char *states = ep_sql_quote_states(table->due_in != NULL ? table->due_in : table->open);
    g_autofree char *moment = table->due_at != NULL ? g_strdup_printf("x.\"%s\"", table->due_at) : g_strdup("NULL");

    return g_strdup_printf(
        "SELECT x.\"id\", x.\"%s\", (SELECT c.state_to FROM change c CROSS JOIN act a WHERE a.seq = c.act"
        " AND c.record_table = '%s' AND c.record = x.\"id\" AND a.day <= $1"
        " ORDER BY c.seq DESC LIMIT 1), %s"
        " FROM \"%s\" x WHERE x.\"%s\" <= $1 AND x.\"id\" IN"
        " (SELECT t.\"id\" FROM \"%s\" t WHERE t.\"%s\" IN (%s) AND t.\"%s\" <= $1"
        " UNION SELECT c.record FROM act a CROSS JOIN change c WHERE c.act = a.seq AND a.day > $1"
        " AND c.record_table = '%s' AND c.state_from IN (%s)) ORDER BY 2, 1",
        table->due, table->name, moment, table->name, table->due, table->name, table->state, states, table->due,
        table->name, states);
}

static const char *
ep_sql_type(EpKind kind)
{
    return kind == EP_KIND_INTEGER || kind == EP_KIND_MONEY || kind == EP_KIND_REFERENCE ? "BIGINT" : "TEXT";
}

char *
ep_sql_create(const EpTable *table)
{
    GString *sql = g_string_new(NULL);

    g_string_append_printf(sql, "CREATE TABLE \"%s\" (\n  \"id\" BIGINT NOT NULL PRIMARY KEY,\n", table->name);
    if ((table->flags & EP_TABLE_OBSERVED) != 0) /* the act that saw it, and the one that missed it */
        g_string_append(sql, "  \"rev\" BIGINT NOT NULL,\n  \"gone\" BIGINT");
    else
        g_string_append(sql, "  \"rev\" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,\n"
                             "  \"gone\" BIGINT");
    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];

        if (!ep_field_is_stored(field))
            continue;
        g_string_append_printf(sql, ",\n  \"%s\" %s%s", field->name, ep_sql_type(field->kind),
                               (field->flags & EP_FIELD_REQUIRED) != 0 ? " NOT NULL" : "");
        if (field->kind == EP_KIND_REFERENCE)
            g_string_append_printf(sql, " REFERENCES \"%s\" (\"id\") DEFERRABLE INITIALLY DEFERRED", field->reference);
    }
    g_string_append(sql, "\n);\n");
    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];

        if (ep_field_is_stored(field) && field->kind == EP_KIND_REFERENCE)
            g_string_append_printf(sql, "CREATE INDEX \"%s_%s\" ON \"%s\" (\"%s\");\n", table->name, field->name,
                                   table->name, field->name);
    }
    if (table->due != NULL)
        g_string_append_printf(sql, "CREATE INDEX \"%s_due\" ON \"%s\" (\"%s\", \"%s\");\n", table->name, table->name,
                               table->state, table->due);
    if (table->at.number != EP_NO_FIELD &&
        (table->series != NULL || (table->fields[table->at.number].flags & EP_FIELD_REQUIRED) != 0))
        g_string_append_printf(sql, "CREATE UNIQUE INDEX \"%s_%s\" ON \"%s\" (\"%s\") WHERE \"gone\" IS NULL;\n",
                               table->name, table->number, table->name, table->number);
    return g_string_free(sql, FALSE);
}

char *
ep_sql_observe_end(const EpTable *table)
{
    return g_strdup_printf("UPDATE \"%s\" SET \"gone\" = $2 WHERE \"id\" = $1", table->name);
}

char *
ep_sql_observe_forget(const EpTable *table)
{
    return g_strdup_printf("DELETE FROM \"%s\" WHERE \"rev\" = $1", table->name);
}

char *
ep_sql_observe_restore(const EpTable *table)
{
    return g_strdup_printf("UPDATE \"%s\" SET \"gone\" = NULL WHERE \"gone\" = $1", table->name);
}

char *
ep_sql_count(const EpTable *from, const char *field)
{
    return g_strdup_printf("SELECT count(*) FROM \"%s\" WHERE \"%s\" = $1 AND \"gone\" IS NULL", from->name, field);
}

char *
ep_sql_count_references(const EpTable *from, const char *field)
{
    g_autofree char *stays = from->state != NULL
                                 ? g_strdup_printf("coalesce (x.\"%s\", '') <> 'cancelled'", from->state)
                                 : g_strdup("1 = 1");

    return g_strdup_printf("SELECT count(*) FROM \"%s\" x WHERE x.\"%s\" = $1 AND x.\"gone\" IS NULL"
                           " AND (%s OR x.\"rev\" NOT IN (SELECT c.seq FROM change c WHERE c.act = $2))",
                           from->name, field, stays);
}
