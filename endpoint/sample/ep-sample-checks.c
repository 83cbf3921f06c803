#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

/* What is brought in and checked at the counter, used until the office closes, and now and then carries something. */

#define N(array) ((int)G_N_ELEMENTS(array))

typedef struct {
    const char *carrier, *company, *errand, *kind, *model, *vid, *pid, *serial, *fallback;
} EpSampleVisit;

static const EpSampleVisit visits[] = {
    { "風見 一郎", "風見電機", "税務端末の月次保守", "usb", "KZ-U16", "0411", "01EF", "KAZE4410", "" },
    { "星野 二葉", "星野光学", "広報写真の納品", "card", "", "", "", "", "pc" },
    { "空知 三平", "空知スキャン", "スキャナの修正版の適用", "optical", "", "", "", "", "pc" },
    { "窓口 四季", "窓口メディア", "議会中継データの受け渡し", "disk", "MM-HD2T", "0951", "1670", "MADO7701", "" },
};

static EpRecord *
ep_sample_checks_read(EpSampleDays *self, const EpTable *table, gint64 id, GError **error)
{
    return ep_reader_read(ep_ledger_get_reader(self->ledger), table, id, error);
}

static char *
ep_sample_checks_dup_id(EpRecord *record)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(record));
}

/* --- a detection --- */

static gboolean
ep_sample_checks_do(EpSampleDays *self, const char *verb, gint64 incident, const char *const *answers, gint64 minutes,
                    GError **error)
{
    g_autoptr(EpRecord) now = ep_sample_checks_read(self, &ep_incident_table, incident, error);

    return now != NULL && ep_sample_days_do(self, verb, now, answers, NULL, minutes, error) != 0;
}

gboolean
ep_sample_checks_settle(EpSampleDays *self, gint64 check, GError **error)
{
    static const char *const report[] = { "reported_to", "デジタル推進課 山本係長", "reported_how", "phone", NULL };
    static const char *const returned[] = { "action", "returned", "treatment", "媒体を使わず持ち主へ返した", NULL };
    static const char *const cause[] = { "cause", "持ち主のPCのパターンが古かった", "measures",
                                         "持ち込む前の検査を所属へ周知した", NULL };
    g_autoptr(GPtrArray) all =
        ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_incident_table, "detection", check, error);
    gint64 incident = all != NULL && all->len > 0 ? ep_record_get_id(g_ptr_array_index(all, 0)) : 0;

    if (all == NULL || incident == 0)
        return all != NULL;
    return ep_sample_checks_do(self, "incident.report", incident, report, 3, error) &&
           ep_sample_checks_do(self, "incident.treat", incident, returned, 10, error) &&
           ep_sample_checks_do(self, "incident.close_gone", incident, cause, 5, error);
}

/* --- a visit --- */

static gint64
ep_sample_checks_bring(EpSampleDays *self, const EpSampleVisit *visit, gboolean infected, GError **error)
{
    EpRecord *pc = g_ptr_array_index(self->pcs, ep_sample_media_roll(self, (int)self->pcs->len));
    g_autofree char *pattern_date = ep_sample_days_date(self, 0);
    g_autofree char *pattern = g_strdup_printf("%d", 27000 + ep_date_to_days(self->day) % 1000);
    g_autofree char *files = g_strdup_printf("%d", 3 + ep_sample_media_roll(self, 400));
    const char *answers[] = { "carrier",
                              visit->carrier,
                              "company",
                              visit->company,
                              "errand",
                              visit->errand,
                              "kind",
                              visit->kind,
                              "pieces",
                              "1",
                              "model",
                              visit->model,
                              "vid",
                              visit->vid,
                              "pid",
                              visit->pid,
                              "serial",
                              visit->serial,
                              "network",
                              "lan",
                              "section",
                              ep_record_get_named(pc, "section"),
                              "scanner",
                              "ClamAV 1.0.7",
                              "pattern",
                              pattern,
                              "pattern_date",
                              pattern_date,
                              "files",
                              files,
                              "found",
                              infected ? "2" : "0",
                              "result",
                              infected ? "found" : "clean",
                              "pc",
                              "検査用PC",
                              infected ? "names" : NULL,
                              "setup/installer.exe: Madoguchi.Test.Signature\nreadme.doc: Madoguchi.Test.Macro",
                              NULL };

    return ep_sample_days_do(self, "virus_check.new", NULL, answers, NULL, 10, error);
}

