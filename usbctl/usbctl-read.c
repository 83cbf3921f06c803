#include "usbctl/usbctl-read.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-policy-file.h"

static char *
usbctl_read_convert(const char *bytes, gsize size, const char *encoding, gsize mark, GError **error)
{
    gsize read = 0, written = 0;
    g_autofree char *text = g_convert(bytes + mark, (gssize)(size - mark), "UTF-8", encoding, &read, &written, NULL);

    if (text == NULL) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("byte %u cannot be read as text"),
                    (guint)(mark + read));
        return NULL;
    }
    if (strlen(text) < written) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                            _("it is no text: a NUL character stands in it"));
        return NULL;
    }
    return g_steal_pointer(&text);
}

char *
usbctl_read_dup_text(GBytes *bytes, GError **error)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size), *nul;
    g_autofree char *text = NULL;

    if (size >= 2 && memcmp(data, "\xff\xfe", 2) == 0)
        text = usbctl_read_convert(data, size, "UTF-16LE", 2, error);
    else if (size >= 2 && memcmp(data, "\xfe\xff", 2) == 0)
        text = usbctl_read_convert(data, size, "UTF-16BE", 2, error);
    else if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
        text = usbctl_read_convert(data, size, "UTF-8", 3, error);
    else if ((nul = size > 0 ? memchr(data, 0, size) : NULL) != NULL)
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("byte %u is no text"), (guint)(nul - data));
    else if (size == 0 || g_utf8_validate(data, (gssize)size, NULL))
        text = g_strndup(size > 0 ? data : "", size);
    else
        text = usbctl_read_convert(data, size, "CP932", 0, error);
    return g_steal_pointer(&text);
}

/* --- what is it? --- */

static gboolean
usbctl_read_begins(const char *text, const char *word)
{
    gsize length = strlen(word);

    return g_ascii_strncasecmp(text, word, length) == 0 &&
           (text[length] == '\0' || g_ascii_isspace(text[length]) || text[length] == ':');
}

/* Past blank lines and remarks. */
static const char *
usbctl_read_skip(const char *text)
{
    while (*text != '\0' && (g_ascii_isspace(*text) || *text == ';' || *text == '#')) {
        if (*text == ';' || *text == '#')
            text += strcspn(text, "\r\n");
        else
            text++;
    }
    return text;
}

static UsbctlReadKind
usbctl_read_guess_text(const char *text)
{
    static const char *const targets[] = { "allow", "block", "reject" };

    text = usbctl_read_skip(text);
    if (g_str_has_prefix(text, "Windows Registry Editor Version") || g_str_has_prefix(text, "REGEDIT4"))
        return USBCTL_READ_REG;
    if (*text == '{')
        return strstr(text, "\"madoguchi-registry\"") != NULL ? USBCTL_READ_REGISTRY_JSON
               : strstr(text, "\"madoguchi-policy\"") != NULL ? USBCTL_READ_POLICY_JSON
                                                              : USBCTL_READ_UNKNOWN;
    if (*text == '<')
        return strstr(text, "<Groups") != NULL || strstr(text, "<Group ") != NULL || strstr(text, "<PolicyRule") != NULL
                   ? USBCTL_READ_DEFENDER
                   : USBCTL_READ_UNKNOWN;
    if (usbctl_read_begins(text, "Computer") || usbctl_read_begins(text, "User"))
        return USBCTL_READ_LGPO;
    for (gsize i = 0; i < G_N_ELEMENTS(targets); i++) {
        if (usbctl_read_begins(text, targets[i]))
            return USBCTL_READ_USBGUARD;
    }
    return USBCTL_READ_UNKNOWN;
}

UsbctlReadKind
usbctl_read_guess(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = NULL;

    if (size >= 4 && memcmp(data, "PReg", 4) == 0)
        return USBCTL_READ_POL;
    text = usbctl_read_dup_text(bytes, NULL);
    return text != NULL ? usbctl_read_guess_text(text) : USBCTL_READ_UNKNOWN;
}

UsbctlTarget
usbctl_read_get_target(UsbctlReadKind kind)
{
    static const UsbctlTarget targets[] = {
        [USBCTL_READ_UNKNOWN] = USBCTL_N_TARGETS,
        [USBCTL_READ_POL] = USBCTL_TARGET_WINDOWS,
        [USBCTL_READ_REG] = USBCTL_TARGET_WINDOWS,
        [USBCTL_READ_LGPO] = USBCTL_TARGET_WINDOWS,
        [USBCTL_READ_REGISTRY_JSON] = USBCTL_TARGET_WINDOWS,
        [USBCTL_READ_POLICY_JSON] = USBCTL_TARGET_POLICY,
        [USBCTL_READ_DEFENDER] = USBCTL_TARGET_DEFENDER,
        [USBCTL_READ_USBGUARD] = USBCTL_TARGET_USBGUARD,
    };

    return targets[kind];
}

/* --- reading --- */

