#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/sample/ep-sample-private.h"

/* What becomes of applications: a few come in every week, and on every day some of what is open goes a step on. */

int
ep_sample_media_roll(EpSampleDays *self, int sides)
{
    return g_rand_int_range(self->media_rand, 0, sides);
}

gboolean
ep_sample_media_is_first(EpRecord *record)
{
    const char *number = ep_record_get_named(record, "number");

    return strstr(number, "-周-00001") != NULL || g_str_has_suffix(number, "-媒-00001");
}

gboolean
ep_sample_media_is_possible(EpSampleDays *self, const char *name, EpRecord *record)
{
    const EpVerb *verb = ep_ledger_find_verb(self->ledger, name, NULL, NULL);
    g_autofree char *today = ep_sample_days_date(self, 0);
    g_autoptr(GPtrArray) routes = ep_route_load(ep_ledger_get_reader(self->ledger), NULL);
    g_autofree char *reason = ep_route_refuse(routes, verb, record, ep_ledger_get_operator(self->ledger), today);

    return reason == NULL;
}

/* --- registering and using --- */

/* The other person's eyes; on each of the days in between one of the lists is loaded. */
gboolean
ep_sample_media_register(EpSampleDays *self, EpRecord *registration, GError **error)
{
    const char *state = ep_record_get_named(registration, "state");

    if (!ep_sample_days_change_shift(self, error))
        return FALSE;
    if (strcmp(state, "waiting") == 0 && ep_sample_media_is_possible(self, "registration.register", registration))
        return ep_sample_days_do(self, "registration.register", registration, NULL, NULL, 5, error) != 0;
    if (strcmp(state, "to_delete") == 0 && ep_sample_media_is_possible(self, "registration.delete", registration))
        return ep_sample_days_do(self, "registration.delete", registration, NULL, NULL, 5, error) != 0;
    if (strcmp(state, "removed") == 0 &&
        ep_sample_media_is_possible(self, "registration.confirm_deletion", registration))
        return ep_sample_days_do(self, "registration.confirm_deletion", registration, NULL, NULL, 5, error) != 0;
    if (strcmp(state, "registered") == 0 && ep_sample_media_is_possible(self, "registration.confirm", registration))
        return ep_sample_days_do(self, "registration.confirm", registration, NULL, NULL, 5, error) != 0;
    return TRUE;
}

/* Temporary use that was applied for, of what a list can name. */
static gboolean
ep_sample_media_is_lent(EpRecord *permit)
{
    return strcmp(ep_record_get_named(permit, "kind"), "temporary") == 0 &&
           ep_words_contain("allowed used", ep_record_get_named(permit, "state")) &&
           *ep_record_get_named(permit, "application") != '\0' && *ep_record_get_named(permit, "serial") != '\0';
}

gboolean
ep_sample_media_use(EpSampleDays *self, EpRecord *permit, GError **error)
{
    static const char *const erased[] = { "erased", "1", NULL };
    const char *state = ep_record_get_named(permit, "state");
    g_autofree char *today = ep_sample_days_date(self, 0);

    if (ep_record_get_id(permit) == self->unnoticed ||
        (ep_sample_media_is_lent(permit) && strcmp(ep_record_get_named(permit, "until_day"), today) == 0))
        return TRUE;
    if (!ep_sample_days_change_shift(self, error))
        return FALSE;
    if (ep_sample_media_is_possible(self, "permit.expire", permit) && ep_words_contain("allowed used", state))
        return ep_sample_days_do(self, "permit.expire", permit, NULL, NULL, 3, error) != 0;
    if (strcmp(today, ep_record_get_named(permit, "until_day")) >= 0 && ep_words_contain("allowed used", state) &&
        ep_sample_media_is_possible(self, "permit.revoke", permit))
        return ep_sample_days_do(self, "permit.revoke", permit, NULL, NULL, 3, error) != 0;
    if (strcmp(state, "allowed") == 0 && ep_sample_media_is_possible(self, "permit.start", permit))
        return ep_sample_days_do(self, "permit.start", permit, NULL, NULL, 3, error) != 0;
    if (strcmp(state, "used") == 0 && !ep_sample_media_is_first(permit) && ep_sample_media_roll(self, 40) == 0)
        return ep_sample_days_do(self, "permit.give_back", permit, erased, NULL, 5, error) != 0;
    return TRUE;
}

