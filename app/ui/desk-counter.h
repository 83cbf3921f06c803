#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-form.h"
#include "app/ui/desk-counter-paper.h"
#include "app/ui/desk-counter-queue.h"
#include "app/ui/desk-counter-side.h"
#include "app/ui/desk-page.h"

/*
 * The counter (申請): who waits at the left, one application as one page in the middle, what is plugged in at the
 * right. The plain list of all applications is one button away.
 *
 * Signals:
 * - "show-record" (gint64 application), "find" (), "start-new" (), "edit" (), "focus-list" (), "focus-device" ():
 * action signals, by which the window asks for them
 */
#define DESK_TYPE_COUNTER (desk_counter_get_type())
G_DECLARE_FINAL_TYPE(DeskCounter, desk_counter, DESK, COUNTER, GtkWidget)

GtkWidget *desk_counter_new(DeskData *data, DeskSettings *settings);
void desk_counter_show_record(DeskCounter *self, gint64 application);
void desk_counter_start_new(DeskCounter *self, const UsbctlDevice *device); /* NULL: no device yet */
DeskPage *desk_counter_show_list(DeskCounter *self);                        /* all applications; borrowed */
void desk_counter_show_queue(DeskCounter *self);
void desk_counter_show_waiting(DeskCounter *self); /* the queue, with all that wait */

DeskCounterQueue *desk_counter_get_queue(DeskCounter *self);
DeskCounterPaper *desk_counter_get_paper(DeskCounter *self);
DeskCounterSide *desk_counter_get_side(DeskCounter *self);
DeskCounterForm *desk_counter_get_form(DeskCounter *self); /* NULL if none is being filled in */
