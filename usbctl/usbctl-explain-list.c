#include "usbctl/usbctl-explain-list.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-policy-file.h"

static gboolean
usbctl_explain_has_id(const UsbctlListed *entry, const UsbctlDevice *device)
{
    for (char **id = entry->ids; *id != NULL; id++)
        for (const char *const *own = device->instance_ids; *own != NULL; own++)
            if (g_str_has_suffix(*id, "*") ? g_ascii_strncasecmp(*id, *own, strlen(*id) - 1) == 0
                                           : g_ascii_strcasecmp(*id, *own) == 0)
                return TRUE;
    return FALSE;
}

static gboolean
usbctl_explain_means_entry(const UsbctlListed *entry, const UsbctlDevice *device, const char *hash, const char *date)
{
    if ((*entry->from != '\0' && strcmp(date, entry->from) < 0) ||
        (*entry->until != '\0' && strcmp(date, entry->until) > 0))
        return FALSE;
    if (entry->ids[0] != NULL)
        return usbctl_explain_has_id(entry, device);
    if (*entry->hash != '\0')
        return g_strcmp0(entry->hash, hash) == 0;
    return *entry->vid != '\0' && g_ascii_strcasecmp(entry->vid, device->vid) == 0 &&
           (strcmp(entry->pid, "*") == 0 || g_ascii_strcasecmp(entry->pid, device->pid) == 0) &&
           (strcmp(entry->serial, "*") == 0 || g_ascii_strcasecmp(entry->serial, device->serial) == 0);
}

static const UsbctlListed *
usbctl_explain_find_entry(const UsbctlList *list, const UsbctlDevice *device, const char *date)
{
    g_autofree char *hash = usbctl_device_hash(device);

    for (guint i = 0; i < list->entries->len; i++)
        if (usbctl_explain_means_entry(list->entries->pdata[i], device, hash, date))
            return list->entries->pdata[i];
    return NULL;
}

static gboolean
usbctl_explain_is_open(const UsbctlList *list)
{
    for (guint i = 0; i < list->remarks->len; i++)
        if (((const UsbctlRemark *)list->remarks->pdata[i])->kind == USBCTL_REMARK_STORAGE_OPEN)
            return TRUE;
    return FALSE;
}

static void
usbctl_explain_free_list_step(gpointer data)
{
    UsbctlStep *step = data;

    g_free(step->match);
    g_free(step);
}

static void
usbctl_explain_add_step(GPtrArray *steps, UsbctlStepKind kind, UsbctlOutcome outcome, char *match)
{
    UsbctlStep *step = g_new0(UsbctlStep, 1);

    step->kind = kind;
    step->outcome = outcome;
    step->match = match;
    g_ptr_array_add(steps, step);
}

GPtrArray *
usbctl_explain_list(const UsbctlList *list, const UsbctlDevice *device, UsbctlTarget target, const char *date,
                    UsbctlDecision *decision)
{
    GPtrArray *steps = g_ptr_array_new_with_free_func(usbctl_explain_free_list_step);
    const UsbctlListed *entry = usbctl_explain_find_entry(list, device, date);
    gboolean unseen = usbctl_target_overlook(target, device) != USBCTL_REASON_NONE;
    gboolean blocked = usbctl_device_is_storage(device) && !unseen && !usbctl_explain_is_open(list);

    *decision = (UsbctlDecision){ .allowed = entry != NULL ? !entry->blocks : !blocked };
    decision->rights = !decision->allowed                                    ? ""
                       : entry != NULL && strcmp(entry->rights, "read") == 0 ? "read"
                                                                             : "read-write";
    decision->ground = entry != NULL ? USBCTL_GROUND_LISTED
                       : blocked     ? USBCTL_GROUND_STORAGE
                       : unseen      ? USBCTL_GROUND_UNSEEN
                                     : USBCTL_GROUND_UNLISTED;
    usbctl_explain_add_step(steps, USBCTL_STEP_RULES,
                            entry == NULL   ? USBCTL_OUTCOME_PASSED
                            : entry->blocks ? USBCTL_OUTCOME_BLOCKED
                                            : USBCTL_OUTCOME_ALLOWED,
                            entry == NULL ? g_strdup("") : g_strdup_printf(_("line %u %s"), entry->line, entry->label));
    usbctl_explain_add_step(steps,
                            target == USBCTL_TARGET_USBGUARD ? USBCTL_STEP_OTHER_INTERFACES : USBCTL_STEP_OTHER_STORAGE,
                            entry != NULL ? USBCTL_OUTCOME_NOT_ASKED
                            : blocked     ? USBCTL_OUTCOME_BLOCKED
                                          : USBCTL_OUTCOME_PASSED,
                            g_strdup(""));
    return steps;
}

/* --- a file --- */

static void
usbctl_explain_append_remarks(GString *out, const UsbctlList *list)
{
    for (guint i = 0; i < list->remarks->len; i++) {
        const UsbctlRemark *remark = list->remarks->pdata[i];

        g_string_append_printf(out, "  %s%s%s\n", _(usbctl_list_remark_text(remark->kind)),
                               *remark->where != '\0' ? " ← " : "", remark->where);
    }
}

static char *
usbctl_explain_registry_file(const UsbctlFile *file, const UsbctlDevice *device, const UsbctlList *list, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = usbctl_read_parse_file(file, error);
    g_autoptr(GPtrArray) steps = NULL;
    g_autofree char *node = NULL, *heading = NULL, *text = NULL;
    g_autoptr(GString) out = NULL;
    UsbctlDecision decision;

    if (registry == NULL)
        return NULL;
    steps = usbctl_explain_registry(registry, device, &node, &decision);
    heading = *node != '\0' ? g_strdup_printf("windows %s", node) : g_strdup("windows");
    text = usbctl_explain_format(heading, &decision, steps);
    out = g_string_new(text);
    usbctl_explain_append_remarks(out, list);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
usbctl_explain_file(const UsbctlFile *file, const UsbctlDevice *device, const char *date, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new(), steps = NULL;
    UsbctlTarget target = usbctl_read_get_target(usbctl_read_guess(file->bytes));
    g_autoptr(UsbctlList) list = NULL;
    g_autofree char *text = NULL;
    g_autoptr(GString) out = NULL;
    UsbctlDecision decision;

    g_ptr_array_add(files, (gpointer)file);
    list = usbctl_read(files, target == USBCTL_N_TARGETS ? USBCTL_TARGET_POLICY : target, error);
    if (list == NULL)
        return NULL;
    if (target == USBCTL_TARGET_WINDOWS)
        return usbctl_explain_registry_file(file, device, list, error);
    steps = usbctl_explain_list(list, device, target, date, &decision);
    if (decision.ground == USBCTL_GROUND_UNLISTED && !usbctl_device_is_storage(device))
        return g_strdup_printf(_("%s: nothing there means it, and what happens to what stores no data is not judged\n"),
                               usbctl_target_code(target));
    text = usbctl_explain_format(usbctl_target_code(target), &decision, steps);
    out = g_string_new(text);
    usbctl_explain_append_remarks(out, list);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
