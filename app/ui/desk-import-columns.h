#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-import-work.h"

/*
 * One file's columns, each with the field that it goes into.
 *
 * Signals:
 * - "changed" (): the person changed the map
 * - "remember" (const char *name)
 */
#define DESK_TYPE_IMPORT_COLUMNS (desk_import_columns_get_type())
G_DECLARE_FINAL_TYPE(DeskImportColumns, desk_import_columns, DESK, IMPORT_COLUMNS, GtkWidget)

/* @map: changed in place; must live as long. */
GtkWidget *desk_import_columns_new(const EpTable *table, DeskImportMap *map, guint index);
guint desk_import_columns_get_index(DeskImportColumns *self);

/* As if the person had chosen it. */
void desk_import_columns_choose(DeskImportColumns *self, guint column, guint field);
void desk_import_columns_remember(DeskImportColumns *self, const char *name);
