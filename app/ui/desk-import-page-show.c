#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-import-page-private.h"
#include "app/ui/desk-import-table.h"
#include "app/ui/desk-words.h"

/* What the page says, state by state. */

void
desk_import_page_set_state(DeskImportPage *self, DeskImportState state)
{
    static const char *const children[] = { "empty", "reading", "rows", "rows", "rows" };

    self->state = state;
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), children[state]);
    gtk_widget_set_visible(self->source, state >= DESK_IMPORT_READY);
    gtk_widget_set_visible(self->done, state == DESK_IMPORT_DONE);
    gtk_widget_set_visible(self->foot, state == DESK_IMPORT_READY || state == DESK_IMPORT_WRITING);
    gtk_widget_set_visible(self->commit, state == DESK_IMPORT_READY);
    gtk_widget_set_visible(self->leave, state == DESK_IMPORT_READY);
    gtk_widget_set_visible(self->stop, state == DESK_IMPORT_WRITING);
    gtk_widget_set_sensitive(self->how, state == DESK_IMPORT_READY);
    desk_import_page_show_banner(self, NULL);
    if (state == DESK_IMPORT_EMPTY)
        gtk_label_set_text(GTK_LABEL(self->empty_text), ep_label(N_("Put files or a folder here, or choose them.")));
    if (state == DESK_IMPORT_WRITING) {
        gtk_label_set_text(GTK_LABEL(self->foot_text), _("Writing. It can be stopped, and taken back afterwards."));
        gtk_widget_grab_focus(self->stop);
    }
}

void
desk_import_page_show_banner(DeskImportPage *self, const char *message)
{
    desk_banner_show(self->banner, message);
}

/* The one sentence before the button */

void
desk_import_page_show_foot(DeskImportPage *self)
{
    const EpImportSummary *summary = self->preview != NULL ? &self->preview->summary : &self->summary;
    guint due = summary->counts[EP_VERDICT_NEW] + summary->counts[EP_VERDICT_CHANGED];
    g_autofree char *made = desk_words_dup_number(summary->counts[EP_VERDICT_NEW]);
    g_autofree char *changed = desk_words_dup_number(summary->counts[EP_VERDICT_CHANGED]);
    g_autofree char *out = g_strdup_printf(_("%u in error and %u to be decided are left out."),
                                           summary->counts[EP_VERDICT_ERROR], summary->counts[EP_VERDICT_CONFLICT]);
    g_autofree char *takes = due > 0 ? g_strdup_printf(_("%s new and %s changed will be written."), made, changed)
                                     : g_strdup(_("There is nothing to be written."));
    gboolean some = summary->counts[EP_VERDICT_ERROR] + summary->counts[EP_VERDICT_CONFLICT] > 0;
    g_autofree char *text = some ? g_strdup_printf("%s  %s", takes, out) : g_strdup(takes);

    if (self->state != DESK_IMPORT_READY)
        return;
    gtk_label_set_text(GTK_LABEL(self->foot_text), text);
    gtk_widget_set_sensitive(self->commit, due > 0);
}

/* The rows */

static void
desk_import_page_show_source(DeskImportPage *self)
{
    GPtrArray *maps = self->preview->maps, *records = self->preview->records;
    const DeskImportMap *first = maps->len > 0 ? g_ptr_array_index(maps, 0) : NULL;
    g_autofree char *n = desk_words_dup_number(records != NULL ? records->len : 0);
    g_autofree char *rows = g_strdup_printf(_("%s rows"), n);
    g_autofree char *text = NULL;

    if (first == NULL)
        text = g_strdup_printf(_("%s inventories"), n);
    else if (maps->len == 1)
        text = g_strdup_printf("%s · %s", first->origin, rows);
    else
        text = g_strdup_printf(_("%s and %u more · %s"), first->origin, maps->len - 1, rows);
    gtk_label_set_text(GTK_LABEL(self->source), text);
}

static void
desk_import_page_ready(DeskImportPage *self)
{
    desk_import_how_set(DESK_IMPORT_HOW(self->how), self->table, self->preview->maps);
    desk_import_page_set_state(self, DESK_IMPORT_READY);
    desk_import_totals_choose(DESK_IMPORT_TOTALS(self->totals), -1);
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    desk_list_set_columns(DESK_LIST(self->list), self->preview->columns);
    gtk_widget_grab_focus(self->list);
}

