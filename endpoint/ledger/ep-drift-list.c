#include "endpoint/ledger/ep-drift-list.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-column-read.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "usbctl/usbctl-enforce.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-read.h"

#define MOST_FILES 1000
#define DEEPEST 12

static void
ep_drift_file_free(gpointer data)
{
    EpDriftFile *file = data;

    g_free(file->name);
    g_bytes_unref(file->bytes);
    g_free(file);
}

static void
ep_drift_list_add(GPtrArray *files, const char *name, GBytes *bytes)
{
    EpDriftFile *file = g_new0(EpDriftFile, 1);

    file->name = g_strdup(name);
    file->bytes = g_bytes_ref(bytes);
    g_ptr_array_add(files, file);
}

/* --- files and folders --- */

static GBytes *
ep_drift_list_load_file(const char *path, GError **error)
{
    g_autoptr(GError) fault = NULL;
    char *data;
    gsize size;

    if (g_file_get_contents(path, &data, &size, &fault))
        return g_bytes_new_take(data, size);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, fault->message);
    return NULL;
}

static int
ep_drift_list_compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of a folder only what is a list by its bytes: a GPO's backup has many other files. */
static gboolean
ep_drift_list_load_folder(GPtrArray *files, const char *folder, const char *within, int depth, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &fault);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    if (dir == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, fault->message);
        return FALSE;
    }
    while ((name = g_dir_read_name(dir)) != NULL && names->len < MOST_FILES)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, ep_drift_list_compare_names);
    for (guint i = 0; i < names->len && files->len < MOST_FILES; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        g_autofree char *inner = g_build_path("/", within, names->pdata[i], NULL);
        g_autoptr(GBytes) bytes = NULL;
        UsbctlReadKind kind;

        if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            continue;
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            if (depth < DEEPEST && !ep_drift_list_load_folder(files, path, inner, depth + 1, error))
                return FALSE;
            continue;
        }
        bytes = ep_drift_list_load_file(path, error);
        if (bytes == NULL)
            return FALSE;
        /* An export's own folder also says in policy.json what its other files say. */
        kind = usbctl_read_guess(bytes);
        if (kind != USBCTL_READ_UNKNOWN && kind != USBCTL_READ_POLICY_JSON)
            ep_drift_list_add(files, inner, bytes);
    }
    return TRUE;
}

static gboolean
ep_drift_list_load_path(GPtrArray *files, const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GBytes) bytes = NULL;
    guint before = files->len;

    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        if (!ep_drift_list_load_folder(files, path, name, 0, error))
            return FALSE;
        if (files->len == before)
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("%s holds no Registry.pol and no other list that can be read: choose the file itself"), path);
        return files->len > before;
    }
    bytes = ep_drift_list_load_file(path, error);
    if (bytes != NULL)
        ep_drift_list_add(files, name, bytes);
    return bytes != NULL;
}

GPtrArray *
ep_drift_list_load(const char *paths, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(ep_drift_file_free);
    g_auto(GStrv) lines = g_strsplit(paths, "\n", -1);

    for (char **line = lines; *line != NULL; line++) {
        if (*g_strstrip(*line) != '\0' && !ep_drift_list_load_path(files, *line, error))
            return NULL;
    }
    if (files->len > 0)
        return g_steal_pointer(&files);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        _("choose the console's own list: a file, several, or the folder they are in"));
    return NULL;
}

GPtrArray *
ep_drift_list_load_system(GError **error)
{
    g_autoptr(GError) fault = NULL;
    const UsbctlEnforcer *enforcer = usbctl_enforce_get_system(&fault);
    g_autoptr(UsbctlRegistry) now = enforcer != NULL ? enforcer->read(enforcer->data, &fault) : NULL;
    g_autoptr(GBytes) bytes = NULL;
    GPtrArray *files;

    if (now == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("this computer: %s"), fault->message);
        return NULL;
    }
    bytes = usbctl_registry_to_json(now);
    files = g_ptr_array_new_with_free_func(ep_drift_file_free);
    ep_drift_list_add(files, "policy-now.json", bytes);
    return files;
}

/* --- columns --- */

static gboolean
ep_drift_list_is_hex4(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789abcdefABCDEF") == 4;
}

