/* read as endpoint/core/ep-bad.h: included twice, declared twice. expect */
#include <glib.h>
