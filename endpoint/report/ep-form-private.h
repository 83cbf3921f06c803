#pragma once

#include "endpoint/report/ep-form-layout.h"
#include "endpoint/report/ep-layout-private.h"

/* Shared by ep-form-layout.c (pages and what stands on them) and ep-form-table.c. Lengths are millimetres but in the
 * flow. */
typedef struct {
    EpLayoutFlow *flow;
    EpForm *form;
    EpFormFill *fill;
    GPtrArray *complaints; /* char * */
    GHashTable *said;      /* of them */
    double x, y;           /* of the label or page, from the paper's corner */
    EpRecord *record;      /* NULL: nothing to fill in */
    GPtrArray *listed;     /* EpRecord: of the list */
    guint page, n_pages;   /* 0 being the first */
    GPtrArray *rows;       /* EpFormTableRow of the table that goes on over pages */
} EpFormPage;

/* A text in its place. @blank: only the place. */
gboolean ep_form_page_add_text(EpFormPage *self, const EpFormNode *node, EpRecord *record, double x, double y, double w,
                               double h, gboolean blank, GError **error);
void ep_form_page_complain(EpFormPage *self, const EpFormNode *node, const char *format, const char *text);

typedef struct {
    const EpFormNode *row;
    EpRecord *record; /* kept */
    guint number;
    gboolean blank;
} EpFormTableRow;

/* All rows of @table, heads left out; EpFormTableRow. */
GPtrArray *ep_form_table_load(EpFormPage *self, const EpFormNode *table, GError **error);
guint ep_form_table_count_pages(EpFormPage *self, const EpFormNode *table, GPtrArray *rows);
gboolean ep_form_table_add(EpFormPage *self, const EpFormNode *table, GError **error);
