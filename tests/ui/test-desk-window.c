/* The real window on a screen of its own, over a ledger with a small desk in it. */
#include "app/ui/desk-ask.h"
#include "app/ui/desk-card.h"
#include "app/ui/desk-conflict.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-page.h"
#include "app/ui/desk-search.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-history.h"
#include "endpoint/sample/ep-sample.h"
#include "tests/support/ep-test-folder.h"
#include "tests/ui/desk-test-ui.h"

#define N_PCS 240
#define ANSWERS(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct {
    char *folder;
    EpLedger *ledger;
    DeskData *data;
    DeskWindow *window;
} Fixture;

typedef gboolean (*Condition)(Fixture *f, gpointer user_data);

typedef struct {
    Fixture *f;
    Condition condition;
    gpointer user_data;
} Wait;

static gboolean
holds(gpointer wait)
{
    return ((Wait *)wait)->condition(((Wait *)wait)->f, ((Wait *)wait)->user_data);
}

static void
wait_until(Fixture *f, Condition condition, gpointer user_data)
{
    desk_test_wait(holds, &(Wait){ f, condition, user_data });
}

static DeskPage *
get_page(Fixture *f)
{
    return DESK_PAGE(desk_window_get_page(f->window));
}

static EpList *
get_model(Fixture *f)
{
    return desk_page_get_model(get_page(f));
}

static gboolean
has_total(Fixture *f, gpointer total)
{
    return ep_list_get_total(get_model(f)) == GPOINTER_TO_UINT(total);
}

static gboolean
is_loaded(Fixture *f, gpointer table)
{
    return desk_data_is_loaded(f->data, ep_ledger_get_table(f->ledger, table));
}

static Fixture *
fixture_new(guint n_pcs)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;

    f->folder = g_dir_make_tmp("madoguchi-ui-XXXXXX", &error);
    path = g_build_filename(f->folder, "desk.db", NULL);
    f->ledger = ep_ledger_open(path, TRUE, NULL, &error);
    g_assert_no_error(error);
    if (n_pcs > 0) {
        g_assert_true(ep_sample_fill(f->ledger, n_pcs, 0, 0, 7, NULL, &error));
        g_assert_true(ep_ledger_set_operator(f->ledger, "tanaka", &error));
    }
    f->window = desk_test_open_desk(f->ledger, f->folder);
    f->data = desk_window_get_data(f->window);
    desk_window_show_page(f->window, "pc");
    if (n_pcs > 0)
        wait_until(f, has_total, GUINT_TO_POINTER(n_pcs));
    desk_test_pause(120);
    return f;
}

static void
fixture_free(Fixture *f)
{
    desk_test_close_desk(f->window);
    ep_ledger_close(f->ledger);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f);
}

static EpRecord *
get_shown(Fixture *f)
{
    return desk_card_get_record(DESK_CARD(desk_page_get_card(get_page(f))));
}

typedef struct {
    const char *field;
    const char *value;
} Shown;

static gboolean
is_shown(Fixture *f, gpointer shown)
{
    const Shown *wanted = shown;
    EpRecord *record = get_shown(f);
    guint field = record != NULL ? ep_table_find(ep_record_get_table(record), wanted->field) : EP_NO_FIELD;

    return field != EP_NO_FIELD && g_str_equal(ep_record_get_label(record, field), wanted->value);
}

/* Until the card shows a record with @value in @field. */
static void
wait_shown(Fixture *f, const char *field, const char *value)
{
    wait_until(f, is_shown, &(Shown){ field, value });
}

static gboolean
is_record_shown(Fixture *f, gpointer record)
{
    return get_shown(f) == record;
}

static EpRecord *
select_at(Fixture *f, guint position)
{
    EpRecord *record = ep_list_peek(get_model(f), position);

    desk_page_show_record(get_page(f), ep_record_get_id(record));
    wait_until(f, is_record_shown, record);
    return record;
}

static const EpVerb *
find_verb(Fixture *f, const char *name)
{
    return ep_ledger_find_verb(f->ledger, name, NULL, NULL);
}

static DeskAsk *
get_ask(Fixture *f)
{
    GtkWidget *sheet = gtk_widget_get_last_child(gtk_window_get_child(GTK_WINDOW(f->window)));

    g_assert_true(DESK_IS_SHEET(sheet));
    return DESK_ASK(desk_test_find(sheet, DESK_TYPE_ASK));
}

