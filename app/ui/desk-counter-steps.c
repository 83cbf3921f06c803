#include "app/ui/desk-counter-steps.h"

#include <string.h>

#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterSteps {
    GtkWidget parent;
    GtkWidget *row;
};

G_DEFINE_FINAL_TYPE(DeskCounterSteps, desk_counter_steps, GTK_TYPE_WIDGET)

static void
desk_counter_steps_dispose(GObject *object)
{
    g_clear_pointer(&DESK_COUNTER_STEPS(object)->row, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_counter_steps_parent_class)->dispose(object);
}

static void
desk_counter_steps_class_init(DeskCounterStepsClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_steps_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "steps");
}

static void
desk_counter_steps_init(DeskCounterSteps *self)
{
    self->row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    gtk_widget_set_parent(self->row, GTK_WIDGET(self));
}

static const EpChoice *
desk_counter_steps_find(const char *code)
{
    return ep_field_find_choice(&ep_application_table.fields[ep_table_find(&ep_application_table, "step")], code);
}

static void
desk_counter_steps_add(DeskCounterSteps *self, const char *word, const char *style, gboolean current)
{
    GtkWidget *step = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4), *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *label = gtk_label_new(word);

    gtk_widget_add_css_class(step, "step");
    gtk_widget_add_css_class(step, style);
    if (current)
        gtk_widget_add_css_class(step, "current");
    gtk_widget_add_css_class(bar, "bar");
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    gtk_widget_set_hexpand(step, TRUE);
    gtk_widget_set_tooltip_text(step, word);
    gtk_box_append(GTK_BOX(step), bar);
    gtk_box_append(GTK_BOX(step), label);
    gtk_box_append(GTK_BOX(self->row), step);
}

static guint
desk_counter_steps_index(const char *code)
{
    for (guint i = 0; ep_application_path[i] != NULL; i++) {
        if (strcmp(ep_application_path[i], code) == 0)
            return i;
    }
    return G_MAXUINT;
}

GtkWidget *
desk_counter_steps_new(void)
{
    return g_object_new(DESK_TYPE_COUNTER_STEPS, NULL);
}

/* What was stamped shows how far one that left the line had come. */
static guint
desk_counter_steps_left_at(EpRecord *application)
{
    if (*ep_record_get_named(application, "decided_on") != '\0')
        return desk_counter_steps_index("waiting");
    return *ep_record_get_named(application, "checked_on") != '\0' ? desk_counter_steps_index("checked") : 0;
}

/* Once its media are clean, an application is past their check. */
static const char *
desk_counter_steps_get_step(EpRecord *application)
{
    const char *step = ep_record_get_named(application, "step");

    return strcmp(step, "checked") == 0 && *ep_record_get_named(application, "clean_on") != '\0' ? "virus_check" : step;
}

void
desk_counter_steps_set_record(DeskCounterSteps *self, EpRecord *application)
{
    const char *step = application != NULL ? desk_counter_steps_get_step(application) : "";
    gboolean ended = strcmp(step, "ended") == 0;
    guint at = desk_counter_steps_index(step), left = G_MAXUINT;
    const EpChoice *aside = NULL;
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(self->row)) != NULL)
        gtk_box_remove(GTK_BOX(self->row), child);
    if (application != NULL && at == G_MAXUINT && !ended) {
        aside = desk_counter_steps_find(step);
        left = desk_counter_steps_left_at(application);
    }
    for (guint i = 0; ep_application_path[i] != NULL; i++) {
        gboolean done = ended || (at != G_MAXUINT && i < at) || (left != G_MAXUINT && i < left);

        if (aside != NULL && i == left)
            desk_counter_steps_add(self, ep_label(aside->label), aside->tint == EP_TINT_LATE ? "late" : "wait", TRUE);
        else
            desk_counter_steps_add(self, ep_label(desk_counter_steps_find(ep_application_path[i])->label),
                                   i == at ? "now"
                                   : done  ? "done"
                                           : "ahead",
                                   i == at);
    }
}
