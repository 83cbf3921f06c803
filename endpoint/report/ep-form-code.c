#include "endpoint/report/ep-form-code.h"

#include <string.h>

#include <qrencode.h>

#define QUIET_QR 4       /* modules at each side (ISO/IEC 18004) */
#define QUIET_BARCODE 10 /* modules at each side (ISO/IEC 15417) */
#define START_B 104
#define START_C 105
#define TO_C 99
#define TO_B 100
#define STOP 106

gboolean
ep_form_code_add_qr(EpLayoutFlow *flow, const char *text, double x, double y, double size)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    double module;

    if (code == NULL)
        return FALSE;
    module = size / (code->width + 2 * QUIET_QR);
    for (int row = 0; row < code->width; row++) {
        for (int column = 0, run = 0; column < code->width; column += MAX(run, 1)) {
            for (run = 0; column + run < code->width && (code->data[row * code->width + column + run] & 1) != 0;)
                run++;
            if (run > 0)
                ep_layout_add_fill(flow, x + (QUIET_QR + column) * module, y + (QUIET_QR + row) * module, run * module,
                                   module, 0);
        }
    }
    QRcode_free(code);
    return TRUE;
}

/* Code 128: how wide the bars and spaces of each symbol are, a bar first. */
static const char *const widths[] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312",  "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211",  "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",  "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113",  "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113",  "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",  "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112",  "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112",  "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",  "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};

/* Pairs of digits are one symbol, where four or more of them stand together. */
static gboolean
ep_form_code_choose_symbols(const char *text, GArray *symbols)
{
    gboolean digits = FALSE;

    while (*text != '\0') {
        gsize n = strspn(text, "0123456789");
        gboolean pairs = digits ? n >= 2 : n >= 4 && n % 2 == 0;
        int symbol = *text - ' ';

        if (!pairs && (*text < ' ' || *text > '~'))
            return FALSE;
        if (symbols->len == 0 || pairs != digits) {
            int change = symbols->len == 0 ? (pairs ? START_C : START_B) : (pairs ? TO_C : TO_B);

            g_array_append_val(symbols, change);
            digits = pairs;
        }
        if (pairs)
            symbol = (text[0] - '0') * 10 + text[1] - '0';
        g_array_append_val(symbols, symbol);
        text += pairs ? 2 : 1;
    }
    return symbols->len > 0;
}

static void
ep_form_code_close_symbols(GArray *symbols)
{
    int sum = g_array_index(symbols, int, 0), stop = STOP;

    for (guint i = 1; i < symbols->len; i++)
        sum += (int)i * g_array_index(symbols, int, i);
    sum %= 103;
    g_array_append_val(symbols, sum);
    g_array_append_val(symbols, stop);
}

gboolean
ep_form_code_add_barcode(EpLayoutFlow *flow, const char *text, double x, double y, double w, double h)
{
    g_autoptr(GArray) symbols = g_array_new(FALSE, FALSE, sizeof(int));
    double module, at = x;

    if (!ep_form_code_choose_symbols(text, symbols))
        return FALSE;
    ep_form_code_close_symbols(symbols);
    module = w / (11.0 * symbols->len + 2 + 2 * QUIET_BARCODE); /* the stop is two wider */
    at += QUIET_BARCODE * module;
    for (guint i = 0; i < symbols->len; i++) {
        const char *bars = widths[g_array_index(symbols, int, i)];

        for (guint b = 0; bars[b] != '\0'; b++) {
            double width = (bars[b] - '0') * module;

            if (b % 2 == 0)
                ep_layout_add_fill(flow, at, y, width, h, 0);
            at += width;
        }
    }
    return TRUE;
}
