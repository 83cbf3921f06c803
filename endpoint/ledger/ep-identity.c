#include "endpoint/ledger/ep-identity.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-write.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-reasons.h"
#include "endpoint/ledger/ep-target-kind.h"

static void
ep_identity_free_known(gpointer data)
{
    EpIdentityKnown *known = data;

    g_free(known->number);
    g_free(known->section);
    g_free(known->state);
    g_free(known->permit);
    g_free(known->network);
    g_free(known->until);
    g_free(known);
}

void
ep_identity_free(EpIdentity *self)
{
    g_clear_pointer(&self->grade, usbctl_grade_free);
    g_ptr_array_unref(self->known);
    g_free(self->incident);
    g_free(self);
}

typedef struct {
    const UsbctlDevice *device;
    const char *sticker;
    GPtrArray *known;
    GPtrArray *others; /* the same as UsbctlDevice */
    gint64 by_sticker;
} EpIdentityLookup;

static gboolean
ep_identity_take_known(const EpRow *row, gpointer user_data, GError **error)
{
    EpIdentityLookup *lookup = user_data;
    EpIdentityKnown *known = g_new0(EpIdentityKnown, 1);
    const char *serial = ep_row_get_text(row, 4);
    UsbctlDevice *other;

    known->medium = ep_row_get_integer(row, 0);
    known->number = g_strdup(ep_row_get_text(row, 1));
    known->section = g_strdup(ep_row_get_text(row, 6));
    known->state = g_strdup(ep_row_get_text(row, 7));
    known->permit = g_strdup(ep_row_get_text(row, 8));
    known->network = g_strdup(ep_row_get_text(row, 9));
    known->until = g_strdup(ep_row_get_text(row, 10));
    known->same = g_ascii_strcasecmp(ep_row_get_text(row, 2), lookup->device->vid) == 0 &&
                  g_ascii_strcasecmp(ep_row_get_text(row, 3), lookup->device->pid) == 0 &&
                  g_ascii_strcasecmp(serial, lookup->device->serial) == 0;
    if (*lookup->sticker != '\0' && strcmp(ep_row_get_text(row, 5), lookup->sticker) == 0)
        lookup->by_sticker = known->medium;
    g_ptr_array_add(lookup->known, known);
    if (known->medium == 0 && known->same)
        return TRUE; /* the same device applied for twice; it says nothing about its serial */
    other = usbctl_device_new(
        &(UsbctlDevice){
            .label = known->number, .vid = ep_row_get_text(row, 2), .pid = ep_row_get_text(row, 3), .serial = serial },
        NULL);
    if (other != NULL)
        g_ptr_array_add(lookup->others, other);
    return TRUE;
}

/* By serial only if one medium has it, of the same product; a sticker is the desk's own word and comes first. */
static gint64
ep_identity_choose_medium(const EpIdentityLookup *lookup)
{
    gint64 found = 0;

    if (lookup->by_sticker != 0)
        return lookup->by_sticker;
    for (guint i = 0; i < lookup->known->len; i++) {
        const EpIdentityKnown *known = g_ptr_array_index(lookup->known, i);

        if (!known->same || known->medium == 0)
            continue;
        if (found != 0)
            return 0;
        found = known->medium;
    }
    return found;
}

/* What else is plugged in. @device may come from a record and have no path: the first that is like it is itself, a
 * second one is another. */
static void
ep_identity_add_plugged(const UsbctlDevice *device, GPtrArray *plugged, GPtrArray *others)
{
    gboolean met = *device->path != '\0';

    for (guint i = 0; plugged != NULL && i < plugged->len; i++) {
        UsbctlDevice *other = g_ptr_array_index(plugged, i);

        if (!met && strcmp(other->vid, device->vid) == 0 && strcmp(other->pid, device->pid) == 0 &&
            g_ascii_strcasecmp(other->serial, device->serial) == 0)
            met = TRUE;
        else
            g_ptr_array_add(others, usbctl_device_ref(other));
    }
}

static gboolean
ep_identity_take_incident(const EpRow *row, gpointer user_data, GError **error)
{
    EpIdentity *self = user_data;

    self->incident = g_strdup(ep_row_get_text(row, 0));
    return TRUE;
}

/* What was brought in is no medium of the ledger, and known by its identity alone. */
static gboolean
ep_identity_find_incident(EpIdentity *self, EpReader *reader, const UsbctlDevice *device, const char *serial,
                          GError **error)
{
    g_autofree char *vid = g_ascii_strdown(device->vid, -1), *pid = g_ascii_strdown(device->pid, -1);
    EpValue values[] = { EP_TEXT(serial), EP_TEXT(vid), EP_TEXT(pid) };

    if (*serial != '\0' &&
        !ep_reader_query(reader, "identity-incident", values, 3, ep_identity_take_incident, self, error))
        return FALSE;
    if (self->incident == NULL)
        self->incident = g_strdup("");
    return TRUE;
}

