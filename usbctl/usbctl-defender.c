#include "usbctl/usbctl-defender.h"

#include <errno.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"

/* The elements and values are those of Microsoft's "Device control policies"; elements that only refine an entry
 * (Options, Parameters) are passed over. */

typedef struct {
    UsbctlDefender *out;
    const char *file;
    GPtrArray *open; /* names of the elements that are open, borrowed while they are */
    GString *text;   /* of the element that is open */
    int line;        /* of the tag that was read last */
    UsbctlDefenderGroup *group;
    UsbctlDefenderRule *rule;
    UsbctlDefenderEntry *entry;
} UsbctlDefenderParser;

static void
usbctl_defender_free_group(gpointer data)
{
    UsbctlDefenderGroup *group = data;

    g_free(group->id);
    g_free(group->match);
    g_array_unref(group->descriptors);
    g_free(group);
}

static void
usbctl_defender_clear_descriptor(gpointer data)
{
    UsbctlDescriptorId *descriptor = data;

    g_free(descriptor->element);
    g_free(descriptor->text);
}

static void
usbctl_defender_clear_entry(gpointer data)
{
    UsbctlDefenderEntry *entry = data;

    g_free(entry->type);
    g_free(entry->only_for);
}

static void
usbctl_defender_free_rule(gpointer data)
{
    UsbctlDefenderRule *rule = data;

    g_free(rule->name);
    g_ptr_array_unref(rule->included);
    g_ptr_array_unref(rule->excluded);
    g_array_unref(rule->entries);
    g_free(rule);
}

void
usbctl_defender_free(UsbctlDefender *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->groups);
    g_ptr_array_unref(self->rules);
    g_free(self);
}

static void
usbctl_defender_fail(GError **error, const char *expected)
{
    g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, expected);
}

/* GLib is past the tag by then, and in the next line if that ends there. */
static void
usbctl_defender_note_line(UsbctlDefenderParser *self, GMarkupParseContext *context)
{
    int line, character;

    g_markup_parse_context_get_position(context, &line, &character);
    self->line = character <= 1 && line > 1 ? line - 1 : line;
}

/* The name of the element around the one that is open. */
static const char *
usbctl_defender_get_above(const UsbctlDefenderParser *self, guint levels)
{
    return self->open->len > levels ? self->open->pdata[self->open->len - 1 - levels] : "";
}

static const char *
usbctl_defender_get_attribute(const char **names, const char **values, const char *name)
{
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0)
            return values[i];
    }
    return NULL;
}

static UsbctlDefenderGroup *
usbctl_defender_open_group(UsbctlDefenderParser *self, const char *id, const char *match)
{
    UsbctlDefenderGroup *group = g_new0(UsbctlDefenderGroup, 1);

    group->id = g_ascii_strdown(id, -1);
    group->match = g_strdup(match != NULL ? match : "MatchAll");
    group->descriptors = g_array_new(FALSE, TRUE, sizeof(UsbctlDescriptorId));
    g_array_set_clear_func(group->descriptors, usbctl_defender_clear_descriptor);
    g_hash_table_replace(self->out->groups, group->id, group);
    return group;
}

static UsbctlDefenderRule *
usbctl_defender_open_rule(UsbctlDefenderParser *self, const char *id, int line)
{
    UsbctlDefenderRule *rule = g_new0(UsbctlDefenderRule, 1);

    rule->file = self->file;
    rule->line = (guint)line;
    rule->name = g_strdup(id);
    rule->included = g_ptr_array_new_with_free_func(g_free);
    rule->excluded = g_ptr_array_new_with_free_func(g_free);
    rule->entries = g_array_new(FALSE, TRUE, sizeof(UsbctlDefenderEntry));
    g_array_set_clear_func(rule->entries, usbctl_defender_clear_entry);
    g_ptr_array_add(self->out->rules, rule);
    return rule;
}

