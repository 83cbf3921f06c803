#include <glib/gi18n-lib.h>

#include "app/ui/desk-field-private.h"
#include "app/ui/desk-menu.h"

/* Yes or no; a few choices side by side; many in a menu. */

#define CHIPS 4

static void
desk_field_yes_toggled(GtkCheckButton *check, gpointer user_data)
{
    desk_field_take_value(user_data, gtk_check_button_get_active(check) ? "1" : "");
}

GtkWidget *
desk_field_new_yes(DeskField *self)
{
    const char *label = desk_field_is_on_paper(self) ? ep_label(desk_field_get_description(self)->label) : _("Yes");
    GtkWidget *check = gtk_check_button_new_with_label(label);

    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), *desk_field_get_value(self) != '\0');
    gtk_widget_set_halign(check, GTK_ALIGN_START);
    g_signal_connect(check, "toggled", G_CALLBACK(desk_field_yes_toggled), self);
    return check;
}

static void
desk_field_chip_toggled(GtkToggleButton *chip, gpointer user_data)
{
    if (gtk_toggle_button_get_active(chip))
        desk_field_take_value(user_data, g_object_get_data(G_OBJECT(chip), "code"));
}

static GtkWidget *
desk_field_new_chips(DeskField *self)
{
    const EpField *field = desk_field_get_description(self);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0), *first = NULL;

    gtk_widget_add_css_class(box, "linked");
    gtk_widget_add_css_class(box, "chips");
    gtk_widget_set_halign(box, GTK_ALIGN_START);
    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        GtkWidget *chip;

        if (!desk_field_offers(self, choice->code))
            continue;
        chip = gtk_toggle_button_new_with_label(ep_label(choice->label));
        g_object_set_data(G_OBJECT(chip), "code", (gpointer)choice->code);
        if (first != NULL)
            gtk_toggle_button_set_group(GTK_TOGGLE_BUTTON(chip), GTK_TOGGLE_BUTTON(first));
        else
            first = chip;
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(chip), g_strcmp0(choice->code, desk_field_get_value(self)) == 0);
        g_signal_connect(chip, "toggled", G_CALLBACK(desk_field_chip_toggled), self);
        gtk_box_append(GTK_BOX(box), chip);
    }
    return box;
}

#define SEARCHED 12 /* a menu longer than this is searched by typing */

static void
desk_field_menu_chosen(GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
    GPtrArray *codes = g_object_get_data(G_OBJECT(menu), "codes");
    guint chosen = gtk_drop_down_get_selected(menu);

    desk_field_take_value(user_data, chosen < codes->len ? g_ptr_array_index(codes, chosen) : "");
}

static GtkWidget *
desk_field_new_menu(DeskField *self)
{
    const EpField *field = desk_field_get_description(self);
    GtkStringList *labels = gtk_string_list_new(NULL);
    GPtrArray *codes = g_ptr_array_new();
    GtkWidget *menu;

    gtk_string_list_append(labels, _("(not said)"));
    g_ptr_array_add(codes, (gpointer) "");
    menu = gtk_drop_down_new(G_LIST_MODEL(labels), gtk_property_expression_new(GTK_TYPE_STRING_OBJECT, NULL, "string"));
    g_object_set_data_full(G_OBJECT(menu), "codes", codes, (GDestroyNotify)g_ptr_array_unref);
    for (const EpChoice *choice = field->choices; choice->code != NULL; choice++) {
        gboolean chosen = g_strcmp0(choice->code, desk_field_get_value(self)) == 0;

        if (!chosen && !desk_field_offers(self, choice->code))
            continue;
        gtk_string_list_append(labels, ep_label(choice->label));
        g_ptr_array_add(codes, (gpointer)choice->code);
        if (chosen)
            gtk_drop_down_set_selected(GTK_DROP_DOWN(menu), codes->len - 1);
    }
    if (codes->len > SEARCHED)
        desk_menu_search(GTK_DROP_DOWN(menu));
    gtk_widget_set_halign(menu, GTK_ALIGN_START);
    g_signal_connect(menu, "notify::selected", G_CALLBACK(desk_field_menu_chosen), self);
    return menu;
}

static gboolean
desk_field_choices_are_few(const EpField *field)
{
    glong letters = 0;
    guint n = 0;

    for (; field->choices[n].code != NULL && n <= CHIPS; n++)
        letters += g_utf8_strlen(ep_label(field->choices[n].label), -1);
    return n <= CHIPS && letters <= 20; /* what fits beside the label on a narrow card */
}

GtkWidget *
desk_field_new_choice(DeskField *self)
{
    return desk_field_choices_are_few(desk_field_get_description(self)) ? desk_field_new_chips(self)
                                                                        : desk_field_new_menu(self);
}
