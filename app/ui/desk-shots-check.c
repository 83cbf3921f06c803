#include "app/ui/desk-shots-check.h"

#include <string.h>

#include "app/ui/desk-check.h"
#include "app/ui/desk-check-medium.h"
#include "endpoint/ledger/ep-kinds.h"

/* Without a scanner on this PC, what another one said is written down. */
static void
desk_shots_check_scan(DeskCheck *check, DeskData *data)
{
    DeskCheckSubject *subject = desk_check_subject_new(data, NULL);

    ep_draft_set_named(subject->answers, "carrier", "風見 一郎");
    ep_draft_set_named(subject->answers, "errand", "税務端末の月次保守");
    desk_check_show_scan(check, subject, FALSE);
}

/* The last check that was clean and may be permitted, or the last that found something. */
static void
desk_shots_check_result(DeskCheck *check, DeskData *data, const char *wanted)
{
    EpList *checks = desk_data_peek(data, &ep_virus_check_table);
    EpRecord *last = NULL;

    for (guint i = 0; checks != NULL && i < ep_list_get_total(checks); i++) {
        EpRecord *one = ep_list_peek_any(checks, i);

        if (strcmp(ep_record_get_named(one, "result"), wanted) == 0 && *ep_record_get_named(one, "carrier") != '\0' &&
            (last == NULL || strcmp(ep_record_get_named(one, "at"), ep_record_get_named(last, "at")) > 0))
            last = one;
    }
    if (last != NULL)
        desk_check_show_result(check, ep_record_get_id(last));
}

void
desk_shots_check_show(DeskWindow *window, const char *name)
{
    DeskCheck *check = DESK_CHECK(desk_window_get_page(window));
    DeskData *data = desk_window_get_data(window);

    if (g_str_equal(name, "check-medium")) /* the second stick of the recording, brought in */
        desk_check_medium_choose_device(DESK_CHECK_MEDIUM(desk_check_get_medium(check)), "1-2");
    else if (g_str_equal(name, "check-scan"))
        desk_shots_check_scan(check, data);
    else
        desk_shots_check_result(check, data, strstr(name, "clean") != NULL ? "clean" : "found");
}
