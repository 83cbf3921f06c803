#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * The files attached to a record: shown small, opened in the machine's own program, saved, taken away; added from a
 * dialog, by dropping and by pasting. Hidden for records that cannot have any.
 *
 * Signals:
 * - "shown" (): its list is another
 */
#define DESK_TYPE_ATTACHMENTS (desk_attachments_get_type())
G_DECLARE_FINAL_TYPE(DeskAttachments, desk_attachments, DESK, ATTACHMENTS, GtkWidget)

GtkWidget *desk_attachments_new(DeskData *data);
void desk_attachments_set_record(DeskAttachments *self, EpRecord *record);
guint desk_attachments_get_n(DeskAttachments *self);

/* What is dropped anywhere on @area is attached, too. */
void desk_attachments_accept_drops(DeskAttachments *self, GtkWidget *area);

void desk_attachments_add_paths(DeskAttachments *self, const char *const *paths);
void desk_attachments_add_picture(DeskAttachments *self, GdkTexture *picture); /* from the clipboard */
const char *desk_attachments_get_problem(DeskAttachments *self);               /* "" if there is none */

/* A button that says how many there are and goes to them; not seen while there are none. For a card's head. */
GtkWidget *desk_attachments_new_link(DeskAttachments *self);
