#pragma once

#include <glib.h>

/* Folders that a test made. */
guint ep_test_folder_count(const char *folder); /* what lies directly in it */
void ep_test_folder_remove(const char *folder); /* with all that is in it; links are not followed */