static void
usbctl_defender_start(GMarkupParseContext *context, const char *name, const char **names, const char **values,
                      gpointer user_data, GError **error)
{
    UsbctlDefenderParser *self = user_data;
    const char *id = usbctl_defender_get_attribute(names, values, "Id");

    usbctl_defender_note_line(self, context);
    if (self->open->len == 0 && strcmp(name, "Groups") != 0 && strcmp(name, "PolicyRules") != 0 &&
        strcmp(name, "Group") != 0 && strcmp(name, "PolicyRule") != 0) {
        usbctl_defender_fail(error, _("<Groups> or <PolicyRules> is expected"));
        return;
    }
    g_ptr_array_add(self->open, g_strdup(name));
    g_string_truncate(self->text, 0);
    if (strcmp(name, "Group") == 0 && self->rule == NULL) {
        if (id == NULL || *id == '\0')
            usbctl_defender_fail(error, _("a group needs its Id"));
        else
            self->group =
                usbctl_defender_open_group(self, id, usbctl_defender_get_attribute(names, values, "MatchType"));
    } else if (strcmp(name, "PolicyRule") == 0) {
        if (id == NULL || *id == '\0')
            usbctl_defender_fail(error, _("a rule needs its Id"));
        else
            self->rule = usbctl_defender_open_rule(self, id, self->line);
    } else if (strcmp(name, "Entry") == 0 && self->rule != NULL) {
        UsbctlDefenderEntry entry = { .mask = -1 };

        g_array_append_val(self->rule->entries, entry);
        self->entry = &g_array_index(self->rule->entries, UsbctlDefenderEntry, self->rule->entries->len - 1);
    }
}

static gboolean
usbctl_defender_take_type(UsbctlDefenderEntry *entry, const char *text, GError **error)
{
    static const char *const types[] = { "Allow", "Deny", "AuditAllowed", "AuditDenied", NULL };

    if (!g_strv_contains(types, text)) {
        usbctl_defender_fail(error, _("Allow, Deny, AuditAllowed or AuditDenied is expected"));
        return FALSE;
    }
    g_free(entry->type);
    entry->type = g_strdup(text);
    return TRUE;
}

static gboolean
usbctl_defender_take_mask(UsbctlDefenderEntry *entry, const char *text, GError **error)
{
    guint64 mask;

    if (!g_ascii_string_to_unsigned(text, 10, 1, 127, &mask, NULL)) {
        usbctl_defender_fail(error, _("an access mask is expected: a number from 1 to 127"));
        return FALSE;
    }
    entry->mask = (int)mask;
    return TRUE;
}

static void
usbctl_defender_note_condition(UsbctlDefenderEntry *entry, const char *text)
{
    char *all;

    if (*text == '\0')
        return;
    all = entry->only_for != NULL ? g_strdup_printf("%s %s", entry->only_for, text) : g_strdup(text);
    g_free(entry->only_for);
    entry->only_for = all;
}

static gboolean
usbctl_defender_take_in_entry(UsbctlDefenderParser *self, const char *name, const char *text, GError **error)
{
    UsbctlDefenderEntry *entry = self->entry;
    gboolean direct = strcmp(usbctl_defender_get_above(self, 1), "Entry") == 0;

    if (direct && strcmp(name, "Type") == 0)
        return usbctl_defender_take_type(entry, text, error);
    if (direct && strcmp(name, "AccessMask") == 0)
        return usbctl_defender_take_mask(entry, text, error);
    if (direct && (strcmp(name, "Sid") == 0 || strcmp(name, "ComputerSid") == 0))
        usbctl_defender_note_condition(entry, text);
    if (strcmp(name, "GroupId") == 0) /* of Parameters */
        usbctl_defender_note_condition(entry, text);
    if (strcmp(name, "Entry") != 0)
        return TRUE;
    self->entry = NULL;
    if (entry->type != NULL && entry->mask >= 0)
        return TRUE;
    usbctl_defender_fail(error, _("an entry needs Type and AccessMask"));
    return FALSE;
}

