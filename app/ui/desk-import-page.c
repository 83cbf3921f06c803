#include "app/ui/desk-import-page.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-import-choose.h"
#include "app/ui/desk-import-page-private.h"
#include "app/ui/desk-import-table.h"

G_DEFINE_FINAL_TYPE(DeskImportPage, desk_import_page, GTK_TYPE_WIDGET)

static void
desk_import_page_free_decision(gpointer data)
{
    DeskImportDecision *decision = data;

    g_clear_object(&decision->candidate);
    g_ptr_array_unref(decision->candidates);
    g_free(decision->reason);
    g_free(decision);
}

static void
desk_import_page_dispose(GObject *object)
{
    DeskImportPage *self = DESK_IMPORT_PAGE(object);

    self->asked++;
    g_clear_pointer(&self->body, gtk_widget_unparent);
    self->list = NULL;
    desk_import_page_forget(self);
    g_clear_object(&self->model);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_import_page_parent_class)->dispose(object);
}

static void
desk_import_page_finalize(GObject *object)
{
    g_hash_table_unref(DESK_IMPORT_PAGE(object)->decisions);
    G_OBJECT_CLASS(desk_import_page_parent_class)->finalize(object);
}

static void
desk_import_page_class_init(DeskImportPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_import_page_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_import_page_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "page");
}

static void
desk_import_page_init(DeskImportPage *self)
{
    self->decisions = g_hash_table_new_full(NULL, NULL, NULL, desk_import_page_free_decision);
}

gboolean
desk_import_page_takes(const EpTable *table)
{
    static const char *const names[] = { "pc", "section", "staff", NULL };

    return g_strv_contains(names, table->name);
}

static void
desk_import_page_set_table(DeskImportPage *self, const EpTable *table)
{
    g_autofree char *title = g_strdup_printf(_("Import into “%s”"), ep_label(table->label));

    self->table = table;
    gtk_label_set_text(GTK_LABEL(self->title), title);
    g_clear_object(&self->model);
    self->model = ep_list_new(desk_import_table_get(table));
    desk_list_set_model(DESK_LIST(self->list), self->model);
}

GtkWidget *
desk_import_page_new(DeskData *data, DeskSettings *settings)
{
    DeskImportPage *self = g_object_new(DESK_TYPE_IMPORT_PAGE, NULL);

    self->data = g_object_ref(data);
    self->settings = settings;
    desk_import_page_build(self);
    desk_import_page_set_table(self, ep_catalog_find(desk_data_get_catalog(data), "pc"));
    desk_import_page_set_state(self, DESK_IMPORT_EMPTY);
    return GTK_WIDGET(self);
}

void
desk_import_page_say(DeskImportPage *self, const char *message)
{
    desk_go_say(GTK_WIDGET(self), message);
}

void
desk_import_page_forget(DeskImportPage *self)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();

    self->asked++;
    self->busy = FALSE;
    self->outdated = FALSE;
    self->summary = (EpImportSummary){ 0 };
    g_hash_table_remove_all(self->decisions);
    if (self->model != NULL)
        ep_list_load(self->model, none);
    g_clear_pointer(&self->files, desk_import_files_unref);
    g_clear_pointer(&self->preview, desk_import_preview_free);
}

void
desk_import_page_begin(DeskImportPage *self, const EpTable *table, const char *const *paths)
{
    gboolean other = table != self->table;

    if (self->state == DESK_IMPORT_WRITING || (paths == NULL && !other && self->state != DESK_IMPORT_DONE)) {
        gtk_widget_child_focus(GTK_WIDGET(self), GTK_DIR_TAB_FORWARD);
        return; /* what is on its way goes on */
    }
    if (self->busy)
        desk_data_cancel(self->data);
    desk_import_page_forget(self);
    if (other)
        desk_import_page_set_table(self, table);
    if (paths != NULL) {
        desk_import_page_read(self, paths);
        return;
    }
    desk_import_page_set_state(self, DESK_IMPORT_EMPTY);
    gtk_widget_grab_focus(self->empty_files);
}

void
desk_import_page_leave(DeskImportPage *self)
{
    if (self->state == DESK_IMPORT_WRITING)
        return;
    if (self->busy)
        desk_data_cancel(self->data);
    desk_import_page_forget(self);
    desk_import_page_set_state(self, DESK_IMPORT_EMPTY);
    desk_go_page(GTK_WIDGET(self), self->table->name);
}

