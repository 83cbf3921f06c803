/* The list: order, search, facets, and merging by id with one announced span. */
#include "endpoint/core/ep-list.h"

static const EpField fields[] = {
    { "code", "Code", EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "colour", "Colour", EP_KIND_TEXT, EP_FIELD_FACET | EP_FIELD_SEARCHED },
    { NULL },
};

static EpTable thing = { .name = "thing", .label = "Things", .fields = fields, .number = "code", .sort = "-code" };

typedef struct {
    guint calls, position, removed, added;
} TestSpan;

static void
test_count_span(GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
    TestSpan *span = user_data;

    *span = (TestSpan){ span->calls + 1, position, removed, added };
}

static EpRecord *
test_record(gint64 id, const char *code, const char *colour)
{
    const char *values[] = { code, colour };

    return ep_record_new(&thing, id, 1, values);
}

/* PC-1 … PC-n, every third red. */
static GPtrArray *
test_records(guint n)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 1; i <= n; i++) {
        g_autofree char *code = g_strdup_printf("PC-%u", i);

        g_ptr_array_add(records, test_record(i, code, i % 3 == 0 ? "red" : "blue"));
    }
    return records;
}

static EpList *
test_list(guint n)
{
    g_autoptr(GPtrArray) records = test_records(n);
    EpList *list = ep_list_new(&thing);

    ep_list_load(list, records);
    return list;
}

static void
test_sort(void)
{
    g_autoptr(EpList) list = test_list(12);
    g_autoptr(GPtrArray) blank = g_ptr_array_new_with_free_func(g_object_unref);

    ep_list_set_sort(list, 0, TRUE);
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 0), 0), ==, "PC-12"); /* as a number, not as text */
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 11), 0), ==, "PC-1");
    g_ptr_array_add(blank, test_record(99, "", "red"));
    ep_list_merge(list, blank, NULL, 0);
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 12), 0), ==, ""); /* nothing said comes last, also descending */
}

static void
test_order(void)
{
    g_autoptr(EpList) list = test_list(12);
    g_autoptr(GPtrArray) records = test_records(12);
    gboolean descending;

    ep_list_prepare_order(records, &thing);
    g_assert_cmpstr(ep_record_get(g_ptr_array_index(records, 0), 0), ==, "PC-12");
    ep_list_set_order(list, thing.sort);
    g_assert_cmpuint(ep_list_get_sort(list, &descending), ==, 0);
    g_assert_true(descending);
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 0), 0), ==, "PC-12");
    ep_list_set_order(list, "-no such field");
    ep_list_set_order(list, NULL);
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 0), 0), ==, "PC-12");
    ep_list_set_order(list, "code");
    ep_list_load(list, records); /* in another order than the list's */
    g_assert_cmpstr(ep_record_get(ep_list_peek(list, 0), 0), ==, "PC-1");
}

static void
test_find_and_facet(void)
{
    g_autoptr(EpList) list = test_list(30);
    g_autoptr(GHashTable) counts = NULL;

    ep_list_set_find(list, "ＰＣ－1");
    g_assert_cmpuint(ep_list_get_n(list), ==, 11); /* 1, 10…19 */
    ep_list_set_find(list, "ＰＣ－1 red");
    g_assert_cmpuint(ep_list_get_n(list), ==, 3); /* 12, 15, 18 */
    ep_list_set_find(list, "");
    ep_list_set_facet(list, 1, (const char *const[]){ "red", NULL });
    g_assert_cmpuint(ep_list_get_n(list), ==, 10);
    counts = ep_list_count(list, 1); /* a facet does not narrow its own counts */
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(counts, "blue")), ==, 20);
    ep_list_clear_facets(list);
    g_assert_cmpuint(ep_list_get_n(list), ==, 30);
}

static void
test_merge_announces_what_changed(void)
{
    g_autoptr(EpList) list = test_list(100);
    g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func(g_object_unref);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    g_autoptr(EpRecord) kept = g_object_ref(ep_list_lookup(list, 10));
    TestSpan span = { 0 };
    gint64 gone = 40;

    g_signal_connect(list, "items-changed", G_CALLBACK(test_count_span), &span);
    g_ptr_array_add(changed, test_record(20, "PC-20", "green"));
    ep_list_merge(list, changed, NULL, 0);
    g_assert_cmpuint(span.calls, ==, 1);
    g_assert_cmpuint(span.position, ==, 19);
    g_assert_cmpuint(span.removed, ==, 1);
    g_assert_cmpuint(span.added, ==, 1);
    ep_list_merge(list, changed, NULL, 0); /* the same again: nothing to say */
    g_assert_cmpuint(span.calls, ==, 1);
    ep_list_merge(list, none, &gone, 1);
    g_assert_cmpuint(span.calls, ==, 2);
    g_assert_cmpuint(span.removed, ==, 1);
    g_assert_cmpuint(span.added, ==, 0);
    g_assert_null(ep_list_lookup(list, 40));
    g_assert_true(ep_list_lookup(list, 10) == kept);
}

static void
test_load_keeps_objects(void)
{
    g_autoptr(EpList) list = test_list(50);
    g_autoptr(GPtrArray) again = test_records(50);
    EpRecord *known = ep_list_peek(list, 7);
    TestSpan span = { 0 };

    g_signal_connect(list, "items-changed", G_CALLBACK(test_count_span), &span);
    ep_list_load(list, again);
    g_assert_true(ep_list_peek(list, 7) == known);
    g_assert_cmpuint(span.calls, ==, 0);
    g_assert_cmpuint(ep_list_find_id(list, 8), ==, 7);
    g_assert_cmpuint(ep_list_find_id(list, 800), ==, G_MAXUINT);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_table_prepare(&thing);
    g_test_add_func("/list/sort", test_sort);
    g_test_add_func("/list/order", test_order);
    g_test_add_func("/list/find-and-facet", test_find_and_facet);
    g_test_add_func("/list/merge", test_merge_announces_what_changed);
    g_test_add_func("/list/load", test_load_keeps_objects);
    return g_test_run();
}
