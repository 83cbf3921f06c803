#include "app/ui/desk-check-scan.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-banner.h"
#include "app/ui/desk-check-engine.h"
#include "app/ui/desk-check-run.h"
#include "app/ui/desk-facts.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-form.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"

#define LOOK 150 /* milliseconds between two looks at a scan that runs */

static const char *const reason[] = { "old_reason", NULL };
static const char *const typed[] = { "scanner", "pattern", "pattern_date", "old_reason", "started", "at",   "files",
                                     "found",   "names",   "result",       "action",     "pc",      "note", NULL };

struct _DeskCheckScan {
    GtkWidget parent;
    GtkWidget *column, *name, *banner, *body;
    GtkWidget *form, *ask;                        /* in the body: the reason; another scanner's result */
    GtkWidget *bar, *counted, *at, *start, *stop; /* in the body */
    DeskData *data;
    DeskCheckSubject *subject;
    DeskCheckRun *run;
    DeskCheckEngine *engine; /* NULL: none answered (yet) */
    guint timer;
};

enum { DONE, BACK, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCheckScan, desk_check_scan, GTK_TYPE_WIDGET)

static void desk_check_scan_start(DeskCheckScan *self);
static void desk_check_scan_stop(DeskCheckScan *self);

static void desk_check_scan_show_type(DeskCheckScan *self);
static void desk_check_scan_describe(DeskCheckScan *self);

static void
desk_check_scan_dispose(GObject *object)
{
    DeskCheckScan *self = DESK_CHECK_SCAN(object);

    g_clear_handle_id(&self->timer, g_source_remove);
    if (self->run != NULL)
        desk_check_run_stop(self->run);
    g_clear_pointer(&self->run, desk_check_run_unref);
    self->body = NULL;
    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_pointer(&self->subject, desk_check_subject_free);
    g_clear_pointer(&self->engine, desk_check_engine_free);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_check_scan_parent_class)->dispose(object);
}

static void
desk_check_scan_start_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
    desk_check_scan_start(DESK_CHECK_SCAN(widget));
}

static void
desk_check_scan_class_init(DeskCheckScanClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_check_scan_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "check-step");
    gtk_widget_class_install_action(widget_class, "check.start", NULL, desk_check_scan_start_action);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "check.start", NULL);
    signals[DONE] = g_signal_new("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
    signals[BACK] = g_signal_new("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_check_scan_init(DeskCheckScan *self)
{
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    self->name = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->name), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(self->name), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class(self->name, "line-title");
    self->banner = desk_banner_new();
    self->body = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_box_append(GTK_BOX(self->column), self->name);
    gtk_box_append(GTK_BOX(self->column), self->banner);
    gtk_box_append(GTK_BOX(self->column), self->body);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
}

GtkWidget *
desk_check_scan_new(DeskData *data)
{
    DeskCheckScan *self = g_object_new(DESK_TYPE_CHECK_SCAN, NULL);

    self->data = g_object_ref(data);
    return GTK_WIDGET(self);
}

gboolean
desk_check_scan_is_running(DeskCheckScan *self)
{
    return self->run != NULL;
}

static void
desk_check_scan_clear(DeskCheckScan *self)
{
    desk_focus_leave(self->body);
    for (GtkWidget *child; (child = gtk_widget_get_first_child(self->body)) != NULL;)
        gtk_box_remove(GTK_BOX(self->body), child);
    self->form = self->ask = self->bar = self->counted = self->at = self->start = self->stop = NULL;
}

static GtkWidget *
desk_check_scan_add_button(GtkWidget *row, const char *label, GCallback clicked, gpointer self)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    g_signal_connect_swapped(button, "clicked", clicked, self);
    gtk_box_append(GTK_BOX(row), button);
    return button;
}

static void
desk_check_scan_go_back(DeskCheckScan *self)
{
    desk_check_scan_stop(self);
    g_signal_emit(self, signals[BACK], 0);
}

/* Of what is delivered the files are kept, which only a scan of our own can read. */
static gboolean
desk_check_scan_seals(DeskCheckScan *self)
{
    return self->subject->table == &ep_delivery_table;
}

/* --- the record --- */

static void
desk_check_scan_recorded(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheckScan) self = user_data;
    g_autoptr(GError) error = NULL;
    gint64 made = 0, seq = desk_data_do_finish(result, &made, &error);

    if (self->body == NULL)
        return;
    if (seq != 0) {
        g_signal_emit(self, signals[DONE], 0, made);
        return;
    }
    if (desk_check_scan_seals(self))
        desk_check_scan_describe(self); /* to be scanned again, with its files */
    else
        desk_check_scan_show_type(self); /* what the scan said stands in the form, to be mended and recorded */
    desk_banner_show(self->banner, error->message);
}

static void
desk_check_scan_record(DeskCheckScan *self)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    if (self->subject->record != NULL)
        g_ptr_array_add(records, g_object_ref(self->subject->record));
    desk_data_do(self->data, self->subject->verb, self->subject->table, records, self->subject->answers, NULL,
                 desk_check_scan_recorded, g_object_ref(self));
}

