#include "endpoint/ledger/ep-identity.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-write.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-reasons.h"
#include "endpoint/ledger/ep-target-kind.h"

void
ep_identity_free(EpIdentity *self)
{
    g_clear_pointer(&self->grade, usbctl_grade_free);
    g_clear_pointer(&self->known, g_ptr_array_unref);
    g_free(self->incident);
    g_free(self);
}

/* What is @device itself: the sticker is the desk's own word, else the one medium of the same product and serial. */
static gint64
ep_identity_choose_medium(GPtrArray *known)
{
    gint64 found = 0;

    for (guint i = 0; i < known->len; i++) {
        const EpKnown *entry = g_ptr_array_index(known, i);

        if (!entry->same || entry->medium == 0 || entry->medium == found)
            continue;
        if (found != 0)
            return 0;
        found = entry->medium;
    }
    return found;
}

/* A device that waits in another application is taken for this one, and says nothing about its serial number. */
static void
ep_identity_add_known(const EpIdentity *self, GPtrArray *others)
{
    gint64 added = 0;

    for (guint i = 0; i < self->known->len; i++) {
        const EpKnown *known = g_ptr_array_index(self->known, i);

        if (known->medium != 0 ? known->medium == self->medium || known->medium == added : known->same)
            continue;
        added = known->medium;
        g_ptr_array_add(others, usbctl_device_ref(known->device));
    }
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

/* @self_id: the record that is asked about; @is_medium: it is a medium, so that each that is known is another. */
static EpIdentity *
ep_identity_look(EpReader *reader, const UsbctlDevice *device, const char *sticker, gint64 self_id, gboolean is_medium,
                 GPtrArray *plugged, GError **error)
{
    g_autoptr(EpIdentity) self = g_new0(EpIdentity, 1);
    g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    g_autofree char *serial = g_ascii_strdown(device->serial, -1);

    self->known = ep_known_find(reader, device, sticker, self_id, error);
    if (self->known == NULL || !ep_identity_find_incident(self, reader, device, serial, error))
        return NULL;
    self->medium = is_medium ? 0 : ep_identity_choose_medium(self->known);
    ep_identity_add_known(self, others);
    ep_identity_add_plugged(device, plugged, others);
    self->grade = usbctl_grade_new(device, others);
    return g_steal_pointer(&self);
}

EpIdentity *
ep_identity_new(EpReader *reader, const UsbctlDevice *device, const char *sticker, GPtrArray *plugged, GError **error)
{
    return ep_identity_look(reader, device, sticker, 0, FALSE, plugged, error);
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
ep_identity_write_known(const EpIdentity *self, EpDraft *draft, const char *network)
{
    g_autofree char *lines = ep_known_dup_lines(self->known, network);

    ep_draft_set_named(draft, "known", lines);
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

    const UsbctlFormat *format = ep_target_kind_get_format(target);

    if (columns == NULL && format == NULL)
        return;
    if (format != NULL && usbctl_target_overlook(format->target, device) != USBCTL_REASON_NONE)
        ep_identity_add_line(lines, usbctl_reason_code(USBCTL_REASON_UNSEEN), name);
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

/* Instance IDs and hash do not outlive the numbers that they say. */
static void
ep_identity_forget_ids(EpDraft *draft)
{
    if (ep_draft_get_base(draft) == NULL || ep_identity_is_edited(draft, "instance_id") ||
        !(ep_identity_is_edited(draft, "vid") || ep_identity_is_edited(draft, "pid") ||
          ep_identity_is_edited(draft, "serial")))
        return;
    ep_draft_set_named(draft, "instance_id", "");
    ep_draft_set_named(draft, "hash", "");
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

/* Two records of one device would be two permits, two rows of every list: refused where nothing tells them apart. */
static gboolean
ep_identity_check_alone(const EpIdentity *self, EpReader *reader, EpDraft *draft, GError **error)
{
    for (guint i = 0; i < self->known->len; i++) {
        const EpKnown *known = g_ptr_array_index(self->known, i);
        g_autoptr(EpRecord) medium = NULL;

        if (!known->same || known->medium == 0)
            continue;
        medium = ep_reader_read(reader, &ep_medium_table, known->medium, error);
        if (medium == NULL)
            return FALSE;
        if (strcmp(ep_record_get_named(medium, "sticker"), ep_draft_get_named(draft, "sticker")) != 0)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("%s is this very device: use that; if it is another one that reports the same number, give it a "
                      "sticker number of its own"),
                    known->number);
        return FALSE;
    }
    return TRUE;
}

gboolean
ep_identity_assess(EpReader *reader, EpDraft *draft, const EpIdentityUse *use, GPtrArray *plugged, GError **error)
{
    gboolean is_medium = ep_draft_get_table(draft) == &ep_medium_table;
    const char *network = use != NULL ? use->network : NULL;
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(EpIdentity) self = NULL;

    ep_identity_forget_ids(draft);
    device = ep_device_from_draft(draft, "", error);
    if (device == NULL)
        return FALSE;
    self = ep_identity_look(reader, device, ep_draft_get_named(draft, "sticker"), ep_draft_get_id(draft), is_medium,
                            plugged, error);
    if (self == NULL || (is_medium && !ep_identity_check_alone(self, reader, draft, error)))
        return FALSE;
    ep_identity_write_device(draft, device);
    ep_identity_write_grade(self, draft);
    if (is_medium)
        return TRUE;
    ep_identity_write_known(self, draft, network);
    return network == NULL || ep_identity_write_limits(reader, draft, device, use, error);
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
    { EP_IDENTITY_OTHERWISE, N_("The target has it otherwise: the next export says it anew.") },
    { EP_IDENTITY_IN_ERROR, N_("The target refused it before: mend that and register it again.") },
    { EP_IDENTITY_INCIDENT,
      N_("Something was found on it and is not settled: stop its permit if it must not be used.") },
    { EP_IDENTITY_PC_GONE, N_("It names PCs that are retired or on another network: the list leaves those out.") },
    { EP_IDENTITY_NO_PC,
      N_("All PCs that it names are retired or on another network: it is left out. Change the permit.") },
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

/* A permit, its rows in the lists and what was exported mean the device as it stands; IDs that were only made up, or
 * not known, may be completed. */
static gboolean
ep_identity_check_permitted(EpDraft *draft, GError **error)
{
    static const char *const fixed[] = { "vid", "pid", "serial", "instance_id" };
    EpRecord *base = ep_draft_get_base(draft);

    if (base == NULL || ep_draft_get_table(draft) != &ep_medium_table || ep_record_get_integer(base, "permits") == 0)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++) {
        guint field = ep_table_find(&ep_medium_table, fixed[i]);

        if (!ep_draft_is_edited(draft, field) ||
            (strcmp(fixed[i], "instance_id") == 0 &&
             (*ep_record_get(base, field) == '\0' || *ep_record_get_named(base, "predicted") != '\0')))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("%s: a valid permit means the device as it is; receive an application of the kind “%s” with the "
                      "right device"),
                    ep_label(ep_medium_table.fields[field].label), _("Change"));
        return FALSE;
    }
    return TRUE;
}

gboolean
ep_identity_check(EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    static const char *const said[] = { "vid",       "pid",    "serial",  "instance_id", "interfaces", "compatible_ids",
                                        "composite", "failed", "sticker", "kind" };

    if (!ep_identity_check_permitted(draft, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
        if (ep_draft_get_base(draft) == NULL || ep_identity_is_edited(draft, said[i]))
            return ep_identity_assess(reader, draft, NULL, NULL, error);
    }
    return TRUE;
}
