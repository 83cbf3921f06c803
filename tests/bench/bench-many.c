/* Verbs done to thousands of permits at once, beside making those permits by one act that only writes. */
#include <glib/gstdio.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-many.h"
#include "endpoint/ledger/ep-renewal.h"
#include "tests/bench/bench.h"
#include "tests/support/ep-test-permits.h"

#define PERMITS 10000

typedef struct {
    EpTestPermits permits;
    BenchSamples *made; /* writing them was the peer */
} BenchMany;

static EpHow
bench_many_how(EpLedger *ledger)
{
    g_autoptr(GPtrArray) all = ep_test_permits_load(ledger, "instruction");

    return (EpHow){ .instruction = ep_record_get_id(g_ptr_array_index(all, 0)) };
}

static void
bench_many_do(BenchMany *self, const char *name, const char *table_name, double limit)
{
    EpLedger *ledger = self->permits.ledger;
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, name, &table, NULL);
    g_autoptr(GPtrArray) records = ep_test_permits_load(ledger, table_name);
    g_autoptr(BenchSamples) samples = bench_samples_new();
    g_autoptr(GError) error = NULL;
    g_auto(EpMany) many = { 0 };
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(ledger));
    EpHow how = bench_many_how(ledger);

    if (ep_table_find(ep_draft_get_table(answers), "erased") != EP_NO_FIELD)
        ep_draft_set_named(answers, "erased", "1");
    bench_start(samples);
    ep_many_do(ledger, verb, table, records, answers, &how, NULL, &many, &error);
    bench_stop(samples);
    g_assert_no_error(error);
    bench_report(name, samples, "writing them", self->made, limit);
    g_print("  %u done, %u not, %.0f a second\n", many.done, many.refusals->len,
            many.done * 1000.0 / bench_median(samples));
}

static void
bench_many_undo(BenchMany *self, gint64 renewal)
{
    g_autoptr(BenchSamples) samples = bench_samples_new();
    g_autoptr(GError) error = NULL;

    bench_start(samples);
    ep_renewal_undo(self->permits.ledger, renewal, NULL, NULL, NULL, &error);
    bench_stop(samples);
    g_assert_no_error(error);
    bench_report("taking it back", samples, "writing them", self->made, 3.0);
}

int
main(int argc, char *argv[])
{
    g_autofree char *folder = g_dir_make_tmp("bench-many-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "desk.db", NULL);
    BenchMany self = { .made = bench_samples_new() };
    g_autoptr(BenchSamples) begin = bench_samples_new();
    gint64 renewal;

    bench_start(self.made);
    self.permits = ep_test_permits_open(argc > 1 ? argv[1] : path, PERMITS);
    bench_stop(self.made);
    bench_start(begin);
    renewal =
        ep_test_desk_make(self.permits.ledger, "renewal.new",
                          ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10", "checked_since", "2026-05-01"));
    bench_stop(begin);
    bench_report("renewal.new", begin, "writing them", self.made, 0.5);
    bench_many_do(&self, "renewal_line.renew", "renewal_line", 1.0);
    bench_many_do(&self, "renewal_line.do_renew", "renewal_line", 2.0);
    bench_many_undo(&self, renewal);
    bench_many_do(&self, "permit.give_back", "permit", 2.0);
    ep_ledger_close(self.permits.ledger);
    bench_samples_free(self.made);
    return bench_remove_folder(folder);
}
