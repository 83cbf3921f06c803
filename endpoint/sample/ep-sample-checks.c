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

/* Nobody brings what was lost. */
static gboolean
ep_sample_checks_is_away(EpSampleDays *self, EpRecord *check)
{
    gint64 id = ep_record_get_integer(check, "medium");
    g_autoptr(EpRecord) medium = id != 0 ? ep_sample_checks_read(self, &ep_medium_table, id, NULL) : NULL;

    return medium != NULL && ep_words_contain("lost disposed", ep_record_get_named(medium, "state"));
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
    if (record == NULL || pc == NULL || ep_sample_checks_is_away(self, record))
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

    if (permits == NULL || !ep_sample_media_export_all(self, self->many != NULL ? "lan" : NULL, error))
        return FALSE;
    for (guint i = 0; i < permits->len; i++) {
        g_autoptr(EpRecord) now =
            ep_sample_checks_read(self, &ep_permit_table, ep_record_get_id(g_ptr_array_index(permits, i)), error);

        if (now == NULL)
            return FALSE;
        if (ep_sample_media_is_possible(self, "permit.start", now) &&
            ep_sample_days_do(self, "permit.start", now, NULL, NULL, 3, error) == 0)
            return FALSE;
        if (self->many != NULL && !ep_sample_many_watch(self, ep_record_get_id(now), error))
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
        if (self->many != NULL && !ep_sample_many_watch(self, ep_record_get_id(now), error))
            return FALSE;
    }
    return permits != NULL;
}

/* --- what is delivered to the city --- */

static GPtrArray *
ep_sample_checks_new_files(void)
{
    static const char *const files[][3] = {
        { "月次報告書.xlsx", "184320", "0f3d3b2c8a1e4d5f6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b" },
        { "月次報告書.pdf", "402117", "5b1c9e77d2f04a86b3c8e1d09f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a" },
        { "作業日報/日報一式.pdf", "1830422", "c4a7f1e2d3b5968778695a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d" },
    };
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (int i = 0; i < N(files); i++) {
        EpDraft *line = ep_draft_new(&ep_delivery_file_table);

        ep_draft_set_named(line, "name", files[i][0]);
        ep_draft_set_named(line, "size", files[i][1]);
        ep_draft_set_named(line, "sha256", files[i][2]);
        g_ptr_array_add(lines, line);
    }
    return lines;
}

static gboolean
ep_sample_checks_check_delivery(EpSampleDays *self, gint64 id, GError **error)
{
    g_autoptr(EpRecord) delivery = ep_sample_checks_read(self, &ep_delivery_table, id, error);
    g_autoptr(GPtrArray) files = ep_sample_checks_new_files();
    g_autofree char *today = ep_sample_days_date(self, 0);
    const char *answers[] = { "scanner", "ClamAV 1.0.7",   "pattern", "27776",  "pattern_date", today, "files",
                              "3",       "found",          "0",       "result", "clean",        "pc",  "検査用PC",
                              "folder",  "/srv/納品/月次", NULL };

    return delivery != NULL && ep_sample_days_do(self, "delivery.check", delivery, answers, files, 10, error) != 0;
}

static gboolean
ep_sample_checks_deliver(EpSampleDays *self, gboolean done, GError **error)
{
    g_autofree char *due = ep_sample_days_date(self, done ? 0 : 7);
    const char *answers[] = { "name",       done ? "前月分 月次業務報告書" : "今月分 月次業務報告書",
                              "addressee",  "デジタル推進課",
                              "deliver_on", due,
                              NULL };
    static const char *const handed[] = { "received_by", "デジタル推進課 山本係長", NULL };
    gint64 id = ep_sample_days_do(self, "delivery.new", NULL, answers, NULL, 5, error);
    g_autoptr(EpRecord) delivery = NULL;

    if (id == 0 || !done)
        return id != 0;
    if (!ep_sample_checks_check_delivery(self, id, error))
        return FALSE;
    delivery = ep_sample_checks_read(self, &ep_delivery_table, id, error);
    return delivery != NULL && ep_sample_days_do(self, "delivery.deliver", delivery, handed, NULL, 5, error) != 0;
}

/* The month before at once, and this month's at the end. */
static gboolean
ep_sample_checks_report(EpSampleDays *self, gboolean last, GError **error)
{
    g_autoptr(GPtrArray) known = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_delivery_table, NULL, error);

    if (known == NULL || (known->len == 0 && !ep_sample_checks_deliver(self, TRUE, error)))
        return FALSE;
    return !last || ep_sample_checks_deliver(self, FALSE, error);
}

gboolean
ep_sample_checks_work(EpSampleDays *self, gboolean last, GError **error)
{
    int n = last ? 2 : ep_sample_media_roll(self, 2);

    if ((!last && !ep_sample_checks_revoke(self, error)) || !ep_sample_checks_report(self, last, error))
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
