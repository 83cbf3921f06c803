#include "tests/ui/desk-list-fixture.h"

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpChoice networks[] = {
    { "lgwan", "LGWAN接続系", EP_TINT_NONE },
    { "office", "番号利用事務系", EP_TINT_NONE },
    { "internet", "インターネット接続系", EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpChoice states[] = {
    { "used", "配備中", EP_TINT_FINE },   { "stock", "在庫", EP_TINT_NONE },    { "repair", "修理中", EP_TINT_WAIT },
    { "loaner", "代替機", EP_TINT_INFO }, { "lost", "所在不明", EP_TINT_LATE }, { NULL, NULL, EP_TINT_NONE },
};

static const EpField fields[] = {
    { "number", "管理番号", EP_KIND_CODE, EP_FIELD_REQUIRED | COLUMN, .width = 10 },
    { "host", "ホスト名", EP_KIND_CODE, COLUMN, .width = 12 },
    { "state", "状態", EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = states, .width = 8 },
    { "section", "所属", EP_KIND_REFERENCE, COLUMN, .reference = "section", .width = 14 },
    { "user", "使用者", EP_KIND_TEXT, COLUMN, .width = 11 },
    { "place", "設置場所", EP_KIND_TEXT, COLUMN, .width = 13 },
    { "network", "網", EP_KIND_CHOICE, EP_FIELD_COLUMN, .choices = networks, .width = 20 },
    { "model", "機種", EP_KIND_TEXT, COLUMN, .width = 16 },
    { "serial", "製造番号", EP_KIND_CODE, COLUMN, .width = 12 },
    { "memory", "メモリ(MB)", EP_KIND_INTEGER, EP_FIELD_COLUMN, .width = 9 },
    { "price", "取得価格", EP_KIND_MONEY, EP_FIELD_COLUMN, .width = 9 },
    { "bought", "導入日", EP_KIND_DATE, EP_FIELD_COLUMN, .width = 10 },
    { "leased", "リース", EP_KIND_YES, EP_FIELD_COLUMN, .width = 6 },
    { "note", "備考", EP_KIND_LINES, COLUMN, .width = 24 },
    { "mac", "MACアドレス", EP_KIND_MAC, EP_FIELD_SEARCHED },
    { NULL },
};

static EpTable table = {
    .name = "pc",
    .label = "PC台帳",
    .fields = fields,
    .number = "number",
    .title = "host",
    .state = "state",
    .sort = "number",
};

static const char *const sections[] = {
    "総務課",     "直税課",     "骨董保護係", "角田支所市民課", "財政課", "子育て支援課", "建設政策部道路維持管理課",
    "介護保険課", "情報政策課", "議会事務局"
};
static const char *const family[] = { "田中", "佐藤", "高橋", "渡辺", "伊藤", "小笠原", "直江", "角", "斎藤" };
static const char *const given[] = { "花子", "一郎", "美咲", "健太", "さくら", "翔", "由美子" };
static const char *const floors[] = { "本庁1階", "本庁2階 西", "本庁3階 東", "別館2階", "角田支所", "保健センター" };
static const char *const models[] = { "窓口机上 14型", "据置型 MT-200", "軽量 NX-13", "現場用 タフ 10" };
static const char *const notes[] = {
    "", "", "", "", "代替機 貸出中（修理 R8-周-00123）", "電池の膨らみを確認\n次回交換", "異動により回収予定", "", ""
};

EpTable *
desk_list_fixture_table(void)
{
    if (table.at.by_name == NULL)
        ep_table_prepare(&table);
    return &table;
}

static EpRecord *
desk_list_fixture_record(guint id, const char *host)
{
    static const char *const state[] = { "used", "used", "used", "used", "stock", "used",  "repair",
                                         "used", "used", "used", "used", "used",  "loaner" };
    static const char *const network[] = { "lgwan", "lgwan", "internet", "office" };
    static const char *const memory[] = { "8192", "16384", "8192", "32768" };
    guint h = id * 2654435761U >> 7; /* scattered, but always the same */
    g_autofree char *number = g_strdup_printf("PC-%05u", id);
    g_autofree char *name = g_strdup_printf("CTYPC%05u", id);
    g_autofree char *user = g_strdup_printf("%s %s", family[h % G_N_ELEMENTS(family)], given[h / 9 % 7]);
    g_autofree char *serial = g_strdup_printf("%cX%04X%05u", 'A' + h % 26, h % 65536, id);
    g_autofree char *price = g_strdup_printf("%u", 98000 + h % 90 * 1250);
    g_autofree char *bought = g_strdup_printf("%u-%02u-%02u", 2020 + h % 6, 1 + h / 7 % 12, 1 + h / 3 % 28);
    g_autofree char *mac = g_strdup_printf("02:00:5E:%02X:%02X:%02X", id >> 16 & 255, id >> 8 & 255, id & 255);
    const char *values[] = { number,
                             host != NULL ? host : name,
                             id % 97 == 0 ? "lost" : state[h % G_N_ELEMENTS(state)],
                             "1",
                             h % 13 == 4 ? "" : user,
                             floors[h / 5 % G_N_ELEMENTS(floors)],
                             network[h / 11 % 4],
                             models[h / 17 % 4],
                             serial,
                             memory[h / 19 % 4],
                             price,
                             bought,
                             h % 3 == 0 ? "" : "1",
                             notes[h / 23 % G_N_ELEMENTS(notes)],
                             mac,
                             sections[h / 2 % G_N_ELEMENTS(sections)] };

    return ep_record_new(desk_list_fixture_table(), id, 1, values);
}

GPtrArray *
desk_list_fixture_records(guint n)
{
    GPtrArray *records = g_ptr_array_new_full(n, g_object_unref);

    for (guint id = 1; id <= n; id++)
        g_ptr_array_add(records, desk_list_fixture_record(id, NULL));
    return records;
}

EpRecord *
desk_list_fixture_changed(guint id, const char *host)
{
    return desk_list_fixture_record(id, host);
}

EpList *
desk_list_fixture_list(guint n)
{
    EpList *list = ep_list_new(desk_list_fixture_table());
    g_autoptr(GPtrArray) records = desk_list_fixture_records(n);

    ep_list_load(list, records);
    ep_list_prepare_search(records);
    return list;
}

static gboolean
wake(gpointer done)
{
    *(gboolean *)done = TRUE;
    return G_SOURCE_REMOVE;
}

void
desk_list_fixture_settle(guint milliseconds)
{
    gboolean done = FALSE;

    g_timeout_add(milliseconds, wake, &done);
    while (!done)
        g_main_context_iteration(NULL, TRUE);
    while (g_main_context_iteration(NULL, FALSE))
        ;
}
