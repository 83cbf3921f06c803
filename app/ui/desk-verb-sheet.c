#include "app/ui/desk-verb-sheet.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-go.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-target-columns.h"
#include "app/ui/desk-target-preview.h"
#include "app/ui/desk-words.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-many.h"

#define REFUSALS 5 /* that stand with their reasons */

static void
desk_verb_sheet_done(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    desk_sheet_close_around(GTK_WIDGET(ask));
}

static void
desk_verb_sheet_go(GtkWidget *box)
{
    desk_go_page(box, ep_target_table.name);
    desk_sheet_close_around(box);
}

/* What is to be done at once is said where it cannot be overlooked, with the way there. */
static void
desk_verb_sheet_then(DeskAsk *ask, gint64 act, gint64 made, gpointer over)
{
    const char *then = g_object_get_data(G_OBJECT(ask), "then");
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *text = gtk_label_new(ep_label(then));
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *later = gtk_button_new_with_label(_("Later")),
              *go = gtk_button_new_with_label(ep_label(ep_target_table.label));

    gtk_label_set_wrap(GTK_LABEL(text), TRUE);
    gtk_label_set_xalign(GTK_LABEL(text), 0.0);
    gtk_widget_add_css_class(text, "sheet-body");
    gtk_widget_add_css_class(foot, "sheet-foot");
    gtk_widget_set_halign(foot, GTK_ALIGN_END);
    gtk_widget_add_css_class(go, "primary");
    g_signal_connect_swapped(later, "clicked", G_CALLBACK(desk_sheet_close_around), box);
    g_signal_connect_swapped(go, "clicked", G_CALLBACK(desk_verb_sheet_go), box);
    gtk_box_append(GTK_BOX(foot), later);
    gtk_box_append(GTK_BOX(foot), go);
    gtk_box_append(GTK_BOX(box), text);
    gtk_box_append(GTK_BOX(box), foot);
    desk_sheet_open(over, box, 480);
    gtk_widget_grab_focus(go);
}

static void
desk_verb_sheet_cancel(GtkWidget *ask)
{
    desk_sheet_close_around(ask);
}

static char *
desk_verb_sheet_dup_subject(const EpTable *table, GPtrArray *records)
{
    g_autofree char *number = NULL;

    if (records == NULL || records->len == 0)
        return g_strdup(ep_label(table->label));
    if (records->len == 1)
        return ep_record_dup_name(g_ptr_array_index(records, 0));
    number = desk_words_dup_number(records->len);
    return g_strdup_printf(_("%s selected in %s"), number, ep_label(table->label));
}

/* Of a selection: how many it can be done to, and why not to the others; NULL when it can be done to all. */
static GtkWidget *
desk_verb_sheet_new_preview(DeskData *data, const EpVerb *verb, GPtrArray *records)
{
    g_autoptr(GPtrArray) routes = desk_data_dup_routes(data);
    g_autoptr(GPtrArray) refusals = g_ptr_array_new_with_free_func((GDestroyNotify)ep_refusal_free);
    guint n = ep_many_preview(routes, verb, records, desk_data_get_operator(data), refusals);
    g_autoptr(GString) text = g_string_new(NULL);
    GtkWidget *label;

    if (refusals->len == 0)
        return NULL;
    g_string_append_printf(text, _("It is done to %u; %u are left as they are:"), n, refusals->len);
    for (guint i = 0; i < MIN(refusals->len, REFUSALS); i++) {
        EpRefusal *refusal = g_ptr_array_index(refusals, i);

        g_string_append_printf(text, "\n%s: %s", refusal->name, refusal->reason);
    }
    if (refusals->len > REFUSALS)
        g_string_append(text, "\n…");
    label = gtk_label_new(text->str);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_widget_add_css_class(label, "field-hint");
    return label;
}

