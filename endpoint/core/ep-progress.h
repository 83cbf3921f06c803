#pragma once

#include <gio/gio.h>

/*
 * How far a piece of long work is, and whether a person has stopped it. Work takes an EpProgress (NULL is allowed
 * everywhere and means "nobody looks") and hands a child that covers part of its own range to what it calls, so that
 * nobody adds up percentages.
 */
typedef struct _EpProgress EpProgress;

typedef void (*EpProgressFunc)(const char *message, double fraction, gpointer user_data);

EpProgress *ep_progress_new(GCancellable *cancellable, EpProgressFunc func, gpointer user_data);
EpProgress *ep_progress_child(EpProgress *parent, double from, double to); /* keeps @parent alive */
void ep_progress_free(EpProgress *progress);

/* Reports @fraction (0–1 of this progress' own range); @message may be NULL to keep the last. Calls @func at most every
 * 50 ms, and always for 1.0. Returns FALSE with EP_ERROR_CANCELLED when the work is to stop. */
gboolean ep_progress_set(EpProgress *progress, const char *message, double fraction, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpProgress, ep_progress_free)
