#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * What would happen: a device, a PC and a day, and under each target of the PC's network whether it may be used, by
 * which permit, with every step that leads there. A panel above the window.
 */

/**
 * desk_explain_open:
 * @record: (nullable): what it begins with: a medium, permit, PC or difference
 * @device: (nullable): what was typed, or where it is plugged in
 */
void desk_explain_open(GtkWidget *over, DeskData *data, EpRecord *record, const char *device);

/* Records of @table can be asked about. */
gboolean desk_explain_takes(const EpTable *table);
