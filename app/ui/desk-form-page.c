#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-form-job.h"
#include "app/ui/desk-form-list.h"
#include "app/ui/desk-form-page-private.h"
#include "endpoint/ledger/ep-kinds.h"

#define CALM 250 /* ms after the last letter */

enum { SHOW_RECORD, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskFormPage, desk_form_page, GTK_TYPE_WIDGET)

EpForm *
desk_form_page_find(DeskFormPage *self, const char *name)
{
    g_autoptr(GPtrArray) forms = desk_form_list_dup(self->data);
    EpForm *form = ep_form_find(forms, name, NULL);

    return form != NULL ? ep_form_ref(form) : NULL;
}

/* As typed, else as saved. */
static char *
desk_form_page_dup_text(DeskFormPage *self, const char *name)
{
    const char *typed = g_hash_table_lookup(self->typed, name);
    g_autoptr(EpForm) form = desk_form_page_find(self, name);

    return g_strdup(typed != NULL ? typed : form != NULL ? ep_form_get_text(form) : "");
}

/* --- what it makes of a record --- */

/* Those that the sample's words name, else the newest that the form is meant for. */
static EpRecord *
desk_form_page_find_sample(DeskFormPage *self, EpList *all)
{
    const char *wanted = gtk_editable_get_text(GTK_EDITABLE(self->sample));
    guint n = g_list_model_get_n_items(G_LIST_MODEL(all));
    g_autoptr(EpRecord) best = NULL;

    for (guint i = 0; i < n; i++) {
        g_autoptr(EpRecord) record = g_list_model_get_item(G_LIST_MODEL(all), i);
        const char *number = ep_record_get(record, ep_record_get_table(record)->at.number);

        if (*wanted != '\0' && strstr(number, wanted) != NULL)
            return g_steal_pointer(&record);
        if (ep_form_suits(self->form, record) && (best == NULL || ep_record_get_id(record) > ep_record_get_id(best)))
            g_set_object(&best, record);
    }
    return *wanted == '\0' ? g_steal_pointer(&best) : NULL;
}

static GPtrArray *
desk_form_page_find_samples(DeskFormPage *self)
{
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);
    const char *list = ep_form_get_list(self->form);
    EpList *all = desk_data_peek(self->data, ep_form_get_table(self->form));
    EpRecord *sample = all != NULL ? desk_form_page_find_sample(self, all) : NULL;
    guint n = all != NULL ? g_list_model_get_n_items(G_LIST_MODEL(all)) : 0;

    if (sample == NULL)
        return records; /* the form with nothing filled in */
    g_ptr_array_add(records, sample);
    for (guint i = 0; list != NULL && i < n && records->len < 60; i++) {
        g_autoptr(EpRecord) record = g_list_model_get_item(G_LIST_MODEL(all), i);

        if (record != sample && ep_form_suits(self->form, record) &&
            strcmp(ep_record_get_named(record, list), ep_record_get_named(sample, list)) == 0)
            g_ptr_array_add(records, g_steal_pointer(&record));
    }
    return records;
}

typedef struct {
    DeskFormPage *page; /* kept */
    guint asked;
} DeskFormPageAsk;

static void
desk_form_page_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskFormPageAsk *ask = user_data;
    g_autoptr(DeskFormPage) self = ask->page;
    guint asked = ask->asked;
    g_autoptr(GError) error = NULL;
    DeskFormPages *pages = desk_data_run_finish(result, &error);
    g_autofree char *complaints = NULL;

    g_free(ask);
    self->running--;
    if (self->box != NULL && asked == self->asked) {
        if (pages != NULL)
            desk_preview_set_layout(self->preview, pages->layout, self->name, TRUE);
        complaints = pages != NULL ? g_strjoinv("\n", pages->complaints) : g_strdup(error->message);
        desk_form_page_complain(self, *complaints != '\0' ? complaints : NULL, 0);
    }
    g_clear_pointer(&pages, desk_form_pages_free);
}

static void
desk_form_page_lay_out(DeskFormPage *self)
{
    g_autoptr(GPtrArray) records = NULL;
    DeskFormPageAsk *ask;

    if (ep_form_get_table(self->form) == NULL) {
        self->asked++;
        desk_preview_set_empty(self->preview, _("Words for all forms"),
                               _("What stands here is filled in where a form says {@…}."));
        desk_preview_set_layout(self->preview, NULL, NULL, FALSE);
        desk_form_page_complain(self, NULL, 0);
        return;
    }
    desk_data_load(self->data, ep_form_get_table(self->form));
    records = desk_form_page_find_samples(self);
    ask = g_new0(DeskFormPageAsk, 1);
    *ask = (DeskFormPageAsk){ g_object_ref(self), ++self->asked };
    self->running++;
    desk_form_job_run(self->data, self->form, records, 0, desk_form_page_take, ask);
}

/* The line that a sentence about a text begins with, in whatever language. */
static guint
desk_form_page_read_line(const char *message)
{
    while (*message != '\0' && !g_ascii_isdigit(*message))
        message++;
    return (guint)strtoul(message, NULL, 10);
}

static gboolean
desk_form_page_read(gpointer user_data)
{
    DeskFormPage *self = user_data;
    g_autofree char *text = desk_code_dup_text(self->code);
    g_autoptr(GError) error = NULL;
    EpForm *form = ep_form_parse(desk_data_get_catalog(self->data), self->name, text, &error);

    self->timer = 0;
    if (form == NULL) {
        desk_form_page_complain(self, error->message, desk_form_page_read_line(error->message));
        return G_SOURCE_REMOVE;
    }
    g_clear_pointer(&self->form, ep_form_unref);
    self->form = form;
    desk_form_offers_set_table(self->offers, ep_form_get_table(form));
    desk_form_page_lay_out(self);
    return G_SOURCE_REMOVE;
}

