#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * A filter above the list: a button that says what it narrows to, and a popover with every value and how many records
 * have it.
 */
#define DESK_TYPE_FACET (desk_facet_get_type())
G_DECLARE_FINAL_TYPE(DeskFacet, desk_facet, DESK, FACET, GtkWidget)

GtkWidget *desk_facet_new(DeskData *data, EpList *list, guint field);
void desk_facet_set(DeskFacet *self, const char *const *values); /* NULL lifts it */
guint desk_facet_get_field(DeskFacet *self);
