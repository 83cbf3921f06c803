#include "endpoint/store/ep-number.h"

#include "endpoint/core/ep-date.h"
#include "endpoint/store/ep-sql.h"

/* "R8", "H30": the era's letter and the fiscal year in it. */
static char *
ep_number_dup_year(const char *day)
{
    EpDate date = { 0 };
    int year;

    ep_date_parse(day, &date, NULL);
    year = ep_date_fiscal_year(date);
    return year >= 2019 ? g_strdup_printf("R%d", year - 2018) : g_strdup_printf("H%d", year - 1988);
}

char *
ep_number_draw(EpReader *reader, const EpTable *table, const char *day, GError **error)
{
    g_autofree char *year = ep_number_dup_year(day);
    g_autofree char *taken = ep_sql_count(table, table->number);
    EpValue values[] = { EP_TEXT(table->series), EP_TEXT(year) };

    for (;;) {
        gint64 next = ep_reader_query_integer(reader, "journal-next-number", values, 2, error);
        g_autofree char *number = NULL;
        EpValue value;
        gint64 n = 0;

        if (next == 0)
            return NULL;
        number = g_strdup_printf("%s-%s-%05" G_GINT64_FORMAT, year, table->series, next);
        value = EP_TEXT(number);
        if (!ep_db_query_integer(ep_reader_get_db(reader), taken, &value, 1, &n, error))
            return NULL;
        if (n == 0)
            return g_steal_pointer(&number);
    }
}
