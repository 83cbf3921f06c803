#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * One record, to be read: what it is, its state, what can be done next, its values in groups, what belongs to it, what
 * was done to it.
 *
 * Signals:
 * - "verb" (const EpVerb *verb)
 * - "saved" (gint64 act): an edit in place
 * - "close" ()
 */
#define DESK_TYPE_CARD (desk_card_get_type())
G_DECLARE_FINAL_TYPE(DeskCard, desk_card, DESK, CARD, GtkWidget)

GtkWidget *desk_card_new(DeskData *data, const EpTable *table);
void desk_card_set_record(DeskCard *self, EpRecord *record); /* NULL: none */
GtkWidget *desk_card_get_attachments(DeskCard *self);        /* DeskAttachments, borrowed */
EpRecord *desk_card_get_record(DeskCard *self);              /* borrowed */
gboolean desk_card_edit(DeskCard *self);                     /* the first group */
gboolean desk_card_is_editing(DeskCard *self);
