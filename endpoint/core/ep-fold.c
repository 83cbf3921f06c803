#include "endpoint/core/ep-fold.h"

#include <stdatomic.h>
#include <string.h>

#define PAGE_SIZE 256
#define N_PAGES (0x110000 / PAGE_SIZE)
#define INLINE_BYTES 7
#define REPLACEMENT 0xFFFD

/* One code point, folded: a meta byte, then up to seven bytes of UTF-8. All zero means "not asked for yet". An entry is
 * written as one word, so threads need no lock: two that race write the same. */
typedef union {
    guint64 bits;
    guint8 bytes[8];
} EpFoldEntry;

enum {
    META_LENGTH = 0x07,
    META_JOINS = 0x08, /* may melt into the character before it, so that both go through GLib together */
    META_BLANK = 0x10, /* nothing but a blank */
    META_LONG = 0x20,  /* too long for the entry, or holds blanks: goes through GLib every time */
    META_KNOWN = 0x80,
};

typedef struct {
    _Atomic guint64 entries[PAGE_SIZE];
} EpFoldPage;

static EpFoldPage *pages[N_PAGES];

/* The output so far, and the state before the last character that stands by itself: a mark that melts into it takes it
 * back. */
typedef struct {
    GString *out;
    gsize start;
    gboolean blank_due;
    const char *base;
    gsize base_len;
    gboolean base_blank_due;
} EpFoldState;

static gboolean
ep_fold_is_dropped(gunichar c)
{
    switch (c) {
    case '-':
    case ':':
    case 0x00AD: /* soft hyphen */
    case 0x02D7: /* modifier minus */
    case 0x0640: /* Arabic stretch */
    case 0x2212: /* minus */
    case 0x2236: /* ratio */
    case 0x2500: /* box drawing lines, drawn for a dash */
    case 0x2501:
    case 0x30A0: /* double hyphen */
    case 0x30FC: /* long vowel */
    case 0xFEFF:
    case 0x061C:
    case 0x180E:
        return TRUE;
    default:
        return (c >= 0x2010 && c <= 0x2015) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2060 && c <= 0x2064) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}

static gboolean
ep_fold_is_blank(gunichar c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : g_unichar_isspace(c);
}

static void
ep_fold_append_kana(GString *out, gunichar c)
{
    if ((c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE) {
        g_string_append_unichar(out, c - 0x60);
    } else if (c >= 0x30F7 && c <= 0x30FA) { /* ヷヸヹヺ: their hiragana exist only with a combining mark */
        static const gunichar plain[] = { 0x308F, 0x3090, 0x3091, 0x3092 };

        g_string_append_unichar(out, plain[c - 0x30F7]);
        g_string_append_unichar(out, 0x3099);
    } else {
        g_string_append_unichar(out, c);
    }
}

/* The slow way, by GLib: @text (valid, short) to folded text in which every blank is still one U+0020. */
static void
ep_fold_by_glib(GString *folded, const char *text, gssize len)
{
    g_autofree char *normal = g_utf8_normalize(text, len, G_NORMALIZE_NFKC);
    g_autofree char *lower = g_utf8_casefold(normal, -1);
    /* casefold takes some characters apart (ΐ) and out of the normal form */
    g_autofree char *again = g_utf8_normalize(lower, -1, G_NORMALIZE_NFKC);

    for (const char *p = again; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (ep_fold_is_blank(c))
            g_string_append_c(folded, ' ');
        else if (!ep_fold_is_dropped(c))
            ep_fold_append_kana(folded, c);
    }
}

/* Whether @c may melt into what stands before it: marks, and the second and third part of a Hangul syllable. Too many
 * is harmless. */
static gboolean
ep_fold_joins(const char *text, gssize len)
{
    g_autofree char *parts = g_utf8_normalize(text, len, G_NORMALIZE_NFKD);
    gunichar c = g_utf8_get_char(parts);

    return g_unichar_ismark(c) || (c >= 0x1160 && c <= 0x11FF);
}

static guint64
ep_fold_make_entry(gunichar c)
{
    EpFoldEntry entry = { 0 };
    char text[8];
    int len = g_unichar_to_utf8(c, text);
    g_autoptr(GString) folded = g_string_new(NULL);

    ep_fold_by_glib(folded, text, len);
    entry.bytes[0] = META_KNOWN | (ep_fold_joins(text, len) ? META_JOINS : 0);
    if (strcmp(folded->str, " ") == 0) {
        entry.bytes[0] |= META_BLANK;
    } else if (folded->len > INLINE_BYTES || strchr(folded->str, ' ') != NULL) {
        entry.bytes[0] |= META_LONG;
    } else {
        entry.bytes[0] |= folded->len;
        memcpy(entry.bytes + 1, folded->str, folded->len);
    }
    return entry.bits;
}

static EpFoldPage *
ep_fold_make_page(EpFoldPage **slot)
{
    EpFoldPage *page = g_new0(EpFoldPage, 1);

    if (g_atomic_pointer_compare_and_exchange(slot, NULL, page))
        return page;
    g_free(page); /* another thread was first */
    return g_atomic_pointer_get(slot);
}

static EpFoldEntry
ep_fold_look_up(gunichar c)
{
    EpFoldPage **slot = &pages[c / PAGE_SIZE];
    EpFoldPage *page = g_atomic_pointer_get(slot);
    _Atomic guint64 *place;
    EpFoldEntry entry;

    if (G_UNLIKELY(page == NULL))
        page = ep_fold_make_page(slot);
    place = &page->entries[c % PAGE_SIZE];
    entry.bits = atomic_load_explicit(place, memory_order_relaxed);
    if (G_UNLIKELY(entry.bits == 0)) {
        entry.bits = ep_fold_make_entry(c);
        atomic_store_explicit(place, entry.bits, memory_order_relaxed);
    }
    return entry;
}

/* One code point of two to four bytes. A malformed byte is U+FFFD; a NUL is no continuation byte, so it is never
 * passed. */
static inline gunichar
ep_fold_read(const char **text)
{
    const guchar *p = (const guchar *)*text;
    int more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : 1;
    gunichar c = p[0] & (0x3F >> more);

    if (p[0] < 0xC2 || p[0] > 0xF4) {
        *text += 1;
        return REPLACEMENT;
    }
    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            *text += 1;
            return REPLACEMENT;
        }
        c = c << 6 | (p[i] & 0x3F);
    }
    *text += more + 1;
    return (more == 2 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) || (more == 3 && (c < 0x10000 || c > 0x10FFFF))
               ? REPLACEMENT
               : c;
}

