#include "endpoint/sample/ep-sample-days.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-calendar.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-calendar-site.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

#define FRIDAY 5
#define OPENS (8 * 60 + 30) /* minutes of the day */
#define CLOSES (17 * 60 + 10)
#define N(array) (G_N_ELEMENTS(array))

typedef struct {
    const char *title;
    const char *symptom;
    const char *solution;
} EpSampleCall;

static const EpSampleCall calls[] = {
    { "起動時に画面が暗いまま進まない", "boot", "外部画面で確認し、輝度の設定を戻した" },
    { "プリンタに出力できない", "print", "待機中のジョブを削除し、既定のプリンタを設定し直した" },
    { "共有フォルダーが見えない", "network", "人事異動後の所属グループを反映した" },
    { "文字が変換されない", "application", "入力方式の設定を初期状態に戻した" },
    { "パスワードの期限が切れた", "account", "本人確認のうえ仮パスワードを発行した" },
    { "ICカードリーダーが認識されない", "peripheral", "別の口に差し替え、ドライバーを入れ直した" },
    { "会議室の画面に映らない", "peripheral", "入力の切り替えを案内した" },
    { "表計算が開かない", "application", "応答しないプロセスを終了した" },
    { "無線につながらない", "network", "端末証明書を更新した" },
    { "不審なメールを開いた", "security", "LANから切り離し、検査して異常のないことを確認した" },
};

typedef struct {
    const char *title;
    const char *symptom;
} EpSampleFault;

static const EpSampleFault faults[] = {
    { "電源が入らない", "boot" }, { "液晶に線が入る", "boot" },     { "キーボードの一部が反応しない", "peripheral" },
    { "起動を繰り返す", "boot" }, { "内蔵ディスクの異音", "boot" }, { "冷却ファンの異音", "other" },
};

/* Sets the clock on by so many minutes of work. */
static void
ep_sample_days_tick(EpSampleDays *self, int minutes)
{
    g_autofree char *utc = NULL;

    self->minute = MIN(self->minute + minutes * self->pace, self->close);
    utc = ep_time_to_text(ep_time_from_date(self->day, EP_ZONE_JAPAN) + (gint64)(self->minute * 60));
    ep_clock_set_fixed(utc);
}

gint64
ep_sample_days_do(EpSampleDays *self, const char *name, EpRecord *record, const char *const *answers, GPtrArray *lines,
                  gint64 minutes, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autoptr(EpDraft) draft = NULL;
    EpHow how = { .minutes = minutes };
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(self->ledger, name, &table, error);
    gint64 made = 0;

    if (verb == NULL)
        return 0;
    ep_sample_days_tick(self, (int)minutes + 3);
    draft = ep_verb_start(verb, table, record, ep_ledger_get_operator(self->ledger));
    for (; answers != NULL && answers[0] != NULL; answers += 2)
        ep_draft_set_named(draft, answers[0], answers[1]);
    for (guint i = 0; lines != NULL && i < lines->len; i++)
        ep_draft_add_line(draft, g_ptr_array_index(lines, i));
    if (record != NULL)
        g_ptr_array_add(records, record);
    if ((verb->flags & EP_VERB_INSTRUCTION) != 0)
        how.instruction = self->instruction;
    if (ep_ledger_do(self->ledger, verb, table, records, draft, &how, NULL, &made, error) == 0) {
        g_prefix_error(error, "%s: ", name);
        return 0;
    }
    self->acts++;
    return made != 0 ? made : 1;
}

gboolean
ep_sample_days_change_shift(EpSampleDays *self, GError **error)
{
    static const char *const accounts[] = { "tanaka", "suzuki", "tanaka", "nakamura", "watanabe" };

    return ep_ledger_set_operator(self->ledger, accounts[g_rand_int_range(self->rand, 0, N(accounts))], error);
}

char *
ep_sample_days_date(EpSampleDays *self, int days)
{
    return ep_date_to_text(ep_date_add_days(self->day, days));
}

