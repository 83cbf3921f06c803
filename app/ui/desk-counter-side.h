#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-counter-case.h"
#include "app/ui/desk-plug.h"

/*
 * The column beside an application: what is plugged in and what the ledger knows of it, and the virus checks of the
 * application's devices.
 *
 * Signals:
 * - "take" (const UsbctlDevice *device, gboolean new)
 */
#define DESK_TYPE_COUNTER_SIDE (desk_counter_side_get_type())
G_DECLARE_FINAL_TYPE(DeskCounterSide, desk_counter_side, DESK, COUNTER_SIDE, GtkWidget)

/* What stands in the middle: an application and what belongs to it, or the answers for a new one. */
typedef struct {
    EpRecord *application;
    DeskCounterCase *belongings; /* NULL while it is read */
    EpDraft *answers;
    gboolean (*has_device)(gpointer user_data, const UsbctlDevice *device); /* of a new one */
    gpointer user_data;
} DeskCounterMiddle;

GtkWidget *desk_counter_side_new(DeskData *data);
void desk_counter_side_show(DeskCounterSide *self, const DeskCounterMiddle *middle); /* whenever it has changed */
DeskPlug *desk_counter_side_get_plug(DeskCounterSide *self);
void desk_counter_side_focus_device(DeskCounterSide *self); /* the first that can be taken */
