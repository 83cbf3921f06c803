/* Papers: where things stand to a fifth of a millimetre and what a scanner reads. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/report/ep-form-layout.h"
#include "endpoint/report/ep-pdf.h"
#include "tests/ledger/ep-test-media.h"
#include "tests/support/ep-test-folder.h"
#include "tests/support/ep-test-run.h"

#define NEAR 0.2 /* mm */

typedef struct {
    EpTestMedia media;
    GPtrArray *forms, *records;
    char *folder, *pdf;
} Fixture;

static void
fixture_add(Fixture *f, const char *table, gint64 id)
{
    g_ptr_array_add(f->records, ep_test_media_read(&f->media, table, id));
}

static Fixture *
fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *ledger = NULL;

    f->folder = g_dir_make_tmp("test-ep-form-XXXXXX", NULL);
    ledger = g_build_filename(f->folder, "desk.ledger", NULL);
    f->pdf = g_build_filename(f->folder, "form.pdf", NULL);
    f->media = ep_test_media_open(ledger);
    f->forms = ep_form_load(ep_ledger_get_reader(f->media.ledger), &error);
    f->records = g_ptr_array_new_with_free_func(g_object_unref);
    g_assert_no_error(error);
    return f;
}

static void
fixture_free(Fixture *f)
{
    ep_test_media_clear(&f->media);
    g_ptr_array_unref(f->forms);
    g_ptr_array_unref(f->records);
    ep_test_folder_remove(f->folder);
    g_free(f->folder);
    g_free(f->pdf);
    g_free(f);
}

static EpForm *
parse(Fixture *f, const char *text)
{
    g_autoptr(GError) error = NULL;
    EpForm *form = ep_form_parse(ep_ledger_get_catalog(f->media.ledger), "test", text, &error);

    g_assert_no_error(error);
    return form;
}

static EpLayout *
lay_out(Fixture *f, EpForm *form, const EpFormHow *how, char ***complaints)
{
    g_autoptr(GError) error = NULL;
    EpLayout *layout =
        ep_form_layout(ep_ledger_get_reader(f->media.ledger), f->forms, form, f->records, how, complaints, &error);

    g_assert_no_error(error);
    g_assert_true(ep_pdf_write(layout, f->pdf, &error));
    g_assert_no_error(error);
    return layout;
}

/* --- where a word stands, as poppler sees it --- */

typedef struct {
    double left, top, right, bottom; /* mm */
} Place;

static Place
find_word(Fixture *f, const char *word)
{
    g_autofree char *boxes = ep_test_run((const char *[]){ "pdftotext", "-bbox", f->pdf, "-", NULL });
    g_autofree char *end = g_strdup_printf(">%s</word>", word);
    char *at = strstr(boxes, end);
    Place place;

    if (at == NULL)
        g_error("no “%s” in %s", word, boxes);
    while (*at != '<')
        at--;
    g_assert_cmpint(sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &place.left, &place.top,
                           &place.right, &place.bottom),
                    ==, 4);
    place.left *= 25.4 / 72;
    place.top *= 25.4 / 72;
    place.right *= 25.4 / 72;
    place.bottom *= 25.4 / 72;
    return place;
}

static void
assert_near(double actual, double expected, double tolerance)
{
    g_assert_cmpfloat(fabs(actual - expected), <=, tolerance);
}

static void
test_words_stand_where_told(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(f, "<form title='t' for='medium'>"
                                      "<text x='20' y='30' size='10'>LEFT</text>"
                                      "<text x='20' y='50' w='170' align='right' size='10'>RIGHT</text>"
                                      "<text x='20' y='70' w='170' align='center' size='10'>MIDDLE</text>"
                                      "<table x='20' y='100' columns='40 60'>"
                                      "<row h='10'><td>A</td><td>CELL</td></row></table></form>");
    g_autoptr(EpLayout) layout = lay_out(f, form, NULL, NULL);
    Place left = find_word(f, "LEFT"), right = find_word(f, "RIGHT"), middle = find_word(f, "MIDDLE"),
          cell = find_word(f, "CELL");

    assert_near(left.left, 20, NEAR);
    assert_near(right.right, 190, NEAR);
    assert_near((middle.left + middle.right) / 2, 105, NEAR);
    assert_near(cell.left, 20 + 40 + 1.2, NEAR);
    assert_near((cell.top + cell.bottom) / 2, 105, 0.6); /* of a box that the face decides */
    fixture_free(f);
}

