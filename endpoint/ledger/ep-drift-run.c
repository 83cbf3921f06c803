#include "endpoint/ledger/ep-drift-run.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-drift-list.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "endpoint/store/ep-blob.h"

/* A comparison: what was found becomes lines, what is found no more is mended, and what is as wanted is verified. */

static void
ep_drift_run_clear(EpDriftRun *self)
{
    g_clear_pointer(&self->result, ep_drift_result_free);
    g_clear_pointer(&self->list, usbctl_list_free);
    g_clear_pointer(&self->known, ep_drift_known_free);
    g_clear_pointer(&self->files, g_ptr_array_unref);
    g_clear_pointer(&self->routes, g_ptr_array_unref);
    g_clear_pointer(&self->drafts, g_ptr_array_unref);
    g_clear_pointer(&self->exports, g_ptr_array_unref);
    g_clear_pointer(&self->open, g_hash_table_unref);
    g_clear_pointer(&self->registrations, g_hash_table_unref);
    g_clear_pointer(&self->edited, g_hash_table_unref);
    g_clear_object(&self->target);
    if (self->remarks != NULL)
        g_string_free(self->remarks, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpDriftRun, ep_drift_run_clear)

/* --- reading --- */

static gboolean
ep_drift_run_open(EpDriftRun *self, EpDeed *deed, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    gint64 target = deed->records->len > 0 ? ep_record_get_id(g_ptr_array_index(deed->records, 0))
                                           : ep_draft_get_integer(deed->answers, "of_target");

    self->deed = deed;
    self->reader = ep_act_get_reader(deed->act);
    self->as_of = ep_deed_answer(deed, "as_of");
    self->today = strcmp(self->as_of, today) == 0;
    self->remarks = g_string_new(NULL);
    self->drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    self->routes = ep_route_load(self->reader, error);
    self->target = self->routes != NULL ? ep_reader_read(self->reader, &ep_target_table, target, error) : NULL;
    if (self->target == NULL)
        return FALSE;
    self->files = *ep_deed_answer(deed, "this_pc") != '\0'
                      ? ep_drift_list_load_system(error)
                      : ep_drift_list_load(ep_deed_answer(deed, "list_files"), error);
    self->list = self->files != NULL ? ep_drift_list_read(self->target, self->files, error) : NULL;
    self->known = self->list != NULL ? ep_drift_load(self->reader, self->target, self->as_of, error) : NULL;
    return self->known != NULL;
}

static char *
ep_drift_run_dup_key(const char *class, const char *key)
{
    return g_strdup_printf("%s %s", class, key);
}

/* What an earlier comparison of the target found and nobody settled. */
static gboolean
ep_drift_run_load_open(EpDriftRun *self, GError **error)
{
    g_autoptr(GPtrArray) lines =
        ep_reader_load_of(self->reader, &ep_drift_line_table, "target", ep_record_get_id(self->target), error);

    self->open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
    for (guint i = 0; lines != NULL && i < lines->len; i++) {
        EpRecord *line = g_ptr_array_index(lines, i);

        if (strcmp(ep_record_get_named(line, "state"), "mended") != 0)
            g_hash_table_insert(
                self->open, ep_drift_run_dup_key(ep_record_get_named(line, "class"), ep_record_get_named(line, "key")),
                g_object_ref(line));
    }
    return lines != NULL;
}

static gboolean
ep_drift_run_load_registrations(EpDriftRun *self, GError **error)
{
    g_autoptr(GPtrArray) all =
        ep_reader_load_of(self->reader, &ep_registration_table, "target", ep_record_get_id(self->target), error);

    self->registrations = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_object_unref);
    self->edited = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; all != NULL && i < all->len; i++) {
        EpRecord *registration = g_object_ref(g_ptr_array_index(all, i));

        g_hash_table_insert(self->registrations, (gpointer)ep_record_peek_id(registration), registration);
    }
    self->exports =
        all != NULL ? ep_reader_load_of(self->reader, &ep_export_table, "target", ep_record_get_id(self->target), error)
                    : NULL;
    return self->exports != NULL;
}

/* --- lines --- */

static void
ep_drift_run_fill_listed(EpDraft *line, const UsbctlListed *listed)
{
    g_autofree char *ids = g_strjoinv("\n", listed->ids);

    ep_draft_set_named(line, "listed_as", listed->label);
    ep_draft_set_integer(line, "place", listed->line);
    ep_draft_set_named(line, "listed_rights", listed->rights);
    ep_draft_set_named(line, "vid", listed->vid);
    ep_draft_set_named(line, "pid", listed->pid);
    ep_draft_set_named(line, "serial", listed->serial);
    ep_draft_set_named(line, "instance_id", ids);
    ep_draft_set_named(line, "hash", listed->hash);
}

