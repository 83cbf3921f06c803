#include "usbctl/usbctl-serial.h"

#include <string.h>

#define SHORTEST 4
#define ERASED_RUN 6

/* Texts that firmware kits ship in the serial's place. */
static const char *const defaults[] = { "none",   "null",         "n/a",     "default",
                                        "serial", "serialnumber", "unknown", "to be filled by o.e.m." };

gboolean
usbctl_serial_is_kept(const char *serial)
{
    for (const guchar *c = (const guchar *)serial; *c != '\0'; c++)
        if (*c == ',' || *c == '\\' || *c < 0x20 || *c > 0x7f)
            return FALSE;
    return *serial != '\0';
}

static gboolean
usbctl_serial_is_repeated(const char *serial)
{
    char first[2] = { serial[0], '\0' };

    return strspn(serial, first) == strlen(serial);
}

/* 0123456789ABCDEF, 12345678, 1234567890: each digit follows the one before it, in hex or with 0 after 9. */
static gboolean
usbctl_serial_is_sequence(const char *serial)
{
    for (const char *c = serial; c[1] != '\0'; c++) {
        int a = g_ascii_xdigit_value(c[0]);
        int b = g_ascii_xdigit_value(c[1]);

        if (a < 0 || b < 0 || (b != (a + 1) % 16 && !(a == 9 && b == 0)))
            return FALSE;
    }
    return TRUE;
}

/* Erased flash reads as FF. */
static gboolean
usbctl_serial_is_default(const char *serial)
{
    gsize length = strlen(serial);
    gsize run = 0;

    while (run < length && g_ascii_toupper(serial[length - 1 - run]) == 'F')
        run++;
    if (run >= ERASED_RUN)
        return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(defaults); i++)
        if (g_ascii_strcasecmp(serial, defaults[i]) == 0)
            return TRUE;
    return FALSE;
}

/* Zeros only fill a number up to the length that the firmware has room for. */
static const char *
usbctl_serial_skip_zeros(const char *serial)
{
    return serial + strspn(serial, "0");
}

static gboolean
usbctl_serial_is_number(const char *serial, const char *number)
{
    return *number != '\0' &&
           g_ascii_strcasecmp(usbctl_serial_skip_zeros(serial), usbctl_serial_skip_zeros(number)) == 0;
}

static gboolean
usbctl_serial_is_model(const char *serial, const char *pid, const char *release)
{
    return usbctl_serial_is_number(serial, pid) || usbctl_serial_is_number(serial, release) ||
           (strchr(serial, '.') != NULL && strspn(serial, "0123456789.") == strlen(serial));
}

static gboolean
usbctl_serial_is_date(const char *serial)
{
    int year, month, day;

    if (strlen(serial) < 8 || strspn(serial, "0123456789") < 8)
        return FALSE;
    year = (serial[0] - '0') * 1000 + (serial[1] - '0') * 100 + (serial[2] - '0') * 10 + serial[3] - '0';
    month = (serial[4] - '0') * 10 + serial[5] - '0';
    day = (serial[6] - '0') * 10 + serial[7] - '0';
    return year >= 1995 && year < 2100 && g_date_valid_dmy(day, month, year);
}

UsbctlReason
usbctl_serial_inspect(const char *serial, const char *pid, const char *release)
{
    if (*serial == '\0')
        return USBCTL_REASON_NO_SERIAL;
    if (!usbctl_serial_is_kept(serial))
        return USBCTL_REASON_SERIAL_DROPPED;
    if (strpbrk(serial, "*?") != NULL)
        return USBCTL_REASON_SERIAL_WILDCARD;
    if (strlen(serial) < SHORTEST)
        return USBCTL_REASON_SERIAL_SHORT;
    if (usbctl_serial_is_repeated(serial))
        return USBCTL_REASON_SERIAL_REPEATED;
    if (usbctl_serial_is_model(serial, pid, release))
        return USBCTL_REASON_SERIAL_MODEL;
    if (strlen(usbctl_serial_skip_zeros(serial)) < SHORTEST)
        return USBCTL_REASON_SERIAL_SHORT;
    if (usbctl_serial_is_sequence(usbctl_serial_skip_zeros(serial)))
        return USBCTL_REASON_SERIAL_SEQUENCE;
    if (usbctl_serial_is_default(serial))
        return USBCTL_REASON_SERIAL_DEFAULT;
    if (usbctl_serial_is_date(serial))
        return USBCTL_REASON_SERIAL_DATE;
    return USBCTL_REASON_NONE;
}