void
desk_import_page_take_preview(DeskImportPage *self, DeskImportPreview *preview)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    gboolean first = self->state == DESK_IMPORT_READING;
    gboolean had_rows = self->preview != NULL && self->preview->records != NULL;

    g_clear_pointer(&self->preview, desk_import_preview_free);
    self->preview = preview;
    if (first)
        desk_import_page_ready(self);
    else if (!had_rows && preview->columns != NULL)
        desk_list_set_columns(DESK_LIST(self->list), preview->columns);
    desk_import_page_show_source(self);
    desk_import_totals_set(DESK_IMPORT_TOTALS(self->totals), &preview->summary);
    ep_list_load(self->model, preview->records != NULL ? preview->records : none);
    desk_list_redraw(DESK_LIST(self->list));
    desk_import_how_set_held(DESK_IMPORT_HOW(self->how), preview->summary.held);
    desk_import_page_show_banner(self, preview->problem != NULL ? preview->problem : preview->refused);
    desk_import_page_show_foot(self);
    desk_import_page_show_side(self);
}

/* Beside the rows */

static char *
desk_import_page_dup_decision(DeskImportPage *self, guint row)
{
    const DeskImportDecision *decision = g_hash_table_lookup(self->decisions, GUINT_TO_POINTER(row + 1));
    g_autofree char *name = NULL;

    if (decision == NULL || decision->open)
        return NULL;
    if (decision->candidate == NULL)
        return g_strdup(_("Decided: none of them, a new one"));
    name = ep_record_dup_name(decision->candidate);
    return g_strdup_printf(_("Decided: it is %s"), name);
}

void
desk_import_page_show_side(DeskImportPage *self)
{
    g_autoptr(GPtrArray) selected = desk_list_get_selected(DESK_LIST(self->list));
    EpRecord *record = selected->len == 1 ? g_ptr_array_index(selected, 0) : NULL;
    const DeskImportItem *item = desk_import_page_get_item(self, record);
    g_autofree char *chosen = NULL;

    if (item != NULL) {
        chosen = desk_import_page_dup_decision(self, (guint)ep_record_get_id(record) - 1);
        desk_import_detail_set(DESK_IMPORT_DETAIL(self->detail), self->table, record, item, chosen,
                               self->state == DESK_IMPORT_DONE);
    }
    gtk_widget_set_visible(self->side, item != NULL || self->state != DESK_IMPORT_DONE);
    gtk_stack_set_visible_child_name(GTK_STACK(self->side), item != NULL ? "detail" : "how");
}

/* Afterwards */

void
desk_import_page_show_done(DeskImportPage *self, const DeskImportDone *done)
{
    const EpImportSummary *summary = &done->summary;
    g_autofree char *made = desk_words_dup_number(summary->counts[EP_VERDICT_NEW]);
    g_autofree char *changed = desk_words_dup_number(summary->counts[EP_VERDICT_CHANGED]);
    g_autofree char *text = g_strdup_printf(_("Imported: %s new, %s changed."), made, changed);
    g_autofree char *more = NULL;

    if (done->problem != NULL)
        more = g_strdup_printf(_("Stopped on the way; what was written until then stays. %s"),
                               done->cancelled ? "" : done->problem);
    else if (summary->made > 0)
        more = g_strdup_printf(_("%u that they name were made, to be confirmed."), summary->made);
    if (done->problem != NULL)
        gtk_label_set_text(GTK_LABEL(self->done_text), more);
    else if (more != NULL)
        gtk_label_set_text(GTK_LABEL(self->done_text), (text = g_strjoin("  ", text, more, NULL)));
    else
        gtk_label_set_text(GTK_LABEL(self->done_text), text);
    gtk_widget_set_visible(self->undo, summary->act != 0);
    gtk_widget_set_visible(self->see, summary->counts[EP_VERDICT_NEW] > 0);
    desk_import_page_say(self, gtk_label_get_text(GTK_LABEL(self->done_text)));
    desk_import_page_show_side(self);
    gtk_widget_grab_focus(self->list);
}
