#include <string.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-file.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-drift.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/sample/ep-sample-private.h"

#define BEHIND 9 /* days that the list of the PCs is older than the ledger */
#define KEY "Software\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"
#define HEAD                                                                                                           \
    "Computer\n" KEY "\nAllowDenyLayered\nDWORD:1\n\nComputer\n" KEY "\nAllowInstanceIDs\nDWORD:1\n\n"                 \
    "Computer\n" KEY "\nDenyDeviceIDs\nDWORD:1\n\nComputer\n" KEY "\\DenyDeviceIDs\n1\nSZ:USB\\\\Class_08\n\n"

/* What somebody put into the list without an application. */
static const char *const strangers[] = { "USB\\VID_0411&PID_02C4\\KAZE9F20A71B",
                                         "USB\\VID_0781&PID_5583\\HOSHI4C8812D0" };

/* What LGPO.exe /parse says of the PCs' policy. */
typedef struct {
    GString *text;
    guint ids;
} EpSampleList;

static void
ep_sample_drift_add_id(EpSampleList *list, const char *id)
{
    g_auto(GStrv) parts = g_strsplit(id, "\\", -1);
    g_autofree char *escaped = g_strjoinv("\\\\", parts);

    g_string_append_printf(list->text, "Computer\n" KEY "\\AllowInstanceIDs\n%u\nSZ:%s\n\n", ++list->ids, escaped);
}

/* Given back or ended, and nobody took it off; or its period is over, and nobody ended it. */
static gboolean
ep_sample_drift_is_forgotten(EpRecord *permit, gboolean ended, const char *today)
{
    const char *state = ep_record_get_named(permit, "state");

    if (ended)
        return ep_words_contain("returned expired", state);
    return ep_words_contain("allowed used", state) && strcmp(ep_record_get_named(permit, "until_day"), today) < 0;
}

static void
ep_sample_drift_add_forgotten(EpSampleDays *self, EpSampleList *list, EpRecord *target, gboolean ended, guint most)
{
    EpReader *reader = ep_ledger_get_reader(self->ledger);
    EpMatch matches[] = { { "network", ep_record_get_named(target, "network") }, { NULL, NULL } };
    g_autoptr(GPtrArray) permits = ep_reader_load(reader, &ep_permit_table, matches, NULL);
    g_autofree char *today = ep_sample_days_date(self, 0);

    for (guint i = 0; permits != NULL && i < permits->len && most > 0; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);
        g_autoptr(EpRecord) medium =
            ep_reader_read(reader, &ep_medium_table, ep_record_get_integer(permit, "medium"), NULL);
        g_auto(GStrv) ids = g_strsplit(medium != NULL ? ep_record_get_named(medium, "instance_id") : "", "\n", -1);

        if (!ep_sample_drift_is_forgotten(permit, ended, today) || ids[0] == NULL ||
            *ep_record_get_named(medium, "serial") == '\0')
            continue;
        ep_sample_drift_add_id(list, ids[0]);
        most--;
    }
}

/* As it was some days ago, with strangers in it, and with what nobody took off. */
static char *
ep_sample_drift_make_list(EpSampleDays *self, EpRecord *target, GError **error)
{
    g_autofree char *before = ep_sample_days_date(self, -BEHIND);
    g_autoptr(EpAllowlist) old = ep_allowlist_new(ep_ledger_get_reader(self->ledger), target,
                                                  &(EpAllowlistWanted){ .date = before, .rules_only = TRUE }, error);
    EpSampleList list = { g_string_new(HEAD), 0 };

    for (guint i = 0; old != NULL && i < old->entries->entries->len; i++) {
        const EpAllowlistEntry *entry = g_ptr_array_index(old->entries->entries, i);

        for (char **id = entry->ids; !entry->composite && *entry->fallback == '\0' && *id != NULL; id++)
            ep_sample_drift_add_id(&list, *id);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(strangers); i++)
        ep_sample_drift_add_id(&list, strangers[i]);
    ep_sample_drift_add_forgotten(self, &list, target, TRUE, 2);
    ep_sample_drift_add_forgotten(self, &list, target, FALSE, 1);
    return g_string_free(list.text, old == NULL);
}

static gboolean
ep_sample_drift_compare(EpSampleDays *self, EpRecord *target, GError **error)
{
    EpHow how = { .minutes = 15 };
    g_autofree char *text = ep_sample_drift_make_list(self, target, error);
    g_autofree char *folder = text != NULL ? g_dir_make_tmp("madoguchi-XXXXXX", error) : NULL;
    g_autofree char *path = folder != NULL ? g_build_filename(folder, "lgpo.txt", NULL) : NULL;
    gboolean done;

    if (path == NULL || !ep_sample_days_change_shift(self, error))
        return FALSE;
    done = ep_file_replace(path, text, strlen(text), error) &&
           ep_drift_run(self->ledger, target, path, NULL, &how, error) != 0;
    g_unlink(path);
    g_rmdir(folder);
    return done;
}

gboolean
ep_sample_drift_work(EpSampleDays *self, GError **error)
{
    EpMatch policies[] = { { "kind", "registry-pol" }, { NULL, NULL } };
    g_autoptr(GPtrArray) targets =
        ep_reader_load(ep_ledger_get_reader(self->ledger), &ep_target_table, policies, error);

    for (guint i = 0; targets != NULL && i < targets->len; i++) {
        if (!ep_sample_drift_compare(self, g_ptr_array_index(targets, i), error))
            return FALSE;
    }
    return targets != NULL;
}
