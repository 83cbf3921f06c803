#include "app/ui/desk-target-preview.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-words.h"
#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-text.h"
#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-target-kind.h"

#define DELAY 250 /* milliseconds after the last key */
#define FIRST 6   /* lines of the file */

typedef struct {
    DeskData *data; /* kept */
    DeskAsk *ask;   /* weak */
    EpRecord *target;
    GtkWidget *label;
    gboolean columns;
    guint waiting; /* the source that looks again */
    guint asked;   /* which reading is the last */
} DeskTargetPreview;

typedef struct {
    EpRecord *target;
    char *date;
    gboolean columns; /* how it is written, not what changes */
    gboolean delta;
    gint64 base;
} DeskTargetWanted;

typedef struct {
    GtkWidget *label; /* kept */
    guint asked;
} DeskTargetAnswer;

static void
desk_target_preview_free(gpointer data)
{
    DeskTargetPreview *self = data;

    g_clear_handle_id(&self->waiting, g_source_remove);
    g_clear_weak_pointer(&self->ask);
    g_object_unref(self->target);
    g_object_unref(self->data);
    g_free(self);
}

static void
desk_target_preview_free_wanted(gpointer data)
{
    DeskTargetWanted *wanted = data;

    g_object_unref(wanted->target);
    g_free(wanted->date);
    g_free(wanted);
}

/* --- in words --- */

static void
desk_target_preview_add_first_rows(GString *text, GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *decoded = ep_text_decode(data, size, NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(decoded != NULL ? decoded : "", "\n", FIRST + 1);

    for (guint i = 0; i < FIRST && lines[i] != NULL && *lines[i] != '\0'; i++)
        g_string_append_printf(text, "    %s\n", g_strchomp(lines[i]));
}

static void
desk_target_preview_add_files(GString *text, const EpAllowlist *list, gboolean columns)
{
    for (guint i = 0; i < list->files->len; i++) {
        const EpAllowlistFile *file = g_ptr_array_index(list->files, i);
        g_autofree char *size = g_format_size(g_bytes_get_size(file->bytes));
        gboolean policy = strcmp(file->name, "policy.json") == 0;

        if (strcmp(file->part, "file") != 0 || (columns && policy))
            continue;
        g_string_append_printf(text, "%s%s  %s\n", text->len > 0 ? "\n" : "", file->name, size);
        if (ep_target_kind_has_columns(list->target) && !policy)
            desk_target_preview_add_first_rows(text, file->bytes);
    }
}

/* What of @list is @left_out, or not, under a title. */
static void
desk_target_preview_add_unexpressed(GString *text, const EpAllowlist *list, gboolean left_out, const char *title)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *said = NULL, *number = NULL;
    guint n = 0;

    for (guint i = 0; i < list->unexpressed->len; i++) {
        const EpUnexpressed *one = g_ptr_array_index(list->unexpressed, i);

        if (one->left_out != left_out)
            continue;
        g_string_append_printf(lines, "%s%s %s", n++ > 0 ? "\n" : "", one->code, one->number);
        if (one->detail != NULL)
            g_string_append_printf(lines, " %s", one->detail);
    }
    if (n == 0)
        return;
    number = desk_words_dup_number(n);
    said = ep_identity_describe(lines->str);
    g_string_append_printf(text, "\n%s  %s\n%s\n", title, number, said);
}

static gpointer
desk_target_preview_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskTargetWanted *wanted = user_data;
    g_autoptr(EpAllowlist) list =
        ep_allowlist_new(ep_ledger_get_reader(ledger), wanted->target,
                         &(EpAllowlistWanted){ wanted->date, wanted->delta, wanted->base }, error);
    GString *text;

    if (list == NULL)
        return NULL;
    text = g_string_new(NULL);
    if (!wanted->columns) {
        g_string_append_printf(text, _("compared with %s: added %u, changed %u, removed %u, as before %u, left out %u"),
                               list->base != NULL ? ep_record_get_named(list->base, "number") : _("nothing"),
                               list->counts[EP_ALLOWLIST_ADDED], list->counts[EP_ALLOWLIST_CHANGED],
                               list->counts[EP_ALLOWLIST_REMOVED], list->counts[EP_ALLOWLIST_SAME], list->left_out);
        g_string_append_c(text, '\n');
    }
    desk_target_preview_add_files(text, list, wanted->columns);
    desk_target_preview_add_unexpressed(text, list, TRUE, _("Not in the list"));
    desk_target_preview_add_unexpressed(text, list, FALSE, _("In the list, otherwise than permitted"));
    return g_string_free(text, FALSE);
}

