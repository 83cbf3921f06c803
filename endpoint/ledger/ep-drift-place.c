#include "endpoint/ledger/ep-drift-place.h"

#include <string.h>

static int
ep_drift_place_order(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of PCs in a cell, however they are set apart and in whatever order, as one text. */
static char *
ep_drift_place_dup(const char *cell)
{
    g_autofree char *upper = g_ascii_strup(cell, -1);
    g_auto(GStrv) words = g_strsplit_set(upper, " ,;\r\n", -1);
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (char **word = words; *word != NULL; word++) {
        if (**word != '\0')
            g_ptr_array_add(names, *word);
    }
    g_ptr_array_sort(names, ep_drift_place_order);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

gboolean
ep_drift_place_is_same(const char *a, const char *b)
{
    g_autofree char *x = ep_drift_place_dup(a), *y = ep_drift_place_dup(b);

    return strcmp(x, y) == 0;
}
