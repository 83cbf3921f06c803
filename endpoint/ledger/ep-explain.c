#include "endpoint/ledger/ep-explain.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-reasons.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "usbctl/usbctl-id.h"

/* Interfaces of a stick, where only IDs are known. */
#define STORAGE "08:06:50"

typedef struct {
    const char *code, *text;
} EpExplainText;

static const EpExplainText texts[] = {
    { "not-in-list", N_("The list of this console does not have it.") },
    { "in-list", N_("The list of this console has it; what the console does with it is its own.") },
    { "listed-here", N_("The list of this console has it for this PC.") },
    { "listed-for", N_("The list of this console has it for some PCs only.") },
    { "listed-elsewhere", N_("The list of this console has it for other PCs.") },
    { "by-hand", N_("This target has no file: it counts what somebody typed in there.") },
    { "waiting", N_("It is not registered there yet: this counts once the list was exported.") },
    { "error", N_("The target refused it: this counts once that is mended.") },
    { "to_delete", N_("It is still to be taken off there: until then it may work.") },
    { "other-pc",
      N_("The permit names other PCs. This target does not tell PCs apart, so the device works here, too.") },
    { "bound-here", N_("The permit is bound to this PC: set it there by hand.") },
    { "bound-elsewhere", N_("The permit is bound to other PCs and does not count on this one.") },
    { "restricted", N_("A use restriction is in force.") },
    { "assumed", N_("What kind of device it is was never seen: it is taken for storage.") },
    { "ended-today", N_("Its permit ended earlier today.") },
    { "other-network", N_("It has a permit on another network, which does not count here.") },
    { "no-medium", N_("The ledger does not know this device.") },
    { "no-permit", N_("It has no permit on this network on that day.") },
};

static const char *
ep_explain_find_text(const char *code)
{
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(texts[i].code, code) == 0)
            return texts[i].text;
    }
    return ep_identity_get_text(code);
}

char *
ep_explain_describe(const char *remarks)
{
    return ep_reasons_describe(remarks, ep_explain_find_text);
}

static void
ep_explain_remark(char **remarks, const char *code, const char *where)
{
    char *longer = g_strdup_printf("%s%s%s%s%s", *remarks, **remarks != '\0' ? "\n" : "", code,
                                   where != NULL && *where != '\0' ? " " : "", where != NULL ? where : "");

    g_free(*remarks);
    *remarks = longer;
}

/* --- the device --- */

static UsbctlDevice *
ep_explain_dup_medium(EpRecord *medium, GError **error)
{
    g_autoptr(EpDraft) draft = ep_draft_new_from(medium);

    if (*ep_draft_get_named(draft, "interfaces") == '\0' && *ep_draft_get_named(draft, "storage") != '\0')
        ep_draft_set_named(draft, "interfaces", STORAGE);
    return ep_device_from_draft(draft, ep_record_get_named(medium, "number"), error);
}

static EpRecord *
ep_explain_find_medium(EpReader *reader, const char *text)
{
    EpMatch matches[] = { { "sticker", text }, { NULL, NULL } };
    EpRecord *medium = ep_reader_find(reader, &ep_medium_table, text, NULL);
    g_autoptr(GPtrArray) found = medium == NULL ? ep_reader_load(reader, &ep_medium_table, matches, NULL) : NULL;

    if (medium == NULL && found != NULL && found->len == 1)
        medium = g_object_ref(g_ptr_array_index(found, 0));
    return medium;
}

static UsbctlDevice *
ep_explain_type_device(const char *text, GError **error)
{
    const char *const ids[] = { text, NULL }, *const interfaces[] = { STORAGE, NULL };
    g_auto(GStrv) parts = g_strsplit(text, ":", 3);
    UsbctlDevice typed = { .interfaces = interfaces };

    if (strchr(text, '\\') != NULL) {
        typed.instance_ids = ids;
    } else {
        typed.vid = parts[0];
        typed.pid = parts[1];
        typed.serial = parts[1] != NULL ? parts[2] : NULL;
    }
    return usbctl_device_new(&typed, error);
}

