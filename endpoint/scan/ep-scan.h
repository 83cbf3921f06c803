#pragma once

#include <gio/gio.h>

#include "endpoint/core/ep-draft.h"
#include "endpoint/core/ep-progress.h"

/*
 * Checking a medium for viruses. A scanner says what it is and looks at one stream at a time, or at a folder at once;
 * walking, counting, and the result are the same for all.
 */
typedef struct _EpScanner EpScanner;
typedef struct _EpScannerClass EpScannerClass;

typedef struct {
    char *scanner;      /* "ClamAV 1.4.6" */
    char *pattern;      /* "27500"; "" if it is not known */
    char *pattern_date; /* "2026-11-19"; "" if it is not known (不明) */
} EpScanEngine;

typedef enum {
    EP_SCAN_CLEAN,
    EP_SCAN_FOUND,
    EP_SCAN_UNREAD, /* not looked at to its end: too large for the scanner, unreadable */
} EpScanVerdict;

struct _EpScannerClass {
    gboolean (*describe)(EpScanner *self, EpScanEngine *engine, GError **error);

    /* @what (out): the name of what was found, or why it was not looked at. FALSE only if the scanner itself fails or
     * the work was stopped. @progress is told of the part of @size that is done, at least every second. */
    gboolean (*scan)(EpScanner *self, GInputStream *stream, guint64 size, EpScanVerdict *verdict, char **what,
                     EpProgress *progress, GError **error);

    /* Instead of scan(): looks at all of @path (a folder or a file). @found (out): EpScanFile with whole paths, ""
     * where the scanner does not say; @doubt (out): why it may not have looked at everything. */
    gboolean (*scan_folder)(EpScanner *self, const char *path, GPtrArray **found, char **doubt, EpProgress *progress,
                            GError **error);
    void (*free)(EpScanner *self);
};

struct _EpScanner {
    const EpScannerClass *class;
};

/* The one of this operating system, chosen when building. */
EpScanner *ep_scan_system_new(void);
void ep_scanner_free(EpScanner *scanner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpScanner, ep_scanner_free)

/* One file as it was looked at. */
typedef struct {
    char *path; /* below the folder that was scanned */
    EpScanVerdict verdict;
    char *what; /* NULL when clean */
} EpScanFile;

void ep_scan_file_free(EpScanFile *file);

typedef struct {
    EpScanEngine engine;
    char *started, *ended; /* UTC */
    guint files;           /* looked at, or meant to be */
    guint found, unread;
    GPtrArray *notable; /* EpScanFile that are not clean, in the order of the walk */
} EpScanResult;

typedef void (*EpScanFileFunc)(const EpScanFile *file, gpointer user_data);

/**
 * ep_scan_run:
 * @path: a folder (a medium's) or a file; links are not followed
 * @func: called for every file; may be NULL
 *
 * EP_ERROR_FAILED if the scanner cannot be asked, EP_ERROR_NOT_FOUND if there is nothing at @path,
 * EP_ERROR_CANCELLED. A file that cannot be read is no error: it makes the result incomplete.
 */
EpScanResult *ep_scan_run(EpScanner *scanner, const char *path, EpScanFileFunc func, gpointer user_data,
                          EpProgress *progress, GError **error);
void ep_scan_result_free(EpScanResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpScanResult, ep_scan_result_free)

/* "clean", "found" or "incomplete", as a virus check's result. */
const char *ep_scan_result_code(const EpScanResult *result);

/* Answers the questions of a verb that makes a virus check. */
void ep_scan_result_to_draft(const EpScanResult *result, EpDraft *answers);
