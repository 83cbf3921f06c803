#include <string.h>

#include "endpoint/core/ep-column-map.h"
#include "endpoint/core/ep-kind.h"

/* What stands in a column, as people read it. */

static guint
ep_column_label_find(const EpTable *table, const char *name, gboolean shown)
{
    guint field = ep_table_find(table, name);

    for (guint i = 0; shown && field == EP_NO_FIELD && i < table->at.n_fields; i++)
        field = strcmp(ep_label(table->fields[i].label), name) == 0 ? i : EP_NO_FIELD;
    return field;
}

/* @shown: fields are called by their labels in @value, and by their names in what is returned. */
static char *
ep_column_label_translate(const EpTable *table, const char *value, gboolean shown)
{
    GString *out = g_string_new(NULL);

    for (const char *at = value; *at != '\0';) {
        const char *end = *at == '{' && at[1] != '{' ? strchr(at, '}') : NULL;
        g_autofree char *name = end != NULL ? g_strndup(at + 1, end - at - 1) : NULL;
        guint field = name != NULL ? ep_column_label_find(table, name, shown) : EP_NO_FIELD;
        gsize same = *at == '{' && at[1] == '{' ? 2 : 1;

        if (field == EP_NO_FIELD) {
            g_string_append_len(out, at, (gssize)same);
            at += same;
        } else {
            g_string_append_printf(out, "{%s}",
                                   shown ? table->fields[field].name : ep_label(table->fields[field].label));
            at = end + 1;
        }
    }
    return g_string_free(out, FALSE);
}

char *
ep_column_dup_labelled(const EpTable *table, const char *value)
{
    return ep_column_label_translate(table, value, FALSE);
}

char *
ep_column_dup_named(const EpTable *table, const char *shown)
{
    return ep_column_label_translate(table, shown, TRUE);
}

guint
ep_column_find_alone(const EpTable *table, const char *value)
{
    gsize length = strlen(value);
    g_autofree char *name =
        length > 2 && *value == '{' && value[length - 1] == '}' ? g_strndup(value + 1, length - 2) : NULL;

    return name != NULL ? ep_table_find(table, name) : EP_NO_FIELD;
}

/* --- all of it --- */

/* "Longest: 80"; a tick says its label alone, and what is as usual nothing. */
static void
ep_column_label_add(GString *text, EpDraft *draft, guint index, const char *before)
{
    const EpField *field = &ep_draft_get_table(draft)->fields[index];
    const char *value = ep_draft_get(draft, index);
    char scratch[EP_SCRATCH_SIZE];
    const EpChoice *choice = field->choices != NULL ? ep_field_find_choice(field, value) : NULL;
    g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
    g_autofree char *line = g_strjoinv(", ", lines);

    if (*value == '\0' || strcmp(value, "keep") == 0)
        return;
    g_string_append_printf(text, "%s%s", before, ep_label(field->label));
    if (field->kind != EP_KIND_YES)
        g_string_append_printf(text, ": %s",
                               choice != NULL ? ep_label(choice->label) : ep_kind_display(field, line, scratch));
}

static void
ep_column_label_add_column(GString *text, const EpTable *table, EpDraft *column)
{
    const char *value = ep_draft_get_named(column, "value");
    guint field = ep_column_find_alone(table, value);
    g_autofree char *labelled = ep_column_dup_labelled(table, value);

    g_string_append_printf(text, "%s ← %s", ep_draft_get_named(column, "heading"),
                           field != EP_NO_FIELD ? ep_label(table->fields[field].label) : labelled);
    for (guint i = ep_table_find(ep_draft_get_table(column), "required"); i < ep_draft_get_table(column)->at.n_fields;
         i++)
        ep_column_label_add(text, column, i, "; ");
    g_string_append_c(text, '\n');
}

char *
ep_column_map_describe(const EpColumnMap *map)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < map->columns->len; i++)
        ep_column_label_add_column(text, map->table, g_ptr_array_index(map->columns, i));
    for (guint i = 0; map->columns->len > 0 && i < ep_draft_get_table(map->settings)->at.n_fields; i++)
        ep_column_label_add(text, map->settings, i, i > 0 ? "; " : "");
    return g_string_free(text, FALSE);
}
