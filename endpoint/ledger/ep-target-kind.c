#include "endpoint/ledger/ep-target-kind.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-identity.h"

/* Codes are usbctl's formats, column maps, and "manual": typed into a console by hand. */
const EpChoice ep_target_kinds[] = {
    { "registry-pol", N_("Group policy (Registry.pol)"), EP_TINT_NONE },
    { "gpo-backup", N_("Group policy (GPMC backup)"), EP_TINT_NONE },
    { "reg", N_("Registry file (.reg)"), EP_TINT_NONE },
    { "lgpo", N_("Local policy (LGPO text)"), EP_TINT_NONE },
    { "defender", N_("Defender Device Control"), EP_TINT_NONE },
    { "usbguard", N_("USBGuard rules"), EP_TINT_NONE },
    { "systemwalker", N_("Systemwalker Desktop Keeper (CSV)"), EP_TINT_NONE },
    { "ism", N_("ISM CloudOne (TSV)"), EP_TINT_NONE },
    { "csv", N_("CSV with columns of its own"), EP_TINT_NONE },
    { "manual", N_("By hand"), EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

typedef struct {
    const char *kind, *layout, *answer;
} EpTargetLayout;

/*
 * Fujitsu, "Systemwalker Desktop Keeper Reference Manual" 2.14: a new row has a blank for flag and GUID; the GUID of
 * another is the console's own. What its manual calls for in the column of the identification method depends on the
 * version, so the site says it. NEC/Quality Soft, "ISM CloudOne: CSV file format": how the file is written; the columns
 * of approved devices are not published and are ours.
 */
static const EpTargetLayout layouts[] = {
    { "systemwalker",
      "@encoding=cp932\n@separator=comma\n@quotes=needed\n@lines=crlf\n@header=1\n@dates=YYYY/MM/DD\n"
      "@file=usb-devices.csv\n@deltas=column\n"
      "処理フラグ=action; added=\" \"; changed=U; same=U; removed=D\n"
      "GUID=key; =\" \"\n"
      "名称=\"{model} {section}\"; required; longest 80; cut\n"
      "備考=permit\n"
      "メーカーID=vid; required\n"
      "製品ID=pid; required\n"
      "デバイス名=model\n"
      "内蔵シリアル番号/ハードウェアID=serial; required\n"
      "識別方法=; required\n"
      "最終接続日=\n"
      "使用期限=until_day\n",
      "GUID=key\n備考=permit\nメーカーID=vid\n製品ID=pid\n内蔵シリアル番号/ハードウェアID=serial\n" },
    { "ism",
      "@encoding=utf-16le-bom\n@separator=tab\n@quotes=all\n@lines=crlf\n@header=1\n@dates=YYYY/MM/DD\n"
      "@rows=10000\n@file=ism-devices.csv\n@deltas=files\n"
      "名称=\"{model} {section}\"\n"
      "ベンダーID=vid; required\n"
      "製品ID=pid; required\n"
      "シリアル番号=serial; required\n"
      "備考=permit\n",
      "" },
    { "csv", "", "" },
};

static const EpTargetLayout *
ep_target_kind_find(EpRecord *target)
{
    for (guint i = 0; i < G_N_ELEMENTS(layouts); i++) {
        if (strcmp(layouts[i].kind, ep_record_get_named(target, "kind")) == 0)
            return &layouts[i];
    }
    return NULL;
}

const UsbctlFormat *
ep_target_kind_get_format(EpRecord *target)
{
    return usbctl_render_find(ep_record_get_named(target, "kind"));
}

gboolean
ep_target_kind_has_columns(EpRecord *target)
{
    return ep_target_kind_find(target) != NULL;
}

gboolean
ep_target_kind_has_file(EpRecord *target)
{
    return ep_target_kind_get_format(target) != NULL || ep_target_kind_has_columns(target);
}

const char *
ep_target_kind_get_layout(EpRecord *target)
{
    const EpTargetLayout *layout = ep_target_kind_find(target);
    const char *own = ep_record_get_named(target, "layout");

    return *own != '\0' || layout == NULL ? own : layout->layout;
}

const char *
ep_target_kind_get_answer_layout(EpRecord *target)
{
    const EpTargetLayout *layout = ep_target_kind_find(target);
    const char *own = ep_record_get_named(target, "answer_layout");

    return *own != '\0' || layout == NULL ? own : layout->answer;
}

EpColumns *
ep_target_kind_dup_columns(EpRecord *target, GError **error)
{
    EpColumns *columns = ep_columns_parse(ep_allowlist_row_get_table(), ep_target_kind_get_layout(target), error);

    if (columns == NULL)
        g_prefix_error(error, _("%s, columns of the file: "), ep_record_get_named(target, "name"));
    return columns;
}

char *
ep_target_kind_refuse_delta(EpRecord *target, const EpColumns *columns)
{
    if (columns == NULL)
        return g_strdup(_("This format replaces the whole list: changes alone would take away all the rest"));
    if (columns->deltas == EP_COLUMN_DELTAS_NO)
        return g_strdup(_("The target's columns say that a list replaces the one before: changes alone would take away "
                          "all the rest"));
    return NULL;
}

static gboolean
ep_target_kind_holds(const EpColumns *columns, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (ep_columns_hold(columns, ep_table_find(columns->table, *names)))
            return TRUE;
    }
    return FALSE;
}

#define HOLDS(columns, ...) ep_target_kind_holds(columns, (const char *const[]){ __VA_ARGS__, NULL })
#define NAMES_DEVICE "instance_id", "disk_id", "instance_ids"

gboolean
ep_target_kind_tells_pcs(const EpColumns *columns)
{
    return columns != NULL && HOLDS(columns, "pcs");
}

gboolean
ep_target_kind_tells_rights(EpRecord *target, const EpColumns *columns)
{
    const UsbctlFormat *format = ep_target_kind_get_format(target);

    return format != NULL ? usbctl_target_tells_rights(format->target) : columns != NULL && HOLDS(columns, "rights");
}

const char *
ep_target_kind_refuse_restriction(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked)
{
    if (columns == NULL && ep_target_kind_get_format(target) == NULL)
        return NULL; /* no list, or its columns are still to be said */
    if (g_strcmp0(asked->restricted, "read") == 0 && !ep_target_kind_tells_rights(target, columns))
        return EP_IDENTITY_READ_BY_HAND;
    return asked->no_execute ? EP_IDENTITY_EXECUTE_BY_HAND : NULL;
}

/* What must not be used, or only be read, stands in no list that would let it do more. Whether programs start is said
 * by no list, and none of them has to be without the device. */
const char *
ep_target_kind_bars(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked)
{
    const char *code = ep_target_kind_refuse_restriction(target, columns, asked);

    if (g_strcmp0(asked->restricted, "none") == 0)
        return EP_IDENTITY_BARRED;
    return !asked->by_hand && g_strcmp0(code, EP_IDENTITY_READ_BY_HAND) == 0 ? code : NULL;
}

/* What takes the place of telling the device apart. Only a list with a column for PCs can say that it is bound to some;
 * Device Installation Restrictions and USBGuard know no computers, Defender only their SIDs. */
static const char *
ep_target_kind_refuse_fallback(const EpColumns *columns, const EpTargetAsked *asked)
{
    if (strcmp(asked->fallback, "refuse") == 0)
        return EP_IDENTITY_REFUSED;
    if (asked->gone && ep_target_kind_tells_pcs(columns))
        return EP_IDENTITY_NO_PC; /* an empty cell would mean all of them */
    if (strcmp(asked->fallback, "pc") != 0)
        return NULL;
    if (!ep_target_kind_tells_pcs(columns))
        return EP_IDENTITY_BOUND;
    return asked->pcs ? NULL : EP_IDENTITY_NOWHERE;
}

/* Without a serial number, an empty cell would mean every device of the product; on the PCs that the row names, that is
 * what was permitted. */
static UsbctlReason
ep_target_kind_refuse_columns(const EpColumns *columns, const EpTargetAsked *asked)
{
    const UsbctlRule *rule = asked->rule;
    gboolean named = rule->instance_ids[0] != NULL && HOLDS(columns, NAMES_DEVICE);

    if (strcmp(rule->rights, "read") == 0 && !HOLDS(columns, "rights"))
        return USBCTL_REASON_READ_ONLY;
    if (*rule->serial == '\0' && HOLDS(columns, "serial") && !named && strcmp(asked->fallback, "pc") != 0)
        return USBCTL_REASON_NO_SERIAL;
    return USBCTL_REASON_NONE;
}

const char *
ep_target_kind_refuse(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked)
{
    const UsbctlFormat *format = ep_target_kind_get_format(target);
    const char *barred = ep_target_kind_bars(target, columns, asked);
    const char *code = barred != NULL ? barred : ep_target_kind_refuse_fallback(columns, asked);
    UsbctlReason reason = format != NULL    ? usbctl_target_refuse(format->target, asked->rule)
                          : columns != NULL ? ep_target_kind_refuse_columns(columns, asked)
                                            : USBCTL_REASON_NONE;

    if (code != NULL)
        return code;
    return reason != USBCTL_REASON_NONE ? usbctl_reason_code(reason) : NULL;
}

/* Nothing in the list tells it from others of its product. */
static gboolean
ep_target_kind_names_product(EpRecord *target, const EpColumns *columns, const UsbctlRule *rule)
{
    const UsbctlFormat *format = ep_target_kind_get_format(target);
    gboolean serial = *rule->serial != '\0', ids = rule->instance_ids[0] != NULL;

    if (format != NULL)
        return !serial && format->target == USBCTL_TARGET_USBGUARD && *rule->vid != '\0';
    return columns != NULL && !(serial && HOLDS(columns, "serial")) && !(ids && HOLDS(columns, NAMES_DEVICE));
}

static const char *
ep_target_kind_widens_scope(const EpColumns *columns, const EpTargetAsked *asked)
{
    if (asked->pcs && !ep_target_kind_tells_pcs(columns))
        return EP_IDENTITY_SCOPE;
    return asked->users && (columns == NULL || !HOLDS(columns, "users")) ? EP_IDENTITY_PEOPLE : NULL;
}

void
ep_target_kind_get_wider(EpRecord *target, const EpColumns *columns, const EpTargetAsked *asked,
                         const char *codes[EP_TARGET_MOST_WIDER + 1])
{
    const char *scope = ep_target_kind_widens_scope(columns, asked);
    const char *restriction = ep_target_kind_refuse_restriction(target, columns, asked);
    guint n = 0;

    codes[0] = NULL;
    if (columns == NULL && ep_target_kind_get_format(target) == NULL)
        return; /* no list, or its columns are still to be said */
    if (ep_target_kind_names_product(target, columns, asked->rule))
        codes[n++] = EP_IDENTITY_PRODUCT;
    else if (strcmp(asked->fallback, "sticker") == 0)
        codes[n++] = EP_IDENTITY_STICKER;
    if (scope != NULL)
        codes[n++] = scope;
    if (restriction != NULL)
        codes[n++] = asked->by_hand ? EP_IDENTITY_SET_BY_HAND : restriction;
    codes[n] = NULL;
}
