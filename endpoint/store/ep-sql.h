#pragma once

#include "endpoint/core/ep-table.h"

/* The one place where SQL is made from a table's description. Names are quoted, so that a table may be called anything.
 */

/**
 * ep_sql_select:
 * @derived: select expressions over alias `t`, each `AS` a derived field (resources/sql/<table>.sql), or NULL
 * @where: names of fields compared with `$1`…; "id" is the record's own; NULL-terminated, or NULL
 * @gone: records that are gone, too
 *
 * Returns: a SELECT of id, rev, every field, then the label of every reference
 */
char *ep_sql_select(const EpTable *table, EpCatalog *catalog, const char *derived, const char *const *where,
                    gboolean gone);

/* What every kind can say of record `$1`: id, number, title, network, section, PC (as a reference shows them), state,
 * parent's id. @derived as in ep_sql_select(). */
char *ep_sql_subject(const EpTable *table, EpCatalog *catalog, const char *derived);

/* `$1` id, `$2` rev, then every stored field in order. */
char *ep_sql_insert(const EpTable *table);

/* `$1` id, `$2` rev, then the fields for which @edited is set, in order. @gone: what `gone` becomes ("1", "NULL"), or
 * NULL. */
char *ep_sql_update(const EpTable *table, const gboolean *edited, const char *gone);

/* What may have been due at the end of day `$1`, by due date: id, due date, the state in which that day left it,
 * and the moment if the table has one. */
char *ep_sql_due(const EpTable *table);

/* The statement a migration for this table would start from. */
char *ep_sql_create(const EpTable *table);

/* Rows of an observed table: `$1` is not seen any more since act `$2`; what act `$1` saw first is forgotten; what act
 * `$1` missed is there again. */
char *ep_sql_observe_end(const EpTable *table);
char *ep_sql_observe_forget(const EpTable *table);
char *ep_sql_observe_restore(const EpTable *table);

/* How many records of @from hold `$1` in @field. */
char *ep_sql_count(const EpTable *from, const char *field);
/* How many refer to `$1` by @field, without those that act `$2` has cancelled. */
char *ep_sql_count_references(const EpTable *from, const char *field);
