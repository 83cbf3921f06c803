/* Every verb that takes a selection does it to three records of the sample at once, in one act, and is taken back. */
#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-many.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/sample/ep-sample.h"
#include "tests/support/ep-test-desk.h"

#define ROWS 3
#define PARTICULAR                                                                                                     \
    "application_device.check_virus permit.restrict restriction.finish" /* want answers that fit one another */

static char *
dup_answer(EpLedger *ledger, const EpField *field)
{
    g_autoptr(GPtrArray) records = NULL;

    switch (field->kind) {
    case EP_KIND_REFERENCE:
        records =
            ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, field->reference), NULL, NULL);
        g_assert_cmpuint(records->len, >, 0);
        return g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(g_ptr_array_index(records, 0)));
    case EP_KIND_CHOICE:
        return g_strdup(field->choices[0].code);
    case EP_KIND_DATE:
        return g_strdup("2026-12-01");
    case EP_KIND_TIME:
        return g_strdup("2026-12-01T03:00:00Z");
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
    case EP_KIND_YES:
        return g_strdup("1");
    default:
        return g_strdup("as told");
    }
}

/* What must be answered is. */
static EpDraft *
new_answers(EpLedger *ledger, const EpVerb *verb, const EpTable *table)
{
    const EpTable *asked = ep_verb_get_answers(verb, table);
    EpDraft *answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(ledger));

    for (guint i = 0; i < asked->at.n_fields; i++) {
        g_autofree char *answer = NULL;

        if (strcmp(asked->fields[i].name, "erased") == 0)
            ep_draft_set(answers, i, "1");
        if ((asked->fields[i].flags & EP_FIELD_REQUIRED) == 0 || *ep_draft_get(answers, i) != '\0')
            continue;
        answer = dup_answer(ledger, &asked->fields[i]);
        ep_draft_set(answers, i, answer);
    }
    return answers;
}

/* Those of @table to which @verb can be done as they are; at most three. */
static GPtrArray *
find_records(EpLedger *ledger, const EpVerb *verb, const EpTable *table)
{
    EpReader *reader = ep_ledger_get_reader(ledger);
    g_autoptr(GPtrArray) all = ep_reader_load(reader, table, NULL, NULL), routes = ep_route_load(reader, NULL);
    GPtrArray *found = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < all->len && found->len < ROWS; i++) {
        g_autoptr(GPtrArray) one = g_ptr_array_new();

        g_ptr_array_add(one, g_ptr_array_index(all, i));
        if (ep_many_preview(routes, verb, one, ep_ledger_get_operator(ledger), NULL) == 1)
            g_ptr_array_add(found, g_object_ref(g_ptr_array_index(all, i)));
    }
    return found;
}

static gboolean
try_verb(EpLedger *ledger, const EpVerb *verb, const EpTable *table)
{
    g_autoptr(GPtrArray) records = find_records(ledger, verb, table);
    g_autoptr(EpDraft) answers = new_answers(ledger, verb, table);
    g_autoptr(GPtrArray) instructions =
        ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, "instruction"), NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(instructions, 0)) };
    g_auto(EpMany) many = { 0 };
    g_autoptr(GError) error = NULL;

    if (records->len == 0)
        return FALSE;
    ep_many_do(ledger, verb, table, records, answers, &how, NULL, &many, &error);
    if (error != NULL)
        g_error("%s: %s", verb->name, error->message);
    g_assert_cmpuint(many.done + many.refusals->len, ==, records->len);
    if (many.act != 0 && (verb->flags & EP_VERB_FINAL) == 0)
        ep_ledger_undo(ledger, many.act, NULL, NULL, NULL, NULL);
    if (many.refusals->len > 0 && !ep_words_contain(PARTICULAR, verb->name))
        g_error("%s: %s", verb->name, ((EpRefusal *)g_ptr_array_index(many.refusals, 0))->reason);
    return many.done == records->len;
}

static void
test_sample(void)
{
    static const char *const sure[] = { "permit.lose", "medium.lose", "permit.notify", "permit.give_back",
                                        "vendor_job.collect" };
    g_autofree char *folder = g_dir_make_tmp("test-many-XXXXXX", NULL),
                    *path = g_build_filename(folder, "desk.db", NULL);
    EpLedger *ledger = ep_test_desk_open(path);
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GError) error = NULL;

    ep_sample_fill(ledger, 200, 45, 0, 1, NULL, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
            if ((verb->flags & EP_VERB_MANY) != 0 && !ep_verb_creates(verb) && try_verb(ledger, verb, table))
                g_hash_table_add(done, (gpointer)verb->name);
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(sure); i++) {
        if (!g_hash_table_contains(done, sure[i]))
            g_error("%s was done to nothing", sure[i]);
    }
    ep_test_desk_verify(ledger);
    ep_ledger_close(ledger);
    g_remove(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/many/sample", test_sample);
    return g_test_run();
}
