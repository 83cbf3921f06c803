#include "endpoint/sample/ep-sample.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-days.h"

#define N(array) (G_N_ELEMENTS(array))

typedef struct {
    const char *department;
    const char *name;
    const char *reading;
    const char *place;
} EpSampleSection;

static const EpSampleSection sections[] = {
    { "総務部", "総務課", "そうむか", "本庁舎3階" },
    { "総務部", "人事課", "じんじか", "本庁舎3階" },
    { "総務部", "財政課", "ざいせいか", "本庁舎4階" },
    { "総務部", "契約課", "けいやくか", "本庁舎4階" },
    { "総務部", "デジタル推進課", "でじたるすいしんか", "本庁舎5階" },
    { "企画政策部", "企画課", "きかくか", "本庁舎4階" },
    { "企画政策部", "広報広聴課", "こうほうこうちょうか", "本庁舎4階" },
    { "市民生活部", "市民課", "しみんか", "本庁舎1階" },
    { "市民生活部", "保険年金課", "ほけんねんきんか", "本庁舎1階" },
    { "市民生活部", "東支所", "ひがしししょ", "東支所1階" },
    { "市民生活部", "西支所", "にしししょ", "西支所1階" },
    { "税務部", "市民税課", "しみんぜいか", "本庁舎2階" },
    { "税務部", "資産税課", "しさんぜいか", "本庁舎2階" },
    { "税務部", "収納課", "しゅうのうか", "本庁舎2階" },
    { "福祉部", "福祉総務課", "ふくしそうむか", "保健福祉会館2階" },
    { "福祉部", "障害福祉課", "しょうがいふくしか", "保健福祉会館2階" },
    { "福祉部", "高齢介護課", "こうれいかいごか", "保健福祉会館3階" },
    { "福祉部", "生活支援課", "せいかつしえんか", "保健福祉会館1階" },
    { "こども部", "保育課", "ほいくか", "保健福祉会館4階" },
    { "こども部", "子育て支援課", "こそだてしえんか", "保健福祉会館4階" },
    { "環境部", "環境保全課", "かんきょうほぜんか", "分庁舎1階" },
    { "環境部", "資源循環課", "しげんじゅんかんか", "分庁舎1階" },
    { "産業観光部", "農林水産課", "のうりんすいさんか", "分庁舎2階" },
    { "産業観光部", "商工観光課", "しょうこうかんこうか", "分庁舎2階" },
    { "都市整備部", "都市計画課", "としけいかくか", "分庁舎3階" },
    { "都市整備部", "建築指導課", "けんちくしどうか", "分庁舎3階" },
    { "都市整備部", "道路課", "どうろか", "分庁舎4階" },
    { "都市整備部", "公園緑地課", "こうえんりょくちか", "分庁舎4階" },
    { "教育委員会", "学校教育課", "がっこうきょういくか", "教育会館2階" },
    { "教育委員会", "生涯学習課", "しょうがいがくしゅうか", "教育会館3階" },
    { "教育委員会", "中央図書館", "ちゅうおうとしょかん", "中央図書館" },
    { "消防局", "警防課", "けいぼうか", "消防局2階" },
    { "消防局", "予防課", "よぼうか", "消防局2階" },
    { "水道局", "給水課", "きゅうすいか", "水道局1階" },
    { "会計室", "会計課", "かいけいか", "本庁舎1階" },
    { "議会事務局", "議事課", "ぎじか", "本庁舎6階" },
};

static const char *const family_names[] = { "佐藤", "鈴木", "髙橋", "田中", "渡邉", "伊藤",   "山本",
                                            "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口",
                                            "松本", "井上", "木村", "林",   "清水", "山﨑" };
static const char *const given_names[] = { "太郎", "花子",   "健一", "美咲", "翔太", "陽子",   "直樹", "由美子",
                                           "大輔", "真由美", "拓也", "恵",   "和也", "さくら", "浩二", "千尋" };

typedef struct {
    const char *maker;
    const char *model;
} EpSampleModel;