static GtkWidget *
desk_verb_sheet_new_head(DeskData *data, const EpVerb *verb, const EpTable *table, GPtrArray *records)
{
    g_autofree char *subject = desk_verb_sheet_dup_subject(table, records);
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    GtkWidget *title = gtk_label_new(ep_label(verb->label)), *about = gtk_label_new(subject);

    gtk_widget_add_css_class(head, "sheet-head");
    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_label_set_xalign(GTK_LABEL(about), 0.0);
    gtk_widget_add_css_class(title, "title");
    gtk_widget_add_css_class(about, "quiet");
    gtk_box_append(GTK_BOX(head), title);
    gtk_box_append(GTK_BOX(head), about);
    if (records != NULL && records->len > 1) {
        GtkWidget *preview = desk_verb_sheet_new_preview(data, verb, records);

        if (preview != NULL)
            gtk_box_append(GTK_BOX(head), preview);
    }
    return head;
}

/* What stands at the bottom while one answers, and while it is done to many. */
typedef struct {
    GtkWidget *keys, *cancel, *act, *bar, *stop;
    DeskAsk *ask;
} DeskVerbSheetFoot;

static void
desk_verb_sheet_progress(DeskData *data, const char *message, double fraction, GtkWidget *foot)
{
    DeskVerbSheetFoot *self = g_object_get_data(G_OBJECT(foot), "foot");
    gboolean working = message != NULL && desk_ask_is_busy(self->ask);

    if (working)
        gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(self->bar), fraction);
    gtk_widget_set_visible(self->bar, working);
    gtk_widget_set_visible(self->stop, working);
    gtk_widget_set_visible(self->keys, !working);
    gtk_widget_set_visible(self->cancel, !working);
    gtk_widget_set_sensitive(self->act, !working);
}

static GtkWidget *
desk_verb_sheet_new_foot(DeskData *data, const EpVerb *verb, GtkWidget *ask)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    DeskVerbSheetFoot *self = g_new0(DeskVerbSheetFoot, 1);

    *self = (DeskVerbSheetFoot){ .keys = gtk_label_new(_("Ctrl+Enter does it, Esc goes back")),
                                 .bar = gtk_progress_bar_new(),
                                 .cancel = gtk_button_new_with_label(_("Go back")),
                                 .stop = gtk_button_new_with_label(_("Stop")),
                                 .act = gtk_button_new_with_label(ep_label(verb->label)),
                                 .ask = DESK_ASK(ask) };
    gtk_widget_add_css_class(foot, "sheet-foot");
    gtk_widget_add_css_class(self->keys, "field-hint");
    gtk_label_set_xalign(GTK_LABEL(self->keys), 0.0);
    gtk_widget_set_hexpand(self->keys, TRUE);
    gtk_widget_set_hexpand(self->bar, TRUE);
    gtk_widget_set_valign(self->bar, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class(self->act, "primary");
    g_signal_connect_swapped(self->cancel, "clicked", G_CALLBACK(desk_verb_sheet_cancel), ask);
    g_signal_connect_object(self->stop, "clicked", G_CALLBACK(desk_data_cancel), data, G_CONNECT_SWAPPED);
    g_signal_connect_swapped(self->act, "clicked", G_CALLBACK(desk_ask_submit), ask);
    gtk_box_append(GTK_BOX(foot), self->keys);
    gtk_box_append(GTK_BOX(foot), self->bar);
    gtk_box_append(GTK_BOX(foot), self->cancel);
    gtk_box_append(GTK_BOX(foot), self->stop);
    gtk_box_append(GTK_BOX(foot), self->act);
    g_object_set_data_full(G_OBJECT(foot), "foot", self, g_free);
    g_signal_connect_object(data, "progress", G_CALLBACK(desk_verb_sheet_progress), foot, 0);
    desk_verb_sheet_progress(data, NULL, 0.0, foot);
    return foot;
}

/* @beside: what the answers would do, or NULL. */
static GtkWidget *
desk_verb_sheet_new_body(GtkWidget *over, GtkWidget *ask, GtkWidget *beside)
{
    GtkWidget *body = gtk_scrolled_window_new(), *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    int height = gtk_widget_get_height(GTK_WIDGET(gtk_widget_get_root(over)));

    gtk_widget_add_css_class(ask, "sheet-body");
    gtk_widget_set_hexpand(ask, TRUE);
    gtk_box_append(GTK_BOX(row), ask);
    if (beside != NULL)
        gtk_box_append(GTK_BOX(row), beside);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(body), row);
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(body), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(body), TRUE);
    gtk_scrolled_window_set_max_content_height(GTK_SCROLLED_WINDOW(body), MAX(height - 220, 240));
    return body;
}

