#include "endpoint/scan/ep-scan-clamd.h"

#include <stdio.h>
#include <string.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

#define DEFAULT_ADDRESS "/run/clamav/clamd.ctl"
#define CHUNK 65536
#define TICK (G_USEC_PER_SEC / 5) /* how often a person who waits is heard */
#define PATIENCE 600              /* seconds without a byte from a scanner at work on an archive */
#define LONGEST_REPLY 4096

typedef struct {
    EpScanner parent;
    char *address;
    double sent; /* the part of the stream that is with the scanner */
} EpScanClamd;

static gboolean
ep_scan_clamd_fail(GError **error, const EpScanClamd *self, const char *words)
{
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("the virus scanner at %s: %s"), self->address, words);
    return FALSE;
}

/* --- what it says --- */

static char *
ep_scan_clamd_parse_date(const char *text)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    char month[4];
    int day, year;

    if (sscanf(text, "%*3s %3s %d %*d:%*d:%*d %d", month, &day, &year) != 3 || day < 1 || day > 31 || year < 1 ||
        year > 9999)
        return g_strdup("");
    for (int i = 0; i < 12; i++) {
        if (strcmp(month, months[i]) == 0 && g_date_valid_dmy(day, i + 1, year))
            return g_strdup_printf("%04d-%02d-%02d", year, i + 1, day);
    }
    return g_strdup("");
}

gboolean
ep_scan_clamd_parse_version(const char *text, EpScanEngine *engine)
{
    g_auto(GStrv) parts = g_strsplit(text, "/", 3);
    guint n = g_strv_length(parts);

    if (n == 0 || !g_str_has_prefix(parts[0], "ClamAV "))
        return FALSE;
    engine->scanner = g_strdup(parts[0]);
    engine->pattern = g_strdup(n > 1 ? parts[1] : "");
    engine->pattern_date = n > 2 ? ep_scan_clamd_parse_date(parts[2]) : g_strdup("");
    return TRUE;
}

EpScanVerdict
ep_scan_clamd_parse_reply(const char *text, char **what)
{
    const char *words = g_str_has_prefix(text, "stream: ") ? text + strlen("stream: ") : text;

    if (strcmp(words, "OK") == 0)
        return EP_SCAN_CLEAN;
    if (g_str_has_suffix(words, " FOUND")) {
        *what = g_strndup(words, strlen(words) - strlen(" FOUND"));
        return EP_SCAN_FOUND;
    }
    *what = g_str_has_suffix(words, " ERROR") ? g_strndup(words, strlen(words) - strlen(" ERROR")) : g_strdup(words);
    return EP_SCAN_UNREAD;
}

/* --- the connection --- */

static GSocketConnectable *
ep_scan_clamd_get_address(const EpScanClamd *self, GError **error)
{
    if (*self->address == '/')
        return G_SOCKET_CONNECTABLE(g_unix_socket_address_new(self->address));
    return g_network_address_parse(self->address, 3310, error);
}

static GSocketConnection *
ep_scan_clamd_connect(const EpScanClamd *self, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GError) fault = NULL;
    g_autoptr(GSocketConnectable) address = ep_scan_clamd_get_address(self, &fault);
    GSocketConnection *connection = NULL;

    g_socket_client_set_timeout(client, 10);
    if (address != NULL)
        connection = g_socket_client_connect(client, address, NULL, &fault);
    if (connection == NULL) {
        ep_scan_clamd_fail(error, self, fault->message);
        return NULL;
    }
    g_socket_set_timeout(g_socket_connection_get_socket(connection), 0);
    g_socket_set_blocking(g_socket_connection_get_socket(connection), FALSE);
    return connection;
}

/* Waits for one of @wanted; @ready gets what there is. Somebody who stops the work is heard meanwhile. */
static gboolean
ep_scan_clamd_wait(const EpScanClamd *self, GSocket *socket, GIOCondition wanted, GIOCondition *ready,
                   EpProgress *progress, GError **error)
{
    gint64 end = g_get_monotonic_time() + PATIENCE * G_USEC_PER_SEC;

    while (g_get_monotonic_time() < end) {
        g_autoptr(GError) fault = NULL;

        if (!ep_progress_set(progress, NULL, self->sent, error))
            return FALSE;
        g_socket_condition_timed_wait(socket, wanted, TICK, NULL, &fault);
        *ready = g_socket_condition_check(socket, wanted);
        if (*ready != 0)
            return TRUE;
    }
    return ep_scan_clamd_fail(error, self, _("it does not answer"));
}

