#include "app/ui/desk-check-run.h"

#include <glib/gi18n-lib.h>

struct _DeskCheckRun {
    gatomicrefcount refs;
    GCancellable *cancellable;
    char *folder;
    gboolean seal;
    GMutex lock;
    DeskCheckState state;
    EpProgress *outer; /* the bottom bar's, which has a button to stop it, too */
};

static DeskCheckRun *
desk_check_run_ref(DeskCheckRun *self)
{
    g_atomic_ref_count_inc(&self->refs);
    return self;
}

void
desk_check_run_unref(DeskCheckRun *self)
{
    if (!g_atomic_ref_count_dec(&self->refs))
        return;
    g_clear_object(&self->cancellable);
    g_mutex_clear(&self->lock);
    g_free(self->state.at);
    g_free(self->folder);
    g_free(self);
}

static void
desk_check_run_tick(const char *message, double fraction, gpointer user_data)
{
    DeskCheckRun *self = user_data;

    g_mutex_lock(&self->lock);
    self->state.fraction = fraction;
    if (message != NULL) {
        g_free(self->state.at);
        self->state.at = g_strdup(message);
    }
    g_mutex_unlock(&self->lock);
    if (!ep_progress_set(self->outer, message, MIN(fraction, 0.999), NULL))
        g_cancellable_cancel(self->cancellable);
}

static void
desk_check_run_file(const EpScanFile *file, gpointer user_data)
{
    DeskCheckRun *self = user_data;

    g_mutex_lock(&self->lock);
    self->state.files++;
    self->state.found += file->verdict == EP_SCAN_FOUND ? 1 : 0;
    self->state.unread += file->verdict == EP_SCAN_UNREAD ? 1 : 0;
    g_mutex_unlock(&self->lock);
}

void
desk_check_outcome_free(DeskCheckOutcome *outcome)
{
    g_clear_pointer(&outcome->result, ep_scan_result_free);
    g_clear_pointer(&outcome->seals, g_ptr_array_unref);
    g_free(outcome);
}

static gpointer
desk_check_run_work(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskCheckRun *self = user_data;
    g_autoptr(EpScanner) scanner = ep_scan_system_new();
    g_autoptr(EpProgress) own = ep_progress_new(self->cancellable, desk_check_run_tick, self);
    g_autoptr(DeskCheckOutcome) outcome = g_new0(DeskCheckOutcome, 1);

    self->outer = progress;
    outcome->result =
        self->seal ? ep_scan_run_sealed(scanner, self->folder, desk_check_run_file, self, own, &outcome->seals, error)
                   : ep_scan_run(scanner, self->folder, desk_check_run_file, self, own, error);
    return outcome->result != NULL ? g_steal_pointer(&outcome) : NULL;
}

DeskCheckRun *
desk_check_run_new(DeskData *data, const char *folder, gboolean seal, GAsyncReadyCallback done, gpointer user_data)
{
    DeskCheckRun *self = g_new0(DeskCheckRun, 1);

    g_atomic_ref_count_init(&self->refs);
    g_mutex_init(&self->lock);
    self->cancellable = g_cancellable_new();
    self->folder = g_strdup(folder);
    self->seal = seal;
    desk_data_run_aside(data, _("Checking for viruses"), desk_check_run_work, desk_check_run_ref(self),
                        (GDestroyNotify)desk_check_run_unref, (GDestroyNotify)desk_check_outcome_free, done, user_data);
    return self;
}

void
desk_check_run_stop(DeskCheckRun *self)
{
    g_cancellable_cancel(self->cancellable);
}

void
desk_check_run_get(DeskCheckRun *self, DeskCheckState *state)
{
    g_mutex_lock(&self->lock);
    *state = self->state;
    state->at = g_strdup(self->state.at != NULL ? self->state.at : "");
    g_mutex_unlock(&self->lock);
}
