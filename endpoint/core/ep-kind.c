#include "endpoint/core/ep-kind.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-money.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/core/ep-net.h"
#include "endpoint/core/ep-record.h"
#include "endpoint/core/ep-time.h"

static const char *const names[] = {
    [EP_KIND_TEXT] = "text",           [EP_KIND_LINES] = "lines", [EP_KIND_CODE] = "code",
    [EP_KIND_INTEGER] = "integer",     [EP_KIND_MONEY] = "money", [EP_KIND_DATE] = "date",
    [EP_KIND_TIME] = "time",           [EP_KIND_YES] = "yes",     [EP_KIND_CHOICE] = "choice",
    [EP_KIND_REFERENCE] = "reference", [EP_KIND_MAC] = "mac",     [EP_KIND_IP] = "ip",
};

const char *
ep_kind_get_name(EpKind kind)
{
    return names[kind];
}

gboolean
ep_kind_is_number(EpKind kind)
{
    return kind == EP_KIND_INTEGER || kind == EP_KIND_MONEY;
}

gboolean
ep_kind_is_code(EpKind kind)
{
    return kind == EP_KIND_CODE || kind == EP_KIND_MAC || kind == EP_KIND_IP;
}

/* An input method that is left on writes wide letters. */
static char *
ep_kind_parse_code(const char *text)
{
    char *narrow = g_strdup(text);

    ep_fold_narrow(narrow);
    return g_strstrip(narrow);
}

static char *
ep_kind_parse_integer(const char *text, GError **error)
{
    g_autofree char *narrow = ep_fold_normalize(text);
    gint64 value;

    g_strstrip(narrow);
    if (!g_ascii_string_to_signed(narrow, 10, G_MININT64, G_MAXINT64, &value, NULL)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a whole number"), text);
        return NULL;
    }
    return g_strdup_printf("%" G_GINT64_FORMAT, value);
}

static char *
ep_kind_parse_date(const char *text, GError **error)
{
    EpDate date;

    return ep_date_read(text, EP_DATE_SERIAL, &date, error) ? ep_date_to_text(date) : NULL;
}

static char *
ep_kind_parse_time(const char *text, GError **error)
{
    gint64 seconds;

    return ep_time_parse(text, &seconds, NULL) || ep_time_read(text, EP_ZONE_JAPAN, &seconds, error)
               ? ep_time_to_text(seconds)
               : NULL;
}

static char *
ep_kind_parse_yes(const char *text, GError **error)
{
    static const char *const yes[] = { "1", "yes", "true", "はい", "有", "あり", "○", "〇", "済", NULL };
    static const char *const no[] = { "0", "no", "false", "いいえ", "無", "なし", "×", "未", NULL };
    g_autofree char *lower = g_ascii_strdown(text, -1);

    if (g_strv_contains(yes, lower))
        return g_strdup("1");
    if (g_strv_contains(no, lower))
        return g_strdup("");
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is neither yes nor no"), text);
    return NULL;
}

static gboolean
ep_kind_is_alias(const EpChoice *choice, const char *folded)
{
    g_auto(GStrv) aliases = g_strsplit(choice->aliases != NULL ? choice->aliases : "", "|", -1);

    for (char **alias = aliases; *alias != NULL; alias++) {
        g_autofree char *own = ep_fold(*alias);

        if (strcmp(folded, own) == 0)
            return TRUE;
    }
    return FALSE;
}

static char *
ep_kind_parse_choice(const EpField *field, const char *text, GError **error)
{
    g_autofree char *wanted = ep_fold(text);
    g_autoptr(GString) known = g_string_new(NULL);

    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        g_autofree char *code = ep_fold(choice->code);
        g_autofree char *label = ep_fold(ep_label(choice->label));

        if (strcmp(wanted, code) == 0 || strcmp(wanted, label) == 0 || ep_kind_is_alias(choice, wanted))
            return g_strdup(choice->code);
        g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", ep_label(choice->label));
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is none of %s"), text, known->str);
    return NULL;
}

static char *
ep_kind_parse_value(const EpField *field, const char *text, GError **error)
{
    switch (field->kind) {
    case EP_KIND_INTEGER:
    case EP_KIND_REFERENCE:
        return ep_kind_parse_integer(text, error);
    case EP_KIND_MONEY:
        return ep_money_check(text, error);
    case EP_KIND_DATE:
        return ep_kind_parse_date(text, error);
    case EP_KIND_TIME:
        return ep_kind_parse_time(text, error);
    case EP_KIND_YES:
        return ep_kind_parse_yes(text, error);
    case EP_KIND_CHOICE:
        return ep_kind_parse_choice(field, text, error);
    case EP_KIND_MAC:
        return ep_net_check_mac(text, error);
    case EP_KIND_IP:
        return ep_net_check_ip(text, error);
    case EP_KIND_CODE:
        return ep_kind_parse_code(text);
    default:
        return g_strdup(text);
    }
}

