/* inside ICON… - started beside an installed tree, prints what GTK does not find there: settings, translations, icons.
 */
#include <string.h>
#include <gtk/gtk.h>

#define SIZE 32

static int n_missing;

static void
inside_expect(gboolean found, const char *kind, const char *name)
{
    if (found)
        return;
    g_print("%s: %s\n", kind, name);
    n_missing++;
}

/* The dialogs of GTK end the program without theirs. */
static void
inside_check_settings(void)
{
    static const char *const names[] = { "FileChooser", "ColorChooser", "EmojiChooser", "Debug" };
    GSettingsSchemaSource *source = g_settings_schema_source_get_default();

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *id = g_strconcat("org.gtk.gtk4.Settings.", names[i], NULL);
        g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup(source, id, TRUE) : NULL;

        inside_expect(schema != NULL, "schema", id);
    }
}

static void
inside_check_translations(void)
{
    GOptionContext *options = g_option_context_new(NULL);
    g_autofree char *usage = g_option_context_get_help(options, TRUE, NULL);

    inside_expect(strstr(usage, "Usage:") == NULL, "translation", "glib20");
    inside_expect(!g_str_is_ascii(g_dgettext("gtk40", "_Cancel")), "translation", "gtk40");
    g_option_context_free(options);
}

/* Whether anything is to be seen: a theme may have an icon whose format no loader reads. */
static gboolean
inside_is_drawn(GtkIconPaintable *icon)
{
    static const GdkRGBA ink = { 0, 0, 0, 1 };
    const GdkRGBA colors[] = { ink, ink, ink, ink };
    g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIZE, SIZE);
    cairo_t *cr = cairo_create(surface);
    GskRenderNode *node;
    gboolean drawn = FALSE;

    gtk_symbolic_paintable_snapshot_symbolic(GTK_SYMBOLIC_PAINTABLE(icon), snapshot, SIZE, SIZE, colors, 4);
    node = gtk_snapshot_to_node(snapshot);
    if (node != NULL)
        gsk_render_node_draw(node, cr);
    cairo_surface_flush(surface);
    for (int i = 0; i < SIZE * cairo_image_surface_get_stride(surface); i++)
        drawn = drawn || cairo_image_surface_get_data(surface)[i] != 0;
    g_clear_pointer(&node, gsk_render_node_unref);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return drawn;
}

static void
inside_check_icon(const char *name)
{
    GtkIconTheme *theme = gtk_icon_theme_get_for_display(gdk_display_get_default());
    g_autoptr(GtkIconPaintable) icon =
        gtk_icon_theme_lookup_icon(theme, name, NULL, SIZE, 1, GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

    inside_expect(gtk_icon_theme_has_icon(theme, name) && inside_is_drawn(icon), "icon", name);
}

int
main(int argc, char **argv)
{
    g_setenv("LANGUAGE", "ja", TRUE);
    gtk_init();
    inside_check_settings();
    inside_check_translations();
    for (int i = 1; i < argc; i++)
        inside_check_icon(argv[i]);
    return n_missing > 0;
}
