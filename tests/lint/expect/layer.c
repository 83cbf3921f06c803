/* read as endpoint/core/ep-bad.c: core knows neither the store nor SQLite. */
#include "endpoint/core/ep-table.h"
#include "endpoint/store/ep-store.h" /* expect */
#include <glib.h>
#include <sqlite3.h> /* expect */