UsbctlDevice *
ep_explain_find_device(EpReader *reader, const char *text, GError **error)
{
    g_autofree char *bare = g_strstrip(g_strdup(text));
    g_autoptr(EpRecord) medium = ep_explain_find_medium(reader, bare);
    g_autoptr(GError) fault = NULL;
    UsbctlDevice *device = NULL;

    if (medium != NULL)
        return ep_explain_dup_medium(medium, error);
    if (strchr(bare, '\\') != NULL || strchr(bare, ':') != NULL)
        device = ep_explain_type_device(bare, &fault);
    if (device == NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND,
                    _("“%s” is no device: type a medium's number or sticker, an instance ID (USB\\VID_…\\…), or "
                      "vid:pid:serial%s%s"),
                    text, fault != NULL ? ": " : "", fault != NULL ? fault->message : "");
    return device;
}

/* --- one target --- */

static void
ep_explain_free_target(gpointer data)
{
    EpExplained *explained = data;

    g_clear_object(&explained->target);
    g_clear_pointer(&explained->steps, g_ptr_array_unref);
    g_clear_pointer(&explained->list, ep_allowlist_free);
    g_free(explained->remarks);
    g_free(explained->fault);
    g_free(explained);
}

static const EpAllowlistEntry *
ep_explain_find_entry(const EpAllowlist *list, const char *number)
{
    for (guint i = 0; i < list->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(list->entries->entries, i);

        if (strcmp(entry->number, number) == 0)
            return entry;
    }
    return NULL;
}

/* The permit names this PC, or its section, or no place at all. */
static gboolean
ep_explain_is_for(EpReader *reader, gint64 permit, EpRecord *pc, gboolean *named, GError **error)
{
    g_autoptr(GPtrArray) scopes = ep_reader_load_of(reader, &ep_permit_scope_table, "permit", permit, error);
    gboolean here = FALSE;

    *named = FALSE;
    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        EpRecord *scope = g_ptr_array_index(scopes, i);
        gint64 only = ep_record_get_integer(scope, "pc");

        *named |= only != 0;
        here |= pc != NULL && only == ep_record_get_id(pc);
    }
    return scopes != NULL && (here || !*named);
}

static void
ep_explain_note_restrictions(EpExplained *self, EpReader *reader, const char *date)
{
    g_autoptr(GPtrArray) all = ep_reader_load_of(reader, &ep_restriction_table, "permit", self->permit, NULL);
    guint field = ep_table_find(&ep_restriction_table, "restricts");

    for (guint i = 0; all != NULL && i < all->len; i++) {
        EpRecord *one = g_ptr_array_index(all, i);
        char scratch[EP_SCRATCH_SIZE];

        if (ep_words_contain("setting set verified", ep_record_get_named(one, "state")) &&
            ep_record_get_integer(one, "target") == ep_record_get_id(self->target) &&
            strcmp(ep_record_get_named(one, "from_day"), date) <= 0 &&
            strcmp(date, ep_record_get_named(one, "until_day")) <= 0)
            ep_explain_remark(&self->remarks, "restricted", ep_record_display(one, field, scratch));
    }
}

