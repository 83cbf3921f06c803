#pragma once

#include <gio/gio.h>

#include "endpoint/core/ep-list.h"
#include "endpoint/ledger/ep-ledger.h"

/*
 * What the window knows of the ledger: every table that was asked for, loaded once on the reader's thread, kept fresh
 * by what acts say they touched, and handed out as lists. Also the one door through which the window does something.
 * Main thread only; nothing here waits.
 *
 * Signals:
 * - "loaded" (EpTable *table): its records are there
 * - "changed" (EpTable *table): some of its records are others now
 * - "failed" (const char *message): something could not be read, or can be read again
 * - "trouble" (const char *message): what is to be known until it is over: the server does not answer, or the ledger is
 *   not the one it was; NULL: it is over
 * - "progress" (const char *message, double fraction): of the running piece of work; message NULL: there is none
 */
#define DESK_TYPE_DATA (desk_data_get_type())
G_DECLARE_FINAL_TYPE(DeskData, desk_data, DESK, DATA, GObject)

DeskData *desk_data_new(EpLedger *ledger); /* borrowed */
EpLedger *desk_data_get_ledger(DeskData *self);
EpCatalog *desk_data_get_catalog(DeskData *self);
const EpOperator *desk_data_get_operator(DeskData *self);

/* A list of @table that stays fresh as long as it lives, in the table's first order. Empty until the table is loaded.
 * Transfer full. */
EpList *desk_data_new_list(DeskData *self, const EpTable *table);
/* If nobody has asked yet: one after the other, as somebody may need them; or at once, as somebody looks at it now. */
void desk_data_load(DeskData *self, const EpTable *table);
void desk_data_hurry(DeskData *self, const EpTable *table);
gboolean desk_data_is_loaded(DeskData *self, const EpTable *table);

/* All records of a loaded table, in no order to rely on; borrowed, NULL before it is loaded. */
EpList *desk_data_peek(DeskData *self, const EpTable *table);
EpRecord *desk_data_lookup(DeskData *self, const EpTable *table, gint64 id); /* borrowed; NULL if not known (yet) */

/* What the site says of steps (ep-route.h), as far as it is loaded. Free with g_ptr_array_unref(). */
GPtrArray *desk_data_dup_routes(DeskData *self);

/* Reads what was changed since the last time, here or by another program or desk. After an act of this window it
 * happens by itself. */
void desk_data_refresh(DeskData *self);

/* Reads everything that is loaded again. */
void desk_data_reload(DeskData *self);

/*
 * A piece of work on one of the store's threads. @message: what the bottom bar says meanwhile; NULL for work that is
 * over before one would look. @callback gets the result from desk_data_run_finish().
 */
typedef gpointer (*DeskDataFunc)(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error);

void desk_data_run(DeskData *self, EpLane lane, const char *message, DeskDataFunc func, gpointer user_data,
                   GDestroyNotify free_user_data, GDestroyNotify free_result, GAsyncReadyCallback callback,
                   gpointer callback_data);

/* The same on a thread of its own, for work that takes minutes and does not touch the ledger: @func must leave it
 * alone, others read and write meanwhile. */
void desk_data_run_aside(DeskData *self, const char *message, DeskDataFunc func, gpointer user_data,
                         GDestroyNotify free_user_data, GDestroyNotify free_result, GAsyncReadyCallback callback,
                         gpointer callback_data);
gpointer desk_data_run_finish(GAsyncResult *result, GError **error);
void desk_data_cancel(DeskData *self);                 /* the running piece of work */
const char *desk_data_get_reason(const GError *error); /* for people, also that they stopped it themselves */

/* ep_ledger_do() on the writer's thread; of several records, ep_many_do(). Everything is copied or kept. */
void desk_data_do(DeskData *self, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
                  const EpHow *how, GAsyncReadyCallback callback, gpointer callback_data);
/* The act's seq, or 0; @made (out, optional): the record it made. */
gint64 desk_data_do_finish(GAsyncResult *result, gint64 *made, GError **error);
/* The same; @refused (out, optional): which of several it could not be done to, in words, or NULL. */
gint64 desk_data_do_many_finish(GAsyncResult *result, gint64 *made, char **refused, GError **error);