static gboolean
ep_sample_days_call(EpSampleDays *self, GError **error)
{
    static const char *const channels[] = { "extension", "extension", "phone", "visit", "mail" };
    const EpSampleCall *call = &calls[g_rand_int_range(self->rand, 0, N(calls))];
    EpRecord *pc = g_ptr_array_index(self->pcs, g_rand_int_range(self->rand, 0, (gint32)self->pcs->len));
    g_autofree char *pc_id = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(pc));
    g_autofree char *later = ep_sample_days_date(self, g_rand_int_range(self->rand, 1, 6));
    const char *take[] = { "channel",   channels[g_rand_int_range(self->rand, 0, N(channels))],
                           "title",     call->title,
                           "symptom",   call->symptom,
                           "pc",        pc_id,
                           "network",   ep_record_get_named(pc, "network"),
                           "section",   ep_record_get_named(pc, "section"),
                           "contact",   ep_record_get_named(pc, "user"),
                           "extension", ep_record_get_named(pc, "extension"),
                           NULL };
    const char *solve[] = { "solution", call->solution, NULL };
    const char *pend[] = { "pending_reason", "利用者が不在", "resume_on", later, NULL };
    gint64 id = ep_sample_days_do(self, "call.receive", NULL, take, NULL, 2, error);
    g_autoptr(EpRecord) record = NULL;
    int fate = g_rand_int_range(self->rand, 0, 20);

    if (id == 0)
        return FALSE;
    record = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_call_table, id, error);
    if (record == NULL)
        return FALSE;
    if (fate == 0)
        return ep_sample_days_do(self, "call.pend", record, pend, NULL, 5, error) != 0;
    return fate == 1 ||
           ep_sample_days_do(self, "call.solve", record, solve, NULL, g_rand_int_range(self->rand, 5, 30), error) != 0;
}

static gboolean
ep_sample_days_take_in(EpSampleDays *self, GError **error)
{
    const EpSampleFault *fault = &faults[g_rand_int_range(self->rand, 0, N(faults))];
    EpRecord *pc = g_ptr_array_index(self->pcs, g_rand_int_range(self->rand, 0, (gint32)self->pcs->len));
    const char *answers[] = {
        "title", fault->title, "symptom",          fault->symptom, "cover",
        "lease", "belongings", "本体\nACアダプタ", "contact",      ep_record_get_named(pc, "user"),
        NULL
    };
    g_autoptr(EpRecord) now =
        ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_pc_table, ep_record_get_id(pc), error);

    if (now == NULL)
        return FALSE;
    if (g_strcmp0(ep_record_get_named(now, "state"), "used") != 0)
        return TRUE; /* in repair already */
    return ep_sample_days_do(self, "pc.repair", now, answers, NULL, 15, error) != 0;
}

/* What happens next to a repair, by its state. */
static gboolean
ep_sample_days_step(EpSampleDays *self, EpRecord *repair, GError **error)
{
    static const char *const check[] = { "check_note", "起動・画面・LAN・印刷 良好", NULL };
    static const char *const cause[] = { "cause", "hardware", "finding", "部品の故障", NULL };
    static const char *const minor[] = { "cause", "settings", "minor_reason", "設定の変更で直る", NULL };
    static const char *const work[] = { "work", "設定を直し、更新を適用した", NULL };
    static const char *const tell[] = { "notified_how", "内線", NULL };
    const char *state = ep_record_get_named(repair, "state");
    g_autofree char *today = ep_sample_days_date(self, 0);
    g_autofree char *remind = ep_sample_days_date(self, 7);
    const char *send[] = {
        "vendor", "窓口エレクトロニクス保守センター", "ordered_on", today, "remind_on", remind, NULL
    };
    static const char *const hand[] = { "handed_to", "所属の担当者", NULL };
    const char *verb = NULL;
    const char *const *answers = NULL;

    if (g_str_equal(state, "received"))
        verb = "repair.triage", answers = cause;
    else if (g_str_equal(state, "triage") && g_rand_int_range(self->rand, 0, 2) == 0)
        verb = "repair.send", answers = send;
    else if (g_str_equal(state, "triage"))
        verb = "repair.minor", answers = minor;
    else if (g_str_equal(state, "minor"))
        verb = "repair.finish", answers = work;
    else if (g_str_equal(state, "checking"))
        verb = "repair.pass", answers = check;
    else if (g_str_equal(state, "setup"))
        verb = "repair.notify", answers = tell;
    else if (g_str_equal(state, "notified"))
        verb = "repair.return", answers = hand;
    else if (g_str_equal(state, "returned"))
        verb = "repair.close";
    return verb == NULL ||
           ep_sample_days_do(self, verb, repair, answers, NULL, g_rand_int_range(self->rand, 5, 45), error) != 0;
}

