/* Files attached to records: told by their bytes, kept whole, taken away and brought back. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-attachment.h"
#include "endpoint/ledger/ep-kept.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-engines.h"
#include "tests/support/ep-test-folder.h"

#define PDF "%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0....\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF scan data\xff\xd9"

static EpAttachmentFile *
file_new(const char *name, const void *bytes, gsize size)
{
    EpAttachmentFile *file = g_new0(EpAttachmentFile, 1);

    file->name = g_strdup(name);
    file->bytes = g_bytes_new(bytes, size);
    return file;
}

static void
test_recognise(void)
{
    static const struct {
        const char *bytes;
        gsize size;
        const char *kind, *says;
    } cases[] = {
        { PDF, sizeof PDF - 1, "pdf", NULL },
        { "\xef\xbb\xbf" PDF, sizeof PDF + 2, "pdf", NULL }, /* some programs write a mark before it */
        { PNG, sizeof PNG - 1, "png", NULL },
        { JPEG, sizeof JPEG - 1, "jpeg", NULL },
        { "", 0, NULL, "it is empty" },
        { "MZ\x90\0 a program", 14, NULL, "it is no PDF, PNG or JPEG, whatever its name says" },
        { "<html>%PDF</html>", 17, NULL, "it is no PDF" },
        { PDF, 20, NULL, "its end is missing" },
        { PNG, 30, NULL, "its end is missing" },
        { JPEG, 12, NULL, "its end is missing" },
        { "\xff\xd8", 2, NULL, "it is no PDF" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].bytes, cases[i].size);
        g_autoptr(GError) error = NULL;

        g_assert_cmpstr(ep_attachment_recognise(bytes, &error), ==, cases[i].kind);
        if (cases[i].says == NULL)
            continue;
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        g_assert_nonnull(strstr(error->message, cases[i].says));
    }
}

