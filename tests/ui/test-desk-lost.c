/* The window's knowledge of the ledger while its database server goes away and comes back. */
#include <string.h>

#include "app/ui/desk-data.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/support/ep-test-desk.h"
#include "tests/support/ep-test-pgsql.h"
#include "tests/ui/desk-test-ui.h"

typedef struct {
    EpLedger *ledger;
    DeskData *data;
    EpList *pcs, *calls;
    GPtrArray *said;
} Fixture;

static void
take_said(DeskData *data, const char *message, gpointer said)
{
    g_ptr_array_add(said, g_strdup(message));
}

static void
take_trouble(DeskData *data, const char *message, gpointer said)
{
    g_ptr_array_add(said, g_strdup(message != NULL ? message : "over"));
}

static gboolean
has_pcs(gpointer data)
{
    return desk_data_is_loaded(((Fixture *)data)->data, &ep_pc_table);
}

static gboolean
has_said(gpointer data)
{
    return ((Fixture *)data)->said->len == 1;
}

static gboolean
has_come_back(gpointer data)
{
    Fixture *f = data;

    desk_data_refresh(f->data);
    return f->said->len == 3 && g_list_model_get_n_items(G_LIST_MODEL(f->pcs)) == 2 &&
           g_list_model_get_n_items(G_LIST_MODEL(f->calls)) == 1;
}

/* It says so once, whatever is asked meanwhile, and once that it is over; then everything is there, also what was first
 * asked for while nothing could be read. */
static void
test_come_back(void)
{
    g_autofree char *uri = ep_test_pgsql_new_database();
    Fixture f = { .ledger = ep_test_desk_open(uri), .said = g_ptr_array_new_with_free_func(g_free) };
    gint64 pc = ep_test_desk_add_pc(f.ledger, "PC-00001", "lan", "used");

    ep_test_desk_do(f.ledger, "pc.call", pc, ANSWERS("title", "No sound"));
    f.data = desk_data_new(f.ledger);
    f.pcs = desk_data_new_list(f.data, &ep_pc_table);
    desk_test_wait(has_pcs, &f);
    g_signal_connect(f.data, "failed", G_CALLBACK(take_said), f.said);
    g_signal_connect(f.data, "trouble", G_CALLBACK(take_trouble), f.said);

    ep_test_pgsql_order("stop");
    f.calls = desk_data_new_list(f.data, &ep_call_table);
    for (guint i = 0; i < 3; i++)
        desk_data_refresh(f.data);
    desk_test_wait(has_said, &f);
    desk_data_refresh(f.data);
    desk_test_settle();
    g_assert_true(g_str_has_prefix(f.said->pdata[0], "the database server cannot be reached"));
    g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(f.pcs)), ==, 1); /* to be read on */

    ep_test_pgsql_order("start");
    ep_test_desk_add_pc(f.ledger, "PC-00002", "lan", "used");
    desk_test_wait(has_come_back, &f);
    g_assert_cmpstr(f.said->pdata[1], ==, "over");
    g_assert_nonnull(strstr(f.said->pdata[2], "again"));

    g_object_unref(f.pcs);
    g_object_unref(f.calls);
    desk_test_drop(f.data);
    ep_ledger_close(f.ledger);
    g_ptr_array_unref(f.said);
    ep_test_pgsql_drop_database(uri);
}

static gboolean
has_been_restored(gpointer data)
{
    Fixture *f = data;

    desk_data_refresh(f->data);
    return f->said->len >= 1 && g_list_model_get_n_items(G_LIST_MODEL(f->pcs)) == 1;
}

/* The administrator put a backup back: that is what is said, once, and what is not in it is not shown any longer. */
static void
test_restored(void)
{
    g_autofree char *uri = ep_test_pgsql_new_database();
    Fixture f = { .ledger = ep_test_desk_open(uri), .said = g_ptr_array_new_with_free_func(g_free) };

    ep_test_desk_add_pc(f.ledger, "PC-00001", "lan", "used");
    ep_test_pgsql_back_up(uri);
    ep_test_desk_add_pc(f.ledger, "PC-00002", "lan", "used");
    f.data = desk_data_new(f.ledger);
    f.pcs = desk_data_new_list(f.data, &ep_pc_table);
    desk_test_wait(has_pcs, &f);
    g_assert_cmpuint(g_list_model_get_n_items(G_LIST_MODEL(f.pcs)), ==, 2);
    g_signal_connect(f.data, "failed", G_CALLBACK(take_said), f.said);
    g_signal_connect(f.data, "trouble", G_CALLBACK(take_trouble), f.said);

    ep_test_pgsql_restore(uri);
    desk_test_wait(has_been_restored, &f);
    g_assert_cmpuint(f.said->len, ==, 1);
    g_assert_nonnull(strstr(f.said->pdata[0], "put back to an earlier state"));

    g_object_unref(f.pcs);
    desk_test_drop(f.data);
    ep_ledger_close(f.ledger);
    g_ptr_array_unref(f.said);
    ep_test_pgsql_drop_database(uri);
}

int
main(int argc, char **argv)
{
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/desk/lost/come-back", test_come_back);
    g_test_add_func("/desk/lost/restored", test_restored);
    return g_test_run();
}
