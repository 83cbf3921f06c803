/* Tables, records, drafts and kinds, on a small table of its own. */
#include "endpoint/core/ep-draft.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-kind.h"

static const EpChoice colours[] = { { "red", "Red" }, { "blue", "Blue" }, { NULL } };

static const EpField fields[] = {
    { "code", "Code", EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_SEARCHED },
    { "name", "Name", EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { "colour", "Colour", EP_KIND_CHOICE, EP_FIELD_SEARCHED, .choices = colours, .initial = "red" },
    { "owner", "Owner", EP_KIND_REFERENCE, EP_FIELD_SEARCHED, .reference = "thing" },
    { "price", "Price", EP_KIND_MONEY },
    { "day", "Day", EP_KIND_DATE, .initial = "@today" },
    { "open_jobs", "Jobs", EP_KIND_INTEGER, EP_FIELD_DERIVED },
    { NULL },
};

static EpTable thing = {
    .name = "thing", .label = "Things", .fields = fields, .number = "code", .title = "name", .open = "red blue"
};

static EpRecord *
test_record(gint64 id, const char *code, const char *name, const char *owner, const char *owner_label)
{
    const char *values[] = { code, name, "red", owner, "1200", "2026-11-20", "", owner_label };

    return ep_record_new(&thing, id, 1, values);
}

static void
test_slots(void)
{
    g_autoptr(EpRecord) record = test_record(7, "A-1", "机", "12", "Tanaka");
    g_autofree char *name = ep_record_dup_name(record);
    char scratch[EP_SCRATCH_SIZE];

    g_assert_cmpuint(thing.at.n_fields, ==, 7);
    g_assert_cmpuint(thing.at.n_slots, ==, 8);
    g_assert_cmpstr(ep_record_get_named(record, "owner"), ==, "12");
    g_assert_cmpint(ep_record_get_integer(record, "owner"), ==, 12);
    g_assert_cmpstr(ep_record_get_label(record, 3), ==, "Tanaka");
    g_assert_cmpstr(ep_record_display(record, 3, scratch), ==, "Tanaka");
    g_assert_cmpstr(ep_record_display(record, 2, scratch), ==, "Red");
    g_assert_cmpstr(ep_record_display(record, 4, scratch), ==, "1,200");
    g_assert_cmpstr(ep_record_get(record, EP_NO_FIELD), ==, "");
    g_assert_cmpstr(name, ==, "A-1 机");
}

static void
test_equality(void)
{
    g_autoptr(EpRecord) a = test_record(7, "A-1", "x", "12", "Tanaka");
    g_autoptr(EpRecord) same = test_record(7, "A-1", "x", "12", "Tanaka");
    g_autoptr(EpRecord) renamed = test_record(7, "A-1", "x", "12", "Suzuki"); /* only what it refers to was renamed */
    g_autoptr(EpRecord) other = test_record(8, "A-1", "x", "12", "Tanaka");

    g_assert_true(ep_record_equal(a, same));
    g_assert_false(ep_record_equal(a, renamed));
    g_assert_false(ep_record_equal(a, other));
}

static void
test_folded(void)
{
    g_autoptr(EpRecord) record = test_record(7, "ＰＣ－００１", "カメラ", "12", "田中");
    const char *folded = ep_record_get_folded(record);

    g_assert_nonnull(strstr(folded, "pc001"));
    g_assert_nonnull(strstr(folded, "かめら"));
    g_assert_nonnull(strstr(folded, "田中"));
    g_assert_nonnull(strstr(folded, "red")); /* choices by what a person reads */
    g_assert_null(strstr(folded, "1200"));
}

static void
test_draft_edits(void)
{
    g_autoptr(EpRecord) base = test_record(7, "A-1", "desk", "12", "Tanaka");
    g_autoptr(EpDraft) draft = ep_draft_new_from(base);
    g_autoptr(EpRecord) after = NULL;

    g_assert_false(ep_draft_is_changed(draft));
    ep_draft_set_named(draft, "name", "chair");
    g_assert_true(ep_draft_is_edited(draft, 1));
    ep_draft_set_named(draft, "name", "desk"); /* back to what it was */
    g_assert_false(ep_draft_is_changed(draft));
    ep_draft_set_named(draft, "name", "");
    g_assert_true(ep_draft_is_edited(draft, 1));
    after = ep_draft_to_record(draft);
    g_assert_cmpstr(ep_record_get(after, 1), ==, "");
    g_assert_cmpstr(ep_record_get_label(after, 3), ==, "Tanaka");
}

static void
test_draft_checks(void)
{
    g_autoptr(EpDraft) draft = ep_draft_new(&thing);
    g_autoptr(EpDraft) line = ep_draft_new(&thing);
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_draft_check(draft, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_clear_error(&error);
    ep_draft_set_named(draft, "code", "A-1");
    g_assert_true(ep_draft_check(draft, &error));
    g_assert_false(ep_draft_parse(draft, 2, "green", &error));
    g_assert_nonnull(strstr(error->message, "Colour: "));
    g_clear_error(&error);
    g_assert_true(ep_draft_parse(draft, 2, "ＢＬＵＥ", &error));
    g_assert_cmpstr(ep_draft_get(draft, 2), ==, "blue");
    g_assert_true(ep_draft_parse(draft, 5, "令和8年4月1日", &error));
    g_assert_cmpstr(ep_draft_get(draft, 5), ==, "2026-04-01");
    ep_draft_set(draft, 2, "green"); /* not by the door that parses */
    g_assert_false(ep_draft_check(draft, &error));
    g_clear_error(&error);
    ep_draft_set(draft, 2, "red");
    ep_draft_add_line(draft, line);
    g_assert_false(ep_draft_check(draft, &error)); /* the line has no code */
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
}

static void
test_draft_fill(void)
{
    g_autoptr(EpDraft) draft = ep_draft_new(&thing);

    ep_draft_set_named(draft, "colour", "blue");
    ep_draft_fill(draft, "2026-11-20", "2026-11-20T05:00:00Z", 3);
    g_assert_cmpstr(ep_draft_get_named(draft, "day"), ==, "2026-11-20");
    g_assert_cmpstr(ep_draft_get_named(draft, "colour"), ==, "blue");
    g_assert_true(ep_draft_is_said(draft, ep_table_find(&thing, "colour")));
    g_assert_false(ep_draft_is_said(draft, ep_table_find(&thing, "day")));
    ep_draft_set_named(draft, "day", ""); /* not on any day: what is usual does not come back */
    ep_draft_fill(draft, "2026-11-20", "2026-11-20T05:00:00Z", 3);
    g_assert_cmpstr(ep_draft_get_named(draft, "day"), ==, "");
    g_assert_true(ep_draft_parse(draft, ep_table_find(&thing, "day"), "", NULL)); /* an empty cell says nothing */
    ep_draft_fill(draft, "2026-11-20", "2026-11-20T05:00:00Z", 3);
    g_assert_cmpstr(ep_draft_get_named(draft, "day"), ==, "2026-11-20");
}

static void
test_rebase(void)
{
    g_autoptr(EpRecord) base = test_record(7, "A-1", "desk", "12", "Tanaka");
    g_autoptr(EpRecord) renamed = test_record(7, "A-1", "chair", "12", "Tanaka");
    g_autoptr(EpRecord) recoded = test_record(7, "A-2", "desk", "12", "Tanaka");
    g_autoptr(EpDraft) draft = ep_draft_new_from(base);
    g_autoptr(GError) error = NULL;

    ep_draft_set_named(draft, "name", "lamp");
    g_assert_true(ep_draft_rebase(draft, recoded, &error));
    g_assert_cmpstr(ep_draft_get_named(draft, "code"), ==, "A-2");
    g_assert_cmpstr(ep_draft_get_named(draft, "name"), ==, "lamp");
    g_assert_false(ep_draft_rebase(draft, renamed, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_CONFLICT);
    g_assert_nonnull(strstr(error->message, "Name"));
    g_assert_cmpstr(ep_draft_get_named(draft, "code"), ==, "A-2"); /* as it was */
}

static void
test_words(void)
{
    g_assert_true(ep_words_contain("red blue", "blue"));
    g_assert_false(ep_words_contain("red blue", "lu"));
    g_assert_false(ep_words_contain("redder red2", "red"));
    g_assert_true(ep_words_contain("redder red", "red"));
    g_assert_false(ep_words_contain(NULL, "red"));
    g_assert_false(ep_words_contain("red", ""));
    g_assert_true(ep_table_is_open(&thing, "red"));
}

static void
test_text_at_the_door(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *value = ep_kind_parse(&fields[1], "a\xff", &error);

    g_assert_null(value);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_clear_error(&error);
    value = ep_kind_parse(&fields[1], "two\nlines", &error);
    g_assert_null(value);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    value = ep_kind_parse(&(EpField){ "serial", "Serial", EP_KIND_CODE, 0 }, "　ＡＢＣ－１２３媒ｶ ", NULL);
    g_assert_cmpstr(value, ==, "ABC-123媒ｶ");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_table_prepare(&thing);
    g_test_add_func("/record/slots", test_slots);
    g_test_add_func("/record/equality", test_equality);
    g_test_add_func("/record/folded", test_folded);
    g_test_add_func("/draft/edits", test_draft_edits);
    g_test_add_func("/draft/checks", test_draft_checks);
    g_test_add_func("/draft/fill", test_draft_fill);
    g_test_add_func("/draft/rebase", test_rebase);
    g_test_add_func("/table/words", test_words);
    g_test_add_func("/kind/text-at-the-door", test_text_at_the_door);
    return g_test_run();
}
