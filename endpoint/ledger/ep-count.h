#pragma once

#include "endpoint/core/ep-record.h"

/* A derived count of @record; 0 when it is not there. */
static inline gint64
ep_count(EpRecord *record, const char *field)
{
    return g_ascii_strtoll(ep_record_get_named(record, field), NULL, 10);
}
