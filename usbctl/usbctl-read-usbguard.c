#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-read.h"

/*
 * rules.conf of USBGuard (usbguard-rules.conf(5)): target [id] [attribute value]… [if conditions] [# remark], a rule a
 * line. A value is one, or an operator and several in braces.
 */

#define MOST 100000u /* combinations that one rule may stand for */

typedef enum { ID, HASH, PARENT, NAME, SERIAL, PORT, INTERFACE, CONNECT, LABEL, N_ATTRIBUTES } UsbctlAttribute;

static const char *const attributes[N_ATTRIBUTES] = { "id",     "hash",     "parent-hash",    "name",
                                                      "serial", "via-port", "with-interface", "with-connect-type",
                                                      "label" };
static const char *const operators[] = { "equals", "equals-ordered", "one-of", "all-of", "none-of", "match-all", NULL };
static const char *const conditions[] = {
    "localtime", "allowed-matches", "rule-applied", "rule-evaluated", "random", "true", "false", NULL
};

typedef struct {
    GPtrArray *values; /* texts; NULL: the rule does not speak of it */
    const char *how;   /* one of @operators */
} UsbctlValues;

typedef struct {
    char *target;
    UsbctlValues values[N_ATTRIBUTES];
    gboolean condition;
} UsbctlGuardRule;

typedef struct {
    const char *at, *begin;
    guint line;
} UsbctlGuardText;

static gboolean
usbctl_read_usbguard_fail(const UsbctlGuardText *self, GError **error, const char *expected)
{
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("line %u, character %u: %s"), self->line,
                (guint)g_utf8_pointer_to_offset(self->begin, self->at) + 1, expected);
    return FALSE;
}

static void
usbctl_read_usbguard_clear(UsbctlGuardRule *rule)
{
    g_free(rule->target);
    for (int i = 0; i < N_ATTRIBUTES; i++)
        g_clear_pointer(&rule->values[i].values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UsbctlGuardRule, usbctl_read_usbguard_clear)

/* --- words --- */

static void
usbctl_read_usbguard_skip(UsbctlGuardText *self)
{
    self->at += strspn(self->at, " \t\r");
}

static gboolean
usbctl_read_usbguard_is_end(UsbctlGuardText *self)
{
    usbctl_read_usbguard_skip(self);
    return *self->at == '\0' || *self->at == '#';
}

/* Up to a blank; an id and an interface have : and *. */
static char *
usbctl_read_usbguard_word(UsbctlGuardText *self, const char *letters)
{
    gsize length = 0;

    while (g_ascii_isalnum(self->at[length]) || (self->at[length] != '\0' && strchr(letters, self->at[length]) != NULL))
        length++;
    self->at += length;
    return g_strndup(self->at - length, length);
}

static char *
usbctl_read_usbguard_string(UsbctlGuardText *self)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const char *c = self->at;

    if (*c++ != '"')
        return NULL;
    for (; *c != '"'; c++) {
        if (*c == '\0')
            return NULL;
        if (*c != '\\') {
            g_string_append_c(out, *c);
        } else if (c[1] == 'x' && g_ascii_isxdigit(c[2]) && g_ascii_isxdigit(c[3])) {
            g_string_append_c(out, (char)(g_ascii_xdigit_value(c[2]) << 4 | g_ascii_xdigit_value(c[3])));
            c += 3;
        } else if (c[1] == '"' || c[1] == '\\') {
            g_string_append_c(out, *++c);
        } else {
            return NULL;
        }
    }
    self->at = c + 1;
    return g_utf8_make_valid(out->str, (gssize)out->len);
}

/* "1234:abcd", "1234:*", "*:*" */
static gboolean
usbctl_read_usbguard_is_id(const char *text)
{
    gsize vid = strspn(text, "0123456789abcdefABCDEF");

    if (strcmp(text, "*:*") == 0)
        return TRUE;
    return vid == 4 && text[4] == ':' &&
           (strcmp(text + 5, "*") == 0 || (strspn(text + 5, "0123456789abcdefABCDEF") == 4 && text[9] == '\0'));
}

/* "08:06:50", "08:06:*", "08:*:*" */
static gboolean
usbctl_read_usbguard_is_interface(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ":", -1);
    gboolean any = FALSE;

    if (g_strv_length(parts) != 3 || strcmp(parts[0], "*") == 0)
        return FALSE;
    for (int i = 0; i < 3; i++) {
        gboolean star = strcmp(parts[i], "*") == 0;

        if ((any && !star) || (!star && (strlen(parts[i]) != 2 || strspn(parts[i], "0123456789abcdefABCDEF") != 2)))
            return FALSE;
        any |= star;
    }
    return TRUE;
}

