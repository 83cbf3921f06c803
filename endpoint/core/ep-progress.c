#include "endpoint/core/ep-progress.h"

#include "endpoint/core/ep-error.h"

#define INTERVAL_USEC 50000

struct _EpProgress {
    grefcount references;
    EpProgress *parent; /* owned */
    double from, to;    /* in the parent's range */
    GCancellable *cancellable;
    EpProgressFunc func;
    gpointer user_data;
    gint64 reported;
    char *message;
};

EpProgress *
ep_progress_new(GCancellable *cancellable, EpProgressFunc func, gpointer user_data)
{
    EpProgress *self = g_new0(EpProgress, 1);

    g_ref_count_init(&self->references);
    self->to = 1.0;
    self->cancellable = cancellable != NULL ? g_object_ref(cancellable) : NULL;
    self->func = func;
    self->user_data = user_data;
    return self;
}

EpProgress *
ep_progress_child(EpProgress *parent, double from, double to)
{
    EpProgress *self;

    if (parent == NULL)
        return NULL;
    self = g_new0(EpProgress, 1);
    g_ref_count_init(&self->references);
    g_ref_count_inc(&parent->references);
    self->parent = parent;
    self->from = from;
    self->to = to;
    return self;
}

void
ep_progress_free(EpProgress *self)
{
    if (self == NULL || !g_ref_count_dec(&self->references))
        return;
    ep_progress_free(self->parent);
    g_clear_object(&self->cancellable);
    g_free(self->message);
    g_free(self);
}

gboolean
ep_progress_set(EpProgress *self, const char *message, double fraction, GError **error)
{
    gint64 now;

    if (self == NULL)
        return TRUE;
    fraction = CLAMP(fraction, 0.0, 1.0);
    if (self->parent != NULL)
        return ep_progress_set(self->parent, message, self->from + fraction * (self->to - self->from), error);
    if (g_cancellable_is_cancelled(self->cancellable)) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_CANCELLED, "stopped");
        return FALSE;
    }
    if (message != NULL && g_strcmp0(message, self->message) != 0) {
        g_free(self->message);
        self->message = g_strdup(message);
    }
    now = g_get_monotonic_time();
    if (self->func != NULL && (fraction >= 1.0 || now - self->reported >= INTERVAL_USEC)) {
        self->reported = now;
        self->func(self->message, fraction, self->user_data);
    }
    return TRUE;
}