/* Too large is said before it is read; what is not there, by its name. */
static void
test_read(void)
{
    g_autofree char *folder = g_dir_make_tmp("test-ep-attachment-XXXXXX", NULL);
    g_autofree char *large = g_build_filename(folder, "large.pdf", NULL), *bytes = g_malloc0(EP_ATTACHMENT_LIMIT + 1);
    g_autofree char *none = g_build_filename(folder, "none.pdf", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(large, bytes, EP_ATTACHMENT_LIMIT + 1, NULL));
    g_assert_null(ep_attachment_read(large, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_true(g_str_has_prefix(error->message, "large.pdf: it has 10.0 MB; 10 MB is the most"));
    g_clear_error(&error);
    g_assert_null(ep_attachment_read(none, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_true(g_str_has_prefix(error->message, "none.pdf: "));
    g_clear_error(&error);
    g_assert_null(ep_attachment_read(folder, &error));
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    ep_test_folder_remove(folder);
}

static guint
count(EpTestMedia *t, gint64 application)
{
    g_autoptr(GPtrArray) files =
        ep_reader_load_of(ep_ledger_get_reader(t->ledger), &ep_attachment_table, "application", application, NULL);

    return files->len;
}

static void
test_attach(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    gint64 application = ep_test_media_apply(&t, "application.new", "1-1", NULL);
    g_autoptr(EpRecord) record = ep_test_media_read(&t, "application", application);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_attachment_file_free);
    g_autoptr(GPtrArray) kept = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;
    EpRecord *first;

    g_ptr_array_add(files, file_new("申請書.pdf", PDF, sizeof PDF - 1));
    g_ptr_array_add(files, file_new("写真.exe", JPEG, sizeof JPEG - 1)); /* what it is, its bytes say */
    g_assert_cmpint(ep_attachment_add(t.ledger, record, files, NULL, &error), >, 0);
    g_assert_no_error(error);
    kept = ep_reader_load_of(ep_ledger_get_reader(t.ledger), &ep_attachment_table, "application", application, NULL);
    g_assert_cmpuint(kept->len, ==, 2);
    first = g_ptr_array_index(kept, 0);
    g_assert_cmpstr(ep_record_get_named(first, "name"), ==, "申請書.pdf");
    g_assert_cmpstr(ep_record_get_named(first, "kind"), ==, "pdf");
    g_assert_cmpstr(ep_attachment_get_suffix(g_ptr_array_index(kept, 1)), ==, ".jpg");
    bytes = ep_kept_read(ep_ledger_get_reader(t.ledger), first, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), PDF, sizeof PDF - 1);

    /* The same again, or one bad among good: none is taken. */
    g_assert_cmpint(ep_attachment_add(t.ledger, record, files, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "申請書.pdf: it is attached already"));
    g_clear_error(&error);
    g_ptr_array_set_size(files, 0);
    g_ptr_array_add(files, file_new("a.png", PNG, sizeof PNG - 1));
    g_ptr_array_add(files, file_new("b.txt", "letters", 7));
    g_assert_cmpint(ep_attachment_add(t.ledger, record, files, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "b.txt: it is no PDF"));
    g_clear_error(&error);
    g_assert_cmpuint(count(&t, application), ==, 2);

    ep_test_desk_do(t.ledger, "attachment.remove", ep_record_get_id(first), NULL);
    g_assert_cmpuint(count(&t, application), ==, 1);
    ep_test_desk_undo(t.ledger);
    g_assert_cmpuint(count(&t, application), ==, 2);
    ep_test_desk_assert(t.ledger, "attachment", ep_record_get_id(first), "name", "申請書.pdf");
    ep_test_media_clear(&t);
}

/* A kind that wants none says so; the form table keeps its rule there, too. */
static void
test_kinds(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    g_autoptr(EpRecord) section = ep_test_media_read(&t, "section", t.section);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_attachment_file_free);
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(files, file_new("a.pdf", PDF, sizeof PDF - 1));
    g_assert_false(ep_attachment_is_for(&ep_section_table));
    g_assert_false(ep_attachment_is_for(&ep_staff_table)); /* it has a field of that reference, and another name */
    g_assert_true(ep_attachment_is_for(&ep_repair_table));
    g_assert_cmpint(ep_attachment_add(t.ledger, section, files, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_USAGE);
    g_assert_null(ep_kept_read(ep_ledger_get_reader(t.ledger), section, NULL));
    ep_test_media_clear(&t);
}

/* The verb's own guard: a wrong text never takes the place of a form; taking the desk's away brings the program's. */
static void
test_form(const EpTestEngine *engine)
{
    EpTestMedia t = ep_test_media_open(engine->uri);
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(t.ledger, "form.save", &table, NULL);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, ep_ledger_get_operator(t.ledger));
    g_autoptr(GError) error = NULL;
    gint64 first = ep_test_desk_make(t.ledger, "form.save",
                                     ANSWERS("name", "medium-label", "text", "<form title='A' for='medium'/>"));
    gint64 second = ep_test_desk_make(t.ledger, "form.save",
                                      ANSWERS("name", "medium-label", "text", "<form title='B' for='medium'/>"));

    g_assert_cmpint(first, ==, second); /* one row a name */
    ep_test_desk_assert(t.ledger, "form", first, "text", "<form title='B' for='medium'/>");
    ep_draft_set_named(answers, "name", "medium-label");
    ep_draft_set_named(answers, "text", "<form title='C' for='medium'><nothing/></form>");
    g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, NULL, answers, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "line 1, <nothing>"));
    g_clear_error(&error);
    ep_draft_set_named(answers, "name", "Medium label");
    ep_draft_set_named(answers, "text", "<form title='C' for='medium'/>");
    g_assert_cmpint(ep_ledger_do(t.ledger, verb, table, NULL, answers, NULL, NULL, NULL, &error), ==, 0);
    g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
    ep_test_desk_assert(t.ledger, "form", first, "text", "<form title='B' for='medium'/>");
    ep_test_desk_do(t.ledger, "form.restore", first, NULL);
    ep_test_desk_undo(t.ledger);
    ep_test_desk_assert(t.ledger, "form", first, "text", "<form title='B' for='medium'/>");
    ep_test_media_clear(&t);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/attachment/recognise", test_recognise);
    g_test_add_func("/attachment/read", test_read);
    ep_test_engines_add("/attachment/attach", test_attach);
    ep_test_engines_add("/attachment/kinds", test_kinds);
    ep_test_engines_add("/attachment/form", test_form);
    return g_test_run();
}