/* The first and the last dark row or column of a picture of 20 dots to the millimetre, within a window of it. */
static void
find_ink(Fixture *f, int from_x, int from_y, int to_x, int to_y, Place *ink)
{
    g_autofree char *prefix = g_build_filename(f->folder, "page", NULL), *path = g_strconcat(prefix, ".pgm", NULL);
    g_autofree char *bytes = NULL, *out = NULL;
    int width, height, start = 0, left = G_MAXINT, right = -1, top = G_MAXINT, bottom = -1;
    gsize size;

    out = ep_test_run((const char *[]){ "pdftoppm", "-gray", "-r", "508", "-singlefile", f->pdf, prefix, NULL });
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_assert_cmpint(sscanf(bytes, "P5 %d %d 255%n", &width, &height, &start), ==, 2);
    for (int y = from_y * 20; y < to_y * 20 && y < height; y++) {
        for (int x = from_x * 20; x < to_x * 20 && x < width; x++) {
            if ((guchar)bytes[start + 1 + y * width + x] > 127)
                continue;
            left = MIN(left, x);
            right = MAX(right, x);
            top = MIN(top, y);
            bottom = MAX(bottom, y);
        }
    }
    g_assert_cmpint(right, >=, 0);
    *ink = (Place){ left / 20.0, top / 20.0, (right + 1) / 20.0, (bottom + 1) / 20.0 };
}

static void
test_lines_stand_where_told(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(f, "<form title='t' for='medium' paper='A4'>"
                                      "<box x='20' y='40' w='170' h='60' box='0.4'/>"
                                      "<line x='30' y='150' w='100' weight='0.2'/></form>");
    g_autoptr(EpLayout) layout = lay_out(f, form, NULL, NULL);
    Place box, line;

    find_ink(f, 5, 10, 205, 120, &box);
    find_ink(f, 5, 130, 205, 170, &line);
    assert_near(box.left, 20 - 0.2, NEAR);
    assert_near(box.right, 190 + 0.2, NEAR);
    assert_near(box.top, 40 - 0.2, NEAR);
    assert_near(box.bottom, 100 + 0.2, NEAR);
    assert_near((line.top + line.bottom) / 2, 150, NEAR);
    assert_near(line.left, 30, NEAR);
    assert_near(line.right, 130, NEAR);
    fixture_free(f);
}

/* Labels beside and below each other, the first two places of the sheet used up, and the printer two tenths off. */
static void
test_labels(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(f, "<form title='t' for='medium' paper='A4' label='86.4x42.3' grid='2x6'"
                                      " at='18.6,21.6' shift='0.2,-0.3'><text x='5' y='5'>{number}</text></form>");
    EpFormHow how = { .skip = 2 };
    g_autoptr(EpLayout) layout = NULL;
    Place first, second;

    for (guint i = 0; i < 11; i++)
        fixture_add(f, "medium",
                    ep_test_desk_make(f->media.ledger, "medium.new", ANSWERS("kind", "usb", "owner", "public")));
    layout = lay_out(f, form, &how, NULL);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 2);
    first = find_word(f, ep_record_get_named(f->records->pdata[0], "number"));
    second = find_word(f, ep_record_get_named(f->records->pdata[1], "number"));
    assert_near(first.left, 18.6 + 5 + 0.2, NEAR);
    assert_near(second.left, 18.6 + 86.4 + 5 + 0.2, NEAR);
    assert_near(second.top, first.top, 0.01);
    assert_near(first.top, 21.6 + 42.3 + 5 - 0.3, 0.8);
    fixture_free(f);
}

/* --- codes --- */

static char *
scan(Fixture *f)
{
    g_autofree char *prefix = g_build_filename(f->folder, "scan", NULL), *png = g_strconcat(prefix, ".png", NULL);
    g_autofree char *out =
        ep_test_run((const char *[]){ "pdftoppm", "-png", "-r", "200", "-singlefile", f->pdf, prefix, NULL });

    return ep_test_run((const char *[]){ "zbarimg", "-q", png, NULL });
}

