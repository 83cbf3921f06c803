#include <glib/gi18n-lib.h>

#include "app/ui/desk-ask.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-verb-bar.h"
#include "app/ui/desk-window-private.h"

/* The first start at an account asks who works here; from then on the account says it. */

static const EpTable *
desk_window_get_staff(DeskWindow *self)
{
    return ep_catalog_find(desk_data_get_catalog(self->data), "staff");
}

static void
desk_window_settle_person(DeskWindow *self, GtkWidget *inside)
{
    g_autoptr(GError) error = NULL;

    if (!ep_ledger_set_operator(desk_data_get_ledger(self->data), g_get_user_name(), &error)) {
        desk_window_say(self, error->message);
        return;
    }
    desk_window_show_person(self);
    desk_window_show_undo(self);
    desk_sheet_close_around(inside);
}

static void
desk_window_person_made(DeskAsk *ask, gint64 act, gint64 made, gpointer user_data)
{
    desk_window_settle_person(user_data, GTK_WIDGET(ask));
}

static void
desk_window_person_bound(GObject *source, GAsyncResult *result, gpointer user_data)
{
    GtkWidget *rows = user_data;
    DeskWindow *self = DESK_WINDOW(gtk_widget_get_root(rows));
    g_autoptr(GError) error = NULL;

    if (self == NULL)
        return;
    if (desk_data_do_finish(result, NULL, &error) == 0)
        desk_window_say(self, error->message);
    else
        desk_window_settle_person(self, rows);
    g_object_unref(rows);
}

static void
desk_window_person_chosen(GtkListBox *rows, GtkListBoxRow *row, gpointer user_data)
{
    DeskWindow *self = user_data;
    EpRecord *person = g_object_get_data(G_OBJECT(row), "record");
    const EpVerb *verb = desk_verb_bar_find_edit(desk_window_get_staff(self));
    g_autoptr(EpDraft) answers = ep_verb_start(verb, desk_window_get_staff(self), person, NULL);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);

    g_ptr_array_add(records, g_object_ref(person));
    ep_draft_set_named(answers, "account", g_get_user_name());
    desk_data_do(self->data, verb, desk_window_get_staff(self), records, answers, NULL, desk_window_person_bound,
                 g_object_ref(rows));
}

static GtkWidget *
desk_window_new_people(DeskWindow *self, GPtrArray *people)
{
    GtkWidget *rows = gtk_list_box_new();

    gtk_list_box_set_selection_mode(GTK_LIST_BOX(rows), GTK_SELECTION_NONE);
    gtk_widget_add_css_class(rows, "boxed");
    for (guint i = 0; i < people->len; i++) {
        EpRecord *record = g_ptr_array_index(people, i);
        GtkWidget *row = gtk_list_box_row_new(), *label = gtk_label_new(ep_record_get_named(record, "name"));

        gtk_label_set_xalign(GTK_LABEL(label), 0.0);
        gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), label);
        g_object_set_data_full(G_OBJECT(row), "record", g_object_ref(record), g_object_unref);
        gtk_list_box_append(GTK_LIST_BOX(rows), row);
    }
    g_signal_connect(rows, "row-activated", G_CALLBACK(desk_window_person_chosen), self);
    return rows;
}

static GtkWidget *
desk_window_new_label(const char *text, const char *style)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_widget_add_css_class(label, style);
    return label;
}

static GPtrArray *
desk_window_dup_people(DeskWindow *self, GPtrArray *all)
{
    GPtrArray *people = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < all->len; i++) {
        EpRecord *record = g_ptr_array_index(all, i);

        if (g_strcmp0(ep_record_get_named(record, "role"), "service") != 0)
            g_ptr_array_add(people, g_object_ref(record));
    }
    return people;
}

static void
desk_window_show_people(DeskWindow *self, GPtrArray *all)
{
    static const char *const fields[] = { "name", "reading", "role", "company", NULL };
    g_autoptr(GPtrArray) people = desk_window_dup_people(self, all);
    const EpTable *staff = desk_window_get_staff(self);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 16), *go = gtk_button_new_with_label(_("Begin"));
    GtkWidget *ask = desk_ask_new(self->data, desk_verb_bar_find_new(staff), staff, NULL, fields, FALSE);

    gtk_widget_add_css_class(box, "sheet-alone");
    gtk_box_append(GTK_BOX(box), desk_window_new_label(_("Who works here?"), "title"));
    gtk_box_append(
        GTK_BOX(box),
        desk_window_new_label(_("Everything that is done carries a name. This account is asked once."), "quiet"));
    if (people->len > 0) {
        gtk_box_append(GTK_BOX(box), desk_window_new_people(self, people));
        gtk_box_append(GTK_BOX(box), desk_window_new_label(_("Not among them"), "heading"));
    }
    desk_ask_set(DESK_ASK(ask), "account", g_get_user_name());
    g_signal_connect_object(ask, "done", G_CALLBACK(desk_window_person_made), self, 0);
    gtk_box_append(GTK_BOX(box), ask);
    gtk_widget_set_halign(go, GTK_ALIGN_END);
    gtk_widget_add_css_class(go, "primary");
    g_signal_connect_swapped(go, "clicked", G_CALLBACK(desk_ask_submit), ask);
    gtk_box_append(GTK_BOX(box), go);
    desk_sheet_open(GTK_WIDGET(self), box, 480);
}

static gpointer
desk_window_read_people(EpLedger *ledger, EpProgress *progress, gpointer table, GError **error)
{
    return ep_reader_load(ep_ledger_get_reader(ledger), table, NULL, error);
}

static void
desk_window_take_people(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskWindow) self = user_data;
    g_autoptr(GPtrArray) all = desk_data_run_finish(result, NULL);

    if (all != NULL && gtk_window_get_child(GTK_WINDOW(self)) != NULL)
        desk_window_show_people(self, all);
}

void
desk_window_ask_person(DeskWindow *self)
{
    if (desk_data_get_operator(self->data)->staff != 0)
        return;
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_window_read_people, (gpointer)desk_window_get_staff(self), NULL,
                  (GDestroyNotify)g_ptr_array_unref, desk_window_take_people, g_object_ref(self));
}
