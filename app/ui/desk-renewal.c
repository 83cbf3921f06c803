#include "app/ui/desk-renewal.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-card.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-renewal-answers.h"
#include "app/ui/desk-renewal-private.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-kinds.h"

#define SETTLE 120 /* milliseconds after a change, so that a bulk act is counted once */

enum { SHOW_RECORD, START_NEW, EDIT, FOCUS_LIST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskRenewal, desk_renewal, GTK_TYPE_WIDGET)

/* --- which run --- */

static gboolean
desk_renewal_is_on(EpRecord *run)
{
    return ep_words_contain(EP_RENEWAL_RUNNING, ep_record_get_named(run, "state"));
}

/* The one a person chose, else the newest that is on, else the newest. */
static EpRecord *
desk_renewal_choose_run(DeskRenewal *self)
{
    EpList *all = desk_data_peek(self->data, &ep_renewal_table);
    EpRecord *best = NULL;

    for (guint i = 0; all != NULL && i < ep_list_get_total(all); i++) {
        EpRecord *run = ep_list_peek_any(all, i);

        if (ep_record_get_id(run) == self->wanted)
            return run;
        if (best == NULL || desk_renewal_is_on(run) > desk_renewal_is_on(best) ||
            (desk_renewal_is_on(run) == desk_renewal_is_on(best) && ep_record_get_id(run) > ep_record_get_id(best)))
            best = run;
    }
    return best;
}

static void
desk_renewal_collect(DeskRenewal *self)
{
    EpList *all = desk_data_peek(self->data, &ep_renewal_line_table);
    const char *id = NULL;
    g_autofree char *own = self->run != NULL ? g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(self->run)) : NULL;
    guint field = ep_table_find(&ep_renewal_line_table, "renewal");

    g_ptr_array_set_size(self->lines, 0);
    for (guint i = 0; own != NULL && all != NULL && i < ep_list_get_total(all); i++) {
        EpRecord *line = ep_list_peek_any(all, i);

        id = ep_record_get(line, field);
        if (strcmp(id, own) == 0)
            g_ptr_array_add(self->lines, g_object_ref(line));
    }
}

static void
desk_renewal_count(DeskRenewal *self)
{
    g_autoptr(GPtrArray) sections = ep_renewal_count_sections(self->lines);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < sections->len; i++)
        g_ptr_array_add(records, ep_renewal_section_to_record(g_ptr_array_index(sections, i)));
    ep_list_load(self->model, records);
}

static gboolean
desk_renewal_refresh(gpointer user_data)
{
    DeskRenewal *self = user_data;

    self->timer = 0;
    g_set_object(&self->run, desk_renewal_choose_run(self));
    desk_renewal_collect(self);
    desk_renewal_count(self);
    desk_renewal_show(self);
    return G_SOURCE_REMOVE;
}

/* --- when one is due --- */

static gpointer
desk_renewal_read_due(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    EpRenewalDue due;

    return ep_renewal_load_due(ep_ledger_get_reader(ledger), today, &due, error) ? g_memdup2(&due, sizeof due) : NULL;
}

static void
desk_renewal_take_due(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskRenewal) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autofree EpRenewalDue *due = desk_data_run_finish(result, &error);

    if (self->stack == NULL)
        return;
    if (due == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    if (self->due_known && memcmp(&self->due, due, sizeof *due) == 0)
        return;
    self->due = *due;
    self->due_known = TRUE;
    desk_renewal_show(self);
}

static void
desk_renewal_ask_due(DeskRenewal *self)
{
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_renewal_read_due, NULL, NULL, g_free, desk_renewal_take_due,
                  g_object_ref(self));
}

/* Counting what lies here takes its time: it is done for those who look. */
static void
desk_renewal_moved(DeskData *data, gpointer table, gpointer user_data)
{
    DeskRenewal *self = user_data;

    if (!gtk_widget_get_mapped(GTK_WIDGET(self))) {
        self->stale = TRUE;
        return;
    }
    if (table == &ep_renewal_table || table == &ep_renewal_line_table) {
        if (self->timer == 0)
            self->timer = g_timeout_add(SETTLE, desk_renewal_refresh, self);
    }
    if (table == &ep_renewal_table || table == &ep_permit_table)
        desk_renewal_ask_due(self);
}

static void
desk_renewal_map(GtkWidget *widget)
{
    DeskRenewal *self = DESK_RENEWAL(widget);

    GTK_WIDGET_CLASS(desk_renewal_parent_class)->map(widget);
    if (!self->stale)
        return;
    self->stale = FALSE;
    desk_renewal_ask_due(self);
    desk_renewal_refresh(self);
}

/* --- what is asked of it --- */

