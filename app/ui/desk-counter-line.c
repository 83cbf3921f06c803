#include "app/ui/desk-counter-line.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-badge.h"
#include "app/ui/desk-icon.h"
#include "app/ui/desk-verb-bar.h"
#include "endpoint/ledger/ep-identity.h"
#include "endpoint/ledger/ep-kinds.h"

struct _DeskCounterLine {
    GtkWidget parent;
    GtkWidget *head, *arrow, *more;
    DeskData *data;
    EpRecord *record;
};

enum { VERB, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskCounterLine, desk_counter_line, GTK_TYPE_WIDGET)

static void
desk_counter_line_dispose(GObject *object)
{
    DeskCounterLine *self = DESK_COUNTER_LINE(object);
    GtkWidget *child;

    while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))) != NULL)
        gtk_widget_unparent(child);
    g_clear_object(&self->record);
    g_clear_object(&self->data);
    G_OBJECT_CLASS(desk_counter_line_parent_class)->dispose(object);
}

static void
desk_counter_line_class_init(DeskCounterLineClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_counter_line_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "counter-line");
    signals[VERB] = g_signal_new("verb", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_POINTER, EP_TYPE_RECORD);
}

static void
desk_counter_line_clicked(DeskCounterLine *self)
{
    desk_counter_line_set_open(self, !desk_counter_line_get_open(self));
}

static void
desk_counter_line_init(DeskCounterLine *self)
{
    GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(self));

    gtk_orientable_set_orientation(GTK_ORIENTABLE(layout), GTK_ORIENTATION_VERTICAL);
    self->head = gtk_button_new();
    gtk_widget_add_css_class(self->head, "line-head");
    g_signal_connect_swapped(self->head, "clicked", G_CALLBACK(desk_counter_line_clicked), self);
    gtk_widget_set_parent(self->head, GTK_WIDGET(self));
    self->more = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    gtk_widget_add_css_class(self->more, "line-more");
    gtk_widget_set_visible(self->more, FALSE);
    gtk_widget_set_parent(self->more, GTK_WIDGET(self));
}

/* --- what it says --- */

static void
desk_counter_line_join(GString *text, const char *part, const char *between)
{
    if (*part != '\0')
        g_string_append_printf(text, "%s%s", text->len > 0 ? between : "", part);
}

static char *
desk_counter_line_dup_title(EpRecord *record)
{
    const EpTable *table = ep_record_get_table(record);

    if (table == &ep_application_device_table)
        return g_strdup(ep_record_get_named(record, "model"));
    if (table == &ep_application_pc_table)
        return g_strdup(ep_record_get_label(record, ep_table_find(table, "pc")));
    return g_strdup(ep_record_get_named(record, "name"));
}

/* The rest, in the words of the paper. */
static char *
desk_counter_line_dup_about(EpRecord *record)
{
    static const char *const device[] = { "kind", "maker", "capacity", "owner", NULL };
    static const char *const pc[] = { "host", "place", NULL };
    static const char *const user[] = { "account", NULL };
    const EpTable *table = ep_record_get_table(record);
    const char *const *names = table == &ep_application_device_table ? device
                               : table == &ep_application_pc_table   ? pc
                                                                     : user;
    GString *text = g_string_new(NULL);
    char scratch[EP_SCRATCH_SIZE];

    for (; *names != NULL; names++)
        desk_counter_line_join(text, ep_record_display(record, ep_table_find(table, *names), scratch), " ・ ");
    return g_string_free(text, FALSE);
}

/* "0951:1666  MADO7A31B9C4". */
static char *
desk_counter_line_dup_code(EpRecord *record)
{
    const char *vid = ep_record_get_named(record, "vid"), *pid = ep_record_get_named(record, "pid");
    g_autofree char *product = g_strdup_printf("%s:%s", vid, pid);
    GString *text = g_string_new(NULL);

    if (ep_record_get_table(record) != &ep_application_device_table)
        return g_string_free(text, FALSE);
    desk_counter_line_join(text, *vid != '\0' ? product : "", "  ");
    desk_counter_line_join(text, ep_record_get_named(record, "serial"), "  ");
    return g_string_free(text, FALSE);
}

static GtkWidget *
desk_counter_line_new_label(const char *text, const char *style, gboolean wraps)
{
    GtkWidget *label = gtk_label_new(text);

    gtk_label_set_xalign(GTK_LABEL(label), 0.0);
    if (wraps) {
        gtk_label_set_wrap(GTK_LABEL(label), TRUE);
        gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    } else {
        gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    }
    if (style != NULL)
        gtk_widget_add_css_class(label, style);
    return label;
}

static GtkWidget *
desk_counter_line_new_badge(EpRecord *record, const char *field)
{
    const EpTable *table = ep_record_get_table(record);
    guint index = ep_table_find(table, field);
    const EpChoice *choice = ep_field_find_choice(&table->fields[index], ep_record_get(record, index));
    GtkWidget *badge = desk_badge_new();

    desk_badge_set(badge, choice != NULL ? ep_label(choice->label) : "", choice != NULL ? choice->tint : EP_TINT_NONE);
    return badge;
}