static UsbctlList *
usbctl_read_policy(const UsbctlPolicy *policy)
{
    GPtrArray *rules = usbctl_policy_get_rules(policy);
    UsbctlList *list = usbctl_list_new();

    for (guint i = 0; i < rules->len; i++) {
        const UsbctlRule *rule = rules->pdata[i];
        UsbctlListed *entry = usbctl_list_add(list, i + 1);

        entry->blocks = !usbctl_rule_allows(rule);
        usbctl_listed_set(&entry->label, rule->id);
        usbctl_listed_set(&entry->rights, entry->blocks ? "" : *rule->rights != '\0' ? rule->rights : "read-write");
        g_strfreev(entry->ids);
        entry->ids = g_strdupv((char **)rule->instance_ids);
        usbctl_listed_set(&entry->vid, rule->vid);
        usbctl_listed_set(&entry->pid, rule->pid);
        usbctl_listed_set(&entry->serial, rule->serial);
        usbctl_listed_set(&entry->hash, rule->hash);
        usbctl_listed_set(&entry->from, rule->from);
        usbctl_listed_set(&entry->until, rule->until);
    }
    return list;
}

static UsbctlRegistry *
usbctl_read_parse_registry(UsbctlReadKind kind, GBytes *bytes, GError **error)
{
    switch (kind) {
    case USBCTL_READ_POL:
        return usbctl_registry_parse_pol(bytes, error);
    case USBCTL_READ_REG:
        return usbctl_registry_parse_reg(bytes, error);
    case USBCTL_READ_LGPO:
        return usbctl_registry_parse_lgpo(bytes, error);
    default:
        return usbctl_registry_parse_json(bytes, error);
    }
}

UsbctlRegistry *
usbctl_read_parse_file(const UsbctlFile *file, GError **error)
{
    UsbctlRegistry *registry = usbctl_read_parse_registry(usbctl_read_guess(file->bytes), file->bytes, error);

    if (registry == NULL)
        g_prefix_error(error, "%s: ", file->name);
    return registry;
}

/* Of something else altogether, a list would seem empty and every device missing from it. `usbctl read` of a PC
 * without a policy is such a list. */
static gboolean
usbctl_read_check_subject(const UsbctlRegistry *registry, UsbctlReadKind kind, GError **error)
{
    g_autoptr(GPtrArray) entries = usbctl_registry_list(registry);

    for (guint i = 0; i < entries->len; i++) {
        if (usbctl_registry_is_below(((UsbctlRegistryEntry *)entries->pdata[i])->key, USBCTL_RENDER_RESTRICTIONS))
            return TRUE;
    }
    if (kind == USBCTL_READ_REGISTRY_JSON && entries->len == 0)
        return TRUE;
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                _("says nothing about the installation of devices (%s): choose the file that the PCs read"),
                USBCTL_RENDER_RESTRICTIONS);
    return FALSE;
}

static UsbctlList *
usbctl_read_one(const UsbctlFile *file, UsbctlReadKind kind, GError **error)
{
    g_autoptr(UsbctlRegistry) registry = NULL;
    g_autoptr(UsbctlPolicy) policy = NULL;
    gsize size;
    const char *data;

    if (kind == USBCTL_READ_USBGUARD)
        return usbctl_read_usbguard(file->bytes, error);
    if (kind == USBCTL_READ_POLICY_JSON) {
        data = g_bytes_get_data(file->bytes, &size);
        policy = usbctl_policy_file_parse(data, size, error);
        return policy != NULL ? usbctl_read_policy(policy) : NULL;
    }
    registry = usbctl_read_parse_registry(kind, file->bytes, error);
    if (registry == NULL || !usbctl_read_check_subject(registry, kind, error))
        return NULL;
    return usbctl_read_registry(registry);
}

/* What kind all of @files are. */
static gboolean
usbctl_read_get_kind(GPtrArray *files, UsbctlTarget target, UsbctlReadKind *kind, GError **error)
{
    for (guint i = 0; i < files->len; i++) {
        const UsbctlFile *file = files->pdata[i];
        UsbctlReadKind one = usbctl_read_guess(file->bytes);

        if (one == USBCTL_READ_UNKNOWN)
            one = target == USBCTL_TARGET_USBGUARD ? USBCTL_READ_USBGUARD : USBCTL_READ_UNKNOWN;
        if (one == USBCTL_READ_UNKNOWN || (target != USBCTL_TARGET_POLICY && one != USBCTL_READ_POLICY_JSON &&
                                           usbctl_read_get_target(one) != target)) {
            g_set_error(
                error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                _("%s: no list of this target; it reads Registry.pol, .reg, LGPO text, Defender's XML, rules.conf "
                  "and policy.json, each for its own kind of target"),
                file->name);
            return FALSE;
        }
        if (i > 0 && one != *kind) {
            g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                        _("%s: is of another kind than the file before: give the files of one list"), file->name);
            return FALSE;
        }
        *kind = one;
    }
    return TRUE;
}

UsbctlList *
usbctl_read(GPtrArray *files, UsbctlTarget target, GError **error)
{
    UsbctlReadKind kind = USBCTL_READ_UNKNOWN;
    UsbctlList *list;

    if (files->len == 0) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("there is no file to read"));
        return NULL;
    }
    if (!usbctl_read_get_kind(files, target, &kind, error))
        return NULL;
    if (kind == USBCTL_READ_DEFENDER)
        return usbctl_read_defender(files, error);
    if (files->len > 1) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("%s: such a list is one file; another was given before it"),
                    ((const UsbctlFile *)files->pdata[1])->name);
        return NULL;
    }
    list = usbctl_read_one(files->pdata[0], kind, error);
    if (list == NULL)
        g_prefix_error(error, "%s: ", ((const UsbctlFile *)files->pdata[0])->name);
    return list;
}
