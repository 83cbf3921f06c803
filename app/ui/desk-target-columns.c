#include "app/ui/desk-target-columns.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-map-file.h"
#include "app/ui/desk-target-preview.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-target-kind.h"

#define MOST 50      /* real rows to look at */
#define AROUND 178   /* what head, foot and edges of the sheet take */
#define PREVIEW 8    /* a part of the height: the file's first lines */
#define FILES "file" /* pages of the stack */
#define ANSWERS "answer"
#define KEY "target-columns"

typedef struct {
    DeskAsk *ask; /* not kept: it has this */
    GtkWidget *stack, *maps[2];
    char *written[2]; /* what the answers say as far as we know */
    gboolean changed, warned;
} DeskTargetColumns;

static const char *const questions[] = { "layout", "answer_layout" };

static void
desk_target_columns_free(gpointer data)
{
    DeskTargetColumns *self = data;

    g_free(self->written[0]);
    g_free(self->written[1]);
    g_free(self);
}

/* --- real rows --- */

static gpointer
desk_target_columns_read(EpLedger *ledger, EpProgress *progress, gpointer target, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autoptr(EpAllowlist) list = ep_allowlist_new(ep_ledger_get_reader(ledger), target,
                                                   &(EpAllowlistWanted){ .date = today, .rules_only = TRUE }, error);
    GPtrArray *rows = list != NULL ? g_ptr_array_new_with_free_func(g_object_unref) : NULL;

    for (guint i = 0; list != NULL && i < MIN(list->entries->entries->len, MOST); i++)
        g_ptr_array_add(rows, ep_allowlist_row_new(g_ptr_array_index(list->entries->entries, i),
                                                   ep_allowlist_actions[EP_ALLOWLIST_ADDED].code, NULL, 0));
    return rows;
}

static void
desk_target_columns_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(DeskMap) map = user_data;
    g_autoptr(GPtrArray) rows = desk_data_run_finish(result, NULL);

    if (rows != NULL && gtk_widget_get_root(GTK_WIDGET(map)) != NULL)
        desk_map_set_rows(map, rows);
}

/* --- the answers --- */

/* What is untouched stays as the ledger has it: a kind's own columns may be told better some day. */
static void
desk_target_columns_changed(DeskMap *map, DeskTargetColumns *self)
{
    guint which = GTK_WIDGET(map) == self->maps[1];

    g_free(self->written[which]);
    self->written[which] = desk_map_dup_text(map);
    self->changed = TRUE;
    self->warned = FALSE;
    ep_draft_set_named(desk_ask_get_answers(self->ask), questions[which], self->written[which]);
    g_signal_emit_by_name(self->ask, "changed");
}

static void
desk_target_columns_show(DeskTargetColumns *self, guint which, const char *text)
{
    g_autoptr(GError) error = NULL;

    g_free(self->written[which]);
    self->written[which] = g_strdup(ep_draft_get_named(desk_ask_get_answers(self->ask), questions[which]));
    if (!desk_map_set_text(DESK_MAP(self->maps[which]), text, &error))
        desk_map_say(DESK_MAP(self->maps[which]), error->message);
}

/* What somebody else's change made of the answers is shown before it is judged. */
static gboolean
desk_target_columns_refuse(DeskAsk *ask, DeskTargetColumns *self)
{
    EpDraft *answers = desk_ask_get_answers(ask);

    for (guint i = 0; i < 2; i++) {
        const char *text = ep_draft_get_named(answers, questions[i]);

        if (strcmp(text, self->written[i]) != 0)
            desk_target_columns_show(self, i, text);
        if (desk_map_check(DESK_MAP(self->maps[i])))
            continue;
        gtk_stack_set_visible_child_name(GTK_STACK(self->stack), i == 0 ? FILES : ANSWERS);
        desk_map_check(DESK_MAP(self->maps[i])); /* what is wrong can have the focus only where it is seen */
        return TRUE;
    }
    return FALSE;
}

/* Much may have been typed: one key alone does not throw it away. */
static gboolean
desk_target_columns_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer user_data)
{
    DeskTargetColumns *self = user_data;
    GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self->ask)));
    GtkWidget *map = gtk_stack_get_visible_child(GTK_STACK(self->stack));

    if (key != GDK_KEY_Escape || !self->changed || self->warned ||
        (focus != NULL && gtk_widget_get_ancestor(focus, GTK_TYPE_POPOVER) != NULL))
        return FALSE;
    self->warned = TRUE;
    desk_map_say(DESK_MAP(gtk_widget_get_first_child(map)),
                 _("What you changed would be lost. Esc once more goes back, Ctrl+Enter keeps it."));
    return TRUE;
}

/* --- making it --- */

