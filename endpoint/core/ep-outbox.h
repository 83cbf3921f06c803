#pragma once

#include <glib.h>

/*
 * Files that may leave the house only once what records them is committed: written beside their places under names of
 * their own, put in place together at the end, and gone if it does not come to that.
 */
typedef struct _EpOutbox EpOutbox;

EpOutbox *ep_outbox_new(void);
void ep_outbox_free(EpOutbox *outbox); /* takes away what was not sent */

/* Writes a file for @folder, which is made if it is missing, as are the folders that @name has (with /).
 * EP_ERROR_FAILED if it cannot be, or cannot stand there. */
gboolean ep_outbox_add(EpOutbox *outbox, const char *folder, const char *name, GBytes *bytes, GError **error);

/* Takes a file away from @folder when the others are put in place. */
void ep_outbox_take_away(EpOutbox *outbox, const char *folder, const char *name);

/* Puts all in place, over what was there. EP_ERROR_FAILED names the first that would not go. */
gboolean ep_outbox_send(EpOutbox *outbox, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpOutbox, ep_outbox_free)
