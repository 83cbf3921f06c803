#include "usbctl/usbctl-verbs.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "usbctl/usbctl-backend.h"
#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-explain-list.h"
#include "usbctl/usbctl-grade.h"
#include "usbctl/usbctl-policy-file.h"
#include "usbctl/usbctl-recording.h"
#include "usbctl/usbctl-render.h"
#include "usbctl/usbctl-verbs-enforce.h"
#include "usbctl/usbctl-watch.h"

char *
usbctl_verbs_date(const UsbctlArguments *arguments)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    const char *date = usbctl_command_option(arguments, "as-of", NULL);

    return date != NULL ? g_strdup(date) : g_date_time_format(now, "%Y-%m-%d");
}

static UsbctlBackend *
usbctl_verbs_backend(const UsbctlArguments *arguments, GError **error)
{
    const char *file = usbctl_command_option(arguments, "from", NULL);

    return file != NULL ? usbctl_backend_file_new(file) : usbctl_backend_new_system(error);
}

static GPtrArray *
usbctl_verbs_devices(const UsbctlArguments *arguments, GError **error)
{
    g_autoptr(UsbctlBackend) backend = usbctl_verbs_backend(arguments, error);

    if (backend == NULL)
        return NULL;
    return usbctl_command_has(arguments, "all") ? usbctl_backend_list_all(backend, error)
                                                : usbctl_backend_list(backend, error);
}

/* One of @devices, or, when @text is an instance ID that is not plugged in, what the ID alone says. */
static UsbctlDevice *
usbctl_verbs_find_device(GPtrArray *devices, const char *text, GError **error)
{
    const char *const ids[] = { text, NULL };

    for (guint i = 0; i < devices->len; i++)
        if (usbctl_device_is_named(devices->pdata[i], text))
            return usbctl_device_ref(devices->pdata[i]);
    if (strchr(text, '\\') != NULL)
        return usbctl_device_new(&(UsbctlDevice){ .instance_ids = ids }, error);
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_NOT_FOUND, _("no device “%s”; usbctl list shows what there is"),
                text);
    return NULL;
}

#define NARROWEST 10 /* the first column */

static int
usbctl_verbs_measure(GPtrArray *devices)
{
    int widest = NARROWEST;

    for (guint i = 0; i < devices->len; i++)
        widest = MAX(widest, (int)g_utf8_strlen(((UsbctlDevice *)devices->pdata[i])->path, -1));
    return widest;
}

static void
usbctl_verbs_print_device(const UsbctlDevice *device, GPtrArray *devices, int width)
{
    g_autoptr(UsbctlGrade) grade = usbctl_grade_new(device, devices);

    g_print("%-*s %4s:%-4s  %-12s %-24s %s\n", width, device->absent ? "-" : device->path, device->vid, device->pid,
            usbctl_reason_level_code(grade->level), device->serial, device->name);
}

static gboolean
usbctl_verbs_list(const UsbctlArguments *arguments, GError **error)
{
    const char *format = usbctl_command_option(arguments, "format", "table");
    g_autoptr(GPtrArray) devices = NULL;
    g_autofree char *json = NULL;
    int width;

    if (strcmp(format, "table") != 0 && strcmp(format, "json") != 0) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("there is no format “%s” here"), format);
        return FALSE;
    }
    devices = usbctl_verbs_devices(arguments, error);
    if (devices == NULL)
        return FALSE;
    if (strcmp(format, "json") == 0) {
        json = usbctl_recording_format(devices);
        g_print("%s", json);
        return TRUE;
    }
    width = usbctl_verbs_measure(devices);
    for (guint i = 0; i < devices->len; i++)
        usbctl_verbs_print_device(devices->pdata[i], devices, width);
    return TRUE;
}

static void
usbctl_verbs_print_reasons(const UsbctlGrade *grade)
{
    for (guint i = 0; i < grade->reasons->len; i++) {
        const UsbctlGradeReason *reason = grade->reasons->pdata[i];

        g_print("  %s: %s%s%s%s\n", usbctl_reason_code(reason->reason), _(usbctl_reason_text(reason->reason)),
                reason->where != NULL ? " (" : "", reason->where != NULL ? reason->where : "",
                reason->where != NULL ? ")" : "");
    }
}

