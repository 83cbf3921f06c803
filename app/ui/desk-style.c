#include "app/ui/desk-style.h"

#include "resources/desk-ui-resources.h"

#define FOLDER "/jp/madoguchi/ui/"

static GtkCssProvider *palette;
static gboolean system_dark;

static void
desk_style_load_palette(gboolean dark)
{
    GtkSettings *settings = gtk_settings_get_default();
    gboolean was;

    g_object_get(settings, "gtk-application-prefer-dark-theme", &was, NULL);
    if (was != dark) /* GTK reads its whole theme again even if it stays what it was */
        g_object_set(settings, "gtk-application-prefer-dark-theme", dark, NULL);
    gtk_css_provider_load_from_resource(palette, dark ? FOLDER "palette-dark.css" : FOLDER "palette-light.css");
}

static GtkCssProvider *
desk_style_add_provider(void)
{
    GtkCssProvider *provider = gtk_css_provider_new();

    gtk_style_context_add_provider_for_display(gdk_display_get_default(), GTK_STYLE_PROVIDER(provider),
                                               GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    return provider;
}

void
desk_style_init(void)
{
    GtkSettings *settings = gtk_settings_get_default();
    g_autoptr(GtkCssProvider) style = desk_style_add_provider();

    desk_ui_register_resource();
    g_object_get(settings, "gtk-application-prefer-dark-theme", &system_dark, NULL);
    g_object_set(settings, "gtk-enable-animations", TRUE, NULL);
    palette = desk_style_add_provider();
    desk_style_load_palette(system_dark);
    gtk_css_provider_load_from_resource(style, FOLDER "style.css");
}

void
desk_style_set_theme(const char *theme)
{
    if (g_strcmp0(theme, "dark") == 0)
        desk_style_load_palette(TRUE);
    else if (g_strcmp0(theme, "light") == 0)
        desk_style_load_palette(FALSE);
    else
        desk_style_load_palette(system_dark);
}
