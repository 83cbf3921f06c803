#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-import-work.h"

/*
 * How files are taken: by what a row finds its record, whether what was set by hand gives way, and which column goes
 * into which field.
 *
 * Signals:
 * - "changed" (): the rows have to be judged anew
 * - "remember" (guint map, const char *name)
 */
#define DESK_TYPE_IMPORT_HOW (desk_import_how_get_type())
G_DECLARE_FINAL_TYPE(DeskImportHow, desk_import_how, DESK, IMPORT_HOW, GtkWidget)

GtkWidget *desk_import_how_new(void);

/* From anew, for other files. @maps: DeskImportMap; kept, and changed in place by the person. */
void desk_import_how_set(DeskImportHow *self, const EpTable *table, GPtrArray *maps);
void desk_import_how_set_held(DeskImportHow *self, guint held); /* values that stay because a person had set them */

const char *desk_import_how_get_key(DeskImportHow *self); /* NULL: whatever fits */
gboolean desk_import_how_get_overwrite(DeskImportHow *self);
GPtrArray *desk_import_how_get_maps(DeskImportHow *self); /* borrowed; NULL before they are set */
