#pragma once

#include <gio/gio.h>

#include "endpoint/core/ep-table.h"

/*
 * One row as it was read. It never changes, so any thread may read it. Its values lie in one packed block; two records
 * are equal when their blocks are. A reference carries the label of what it refers to beside its id.
 */
#define EP_TYPE_RECORD (ep_record_get_type())
G_DECLARE_FINAL_TYPE(EpRecord, ep_record, EP, RECORD, GObject)

/* @values: table->at.n_slots strings, fields first, then the labels of the references; NULL is "". Copied. */
EpRecord *ep_record_new(const EpTable *table, gint64 id, gint64 rev, const char *const *values);

const EpTable *ep_record_get_table(EpRecord *record);
gint64 ep_record_get_id(EpRecord *record);
const gint64 *ep_record_peek_id(EpRecord *record); /* as a hash table's key, while the record lives */
gint64 ep_record_get_rev(EpRecord *record);        /* the journal's seq of its last change; not part of equality */
const char *ep_record_get(EpRecord *record, guint field); /* "" for EP_NO_FIELD; never NULL */
const char *ep_record_get_named(EpRecord *record, const char *name);
gint64 ep_record_get_integer(EpRecord *record, const char *name); /* a reference too; 0 if not said */
const char *ep_record_get_label(EpRecord *record, guint field);   /* a reference's label, otherwise the value */
gboolean ep_record_equal(EpRecord *a, EpRecord *b);

/* Number and title as one line: "PC-04512 CTYPC04512". Free with g_free(). */
char *ep_record_dup_name(EpRecord *record);

/* What a person reads for a value: labels for choices and references, short dates. Points into the record or into
 * @scratch. */
#define EP_SCRATCH_SIZE 64
const char *ep_record_display(EpRecord *record, guint field, char scratch[EP_SCRATCH_SIZE]);

/* The same at full length, as a card has room for. Free with g_free(). */
char *ep_record_describe(EpRecord *record, guint field);

/* All searched fields as displayed, folded, separated by newlines; made on first use by any thread, then kept. */
const char *ep_record_get_folded(EpRecord *record);
