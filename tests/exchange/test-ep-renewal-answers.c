/* The lists of a yearly renewal out and back: what is understood, what is pointed out with its line, and nothing done
 * twice. */
#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-renewal-answers.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/report/ep-renewal-sheet.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-permits.h"

static EpRecord *
test_begin(EpTestPermits *t)
{
    gint64 id =
        ep_test_desk_make(t->ledger, "renewal.new", ANSWERS("until_day", "2027-03-31", "deadline", "2027-03-10"));

    return ep_reader_read(ep_ledger_get_reader(t->ledger), &ep_renewal_table, id, NULL);
}

static EpRenewalAnswers *
test_read(EpTestPermits *t, EpRecord *renewal, const char *text)
{
    g_autoptr(GError) error = NULL;
    EpRenewalAnswers *answers = ep_renewal_answers_new(t->ledger, renewal, &error);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

    g_assert_no_error(error);
    ep_renewal_answers_add_bytes(answers, "list.csv", bytes, &error);
    g_assert_no_error(error);
    return answers;
}

static void
test_commit(EpRenewalAnswers *answers, guint done)
{
    g_autoptr(GError) error = NULL;
    g_auto(EpMany) many = { 0 };

    ep_renewal_answers_get(answers);
    ep_renewal_answers_commit(answers, NULL, NULL, &many, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(many.refusals->len, ==, 0);
    g_assert_cmpuint(many.done, ==, done);
}

static void
test_assert_row(EpRenewalAnswers *answers, guint index, EpVerdict verdict, const char *problem)
{
    EpRenewalAnswer *answer = g_ptr_array_index(ep_renewal_answers_get(answers), index);

    g_assert_cmpint(answer->verdict, ==, verdict);
    if (problem == NULL)
        g_assert_null(answer->problem);
    else if (answer->problem == NULL || strstr(answer->problem, problem) == NULL)
        g_error("row %u: “%s” does not say “%s”", index, answer->problem, problem);
}

static guint
test_count(EpTestPermits *t, const char *state)
{
    return ep_test_permits_count(t->ledger, "renewal_line", state);
}

/* --- out and back --- */

static char *
test_fill_in(const char *path, const char *number, const char *answer)
{
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) cells = NULL;

        if (strstr(*line, number) == NULL)
            continue;
        cells = g_strsplit(*line, ",", -1);
        g_assert_cmpuint(g_strv_length(cells), ==, 9);
        g_free(cells[7]);
        cells[7] = g_strdup(answer);
        g_free(*line);
        *line = g_strjoinv(",", cells);
    }
    return g_strjoinv("\n", lines);
}

static void
test_round(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 7);
    g_autoptr(EpRecord) renewal = test_begin(&t);
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) files =
        ep_renewal_sheet_write_all(ep_ledger_get_reader(t.ledger), renewal, engine->folder, ".csv", NULL, &error);
    g_autoptr(EpRenewalAnswers) answers = NULL;
    g_autofree char *path = NULL, *text = NULL;

    g_assert_no_error(error);
    g_assert_cmpuint(g_strv_length(files), ==, 3);
    g_assert_cmpstr(files[0], ==, "R8-更-00001_総務課.csv");
    path = g_build_filename(engine->folder, files[0], NULL);
    text = test_fill_in(path, "P-00004-1", "更新");
    answers = test_read(&t, renewal, text);
    g_assert_cmpuint(ep_renewal_answers_get(answers)->len, ==, 1);
    g_assert_cmpuint(ep_renewal_answers_get_empty(answers), ==, 2);
    test_commit(answers, 1);
    g_assert_cmpuint(test_count(&t, "renew"), ==, 1);
    ep_test_desk_assert(t.ledger, "renewal", ep_record_get_id(renewal), "state", "collecting");
    ep_test_permits_clear(&t);
}

