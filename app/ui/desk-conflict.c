#include "app/ui/desk-conflict.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-kind.h"

struct _DeskConflict {
    GtkWidget parent;
    EpDraft *mine, *theirs;
    GHashTable *keep; /* field + 1 → check button "mine" of a clash */
};

G_DEFINE_FINAL_TYPE(DeskConflict, desk_conflict, GTK_TYPE_WIDGET)

static void
desk_conflict_dispose(GObject *object)
{
    DeskConflict *self = DESK_CONFLICT(object);
    GtkWidget *child;

    g_clear_pointer(&self->keep, g_hash_table_unref);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->mine, ep_draft_unref);
    g_clear_pointer(&self->theirs, ep_draft_unref);
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
    self->keep = g_hash_table_new(NULL, NULL);
}

char *
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

static gboolean
desk_conflict_clashes(DeskConflict *self, guint field)
{
    EpRecord *base = ep_draft_get_base(self->mine);
    const char *now = ep_draft_get(self->theirs, field), *typed = ep_draft_get(self->mine, field);

    return ep_draft_is_edited(self->mine, field) && base != NULL && strcmp(ep_record_get(base, field), now) != 0 &&
           strcmp(typed, now) != 0;
}

static GtkWidget *
desk_conflict_new_option(const char *whose, const char *value, GtkWidget *group)
{
    g_autofree char *text = g_strdup_printf("%s  %s", whose, value);
    GtkWidget *option = gtk_check_button_new_with_label(text);

    if (group != NULL)
        gtk_check_button_set_group(GTK_CHECK_BUTTON(option), GTK_CHECK_BUTTON(group));
    return option;
}

static void
desk_conflict_add(DeskConflict *self, DeskData *data, guint index)
{
    const EpField *field = &ep_draft_get_table(self->mine)->fields[index];
    g_autofree char *typed = desk_conflict_dup_value(data, field, ep_draft_get(self->mine, index));
    g_autofree char *now = desk_conflict_dup_value(data, field, ep_draft_get(self->theirs, index));
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *title = gtk_label_new(ep_label(field->label));
    GtkWidget *mine = desk_conflict_new_option(_("Mine:"), typed, NULL);
    GtkWidget *theirs = desk_conflict_new_option(_("Theirs (saved now):"), now, mine);

    gtk_label_set_xalign(GTK_LABEL(title), 0.0);
    gtk_widget_add_css_class(title, "heading");
    gtk_check_button_set_active(GTK_CHECK_BUTTON(theirs), TRUE);
    gtk_box_append(GTK_BOX(box), title);
    gtk_box_append(GTK_BOX(box), mine);
    gtk_box_append(GTK_BOX(box), theirs);
    gtk_widget_set_parent(box, GTK_WIDGET(self));
    g_hash_table_insert(self->keep, GUINT_TO_POINTER(index + 1), mine);
}

static gpointer
desk_conflict_reread(EpLedger *ledger, EpProgress *progress, gpointer record, GError **error)
{
    return ep_reader_read(ep_ledger_get_reader(ledger), ep_record_get_table(record), ep_record_get_id(record), error);
}

void
desk_conflict_read(DeskData *data, EpRecord *record, GAsyncReadyCallback callback, gpointer callback_data)
{
    desk_data_run(data, EP_LANE_READ, NULL, desk_conflict_reread, g_object_ref(record), g_object_unref, g_object_unref,
                  callback, callback_data);
}

GtkWidget *
desk_conflict_new(DeskData *data, EpDraft *mine, EpDraft *theirs)
{
    DeskConflict *self = g_object_new(DESK_TYPE_CONFLICT, NULL);
    GtkWidget *intro =
        gtk_label_new(_("Somebody else saved these meanwhile. Choose what shall stand; nothing you typed is lost."));

    self->mine = ep_draft_ref(mine);
    self->theirs = ep_draft_ref(theirs);
    gtk_label_set_wrap(GTK_LABEL(intro), TRUE);
    gtk_label_set_xalign(GTK_LABEL(intro), 0.0);
    gtk_widget_set_parent(intro, GTK_WIDGET(self));
    for (guint i = 0; i < ep_draft_get_table(mine)->at.n_fields; i++) {
        if (desk_conflict_clashes(self, i))
            desk_conflict_add(self, data, i);
    }
    return GTK_WIDGET(self);
}

EpDraft *
desk_conflict_dup_result(DeskConflict *self)
{
    for (guint i = 0; i < ep_draft_get_table(self->mine)->at.n_fields; i++) {
        GtkWidget *mine = g_hash_table_lookup(self->keep, GUINT_TO_POINTER(i + 1));

        if (ep_draft_is_edited(self->mine, i) && (mine == NULL || gtk_check_button_get_active(GTK_CHECK_BUTTON(mine))))
            ep_draft_set(self->theirs, i, ep_draft_get(self->mine, i));
    }
    return ep_draft_ref(self->theirs);
}
