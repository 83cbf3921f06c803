#pragma once

#include <glib.h>

#include "endpoint/core/ep-progress.h"

/* What is to be scanned: every regular file, and every folder that cannot be entered. */
typedef struct {
    char *path;
    char *shown; /* below the start */
    char *fault; /* why it cannot be looked at; NULL */
    gboolean folder;
    guint64 weight; /* for the progress: bytes, and something for the opening */
} EpScanItem;

/* In the order of names, folder by folder; links are left out. EP_ERROR_NOT_FOUND if there is nothing at @path. */
GPtrArray *ep_scan_walk(const char *path, EpProgress *progress, GError **error);
