#include "app/ui/desk-conflict.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"

struct _DeskConflict {
    GtkWidget parent;
    DeskData *data;
    EpDraft *answers, *theirs; /* as typed; as they would start now */
    GPtrArray *now;            /* EpRecord: the record, then lines */
    GPtrArray *parts;          /* Part */
};

/* One choice: of a field, or of a line (EP_NO_FIELD) that only one of the two wants. */
typedef struct {
    EpDraft *draft;
    EpRecord *now; /* NULL: it went */
    guint field;
    GtkWidget *mine; /* check button */
} Part;

G_DEFINE_FINAL_TYPE(DeskConflict, desk_conflict, GTK_TYPE_WIDGET)

static void
desk_conflict_dispose(GObject *object)
{
    DeskConflict *self = DESK_CONFLICT(object);
    GtkWidget *child;

    g_clear_pointer(&self->parts, g_ptr_array_unref);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->answers, ep_draft_unref);
    g_clear_pointer(&self->theirs, ep_draft_unref);
    g_clear_pointer(&self->now, g_ptr_array_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_conflict_parent_class)->dispose(object);
}

static void
desk_conflict_class_init(DeskConflictClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_conflict_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "conflict");
}

static void
desk_conflict_init(DeskConflict *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 12);
    self->parts = g_ptr_array_new_with_free_func(g_free);
}

/* A value as a person reads it: choices and references by their labels. Free with g_free(). */
static char *
desk_conflict_dup_value(DeskData *data, const EpField *field, const char *value)
{
    char scratch[EP_SCRATCH_SIZE];
    EpRecord *record;

    if (*value == '\0')
        return g_strdup(_("(empty)"));
    if (field->kind != EP_KIND_REFERENCE)
        return g_strdup(ep_kind_display(field, value, scratch));
    record = desk_data_lookup(data, ep_catalog_find(desk_data_get_catalog(data), field->reference),
                              g_ascii_strtoll(value, NULL, 10));
    return record != NULL ? ep_record_dup_name(record) : g_strdup(value);
}

/* --- a choice --- */

static GtkWidget *
desk_conflict_new_option(const char *whose, const char *value, GtkWidget *group)
{
    g_autofree char *text = g_strdup_printf("%s  %s", whose, value);
    GtkWidget *option = gtk_check_button_new(), *label = gtk_label_new(text);

    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_check_button_set_child(GTK_CHECK_BUTTON(option), label);
    if (group != NULL)
        gtk_check_button_set_group(GTK_CHECK_BUTTON(option), GTK_CHECK_BUTTON(group));
    return option;
}

static void
desk_conflict_add(DeskConflict *self, const Part *found, const char *title, const char *typed, const char *stands)
{
    Part *part = g_memdup2(found, sizeof *found);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *heading = gtk_label_new(title);
    GtkWidget *mine = desk_conflict_new_option(_("Mine:"), typed, NULL);
    GtkWidget *theirs = desk_conflict_new_option(_("Theirs (saved now):"), stands, mine);

    gtk_check_button_set_active(GTK_CHECK_BUTTON(theirs), TRUE);
    gtk_label_set_xalign(GTK_LABEL(heading), 0.0);
    gtk_widget_add_css_class(heading, "heading");
    gtk_box_append(GTK_BOX(box), heading);
    gtk_box_append(GTK_BOX(box), mine);
    gtk_box_append(GTK_BOX(box), theirs);
    gtk_widget_set_parent(box, GTK_WIDGET(self));
    part->mine = mine;
    g_ptr_array_add(self->parts, part);
}

static void
desk_conflict_add_field(DeskConflict *self, EpDraft *draft, EpRecord *now, guint index)
{
    const EpField *field = &ep_draft_get_table(draft)->fields[index];
    g_autofree char *typed = desk_conflict_dup_value(self->data, field, ep_draft_get(draft, index));
    g_autofree char *stands = desk_conflict_dup_value(self->data, field, ep_record_get(now, index));
    g_autofree char *name = ep_record_dup_name(ep_draft_get_base(draft));
    g_autofree char *title = g_strdup_printf("%s: %s", name, ep_label(field->label));
    Part part = { draft, now, index, NULL };

    desk_conflict_add(self, &part, draft == self->answers ? ep_label(field->label) : title, typed, stands);
}

