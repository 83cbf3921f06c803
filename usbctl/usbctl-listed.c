#include "usbctl/usbctl-listed.h"

#include <string.h>
#include <glib/gi18n-lib.h>

typedef struct {
    const char *code, *text;
} UsbctlListText;

static const UsbctlListText remarks[USBCTL_N_REMARKS] = {
    [USBCTL_REMARK_NOT_LAYERED] = { "not-layered",
                                    N_("The layered order of evaluation is off: every deny wins over every allow.") },
    [USBCTL_REMARK_LIST_OFF] = { "list-off",
                                 N_("The switch of this list is off: what stands in it counts for nothing.") },
    [USBCTL_REMARK_STORAGE_OPEN] = { "storage-open",
                                     N_("Storage that the list does not name is not blocked: every stick works.") },
    [USBCTL_REMARK_WIDE] = { "wide", N_("It allows whole kinds of device, whatever else the list says.") },
    [USBCTL_REMARK_CONDITION] = { "condition", N_("It counts under conditions only.") },
    [USBCTL_REMARK_NEVER] = { "never", N_("No device can be what it asks for.") },
};

static void
usbctl_listed_free(gpointer data)
{
    UsbctlListed *entry = data;

    g_free(entry->label);
    g_free(entry->rights);
    g_strfreev(entry->ids);
    g_free(entry->vid);
    g_free(entry->pid);
    g_free(entry->serial);
    g_free(entry->hash);
    g_free(entry->key);
    g_free(entry->from);
    g_free(entry->until);
    g_free(entry->only_on);
    g_free(entry->only_for);
    g_free(entry);
}

static void
usbctl_list_free_remark(gpointer data)
{
    UsbctlRemark *remark = data;

    g_free(remark->where);
    g_free(remark);
}

UsbctlList *
usbctl_list_new(void)
{
    UsbctlList *self = g_new0(UsbctlList, 1);

    self->entries = g_ptr_array_new_with_free_func(usbctl_listed_free);
    self->remarks = g_ptr_array_new_with_free_func(usbctl_list_free_remark);
    return self;
}

void
usbctl_list_free(UsbctlList *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->entries);
    g_ptr_array_unref(self->remarks);
    g_free(self);
}

UsbctlListed *
usbctl_list_add(UsbctlList *self, guint line)
{
    UsbctlListed *entry = g_new0(UsbctlListed, 1);
    char **texts[] = { &entry->label, &entry->rights, &entry->vid,   &entry->pid,     &entry->serial,
                       &entry->hash,  &entry->from,   &entry->until, &entry->only_for };

    entry->line = line;
    entry->ids = g_new0(char *, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup("");
    g_ptr_array_add(self->entries, entry);
    return entry;
}

void
usbctl_listed_set(char **text, const char *value)
{
    char *copy = g_strdup(value != NULL ? value : "");

    g_free(*text);
    *text = copy;
}

void
usbctl_list_remark(UsbctlList *self, UsbctlRemarkKind kind, char *where)
{
    UsbctlRemark *remark = g_new0(UsbctlRemark, 1);

    remark->kind = kind;
    remark->where = where != NULL ? where : g_strdup("");
    g_ptr_array_add(self->remarks, remark);
}

const char *
usbctl_list_remark_code(UsbctlRemarkKind kind)
{
    return remarks[kind].code;
}

const char *
usbctl_list_remark_text(UsbctlRemarkKind kind)
{
    return remarks[kind].text;
}