static char *
usbctl_read_usbguard_value(UsbctlGuardText *self, UsbctlAttribute attribute, GError **error)
{
    const char *begin = self->at;
    g_autofree char *text = attribute == ID || attribute == INTERFACE ? usbctl_read_usbguard_word(self, ":*")
                                                                      : usbctl_read_usbguard_string(self);

    if (text != NULL && (attribute == ID          ? usbctl_read_usbguard_is_id(text)
                         : attribute == INTERFACE ? usbctl_read_usbguard_is_interface(text)
                                                  : TRUE))
        return g_steal_pointer(&text);
    self->at = begin;
    usbctl_read_usbguard_fail(self, error,
                              attribute == ID          ? _("an ID such as 1234:abcd is expected")
                              : attribute == INTERFACE ? _("an interface such as 08:06:50 is expected")
                                                       : _("a text in quotes is expected"));
    return NULL;
}

/* --- rules --- */

static gboolean
usbctl_read_usbguard_set(UsbctlGuardText *self, UsbctlAttribute attribute, UsbctlValues *values, GError **error)
{
    self->at++;
    for (usbctl_read_usbguard_skip(self); *self->at != '}'; usbctl_read_usbguard_skip(self)) {
        char *value = usbctl_read_usbguard_value(self, attribute, error);

        if (value == NULL)
            return FALSE;
        g_ptr_array_add(values->values, value);
    }
    self->at++;
    return TRUE;
}

static gboolean
usbctl_read_usbguard_values(UsbctlGuardText *self, UsbctlAttribute attribute, UsbctlValues *values, GError **error)
{
    const char *begin;
    char *value;

    values->values = g_ptr_array_new_with_free_func(g_free);
    values->how = operators[0];
    usbctl_read_usbguard_skip(self);
    begin = self->at;
    if (g_ascii_isalpha(*self->at)) {
        g_autofree char *word = usbctl_read_usbguard_word(self, "-");

        usbctl_read_usbguard_skip(self);
        for (const char *const *name = operators; *name != NULL && *self->at == '{'; name++) {
            if (strcmp(*name, word) == 0) {
                values->how = *name;
                return usbctl_read_usbguard_set(self, attribute, values, error);
            }
        }
        self->at = begin;
    }
    if (*self->at == '{')
        return usbctl_read_usbguard_set(self, attribute, values, error);
    value = usbctl_read_usbguard_value(self, attribute, error);
    if (value != NULL)
        g_ptr_array_add(values->values, value);
    return value != NULL;
}

/* What stands in parentheses may hold a rule, and that texts and parentheses of its own. */
static gboolean
usbctl_read_usbguard_skip_arguments(UsbctlGuardText *self, const char *name, GError **error)
{
    const char *begin = self->at + 1;
    int depth = 0;

    do {
        if (*self->at == '"') {
            g_autofree char *text = usbctl_read_usbguard_string(self);

            if (text == NULL)
                return usbctl_read_usbguard_fail(self, error, _("a text in quotes is expected"));
            continue;
        }
        if (*self->at == '\0')
            return usbctl_read_usbguard_fail(self, error, _("a closing parenthesis is missing"));
        depth += (*self->at == '(') - (*self->at == ')');
        self->at++;
    } while (depth > 0);
    if (strcmp(name, "allowed-matches") == 0) {
        UsbctlGuardText query = { begin, begin, self->line };
        g_autofree char *word = usbctl_read_usbguard_word(&query, "-:*");

        for (int i = 0; i < N_ATTRIBUTES; i++) {
            if (strcmp(word, attributes[i]) == 0)
                return TRUE;
        }
        if (usbctl_read_usbguard_is_id(word))
            return TRUE;
        self->at = begin;
        return usbctl_read_usbguard_fail(self, error, _("an attribute is expected"));
    }
    return TRUE;
}

static gboolean
usbctl_read_usbguard_condition(UsbctlGuardText *self, GError **error)
{
    g_autofree char *name = NULL;
    const char *begin;

    usbctl_read_usbguard_skip(self);
    if (*self->at == '!')
        self->at++;
    begin = self->at;
    name = usbctl_read_usbguard_word(self, "-");
    if (!g_strv_contains(conditions, name)) {
        self->at = begin;
        return usbctl_read_usbguard_fail(self, error, _("a condition such as localtime(08:30-17:15) is expected"));
    }
    if (*self->at == '(' && (strcmp(name, "true") == 0 || strcmp(name, "false") == 0))
        return usbctl_read_usbguard_fail(self, error, _("this condition takes nothing in parentheses"));
    return *self->at != '(' || usbctl_read_usbguard_skip_arguments(self, name, error);
}

