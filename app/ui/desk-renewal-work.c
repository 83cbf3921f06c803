#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-form-sheet.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-file.h"
#include "app/ui/desk-renewal-answers.h"
#include "app/ui/desk-renewal-private.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-verb-sheet.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/report/ep-renewal-sheet.h"

/* What the buttons of the yearly renewal's page do. */

/* --- verbs --- */

static void
desk_renewal_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    DeskRenewal *self = user_data;

    desk_go_say(GTK_WIDGET(self), g_object_get_data(G_OBJECT(ask), "said"));
    if (made != 0)
        self->wanted = made; /* it is shown as soon as the news of it comes */
}

static DeskAsk *
desk_renewal_ask(DeskRenewal *self, const EpVerb *verb, const EpTable *table, GPtrArray *records)
{
    DeskAsk *ask = desk_verb_sheet_open(GTK_WIDGET(self), self->data, verb, table, records);

    g_object_set_data_full(G_OBJECT(ask), "said", g_strdup_printf(_("Done: %s"), ep_label(verb->label)), g_free);
    g_signal_connect_object(ask, "done", G_CALLBACK(desk_renewal_done), self, 0);
    return ask;
}

void
desk_renewal_do(DeskRenewal *self, const char *name)
{
    g_autoptr(GPtrArray) records = desk_renewal_find_records(self, name);
    g_autofree char *reason = NULL;
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(self->data), name, &table);

    if (records->len == 0)
        return;
    reason = desk_verb_bar_dup_reason(self->data, verb, records);
    if (reason != NULL)
        desk_go_say(GTK_WIDGET(self), reason);
    else
        desk_renewal_ask(self, verb, table, records);
}

/* What is usual stands in the form already. */
void
desk_renewal_start_new(DeskRenewal *self)
{
    static const char *const proposed[] = { "until_day", "deadline", "renewed_until" };
    EpTable *table;
    const EpVerb *verb = ep_verb_find(desk_data_get_catalog(self->data), "renewal.new", &table);
    g_autoptr(EpDraft) answers = ep_verb_start(verb, table, NULL, desk_data_get_operator(self->data));
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    DeskAsk *ask = desk_renewal_ask(self, verb, table, NULL);

    ep_renewal_propose(answers, today);
    for (guint i = 0; i < G_N_ELEMENTS(proposed); i++)
        desk_ask_set(ask, proposed[i], ep_draft_get_named(answers, proposed[i]));
}

/* --- papers and files --- */

void
desk_renewal_print(DeskRenewal *self, const char *form)
{
    const char *states = strcmp(form, "renewal-reminder") == 0 ? "waiting" : EP_RENEWAL_OPEN;
    g_autoptr(GPtrArray) lines = desk_renewal_find_lines(self, states);

    if (lines->len > 0)
        desk_form_sheet_open(GTK_WIDGET(self), self->data, lines, form);
    else
        desk_go_say(GTK_WIDGET(self), _("Every permit of these sections is answered and done."));
}

typedef struct {
    EpRecord *run;
    char *folder;
} DeskRenewalFiles;

static void
desk_renewal_files_free(gpointer data)
{
    DeskRenewalFiles *files = data;

    g_object_unref(files->run);
    g_free(files->folder);
    g_free(files);
}

static gpointer
desk_renewal_write_files(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskRenewalFiles *files = user_data;
    g_auto(GStrv) names =
        ep_renewal_sheet_write_all(ep_ledger_get_reader(ledger), files->run, files->folder, ".xlsx", progress, error);
    guint n = names != NULL ? g_strv_length(names) : 0;

    return names != NULL ? g_strdup_printf(ngettext("%u list is in %s", "%u lists are in %s", n), n, files->folder)
                         : NULL;
}

/* Of work that ends with a sentence. */
static void
desk_renewal_take_said(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskRenewal) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = desk_data_run_finish(result, &error);

    if (self->stack != NULL)
        desk_go_say(GTK_WIDGET(self), said != NULL ? said : desk_data_get_reason(error));
}