/* Written, registered, and not kept: the ledger has the bytes. */
static gboolean
ep_sample_media_export(EpSampleDays *self, EpRecord *target, GError **error)
{
    EpHow how = { .instruction = self->instruction, .minutes = 10 };
    g_autofree char *today = ep_sample_days_date(self, 0), *folder = g_dir_make_tmp("madoguchi-XXXXXX", error);
    g_autoptr(GPtrArray) files = NULL;
    gint64 made;

    if (folder == NULL || !ep_sample_days_change_shift(self, error))
        return FALSE;
    made =
        ep_allowlist_export(self->ledger, target, &(EpAllowlistWanted){ .date = today }, folder, &how, &files, error);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        g_autofree char *path = g_build_filename(folder, ((EpAllowlistFile *)g_ptr_array_index(files, i))->name, NULL);

        g_unlink(path);
    }
    g_rmdir(folder);
    return made != 0;
}

gboolean
ep_sample_media_export_all(EpSampleDays *self, const char *network, GError **error)
{
    EpMatch on[] = { { "network", network }, { NULL, NULL } };
    g_autoptr(GPtrArray) targets =
        ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_target_table, network != NULL ? on : NULL, error);

    for (guint i = 0; targets != NULL && i < targets->len; i++) {
        EpRecord *target = g_ptr_array_index(targets, i);

        if (ep_record_get_integer(target, "waiting") + ep_record_get_integer(target, "to_delete") > 0 &&
            ep_sample_media_is_possible(self, "target.export", target) && !ep_sample_media_export(self, target, error))
            return FALSE;
    }
    return targets != NULL;
}

/* --- a day --- */

static gboolean
ep_sample_media_each(EpSampleDays *self, const EpTable *table, int percent,
                     gboolean (*func)(EpSampleDays *, EpRecord *, GError **), GError **error)
{
    g_autoptr(GPtrArray) records = ep_reader_load(ep_ledger_get_reader(self->ledger), table, NULL, error);

    for (guint i = 0; records != NULL && i < records->len; i++) {
        if (ep_sample_media_roll(self, 100) < percent && !func(self, g_ptr_array_index(records, i), error))
            return FALSE;
    }
    return records != NULL;
}