/* Does @func to about @percent of the table's open records. */
static gboolean
ep_sample_days_each(EpSampleDays *self, const EpTable *table, int percent,
                    gboolean (*func)(EpSampleDays *, EpRecord *, GError **), GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(self->ledger), table, NULL, error);

    if (records == NULL)
        return FALSE;
    for (guint i = 0; i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (!ep_table_is_open(table, ep_record_get(record, table->at.state)) ||
            g_rand_int_range(self->rand, 0, 100) >= percent)
            continue;
        if (!func(self, record, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_sample_days_vendor(EpSampleDays *self, EpRecord *job, GError **error)
{
    static const char *const back[] = { "work", "部品を交換した", "parts", "システム基板", "bearer", "lessor", NULL };
    g_autoptr(EpRecord) repair = NULL;

    if (g_str_equal(ep_record_get_named(job, "state"), "ordered"))
        return ep_sample_days_do(self, "vendor_job.collect", job, NULL, NULL, 5, error) != 0;
    if (ep_sample_days_do(self, "vendor_job.back", job, back, NULL, 10, error) == 0)
        return FALSE;
    repair = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_repair_table, ep_record_get_integer(job, "repair"),
                            error);
    return repair != NULL && ep_sample_days_do(self, "repair.check", repair, NULL, NULL, 10, error) != 0;
}

static gboolean
ep_sample_days_lend(EpSampleDays *self, EpRecord *repair, GError **error)
{
    g_autoptr(EpRecord) pc = NULL;
    g_autofree char *id = NULL;
    g_autofree char *due = ep_sample_days_date(self, g_rand_int_range(self->rand, 7, 15));
    const char *state = ep_record_get_named(repair, "state");

    if (!g_str_equal(state, "triage") || *ep_record_get_named(repair, "loaner") != '\0' || self->loaners->len == 0)
        return TRUE;
    pc = g_object_ref(g_ptr_array_index(self->loaners, self->loaners->len - 1));
    g_ptr_array_set_size(self->loaners, (gint)self->loaners->len - 1);
    id = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(pc));
    return ep_sample_days_do(self, "repair.lend", repair,
                             (const char *const[]){ "pc", id, "due", due, "accessories", "ACアダプタ", NULL }, NULL, 20,
                             error) != 0;
}

static gboolean
ep_sample_days_loan(EpSampleDays *self, EpRecord *loan, GError **error)
{
    const char *state = ep_record_get_named(loan, "state");
    g_autoptr(EpRecord) repair = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_repair_table,
                                                ep_record_get_integer(loan, "repair"), error);
    const char *contact = repair != NULL ? ep_record_get_named(repair, "contact") : "";
    const char *gone[] = { "borrower", contact, "set_up", "1", NULL };
    const char *back[] = { "returned_by", contact, NULL };

    if (repair == NULL)
        return FALSE;
    if (g_str_equal(state, "prepared"))
        return ep_sample_days_do(self, "loan.hand_over", loan, gone, NULL, 15, error) != 0;
    if (g_str_equal(state, "returned"))
        return ep_sample_days_do(self, "loan.wipe", loan, NULL, NULL, 30, error) != 0;
    if (g_str_equal(state, "wiped"))
        return ep_sample_days_do(self, "loan.standby", loan, NULL, NULL, 5, error) != 0;
    if (!g_str_equal(state, "lent") || !g_str_equal(ep_record_get_named(repair, "state"), "notified"))
        return TRUE;
    return ep_sample_days_do(self, "loan.return", loan, back, NULL, 10, error) != 0;
}

