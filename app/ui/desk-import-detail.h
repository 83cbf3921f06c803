#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-import-work.h"

/*
 * One row of an import: what is wrong with it, what it would change, whom it might be.
 *
 * Signals:
 * - "decide" (): the candidates are to be compared
 * - "open" (): the record is to be shown on its own page
 * - "closed" ()
 */
#define DESK_TYPE_IMPORT_DETAIL (desk_import_detail_get_type())
G_DECLARE_FINAL_TYPE(DeskImportDetail, desk_import_detail, DESK, IMPORT_DETAIL, GtkWidget)

GtkWidget *desk_import_detail_new(void);

/**
 * desk_import_detail_set:
 * @record: of the preview's table
 * @chosen: what a person decided about it, in words; NULL: nothing
 * @written: the import is done
 */
void desk_import_detail_set(DeskImportDetail *self, const EpTable *target, EpRecord *record, const DeskImportItem *item,
                            const char *chosen, gboolean written);