static const EpSampleModel models[] = {
    { "富士通", "LIFEBOOK U9313/X" }, { "富士通", "LIFEBOOK A5513/NX" },
    { "NEC", "VersaPro VM-L" },       { "NEC", "VersaPro VKT46/X" },
    { "HP", "ProBook 450 G10" },      { "Dynabook", "dynabook B65/HY" },
    { "Lenovo", "ThinkPad L15" },     { "パナソニック", "レッツノート FV4" },
};

static const EpField csv_columns[] = {
    { "asset_number", "資産番号" },
    { "host", "端末名" },
    { "network", "網" },
    { "section", "所属課" },
    { "user", "使用者" },
    { "state", "状態" },
    { "place", "設置場所" },
    { "maker", "メーカー" },
    { "model", "型番" },
    { "serial", "製造番号" },
    { "os", "OS" },
    { "os_build", "OS版" },
    { "memory_mb", "メモリMB" },
    { "master", "マスター版" },
    { "ip", "IPアドレス" },
    { "mac", "MACアドレス" },
    { "extension", "内線" },
    { "bought", "購入日" },
    { "lease_until", "リース終了" },
    { "contract", "契約番号" },
    { "note", "備考" },
    { NULL },
};

/* One PC by its columns; values stay valid until the next call. */
typedef struct {
    GRand *rand;
    char *values[N(csv_columns)];
} EpSample;

static const char *
ep_sample_pick(EpSample *self, const char *const *from, guint n)
{
    return from[g_rand_int_range(self->rand, 0, (gint32)n)];
}

static void
ep_sample_set(EpSample *self, const char *name, char *value)
{
    for (guint i = 0; csv_columns[i].name != NULL; i++) {
        if (!g_str_equal(csv_columns[i].name, name))
            continue;
        g_free(self->values[i]);
        self->values[i] = value;
        return;
    }
    g_assert_not_reached();
}

static void
ep_sample_machine(EpSample *self, guint index)
{
    const EpSampleModel *model = &models[g_rand_int_range(self->rand, 0, N(models))];
    int year = g_rand_int_range(self->rand, 2021, 2026), month = g_rand_int_range(self->rand, 1, 13);

    ep_sample_set(self, "maker", g_strdup(model->maker));
    ep_sample_set(self, "model", g_strdup(model->model));
    ep_sample_set(self, "serial",
                  g_strdup_printf("%c%c%08u", "RSTU"[index % 4], "ABCDEFGH"[index % 8], 10000019 + index * 37));
    ep_sample_set(self, "os", g_strdup(g_rand_int_range(self->rand, 0, 10) < 8 ? "Windows 11 Pro" : "Windows 10 Pro"));
    ep_sample_set(self, "os_build", g_strdup(g_rand_int_range(self->rand, 0, 10) < 7 ? "10.0.26100" : "10.0.22631"));
    ep_sample_set(self, "memory_mb", g_strdup(g_rand_int_range(self->rand, 0, 10) < 7 ? "16384" : "8192"));
    ep_sample_set(self, "master", g_strdup_printf("R%d-%d", year - 2018, g_rand_int_range(self->rand, 1, 4)));
    ep_sample_set(self, "mac",
                  g_strdup_printf("02:5A:%02X:%02X:%02X:%02X", index >> 24 & 255, index >> 16 & 255, index >> 8 & 255,
                                  index & 255));
    ep_sample_set(self, "bought", g_strdup_printf("%d/%d/1", year, month));
    ep_sample_set(self, "lease_until", g_strdup_printf("%d/%d/28", year + 5, month));
    ep_sample_set(self, "contract", g_strdup_printf("R%d-%03d", year - 2018, g_rand_int_range(self->rand, 1, 400)));
}