/* "0951", "0x0951", "951", "VID_0951" → "0951"; FALSE if it is none. */
static gboolean
ep_drift_list_set_hex(char **to, const char *text)
{
    const char *digits = strchr(text, '_') != NULL                 ? strchr(text, '_') + 1
                         : g_ascii_strncasecmp(text, "0x", 2) == 0 ? text + 2
                                                                   : text;
    g_autofree char *padded =
        strlen(digits) < 4 ? g_strdup_printf("%.*s%s", 4 - (int)strlen(digits), "0000", digits) : g_strdup(digits);

    if (*text == '\0')
        return TRUE;
    if (!ep_drift_list_is_hex4(padded))
        return FALSE;
    g_free(*to);
    *to = g_ascii_strdown(padded, -1);
    return TRUE;
}

static void
ep_drift_list_set_ids(UsbctlListed *entry, EpRecord *row)
{
    static const char *const fields[] = { "instance_id", "disk_id", "instance_ids" };
    g_autoptr(GStrvBuilder) ids = g_strv_builder_new();

    for (gsize f = 0; f < G_N_ELEMENTS(fields); f++) {
        g_auto(GStrv) lines = g_strsplit_set(ep_record_get_named(row, fields[f]), "\r\n;", -1);

        for (char **line = lines; *line != NULL; line++) {
            if (*g_strstrip(*line) != '\0')
                g_strv_builder_add(ids, *line);
        }
    }
    g_strfreev(entry->ids);
    entry->ids = g_strv_builder_end(ids);
}

static void
ep_drift_list_derive(UsbctlListed *entry)
{
    for (char **text = entry->ids; *text != NULL; text++) {
        g_autoptr(UsbctlId) id = usbctl_id_parse(*text, NULL);

        if (id == NULL)
            continue;
        if (*entry->vid == '\0' && *id->vid != '\0') {
            usbctl_listed_set(&entry->vid, id->vid);
            usbctl_listed_set(&entry->pid, id->pid);
        }
        if (*entry->serial == '\0')
            usbctl_listed_set(&entry->serial, id->serial);
    }
}

static gboolean
ep_drift_list_take_row(UsbctlList *list, const EpColumnRow *row, GError **error)
{
    EpRecord *record = row->record;
    UsbctlListed *entry;

    if (record == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("line %u, %s"), row->line, row->problem);
        return FALSE;
    }
    entry = usbctl_list_add(list, row->line);
    if (!ep_drift_list_set_hex(&entry->vid, ep_record_get_named(record, "vid")) ||
        !ep_drift_list_set_hex(&entry->pid, ep_record_get_named(record, "pid"))) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("line %u: vendor and product ID are four hexadecimal digits"),
                    row->line);
        return FALSE;
    }
    usbctl_listed_set(&entry->serial, ep_record_get_named(record, "serial"));
    usbctl_listed_set(&entry->hash, ep_record_get_named(record, "hash"));
    usbctl_listed_set(&entry->rights, ep_record_get_named(record, "rights"));
    usbctl_listed_set(&entry->from, ep_record_get_named(record, "from_day"));
    usbctl_listed_set(&entry->until, ep_record_get_named(record, "until_day"));
    usbctl_listed_set(&entry->label, *ep_record_get_named(record, "model") != '\0'
                                         ? ep_record_get_named(record, "model")
                                         : ep_record_get_named(record, "permit"));
    if (row->said & G_GUINT64_CONSTANT(1) << ep_table_find(ep_record_get_table(record), "pcs"))
        usbctl_listed_set(&entry->only_on, ep_record_get_named(record, "pcs"));
    if (row->said & G_GUINT64_CONSTANT(1) << ep_table_find(ep_record_get_table(record), "key"))
        usbctl_listed_set(&entry->key, ep_record_get_named(record, "key"));
    usbctl_listed_set(&entry->only_for, ep_record_get_named(record, "users"));
    ep_drift_list_set_ids(entry, record);
    ep_drift_list_derive(entry);
    if (*entry->serial != '\0' || *entry->vid != '\0' || *entry->hash != '\0' || entry->ids[0] != NULL)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("line %u names no device: a serial number, an instance ID, or vendor and product ID are expected"),
                row->line);
    return FALSE;
}

/* Does a column name devices? */
static gboolean
ep_drift_list_names_devices(const EpColumns *columns)
{
    static const char *const fields[] = { "serial", "instance_id", "disk_id", "instance_ids", "vid", "hash" };

    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (ep_columns_hold(columns, ep_table_find(columns->table, fields[i])))
            return TRUE;
    }
    return FALSE;
}

