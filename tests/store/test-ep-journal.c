/* The journal's bytes, against digests computed by another program (docs/data-model.md has the same vector). */
#include "endpoint/store/ep-journal.h"

#define SALT "00112233445566778899aabbccddeeff"

static const EpJournalAct act = {
    .seq = 1,
    .at = "2026-11-20T05:00:00Z",
    .day = "2026-11-20",
    .operator= 7,
    .verb = "pc.new",
    .table = "pc",
    .record = 42,
    .minutes = 5,
    .changes = 1,
};

static void
test_vector(void)
{
    EpJournalChange change = { .seq = 1, .act = 1, .table = "pc", .record = 42, .state_to = "used" };
    g_autoptr(GString) fields = g_string_new(NULL);
    g_autofree char *change_digest = NULL;
    g_autofree char *act_digest = ep_journal_act_digest(&act, SALT);
    g_autoptr(GChecksum) first = ep_journal_chain(""), second = NULL;

    ep_journal_append_field(fields, "asset_number", "", "PC-00001");
    ep_journal_append_field(fields, "note", "", "two\nlines");
    change.fields = fields->str;
    change_digest = ep_journal_change_digest(&change, SALT);
    g_assert_cmpstr(change_digest, ==, "8c9596c8eb9f9d88f56c5de75aa38e619b0fc00b41854ceeda069c689629ba65");
    g_assert_cmpstr(act_digest, ==, "34869bb395b191418c9259e613551dd4f4326aee46b0dd03453d7af073a7a0fb");
    g_checksum_update(first, (const guchar *)act_digest, -1);
    g_checksum_update(first, (const guchar *)change_digest, -1);
    g_assert_cmpstr(g_checksum_get_string(first), ==,
                    "dfe239c1838289fdd6e1314e194ae6b5c03802ea91a6d2f6d0121fe2d81b341e");
    second = ep_journal_chain(g_checksum_get_string(first));
    g_checksum_update(second, (const guchar *)act_digest, -1);
    g_assert_cmpstr(g_checksum_get_string(second), ==,
                    "a5716a03cce397b8604108a2dd1c1c5fbf330b7be7d1973da1a3caffbb0ab20d");
}

static gboolean
test_take_field(const char *name, const char *from, const char *to, gpointer user_data)
{
    g_string_append_printf(user_data, "[%s|%s|%s]", name, from, to);
    return TRUE;
}

static void
test_fields(void)
{
    g_autoptr(GString) fields = g_string_new(NULL), seen = g_string_new(NULL);

    ep_journal_append_field(fields, "a", "", "tab\there");
    ep_journal_append_field(fields, "b", "back\\slash", "line\nend\\n");
    g_assert_true(ep_journal_foreach_field(fields->str, test_take_field, seen));
    g_assert_cmpstr(seen->str, ==, "[a||tab\there][b|back\\slash|line\nend\\n]");
    g_assert_false(ep_journal_foreach_field("no tabs here\n", test_take_field, seen));
    g_assert_true(ep_journal_foreach_field("", test_take_field, seen));
}

static void
test_length_prefix(void)
{
    EpJournalChange one = { .seq = 1, .act = 1, .table = "ab", .state_from = "c", .state_to = "" };
    EpJournalChange two = { .seq = 1, .act = 1, .table = "ab", .state_from = "", .state_to = "c" };
    g_autofree char *a = ep_journal_change_digest(&one, SALT), *b = ep_journal_change_digest(&two, SALT);

    g_assert_cmpstr(a, !=, b); /* moving text from one value to the next shows */
}

static void
test_salt(void)
{
    g_autofree char *a = ep_journal_salt(), *b = ep_journal_salt();

    g_assert_cmpuint(strlen(a), ==, 32);
    g_assert_cmpstr(a, !=, b);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journal/vector", test_vector);
    g_test_add_func("/journal/fields", test_fields);
    g_test_add_func("/journal/length-prefix", test_length_prefix);
    g_test_add_func("/journal/salt", test_salt);
    return g_test_run();
}
