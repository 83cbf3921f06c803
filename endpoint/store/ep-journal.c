#include "endpoint/store/ep-journal.h"

#include <sqlite3.h>
#include <string.h>

char *
ep_journal_salt(void)
{
    guint8 bytes[16];
    char *text = g_malloc(2 * sizeof bytes + 1);

    /* SQLite's generator is seeded by the operating system on every platform; GLib's is not meant for secrets. */
    sqlite3_randomness(sizeof bytes, bytes);
    for (gsize i = 0; i < sizeof bytes; i++)
        g_snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    return text;
}

static void
ep_journal_add_text(GChecksum *sum, const char *text)
{
    gsize length = text != NULL ? strlen(text) : 0;
    guint8 head[4] = { length >> 24 & 0xff, length >> 16 & 0xff, length >> 8 & 0xff, length & 0xff };

    g_checksum_update(sum, head, sizeof head);
    g_checksum_update(sum, (const guchar *)(text != NULL ? text : ""), (gssize)length);
}

static void
ep_journal_add_integer(GChecksum *sum, gint64 value)
{
    char text[24] = "";

    if (value != 0) /* as in the database: nothing is NULL is "" */
        g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
    ep_journal_add_text(sum, text);
}

static GChecksum *
ep_journal_start(const char *salt)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(sum, (const guchar *)salt, (gssize)strlen(salt));
    return sum;
}

char *
ep_journal_act_digest(const EpJournalAct *act, const char *salt)
{
    g_autoptr(GChecksum) sum = ep_journal_start(salt);

    ep_journal_add_integer(sum, act->seq);
    ep_journal_add_text(sum, act->at);
    ep_journal_add_text(sum, act->day);
    ep_journal_add_integer(sum, act->operator);
    ep_journal_add_text(sum, act->verb);
    ep_journal_add_text(sum, act->table);
    ep_journal_add_integer(sum, act->record);
    ep_journal_add_text(sum, act->note);
    ep_journal_add_integer(sum, act->minutes);
    ep_journal_add_integer(sum, act->instruction);
    ep_journal_add_integer(sum, act->undoes);
    ep_journal_add_integer(sum, act->run);
    ep_journal_add_text(sum, act->source);
    ep_journal_add_integer(sum, act->changes);
    return g_strdup(g_checksum_get_string(sum));
}

char *
ep_journal_change_digest(const EpJournalChange *change, const char *salt)
{
    g_autoptr(GChecksum) sum = ep_journal_start(salt);

    ep_journal_add_integer(sum, change->seq);
    ep_journal_add_integer(sum, change->act);
    ep_journal_add_text(sum, change->table);
    ep_journal_add_integer(sum, change->record);
    ep_journal_add_text(sum, change->state_from);
    ep_journal_add_text(sum, change->state_to);
    ep_journal_add_text(sum, change->pile_from);
    ep_journal_add_text(sum, change->pile_to);
    ep_journal_add_text(sum, change->fields);
    return g_strdup(g_checksum_get_string(sum));
}

GChecksum *
ep_journal_chain(const char *previous)
{
    return ep_journal_start(previous);
}

static void
ep_journal_append_escaped(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\t')
            g_string_append(out, "\\t");
        else if (*text == '\n')
            g_string_append(out, "\\n");
        else if (*text == '\\')
            g_string_append(out, "\\\\");
        else
            g_string_append_c(out, *text);
    }
}

void
ep_journal_append_field(GString *fields, const char *name, const char *from, const char *to)
{
    g_string_append(fields, name);
    g_string_append_c(fields, '\t');
    ep_journal_append_escaped(fields, from);
    g_string_append_c(fields, '\t');
    ep_journal_append_escaped(fields, to);
    g_string_append_c(fields, '\n');
}

static void
ep_journal_unescape(char *text)
{
    char *out = text;

    for (; *text != '\0'; text++) {
        if (*text != '\\' || text[1] == '\0') {
            *out++ = *text;
            continue;
        }
        text++;
        *out++ = *text == 't' ? '\t' : *text == 'n' ? '\n' : *text;
    }
    *out = '\0';
}

gboolean
ep_journal_foreach_field(const char *fields, EpJournalFieldFunc func, gpointer user_data)
{
    g_auto(GStrv) lines = g_strsplit(fields, "\n", -1);

    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        char *from = strchr(*line, '\t');
        char *to = from != NULL ? strchr(from + 1, '\t') : NULL;

        if (to == NULL)
            return FALSE;
        *from++ = '\0';
        *to++ = '\0';
        ep_journal_unescape(from);
        ep_journal_unescape(to);
        if (!func(*line, from, to, user_data))
            return FALSE;
    }
    return TRUE;
}
