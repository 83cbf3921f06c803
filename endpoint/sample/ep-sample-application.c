#include <string.h>

#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

/* Applications at the counter: invented devices, and the steps to a decision. */

#define N(array) ((gint32)G_N_ELEMENTS(array))

/* Invented devices; %08X is the serial number's running part. */
typedef struct {
    const char *vid, *pid, *serial, *maker, *model, *kind, *capacity;
    gboolean composite;
} EpSampleStick;

static const EpSampleStick sticks[] = {
    { "0951", "1666", "MADO%08X", "窓口メディア", "MM-U32 暗号化", "usb", "32GB", FALSE },
    { "0951", "1666", "MADO%08X", "窓口メディア", "MM-U64 暗号化", "usb", "64GB", FALSE },
    { "0411", "01EE", "KAZE%08X", "風見電機", "KZ-HD1T", "disk", "1TB", FALSE },
    { "054C", "09C2", "HOSHI%08X", "星野光学", "HC-300", "phone", "", FALSE },
    { "0951", "1667", "", "窓口メディア", "MM-G8", "usb", "8GB", FALSE },
    { "04A9", "1909", "SORA%08X", "空知スキャン", "SS-200", "scanner", "", FALSE },
    { "0951", "16B0", "MADO%08X", "窓口メディア", "MM-K16", "usb", "16GB", TRUE },
};

typedef struct {
    const char *kind, *purpose, *info;
    const char *affair; /* on the business network, whose form lists the reasons; NULL: it is none of them */
} EpSamplePurpose;

static const EpSamplePurpose purposes[] = {
    { "exchange", "県への統計報告データの提出", "c2", "統計報告" },
    { "input", "現場写真の取り込み", "c1" },
    { "exchange", "委託業者との図面データの受け渡し", "c2" },
    { "transfer", "住民説明会資料の網間移送", "c1" },
    { "input", "議会資料のスキャン", "c2" },
    { "peripheral", "窓口での書類読み取り", "c1" },
    { "exchange", "国保連合会への請求データの提出", "c3", "国民健康保険" },
    { "standalone", "測量機器からのデータ取り出し", "c1", "固定資産税の評価" },
};

/* --- an application comes in --- */

/* The serial number of the very first one is the same on every sample desk, so that a recording can bring it back. */
#define KNOWN_SERIAL 0x7A31B9C4

static EpDraft *
ep_sample_application_new_device(EpSampleDays *self, const char *sticker)
{
    gboolean first = self->applications == 0;
    const EpSampleStick *stick = &sticks[first ? 0 : ep_sample_media_roll(self, N(sticks))];
    g_autofree char *serial = g_str_has_suffix(stick->serial, "%08X")
                                  ? g_strdup_printf("%.*s%08X", (int)strlen(stick->serial) - 4, stick->serial,
                                                    first ? KNOWN_SERIAL : g_rand_int(self->media_rand))
                                  : g_strdup("");
    const char *rest = *serial != '\0' ? serial : "6&13f4c3e&0&2";
    g_autofree char *id = g_strdup_printf("USB\\VID_%s&PID_%s\\%s", stick->vid, stick->pid, rest);
    EpDraft *line = ep_draft_new(&ep_application_device_table);
    const char *values[][2] = {
        { "kind", stick->kind },
        { "maker", stick->maker },
        { "model", stick->model },
        { "capacity", stick->capacity },
        { "vid", stick->vid },
        { "pid", stick->pid },
        { "serial", serial },
        { "instance_id", id },
        { "interfaces", stick->composite ? "08:06:50 03:01:01" : "08:06:50" },
        { "composite", stick->composite ? "1" : "" },
        { "encrypted", strstr(stick->model, "暗号化") != NULL ? "1" : "" },
        { "sticker", sticker },
        { "storage", strcmp(stick->kind, "scanner") == 0 ? "" : "1" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(values); i++)
        ep_draft_set_named(line, values[i][0], values[i][1]);
    return line;
}

static GPtrArray *
ep_sample_application_new_lines(EpSampleDays *self, EpRecord *pc)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    int n = self->applications > 0 && ep_sample_media_roll(self, 5) == 0 ? 2 : 1;
    EpDraft *place = ep_draft_new(&ep_application_pc_table), *user = ep_draft_new(&ep_application_user_table);

    for (int i = 0; i < n; i++) {
        g_autofree char *sticker = g_strdup_printf("媒-%04u", 1001 + self->stickers++); /* from the roll */

        g_ptr_array_add(lines, ep_sample_application_new_device(self, sticker));
    }
    ep_draft_set_integer(place, "pc", ep_record_get_id(pc));
    ep_draft_set_named(user, "name", ep_record_get_named(pc, "user"));
    g_ptr_array_add(lines, place);
    if (*ep_record_get_named(pc, "user") != '\0')
        g_ptr_array_add(lines, user);
    else
        ep_draft_unref(user);
    return lines;
}

/* --- its devices --- */

