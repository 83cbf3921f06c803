#include "tests/support/ep-test-desk.h"

#include <string.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-verify.h"

EpLedger *
ep_test_desk_open(const char *uri)
{
    g_autoptr(GError) error = NULL;
    EpLedger *ledger;

    ep_test_desk_set_day("2026-11-20");
    ledger = ep_ledger_open(uri, TRUE, NULL, &error);
    g_assert_no_error(error);
    if (!ep_ledger_set_operator(ledger, "tanaka", NULL)) {
        ep_test_desk_make(ledger, "staff.new", ANSWERS("name", "Tanaka", "account", "tanaka", "role", "supervisor"));
        g_assert_true(ep_ledger_set_operator(ledger, "tanaka", &error));
        ep_test_desk_make(ledger, "instruction.new", ANSWERS("instructor", "Yamada", "subject", "Repairs"));
    }
    return ledger;
}

void
ep_test_desk_set_day(const char *day)
{
    g_autofree char *now = g_strconcat(day, "T05:00:00Z", NULL);

    ep_clock_set_fixed(now);
}

static gint64
ep_test_desk_get_instruction(EpLedger *ledger)
{
    g_autoptr(GPtrArray) all =
        ep_reader_load(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, "instruction"), NULL, NULL);

    return all->len > 0 ? ep_record_get_id(g_ptr_array_index(all, 0)) : 0;
}

gint64
ep_test_desk_try(EpLedger *ledger, const char *name, gint64 id, const char *const *answers, gint64 *made,
                 GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, name, &table, NULL);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    g_autoptr(EpRecord) record = NULL;
    g_autoptr(EpDraft) draft = NULL;
    EpHow how = { .minutes = 10 };

    g_assert_nonnull(verb);
    if (id != 0) {
        record = ep_reader_read(ep_ledger_get_reader(ledger), table, id, error);
        g_assert_nonnull(record);
        g_ptr_array_add(records, g_object_ref(record));
    }
    draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(ledger));
    for (; answers != NULL && answers[0] != NULL; answers += 2) {
        guint field = ep_table_find(ep_draft_get_table(draft), answers[0]);

        if (field == EP_NO_FIELD)
            g_error("%s does not ask for %s", name, answers[0]);
        ep_draft_set(draft, field, answers[1]);
    }
    if ((verb->flags & EP_VERB_INSTRUCTION) != 0)
        how.instruction = ep_test_desk_get_instruction(ledger);
    return ep_ledger_do(ledger, verb, table, records, draft, &how, NULL, made, error);
}

gint64
ep_test_desk_do(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers)
{
    g_autoptr(GError) error = NULL;
    gint64 made = 0, seq = ep_test_desk_try(ledger, verb, record, answers, &made, &error);

    if (seq == 0)
        g_error("%s: %s", verb, error->message);
    return made;
}

gint64
ep_test_desk_make(EpLedger *ledger, const char *verb, const char *const *answers)
{
    gint64 made = ep_test_desk_do(ledger, verb, 0, answers);

    g_assert_cmpint(made, !=, 0);
    return made;
}

static void
ep_test_desk_fails(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers, int code,
                   const char *reason)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(ep_test_desk_try(ledger, verb, record, answers, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, code);
    if (strstr(error->message, reason) == NULL)
        g_error("“%s” does not say “%s”", error->message, reason);
}

void
ep_test_desk_refused(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers, const char *reason)
{
    ep_test_desk_fails(ledger, verb, record, answers, EP_ERROR_REFUSED, reason);
}

void
ep_test_desk_invalid(EpLedger *ledger, const char *verb, gint64 record, const char *const *answers, const char *reason)
{
    ep_test_desk_fails(ledger, verb, record, answers, EP_ERROR_INVALID, reason);
}

gint64
ep_test_desk_add_pc(EpLedger *ledger, const char *asset_number, const char *network, const char *state)
{
    g_autofree char *host = g_strconcat("HOST-", asset_number, NULL);

    return ep_test_desk_make(ledger, "pc.new",
                             ANSWERS("asset_number", asset_number, "host", host, "network", network, "state", state));
}

char *
ep_test_desk_get(EpLedger *ledger, const char *table, gint64 id, const char *field)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpRecord) record =
        ep_reader_read(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), id, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(ep_table_find(ep_record_get_table(record), field), !=, EP_NO_FIELD);
    return g_strdup(ep_record_get_named(record, field));
}

gint64
ep_test_desk_find(EpLedger *ledger, const char *table, const char *field, gint64 value)
{
    g_autoptr(GPtrArray) found =
        ep_reader_load_of(ep_ledger_get_reader(ledger), ep_ledger_get_table(ledger, table), field, value, NULL);

    g_assert_nonnull(found);
    g_assert_cmpuint(found->len, ==, 1);
    return ep_record_get_id(g_ptr_array_index(found, 0));
}

void
ep_test_desk_assert(EpLedger *ledger, const char *table, gint64 id, const char *field, const char *value)
{
    g_autofree char *held = ep_test_desk_get(ledger, table, id, field);

    g_assert_cmpstr(held, ==, value);
}

void
ep_test_desk_undo(EpLedger *ledger)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) left = NULL;
    gint64 last = ep_ledger_get_last(ledger, &error);

    g_assert_no_error(error);
    g_assert_cmpint(ep_ledger_undo(ledger, last, NULL, NULL, &left, &error), >, 0);
    g_assert_no_error(error);
    g_assert_cmpuint(g_strv_length(left), ==, 0);
}

static void
ep_test_desk_report(const char *problem, gpointer user_data)
{
    g_test_message("%s", problem);
}

void
ep_test_desk_verify(EpLedger *ledger)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *hash = NULL;
    guint n = 0;

    g_assert_true(ep_verify(ep_ledger_get_store(ledger), ep_test_desk_report, NULL, NULL, &n, &hash, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(n, ==, 0);
}
