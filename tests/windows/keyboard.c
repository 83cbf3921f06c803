/*
 * kbdus.dll: the keyboard layout that Wine lacks. Windows describes each layout by a DLL, and GDK reads there which key
 * makes which letter; without one it knows neither letters nor shortcuts. US keys, for tests only.
 *
 * The shapes are those of kbd.h in Microsoft's driver kit, which MinGW-w64 does not have.
 */
#include <windows.h>

typedef struct {
    BYTE key, bits;
} Modifier;

typedef struct {
    const Modifier *modifiers;
    WORD highest;   /* combination of bits */
    BYTE number[8]; /* of each combination: the column in a table of letters */
} Modifiers;

typedef struct {
    BYTE key, attributes; /* 1: the caps lock shifts it */
    WCHAR letters[2];     /* plain, with shift */
} Letters;

typedef struct {
    const Letters *rows;
    BYTE n_columns, row_size;
} Table;

typedef struct {
    BYTE code;
    USHORT key;
} Extended;

typedef struct {
    const Modifiers *modifiers;
    const Table *tables;
    void *dead, *names, *extended_names, *dead_names;
    const USHORT *keys;
    BYTE n_keys;
    const Extended *extended0, *extended1;
    DWORD flags;
    BYTE longest_ligature, ligature_size;
    void *ligatures;
} Layout;

static const Modifier modifier_keys[] = { { VK_SHIFT, 1 }, { VK_CONTROL, 2 }, { VK_MENU, 4 }, { 0 } };
static const Modifiers modifiers = { modifier_keys, 3, { 0, 1, 2, 3 } };

#define LETTER(upper)                                                                                                  \
    {                                                                                                                  \
        upper, 1,                                                                                                      \
        {                                                                                                              \
            upper - 'A' + 'a', upper                                                                                   \
        }                                                                                                              \
    }
#define SIGN(key, plain, shifted)                                                                                      \
    {                                                                                                                  \
        key, 0,                                                                                                        \
        {                                                                                                              \
            plain, shifted                                                                                             \
        }                                                                                                              \
    }

static const Letters letters[] = {
    LETTER('A'),
    LETTER('B'),
    LETTER('C'),
    LETTER('D'),
    LETTER('E'),
    LETTER('F'),
    LETTER('G'),
    LETTER('H'),
    LETTER('I'),
    LETTER('J'),
    LETTER('K'),
    LETTER('L'),
    LETTER('M'),
    LETTER('N'),
    LETTER('O'),
    LETTER('P'),
    LETTER('Q'),
    LETTER('R'),
    LETTER('S'),
    LETTER('T'),
    LETTER('U'),
    LETTER('V'),
    LETTER('W'),
    LETTER('X'),
    LETTER('Y'),
    LETTER('Z'),
    SIGN('1', '1', '!'),
    SIGN('2', '2', '@'),
    SIGN('3', '3', '#'),
    SIGN('4', '4', '$'),
    SIGN('5', '5', '%'),
    SIGN('6', '6', '^'),
    SIGN('7', '7', '&'),
    SIGN('8', '8', '*'),
    SIGN('9', '9', '('),
    SIGN('0', '0', ')'),
    SIGN(VK_OEM_MINUS, '-', '_'),
    SIGN(VK_OEM_PLUS, '=', '+'),
    SIGN(VK_OEM_4, '[', '{'),
    SIGN(VK_OEM_6, ']', '}'),
    SIGN(VK_OEM_1, ';', ':'),
    SIGN(VK_OEM_7, '\'', '"'),
    SIGN(VK_OEM_3, '`', '~'),
    SIGN(VK_OEM_5, '\\', '|'),
    SIGN(VK_OEM_COMMA, ',', '<'),
    SIGN(VK_OEM_PERIOD, '.', '>'),
    SIGN(VK_OEM_2, '/', '?'),
    SIGN(VK_SPACE, ' ', ' '),
    { 0 },
};
static const Table tables[] = { { letters, 2, sizeof *letters }, { 0 } };

/* By scan code */
static const USHORT keys[] = {
    0xff,      VK_ESCAPE,   '1',         '2',          '3',         '4',      '5',          '6',           '7',
    '8',       '9',         '0',         VK_OEM_MINUS, VK_OEM_PLUS, VK_BACK,  VK_TAB,       'Q',           'W',
    'E',       'R',         'T',         'Y',          'U',         'I',      'O',          'P',           VK_OEM_4,
    VK_OEM_6,  VK_RETURN,   VK_LCONTROL, 'A',          'S',         'D',      'F',          'G',           'H',
    'J',       'K',         'L',         VK_OEM_1,     VK_OEM_7,    VK_OEM_3, VK_LSHIFT,    VK_OEM_5,      'Z',
    'X',       'C',         'V',         'B',          'N',         'M',      VK_OEM_COMMA, VK_OEM_PERIOD, VK_OEM_2,
    VK_RSHIFT, VK_MULTIPLY, VK_LMENU,    VK_SPACE,     VK_CAPITAL,  VK_F1,    VK_F2,        VK_F3,         VK_F4,
    VK_F5,     VK_F6,       VK_F7,       VK_F8,        VK_F9,       VK_F10,
};
static const Extended extended0[] = {
    { 0x1c, VK_RETURN }, { 0x1d, VK_RCONTROL },
    { 0x38, VK_RMENU },  { 0x47, VK_HOME },
    { 0x48, VK_UP },     { 0x49, VK_PRIOR },
    { 0x4b, VK_LEFT },   { 0x4d, VK_RIGHT },
    { 0x4f, VK_END },    { 0x50, VK_DOWN },
    { 0x51, VK_NEXT },   { 0x52, VK_INSERT },
    { 0x53, VK_DELETE }, { 0 },
};
static const Extended extended1[] = { { 0 } };

static const Layout layout = {
    .modifiers = &modifiers,
    .tables = tables,
    .keys = keys,
    .n_keys = sizeof keys / sizeof *keys,
    .extended0 = extended0,
    .extended1 = extended1,
};

__declspec(dllexport) const Layout *KbdLayerDescriptor(void);

const Layout *
KbdLayerDescriptor(void)
{
    return &layout;
}
