#include <errno.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-document.h"
#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-read.h"
#include "usbctl/usbctl-utf16.h"

/* Registries out of text. A reader walks over lines; `key` is the one that is open, NULL for one of another root. */
typedef struct {
    UsbctlRegistry *registry;
    char *text, *at; /* at: the next line */
    guint number;    /* of the line read last */
    char *key;
    gboolean open;
} UsbctlLines;

static gboolean
usbctl_registry_read_fail(const UsbctlLines *self, GError **error, const char *expected)
{
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("line %u: %s"), self->number, expected);
    return FALSE;
}

/* The next line without its end; NULL behind the last. */
static char *
usbctl_registry_read_next(UsbctlLines *self)
{
    char *line = self->at, *end;

    if (line == NULL || *line == '\0')
        return NULL;
    end = line + strcspn(line, "\r\n");
    self->at = end + (end[0] == '\r' && end[1] == '\n' ? 2 : *end != '\0');
    *end = '\0';
    self->number++;
    return line;
}

static void
usbctl_registry_read_clear(UsbctlLines *self)
{
    g_clear_pointer(&self->registry, usbctl_registry_free);
    g_free(self->text);
    g_free(self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UsbctlLines, usbctl_registry_read_clear)

static void
usbctl_registry_read_set_text(const UsbctlLines *self, const char *name, guint32 type, const char *text, gssize length)
{
    GByteArray *units = g_byte_array_new();
    g_autoptr(GBytes) data = NULL;

    usbctl_utf16_append_whole(units, text, length);
    data = g_byte_array_free_to_bytes(units);
    usbctl_registry_set(self->registry, self->key, name, type, data);
}

/* Bytes as "0a,ff"; NULL if something else stands there. */
static GBytes *
usbctl_registry_read_hex(const char *text)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    text += strspn(text, " \t");
    while (*text != '\0') {
        guint8 byte;

        if (!g_ascii_isxdigit(text[0]) || !g_ascii_isxdigit(text[1]))
            return NULL;
        byte = (guint8)(g_ascii_xdigit_value(text[0]) << 4 | g_ascii_xdigit_value(text[1]));
        g_byte_array_append(bytes, &byte, 1);
        text += 2 + strspn(text + 2, " \t");
        if (*text == ',')
            text += 1 + strspn(text + 1, " \t");
        else if (*text != '\0')
            return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static gboolean
usbctl_registry_read_number(const char *text, int base, guint64 most, guint64 *number)
{
    char *end;

    errno = 0;
    *number = g_ascii_strtoull(text, &end, base);
    return g_ascii_isxdigit(*text) && end != text && *end == '\0' && errno == 0 && *number <= most;
}

/* A whole branch is nothing that a policy takes away, and Registry.pol has no way to say it. */
static gboolean
usbctl_registry_read_delete(const UsbctlLines *self, GError **error)
{
    const char *last = strrchr(self->key, '\\');

    if (last == NULL || last == self->key || last[1] == '\0')
        return usbctl_registry_read_fail(self, error, _("a key below another one is expected, to be deleted"));
    usbctl_registry_delete(self->registry, self->key);
    return TRUE;
}

/* --- .reg --- */

/* A text in quotes at *@at, which is left behind it. */
static char *
usbctl_registry_read_quoted(char **at)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const char *c = *at;

    if (*c++ != '"')
        return NULL;
    for (; *c != '"'; c++) {
        if (*c == '\\')
            c++;
        if (*c == '\0')
            return NULL;
        g_string_append_c(out, *c);
    }
    *at = (char *)c + 1;
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static gboolean
usbctl_registry_read_reg_key(UsbctlLines *self, char *line, GError **error)
{
    static const char *const roots[] = { "HKEY_LOCAL_MACHINE\\", "HKLM\\" };
    gboolean deletes = line[1] == '-';
    char *key = line + 1 + deletes, *end = strrchr(line, ']');

    if (end == NULL || end[1 + strspn(end + 1, " \t")] != '\0' || end == key || g_ascii_strncasecmp(key, "HK", 2) != 0)
        return usbctl_registry_read_fail(self, error, _("a key is expected: [HKEY_LOCAL_MACHINE\\…]"));
    *end = '\0';
    g_clear_pointer(&self->key, g_free);
    self->open = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(roots) && self->key == NULL; i++) {
        if (g_ascii_strncasecmp(key, roots[i], strlen(roots[i])) == 0 && key[strlen(roots[i])] != '\0')
            self->key = g_strdup(key + strlen(roots[i]));
    }
    return !deletes || self->key == NULL || usbctl_registry_read_delete(self, error);
}

/* "hex(7):55,00,\" goes on in the next lines. */
static char *
usbctl_registry_read_reg_join(UsbctlLines *self, const char *first)
{
    g_autoptr(GString) all = g_string_new(first);

    while (all->len > 0 && all->str[all->len - 1] == '\\') {
        char *next = usbctl_registry_read_next(self);

        g_string_truncate(all, all->len - 1);
        if (next == NULL)
            break;
        g_string_append(all, g_strstrip(next));
    }
    return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean
usbctl_registry_read_reg_hex(UsbctlLines *self, const char *name, const char *data, GError **error)
{
    g_autofree char *all = usbctl_registry_read_reg_join(self, data);
    char *colon = strchr(all, ':');
    g_autoptr(GBytes) bytes = colon != NULL ? usbctl_registry_read_hex(colon + 1) : NULL;
    guint64 type = 3;

    if (bytes != NULL && all[3] == '(') {
        g_autofree char *digits = g_strndup(all + 4, strcspn(all + 4, ")"));

        if (!usbctl_registry_read_number(digits, 16, G_MAXUINT32, &type))
            g_clear_pointer(&bytes, g_bytes_unref);
    }
    if (bytes == NULL)
        return usbctl_registry_read_fail(self, error, _("bytes are expected: hex(7):55,00,…"));
    if (self->key != NULL)
        usbctl_registry_set(self->registry, self->key, name, (guint32)type, bytes);
    return TRUE;
}

static gboolean
usbctl_registry_read_reg_data(UsbctlLines *self, const char *name, char *data, GError **error)
{
    g_autofree char *text = NULL;
    guint64 number;

    g_strchomp(data);
    if (g_ascii_strncasecmp(data, "hex", 3) == 0)
        return usbctl_registry_read_reg_hex(self, name, data, error);
    if (*data == '"' && (text = usbctl_registry_read_quoted(&data)) != NULL && *data == '\0') {
        if (self->key != NULL)
            usbctl_registry_read_set_text(self, name, USBCTL_REGISTRY_TEXT, text, -1);
        return TRUE;
    }
    if (g_ascii_strncasecmp(data, "dword:", 6) == 0 &&
        usbctl_registry_read_number(data + 6, 16, G_MAXUINT32, &number)) {
        if (self->key != NULL)
            usbctl_registry_set_dword(self->registry, self->key, name, (guint32)number);
        return TRUE;
    }
    if (strcmp(data, "-") == 0) {
        if (self->key != NULL)
            usbctl_registry_unset(self->registry, self->key, name);
        return TRUE;
    }
    return usbctl_registry_read_fail(self, error, _("a value is expected: \"text\", dword:…, hex:… or -"));
}

static gboolean
usbctl_registry_read_reg_line(UsbctlLines *self, char *line, GError **error)
{
    g_autofree char *name = NULL;

    line += strspn(line, " \t");
    if (*line == '\0' || *line == ';')
        return TRUE;
    if (*line == '[')
        return usbctl_registry_read_reg_key(self, line, error);
    name = *line == '@' ? g_strdup("") : usbctl_registry_read_quoted(&line);
    line += name != NULL ? (*line == '@') + strspn(line + (*line == '@'), " \t") : 0;
    if (name == NULL || *line != '=' || !self->open)
        return usbctl_registry_read_fail(self, error, _("\"name\"=value below a key is expected"));
    return usbctl_registry_read_reg_data(self, name, line + 1 + strspn(line + 1, " \t"), error);
}

UsbctlRegistry *
usbctl_registry_parse_reg(GBytes *bytes, GError **error)
{
    g_auto(UsbctlLines) self = { 0 };
    char *line;

    self.text = usbctl_read_dup_text(bytes, error);
    if (self.text == NULL)
        return NULL;
    self.registry = usbctl_registry_new();
    self.at = self.text;
    line = usbctl_registry_read_next(&self);
    if (line == NULL ||
        (!g_str_has_prefix(line, "Windows Registry Editor Version 5.00") && !g_str_has_prefix(line, "REGEDIT4"))) {
        self.number = 1;
        usbctl_registry_read_fail(&self, error, _("“Windows Registry Editor Version 5.00” is expected"));
        return NULL;
    }
    while ((line = usbctl_registry_read_next(&self)) != NULL) {
        if (!usbctl_registry_read_reg_line(&self, line, error))
            return NULL;
    }
    return g_steal_pointer(&self.registry);
}

/* --- LGPO text --- */

/* Only data has escapes: \\, \r, \n, and \0 between the parts of a MULTISZ. */
static GString *
usbctl_registry_read_lgpo_text(const char *text)
{
    GString *out = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        char next = *text == '\\' ? text[1] : '\0';

        if (next != '\0' && strchr("\\rn0", next) != NULL) {
            g_string_append_c(out, next == 'r' ? '\r' : next == 'n' ? '\n' : next == '0' ? '\0' : '\\');
            text++;
        } else {
            g_string_append_c(out, *text);
        }
    }
    return out;
}

static gboolean
usbctl_registry_read_lgpo_data(UsbctlLines *self, const char *name, const char *action, GError **error)
{
    static const struct {
        const char *word;
        guint32 type;
    } texts[] = { { "SZ:", 1 }, { "EXSZ:", 2 }, { "MULTISZ:", 7 } };
    gboolean wide = g_ascii_strncasecmp(action, "QWORD:", 6) == 0;
    int base = g_ascii_strncasecmp(action + strcspn(action, ":"), ":0x", 3) == 0 ? 16 : 10;
    guint64 number;

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (g_ascii_strncasecmp(action, texts[i].word, strlen(texts[i].word)) == 0) {
            GString *text = usbctl_registry_read_lgpo_text(action + strlen(texts[i].word));

            if (texts[i].type == 7)
                g_string_append_c(text, '\0');
            usbctl_registry_read_set_text(self, name, texts[i].type, text->str, (glong)text->len);
            g_string_free(text, TRUE);
            return TRUE;
        }
    }
    if (g_ascii_strncasecmp(action, "BINARY:", 7) == 0) {
        g_autoptr(GBytes) bytes = usbctl_registry_read_hex(action + 7);

        if (bytes != NULL)
            usbctl_registry_set(self->registry, self->key, name, 3, bytes);
        return bytes != NULL || usbctl_registry_read_fail(self, error, _("bytes are expected: BINARY:55,00,…"));
    }
    if ((wide || g_ascii_strncasecmp(action, "DWORD:", 6) == 0) &&
        usbctl_registry_read_number(action + 6, base, wide ? G_MAXUINT64 : G_MAXUINT32, &number)) {
        guint64 little = GUINT64_TO_LE(number);
        g_autoptr(GBytes) bytes = g_bytes_new(&little, wide ? 8 : 4);

        usbctl_registry_set(self->registry, self->key, name, wide ? 11 : USBCTL_REGISTRY_DWORD, bytes);
        return TRUE;
    }
    return usbctl_registry_read_fail(self, error,
                                     _("an action is expected: SZ:…, DWORD:…, DELETE, DELETEALLVALUES, …"));
}