static void
desk_renewal_got_folder(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_renewal_write_lists(user_data, paths[0]);
}

void
desk_renewal_write_lists(DeskRenewal *self, const char *folder)
{
    DeskRenewalFiles *files;

    if (folder == NULL) {
        desk_import_file_ask(GTK_WIDGET(self), _("Where do the lists go?"), TRUE, desk_renewal_got_folder, self);
        return;
    }
    files = g_new0(DeskRenewalFiles, 1);
    *files = (DeskRenewalFiles){ g_object_ref(self->run), g_strdup(folder) };
    desk_data_run(self->data, EP_LANE_READ, _("Writing the lists"), desk_renewal_write_files, files,
                  desk_renewal_files_free, g_free, desk_renewal_take_said, g_object_ref(self));
}

static void
desk_renewal_got_answers(GtkWidget *widget, const char *const *paths, gpointer user_data)
{
    desk_renewal_read_answers(user_data, paths);
}

void
desk_renewal_read_answers(DeskRenewal *self, const char *const *paths)
{
    if (self->run == NULL)
        return;
    if (paths == NULL)
        desk_import_file_ask(GTK_WIDGET(self), _("Read the answers of sections"), FALSE, desk_renewal_got_answers,
                             self);
    else
        desk_renewal_answers_read(DESK_RENEWAL_ANSWERS(self->answers), self->run, paths);
}

/* --- taking back --- */

static gpointer
desk_renewal_run_undo(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_auto(GStrv) left = NULL;
    int n = ep_renewal_undo(ledger, *(gint64 *)user_data, NULL, progress, &left, error);
    g_autofree char *stays = n >= 0 && left != NULL && *left != NULL ? g_strjoinv("  ", left) : NULL;
    g_autofree char *said =
        n >= 0 ? g_strdup_printf(ngettext("%d act was taken back", "%d acts were taken back", (gulong)n), n) : NULL;

    return said != NULL && stays != NULL ? g_strdup_printf("%s · %s", said, stays) : g_steal_pointer(&said);
}

void
desk_renewal_take_back(DeskRenewal *self)
{
    gint64 id = self->run != NULL ? ep_record_get_id(self->run) : 0;

    if (id != 0)
        desk_data_run(self->data, EP_LANE_WRITE, _("Taking the yearly renewal back"), desk_renewal_run_undo,
                      g_memdup2(&id, sizeof id), g_free, g_free, desk_renewal_take_said, g_object_ref(self));
}

static void
desk_renewal_undo_chosen(GtkWidget *button, gpointer user_data)
{
    desk_sheet_close_around(button);
    desk_renewal_take_back(user_data);
}

void
desk_renewal_undo(DeskRenewal *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *text = gtk_label_new(
        _("All that this renewal did to permits is taken back, newest first; what sections answered stays. What has "
          "been exported to a target meanwhile stays as it is and is named. It can be stopped, and goes on when it is "
          "asked for again."));
    GtkWidget *no = gtk_button_new_with_label(_("Go back")),
              *yes = gtk_button_new_with_label(_("Take the whole renewal back"));

    gtk_label_set_wrap(GTK_LABEL(text), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(text), 40);
    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_widget_add_css_class(text, "sheet-body");
    gtk_widget_add_css_class(foot, "sheet-foot");
    gtk_widget_add_css_class(yes, "primary");
    gtk_widget_set_hexpand(no, TRUE);
    gtk_widget_set_halign(no, GTK_ALIGN_END);
    g_signal_connect_swapped(no, "clicked", G_CALLBACK(desk_sheet_close_around), box);
    g_signal_connect_object(yes, "clicked", G_CALLBACK(desk_renewal_undo_chosen), self, 0);
    gtk_box_append(GTK_BOX(foot), no);
    gtk_box_append(GTK_BOX(foot), yes);
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), foot);
    desk_sheet_open(GTK_WIDGET(self), box, 520);
    gtk_widget_grab_focus(no);
}
