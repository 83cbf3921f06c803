#include "app/ui/desk-check-result.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-badge.h"
#include "app/ui/desk-check-subject.h"
#include "app/ui/desk-clock.h"
#include "app/ui/desk-facts.h"
#include "app/ui/desk-focus.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-label.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-verb-sheet.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-office.h"
#include "endpoint/ledger/ep-today.h"
#include "endpoint/ledger/ep-virus-check.h"

#define PERMIT "virus_check.permit"

static const char *const asked[] = { "network",  "pc",      "user",     "person",    "rights",
                                     "until_at", "section", "fallback", "condition", NULL };
static const char *const asked_of_piece[] = { "network",  "pc",      "user",     "person",    "rights", "piece",
                                              "until_at", "section", "fallback", "condition", NULL };

/* What there is of one check, read in one go. */
typedef struct {
    EpRecord *check, *subject; /* @subject: the application or delivery; NULL: none */
    GPtrArray *incidents, *permits;
    char *closing; /* the moment at which the office closes today */
} DeskCheckNews;

struct _DeskCheckResult {
    GtkWidget parent;
    GtkWidget *halves, *facts, *column, *ask; /* the column is what follows */
    DeskData *data;
    DeskCheckNews *news;
    gint64 check;
    guint soon;
};

enum { AGAIN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCheckResult, desk_check_result, GTK_TYPE_WIDGET)

static void
desk_check_news_free(DeskCheckNews *news)
{
    g_clear_object(&news->check);
    g_clear_object(&news->subject);
    g_clear_pointer(&news->incidents, g_ptr_array_unref);
    g_clear_pointer(&news->permits, g_ptr_array_unref);
    g_free(news->closing);
    g_free(news);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCheckNews, desk_check_news_free)

static void
desk_check_result_dispose(GObject *object)
{
    DeskCheckResult *self = DESK_CHECK_RESULT(object);

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    g_clear_handle_id(&self->soon, g_source_remove);
    self->column = NULL;
    g_clear_pointer(&self->halves, gtk_widget_unparent);
    g_clear_pointer(&self->news, desk_check_news_free);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_check_result_parent_class)->dispose(object);
}

static void
desk_check_result_class_init(DeskCheckResultClass *klass)
{
    GType type = G_TYPE_FROM_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_check_result_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "check-step");
    signals[AGAIN] = g_signal_new("again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_check_result_init(DeskCheckResult *self)
{
    self->halves = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 32);
    self->facts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16);
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16);
    gtk_widget_set_size_request(self->facts, 420, -1);
    gtk_widget_set_hexpand(self->column, TRUE);
    gtk_box_append(GTK_BOX(self->halves), self->facts);
    gtk_box_append(GTK_BOX(self->halves), self->column);
    gtk_widget_set_parent(self->halves, GTK_WIDGET(self));
}

/* --- reading --- */

static gpointer
desk_check_result_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    EpReader *reader = ep_ledger_get_reader(ledger);
    gint64 id = *(gint64 *)user_data;
    g_autoptr(DeskCheckNews) news = g_new0(DeskCheckNews, 1);
    g_autoptr(EpOffice) office = ep_office_load(reader, error);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    const char *application;
    gint64 delivery;

    if (office == NULL || (news->check = ep_reader_read(reader, &ep_virus_check_table, id, error)) == NULL)
        return NULL;
    news->closing = ep_office_dup_closing(office, today);
    news->incidents = ep_reader_load_of(reader, &ep_incident_table, "detection", id, error);
    if (news->incidents != NULL)
        news->permits = ep_reader_load_of(reader, &ep_permit_table, "virus_check", id, error);
    if (news->permits == NULL)
        return NULL;
    application = ep_record_get_named(news->check, "application");
    delivery = ep_record_get_integer(news->check, "delivery");
    if (*application != '\0')
        news->subject = ep_reader_find(reader, &ep_application_table, application, error);
    else if (delivery != 0)
        news->subject = ep_reader_read(reader, &ep_delivery_table, delivery, error);
    return (*application == '\0' && delivery == 0) || news->subject != NULL ? g_steal_pointer(&news) : NULL;
}