void
desk_renewal_show_run(DeskRenewal *self, gint64 id)
{
    self->wanted = id;
    desk_renewal_answers_leave(DESK_RENEWAL_ANSWERS(self->answers));
    desk_list_unselect_all(DESK_LIST(self->list));
    g_clear_handle_id(&self->timer, g_source_remove);
    desk_renewal_refresh(self);
}

GPtrArray *
desk_renewal_find_lines(DeskRenewal *self, const char *states)
{
    g_autoptr(GPtrArray) sections = desk_list_get_selected(DESK_LIST(self->list));
    g_autoptr(GHashTable) wanted = g_hash_table_new(g_int64_hash, g_int64_equal);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_object_unref);
    const guint state = ep_renewal_line_table.at.state, of = ep_renewal_line_table.at.section;

    for (guint i = 0; i < sections->len; i++)
        g_hash_table_add(wanted, (gpointer)ep_record_peek_id(g_ptr_array_index(sections, i)));
    for (guint i = 0; i < self->lines->len; i++) {
        EpRecord *line = g_ptr_array_index(self->lines, i);
        gint64 section = sections->len > 0 ? g_ascii_strtoll(ep_record_get(line, of), NULL, 10) : 0;

        section = section != 0 ? section : -1;
        if ((sections->len == 0 || g_hash_table_contains(wanted, &section)) &&
            (states == NULL || ep_words_contain(states, ep_record_get(line, state))))
            g_ptr_array_add(lines, g_object_ref(line));
    }
    return lines;
}

EpRecord *
desk_renewal_get_run(DeskRenewal *self)
{
    return self->run;
}

DeskList *
desk_renewal_get_sections(DeskRenewal *self)
{
    return DESK_LIST(self->list);
}

GtkWidget *
desk_renewal_get_answers(DeskRenewal *self)
{
    return self->answers;
}

static void
desk_renewal_edit(DeskRenewal *self)
{
    if (self->run != NULL)
        desk_renewal_do(self, "renewal.edit");
}

static void
desk_renewal_focus_list(DeskRenewal *self)
{
    gtk_widget_grab_focus(self->list);
}

/* --- itself --- */

static void
desk_renewal_dispose(GObject *object)
{
    DeskRenewal *self = DESK_RENEWAL(object);
    GtkWidget *child;

    g_clear_handle_id(&self->timer, g_source_remove);
    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    self->stack = NULL;
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->model);
    g_clear_object(&self->run);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_renewal_parent_class)->dispose(object);
}

static void
desk_renewal_finalize(GObject *object)
{
    DeskRenewal *self = DESK_RENEWAL(object);

    g_ptr_array_unref(self->lines);
    g_array_unref(self->ids);
    G_OBJECT_CLASS(desk_renewal_parent_class)->finalize(object);
}

static guint
desk_renewal_add_signal(DeskRenewalClass *klass, const char *name, GCallback func, guint n, GType type)
{
    return g_signal_new_class_handler(name, G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, func, NULL,
                                      NULL, NULL, G_TYPE_NONE, n, type);
}

static void
desk_renewal_class_init(DeskRenewalClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_renewal_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_renewal_finalize;
    widget_class->map = desk_renewal_map;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "page");
    signals[SHOW_RECORD] =
        desk_renewal_add_signal(klass, "show-record", G_CALLBACK(desk_renewal_show_run), 1, G_TYPE_INT64);
    signals[START_NEW] = desk_renewal_add_signal(klass, "start-new", G_CALLBACK(desk_renewal_start_new), 0, 0);
    signals[EDIT] = desk_renewal_add_signal(klass, "edit", G_CALLBACK(desk_renewal_edit), 0, 0);
    signals[FOCUS_LIST] = desk_renewal_add_signal(klass, "focus-list", G_CALLBACK(desk_renewal_focus_list), 0, 0);
}

static void
desk_renewal_init(DeskRenewal *self)
{
    self->lines = g_ptr_array_new_with_free_func(g_object_unref);
    self->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
}

GtkWidget *
desk_renewal_new(DeskData *data, DeskSettings *settings)
{
    DeskRenewal *self = g_object_new(DESK_TYPE_RENEWAL, NULL);

    self->data = g_object_ref(data);
    self->model = ep_list_new(ep_renewal_get_section_table());
    desk_renewal_build(self);
    desk_settings_keep_list(settings, DESK_LIST(self->list), "renewal_section");
    g_signal_connect(data, "loaded", G_CALLBACK(desk_renewal_moved), self);
    g_signal_connect(data, "changed", G_CALLBACK(desk_renewal_moved), self);
    desk_data_hurry(data, &ep_renewal_table);
    desk_data_hurry(data, &ep_renewal_line_table);
    desk_renewal_ask_due(self);
    desk_renewal_refresh(self);
    return GTK_WIDGET(self);
}
