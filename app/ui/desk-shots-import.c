#include "app/ui/desk-shots-import.h"

#include <glib/gstdio.h>

#include "app/ui/desk-import-page.h"
#include "endpoint/core/ep-file.h"

#define ROWS 60

static EpRecord *
desk_shots_import_peek(EpList *all, guint row)
{
    return ep_list_peek_any(all, row * 131 % ep_list_get_total(all));
}

/* Most rows are as the ledger has them; some changed, some are new, some are wrong, one has another PC's serial. */
static char *
desk_shots_import_write(EpList *all)
{
    static const char *const fields[] = { "asset_number", "host", "section", "user", "place", "model", "serial" };
    GString *text =
        g_string_new("情報端末一覧,,,,,,,,\n資産番号,端末名,所属課,使用者,設置場所,機種,製造番号,導入日,整理欄\n");
    char *path = g_build_filename(g_get_tmp_dir(), "情報端末一覧_令和8年度.csv", NULL);

    for (guint row = 0; row < ROWS; row++) {
        EpRecord *record = desk_shots_import_peek(all, row);
        guint kind = row % 12;

        for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
            const char *value = ep_record_get_label(record, ep_table_find(ep_record_get_table(record), fields[i]));
            gboolean new_number = i == 0 && (kind == 4 || kind == 9), no_serial = i == 6 && kind == 4;

            if (new_number)
                g_string_append_printf(text, "N-%04u", 9000 + row);
            else if (i == 1 && kind == 4)
                g_string_append_printf(text, "NEWPC%03u", row);
            else if (i == 4 && kind == 2)
                g_string_append(text, "本庁舎2階 南");
            else if (i == 3 && (kind == 2 || kind == 7))
                g_string_append(text, "佐藤 未来");
            else
                g_string_append(text, no_serial ? "" : value);
            g_string_append_c(text, ',');
        }
        g_string_append_printf(text, "%s,%u\n", kind == 10 && row < 24 ? "令和8年13月1日" : "", row);
    }
    ep_file_replace(path, text->str, text->len, NULL);
    g_string_free(text, TRUE);
    return path;
}

void
desk_shots_import_begin(DeskWindow *window)
{
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(desk_window_get_data(window)), "pc");
    EpList *all = desk_data_peek(desk_window_get_data(window), table);
    g_autofree char *path = all != NULL && ep_list_get_total(all) > 0 ? desk_shots_import_write(all) : NULL;
    const char *paths[] = { path, NULL };

    if (path != NULL)
        desk_window_import(window, table, paths);
}

static DeskImportPage *
desk_shots_import_get(DeskWindow *window)
{
    GtkWidget *page = desk_window_get_page(window);

    return DESK_IS_IMPORT_PAGE(page) ? DESK_IMPORT_PAGE(page) : NULL;
}

static gint64
desk_shots_import_find(DeskImportPage *page, EpVerdict verdict)
{
    const DeskImportPreview *preview = page != NULL ? desk_import_page_get_preview(page) : NULL;

    for (guint i = 0; preview != NULL && preview->items != NULL && i < preview->items->len; i++) {
        const DeskImportItem *item = g_ptr_array_index(preview->items, i);

        if (item->verdict == verdict)
            return i + 1;
    }
    return 0;
}

void
desk_shots_import_select(DeskWindow *window, EpVerdict verdict)
{
    DeskImportPage *page = desk_shots_import_get(window);

    if (page != NULL)
        desk_list_select_id(desk_import_page_get_list(page), desk_shots_import_find(page, verdict));
}

void
desk_shots_import_ask(DeskWindow *window)
{
    DeskImportPage *page = desk_shots_import_get(window);
    gint64 id = desk_shots_import_find(page, EP_VERDICT_CONFLICT);

    if (id != 0)
        desk_import_page_ask(page, (guint)id - 1);
}

void
desk_shots_import_commit(DeskWindow *window)
{
    DeskImportPage *page = desk_shots_import_get(window);

    if (page == NULL)
        return;
    desk_list_unselect_all(desk_import_page_get_list(page));
    desk_import_page_commit(page);
}

void
desk_shots_import_end(DeskWindow *window)
{
    DeskImportPage *page = desk_shots_import_get(window);

    if (page != NULL)
        desk_import_page_undo(page);
}