/* Up to the NUL that ends it, or the end of the connection. */
static char *
ep_scan_clamd_read_reply(const EpScanClamd *self, GSocket *socket, EpProgress *progress, GError **error)
{
    g_autoptr(GString) reply = g_string_new(NULL);
    GIOCondition ready;

    while (reply->len < LONGEST_REPLY) {
        g_autoptr(GError) fault = NULL;
        char buffer[512];
        gssize n;

        if (!ep_scan_clamd_wait(self, socket, G_IO_IN | G_IO_HUP, &ready, progress, error))
            return NULL;
        n = g_socket_receive(socket, buffer, sizeof buffer, NULL, &fault);
        if (g_error_matches(fault, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            continue;
        if (n <= 0)
            break;
        g_string_append_len(reply, buffer, n);
        if (memchr(buffer, '\0', n) != NULL)
            break;
    }
    if (reply->len > 0)
        return g_strndup(reply->str, reply->len);
    ep_scan_clamd_fail(error, self, _("it closed the connection without an answer"));
    return NULL;
}

/* @closed: it has an answer already, or will take no more; the rest need not be sent. */
static gboolean
ep_scan_clamd_send(const EpScanClamd *self, GSocket *socket, const char *data, gsize size, gboolean *closed,
                   EpProgress *progress, GError **error)
{
    GIOCondition ready;

    for (gsize sent = 0; sent < size;) {
        g_autoptr(GError) fault = NULL;
        gssize n;

        if (!ep_scan_clamd_wait(self, socket, G_IO_OUT | G_IO_IN | G_IO_HUP, &ready, progress, error))
            return FALSE;
        *closed = (ready & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0;
        if (*closed)
            return TRUE;
        n = g_socket_send(socket, data + sent, size - sent, NULL, &fault);
        if (g_error_matches(fault, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            continue;
        *closed = n < 0;
        if (*closed)
            return TRUE;
        sent += n;
    }
    return TRUE;
}

/* --- commands --- */

static gboolean
ep_scan_clamd_describe(EpScanner *scanner, EpScanEngine *engine, GError **error)
{
    EpScanClamd *self = (EpScanClamd *)scanner;
    g_autoptr(GSocketConnection) connection = ep_scan_clamd_connect(self, error);
    GSocket *socket = connection != NULL ? g_socket_connection_get_socket(connection) : NULL;
    g_autofree char *reply = NULL;
    gboolean closed;

    if (socket == NULL || !ep_scan_clamd_send(self, socket, "zVERSION", sizeof "zVERSION", &closed, NULL, error))
        return FALSE;
    reply = ep_scan_clamd_read_reply(self, socket, NULL, error);
    if (reply == NULL)
        return FALSE;
    return ep_scan_clamd_parse_version(reply, engine) ? TRUE : ep_scan_clamd_fail(error, self, reply);
}

/* A chunk is its length, four bytes, most significant first, and its bytes; one of no bytes ends the stream. */
static gboolean
ep_scan_clamd_send_stream(EpScanClamd *self, GSocket *socket, GInputStream *stream, guint64 size, char **unread,
                          EpProgress *progress, GError **error)
{
    g_autofree char *buffer = g_malloc(4 + CHUNK);
    gboolean closed = FALSE;
    guint64 sent = 0;
    gssize n = 1;

    while (n > 0 && !closed) {
        g_autoptr(GError) fault = NULL;
        guint32 length;

        n = g_input_stream_read(stream, buffer + 4, CHUNK, NULL, &fault);
        if (n < 0) {
            *unread = g_strdup(fault->message);
            return TRUE;
        }
        length = GUINT32_TO_BE((guint32)n);
        memcpy(buffer, &length, sizeof length);
        if (!ep_scan_clamd_send(self, socket, buffer, 4 + n, &closed, progress, error))
            return FALSE;
        sent += n;
        self->sent = (double)sent / MAX(size, 1);
    }
    return TRUE;
}

static gboolean
ep_scan_clamd_scan(EpScanner *scanner, GInputStream *stream, guint64 size, EpScanVerdict *verdict, char **what,
                   EpProgress *progress, GError **error)
{
    EpScanClamd *self = (EpScanClamd *)scanner;
    g_autoptr(GSocketConnection) connection = ep_scan_clamd_connect(self, error);
    GSocket *socket = connection != NULL ? g_socket_connection_get_socket(connection) : NULL;
    g_autofree char *reply = NULL;
    gboolean closed;

    self->sent = 0.0;
    if (socket == NULL ||
        !ep_scan_clamd_send(self, socket, "zINSTREAM", sizeof "zINSTREAM", &closed, progress, error) ||
        !ep_scan_clamd_send_stream(self, socket, stream, size, what, progress, error))
        return FALSE;
    if (*what != NULL) {
        *verdict = EP_SCAN_UNREAD;
        return TRUE;
    }
    reply = ep_scan_clamd_read_reply(self, socket, progress, error);
    if (reply == NULL)
        return FALSE;
    *verdict = ep_scan_clamd_parse_reply(reply, what);
    return TRUE;
}

static void
ep_scan_clamd_free(EpScanner *scanner)
{
    EpScanClamd *self = (EpScanClamd *)scanner;

    g_free(self->address);
    g_free(self);
}

static const EpScannerClass class = { .describe = ep_scan_clamd_describe,
                                      .scan = ep_scan_clamd_scan,
                                      .free = ep_scan_clamd_free };

EpScanner *
ep_scan_clamd_new(const char *address)
{
    EpScanClamd *self = g_new0(EpScanClamd, 1);
    const char *named = g_getenv("MADOGUCHI_CLAMD");

    self->parent.class = &class;
    self->address = g_strdup(address != NULL ? address : named != NULL ? named : DEFAULT_ADDRESS);
    return &self->parent;
}
