#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-permit.h"

/* Permits of whose end a section is to be told. */

gboolean
ep_permit_count_ending(EpReader *reader, const char *today, guint *n, guint *days, GError **error)
{
    g_autoptr(EpOffice) office = ep_office_load(reader, error);
    g_autoptr(GError) fault = NULL;
    g_autofree char *last = NULL;
    EpDate day = { 0 };
    EpValue values[2];

    if (office == NULL || !ep_date_parse(today, &day, error))
        return FALSE;
    last = ep_date_to_text(ep_date_add_days(day, office->notice_days));
    values[0] = EP_TEXT(today);
    values[1] = EP_TEXT(last);
    *days = (guint)office->notice_days;
    *n = (guint)ep_reader_query_integer(reader, "permits-ending", values, G_N_ELEMENTS(values), &fault);
    if (fault != NULL)
        g_propagate_error(error, g_steal_pointer(&fault));
    return error == NULL || *error == NULL;
}
