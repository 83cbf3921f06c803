#pragma once

#include "endpoint/ledger/ep-ledger.h"

/*
 * A form: what a printed paper looks like, as an XML text in millimetres (docs/formats.md has all of it). Those that
 * come with the program are resources; a site's row of `form` takes the place of the one that is called so, or adds
 * one. A text that cannot be read is refused by the verb that saves it, so the form before stays in use.
 */
typedef struct _EpForm EpForm;

#define EP_FORM_SHARED "house" /* the one whose words all others may use */

typedef enum {
    EP_FORM_TEXT,
    EP_FORM_LINE,
    EP_FORM_BOX,
    EP_FORM_QR,
    EP_FORM_BARCODE,
    EP_FORM_TABLE,
    EP_FORM_HEAD, /* a row that stands on every page of its table */
    EP_FORM_ROW,
    EP_FORM_LABEL, /* <th> */
    EP_FORM_CELL,  /* <td> */
    EP_FORM_N_KINDS,
} EpFormKind;

typedef enum { EP_FORM_EVERY, EP_FORM_FIRST, EP_FORM_LAST } EpFormPages;
typedef enum { EP_FORM_START, EP_FORM_MIDDLE, EP_FORM_END, EP_FORM_SPREAD } EpFormAlign;
typedef enum { EP_FORM_MINCHO, EP_FORM_GOTHIC } EpFormFace;

/* `FIELD=a,b`, `FIELD!=a`, `FIELD`, `!FIELD`; conditions hold together. */
typedef struct _EpFormWhen EpFormWhen;

/* From a record to those of @table whose reference @field is that record. */
typedef struct {
    const EpTable *table;
    char *field;
} EpFormStep;

/* An element. Lengths are millimetres from the corner of the page (of the label, on a sheet of labels), sizes points;
 * what the text leaves out has its usual value, or that of the element around it. */
typedef struct {
    EpFormKind kind;
    guint line; /* of the text */
    double x, y, w, h;
    double size;   /* of letters */
    double pad;    /* within a cell, left and right */
    double box;    /* how thick the line around it; 0: none */
    double fill;   /* 0 black to 1 white; 1: none */
    double weight; /* of a line */
    double bottom; /* table: rows below it go to the next page; 0: none */
    double next;   /* table: where it begins on the next pages; 0: as on the first */
    EpFormFace face;
    gboolean bold;
    EpFormAlign align, valign;
    EpFormPages on;
    guint span, min, max; /* max 0: all */
    gboolean last;        /* the last @max instead of the first */
    double *columns;      /* table: widths */
    guint n_columns;
    GPtrArray *each;      /* row: once for each record that these EpFormStep lead to from … */
    char *of;             /* … the record at this path; NULL: the form's own */
    gboolean each_listed; /* row: once for each record of the list */
    EpFormWhen *when;     /* NULL: always */
    char *text;
    const EpTable *table; /* whose fields the text speaks of */
    GPtrArray *children;  /* EpFormNode; NULL: none */
} EpFormNode;

typedef struct {
    double width, height;             /* of the paper */
    double label_width, label_height; /* 0: it is no sheet of labels */
    guint across, down;
    double left, top; /* of the first label */
    double step_x, step_y;
    double shift_x, shift_y; /* what a printer is off, put right */
} EpFormPaper;

/**
 * ep_form_parse:
 * @name: what it is called ("permit-label")
 *
 * EP_ERROR_INVALID names line, element and what is expected.
 */
EpForm *ep_form_parse(EpCatalog *catalog, const char *name, const char *text, GError **error);
EpForm *ep_form_ref(EpForm *form);
void ep_form_unref(EpForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpForm, ep_form_unref)

const char *ep_form_get_name(EpForm *form);
const char *ep_form_get_title(EpForm *form);
const char *ep_form_get_text(EpForm *form);
const EpTable *ep_form_get_table(EpForm *form); /* of what records; NULL: none, it only has words for the others */
const char *ep_form_get_list(EpForm *form); /* one paper for the records with the same value in it; NULL: one each */
const EpFormPaper *ep_form_get_paper(EpForm *form);
GPtrArray *ep_form_get_nodes(EpForm *form); /* EpFormNode */
gboolean ep_form_is_own(EpForm *form);      /* the site's */
gboolean ep_form_is_built_in(EpForm *form); /* one of the program is called so */

/* Whether it is meant for @record as it stands. */
gboolean ep_form_suits(EpForm *form, EpRecord *record);
char *ep_form_refuse(EpForm *form, EpRecord *record); /* why not; @record is of its table. NULL: it is */

/* All of them. A site's row that cannot be read (any more) is left out, and the program's stands in its place. Free
 * with g_ptr_array_unref(). */
GPtrArray *ep_form_load(EpReader *reader, GError **error);
GPtrArray *ep_form_list(EpCatalog *catalog, GPtrArray *rows); /* the same with rows that were read already */
EpForm *ep_form_find(GPtrArray *forms, const char *name, GError **error); /* borrowed; EP_ERROR_USAGE names all */
/* Those that suit all of @records, the one that says most about when it does first. Free with g_ptr_array_unref(). */
GPtrArray *ep_form_choose(GPtrArray *forms, GPtrArray *records);

/* The program's own text; NULL if it has none of this name. Free with g_free(). */
char *ep_form_dup_built_in(const char *name);

/* --- filling in --- */

/* What texts are filled in with. Belongs to one thread, and is done before the reader is. */
typedef struct _EpFormFill EpFormFill;

/* @today: canonical; @who: who prints it; @forms: for the words that all share. */
EpFormFill *ep_form_fill_new(EpReader *reader, GPtrArray *forms, EpForm *form, const char *today, const char *who);
void ep_form_fill_free(EpFormFill *fill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpFormFill, ep_form_fill_free)

/* What @row, @page, @pages and @count say. */
void ep_form_fill_set_number(EpFormFill *fill, const char *name, guint number);

/* Free with g_free(); NULL on an error of the store. */
char *ep_form_fill_text(EpFormFill *fill, const char *text, EpRecord *record, GError **error);
gboolean ep_form_fill_holds(EpFormFill *fill, const EpFormWhen *when, EpRecord *record);

/* The records that @row is repeated for. */
GPtrArray *ep_form_fill_rows(EpFormFill *fill, const EpFormNode *row, EpRecord *record, GError **error);

/* Twenty digits that a barcode, a QR code and every keyboard can carry, by which a scanned record is found again. */
char *ep_form_dup_code(EpRecord *record);
gint64 ep_form_read_code(const char *text); /* the record's id; 0 if it is no such code */

/* What can be put into a form of @table: EpFormOffer. Free with g_ptr_array_unref(). */
typedef struct {
    char *text;  /* "{section.name}" */
    char *label; /* for people */
    gboolean heading;
} EpFormOffer;
GPtrArray *ep_form_list_offers(EpCatalog *catalog, const EpTable *table);
