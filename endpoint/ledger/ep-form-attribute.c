#include "endpoint/ledger/ep-form-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/* What elements may say of themselves. `each`, `of`, `when` and `columns` want more than a value and are read by
 * ep-form-parse.c. */

#define BIT(kind) (1u << EP_FORM_##kind)
#define CELLS (BIT(LABEL) | BIT(CELL))
#define ROWS (BIT(HEAD) | BIT(ROW))
#define WORDS (BIT(TEXT) | BIT(TABLE) | ROWS | CELLS)
#define PLACED (BIT(TEXT) | BIT(LINE) | BIT(BOX) | BIT(QR) | BIT(BARCODE) | BIT(TABLE))

typedef enum { LENGTH, SIGNED, POINTS, NUMBER, PART, YES, CHOICE } EpFormType;

static const char *const faces[] = { "mincho", "gothic", NULL };
static const char *const aligns[] = { "left", "center", "right", "spread", NULL };
static const char *const valigns[] = { "top", "middle", "bottom", NULL };
static const char *const pages[] = { "every", "first", "last", NULL };

static const struct {
    const char *name;
    EpFormType type;
    guint kinds;
    gsize offset;
    const char *const *choices;
} attributes[] = {
    { "x", LENGTH, PLACED, G_STRUCT_OFFSET(EpFormNode, x), NULL },
    { "y", LENGTH, PLACED, G_STRUCT_OFFSET(EpFormNode, y), NULL },
    { "w", SIGNED, PLACED & ~BIT(TABLE), G_STRUCT_OFFSET(EpFormNode, w), NULL },
    { "h", SIGNED, (PLACED & ~BIT(QR)) | ROWS, G_STRUCT_OFFSET(EpFormNode, h), NULL },
    { "size", POINTS, WORDS, G_STRUCT_OFFSET(EpFormNode, size), NULL },
    { "face", CHOICE, WORDS, G_STRUCT_OFFSET(EpFormNode, face), faces },
    { "bold", YES, WORDS, G_STRUCT_OFFSET(EpFormNode, bold), NULL },
    { "align", CHOICE, WORDS, G_STRUCT_OFFSET(EpFormNode, align), aligns },
    { "valign", CHOICE, WORDS, G_STRUCT_OFFSET(EpFormNode, valign), valigns },
    { "pad", LENGTH, WORDS, G_STRUCT_OFFSET(EpFormNode, pad), NULL },
    { "box", LENGTH, WORDS | BIT(BOX), G_STRUCT_OFFSET(EpFormNode, box), NULL },
    { "fill", PART, WORDS | BIT(BOX), G_STRUCT_OFFSET(EpFormNode, fill), NULL },
    { "weight", LENGTH, BIT(LINE), G_STRUCT_OFFSET(EpFormNode, weight), NULL },
    { "bottom", LENGTH, BIT(TABLE), G_STRUCT_OFFSET(EpFormNode, bottom), NULL },
    { "next", LENGTH, BIT(TABLE), G_STRUCT_OFFSET(EpFormNode, next), NULL },
    { "on", CHOICE, PLACED, G_STRUCT_OFFSET(EpFormNode, on), pages },
    { "span", NUMBER, CELLS, G_STRUCT_OFFSET(EpFormNode, span), NULL },
    { "min", NUMBER, BIT(ROW), G_STRUCT_OFFSET(EpFormNode, min), NULL },
    { "max", NUMBER, BIT(ROW), G_STRUCT_OFFSET(EpFormNode, max), NULL },
    { "last", YES, BIT(ROW), G_STRUCT_OFFSET(EpFormNode, last), NULL },
};

static gboolean
ep_form_attribute_number(const char *value, double least, double most, double *out, GError **error)
{
    char *end = NULL;
    double number = g_ascii_strtod(value, &end);

    if (end != value && *end == '\0' && number >= least && number <= most) {
        *out = number;
        return TRUE;
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("a number from %g to %g is expected, not “%s”"), least, most,
                value);
    return FALSE;
}

gboolean
ep_form_attribute_length(const char *value, double *out, GError **error)
{
    return ep_form_attribute_number(value, 0, 2000, out, error);
}

gboolean
ep_form_attribute_pair(const char *value, const char *between, double *a, double *b, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(value, between, 2);

    if (parts[0] != NULL && parts[1] != NULL && ep_form_attribute_number(g_strstrip(parts[0]), -2000, 2000, a, NULL) &&
        ep_form_attribute_number(g_strstrip(parts[1]), -2000, 2000, b, NULL))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("two numbers with “%s” between them are expected, not “%s”"),
                between, value);
    return FALSE;
}

static gboolean
ep_form_attribute_choose(const char *value, const char *const *choices, guint *out, GError **error)
{
    g_autofree char *all = g_strjoinv(", ", (char **)choices);

    for (guint i = 0; choices[i] != NULL; i++) {
        if (strcmp(choices[i], value) == 0) {
            *out = i;
            return TRUE;
        }
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("one of %s is expected, not “%s”"), all, value);
    return FALSE;
}

static gboolean
ep_form_attribute_take(gpointer place, guint at, const char *value, GError **error)
{
    static const char *const no_yes[] = { "no", "yes", NULL };
    double number;

    switch (attributes[at].type) {
    case LENGTH:
        return ep_form_attribute_length(value, place, error);
    case SIGNED:
        return ep_form_attribute_number(value, -2000, 2000, place, error);
    case POINTS:
        return ep_form_attribute_number(value, 3, 200, place, error);
    case PART:
        return ep_form_attribute_number(value, 0, 1, place, error);
    case NUMBER:
        if (!ep_form_attribute_number(value, 1, 500, &number, error))
            return FALSE;
        *(guint *)place = (guint)number;
        return TRUE;
    case YES:
        return ep_form_attribute_choose(value, no_yes, place, error);
    default:
        return ep_form_attribute_choose(value, attributes[at].choices, place, error);
    }
}

gboolean
ep_form_attribute_set(EpFormNode *node, const char *name, const char *value, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if ((attributes[i].kinds & 1u << node->kind) != 0 && strcmp(attributes[i].name, name) == 0)
            return ep_form_attribute_take((char *)node + attributes[i].offset, i, value, error);
    }
    return FALSE;
}

gboolean
ep_form_attribute_refuse(const char *name, const char *known, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("there is no attribute “%s” here, but %s"), name, known);
    return FALSE;
}

char *
ep_form_attribute_list(EpFormKind kind)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if ((attributes[i].kinds & 1u << kind) != 0)
            g_string_append_printf(names, "%s, ", attributes[i].name);
    }
    if (kind == EP_FORM_TABLE)
        g_string_append(names, "columns, ");
    if (kind == EP_FORM_ROW)
        g_string_append(names, "each, of, ");
    g_string_append(names, "when");
    return g_string_free(g_steal_pointer(&names), FALSE);
}