/* --- the parts --- */

static GtkWidget *
desk_check_result_add_head(GtkWidget *column, const char *text)
{
    GtkWidget *head = desk_label_new_heading(text);

    gtk_box_append(GTK_BOX(column), head);
    return head;
}

static void
desk_check_result_add_text(DeskCheckResult *self, const char *text)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_box_append(GTK_BOX(self->column), label);
}

static void
desk_check_result_add_fact(GtkWidget *facts, EpRecord *check, const char *name)
{
    guint field = ep_table_find(&ep_virus_check_table, name);
    char scratch[EP_SCRATCH_SIZE];
    const char *shown = ep_record_display(check, field, scratch);

    if (*shown != '\0')
        desk_facts_add(facts, ep_label(ep_virus_check_table.fields[field].label), shown,
                       strcmp(name, "old_reason") == 0 ? "wait" : NULL);
}

static void
desk_check_result_add_facts(DeskCheckResult *self)
{
    static const char *const names[] = { "number",  "device", "carrier", "company",    "pieces",       "files",
                                         "found",   "names",  "scanner", "pattern",    "pattern_date", "old_reason",
                                         "started", "at",     "action",  "checked_by", "pc",           "note" };
    GtkWidget *facts = desk_facts_new(), *badge = desk_badge_new();
    EpRecord *check = self->news->check;
    guint field = ep_table_find(&ep_virus_check_table, "result");
    const EpChoice *result = ep_field_find_choice(&ep_virus_check_table.fields[field], ep_record_get(check, field));

    desk_badge_set(badge, ep_label(result->label), result->tint);
    gtk_widget_set_halign(badge, GTK_ALIGN_START);
    gtk_box_append(GTK_BOX(desk_check_result_add_head(self->facts, _("Result"))), badge);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        desk_check_result_add_fact(facts, check, names[i]);
    gtk_box_append(GTK_BOX(self->facts), facts);
}

static void
desk_check_result_verb(DeskVerbBar *bar, gpointer verb, gpointer user_data)
{
    DeskCheckResult *self = user_data;
    GPtrArray *records = g_object_get_data(G_OBJECT(bar), "records");

    if (verb == desk_check_subject_find_verb(&ep_incident_table))
        desk_go_check(GTK_WIDGET(self), &ep_incident_table, ep_record_get_id(g_ptr_array_index(records, 0)));
    else
        desk_verb_sheet_open(GTK_WIDGET(self), self->data, verb, &ep_incident_table, records);
}

/* The incident, with its clock and its steps. */
static void
desk_check_result_add_incident(DeskCheckResult *self, EpRecord *incident)
{
    GtkWidget *head = desk_check_result_add_head(self->column, ep_record_get_named(incident, "number"));
    GtkWidget *badge = desk_badge_new(), *bar = desk_verb_bar_new(self->data);
    GPtrArray *records = g_ptr_array_new_with_free_func(g_object_unref);
    const char *due_at = ep_today_get_due_at(incident);

    g_ptr_array_add(records, g_object_ref(incident));
    desk_badge_set_state(badge, incident);
    gtk_box_append(GTK_BOX(head), badge);
    if (*due_at != '\0')
        gtk_box_append(GTK_BOX(head), desk_clock_new(due_at));
    desk_verb_bar_set_records(DESK_VERB_BAR(bar), records);
    g_object_set_data_full(G_OBJECT(bar), "records", records, (GDestroyNotify)g_ptr_array_unref);
    g_signal_connect(bar, "verb", G_CALLBACK(desk_check_result_verb), self);
    gtk_box_append(GTK_BOX(self->column), bar);
    desk_check_result_add_text(self, *due_at != '\0'
                                         ? _("Do not use the medium. Report it first; what is done with it is written "
                                             "down after that.")
                                         : _("The medium gets no permit before it was treated and is clean."));
}

