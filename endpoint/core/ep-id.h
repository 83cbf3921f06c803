#pragma once

#include <glib.h>

/* A new record id: 41 bits of milliseconds since 2020 and 22 random bits, growing within a process. Unique across
 * desks, positive. */
gint64 ep_id_new(void);