/* What the ledger knows of the permit that decides. */
static void
ep_explain_note_permit(EpExplained *self, EpReader *reader, const EpExplanation *all, const EpAllowlist *list)
{
    const EpAllowlistEntry *entry =
        self->decision.rule != NULL ? ep_explain_find_entry(list, self->decision.rule->id) : NULL;
    const char *wider[EP_TARGET_MOST_WIDER + 1] = { NULL };
    EpTargetAsked asked;
    gboolean named;

    if (entry == NULL)
        return;
    self->permit = entry->permit;
    asked = ep_allowlist_get_asked(entry);
    if (entry->incident != NULL)
        ep_explain_remark(&self->remarks, EP_IDENTITY_INCIDENT, entry->incident);
    if (entry->gone != NULL)
        ep_explain_remark(&self->remarks, EP_IDENTITY_PC_GONE, entry->gone);
    if (ep_words_contain("waiting error to_delete", entry->state))
        ep_explain_remark(&self->remarks, entry->state, NULL);
    if (self->decision.allowed && all->pc != NULL && !ep_explain_is_for(reader, entry->permit, all->pc, &named, NULL) &&
        named)
        ep_explain_remark(&self->remarks, "other-pc", ep_allowlist_row_get(entry, "pcs"));
    if (self->decision.allowed)
        ep_target_kind_get_wider(self->target, list->columns, &asked, wider);
    for (guint i = 0; wider[i] != NULL; i++) {
        if (strcmp(wider[i], EP_IDENTITY_SCOPE) != 0)
            ep_explain_remark(&self->remarks, wider[i], NULL);
    }
    ep_explain_note_restrictions(self, reader, all->date);
}

/* It is bound to PCs, or a restriction bars it, and it names this device, so that it has no rule for the network. */
static gboolean
ep_explain_is_bound(const EpAllowlist *list, const EpAllowlistEntry *entry, const UsbctlDevice *device)
{
    EpTargetAsked asked = ep_allowlist_get_asked(entry);

    return entry->rule != NULL &&
           (strcmp(entry->fallback, "pc") == 0 || ep_target_kind_bars(list->target, list->columns, &asked) != NULL) &&
           g_ascii_strcasecmp(entry->rule->vid, device->vid) == 0 &&
           g_ascii_strcasecmp(entry->rule->pid, device->pid) == 0 &&
           g_ascii_strcasecmp(entry->rule->serial, device->serial) == 0;
}

/* What the list cannot say is set by hand on the PCs. */
static gboolean
ep_explain_note_bound(EpExplained *self, EpReader *reader, const EpExplanation *all, const EpAllowlist *list,
                      GError **error)
{
    for (guint i = 0; i < list->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(list->entries->entries, i);
        EpTargetAsked asked = ep_allowlist_get_asked(entry);
        const char *code = ep_explain_is_bound(list, entry, all->device)
                               ? ep_target_kind_refuse(self->target, list->columns, &asked)
                               : NULL;
        gboolean named;

        if (code == NULL)
            continue;
        if (self->permit == 0) {
            self->permit = entry->permit;
            ep_explain_note_restrictions(self, reader, all->date);
        }
        if (all->pc == NULL || strcmp(code, EP_IDENTITY_BOUND) != 0)
            ep_explain_remark(&self->remarks, code, entry->number);
        else if (ep_explain_is_for(reader, entry->permit, all->pc, &named, error) && named)
            ep_explain_remark(&self->remarks, "bound-here", entry->number);
        else
            ep_explain_remark(&self->remarks, "bound-elsewhere", entry->number);
    }
    return TRUE;
}

/* The permit by which the list has the device: of several that are bound to PCs, the one for this PC. */
static const EpAllowlistEntry *
ep_explain_find_listed(EpExplained *self, EpReader *reader, const EpExplanation *all, const EpAllowlist *list)
{
    const EpAllowlistEntry *found =
        self->decision.rule != NULL ? ep_explain_find_entry(list, self->decision.rule->id) : NULL;

    for (guint i = 0; found == NULL && i < list->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(list->entries->entries, i);
        gboolean named;

        if (ep_explain_is_bound(list, entry, all->device) &&
            (all->pc == NULL || ep_explain_is_for(reader, entry->permit, all->pc, &named, NULL)))
            found = entry;
    }
    for (guint i = 0; found == NULL && i < list->entries->entries->len; i++) {
        if (ep_explain_is_bound(list, g_ptr_array_index(list->entries->entries, i), all->device))
            found = g_ptr_array_index(list->entries->entries, i);
    }
    return found;
}

