#include "endpoint/ledger/ep-paper-rule.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-named.h"

static const EpChoice ways[] = {
    { "asked", N_("May be filled in"), EP_TINT_NONE, "任意" },
    { "required", N_("Must be filled in"), EP_TINT_WAIT, "必須" },
    { "left-out", N_("Not on this form"), EP_TINT_NONE, "出さない" },
    { NULL, NULL, EP_TINT_NONE },
};

static char *ep_paper_rule_describe(const char *only);

static const EpField fields[] = {
    { "field", N_("Field"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED,
      .choices = ep_named_fields, .width = 26 },
    { "network", N_("Network"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET,
      .choices = ep_networks, .width = 12 },
    { "asked", N_("On its form"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = ways,
      .initial = "required", .width = 12 },
    { "only", N_("Only these choices"), EP_KIND_LINES, 0, .describe = ep_paper_rule_describe },
    { NULL },
};

static const EpVerb verbs[] = {
    { "form_field.new", N_("Add a rule"), .from = "", .asks = "*", .flags = EP_VERB_QUIET },
    { "form_field.edit", N_("Edit"), .asks = "*", .flags = EP_VERB_QUIET },
    { NULL },
};

typedef struct {
    const char *field, *network;
    EpPaperAsked asked;
    const char *only; /* codes, separated by blanks; "": all */
} EpFormField;

/* The business network is closed to media but for the reasons its rules list, and its form asks what is done with
 * specific personal information; the office LAN has none of that. */
static const EpFormField contract[] = {
    { "application.purpose_kind", "business", EP_PAPER_REQUIRED, "exchange shared standalone" },
    { "application.info", "business", EP_PAPER_REQUIRED, "" },
    { "application.affair", "business", EP_PAPER_REQUIRED, "" },
    { "application.erasure", "business", EP_PAPER_REQUIRED, "" },
    { "application.keeping", "business", EP_PAPER_REQUIRED, "" },
    { "application.agreed", "business", EP_PAPER_REQUIRED, "" },
    { "application.affair", "lan", EP_PAPER_LEFT_OUT, "" },
    { "application.erasure", "lan", EP_PAPER_LEFT_OUT, "" },
    { "application.specific", "lan", EP_PAPER_LEFT_OUT, "" },
    { "application.affair", "lgwan", EP_PAPER_LEFT_OUT, "" },
    { "application.erasure", "lgwan", EP_PAPER_LEFT_OUT, "" },
    { "application.specific", "lgwan", EP_PAPER_LEFT_OUT, "" },
};

/* --- the rule for a field --- */

static EpPaperAsked
ep_paper_rule_parse(const char *code)
{
    return strcmp(code, "required") == 0   ? EP_PAPER_REQUIRED
           : strcmp(code, "left-out") == 0 ? EP_PAPER_LEFT_OUT
                                           : EP_PAPER_ASKED;
}

/* Of two rows for the same field the later one counts. */
static EpRecord *
ep_paper_rule_find_row(GPtrArray *rows, const char *field, const char *network)
{
    EpRecord *found = NULL;

    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        EpRecord *row = g_ptr_array_index(rows, i);

        if (ep_record_get_table(row) == &ep_paper_rule_table && strcmp(ep_record_get_named(row, "field"), field) == 0 &&
            strcmp(ep_record_get_named(row, "network"), network) == 0 &&
            (found == NULL || ep_record_get_rev(row) > ep_record_get_rev(found)))
            found = row;
    }
    return found;
}

static EpFormField
ep_paper_rule_find(GPtrArray *rows, const EpTable *table, const char *name, const char *network)
{
    g_autofree char *field = g_strconcat(table->name, ".", name, NULL);
    EpRecord *row = ep_paper_rule_find_row(rows, field, network);

    if (row != NULL)
        return (EpFormField){ "", "", ep_paper_rule_parse(ep_record_get_named(row, "asked")),
                              ep_record_get_named(row, "only") };
    for (guint i = 0; i < G_N_ELEMENTS(contract); i++) {
        if (strcmp(contract[i].field, field) == 0 && strcmp(contract[i].network, network) == 0)
            return contract[i];
    }
    return (EpFormField){ "", "", EP_PAPER_ASKED, "" };
}

EpPaperAsked
ep_paper_rule_get(GPtrArray *rows, const EpTable *table, const char *field, const char *network)
{
    return ep_paper_rule_find(rows, table, field, network).asked;
}

static gboolean
ep_paper_rule_lists(const char *only, const char *code)
{
    g_auto(GStrv) codes = g_strsplit_set(only, " \r\n", -1);

    return *only == '\0' || g_strv_contains((const char *const *)codes, code);
}

gboolean
ep_paper_rule_allows(GPtrArray *rows, const EpTable *table, const char *field, const char *network, const char *code)
{
    return ep_paper_rule_lists(ep_paper_rule_find(rows, table, field, network).only, code);
}

/* --- what a record lacks --- */

static char *
ep_paper_rule_dup_labels(const EpField *field, const char *only)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const EpChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
        if (ep_paper_rule_lists(only, choice->code))
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", ep_label(choice->label));
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
ep_paper_rule_refuse(GPtrArray *rows, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const char *network = ep_record_get(record, table->at.network);

    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        const char *value = ep_record_get(record, i);
        EpFormField rule;

        if (!ep_field_is_edited(field))
            continue;
        rule = ep_paper_rule_find(rows, table, field->name, network);
        if (rule.asked == EP_PAPER_REQUIRED && *value == '\0')
            return g_strdup_printf(_("%s is not filled in: the form of this network asks for it"),
                                   ep_label(field->label));
        if (rule.asked != EP_PAPER_LEFT_OUT && *value != '\0' && !ep_paper_rule_lists(rule.only, value)) {
            g_autofree char *labels = ep_paper_rule_dup_labels(field, rule.only);

            return g_strdup_printf(_("%s: this network allows only %s"), ep_label(field->label), labels);
        }
    }
    return NULL;
}

/* --- a rule that is written down --- */

/* The choice of @field that is called @word, by its code or its label; NULL if there is none. */
static const EpChoice *
ep_paper_rule_find_choice(const EpField *field, const char *word)
{
    g_autofree char *wanted = ep_fold(word);

    for (const EpChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
        g_autofree char *label = ep_fold(ep_label(choice->label));

        if (strcmp(choice->code, word) == 0 || strcmp(label, wanted) == 0)
            return choice;
    }
    return NULL;
}

/* Codes stand in the row; a person reads their labels. */
static char *
ep_paper_rule_describe(const char *only)
{
    g_auto(GStrv) codes = g_strsplit_set(only, " \r\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);

    for (char **code = codes; *code != NULL; code++) {
        const EpChoice *choice = NULL;

        for (const EpField *field = ep_application_table.fields; choice == NULL && field->name != NULL; field++)
            choice = ep_field_is_edited(field) ? ep_paper_rule_find_choice(field, *code) : NULL;
        if (**code != '\0')
            g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "",
                                   choice != NULL ? ep_label(choice->label) : *code);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* One choice a line, as people call it or by its code; kept as codes. */
static gboolean
ep_paper_rule_check(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(ep_draft_get_named(draft, "field"), ".", 2);
    g_auto(GStrv) words = g_strsplit_set(ep_draft_get_named(draft, "only"), " \r\n", -1);
    const EpTable *table = parts[0] != NULL ? ep_catalog_find(ep_reader_get_catalog(reader), parts[0]) : NULL;
    guint field = table != NULL && parts[1] != NULL ? ep_table_find(table, parts[1]) : EP_NO_FIELD;
    g_autoptr(GString) only = g_string_new(NULL);

    for (char **word = words; field != EP_NO_FIELD && *word != NULL; word++) {
        const EpChoice *choice = ep_paper_rule_find_choice(&table->fields[field], *word);

        if (**word == '\0')
            continue;
        if (choice == NULL) {
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("%s: “%s” is no choice of %s"),
                        ep_label(fields[ep_table_find(&ep_paper_rule_table, "only")].label), *word,
                        ep_label(table->fields[field].label));
            return FALSE;
        }
        g_string_append_printf(only, "%s%s", only->len > 0 ? " " : "", choice->code);
    }
    ep_draft_set_named(draft, "only", only->str);
    return TRUE;
}

EpTable ep_paper_rule_table = {
    .name = "form_field", /* as the journal has it, which keeps names */
    .label = N_("Form per network"),
    .hint = N_(
        "These rules hold without a row: the business network's form must say the kind of use (exchange of data, one "
        "PC for several people, separate system), the information, the affair, how the data are erased, where the "
        "device is kept and that the rules are accepted; the affair, the erasure and specific personal information "
        "are not on the other networks' form. Add what differs here."),
    .flags = EP_TABLE_SITE,
    .fields = fields,
    .title = "field",
    .network = "network",
    .verbs = verbs,
    .check = ep_paper_rule_check,
    .sort = "field",
};
