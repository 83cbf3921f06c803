#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

/* What leaves the usual way, so that the desk shows every state of its chain: one of each in two weeks. */

#define ROUND 13 /* days; no multiple of a week, so that none of them is always a Sunday */

typedef struct {
    int day; /* of the round */
    const EpTable *table;
    const char *verb;
    const char *answers[5];
} EpSampleExit;

static const EpSampleExit exits[] = {
    { 0, &ep_permit_table, "permit.notify", { "note", "期限前通知を所属へ送付" } },
    { 2, &ep_permit_table, "permit.stop", { "end_reason", "breach", "note", "管理簿の記入がないため" } },
    { 3, &ep_permit_table, "permit.lose", { NULL } },
    { 4, &ep_permit_table, "permit.give_up", { NULL } },
    { 7, &ep_permit_table, "permit.renew", { NULL } },
    { 9, &ep_medium_table, "medium.dispose", { "erased", "1", "note", "破砕" } },
    { 10, &ep_application_table, "application.stop", { "end_reason", "transfer", "explanation", "担当者の異動" } },
};

static int
ep_sample_chain_get_day(EpSampleDays *self)
{
    return (int)(ep_date_to_days(self->day) % ROUND);
}

/* The first one from behind to which it can be done, on a normal way. */
static gboolean
ep_sample_chain_leave(EpSampleDays *self, const EpSampleExit *exit, GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(self->ledger), exit->table, NULL, error);

    for (guint i = records != NULL ? records->len : 0; i-- > 0;) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (strcmp(ep_record_get_named(record, "kind"), "temporary") != 0 && !ep_sample_media_is_first(record) &&
            ep_sample_media_is_possible(self, exit->verb, record))
            return ep_sample_days_do(self, exit->verb, record, exit->answers, NULL, 5, error) != 0;
    }
    return records != NULL;
}

/* --- use restrictions --- */

gboolean
ep_sample_chain_restrict(EpSampleDays *self, EpRecord *permit, const char *kind, GError **error)
{
    EpMatch matches[] = { { "network", ep_record_get_named(permit, "network") }, { NULL, NULL } };
    EpReader *reader = ep_ledger_get_reader(self->ledger);
    g_autoptr(GPtrArray) targets = ep_reader_load(reader, &ep_target_table, matches, error);
    g_autoptr(GPtrArray) others =
        targets != NULL ? ep_reader_load_of(reader, &ep_restriction_table, "permit", ep_record_get_id(permit), error)
                        : NULL;
    g_autofree char *target = NULL;
    const char *answers[] = { "target", NULL, "restricts", kind, NULL };

    if (others == NULL || others->len > 0 || targets->len == 0)
        return others != NULL;
    answers[1] = target = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(g_ptr_array_index(targets, 0)));
    return ep_sample_days_do(self, "permit.restrict", permit, answers, NULL, 5, error) != 0;
}

static gboolean
ep_sample_chain_ask_restriction(EpSampleDays *self, GError **error)
{
    static const char *const kinds[] = { "read", "no-execute", "no-write" };
    g_autoptr(GPtrArray) permits = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_permit_table, NULL, error);
    const char *kind = kinds[ep_sample_chain_get_day(self) % (int)G_N_ELEMENTS(kinds)];

    for (guint i = permits != NULL ? permits->len : 0; i-- > 0;) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (strcmp(ep_record_get_named(permit, "state"), "used") == 0 &&
            ep_sample_media_is_possible(self, "permit.restrict", permit))
            return ep_sample_chain_restrict(self, permit, kind, error);
    }
    return permits != NULL;
}

/* One person sets it, another sees that it works; what is over is lifted. */
gboolean
ep_sample_chain_step_restrictions(EpSampleDays *self, GError **error)
{
    static const char *const steps[] = { "restriction.begin", "restriction.finish", "restriction.verify" };
    static const char *const by_hand[] = { "by_hand", "使用PCで設定（手順書 4.2）", NULL };
    g_autoptr(GPtrArray) all = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_restriction_table, NULL, error);
    g_autofree char *today = ep_sample_days_date(self, 0);

    for (guint i = 0; all != NULL && i < all->len; i++) {
        EpRecord *restriction = g_ptr_array_index(all, i);
        gboolean limited = *ep_record_get_named(restriction, "limits") != '\0';

        if (strcmp(ep_record_get_named(restriction, "until_day"), today) < 0 &&
            ep_words_contain(ep_restriction_table.due_in, ep_record_get_named(restriction, "state"))) {
            if (ep_sample_days_do(self, "restriction.lift", restriction, NULL, NULL, 5, error) == 0)
                return FALSE;
            continue;
        }
        for (guint s = 0; s < G_N_ELEMENTS(steps) && ep_sample_media_roll(self, 3) > 0; s++) {
            if (!ep_sample_media_is_possible(self, steps[s], restriction))
                continue;
            if (ep_sample_days_do(self, steps[s], restriction, s == 1 && limited ? by_hand : NULL, NULL, 5, error) == 0)
                return FALSE;
            break;
        }
    }
    return all != NULL;
}

