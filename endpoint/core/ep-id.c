#include "endpoint/core/ep-id.h"

#define EPOCH_2020_MSEC G_GINT64_CONSTANT(1577836800000)

gint64
ep_id_new(void)
{
    static GMutex mutex;
    static gint64 last;
    gint64 now = g_get_real_time() / 1000 - EPOCH_2020_MSEC;
    gint64 id = now << 22 | (g_random_int() >> 10);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);

    last = MAX(last + 1, id);
    return last;
}
