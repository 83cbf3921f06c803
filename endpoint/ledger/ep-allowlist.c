#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-private.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "usbctl/usbctl-policy-file.h"

static void
ep_allowlist_free_unexpressed(gpointer data)
{
    EpUnexpressed *entry = data;

    g_free(entry->number);
    g_free(entry->name);
    g_free(entry->detail);
    g_free(entry);
}

void
ep_allowlist_file_free(gpointer data)
{
    EpAllowlistFile *file = data;

    g_free(file->name);
    g_free(file->sha256);
    g_bytes_unref(file->bytes);
    g_free(file);
}

void
ep_allowlist_free(EpAllowlist *self)
{
    g_clear_object(&self->target);
    g_clear_object(&self->base);
    g_clear_pointer(&self->policy, usbctl_policy_free);
    g_clear_pointer(&self->before, g_hash_table_unref);
    g_clear_pointer(&self->excluded, g_hash_table_unref);
    g_clear_pointer(&self->rows, g_ptr_array_unref);
    g_clear_pointer(&self->unexpressed, g_ptr_array_unref);
    g_clear_pointer(&self->files, g_ptr_array_unref);
    g_clear_pointer(&self->entries, ep_allowlist_row_free);
    g_clear_pointer(&self->columns, ep_columns_free);
    g_free(self->date);
    g_free(self);
}

void
ep_allowlist_note(EpAllowlist *self, const char *number, const char *name, const char *code, char *detail,
                  gboolean left_out)
{
    EpUnexpressed *note = g_new0(EpUnexpressed, 1);

    note->number = g_strdup(number);
    note->name = g_strdup(name);
    note->code = code;
    note->detail = detail;
    note->left_out = left_out;
    g_ptr_array_add(self->unexpressed, note);
    if (left_out)
        g_hash_table_insert(self->excluded, note->number, note);
}

static void
ep_allowlist_note_entry(EpAllowlist *self, const EpAllowlistEntry *entry, const char *code, gboolean left_out)
{
    ep_allowlist_note(self, entry->number, ep_allowlist_row_get(entry, "model"), code, NULL, left_out);
}

char *
ep_allowlist_dup_unexpressed(const EpAllowlist *self)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < self->unexpressed->len; i++) {
        const EpUnexpressed *entry = g_ptr_array_index(self->unexpressed, i);

        g_string_append_printf(lines, "%s%s %s", i > 0 ? "\n" : "", entry->code, entry->number);
        if (entry->detail != NULL)
            g_string_append_printf(lines, " %s", entry->detail);
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* --- the policy --- */

/* A rule for the whole network would allow every device like it everywhere, or what a restriction forbids. */
static gboolean
ep_allowlist_is_apart(EpAllowlist *self, const EpAllowlistEntry *entry)
{
    EpTargetAsked asked = ep_allowlist_get_asked(entry);

    return ep_words_contain("pc refuse", entry->fallback) ||
           ep_target_kind_bars(self->target, self->columns, &asked) != NULL;
}

/* What is set by hand leaves the list as the permit is. */
static void
ep_allowlist_restrict(EpAllowlist *self, EpAllowlistEntry *entry)
{
    if (strcmp(entry->restricted, "read") == 0 &&
        (!entry->by_hand || ep_target_kind_tells_rights(self->target, self->columns)))
        entry->values[ep_table_find(ep_allowlist_row_get_table(), "rights")] = "read";
}

static void
ep_allowlist_make_rule(EpAllowlist *self, EpAllowlistEntry *entry)
{
    UsbctlRule parts = { .id = entry->number,
                         .name = ep_allowlist_row_get(entry, "model"),
                         .verdict = "allow",
                         .rights = ep_allowlist_row_get(entry, "rights"),
                         .instance_ids = (const char *const *)entry->ids,
                         .vid = ep_allowlist_row_get(entry, "vid"),
                         .pid = ep_allowlist_row_get(entry, "pid"),
                         .serial = ep_allowlist_row_get(entry, "serial"),
                         .hash = ep_allowlist_row_get(entry, "hash"),
                         .from = ep_allowlist_row_get(entry, "from_day"),
                         .until = ep_allowlist_row_get(entry, "until_day"),
                         .composite = entry->composite };

    entry->rule = usbctl_rule_new(&parts, NULL);
    if (entry->rule == NULL)
        ep_allowlist_note_entry(self, entry, usbctl_reason_code(USBCTL_REASON_NO_PRODUCT), TRUE);
}

/* What the target has no room for; what a cell cannot hold is noticed when it is written. */
static void
ep_allowlist_refuse(EpAllowlist *self, EpAllowlistEntry *entry)
{
    EpTargetAsked asked = ep_allowlist_get_asked(entry);

    if (entry->rule == NULL)
        return;
    entry->apart = ep_allowlist_is_apart(self, entry);
    entry->refused = ep_target_kind_refuse(self->target, self->columns, &asked);
    if (entry->refused == NULL && self->columns != NULL && self->delta && self->today &&
        strcmp(entry->state, "error") == 0)
        entry->refused = EP_IDENTITY_IN_ERROR;
}

/* Of a policy, usbctl says why it leaves out the rules that stand in it. */
static void
ep_allowlist_note_refused(EpAllowlist *self)
{
    for (guint i = 0; i < self->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);
        gboolean behind = entry->spoke != entry;

        if (entry->refused != NULL && (entry->spoke == NULL || entry->spoke->refused != NULL) &&
            (behind || self->columns != NULL || entry->apart))
            ep_allowlist_note_entry(self, entry, entry->refused, TRUE);
    }
}