/* --- temporary use --- */

static void
desk_check_result_open_clicked(GtkButton *button, gpointer user_data)
{
    EpRecord *record = g_object_get_data(G_OBJECT(button), "record");

    desk_go_open(user_data, ep_record_get_table(record), ep_record_get_id(record));
}

static GtkWidget *
desk_check_result_new_link(DeskCheckResult *self, const char *label, EpRecord *record)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    g_object_set_data_full(G_OBJECT(button), "record", g_object_ref(record), g_object_unref);
    g_signal_connect(button, "clicked", G_CALLBACK(desk_check_result_open_clicked), self);
    return button;
}

static void
desk_check_result_permitted(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    DeskCheckResult *self = user_data;

    desk_go_say(GTK_WIDGET(self), _("Temporary use is permitted; it waits to be registered"));
    self->ask = NULL; /* read anew, with the permit in place of the form */
    desk_check_result_show(self, self->check);
}

static void
desk_check_result_add_ask(DeskCheckResult *self, const EpVerb *verb)
{
    EpRecord *check = self->news->check;
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    GtkWidget *act = gtk_button_new_with_label(ep_label(verb->label));

    g_ptr_array_add(records, g_object_ref(check));
    self->ask = desk_ask_new(self->data, verb, &ep_virus_check_table, records,
                             ep_virus_check_get_pieces(check) > 1 ? asked_of_piece : asked, TRUE);
    desk_ask_set(DESK_ASK(self->ask), "user", ep_record_get_named(check, "carrier"));
    desk_ask_set(DESK_ASK(self->ask), "until_at", self->news->closing);
    desk_ask_set(DESK_ASK(self->ask), "section", ep_record_get_named(check, "section"));
    g_signal_connect_object(self->ask, "done", G_CALLBACK(desk_check_result_permitted), self, 0);
    gtk_widget_add_css_class(act, "primary");
    gtk_widget_set_tooltip_text(act, "Ctrl+Enter");
    gtk_widget_set_halign(act, GTK_ALIGN_START);
    g_signal_connect_swapped(act, "clicked", G_CALLBACK(desk_ask_submit), self->ask);
    gtk_box_append(GTK_BOX(self->column), self->ask);
    gtk_box_append(GTK_BOX(self->column), act);
}

static void
desk_check_result_add_permitted(DeskCheckResult *self, EpRecord *permit)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *badge = desk_badge_new();

    desk_badge_set_state(badge, permit);
    gtk_box_append(GTK_BOX(row), desk_check_result_new_link(self, ep_record_get_named(permit, "number"), permit));
    gtk_box_append(GTK_BOX(row), badge);
    gtk_box_append(GTK_BOX(self->column), row);
    if (strcmp(ep_record_get_named(permit, "state"), "allowed") == 0)
        desk_check_result_add_text(self, _("It can be put into use once it is registered."));
}

/* A permit for each piece, one after the other. */
static void
desk_check_result_add_permit(DeskCheckResult *self)
{
    const EpVerb *verb = ep_ledger_find_verb(desk_data_get_ledger(self->data), PERMIT, NULL, NULL);
    guint pieces = ep_virus_check_get_pieces(self->news->check), n = self->news->permits->len;
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autofree char *heading =
        pieces > 1 ? g_strdup_printf(_("Temporary use, %u of %u pieces"), n, pieces) : g_strdup(_("Temporary use"));
    g_autofree char *reason = NULL;

    desk_check_result_add_head(self->column, heading);
    for (guint i = 0; i < n; i++)
        desk_check_result_add_permitted(self, g_ptr_array_index(self->news->permits, i));
    g_ptr_array_add(records, self->news->check);
    reason = desk_verb_bar_dup_reason(self->data, verb, records);
    if (reason == NULL)
        desk_check_result_add_ask(self, verb);
    else if (n == 0)
        desk_check_result_add_text(self, reason);
}

/* --- all of it --- */