EpIdentity *
ep_identity_new(EpReader *reader, const UsbctlDevice *device, const char *sticker, gint64 line, GPtrArray *plugged,
                GError **error)
{
    g_autoptr(EpIdentity) self = g_new0(EpIdentity, 1);
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    g_autofree char *serial = g_ascii_strdown(device->serial, -1);
    EpValue values[] = { EP_TEXT(serial), EP_TEXT(sticker), EP_INTEGER(line) };
    EpIdentityLookup lookup = { .device = device, .sticker = sticker, .others = others };

    self->known = lookup.known = g_ptr_array_new_with_free_func(ep_identity_free_known);
    if ((*serial != '\0' || *sticker != '\0') &&
        !ep_reader_query(reader, "identity-known", values, 3, ep_identity_take_known, &lookup, error))
        return NULL;
    if (!ep_identity_find_incident(self, reader, device, serial, error))
        return NULL;
    ep_identity_add_plugged(device, plugged, others);
    self->grade = usbctl_grade_new(device, others);
    self->medium = ep_identity_choose_medium(&lookup);
    return g_steal_pointer(&self);
}

/* --- into a draft --- */

static void
ep_identity_add_line(GString *lines, const char *code, const char *where)
{
    g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", code);
    if (where != NULL && *where != '\0')
        g_string_append_printf(lines, " %s", where);
}

static void
ep_identity_write_grade(const EpIdentity *self, EpDraft *draft)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < self->grade->reasons->len; i++) {
        const UsbctlGradeReason *reason = g_ptr_array_index(self->grade->reasons, i);

        ep_identity_add_line(lines, usbctl_reason_code(reason->reason), reason->where);
    }
    ep_draft_set_named(draft, "grade", usbctl_reason_level_code(self->grade->level));
    ep_draft_set_named(draft, "grade_reasons", lines->str);
}

static void
ep_identity_write_known(const EpIdentity *self, EpDraft *draft)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < self->known->len; i++) {
        const EpIdentityKnown *known = g_ptr_array_index(self->known, i);

        g_string_append_printf(lines, "%s%s %s %s %s", i > 0 ? "\n" : "", known->number, known->section, known->permit,
                               known->until);
    }
    ep_draft_set_named(draft, "known", g_strchomp(lines->str));
    if (self->medium != 0)
        ep_draft_set_integer(draft, "medium", self->medium);
    else
        ep_draft_set_named(draft, "medium", "");
}

/* What the target cannot say of it, or says more widely; nothing where its columns are still to be said. */
static void
ep_identity_ask_target(EpRecord *target, const UsbctlDevice *device, const EpIdentityUse *use, const char *fallback,
                       GString *lines)
{
    const char *name = ep_record_get_named(target, "name");
    g_autoptr(UsbctlRule) rule = usbctl_rule_new_for_device(
        &(UsbctlRule){ .id = "-", .verdict = "allow", .rights = use->rights != NULL ? use->rights : "" }, device, NULL);
    g_autoptr(EpColumns) columns = ep_target_kind_has_columns(target) ? ep_target_kind_dup_columns(target, NULL) : NULL;
    EpTargetAsked asked = { rule, fallback, use->pcs, use->users };
    const char *wider[EP_TARGET_MOST_WIDER + 1], *code;

    if (columns == NULL && ep_target_kind_get_format(target) == NULL)
        return;
    code = rule == NULL ? usbctl_reason_code(USBCTL_REASON_NO_PRODUCT) : ep_target_kind_refuse(target, columns, &asked);
    if (code != NULL) {
        ep_identity_add_line(lines, code, name);
        return;
    }
    ep_target_kind_get_wider(target, columns, &asked, wider);
    for (guint i = 0; wider[i] != NULL; i++)
        ep_identity_add_line(lines, wider[i], name);
}

static gboolean
ep_identity_write_limits(EpReader *reader, EpDraft *draft, const UsbctlDevice *device, const EpIdentityUse *use,
                         GError **error)
{
    EpMatch matches[] = { { "network", use->network }, { NULL, NULL } };
    g_autoptr(GPtrArray) targets = ep_reader_load(reader, &ep_target_table, matches, error);
    g_autoptr(GString) lines = g_string_new(NULL);

    if (targets == NULL)
        return FALSE;
    for (guint i = 0; i < targets->len; i++) {
        EpRecord *target = g_ptr_array_index(targets, i);

        if (*ep_record_get_named(target, "retired") == '\0')
            ep_identity_ask_target(target, device, use, ep_draft_get_named(draft, "fallback"), lines);
    }
    ep_draft_set_named(draft, "limits", lines->str);
    return TRUE;
}

static gboolean
ep_identity_is_edited(EpDraft *draft, const char *name)
{
    return ep_draft_is_edited(draft, ep_table_find(ep_draft_get_table(draft), name));
}

