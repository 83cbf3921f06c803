#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-natural.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"

/* How far the sections of a yearly renewal are, and when one is to be begun. */

#define FIGURE EP_KIND_INTEGER, EP_FIELD_COLUMN

static const EpField fields[] = {
    { "code", N_("Section code"), EP_KIND_CODE, EP_FIELD_SEARCHED },
    { "name", N_("Section"), EP_KIND_TEXT, EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 18 },
    { "lines", N_("Permits"), FIGURE, .width = 6 },
    { "waiting", N_("Not answered"), FIGURE, .width = 6 },
    { "renew", N_("To be renewed"), FIGURE, .width = 6 },
    { "give_back", N_("To be given back"), FIGURE, .width = 6 },
    { "lose", N_("Said to be lost"), FIGURE, .width = 6 },
    { "done", N_("Done"), FIGURE, .width = 6 },
    { "doubtful", N_("To be looked at"), FIGURE, .width = 6 },
    { "left", N_("Left the renewal"), EP_KIND_INTEGER, 0, .width = 6 },
    { "reminded_on", N_("Reminded on"), EP_KIND_DATE, EP_FIELD_COLUMN, .width = 9 },
    { NULL },
};

static EpTable table = {
    .name = "renewal_section",
    .label = N_("Sections of a yearly renewal"),
    .fields = fields,
    .title = "name",
    .sort = "code",
};

const EpTable *
ep_renewal_get_section_table(void)
{
    static gsize once;

    if (g_once_init_enter(&once)) {
        ep_table_prepare(&table);
        g_once_init_leave(&once, 1);
    }
    return &table;
}

EpRecord *
ep_renewal_section_to_record(const EpRenewalSection *section)
{
    const EpTable *own = ep_renewal_get_section_table();
    const guint figures[] = { section->lines, section->waiting, section->renew,    section->give_back,
                              section->lose,  section->done,    section->doubtful, section->left };
    char texts[G_N_ELEMENTS(figures)][16];
    g_autofree const char **values = g_new0(const char *, own->at.n_slots + 1);

    values[0] = section->code;
    values[1] = section->section != 0 ? section->name : _("No section");
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        g_snprintf(texts[i], sizeof texts[i], "%u", figures[i]);
        values[2 + i] = texts[i];
    }
    values[2 + G_N_ELEMENTS(figures)] = section->reminded_on;
    return ep_record_new(own, section->section != 0 ? section->section : -1, 0, values);
}

/* --- counting --- */

static void
ep_renewal_section_free(EpRenewalSection *section)
{
    g_free(section->name);
    g_free(section->code);
    g_free(section);
}

static EpRenewalSection *
ep_renewal_section_new(EpRecord *line)
{
    EpRenewalSection *section = g_new0(EpRenewalSection, 1);

    section->section = ep_record_get_integer(line, "section");
    section->name = g_strdup(ep_record_get_label(line, ep_renewal_line_table.at.section));
    section->code = g_strdup(ep_record_get_named(line, "section_code"));
    return section;
}

void
ep_renewal_section_count(EpRenewalSection *section, EpRecord *line)
{
    const char *state = ep_record_get(line, ep_renewal_line_table.at.state);
    const char *reminded = ep_record_get_named(line, "reminded_on");

    section->lines++;
    section->waiting += strcmp(state, "waiting") == 0;
    section->renew += strcmp(state, "renew") == 0;
    section->give_back += strcmp(state, "give_back") == 0;
    section->lose += strcmp(state, "lose") == 0;
    section->to_do = section->renew + section->give_back + section->lose;
    section->left += strcmp(state, "left") == 0;
    section->done += ep_words_contain(EP_RENEWAL_DONE, state);
    section->doubtful += ep_renewal_line_is_doubtful(line);
    if (strcmp(reminded, section->reminded_on) > 0)
        g_strlcpy(section->reminded_on, reminded, sizeof section->reminded_on);
}

static int
ep_renewal_section_compare(gconstpointer a, gconstpointer b)
{
    const EpRenewalSection *left = *(EpRenewalSection **)a, *right = *(EpRenewalSection **)b;
    int order = ep_natural_compare(left->code, right->code);

    return order != 0 ? order : left->section < right->section ? -1 : left->section > right->section;
}

GPtrArray *
ep_renewal_count_sections(GPtrArray *lines)
{
    GPtrArray *sections = g_ptr_array_new_with_free_func((GDestroyNotify)ep_renewal_section_free);
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);
        gint64 id = ep_record_get_integer(line, "section");
        EpRenewalSection *section = g_hash_table_lookup(by_id, &id);

        if (section == NULL) {
            section = ep_renewal_section_new(line);
            g_hash_table_insert(by_id, &section->section, section);
            g_ptr_array_add(sections, section);
        }
        ep_renewal_section_count(section, line);
    }
    g_ptr_array_sort(sections, ep_renewal_section_compare);
    return sections;
}

gboolean
ep_renewal_line_is_doubtful(EpRecord *line)
{
    return *ep_record_get_named(line, "doubt") != '\0' && ep_record_get_integer(line, "accepted_by") == 0;
}

/* --- when one is due --- */

static gboolean
ep_renewal_count_permit(const EpRow *row, gpointer user_data, GError **error)
{
    ((EpRenewalDue *)user_data)->permits++;
    return TRUE;
}

gboolean
ep_renewal_load_due(EpReader *reader, const char *today, EpRenewalDue *due, GError **error)
{
    g_autofree char *last = ep_application_dup_last_day(today);
    EpValue values[] = { EP_TEXT(last), EP_NULL, EP_NULL };

    *due = (EpRenewalDue){ 0 };
    g_strlcpy(due->until, last != NULL ? last : "", sizeof due->until);
    g_snprintf(due->begins, sizeof due->begins, "%.4s-02-01", due->until);
    if (!ep_reader_query(reader, "renewal-permits", values, G_N_ELEMENTS(values), ep_renewal_count_permit, due, error))
        return FALSE;
    due->due = due->permits > 0 && strcmp(today, due->begins) >= 0;
    return TRUE;
}
