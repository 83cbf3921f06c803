#include "app/ui/desk-data-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-many.h"

#define REFUSALS 8 /* named in words; the others stay as they are in the list, to be seen there */

/* Pieces of work on the store's threads, and doing. */

typedef struct {
    DeskData *data;
    gint64 number; /* of work that shows its progress; 0 for quiet work */
    char *message;
    double fraction;
} DeskDataTick;

typedef struct {
    DeskData *data; /* kept */
    gint64 number;
    char *message;
    DeskDataFunc func;
    gpointer user_data;
    GDestroyNotify free_user_data;
    GAsyncReadyCallback callback;
    gpointer callback_data;
} DeskDataWork;

static void
desk_data_work_free(DeskDataWork *work)
{
    if (work->free_user_data != NULL)
        work->free_user_data(work->user_data);
    g_free(work->message);
    g_free(work);
}

static gboolean
desk_data_show_tick(gpointer user_data)
{
    DeskDataTick *tick = user_data;

    if (tick->data->work == tick->number)
        desk_data_emit_progress(tick->data, tick->message, tick->fraction);
    return G_SOURCE_REMOVE;
}

static void
desk_data_tick_free(gpointer data)
{
    DeskDataTick *tick = data;

    g_object_unref(tick->data);
    g_free(tick->message);
    g_free(tick);
}

static void
desk_data_tick(const char *message, double fraction, gpointer user_data)
{
    DeskDataWork *work = user_data;
    DeskDataTick *tick = g_new0(DeskDataTick, 1);

    *tick = (DeskDataTick){ g_object_ref(work->data), work->number, g_strdup(message != NULL ? message : work->message),
                            fraction };
    g_idle_add_full(G_PRIORITY_DEFAULT, desk_data_show_tick, tick, desk_data_tick_free);
}

static gpointer
desk_data_run_work(EpStore *store, GCancellable *cancellable, gpointer user_data, GError **error)
{
    DeskDataWork *work = user_data;
    g_autoptr(EpProgress) progress = work->number != 0 ? ep_progress_new(cancellable, desk_data_tick, work) : NULL;

    return work->func(desk_data_get_ledger(work->data), progress, work->user_data, error);
}

/* Runs in the main context, whatever became of the work. */
static void
desk_data_end_work(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskDataWork *work = user_data;
    DeskData *self = work->data;

    if (work->number != 0 && self->work == work->number) {
        self->work = 0;
        g_clear_object(&self->cancellable);
        desk_data_emit_progress(self, NULL, 1.0);
    }
    if (work->callback != NULL)
        work->callback(source, result, work->callback_data);
    g_object_unref(self);
}

static DeskDataWork *
desk_data_work_new(DeskData *self, const char *message, DeskDataFunc func, gpointer user_data,
                   GDestroyNotify free_user_data, GAsyncReadyCallback callback, gpointer callback_data)
{
    static gint64 last;
    DeskDataWork *work = g_new0(DeskDataWork, 1);

    *work = (DeskDataWork){ .data = g_object_ref(self),
                            .message = g_strdup(message),
                            .func = func,
                            .user_data = user_data,
                            .free_user_data = free_user_data,
                            .callback = callback,
                            .callback_data = callback_data };
    if (message == NULL)
        return work;
    work->number = self->work = ++last;
    g_clear_object(&self->cancellable);
    self->cancellable = g_cancellable_new();
    desk_data_emit_progress(self, message, 0.0);
    return work;
}

void
desk_data_run(DeskData *self, EpLane lane, const char *message, DeskDataFunc func, gpointer user_data,
              GDestroyNotify free_user_data, GDestroyNotify free_result, GAsyncReadyCallback callback,
              gpointer callback_data)
{
    DeskDataWork *work = desk_data_work_new(self, message, func, user_data, free_user_data, callback, callback_data);

    ep_store_run(ep_ledger_get_store(self->ledger), lane, desk_data_run_work, work, (GDestroyNotify)desk_data_work_free,
                 free_result, message != NULL ? self->cancellable : NULL, desk_data_end_work, work);
}

typedef struct {
    DeskDataWork *work;
    GDestroyNotify free_result;
} DeskDataAside;

static void
desk_data_aside_free(gpointer data)
{
    DeskDataAside *aside = data;

    desk_data_work_free(aside->work);
    g_free(aside);
}

static void
desk_data_run_aside_work(GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
    DeskDataAside *aside = task_data;
    g_autoptr(GError) error = NULL;
    gpointer result = desk_data_run_work(NULL, cancellable, aside->work, &error);

    if (error != NULL)
        g_task_return_error(task, g_steal_pointer(&error));
    else
        g_task_return_pointer(task, result, aside->free_result);
}

void
desk_data_run_aside(DeskData *self, const char *message, DeskDataFunc func, gpointer user_data,
                    GDestroyNotify free_user_data, GDestroyNotify free_result, GAsyncReadyCallback callback,
                    gpointer callback_data)
{
    DeskDataAside *aside = g_new0(DeskDataAside, 1);
    g_autoptr(GTask) task = NULL;

    aside->work = desk_data_work_new(self, message, func, user_data, free_user_data, callback, callback_data);
    aside->free_result = free_result;
    task = g_task_new(NULL, message != NULL ? self->cancellable : NULL, desk_data_end_work, aside->work);
    g_task_set_check_cancellable(task, FALSE);
    g_task_set_task_data(task, aside, desk_data_aside_free);
    g_task_run_in_thread(task, desk_data_run_aside_work);
}

