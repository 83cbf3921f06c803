#include "app/ui/desk-badge.h"

#include "app/ui/desk-chip.h"

#define HEIGHT 22

struct _DeskBadge {
    GtkWidget parent;
    DeskListText *text;
    char *word;
    EpTint tint;
};

G_DEFINE_FINAL_TYPE(DeskBadge, desk_badge, GTK_TYPE_WIDGET)

static DeskListText *
desk_badge_get_text(DeskBadge *self)
{
    if (self->text == NULL)
        self->text = desk_list_text_new(GTK_WIDGET(self));
    return self->text;
}

static void
desk_badge_finalize(GObject *object)
{
    DeskBadge *self = DESK_BADGE(object);

    g_clear_pointer(&self->text, desk_list_text_free);
    g_free(self->word);
    G_OBJECT_CLASS(desk_badge_parent_class)->finalize(object);
}

static void
desk_badge_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
    DeskBadge *self = DESK_BADGE(widget);

    *minimum = *natural =
        orientation == GTK_ORIENTATION_HORIZONTAL ? desk_chip_measure(desk_badge_get_text(self), self->word) : HEIGHT;
    if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum_baseline = *natural_baseline = desk_list_text_get_baseline(desk_badge_get_text(self), HEIGHT);
}

static void
desk_badge_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    DeskBadge *self = DESK_BADGE(widget);
    const DeskPalette *palette = desk_palette_of(widget);

    desk_chip_paint(desk_badge_get_text(self), snapshot, self->word, self->tint, 0, gtk_widget_get_height(widget),
                    gtk_widget_get_width(widget), palette, &palette->surface);
}

static void
desk_badge_class_init(DeskBadgeClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->finalize = desk_badge_finalize;
    widget_class->measure = desk_badge_measure;
    widget_class->snapshot = desk_badge_snapshot;
    gtk_widget_class_set_css_name(widget_class, "badge");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
desk_badge_init(DeskBadge *self)
{
    self->word = g_strdup("");
    gtk_widget_set_valign(GTK_WIDGET(self), GTK_ALIGN_CENTER);
    gtk_widget_set_halign(GTK_WIDGET(self), GTK_ALIGN_START);
    gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

GtkWidget *
desk_badge_new(void)
{
    return g_object_new(DESK_TYPE_BADGE, NULL);
}

void
desk_badge_set(GtkWidget *badge, const char *word, EpTint tint)
{
    DeskBadge *self = DESK_BADGE(badge);

    g_free(self->word);
    self->word = g_strdup(word);
    self->tint = tint;
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
    gtk_widget_set_visible(badge, *word != '\0');
    gtk_widget_queue_resize(badge);
}

void
desk_badge_set_state(GtkWidget *badge, EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);
    const EpChoice *choice = NULL;

    if (table->at.state != EP_NO_FIELD)
        choice = ep_field_find_choice(&table->fields[table->at.state], ep_record_get(record, table->at.state));
    desk_badge_set(badge, choice != NULL ? ep_label(choice->label) : "", choice != NULL ? choice->tint : EP_TINT_NONE);
}