static gboolean
usbctl_verbs_grade(const UsbctlArguments *arguments, GError **error)
{
    g_autoptr(GPtrArray) devices = usbctl_verbs_devices(arguments, error);
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(UsbctlGrade) grade = NULL;
    g_autofree char *hash = NULL;

    if (devices == NULL)
        return FALSE;
    device = usbctl_verbs_find_device(devices, arguments->subject, error);
    if (device == NULL)
        return FALSE;
    grade = usbctl_grade_new(device, devices);
    hash = usbctl_device_hash(device);
    g_print("%s (%s)\n", usbctl_reason_level_code(grade->level), _(usbctl_reason_level_text(grade->level)));
    usbctl_verbs_print_reasons(grade);
    for (const char *const *id = device->instance_ids; *id != NULL; id++)
        g_print("  %s\n", *id);
    if (hash != NULL)
        g_print("  USBGuard hash \"%s\"\n", hash);
    return TRUE;
}

/* @policy (out): NULL when @path is a list that something enforces, which is then @file. */
static gboolean
usbctl_verbs_load_list(const char *path, UsbctlFile *file, UsbctlPolicy **policy, GError **error)
{
    gsize length;
    char *text = usbctl_document_read_file(path, &length, error);

    if (text == NULL)
        return FALSE;
    *file = (UsbctlFile){ (char *)path, g_bytes_new_take(text, length) };
    if (usbctl_read_guess(file->bytes) != USBCTL_READ_POLICY_JSON)
        return TRUE;
    *policy = usbctl_policy_file_parse(text, length, error);
    if (*policy == NULL)
        g_prefix_error(error, "%s: ", path);
    return *policy != NULL;
}

/* What a list says that something enforces; it is of one target. */
static gboolean
usbctl_verbs_explain_list(const UsbctlFile *file, const UsbctlDevice *device, const char *date, const char *only,
                          GError **error)
{
    UsbctlTarget target = usbctl_read_get_target(usbctl_read_guess(file->bytes));
    g_autofree char *text = usbctl_explain_file(file, device, date, error);

    if (text == NULL)
        return FALSE;
    if (only != NULL && strcmp(only, usbctl_target_code(target)) != 0) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("%s is a list of “%s”: leave out --target"), file->name,
                    usbctl_target_code(target));
        return FALSE;
    }
    g_print("%s", text);
    return TRUE;
}

static gboolean
usbctl_verbs_explain(const UsbctlArguments *arguments, GError **error)
{
    g_autofree char *date = usbctl_verbs_date(arguments);
    const char *only = usbctl_command_option(arguments, "target", NULL);
    g_autoptr(UsbctlPolicy) policy = NULL;
    g_autoptr(GPtrArray) devices = NULL;
    g_autoptr(UsbctlDevice) device = NULL;
    g_autoptr(GBytes) bytes = NULL;
    UsbctlFile file = { 0 };
    UsbctlTarget wanted = USBCTL_TARGET_POLICY;
    gboolean loaded;

    if (only != NULL && !usbctl_target_find(only, &wanted)) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("there is no target “%s”"), only);
        return FALSE;
    }
    if (!usbctl_render_check_date(date, error) || (devices = usbctl_verbs_devices(arguments, error)) == NULL ||
        (device = usbctl_verbs_find_device(devices, arguments->subject, error)) == NULL)
        return FALSE;
    loaded = usbctl_verbs_load_list(usbctl_command_option(arguments, "policy", NULL), &file, &policy, error);
    bytes = file.bytes;
    if (!loaded)
        return FALSE;
    if (policy == NULL)
        return usbctl_verbs_explain_list(&file, device, date, only, error);
    for (UsbctlTarget target = USBCTL_TARGET_POLICY; target < USBCTL_N_TARGETS; target++) {
        UsbctlDecision decision;
        g_autoptr(GPtrArray) steps = usbctl_explain_steps(policy, device, target, date, &decision);
        g_autofree char *text = usbctl_explain_format(usbctl_target_code(target), &decision, steps);

        if (only == NULL || target == wanted)
            g_print("%s", text);
    }
    return TRUE;
}

gboolean
usbctl_verbs_write(const char *folder, const char *name, GBytes *bytes, GError **error)
{
    g_autofree char *path = g_strdelimit(g_build_filename(folder, name, NULL), "/", G_DIR_SEPARATOR);
    g_autofree char *home = g_path_get_dirname(path);

    g_mkdir_with_parents(home, 0777);
    if (!usbctl_document_write_file(path, bytes, error))
        return FALSE;
    g_print("%s\n", path);
    return TRUE;
}