/* What a list says of a permit: it has it for all PCs, or for those that stand in the row. */
static const char *
ep_explain_place(EpReader *reader, const EpExplanation *all, const EpAllowlist *list, const EpAllowlistEntry *entry)
{
    gboolean here, named;

    if (!ep_target_kind_tells_pcs(list->columns) || *ep_allowlist_row_get(entry, "pcs") == '\0')
        return "in-list";
    here = ep_explain_is_for(reader, entry->permit, all->pc, &named, NULL);
    return all->pc == NULL ? "listed-for" : here ? "listed-here" : "listed-elsewhere";
}

/* A console's list names what it names; what happens then is the console's. */
static void
ep_explain_look_up(EpExplained *self, EpReader *reader, const EpExplanation *all, const EpAllowlist *list)
{
    const EpAllowlistEntry *entry;
    const char *left_out = NULL, *place = "not-in-list";

    self->decision = usbctl_explain(list->policy, all->device, USBCTL_TARGET_POLICY, all->date);
    entry = ep_explain_find_listed(self, reader, all, list);
    if (entry != NULL) {
        EpTargetAsked asked = ep_allowlist_get_asked(entry);

        self->decision.rule = entry->rule;
        left_out = ep_target_kind_refuse(self->target, list->columns, &asked);
        place = left_out == NULL ? ep_explain_place(reader, all, list, entry) : place;
    }
    if (left_out != NULL && strcmp(left_out, EP_IDENTITY_BOUND) != 0)
        ep_explain_remark(&self->remarks, left_out, NULL);
    self->decision.allowed = !g_str_equal(place, "not-in-list") && !g_str_equal(place, "listed-elsewhere");
    if (!ep_target_kind_has_file(self->target))
        ep_explain_remark(&self->remarks, "by-hand", NULL);
    else
        ep_explain_remark(&self->remarks, place,
                          g_str_has_prefix(place, "listed-") ? ep_allowlist_row_get(entry, "pcs") : NULL);
}

static EpExplained *
ep_explain_target(EpReader *reader, EpRecord *target, const EpExplanation *all, GError **error)
{
    EpAllowlistWanted wanted = { .date = all->date, .rules_only = TRUE };
    const UsbctlFormat *format = ep_target_kind_get_format(target);
    EpExplained *self = g_new0(EpExplained, 1);
    g_autoptr(GError) fault = NULL;
    g_autoptr(EpAllowlist) list = NULL;

    self->target = g_object_ref(target);
    self->remarks = g_strdup("");
    self->judged = format != NULL;
    list = ep_allowlist_new(reader, target, &wanted, &fault);
    if (list == NULL) {
        self->fault = g_strdup(fault->message);
        self->steps = g_ptr_array_new();
        return self;
    }
    if (format != NULL)
        self->steps = usbctl_explain_steps(list->policy, all->device, format->target, all->date, &self->decision);
    else
        ep_explain_look_up(self, reader, all, list);
    if (self->steps == NULL)
        self->steps = g_ptr_array_new();
    ep_explain_note_permit(self, reader, all, list);
    ep_explain_note_bound(self, reader, all, list, error);
    if (self->permit == 0)
        ep_explain_remark(&self->remarks, "no-permit", NULL);
    self->list = g_steal_pointer(&list);
    return self;
}

/* --- all of it --- */

static gboolean
ep_explain_has_ended(EpReader *reader, const char *number, const char *date)
{
    g_autofree char *moment = ep_allowlist_row_dup_moment(date);
    g_autoptr(EpRecord) permit = ep_reader_find(reader, &ep_permit_table, number, NULL);
    const char *until = permit != NULL ? ep_record_get_named(permit, "until_at") : "";

    return *until != '\0' && strcmp(until, moment) <= 0;
}

