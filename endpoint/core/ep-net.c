#include "endpoint/core/ep-net.h"

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAC_DIGITS 12
#define IP_BYTES 16

static char *
ep_net_normalize(const char *text)
{
    char *normal = ep_fold_normalize(text != NULL ? text : "");

    return normal != NULL ? g_strstrip(normal) : g_strdup("");
}

char *
ep_net_check_mac(const char *text, GError **error)
{
    g_autofree char *normal = ep_net_normalize(text);
    g_autoptr(GString) mac = g_string_sized_new(18);
    guint n = 0;

    for (const char *p = normal; *p != '\0'; p++) {
        if (n > 0 && strchr(":-. ", *p) != NULL)
            continue;
        if (!g_ascii_isxdigit(*p) || ++n > MAC_DIGITS) {
            n = 0;
            break;
        }
        if (n > 1 && n % 2 == 1)
            g_string_append_c(mac, ':');
        g_string_append_c(mac, g_ascii_toupper(*p));
    }
    if (n == MAC_DIGITS)
        return g_string_free(g_steal_pointer(&mac), FALSE);
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("“%s” is not a MAC address: 12 hexadecimal digits are expected, such as 00:1A:2B:3C:4D:5E"),
                text != NULL ? text : "");
    return NULL;
}

gboolean
ep_net_mac_is_void(const char *mac)
{
    return mac == NULL || strlen(mac) != 17 || strcmp(mac, "00:00:00:00:00:00") == 0 ||
           (g_ascii_xdigit_value(mac[1]) & 1) != 0;
}

static gboolean
ep_net_parse_ipv4(const char *text, guint8 *bytes)
{
    for (int i = 0; i < 4; i++) {
        int n = strspn(text, "0123456789"), value = 0;

        if (n < 1 || n > 3)
            return FALSE;
        for (int j = 0; j < n; j++)
            value = value * 10 + (text[j] - '0');
        if (value > 255 || text[n] != (i < 3 ? '.' : '\0'))
            return FALSE;
        bytes[i] = value;
        text += n + 1;
    }
    return TRUE;
}

static gboolean
ep_net_parse_ipv6(const char *text, guint8 *bytes)
{
    g_autoptr(GInetAddress) address = NULL;

    /* GLib also takes zones and, on some systems, names */
    if (strchr(text, ':') == NULL || text[strspn(text, "0123456789abcdefABCDEF:.")] != '\0')
        return FALSE;
    address = g_inet_address_new_from_string(text);
    if (address == NULL || g_inet_address_get_family(address) != G_SOCKET_FAMILY_IPV6)
        return FALSE;
    memcpy(bytes, g_inet_address_to_bytes(address), IP_BYTES);
    return TRUE;
}

char *
ep_net_check_ip(const char *text, GError **error)
{
    g_autofree char *normal = ep_net_normalize(text);
    guint8 bytes[IP_BYTES];

    if (ep_net_parse_ipv4(normal, bytes))
        return g_strdup_printf("%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
    if (ep_net_parse_ipv6(normal, bytes)) {
        g_autoptr(GInetAddress) address = g_inet_address_new_from_bytes(bytes, G_SOCKET_FAMILY_IPV6);

        return g_inet_address_to_string(address);
    }
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("“%s” is not an IP address: four numbers up to 255 such as 192.168.1.10, or IPv6, are expected"),
                text != NULL ? text : "");
    return NULL;
}

/* 0 IPv4, 1 IPv6, 2 neither */
static int
ep_net_rank(const char *text, guint8 *bytes)
{
    memset(bytes, 0, IP_BYTES);
    if (ep_net_parse_ipv4(text, bytes))
        return 0;
    return ep_net_parse_ipv6(text, bytes) ? 1 : 2;
}

int
ep_net_compare_ip(const char *a, const char *b)
{
    guint8 bytes_a[IP_BYTES], bytes_b[IP_BYTES];
    const char *text_a = a != NULL ? a : "", *text_b = b != NULL ? b : "";
    int rank_a = ep_net_rank(text_a, bytes_a), rank_b = ep_net_rank(text_b, bytes_b);
    int order;

    if (rank_a != rank_b)
        return rank_a - rank_b;
    order = rank_a < 2 ? memcmp(bytes_a, bytes_b, IP_BYTES) : 0;
    return order != 0 ? order : strcmp(text_a, text_b);
}