gpointer
desk_data_run_finish(GAsyncResult *result, GError **error)
{
    return ep_store_finish(result, error);
}

void
desk_data_cancel(DeskData *self)
{
    if (self->cancellable != NULL)
        g_cancellable_cancel(self->cancellable);
}

static gboolean
desk_data_is_stop(const GError *error)
{
    return g_error_matches(error, EP_ERROR, EP_ERROR_CANCELLED) ||
           g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

const char *
desk_data_get_reason(const GError *error)
{
    return desk_data_is_stop(error) ? _("Stopped. What was done by then stays; the same again goes on with the rest.")
                                    : error->message;
}

/* Doing */

typedef struct {
    const EpVerb *verb;
    const EpTable *table;
    GPtrArray *records;
    EpDraft *answers;
    EpHow how; /* its texts are owned */
} DeskDataDeed;

typedef struct {
    gint64 seq;
    gint64 made;
    char *refused; /* what could not be done, in words; NULL: nothing */
} DeskDataDone;

static void
desk_data_deed_free(DeskDataDeed *deed)
{
    if (deed->records != NULL)
        g_ptr_array_unref(deed->records);
    ep_draft_unref(deed->answers);
    g_free((char *)deed->how.day);
    g_free((char *)deed->how.note);
    g_free((char *)deed->how.source);
    g_free(deed);
}

/* "3 of 12 could not be done. P-00001-1: …" of the first few; NULL if all were. */
static char *
desk_data_dup_refusals(const EpMany *many, guint n)
{
    GString *text;

    if (many->refusals->len == 0)
        return NULL;
    text = g_string_new(NULL);
    g_string_append_printf(text, _("%u of %u could not be done."), many->refusals->len, n);
    for (guint i = 0; i < MIN(many->refusals->len, REFUSALS); i++) {
        EpRefusal *refusal = g_ptr_array_index(many->refusals, i);

        g_string_append_printf(text, "\n%s: %s", refusal->name, refusal->reason);
    }
    if (many->refusals->len > REFUSALS)
        g_string_append(text, "\n…");
    return g_string_free(text, FALSE);
}

/* Each of a selection that it can be done to; that none could be is an error. Stopped on the way, it is done to those
 * before. */
static gpointer
desk_data_run_many(EpLedger *ledger, EpProgress *progress, DeskDataDeed *deed, GError **error)
{
    DeskDataDone done = { 0, 0, NULL };
    g_auto(EpMany) many = { 0 };
    g_autoptr(GError) cause = NULL;
    gboolean finished =
        ep_many_do(ledger, deed->verb, deed->table, deed->records, deed->answers, &deed->how, progress, &many, &cause);
    g_autofree char *refused = NULL;

    if (!finished && (many.act == 0 || !desk_data_is_stop(cause))) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    refused = finished ? desk_data_dup_refusals(&many, deed->records->len)
                       : g_strdup_printf(_("Stopped: %u of %u are done. The same again goes on with the rest."),
                                         many.done, deed->records->len);
    if (many.act == 0) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED, refused != NULL ? refused : _("Nothing is selected"));
        return NULL;
    }
    done.seq = many.act;
    done.refused = g_steal_pointer(&refused);
    return g_memdup2(&done, sizeof done);
}

static void
desk_data_done_free(gpointer data)
{
    g_free(((DeskDataDone *)data)->refused);
    g_free(data);
}

static gpointer
desk_data_run_deed(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskDataDeed *deed = user_data;
    DeskDataDone done = { 0, 0, NULL };

    if (deed->records != NULL && deed->records->len > 1)
        return desk_data_run_many(ledger, progress, deed, error);
    done.seq = ep_ledger_do(ledger, deed->verb, deed->table, deed->records, deed->answers, &deed->how, progress,
                            &done.made, error);
    return done.seq != 0 ? g_memdup2(&done, sizeof done) : NULL;
}

void
desk_data_do(DeskData *self, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
             const EpHow *how, GAsyncReadyCallback callback, gpointer callback_data)
{
    static const EpHow plain = { 0 };
    DeskDataDeed *deed = g_new0(DeskDataDeed, 1);
    gboolean many = records != NULL && records->len > 100;

    how = how != NULL ? how : &plain;
    deed->verb = verb;
    deed->table = table;
    deed->records = records != NULL ? g_ptr_array_ref(records) : NULL;
    deed->answers = answers != NULL ? ep_draft_ref(answers) : NULL;
    deed->how = *how;
    deed->how.day = g_strdup(how->day);
    deed->how.note = g_strdup(how->note);
    deed->how.source = g_strdup(how->source);
    desk_data_run(self, EP_LANE_WRITE, many ? ep_label(verb->label) : NULL, desk_data_run_deed, deed,
                  (GDestroyNotify)desk_data_deed_free, desk_data_done_free, callback, callback_data);
}

gint64
desk_data_do_finish(GAsyncResult *result, gint64 *made, GError **error)
{
    return desk_data_do_many_finish(result, made, NULL, error);
}

gint64
desk_data_do_many_finish(GAsyncResult *result, gint64 *made, char **refused, GError **error)
{
    DeskDataDone *done = desk_data_run_finish(result, error);
    gint64 seq = done != NULL ? done->seq : 0;

    if (done == NULL)
        return 0;
    if (made != NULL)
        *made = done->made;
    if (refused != NULL)
        *refused = g_steal_pointer(&done->refused);
    desk_data_done_free(done);
    return seq;
}
