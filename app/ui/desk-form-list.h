#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/ledger/ep-form.h"

/* The forms as far as they are known: the program's own at once, the desk's when they are loaded. Kept fresh; free with
 * g_ptr_array_unref(). */
GPtrArray *desk_form_list_dup(DeskData *data);

/* Those for these records, the likely one first; none without an error. Free with g_ptr_array_unref(). */
GPtrArray *desk_form_list_choose(DeskData *data, GPtrArray *records);
