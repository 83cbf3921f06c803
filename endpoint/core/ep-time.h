#pragma once

#include "endpoint/core/ep-date.h"

/*
 * A moment is canonical text "YYYY-MM-DDTHH:MM:SSZ", always UTC. What a person sees is local, at a fixed distance from
 * UTC that is site data: Japan has no summer time, and the C library's zone, which differs between a service and a
 * session, is never asked.
 */
typedef int EpZone; /* minutes east of UTC */
#define EP_ZONE_JAPAN 540

/* Canonical text to seconds since 1970-01-01T00:00:00Z; EP_ERROR_INVALID for any other form. */
gboolean ep_time_parse(const char *text, gint64 *unix_seconds, GError **error);
char *ep_time_to_text(gint64 unix_seconds);

/* What a file writes: a date as ep_date_read() takes it, then a time of day, then "Z", "+09:00", "JST" or nothing,
 * which means @zone; without a time of day it is that day's first second. EP_ERROR_INVALID otherwise. */
gboolean ep_time_read(const char *text, EpZone zone, gint64 *unix_seconds, GError **error);

EpDate ep_time_date(gint64 unix_seconds, EpZone zone); /* the local day */
gint64 ep_time_from_date(EpDate date, EpZone zone);    /* the local day's first second */

/* For the screen, from canonical text; what is not canonical comes back as it is. */
char *ep_time_format(const char *text, EpZone zone);       /* 11/20(金) 14:05 */
char *ep_time_format_clock(const char *text, EpZone zone); /* 14:05 */
EpDate ep_time_text_date(const char *text, EpZone zone);   /* no date when it is not canonical */