static EpColumns *
ep_drift_list_guess_columns(const char *name, GBytes *bytes, GError **error)
{
    g_autoptr(EpColumnMap) map = ep_column_map_new_from_sample(ep_allowlist_row_get_table(), name, bytes, error);
    EpColumns *columns = map != NULL ? ep_column_map_compile(map, error) : NULL;

    if (columns == NULL || ep_drift_list_names_devices(columns))
        return columns;
    ep_columns_free(columns);
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        _("no column names devices (serial number, instance ID, vendor ID): say the columns of the "
                          "file on the target's page"));
    return NULL;
}

UsbctlList *
ep_drift_list_read_columns(const EpColumns *columns, const char *name, GBytes *bytes, GError **error)
{
    g_autoptr(EpColumns) guessed = columns == NULL ? ep_drift_list_guess_columns(name, bytes, error) : NULL;
    g_autoptr(UsbctlList) list = usbctl_list_new();
    g_autoptr(GPtrArray) rows = NULL;

    if (columns == NULL)
        columns = guessed;
    rows = columns != NULL ? ep_column_read(columns, bytes, error) : NULL;
    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        if (!ep_drift_list_take_row(list, g_ptr_array_index(rows, i), error))
            return NULL;
    }
    return rows != NULL ? g_steal_pointer(&list) : NULL;
}

/* What a console writes need not look like what it reads: then its headings say what stands where. */
static UsbctlList *
ep_drift_list_read_table(EpRecord *target, const EpDriftFile *file, GError **error)
{
    g_autoptr(EpColumns) columns = *ep_target_kind_get_layout(target) != '\0' && ep_target_kind_has_columns(target)
                                       ? ep_target_kind_dup_columns(target, NULL)
                                       : NULL;
    g_autoptr(GError) fault = NULL;
    UsbctlList *list = columns != NULL ? ep_drift_list_read_columns(columns, file->name, file->bytes, &fault) : NULL;

    if (list != NULL)
        return list;
    list = ep_drift_list_read_columns(NULL, file->name, file->bytes, columns != NULL ? NULL : error);
    if (list == NULL && fault != NULL)
        g_propagate_error(error, g_steal_pointer(&fault));
    return list;
}

/* --- all of it --- */

static UsbctlList *
ep_drift_list_read_format(GPtrArray *files, UsbctlTarget target, GError **error)
{
    g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) fault = NULL;
    UsbctlList *list;

    for (guint i = 0; i < files->len; i++) {
        const EpDriftFile *file = g_ptr_array_index(files, i);
        UsbctlFile *one = g_new0(UsbctlFile, 1);

        *one = (UsbctlFile){ file->name, file->bytes };
        g_ptr_array_add(given, one);
    }
    list = usbctl_read(given, target, &fault);
    if (list == NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, fault->message);
    return list;
}

/* What Madoguchi wishes, and what another product has, verifies nothing here. */
static gboolean
ep_drift_list_check(EpRecord *target, GPtrArray *files, GError **error)
{
    for (guint i = 0; i < files->len; i++) {
        const EpDriftFile *file = g_ptr_array_index(files, i);
        UsbctlReadKind kind = usbctl_read_guess(file->bytes);

        if (kind == USBCTL_READ_POLICY_JSON)
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("%s says what is permitted, not what is enforced: choose the console's own list"),
                        file->name);
        else if (kind != USBCTL_READ_UNKNOWN && ep_target_kind_has_columns(target))
            g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                        _("%s is the list of another product: choose the one that %s's own console wrote"), file->name,
                        ep_record_get_named(target, "name"));
        else
            continue;
        return FALSE;
    }
    return TRUE;
}

UsbctlList *
ep_drift_list_read(EpRecord *target, GPtrArray *files, GError **error)
{
    const UsbctlFormat *format = ep_target_kind_get_format(target);
    const EpDriftFile *first = g_ptr_array_index(files, 0);
    g_autoptr(UsbctlList) all = NULL;

    if (!ep_drift_list_check(target, files, error))
        return NULL;
    if (format != NULL)
        return ep_drift_list_read_format(files, format->target, error);
    if (usbctl_read_guess(first->bytes) != USBCTL_READ_UNKNOWN)
        return ep_drift_list_read_format(files, USBCTL_TARGET_POLICY, error);
    all = usbctl_list_new();
    for (guint i = 0; i < files->len; i++) {
        const EpDriftFile *file = g_ptr_array_index(files, i);
        g_autoptr(UsbctlList) one = ep_drift_list_read_table(target, file, error);

        if (one == NULL) {
            g_prefix_error(error, "%s: ", file->name);
            return NULL;
        }
        g_ptr_array_extend_and_steal(all->entries, g_ptr_array_ref(one->entries));
    }
    return g_steal_pointer(&all);
}
