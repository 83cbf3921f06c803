#pragma once

#include "endpoint/core/ep-record.h"

/* Invented media and permits with every column filled as a desk's are, for lists of many thousands. */
EpTable *bench_media_table(void);
GPtrArray *bench_media_records(guint n);
EpTable *bench_permits_table(void);
GPtrArray *bench_permits_records(guint n);
