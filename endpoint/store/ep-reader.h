#pragma once

#include "endpoint/core/ep-record.h"
#include "endpoint/store/ep-db.h"

/*
 * Reading records: a connection and the tables that can be read through it. A store has one for everybody
 * (ep_store_get_reader()); an act has its own inside the write lock (ep_act_get_reader()). A reader may be called from
 * any thread, one call at a time.
 */
typedef struct _EpReader EpReader;

/* A condition `field = value` (canonical). Arrays of them end with a NULL field. */
typedef struct {
    const char *field;
    const char *value;
} EpMatch;

EpReader *ep_reader_new(EpDb *db, EpCatalog *catalog, const char *resource_path); /* borrows all three */
void ep_reader_free(EpReader *reader);
EpDb *ep_reader_get_db(EpReader *reader);
EpCatalog *ep_reader_get_catalog(EpReader *reader);

/* All records that fulfil @matches (NULL: all) and are not gone, by id. */
GPtrArray *ep_reader_load(EpReader *reader, const EpTable *table, const EpMatch *matches, GError **error);
/* Those whose reference @field is @id: a record's lines, what was done for it. */
GPtrArray *ep_reader_load_of(EpReader *reader, const EpTable *table, const char *field, gint64 id, GError **error);
/* The same of many at once, which costs one round trip: those of the first of @ids, then those of the second … */
GPtrArray *ep_reader_load_of_many(EpReader *reader, const EpTable *table, const char *field, const gint64 *ids,
                                  gsize n_ids, GError **error);

/* The record, gone or not; EP_ERROR_NOT_FOUND. */
EpRecord *ep_reader_read(EpReader *reader, const EpTable *table, gint64 id, GError **error);

/* Those of @ids that exist, in the order of @ids. Gone ones are left out unless @gone. */
GPtrArray *ep_reader_read_many(EpReader *reader, const EpTable *table, const gint64 *ids, gsize n_ids, gboolean gone,
                               GError **error);

/* The rows of ep_sql_subject() for those of @ids that exist; see ep-subject.h. */
gboolean ep_reader_load_subjects(EpReader *reader, const EpTable *table, const gint64 *ids, gsize n_ids, EpRowFunc func,
                                 gpointer user_data, GError **error);

/* The rows of ep_sql_due() for @day (canonical). */
gboolean ep_reader_load_dues(EpReader *reader, const EpTable *table, const char *day, EpRowFunc func,
                             gpointer user_data, GError **error);

/* By the human number (exact), or by id written in digits; EP_ERROR_NOT_FOUND names what was asked. */
EpRecord *ep_reader_find(EpReader *reader, const EpTable *table, const char *number, GError **error);

/* A reference as a person writes it (number, code, name; folded): the id, or 0 with EP_ERROR_NOT_FOUND /
 * EP_ERROR_INVALID if several. */
gint64 ep_reader_resolve(EpReader *reader, const EpField *field, const char *text, GError **error);

/* Runs resources/sql/<name>.sql. */
gboolean ep_reader_query(EpReader *reader, const char *name, const EpValue *values, guint n_values, EpRowFunc func,
                         gpointer user_data, GError **error);
char *ep_reader_query_text(EpReader *reader, const char *name, const EpValue *values, guint n_values, GError **error);
gint64 ep_reader_query_integer(EpReader *reader, const char *name, const EpValue *values, guint n_values,
                               GError **error);                    /* 0 and @error set on failure */
const char *ep_reader_get_sql(EpReader *reader, const char *name); /* the text; NULL if there is no such file */

/* How a canonical value of @field is bound. */
EpValue ep_field_bind(const EpField *field, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpReader, ep_reader_free)