static gboolean
sheet_is(Fixture *f, gpointer open)
{
    return desk_sheet_is_open(GTK_WIDGET(f->window)) == GPOINTER_TO_INT(open);
}

/* By another program, with a connection of its own; @answers: names and values. @id 0 makes a record. */
static void
do_elsewhere(Fixture *f, const char *name, gint64 id, const char *const *answers)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(ep_store_get_uri(ep_ledger_get_store(f->ledger)), FALSE, NULL, &error);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, name, &table, NULL);
    g_autoptr(EpRecord) record = id != 0 ? ep_reader_read(ep_ledger_get_reader(ledger), table, id, NULL) : NULL;
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autoptr(EpDraft) draft = NULL;

    g_assert_true(ep_ledger_set_operator(ledger, "suzuki", &error));
    draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(ledger));
    if (record != NULL)
        g_ptr_array_add(records, record);
    for (; *answers != NULL; answers += 2)
        ep_draft_set_named(draft, answers[0], answers[1]);
    g_assert_cmpint(ep_ledger_do(ledger, verb, table, records, draft, NULL, NULL, NULL, &error), >, 0);
    g_assert_no_error(error);
}

static void
test_opens_and_lists(void)
{
    Fixture *f = fixture_new(N_PCS);

    g_assert_cmpuint(ep_list_get_n(get_model(f)), ==, N_PCS);
    g_assert_true(gtk_widget_get_mapped(GTK_WIDGET(desk_page_get_list(get_page(f)))));
    fixture_free(f);
}

static void
test_every_page_opens(void)
{
    Fixture *f = fixture_new(N_PCS);
    guint n = 0;

    for (const char *name; (name = desk_window_get_page_name(f->window, n)) != NULL; n++) {
        desk_window_show_page(f->window, name);
        desk_test_pause(30);
        g_assert_true(gtk_widget_get_mapped(desk_window_get_page(f->window)));
    }
    g_assert_cmpuint(n, >, 8);
    fixture_free(f);
}

static void
test_search_narrows(void)
{
    Fixture *f = fixture_new(N_PCS);
    EpRecord *wanted = ep_list_peek(get_model(f), 41);
    const char *number = ep_record_get_named(wanted, "asset_number");

    desk_page_set_find(get_page(f), number);
    g_assert_cmpuint(ep_list_get_n(get_model(f)), >=, 1);
    g_assert_cmpuint(ep_list_get_n(get_model(f)), <, 10);
    g_assert_true(ep_list_find_id(get_model(f), ep_record_get_id(wanted)) != G_MAXUINT);
    desk_page_set_find(get_page(f), "");
    g_assert_cmpuint(ep_list_get_n(get_model(f)), ==, N_PCS);
    fixture_free(f);
}

/* A heading and what is below it. */
static gboolean
has_found(Fixture *f, gpointer search)
{
    return desk_search_get_n_found(search) >= 2;
}

/* What is found by the name of a page, or in every kind of record; the first row opens with Enter. */
static void
test_search_everything(void)
{
    Fixture *f = fixture_new(N_PCS);
    GtkWidget *search = desk_test_find(GTK_WIDGET(f->window), DESK_TYPE_SEARCH);

    desk_window_show_page(f->window, "today");
    for (guint i = 0; i < 2; i++) {
        desk_window_search(f->window, i == 0 ? "ｐｃ" : "PC-00041");
        wait_until(f, has_found, search);
        g_signal_emit_by_name(desk_test_find(search, GTK_TYPE_ENTRY), "activate");
        g_assert_true(DESK_IS_PAGE(desk_window_get_page(f->window)));
    }
    wait_shown(f, "asset_number", "PC-00041");
    fixture_free(f);
}

static gboolean
card_is_away(Fixture *f, gpointer unused)
{
    return !gtk_widget_get_visible(desk_page_get_card(get_page(f)));
}

/* Beside a card there are only whole columns, without it the list is wider than this window. */
static gboolean
is_whole(Fixture *f, gpointer whole)
{
    GtkAdjustment *across;
    gboolean fits;

    g_object_get(desk_page_get_list(get_page(f)), "hadjustment", &across, NULL);
    fits = gtk_adjustment_get_upper(across) <= gtk_adjustment_get_page_size(across);
    g_object_unref(across);
    return fits == GPOINTER_TO_INT(whole);
}