static gboolean
ep_sample_media_add_form(EpSampleDays *self, GError **error)
{
    static const char *const rows[][2] = {
        { "application.purpose_kind", "exchange shared standalone" },
        { "application.affair", "" },
        { "application.erasure", "" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *answers[] = { "field",    rows[i][0], "network",  "business", "asked",
                                  "required", "only",     rows[i][1], NULL };

        if (ep_sample_days_do(self, "form_field.new", NULL, answers, NULL, 0, error) == 0)
            return FALSE;
    }
    return TRUE;
}

/* The contract's rule as rows of the site, where a desk would look for it. */
static gboolean
ep_sample_media_add_routes(EpSampleDays *self, GError **error)
{
    static const char *const networks[] = { "lan", "lgwan", "business" };
    g_autoptr(GPtrArray) known = ep_route_load(ep_ledger_get_reader(self->ledger), error);

    for (guint i = 0; known != NULL && known->len == 0 && i < G_N_ELEMENTS(networks); i++) {
        const char *answers[] = { "verb",       "registration.confirm",  "network", networks[i], "offered", "1",
                                  "other_than", "registration.register", NULL };

        if (ep_sample_days_do(self, "route.new", NULL, answers, NULL, 0, error) == 0)
            return FALSE;
    }
    return known != NULL && (known->len > 0 || ep_sample_media_add_form(self, error));
}

/* A console whose layout nobody publishes: the site says what stands where in its file. */
#define COLUMNS                                                                                                        \
    "@encoding=cp932\n@file=skysea-devices.csv\n"                                                                      \
    "デバイス名=model; required; longest 80; cut\n"                                                               \
    "管理番号=sticker\n"                                                                                           \
    "ベンダーID=vid; required; upper\n"                                                                            \
    "プロダクトID=pid; required; upper\n"                                                                         \
    "シリアル番号=serial\n"                                                                                      \
    "利用コンピューター=pcs; =すべて\n"                                                                    \
    "部署=\"{section_code} {section}\"; longest 60; cut\n"                                                           \
    "制御=rights; read=読み取り専用; read-write=読み書き可能\n"                                          \
    "利用開始日=from_day\n"                                                                                       \
    "利用終了日=until_day\n"                                                                                      \
    "備考=\"許可 {permit}\"\n"

static gboolean
ep_sample_media_say_columns(EpSampleDays *self, gint64 id, GError **error)
{
    static const char *const answers[] = { "layout", COLUMNS, NULL };
    g_autoptr(EpRecord) target = ep_reader_read(ep_ledger_get_reader(self->ledger), &ep_target_table, id, error);

    return target != NULL && ep_sample_days_do(self, "target.columns", target, answers, NULL, 0, error) != 0;
}

gboolean
ep_sample_media_open(EpSampleDays *self, GError **error)
{
    static const char *const all[][3] = {
        { "庁内LAN グループポリシー", "lan", "registry-pol" },
        { "LGWAN系 グループポリシー", "lgwan", "registry-pol" },
        { "業務系 SKYSEA", "business", "csv" },
    };
    g_autoptr(GPtrArray) known = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_target_table, NULL, error);

    for (guint i = 0; known != NULL && known->len == 0 && i < G_N_ELEMENTS(all); i++) {
        const char *answers[] = { "name",
                                  all[i][0],
                                  "network",
                                  all[i][1],
                                  "kind",
                                  all[i][2],
                                  "notice_title",
                                  "PCサポート窓口",
                                  "notice_text",
                                  "許可のない機器です。内線 2214 へ連絡してください。",
                                  NULL };

        gint64 made = ep_sample_days_do(self, "target.new", NULL, answers, NULL, 0, error);

        if (made == 0 || (strcmp(all[i][2], "csv") == 0 && !ep_sample_media_say_columns(self, made, error)))
            return FALSE;
    }
    return known != NULL && ep_ledger_set_operator(self->ledger, "sasaki", error) &&
           ep_sample_media_add_routes(self, error) && ep_sample_days_change_shift(self, error);
}

/* Of those that are over the last one, until somebody compares a list with the ledger. */
static gboolean
ep_sample_media_overlook(EpSampleDays *self, GError **error)
{
    g_autoptr(GPtrArray) permits = ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_permit_table, NULL, error);
    g_autofree char *today = ep_sample_days_date(self, 0);
    EpRecord *last = NULL;

    for (guint i = 0; permits != NULL && i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);
        const char *until = ep_record_get_named(permit, "until_day");

        if (ep_sample_media_is_lent(permit) && strcmp(until, today) < 0 &&
            (last == NULL || strcmp(until, ep_record_get_named(last, "until_day")) > 0))
            last = permit;
    }
    self->unnoticed = last != NULL ? ep_record_get_id(last) : 0;
    return permits != NULL;
}

gboolean
ep_sample_media_work(EpSampleDays *self, GError **error)
{
    int n = 1 + ep_sample_media_roll(self, 3);

    if (!ep_sample_media_overlook(self, error) ||
        !ep_sample_media_each(self, &ep_application_table, 40, ep_sample_application_step, error) ||
        !ep_sample_media_each(self, &ep_registration_table, 60, ep_sample_media_register, error) ||
        !ep_sample_media_each(self, &ep_permit_table, 80, ep_sample_media_use, error))
        return FALSE;
    for (int i = 0; i < n; i++) {
        if (!ep_sample_days_change_shift(self, error) || ep_sample_application_receive(self, error) == 0)
            return FALSE;
    }
    return ep_sample_chain_work(self, error) &&
           (ep_sample_media_roll(self, 3) != 0 || ep_sample_media_export_all(self, NULL, error));
}
