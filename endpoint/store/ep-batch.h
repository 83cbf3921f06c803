#pragma once

#include "endpoint/store/ep-db.h"

/*
 * Statements waiting to be run, each with its parameter rows, so that thousands of records cost a handful of calls.
 *
 * They run in the order in which they were opened: changes before the records that refer to them, parents before what
 * belongs to them. Once a deferred reference is open, SQLite looks through every table that might refer to each row
 * inserted.
 */
typedef struct _EpBatch EpBatch;

GPtrArray *ep_batch_list_new(void); /* of EpBatch */

/* The batch opened under @key, or NULL. */
EpBatch *ep_batch_find(GPtrArray *batches, const char *key);
EpBatch *ep_batch_open(GPtrArray *batches, const char *key, char *sql, guint n_columns); /* takes @sql */

/* Appends one parameter; what it points to must live until the batches are run. */
void ep_batch_add(EpBatch *batch, EpValue value);

gboolean ep_batch_run_all(GPtrArray *batches, EpDb *db, GError **error);
