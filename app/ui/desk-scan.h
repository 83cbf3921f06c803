#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * A code from a paper of ours (ep_form_dup_code()), read by a scanner that types it: opens the record. That of a
 * temporary permit in use asks at once for its end, because that is what it is scanned for.
 *
 * FALSE: @text is no code.
 */
gboolean desk_scan_open(GtkWidget *from, DeskData *data, const char *text);