static gboolean
ep_sample_checks_permit(EpSampleDays *self, gint64 check, const EpSampleVisit *visit, GError **error)
{
    g_autoptr(EpRecord) record = ep_sample_checks_read(self, &ep_virus_check_table, check, error);
    EpRecord *pc = NULL;
    g_autofree char *id = NULL;
    const char *answers[] = { "network",  "lan",           "rights", "read-write", "user", visit->carrier,
                              "fallback", visit->fallback, "pc",     NULL,         NULL };

    for (guint i = 0; pc == NULL && i < self->pcs->len; i++) {
        EpRecord *one = g_ptr_array_index(self->pcs, (i + (guint)ep_sample_media_roll(self, 100)) % self->pcs->len);

        pc = strcmp(ep_record_get_named(one, "network"), "lan") == 0 ? one : NULL;
    }
    if (record == NULL || pc == NULL)
        return record != NULL;
    answers[9] = id = ep_sample_checks_dup_id(pc);
    return ep_sample_days_do(self, "virus_check.permit", record, answers, NULL, 3, error) != 0;
}

/* Registered, and put into use. */
static gboolean
ep_sample_checks_start(EpSampleDays *self, gint64 check, GError **error)
{
    g_autoptr(GPtrArray) permits =
        ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_permit_table, "virus_check", check, error);

    if (permits == NULL || !ep_sample_media_export_all(self, error))
        return FALSE;
    for (guint i = 0; i < permits->len; i++) {
        g_autoptr(EpRecord) now =
            ep_sample_checks_read(self, &ep_permit_table, ep_record_get_id(g_ptr_array_index(permits, i)), error);

        if (now == NULL)
            return FALSE;
        if (ep_sample_media_is_possible(self, "permit.start", now) &&
            ep_sample_days_do(self, "permit.start", now, NULL, NULL, 3, error) == 0)
            return FALSE;
    }
    return TRUE;
}

/* Before the office closes, what was brought in goes home again. */
static gboolean
ep_sample_checks_revoke(EpSampleDays *self, GError **error)
{
    static const char *const erased[] = { "erased", "1", NULL };
    EpMatch used[] = { { "state", "used" }, { "kind", "temporary" }, { NULL, NULL } };
    g_autoptr(GPtrArray) permits = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_permit_table, used, error);

    for (guint i = 0; permits != NULL && i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);
        g_autoptr(EpRecord) now = NULL;

        if (ep_sample_days_do(self, "permit.revoke", permit, NULL, NULL, 2, error) == 0)
            return FALSE;
        now = ep_sample_checks_read(self, &ep_permit_table, ep_record_get_id(permit), error);
        if (now == NULL || ep_sample_days_do(self, "permit.hand_back", now, erased, NULL, 2, error) == 0)
            return FALSE;
    }
    return permits != NULL;
}

gboolean
ep_sample_checks_work(EpSampleDays *self, gboolean last, GError **error)
{
    int n = last ? 2 : ep_sample_media_roll(self, 2);

    if (!last && !ep_sample_checks_revoke(self, error))
        return FALSE;
    for (int i = 0; i < n; i++) {
        const EpSampleVisit *visit = &visits[last ? i * 3 : ep_sample_media_roll(self, N(visits))];
        gint64 check;

        if (!ep_sample_days_change_shift(self, error))
            return FALSE;
        check = ep_sample_checks_bring(self, visit, FALSE, error);
        if (check == 0 || !ep_sample_checks_permit(self, check, visit, error) ||
            !ep_sample_checks_start(self, check, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
ep_sample_checks_find(EpSampleDays *self, GError **error)
{
    return ep_sample_checks_bring(self, &visits[2], TRUE, error) != 0;
}