static void
test_codes_are_read(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(f, "<form title='t' for='medium'><qr x='20' y='20' w='15'>{@code}</qr>"
                                      "<qr x='80' y='20' w='25'>{number}</qr>"
                                      "<barcode x='20' y='60' w='60' h='12'>{@code}</barcode>"
                                      "<barcode x='20' y='90' w='80' h='12'>Ab-1234567 z</barcode></form>");
    gint64 medium = ep_test_desk_make(f->media.ledger, "medium.new", ANSWERS("kind", "usb", "owner", "public"));
    g_autofree char *number = ep_test_desk_get(f->media.ledger, "medium", medium, "number"), *code = NULL, *read = NULL;
    g_autofree char *qr = NULL, *bars = NULL, *japanese = g_strdup_printf("QR-Code:%s\n", number);
    g_autoptr(EpLayout) layout = NULL;

    fixture_add(f, "medium", medium);
    layout = lay_out(f, form, NULL, NULL);
    code = ep_form_dup_code(f->records->pdata[0]);
    qr = g_strdup_printf("QR-Code:%s\n", code);
    bars = g_strdup_printf("CODE-128:%s\n", code);
    read = scan(f);
    g_test_message("%s", read);
    g_assert_nonnull(strstr(read, qr));
    g_assert_nonnull(strstr(read, bars));
    g_assert_nonnull(strstr(read, japanese));
    g_assert_nonnull(strstr(read, "CODE-128:Ab-1234567 z\n"));
    g_assert_cmpint(ep_form_read_code(code), ==, medium);
    g_assert_cmpint(ep_form_read_code("123"), ==, 0);
    g_assert_cmpint(ep_form_read_code("0000000000000000000x"), ==, 0);
    fixture_free(f);
}

/* --- what is filled in --- */

static void
assert_says(Fixture *f, const char *words)
{
    g_autofree char *text = ep_test_run((const char *[]){ "pdftotext", "-layout", f->pdf, "-", NULL });

    if (strstr(text, words) == NULL)
        g_error("no “%s” in %s", words, text);
}

static void
test_values(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(
        f, "<form title='t' for='application'><word name='here'>ここ</word>"
           "<text x='20' y='20'>1 {section.name} {section.code} {state} {kind=new,renew}{kind=abolish}</text>"
           "<text x='20' y='30'>2 {until_day} {until_day:long} {until_day:west} {until_day:fiscal}</text>"
           "<text x='20' y='40'>3 {contract|なし} {{x} {@here} {@today:short} {@who} {approved:mark}{personal}</text>"
           "<text x='20' y='50' when='state=received kind!=abolish'>4 shown</text>"
           "<text x='20' y='60' when='!applicant'>5 hidden</text>"
           "<table x='20' y='70' columns='10 60 60'><row each='application_device' min='3'>"
           "<td>{@row}</td><td>{vid}:{pid}</td><td>{application.number}</td></row></table></form>");
    gint64 application = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    g_autoptr(EpLayout) layout = NULL;
    EpFormHow how = { .who = "Tanaka" };
    g_autofree char *text = NULL;

    fixture_add(f, "application", application);
    layout = lay_out(f, form, &how, NULL);
    assert_says(f, "1 総務課 1010 Received ■□");
    assert_says(f, "2 令和9年3月31日 令和9年3月31日(水) 2027/3/31 令和8年度");
    assert_says(f, "3 なし {x} ここ 11/20(金) Tanaka ■無");
    assert_says(f, "4 shown");
    assert_says(f, "R8-周-00001");
    text = ep_test_run((const char *[]){ "pdftotext", f->pdf, "-", NULL });
    g_assert_null(strstr(text, "hidden"));
    fixture_free(f);
}

