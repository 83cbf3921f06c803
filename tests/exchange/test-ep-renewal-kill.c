/* A machine that goes down in the middle of a yearly renewal: the ledger verifies, a permit and its line always say the
 * same, and carrying on comes to what an undisturbed run comes to. The test starts itself as the process that it kills.
 */
#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-many.h"
#include "endpoint/ledger/ep-renewal.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-kill.h"
#include "tests/support/ep-test-permits.h"

#define PERMITS (2 * EP_MANY_ACT + 100)
#define KILLS 2

static const char *program;

static GPtrArray *
test_load_state(EpLedger *ledger, const char *state)
{
    EpMatch matches[] = { { "state", state }, { NULL, NULL } };

    return ep_reader_load(ep_ledger_get_reader(ledger), &ep_renewal_line_table, matches, NULL);
}

static gboolean
test_do(EpLedger *ledger, const char *name, const char *state, EpProgress *progress, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, name, &table, NULL);
    g_autoptr(GPtrArray) lines = test_load_state(ledger, state);
    g_autoptr(GPtrArray) instructions = ep_test_permits_load(ledger, "instruction");
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(instructions, 0)) };
    g_auto(EpMany) many = { 0 };

    return ep_many_do(ledger, verb, table, lines, NULL, &how, progress, &many, error);
}

/* Some acts are written, or all of them. */
static void
test_progress(const char *message, double fraction, gpointer user_data)
{
    gboolean *told = user_data;

    if (fraction < 0.85 || *told) /* beyond the first act, while there is more than one */
        return;
    *told = TRUE;
    ep_test_kill_ready();
}

/* The process that is killed: goes on with what is left. */
static int
test_carry_on(const char *uri)
{
    EpLedger *ledger = ep_test_desk_open(uri);
    gboolean told = FALSE;
    g_autoptr(EpProgress) progress = ep_progress_new(NULL, test_progress, &told);
    g_autoptr(GError) error = NULL;

    ep_test_desk_set_day("2027-02-10");
    return test_do(ledger, "renewal_line.do_renew", "renew", progress, &error) ? 0 : 1;
}

static guint
test_check(const EpTestEngine *engine)
{
    EpLedger *ledger = ep_test_desk_open(engine->uri);
    guint renewed = ep_test_permits_count(ledger, "renewal_line", "renewed");

    g_assert_cmpuint(ep_test_permits_count(ledger, "permit", "allowed"), ==, renewed);
    g_assert_cmpuint(ep_test_permits_count(ledger, "registration", "waiting"), ==, renewed);
    ep_test_desk_verify(ledger);
    ep_ledger_close(ledger);
    return renewed;
}

static void
test_renewal(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, PERMITS);
    const char *const command[] = { program, "--carry-on", engine->uri, NULL };
    g_autoptr(GRand) rand = g_rand_new_with_seed(20270210);
    g_autoptr(GError) error = NULL;
    guint last = 0;

    ep_test_desk_make(t.ledger, "renewal.new", ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10"));
    g_assert_true(test_do(t.ledger, "renewal_line.renew", "waiting", NULL, &error));
    ep_ledger_close(t.ledger);
    for (guint i = 0; i < KILLS && PERMITS - last > EP_MANY_ACT; i++) {
        guint renewed;

        ep_test_kill(command, (gulong)g_rand_int_range(rand, 0, 100000));
        ep_test_engines_settle(engine);
        renewed = test_check(engine);
        g_test_message("kill %u: %u renewed", i + 1, renewed);
        g_assert_cmpuint(renewed, >, last); /* what was written before it went down stays */
        last = renewed;
    }
    t.ledger = ep_test_desk_open(engine->uri);
    ep_test_desk_set_day("2027-02-10");
    g_assert_true(test_do(t.ledger, "renewal_line.do_renew", "renew", NULL, &error));
    ep_ledger_close(t.ledger);
    g_assert_cmpuint(test_check(engine), ==, PERMITS);
}

int
main(int argc, char *argv[])
{
    if (argc == 3 && strcmp(argv[1], "--carry-on") == 0)
        return test_carry_on(argv[2]);
    program = argv[0];
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/kill/renewal", test_renewal);
    return g_test_run();
}