static void
ep_drift_run_fill_permit(EpDraft *line, const EpDriftPermit *permit)
{
    ep_draft_set_named(line, "device", permit->model);
    ep_draft_set_integer(line, "medium", permit->medium);
    if (permit->permit != 0)
        ep_draft_set_integer(line, "permit", permit->permit);
    if (permit->section != 0)
        ep_draft_set_integer(line, "section", permit->section);
    ep_draft_set_named(line, "until_day", permit->until);
    if (*permit->vid != '\0') {
        ep_draft_set_named(line, "vid", permit->vid);
        ep_draft_set_named(line, "pid", permit->pid);
    }
    if (*permit->serial != '\0')
        ep_draft_set_named(line, "serial", permit->serial);
    if (*ep_draft_get_named(line, "instance_id") == '\0') {
        g_autofree char *ids = g_strjoinv("\n", permit->ids);

        ep_draft_set_named(line, "instance_id", ids);
    }
}

/* What a person calls a device that only the list knows. */
static char *
ep_drift_run_dup_device(const UsbctlListed *listed)
{
    if (*listed->vid != '\0')
        return g_strdup_printf("%s:%s", listed->vid, listed->pid);
    if (listed->ids[0] != NULL)
        return g_strdup(listed->ids[0]);
    return g_strdup(*listed->label != '\0' ? listed->label : listed->hash);
}

static char *
ep_drift_run_dup_detail(const EpDriftFound *found)
{
    if (found->listed == NULL || *found->listed->only_for == '\0')
        return g_strdup(found->detail);
    return g_strdup_printf("%s%sonly-for %s", found->detail, *found->detail != '\0' ? "\n" : "",
                           found->listed->only_for);
}

static void
ep_drift_run_add_line(EpDriftRun *self, const EpDriftFound *found)
{
    const char *class = ep_drift_classes[found->kind].code;
    EpDraft *line = ep_draft_new(&ep_drift_line_table);
    g_autofree char *detail = ep_drift_run_dup_detail(found);

    if (found->listed != NULL)
        ep_drift_run_fill_listed(line, found->listed);
    if (found->permit != NULL) {
        ep_drift_run_fill_permit(line, found->permit);
    } else {
        g_autofree char *device = ep_drift_run_dup_device(found->listed);

        ep_draft_set_named(line, "device", device);
    }
    ep_draft_set_named(line, "state", class);
    ep_draft_set_named(line, "class", class);
    ep_draft_set_named(line, "detail", detail);
    ep_draft_set_named(line, "key", found->key);
    ep_draft_set_integer(line, "target", ep_record_get_id(self->target));
    ep_draft_set_named(line, "network", ep_record_get_named(self->target, "network"));
    ep_draft_set_integer(line, "drift", ep_draft_get_id(self->drift));
    ep_draft_fill(line, ep_act_get_day(self->deed->act), ep_act_get_at(self->deed->act),
                  ep_act_get_operator(self->deed->act));
    g_ptr_array_add(self->drafts, line);
    self->fresh++;
}

/* What was begun and is still there was not mended by it. */
static void
ep_drift_run_keep_line(EpDriftRun *self, EpRecord *line, const EpDriftFound *found)
{
    g_autofree char *detail = ep_drift_run_dup_detail(found);
    g_autoptr(EpDraft) draft = ep_draft_new_from(line);

    if (strcmp(ep_record_get_named(line, "state"), "begun") == 0 &&
        strcmp(ep_record_get_named(line, "begun_on"), ep_act_get_day(self->deed->act)) < 0)
        ep_draft_set_named(draft, "state", ep_record_get_named(line, "class"));
    ep_draft_set_named(draft, "detail", detail);
    if (found->permit != NULL)
        ep_draft_set_named(draft, "until_day", found->permit->until);
    if (ep_draft_is_changed(draft))
        g_ptr_array_add(self->drafts, g_steal_pointer(&draft));
}

static void
ep_drift_run_close_line(EpDriftRun *self, EpRecord *line)
{
    EpDraft *draft = ep_draft_new_from(line);

    ep_draft_set_named(draft, "state", "mended");
    ep_draft_set_integer(draft, "mended_in", ep_draft_get_id(self->drift));
    ep_draft_set_named(draft, "mended_on", ep_act_get_day(self->deed->act));
    g_ptr_array_add(self->drafts, draft);
    self->mended++;
}

static void
ep_drift_run_add_lines(EpDriftRun *self)
{
    GHashTableIter iter;
    gpointer line;

    for (guint i = 0; i < self->result->found->len; i++) {
        const EpDriftFound *found = g_ptr_array_index(self->result->found, i);
        g_autofree char *key = ep_drift_run_dup_key(ep_drift_classes[found->kind].code, found->key);
        EpRecord *known = g_hash_table_lookup(self->open, key);

        if (known == NULL) {
            ep_drift_run_add_line(self, found);
            continue;
        }
        ep_drift_run_keep_line(self, known, found);
        g_hash_table_remove(self->open, key);
    }
    g_hash_table_iter_init(&iter, self->open);
    while (g_hash_table_iter_next(&iter, NULL, &line))
        ep_drift_run_close_line(self, line);
}

