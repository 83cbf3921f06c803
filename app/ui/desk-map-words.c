#include "app/ui/desk-map-words.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-map-value.h"
#include "endpoint/core/ep-column-map.h"

struct _DeskMapWords {
    GtkWidget parent;
    GtkWidget *button, *label;
    const EpTable *table;
    EpDraft *column;
    GHashTable *words; /* code → word; "" is the code of nothing */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskMapWords, desk_map_words, GTK_TYPE_WIDGET)

static void
desk_map_words_dispose(GObject *object)
{
    DeskMapWords *self = DESK_MAP_WORDS(object);

    g_clear_pointer(&self->button, gtk_widget_unparent);
    g_clear_pointer(&self->column, ep_draft_unref);
    g_clear_pointer(&self->words, g_hash_table_unref);
    G_OBJECT_CLASS(desk_map_words_parent_class)->dispose(object);
}

static void
desk_map_words_class_init(DeskMapWordsClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_map_words_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_map_words_init(DeskMapWords *self)
{
    self->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* --- the values that have words --- */

/* NULL where only nothing can have a word. */
static const EpChoice *
desk_map_words_get_choices(DeskMapWords *self)
{
    guint field = ep_column_find_alone(self->table, ep_draft_get_named(self->column, "value"));

    return field != EP_NO_FIELD ? self->table->fields[field].choices : NULL;
}

static void
desk_map_words_read(DeskMapWords *self)
{
    g_auto(GStrv) rows = g_strsplit(ep_draft_get_named(self->column, "words"), "\n", -1);

    for (char **row = rows; *row != NULL; row++) {
        char *equals = strchr(*row, '=');

        if (equals != NULL)
            g_hash_table_replace(self->words, g_strndup(*row, equals - *row), g_strdup(equals + 1));
    }
}

static gboolean
desk_map_words_is_known(DeskMapWords *self, const char *code)
{
    const EpChoice *choices = desk_map_words_get_choices(self);

    for (guint i = 0; choices != NULL && choices[i].code != NULL; i++) {
        if (strcmp(choices[i].code, code) == 0)
            return TRUE;
    }
    return *code == '\0';
}

typedef void (*DeskMapWordsFunc)(DeskMapWords *self, const char *code, const char *label, gpointer user_data);

/* Those of no value that there is, too: they are wrong and can be taken away. */
static void
desk_map_words_each(DeskMapWords *self, DeskMapWordsFunc func, gpointer user_data)
{
    const EpChoice *choices = desk_map_words_get_choices(self);
    g_autoptr(GList) codes = g_list_sort(g_hash_table_get_keys(self->words), (GCompareFunc)strcmp);

    for (guint i = 0; choices != NULL && choices[i].code != NULL; i++)
        func(self, choices[i].code, ep_label(choices[i].label), user_data);
    for (GList *code = codes; code != NULL; code = code->next) {
        if (!desk_map_words_is_known(self, code->data))
            func(self, code->data, code->data, user_data);
    }
    func(self, "", _("Nothing there"), user_data);
}

static void
desk_map_words_add_line(DeskMapWords *self, const char *code, const char *label, gpointer text)
{
    const char *word = g_hash_table_lookup(self->words, code);

    if (word != NULL)
        g_string_append_printf(text, "%s%s=%s", ((GString *)text)->len > 0 ? "\n" : "", code, word);
}

static void
desk_map_words_add_said(DeskMapWords *self, const char *code, const char *label, gpointer text)
{
    const char *word = g_hash_table_lookup(self->words, code);
    g_autofree char *visible = word != NULL ? desk_map_value_dup_visible(word) : NULL;

    if (word != NULL)
        g_string_append_printf(text, "%s%s→%s", ((GString *)text)->len > 0 ? ", " : "", label, visible);
}

static void
desk_map_words_show(DeskMapWords *self)
{
    g_autoptr(GString) said = g_string_new(NULL);

    desk_map_words_each(self, desk_map_words_add_said, said);
    gtk_label_set_text(GTK_LABEL(self->label), said->len > 0 ? said->str : _("As they are"));
    gtk_widget_set_tooltip_text(self->button, said->len > 0 ? said->str : NULL);
    if (said->len > 0)
        gtk_widget_remove_css_class(self->label, "quiet");
    else
        gtk_widget_add_css_class(self->label, "quiet");
}

static void
desk_map_words_write(DeskMapWords *self)
{
    g_autoptr(GString) text = g_string_new(NULL);

    desk_map_words_each(self, desk_map_words_add_line, text);
    ep_draft_set_named(self->column, "words", text->str);
    desk_map_words_show(self);
    g_signal_emit(self, signals[CHANGED], 0);
}

static gboolean
desk_map_words_is_strange(gpointer code, gpointer word, gpointer self)
{
    return !desk_map_words_is_known(self, code);
}

void
desk_map_words_keep(DeskMapWords *self)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_hash_table_foreach_remove(self->words, desk_map_words_is_strange, self);
    desk_map_words_each(self, desk_map_words_add_line, text);
    ep_draft_set_named(self->column, "words", text->str);
    desk_map_words_show(self);
}

/* --- below the button --- */

/* A word may be nothing at all, so a tick says whether there is one. */
static void
desk_map_words_typed(GtkEditable *entry, gpointer user_data)
{
    DeskMapWords *self = user_data;
    const char *code = g_object_get_data(G_OBJECT(entry), "code"), *word = gtk_editable_get_text(entry);
    GtkWidget *check = g_object_get_data(G_OBJECT(entry), "check");

    g_hash_table_replace(self->words, g_strdup(code), g_strdup(word));
    if (!gtk_check_button_get_active(GTK_CHECK_BUTTON(check)))
        gtk_check_button_set_active(GTK_CHECK_BUTTON(check), TRUE);
    else
        desk_map_words_write(self);
}

static void
desk_map_words_ticked(GtkCheckButton *check, gpointer user_data)
{
    DeskMapWords *self = user_data;
    GtkEditable *entry = g_object_get_data(G_OBJECT(check), "entry");
    const char *code = g_object_get_data(G_OBJECT(entry), "code");

    if (gtk_check_button_get_active(check))
        g_hash_table_replace(self->words, g_strdup(code), g_strdup(gtk_editable_get_text(entry)));
    else
        g_hash_table_remove(self->words, code);
    desk_map_words_write(self);
}

static void
desk_map_words_attach(DeskMapWords *self, const char *code, const char *label, gpointer grid)
{
    const char *word = g_hash_table_lookup(self->words, code);
    GtkWidget *check = gtk_check_button_new_with_label(label), *entry = gtk_entry_new();
    int row = GPOINTER_TO_INT(g_object_get_data(grid, "rows"));

    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), word != NULL);
    gtk_editable_set_text(GTK_EDITABLE(entry), word != NULL ? word : "");
    gtk_entry_set_placeholder_text(GTK_ENTRY(entry), *code != '\0' ? code : _("(nothing)"));
    gtk_editable_set_width_chars(GTK_EDITABLE(entry), 18);
    gtk_accessible_update_property(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    g_object_set_data_full(G_OBJECT(entry), "code", g_strdup(code), g_free);
    g_object_set_data(G_OBJECT(entry), "check", check);
    g_object_set_data(G_OBJECT(check), "entry", entry);
    g_signal_connect(entry, "changed", G_CALLBACK(desk_map_words_typed), self);
    g_signal_connect(check, "toggled", G_CALLBACK(desk_map_words_ticked), self);
    gtk_grid_attach(grid, check, 0, row, 1, 1);
    gtk_grid_attach(grid, entry, 1, row, 1, 1);
    g_object_set_data(grid, "rows", GINT_TO_POINTER(row + 1));
}

