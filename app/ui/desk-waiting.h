#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-list.h"
#include "endpoint/ledger/ep-today.h"

/*
 * A filter of a list, beside its facets: all records, those that wait for somebody, those that are due today, or those
 * that are late; with how many each would show. A kind whose records have moments has a filter for those,
 * and one of whose ends somebody is told has one for them.
 */
#define DESK_TYPE_WAITING (desk_waiting_get_type())
G_DECLARE_FINAL_TYPE(DeskWaiting, desk_waiting, DESK, WAITING, GtkWidget)

GtkWidget *desk_waiting_new(EpList *list);

#define DESK_WAITING_TIMED ((EpUrgency)(EP_URGENCY_LATE + 1)) /* those with a moment */
#define DESK_WAITING_SOON ((EpUrgency)(EP_URGENCY_LATE + 2))  /* those of which somebody is to be told */

/* EP_URGENCY_NONE: all; EP_URGENCY_OPEN: whatever waits, due or not; else only these. */
void desk_waiting_set(DeskWaiting *self, EpUrgency urgency);
EpUrgency desk_waiting_get(DeskWaiting *self);

/* How many of @all wait, and in @urgency are the most urgent. NULL: none. */
guint desk_waiting_count(EpList *all, EpUrgency *most);