static gboolean
usbctl_defender_take_in_group(UsbctlDefenderParser *self, const char *name, const char *text, GError **error)
{
    static const char *const matches[] = { "MatchAny", "MatchAll", "MatchExcludeAll", "MatchExcludeAny", NULL };
    const char *above = usbctl_defender_get_above(self, 1);
    UsbctlDescriptorId descriptor;

    if (strcmp(name, "MatchType") == 0) {
        g_free(self->group->match);
        self->group->match = g_strdup(text);
    }
    if (strcmp(above, "DescriptorIdList") == 0) {
        if (*text == '\0') {
            usbctl_defender_fail(error, _("a descriptor must not be empty"));
            return FALSE;
        }
        descriptor = (UsbctlDescriptorId){ g_strdup(name), g_strdup(text) };
        g_array_append_val(self->group->descriptors, descriptor);
    }
    if (strcmp(name, "Group") != 0)
        return TRUE;
    if (!g_strv_contains(matches, self->group->match)) {
        usbctl_defender_fail(error, _("MatchAny, MatchAll, MatchExcludeAll or MatchExcludeAny is expected"));
        return FALSE;
    }
    self->group = NULL;
    return TRUE;
}

static void
usbctl_defender_take_in_rule(UsbctlDefenderParser *self, const char *name, const char *text)
{
    const char *above = usbctl_defender_get_above(self, 1);

    if (strcmp(name, "Name") == 0 && *text != '\0') {
        g_free(self->rule->name);
        self->rule->name = g_strdup(text);
    } else if (strcmp(name, "GroupId") == 0 && strcmp(above, "IncludedIdList") == 0) {
        g_ptr_array_add(self->rule->included, g_ascii_strdown(text, -1));
    } else if (strcmp(name, "GroupId") == 0 && strcmp(above, "ExcludedIdList") == 0) {
        g_ptr_array_add(self->rule->excluded, g_ascii_strdown(text, -1));
    } else if (strcmp(name, "PolicyRule") == 0) {
        self->rule = NULL;
    }
}

static void
usbctl_defender_end(GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
    UsbctlDefenderParser *self = user_data;
    g_autofree char *text = g_strstrip(g_strdup(self->text->str));
    gboolean done = TRUE;

    usbctl_defender_note_line(self, context);
    if (self->entry != NULL)
        done = usbctl_defender_take_in_entry(self, name, text, error);
    else if (self->group != NULL)
        done = usbctl_defender_take_in_group(self, name, text, error);
    else if (self->rule != NULL)
        usbctl_defender_take_in_rule(self, name, text);
    g_string_truncate(self->text, 0);
    if (done)
        g_ptr_array_set_size(self->open, (int)self->open->len - 1);
}

static void
usbctl_defender_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
    g_string_append_len(((UsbctlDefenderParser *)user_data)->text, text, (gssize)length);
}

static const GMarkupParser parser = { usbctl_defender_start, usbctl_defender_end, usbctl_defender_text, NULL, NULL };

static gboolean
usbctl_defender_parse_file(UsbctlDefender *out, const UsbctlFile *file, GError **error)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) text = g_string_new(NULL);
    UsbctlDefenderParser self = { .out = out, .file = file->name, .open = open, .text = text };
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &self, NULL);
    g_autoptr(GError) fault = NULL;
    gsize size;
    const char *data = g_bytes_get_data(file->bytes, &size), *colon;
    g_autofree char *said = NULL;

    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        data += 3;
        size -= 3;
    }
    if (g_markup_parse_context_parse(context, data, (gssize)size, &fault) &&
        g_markup_parse_context_end_parse(context, &fault))
        return TRUE;
    /* GLib says the place in front of its own faults, and repeats what it could not read. */
    said = g_utf8_make_valid(fault->message, -1);
    colon = fault->domain == G_MARKUP_ERROR ? strstr(said, ": ") : NULL;
    if (colon != NULL)
        g_markup_parse_context_get_position(context, &self.line, NULL);
    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_INVALID, _("%s, line %d: %s"), file->name, self.line,
                colon != NULL ? colon + 2 : said);
    return FALSE;
}

UsbctlDefender *
usbctl_defender_parse(GPtrArray *files, GError **error)
{
    g_autoptr(UsbctlDefender) self = g_new0(UsbctlDefender, 1);

    self->groups = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, usbctl_defender_free_group);
    self->rules = g_ptr_array_new_with_free_func(usbctl_defender_free_rule);
    for (guint i = 0; i < files->len; i++) {
        if (!usbctl_defender_parse_file(self, files->pdata[i], error))
            return NULL;
    }
    return g_steal_pointer(&self);
}
