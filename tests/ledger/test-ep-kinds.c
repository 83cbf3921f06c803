/* What every kind of record must fulfil, so that lists, cards, the console, undo and the daily log can rely on it. */
#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "tests/support/ep-test-engines.h"

static void
test_complain(const EpTable *table, const char *what, const char *word)
{
    g_test_message("%s: %s: %s", table->name, what, word);
    g_test_fail();
}

static gboolean
test_is_state(const EpTable *table, const char *word)
{
    return table->at.state != EP_NO_FIELD && ep_field_find_choice(&table->fields[table->at.state], word) != NULL;
}

static void
test_check_states(const EpTable *table, const char *words, const char *what)
{
    g_auto(GStrv) list = g_strsplit(words != NULL ? words : "", " ", -1);

    for (char **word = list; *word != NULL; word++) {
        if (**word == '\0' ? list[1] != NULL : !test_is_state(table, *word))
            test_complain(table, what, *word);
    }
}

static void
test_check_words(const EpTable *table, const EpTable *asked, const char *words, const char *what)
{
    g_auto(GStrv) list = g_strsplit(words != NULL ? words : "", " ", -1);

    for (char **word = list; *word != NULL; word++) {
        g_autofree char *name = g_strdup(*word);

        if (g_str_has_suffix(name, "!"))
            name[strlen(name) - 1] = '\0';
        if (*name == '\0' ? list[1] != NULL : strcmp(name, "*") != 0 && ep_table_find(asked, name) == EP_NO_FIELD)
            test_complain(table, what, *word);
    }
}

static void
test_verbs(void)
{
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autofree char *prefix = g_strconcat(table->name, ".", NULL);

        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
            if (!g_hash_table_add(names, (gpointer)verb->name) || !g_str_has_prefix(verb->name, prefix))
                test_complain(table, "the verb's name", verb->name);
            if (verb->label == NULL || *verb->label == '\0')
                test_complain(table, "no label", verb->name);
            if (!ep_verb_creates(verb))
                test_check_states(table, verb->from, verb->name);
            test_check_states(table, verb->to, verb->name);
            test_check_words(table, verb->makes != NULL ? verb->makes : table, verb->asks, verb->name);
            test_check_words(table, verb->makes != NULL ? verb->makes : table, verb->stamps, verb->name);
        }
    }
}

/* A state in which somebody must act shows one likely next step. In another there may be several whose refusals exclude
 * each other. */
static void
test_main_verbs(void)
{
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        for (const EpChoice *state = table->at.state != EP_NO_FIELD ? table->fields[table->at.state].choices : NULL;
             state != NULL && state->code != NULL; state++) {
            guint n = 0;

            for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++)
                n += (verb->flags & EP_VERB_MAIN) != 0 && !ep_verb_creates(verb) &&
                     (verb->from == NULL || ep_words_contain(verb->from, state->code));
            if (ep_table_is_open(table, state->code) && n != 1)
                test_complain(table, n > 1 ? "more than one likely next step" : "no next step", state->code);
        }
    }
}

static void
test_check_field(const EpCatalog *catalog, const EpTable *table, const EpField *field)
{
    if (field->label == NULL || *field->label == '\0')
        test_complain(table, "no label", field->name);
    if ((field->kind == EP_KIND_CHOICE) != (field->choices != NULL))
        test_complain(table, "choices", field->name);
    if (field->kind == EP_KIND_REFERENCE && ep_catalog_find((EpCatalog *)catalog, field->reference) == NULL)
        test_complain(table, "reference", field->name);
    for (const EpChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
        if (choice->label == NULL || !g_ascii_islower(*choice->code))
            test_complain(table, field->name, choice->code);
    }
}

/* A due date is a day that the database can look for, in states of which the table speaks. */
static void
test_check_due(const EpTable *table)
{
    const EpField *due = table->at.due != EP_NO_FIELD ? &table->fields[table->at.due] : NULL;

    if (table->due != NULL && (due == NULL || due->kind != EP_KIND_DATE || !ep_field_is_stored(due)))
        test_complain(table, "no stored date", table->due);
    if (table->due != NULL && (table->state == NULL || (table->open == NULL && table->due_in == NULL)))
        test_complain(table, "due in no state", table->due);
}