/* --- applications about a permit there is --- */

static GPtrArray *
ep_sample_chain_new_lines(EpSampleDays *self, EpRecord *permit, GError **error)
{
    g_autoptr(GPtrArray) scopes = ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_permit_scope_table,
                                                    "permit", ep_record_get_id(permit), error);
    GPtrArray *lines;
    EpDraft *device;

    if (scopes == NULL)
        return NULL;
    lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    device = ep_draft_new(&ep_application_device_table);
    ep_draft_fill(device, NULL, NULL, 0);
    ep_draft_set_integer(device, "permit", ep_record_get_id(permit));
    g_ptr_array_add(lines, device);
    for (guint i = 0; i < scopes->len; i++) {
        const char *pc = ep_record_get_named(g_ptr_array_index(scopes, i), "pc");
        EpDraft *line;

        if (*pc == '\0')
            continue;
        line = ep_draft_new(&ep_application_pc_table);
        ep_draft_set_named(line, "pc", pc);
        g_ptr_array_add(lines, line);
    }
    return lines;
}

static gboolean
ep_sample_chain_apply(EpSampleDays *self, EpRecord *permit, const char *kind, const char *purpose, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_sample_chain_new_lines(self, permit, error);
    gboolean renew = strcmp(kind, "renew") == 0;
    int year = ep_date_fiscal_year(self->day) + 1;
    g_autofree char *today = ep_sample_days_date(self, 0),
                    *end = g_strdup_printf("%04d-03-31", renew ? year + 1 : year);
    g_autofree char *next = g_strdup_printf("%04d-04-01", year);
    const char *answers[] = { "kind",
                              kind,
                              "network",
                              ep_record_get_named(permit, "network"),
                              "section",
                              ep_record_get_named(permit, "section"),
                              "post",
                              "主任",
                              "applicant",
                              "山本 花子",
                              "approver",
                              "所属長",
                              "approved",
                              "1",
                              "purpose",
                              purpose,
                              "purpose_kind",
                              "exchange",
                              "info",
                              "c2",
                              "rights",
                              strcmp(kind, "change") == 0 ? "read" : "read-write",
                              "from_day",
                              renew ? next : today,
                              "until_day",
                              end,
                              "affair",
                              "統計報告",
                              "erasure",
                              "使用後に上書き消去",
                              "keeping",
                              "課内の鍵付きキャビネット",
                              "agreed",
                              "1",
                              NULL };

    return lines != NULL && ep_sample_days_do(self, "application.new", NULL, answers, lines, 8, error) != 0;
}

static gboolean
ep_sample_chain_receive(EpSampleDays *self, GError **error)
{
    static const struct {
        int day;
        const char *kind, *purpose;
    } kinds[] = {
        { 1, "change", "読取専用への変更" },
        { 6, "abolish", "事務の終了による廃止" },
        { 8, "renew", "来年度も引き続き使用" },
    };
    g_autoptr(GPtrArray) permits = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_permit_table, NULL, error);

    for (guint k = 0; permits != NULL && k < G_N_ELEMENTS(kinds); k++) {
        if (kinds[k].day != ep_sample_chain_get_day(self))
            continue;
        for (guint i = 0; i < permits->len; i++) {
            EpRecord *permit = g_ptr_array_index(permits, (i + 7 * k) % permits->len);

            if (strcmp(ep_record_get_named(permit, "state"), "used") == 0 && !ep_sample_media_is_first(permit) &&
                ep_sample_media_is_possible(self, "permit.renew", permit))
                return ep_sample_chain_apply(self, permit, kinds[k].kind, kinds[k].purpose, error);
        }
    }
    return permits != NULL;
}

gboolean
ep_sample_chain_work(EpSampleDays *self, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(exits); i++) {
        if (exits[i].day == ep_sample_chain_get_day(self) && !ep_sample_chain_leave(self, &exits[i], error))
            return FALSE;
    }
    if (!ep_sample_days_change_shift(self, error) || !ep_sample_chain_step_restrictions(self, error) ||
        !ep_sample_chain_receive(self, error))
        return FALSE;
    return ep_sample_chain_get_day(self) % 2 != 0 || ep_sample_chain_ask_restriction(self, error);
}