/* Who was away has come back. */
static gboolean
ep_sample_days_resume(EpSampleDays *self, EpRecord *call, GError **error)
{
    static const char *const solve[] = { "solution", "本人に確認し、解決した", NULL };
    g_autofree char *today = ep_sample_days_date(self, 0);

    if (!g_str_equal(ep_record_get_named(call, "state"), "pending"))
        return ep_sample_days_do(self, "call.solve", call, solve, NULL, 10, error) != 0;
    if (g_strcmp0(ep_record_get_named(call, "resume_on"), today) > 0)
        return TRUE;
    return ep_sample_days_do(self, "call.resume", call, NULL, NULL, 1, error) != 0;
}

/* A loan that is still out keeps the repair open: everything else moves on. */
static gboolean
ep_sample_days_repair(EpSampleDays *self, EpRecord *repair, GError **error)
{
    const char *state = ep_record_get_named(repair, "state");

    if (g_str_equal(state, "notified") && g_strcmp0(ep_record_get_named(repair, "open_loans"), "0") > 0)
        return TRUE;
    return ep_sample_days_step(self, repair, error);
}

static gboolean
ep_sample_days_work(EpSampleDays *self, gboolean last, GError **error)
{
    int n_calls = g_rand_int_range(self->rand, 6, 12);

    self->minute = OPENS;
    if (!(self->many != NULL ? ep_sample_many_work(self, error) : ep_sample_media_work(self, error)) ||
        !ep_sample_checks_work(self, last, error))
        return FALSE;
    for (int i = 0; i < n_calls; i++) {
        if (!ep_sample_days_change_shift(self, error) || !ep_sample_days_call(self, error))
            return FALSE;
    }
    if (!ep_sample_days_each(self, &ep_call_table, 70, ep_sample_days_resume, error) ||
        !ep_sample_days_each(self, &ep_loan_table, 60, ep_sample_days_loan, error) ||
        !ep_sample_days_each(self, &ep_vendor_job_table, 25, ep_sample_days_vendor, error) ||
        !ep_sample_days_each(self, &ep_repair_table, 25, ep_sample_days_lend, error) ||
        !ep_sample_days_each(self, &ep_repair_table, 60, ep_sample_days_repair, error))
        return FALSE;
    for (int i = g_rand_int_range(self->rand, 0, 3); i > 0; i--) {
        if (!ep_sample_days_change_shift(self, error) || !ep_sample_days_take_in(self, error))
            return FALSE;
    }
    return ep_date_weekday(self->day) != FRIDAY || ep_sample_drift_work(self, error);
}

/* The day's remarks; the first day also has the instruction that the work rests on. */
static gboolean
ep_sample_days_open(EpSampleDays *self, GError **error)
{
    static const char *const instruction[] = { "instructor", "デジタル推進課 山本係長",
                                               "way",        "written",
                                               "subject",    "障害PCの対応、周辺機器の許可と登録（包括指示）",
                                               "general",    "1",
                                               NULL };

    self->minute = OPENS - 5;
    if (!ep_sample_days_change_shift(self, error))
        return FALSE;
    if (self->instruction == 0)
        self->instruction = ep_sample_days_do(self, "instruction.new", NULL, instruction, NULL, 0, error);
    return self->instruction != 0 && ep_sample_media_open(self, error);
}

static int
ep_sample_days_get_minute(gint64 at)
{
    return (int)((at - ep_time_from_date(ep_time_date(at, EP_ZONE_JAPAN), EP_ZONE_JAPAN)) / 60);
}