/* --- the scan --- */

static void
desk_check_scan_show_state(DeskCheckScan *self)
{
    DeskCheckState state;
    g_autofree char *counted = NULL;

    if (self->run == NULL || self->bar == NULL)
        return;
    desk_check_run_get(self->run, &state);
    counted = state.found > 0 ? g_strdup_printf(_("%u files checked, infected: %u"), state.files, state.found)
                              : g_strdup_printf(_("%u files checked, nothing found so far"), state.files);
    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->bar), state.fraction);
    gtk_label_set_text(GTK_LABEL(self->counted), counted);
    gtk_label_set_text(GTK_LABEL(self->at), state.at);
    if (state.found > 0)
        gtk_widget_add_css_class(self->counted, "late");
    g_free(state.at);
}

static gboolean
desk_check_scan_look(gpointer user_data)
{
    desk_check_scan_show_state(user_data);
    return G_SOURCE_CONTINUE;
}

static GtkWidget *
desk_check_scan_add_label(DeskCheckScan *self, const char *style)
{
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_add_css_class(label, style);
    gtk_box_append(GTK_BOX(self->body), label);
    return label;
}

static void
desk_check_scan_show_run(DeskCheckScan *self)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    desk_check_scan_clear(self);
    self->bar = gtk_progress_bar_new();
    gtk_box_append(GTK_BOX(self->body), self->bar);
    self->counted = desk_check_scan_add_label(self, "figure");
    self->at = desk_check_scan_add_label(self, "quiet");
    self->stop = desk_check_scan_add_button(foot, _("Stop"), G_CALLBACK(desk_check_scan_stop), self);
    gtk_box_append(GTK_BOX(self->body), foot);
    desk_check_scan_show_state(self);
    gtk_widget_grab_focus(self->stop);
}

/* What is delivered takes the digests of what was looked at with it. */
static void
desk_check_scan_take_seals(DeskCheckScan *self, GPtrArray *seals)
{
    if (seals == NULL)
        return;
    g_ptr_array_set_size(ep_draft_get_lines(self->subject->answers), 0); /* of a try that was not recorded */
    ep_draft_set_named(self->subject->answers, "folder", self->subject->folder);
    ep_scan_seals_to_draft(seals, &ep_delivery_file_table, self->subject->answers);
}

static void
desk_check_scan_scanned(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheckScan) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(DeskCheckOutcome) found = desk_data_run_finish(result, &error);

    g_clear_handle_id(&self->timer, g_source_remove);
    g_clear_pointer(&self->run, desk_check_run_unref);
    if (self->body == NULL || self->subject == NULL)
        return;
    if (found != NULL) {
        ep_scan_result_to_draft(found->result, self->subject->answers);
        desk_check_scan_take_seals(self, found->seals);
        desk_check_scan_record(self);
        return;
    }
    desk_check_scan_describe(self);
    desk_banner_show(self->banner, g_error_matches(error, EP_ERROR, EP_ERROR_CANCELLED)
                                       ? _("The check was stopped: nothing is recorded.")
                                       : error->message);
}

/* Begins, if an old pattern was answered for; as the button does. */
static void
desk_check_scan_start(DeskCheckScan *self)
{
    if (self->run != NULL || self->subject == NULL || self->start == NULL)
        return;
    desk_banner_show(self->banner, NULL);
    if (self->engine != NULL && self->engine->fault != NULL &&
        *ep_draft_get_named(self->subject->answers, "old_reason") == '\0') {
        desk_banner_show(self->banner, _("Say why it is checked with this pattern all the same"));
        desk_form_focus(DESK_FORM(self->form), "old_reason");
        return;
    }
    self->run = desk_check_run_new(self->data, self->subject->folder, desk_check_scan_seals(self),
                                   desk_check_scan_scanned, g_object_ref(self));
    self->timer = g_timeout_add(LOOK, desk_check_scan_look, self);
    desk_check_scan_show_run(self);
}

/* Nothing is kept of it. */
static void
desk_check_scan_stop(DeskCheckScan *self)
{
    if (self->run != NULL)
        desk_check_run_stop(self->run);
}

/* --- before it: which scanner, and how old its pattern is --- */

static void
desk_check_scan_type_clicked(DeskCheckScan *self)
{
    desk_banner_show(self->banner, NULL);
    desk_check_scan_show_type(self);
}

static void
desk_check_scan_add_foot(DeskCheckScan *self, gboolean can_scan)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    if (can_scan) {
        self->start = desk_check_scan_add_button(foot, _("Begin the check"), G_CALLBACK(desk_check_scan_start), self);
        gtk_widget_add_css_class(self->start, "primary");
        gtk_widget_set_tooltip_text(self->start, "Ctrl+Enter");
    } else {
        desk_check_scan_add_button(foot, _("Ask the scanner again"), G_CALLBACK(desk_check_scan_describe), self);
    }
    if (!desk_check_scan_seals(self))
        desk_check_scan_add_button(foot, _("Write another scanner's result down"),
                                   G_CALLBACK(desk_check_scan_type_clicked), self);
    desk_check_scan_add_button(foot, _("Go back"), G_CALLBACK(desk_check_scan_go_back), self);
    gtk_box_append(GTK_BOX(self->body), foot);
}