void
desk_import_page_commit(DeskImportPage *self)
{
    if (gtk_widget_get_sensitive(self->commit) && self->state == DESK_IMPORT_READY && !self->busy)
        desk_import_page_write(self);
}

void
desk_import_page_undo(DeskImportPage *self)
{
    if (self->state == DESK_IMPORT_DONE && self->summary.act != 0 && !self->busy)
        desk_import_page_take_back(self);
}

/* Deciding */

const DeskImportItem *
desk_import_page_get_item(DeskImportPage *self, EpRecord *record)
{
    guint at = record != NULL ? (guint)ep_record_get_id(record) - 1 : G_MAXUINT;

    if (self->preview == NULL || self->preview->items == NULL || at >= self->preview->items->len)
        return NULL;
    return g_ptr_array_index(self->preview->items, at);
}

static char *
desk_import_page_dup_reason(const DeskImportItem *item)
{
    const DeskImportFault *fault = item->faults != NULL ? g_ptr_array_index(item->faults, 0) : NULL;

    return g_strdup(fault != NULL ? fault->reason : "");
}

static DeskImportDecision *
desk_import_page_ensure_decision(DeskImportPage *self, guint row)
{
    DeskImportDecision *decision = g_hash_table_lookup(self->decisions, GUINT_TO_POINTER(row + 1));
    const DeskImportItem *item = NULL;

    if (self->preview != NULL && self->preview->items != NULL && row < self->preview->items->len)
        item = g_ptr_array_index(self->preview->items, row);
    if (decision != NULL || item == NULL || item->candidates == NULL)
        return decision;
    decision = g_new0(DeskImportDecision, 1);
    decision->open = TRUE;
    decision->candidates = g_ptr_array_ref(item->candidates);
    decision->reason = desk_import_page_dup_reason(item);
    g_hash_table_insert(self->decisions, GUINT_TO_POINTER(row + 1), decision);
    return decision;
}

void
desk_import_page_decide(DeskImportPage *self, guint row, int candidate)
{
    DeskImportDecision *decision = desk_import_page_ensure_decision(self, row);
    EpRecord *chosen = NULL;

    if (decision == NULL || self->state != DESK_IMPORT_READY)
        return;
    decision->open = candidate == DESK_IMPORT_CHOOSE_OPEN;
    if (candidate >= 0 && (guint)candidate < decision->candidates->len)
        chosen = g_ptr_array_index(decision->candidates, candidate);
    g_set_object(&decision->candidate, chosen);
    desk_import_page_judge(self);
}

static void
desk_import_page_chosen(DeskImportChoose *choose, int candidate, gpointer user_data)
{
    desk_import_page_decide(user_data, GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(choose), "row")), candidate);
}

void
desk_import_page_ask(DeskImportPage *self, guint row)
{
    DeskImportDecision *decision = desk_import_page_ensure_decision(self, row);
    EpRecord *record = ep_list_lookup(self->model, row + 1);
    const DeskImportItem *item = desk_import_page_get_item(self, record);
    DeskImportChoose *choose;

    if (item == NULL)
        return;
    if (self->state == DESK_IMPORT_DONE || item->verdict == EP_VERDICT_SAME) {
        if (item->id != 0)
            desk_go_open(GTK_WIDGET(self), self->table, item->id);
        return;
    }
    if (decision == NULL || self->state != DESK_IMPORT_READY)
        return;
    choose = desk_import_choose_open(GTK_WIDGET(self), self->table, record, decision->candidates, decision->reason);
    g_object_set_data(G_OBJECT(choose), "row", GUINT_TO_POINTER(row));
    g_signal_connect_object(choose, "chosen", G_CALLBACK(desk_import_page_chosen), self, 0);
}

/* What tests and pictures look at */

DeskImportState
desk_import_page_get_state(DeskImportPage *self)
{
    return self->state;
}

gboolean
desk_import_page_is_busy(DeskImportPage *self)
{
    return self->busy;
}

const DeskImportPreview *
desk_import_page_get_preview(DeskImportPage *self)
{
    return self->preview;
}

DeskList *
desk_import_page_get_list(DeskImportPage *self)
{
    return DESK_LIST(self->list);
}
