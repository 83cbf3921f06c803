#include "app/ui/desk-map-row.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-composing.h"
#include "app/ui/desk-map-value.h"
#include "app/ui/desk-map-words.h"

struct _DeskMapRow {
    GtkWidget parent;
    GtkWidget *box, *number, *heading, *value, *longest, *words, *letters, *seen, *error;
    const DeskMapLook *look;
    EpDraft *column;
    char *unread;      /* why the number that stands there is none */
    const char *wrong; /* field of the first fault */
    gboolean quiet;
};

static const struct {
    const char *field, *title, *meaning;
    int width;
} cells[DESK_MAP_N_CELLS] = {
    [DESK_MAP_CELL_NUMBER] = { NULL, NULL, NULL, 30 },
    [DESK_MAP_CELL_HEADING] = { "heading", N_("Heading"), NULL, 190 },
    [DESK_MAP_CELL_VALUE] = { "value", N_("What stands in it"), NULL, 240 },
    [DESK_MAP_CELL_REQUIRED] = { "required", N_("Needed"), N_("A row with nothing in it is left out, and named"), 44 },
    [DESK_MAP_CELL_LONGEST] = { "longest", N_("Longest"),
                                N_("Half-width characters that the console takes; empty: any number"), 64 },
    [DESK_MAP_CELL_CUT] = { "cut", N_("Cut"), N_("What is longer is cut; otherwise the row is left out, and named"),
                            44 },
    [DESK_MAP_CELL_LETTERS] = { "letters", N_("Letters"), NULL, 104 },
    [DESK_MAP_CELL_WORDS] = { "words", N_("Words for values"), NULL, 150 },
    [DESK_MAP_CELL_SEEN] = { NULL, NULL, NULL, 150 },
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskMapRow, desk_map_row, GTK_TYPE_WIDGET)

static void
desk_map_row_dispose(GObject *object)
{
    DeskMapRow *self = DESK_MAP_ROW(object);

    g_clear_pointer(&self->box, gtk_widget_unparent);
    g_clear_pointer(&self->error, gtk_widget_unparent);
    g_clear_pointer(&self->column, ep_draft_unref);
    g_clear_pointer(&self->unread, g_free);
    G_OBJECT_CLASS(desk_map_row_parent_class)->dispose(object);
}

/* From cell to cell: GTK would go by their middles, and a cell of two lines came last. */
static gboolean
desk_map_row_focus_next(GtkWidget *widget, GtkDirectionType direction)
{
    DeskMapRow *self = DESK_MAP_ROW(widget);
    gboolean back = direction == GTK_DIR_TAB_BACKWARD;
    GtkWidget *cell = gtk_widget_get_focus_child(self->box);

    if (direction != GTK_DIR_TAB_FORWARD && !back)
        return GTK_WIDGET_CLASS(desk_map_row_parent_class)->focus(widget, direction);
    if (gtk_widget_get_focus_child(widget) == NULL || cell == NULL)
        cell = back ? gtk_widget_get_last_child(self->box) : gtk_widget_get_first_child(self->box);
    for (; cell != NULL; cell = back ? gtk_widget_get_prev_sibling(cell) : gtk_widget_get_next_sibling(cell)) {
        if (gtk_widget_child_focus(cell, direction))
            return TRUE;
    }
    return FALSE;
}

static void
desk_map_row_class_init(DeskMapRowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_map_row_dispose;
    widget_class->focus = desk_map_row_focus_next;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "maprow");
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_map_row_init(DeskMapRow *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    self->box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    self->error = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->error), 0.0);
    gtk_label_set_wrap(GTK_LABEL(self->error), TRUE);
    gtk_widget_add_css_class(self->error, "field-error");
    gtk_widget_set_visible(self->error, FALSE);
    gtk_widget_set_margin_start(self->error, cells[DESK_MAP_CELL_NUMBER].width + 8);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    gtk_widget_set_parent(self->error, GTK_WIDGET(self));
}

/* --- cells --- */

const char *
desk_map_row_get_title(DeskMapCell cell)
{
    return cells[cell].title != NULL ? _(cells[cell].title) : NULL;
}

