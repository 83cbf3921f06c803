/* Everything that happened to a device, told as one story. */
#include "endpoint/ledger/ep-history.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

static guint
test_count_parts(GPtrArray *acts, const EpTable *table)
{
    guint n = 0;

    for (guint i = 0; i < acts->len; i++) {
        const EpHistoryAct *act = g_ptr_array_index(acts, i);

        for (guint p = 0; p < act->parts->len; p++)
            n += ((EpHistoryPart *)g_ptr_array_index(act->parts, p))->table == table;
    }
    return n;
}

static void
test_history(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 permit = ep_test_media_allow(&t, ep_test_media_apply(&t, "application.new", "1-1", NULL));
    g_autofree char *medium = ep_test_desk_get(t.ledger, "permit", permit, "medium");
    g_autofree char *target = ep_test_media_id(t.windows);
    g_autoptr(GPtrArray) acts = NULL;
    g_autoptr(GError) error = NULL;
    gint64 last = G_MAXINT64;

    ep_test_desk_do(t.ledger, "permit.restrict", permit, ANSWERS("target", target, "restricts", "read"));
    ep_test_desk_do(t.ledger, "permit.lose", permit, NULL);
    acts = ep_history_load(ep_ledger_get_reader(t.ledger), &ep_medium_table, g_ascii_strtoll(medium, NULL, 10), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(acts->len, ==, 7); /* received, checked, its virus check, submitted, allowed, restricted, lost */
    for (guint i = 0; i < acts->len; i++) {
        const EpHistoryAct *act = g_ptr_array_index(acts, i);

        g_assert_cmpint(act->seq, <, last);
        last = act->seq;
    }
    g_assert_cmpstr(((EpHistoryAct *)g_ptr_array_index(acts, 0))->verb, ==, "permit.lose");
    g_assert_cmpuint(test_count_parts(acts, &ep_application_table), ==, 4);
    g_assert_cmpuint(test_count_parts(acts, &ep_registration_table), ==, 4); /* two made, two ended */
    g_assert_cmpuint(test_count_parts(acts, &ep_restriction_table), ==, 2);
    g_assert_cmpuint(test_count_parts(acts, &ep_virus_check_table), ==, 1);
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/history/device", test_history);
    return g_test_run();
}
