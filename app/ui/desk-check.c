#include "app/ui/desk-check.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-check-medium.h"
#include "app/ui/desk-check-result.h"
#include "app/ui/desk-check-scan.h"
#include "app/ui/desk-clamp.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-tabs.h"

#define WIDE 1120
#define NARROW 760

static const char *const titles[] = { N_("Medium"), N_("Check"), N_("Result and temporary use") };

struct _DeskCheck {
    GtkWidget parent;
    GtkWidget *column, *steps[G_N_ELEMENTS(titles)], *marks[G_N_ELEMENTS(titles)], *stack;
    DeskData *data;
    guint step;
};

G_DEFINE_FINAL_TYPE(DeskCheck, desk_check, GTK_TYPE_WIDGET)

static void
desk_check_dispose(GObject *object)
{
    DeskCheck *self = DESK_CHECK(object);

    g_clear_pointer(&self->column, gtk_widget_unparent);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_check_parent_class)->dispose(object);
}

static void
desk_check_class_init(DeskCheckClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_check_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "page");
}

static void
desk_check_init(DeskCheck *self)
{
    self->column = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_parent(self->column, GTK_WIDGET(self));
}

static void
desk_check_go(DeskCheck *self, guint step)
{
    self->step = step;
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        if (i + 1 == step)
            gtk_widget_add_css_class(self->marks[i], "active");
        else
            gtk_widget_remove_css_class(self->marks[i], "active");
    }
    gtk_stack_set_visible_child(GTK_STACK(self->stack),
                                gtk_widget_get_ancestor(self->steps[step - 1], GTK_TYPE_SCROLLED_WINDOW));
    if (gtk_widget_get_root(GTK_WIDGET(self)) != NULL)
        gtk_widget_child_focus(self->steps[step - 1], GTK_DIR_TAB_FORWARD);
}

void
desk_check_show_scan(DeskCheck *self, DeskCheckSubject *subject, gboolean type)
{
    desk_check_go(self, 2);
    desk_check_scan_open(DESK_CHECK_SCAN(self->steps[1]), subject, type);
}

void
desk_check_show_result(DeskCheck *self, gint64 check)
{
    desk_check_result_show(DESK_CHECK_RESULT(self->steps[2]), check);
    desk_check_go(self, 3);
}

static void
desk_check_take(DeskCheck *self, gboolean type)
{
    DeskCheckSubject *subject = desk_check_medium_take(DESK_CHECK_MEDIUM(self->steps[0]), !type);

    if (subject != NULL)
        desk_check_show_scan(self, subject, type);
}

static void
desk_check_scan_asked(GtkWidget *medium, gpointer user_data)
{
    desk_check_take(user_data, FALSE);
}

static void
desk_check_type_asked(GtkWidget *medium, gpointer user_data)
{
    desk_check_take(user_data, TRUE);
}

static void
desk_check_scanned(GtkWidget *scan, gint64 check, gpointer user_data)
{
    DeskCheck *self = user_data;

    desk_go_say(GTK_WIDGET(self), _("The virus check is recorded"));
    desk_check_show_result(self, check);
}

static void
desk_check_went_back(GtkWidget *scan, gpointer user_data)
{
    desk_check_go(user_data, 1);
}

static void
desk_check_again(GtkWidget *result, gpointer user_data)
{
    DeskCheck *self = user_data;

    desk_check_medium_reset(DESK_CHECK_MEDIUM(self->steps[0]), NULL);
    desk_check_go(self, 1);
}

/* "1  Medium": where one is stands out. */
static GtkWidget *
desk_check_new_marks(DeskCheck *self)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 24);

    gtk_widget_add_css_class(row, "check-marks");
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_autofree char *text = g_strdup_printf("%u  %s", i + 1, ep_label(titles[i]));

        self->marks[i] = gtk_label_new(text);
        gtk_box_append(GTK_BOX(row), self->marks[i]);
    }
    return row;
}

static void
desk_check_add_step(DeskCheck *self, guint index, GtkWidget *step)
{
    GtkWidget *scroll = gtk_scrolled_window_new(), *clamp = desk_clamp_new(step, index == 1 ? NARROW : WIDE);

    self->steps[index] = step;
    gtk_widget_add_css_class(clamp, "check-body");
    gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), clamp);
    gtk_stack_add_child(GTK_STACK(self->stack), scroll);
}

GtkWidget *
desk_check_new(DeskData *data, DeskSettings *settings)
{
    DeskCheck *self = g_object_new(DESK_TYPE_CHECK, NULL);
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_VERTICAL, 10);

    self->data = g_object_ref(data);
    gtk_widget_add_css_class(head, "page-head");
    gtk_box_append(GTK_BOX(head), desk_tabs_new(data, "check"));
    gtk_box_append(GTK_BOX(head), desk_check_new_marks(self));
    gtk_box_append(GTK_BOX(self->column), head);
    self->stack = gtk_stack_new();
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_widget_add_css_class(self->stack, "list-surface");
    desk_check_add_step(self, 0, desk_check_medium_new(data));
    desk_check_add_step(self, 1, desk_check_scan_new(data));
    desk_check_add_step(self, 2, desk_check_result_new(data));
    gtk_box_append(GTK_BOX(self->column), self->stack);
    g_signal_connect_object(self->steps[0], "scan", G_CALLBACK(desk_check_scan_asked), self, 0);
    g_signal_connect_object(self->steps[0], "type", G_CALLBACK(desk_check_type_asked), self, 0);
    g_signal_connect_object(self->steps[1], "done", G_CALLBACK(desk_check_scanned), self, 0);
    g_signal_connect_object(self->steps[1], "back", G_CALLBACK(desk_check_went_back), self, 0);
    g_signal_connect_object(self->steps[2], "again", G_CALLBACK(desk_check_again), self, 0);
    desk_check_go(self, 1);
    return GTK_WIDGET(self);
}

/* --- from elsewhere --- */

typedef struct {
    const EpTable *table;
    gint64 id;
} DeskCheckAsked;

static gpointer
desk_check_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskCheckAsked *asked = user_data;

    return ep_reader_read(ep_ledger_get_reader(ledger), asked->table, asked->id, error);
}

static void
desk_check_read_done(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskCheck) self = user_data;
    g_autoptr(GError) error = NULL;
    g_autoptr(EpRecord) record = desk_data_run_finish(result, &error);

    if (self->column == NULL)
        return;
    if (record == NULL) {
        desk_go_say(GTK_WIDGET(self), error->message);
        return;
    }
    desk_check_medium_reset(DESK_CHECK_MEDIUM(self->steps[0]), record);
    desk_check_go(self, 1);
}

void
desk_check_begin(DeskCheck *self, const EpTable *table, gint64 id)
{
    DeskCheckAsked asked = { table, id };

    if (desk_check_scan_is_running(DESK_CHECK_SCAN(self->steps[1]))) {
        desk_go_say(GTK_WIDGET(self), _("A check is running: stop it, or wait for its end"));
        return;
    }
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_check_read, g_memdup2(&asked, sizeof asked), g_free,
                  g_object_unref, desk_check_read_done, g_object_ref(self));
}

GtkWidget *
desk_check_get_medium(DeskCheck *self)
{
    return self->steps[0];
}

GtkWidget *
desk_check_get_scan(DeskCheck *self)
{
    return self->steps[1];
}

GtkWidget *
desk_check_get_result(DeskCheck *self)
{
    return self->steps[2];
}

guint
desk_check_get_step(DeskCheck *self)
{
    return self->step;
}