/* --- the comparison itself --- */

static gboolean
ep_drift_run_keep_file(EpDriftRun *self, const EpDriftFile *file, GError **error)
{
    g_autofree char *sha256 = ep_blob_put(self->deed->act, file->bytes, error);
    g_autoptr(EpDraft) line = ep_draft_new(&ep_drift_file_table);

    if (sha256 == NULL)
        return FALSE;
    ep_draft_set_named(line, "name", file->name);
    ep_draft_set_integer(line, "size", (gint64)g_bytes_get_size(file->bytes));
    ep_draft_set_named(line, "sha256", sha256);
    ep_draft_add_line(self->drift, line);
    return TRUE;
}

static gboolean
ep_drift_run_begin(EpDriftRun *self, GError **error)
{
    EpAct *act = self->deed->act;
    g_autofree char *number = ep_act_next_number(act, &ep_drift_table, error);
    g_autoptr(GString) names = g_string_new(NULL);

    if (number == NULL)
        return FALSE;
    self->drift = ep_draft_new(&ep_drift_table);
    g_ptr_array_add(self->drafts, self->drift);
    ep_draft_set_named(self->drift, "number", number);
    ep_draft_set_integer(self->drift, "target", ep_record_get_id(self->target));
    ep_draft_set_named(self->drift, "network", ep_record_get_named(self->target, "network"));
    ep_draft_set_named(self->drift, "as_of", self->as_of);
    ep_draft_fill(self->drift, ep_act_get_day(act), ep_act_get_at(act), ep_act_get_operator(act));
    for (guint i = 0; i < self->files->len; i++) {
        const EpDriftFile *file = g_ptr_array_index(self->files, i);

        g_string_append_printf(names, "%s%s", i > 0 ? "\n" : "", file->name);
        if (!ep_drift_run_keep_file(self, file, error))
            return FALSE;
    }
    ep_draft_set_named(self->drift, "source", names->str);
    return TRUE;
}

static void
ep_drift_run_finish(EpDriftRun *self)
{
    for (int i = 0; i < EP_DRIFT_N_CLASSES; i++)
        ep_draft_set_integer(self->drift, ep_drift_classes[i].code, self->result->counts[i]);
    ep_draft_set_integer(self->drift, "listed", self->list->entries->len);
    ep_draft_set_integer(self->drift, "same", self->result->same->len);
    ep_draft_set_integer(self->drift, "left_out", self->result->left_out);
    ep_draft_set_integer(self->drift, "fresh", self->fresh);
    ep_draft_set_integer(self->drift, "mended", self->mended);
    ep_draft_set_integer(self->drift, "confirmed", self->confirmed);
    for (guint i = 0; i < self->list->remarks->len; i++) {
        const UsbctlRemark *remark = g_ptr_array_index(self->list->remarks, i);

        ep_drift_run_remark(self, usbctl_list_remark_code(remark->kind), remark->where);
    }
    ep_draft_set_named(self->drift, "remarks", self->remarks->str);
}

gboolean
ep_drift_run_compare(EpDeed *deed, GError **error)
{
    g_auto(EpDriftRun) self = { 0 };
    const UsbctlFormat *format;
    EpDriftHow how;

    if (!ep_drift_run_open(&self, deed, error))
        return FALSE;
    format = ep_target_kind_get_format(self.target);
    how = (EpDriftHow){ self.as_of, format != NULL ? format->target : USBCTL_TARGET_POLICY };
    self.result = ep_drift_compare(self.known->permits, self.list, &how);
    if (!ep_drift_run_load_open(&self, error) || !ep_drift_run_load_registrations(&self, error) ||
        !ep_drift_run_begin(&self, error))
        return FALSE;
    ep_drift_run_add_lines(&self);
    ep_drift_run_verify_all(&self);
    ep_drift_run_finish(&self);
    deed->made = ep_draft_get_id(self.drift);
    return ep_act_write_all(deed->act, self.drafts, deed->progress, error);
}

gint64
ep_drift_run(EpLedger *ledger, EpRecord *target, const char *paths, const char *as_of, const EpHow *how, GError **error)
{
    EpTable *table;
    const EpVerb *verb = ep_ledger_find_verb(ledger, "target.compare", &table, error);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, target, ep_ledger_get_operator(ledger));
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    gint64 drift = 0;

    if (as_of != NULL)
        ep_draft_set_named(answers, "as_of", as_of);
    ep_draft_set_named(answers, paths != NULL ? "list_files" : "this_pc", paths != NULL ? paths : "1");
    g_ptr_array_add(records, target);
    return ep_ledger_do(ledger, verb, table, records, answers, how, NULL, &drift, error) != 0 ? drift : 0;
}
