#include "app/ui/desk-renewal-answers.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-banner.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-import-totals.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/exchange/ep-renewal-answers.h"

/* What one reading brought: made on the reading thread, written from on the writing one, never by both at a time. */
typedef struct {
    gatomicrefcount refs;
    EpRecord *run;
    char **paths;
    EpRenewalAnswers *answers;
    GPtrArray *records; /* of the preview */
    EpImportSummary summary;
    guint empty;
    char *refused; /* files that are no such lists, and why; NULL: none */
} DeskRenewalReading;

struct _DeskRenewalAnswers {
    GtkWidget parent;
    GtkWidget *box, *title, *banner, *totals, *list, *foot_text, *leave, *stop, *commit;
    DeskData *data;
    EpList *model;
    DeskRenewalReading *reading;
    guint asked;
    gboolean busy, writing;
};

G_DEFINE_FINAL_TYPE(DeskRenewalAnswers, desk_renewal_answers, GTK_TYPE_WIDGET)

/* --- a reading --- */

static DeskRenewalReading *
desk_renewal_reading_new(EpRecord *run, const char *const *paths)
{
    DeskRenewalReading *reading = g_new0(DeskRenewalReading, 1);

    g_atomic_ref_count_init(&reading->refs);
    reading->run = g_object_ref(run);
    reading->paths = g_strdupv((char **)paths);
    return reading;
}

static DeskRenewalReading *
desk_renewal_reading_ref(DeskRenewalReading *reading)
{
    g_atomic_ref_count_inc(&reading->refs);
    return reading;
}

static void
desk_renewal_reading_unref(gpointer data)
{
    DeskRenewalReading *reading = data;

    if (!g_atomic_ref_count_dec(&reading->refs))
        return;
    g_clear_pointer(&reading->answers, ep_renewal_answers_free);
    g_clear_pointer(&reading->records, g_ptr_array_unref);
    g_object_unref(reading->run);
    g_strfreev(reading->paths);
    g_free(reading->refused);
    g_free(reading);
}

/* A file that is no such list is named, and the others are taken. */
static gboolean
desk_renewal_reading_add(DeskRenewalReading *reading, EpProgress *progress, GError **error)
{
    g_autoptr(GString) refused = g_string_new(NULL);
    guint n = g_strv_length(reading->paths), taken = 0;

    for (guint i = 0; i < n; i++) {
        g_autoptr(GError) cause = NULL;

        if (!ep_progress_set(progress, NULL, (double)i / n, error))
            return FALSE;
        if (ep_renewal_answers_add_file(reading->answers, reading->paths[i], &cause))
            taken++;
        else
            g_string_append_printf(refused, "%s%s", refused->len > 0 ? "\n" : "", cause->message);
    }
    if (taken == 0)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID, refused->str);
    else if (refused->len > 0)
        reading->refused = g_strdup(refused->str);
    return taken > 0;
}

static gpointer
desk_renewal_reading_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskRenewalReading *reading = user_data;

    reading->answers = ep_renewal_answers_new(ledger, reading->run, error);
    if (reading->answers == NULL || !desk_renewal_reading_add(reading, progress, error))
        return NULL;
    reading->records = ep_renewal_answers_dup_preview(reading->answers);
    for (int i = 0; i < EP_N_VERDICTS; i++)
        reading->summary.counts[i] = ep_renewal_answers_count(reading->answers, i);
    reading->empty = ep_renewal_answers_get_empty(reading->answers);
    return desk_renewal_reading_ref(reading);
}

static gpointer
desk_renewal_reading_write(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskRenewalReading *reading = user_data;
    g_auto(EpMany) many = { 0 };
    gboolean done = ep_renewal_answers_commit(reading->answers, NULL, progress, &many, error);
    GString *said = NULL;

    if (!done)
        return NULL;
    said = g_string_new(NULL);
    g_string_append_printf(said, ngettext("%u answer was entered", "%u answers were entered", many.done), many.done);
    if (many.refusals->len > 0) {
        const EpRefusal *first = g_ptr_array_index(many.refusals, 0);

        g_string_append_printf(said, _(", %u were not: %s: %s"), many.refusals->len, first->name, first->reason);
    }
    return g_string_free(said, FALSE);
}

/* --- what is seen --- */

static guint
desk_renewal_answers_count_taken(DeskRenewalAnswers *self)
{
    const EpImportSummary *summary = &self->reading->summary;

    return summary->counts[EP_VERDICT_NEW] + summary->counts[EP_VERDICT_CHANGED];
}

static void
desk_renewal_answers_show(DeskRenewalAnswers *self)
{
    guint n = self->reading != NULL && self->reading->records != NULL ? desk_renewal_answers_count_taken(self) : 0;
    g_autofree char *text = NULL;

    if (self->busy)
        text = g_strdup(self->writing ? _("Entering the answers…") : _("Reading, and comparing with the ledger…"));
    else if (self->reading != NULL && self->reading->records != NULL)
        text = g_strdup_printf(_("%u would be entered · %u rows without an answer are passed over"), n,
                               self->reading->empty);
    gtk_label_set_text(GTK_LABEL(self->foot_text), text != NULL ? text : "");
    gtk_widget_set_visible(self->stop, self->busy);
    gtk_widget_set_visible(self->commit, !self->writing);
    gtk_widget_set_sensitive(self->commit, n > 0 && !self->busy);
    gtk_widget_set_sensitive(self->leave, !self->writing);
}