/* A list: one paper for each section, rows that go on over pages with the head above them. */
static void
test_lists(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(
        f,
        "<form title='t' for='pc' list='network'><text x='20' y='20'>{network:code} {@page}/{@pages} of {@count}</text>"
        "<table x='20' y='30' columns='20 60' bottom='62'><head h='8'><th>No</th><th>PC</th></head>"
        "<row each='list' h='8'><td>{@row}</td><td>{asset_number}</td></row></table>"
        "<text x='20' y='100' on='last'>the end</text></form>");
    g_autoptr(EpLayout) layout = NULL;
    g_autofree char *text = NULL;
    g_auto(GStrv) pages = NULL;

    for (guint i = 0; i < 7; i++) {
        g_autofree char *number = g_strdup_printf("PC-1000%u", i);

        fixture_add(f, "pc", ep_test_desk_add_pc(f->media.ledger, number, i < 5 ? "lan" : "business", "used"));
    }
    layout = lay_out(f, form, NULL, NULL);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 3); /* three rows a page */
    text = ep_test_run((const char *[]){ "pdftotext", "-layout", f->pdf, "-", NULL });
    pages = g_strsplit(text, "\f", -1);
    g_assert_nonnull(strstr(pages[0], "lan 1/2 of 5"));
    g_assert_nonnull(strstr(pages[0], "PC-10002"));
    g_assert_null(strstr(pages[0], "the end"));
    g_assert_nonnull(strstr(pages[1], "lan 2/2"));
    g_assert_nonnull(strstr(pages[1], "No"));
    g_assert_nonnull(strstr(pages[1], "the end"));
    g_assert_nonnull(strstr(pages[2], "business 1/1 of 2"));
    fixture_free(f);
}

/* What does not fit becomes smaller, and is then said; nothing is cut in silence. */
static void
test_complaints(void)
{
    Fixture *f = fixture_new();
    g_autoptr(EpForm) form = parse(f, "<form title='t' for='application'>\n"
                                      "<text x='20' y='20' w='20' h='5' size='12'>長い文がここに入ります</text>\n"
                                      "<text x='20' y='30' w='60' h='5'>短い文</text>\n"
                                      "<barcode x='20' y='40' w='60' h='10'>周</barcode></form>");
    g_auto(GStrv) complaints = NULL;
    g_autoptr(EpLayout) layout = lay_out(f, form, NULL, &complaints);

    g_assert_cmpuint(g_strv_length(complaints), ==, 2);
    g_assert_nonnull(strstr(complaints[0], "line 2: not all of this fits: 長い文"));
    g_assert_nonnull(strstr(complaints[1], "line 4: a code of this kind cannot say this: 周"));
    fixture_free(f);
}

/* --- the program's own --- */

static void
test_built_in(void)
{
    Fixture *f = fixture_new();
    gint64 application = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    gint64 permit = ep_test_media_allow(&f->media, application);

    for (guint i = 0; i < f->forms->len; i++) {
        EpForm *form = g_ptr_array_index(f->forms, i);
        const EpTable *table = ep_form_get_table(form);
        g_autofree char *m = ep_test_desk_get(f->media.ledger, "permit", permit, "medium");
        gint64 ids[] = { application, permit, g_ascii_strtoll(m, NULL, 10) };
        const char *names[] = { "application", "permit", "medium" };

        g_test_message("%s", ep_form_get_name(form));
        for (guint k = 0; table != NULL && k <= G_N_ELEMENTS(ids); k++) {
            g_auto(GStrv) complaints = NULL;
            g_autoptr(EpLayout) layout = NULL;

            g_ptr_array_set_size(f->records, 0);
            if (k < G_N_ELEMENTS(ids) && strcmp(table->name, names[k]) != 0)
                continue;
            if (k < G_N_ELEMENTS(ids)) /* then with nothing filled in */
                fixture_add(f, names[k], ids[k]);
            layout = lay_out(f, form, NULL, &complaints);
            g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 1);
            if (complaints[0] != NULL)
                g_error("%s: %s", ep_form_get_name(form), complaints[0]);
        }
    }
    g_assert_cmpuint(f->forms->len, >=, 12);
    fixture_free(f);
}

/* Which paper is offered first: the one that says most about when it is meant. */
static void
test_choose(void)
{
    Fixture *f = fixture_new();
    gint64 application = ep_test_media_apply(&f->media, "application.new", "1-1", NULL);
    g_autoptr(GPtrArray) received = NULL, allowed = NULL;

    fixture_add(f, "application", application);
    received = ep_form_choose(f->forms, f->records);
    g_assert_cmpstr(ep_form_get_name(received->pdata[0]), ==, "application-receipt");
    ep_test_media_allow(&f->media, application);
    g_ptr_array_set_size(f->records, 0);
    fixture_add(f, "application", application);
    allowed = ep_form_choose(f->forms, f->records);
    g_assert_cmpstr(ep_form_get_name(allowed->pdata[0]), ==, "application-allowed");
    fixture_free(f);
}