static gboolean
usbctl_registry_read_lgpo_action(UsbctlLines *self, const char *name, const char *action, GError **error)
{
    if (g_ascii_strcasecmp(action, "CREATEKEY") == 0)
        return TRUE;
    if (g_ascii_strcasecmp(action, "DELETEALLVALUES") == 0) {
        usbctl_registry_clear(self->registry, self->key);
        return TRUE;
    }
    if (g_ascii_strcasecmp(action, "DELETE") == 0 || g_ascii_strcasecmp(action, "CLEAR") == 0) {
        usbctl_registry_unset(self->registry, self->key, name);
        return TRUE;
    }
    if (g_ascii_strcasecmp(action, "DELETEKEYS") == 0)
        return usbctl_registry_read_delete(self, error);
    return usbctl_registry_read_lgpo_data(self, name, action, error);
}

/* Four lines: whose, key, value, action. */
static gboolean
usbctl_registry_read_lgpo_entry(UsbctlLines *self, const char *whose, GError **error)
{
    gboolean computer = g_ascii_strcasecmp(whose, "Computer") == 0;
    g_autofree char *name = NULL;
    char *line;

    if (!computer && g_ascii_strncasecmp(whose, "User", 4) != 0)
        return usbctl_registry_read_fail(self, error, _("“Computer” or “User” is expected"));
    line = usbctl_registry_read_next(self);
    if (line == NULL || *g_strstrip(line) == '\0')
        return usbctl_registry_read_fail(self, error, _("a key is expected"));
    g_free(self->key);
    self->key = g_strdup(line);
    line = usbctl_registry_read_next(self);
    if (line == NULL || *line == '\0')
        return usbctl_registry_read_fail(self, error, _("the name of a value is expected"));
    name = g_strdup(line);
    line = usbctl_registry_read_next(self);
    if (line == NULL)
        return usbctl_registry_read_fail(self, error,
                                         _("an action is expected: SZ:…, DWORD:…, DELETE, DELETEALLVALUES, …"));
    return !computer || usbctl_registry_read_lgpo_action(self, name, line, error);
}