/* Nothing is done later than now: on the last day the same work takes what there is of it. */
static void
ep_sample_days_set_hours(EpSampleDays *self, gint64 now, gboolean last)
{
    double pace = self->many != NULL ? ep_sample_many_get_pace(self->many) : 1;

    self->close = last ? CLAMP(ep_sample_days_get_minute(now) - 20, OPENS, CLOSES) : CLOSES;
    self->pace = pace * (self->close - OPENS) / (CLOSES - OPENS);
}

static gboolean
ep_sample_days_run(EpSampleDays *self, EpDate first, EpDate last, gint64 now, EpCalendar *calendar,
                   EpProgress *progress, GError **error)
{
    int from = ep_date_to_days(first), to = ep_date_to_days(last);

    for (int day = from; day <= to; day++) {
        self->day = ep_date_from_days(day);
        ep_sample_days_set_hours(self, now, day == to);
        if (!ep_progress_set(progress, NULL, (double)(day - from) / (to - from + 1), error))
            return FALSE;
        if (ep_calendar_is_open(calendar, self->day) &&
            (!ep_sample_days_open(self, error) || !ep_sample_days_work(self, day == to, error)))
            return FALSE;
    }
    return ep_progress_set(progress, NULL, 1.0, error);
}

#define JUST_NOW 6 /* minutes */

/* A clock runs while one looks. */
static gboolean
ep_sample_days_end(EpSampleDays *self, gint64 now, GError **error)
{
    EpDate today = ep_time_date(now, EP_ZONE_JAPAN);

    self->day = today;
    self->pace = 1;
    self->close = CLOSES;
    self->minute = ep_sample_days_get_minute(now) - JUST_NOW - 13;
    return self->minute < 0 || self->minute > 17 * 60 - JUST_NOW || ep_sample_checks_find(self, error);
}

/* An application has a little more than one device, and not every one is allowed. */
static EpSampleMany *
ep_sample_days_new_many(EpCalendar *calendar, EpDate first, EpDate last, guint n_media)
{
    int n_days = ep_calendar_count_open_days(calendar, ep_date_add_days(first, -1), last);

    return n_media == 0 || n_days <= 0 ? NULL : ep_sample_many_new(n_media / (guint)n_days + 1, (guint)n_days);
}

gboolean
ep_sample_days_fill(EpLedger *ledger, EpDate first, guint n_media, guint32 seed, EpProgress *progress, GError **error)
{
    EpMatch used[] = { { "state", "used" }, { NULL, NULL } }, spare[] = { { "state", "loaner" }, { NULL, NULL } };
    EpReader *reader = ep_ledger_get_reader(ledger);
    g_autoptr(EpCalendar) calendar = ep_calendar_site_load(reader, error);
    g_autoptr(GPtrArray) pcs = NULL, loaners = NULL;
    g_autofree char *now = ep_clock_now();
    gint64 at = ep_clock_unix();
    EpDate last = ep_clock_today(EP_ZONE_JAPAN);
    EpSampleDays self = { .ledger = ledger };
    gboolean done;

    if (calendar == NULL || (pcs = ep_reader_load(reader, &ep_pc_table, used, error)) == NULL ||
        (loaners = ep_reader_load(reader, &ep_pc_table, spare, error)) == NULL)
        return FALSE;
    if (pcs->len == 0)
        return ep_progress_set(progress, NULL, 1.0, error);
    self.pcs = pcs;
    self.loaners = loaners;
    self.rand = g_rand_new_with_seed(seed);
    self.media_rand = g_rand_new_with_seed(seed + 1);
    self.many = ep_sample_days_new_many(calendar, first, last, n_media);
    done = ep_sample_days_run(&self, first, last, at, calendar, progress, error) &&
           (!ep_calendar_is_open(calendar, last) || ep_sample_days_end(&self, at, error));
    g_rand_free(self.rand);
    g_rand_free(self.media_rand);
    g_clear_pointer(&self.many, ep_sample_many_free);
    ep_clock_set_fixed(g_getenv("MADOGUCHI_NOW") != NULL ? now : NULL);
    return done;
}
