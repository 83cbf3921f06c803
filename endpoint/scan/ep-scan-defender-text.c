#include "endpoint/scan/ep-scan-defender-text.h"

#include <string.h>

#define LONGEST 200 /* characters of what it said that a record keeps */

static char *
ep_scan_defender_find_value(char **lines, const char *name)
{
    for (; *lines != NULL; lines++) {
        const char *value = strchr(*lines, '=');

        if (value != NULL && strncmp(*lines, name, value - *lines) == 0 && name[value - *lines] == '\0')
            return g_strstrip(g_strdup(value + 1));
    }
    return g_strdup("");
}

void
ep_scan_defender_parse_status(const char *text, EpScanEngine *engine)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *product = ep_scan_defender_find_value(lines, "AMProductVersion");
    g_autofree char *core = ep_scan_defender_find_value(lines, "AMEngineVersion");
    g_autoptr(GString) name = g_string_new("Microsoft Defender");

    if (*product != '\0')
        g_string_append_printf(name, " %s", product);
    if (*core != '\0')
        g_string_append_printf(name, " (%s)", core);
    engine->scanner = g_string_free(g_steal_pointer(&name), FALSE);
    engine->pattern = ep_scan_defender_find_value(lines, "AntivirusSignatureVersion");
    engine->pattern_date = ep_scan_defender_find_value(lines, "AntivirusSignatureLastUpdated");
    if (!g_regex_match_simple("^\\d{4}-\\d{2}-\\d{2}$", engine->pattern_date, G_REGEX_DOLLAR_ENDONLY, 0))
        *engine->pattern_date = '\0';
}

static gboolean
ep_scan_defender_is_threat(const char *value)
{
    return g_regex_match_simple("^[A-Za-z]+:[A-Za-z0-9_]+/\\S+$", value, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* The resource of a line "file : E:\a.exe", or NULL. A file in an archive is "archive->file". */
static const char *
ep_scan_defender_get_place(const char *name, const char *value)
{
    return g_ascii_strcasecmp(name, "file") == 0 || g_ascii_strcasecmp(name, "containerfile") == 0 ? value : NULL;
}

static void
ep_scan_defender_add(GPtrArray *found, const char *path, const char *threat)
{
    EpScanFile *file = g_new0(EpScanFile, 1);

    file->path = g_strdup(path);
    file->verdict = EP_SCAN_FOUND;
    file->what = g_strdup(threat);
    g_ptr_array_add(found, file);
}

GPtrArray *
ep_scan_defender_parse_report(const char *text)
{
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)ep_scan_file_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *threat = NULL;
    gboolean placed = TRUE;

    for (char **line = lines; *line != NULL; line++) {
        char *colon = strstr(*line, " : "), *value = colon != NULL ? g_strstrip(colon + 3) : NULL;

        if (colon == NULL)
            continue;
        *colon = '\0';
        if (ep_scan_defender_is_threat(value)) {
            if (!placed)
                ep_scan_defender_add(found, "", threat);
            g_free(threat);
            threat = g_strdup(value);
            placed = FALSE;
        } else if (threat != NULL && ep_scan_defender_get_place(g_strstrip(*line), value) != NULL) {
            ep_scan_defender_add(found, value, threat);
            placed = TRUE;
        }
    }
    if (!placed)
        ep_scan_defender_add(found, "", threat);
    return found;
}

char *
ep_scan_defender_shorten(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    g_autoptr(GString) line = g_string_new(NULL);

    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        if (g_utf8_strlen(line->str, -1) + g_utf8_strlen(*word, -1) > LONGEST) {
            g_string_append(line, "…");
            break;
        }
        g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", *word);
    }
    return g_string_free(g_steal_pointer(&line), FALSE);
}