static void
ep_sample_next(EpSample *self, guint index, guint n)
{
    static const char *const states[] = {
        "使用中", "使用中", "使用中", "使用中", "使用中", "使用中", "使用中", "在庫"
    };
    static const char *const notes[] = {
        "", "", "", "", "プリンタ接続用", "窓口業務専用", "画面に傷あり", "会議室常設"
    };
    const EpSampleSection *section = &sections[g_rand_int_range(self->rand, 0, N(sections))];
    gboolean business = index * 100 >= n * 77; /* 1,900 of 8,100 */

    ep_sample_set(self, "asset_number", g_strdup_printf("PC-%05u", index + 1));
    ep_sample_set(self, "host", g_strdup_printf("%s%05u", business ? "BIZ" : "CTY", index + 1));
    ep_sample_set(self, "network",
                  g_strdup(business         ? "業務系"
                           : index % 5 == 0 ? "インターネット接続系"
                                            : "LGWAN接続系"));
    ep_sample_set(self, "section", g_strdup(section->name));
    ep_sample_set(self, "user",
                  g_strdup_printf("%s %s", ep_sample_pick(self, family_names, N(family_names)),
                                  ep_sample_pick(self, given_names, N(given_names))));
    ep_sample_set(self, "state", g_strdup(index % 270 == 5 ? "代替機" : ep_sample_pick(self, states, N(states))));
    ep_sample_set(self, "place", g_strdup(section->place));
    ep_sample_set(self, "extension", g_strdup_printf("%d", g_rand_int_range(self->rand, 2000, 5000)));
    ep_sample_set(self, "ip", g_strdup_printf("10.%u.%u.%u", business ? 20 : 10, index >> 8 & 255, index & 255));
    ep_sample_set(self, "note", g_strdup(ep_sample_pick(self, notes, N(notes))));
    ep_sample_machine(self, index);
}

static void
ep_sample_clear(EpSample *self)
{
    for (guint i = 0; i < N(self->values); i++)
        g_free(self->values[i]);
    g_rand_free(self->rand);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpSample, ep_sample_clear)

char *
ep_sample_csv(guint n_pcs, guint32 seed)
{
    g_auto(EpSample) sample = { .rand = g_rand_new_with_seed(seed) };
    GString *csv = g_string_new(NULL);

    for (guint i = 0; csv_columns[i].name != NULL; i++)
        g_string_append_printf(csv, "%s%s", i > 0 ? "," : "", csv_columns[i].label);
    g_string_append(csv, "\r\n");
    for (guint pc = 0; pc < n_pcs; pc++) {
        ep_sample_next(&sample, pc, n_pcs);
        for (guint i = 0; csv_columns[i].name != NULL; i++)
            g_string_append_printf(csv, "%s%s", i > 0 ? "," : "", sample.values[i]);
        g_string_append(csv, "\r\n");
    }
    return g_string_free(csv, FALSE);
}

static EpDraft *
ep_sample_section(guint index)
{
    const EpSampleSection *section = &sections[index];
    EpDraft *draft = ep_draft_new(&ep_section_table);
    g_autofree char *code = g_strdup_printf("%04u", 100 * (index + 1));
    g_autofree char *extension = g_strdup_printf("%u", 2010 + 10 * index);

    ep_draft_set_named(draft, "code", code);
    ep_draft_set_named(draft, "name", section->name);
    ep_draft_set_named(draft, "reading", section->reading);
    ep_draft_set_named(draft, "department", section->department);
    ep_draft_set_named(draft, "place", section->place);
    ep_draft_set_named(draft, "extension", extension);
    return draft;
}

static EpDraft *
ep_sample_person(const char *name, const char *account, const char *role)
{
    EpDraft *draft = ep_draft_new(&ep_staff_table);

    ep_draft_set_named(draft, "name", name);
    ep_draft_set_named(draft, "account", account);
    ep_draft_set_named(draft, "role", role);
    ep_draft_set_named(draft, "company", "窓口サービス株式会社");
    ep_draft_set_named(draft, "from_day", "2026-04-01");
    return draft;
}

static gboolean
ep_sample_pc(EpSample *sample, EpLedger *ledger, GHashTable *section_ids, GPtrArray *drafts, GError **error)
{
    g_autoptr(EpDraft) draft = ep_draft_new(&ep_pc_table);

    for (guint i = 0; csv_columns[i].name != NULL; i++) {
        guint field = ep_table_find(&ep_pc_table, csv_columns[i].name);

        if (ep_pc_table.fields[field].kind == EP_KIND_REFERENCE)
            ep_draft_set(draft, field, g_hash_table_lookup(section_ids, sample->values[i]));
        else if (g_str_equal(csv_columns[i].name, "network"))
            ep_draft_set(draft, field,
                         g_str_has_prefix(sample->values[i], "業務")    ? "business"
                         : g_str_has_prefix(sample->values[i], "LGWAN") ? "lgwan"
                                                                        : "lan");
        else if (g_str_equal(csv_columns[i].name, "state"))
            ep_draft_set(draft, field,
                         g_str_equal(sample->values[i], "在庫")     ? "stock"
                         : g_str_equal(sample->values[i], "代替機") ? "loaner"
                                                                    : "used");
        else if (!ep_draft_parse(draft, field, sample->values[i], error))
            return FALSE;
    }
    g_ptr_array_add(drafts, g_steal_pointer(&draft));
    return TRUE;
}