/* In one line: the rows below want the room. */
static GtkWidget *
desk_verb_sheet_new_low_head(const EpVerb *verb, EpRecord *record, GtkWidget *beside)
{
    g_autofree char *subject = ep_record_dup_name(record);
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16);
    GtkWidget *title = gtk_label_new(ep_label(verb->label)), *about = gtk_label_new(subject);

    gtk_widget_add_css_class(head, "sheet-head");
    gtk_widget_add_css_class(head, "low");
    gtk_widget_add_css_class(title, "title");
    gtk_widget_add_css_class(about, "quiet");
    gtk_label_set_ellipsize(GTK_LABEL(about), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand(beside, TRUE);
    gtk_box_append(GTK_BOX(head), title);
    gtk_box_append(GTK_BOX(head), about);
    gtk_box_append(GTK_BOX(head), beside);
    return head;
}

/* A target's columns need the whole window. */
static DeskAsk *
desk_verb_sheet_open_columns(GtkWidget *over, DeskData *data, const EpVerb *verb, GPtrArray *records)
{
    static const char *const none[] = { NULL };
    EpRecord *target = g_ptr_array_index(records, 0);
    GtkWidget *ask = desk_ask_new(data, verb, ep_record_get_table(target), records, none, FALSE);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *beside = desk_target_columns_add(over, data, verb, target, DESK_ASK(ask));
    int width = gtk_widget_get_width(GTK_WIDGET(gtk_widget_get_root(over)));

    gtk_widget_add_css_class(ask, "sheet-wide");
    gtk_box_append(GTK_BOX(box), desk_verb_sheet_new_low_head(verb, target, beside));
    gtk_box_append(GTK_BOX(box), ask);
    gtk_box_append(GTK_BOX(box), desk_verb_sheet_new_foot(data, verb, ask));
    g_signal_connect_after(ask, "done", G_CALLBACK(desk_verb_sheet_done), NULL);
    g_signal_connect(ask, "cancelled", G_CALLBACK(desk_verb_sheet_cancel), NULL);
    desk_sheet_open(over, box, CLAMP(width - 48, 960, 1680));
    desk_map_focus(desk_target_columns_get_map(DESK_ASK(ask), FALSE));
    return DESK_ASK(ask);
}

DeskAsk *
desk_verb_sheet_open(GtkWidget *over, DeskData *data, const EpVerb *verb, const EpTable *table, GPtrArray *records)
{
    gboolean logged = (verb->flags & (EP_VERB_QUIET | EP_VERB_COUNTED)) == 0;
    GtkWidget *ask, *box, *beside = NULL;

    if (strcmp(verb->name, "target.columns") == 0)
        return desk_verb_sheet_open_columns(over, data, verb, records);
    ask = desk_ask_new(data, verb, table, records, NULL, logged || (verb->flags & EP_VERB_INSTRUCTION) != 0);
    box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    if (records != NULL && records->len == 1)
        beside = desk_target_preview_new(data, verb, g_ptr_array_index(records, 0), DESK_ASK(ask));
    gtk_box_append(GTK_BOX(box), desk_verb_sheet_new_head(data, verb, table, records));
    gtk_box_append(GTK_BOX(box), desk_verb_sheet_new_body(over, ask, beside));
    gtk_box_append(GTK_BOX(box), desk_verb_sheet_new_foot(data, verb, ask));
    g_signal_connect_after(ask, "done", G_CALLBACK(desk_verb_sheet_done), NULL);
    if (verb->then != NULL) {
        g_object_set_data(G_OBJECT(ask), "then", (gpointer)verb->then);
        g_signal_connect_object(ask, "done", G_CALLBACK(desk_verb_sheet_then), over, G_CONNECT_AFTER);
    }
    g_signal_connect(ask, "cancelled", G_CALLBACK(desk_verb_sheet_cancel), NULL);
    desk_sheet_open(over, box, beside != NULL ? 1040 : 560);
    desk_ask_focus(DESK_ASK(ask), NULL);
    return DESK_ASK(ask);
}
