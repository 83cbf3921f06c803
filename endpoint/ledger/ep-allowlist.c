#include "endpoint/ledger/ep-allowlist.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-render.h"

/* A permit in force with its medium, as allowlist-permits.sql gives it. */
typedef struct {
    gint64 permit;
    char *number, *name, *rights, *from, *until, *fallback;
    char *vid, *pid, *serial, *hash;
    char **ids;
    gboolean composite, scoped;
} EpAllowlistEntry;

static void
ep_allowlist_free_entry(gpointer data)
{
    EpAllowlistEntry *entry = data;
    char *texts[] = { entry->number,   entry->name, entry->rights, entry->from,   entry->until,
                      entry->fallback, entry->vid,  entry->pid,    entry->serial, entry->hash };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(entry->ids);
    g_free(entry);
}

static void
ep_allowlist_free_unexpressed(gpointer data)
{
    EpUnexpressed *entry = data;

    g_free(entry->number);
    g_free(entry->name);
    g_free(entry);
}

static char **
ep_allowlist_split_ids(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new();

    for (char **line = lines; *line != NULL; line++) {
        if (*g_strstrip(*line) != '\0')
            g_strv_builder_add(ids, *line);
    }
    return g_strv_builder_end(ids);
}

static gboolean
ep_allowlist_take_permit(const EpRow *row, gpointer user_data, GError **error)
{
    EpAllowlistEntry *entry = g_new0(EpAllowlistEntry, 1);
    char **texts[] = { &entry->number,   &entry->name, &entry->rights, &entry->from,   &entry->until,
                       &entry->fallback, &entry->vid,  &entry->pid,    &entry->serial, &entry->hash };

    entry->permit = ep_row_get_integer(row, 0);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup(ep_row_get_text(row, i + 1));
    entry->ids = ep_allowlist_split_ids(ep_row_get_text(row, 11));
    entry->composite = ep_row_get_integer(row, 12) != 0;
    entry->scoped = ep_row_get_integer(row, 13) != 0;
    g_ptr_array_add(user_data, entry);
    return TRUE;
}

static int
ep_allowlist_compare(gconstpointer a, gconstpointer b)
{
    const EpAllowlistEntry *x = *(EpAllowlistEntry *const *)a, *y = *(EpAllowlistEntry *const *)b;
    int by_number = ep_natural_compare(x->number, y->number);

    return by_number != 0 ? by_number : (x->permit > y->permit) - (x->permit < y->permit);
}

static void
ep_allowlist_note(GPtrArray *unexpressed, const EpAllowlistEntry *entry, const char *code, gboolean left_out)
{
    EpUnexpressed *note = g_new0(EpUnexpressed, 1);

    note->permit = entry->permit;
    note->number = g_strdup(entry->number);
    note->name = g_strdup(entry->name);
    note->code = code;
    note->left_out = left_out;
    g_ptr_array_add(unexpressed, note);
}

static gboolean
ep_allowlist_add_rule(UsbctlPolicy *policy, const EpAllowlistEntry *entry, GPtrArray *unexpressed, GError **error)
{
    UsbctlRule parts = { .id = entry->number,
                         .name = entry->name,
                         .verdict = "allow",
                         .rights = entry->rights,
                         .instance_ids = (const char *const *)entry->ids,
                         .vid = entry->vid,
                         .pid = entry->pid,
                         .serial = entry->serial,
                         .hash = entry->hash,
                         .from = entry->from,
                         .until = entry->until,
                         .composite = entry->composite };
    g_autoptr(GError) fault = NULL;
    g_autoptr(UsbctlRule) rule = NULL;

    /* A rule for the whole network would allow every device like it everywhere. */
    if (strcmp(entry->fallback, "pc") == 0) {
        ep_allowlist_note(unexpressed, entry, EP_IDENTITY_BOUND, TRUE);
        return TRUE;
    }
    rule = usbctl_rule_new(&parts, NULL);
    if (rule == NULL) {
        ep_allowlist_note(unexpressed, entry, usbctl_reason_code(USBCTL_REASON_NO_PRODUCT), TRUE);
        return TRUE;
    }
    if (usbctl_policy_add(policy, rule, &fault))
        return TRUE;
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return FALSE;
}