void
desk_form_page_preview(DeskFormPage *self)
{
    g_clear_handle_id(&self->timer, g_source_remove);
    self->timer = g_timeout_add(CALM, desk_form_page_read, self);
}

void
desk_form_page_complain(DeskFormPage *self, const char *message, guint line)
{
    gboolean wrong = message != NULL && line > 0;

    gtk_label_set_text(GTK_LABEL(self->problem), message != NULL ? message : "");
    gtk_widget_set_visible(self->problem, message != NULL);
    gtk_widget_remove_css_class(self->problem, wrong ? "wait" : "late");
    gtk_widget_add_css_class(self->problem, wrong ? "late" : "wait");
    desk_code_mark_line(self->code, line);
    gtk_widget_set_sensitive(self->save, !wrong && g_hash_table_contains(self->typed, self->name));
}

/* --- which form --- */

void
desk_form_page_type(DeskFormPage *self)
{
    g_autofree char *text = desk_code_dup_text(self->code);
    g_autoptr(EpForm) saved = desk_form_page_find(self, self->name);
    gboolean before = g_hash_table_contains(self->typed, self->name);
    gboolean other = saved == NULL || strcmp(text, ep_form_get_text(saved)) != 0;

    if (other)
        g_hash_table_replace(self->typed, g_strdup(self->name), g_steal_pointer(&text));
    else
        g_hash_table_remove(self->typed, self->name);
    if (before != other)
        desk_form_page_fill_list(self);
    gtk_widget_set_sensitive(self->save, other);
    desk_form_page_preview(self);
}

void
desk_form_page_show(DeskFormPage *self, const char *name)
{
    g_autofree char *own = g_strdup(name), *text = desk_form_page_dup_text(self, name);
    g_autoptr(EpForm) form = desk_form_page_find(self, name);

    if (form != NULL && strcmp(text, ep_form_get_text(form)) == 0)
        g_hash_table_remove(self->typed, name); /* it is saved by now */
    g_free(self->name);
    self->name = g_steal_pointer(&own);
    desk_code_set_text(self->code, text);
    gtk_editable_set_text(GTK_EDITABLE(self->sample), "");
    gtk_label_set_text(GTK_LABEL(self->title), form != NULL ? ep_form_get_title(form) : self->name);
    gtk_widget_set_sensitive(self->restore, form != NULL && ep_form_is_own(form));
    gtk_button_set_label(GTK_BUTTON(self->restore),
                         form != NULL && !ep_form_is_built_in(form) ? _("Take it away") : _("As it came"));
    desk_form_page_complain(self, NULL, 0);
    desk_form_page_fill_list(self);
    g_clear_handle_id(&self->timer, g_source_remove);
    desk_form_page_read(self);
}

/* Forms, or what the preview is of, are others. */
static void
desk_form_page_moved(DeskData *data, const EpTable *table, DeskFormPage *self)
{
    g_autoptr(EpForm) still = NULL;

    if (self->box == NULL || self->name == NULL)
        return;
    if (table == &ep_form_table) {
        still = desk_form_page_find(self, self->name);
        desk_form_page_show(self, still != NULL || g_hash_table_contains(self->typed, self->name) ? self->name
                                                                                                  : EP_FORM_SHARED);
    } else if (self->form != NULL && table == ep_form_get_table(self->form)) {
        desk_form_page_preview(self);
    }
}

static void
desk_form_page_show_record(DeskFormPage *self, gint64 id)
{
    EpRecord *row = desk_data_lookup(self->data, &ep_form_table, id);

    if (row != NULL)
        desk_form_page_show(self, ep_record_get_named(row, "name"));
}

DeskCode *
desk_form_page_get_code(DeskFormPage *self)
{
    return self->code;
}

DeskPreview *
desk_form_page_get_preview(DeskFormPage *self)
{
    return self->preview;
}

const char *
desk_form_page_get_problem(DeskFormPage *self)
{
    return gtk_label_get_text(GTK_LABEL(self->problem));
}

gboolean
desk_form_page_is_settled(DeskFormPage *self)
{
    return self->timer == 0 && self->running == 0 && desk_preview_is_settled(self->preview);
}

static void
desk_form_page_dispose(GObject *object)
{
    DeskFormPage *self = DESK_FORM_PAGE(object);

    g_clear_handle_id(&self->timer, g_source_remove);
    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->form, ep_form_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_form_page_parent_class)->dispose(object);
}

static void
desk_form_page_finalize(GObject *object)
{
    DeskFormPage *self = DESK_FORM_PAGE(object);

    g_hash_table_unref(self->typed);
    g_free(self->name);
    G_OBJECT_CLASS(desk_form_page_parent_class)->finalize(object);
}

static void
desk_form_page_class_init(DeskFormPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_form_page_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_form_page_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "page");
    signals[SHOW_RECORD] = g_signal_new_class_handler(
        "show-record", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
        G_CALLBACK(desk_form_page_show_record), NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
desk_form_page_init(DeskFormPage *self)
{
    self->typed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

GtkWidget *
desk_form_page_new(DeskData *data, DeskSettings *settings)
{
    DeskFormPage *self = g_object_new(DESK_TYPE_FORM_PAGE, NULL);

    self->data = g_object_ref(data);
    desk_form_page_build(self);
    g_signal_connect_object(data, "loaded", G_CALLBACK(desk_form_page_moved), self, G_CONNECT_AFTER);
    g_signal_connect_object(data, "changed", G_CALLBACK(desk_form_page_moved), self, G_CONNECT_AFTER);
    desk_form_page_show(self, "application-receipt");
    return GTK_WIDGET(self);
}
