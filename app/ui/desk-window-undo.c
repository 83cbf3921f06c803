#include <glib/gi18n-lib.h>

#include "app/ui/desk-window-private.h"

/* Taking one's own last act back. */

static gpointer
desk_window_read_last(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    gint64 last = ep_ledger_get_last(ledger, error);

    return g_memdup2(&last, sizeof last);
}

static void
desk_window_take_last(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskWindow) self = user_data;
    g_autofree gint64 *last = desk_data_run_finish(result, NULL);

    if (gtk_window_get_child(GTK_WINDOW(self)) != NULL)
        desk_status_set_undo(DESK_STATUS(self->status), last != NULL && *last != 0);
}

void
desk_window_show_undo(DeskWindow *self)
{
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_window_read_last, NULL, NULL, g_free, desk_window_take_last,
                  g_object_ref(self));
}

static gpointer
desk_window_run_undo(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    gint64 last = ep_ledger_get_last(ledger, error);
    g_auto(GStrv) left = NULL;

    if (last == 0) {
        if (error != NULL && *error == NULL)
            g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("There is nothing to take back."));
        return NULL;
    }
    if (ep_ledger_undo(ledger, last, NULL, progress, &left, error) == 0)
        return NULL;
    return left != NULL && left[0] != NULL ? g_strjoinv("  ", left) : g_strdup(_("Taken back"));
}

static void
desk_window_take_undo(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskWindow) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = desk_data_run_finish(result, &error);

    if (gtk_window_get_child(GTK_WINDOW(self)) == NULL)
        return;
    desk_window_say(self, said != NULL ? said : desk_data_get_reason(error));
    desk_window_show_undo(self);
}

void
desk_window_undo(DeskWindow *self)
{
    desk_data_run(self->data, EP_LANE_WRITE, _("Taking the last back"), desk_window_run_undo, NULL, NULL, g_free,
                  desk_window_take_undo, g_object_ref(self));
}