/* What the target's format leaves out, and what it allows more widely. */
static void
ep_allowlist_ask_format(const UsbctlFormat *format, const UsbctlPolicy *policy, const char *date, GPtrArray *entries,
                        GPtrArray *unexpressed)
{
    g_autoptr(GPtrArray) left_out = usbctl_target_unexpressed_new();
    g_autoptr(GPtrArray) selected = usbctl_target_select(format->target, policy, date, left_out);
    g_autoptr(GHashTable) reasons = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) present = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < left_out->len; i++) {
        const UsbctlUnexpressed *entry = g_ptr_array_index(left_out, i);

        g_hash_table_insert(reasons, (gpointer)entry->rule->id, (gpointer)usbctl_reason_code(entry->reason));
    }
    for (guint i = 0; i < selected->len; i++)
        g_hash_table_add(present, (gpointer)((UsbctlRule *)g_ptr_array_index(selected, i))->id);
    for (guint i = 0; i < entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(entries, i);
        const char *code = g_hash_table_lookup(reasons, entry->number);

        if (code != NULL)
            ep_allowlist_note(unexpressed, entry, code, TRUE);
        else if (entry->scoped && g_hash_table_contains(present, entry->number))
            ep_allowlist_note(unexpressed, entry, EP_IDENTITY_SCOPE, FALSE);
    }
}

static gboolean
ep_allowlist_set_notice(UsbctlPolicy *policy, EpRecord *target, GError **error)
{
    g_autoptr(GError) fault = NULL;

    if (usbctl_policy_set_notice(policy, ep_record_get_named(target, "notice_title"),
                                 ep_record_get_named(target, "notice_text"), &fault))
        return TRUE;
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return FALSE;
}

UsbctlPolicy *
ep_allowlist_policy(EpReader *reader, EpRecord *target, const char *date, GPtrArray **unexpressed, GError **error)
{
    const UsbctlFormat *format = usbctl_render_find(ep_record_get_named(target, "kind"));
    EpValue values[] = { EP_TEXT(ep_record_get_named(target, "network")), EP_TEXT(date) };
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(ep_allowlist_free_entry);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(ep_allowlist_free_unexpressed);
    g_autoptr(UsbctlPolicy) policy = usbctl_policy_new();

    if (!usbctl_rule_date_is_valid(date)) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("“%s” is not a date"), date);
        return NULL;
    }
    if (!ep_allowlist_set_notice(policy, target, error) ||
        !ep_reader_query(reader, "allowlist-permits", values, 2, ep_allowlist_take_permit, entries, error))
        return NULL;
    g_ptr_array_sort(entries, ep_allowlist_compare);
    for (guint i = 0; i < entries->len; i++) {
        if (!ep_allowlist_add_rule(policy, g_ptr_array_index(entries, i), notes, error))
            return NULL;
    }
    if (format != NULL)
        ep_allowlist_ask_format(format, policy, date, entries, notes);
    if (unexpressed != NULL)
        *unexpressed = g_steal_pointer(&notes);
    return g_steal_pointer(&policy);
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

static void
ep_allowlist_add_file(GPtrArray *files, const char *name, GBytes *bytes)
{
    EpAllowlistFile *file = g_new0(EpAllowlistFile, 1);

    file->name = g_strdup(name);
    file->bytes = bytes;
    file->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_ptr_array_add(files, file);
}

GPtrArray *
ep_allowlist_render(EpRecord *target, const UsbctlPolicy *policy, const char *date, GError **error)
{
    const UsbctlFormat *format = usbctl_render_find(ep_record_get_named(target, "kind"));
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_allowlist_file_free);
    char *json = usbctl_policy_file_format(policy);

    ep_allowlist_add_file(files, "policy.json", g_bytes_new_take(json, strlen(json)));
    if (format != NULL) {
        g_autoptr(GError) fault = NULL;
        g_autoptr(GPtrArray) rendered =
            usbctl_render(format, policy, date, ep_record_get_named(target, "name"), NULL, &fault);

        if (rendered == NULL) {
            g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
            return NULL;
        }
        for (guint i = 0; i < rendered->len; i++) {
            const UsbctlFile *file = g_ptr_array_index(rendered, i);

            ep_allowlist_add_file(files, file->name, g_bytes_ref(file->bytes));
        }
    }
    return g_steal_pointer(&files);
}
