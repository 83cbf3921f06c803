#include "app/ui/desk-shots-watch.h"

#include <stdio.h>

#define EVERY 5 /* milliseconds */

struct _DeskShotsWatch {
    EpStore *store;
    guint source;
    gint64 begun, last, busy; /* moments; @busy: the last one at which work was under way */
    gint64 held;
};

static gboolean
desk_shots_watch_look(gpointer user_data)
{
    DeskShotsWatch *self = user_data;
    gint64 now = g_get_monotonic_time();

    self->held = MAX(self->held, now - self->last);
    self->last = now;
    if (ep_store_is_busy(self->store))
        self->busy = now;
    return G_SOURCE_CONTINUE;
}

DeskShotsWatch *
desk_shots_watch_new(EpStore *store)
{
    DeskShotsWatch *self = g_new0(DeskShotsWatch, 1);

    self->store = store;
    self->source = g_timeout_add_full(G_PRIORITY_HIGH, EVERY, desk_shots_watch_look, self, NULL);
    desk_shots_watch_begin(self);
    return self;
}

void
desk_shots_watch_free(DeskShotsWatch *self)
{
    g_source_remove(self->source);
    g_free(self);
}

void
desk_shots_watch_begin(DeskShotsWatch *self)
{
    self->begun = self->last = self->busy = g_get_monotonic_time();
    self->held = 0;
}

void
desk_shots_watch_say(DeskShotsWatch *self, const char *name)
{
    desk_shots_watch_look(self);
    printf("%-20s work %5d ms, held up %4d ms\n", name, (int)((self->busy - self->begun) / 1000),
           (int)(self->held / 1000));
}
