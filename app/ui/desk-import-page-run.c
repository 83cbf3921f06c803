#include <glib/gi18n-lib.h>

#include "app/ui/desk-import-page-private.h"
#include "endpoint/core/ep-error.h"

/* Orders to the store's threads, and what comes back. At most one at a time: an EpImport belongs to one thread. */

typedef struct {
    DeskImportPage *self; /* kept */
    guint asked;
} DeskImportQuestion;

static DeskImportQuestion *
desk_import_page_ask_anew(DeskImportPage *self)
{
    DeskImportQuestion *question = g_new(DeskImportQuestion, 1);

    self->busy = TRUE;
    *question = (DeskImportQuestion){ g_object_ref(self), ++self->asked };
    return question;
}

/* FALSE: nobody waits for this answer any more. */
static gboolean
desk_import_page_end_question(DeskImportQuestion *question)
{
    DeskImportPage *self = question->self;
    gboolean wanted = question->asked == self->asked && self->list != NULL;

    if (wanted)
        self->busy = FALSE;
    g_free(question);
    return wanted;
}

static DeskImportOrder *
desk_import_page_new_order(DeskImportPage *self)
{
    DeskImportOrder *order = desk_import_order_new(self->files, self->table);
    GPtrArray *maps = desk_import_how_get_maps(DESK_IMPORT_HOW(self->how));
    GHashTableIter iter;
    gpointer row, value;

    if (self->preview == NULL)
        return order;
    order->key = g_strdup(desk_import_how_get_key(DESK_IMPORT_HOW(self->how)));
    order->overwrite = desk_import_how_get_overwrite(DESK_IMPORT_HOW(self->how));
    if (maps != NULL)
        desk_import_order_set_maps(order, maps);
    g_hash_table_iter_init(&iter, self->decisions);
    while (g_hash_table_iter_next(&iter, &row, &value)) {
        const DeskImportDecision *decision = value;

        desk_import_order_add_choice(order, GPOINTER_TO_UINT(row) - 1, decision->open, decision->candidate);
    }
    return order;
}

/* Reading */

static void
desk_import_page_judged(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskImportPage) self = ((DeskImportQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    DeskImportPreview *preview = desk_data_run_finish(result, &error);

    if (!desk_import_page_end_question(user_data)) {
        g_clear_pointer(&preview, desk_import_preview_free);
        return;
    }
    if (preview != NULL) {
        desk_import_page_take_preview(self, preview);
    } else if (self->state == DESK_IMPORT_READING) {
        desk_import_page_forget(self);
        desk_import_page_set_state(self, DESK_IMPORT_EMPTY);
        desk_import_page_show_banner(self, g_error_matches(error, EP_ERROR, EP_ERROR_CANCELLED)
                                               ? _("Stopped. Nothing was written.")
                                               : error->message);
        gtk_widget_grab_focus(self->empty_files);
    } else {
        desk_import_page_show_banner(self, error->message);
    }
    if (self->outdated && self->state == DESK_IMPORT_READY)
        desk_import_page_judge(self);
}

void
desk_import_page_read(DeskImportPage *self, const char *const *paths)
{
    DeskImportOrder *order;

    desk_import_page_set_state(self, DESK_IMPORT_READING);
    self->files = desk_import_files_new();
    order = desk_import_page_new_order(self);
    order->paths = g_strdupv((char **)paths);
    desk_data_run(self->data, EP_LANE_READ, _("Reading files"), desk_import_work_preview, order,
                  (GDestroyNotify)desk_import_order_free, (GDestroyNotify)desk_import_preview_free,
                  desk_import_page_judged, desk_import_page_ask_anew(self));
}

void
desk_import_page_judge(DeskImportPage *self)
{
    if (self->files == NULL)
        return;
    self->outdated = self->busy;
    if (self->busy)
        return;
    desk_data_run(self->data, EP_LANE_READ, _("Comparing with the ledger"), desk_import_work_preview,
                  desk_import_page_new_order(self), (GDestroyNotify)desk_import_order_free,
                  (GDestroyNotify)desk_import_preview_free, desk_import_page_judged, desk_import_page_ask_anew(self));
    desk_import_page_show_foot(self);
}

/* Writing */

static void
desk_import_page_written(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskImportPage) self = ((DeskImportQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    DeskImportDone *done = desk_data_run_finish(result, &error);

    if (desk_import_page_end_question(user_data) && done != NULL) {
        self->summary = done->summary;
        if (done->problem == NULL || done->summary.acts > 0) {
            desk_import_page_set_state(self, DESK_IMPORT_DONE);
            desk_import_page_show_done(self, done);
        } else {
            desk_import_page_set_state(self, DESK_IMPORT_READY);
            desk_import_page_show_banner(self, done->cancelled ? _("Stopped. Nothing was written.") : done->problem);
            desk_import_page_judge(self); /* what stands in the ledger may be other than it was */
        }
    }
    g_clear_pointer(&done, desk_import_done_free);
}

void
desk_import_page_write(DeskImportPage *self)
{
    desk_import_page_set_state(self, DESK_IMPORT_WRITING);
    desk_data_run(self->data, EP_LANE_WRITE, _("Importing"), desk_import_work_commit, desk_import_page_new_order(self),
                  (GDestroyNotify)desk_import_order_free, (GDestroyNotify)desk_import_done_free,
                  desk_import_page_written, desk_import_page_ask_anew(self));
}

static void
desk_import_page_taken_back(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskImportPage) self = ((DeskImportQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = desk_data_run_finish(result, &error);

    if (!desk_import_page_end_question(user_data))
        return;
    if (said == NULL) {
        desk_import_page_show_banner(self, error->message);
        return;
    }
    desk_import_page_say(self, said);
    self->summary = (EpImportSummary){ 0 };
    desk_import_page_set_state(self, DESK_IMPORT_READY);
    desk_import_page_judge(self);
    gtk_widget_grab_focus(self->list);
}

void
desk_import_page_take_back(DeskImportPage *self)
{
    DeskImportOrder *order = desk_import_page_new_order(self);

    order->act = self->summary.act;
    desk_data_run(self->data, EP_LANE_WRITE, _("Taking back"), desk_import_work_undo, order,
                  (GDestroyNotify)desk_import_order_free, g_free, desk_import_page_taken_back,
                  desk_import_page_ask_anew(self));
}

/* Remembering */

static void
desk_import_page_remembered(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskImportPage) self = ((DeskImportQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = desk_data_run_finish(result, &error);

    if (!desk_import_page_end_question(user_data))
        return;
    desk_import_page_say(self, said != NULL ? said : error->message);
    desk_import_page_judge(self);
}

void
desk_import_page_remember(DeskImportPage *self, guint map, const char *name)
{
    DeskImportOrder *order;

    if (self->busy || self->preview == NULL)
        return;
    order = desk_import_page_new_order(self);
    order->map = map;
    order->name = g_strdup(name);
    desk_data_run(self->data, EP_LANE_WRITE, NULL, desk_import_work_remember, order,
                  (GDestroyNotify)desk_import_order_free, g_free, desk_import_page_remembered,
                  desk_import_page_ask_anew(self));
}
