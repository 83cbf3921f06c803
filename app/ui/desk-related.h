#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * Records that refer to the one on the card: how many, the first few, and the way to all of them.
 */
#define DESK_TYPE_RELATED (desk_related_get_type())
G_DECLARE_FINAL_TYPE(DeskRelated, desk_related, DESK, RELATED, GtkWidget)

GtkWidget *desk_related_new(DeskData *data, const EpTableSection *section);
void desk_related_set_record(DeskRelated *self, gint64 id);
