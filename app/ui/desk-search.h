#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The search over everything (Ctrl+K): the pages of that name, and what is found in every kind of record, while one
 * types.
 *
 * Signals:
 * - "open-list" (EpTable *table, const char *text): all that was found in one kind
 */
#define DESK_TYPE_SEARCH (desk_search_get_type())
G_DECLARE_FINAL_TYPE(DeskSearch, desk_search, DESK, SEARCH, GtkWidget)

GtkWidget *desk_search_new(DeskData *data);
void desk_search_add_place(DeskSearch *self, const char *name, const char *label); /* a page */
void desk_search_set_text(DeskSearch *self, const char *text);
guint desk_search_get_n_found(DeskSearch *self); /* rows shown */