static void
desk_renewal_answers_forget(DeskRenewalAnswers *self)
{
    self->asked++;
    self->busy = self->writing = FALSE;
    g_clear_pointer(&self->reading, desk_renewal_reading_unref);
}

void
desk_renewal_answers_leave(DeskRenewalAnswers *self)
{
    if (self->writing || !desk_renewal_answers_is_open(self))
        return;
    if (self->busy)
        desk_data_cancel(self->data);
    desk_renewal_answers_forget(self);
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
    gtk_widget_child_focus(gtk_widget_get_parent(GTK_WIDGET(self)), GTK_DIR_TAB_FORWARD);
}

static void
desk_renewal_answers_fill(DeskRenewalAnswers *self)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    static const EpImportSummary nothing = { 0 };
    gboolean have = self->reading != NULL && self->reading->records != NULL;
    gboolean wrong =
        have &&
        self->reading->summary.counts[EP_VERDICT_ERROR] + self->reading->summary.counts[EP_VERDICT_CONFLICT] > 0;

    desk_list_set_columns(DESK_LIST(self->list), have && self->reading->paths[1] == NULL ? "-origin" : NULL);
    ep_list_load(self->model, have ? self->reading->records : none);
    desk_import_totals_set(DESK_IMPORT_TOTALS(self->totals), have ? &self->reading->summary : &nothing);
    desk_import_totals_choose(DESK_IMPORT_TOTALS(self->totals), wrong ? EP_VERDICT_ERROR : -1);
    if (wrong && self->reading->summary.counts[EP_VERDICT_ERROR] == 0)
        desk_import_totals_choose(DESK_IMPORT_TOTALS(self->totals), EP_VERDICT_CONFLICT);
}

/* --- reading --- */

typedef struct {
    DeskRenewalAnswers *self; /* kept */
    guint asked;
} DeskRenewalQuestion;

static DeskRenewalQuestion *
desk_renewal_answers_ask(DeskRenewalAnswers *self)
{
    DeskRenewalQuestion *question = g_new(DeskRenewalQuestion, 1);

    self->busy = TRUE;
    *question = (DeskRenewalQuestion){ g_object_ref(self), ++self->asked };
    return question;
}

static gboolean
desk_renewal_answers_end(DeskRenewalQuestion *question)
{
    DeskRenewalAnswers *self = question->self;
    gboolean wanted = question->asked == self->asked && self->box != NULL;

    if (wanted)
        self->busy = self->writing = FALSE;
    g_free(question);
    return wanted;
}

static void
desk_renewal_answers_taken(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskRenewalAnswers) self = ((DeskRenewalQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    DeskRenewalReading *reading = desk_data_run_finish(result, &error);

    if (desk_renewal_answers_end(user_data)) {
        g_clear_pointer(&self->reading, desk_renewal_reading_unref);
        self->reading = reading != NULL ? desk_renewal_reading_ref(reading) : NULL;
        desk_banner_show(self->banner, reading != NULL ? reading->refused : desk_data_get_reason(error));
        desk_renewal_answers_fill(self);
        desk_renewal_answers_show(self);
        gtk_widget_grab_focus(self->list);
    }
    g_clear_pointer(&reading, desk_renewal_reading_unref);
}

void
desk_renewal_answers_read(DeskRenewalAnswers *self, EpRecord *run, const char *const *paths)
{
    g_autofree char *title =
        g_strdup_printf(_("Answers to %s"), ep_record_get(run, ep_record_get_table(run)->at.number));

    if (self->writing)
        return;
    if (self->busy)
        desk_data_cancel(self->data);
    desk_renewal_answers_forget(self);
    gtk_label_set_text(GTK_LABEL(self->title), title);
    desk_banner_show(self->banner, NULL);
    desk_renewal_answers_fill(self);
    gtk_widget_set_visible(GTK_WIDGET(self), TRUE);
    desk_data_run(self->data, EP_LANE_READ, _("Reading files"), desk_renewal_reading_run,
                  desk_renewal_reading_new(run, paths), desk_renewal_reading_unref, desk_renewal_reading_unref,
                  desk_renewal_answers_taken, desk_renewal_answers_ask(self));
    desk_renewal_answers_show(self);
    gtk_widget_grab_focus(self->leave);
}

/* --- writing --- */

static void
desk_renewal_answers_written(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskRenewalAnswers) self = ((DeskRenewalQuestion *)user_data)->self;
    g_autoptr(GError) error = NULL;
    g_autofree char *said = desk_data_run_finish(result, &error);

    if (!desk_renewal_answers_end(user_data))
        return;
    if (said != NULL) {
        desk_go_say(GTK_WIDGET(self), said);
        desk_renewal_answers_leave(self);
        return;
    }
    desk_banner_show(self->banner, desk_data_get_reason(error));
    desk_renewal_answers_show(self);
}