static void
test_card_follows_selection(void)
{
    Fixture *f = fixture_new(N_PCS);
    EpRecord *third = ep_list_peek(get_model(f), 3);

    g_assert_true(select_at(f, 3) == third);
    g_assert_true(gtk_widget_get_mapped(desk_page_get_card(get_page(f))));
    wait_until(f, is_whole, GINT_TO_POINTER(TRUE));
    desk_list_unselect_all(desk_page_get_list(get_page(f)));
    wait_until(f, card_is_away, NULL);
    wait_until(f, is_whole, GINT_TO_POINTER(FALSE));
    fixture_free(f);
}

/* Retires a PC through the questions, with the day's instruction chosen by itself; then takes it back. */
static void
test_verb_and_undo(void)
{
    Fixture *f = fixture_new(N_PCS);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) history = NULL;
    g_autofree char *before = NULL;
    gint64 id;
    EpRecord *pc;

    do_elsewhere(f, "instruction.new", 0, ANSWERS("instructor", "山本 係長", "subject", "リース満了PCの引上げ"));
    desk_page_narrow(get_page(f), "state", "used");
    pc = select_at(f, 5);
    id = ep_record_get_id(pc);
    before = g_strdup(ep_record_get_named(pc, "state"));
    g_assert_true(desk_page_start(get_page(f), find_verb(f, "pc.retire")));
    wait_until(f, is_loaded, (gpointer) "instruction");
    desk_ask_submit(get_ask(f));
    wait_until(f, sheet_is, GINT_TO_POINTER(FALSE));
    desk_page_narrow(get_page(f), NULL, NULL);
    desk_page_show_record(get_page(f), id);
    wait_shown(f, "state", "retired");
    history = ep_history_load(ep_ledger_get_reader(f->ledger), ep_ledger_get_table(f->ledger, "pc"), id, &error);
    g_assert_cmpstr(((EpHistoryAct *)g_ptr_array_index(history, 0))->verb, ==, "pc.retire");
    g_assert_cmpstr(((EpHistoryAct *)g_ptr_array_index(history, 0))->who, ==, "田中 一郎");
    g_assert_cmpstr(((EpHistoryAct *)g_ptr_array_index(history, 0))->instruction, !=, "");
    desk_window_undo(f->window);
    wait_shown(f, "state", before);
    fixture_free(f);
}

static gboolean
is_not_editing(Fixture *f, gpointer unused)
{
    return !desk_card_is_editing(DESK_CARD(desk_page_get_card(get_page(f))));
}

static void
test_edit_in_place(void)
{
    Fixture *f = fixture_new(N_PCS);
    GtkWidget *card = desk_page_get_card(get_page(f));
    DeskAsk *ask;

    select_at(f, 2);
    g_assert_true(desk_card_edit(DESK_CARD(card)));
    desk_test_pause(60);
    ask = DESK_ASK(desk_test_find(card, DESK_TYPE_ASK));
    g_assert_true(gtk_widget_is_ancestor(gtk_window_get_focus(GTK_WINDOW(f->window)), GTK_WIDGET(ask)));
    desk_ask_set(ask, "host", "CTY-NEW-01");
    desk_ask_submit(ask);
    wait_until(f, is_not_editing, NULL);
    wait_shown(f, "host", "CTY-NEW-01");
    fixture_free(f);
}

static gboolean
has_conflict(Fixture *f, gpointer ask)
{
    return desk_test_find(ask, DESK_TYPE_CONFLICT) != NULL;
}

static gboolean
has_theirs(Fixture *f, gpointer id)
{
    EpRecord *pc = ep_list_lookup(get_model(f), *(gint64 *)id);

    return g_str_equal(ep_record_get_named(pc, "host"), "CTY-THEIRS");
}

/* Somebody else saves the same field first: both values are shown, what was typed is kept until it is chosen. */
static void
test_conflict_is_asked(void)
{
    Fixture *f = fixture_new(N_PCS);
    GtkWidget *card = desk_page_get_card(get_page(f)), *mine;
    EpRecord *pc = select_at(f, 2);
    gint64 id = ep_record_get_id(pc);
    DeskAsk *ask;

    desk_card_edit(DESK_CARD(card));
    ask = DESK_ASK(desk_test_find(card, DESK_TYPE_ASK));
    desk_ask_set(ask, "host", "CTY-MINE");
    do_elsewhere(f, "pc.edit", id, ANSWERS("host", "CTY-THEIRS"));
    wait_until(f, has_theirs, &id);
    g_assert_true(desk_card_is_editing(DESK_CARD(card)));
    desk_ask_submit(ask);
    wait_until(f, has_conflict, ask);
    g_assert_true(desk_card_is_editing(DESK_CARD(card)));
    mine = desk_test_find(desk_test_find(GTK_WIDGET(ask), DESK_TYPE_CONFLICT), GTK_TYPE_CHECK_BUTTON);
    g_assert_nonnull(mine);
    gtk_check_button_set_active(GTK_CHECK_BUTTON(mine), TRUE);
    desk_ask_submit(ask);
    wait_until(f, is_not_editing, NULL);
    wait_shown(f, "host", "CTY-MINE");
    fixture_free(f);
}

