#include "endpoint/ledger/ep-allowlist-row.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-column-read.h"
#include "endpoint/core/ep-column-write.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"
#include "endpoint/ledger/ep-restriction.h"
#include "usbctl/usbctl-id.h"

const EpChoice ep_allowlist_actions[] = {
    { "added", N_("Added"), EP_TINT_FINE, "追加|新規|登録|A" },
    { "changed", N_("Changed"), EP_TINT_INFO, "変更|更新|U" },
    { "same", N_("As before"), EP_TINT_NONE },
    { "removed", N_("Taken off"), EP_TINT_LATE, "削除|D" },
    { NULL, NULL, EP_TINT_NONE },
};

#define SHOWN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField row_fields[] = {
    { "action", N_("What changes"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET, .choices = ep_allowlist_actions,
      .width = 9, .aliases = "処理フラグ|処理区分|登録種別", .example = "added" },
    { "file", N_("File"), EP_KIND_CODE, EP_FIELD_FACET, .width = 16, .example = "devices.csv" },
    { "row", N_("Row"), EP_KIND_INTEGER, 0, .width = 6, .example = "1" },
    { "permit", N_("Permit"), EP_KIND_CODE, SHOWN, .width = 15, .aliases = "許可番号", .example = "R8-周-00123-1" },
    { "others", N_("Other permits of the device"), EP_KIND_CODE, EP_FIELD_SEARCHED, .example = "R8-周-00045-1" },
    { "application", N_("Application"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "受付番号",
      .example = "R8-周-00123" },
    { "medium", N_("Medium"), EP_KIND_CODE, SHOWN, .width = 13, .aliases = "媒体番号", .example = "R8-媒-00045" },
    { "sticker", N_("Sticker number"), EP_KIND_CODE, EP_FIELD_SEARCHED,
      .aliases = "管理番号|資産管理番号|ステッカー番号", .example = "情-0045" },
    { "kind", N_("Kind"), EP_KIND_CHOICE, 0, .choices = ep_device_kinds, .aliases = "種別|デバイス種別|メディア種別",
      .example = "usb" },
    { "maker", N_("Maker"), EP_KIND_TEXT, 0, .aliases = "メーカー|メーカー名|ベンダー名", .example = "マドメディア" },
    { "model", N_("Model"), EP_KIND_TEXT, SHOWN, .aliases = "名称|製品名|型番|デバイス名|機器名|USBデバイス名",
      .example = "MM-U32 暗号化" },
    { "product", N_("Product, as the device says"), EP_KIND_TEXT, 0, .example = "MADO Stick 32" },
    { "vid", N_("Vendor ID"), EP_KIND_CODE, SHOWN, .width = 6, .aliases = "VID|ベンダーID|ベンダID|メーカーID",
      .example = "0951" },
    { "pid", N_("Product ID"), EP_KIND_CODE, SHOWN, .width = 6, .aliases = "PID|プロダクトID|製品ID",
      .example = "1666" },
    { "serial", N_("Serial number"), EP_KIND_CODE, SHOWN, .width = 18,
      .aliases =
          "シリアル番号|シリアルNo|シリアルNo.|シリアルナンバー|内蔵シリアル番号|内蔵シリアル番号/ハードウェアID",
      .example = "MADO0000123456AB" },
    { "instance_id", N_("Instance ID"), EP_KIND_CODE, 0, .width = 30,
      .aliases = "デバイスインスタンスID|インスタンスID", .example = "USB\\VID_0951&PID_1666\\MADO0000123456AB" },
    { "disk_id", N_("Disk's instance ID"), EP_KIND_CODE, 0, .width = 30,
      .example = "USBSTOR\\DISK&VEN_MADO&PROD_STICK&REV_1.20\\MADO0000123456AB&0" },
    { "instance_ids", N_("Instance IDs"), EP_KIND_LINES, 0, .example = "USB\\VID_0951&PID_1666\\MADO0000123456AB" },
    { "hash", N_("USBGuard hash"), EP_KIND_CODE, 0, .example = "2y2qS3rcuMr1Ye5knWsbD8CG=" },
    { "rights", N_("Rights"), EP_KIND_CHOICE, EP_FIELD_COLUMN, .choices = ep_permit_rights, .width = 9,
      .aliases = "権限|制御|アクセス権", .example = "read-write" },
    { "from_day", N_("From"), EP_KIND_DATE, 0, .aliases = "使用開始日|利用開始日|開始日", .example = "2026-04-01" },
    { "until_day", N_("Until"), EP_KIND_DATE, EP_FIELD_COLUMN,
      .aliases = "使用期限|有効期限|利用期限|利用終了日|終了日", .example = "2027-03-31" },
    { "section_code", N_("Section's code"), EP_KIND_CODE, 0, .aliases = "所属コード|部署コード", .example = "0101" },
    { "section", N_("Section"), EP_KIND_TEXT, SHOWN, .aliases = "所属|部署|部署名|課|所属課", .example = "総務課" },
    { "applicant", N_("Applicant"), EP_KIND_TEXT, 0, .aliases = "申請者|管理者", .example = "山本 花子" },
    { "users", N_("Users"), EP_KIND_TEXT, 0, .aliases = "使用者|利用者|ユーザー名", .example = "山本 花子 佐藤 一郎" },
    { "pcs", N_("Permitted PCs"), EP_KIND_TEXT, 0, .aliases = "PC|PC名|コンピューター名|コンピュータ名|端末名",
      .example = "PC-00012 PC-00013" },
    { "condition", N_("Conditions"), EP_KIND_LINES, 0, .aliases = "条件", .example = "庁外への持ち出し禁止" },
    { "key", N_("Key on the target"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "GUID|登録ID",
      .example = "6F1A2C90-51B7-4E0B" },
    { NULL },
};

static EpTable row_table = {
    .name = "allowlist_row", .label = N_("Rows of the list"), .fields = row_fields, .title = "permit", .sort = "permit"
};

static const EpChoice results[] = {
    { "taken", N_("Taken"), EP_TINT_FINE, "OK|成功|正常|登録済|登録済み|○|success" },
    { "refused", N_("Refused"), EP_TINT_LATE, "NG|失敗|エラー|異常|×|error|failed" },
    { NULL, NULL, EP_TINT_NONE },
};

static const EpField answer_fields[] = {
    { "row", N_("Row"), EP_KIND_INTEGER, 0, .aliases = "行|行番号|行No|行No.|No|No.|項番|line", .example = "2" },
    { "permit", N_("Permit"), EP_KIND_CODE, 0, .aliases = "許可番号|備考", .example = "R8-周-00123-1" },
    { "key", N_("Key on the target"), EP_KIND_CODE, 0, .aliases = "GUID|登録ID", .example = "6F1A2C90-51B7-4E0B" },
    { "vid", N_("Vendor ID"), EP_KIND_CODE, 0, .aliases = "VID|ベンダーID|ベンダID|メーカーID", .example = "0951" },
    { "pid", N_("Product ID"), EP_KIND_CODE, 0, .aliases = "PID|プロダクトID|製品ID", .example = "1666" },
    { "serial", N_("Serial number"), EP_KIND_CODE, 0,
      .aliases = "シリアル番号|シリアルNo|シリアルNo.|内蔵シリアル番号|内蔵シリアル番号/ハードウェアID",
      .example = "MADO0000123456AB" },
    { "result", N_("Result"), EP_KIND_CHOICE, 0, .choices = results, .aliases = "結果|処理結果|ステータス|状態|status",
      .example = "refused" },
    { "message", N_("Message"), EP_KIND_TEXT, 0,
      .aliases = "メッセージ|エラー|エラー内容|エラーメッセージ|内容|理由|詳細|error",
      .example = "シリアル番号が重複しています" },
    { NULL },
};

static EpTable answer_table = { .name = "allowlist_answer", .label = N_("Rows of an answer"), .fields = answer_fields };

static const EpTable *
ep_allowlist_row_prepare(EpTable *table)
{
    static GMutex mutex;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);

    ep_table_prepare(table);
    return table;
}

const EpTable *
ep_allowlist_row_get_table(void)
{
    return ep_allowlist_row_prepare(&row_table);
}

const EpTable *
ep_allowlist_answer_get_table(void)
{
    return ep_allowlist_row_prepare(&answer_table);
}

/* --- loading --- */

/* As allowlist-permits.sql has them, behind what is no field. */
static const char *const loaded[] = { "permit",    "application",  "medium",  "sticker",   "kind",
                                      "maker",     "model",        "product", "vid",       "pid",
                                      "serial",    "instance_ids", "hash",    "rights",    "from_day",
                                      "until_day", "section_code", "section", "applicant", "condition" };

typedef struct {
    EpAllowlistEntries *list;
    GPtrArray *into;
    GHashTable *by_permit; /* &entry->permit → entry */
    guint fields[G_N_ELEMENTS(loaded)];
    guint pcs, users, key;
    const EpTable *table;
} EpAllowlistLoading;

static char **
ep_allowlist_row_split_ids(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new();

    for (char **line = lines; *line != NULL; line++) {
        if (*g_strstrip(*line) != '\0')
            g_strv_builder_add(ids, *line);
    }
    return g_strv_builder_end(ids);
}

/* The first that names the device itself, and the first that names its disk. */
static void
ep_allowlist_row_set_ids(EpAllowlistLoading *loading, EpAllowlistEntry *entry)
{
    guint usb = ep_table_find(loading->table, "instance_id"), disk = ep_table_find(loading->table, "disk_id");

    for (char **text = entry->ids; *text != NULL; text++) {
        guint field = g_ascii_strncasecmp(*text, "USBSTOR\\", 8) == 0 || g_ascii_strncasecmp(*text, "SCSI\\", 5) == 0
                          ? disk
                          : usb;

        if (entry->values[field] == NULL)
            entry->values[field] = *text;
    }
}

static const char *
ep_allowlist_row_keep(EpAllowlistLoading *loading, const char *text)
{
    return text != NULL && *text != '\0' ? g_string_chunk_insert_const(loading->list->texts, text) : NULL;
}

static gboolean
ep_allowlist_row_take_permit(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistLoading *loading = user_data;
    EpAllowlistEntry *entry = g_new0(EpAllowlistEntry, 1);
    const char *fallback = ep_allowlist_row_keep(loading, ep_row_get_text(row, 1));
    const EpAllowlistKnown *known;

    entry->permit = ep_row_get_integer(row, 0);
    entry->fallback = fallback != NULL ? fallback : "";
    entry->composite = ep_row_get_integer(row, 2) != 0;
    entry->values = g_new0(const char *, loading->table->at.n_slots + 1);
    for (guint i = 0; i < G_N_ELEMENTS(loaded); i++)
        entry->values[loading->fields[i]] = ep_allowlist_row_keep(loading, ep_row_get_text(row, i + 3));
    entry->ids = ep_allowlist_row_split_ids(ep_allowlist_row_get(entry, "instance_ids"));
    entry->number = ep_allowlist_row_get(entry, "permit");
    ep_allowlist_row_set_ids(loading, entry);
    known = g_hash_table_lookup(loading->list->known, entry->number);
    entry->state = known != NULL ? known->state : "";
    entry->restricted = "";
    entry->values[loading->key] = known != NULL && known->key != NULL
                                      ? known->key
                                      : g_hash_table_lookup(loading->list->keys, ep_allowlist_row_get(entry, "medium"));
    g_ptr_array_add(loading->into, entry);
    g_hash_table_insert(loading->by_permit, &entry->permit, entry);
    return TRUE;
}

static gboolean
ep_allowlist_row_take_known(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistLoading *loading = user_data;
    const char *number = ep_allowlist_row_keep(loading, ep_row_get_text(row, 0));
    const char *state = ep_allowlist_row_keep(loading, ep_row_get_text(row, 1));
    const char *medium = ep_allowlist_row_keep(loading, ep_row_get_text(row, 4));
    EpAllowlistKnown known = { state != NULL ? state : "", ep_allowlist_row_keep(loading, ep_row_get_text(row, 2)),
                               ep_row_get_integer(row, 3) != 0,
                               g_strcmp0(ep_row_get_text(row, 5), EP_IDENTITY_OTHERWISE) == 0 };

    g_hash_table_insert(loading->list->known, (gpointer)(number != NULL ? number : ""),
                        g_memdup2(&known, sizeof known));
    if (known.key != NULL && medium != NULL && !known.taken_off)
        g_hash_table_insert(loading->list->keys, (gpointer)medium, (gpointer)known.key);
    return TRUE;
}

static void
ep_allowlist_row_append(EpAllowlistLoading *loading, EpAllowlistEntry *entry, guint field, const char *text)
{
    g_autofree char *longer = NULL;

    if (text == NULL || *text == '\0')
        return;
    longer = entry->values[field] != NULL ? g_strdup_printf("%s %s", entry->values[field], text) : g_strdup(text);
    entry->values[field] = g_string_chunk_insert(loading->list->texts, longer);
}

static void
ep_allowlist_row_lose(EpAllowlistLoading *loading, EpAllowlistEntry *entry, const char *pc)
{
    g_autofree char *longer = entry->gone != NULL ? g_strdup_printf("%s %s", entry->gone, pc) : g_strdup(pc);

    entry->gone = g_string_chunk_insert(loading->list->texts, longer);
}

static gboolean
ep_allowlist_row_take_incident(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistLoading *loading = user_data;
    gint64 permit = ep_row_get_integer(row, 0);
    EpAllowlistEntry *entry = g_hash_table_lookup(loading->by_permit, &permit);

    if (entry != NULL && entry->incident == NULL)
        entry->incident = ep_allowlist_row_keep(loading, ep_row_get_text(row, 1));
    return TRUE;
}

static gboolean
ep_allowlist_row_take_scope(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistLoading *loading = user_data;
    gint64 permit = ep_row_get_integer(row, 0);
    EpAllowlistEntry *entry = g_hash_table_lookup(loading->by_permit, &permit);

    if (entry == NULL)
        return TRUE;
    if (ep_row_get_integer(row, 3) != 0)
        ep_allowlist_row_lose(loading, entry, ep_row_get_text(row, 1));
    else
        ep_allowlist_row_append(loading, entry, loading->pcs, ep_row_get_text(row, 1));
    ep_allowlist_row_append(loading, entry, loading->users, ep_row_get_text(row, 2));
    return TRUE;
}

/* The strictest counts; by hand is set only what all that the list cannot say are. */
static gboolean
ep_allowlist_row_take_restriction(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistLoading *loading = user_data;
    gint64 permit = ep_row_get_integer(row, 0);
    EpAllowlistEntry *entry = g_hash_table_lookup(loading->by_permit, &permit);
    const char *restricts = ep_row_get_text(row, 1), *by_hand = ep_row_get_text(row, 2);
    gboolean first;

    if (entry == NULL || strcmp(restricts, "use") == 0)
        return TRUE;
    first = *entry->restricted == '\0' && !entry->no_execute;
    entry->by_hand = by_hand != NULL && *by_hand != '\0' && (first || entry->by_hand);
    entry->no_execute |= strcmp(restricts, "no-execute") == 0;
    entry->restricted = ep_restriction_get_stricter(entry->restricted, ep_restriction_get_level(restricts));
    return TRUE;
}

static int
ep_allowlist_row_compare(gconstpointer a, gconstpointer b)
{
    const EpAllowlistEntry *x = *(EpAllowlistEntry *const *)a, *y = *(EpAllowlistEntry *const *)b;
    int by_number = ep_natural_compare(x->number, y->number);

    return by_number != 0 ? by_number : (x->permit > y->permit) - (x->permit < y->permit);
}

static void
ep_allowlist_row_free_entry(gpointer data)
{
    EpAllowlistEntry *entry = data;

    g_clear_pointer(&entry->rule, usbctl_rule_unref);
    g_strfreev(entry->ids);
    g_free(entry->values);
    g_free(entry);
}

void
ep_allowlist_row_free(EpAllowlistEntries *self)
{
    g_ptr_array_unref(self->entries);
    g_ptr_array_unref(self->gone);
    g_hash_table_unref(self->known);
    g_hash_table_unref(self->keys);
    g_string_chunk_free(self->texts);
    g_free(self);
}

EpRecord *
ep_allowlist_row_new_example(const EpTable *table)
{
    g_autofree const char **values = g_new0(const char *, table->at.n_slots + 1);

    for (guint i = 0; i < table->at.n_fields; i++)
        values[i] = table->fields[i].example;
    return ep_record_new(table, 0, 0, values);
}

const char *
ep_allowlist_row_get(const EpAllowlistEntry *entry, const char *field)
{
    const char *value = entry->values[ep_table_find(ep_allowlist_row_get_table(), field)];

    return value != NULL ? value : "";
}

EpRecord *
ep_allowlist_row_new(const EpAllowlistEntry *entry, const char *action, const char *file, guint row)
{
    const EpTable *table = ep_allowlist_row_get_table();
    g_autofree const char **values = g_memdup2(entry->values, (table->at.n_slots + 1) * sizeof(char *));
    g_autofree char *number = row > 0 ? g_strdup_printf("%u", row) : NULL;

    values[ep_table_find(table, "action")] = action;
    values[ep_table_find(table, "file")] = file;
    values[ep_table_find(table, "row")] = number;
    return ep_record_new(table, entry->permit, 0, values);
}

/* A permit that ends at a moment of today ends then; of another day, every hour counts. */
char *
ep_allowlist_row_dup_moment(const char *date)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    return strcmp(date, today) == 0 ? ep_clock_now() : g_strdup("");
}

