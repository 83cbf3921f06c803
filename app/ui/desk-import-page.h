#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-import-work.h"
#include "app/ui/desk-list.h"
#include "app/ui/desk-settings.h"

/*
 * Files on their way into a table: chosen, read, looked at row by row, and only then written; afterwards the way back.
 */
#define DESK_TYPE_IMPORT_PAGE (desk_import_page_get_type())
G_DECLARE_FINAL_TYPE(DeskImportPage, desk_import_page, DESK, IMPORT_PAGE, GtkWidget)

typedef enum {
    DESK_IMPORT_EMPTY,   /* asks for files */
    DESK_IMPORT_READING, /* them, for the first time */
    DESK_IMPORT_READY,   /* the preview is there, nothing is written */
    DESK_IMPORT_WRITING,
    DESK_IMPORT_DONE, /* written, in whole or up to where it was stopped */
} DeskImportState;

/* TRUE for tables whose records come in lists from elsewhere. */
gboolean desk_import_page_takes(const EpTable *table);

GtkWidget *desk_import_page_new(DeskData *data, DeskSettings *settings); /* for the PC ledger, at first */

/* Reads @paths for @table; NULL: asks for them, unless an import is on its way. */
void desk_import_page_begin(DeskImportPage *self, const EpTable *table, const char *const *paths);
void desk_import_page_commit(DeskImportPage *self);
void desk_import_page_undo(DeskImportPage *self);
void desk_import_page_leave(DeskImportPage *self); /* gives it up and goes back */

/* Of the row at @row: its candidate, or DESK_IMPORT_CHOOSE_NONE or _OPEN. */
void desk_import_page_decide(DeskImportPage *self, guint row, int candidate);
void desk_import_page_ask(DeskImportPage *self, guint row); /* opens the comparison, or the record */

DeskImportState desk_import_page_get_state(DeskImportPage *self);
gboolean desk_import_page_is_busy(DeskImportPage *self);                     /* something is being read or written */
const DeskImportPreview *desk_import_page_get_preview(DeskImportPage *self); /* NULL: there is none */
DeskList *desk_import_page_get_list(DeskImportPage *self);
