/* Every state of applications, permits and media with every step there is: where it leads, refused elsewhere, taken
 * back; and what an application that renews, changes or abolishes does to the permit it is about. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

typedef struct {
    const char *verb, *field, *answer; /* what it must be told, if anything */
} Answer;

static const Answer answers[] = {
    { "permit.give_back", "erased", "1" },
    { "medium.dispose", "erased", "1" },
    { "application.send_back", "reason", "blank" },
    { "application.refuse", "reason", "scope" },
    { "application.allow_conditionally", "condition", "Only in room 3" },
    { "application.stop", "end_reason", "incident" },
    { "application.add", "user_list", "鈴木 次郎" },
    { "application.edit", "post", "主査" },
    { "permit.stop", "end_reason", "breach" },
    { "permit.restrict", "restricts", "read" },
    { "permit.edit", "note", "x" },
    { "medium.edit", "note", "x" },
    { "medium.check_virus", "scanner", "Another scanner 9.1" },
};

typedef struct {
    const char *state;
    const char *moves; /* verb→state, separated by blanks; a verb without → leaves it; all others are refused */
} Row;

static const Row applications[] = {
    { "received", "check→checked send_back→returned withdraw→withdrawn edit add" },
    { "checked", "submit→waiting send_back→returned refuse→refused withdraw→withdrawn" },
    { "returned", "resubmit→received withdraw→withdrawn edit add" },
    { "waiting", "allow→allowed allow_conditionally→conditional refuse→refused send_back→returned withdraw→withdrawn" },
    { "allowed", "stop→stopped" },
    { "conditional", "stop→stopped" },
    { "refused", "" },
    { "withdrawn", "" },
    { "stopped", "" },
};

static const Row permits[] = {
    { "allowed", "start→used give_up→returned notify renew lose→lost stop→stopped edit restrict" },
    { "used", "give_back→returned notify renew lose→lost stop→stopped edit restrict" },
    { "returned", "edit" },
    { "stopped", "edit" },
    { "abolished", "edit" },
    { "replaced", "edit" }, /* whose successor stands from here on */
    { "lost", "edit" },
    { "expired", "edit" }, /* on a later day */
};

static const Row media[] = {
    { "unused", "edit check_virus lose→lost dispose→disposed" },
    { "used", "edit check_virus lose→lost" },
    { "returned", "edit check_virus lose→lost dispose→disposed" },
    { "lost", "edit find→unused dispose→disposed" },
    { "disposed", "edit" },
};

/* --- the table --- */

/* Where @verb leads from the row's state; NULL: it is refused, "": it stays. */
static char *
test_dup_target(const Row *row, const char *verb)
{
    g_auto(GStrv) moves = g_strsplit(row->moves, " ", -1);
    const char *name = strchr(verb, '.') + 1;

    for (char **move = moves; *move != NULL; move++) {
        g_auto(GStrv) parts = g_strsplit(*move, "→", 2);

        if (parts[0] != NULL && strcmp(parts[0], name) == 0)
            return g_strdup(parts[1] != NULL ? parts[1] : "");
    }
    return NULL;
}

static void
test_answer(EpTestMedia *t, const EpVerb *verb, EpDraft *draft)
{
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (strcmp(answers[i].verb, verb->name) == 0)
            ep_draft_set_named(draft, answers[i].field, answers[i].answer);
    }
    if (strcmp(verb->name, "permit.restrict") == 0)
        ep_draft_set_integer(draft, "target", t->windows);
    if (strcmp(verb->name, "medium.check_virus") == 0) {
        ep_draft_set_named(draft, "pattern_date", "2026-11-20");
        ep_draft_set_named(draft, "result", "clean");
    }
}