/* An instance ID that was made from a serial does not outlive it. */
static void
ep_identity_forget_prediction(EpDraft *draft)
{
    if (ep_draft_get_base(draft) == NULL || *ep_draft_get_named(draft, "predicted") == '\0' ||
        ep_identity_is_edited(draft, "instance_id") ||
        !(ep_identity_is_edited(draft, "vid") || ep_identity_is_edited(draft, "pid") ||
          ep_identity_is_edited(draft, "serial")))
        return;
    ep_draft_set_named(draft, "instance_id", "");
    ep_draft_set_named(draft, "predicted", "");
}

static void
ep_identity_write_device(EpDraft *draft, const UsbctlDevice *device)
{
    g_autofree char *ids = g_strjoinv("\n", (char **)device->instance_ids);

    ep_draft_set_named(draft, "vid", device->vid);
    ep_draft_set_named(draft, "pid", device->pid);
    ep_draft_set_named(draft, "serial", device->serial);
    ep_draft_set_named(draft, "instance_id", ids);
    ep_draft_set_named(draft, "composite", device->composite ? "1" : "");
    ep_draft_set_named(draft, "predicted", device->predicted ? "1" : "");
}

gboolean
ep_identity_assess(EpReader *reader, EpDraft *draft, const EpIdentityUse *use, GPtrArray *plugged, GError **error)
{
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(EpIdentity) self = NULL;

    ep_identity_forget_prediction(draft);
    device = ep_device_from_draft(draft, "", error);
    if (device == NULL)
        return FALSE;
    self =
        ep_identity_new(reader, device, ep_draft_get_named(draft, "sticker"), ep_draft_get_id(draft), plugged, error);
    if (self == NULL)
        return FALSE;
    ep_identity_write_device(draft, device);
    ep_identity_write_grade(self, draft);
    if (ep_draft_get_table(draft) != &ep_application_device_table)
        return TRUE;
    ep_identity_write_known(self, draft);
    return use == NULL || use->network == NULL || ep_identity_write_limits(reader, draft, device, use, error);
}

static const struct {
    const char *code, *text;
} own_codes[] = {
    { EP_IDENTITY_BOUND, N_("It is bound to its PCs: it stands in no list and is set on them by hand.") },
    { EP_IDENTITY_NOWHERE, N_("It is bound to its PCs but names none: say on which PCs it may be used.") },
    { EP_IDENTITY_REFUSED, N_("It was settled that it is not allowed: it stands in no list.") },
    { EP_IDENTITY_STICKER,
      N_("Only its sticker tells it from others, and the list cannot see that: every device that reports the same "
         "number is allowed, too.") },
    { EP_IDENTITY_PEOPLE, N_("The list names no people: whoever uses a PC that receives it may use the device.") },
    { EP_IDENTITY_SCOPE,
      N_("This enforcement allows it on every PC that receives the list, not only where the permit says.") },
    { EP_IDENTITY_PRODUCT, N_("The list names its product only: every device like it is allowed.") },
    { EP_IDENTITY_IN_ERROR, N_("The target refused it before: mend that and register it again.") },
    { EP_IDENTITY_BARRED, N_("A use restriction forbids it: it stands in no list.") },
    { EP_IDENTITY_READ_BY_HAND,
      N_("A use restriction lets it only be read, which this list cannot say: it is left out until that is set by "
         "hand.") },
    { EP_IDENTITY_EXECUTE_BY_HAND,
      N_("A use restriction forbids programs on it, which no list says: set that on the PCs by hand.") },
    { EP_IDENTITY_SET_BY_HAND, N_("A use restriction that the list cannot say is set by hand beside it.") },
    { EP_IDENTITY_NO_KEY, N_("The target's own key for it is not known: read the console's list back first.") },
};

const char *
ep_identity_get_text(const char *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(own_codes); i++) {
        if (strcmp(code, own_codes[i].code) == 0)
            return own_codes[i].text;
    }
    for (guint i = 0; i < EP_COLUMN_N_FAULTS; i++) {
        if (strcmp(code, ep_column_fault_code(i)) == 0)
            return ep_column_fault_text(i);
    }
    for (guint i = USBCTL_REASON_NONE + 1; i < USBCTL_N_REASONS; i++) {
        if (strcmp(code, usbctl_reason_code(i)) == 0)
            return usbctl_reason_text(i);
    }
    return NULL;
}

char *
ep_identity_describe(const char *reasons)
{
    return ep_reasons_describe(reasons, ep_identity_get_text);
}

gboolean
ep_identity_check(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    static const char *const said[] = { "vid",        "pid",       "serial", "instance_id",
                                        "interfaces", "composite", "failed", "sticker" };

    for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
        if (ep_draft_get_base(draft) == NULL || ep_identity_is_edited(draft, said[i]))
            return ep_identity_assess(reader, draft, NULL, NULL, error);
    }
    return TRUE;
}