EpAllowlistEntries *
ep_allowlist_row_load(EpReader *reader, EpRecord *target, const char *date, GError **error)
{
    g_autofree char *moment = ep_allowlist_row_dup_moment(date);
    EpValue values[] = { EP_TEXT(ep_record_get_named(target, "network")), EP_TEXT(date), EP_TEXT(moment) };
    EpValue of = EP_INTEGER(ep_record_get_id(target)), here[] = { of, EP_TEXT(date), EP_TEXT(moment) };
    g_autoptr(EpAllowlistEntries) self = g_new0(EpAllowlistEntries, 1);
    g_autoptr(GHashTable) by_permit = g_hash_table_new(g_int64_hash, g_int64_equal);
    EpAllowlistLoading loading = { .list = self, .by_permit = by_permit, .table = ep_allowlist_row_get_table() };

    self->entries = g_ptr_array_new_with_free_func(ep_allowlist_row_free_entry);
    self->gone = g_ptr_array_new_with_free_func(ep_allowlist_row_free_entry);
    self->known = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    self->keys = g_hash_table_new(g_str_hash, g_str_equal);
    self->texts = g_string_chunk_new(1 << 16);
    loading.key = ep_table_find(loading.table, "key");
    for (guint i = 0; i < G_N_ELEMENTS(loaded); i++)
        loading.fields[i] = ep_table_find(loading.table, loaded[i]);
    loading.pcs = ep_table_find(loading.table, "pcs");
    loading.users = ep_table_find(loading.table, "users");
    loading.into = self->gone;
    if (!ep_reader_query(reader, "allowlist-known", &of, 1, ep_allowlist_row_take_known, &loading, error) ||
        !ep_reader_query(reader, "allowlist-gone", here, 3, ep_allowlist_row_take_permit, &loading, error) ||
        !ep_reader_query(reader, "allowlist-gone-scopes", here, 3, ep_allowlist_row_take_scope, &loading, error))
        return NULL;
    loading.into = self->entries;
    if (!ep_reader_query(reader, "allowlist-permits", values, 3, ep_allowlist_row_take_permit, &loading, error) ||
        !ep_reader_query(reader, "allowlist-scopes", values, 3, ep_allowlist_row_take_scope, &loading, error) ||
        !ep_reader_query(reader, "allowlist-incidents", values, 1, ep_allowlist_row_take_incident, &loading, error) ||
        !ep_reader_query(reader, "allowlist-restrictions", here, 2, ep_allowlist_row_take_restriction, &loading, error))
        return NULL;
    g_ptr_array_sort(self->entries, ep_allowlist_row_compare);
    return g_steal_pointer(&self);
}