const char *
desk_map_row_get_meaning(DeskMapCell cell)
{
    return cells[cell].meaning != NULL ? _(cells[cell].meaning) : NULL;
}

gboolean
desk_map_row_has(const DeskMapLook *look, DeskMapCell cell)
{
    return !look->reading ||
           (cell != DESK_MAP_CELL_LONGEST && cell != DESK_MAP_CELL_CUT && cell != DESK_MAP_CELL_LETTERS);
}

GtkWidget *
desk_map_row_add_cell(const DeskMapLook *look, GtkWidget *row, DeskMapCell cell, GtkWidget *content)
{
    gtk_widget_set_size_request(content, cells[cell].width, -1);
    gtk_widget_set_hexpand(content,
                           cell == DESK_MAP_CELL_HEADING || cell == DESK_MAP_CELL_VALUE || cell == DESK_MAP_CELL_SEEN);
    gtk_size_group_add_widget(look->cells[cell], content);
    gtk_box_append(GTK_BOX(row), content);
    return content;
}

static GtkWidget *
desk_map_row_add(DeskMapRow *self, DeskMapCell cell, GtkWidget *content)
{
    if (cells[cell].title != NULL)
        gtk_accessible_update_property(GTK_ACCESSIBLE(content), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       desk_map_row_get_title(cell), -1);
    gtk_widget_set_valign(content, GTK_ALIGN_START);
    return desk_map_row_add_cell(self->look, self->box, cell, content);
}

static void
desk_map_row_changed(DeskMapRow *self)
{
    if (!self->quiet)
        g_signal_emit(self, signals[CHANGED], 0);
}

/* --- what is typed --- */

static void
desk_map_row_heading_changed(GtkEditable *entry, DeskMapRow *self)
{
    ep_draft_set_named(self->column, "heading", gtk_editable_get_text(entry));
    desk_map_row_changed(self);
}

static void
desk_map_row_longest_changed(GtkEditable *entry, DeskMapRow *self)
{
    guint field = ep_table_find(ep_draft_get_table(self->column), "longest");
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&self->unread, g_free);
    if (!ep_draft_parse(self->column, field, gtk_editable_get_text(entry), &error))
        self->unread = g_strdup(error->message);
    desk_map_row_changed(self);
}

static void
desk_map_row_toggled(GtkCheckButton *check, DeskMapRow *self)
{
    ep_draft_set_named(self->column, g_object_get_data(G_OBJECT(check), "field"),
                       gtk_check_button_get_active(check) ? "1" : "");
    desk_map_row_changed(self);
}

static void
desk_map_row_letters_chosen(GtkDropDown *menu, GParamSpec *pspec, DeskMapRow *self)
{
    const EpTable *table = ep_draft_get_table(self->column);
    const EpField *field = &table->fields[ep_table_find(table, "letters")];

    ep_draft_set_named(self->column, "letters", field->choices[gtk_drop_down_get_selected(menu)].code);
    desk_map_row_changed(self);
}

static void
desk_map_row_value_changed(DeskMapRow *self)
{
    desk_map_words_keep(DESK_MAP_WORDS(self->words));
    desk_map_row_changed(self);
}

/* --- making it --- */

static GtkWidget *
desk_map_row_new_entry(DeskMapRow *self, const char *text, GCallback changed)
{
    GtkWidget *entry = gtk_entry_new();

    gtk_editable_set_text(GTK_EDITABLE(entry), text);
    gtk_editable_set_width_chars(GTK_EDITABLE(entry), 1);
    gtk_editable_set_max_width_chars(GTK_EDITABLE(entry), 1);
    g_signal_connect(entry, "changed", changed, self);
    desk_composing_watch(entry);
    return entry;
}

