#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-case.h"
#include "endpoint/ledger/ep-hand.h"

/* The PC ledger: what the desk looks after. Only the asset number is required. */

static const EpChoice states[] = {
    { "stock", N_("In stock"), EP_TINT_NONE, "在庫|予備|予備機|保管|保管中|未使用|未配備" },
    { "used", N_("In use"), EP_TINT_FINE, "使用中|利用中|使用|稼働|稼働中|運用中|配備|配備済|貸与中" },
    { "repair", N_("In repair"), EP_TINT_WAIT, "修理|修理中|故障|故障中|入院中" },
    { "loaner", N_("Loaner"), EP_TINT_INFO, "代替機|貸出機|貸出用|貸出" },
    { "lent", N_("Lent as a loaner"), EP_TINT_WAIT },
    { "retired", N_("Retired"), EP_TINT_NONE, "廃棄|廃棄済|廃棄予定|返却|返却済|撤去|除却|廃止" },
    { NULL, NULL, EP_TINT_NONE },
};

#define COLUMN (EP_FIELD_COLUMN | EP_FIELD_SEARCHED)

static const EpField fields[] = {
    { "asset_number", N_("Asset number"), EP_KIND_CODE, EP_FIELD_REQUIRED | COLUMN, .group = N_("Basics"), .width = 9,
      .aliases = "資産番号|資産管理番号|管理番号|備品番号|Asset Tag|TAG" },
    { "host", N_("Host name"), EP_KIND_CODE, COLUMN, .width = 11,
      .aliases = "ホスト名|端末名|コンピューター名|コンピュータ名|PC名|PC番号|Computer Name|Name" },
    { "network", N_("Network"), EP_KIND_CHOICE, COLUMN | EP_FIELD_FACET, .choices = ep_networks, .width = 14,
      .aliases = "網|網区分|ネットワーク|接続系" },
    { "section", N_("Section"), EP_KIND_REFERENCE, COLUMN | EP_FIELD_FACET, .reference = "section", .width = 16,
      .aliases = "所属|所属課|部署|課|課名|所属名|Company|Department" },
    { "user", N_("User"), EP_KIND_TEXT, COLUMN | EP_FIELD_PERSONAL, .width = 12,
      .aliases = "使用者|利用者|使用者名|利用者名|氏名|Checked Out|Username|Full Name" },
    { "state", N_("State"), EP_KIND_CHOICE, EP_FIELD_COLUMN | EP_FIELD_FACET | EP_FIELD_SEARCHED, .choices = states,
      .width = 9, .initial = "used", .aliases = "状態|使用状況|ステータス|Status" },
    { "place", N_("Place"), EP_KIND_TEXT, COLUMN, .width = 14, .aliases = "設置場所|場所|設置|フロア|Location" },
    { "maker", N_("Maker"), EP_KIND_TEXT, COLUMN | EP_FIELD_FACET, .group = N_("Machine"), .width = 10,
      .aliases = "メーカー|メーカ|製造元|Manufacturer" },
    { "model", N_("Model"), EP_KIND_TEXT, COLUMN, .aliases = "型番|型名|モデル|モデル名|機種|機種名|Model Name|Model" },
    { "serial", N_("Serial number"), EP_KIND_CODE, COLUMN, .width = 14,
      .aliases = "製造番号|シリアル|シリアル番号|シリアルNo|S/N|Serial|Serial Number" },
    { "os", N_("OS"), EP_KIND_TEXT, COLUMN | EP_FIELD_FACET, .width = 15, .aliases = "OS|OS名|Operating System" },
    { "os_build", N_("OS build"), EP_KIND_CODE, EP_FIELD_SEARCHED, .width = 12,
      .aliases = "OS版|OSバージョン|ビルド|OS Version" },
    { "memory_mb", N_("Memory (MB)"), EP_KIND_INTEGER, 0, .aliases = "メモリMB|メモリ|メモリー|メモリ容量|搭載メモリ" },
    { "master", N_("Master version"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "マスター|マスター版|イメージ" },
    { "ip", N_("IP address"), EP_KIND_IP, COLUMN, .group = N_("Addresses"), .aliases = "IPアドレス|IP|IP Address" },
    { "mac", N_("MAC address"), EP_KIND_MAC, EP_FIELD_SEARCHED, .aliases = "MACアドレス|MAC|物理アドレス|MAC Address" },
    { "mac2", N_("Second MAC address"), EP_KIND_MAC, EP_FIELD_SEARCHED,
      .aliases = "MACアドレス2|無線MACアドレス|無線MAC" },
    { "extension", N_("Extension"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "内線|内線番号" },
    { "bought", N_("Bought"), EP_KIND_DATE, 0, .group = N_("Lease and warranty"),
      .aliases = "購入日|導入日|取得日|Purchase Date" },
    { "lease_until", N_("Lease until"), EP_KIND_DATE, 0, .aliases = "リース終了|リース満了日|リース終了日" },
    { "warranty_until", N_("Warranty until"), EP_KIND_DATE, 0, .aliases = "保証期限|保守期限|保証終了日" },
    { "contract", N_("Contract"), EP_KIND_CODE, EP_FIELD_SEARCHED, .aliases = "契約番号|Order Number" },
    { "last_seen", N_("Last seen"), EP_KIND_TIME, EP_FIELD_COLUMN, .group = N_("Other"),
      .aliases = "最終通信日時|最終更新日|更新日|最終接続日" },
    { "device_id", N_("Inventory identifier"), EP_KIND_CODE, EP_FIELD_HIDDEN | EP_FIELD_FIXED },
    { "note", N_("Notes"), EP_KIND_LINES, EP_FIELD_SEARCHED, .aliases = "備考|メモ|摘要|Notes" },
    { "unconfirmed", N_("To be confirmed"), EP_KIND_YES, EP_FIELD_FACET },
    { "hand", N_("Set by hand"), EP_KIND_TEXT, EP_FIELD_FIXED | EP_FIELD_HIDDEN },
    { NULL },
};

static const EpVerb verbs[] = {
    { "pc.new", N_("Add a PC"), .accel = "<Control>n", .from = "", .asks = "*", .flags = EP_VERB_COUNTED },
    { "pc.edit", N_("Edit"), .accel = "<Control>e", .asks = "*", .flags = EP_VERB_COUNTED | EP_VERB_MANY,
      .run = ep_hand_edit },
    { "pc.sample", N_("Sample data"), .from = "", .flags = EP_VERB_QUIET | EP_VERB_INTERNAL },
    { "pc.repair", N_("Take in for repair"), .from = "used stock loaner", .to = "repair",
      .asks = "title! symptom contact extension belongings cover backup_needed backup_consent", .flags = EP_VERB_MAIN,
      .makes = &ep_repair_table, .run = ep_case_open },
    { "pc.call", N_("Take a call about it"),
      .asks = "title! channel! symptom contact extension urgency detail "
              "first_answer",
      .makes = &ep_call_table },
    { "pc.make_loaner", N_("Make it a loaner"), .from = "stock used", .to = "loaner",
      .flags = EP_VERB_COUNTED | EP_VERB_MANY },
    { "pc.retire", N_("Retire"), .from = "stock used repair loaner", .to = "retired", .asks = "note",
      .flags = EP_VERB_INSTRUCTION | EP_VERB_MANY },
    { "pc.reinstate", N_("Take back into use"), .from = "retired stock", .to = "used",
      .flags = EP_VERB_INSTRUCTION | EP_VERB_MANY },
    { NULL },
};

static const EpTableSection sections[] = {
    { "repair", "pc", NULL },
    { "call", "pc", NULL },
    { "loan", "pc", N_("Lent as a loaner") },
    { "pc_software", "pc", NULL },
    { "permit_scope", "pc", N_("Permits that name it") },
    { NULL },
};

EpTable ep_pc_table = {
    .name = "pc",
    .label = N_("PC ledger"),
    .hint = N_("Import a list of PCs or a folder of inventories, or add one."),
    .fields = fields,
    .number = "asset_number",
    .title = "host",
    .network = "network",
    .section = "section",
    .state = "state",
    .sections = sections,
    .verbs = verbs,
    .sort = "asset_number",
};