/* --- kept --- */

/* A column map of our own: every field under its name. */
static EpColumns *
ep_allowlist_row_new_columns(void)
{
    const EpTable *table = ep_allowlist_row_get_table();
    g_autoptr(GString) map = g_string_new("@encoding=utf-8-bom\n@dates=YYYY-MM-DD\n");
    EpColumns *columns;

    for (guint i = 0; i < table->at.n_fields; i++)
        g_string_append_printf(map, "%s=%s\n", table->fields[i].name, table->fields[i].name);
    columns = ep_columns_parse(table, map->str, NULL);
    g_assert(columns != NULL);
    return columns;
}

GBytes *
ep_allowlist_row_format(GPtrArray *rows)
{
    g_autoptr(EpColumns) columns = ep_allowlist_row_new_columns();
    g_autoptr(EpColumnFiles) files = ep_column_write(columns, rows, NULL);

    return g_bytes_ref(g_ptr_array_index(files->files, 0));
}

GPtrArray *
ep_allowlist_row_parse(GBytes *bytes, GError **error)
{
    g_autoptr(EpColumns) columns = ep_allowlist_row_new_columns();
    g_autoptr(GPtrArray) read = ep_column_read(columns, bytes, error);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; read != NULL && i < read->len; i++) {
        const EpColumnRow *row = g_ptr_array_index(read, i);

        if (row->record != NULL)
            g_ptr_array_add(rows, g_object_ref(row->record));
    }
    return read != NULL ? g_steal_pointer(&rows) : NULL;
}
