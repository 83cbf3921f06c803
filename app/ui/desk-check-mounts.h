#pragma once

#include <gio/gio.h>

/* Paths of the media that can be taken out and are mounted. Free with g_ptr_array_unref(). */
GPtrArray *desk_check_mounts_list(void);
