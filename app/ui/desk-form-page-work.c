#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-file.h"
#include "app/ui/desk-form-page-private.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-file.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/ledger/ep-kinds.h"

/* What the buttons of the forms' page do. */

typedef struct {
    DeskFormPage *page; /* kept */
    char *name, *said;
} DeskFormPageDeed;

static DeskFormPageDeed *
desk_form_page_new_deed(DeskFormPage *self, const char *name, const char *said)
{
    DeskFormPageDeed *deed = g_new0(DeskFormPageDeed, 1);

    *deed = (DeskFormPageDeed){ g_object_ref(self), g_strdup(name), g_strdup(said) };
    return deed;
}

/* What is saved is no longer only typed; the forms come again by themselves. */
static void
desk_form_page_done(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskFormPageDeed *deed = user_data;
    g_autoptr(DeskFormPage) self = deed->page;
    g_autoptr(GError) error = NULL;

    if (desk_data_do_finish(result, NULL, &error) != 0) {
        g_hash_table_remove(self->typed, deed->name);
        desk_go_say(GTK_WIDGET(self), deed->said);
    } else if (self->box != NULL) {
        desk_form_page_complain(self, error->message, 0);
    }
    if (error == NULL && self->box != NULL) {
        desk_form_page_fill_list(self);
        gtk_widget_set_sensitive(self->save, g_hash_table_contains(self->typed, self->name));
    }
    g_free(deed->name);
    g_free(deed->said);
    g_free(deed);
}

static void
desk_form_page_send(DeskFormPage *self, const char *name, const char *text)
{
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(self->data), "form.save", &table);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, desk_data_get_operator(self->data));

    ep_draft_set_named(answers, "name", name);
    ep_draft_set_named(answers, "text", text);
    desk_data_do(self->data, verb, table, NULL, answers, NULL, desk_form_page_done,
                 desk_form_page_new_deed(self, name, _("Saved; papers are printed like this from now on")));
}

gboolean
desk_form_page_save(DeskFormPage *self)
{
    g_autofree char *text = desk_code_dup_text(self->code);
    g_autoptr(EpForm) form = ep_form_parse(desk_data_get_catalog(self->data), self->name, text, NULL);

    if (form == NULL || !g_hash_table_contains(self->typed, self->name))
        return FALSE;
    desk_form_page_send(self, self->name, text);
    return TRUE;
}

void
desk_form_page_revert(DeskFormPage *self)
{
    g_hash_table_remove(self->typed, self->name);
    desk_form_page_show(self, self->name);
}

void
desk_form_page_restore(DeskFormPage *self)
{
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(self->data), "form.restore", &table);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    EpList *all = desk_data_peek(self->data, table);
    guint n = all != NULL ? g_list_model_get_n_items(G_LIST_MODEL(all)) : 0;

    for (guint i = 0; i < n; i++) {
        g_autoptr(EpRecord) row = g_list_model_get_item(G_LIST_MODEL(all), i);

        if (strcmp(ep_record_get_named(row, "name"), self->name) == 0)
            g_ptr_array_add(records, g_steal_pointer(&row));
    }
    if (records->len > 0)
        desk_data_do(self->data, verb, table, records, NULL, NULL, desk_form_page_done,
                     desk_form_page_new_deed(self, self->name, _("Taken away; Undo brings it back")));
}

/* --- another one --- */

void
desk_form_page_copy(DeskFormPage *self, const char *name)
{
    g_autoptr(EpForm) there = desk_form_page_find(self, name);
    g_autofree char *text = desk_code_dup_text(self->code);

    if (there != NULL || g_hash_table_contains(self->typed, name)) {
        g_autofree char *message = g_strdup_printf(_("There is a form called “%s” already"), name);

        desk_form_page_complain(self, message, 0);
        return;
    }
    g_hash_table_replace(self->typed, g_strdup(name), g_steal_pointer(&text));
    desk_form_page_show(self, name);
    gtk_widget_grab_focus(GTK_WIDGET(desk_code_get_view(self->code)));
}

/* --- files --- */

void
desk_form_page_take_file(DeskFormPage *self, const char *path)
{
    g_autofree char *bytes = NULL, *text = NULL, *message = NULL;
    g_autoptr(GError) error = NULL;
    gsize length;

    if (g_file_get_contents(path, &bytes, &length, &error))
        text = ep_text_decode(bytes, length, NULL, &error);
    if (text == NULL) {
        message = g_strdup_printf(_("The file cannot be read: %s"), error->message);
        desk_form_page_complain(self, message, 0);
        return;
    }
    desk_code_set_text(self->code, text);
    desk_form_page_type(self);
}

static void
desk_form_page_on_files(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_form_page_take_file(DESK_FORM_PAGE(widget), paths[0]);
}

void
desk_form_page_import(DeskFormPage *self)
{
    desk_import_file_ask(GTK_WIDGET(self), _("Read a form from a file"), FALSE, desk_form_page_on_files, NULL);
}

static void
desk_form_page_on_export(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskFormPage *self = DESK_FORM_PAGE(source);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_file_save_finish(result, &error), *text = desk_code_dup_text(self->code);
    g_autofree char *message = NULL;

    if (path != NULL && ep_file_replace(path, text, strlen(text), &error))
        message = g_strdup_printf(_("Saved: %s"), path);
    else if (error != NULL)
        message = g_strdup_printf(_("Not saved: %s"), error->message);
    if (message != NULL)
        desk_go_say(GTK_WIDGET(self), message);
}

void
desk_form_page_export(DeskFormPage *self)
{
    g_autofree char *name = g_strconcat(self->name, ".xml", NULL);

    desk_file_save(GTK_WIDGET(self), "form", name, _("Form"), ".xml", desk_form_page_on_export, NULL);
}
