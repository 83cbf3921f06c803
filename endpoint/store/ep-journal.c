#include "endpoint/store/ep-journal.h"

#include <sqlite3.h>
#include <string.h>

char *
ep_journal_salt(void)
{
    static const char digits[] = "0123456789abcdef";
    guint8 bytes[16];
    char *text = g_malloc(2 * sizeof bytes + 1);

    /* SQLite's generator is seeded by the operating system on every platform; GLib's is not meant for secrets. */
    sqlite3_randomness(sizeof bytes, bytes);
    for (gsize i = 0; i < sizeof bytes; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * sizeof bytes] = '\0';
    return text;
}

static void
ep_journal_add_text(GString *row, const char *text)
{
    gsize length = text != NULL ? strlen(text) : 0;
    char head[4] = { (char)(length >> 24), (char)(length >> 16), (char)(length >> 8), (char)length };

    g_string_append_len(row, head, sizeof head);
    g_string_append_len(row, text != NULL ? text : "", (gssize)length);
}

static void
ep_journal_add_integer(GString *row, gint64 value)
{
    char text[24] = "";

    if (value != 0) /* as in the database: nothing is NULL is "" */
        g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
    ep_journal_add_text(row, text);
}

char *
ep_journal_act_digest(const EpJournalAct *act, const char *salt)
{
    g_autoptr(GString) row = g_string_new(salt);

    ep_journal_add_integer(row, act->seq);
    ep_journal_add_text(row, act->at);
    ep_journal_add_text(row, act->day);
    ep_journal_add_integer(row, act->operator);
    ep_journal_add_text(row, act->verb);
    ep_journal_add_text(row, act->table);
    ep_journal_add_integer(row, act->record);
    ep_journal_add_text(row, act->note);
    ep_journal_add_integer(row, act->minutes);
    ep_journal_add_integer(row, act->instruction);
    ep_journal_add_integer(row, act->undoes);
    ep_journal_add_integer(row, act->run);
    ep_journal_add_text(row, act->source);
    ep_journal_add_integer(row, act->changes);
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, row->str, (gssize)row->len);
}

char *
ep_journal_change_digest(const EpJournalChange *change, const char *salt)
{
    g_autoptr(GString) row = g_string_sized_new(1024);

    g_string_append(row, salt);
    ep_journal_add_integer(row, change->seq);
    ep_journal_add_integer(row, change->act);
    ep_journal_add_text(row, change->table);
    ep_journal_add_integer(row, change->record);
    ep_journal_add_text(row, change->state_from);
    ep_journal_add_text(row, change->state_to);
    ep_journal_add_text(row, change->pile_from);
    ep_journal_add_text(row, change->pile_to);
    ep_journal_add_text(row, change->fields);
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, row->str, (gssize)row->len);
}

GChecksum *
ep_journal_chain(const char *previous)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(sum, (const guchar *)previous, (gssize)strlen(previous));
    return sum;
}

static void
ep_journal_append_escaped(GString *out, const char *text)
{
    for (;;) {
        gsize plain = strcspn(text, "\t\n\\");

        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text == '\0')
            return;
        g_string_append_c(out, '\\');
        g_string_append_c(out, *text == '\t' ? 't' : *text == '\n' ? 'n' : '\\');
        text++;
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