static gboolean
usbctl_read_usbguard_conditions(UsbctlGuardText *self, GError **error)
{
    const char *begin;
    g_autofree char *word = NULL;

    usbctl_read_usbguard_skip(self);
    begin = self->at;
    word = usbctl_read_usbguard_word(self, "-");
    usbctl_read_usbguard_skip(self);
    if (*self->at != '{' || (*word != '\0' && !g_strv_contains(operators, word))) {
        self->at = begin;
        return usbctl_read_usbguard_condition(self, error);
    }
    for (self->at++, usbctl_read_usbguard_skip(self); *self->at != '}'; usbctl_read_usbguard_skip(self)) {
        if (!usbctl_read_usbguard_condition(self, error))
            return FALSE;
    }
    self->at++;
    return TRUE;
}

static gboolean
usbctl_read_usbguard_attribute(UsbctlGuardText *self, UsbctlGuardRule *rule, GError **error)
{
    const char *begin = self->at;
    g_autofree char *word = usbctl_read_usbguard_word(self, "-:*");

    if (strcmp(word, "if") == 0) {
        rule->condition = TRUE;
        return usbctl_read_usbguard_conditions(self, error) &&
               (usbctl_read_usbguard_is_end(self) ||
                usbctl_read_usbguard_fail(self, error, _("the end of the rule is expected")));
    }
    for (int i = 0; i < N_ATTRIBUTES; i++) {
        if (strcmp(word, attributes[i]) != 0)
            continue;
        if (rule->values[i].values == NULL)
            return usbctl_read_usbguard_values(self, i, &rule->values[i], error);
        self->at = begin;
        return usbctl_read_usbguard_fail(self, error, _("an attribute may stand once only"));
    }
    self->at = begin;
    return usbctl_read_usbguard_fail(self, error,
                                     _("an attribute is expected: id, serial, hash, name, with-interface, …"));
}

static gboolean
usbctl_read_usbguard_rule(UsbctlGuardText *self, UsbctlGuardRule *rule, GError **error)
{
    static const char *const targets[] = { "allow", "block", "reject", NULL };
    const char *begin;

    usbctl_read_usbguard_skip(self);
    begin = self->at;
    rule->target = usbctl_read_usbguard_word(self, "-_");
    if (!g_strv_contains(targets, rule->target)) {
        self->at = begin;
        return usbctl_read_usbguard_fail(self, error, _("allow, block or reject is expected"));
    }
    usbctl_read_usbguard_skip(self);
    if (*self->at == '*' || self->at[strspn(self->at, "0123456789abcdefABCDEF")] == ':') {
        rule->values[ID].values = g_ptr_array_new_with_free_func(g_free);
        rule->values[ID].how = operators[0];
        g_ptr_array_add(rule->values[ID].values, usbctl_read_usbguard_value(self, ID, error));
        if (rule->values[ID].values->pdata[0] == NULL)
            return FALSE;
    }
    while (!usbctl_read_usbguard_is_end(self)) {
        if (!usbctl_read_usbguard_attribute(self, rule, error))
            return FALSE;
    }
    return TRUE;
}

/* --- what a rule means --- */

/* Whether the rule limits @attribute, and to what: several at once can be fulfilled by one device only if one of them
 * is enough. */
typedef enum { ANY, SOME, NONE } UsbctlLimit;

static UsbctlLimit
usbctl_read_usbguard_limit(const UsbctlValues *values)
{
    if (values->values == NULL || strcmp(values->how, "none-of") == 0)
        return ANY;
    return values->values->len == 1 || strcmp(values->how, "one-of") == 0 ? SOME : NONE;
}

static const char *
usbctl_read_usbguard_get(const UsbctlValues *values, guint index)
{
    return usbctl_read_usbguard_limit(values) == SOME && index < values->values->len ? values->values->pdata[index]
                                                                                     : NULL;
}

static void
usbctl_read_usbguard_add(UsbctlList *list, guint line, const UsbctlGuardRule *rule, const char *id, const char *serial,
                         const char *hash)
{
    UsbctlListed *entry = usbctl_list_add(list, line);
    const char *label = usbctl_read_usbguard_get(&rule->values[LABEL], 0);
    const char *name = usbctl_read_usbguard_get(&rule->values[NAME], 0);
    g_autofree char *lower = id != NULL ? g_ascii_strdown(id, -1) : NULL;

    entry->blocks = strcmp(rule->target, "allow") != 0;
    usbctl_listed_set(&entry->label, label != NULL ? label : name);
    usbctl_listed_set(&entry->rights, entry->blocks ? "" : "read-write");
    usbctl_listed_set(&entry->hash, hash);
    if (lower == NULL || *lower == '*')
        return;
    entry->vid = (g_free(entry->vid), g_strndup(lower, 4));
    usbctl_listed_set(&entry->pid, lower + 5);
    usbctl_listed_set(&entry->serial, serial != NULL ? serial : "*");
}