/* Permits of which a device has another that the list says instead. */
static void
ep_allowlist_note_shadowed(EpAllowlist *self)
{
    for (guint i = 0; i < self->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);

        if (entry->spoke != NULL && entry->spoke != entry && entry->spoke->refused == NULL)
            ep_allowlist_note(self, entry->number, ep_allowlist_row_get(entry, "model"),
                              usbctl_reason_code(USBCTL_REASON_SHADOWED), g_strdup(entry->spoke->number), FALSE);
    }
}

static gboolean
ep_allowlist_make_policy(EpAllowlist *self, GError **error)
{
    g_autoptr(GError) fault = NULL;
    gboolean good;

    self->policy = usbctl_policy_new();
    good = usbctl_policy_set_notice(self->policy, ep_record_get_named(self->target, "notice_title"),
                                    ep_record_get_named(self->target, "notice_text"), &fault);
    for (guint i = 0; good && i < self->entries->entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);

        if (entry->spoke == entry && !entry->apart)
            good = usbctl_policy_add(self->policy, entry->rule, &fault);
    }
    if (!good)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return good;
}

static gboolean
ep_allowlist_fill_policy(EpAllowlist *self, GError **error)
{
    for (guint i = 0; i < self->entries->entries->len; i++) {
        EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);

        ep_allowlist_restrict(self, entry);
        ep_allowlist_make_rule(self, entry);
        ep_allowlist_refuse(self, entry);
    }
    ep_allowlist_merge(self);
    ep_allowlist_note_refused(self);
    return ep_allowlist_make_policy(self, error);
}

EpTargetAsked
ep_allowlist_get_asked(const EpAllowlistEntry *entry)
{
    const char *pcs = ep_allowlist_row_get(entry, "pcs");

    return (EpTargetAsked){ .rule = entry->rule,
                            .fallback = entry->fallback,
                            .pcs = *pcs != '\0' || entry->gone != NULL,
                            .users = *ep_allowlist_row_get(entry, "users") != '\0',
                            .restricted = entry->restricted,
                            .no_execute = entry->no_execute,
                            .by_hand = entry->by_hand,
                            .gone = *pcs == '\0' && entry->gone != NULL };
}

/* What is in the list and says more than the permit. */
static void
ep_allowlist_note_wide(EpAllowlist *self)
{
    const char *codes[EP_TARGET_MOST_WIDER + 1];

    for (guint i = 0; i < self->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(self->entries->entries, i);
        EpTargetAsked asked = ep_allowlist_get_asked(entry);

        if (entry->spoke != entry || g_hash_table_contains(self->excluded, entry->number))
            continue;
        if (entry->incident != NULL)
            ep_allowlist_note(self, entry->number, ep_allowlist_row_get(entry, "model"), EP_IDENTITY_INCIDENT,
                              g_strdup(entry->incident), FALSE);
        if (entry->gone != NULL)
            ep_allowlist_note(self, entry->number, ep_allowlist_row_get(entry, "model"), EP_IDENTITY_PC_GONE,
                              g_strdup(entry->gone), FALSE);
        ep_target_kind_get_wider(self->target, self->columns, &asked, codes);
        for (guint k = 0; codes[k] != NULL; k++)
            ep_allowlist_note_entry(self, entry, codes[k], FALSE);
    }
}

/* --- files --- */

void
ep_allowlist_add_file(EpAllowlist *self, const char *name, GBytes *bytes, const char *part)
{
    EpAllowlistFile *file = g_new0(EpAllowlistFile, 1);

    file->name = g_strdup(name);
    file->bytes = g_bytes_ref(bytes);
    file->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    file->part = part;
    g_ptr_array_add(self->files, file);
}

