#include "endpoint/ledger/ep-named.h"

#include "endpoint/ledger/ep-verb.h"

EpChoice ep_named_steps[EP_NAMED_MAX];
EpChoice ep_named_fields[EP_NAMED_MAX];

/* The lists end with a NULL code, so the last place stays free. */
static void
ep_named_add(EpChoice *choices, guint *n, char *code, const EpTable *table, const char *label)
{
    g_assert(*n < EP_NAMED_MAX - 1);
    choices[*n].code = code;
    choices[(*n)++].label = g_strdup_printf("%s: %s", ep_label(table->label), ep_label(label));
}

static gboolean
ep_named_is_form(const EpTable *table)
{
    for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
        if ((verb->flags & EP_VERB_COMPLETE) != 0)
            return TRUE;
    }
    return FALSE;
}

static void
ep_named_fill_all(EpCatalog *catalog)
{
    guint n_steps = 0, n_fields = 0;

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
            if ((verb->flags & EP_VERB_INTERNAL) == 0)
                ep_named_add(ep_named_steps, &n_steps, g_strdup(verb->name), table, verb->label);
        }
        for (guint f = 0; ep_named_is_form(table) && f < table->at.n_fields; f++) {
            if (f != table->at.network && ep_field_is_edited(&table->fields[f]))
                ep_named_add(ep_named_fields, &n_fields, g_strconcat(table->name, ".", table->fields[f].name, NULL),
                             table, table->fields[f].label);
        }
    }
}

void
ep_named_fill(EpCatalog *catalog)
{
    static gsize filled;

    if (!g_once_init_enter(&filled))
        return;
    ep_named_fill_all(catalog);
    g_once_init_leave(&filled, 1);
}

const char *
ep_named_get_step(const char *name)
{
    for (const EpChoice *step = ep_named_steps; step->code != NULL; step++) {
        if (g_str_equal(step->code, name))
            return step->label;
    }
    return name;
}
