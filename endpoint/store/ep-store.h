#pragma once

#include <gio/gio.h>

#include "endpoint/core/ep-progress.h"
#include "endpoint/store/ep-head.h"

/*
 * Where records live. Anybody reads through the store's reader; the only way to write is an act (ep-act.h).
 */
typedef struct _EpStore EpStore;

/**
 * ep_store_open:
 * @uri: see ep_db_open()
 * @catalog: every table of the ledger; borrowed
 * @resource_path: the GResource folder with `migrations/` and the named queries; borrowed
 * @create: make the ledger if there is none, and bring an older one up (backing it up first)
 * @backup_path: (out) (optional): where the older ledger was copied to, or NULL
 */
EpStore *ep_store_open(const char *uri, EpCatalog *catalog, const char *resource_path, gboolean create,
                       char **backup_path, GError **error);
void ep_store_close(EpStore *store);

EpReader *ep_store_get_reader(EpStore *store);
EpReader *ep_store_get_writer(EpStore *store); /* acts only */
EpHead *ep_store_get_head(EpStore *store);     /* what the writer knows; acts only */
const char *ep_store_get_uri(EpStore *store);

/* Of acts, see ep_db_set_durable(): what can be made again from nothing need not wait for the disk each time. */
gboolean ep_store_set_durable(EpStore *store, gboolean durable, GError **error);

/* A record that an act touched. */
typedef struct {
    const EpTable *table;
    gint64 id;
} EpTouched;

/**
 * ep_store_read_touched:
 * @seen: the last change that the caller knows of; set to the last one there is. Negative to begin with: then nothing
 *   is touched yet
 * @touched: EpTouched; what was touched since is appended, whoever did it and wherever
 *
 * Once per act, program or desk, the journal is the one feed of changes. Uses the reader. Fails as ep_head_check();
 * after EP_ERROR_RESTORED everything is to be read again, and it goes on from the other journal's end.
 */
gboolean ep_store_read_touched(EpStore *store, gint64 *seen, GArray *touched, GError **error);

/* Called after every commit of this store, on the thread that committed. */
typedef void (*EpStoreChangedFunc)(gpointer user_data);
void ep_store_set_changed_func(EpStore *store, EpStoreChangedFunc func, gpointer user_data);
void ep_store_announce(EpStore *store);

/*
 * Long or slow work for a window: the one door. @func runs on the store's own thread of that lane, so that reading
 * never waits for writing; @callback runs in the caller's main context and gets the result from ep_store_finish().
 */
typedef enum {
    EP_LANE_READ,
    EP_LANE_WRITE,
} EpLane;

typedef gpointer (*EpStoreFunc)(EpStore *store, GCancellable *cancellable, gpointer user_data, GError **error);

void ep_store_run(EpStore *store, EpLane lane, EpStoreFunc func, gpointer user_data, GDestroyNotify free_user_data,
                  GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer callback_data);
gpointer ep_store_finish(GAsyncResult *result, GError **error);
gboolean ep_store_is_busy(EpStore *store); /* some of it is not done yet */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpStore, ep_store_close)