/* A clean check for most; one in thirty carries something. */
static gboolean
ep_sample_application_scan(EpSampleDays *self, EpRecord *line, GError **error)
{
    g_autofree char *pattern_date = ep_sample_days_date(self, 0);
    g_autofree char *pattern = g_strdup_printf("%d", 27000 + ep_date_to_days(self->day) % 1000);
    g_autofree char *files = g_strdup_printf("%d", 3 + ep_sample_media_roll(self, 400));
    guint application = ep_table_find(&ep_application_device_table, "application");
    gboolean found =
        ep_sample_media_roll(self, 30) == 0 && !g_str_has_suffix(ep_record_get_label(line, application), "-周-00001");
    const char *answers[] = { "scanner",
                              "ClamAV 1.0.7",
                              "pattern",
                              pattern,
                              "pattern_date",
                              pattern_date,
                              "files",
                              files,
                              "found",
                              found ? "1" : "0",
                              "result",
                              found ? "found" : "clean",
                              "action",
                              found ? "returned" : "none",
                              "pc",
                              "検査用PC",
                              found ? "names" : NULL,
                              "Madoguchi.Test.Signature",
                              NULL };
    gint64 check;

    check = ep_sample_days_do(self, "application_device.check_virus", line, answers, NULL, 10, error);
    return check != 0 && (!found || ep_sample_checks_settle(self, check, error));
}

static gboolean
ep_sample_application_settle(EpSampleDays *self, EpRecord *line, GError **error)
{
    const char *answers[] = { "fallback", ep_sample_media_roll(self, 3) == 0 ? "pc" : "sticker", "sticker",
                              ep_record_get_named(line, "sticker"), NULL };

    return ep_sample_days_do(self, "application_device.settle", line, answers, NULL, 3, error) != 0;
}

static gboolean
ep_sample_application_prepare(EpSampleDays *self, EpRecord *application, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_reader_load_of(ep_ledger_get_reader(self->ledger), &ep_application_device_table,
                                                   "application", ep_record_get_id(application), error);

    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);
        g_autoptr(EpRecord) now = NULL;

        if (strcmp(ep_record_get_named(line, "check_result"), "") == 0 &&
            *ep_record_get_named(line, "storage") != '\0' && !ep_sample_application_scan(self, line, error))
            return FALSE;
        now = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_application_device_table, ep_record_get_id(line),
                             error);
        if (now == NULL)
            return FALSE;
        if (strcmp(ep_record_get_named(now, "grade"), "individual") != 0 &&
            *ep_record_get_named(now, "fallback") == '\0' && !ep_sample_application_settle(self, now, error))
            return FALSE;
    }
    return lines != NULL;
}

/* --- a step on --- */

/* One in @sides does not go the usual way. */
static gboolean
ep_sample_application_errs(EpSampleDays *self, EpRecord *application, int sides)
{
    return ep_sample_media_roll(self, sides) == 0 && !ep_sample_media_is_first(application);
}

static gboolean
ep_sample_application_step_received(EpSampleDays *self, EpRecord *application, GError **error)
{
    static const char *const seal[] = { "reason", "seal", "explanation", "所属長の確認印がありません", NULL };
    static const char *const blank[] = { "reason", "blank", "explanation", "保管場所を具体的に書いてください", NULL };
    static const char *const gone[] = { "explanation", "別の媒体を使うため", NULL };
    g_autoptr(EpRecord) now =
        ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_application_table, ep_record_get_id(application), error);

    if (now == NULL)
        return FALSE;
    if (!ep_sample_media_is_possible(self, "application.check", now))
        return ep_sample_days_do(self, "application.send_back", application, seal, NULL, 4, error) != 0;
    if (ep_sample_application_errs(self, application, 15))
        return ep_sample_days_do(self, "application.send_back", application, blank, NULL, 4, error) != 0;
    if (ep_sample_application_errs(self, application, 25))
        return ep_sample_days_do(self, "application.withdraw", application, gone, NULL, 3, error) != 0;
    return ep_sample_days_do(self, "application.check", application, NULL, NULL, 6, error) != 0;
}

static gboolean
ep_sample_application_step_checked(EpSampleDays *self, EpRecord *application, GError **error)
{
    static const char *const virus[] = { "reason", "virus", "explanation", "検査で検出されました", NULL };
    g_autoptr(EpRecord) now = NULL;

    if (!ep_sample_application_prepare(self, application, error))
        return FALSE;
    now =
        ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_application_table, ep_record_get_id(application), error);
    if (now == NULL)
        return FALSE;
    if (!ep_sample_media_is_possible(self, "application.submit", now))
        return ep_sample_days_do(self, "application.refuse", now, virus, NULL, 5, error) != 0;
    return ep_sample_days_do(self, "application.submit", now, NULL, NULL, 2, error) != 0;
}