/* What somebody changed of a line that would be taken away here. */
static char *
desk_conflict_dup_changes(DeskConflict *self, EpRecord *base, EpRecord *now)
{
    const EpTable *table = ep_record_get_table(now);
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 0; i < table->at.n_fields; i++) {
        g_autofree char *value = NULL;

        if (!ep_field_is_edited(&table->fields[i]) || strcmp(ep_record_get(base, i), ep_record_get(now, i)) == 0)
            continue;
        value = desk_conflict_dup_value(self->data, &table->fields[i], ep_record_get(now, i));
        g_string_append_printf(out, "%s%s: %s", out->len > 0 ? "; " : "", ep_label(table->fields[i].label), value);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
desk_conflict_add_line(DeskConflict *self, EpDraft *line, EpRecord *now)
{
    g_autofree char *name = ep_record_dup_name(ep_draft_get_base(line)), *changes = NULL, *kept = NULL;
    Part part = { line, now, EP_NO_FIELD, NULL };

    if (now == NULL) {
        desk_conflict_add(self, &part, name, _("keep it, with what was typed"), _("taken away"));
        return;
    }
    changes = desk_conflict_dup_changes(self, ep_draft_get_base(line), now);
    if (*changes == '\0')
        return;
    kept = g_strdup_printf(_("keep it, changed: %s"), changes);
    desk_conflict_add(self, &part, name, _("take it away"), kept);
}

/* What only a verb writes is no person's to choose: it is found out again. */
static void
desk_conflict_add_fields(DeskConflict *self, EpDraft *draft, EpRecord *now)
{
    const EpTable *table = ep_draft_get_table(draft);

    for (guint i = 0; i < table->at.n_fields; i++) {
        if (ep_field_is_edited(&table->fields[i]) && ep_draft_clashes(draft, i, now))
            desk_conflict_add_field(self, draft, now, i);
    }
}

/* --- what stands now --- */

static void
desk_conflict_take_out(gpointer user_data)
{
    g_ptr_array_unref(user_data);
}

static gpointer
desk_conflict_reread(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    GPtrArray *begun = user_data; /* EpRecord */
    g_autoptr(GPtrArray) now = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < begun->len; i++) {
        EpRecord *record = g_ptr_array_index(begun, i);
        gint64 id = ep_record_get_id(record);
        g_autoptr(GPtrArray) found =
            ep_reader_read_many(ep_ledger_get_reader(ledger), ep_record_get_table(record), &id, 1, i == 0, error);

        if (found == NULL)
            return NULL;
        if (found->len > 0)
            g_ptr_array_add(now, g_object_ref(g_ptr_array_index(found, 0)));
    }
    return g_steal_pointer(&now);
}

void
desk_conflict_read(DeskData *data, EpRecord *record, EpDraft *answers, GAsyncReadyCallback callback,
                   gpointer callback_data)
{
    GPtrArray *lines = ep_draft_get_lines(answers), *begun = g_ptr_array_new_with_free_func(g_object_unref);

    g_ptr_array_add(begun, g_object_ref(record));
    for (guint i = 0; i < lines->len; i++) {
        EpRecord *base = ep_draft_get_base(g_ptr_array_index(lines, i));

        if (base != NULL)
            g_ptr_array_add(begun, g_object_ref(base));
    }
    desk_data_run(data, EP_LANE_READ, NULL, desk_conflict_reread, begun, desk_conflict_take_out, desk_conflict_take_out,
                  callback, callback_data);
}