static GtkWidget *
desk_map_row_new_check(DeskMapRow *self, const char *field, const char *title)
{
    GtkWidget *check = gtk_check_button_new(), *cell = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_check_button_set_active(GTK_CHECK_BUTTON(check), *ep_draft_get_named(self->column, field) != '\0');
    gtk_widget_set_halign(check, GTK_ALIGN_CENTER);
    gtk_widget_set_hexpand(check, TRUE);
    gtk_box_append(GTK_BOX(cell), check);
    gtk_accessible_update_property(GTK_ACCESSIBLE(check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    g_object_set_data(G_OBJECT(check), "field", (gpointer)field);
    g_signal_connect(check, "toggled", G_CALLBACK(desk_map_row_toggled), self);
    return cell;
}

static GtkWidget *
desk_map_row_new_letters(DeskMapRow *self)
{
    const EpTable *table = ep_draft_get_table(self->column);
    const EpChoice *choices = table->fields[ep_table_find(table, "letters")].choices;
    GtkStringList *labels = gtk_string_list_new(NULL);
    guint chosen = 0;

    for (guint i = 0; choices[i].code != NULL; i++) {
        gtk_string_list_append(labels, ep_label(choices[i].label));
        chosen = strcmp(choices[i].code, ep_draft_get_named(self->column, "letters")) == 0 ? i : chosen;
    }
    self->letters = gtk_drop_down_new(G_LIST_MODEL(labels), NULL);
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->letters), chosen);
    g_signal_connect(self->letters, "notify::selected", G_CALLBACK(desk_map_row_letters_chosen), self);
    return self->letters;
}

static GtkWidget *
desk_map_row_new_seen(DeskMapRow *self)
{
    self->seen = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->seen), 0.0);
    gtk_label_set_ellipsize(GTK_LABEL(self->seen), PANGO_ELLIPSIZE_END);
    gtk_label_set_max_width_chars(GTK_LABEL(self->seen), 1);
    gtk_widget_add_css_class(self->seen, "code");
    return self->seen;
}

static void
desk_map_row_fill(DeskMapRow *self)
{
    self->heading = desk_map_row_new_entry(self, ep_draft_get_named(self->column, "heading"),
                                           G_CALLBACK(desk_map_row_heading_changed));
    desk_map_row_add(self, DESK_MAP_CELL_HEADING, self->heading);
    self->value = desk_map_value_new(self->look->table, self->look->values, self->column);
    g_signal_connect_swapped(self->value, "changed", G_CALLBACK(desk_map_row_value_changed), self);
    desk_map_row_add(self, DESK_MAP_CELL_VALUE, self->value);
    desk_map_row_add(self, DESK_MAP_CELL_REQUIRED, desk_map_row_new_check(self, "required", _("Needed")));
    if (!self->look->reading) {
        self->longest = desk_map_row_new_entry(self, ep_draft_get_named(self->column, "longest"),
                                               G_CALLBACK(desk_map_row_longest_changed));
        desk_map_row_add(self, DESK_MAP_CELL_LONGEST, self->longest);
        desk_map_row_add(self, DESK_MAP_CELL_CUT, desk_map_row_new_check(self, "cut", _("Cut")));
        desk_map_row_add(self, DESK_MAP_CELL_LETTERS, desk_map_row_new_letters(self));
    }
    self->words = desk_map_words_new(self->look->table, self->column);
    g_signal_connect_swapped(self->words, "changed", G_CALLBACK(desk_map_row_changed), self);
    desk_map_row_add(self, DESK_MAP_CELL_WORDS, self->words);
    desk_map_row_add(self, DESK_MAP_CELL_SEEN, desk_map_row_new_seen(self));
}

GtkWidget *
desk_map_row_new(const DeskMapLook *look, EpDraft *column)
{
    DeskMapRow *self = g_object_new(DESK_TYPE_MAP_ROW, NULL);

    self->look = look;
    self->column = ep_draft_ref(column);
    self->number = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(self->number), 1.0);
    gtk_widget_add_css_class(self->number, "quiet");
    gtk_widget_add_css_class(self->number, "number");
    desk_map_row_add(self, DESK_MAP_CELL_NUMBER, self->number);
    self->quiet = TRUE;
    desk_map_row_fill(self);
    self->quiet = FALSE;
    return GTK_WIDGET(self);
}

/* --- as it stands --- */

EpDraft *
desk_map_row_get_draft(DeskMapRow *self)
{
    return self->column;
}

void
desk_map_row_set_number(DeskMapRow *self, guint number)
{
    g_autofree char *text = g_strdup_printf("%u", number);

    gtk_label_set_text(GTK_LABEL(self->number), text);
}

