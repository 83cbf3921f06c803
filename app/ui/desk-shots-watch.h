#pragma once

#include "endpoint/store/ep-store.h"

/*
 * How long a screen took: until the work that it asked for was done, and for how long at most the window stood still
 * meanwhile. It looks every few milliseconds, so it is told of what blocks the main loop by coming late itself.
 */
typedef struct _DeskShotsWatch DeskShotsWatch;

DeskShotsWatch *desk_shots_watch_new(EpStore *store);
void desk_shots_watch_free(DeskShotsWatch *watch);
void desk_shots_watch_begin(DeskShotsWatch *watch);
/* What was seen since it began, on standard output. */
void desk_shots_watch_say(DeskShotsWatch *watch, const char *name);