static void
ep_fold_reserve(GString *out)
{
    if (G_UNLIKELY(out->allocated_len - out->len < 16)) {
        gsize len = out->len;

        g_string_set_size(out, len + MAX(len / 2, 32));
        out->len = len;
    }
}

static inline void
ep_fold_put_blank(EpFoldState *state)
{
    if (state->blank_due) {
        state->out->str[state->out->len++] = ' ';
        state->blank_due = FALSE;
    }
}

static void
ep_fold_put_text(EpFoldState *state, const char *folded)
{
    for (; *folded != '\0'; folded++) {
        ep_fold_reserve(state->out);
        if (*folded == ' ') {
            state->blank_due = state->out->len > state->start;
            continue;
        }
        ep_fold_put_blank(state);
        state->out->str[state->out->len++] = *folded;
    }
}

static inline void
ep_fold_put_entry(EpFoldState *state, EpFoldEntry entry)
{
    GString *out = state->out;
    guint length = entry.bytes[0] & META_LENGTH;

    if (entry.bytes[0] & META_BLANK) {
        state->blank_due = out->len > state->start;
    } else if (length > 0) {
        ep_fold_put_blank(state);
        memcpy(out->str + out->len, entry.bytes + 1, INLINE_BYTES);
        out->len += length;
    }
}

/* A half-width voiced mark behind one kana is common in old files and worth a short way: ｶ has become か, and か and ﾞ
 * are が. */
static gboolean
ep_fold_put_voiced(EpFoldState *state, gunichar mark)
{
    GString *out = state->out;
    gunichar composed;

    if ((mark != 0xFF9E && mark != 0xFF9F) || state->base == NULL)
        return FALSE;
    if (out->len - state->base_len != 3 || (guchar)out->str[state->base_len] != 0xE3)
        return FALSE;
    out->str[out->len] = '\0';
    if (!g_unichar_compose(g_utf8_get_char(out->str + state->base_len), mark - 0xFF9E + 0x3099, &composed))
        return FALSE;
    g_unichar_to_utf8(composed, out->str + state->base_len);
    return TRUE;
}

/* Takes the last character back and folds it together with the marks that follow, however many; returns where they end.
 */