static void
desk_check_scan_show_engine(DeskCheckScan *self)
{
    GtkWidget *facts = desk_facts_new();

    desk_check_scan_clear(self);
    desk_facts_add(facts, _("Where its files are"), self->subject->folder, NULL);
    desk_facts_add(facts, _("Scanner and engine"), self->engine->engine.scanner, NULL);
    desk_facts_add(facts, _("Pattern version"),
                   *self->engine->engine.pattern != '\0' ? self->engine->engine.pattern : _("unknown"), NULL);
    desk_facts_add(facts, _("Pattern date"),
                   *self->engine->engine.pattern_date != '\0' ? self->engine->engine.pattern_date : _("unknown"),
                   self->engine->fault != NULL ? "wait" : "fine");
    gtk_box_append(GTK_BOX(self->body), facts);
    if (self->engine->fault != NULL) {
        desk_facts_add(facts, "", self->engine->fault, "wait");
        self->form = desk_form_new(self->data, self->subject->answers, reason);
        gtk_box_append(GTK_BOX(self->body), self->form);
    }
    desk_check_scan_add_foot(self, TRUE);
    if (self->form != NULL)
        desk_form_focus(DESK_FORM(self->form), NULL);
    else
        gtk_widget_grab_focus(self->start);
}

static void
desk_check_scan_answered(DeskCheckEngine *engine, const GError *error, gpointer user_data)
{
    g_autoptr(DeskCheckScan) self = user_data;

    if (self->body == NULL || self->subject == NULL)
        return;
    g_clear_pointer(&self->engine, desk_check_engine_free);
    if (engine != NULL) {
        self->engine = engine;
        desk_check_scan_show_engine(self);
        return;
    }
    desk_check_scan_clear(self);
    desk_check_scan_add_foot(self, FALSE);
    desk_banner_show(self->banner, error->message);
}

static void
desk_check_scan_describe(DeskCheckScan *self)
{
    desk_check_scan_clear(self);
    gtk_label_set_text(GTK_LABEL(desk_check_scan_add_label(self, "quiet")), _("Asking the virus scanner…"));
    desk_check_engine_ask(self->data, desk_check_scan_answered, g_object_ref(self));
}

/* --- another scanner's result --- */

static void
desk_check_scan_typed(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    g_signal_emit(user_data, signals[DONE], 0, made);
}

static GPtrArray *
desk_check_scan_get_records(DeskCheckScan *self)
{
    GPtrArray *records;

    if (self->subject->record == NULL)
        return NULL;
    records = g_ptr_array_new_with_free_func(g_object_unref);
    g_ptr_array_add(records, g_object_ref(self->subject->record));
    return records;
}

static void
desk_check_scan_show_type(DeskCheckScan *self)
{
    g_autoptr(GPtrArray) records = desk_check_scan_get_records(self);
    const EpTable *table = ep_draft_get_table(self->subject->answers);
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *done;

    desk_check_scan_clear(self);
    self->ask = desk_ask_new(self->data, self->subject->verb, self->subject->table, records, typed, FALSE);
    for (guint i = 0; i < table->at.n_fields; i++) {
        if (*ep_draft_get(self->subject->answers, i) != '\0')
            desk_ask_set(DESK_ASK(self->ask), table->fields[i].name, ep_draft_get(self->subject->answers, i));
    }
    g_signal_connect_object(self->ask, "done", G_CALLBACK(desk_check_scan_typed), self, 0);
    g_signal_connect_object(self->ask, "cancelled", G_CALLBACK(desk_check_scan_go_back), self, G_CONNECT_SWAPPED);
    gtk_box_append(GTK_BOX(self->body), self->ask);
    done = desk_check_scan_add_button(foot, _("Record the result"), G_CALLBACK(desk_ask_submit), self->ask);
    gtk_widget_add_css_class(done, "primary");
    gtk_widget_set_tooltip_text(done, "Ctrl+Enter");
    desk_check_scan_add_button(foot, _("Go back"), G_CALLBACK(desk_check_scan_go_back), self);
    gtk_box_append(GTK_BOX(self->body), foot);
    desk_ask_focus(DESK_ASK(self->ask), NULL);
}

void
desk_check_scan_open(DeskCheckScan *self, DeskCheckSubject *subject, gboolean type)
{
    g_autofree char *name = NULL;

    g_clear_pointer(&self->subject, desk_check_subject_free);
    self->subject = subject;
    name = desk_check_subject_dup_name(subject);
    gtk_label_set_text(GTK_LABEL(self->name), name);
    desk_banner_show(self->banner, NULL);
    if (type && !desk_check_scan_seals(self))
        desk_check_scan_show_type(self);
    else
        desk_check_scan_describe(self);
}
