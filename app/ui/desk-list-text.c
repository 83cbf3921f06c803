#include "app/ui/desk-list-text.h"

#include <math.h>
#include <string.h>

/* Two generations: what was asked for since the last turn, and what was before. A turn drops what nobody asked for. */
#define GENERATION 1500

struct _DeskListText {
    GtkWidget *widget; /* borrowed */
    PangoAttrList *attributes[DESK_N_FACES];
    GHashTable *young, *old; /* "face width text" → PangoLayout */
    GString *key;
    double unit, em;
    guint serial; /* of the Pango context that everything was shaped in */
};

static PangoAttrList *
desk_list_text_attributes(DeskFace face)
{
    static const char fixed[] = "Noto Sans Mono CJK JP, Cascadia Mono, Consolas, BIZ UDGothic, monospace";
    PangoAttrList *list = pango_attr_list_new();

    pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string("ja")));
    if (face == DESK_FACE_CODE)
        pango_attr_list_insert(list, pango_attr_family_new(fixed));
    if (face == DESK_FACE_NUMBER)
        pango_attr_list_insert(list, pango_attr_font_features_new("tnum=1"));
    if (face == DESK_FACE_WAS)
        pango_attr_list_insert(list, pango_attr_strikethrough_new(TRUE));
    if (face == DESK_FACE_STRONG)
        pango_attr_list_insert(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    if (face == DESK_FACE_HEAD)
        pango_attr_list_insert(list, pango_attr_weight_new(PANGO_WEIGHT_MEDIUM));
    if (face == DESK_FACE_HEAD || face == DESK_FACE_CHIP)
        pango_attr_list_insert(list, pango_attr_scale_new(12.5 / 14.0));
    return list;
}

static GHashTable *
desk_list_text_generation(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
}

DeskListText *
desk_list_text_new(GtkWidget *widget)
{
    DeskListText *self = g_new0(DeskListText, 1);

    self->widget = widget;
    for (guint i = 0; i < DESK_N_FACES; i++)
        self->attributes[i] = desk_list_text_attributes(i);
    self->young = desk_list_text_generation();
    self->old = desk_list_text_generation();
    self->key = g_string_new(NULL);
    return self;
}

void
desk_list_text_free(DeskListText *self)
{
    for (guint i = 0; i < DESK_N_FACES; i++)
        pango_attr_list_unref(self->attributes[i]);
    g_hash_table_unref(self->young);
    g_hash_table_unref(self->old);
    g_string_free(self->key, TRUE);
    g_free(self);
}

gboolean
desk_list_text_refresh(DeskListText *self)
{
    guint serial = pango_context_get_serial(gtk_widget_get_pango_context(self->widget));

    if (serial == self->serial)
        return FALSE;
    self->serial = serial;
    g_hash_table_remove_all(self->young);
    g_hash_table_remove_all(self->old);
    self->unit = 0;
    return TRUE;
}

static PangoLayout *
desk_list_text_make(DeskListText *self, DeskFace face, const char *string, int width)
{
    PangoLayout *layout = pango_layout_new(gtk_widget_get_pango_context(self->widget));

    pango_layout_set_attributes(layout, self->attributes[face]);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (width >= 0) {
        pango_layout_set_ellipsize(layout, face == DESK_FACE_CODE ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
        pango_layout_set_width(layout, width * PANGO_SCALE);
    }
    pango_layout_set_text(layout, string, -1);
    return layout;
}

static PangoLayout *
desk_list_text_look_up(DeskListText *self, DeskFace face, const char *string, int width)
{
    PangoLayout *layout;
    gpointer key = NULL, value = NULL;

    g_string_printf(self->key, "%d %d %s", (int)face, width, string);
    layout = g_hash_table_lookup(self->young, self->key->str);
    if (layout != NULL)
        return layout;
    if (g_hash_table_steal_extended(self->old, self->key->str, &key, &value)) {
        g_hash_table_insert(self->young, key, value);
        return value;
    }
    if (g_hash_table_size(self->young) >= GENERATION) {
        g_hash_table_unref(self->old);
        self->old = g_steal_pointer(&self->young);
        self->young = desk_list_text_generation();
    }
    layout = desk_list_text_make(self, face, string, width);
    g_hash_table_insert(self->young, g_strdup(self->key->str), layout);
    return layout;
}

static int
desk_list_text_width(PangoLayout *layout)
{
    int width;

    pango_layout_get_pixel_size(layout, &width, NULL);
    return width;
}

PangoLayout *
desk_list_text_get(DeskListText *self, DeskFace face, const char *string, int width)
{
    /* What fits is the same layout at every width of its column. */
    PangoLayout *layout = desk_list_text_look_up(self, face, string, -1);

    return desk_list_text_width(layout) <= width ? layout : desk_list_text_look_up(self, face, string, MAX(width, 0));
}

int
desk_list_text_measure(DeskListText *self, DeskFace face, const char *string)
{
    return desk_list_text_width(desk_list_text_look_up(self, face, string, -1));
}

static void
desk_list_text_measure_font(DeskListText *self)
{
    PangoContext *context = gtk_widget_get_pango_context(self->widget);
    const PangoFontDescription *font = pango_context_get_font_description(context);
    double size = pango_font_description_get_size(font) / (double)PANGO_SCALE;
    double dpi = pango_cairo_context_get_resolution(context);

    if (!pango_font_description_get_size_is_absolute(font))
        size *= (dpi > 0 ? dpi : 96.0) / 72.0;
    self->em = size;
    self->unit = MAX(size / 2.0, desk_list_text_measure(self, DESK_FACE_NUMBER, "0123456789") / 10.0);
}

double
desk_list_text_get_unit(DeskListText *self)
{
    if (self->unit <= 0)
        desk_list_text_measure_font(self);
    return self->unit;
}

int
desk_list_text_get_baseline(DeskListText *self, int height)
{
    desk_list_text_get_unit(self);
    return (int)lround((height - 1) / 2.0 + 0.37 * self->em);
}

void
desk_list_text_paint(GtkSnapshot *snapshot, PangoLayout *layout, int x, int baseline, const GdkRGBA *ink)
{
    int top = (int)lround((double)pango_layout_get_baseline(layout) / PANGO_SCALE);

    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)x, (float)(baseline - top)));
    gtk_snapshot_append_layout(snapshot, layout, ink);
    gtk_snapshot_restore(snapshot);
}