void
usbctl_verbs_print_left_out(GPtrArray *unexpressed)
{
    for (guint i = 0; i < unexpressed->len; i++) {
        const UsbctlUnexpressed *entry = unexpressed->pdata[i];

        g_printerr(_("left out: rule %s, %s: %s\n"), entry->rule->id, usbctl_reason_code(entry->reason),
                   _(usbctl_reason_text(entry->reason)));
    }
}

static gboolean
usbctl_verbs_write_all(const char *folder, GPtrArray *files, GError **error)
{
    for (guint i = 0; i < files->len; i++) {
        const UsbctlFile *file = files->pdata[i];

        if (!usbctl_verbs_write(folder, file->name, file->bytes, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
usbctl_verbs_render(const UsbctlArguments *arguments, GError **error)
{
    const char *name = usbctl_command_option(arguments, "format", NULL);
    const UsbctlFormat *format = usbctl_render_find(name);
    g_autofree char *date = usbctl_verbs_date(arguments);
    g_autoptr(GPtrArray) unexpressed = usbctl_target_unexpressed_new();
    g_autoptr(UsbctlPolicy) policy = NULL;
    g_autoptr(GPtrArray) files = NULL;
    const char *called = usbctl_command_option(arguments, "name", "Madoguchi");
    UsbctlTitle title = { called, called };

    if (format == NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_USAGE, _("there is no format “%s” here"), name);
        return FALSE;
    }
    policy = usbctl_policy_file_load(usbctl_command_option(arguments, "policy", NULL), error);
    files = policy != NULL ? usbctl_render(format, policy, date, &title, unexpressed, error) : NULL;
    if (files == NULL || !usbctl_verbs_write_all(usbctl_command_option(arguments, "out", NULL), files, error))
        return FALSE;
    usbctl_verbs_print_left_out(unexpressed);
    return TRUE;
}

static void
usbctl_verbs_report(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error, gpointer user_data)
{
    static const char *const words[] = { "added", "removed", "changed" };

    if (device == NULL)
        g_printerr("usbctl: %s\n", error->message);
    else
        g_print("%s %s %s:%s %s %s\n", words[event], device->path, device->vid, device->pid, device->serial,
                device->name);
    fflush(stdout);
}

static gboolean
usbctl_verbs_watch(const UsbctlArguments *arguments, GError **error)
{
    g_autoptr(UsbctlBackend) backend = usbctl_verbs_backend(arguments, error);
    g_autoptr(UsbctlWatch) watch = NULL;
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);

    if (backend == NULL)
        return FALSE;
    watch = usbctl_watch_new(backend, usbctl_verbs_report, NULL, error);
    if (watch == NULL)
        return FALSE;
    g_main_loop_run(loop); /* until it is interrupted */
    return TRUE;
}

const UsbctlVerb usbctl_verbs[] = {
    { "list", "[--from FILE] [--all] [--format table|json]",
      N_("what is plugged in (with --all also what was before), or what a recording says"), usbctl_verbs_list },
    { "grade", "[--from FILE] [--all] DEVICE", N_("how well a device can be told apart, and why"), usbctl_verbs_grade },
    { "explain", "--policy FILE [--from FILE] [--target policy|windows|usbguard|defender] [--as-of DATE] DEVICE",
      N_("what happens to a device, and which rule decides"), usbctl_verbs_explain },
    { "render",
      "--policy FILE --format registry-pol|gpo-backup|reg|lgpo|defender|usbguard --out DIR [--as-of DATE] [--name "
      "NAME]",
      N_("the files that an operating system enforces"), usbctl_verbs_render },
    { "read", "[--format json|registry-pol|reg] [--out DIR]", N_("the policy that this computer enforces now"),
      usbctl_verbs_enforce_read },
    { "apply", "[--as-of DATE] [--no-prompt] FILE",
      N_("makes this computer enforce a policy or a Registry.pol; what was there before is kept"),
      usbctl_verbs_enforce_apply },
    { "undo", "[--no-prompt]", N_("puts back what was there before the last apply"), usbctl_verbs_enforce_undo },
    { "watch", "[--from FILE]", N_("what is plugged in and out, until interrupted"), usbctl_verbs_watch },
    { NULL },
};