/* Words people use; half and full width; remarks are kept; read again, nothing happens; one undo takes all back. */
static void
test_words(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 6);
    g_autoptr(EpRecord) renewal = test_begin(&t);
    static const char *const text = "回答のお願い\n\n許可番号,機器,回答,備考\n"
                                    "P-00001-1,x,更新,\n"
                                    "Ｐ－００００２－１,x,継続する,\n"
                                    "P-00003-1,x,廃止,4月に異動\n"
                                    "P-00004-1,x,３,\n"
                                    "P-00005-1,x,1,\n"
                                    "P-00006-1,x,,\n";
    g_autoptr(EpRenewalAnswers) answers = test_read(&t, renewal, text), again = NULL;
    g_autoptr(GPtrArray) lines = NULL;

    test_commit(answers, 5);
    g_assert_cmpuint(test_count(&t, "renew"), ==, 3);
    g_assert_cmpuint(test_count(&t, "give_back"), ==, 1);
    g_assert_cmpuint(test_count(&t, "lose"), ==, 1);
    lines = ep_test_permits_load(t.ledger, "renewal_line");
    g_assert_cmpstr(ep_record_get_named(g_ptr_array_index(lines, 2), "note"), ==, "4月に異動");
    again = test_read(&t, renewal, text);
    test_commit(again, 0);
    g_assert_cmpuint(ep_renewal_answers_count(again, EP_VERDICT_SAME), ==, 5);
    g_assert_cmpint(ep_ledger_undo(t.ledger, ep_ledger_get_last(t.ledger, NULL), NULL, NULL, NULL, NULL), !=, 0);
    g_assert_cmpuint(test_count(&t, "waiting"), ==, 6);
    ep_test_permits_clear(&t);
}

/* --- what is wrong --- */

