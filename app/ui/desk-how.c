#include "app/ui/desk-how.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-focus.h"
#include "app/ui/desk-form.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/core/ep-clock.h"

static const EpField with_instruction[] = {
    { "instruction", N_("Instruction"), EP_KIND_REFERENCE, EP_FIELD_REQUIRED, .reference = "instruction" },
    { "note", N_("Work done"), EP_KIND_TEXT, 0 },
    { "minutes", N_("Minutes"), EP_KIND_INTEGER, 0 },
    { "day", N_("Done on"), EP_KIND_DATE, 0, .initial = "@today" },
    { NULL },
};

static EpTable instructed = { .name = "how", .label = N_("How"), .fields = with_instruction };
static EpTable free_work = { .name = "how", .label = N_("How"), .fields = with_instruction + 1 };

struct _DeskHow {
    GtkWidget parent;
    GtkWidget *basis, *form, *toggle, *recording; /* @basis: the instruction; @form: the rest */
    DeskData *data;
    EpDraft *draft;
    EpDraft *instruction; /* of a new one; NULL unless recording */
};

G_DEFINE_FINAL_TYPE(DeskHow, desk_how, GTK_TYPE_WIDGET)

static void
desk_how_dispose(GObject *object)
{
    DeskHow *self = DESK_HOW(object);
    GtkWidget *child;

    if (self->data != NULL)
        g_signal_handlers_disconnect_by_data(self->data, self);
    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_pointer(&self->draft, ep_draft_unref);
    g_clear_pointer(&self->instruction, ep_draft_unref);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_how_parent_class)->dispose(object);
}

static void
desk_how_class_init(DeskHowClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_how_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "how");
}

static void
desk_how_init(DeskHow *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing(GTK_BOX_LAYOUT(layout), 8);
}

static const EpTable *
desk_how_get_instructions(DeskHow *self)
{
    return ep_catalog_find(desk_data_get_catalog(self->data), "instruction");
}

/* The newest of today; otherwise the newest general one that is still valid. */
static gint64
desk_how_find_instruction(DeskHow *self)
{
    EpList *all = desk_data_peek(self->data, desk_how_get_instructions(self));
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    gint64 of_today = 0, general = 0;

    for (guint i = 0; all != NULL && i < ep_list_get_total(all); i++) {
        EpRecord *record = ep_list_peek_any(all, i);
        gint64 id = ep_record_get_id(record);
        const char *until = ep_record_get_named(record, "until_day");

        if (strcmp(ep_record_get_named(record, "day"), today) == 0)
            of_today = MAX(of_today, id); /* ids grow with time */
        if (*ep_record_get_named(record, "general") != '\0' && (*until == '\0' || strcmp(until, today) >= 0))
            general = MAX(general, id);
    }
    return of_today != 0 ? of_today : general;
}

static void
desk_how_show_basis(DeskHow *self)
{
    static const char *const fields[] = { "instruction", NULL };

    desk_focus_leave(self->basis);
    g_clear_pointer(&self->basis, gtk_widget_unparent);
    self->basis = desk_form_new(self->data, self->draft, fields);
    gtk_widget_insert_before(self->basis, GTK_WIDGET(self), self->toggle);
}

static void
desk_how_show_form(DeskHow *self)
{
    static const char *const fields[] = { "note", "minutes", "day", NULL };

    self->form = desk_form_new(self->data, self->draft, fields);
    gtk_widget_set_parent(self->form, GTK_WIDGET(self));
}

static void
desk_how_preselect(DeskHow *self)
{
    gint64 id = desk_how_find_instruction(self);

    if (id == 0 || *ep_draft_get_named(self->draft, "instruction") != '\0')
        return;
    desk_how_set_instruction(self, id);
}

static void
desk_how_loaded(DeskData *data, gpointer table, gpointer user_data)
{
    if (table == desk_how_get_instructions(user_data))
        desk_how_preselect(user_data);
}

