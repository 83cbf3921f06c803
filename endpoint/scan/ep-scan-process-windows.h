#pragma once

#include "endpoint/core/ep-progress.h"

/*
 * Runs a console program without a window until it ends. @output (out): what it printed, as UTF-8; @status (out): its
 * exit status. A person who stops the work through @progress ends the program. GSubprocess would open a console
 * window for each.
 */
gboolean ep_scan_process_run(const char *program, const char *const *arguments, char **output, guint32 *status,
                             EpProgress *progress, GError **error);