/* The GUIDs stand for the target, whatever it is called. */
static gboolean
ep_allowlist_write_format(EpAllowlist *self, const UsbctlFormat *format, GError **error)
{
    g_autofree char *seed = g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(self->target));
    UsbctlTitle title = { ep_record_get_named(self->target, "name"), seed };
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(GError) fault = NULL;
    g_autoptr(GPtrArray) files = usbctl_render(format, self->policy, self->date, &title, unexpressed, &fault);

    if (files == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
        return FALSE;
    }
    for (guint i = 0; i < unexpressed->len; i++) {
        const UsbctlUnexpressed *entry = g_ptr_array_index(unexpressed, i);

        ep_allowlist_note(self, entry->rule->id, entry->rule->name, usbctl_reason_code(entry->reason), NULL, TRUE);
    }
    for (guint i = 0; i < files->len; i++) {
        const UsbctlFile *file = g_ptr_array_index(files, i);

        ep_allowlist_add_file(self, file->name, file->bytes, "file");
    }
    ep_allowlist_note_wide(self);
    ep_allowlist_compare(self);
    return TRUE;
}

static void
ep_allowlist_count(EpAllowlist *self)
{
    for (guint i = 0; i < self->rows->len; i++) {
        const char *action = ep_record_get_named(g_ptr_array_index(self->rows, i), "action");

        for (guint k = 0; k < EP_ALLOWLIST_N_ACTIONS; k++)
            self->counts[k] += strcmp(action, ep_allowlist_actions[k].code) == 0;
    }
    self->left_out = g_hash_table_size(self->excluded);
}

static gboolean
ep_allowlist_fill(EpAllowlist *self, GError **error)
{
    const UsbctlFormat *format = ep_target_kind_get_format(self->target);
    g_autoptr(GBytes) policy = NULL, list = NULL;
    char *json = usbctl_policy_file_format(self->policy);

    policy = g_bytes_new_take(json, strlen(json));
    ep_allowlist_add_file(self, "policy.json", policy, "file");
    if (self->columns != NULL)
        ep_allowlist_note_wide(self);
    if (format != NULL ? !ep_allowlist_write_format(self, format, error)
                       : self->columns != NULL && !ep_allowlist_write_columns(self, error))
        return FALSE;
    ep_allowlist_note_shadowed(self);
    ep_allowlist_count(self);
    list = ep_allowlist_row_format(self->rows);
    ep_allowlist_add_file(self, EP_ALLOWLIST_ROWS, list, "list");
    return TRUE;
}

static gboolean
ep_allowlist_check_delta(EpAllowlist *self, GError **error)
{
    g_autofree char *reason = self->delta ? ep_target_kind_refuse_delta(self->target, self->columns) : NULL;

    if (reason != NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", ep_record_get_named(self->target, "name"), reason);
    return reason == NULL;
}

EpAllowlist *
ep_allowlist_new(EpReader *reader, EpRecord *target, const EpAllowlistWanted *wanted, GError **error)
{
    g_autoptr(EpAllowlist) self = g_new0(EpAllowlist, 1);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    self->target = g_object_ref(target);
    self->date = g_strdup(wanted->date);
    self->delta = wanted->delta;
    self->today = strcmp(wanted->date, today) == 0;
    self->rows = g_ptr_array_new_with_free_func(g_object_unref);
    self->files = g_ptr_array_new_with_free_func(ep_allowlist_file_free);
    self->unexpressed = g_ptr_array_new_with_free_func(ep_allowlist_free_unexpressed);
    self->excluded = g_hash_table_new(g_str_hash, g_str_equal);
    if (!usbctl_rule_date_is_valid(wanted->date)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date"), wanted->date);
        return NULL;
    }
    if (ep_target_kind_has_columns(target)) {
        self->columns = ep_target_kind_dup_columns(target, wanted->rules_only ? NULL : error);
        if (self->columns == NULL && !wanted->rules_only)
            return NULL;
    }
    self->replaces = self->columns == NULL || self->columns->deltas == EP_COLUMN_DELTAS_NO;
    if (!ep_allowlist_check_delta(self, error))
        return NULL;
    self->entries = ep_allowlist_row_load(reader, target, wanted->date, error);
    if (self->entries == NULL || !ep_allowlist_fill_policy(self, error))
        return NULL;
    if (!wanted->rules_only &&
        (!ep_allowlist_load_base(self, reader, wanted->base, error) || !ep_allowlist_fill(self, error)))
        return NULL;
    return g_steal_pointer(&self);
}