static void
test_tables(void)
{
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        const char *parts[] = { table->number, table->title, table->network, table->section,
                                table->pc,     table->state, table->parent };

        for (guint f = 0; f < table->at.n_fields; f++)
            test_check_field(catalog, table, &table->fields[f]);
        for (guint p = 0; p < G_N_ELEMENTS(parts); p++)
            test_check_words(table, table, parts[p], "part");
        test_check_states(table, table->open, "open");
        test_check_states(table, table->due_in, "due_in");
        test_check_due(table);
        if (table->label == NULL || ((table->flags & (EP_TABLE_LINES | EP_TABLE_OBSERVED)) == 0 && table->hint == NULL))
            test_complain(table, "label or hint", "missing");
        if (table->series != NULL &&
            (table->number == NULL || (table->state != NULL && !test_is_state(table, "cancelled"))))
            test_complain(table, "numbered, so it needs the state", "cancelled");
        for (const EpTableSection *s = table->sections; s != NULL && s->table != NULL; s++) {
            const EpTable *other = ep_catalog_find(catalog, s->table);
            guint field = other != NULL ? ep_table_find(other, s->field) : EP_NO_FIELD;

            if (field == EP_NO_FIELD || g_strcmp0(other->fields[field].reference, table->name) != 0)
                test_complain(table, "section", s->table);
        }
    }
}

/* What a verb asks itself may have an answer beforehand: now. */
static gboolean
test_is_question(const EpVerb *verb, const char *name)
{
    for (const EpField *field = verb->questions; field != NULL && field->name != NULL; field++) {
        if (g_str_equal(field->name, name))
            return TRUE;
    }
    return FALSE;
}

static void
test_check_start(const EpTable *table, const EpVerb *verb, EpRecord *empty)
{
    static const EpOperator somebody = { 7, "Tanaka", "supervisor" };
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, empty, &somebody);

    for (guint i = 0; i < ep_draft_get_table(answers)->at.n_fields; i++) {
        const char *name = ep_draft_get_table(answers)->fields[i].name;

        if (ep_table_find(table, name) != EP_NO_FIELD && ep_draft_is_edited(answers, i) &&
            !test_is_question(verb, name))
            test_complain(table, verb->name, name);
    }
}

/* What a record does not say stays unsaid: only a new one begins with what is usual. */
static void
test_nothing_proposed(void)
{
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);
        g_autoptr(EpRecord) empty = ep_record_new(table, 42, 1, values);

        for (const EpVerb *verb = table->verbs; verb != NULL && verb->name != NULL; verb++) {
            if (!ep_verb_creates(verb) && verb->makes == NULL)
                test_check_start(table, verb, empty);
        }
    }
}

/* The description and the database agree, in names and order of columns, and every list can be read. */
static gboolean
test_take_column(const EpRow *row, gpointer user_data, GError **error)
{
    g_ptr_array_add(user_data, g_strdup(ep_row_get_text(row, 0)));
    return TRUE;
}

static void
test_columns(const EpTestEngine *engine)
{
    const char *sql = engine->kind == EP_DB_SQLITE
                          ? "SELECT name FROM pragma_table_info($1) ORDER BY cid"
                          : "SELECT column_name FROM information_schema.columns WHERE table_name = $1 "
                            "AND table_schema = current_schema() ORDER BY ordinal_position";
    g_autoptr(GError) error = NULL;
    g_autoptr(EpLedger) ledger = ep_ledger_open(engine->uri, TRUE, NULL, &error);
    EpCatalog *catalog = ep_ledger_get_catalog(ledger);
    EpDb *db = ep_reader_get_db(ep_ledger_get_reader(ledger));

    g_assert_no_error(error);
    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(ledger), table, NULL, &error);
        EpValue name = EP_TEXT(table->name);

        g_assert_no_error(error);
        g_assert_true(ep_db_query(db, sql, &name, 1, 1, test_take_column, columns, &error));
        for (guint f = 0; f < table->at.n_fields; f++) {
            gboolean stored = ep_field_is_stored(&table->fields[f]);

            if (stored != g_ptr_array_find_with_equal_func(columns, table->fields[f].name, g_str_equal, NULL))
                test_complain(table, stored ? "no column" : "a column for what is derived", table->fields[f].name);
        }
        for (guint c = 0; c < columns->len; c++) {
            const char *column = g_ptr_array_index(columns, c);

            if (ep_table_find(table, column) == EP_NO_FIELD && !ep_words_contain("id rev gone", column))
                test_complain(table, "a column nobody describes", column);
        }
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kinds/verbs", test_verbs);
    g_test_add_func("/kinds/main-verbs", test_main_verbs);
    g_test_add_func("/kinds/tables", test_tables);
    g_test_add_func("/kinds/nothing-proposed", test_nothing_proposed);
    ep_test_engines_add("/kinds/columns", test_columns);
    return g_test_run();
}