void
desk_renewal_answers_commit(DeskRenewalAnswers *self)
{
    if (self->busy || self->reading == NULL || self->reading->records == NULL ||
        desk_renewal_answers_count_taken(self) == 0)
        return;
    self->writing = TRUE;
    desk_data_run(self->data, EP_LANE_WRITE, _("Entering the answers"), desk_renewal_reading_write,
                  desk_renewal_reading_ref(self->reading), desk_renewal_reading_unref, g_free,
                  desk_renewal_answers_written, desk_renewal_answers_ask(self));
    desk_renewal_answers_show(self);
}

/* --- its parts --- */

static void
desk_renewal_answers_chosen(DeskImportTotals *totals, int verdict, gpointer user_data)
{
    DeskRenewalAnswers *self = user_data;
    const EpTable *table = ep_list_get_table(self->model);
    guint field = ep_table_find(table, "verdict");
    const char *values[] = { verdict >= 0 ? table->fields[field].choices[verdict].code : NULL, NULL };

    ep_list_set_facet(self->model, field, values);
}

static void
desk_renewal_answers_stop(DeskRenewalAnswers *self)
{
    desk_data_cancel(self->data);
}

static gboolean
desk_renewal_answers_press(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                           gpointer user_data)
{
    DeskRenewalAnswers *self = user_data;

    if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
        desk_renewal_answers_commit(self);
    else if (key == GDK_KEY_Escape)
        desk_renewal_answers_leave(self);
    else
        return FALSE;
    return TRUE;
}

static GtkWidget *
desk_renewal_answers_add_button(DeskRenewalAnswers *self, GtkWidget *box, const char *text, const char *tip,
                                void (*func)(DeskRenewalAnswers *))
{
    GtkWidget *button = gtk_button_new_with_label(text);

    gtk_widget_set_tooltip_text(button, tip);
    g_signal_connect_swapped(button, "clicked", G_CALLBACK(func), self);
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

static GtkWidget *
desk_renewal_answers_new_head(DeskRenewalAnswers *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);

    self->title = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->title), 0.0);
    gtk_widget_add_css_class(self->title, "title");
    self->banner = desk_banner_new();
    self->totals = desk_import_totals_new();
    g_signal_connect(self->totals, "chosen", G_CALLBACK(desk_renewal_answers_chosen), self);
    gtk_box_append(GTK_BOX(head), self->title);
    gtk_box_append(GTK_BOX(head), self->banner);
    gtk_box_append(GTK_BOX(head), self->totals);
    gtk_widget_add_css_class(head, "page-head");
    return head;
}

static GtkWidget *
desk_renewal_answers_new_foot(DeskRenewalAnswers *self)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    self->foot_text = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->foot_text), 0.0);
    gtk_widget_set_hexpand(self->foot_text, TRUE);
    gtk_widget_add_css_class(self->foot_text, "figure");
    gtk_widget_add_css_class(foot, "import-foot");
    gtk_box_append(GTK_BOX(foot), self->foot_text);
    self->leave = desk_renewal_answers_add_button(self, foot, _("Give up"), "Esc", desk_renewal_answers_leave);
    self->stop = desk_renewal_answers_add_button(self, foot, _("Stop"), NULL, desk_renewal_answers_stop);
    self->commit =
        desk_renewal_answers_add_button(self, foot, _("Enter them"), "Ctrl+Enter", desk_renewal_answers_commit);
    gtk_widget_add_css_class(self->commit, "primary");
    return foot;
}

static void
desk_renewal_answers_dispose(GObject *object)
{
    DeskRenewalAnswers *self = DESK_RENEWAL_ANSWERS(object);

    desk_renewal_answers_forget(self);
    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_object(&self->model);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_renewal_answers_parent_class)->dispose(object);
}

static void
desk_renewal_answers_class_init(DeskRenewalAnswersClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_renewal_answers_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_renewal_answers_init(DeskRenewalAnswers *self)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_renewal_answers_press), self);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

GtkWidget *
desk_renewal_answers_new(DeskData *data)
{
    DeskRenewalAnswers *self = g_object_new(DESK_TYPE_RENEWAL_ANSWERS, "visible", FALSE, NULL);
    GtkWidget *scroll = gtk_scrolled_window_new();

    self->data = g_object_ref(data);
    self->model = ep_list_new(ep_import_get_preview_table());
    self->list = desk_list_new(self->model);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), self->list);
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_widget_add_css_class(scroll, "list-surface");
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_box_append(GTK_BOX(self->box), desk_renewal_answers_new_head(self));
    gtk_box_append(GTK_BOX(self->box), scroll);
    gtk_box_append(GTK_BOX(self->box), desk_renewal_answers_new_foot(self));
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    return GTK_WIDGET(self);
}

gboolean
desk_renewal_answers_is_open(DeskRenewalAnswers *self)
{
    return gtk_widget_get_visible(GTK_WIDGET(self));
}

gboolean
desk_renewal_answers_is_busy(DeskRenewalAnswers *self)
{
    return self->busy;
}

DeskList *
desk_renewal_answers_get_list(DeskRenewalAnswers *self)
{
    return DESK_LIST(self->list);
}
