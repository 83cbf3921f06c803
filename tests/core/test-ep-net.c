#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-money.h"
#include "endpoint/core/ep-net.h"

typedef char *(*Check)(const char *text, GError **error);

typedef struct {
    const char *text, *expected; /* NULL: refused */
} Case;

static void
check_all(Check check, const Case *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *found = check(cases[i].text, &error);

        g_assert_cmpstr(found, ==, cases[i].expected);
        if (cases[i].expected == NULL)
            g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        else
            g_assert_no_error(error);
    }
}

static void
test_mac(void)
{
    static const Case cases[] = {
        { "3c:18:a0:5b:77:1e", "3C:18:A0:5B:77:1E" },
        { "3C-18-A0-5B-77-1E", "3C:18:A0:5B:77:1E" },
        { "3c18.a05b.771e", "3C:18:A0:5B:77:1E" },
        { "3C18A05B771E", "3C:18:A0:5B:77:1E" },
        { " 3C 18 A0 5B 77 1E ", "3C:18:A0:5B:77:1E" },
        { "３Ｃ－１８－Ａ０－５Ｂ－７７－１Ｅ", "3C:18:A0:5B:77:1E" },
        { "", NULL },
        { "3C:18:A0:5B:77", NULL },
        { "3C:18:A0:5B:77:1E:00", NULL },
        { "3C:18:A0:5B:77:1G", NULL },
        { ":3C18A05B771E", NULL },
        { "なし", NULL },
    };

    check_all(ep_net_check_mac, cases, G_N_ELEMENTS(cases));
    g_assert_true(ep_net_mac_is_void("00:00:00:00:00:00"));
    g_assert_true(ep_net_mac_is_void("FF:FF:FF:FF:FF:FF"));
    g_assert_true(ep_net_mac_is_void("01:00:5E:00:00:FB"));
    g_assert_true(ep_net_mac_is_void(""));
    g_assert_false(ep_net_mac_is_void("3C:18:A0:5B:77:1E"));
}

static void
test_ip(void)
{
    static const Case cases[] = {
        { "192.168.1.10", "192.168.1.10" },
        { "192.168.001.010", "192.168.1.10" },
        { "１９２．１６８．１．１０", "192.168.1.10" },
        { " 10.0.0.1 ", "10.0.0.1" },
        { "FE80:0:0:0:0:0:0:1", "fe80::1" },
        { "2001:DB8::0A", "2001:db8::a" },
        { "::ffff:10.0.0.1", "::ffff:10.0.0.1" },
        { "::", "::" },
        { "", NULL },
        { "192.168.1", NULL },
        { "192.168.1.256", NULL },
        { "192.168.1.1/24", NULL },
        { "192.168.1.1.", NULL },
        { "192.168.1.0001", NULL },
        { "fe80::1%eth0", NULL },
        { "1::2::3", NULL },
        { "localhost", NULL },
        { "DHCP", NULL },
    };
    static const char *const ordered[] = { "9.1.1.1", "10.1.1.2", "10.1.1.10", "192.168.1.1",
                                           "fe80::9", "fe80::10", "",          "DHCP" };

    check_all(ep_net_check_ip, cases, G_N_ELEMENTS(cases));
    for (guint i = 0; i < G_N_ELEMENTS(ordered); i++)
        for (guint j = 0; j < G_N_ELEMENTS(ordered); j++) {
            int order = ep_net_compare_ip(ordered[i], ordered[j]);

            g_assert_cmpint((order > 0) - (order < 0), ==, (i > j) - (i < j));
        }
}

static void
test_money(void)
{
    static const Case cases[] = {
        { "1200", "1200" },
        { "1,200", "1200" },
        { "¥1,200", "1200" },
        { "￥１，２００", "1200" },
        { "￥1,200-", "1200" },
        { "1,200円", "1200" },
        { "金1,200円也", "1200" },
        { "\\1,234,567", "1234567" },
        { "1200.00", "1200" },
        { "-300", "-300" },
        { "△300", "-300" },
        { "▲1,300円", "-1300" },
        { "¥-300", "-300" },
        { "-¥300", "-300" },
        { "+300", "300" },
        { "007", "7" },
        { "0", "0" },
        { "", NULL },
        { "12.5", NULL },
        { "1万", NULL },
        { "1,20", NULL },
        { "12,00", NULL },
        { "1234,567", NULL },
        { ",123", NULL },
        { "1,234,56", NULL },
        { "円", NULL },
        { "-", NULL },
        { "99999999999999999999", NULL },
    };
    static const Case formats[] = {
        { "0", "0" },          { "999", "999" },   { "1000", "1,000" }, { "1234567", "1,234,567" },
        { "-1000", "-1,000" }, { "-999", "-999" }, { "", "" },          { "未定", "未定" },
    };

    check_all(ep_money_check, cases, G_N_ELEMENTS(cases));
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *text = ep_money_format(formats[i].text);

        g_assert_cmpstr(text, ==, formats[i].expected);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/net/mac", test_mac);
    g_test_add_func("/net/ip", test_ip);
    g_test_add_func("/money", test_money);
    return g_test_run();
}
