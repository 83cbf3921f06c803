#pragma once

#include "endpoint/ledger/ep-form.h"

/* Shared by ep-form.c (which there are), -parse.c, -paper.c and -attribute.c (reading), -path.c (what the braces mean),
 * -fill.c (filling in) and -offer.c. */

struct _EpForm {
    gatomicrefcount refs;
    char *name, *title, *text, *list;
    const EpTable *table;
    gboolean own, built_in;
    EpFormPaper paper;
    EpFormWhen *when;
    guint n_when;      /* conditions */
    GHashTable *words; /* name → text */
    GPtrArray *nodes;
};

struct _EpFormWhen {
    char *path;
    gboolean negated;
    char **codes; /* NULL: whether it is said at all */
    EpFormWhen *next;
};

/* Sets one attribute; EP_ERROR_INVALID says what is expected. FALSE without an error: there is none of this name. */
gboolean ep_form_attribute_set(EpFormNode *node, const char *name, const char *value, GError **error);
gboolean ep_form_attribute_length(const char *value, double *out, GError **error);
gboolean ep_form_attribute_pair(const char *value, const char *between, double *a, double *b, GError **error);
char *ep_form_attribute_list(EpFormKind kind); /* their names, for a sentence */
gboolean ep_form_attribute_refuse(const char *name, const char *known, GError **error); /* FALSE */

/* The same for the form itself; @root: what its elements start from. */
gboolean ep_form_paper_set(EpForm *form, EpCatalog *catalog, EpFormNode *root, const char *name, const char *value,
                           GError **error);
gboolean ep_form_paper_check(EpForm *form, GError **error); /* what depends on two of them */

const EpTable *ep_form_path_table(EpCatalog *catalog, const EpTable *table, const char *path, GError **error);

EpFormWhen *ep_form_when_parse(EpCatalog *catalog, const EpTable *table, const char *text, GError **error);
void ep_form_when_free(EpFormWhen *when);

/* Walks a text: @func gets the plain pieces (@hole NULL) and what stands between braces. FALSE on a brace that is not
 * closed, or if @func stops it. */
typedef struct {
    char *path;      /* "@page" too */
    char *format;    /* "" */
    char *otherwise; /* NULL */
    char **codes;    /* {kind=new}: a mark; NULL */
} EpFormHole;
typedef gboolean (*EpFormPieceFunc)(const char *text, gsize length, const EpFormHole *hole, gpointer user_data,
                                    GError **error);
char *ep_form_dup_start(const char *text); /* of a text, for a sentence about it */
gboolean ep_form_path_walk(const char *text, EpFormPieceFunc func, gpointer user_data, GError **error);

/* Everything in braces can be filled in for a record of @table; which words there are behind @ is seen only then. */
gboolean ep_form_path_check_text(EpCatalog *catalog, const EpTable *table, const char *text, GError **error);