static void
desk_how_toggled(GtkToggleButton *toggle, gpointer user_data)
{
    DeskHow *self = user_data;
    const EpTable *table = desk_how_get_instructions(self);
    const EpVerb *verb = desk_verb_bar_find_new(table);
    gboolean recording = gtk_toggle_button_get_active(toggle);

    gtk_widget_set_visible(self->basis, !recording);
    desk_focus_leave(self->recording);
    g_clear_pointer(&self->recording, gtk_widget_unparent);
    g_clear_pointer(&self->instruction, ep_draft_unref);
    if (recording) {
        self->instruction = ep_verb_start(verb, table, NULL, desk_data_get_operator(self->data));
        self->recording = desk_form_new(self->data, self->instruction, NULL);
        gtk_widget_add_css_class(self->recording, "inset");
        gtk_widget_insert_after(self->recording, GTK_WIDGET(self), self->toggle);
        desk_form_focus(DESK_FORM(self->recording), "instructor");
    }
}

GtkWidget *
desk_how_new(DeskData *data, const EpVerb *verb)
{
    DeskHow *self = g_object_new(DESK_TYPE_HOW, NULL);
    gboolean rests = (verb->flags & EP_VERB_INSTRUCTION) != 0;
    EpTable *table = rests ? &instructed : &free_work;
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    ep_table_prepare(table);
    self->data = g_object_ref(data);
    self->draft = ep_draft_new(table);
    ep_draft_fill(self->draft, today, today, 0);
    self->toggle = gtk_toggle_button_new_with_label(_("Record a new instruction"));
    gtk_widget_add_css_class(self->toggle, "link-button");
    gtk_widget_set_halign(self->toggle, GTK_ALIGN_START);
    gtk_widget_set_margin_start(self->toggle, 108);
    gtk_widget_set_visible(self->toggle, rests);
    gtk_widget_set_parent(self->toggle, GTK_WIDGET(self));
    g_signal_connect(self->toggle, "toggled", G_CALLBACK(desk_how_toggled), self);
    desk_how_show_form(self);
    if (rests) {
        desk_how_show_basis(self);
        g_signal_connect(data, "loaded", G_CALLBACK(desk_how_loaded), self);
        desk_data_hurry(data, desk_how_get_instructions(self));
        desk_how_preselect(self);
    }
    return GTK_WIDGET(self);
}

gboolean
desk_how_check(DeskHow *self)
{
    if (self->recording != NULL && !desk_form_check(DESK_FORM(self->recording)))
        return FALSE;
    if (self->recording != NULL && *ep_draft_get_named(self->draft, "instruction") == '\0')
        ep_draft_set_named(self->draft, "instruction", "1"); /* stands in until the new one has its id */
    return (self->basis == NULL || desk_form_check(DESK_FORM(self->basis))) && desk_form_check(DESK_FORM(self->form));
}

void
desk_how_focus(DeskHow *self)
{
    desk_form_focus(DESK_FORM(self->basis != NULL ? self->basis : self->form), NULL);
}

EpDraft *
desk_how_get_new_instruction(DeskHow *self)
{
    return self->instruction;
}

void
desk_how_set_instruction(DeskHow *self, gint64 id)
{
    ep_draft_set_integer(self->draft, "instruction", id);
    if (self->instruction != NULL)
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->toggle), FALSE);
    desk_how_show_basis(self);
}

void
desk_how_get(DeskHow *self, EpHow *how)
{
    *how = (EpHow){ 0 };
    how->day = ep_draft_get_named(self->draft, "day");
    how->note = ep_draft_get_named(self->draft, "note");
    how->minutes = ep_draft_get_integer(self->draft, "minutes");
    if (ep_table_find(ep_draft_get_table(self->draft), "instruction") != EP_NO_FIELD)
        how->instruction = ep_draft_get_integer(self->draft, "instruction");
}