static gboolean
test_try(EpTestMedia *t, const EpVerb *verb, const EpTable *table, gint64 id, GError **error)
{
    g_autoptr(EpRecord) record = ep_test_media_read(t, table->name, id);
    g_autoptr(EpDraft) draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(t->ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autoptr(GPtrArray) instructions =
        ep_reader_load(ep_ledger_get_reader(t->ledger), &ep_instruction_table, NULL, NULL);
    EpHow how = { .instruction = ep_record_get_id(g_ptr_array_index(instructions, 0)) };

    g_ptr_array_add(records, record);
    test_answer(t, verb, draft);
    return ep_ledger_do(t->ledger, verb, table, records, draft, &how, NULL, NULL, error) != 0;
}

static void
test_step(EpTestMedia *t, const EpTable *table, const Row *row, const EpVerb *verb, gint64 id)
{
    g_autofree char *target = test_dup_target(row, verb->name);
    g_autoptr(GError) error = NULL;
    gboolean done = test_try(t, verb, table, id, &error);

    if (done != (target != NULL))
        g_error("%s in %s: %s", verb->name, row->state, done ? "not refused" : error->message);
    if (!done) {
        g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
        return;
    }
    ep_test_desk_assert(t->ledger, table->name, id, "state", *target != '\0' ? target : row->state);
    ep_test_desk_undo(t->ledger);
    ep_test_desk_assert(t->ledger, table->name, id, "state", row->state);
}

/* A restriction is for a target that is used. */
static void
test_step_on_target(EpTestMedia *t, const EpTable *table, const Row *row, const EpVerb *verb, gint64 id)
{
    gboolean restricts = strcmp(verb->name, "permit.restrict") == 0;

    if (restricts)
        ep_test_desk_do(t->ledger, "target.edit", t->windows, ANSWERS("retired", ""));
    test_step(t, table, row, verb, id);
    if (restricts)
        ep_test_desk_do(t->ledger, "target.edit", t->windows, ANSWERS("retired", "1"));
}

static void
test_row(EpTestMedia *t, const EpTable *table, const Row *row, gint64 id)
{
    ep_test_desk_assert(t->ledger, table->name, id, "state", row->state);
    for (const EpVerb *verb = table->verbs; verb->name != NULL; verb++) {
        if (!ep_verb_creates(verb) && (verb->flags & EP_VERB_INTERNAL) == 0)
            test_step_on_target(t, table, row, verb, id);
    }
}

/* --- ways into each state --- */

static gint64
test_apply(EpTestMedia *t)
{
    return ep_test_media_apply(t, "application.new", "1-1", NULL);
}

static gint64
test_reach_application(EpTestMedia *t, const char *state)
{
    gint64 app = test_apply(t);

    if (strcmp(state, "received") == 0)
        return app;
    if (strcmp(state, "returned") == 0)
        ep_test_desk_do(t->ledger, "application.send_back", app, ANSWERS("reason", "blank"));
    else if (strcmp(state, "withdrawn") == 0)
        ep_test_desk_do(t->ledger, "application.withdraw", app, NULL);
    else
        ep_test_media_submit(t, app);
    if (strcmp(state, "checked") == 0)
        ep_test_desk_undo(t->ledger); /* the submission */
    if (ep_words_contain("allowed stopped", state))
        ep_test_desk_do(t->ledger, "application.allow", app, NULL);
    if (strcmp(state, "conditional") == 0)
        ep_test_desk_do(t->ledger, "application.allow_conditionally", app, ANSWERS("condition", "x"));
    if (strcmp(state, "refused") == 0)
        ep_test_desk_do(t->ledger, "application.refuse", app, ANSWERS("reason", "scope"));
    if (strcmp(state, "stopped") == 0)
        ep_test_desk_do(t->ledger, "application.stop", app, ANSWERS("end_reason", "incident"));
    return app;
}

/* An application of @kind for the same stick, allowed. */
static gint64
test_continue(EpTestMedia *t, const char *kind, const char *from, const char *until)
{
    gint64 app =
        ep_test_media_apply(t, "application.new", "1-1", ANSWERS("kind", kind, "from_day", from, "until_day", until));

    if (strcmp(kind, "abolish") == 0) { /* which needs no check for viruses */
        ep_test_desk_do(t->ledger, "application.check", app, NULL);
        ep_test_desk_do(t->ledger, "application.submit", app, NULL);
    } else {
        ep_test_media_submit(t, app);
    }
    ep_test_desk_do(t->ledger, "application.allow", app, NULL);
    return app;
}

/* The data of what stored some are erased when it leaves, or somebody says why not. */
static void
test_erasure(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 stick = ep_test_desk_make(t.ledger, "medium.new", ANSWERS("serial", "MADO00112233"));
    gint64 lost = ep_test_desk_make(t.ledger, "medium.new", ANSWERS("serial", "MADO00112244"));
    gint64 printer =
        ep_test_desk_make(t.ledger, "medium.new", ANSWERS("kind", "printer", "storage", "", "serial", "MADO00112255"));

    ep_test_desk_invalid(t.ledger, "medium.dispose", stick, NULL, "R8-媒-00001 stores data: say that they were erased");
    ep_test_desk_do(t.ledger, "medium.dispose", stick, ANSWERS("erased", "1"));
    ep_test_desk_do(t.ledger, "medium.lose", lost, NULL);
    ep_test_desk_do(t.ledger, "medium.dispose", lost, ANSWERS("unerased", "Never found"));
    ep_test_desk_assert(t.ledger, "medium", lost, "unerased", "Never found");
    ep_test_desk_do(t.ledger, "medium.dispose", printer, NULL);
    ep_test_media_clear(&t);
}

static gint64
test_reach_permit(EpTestMedia *t, const char *state)
{
    gint64 permit = ep_test_media_allow(t, test_apply(t));

    if (strcmp(state, "allowed") != 0)
        ep_test_desk_do(t->ledger, "permit.start", permit, NULL);
    if (strcmp(state, "returned") == 0)
        ep_test_desk_do(t->ledger, "permit.give_back", permit, ANSWERS("erased", "1"));
    if (strcmp(state, "lost") == 0)
        ep_test_desk_do(t->ledger, "permit.lose", permit, NULL);
    if (strcmp(state, "stopped") == 0)
        ep_test_desk_do(t->ledger, "permit.stop", permit, ANSWERS("end_reason", "virus"));
    if (strcmp(state, "replaced") == 0)
        test_continue(t, "change", "2026-11-20", "2027-03-31");
    if (strcmp(state, "abolished") == 0)
        test_continue(t, "abolish", "2026-11-20", "2026-11-20");
    if (strcmp(state, "expired") == 0) {
        ep_test_desk_set_day("2027-04-01");
        ep_test_desk_do(t->ledger, "permit.expire", permit, NULL);
    }
    return permit;
}

static gint64
test_reach_medium(EpTestMedia *t, const char *state)
{
    static guint count;
    g_autofree char *serial = g_strdup_printf("MADO001122%02u", ++count);
    gint64 medium = ep_test_desk_make(t->ledger, "medium.new", ANSWERS("vid", "0951", "pid", "1666", "serial", serial));
    gint64 permit;
    g_autoptr(EpRecord) record = NULL;

    if (strcmp(state, "lost") == 0)
        ep_test_desk_do(t->ledger, "medium.lose", medium, NULL);
    if (strcmp(state, "disposed") == 0)
        ep_test_desk_do(t->ledger, "medium.dispose", medium, ANSWERS("erased", "1"));
    if (!ep_words_contain("used returned", state))
        return medium;
    permit = test_reach_permit(t, strcmp(state, "used") == 0 ? "allowed" : state);
    record = ep_test_media_read(t, "permit", permit);
    return ep_record_get_integer(record, "medium");
}

/* Permits that stand in no list start at once. */
static void
test_retire_targets(EpTestMedia *t)
{
    gint64 targets[] = { t->windows, t->usbguard };

    for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
        ep_test_desk_do(t->ledger, "target.edit", targets[i], ANSWERS("retired", "1"));
}

static void
test_applications(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);

    for (guint i = 0; i < G_N_ELEMENTS(applications); i++)
        test_row(&t, &ep_application_table, &applications[i], test_reach_application(&t, applications[i].state));
    ep_test_media_clear(&t);
}