/* What another window, or a script, writes shows up by itself; selection and focus stay. */
static void
test_live_merge(void)
{
    Fixture *f = fixture_new(N_PCS);
    EpRecord *pc = select_at(f, 4);
    gint64 id = ep_record_get_id(pc);
    GtkWidget *focus;

    desk_page_focus_list(get_page(f));
    desk_test_pause(60);
    focus = gtk_window_get_focus(GTK_WINDOW(f->window));
    g_assert_nonnull(focus);
    do_elsewhere(f, "pc.edit", id, ANSWERS("host", "CTY-LIVE"));
    wait_shown(f, "host", "CTY-LIVE");
    g_assert_true(desk_list_is_selected(desk_page_get_list(get_page(f)), id));
    g_assert_true(gtk_window_get_focus(GTK_WINDOW(f->window)) == focus);
    fixture_free(f);
}

/* A section gets another name: the PCs that show it are read again. */
static void
test_renamed_reference(void)
{
    Fixture *f = fixture_new(N_PCS);
    gint64 section = ep_record_get_integer(select_at(f, 6), "section");

    desk_data_load(f->data, ep_ledger_get_table(f->ledger, "section"));
    wait_until(f, is_loaded, (gpointer) "section");
    do_elsewhere(f, "section.edit", section, ANSWERS("name", "新しい課"));
    wait_shown(f, "section", "新しい課");
    fixture_free(f);
}

static void
test_new_record(void)
{
    Fixture *f = fixture_new(N_PCS);
    DeskAsk *ask;

    desk_page_start_new(get_page(f));
    ask = get_ask(f);
    desk_ask_submit(ask); /* nothing is filled in */
    desk_test_pause(80);
    g_assert_true(desk_sheet_is_open(GTK_WIDGET(f->window)));
    desk_ask_set(ask, "asset_number", "PC-90001");
    desk_ask_submit(ask);
    wait_until(f, sheet_is, GINT_TO_POINTER(FALSE));
    wait_until(f, has_total, GUINT_TO_POINTER(N_PCS + 1));
    wait_shown(f, "asset_number", "PC-90001");
    fixture_free(f);
}

static gboolean
has_person(Fixture *f, gpointer unused)
{
    return desk_data_get_operator(f->data)->staff != 0;
}

/* An empty ledger at an account nobody knows: the window asks who works, and goes on. */
static void
test_first_start(void)
{
    Fixture *f = fixture_new(0);
    DeskAsk *ask;

    wait_until(f, sheet_is, GINT_TO_POINTER(TRUE));
    ask = get_ask(f);
    desk_ask_set(ask, "name", "山田 花子");
    desk_ask_submit(ask);
    wait_until(f, has_person, NULL);
    g_assert_cmpstr(desk_data_get_operator(f->data)->name, ==, "山田 花子");
    wait_until(f, sheet_is, GINT_TO_POINTER(FALSE));
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    desk_test_init(&argc, &argv);
    g_test_add_func("/window/opens-and-lists", test_opens_and_lists);
    g_test_add_func("/window/every-page-opens", test_every_page_opens);
    g_test_add_func("/window/search-narrows", test_search_narrows);
    g_test_add_func("/window/search-everything", test_search_everything);
    g_test_add_func("/window/card-follows-selection", test_card_follows_selection);
    g_test_add_func("/window/verb-and-undo", test_verb_and_undo);
    g_test_add_func("/window/edit-in-place", test_edit_in_place);
    g_test_add_func("/window/conflict-is-asked", test_conflict_is_asked);
    g_test_add_func("/window/live-merge", test_live_merge);
    g_test_add_func("/window/renamed-reference", test_renamed_reference);
    g_test_add_func("/window/new-record", test_new_record);
    g_test_add_func("/window/first-start", test_first_start);
    return g_test_run();
}