static void
desk_map_words_open(GtkMenuButton *button, gpointer user_data)
{
    GtkWidget *popover = gtk_popover_new(), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8), *grid = gtk_grid_new();
    GtkWidget *hint = gtk_label_new(_("A value with a tick is written as its word, and read from it"));

    gtk_widget_add_css_class(box, "map-words");
    gtk_widget_add_css_class(hint, "field-hint");
    gtk_label_set_xalign(GTK_LABEL(hint), 0.0);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 4);
    gtk_grid_set_column_spacing(GTK_GRID(grid), 12);
    desk_map_words_each(user_data, desk_map_words_attach, grid);
    gtk_box_append(GTK_BOX(box), hint);
    gtk_box_append(GTK_BOX(box), grid);
    gtk_popover_set_child(GTK_POPOVER(popover), box);
    gtk_menu_button_set_popover(button, popover);
}

GtkWidget *
desk_map_words_new(const EpTable *table, EpDraft *column)
{
    DeskMapWords *self = g_object_new(DESK_TYPE_MAP_WORDS, NULL);

    self->table = table;
    self->column = ep_draft_ref(column);
    self->label = gtk_label_new(NULL);
    gtk_label_set_ellipsize(GTK_LABEL(self->label), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(self->label), 0.0);
    gtk_label_set_width_chars(GTK_LABEL(self->label), 1);
    gtk_label_set_max_width_chars(GTK_LABEL(self->label), 1); /* as wide as its column, whatever it says */
    gtk_widget_set_hexpand(self->label, TRUE);
    self->button = gtk_menu_button_new();
    gtk_menu_button_set_child(GTK_MENU_BUTTON(self->button), self->label);
    gtk_widget_set_halign(gtk_widget_get_parent(self->label), GTK_ALIGN_FILL); /* GTK would put it in the middle */
    gtk_menu_button_set_create_popup_func(GTK_MENU_BUTTON(self->button), desk_map_words_open, self, NULL);
    gtk_widget_set_parent(self->button, GTK_WIDGET(self));
    desk_map_words_read(self);
    desk_map_words_show(self);
    return GTK_WIDGET(self);
}

GtkWidget *
desk_map_words_get_button(DeskMapWords *self)
{
    return self->button;
}
