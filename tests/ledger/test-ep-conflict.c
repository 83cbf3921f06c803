/* Two people at one line: what each changed is taken over or told of, and never lost in silence. Runs on both engines.
 */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"

/* An application for one device, being edited by somebody who sees it as it is at the beginning. */
typedef struct {
    EpTestMedia media;
    gint64 application, device;
    const EpVerb *verb;
    EpTable *table;
    EpRecord *record;
    EpDraft *answers, *line;
} Test;

static Test
test_open(const EpTestEngine *engine)
{
    Test t = { .media = ep_test_media_open(engine->uri) };
    g_autoptr(EpRecord) device = NULL;

    t.application = ep_test_media_apply(&t.media, "application.new", "1-1", NULL);
    t.device = ep_test_media_line(&t.media, t.application, 0);
    t.verb = ep_ledger_find_verb(t.media.ledger, "application.edit", &t.table, NULL);
    t.record = ep_test_media_read(&t.media, "application", t.application);
    t.answers = ep_verb_start(t.verb, t.table, t.record, ep_ledger_get_operator(t.media.ledger));
    device = ep_test_media_read(&t.media, "application_device", t.device);
    t.line = ep_draft_new_from(device);
    ep_draft_add_line(t.answers, t.line);
    return t;
}

static void
test_close(Test *t)
{
    ep_draft_unref(t->line);
    ep_draft_unref(t->answers);
    g_object_unref(t->record);
    ep_test_media_clear(&t->media);
}

static void
test_save(Test *t)
{
    g_autoptr(GError) error = NULL;
    gpointer one[] = { t->record };
    GPtrArray records = { one, 1 };

    ep_ledger_do(t->media.ledger, t->verb, t->table, &records, t->answers, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
}

static void
test_save_clashes(Test *t, const char *said)
{
    g_autoptr(GError) error = NULL;
    gpointer one[] = { t->record };
    GPtrArray records = { one, 1 };

    g_assert_cmpint(ep_ledger_do(t->media.ledger, t->verb, t->table, &records, t->answers, NULL, NULL, NULL, &error),
                    ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_CONFLICT);
    if (strstr(error->message, said) == NULL)
        g_error("“%s” does not say “%s”", error->message, said);
}

static void
test_assert(Test *t, const char *field, const char *value)
{
    ep_test_desk_assert(t->media.ledger, "application_device", t->device, field, value);
}

static guint
test_count(Test *t)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(t->media.ledger), &ep_application_device_table,
                                                   "application", t->application, NULL);

    return lines->len;
}

/* Another field is taken over, the same one told of; settled, mine stands and theirs beside it. */
static void
test_same_line(const EpTestEngine *engine)
{
    Test t = test_open(engine);
    g_autoptr(EpRecord) now = NULL;

    ep_draft_set_named(t.line, "model", "Mine");
    ep_test_desk_do(t.media.ledger, "application_device.edit", t.device, ANSWERS("capacity", "8GB"));
    test_save(&t);
    test_assert(&t, "model", "Mine");
    test_assert(&t, "capacity", "8GB");
    ep_draft_set_named(t.line, "model", "Mine again");
    ep_test_desk_do(t.media.ledger, "application_device.edit", t.device, ANSWERS("model", "Theirs", "sticker", "K-12"));
    test_save_clashes(&t, "Theirs was changed by somebody else meanwhile: Model");
    test_assert(&t, "model", "Theirs");
    now = ep_test_media_read(&t.media, "application_device", t.device);
    ep_draft_settle(t.line, now);
    test_save(&t);
    test_assert(&t, "model", "Mine again");
    test_assert(&t, "sticker", "K-12");
    test_close(&t);
}

/* What the plug says may be told by one and the words by the other: the grade rests on both. */
static void
test_grade(const EpTestEngine *engine)
{
    Test t = test_open(engine);

    test_assert(&t, "grade", "individual");
    ep_test_desk_do(t.media.ledger, "application_device.edit", t.device, ANSWERS("serial", "", "instance_id", ""));
    test_assert(&t, "grade", "product");
    ep_draft_set_named(t.line, "model", "Mine");
    ep_draft_set_named(t.answers, "rights", "read");
    test_save(&t);
    test_assert(&t, "model", "Mine");
    test_assert(&t, "serial", "");
    test_assert(&t, "grade", "product");
    test_close(&t);
}

/* Into what went meanwhile nothing is written; settled, it is a line again. */
static void
test_taken_away(const EpTestEngine *engine)
{
    Test t = test_open(engine);

    ep_draft_set_named(t.line, "model", "Mine");
    ep_test_desk_do(t.media.ledger, "application_device.remove", t.device, NULL);
    test_save_clashes(&t, "the record is gone");
    g_assert_cmpuint(test_count(&t), ==, 0);
    ep_draft_settle(t.line, NULL);
    test_save(&t);
    g_assert_cmpuint(test_count(&t), ==, 1);
    g_assert_cmpint(ep_test_media_line(&t.media, t.application, 0), !=, t.device);
    t.device = ep_test_media_line(&t.media, t.application, 0);
    test_assert(&t, "model", "Mine");
    test_assert(&t, "serial", "MADO7A31B9C4");
    test_close(&t);
}

/* Nobody changed it here: it goes with what else is saved. */
static void
test_gone_untouched(const EpTestEngine *engine)
{
    Test t = test_open(engine);

    ep_test_desk_do(t.media.ledger, "application_device.remove", t.device, NULL);
    ep_draft_set_named(t.answers, "purpose", "写真の取り込み");
    ep_draft_set_named(t.answers, "rights", "read");
    test_save(&t);
    g_assert_cmpuint(test_count(&t), ==, 0);
    ep_test_desk_assert(t.media.ledger, "application", t.application, "purpose", "写真の取り込み");
    test_close(&t);
}

/* What somebody wrote a moment ago is not taken away unseen; what both take away is taken away once. */
static void
test_take_away(const EpTestEngine *engine)
{
    Test t = test_open(engine);
    g_autoptr(EpRecord) now = NULL;

    ep_draft_set_removed(t.line, TRUE);
    ep_test_desk_do(t.media.ledger, "application_device.edit", t.device, ANSWERS("model", "Theirs"));
    test_save_clashes(&t, "Theirs was changed by somebody else meanwhile: Model");
    g_assert_cmpuint(test_count(&t), ==, 1);
    now = ep_test_media_read(&t.media, "application_device", t.device);
    ep_draft_settle(t.line, now);
    ep_test_desk_do(t.media.ledger, "application_device.remove", t.device, NULL);
    ep_draft_set_named(t.answers, "purpose", "写真の取り込み");
    test_save(&t);
    g_assert_cmpuint(test_count(&t), ==, 0);
    test_close(&t);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/conflict/same-line", test_same_line);
    ep_test_engines_add("/conflict/grade", test_grade);
    ep_test_engines_add("/conflict/taken-away", test_taken_away);
    ep_test_engines_add("/conflict/gone-untouched", test_gone_untouched);
    ep_test_engines_add("/conflict/take-away", test_take_away);
    return g_test_run();
}