/* The business network has a paper of its own, whose boxes and whose desk's part say what the ledger knows. */
static void
test_business(void)
{
    Fixture *f = fixture_new();
    gint64 target = ep_test_desk_make(f->media.ledger, "target.new",
                                      ANSWERS("name", "管理サーバ", "network", "business", "kind", "manual"));
    gint64 application = ep_test_media_apply(&f->media, "application.new", "1-1", ANSWERS("network", "business"));
    gint64 line = ep_test_media_line(&f->media, application, 0);
    EpForm *form = ep_form_find(f->forms, "application-request-business", NULL);
    g_autoptr(GPtrArray) chosen = NULL;
    g_autoptr(EpLayout) layout = NULL;
    g_auto(GStrv) complaints = NULL;

    ep_test_desk_do(f->media.ledger, "application.check", application, NULL);
    ep_test_desk_do(f->media.ledger, "application_device.check_virus", line,
                    ANSWERS("scanner", "Other 2", "pattern", "27777", "pattern_date", "2026-11-20", "files", "5",
                            "result", "clean"));
    ep_test_desk_do(f->media.ledger, "application.submit", application, NULL);
    ep_test_desk_do(f->media.ledger, "application.allow", application, NULL);
    ep_test_desk_do(
        f->media.ledger, "registration.register",
        ep_test_media_registration(&f->media, ep_test_desk_find(f->media.ledger, "permit", "line", line), target),
        NULL);
    fixture_add(f, "application", application);
    chosen = ep_form_choose(f->forms, f->records);
    for (guint i = 0; i < chosen->len; i++)
        g_assert_cmpstr(ep_form_get_name(chosen->pdata[i]), !=, "application-request");
    layout = lay_out(f, form, NULL, &complaints);
    g_assert_cmpuint(g_strv_length(complaints), ==, 0);
    g_assert_cmpuint(ep_layout_get_n_pages(layout), ==, 1);
    assert_says(f, "住民税の賦課");
    assert_says(f, "上書き");
    assert_says(f, "■公費 □リース");
    assert_says(f, "記憶■有□無 暗号□有■無");
    assert_says(f, "0951:");
    assert_says(f, "管理サーバ");
    assert_says(f, "令和8年11月20日 Tanaka");
    assert_says(f, "27777");
    assert_says(f, "■異常なし □検出");
    assert_says(f, "R8-周-00001-1");
    assert_near(find_word(f, "住民税の賦課").left, 20 + 26 + 1.2, NEAR);
    fixture_free(f);
}

/* Bytes at random, and a right text with pieces changed, never do more than fail. */
static void
test_broken_texts(void)
{
    Fixture *f = fixture_new();
    g_autofree char *right = ep_form_dup_built_in("application-allowed");
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261120);
    gsize length = strlen(right);

    for (guint i = 0; i < 2000; i++) {
        g_autofree char *text = g_strdup(right);
        g_autoptr(EpForm) form = NULL;
        guint n = (guint)g_rand_int_range(rand, 1, 6);

        for (guint k = 0; k < n; k++)
            text[g_rand_int_range(rand, 0, (gint32)length)] = "<>/\"'{}&=|:.@ \n09x"[g_rand_int_range(rand, 0, 19)];
        form = ep_form_parse(ep_ledger_get_catalog(f->media.ledger), "test", text, NULL);
        if (form != NULL && i % 20 == 0)
            ep_layout_unref(lay_out(f, form, NULL, NULL));
    }
    fixture_free(f);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/form/words", test_words_stand_where_told);
    g_test_add_func("/report/form/lines", test_lines_stand_where_told);
    g_test_add_func("/report/form/labels", test_labels);
    g_test_add_func("/report/form/codes", test_codes_are_read);
    g_test_add_func("/report/form/values", test_values);
    g_test_add_func("/report/form/lists", test_lists);
    g_test_add_func("/report/form/complaints", test_complaints);
    g_test_add_func("/report/form/built-in", test_built_in);
    g_test_add_func("/report/form/choose", test_choose);
    g_test_add_func("/report/form/business", test_business);
    g_test_add_func("/report/form/broken-texts", test_broken_texts);
    return g_test_run();
}
