/* Values as people and files write them: the canonical form is of its kind, and parses as itself. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/core/ep-kind.h"
#include "endpoint/core/ep-natural.h"
#include "endpoint/core/ep-time.h"
#include "tests/fuzz/fuzz.h"

static const EpChoice choices[] = { { "one", "One", EP_TINT_NONE, "いち|壱" }, { "two", "Two" }, { NULL } };

static const EpField fields[] = {
    { "text", "Text", EP_KIND_TEXT },
    { "lines", "Lines", EP_KIND_LINES },
    { "code", "Code", EP_KIND_CODE },
    { "integer", "Integer", EP_KIND_INTEGER },
    { "money", "Money", EP_KIND_MONEY },
    { "date", "Date", EP_KIND_DATE },
    { "time", "Time", EP_KIND_TIME },
    { "yes", "Yes", EP_KIND_YES },
    { "choice", "Choice", EP_KIND_CHOICE, .choices = choices },
    { "mac", "MAC", EP_KIND_MAC },
    { "ip", "IP", EP_KIND_IP },
};

static void
check_kind(const EpField *field, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *value = ep_kind_parse(field, text, &error), *again = NULL;
    char scratch[64];

    fuzz_check_error(value == NULL, error, EP_ERROR);
    if (value == NULL) {
        g_assert_nonnull(strstr(error->message, field->label));
        return;
    }
    ep_kind_check(field, value, &error);
    g_assert_no_error(error);
    again = ep_kind_parse(field, value, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(again, ==, value);
    g_assert_true(g_utf8_validate(ep_kind_display(field, value, scratch), -1, NULL));
    g_assert_cmpint(ep_kind_compare(field, value, again), ==, 0);
}

static void
check_date(const char *text)
{
    EpDate date, again;
    g_autoptr(GError) error = NULL;
    g_autofree char *canonical = NULL;
    gboolean taken = ep_date_read(text, EP_DATE_SERIAL, &date, &error);

    fuzz_check_error(!taken, error, EP_ERROR);
    if (error != NULL)
        return;
    canonical = ep_date_to_text(date);
    g_assert_true(ep_date_parse(canonical, &again, NULL));
    g_assert_cmpint(ep_date_compare(date, again), ==, 0);
    g_assert_cmpint(ep_date_compare(ep_date_from_days(ep_date_to_days(date)), date), ==, 0);
}

static void
check_time(const char *text)
{
    gint64 seconds, again;
    g_autoptr(GError) error = NULL;
    g_autofree char *canonical = NULL;
    gboolean taken = ep_time_read(text, EP_ZONE_JAPAN, &seconds, &error);

    fuzz_check_error(!taken, error, EP_ERROR);
    if (error != NULL)
        return;
    canonical = ep_time_to_text(seconds);
    g_assert_true(ep_time_parse(canonical, &again, NULL));
    g_assert_cmpint(seconds, ==, again);
}

static void
check_fold(const char *text)
{
    g_autofree char *normal = ep_fold_normalize(text), *folded = ep_fold(text), *twice = ep_fold(normal);
    g_autofree char *half = g_strndup(text, strlen(text) / 2);

    g_assert_true(g_utf8_validate(folded, -1, NULL));
    g_assert_cmpstr(folded, ==, twice);
    g_assert_cmpint(ep_natural_compare(text, half), ==, -ep_natural_compare(half, text));
    g_assert_cmpint(ep_natural_compare(text, text), ==, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = fuzz_dup_utf8(data, size);

    if (text == NULL)
        return 0;
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        check_kind(&fields[i], text);
    check_date(text);
    check_time(text);
    check_fold(text);
    return 0;
}
