#pragma once

#include <gio/gio.h>

#include "endpoint/core/ep-record.h"

/*
 * The GListModel of a table: all its records, sorted once, then narrowed by facets and by search text. A fresh load is
 * merged by id: what did not change stays the same object and one items-changed signal covers the span that did. Main
 * thread only.
 */
#define EP_TYPE_LIST (ep_list_get_type())
G_DECLARE_FINAL_TYPE(EpList, ep_list, EP, LIST, GObject)

EpList *ep_list_new(const EpTable *table);
const EpTable *ep_list_get_table(EpList *list);

/* @records: EpRecord; the array is borrowed, the records are kept. */
void ep_list_load(EpList *list, GPtrArray *records);

/* Replaces or adds @records and drops the ids of @gone; everything else stays. */
void ep_list_merge(EpList *list, GPtrArray *records, const gint64 *gone, gsize n_gone);

/* The visible part, in order. */
guint ep_list_get_n(EpList *list);
EpRecord *ep_list_peek(EpList *list, guint position); /* borrowed */
guint ep_list_find_id(EpList *list, gint64 id);       /* GTK_INVALID_LIST_POSITION-like G_MAXUINT if not visible */
EpRecord *ep_list_lookup(EpList *list, gint64 id);    /* visible or not; borrowed; NULL if unknown */

/* Everything. */
guint ep_list_get_total(EpList *list);
EpRecord *ep_list_peek_any(EpList *list, guint index);

/* Every word must be found, folded, in the searched fields. NULL or blanks find everything. */
void ep_list_set_find(EpList *list, const char *text);
const char *ep_list_get_find(EpList *list);

/* @field's value must be one of @values; NULL or empty lifts the facet. */
void ep_list_set_facet(EpList *list, guint field, const char *const *values);
const char *const *ep_list_get_facet(EpList *list, guint field);
void ep_list_clear_facets(EpList *list);

/* A further condition, such as "due today". NULL lifts it. */
typedef gboolean (*EpListFunc)(EpRecord *record, gpointer user_data);
void ep_list_set_filter(EpList *list, EpListFunc func, gpointer user_data, GDestroyNotify destroy);

/* How many records hold each value of @field, facets on other fields and the search applied: value → GUINT_TO_POINTER.
 */
GHashTable *ep_list_count(EpList *list, guint field);

/* EP_NO_FIELD is the order of loading. */
void ep_list_set_sort(EpList *list, guint field, gboolean descending);
guint ep_list_get_sort(EpList *list, gboolean *descending);

/* @order as EpTable.sort has it. NULL and what the table does not have change nothing. */
void ep_list_set_order(EpList *list, const char *order);

/* Puts a load into its table's first order now, on any thread: a list in that order then takes it as it comes. */
void ep_list_prepare_order(GPtrArray *records, const EpTable *table);

/* Folds all searched fields now, on any thread, so that the first keystroke need not. */
void ep_list_prepare_search(GPtrArray *records);