static void
test_find_medium(EpTestMedia *t, gint64 permit)
{
    g_autofree char *medium = ep_test_desk_get(t->ledger, "permit", permit, "medium");

    ep_test_desk_do(t->ledger, "medium.find", g_ascii_strtoll(medium, NULL, 10), NULL);
}

static void
test_permits(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);

    test_retire_targets(&t);
    for (guint i = 0; i < G_N_ELEMENTS(permits); i++) {
        gint64 permit = test_reach_permit(&t, permits[i].state);

        test_row(&t, &ep_permit_table, &permits[i], permit);
        if (ep_words_contain(EP_PERMIT_LIVE, permits[i].state)) /* the next one begins without it */
            ep_test_desk_do(t.ledger, "permit.stop", permit, ANSWERS("end_reason", "other"));
        if (strcmp(permits[i].state, "lost") == 0)
            test_find_medium(&t, permit);
    }
    ep_test_media_clear(&t);
}

static void
test_media(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);

    test_retire_targets(&t);
    for (guint i = 0; i < G_N_ELEMENTS(media); i++) {
        gint64 medium = test_reach_medium(&t, media[i].state);

        test_row(&t, &ep_medium_table, &media[i], medium);
        if (strcmp(media[i].state, "used") == 0)
            ep_test_desk_do(t.ledger, "medium.lose", medium, NULL);
        if (strcmp(media[i].state, "used") == 0)
            ep_test_desk_do(t.ledger, "medium.find", medium, NULL);
    }
    ep_test_media_clear(&t);
}