static EpRecord *
desk_conflict_find(DeskConflict *self, EpDraft *draft)
{
    if (draft == self->answers)
        return ep_draft_get_base(self->theirs);
    for (guint i = 1; i < self->now->len; i++) {
        EpRecord *record = g_ptr_array_index(self->now, i);

        if (ep_record_get_id(record) == ep_draft_get_id(draft) &&
            ep_record_get_table(record) == ep_draft_get_table(draft))
            return record;
    }
    return NULL;
}

static void
desk_conflict_compare(DeskConflict *self, EpDraft *line)
{
    EpRecord *now = desk_conflict_find(self, line);

    if (ep_draft_get_base(line) == NULL)
        return;
    if (now != NULL && !ep_draft_is_removed(line))
        desk_conflict_add_fields(self, line, now);
    else if (now != NULL || (ep_draft_is_changed(line) && !ep_draft_is_removed(line)))
        desk_conflict_add_line(self, line, now);
}

static void
desk_conflict_add_intro(DeskConflict *self)
{
    GtkWidget *intro =
        gtk_label_new(_("Somebody else saved these meanwhile. Choose what shall stand; nothing you typed is lost."));

    gtk_label_set_wrap(GTK_LABEL(intro), TRUE);
    gtk_label_set_xalign(GTK_LABEL(intro), 0.0);
    gtk_widget_set_parent(intro, GTK_WIDGET(self));
}

GtkWidget *
desk_conflict_new(DeskData *data, const EpVerb *verb, EpDraft *answers, GPtrArray *now)
{
    DeskConflict *self = g_object_new(DESK_TYPE_CONFLICT, NULL);
    EpRecord *record = g_ptr_array_index(now, 0);
    GPtrArray *lines = ep_draft_get_lines(answers);

    self->data = g_object_ref(data);
    self->answers = ep_draft_ref(answers);
    self->theirs = ep_verb_start(verb, ep_record_get_table(record), record, desk_data_get_operator(data));
    self->now = g_ptr_array_ref(now);
    desk_conflict_add_intro(self);
    desk_conflict_compare(self, answers);
    for (guint i = 0; i < lines->len; i++)
        desk_conflict_compare(self, g_ptr_array_index(lines, i));
    if (self->parts->len > 0)
        return GTK_WIDGET(self);
    g_object_unref(g_object_ref_sink(self));
    return NULL;
}

/* --- as chosen --- */

static void
desk_conflict_take_theirs(const Part *part)
{
    for (guint i = 0; part->now != NULL && i < ep_draft_get_table(part->draft)->at.n_fields; i++) {
        if (part->field == EP_NO_FIELD || part->field == i)
            ep_draft_set(part->draft, i, ep_record_get(part->now, i));
    }
    if (part->field == EP_NO_FIELD)
        ep_draft_set_removed(part->draft, part->now == NULL);
}

static void
desk_conflict_settle_draft(DeskConflict *self, EpDraft *draft)
{
    const EpTable *table = ep_draft_get_table(draft);
    EpRecord *now = desk_conflict_find(self, draft);

    if (ep_draft_get_base(draft) == NULL)
        return;
    for (guint i = 0; now != NULL && i < table->at.n_fields; i++) {
        if (!ep_field_is_edited(&table->fields[i]))
            ep_draft_set(draft, i, ep_record_get(now, i));
    }
    if (now == NULL && !ep_draft_is_changed(draft))
        ep_draft_set_removed(draft, TRUE);
    ep_draft_settle(draft, now);
}

void
desk_conflict_settle(DeskConflict *self)
{
    GPtrArray *lines = ep_draft_get_lines(self->answers);

    for (guint i = 0; i < self->parts->len; i++) {
        Part *part = g_ptr_array_index(self->parts, i);

        if (!gtk_check_button_get_active(GTK_CHECK_BUTTON(part->mine)))
            desk_conflict_take_theirs(part);
    }
    desk_conflict_settle_draft(self, self->answers);
    for (guint i = 0; i < lines->len; i++)
        desk_conflict_settle_draft(self, g_ptr_array_index(lines, i));
}
