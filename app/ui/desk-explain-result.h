#pragma once

#include <gtk/gtk.h>

#include "endpoint/ledger/ep-explain.h"

/* What happens under one target, as a block to be read: the answer first, then the steps. A link leads to the permit.
 */
GtkWidget *desk_explain_result_new(const EpExplained *explained);

/* A paragraph that wraps. */
GtkWidget *desk_explain_result_new_text(const char *text, const char *style);