/* --- what goes on --- */

static gint64
test_permit_of(EpTestMedia *t, gint64 app)
{
    return ep_test_desk_find(t->ledger, "permit", "application", app);
}

static void
test_renewal(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_media_allow(&t, test_apply(&t)), second, third;
    g_autofree char *renews = NULL, *id = ep_test_media_id(first);

    ep_test_desk_set_day("2027-03-15");
    second = test_permit_of(&t, test_continue(&t, "renew", "2027-04-01", "2028-03-31"));
    ep_test_desk_assert(t.ledger, "permit", second, "from_day", "2027-04-01");
    renews = ep_test_desk_get(t.ledger, "permit", second, "renews");
    g_assert_cmpstr(renews, ==, id);
    ep_test_desk_assert(t.ledger, "permit", first, "state", "allowed"); /* until its own end */
    ep_test_desk_assert(t.ledger, "permit", first, "renewed_by", "R8-周-00002-1");
    ep_test_desk_refused(t.ledger, "permit.renew", first, NULL, "goes on as R8-周-00002-1");
    ep_test_desk_refused(t.ledger, "permit.renew", second, ANSWERS("renewed_until", "2029-04-01"),
                         "beyond the fiscal year, which ends on 2029/03/31");
    ep_test_desk_refused(t.ledger, "permit.renew", second, ANSWERS("renewed_until", "2028-03-31"), "renew it beyond");
    third = ep_test_desk_do(t.ledger, "permit.renew", second, NULL);
    ep_test_desk_assert(t.ledger, "permit", third, "number", "R8-周-00002-1-2");
    ep_test_desk_assert(t.ledger, "permit", third, "from_day", "2028-04-01");
    ep_test_desk_assert(t.ledger, "permit", third, "until_day", "2029-03-31");
    third = ep_test_desk_do(t.ledger, "permit.renew", third, NULL);
    ep_test_desk_assert(t.ledger, "permit", third, "number", "R8-周-00002-1-3");
    ep_test_media_registration(&t, third, t.windows);
    ep_test_desk_do(t.ledger, "permit.stop", first, ANSWERS("end_reason", "misuse"));
    ep_test_desk_assert(t.ledger, "permit", second, "state", "stopped"); /* and all that it would have gone on as */
    ep_test_desk_assert(t.ledger, "permit", third, "state", "stopped");
    ep_test_desk_assert(t.ledger, "registration", ep_test_media_registration(&t, third, t.windows), "state", "deleted");
    ep_test_media_clear(&t);
}

static void
test_change(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_media_allow(&t, test_apply(&t)), app, second;
    g_autofree char *medium = NULL;

    app = ep_test_media_apply(
        &t, "application.new", "1-1",
        ANSWERS("kind", "change", "from_day", "2026-12-01", "until_day", "2027-03-31", "rights", "read"));
    ep_test_media_submit(&t, app);
    ep_test_desk_refused(t.ledger, "application.allow", app, NULL, "takes effect on 2026/12/01");
    ep_test_desk_set_day("2026-12-02");
    ep_test_desk_do(t.ledger, "application.allow", app, NULL);
    second = test_permit_of(&t, app);
    ep_test_desk_assert(t.ledger, "permit", second, "rights", "read");
    ep_test_desk_assert(t.ledger, "permit", second, "from_day", "2026-12-02");
    ep_test_desk_assert(t.ledger, "permit", first, "state", "replaced");
    ep_test_desk_assert(t.ledger, "permit", first, "ended", "2026-12-02");
    ep_test_desk_assert(t.ledger, "registration", ep_test_media_registration(&t, first, t.windows), "state", "deleted");
    medium = ep_test_desk_get(t.ledger, "permit", second, "medium");
    ep_test_desk_assert(t.ledger, "medium", g_ascii_strtoll(medium, NULL, 10), "state", "used");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "permit", first, "state", "allowed");
    ep_test_media_clear(&t);
}