static gboolean
ep_explain_note_known(EpExplanation *self, EpReader *reader, GError **error)
{
    g_autoptr(EpIdentity) identity = ep_identity_new(reader, self->device, self->device->label, NULL, error);

    for (guint i = 0; identity != NULL && i < identity->known->len; i++) {
        const EpKnown *known = g_ptr_array_index(identity->known, i);

        if (known->same && *known->permit_number != '\0' && strcmp(known->network, self->network) != 0)
            ep_explain_remark(&self->remarks, "other-network", known->permit_number);
        else if (known->same && *known->permit_number != '\0' &&
                 ep_explain_has_ended(reader, known->permit_number, self->date))
            ep_explain_remark(&self->remarks, "ended-today", known->permit_number);
    }
    if (identity != NULL && identity->medium == 0 && *self->device->label == '\0')
        ep_explain_remark(&self->remarks, "no-medium", NULL);
    return identity != NULL;
}

void
ep_explain_free(EpExplanation *self)
{
    if (self == NULL)
        return;
    g_clear_pointer(&self->device, usbctl_device_unref);
    g_clear_object(&self->pc);
    g_clear_pointer(&self->targets, g_ptr_array_unref);
    g_free(self->network);
    g_free(self->date);
    g_free(self->remarks);
    g_free(self);
}

EpExplanation *
ep_explain_new(EpReader *reader, UsbctlDevice *device, EpRecord *pc, const char *network, const char *date,
               GError **error)
{
    g_autoptr(EpExplanation) self = g_new0(EpExplanation, 1);
    g_autoptr(GPtrArray) targets = NULL;
    EpMatch matches[] = { { "network", NULL }, { NULL, NULL } };

    self->device = usbctl_device_ref(device);
    self->pc = pc != NULL ? g_object_ref(pc) : NULL;
    self->network = g_strdup(pc != NULL ? ep_record_get_named(pc, "network") : network);
    self->date = g_strdup(date);
    self->remarks = g_strdup("");
    self->targets = g_ptr_array_new_with_free_func(ep_explain_free_target);
    if (self->network == NULL || *self->network == '\0') {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("%s: its network is not known; enter it first"),
                    pc != NULL ? ep_record_get_named(pc, "asset_number") : "");
        return NULL;
    }
    matches[0].value = self->network;
    targets = ep_reader_load(reader, &ep_target_table, matches, error);
    if (targets == NULL || !ep_explain_note_known(self, reader, error))
        return NULL;
    for (guint i = 0; i < targets->len; i++) {
        EpRecord *target = g_ptr_array_index(targets, i);

        if (*ep_record_get_named(target, "retired") == '\0')
            g_ptr_array_add(self->targets, ep_explain_target(reader, target, self, error));
    }
    return g_steal_pointer(&self);
}

static void
ep_explain_append(GString *text, const char *remarks)
{
    g_autofree char *described = ep_explain_describe(remarks);
    g_auto(GStrv) lines = g_strsplit(described, "\n", -1);

    for (char **line = lines; *line != NULL && **line != '\0'; line++)
        g_string_append_printf(text, "  %s\n", *line);
}

char *
ep_explain_format(const EpExplanation *self)
{
    g_autoptr(GString) text = g_string_new(NULL);

    ep_explain_append(text, self->remarks);
    for (guint i = 0; i < self->targets->len; i++) {
        const EpExplained *one = g_ptr_array_index(self->targets, i);
        const char *name = ep_record_get_named(one->target, "name");
        g_autofree char *said = NULL;

        if (one->fault != NULL)
            said = g_strdup_printf("%s: %s\n", name, one->fault);
        else if (one->judged)
            said = usbctl_explain_format(name, &one->decision, one->steps);
        else
            said = g_strdup_printf("%s:\n", name);
        g_string_append(text, said);
        ep_explain_append(text, one->remarks);
    }
    if (self->targets->len == 0)
        g_string_append_printf(text, "%s\n", _("No target enforces anything on this network."));
    return g_string_free(g_steal_pointer(&text), FALSE);
}