static void
test_fails(EpTestPermits *t, EpRecord *renewal, const char *text, const char *reason)
{
    g_autoptr(EpRenewalAnswers) answers = ep_renewal_answers_new(t->ledger, renewal, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(GError) error = NULL;

    g_assert_false(ep_renewal_answers_add_bytes(answers, "list.csv", bytes, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    if (strstr(error->message, reason) == NULL || strstr(error->message, "list.csv") == NULL)
        g_error("“%s” does not say “%s”", error->message, reason);
}

/* Numbers that are not there, of another year, answered twice, by two different words, or done already. */
static void
test_bad(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 6);
    g_autoptr(EpRecord) renewal = NULL;
    g_autoptr(GPtrArray) permits = ep_test_permits_load(t.ledger, "permit");
    g_autoptr(EpRenewalAnswers) answers = NULL;

    ep_test_desk_do(t.ledger, "permit.renew", ep_record_get_id(g_ptr_array_index(permits, 5)), NULL);
    renewal = test_begin(&t);
    ep_test_desk_do(t.ledger, "permit.give_back", ep_record_get_id(g_ptr_array_index(permits, 4)),
                    ANSWERS("erased", "1"));
    answers = test_read(&t, renewal,
                        "許可番号,回答\n"
                        "P-09999-1,更新\n"
                        "P-00006-1-2,更新\n"
                        "P-00005-1,更新\n"
                        "P-00001-1,多分\n"
                        ",更新\n"
                        "P-00002-1,更新\n"
                        "P-00002-1,更新\n"
                        "P-00003-1,更新\n"
                        "P-00003-1,返却\n"
                        "P-00004-1,更新済\n");
    test_assert_row(answers, 0, EP_VERDICT_ERROR, "P-09999-1");
    test_assert_row(answers, 1, EP_VERDICT_ERROR, "2028/03/31");
    test_assert_row(answers, 2, EP_VERDICT_ERROR, "P-00005-1");
    test_assert_row(answers, 3, EP_VERDICT_ERROR, "多分");
    test_assert_row(answers, 4, EP_VERDICT_ERROR, "missing");
    test_assert_row(answers, 5, EP_VERDICT_NEW, NULL);
    test_assert_row(answers, 6, EP_VERDICT_SAME, "7");
    test_assert_row(answers, 7, EP_VERDICT_CONFLICT, "10");
    test_assert_row(answers, 8, EP_VERDICT_CONFLICT, "9");
    test_assert_row(answers, 9, EP_VERDICT_ERROR, "更新済");
    test_commit(answers, 1);
    g_assert_cmpuint(test_count(&t, "renew"), ==, 1);

    test_fails(&t, renewal, "許可番号,機器\nP-00001-1,x\n", "Answer");
    test_fails(&t, renewal, "PK\003\004", "workbook");
    ep_test_permits_clear(&t);
}

/* Cut short or bent anywhere, a workbook is refused or read, and nothing else happens. */
static void
test_bend(EpTestPermits *t, EpRecord *renewal, GBytes *book)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(book, &size);
    guint refused = 0;

    for (gsize at = 0; at < size; at += 97) {
        g_autoptr(EpRenewalAnswers) answers = ep_renewal_answers_new(t->ledger, renewal, NULL);
        g_autofree guint8 *bent = g_memdup2(data, size);
        g_autoptr(GBytes) cut = g_bytes_new(data, at), other = NULL;
        g_autoptr(GError) error = NULL;

        bent[at] ^= 0x5A;
        other = g_bytes_new(bent, size);
        g_assert_false(ep_renewal_answers_add_bytes(answers, "cut.xlsx", cut, &error));
        g_assert_nonnull(error);
        refused += ep_renewal_answers_add_bytes(answers, "bent.xlsx", other, NULL) ? 0 : 1;
    }
    g_assert_cmpuint(refused, >, 0);
}

/* The workbook as it was written, filled in by the section, and sent back. */
static void
test_workbook(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 6);
    g_autoptr(EpRecord) renewal = test_begin(&t);
    g_autofree char *folder = g_dir_make_tmp("renewal-XXXXXX", NULL), *path = NULL, *text = NULL;
    g_autoptr(EpRenewalAnswers) answers = NULL, back = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) book = NULL;
    g_auto(GStrv) files = NULL;
    gsize size;

    answers = test_read(&t, renewal, "許可番号,回答,備考\nP-00001-1,更新,引き続き使う\n");
    test_commit(answers, 1);
    files = ep_renewal_sheet_write_all(ep_ledger_get_reader(t.ledger), renewal, folder, ".xlsx", NULL, &error);
    g_assert_no_error(error);
    path = g_build_filename(folder, files[0], NULL);
    ep_test_desk_undo(t.ledger); /* so that the workbook says what the ledger does not */
    back = ep_renewal_answers_new(t.ledger, renewal, NULL);
    g_assert_true(ep_renewal_answers_add_file(back, path, &error));
    g_assert_no_error(error);
    test_assert_row(back, 0, EP_VERDICT_NEW, NULL);
    g_assert_cmpuint(ep_renewal_answers_get_empty(back), ==, 1); /* the section's other permit */
    test_commit(back, 1);
    g_assert_cmpuint(test_count(&t, "renew"), ==, 1);
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    book = g_bytes_new(text, size);
    test_bend(&t, renewal, book);
    for (char **file = files; *file != NULL; file++) {
        g_autofree char *one = g_build_filename(folder, *file, NULL);

        g_remove(one);
    }
    g_rmdir(folder);
    ep_test_permits_clear(&t);
}

/* The list of last year, whose run is over. */
static void
test_other_year(const EpTestEngine *engine)
{
    EpTestPermits t = ep_test_permits_open(engine->uri, 2);
    g_autoptr(EpRecord) first = test_begin(&t), second = NULL;
    g_autoptr(EpRenewalAnswers) answers = NULL, late = NULL;

    ep_test_desk_do(t.ledger, "renewal.cancel", ep_record_get_id(first), ANSWERS("end_reason", "Begun twice"));
    second = test_begin(&t);
    late = test_read(&t, first, "許可番号,回答\nP-00001-1,更新\n");
    test_assert_row(late, 0, EP_VERDICT_ERROR, "already");
    answers = test_read(&t, second, "許可番号,回答\nP-00001-1,更新\n");
    test_commit(answers, 1);
    ep_test_permits_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ep_test_engines_add("/renewal-answers/round", test_round);
    ep_test_engines_add("/renewal-answers/words", test_words);
    ep_test_engines_add("/renewal-answers/bad", test_bad);
    ep_test_engines_add("/renewal-answers/workbook", test_workbook);
    ep_test_engines_add("/renewal-answers/other-year", test_other_year);
    return g_test_run();
}
