#pragma once

#include "app/ui/desk-data.h"

/* Shared by desk-data.c (what is loaded), desk-data-fresh.c (keeping it fresh) and desk-data-work.c (doing). */

typedef struct {
    DeskData *data; /* whose it is */
    const EpTable *table;
    EpList *all;      /* unfiltered; what lookups answer from */
    GPtrArray *lists; /* GWeakRef of the lists handed out */
    gboolean loaded;
    guint loading;  /* how many whole loads are under way */
    gboolean waits; /* for its first load, in the queue of DeskData */
} DeskDataTable;

struct _DeskData {
    GObject parent;
    EpLedger *ledger;
    GHashTable *tables; /* EpTable → DeskDataTable */
    GQueue queue;       /* DeskDataTable that nobody looks at yet: loaded one by one, so that what somebody does look
                         * at, a card's lines or another page, waits for one of them at most */
    DeskDataTable *background; /* the one of them that is being loaded */
    GMutex mutex;              /* over @fresh_source, which committing threads set */
    guint fresh_source;
    gint64 seen;         /* the last change that was read; the reading lane's */
    gboolean deaf;       /* something could not be read the last time: said once, not every two seconds */
    GPtrArray *unfolded; /* EpRecord, loaded and not prepared for searching yet */
    guint fold_source;
    GCancellable *cancellable; /* of the piece of work that shows its progress */
    gint64 work;               /* which one that is; 0: none */
};

DeskDataTable *desk_data_get_table(DeskData *self, const EpTable *table); /* NULL if nobody asked for it */
GPtrArray *desk_data_dup_lists(DeskDataTable *table);                     /* EpList, with references */
void desk_data_read(DeskData *self, DeskDataTable *table);                /* whole, again */
void desk_data_emit_failed(DeskData *self, const char *message);
void desk_data_emit_trouble(DeskData *self, const char *message);
void desk_data_go_deaf(DeskData *self, const GError *error); /* nothing can be read for now */
void desk_data_fail(DeskData *self, const GError *error);    /* of reading */
void desk_data_emit_changed(DeskData *self, const EpTable *table);
void desk_data_emit_progress(DeskData *self, const char *message, double fraction);

void desk_data_fresh_wake(gpointer data); /* ep_store_set_changed_func()'s function, on any thread */
