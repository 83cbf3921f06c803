#include "endpoint/ledger/ep-reasons.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-money.h"
#include "endpoint/core/ep-table.h"

#define NAMED 5 /* of those that a sentence concerns: one label holds all sentences, and long ones are slow */

typedef struct {
    const char *text;
    GString *where;
    guint n; /* of those in @where, and beyond it */
} EpReason;

static void
ep_reasons_free(gpointer data)
{
    EpReason *reason = data;

    g_string_free(reason->where, TRUE);
    g_free(reason);
}

static EpReason *
ep_reasons_find(GPtrArray *reasons, GHashTable *by_text, const char *text)
{
    EpReason *reason = g_hash_table_lookup(by_text, text);

    if (reason != NULL)
        return reason;
    reason = g_new0(EpReason, 1);
    reason->text = text;
    reason->where = g_string_new(NULL);
    g_ptr_array_add(reasons, reason);
    g_hash_table_insert(by_text, (gpointer)text, reason);
    return reason;
}

static void
ep_reasons_add_where(EpReason *reason, const char *where)
{
    if (where == NULL || where[1] == '\0')
        return;
    if (reason->n++ < NAMED)
        g_string_append_printf(reason->where, "%s%s", reason->n > 1 ? ", " : "", EP_DATE_SHOWN(where + 1));
}

static void
ep_reasons_say(const EpReason *reason, GString *said)
{
    g_autofree char *digits = g_strdup_printf("%u", reason->n - MIN(reason->n, NAMED));
    g_autofree char *more = ep_money_format(digits);

    g_string_append(said, said->len > 0 ? "\n" : "");
    if (reason->n > NAMED)
        g_string_append_printf(reason->where, _(" and %s more"), more);
    if (reason->n > 0)
        g_string_append_printf(said, _("%s (%s)"), reason->text, reason->where->str);
    else
        g_string_append(said, reason->text);
}

char *
ep_reasons_describe(const char *lines, EpReasonsText text_of)
{
    g_auto(GStrv) all = g_strsplit(lines, "\n", -1);
    g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func(ep_reasons_free);
    g_autoptr(GHashTable) by_text = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) said = g_string_new(NULL);

    for (char **line = all; *line != NULL; line++) {
        g_autofree char *code = g_strndup(*line, strcspn(*line, " "));
        const char *text = text_of(code);

        if (text == NULL)
            ep_reasons_find(reasons, by_text, *line);
        else
            ep_reasons_add_where(ep_reasons_find(reasons, by_text, ep_label(text)), strchr(*line, ' '));
    }
    for (guint i = 0; i < reasons->len; i++)
        ep_reasons_say(g_ptr_array_index(reasons, i), said);
    return g_string_free(g_steal_pointer(&said), FALSE);
}
