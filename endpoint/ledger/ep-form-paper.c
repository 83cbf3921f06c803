#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form-private.h"

/* What a form says of itself: for whom it is, and the paper. */

static gboolean
ep_form_paper_set_size(EpFormPaper *paper, const char *value, GError **error)
{
    static const struct {
        const char *name;
        double width, height;
    } sizes[] = { { "A3", 297, 420 }, { "A4", 210, 297 }, { "A5", 148, 210 },
                  { "A6", 105, 148 }, { "B5", 182, 257 }, { "postcard", 100, 148 } };
    g_auto(GStrv) words = g_strsplit(value, " ", 2);
    gboolean landscape = words[0] != NULL && g_strcmp0(words[1], "landscape") == 0;

    for (guint i = 0; i < G_N_ELEMENTS(sizes) && words[0] != NULL && (words[1] == NULL || landscape); i++) {
        if (strcmp(sizes[i].name, words[0]) != 0)
            continue;
        paper->width = landscape ? sizes[i].height : sizes[i].width;
        paper->height = landscape ? sizes[i].width : sizes[i].height;
        return TRUE;
    }
    if (ep_form_attribute_pair(value, "x", &paper->width, &paper->height, NULL) && paper->width >= 5 &&
        paper->height >= 5)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("A4, A5, B5, “A4 landscape” or a size in millimetres such as 62x29 is expected, not “%s”"), value);
    return FALSE;
}

static gboolean
ep_form_paper_set_grid(EpFormPaper *paper, const char *value, GError **error)
{
    double across, down;

    if (!ep_form_attribute_pair(value, "x", &across, &down, error))
        return FALSE;
    paper->across = (guint)CLAMP(across, 1, 50);
    paper->down = (guint)CLAMP(down, 1, 50);
    return TRUE;
}

static gboolean
ep_form_paper_set_table(EpForm *form, EpCatalog *catalog, const char *value, GError **error)
{
    form->table = ep_catalog_find(catalog, value);
    if (form->table != NULL)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("there is no kind of record “%s”; “deskctl tables” lists them"),
                value);
    return FALSE;
}

gboolean
ep_form_paper_set(EpForm *form, EpCatalog *catalog, EpFormNode *root, const char *name, const char *value,
                  GError **error)
{
    EpFormPaper *paper = &form->paper;

    if (strcmp(name, "title") == 0)
        form->title = g_strdup(value);
    else if (strcmp(name, "for") == 0)
        return ep_form_paper_set_table(form, catalog, value, error);
    else if (strcmp(name, "list") == 0)
        form->list = g_strdup(value);
    else if (strcmp(name, "paper") == 0)
        return ep_form_paper_set_size(paper, value, error);
    else if (strcmp(name, "label") == 0)
        return ep_form_attribute_pair(value, "x", &paper->label_width, &paper->label_height, error);
    else if (strcmp(name, "grid") == 0)
        return ep_form_paper_set_grid(paper, value, error);
    else if (strcmp(name, "at") == 0)
        return ep_form_attribute_pair(value, ",", &paper->left, &paper->top, error);
    else if (strcmp(name, "step") == 0)
        return ep_form_attribute_pair(value, "x", &paper->step_x, &paper->step_y, error);
    else if (strcmp(name, "shift") == 0)
        return ep_form_attribute_pair(value, ",", &paper->shift_x, &paper->shift_y, error);
    else if (strcmp(name, "size") == 0 || strcmp(name, "face") == 0)
        return ep_form_attribute_set(root, name, value, error);
    else if (strcmp(name, "when") != 0)
        return ep_form_attribute_refuse(name, "title, for, when, list, paper, label, grid, at, step, shift, size, face",
                                        error);
    return TRUE;
}

/* What depends on two attributes. */
gboolean
ep_form_paper_check(EpForm *form, GError **error)
{
    EpFormPaper *paper = &form->paper;
    guint field = form->list != NULL && form->table != NULL ? ep_table_find(form->table, form->list) : EP_NO_FIELD;

    if (form->title == NULL || *form->title == '\0') {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, _("title=\"…\" is missing: what the paper is called"));
        return FALSE;
    }
    if (form->list != NULL && field == EP_NO_FIELD) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("list=\"%s\": a field is expected, by which the records are put on papers"), form->list);
        return FALSE;
    }
    if (paper->label_width == 0) {
        paper->across = paper->down = 1;
        return TRUE;
    }
    paper->step_x = paper->step_x != 0 ? paper->step_x : paper->label_width;
    paper->step_y = paper->step_y != 0 ? paper->step_y : paper->label_height;
    if (paper->left + (paper->across - 1) * paper->step_x + paper->label_width <= paper->width + 0.5 &&
        paper->top + (paper->down - 1) * paper->step_y + paper->label_height <= paper->height + 0.5)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%u × %u labels do not fit on the paper"), paper->across,
                paper->down);
    return FALSE;
}
