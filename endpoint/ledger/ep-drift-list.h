#pragma once

#include "endpoint/core/ep-column-map.h"
#include "usbctl/usbctl-listed.h"

/*
 * The list that a target's console or its PCs hold, out of files: what usbctl reads, or columns.
 */

/* A file as it was chosen; it is kept with the comparison. */
typedef struct {
    char *name;
    GBytes *bytes;
} EpDriftFile;

/**
 * ep_drift_list_load:
 * @paths: files and folders, one a line; of a folder (a GPO's backup, say) what is a list of some kind, however deep
 *
 * EpDriftFile; EP_ERROR_FAILED or EP_ERROR_INVALID names the path and what to choose instead.
 */
GPtrArray *ep_drift_list_load(const char *paths, GError **error);

/* What this computer enforces now, as such a file; EP_ERROR_FAILED where there is nothing of the kind. */
GPtrArray *ep_drift_list_load_system(GError **error);

/* EP_ERROR_INVALID names file, line and field. Pure but for what a record holds. */
UsbctlList *ep_drift_list_read(EpRecord *target, GPtrArray *files, GError **error);

/* A file of columns alone: @columns say where things stand, or (NULL) its headings do. */
UsbctlList *ep_drift_list_read_columns(const EpColumns *columns, const char *name, GBytes *bytes, GError **error);