void
desk_map_row_set_current(DeskMapRow *self, gboolean current)
{
    if (current)
        gtk_widget_add_css_class(GTK_WIDGET(self), "current");
    else
        gtk_widget_remove_css_class(GTK_WIDGET(self), "current");
}

void
desk_map_row_set_seen(DeskMapRow *self, const char *text)
{
    g_autofree char *visible = desk_map_value_dup_visible(text);
    gboolean empty = *visible == '\0';

    gtk_label_set_text(GTK_LABEL(self->seen), empty ? _("(nothing)") : visible);
    gtk_widget_set_tooltip_text(self->seen, empty ? NULL : visible);
    if (empty)
        gtk_widget_add_css_class(self->seen, "quiet");
    else
        gtk_widget_remove_css_class(self->seen, "quiet");
}

static GtkWidget *
desk_map_row_find(DeskMapRow *self, const char *field)
{
    if (g_strcmp0(field, "value") == 0)
        return desk_map_value_get_editor(DESK_MAP_VALUE(self->value));
    if (g_strcmp0(field, "longest") == 0 && self->longest != NULL)
        return self->longest;
    if (g_strcmp0(field, "words") == 0)
        return desk_map_words_get_button(DESK_MAP_WORDS(self->words));
    return self->heading;
}

static void
desk_map_row_mark(DeskMapRow *self, const char *field, gboolean wrong)
{
    GtkWidget *widget = desk_map_row_find(self, field);

    if (wrong)
        gtk_widget_add_css_class(widget, "wrong");
    else
        gtk_widget_remove_css_class(widget, "wrong");
    gtk_accessible_update_state(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_STATE_INVALID,
                                wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
desk_map_row_add_wrong(DeskMapRow *self, GString *text, const char *field, const char *message)
{
    const EpTable *table = ep_draft_get_table(self->column);
    guint index = field != NULL ? ep_table_find(table, field) : EP_NO_FIELD;

    g_string_append(text, text->len > 0 ? "\n" : "");
    if (index != EP_NO_FIELD && !g_str_has_prefix(message, ep_label(table->fields[index].label)))
        g_string_append_printf(text, "%s: ", ep_label(table->fields[index].label));
    g_string_append(text, message);
    desk_map_row_mark(self, field, TRUE);
    self->wrong = self->wrong != NULL ? self->wrong : field != NULL ? field : "heading";
}

gboolean
desk_map_row_show_wrong(DeskMapRow *self, GPtrArray *wrong, guint column)
{
    static const char *const marked[] = { "heading", "value", "longest", "words" };
    g_autoptr(GString) text = g_string_new(NULL);

    self->wrong = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(marked); i++)
        desk_map_row_mark(self, marked[i], FALSE);
    if (self->unread != NULL)
        desk_map_row_add_wrong(self, text, "longest", self->unread);
    for (guint i = 0; i < wrong->len; i++) {
        const EpColumnWrong *one = g_ptr_array_index(wrong, i);

        if (one->column == column)
            desk_map_row_add_wrong(self, text, one->field, one->message);
    }
    gtk_label_set_text(GTK_LABEL(self->error), text->str);
    gtk_widget_set_visible(self->error, text->len > 0);
    return self->wrong == NULL;
}

void
desk_map_row_focus(DeskMapRow *self, const char *field)
{
    gtk_widget_grab_focus(desk_map_row_find(self, field != NULL ? field : self->wrong));
}

gboolean
desk_map_row_focus_below(DeskMapRow *self, DeskMapRow *other)
{
    GtkWidget *mine = gtk_widget_get_first_child(self->box), *theirs = gtk_widget_get_first_child(other->box);

    for (; mine != NULL && theirs != NULL;
         mine = gtk_widget_get_next_sibling(mine), theirs = gtk_widget_get_next_sibling(theirs)) {
        GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(theirs));

        if (focus != NULL && gtk_widget_is_ancestor(focus, theirs))
            return gtk_widget_child_focus(mine, GTK_DIR_TAB_FORWARD) || gtk_widget_grab_focus(mine);
    }
    return FALSE;
}
