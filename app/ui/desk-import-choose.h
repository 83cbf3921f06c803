#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"

/*
 * A row of an import beside the records that it might be, field by field, above the window: a person says which one it
 * is, or that it is none of them.
 *
 * Signals:
 * - "chosen" (int candidate): its index; -1: none of them, a new record; -2: not decided (any more)
 */
#define DESK_TYPE_IMPORT_CHOOSE (desk_import_choose_get_type())
G_DECLARE_FINAL_TYPE(DeskImportChoose, desk_import_choose, DESK, IMPORT_CHOOSE, GtkWidget)

enum { DESK_IMPORT_CHOOSE_NONE = -1, DESK_IMPORT_CHOOSE_OPEN = -2 };

DeskImportChoose *desk_import_choose_open(GtkWidget *over, const EpTable *target, EpRecord *row, GPtrArray *candidates,
                                          const char *reason);
