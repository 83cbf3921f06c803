#include "app/ui/desk-shots-renewal.h"

#include <string.h>
#include <glib/gstdio.h>

#include "app/ui/desk-renewal-answers.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-renewal.h"

static void
desk_shots_renewal_begin(DeskData *data)
{
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(data), "renewal.new", &table);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, desk_data_get_operator(data));
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    ep_renewal_propose(answers, today);
    ep_draft_set_named(answers, "checked_since", "2026-11-01");
    desk_data_do(data, verb, table, NULL, answers, NULL, NULL, NULL);
}

/* One line after the other is renewed, given back, lost, left open. */
static void
desk_shots_renewal_answer(DeskData *data)
{
    static const char *const verbs[] = { "renewal_line.renew", "renewal_line.renew", "renewal_line.give_back",
                                         "renewal_line.lose" };
    EpList *all = desk_data_peek(data, &ep_renewal_line_table);

    for (guint v = 0; v < G_N_ELEMENTS(verbs); v++) {
        g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_object_unref);
        EpTable *table;
        const EpVerb *verb = ep_verb_find(desk_data_get_catalog(data), verbs[v], &table);

        for (guint i = v; i < ep_list_get_total(all); i += G_N_ELEMENTS(verbs) + 1)
            g_ptr_array_add(lines, g_object_ref(ep_list_peek_any(all, i)));
        if (lines->len > 0)
            desk_data_do(data, verb, table, lines, NULL, NULL, NULL, NULL);
    }
}

/* A list as a section may send it back: answers, one that nobody understands, a permit that nobody knows. */
static void
desk_shots_renewal_read(DeskData *data, DeskRenewal *page)
{
    g_autoptr(GString) text = g_string_new("許可番号,回答,備考\n");
    g_autofree char *folder = g_dir_make_tmp("desk-shots-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "R8-更-00001_総務課.csv", NULL);
    const char *const paths[] = { path, NULL };
    EpList *all = desk_data_peek(data, &ep_renewal_line_table);

    for (guint i = 0; i < MIN(ep_list_get_total(all), 20); i++)
        g_string_append_printf(text, "%s,%s,\n", ep_record_get_named(ep_list_peek_any(all, i), "number"),
                               i % 7 == 3 ? "返却" : "更新");
    g_string_append(text, "R8-周-99999-1,更新,\nR8-周-00001-1,たぶん使う,\n");
    ep_file_replace(path, text->str, text->len, NULL);
    desk_renewal_read_answers(page, paths);
}

static void
desk_shots_renewal_do(DeskRenewal *page, const char *name)
{
    if (strcmp(name, "renewal-answers") != 0)
        desk_renewal_answers_leave(DESK_RENEWAL_ANSWERS(desk_renewal_get_answers(page)));
    if (strcmp(name, "renewal-verb") == 0 || strcmp(name, "renewal-undo") == 0)
        desk_list_unselect_all(desk_renewal_get_sections(page));
    if (strcmp(name, "renewal-verb") == 0)
        desk_renewal_do(page, "renewal_line.do_renew");
    else if (strcmp(name, "renewal-print") == 0)
        desk_renewal_print(page, "renewal-list");
    else if (strcmp(name, "renewal-reminder") == 0)
        desk_renewal_print(page, "renewal-reminder");
    else if (strcmp(name, "renewal-undo") == 0)
        desk_renewal_undo(page);
}

void
desk_shots_renewal_show(DeskWindow *window, DeskRenewal *page, const char *name)
{
    DeskData *data = desk_window_get_data(window);
    EpList *sections = desk_list_get_model(desk_renewal_get_sections(page));

    if (strcmp(name, "renewal-begun") == 0)
        desk_shots_renewal_begin(data);
    else if (strcmp(name, "renewal-answered") == 0)
        desk_shots_renewal_answer(data);
    else if (strcmp(name, "renewal-section") == 0 && ep_list_get_n(sections) > 0)
        desk_list_select_id(desk_renewal_get_sections(page), ep_record_get_id(ep_list_peek(sections, 0)));
    else if (strcmp(name, "renewal-answers") == 0)
        desk_shots_renewal_read(data, page);
    desk_shots_renewal_do(page, name);
}