static GtkWidget *
desk_target_columns_new_map(DeskTargetColumns *self, DeskData *data, guint which)
{
    const EpTable *table = which == 0 ? ep_allowlist_row_get_table() : ep_allowlist_answer_get_table();
    g_autoptr(EpRecord) example = ep_allowlist_row_new_example(table);

    self->maps[which] = desk_map_new(data, table, example, which == 1);
    gtk_widget_set_vexpand(self->maps[which], TRUE);
    g_signal_connect(self->maps[which], "changed", G_CALLBACK(desk_target_columns_changed), self);
    return self->maps[which];
}

static GtkWidget *
desk_target_columns_new_preview(DeskData *data, const EpVerb *verb, EpRecord *target, DeskAsk *ask, int height)
{
    GtkWidget *scroller = gtk_scrolled_window_new();

    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), desk_target_preview_new(data, verb, target, ask));
    gtk_widget_set_size_request(scroller, -1, height);
    gtk_widget_add_css_class(scroller, "map-preview");
    return scroller;
}

/* What is written or read, and files to tell it from. */
static GtkWidget *
desk_target_columns_new_top(DeskTargetColumns *self, EpRecord *target)
{
    GtkWidget *top = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 16), *switcher = gtk_stack_switcher_new(),
              *files = gtk_stack_new();

    gtk_stack_switcher_set_stack(GTK_STACK_SWITCHER(switcher), GTK_STACK(self->stack));
    gtk_widget_add_css_class(switcher, "chips");
    gtk_widget_set_hexpand(switcher, TRUE);
    gtk_widget_set_halign(switcher, GTK_ALIGN_START);
    for (guint i = 0; i < 2; i++) {
        const char *name = ep_record_get_named(target, "name");
        g_autofree char *proposed = g_strdup_printf("%s %s", name, i == 0 ? _("columns") : _("columns of answers"));

        gtk_stack_add_named(GTK_STACK(files), desk_map_file_new(DESK_MAP(self->maps[i]), proposed),
                            i == 0 ? FILES : ANSWERS);
    }
    g_object_bind_property(self->stack, "visible-child-name", files, "visible-child-name", G_BINDING_SYNC_CREATE);
    gtk_box_append(GTK_BOX(top), switcher);
    gtk_box_append(GTK_BOX(top), files);
    return top;
}

static void
desk_target_columns_fill(DeskTargetColumns *self, int height, DeskData *data, const EpVerb *verb, EpRecord *target)
{
    GtkWidget *file = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *answer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

    self->stack = gtk_stack_new();
    gtk_widget_set_vexpand(self->stack, TRUE);
    gtk_box_append(GTK_BOX(file), desk_target_columns_new_map(self, data, 0));
    gtk_box_append(GTK_BOX(file), desk_target_columns_new_preview(data, verb, target, self->ask, height / PREVIEW));
    gtk_box_append(GTK_BOX(answer), desk_target_columns_new_map(self, data, 1));
    gtk_stack_add_titled(GTK_STACK(self->stack), file, FILES, _("The file that is written"));
    gtk_stack_add_titled(GTK_STACK(self->stack), answer, ANSWERS, _("What the console answers"));
    gtk_widget_set_size_request(self->stack, -1, MAX(height - AROUND, 360));
    gtk_widget_insert_before(self->stack, GTK_WIDGET(self->ask), NULL);
}

GtkWidget *
desk_target_columns_add(GtkWidget *over, DeskData *data, const EpVerb *verb, EpRecord *target, DeskAsk *ask)
{
    int height = gtk_widget_get_height(GTK_WIDGET(gtk_widget_get_root(over)));
    GtkEventController *keys = gtk_event_controller_key_new();
    DeskTargetColumns *self = g_new0(DeskTargetColumns, 1);

    self->ask = ask;
    desk_target_columns_fill(self, height, data, verb, target);
    desk_target_columns_show(self, 0, ep_target_kind_get_layout(target));
    desk_target_columns_show(self, 1, ep_target_kind_get_answer_layout(target));
    g_object_set_data_full(G_OBJECT(ask), KEY, self, desk_target_columns_free);
    g_signal_connect(ask, "refuse", G_CALLBACK(desk_target_columns_refuse), self);
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(desk_target_columns_key), self);
    gtk_widget_add_controller(GTK_WIDGET(ask), keys);
    desk_data_run(data, EP_LANE_READ, NULL, desk_target_columns_read, g_object_ref(target), g_object_unref,
                  (GDestroyNotify)g_ptr_array_unref, desk_target_columns_take, g_object_ref(self->maps[0]));
    return desk_target_columns_new_top(self, target);
}

DeskMap *
desk_target_columns_get_map(DeskAsk *ask, gboolean answer)
{
    DeskTargetColumns *self = g_object_get_data(G_OBJECT(ask), KEY);

    return DESK_MAP(self->maps[answer ? 1 : 0]);
}