static void
test_abolition(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 first = ep_test_media_allow(&t, test_apply(&t)), app;
    g_autofree char *medium = ep_test_desk_get(t.ledger, "permit", first, "medium");

    app = test_continue(&t, "abolish", "2026-11-20", "2026-11-20");
    ep_test_desk_assert(t.ledger, "application", app, "step", "ended");
    ep_test_desk_assert(t.ledger, "permit", first, "state", "abolished");
    ep_test_desk_assert(t.ledger, "medium", g_ascii_strtoll(medium, NULL, 10), "state", "unused");
    app = ep_test_media_apply(&t, "application.new", "1-1", ANSWERS("kind", "abolish"));
    ep_test_desk_refused(t.ledger, "application.check", app, NULL, "1 device has no permit to go on from");
    ep_test_media_clear(&t);
}

/* Chosen by the permit alone: the device, and what was settled for it, come from there. */
static void
test_chosen(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = ep_test_media_apply(&t, "application.new", "1-2", NULL), line = ep_test_media_line(&t, app, 0), again;
    g_autofree char *permit = NULL, *id = NULL;

    ep_test_desk_do(t.ledger, "application.check", app, NULL);
    ep_test_media_clean(&t, line);
    ep_test_desk_do(t.ledger, "application_device.settle", line, ANSWERS("fallback", "sticker", "sticker", "S-007"));
    ep_test_desk_do(t.ledger, "application.submit", app, NULL);
    ep_test_desk_do(t.ledger, "application.allow", app, NULL);
    permit = ep_test_media_id(test_permit_of(&t, app));
    ep_test_desk_assert(t.ledger, "permit", test_permit_of(&t, app), "sticker", "S-007");
    again = ep_test_media_apply(&t, "application.new", "", ANSWERS("kind", "change"));
    id = ep_test_media_id(again);
    line = ep_test_desk_make(t.ledger, "application_device.new", ANSWERS("application", id, "permit", permit));
    ep_test_desk_assert(t.ledger, "application_device", line, "sticker", "S-007");
    ep_test_desk_assert(t.ledger, "application_device", line, "fallback", "sticker");
    ep_test_media_submit(&t, again);
    ep_test_desk_do(t.ledger, "application.allow", again, NULL);
    ep_test_desk_assert(t.ledger, "permit", test_permit_of(&t, app), "state", "replaced");
    ep_test_desk_assert(t.ledger, "permit", test_permit_of(&t, again), "fallback", "sticker");
    ep_test_media_clear(&t);
}

static void
test_stop(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 app = test_apply(&t), permit = ep_test_media_allow(&t, app);

    ep_test_desk_do(t.ledger, "application.stop", app, ANSWERS("end_reason", "virus"));
    ep_test_desk_assert(t.ledger, "application", app, "step", "stopped");
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "stopped");
    ep_test_desk_assert(t.ledger, "permit", permit, "end_reason", "virus");
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "permit", permit, "state", "allowed");
    ep_test_desk_do(t.ledger, "permit.notify", permit, NULL);
    ep_test_desk_assert(t.ledger, "permit", permit, "noticed_on", "2026-11-20");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/chain/erasure", test_erasure);
    ep_test_engines_add("/chain/applications", test_applications);
    ep_test_engines_add("/chain/permits", test_permits);
    ep_test_engines_add("/chain/media", test_media);
    ep_test_engines_add("/chain/renewal", test_renewal);
    ep_test_engines_add("/chain/change", test_change);
    ep_test_engines_add("/chain/abolition", test_abolition);
    ep_test_engines_add("/chain/chosen", test_chosen);
    ep_test_engines_add("/chain/stop", test_stop);
    return g_test_run();
}