/* Interfaces of class 08, whatever else is asked: then storage is meant. */
static gboolean
usbctl_read_usbguard_is_storage(const UsbctlValues *values)
{
    for (guint i = 0; values->values != NULL && i < values->values->len; i++) {
        if (g_str_has_prefix(values->values->pdata[i], "08:*") &&
            (values->values->len == 1 || strcmp(values->how, "one-of") == 0))
            return TRUE;
    }
    return FALSE;
}

/* A rule for no device of its own. @decided: what storage may that the list does not name is settled. */
static void
usbctl_read_usbguard_take_wide(UsbctlList *list, guint line, const UsbctlGuardRule *rule, gboolean *decided)
{
    static const UsbctlAttribute narrow[] = { HASH, PARENT, NAME, SERIAL, PORT, CONNECT };
    gboolean allows = strcmp(rule->target, "allow") == 0;
    const UsbctlValues *interfaces = &rule->values[INTERFACE];

    for (gsize i = 0; i < G_N_ELEMENTS(narrow); i++) {
        if (rule->values[narrow[i]].values != NULL)
            return;
    }
    if (*decided || rule->condition || (interfaces->values != NULL && !usbctl_read_usbguard_is_storage(interfaces)))
        return;
    *decided = TRUE;
    if (allows)
        usbctl_list_remark(list, USBCTL_REMARK_STORAGE_OPEN, g_strdup_printf(_("line %u"), line));
}

static gboolean
usbctl_read_usbguard_take(UsbctlList *list, guint line, const UsbctlGuardRule *rule, gboolean *decided, GError **error)
{
    const UsbctlValues *ids = &rule->values[ID], *serials = &rule->values[SERIAL], *hashes = &rule->values[HASH];
    const char *id = usbctl_read_usbguard_get(ids, 0);
    guint n_ids, n_serials, n_hashes;

    if (usbctl_read_usbguard_limit(ids) == NONE || usbctl_read_usbguard_limit(serials) == NONE ||
        usbctl_read_usbguard_limit(hashes) == NONE) {
        usbctl_list_remark(list, USBCTL_REMARK_NEVER, g_strdup_printf(_("line %u"), line));
        return TRUE;
    }
    if (usbctl_read_usbguard_limit(hashes) == ANY && (id == NULL || *id == '*')) {
        usbctl_read_usbguard_take_wide(list, line, rule, decided);
        return TRUE;
    }
    if (rule->condition)
        usbctl_list_remark(list, USBCTL_REMARK_CONDITION, g_strdup_printf(_("line %u"), line));
    n_ids = id != NULL ? ids->values->len : 1;
    n_serials = usbctl_read_usbguard_limit(serials) == SOME ? serials->values->len : 1;
    n_hashes = usbctl_read_usbguard_limit(hashes) == SOME ? hashes->values->len : 1;
    if ((guint64)n_ids * n_serials * n_hashes > MOST) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("line %u: more than %u devices in one rule: write them as rules of their own"), line, MOST);
        return FALSE;
    }
    for (guint i = 0; i < n_ids; i++)
        for (guint k = 0; k < n_serials; k++)
            for (guint h = 0; h < n_hashes; h++)
                usbctl_read_usbguard_add(list, line, rule, usbctl_read_usbguard_get(ids, i),
                                         usbctl_read_usbguard_get(serials, k), usbctl_read_usbguard_get(hashes, h));
    return TRUE;
}

UsbctlList *
usbctl_read_usbguard(GBytes *bytes, GError **error)
{
    g_autofree char *text = usbctl_read_dup_text(bytes, error);
    g_autoptr(UsbctlList) list = usbctl_list_new();
    gboolean decided = FALSE;
    guint line = 0;

    for (char *next = text; next != NULL;) {
        char *begin = next, *end = strchr(begin, '\n');
        UsbctlGuardText here = { begin, begin, ++line };
        g_auto(UsbctlGuardRule) rule = { 0 };

        next = end != NULL ? end + 1 : NULL;
        if (end != NULL)
            *end = '\0';
        if (usbctl_read_usbguard_is_end(&here))
            continue;
        if (!usbctl_read_usbguard_rule(&here, &rule, error) ||
            !usbctl_read_usbguard_take(list, line, &rule, &decided, error))
            return NULL;
    }
    return text != NULL ? g_steal_pointer(&list) : NULL;
}