static GPtrArray *
ep_sample_drafts(EpLedger *ledger, guint n_pcs, guint32 seed, GError **error)
{
    static const char *const people[][3] = {
        { "田中 一郎", "tanaka", "counter" },      { "鈴木 さくら", "suzuki", "counter" },
        { "中村 浩二", "nakamura", "registrar" },  { "渡邉 陽子", "watanabe", "registrar" },
        { "佐々木 直樹", "sasaki", "supervisor" },
    };
    g_auto(EpSample) sample = { .rand = g_rand_new_with_seed(seed) };
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    for (guint i = 0; i < N(sections); i++) {
        EpDraft *draft = ep_sample_section(i);

        g_ptr_array_add(drafts, draft);
        g_hash_table_insert(ids, (gpointer)sections[i].name,
                            g_strdup_printf("%" G_GINT64_FORMAT, ep_draft_get_id(draft)));
    }
    for (guint i = 0; i < N(people); i++)
        g_ptr_array_add(drafts, ep_sample_person(people[i][0], people[i][1], people[i][2]));
    for (guint i = 0; i < n_pcs; i++) {
        ep_sample_next(&sample, i, n_pcs);
        if (!ep_sample_pc(&sample, ledger, ids, drafts, error))
            return NULL;
    }
    return g_steal_pointer(&drafts);
}

static gboolean
ep_sample_write(EpLedger *ledger, guint n_pcs, guint32 seed, EpProgress *progress, GError **error)
{
    EpActInfo info = { .verb = "pc.sample", .operator= ep_ledger_get_operator(ledger)->staff };
    g_autoptr(GPtrArray) drafts = ep_sample_drafts(ledger, n_pcs, seed, error);
    g_autoptr(EpAct) act = NULL;

    if (drafts == NULL)
        return FALSE;
    act = ep_act_begin(ep_ledger_get_store(ledger), &info, error);
    return act != NULL && ep_act_write_all(act, drafts, progress, error) && ep_act_commit(act, error);
}

gboolean
ep_sample_fill(EpLedger *ledger, guint n_pcs, guint n_days, guint n_media, guint32 seed, EpProgress *progress,
               GError **error)
{
    g_autoptr(GPtrArray) known = ep_reader_load(ep_ledger_get_reader(ledger), &ep_pc_table, NULL, error);
    EpDate today = ep_clock_today(EP_ZONE_JAPAN), first = ep_date_add_days(today, -(int)n_days);
    g_autofree char *now = ep_clock_now();
    g_autofree char *morning = ep_time_to_text(ep_time_from_date(first, EP_ZONE_JAPAN) + 8 * 60 * 60);
    g_autoptr(EpProgress) head = ep_progress_child(progress, 0.0, n_days > 0 ? 0.3 : 1.0);
    g_autoptr(EpProgress) rest = ep_progress_child(progress, 0.3, 1.0);
    gboolean done;

    if (known == NULL)
        return FALSE;
    if (known->len > 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("the ledger holds %u PCs already; sample data belong into an empty one"), known->len);
        return FALSE;
    }
    if (!ep_store_set_durable(ep_ledger_get_store(ledger), FALSE, error))
        return FALSE;
    if (n_days > 0)
        ep_clock_set_fixed(morning); /* the PCs were there before anybody worked on them */
    done = ep_sample_write(ledger, n_pcs, seed, head, error);
    ep_clock_set_fixed(g_getenv("MADOGUCHI_NOW") != NULL ? now : NULL);
    done = done && (n_days == 0 || ep_sample_days_fill(ledger, first, n_media, seed, rest, error));
    return ep_store_set_durable(ep_ledger_get_store(ledger), TRUE, done ? error : NULL) && done;
}