UsbctlRegistry *
usbctl_registry_parse_lgpo(GBytes *bytes, GError **error)
{
    g_auto(UsbctlLines) self = { 0 };
    char *line;

    self.text = usbctl_read_dup_text(bytes, error);
    if (self.text == NULL)
        return NULL;
    self.registry = usbctl_registry_new();
    self.at = self.text;
    while ((line = usbctl_registry_read_next(&self)) != NULL) {
        g_strstrip(line);
        if (*line != '\0' && *line != ';' && !usbctl_registry_read_lgpo_entry(&self, line, error))
            return NULL;
    }
    return g_steal_pointer(&self.registry);
}

/* --- madoguchi-registry --- */

static gboolean
usbctl_registry_read_is_dword(const json_t *number)
{
    return json_is_integer(number) && json_integer_value(number) >= 0 && json_integer_value(number) <= G_MAXUINT32;
}

static gboolean
usbctl_registry_read_json_value(UsbctlLines *self, const json_t *value, GError **error)
{
    const char *name = json_string_value(json_object_get(value, "name"));
    const char *text = json_string_value(json_object_get(value, "text"));
    const char *data = json_string_value(json_object_get(value, "data"));
    const json_t *number = json_object_get(value, "number"), *type = json_object_get(value, "type");

    if (name == NULL || self->key == NULL || *self->key == '\0' ||
        (text == NULL && !usbctl_registry_read_is_dword(number) &&
         (data == NULL || !usbctl_registry_read_is_dword(type)))) {
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID,
                    _("entry %u: key, name and one of text, number, or type with data are expected"), self->number);
        return FALSE;
    }
    if (text != NULL) {
        usbctl_registry_read_set_text(self, name, USBCTL_REGISTRY_TEXT, text, -1);
    } else if (usbctl_registry_read_is_dword(number)) {
        usbctl_registry_set_dword(self->registry, self->key, name, (guint32)json_integer_value(number));
    } else {
        gsize size;
        guchar *raw = g_base64_decode(data, &size);
        g_autoptr(GBytes) bytes = g_bytes_new_take(raw, size);

        usbctl_registry_set(self->registry, self->key, name, (guint32)json_integer_value(type), bytes);
    }
    return TRUE;
}

UsbctlRegistry *
usbctl_registry_parse_json(GBytes *bytes, GError **error)
{
    g_auto(UsbctlLines) self = { 0 };
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    json_t *document = usbctl_document_parse(data, size, "madoguchi-registry", error);
    json_t *values = json_object_get(document, "values");
    gboolean done = document != NULL;

    if (done && !json_is_array(values)) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("“values” must be an array"));
        done = FALSE;
    }
    self.registry = usbctl_registry_new();
    for (gsize i = 0; done && i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);

        self.number = (guint)i + 1;
        g_free(self.key);
        self.key = g_strdup(json_string_value(json_object_get(value, "key")));
        done = usbctl_registry_read_json_value(&self, value, error);
    }
    json_decref(document);
    return done ? g_steal_pointer(&self.registry) : NULL;
}