static gboolean
ep_sample_application_step_waiting(EpSampleDays *self, EpRecord *application, GError **error)
{
    static const char *const refused[] = { "reason", "scope", "explanation", "対象外の機器です", NULL };
    static const char *const condition[] = { "condition", "使用のつど管理簿に記入すること", NULL };
    g_autoptr(EpRecord) now =
        ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_application_table, ep_record_get_id(application), error);

    if (now == NULL) /* the permit that it is about may have ended this morning */
        return FALSE;
    if (strcmp(ep_record_get_named(now, "network"), "business") == 0 &&
        !ep_ledger_set_operator(self->ledger, "sasaki", error))
        return FALSE;
    if (!ep_sample_media_is_possible(self, "application.allow", now) || ep_sample_application_errs(self, now, 12))
        return ep_sample_days_do(self, "application.refuse", application, refused, NULL, 5, error) != 0;
    if (ep_sample_media_roll(self, 8) == 0)
        return ep_sample_days_do(self, "application.allow_conditionally", application, condition, NULL, 5, error) != 0;
    return ep_sample_days_do(self, "application.allow", application, NULL, NULL, 5, error) != 0;
}

gboolean
ep_sample_application_step(EpSampleDays *self, EpRecord *application, GError **error)
{
    static const char *const sealed[] = { "approved", "1", "keeping", "課内の鍵付きキャビネット（3段目）", NULL };
    const char *state = ep_record_get_named(application, "state");

    if (!ep_sample_days_change_shift(self, error))
        return FALSE;
    if (strcmp(state, "received") == 0)
        return ep_sample_application_step_received(self, application, error);
    if (strcmp(state, "checked") == 0)
        return ep_sample_application_step_checked(self, application, error);
    if (strcmp(state, "waiting") == 0)
        return ep_sample_application_step_waiting(self, application, error);
    if (strcmp(state, "returned") != 0)
        return TRUE;
    if (*ep_record_get_named(application, "approved") == '\0')
        return ep_sample_days_do(self, "application.edit", application, sealed, NULL, 3, error) != 0;
    return ep_sample_days_do(self, "application.resubmit", application, NULL, NULL, 2, error) != 0;
}

/* Temporary use is for today: it goes through at once. */
static gboolean
ep_sample_application_hurry(EpSampleDays *self, gint64 id, GError **error)
{
    for (int i = 0; i < 3; i++) {
        g_autoptr(EpRecord) now = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_application_table, id, error);

        if (now == NULL || !ep_sample_application_step(self, now, error))
            return FALSE;
    }
    return TRUE;
}

static char *
ep_sample_application_dup_end(EpSampleDays *self)
{
    return g_strdup_printf("%04d-03-31", ep_date_fiscal_year(self->day) + 1);
}

static const EpSamplePurpose *
ep_sample_application_choose_purpose(EpSampleDays *self, gboolean business)
{
    const EpSamplePurpose *purpose;

    do
        purpose = &purposes[ep_sample_media_roll(self, N(purposes))];
    while (business && purpose->affair == NULL);
    return purpose;
}

gint64
ep_sample_application_receive(EpSampleDays *self, GError **error)
{
    static const char *const posts[] = { "主事", "主任", "係長", "主査", "会計年度任用職員" };
    EpRecord *pc = g_ptr_array_index(self->pcs, ep_sample_media_roll(self, (int)self->pcs->len));
    g_autoptr(GPtrArray) lines = ep_sample_application_new_lines(self, pc);
    gboolean business = strcmp(ep_record_get_named(pc, "network"), "business") == 0;
    gboolean temporary = !business && self->applications > 0 && ep_sample_media_roll(self, 5) == 0;
    g_autofree char *today = ep_sample_days_date(self, 0), *end = ep_sample_application_dup_end(self);
    gboolean sealed = self->applications == 0 || ep_sample_media_roll(self, 8) != 0;
    const char *user = ep_record_get_named(pc, "user");
    const EpSamplePurpose *purpose = ep_sample_application_choose_purpose(self, business);
    gint64 id;
    const char *answers[] = {
        "network",
        ep_record_get_named(pc, "network"),
        "section",
        ep_record_get_named(pc, "section"),
        "post",
        posts[ep_sample_media_roll(self, N(posts))],
        "applicant",
        *user != '\0' ? user : "山本 花子",
        "extension",
        ep_record_get_named(pc, "extension"),
        "approver",
        "所属長",
        "approved",
        sealed ? "1" : "",
        "purpose",
        purpose->purpose,
        "info",
        purpose->info,
        "personal",
        strcmp(purpose->info, "c1") == 0 ? "" : "1",
        "rights",
        "read-write",
        "from_day",
        today,
        "until_day",
        temporary ? today : end,
        temporary ? NULL : "purpose_kind",
        purpose->kind,
        "keeping",
        "課内の鍵付きキャビネット",
        "antivirus_current",
        "1",
        "os_current",
        "1",
        "no_sharing",
        "1",
        "agreed",
        "1",
        business ? "affair" : NULL,
        purpose->affair,
        "erasure",
        "使用後に上書き消去し、管理簿に記入",
        NULL,
    };

    self->applications++;
    id = ep_sample_days_do(self, temporary ? "application.new_temporary" : "application.new", NULL, answers, lines, 8,
                           error);
    return id != 0 && (!temporary || ep_sample_application_hurry(self, id, error)) ? id : 0;
}
