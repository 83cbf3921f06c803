/* A form that the desk edited: an XML text in millimetres. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form.h"
#include "endpoint/ledger/ep-kinds.h"
#include "tests/fuzz/fuzz.h"

static guint
check_nodes(GPtrArray *nodes, guint n_lines)
{
    guint n = 0;

    for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
        const EpFormNode *node = g_ptr_array_index(nodes, i);

        g_assert_cmpuint(node->kind, <, EP_FORM_N_KINDS);
        g_assert_cmpuint(node->line, <=, n_lines);
        g_assert_true(node->text == NULL || g_utf8_validate(node->text, -1, NULL));
        g_assert_true(node->columns != NULL || node->n_columns == 0);
        n += 1 + check_nodes(node->children, n_lines);
    }
    return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static EpCatalog *catalog;
    g_autofree char *text = fuzz_dup_utf8(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(EpForm) form = NULL, again = NULL;
    guint n_lines = 1;

    if (text == NULL)
        return 0;
    if (catalog == NULL)
        catalog = ep_kinds_new_catalog();
    for (const char *line = text; (line = strchr(line, '\n')) != NULL; line++)
        n_lines++;
    form = ep_form_parse(catalog, "form", text, &error);
    fuzz_check_error(form == NULL, error, EP_ERROR);
    if (form == NULL) {
        g_assert_nonnull(strstr(error->message, "ine "));
        return 0;
    }
    g_assert_cmpfloat(ep_form_get_paper(form)->width, >, 0);
    g_assert_cmpfloat(ep_form_get_paper(form)->height, >, 0);
    again = ep_form_parse(catalog, "form", ep_form_get_text(form), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(check_nodes(ep_form_get_nodes(form), n_lines), ==, check_nodes(ep_form_get_nodes(again), n_lines));
    return 0;
}