/* --- following the questions --- */

static void
desk_target_preview_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskTargetAnswer *answer = user_data;
    DeskTargetPreview *self = g_object_get_data(G_OBJECT(answer->label), "preview");
    g_autoptr(GError) error = NULL;
    g_autofree char *text = desk_data_run_finish(result, &error);

    if (self != NULL && self->asked == answer->asked)
        gtk_label_set_text(GTK_LABEL(answer->label), text != NULL ? text : error->message);
    g_object_unref(answer->label);
    g_free(answer);
}

/* The target as it would be with what is typed. */
static EpRecord *
desk_target_preview_dup_target(DeskTargetPreview *self, EpDraft *answers)
{
    g_autoptr(EpDraft) draft = NULL;

    if (!self->columns)
        return g_object_ref(self->target);
    draft = ep_draft_new_from(self->target);
    ep_draft_set_named(draft, "layout", ep_draft_get_named(answers, "layout"));
    return ep_draft_to_record(draft);
}

static gboolean
desk_target_preview_look(gpointer user_data)
{
    DeskTargetPreview *self = user_data;
    EpDraft *answers = self->ask != NULL ? desk_ask_get_answers(self->ask) : NULL;
    DeskTargetWanted *wanted;
    DeskTargetAnswer *answer;

    self->waiting = 0;
    if (answers == NULL) /* the sheet is closed */
        return G_SOURCE_REMOVE;
    wanted = g_new0(DeskTargetWanted, 1);
    answer = g_new0(DeskTargetAnswer, 1);
    wanted->target = desk_target_preview_dup_target(self, answers);
    wanted->columns = self->columns;
    if (self->columns) {
        wanted->date = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    } else {
        wanted->date = g_strdup(ep_draft_get_named(answers, "as_of"));
        wanted->delta = strcmp(ep_draft_get_named(answers, "extent"), "delta") == 0;
        wanted->base = ep_draft_get_integer(answers, "base");
    }
    *answer = (DeskTargetAnswer){ g_object_ref(self->label), ++self->asked };
    desk_data_run(self->data, EP_LANE_READ, NULL, desk_target_preview_read, wanted, desk_target_preview_free_wanted,
                  g_free, desk_target_preview_take, answer);
    return G_SOURCE_REMOVE;
}

static void
desk_target_preview_changed(DeskAsk *ask, gpointer user_data)
{
    DeskTargetPreview *self = user_data;

    g_clear_handle_id(&self->waiting, g_source_remove);
    self->waiting = g_timeout_add(DELAY, desk_target_preview_look, self);
}

static void
desk_target_preview_followed(DeskAsk *ask, gpointer label)
{
    desk_target_preview_changed(ask, g_object_get_data(label, "preview"));
}

/* --- making it --- */

static GtkWidget *
desk_target_preview_new_label(DeskTargetPreview *self)
{
    self->label = gtk_label_new(_("Reading…"));
    gtk_label_set_xalign(GTK_LABEL(self->label), 0.0);
    gtk_label_set_yalign(GTK_LABEL(self->label), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(self->label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_selectable(GTK_LABEL(self->label), TRUE);
    gtk_widget_set_can_focus(self->label, FALSE);
    gtk_widget_set_size_request(self->label, 380, -1);
    gtk_label_set_max_width_chars(GTK_LABEL(self->label), 40); /* long lines would take the form's room */
    g_object_set_data_full(G_OBJECT(self->label), "preview", self, desk_target_preview_free);
    return self->label;
}

GtkWidget *
desk_target_preview_new(DeskData *data, const EpVerb *verb, EpRecord *target, DeskAsk *ask)
{
    gboolean columns = strcmp(verb->name, "target.columns") == 0;
    GtkWidget *box;
    DeskTargetPreview *self;

    if (!columns && strcmp(verb->name, "target.export") != 0)
        return NULL;
    self = g_new0(DeskTargetPreview, 1);
    self->data = g_object_ref(data);
    g_set_weak_pointer(&self->ask, ask);
    self->target = g_object_ref(target);
    self->columns = columns;
    box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    gtk_widget_add_css_class(box, "sheet-body");
    desk_target_preview_new_label(self);
    gtk_box_append(GTK_BOX(box), self->label);
    g_signal_connect_object(ask, "changed", G_CALLBACK(desk_target_preview_followed), self->label, 0);
    desk_target_preview_look(self);
    return box;
}
