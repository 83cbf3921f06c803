#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The open applications, the most pressing first, as two lines each: number and section, what it waits for and since
 * when. Selection and place stay through every change.
 *
 * Signals:
 * - "chosen" (EpRecord *application): another one is selected, or the selected one has other values
 */
#define DESK_TYPE_COUNTER_QUEUE (desk_counter_queue_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterQueue, desk_counter_queue, DESK, COUNTER_QUEUE, GtkWidget)

GtkWidget *desk_counter_queue_new(DeskData *data);
void desk_counter_queue_select(DeskCounterQueue *self, gint64 id); /* 0: none. Kept until it is in the queue */
void desk_counter_queue_select_first(DeskCounterQueue *self);      /* if nothing is selected */
void desk_counter_queue_show_all(DeskCounterQueue *self);          /* neither a step nor words narrow it */
guint desk_counter_queue_get_n(DeskCounterQueue *self);
EpRecord *desk_counter_queue_get_item(DeskCounterQueue *self, guint position); /* transfer full; NULL beyond the last */
void desk_counter_queue_focus_search(DeskCounterQueue *self);
void desk_counter_queue_focus_list(DeskCounterQueue *self);
