#include "usbctl/usbctl-render.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"

const UsbctlFormat usbctl_render_formats[] = {
    { "registry-pol", USBCTL_TARGET_WINDOWS, "Registry.pol", usbctl_render_registry_pol, NULL },
    { "gpo-backup", USBCTL_TARGET_WINDOWS, NULL, NULL, usbctl_render_gpo },
    { "reg", USBCTL_TARGET_WINDOWS, "madoguchi.reg", usbctl_render_registry_reg, NULL },
    { "lgpo", USBCTL_TARGET_WINDOWS, "lgpo.txt", usbctl_render_registry_lgpo, NULL },
    { "defender", USBCTL_TARGET_DEFENDER, NULL, NULL, usbctl_render_defender },
    { "usbguard", USBCTL_TARGET_USBGUARD, "rules.conf", usbctl_render_usbguard, NULL },
    { NULL },
};

const UsbctlFormat *
usbctl_render_find(const char *name)
{
    for (const UsbctlFormat *format = usbctl_render_formats; format->name != NULL; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

static void
usbctl_render_free_file(gpointer data)
{
    UsbctlFile *file = data;

    g_free(file->name);
    g_bytes_unref(file->bytes);
    g_free(file);
}

void
usbctl_render_add_file(GPtrArray *files, const char *name, GBytes *bytes)
{
    UsbctlFile *file = g_new0(UsbctlFile, 1);

    file->name = g_strdup(name);
    file->bytes = g_bytes_ref(bytes);
    g_ptr_array_add(files, file);
}

char *
usbctl_render_escape_xml(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    for (char *c = valid; *c != '\0'; c++)
        if ((guchar)*c < 0x20)
            *c = ' ';
    return g_markup_escape_text(valid, -1);
}

/* Most texts are IDs and numbers, whose signs are known without a copy. */
void
usbctl_render_append_xml(GString *out, const char *text)
{
    gsize before = out->len;

    for (const char *at = text; *at != '\0'; at++) {
        const char *entity = *at == '&'    ? "&amp;"
                             : *at == '<'  ? "&lt;"
                             : *at == '>'  ? "&gt;"
                             : *at == '"'  ? "&quot;"
                             : *at == '\'' ? "&apos;"
                                           : NULL;

        if (*at < 0x20 || *at > 0x7e) {
            g_autofree char *escaped = usbctl_render_escape_xml(text);

            g_string_truncate(out, before);
            g_string_append(out, escaped);
            return;
        }
        if (entity != NULL)
            g_string_append(out, entity);
        else
            g_string_append_c(out, *at);
    }
}

GPtrArray *
usbctl_render(const UsbctlFormat *format, const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title,
              GPtrArray *unexpressed, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(usbctl_render_free_file);
    g_autoptr(GBytes) bytes = NULL;

    if (format->render_files != NULL)
        return format->render_files(policy, date, title, files, unexpressed, error) ? g_steal_pointer(&files) : NULL;
    bytes = format->render(policy, date, unexpressed, error);
    if (bytes == NULL)
        return NULL;
    usbctl_render_add_file(files, format->file, bytes);
    return g_steal_pointer(&files);
}

gboolean
usbctl_render_check_date(const char *date, GError **error)
{
    if (usbctl_rule_date_is_valid(date))
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("“%s” is not a date; write it like 2026-04-01"), date);
    return FALSE;
}