static gboolean
ep_kind_check_text(const EpField *field, const char *text, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: the text is not valid UTF-8"), ep_label(field->label));
        return FALSE;
    }
    if (field->kind != EP_KIND_LINES && strpbrk(text, "\n\r") != NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: one line only"), ep_label(field->label));
        return FALSE;
    }
    return TRUE;
}

char *
ep_kind_parse(const EpField *field, const char *text, GError **error)
{
    g_autofree char *bare = g_strdup(text != NULL ? text : "");
    char *value;

    if (!ep_kind_check_text(field, bare, error))
        return NULL;
    g_strstrip(bare);
    if (*bare == '\0')
        return g_strdup("");
    value = ep_kind_parse_value(field, bare, error);
    if (value == NULL)
        g_prefix_error(error, "%s: ", ep_label(field->label));
    return value;
}

/* Most values are checked without being parsed and printed again; FALSE says nothing. */
static gboolean
ep_kind_is_canonical(const EpField *field, const char *value)
{
    EpDate date;
    gint64 seconds;

    switch (field->kind) {
    case EP_KIND_DATE:
        return ep_date_parse(value, &date, NULL);
    case EP_KIND_TIME:
        return ep_time_parse(value, &seconds, NULL);
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
    case EP_KIND_REFERENCE:
        return *value >= '1' && *value <= '9' && strlen(value) <= 18 && value[strspn(value, "0123456789")] == '\0';
    case EP_KIND_MAC:
        for (guint i = 0; i < 17; i++) {
            if (i % 3 == 2 ? value[i] != ':' : !g_ascii_isxdigit(value[i]) || g_ascii_islower(value[i]))
                return FALSE;
        }
        return value[17] == '\0';
    default:
        return FALSE;
    }
}

gboolean
ep_kind_check(const EpField *field, const char *value, GError **error)
{
    g_autofree char *canonical = NULL;

    if (!ep_kind_check_text(field, value, error))
        return FALSE;
    if (*value == '\0' || field->kind == EP_KIND_TEXT || field->kind == EP_KIND_LINES || field->kind == EP_KIND_CODE)
        return TRUE;
    if (field->kind == EP_KIND_CHOICE) {
        if (ep_field_find_choice(field, value) != NULL)
            return TRUE;
    } else if (ep_kind_is_canonical(field, value)) {
        return TRUE;
    } else {
        canonical = ep_kind_parse_value(field, value, NULL);
        if (g_strcmp0(canonical, value) == 0)
            return TRUE;
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: “%s” is not a valid value"), ep_label(field->label), value);
    return FALSE;
}

static const char *
ep_kind_take(char *text, char *scratch)
{
    g_strlcpy(scratch, text, EP_SCRATCH_SIZE);
    g_free(text);
    return scratch;
}

const char *
ep_kind_display(const EpField *field, const char *label, char *scratch)
{
    const EpChoice *choice;

    if (*label == '\0')
        return label;
    switch (field->kind) {
    case EP_KIND_CHOICE:
        choice = ep_field_find_choice(field, label);
        return choice != NULL ? ep_label(choice->label) : label;
    case EP_KIND_YES:
        return "✓";
    case EP_KIND_MONEY:
        return ep_kind_take(ep_money_format(label), scratch);
    case EP_KIND_DATE:
        return ep_date_show(label, scratch);
    case EP_KIND_TIME:
        return ep_kind_take(ep_time_format(label, EP_ZONE_JAPAN), scratch);
    default:
        return label;
    }
}

static int
ep_kind_compare_numbers(const char *a, const char *b)
{
    gint64 x = g_ascii_strtoll(a, NULL, 10), y = g_ascii_strtoll(b, NULL, 10);

    return (x > y) - (x < y);
}

static int
ep_kind_rank(const EpField *field, const char *code)
{
    int rank = 0;

    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++, rank++) {
        if (strcmp(choice->code, code) == 0)
            return rank;
    }
    return rank;
}

int
ep_kind_compare(const EpField *field, const char *a, const char *b)
{
    if (*a == '\0' || *b == '\0')
        return (*a == '\0') - (*b == '\0');
    switch (field->kind) {
    case EP_KIND_INTEGER:
    case EP_KIND_MONEY:
        return ep_kind_compare_numbers(a, b);
    case EP_KIND_CHOICE:
        return ep_kind_rank(field, a) - ep_kind_rank(field, b);
    case EP_KIND_IP:
        return ep_net_compare_ip(a, b);
    case EP_KIND_CODE:
    case EP_KIND_REFERENCE:
        return ep_natural_compare(a, b);
    default:
        return strcmp(a, b);
    }
}