static const char *
ep_fold_put_segment(EpFoldState *state, const char *mark)
{
    const char *p = state->base != NULL ? state->base : mark;
    g_autoptr(GString) segment = g_string_new(NULL);
    g_autoptr(GString) folded = g_string_new(NULL);

    if (state->base != NULL) {
        state->out->len = state->base_len;
        state->blank_due = state->base_blank_due;
    }
    while (*p != '\0') {
        const char *end = p;
        gunichar c = (guchar)*p < 0x80 ? (gunichar)*end++ : ep_fold_read(&end);

        if (p > mark && !(c >= 0x80 && ep_fold_look_up(c).bytes[0] & META_JOINS))
            break;
        g_string_append_unichar(segment, c);
        p = end;
    }
    ep_fold_by_glib(folded, segment->str, segment->len);
    ep_fold_put_text(state, folded->str);
    state->base = NULL;
    return p;
}

static void
ep_fold_put_long(EpFoldState *state, const char *text, gsize len)
{
    g_autoptr(GString) folded = g_string_new(NULL);

    ep_fold_by_glib(folded, text, len);
    ep_fold_put_text(state, folded->str);
}

static void
ep_fold_begin_base(EpFoldState *state, const char *text)
{
    state->base = text;
    state->base_len = state->out->len;
    state->base_blank_due = state->blank_due;
}

static const char *
ep_fold_put_wide(EpFoldState *state, const char *text)
{
    const char *next = text;
    gunichar c = ep_fold_read(&next);
    EpFoldEntry entry = ep_fold_look_up(c);

    if (G_UNLIKELY(entry.bytes[0] & META_JOINS))
        return ep_fold_put_voiced(state, c) ? next : ep_fold_put_segment(state, text);
    ep_fold_begin_base(state, text);
    if (G_UNLIKELY(entry.bytes[0] & META_LONG))
        ep_fold_put_long(state, text, next - text);
    else
        ep_fold_put_entry(state, entry);
    return next;
}

/* Letters, figures and signs that stay: everything of ASCII but blanks, hyphen and colon. */
static inline gboolean
ep_fold_is_plain(guchar c)
{
    return c > ' ' && c < 0x80 && c != '-' && c != ':';
}

static const char *
ep_fold_put_plain(EpFoldState *state, const char *text)
{
    GString *out = state->out;
    char *to, *end;

    ep_fold_put_blank(state);
    to = out->str + out->len;
    end = out->str + out->allocated_len - 1;
    while (to < end && ep_fold_is_plain(*text)) {
        guchar c = *text++;

        *to++ = c | ((guchar)(c - 'A') < 26) << 5;
    }
    out->len = to - out->str;
    if ((guchar)*text >= 0x80) { /* only then can a mark follow */
        ep_fold_begin_base(state, text - 1);
        state->base_len--;
    }
    return text;
}

static void
ep_fold_put_sign(EpFoldState *state, const char *text)
{
    if ((guchar)text[1] >= 0x80)
        ep_fold_begin_base(state, text);
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        state->blank_due = state->out->len > state->start;
    else if (*text != '-' && *text != ':') {
        ep_fold_put_blank(state);
        state->out->str[state->out->len++] = *text;
    }
}

void
ep_fold_append(GString *out, const char *utf8)
{
    EpFoldState state = { .out = out, .start = out->len };

    for (const char *p = utf8 != NULL ? utf8 : ""; *p != '\0';) {
        ep_fold_reserve(out);
        if ((guchar)*p >= 0x80)
            p = ep_fold_put_wide(&state, p);
        else if (ep_fold_is_plain(*p))
            p = ep_fold_put_plain(&state, p);
        else
            ep_fold_put_sign(&state, p++);
    }
    out->str[out->len] = '\0';
}

char *
ep_fold(const char *utf8)
{
    GString *out = g_string_sized_new(utf8 != NULL ? strlen(utf8) + 16 : 16);

    ep_fold_append(out, utf8);
    return g_string_free(out, FALSE);
}

char *
ep_fold_normalize(const char *utf8)
{
    const char *at = utf8;

    while (*at != '\0' && (*at & 0x80) == 0)
        at++;
    return *at == '\0' ? g_strdup(utf8) : g_utf8_normalize(utf8, -1, G_NORMALIZE_NFKC);
}

void
ep_fold_narrow(char *utf8)
{
    char *out = utf8;

    for (char *in = utf8, *next; *in != '\0'; in = next) {
        gunichar c = g_utf8_get_char(in);

        next = g_utf8_next_char(in);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            *out++ = (char)(c - 0xFEE0);
        } else if (c == 0x3000) {
            *out++ = ' ';
        } else {
            memmove(out, in, (gsize)(next - in));
            out += next - in;
        }
    }
    *out = '\0';
}