/* Undecided is what the application says already. */
static void
desk_counter_line_add_badges(GtkWidget *row, EpRecord *record, EpRecord *check)
{
    gboolean storage = *ep_record_get_named(record, "storage") != '\0';
    GtkWidget *unchecked;

    gtk_box_append(GTK_BOX(row), desk_counter_line_new_badge(record, "grade"));
    if (*ep_record_get_named(record, "open_incident") != '\0') {
        GtkWidget *incident = desk_badge_new();

        desk_badge_set(incident, ep_record_get_named(record, "open_incident"), EP_TINT_LATE);
        gtk_box_append(GTK_BOX(row), incident);
    }
    if (check != NULL) {
        gtk_box_append(GTK_BOX(row), desk_counter_line_new_badge(check, "result"));
    } else if (storage) {
        unchecked = desk_badge_new();
        desk_badge_set(unchecked, _("Not checked"), EP_TINT_WAIT);
        gtk_box_append(GTK_BOX(row), unchecked);
    }
    if (strcmp(ep_record_get_named(record, "state"), "undecided") != 0)
        gtk_box_append(GTK_BOX(row), desk_counter_line_new_badge(record, "state"));
}

static void
desk_counter_line_fill_head(DeskCounterLine *self, EpRecord *check)
{
    g_autofree char *title = desk_counter_line_dup_title(self->record);
    g_autofree char *about = desk_counter_line_dup_about(self->record);
    g_autofree char *code = desk_counter_line_dup_code(self->record);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 1);
    GtkWidget *first = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *name = desk_counter_line_new_label(title, "line-title", FALSE);

    self->arrow = gtk_image_new_from_icon_name("pan-end-symbolic");
    gtk_widget_add_css_class(self->arrow, "quiet");
    gtk_box_append(GTK_BOX(row), self->arrow);
    gtk_box_append(GTK_BOX(row), desk_icon_new(ep_record_get_table(self->record)->name));
    gtk_box_append(GTK_BOX(first), name);
    gtk_box_append(GTK_BOX(first), desk_counter_line_new_label(about, "field-hint", FALSE));
    gtk_box_append(GTK_BOX(words), first);
    if (*code != '\0')
        gtk_box_append(GTK_BOX(words), desk_counter_line_new_label(code, "code", FALSE));
    gtk_widget_set_hexpand(words, TRUE);
    gtk_box_append(GTK_BOX(row), words);
    if (ep_record_get_table(self->record) == &ep_application_device_table)
        desk_counter_line_add_badges(row, self->record, check);
    gtk_button_set_child(GTK_BUTTON(self->head), row);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->head), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* --- what it opens to --- */

static void
desk_counter_line_add_text(DeskCounterLine *self, const char *heading, const char *text, const char *style)
{
    if (text == NULL || *text == '\0')
        return;
    gtk_box_append(GTK_BOX(self->more), desk_counter_line_new_label(heading, "heading", FALSE));
    gtk_box_append(GTK_BOX(self->more), desk_counter_line_new_label(text, style, TRUE));
}

static void
desk_counter_line_verb(DeskVerbBar *bar, gpointer verb, gpointer user_data)
{
    DeskCounterLine *self = user_data;

    g_signal_emit(self, signals[VERB], 0, verb, self->record);
}

static void
desk_counter_line_fill_more(DeskCounterLine *self)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(g_object_unref);
    GtkWidget *verbs = desk_verb_bar_new(self->data);
    guint fallback = ep_table_find(ep_record_get_table(self->record), "fallback");
    char scratch[EP_SCRATCH_SIZE];

    if (ep_record_get_table(self->record) == &ep_application_device_table) {
        g_autofree char *why = ep_identity_describe(ep_record_get_named(self->record, "grade_reasons"));
        g_autofree char *limits = ep_identity_describe(ep_record_get_named(self->record, "limits"));
        g_autofree char *known = ep_known_describe(ep_record_get_named(self->record, "known"));

        desk_counter_line_add_text(self, _("Why it is graded so"), why, NULL);
        desk_counter_line_add_text(self, _("What the enforcement cannot do"), limits, "limits");
        desk_counter_line_add_text(self, _("Instead"), ep_record_display(self->record, fallback, scratch), NULL);
        desk_counter_line_add_text(self, _("Known already"), known, NULL);
        desk_counter_line_add_text(self, _("Instance IDs"), ep_record_get_named(self->record, "instance_id"), "code");
    }
    g_ptr_array_add(records, g_object_ref(self->record));
    desk_verb_bar_set_records(DESK_VERB_BAR(verbs), records);
    g_signal_connect(verbs, "verb", G_CALLBACK(desk_counter_line_verb), self);
    gtk_box_append(GTK_BOX(self->more), verbs);
}

GtkWidget *
desk_counter_line_new(DeskData *data, EpRecord *line, EpRecord *check)
{
    DeskCounterLine *self = g_object_new(DESK_TYPE_COUNTER_LINE, NULL);

    self->data = g_object_ref(data);
    self->record = g_object_ref(line);
    desk_counter_line_fill_head(self, check);
    return GTK_WIDGET(self);
}

EpRecord *
desk_counter_line_get_record(DeskCounterLine *self)
{
    return self->record;
}

gboolean
desk_counter_line_get_open(DeskCounterLine *self)
{
    return gtk_widget_get_visible(self->more);
}

void
desk_counter_line_set_open(DeskCounterLine *self, gboolean open)
{
    if (open && gtk_widget_get_first_child(self->more) == NULL)
        desk_counter_line_fill_more(self);
    gtk_widget_set_visible(self->more, open);
    gtk_image_set_from_icon_name(GTK_IMAGE(self->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
    gtk_accessible_update_state(GTK_ACCESSIBLE(self->head), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}