static void
desk_check_result_add_next(DeskCheckResult *self)
{
    EpRecord *check = self->news->check;
    const char *result = ep_record_get_named(check, "result");

    for (guint i = 0; i < self->news->incidents->len; i++)
        desk_check_result_add_incident(self, g_ptr_array_index(self->news->incidents, i));
    if (strcmp(result, "incomplete") == 0)
        desk_check_result_add_text(self,
                                   _("Not everything could be looked at: check it again, or with another scanner. "
                                     "Until then it counts as not checked."));
    if (self->news->subject != NULL) {
        GtkWidget *open = desk_check_result_new_link(self, _("To what it was made for"), self->news->subject);
        g_autofree char *name = ep_record_dup_name(self->news->subject);

        gtk_widget_set_halign(open, GTK_ALIGN_START);
        desk_check_result_add_head(self->column, name);
        gtk_box_append(GTK_BOX(self->column), open);
    } else if (strcmp(result, "clean") == 0) {
        desk_check_result_add_permit(self);
    }
}

static void
desk_check_result_again_clicked(DeskCheckResult *self)
{
    g_signal_emit(self, signals[AGAIN], 0);
}

static void
desk_check_result_add_foot(DeskCheckResult *self)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *again = gtk_button_new_with_label(_("The next medium"));

    g_signal_connect_swapped(again, "clicked", G_CALLBACK(desk_check_result_again_clicked), self);
    gtk_widget_add_css_class(foot, "check-foot");
    gtk_box_append(GTK_BOX(foot), again);
    gtk_box_append(GTK_BOX(foot), desk_check_result_new_link(self, _("Open the record"), self->news->check));
    gtk_box_append(GTK_BOX(self->column), foot);
}

static void
desk_check_result_fill(DeskCheckResult *self)
{
    gboolean focused = desk_focus_leave(self->halves);
    GtkWidget *both[] = { self->facts, self->column };

    for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
        for (GtkWidget *child; (child = gtk_widget_get_first_child(both[i])) != NULL;)
            gtk_box_remove(GTK_BOX(both[i]), child);
    }
    self->ask = NULL;
    desk_check_result_add_facts(self);
    desk_check_result_add_next(self);
    desk_check_result_add_foot(self);
    if (focused)
        gtk_widget_child_focus(self->column, GTK_DIR_TAB_FORWARD);
}

static void
desk_check_result_loaded(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheckResult) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(DeskCheckNews) news = desk_data_run_finish(result, &error);

    if (self->column == NULL || self->ask != NULL)
        return; /* what is being typed stays */
    if (news == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    g_clear_pointer(&self->news, desk_check_news_free);
    self->news = g_steal_pointer(&news);
    desk_check_result_fill(self);
}

static gboolean
desk_check_result_load(gpointer user_data)
{
    DeskCheckResult *self = user_data;

    self->soon = 0;
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_check_result_read, g_memdup2(&self->check, sizeof self->check),
                  g_free, (GDestroyNotify)desk_check_news_free, desk_check_result_loaded, g_object_ref(self));
    return G_SOURCE_REMOVE;
}

static void
desk_check_result_changed(DeskData *data, gpointer table, gpointer user_data)
{
    DeskCheckResult *self = user_data;

    if (self->check != 0 && self->ask == NULL && self->soon == 0 &&
        (table == &ep_incident_table || table == &ep_permit_table || table == &ep_virus_check_table))
        self->soon = g_idle_add(desk_check_result_load, self);
}

void
desk_check_result_show(DeskCheckResult *self, gint64 check)
{
    self->check = check;
    self->ask = NULL;
    desk_check_result_load(self);
}

GtkWidget *
desk_check_result_new(DeskData *data)
{
    DeskCheckResult *self = g_object_new(DESK_TYPE_CHECK_RESULT, NULL);

    self->data = g_object_ref(data);
    g_signal_connect(data, "changed", G_CALLBACK(desk_check_result_changed), self);
    return GTK_WIDGET(self);
}
