#include "app/ui/desk-form-sheet.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-form-job.h"
#include "app/ui/desk-form-list.h"
#include "app/ui/desk-go.h"
#include "app/ui/desk-preview.h"
#include "app/ui/desk-sheet.h"
#include "app/ui/desk-words.h"

#define WIDTH 980
#define AROUND 120 /* of the window, at least */

/* Lives as long as its panel. */
typedef struct {
    GtkWidget *box, *choice, *skip, *skip_label;
    DeskPreview *preview;
    DeskData *data;
    GPtrArray *forms, *records;
    guint asked;
} DeskFormSheet;

typedef struct {
    GtkWidget *box; /* kept */
    guint asked;
} DeskFormSheetAsk;

static void
desk_form_sheet_free(gpointer data)
{
    DeskFormSheet *self = data;

    g_object_unref(self->data);
    g_ptr_array_unref(self->forms);
    g_ptr_array_unref(self->records);
    g_free(self);
}

static EpForm *
desk_form_sheet_get_form(DeskFormSheet *self)
{
    return g_ptr_array_index(self->forms, gtk_drop_down_get_selected(GTK_DROP_DOWN(self->choice)));
}

static void
desk_form_sheet_take(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskFormSheetAsk *ask = user_data;
    g_autoptr(GtkWidget) box = ask->box;
    DeskFormSheet *self = g_object_get_data(G_OBJECT(box), "sheet");
    guint asked = ask->asked;
    g_autoptr(GError) error = NULL;
    DeskFormPages *pages = desk_data_run_finish(result, &error);
    g_autofree char *name = NULL, *complaints = NULL;

    g_free(ask);
    if (gtk_widget_get_root(box) != NULL && asked == self->asked) {
        name = desk_form_job_dup_name(desk_form_sheet_get_form(self), self->records);
        desk_preview_set_layout(self->preview, pages != NULL ? pages->layout : NULL, name, FALSE);
        complaints = pages != NULL ? g_strjoinv("\n", pages->complaints) : g_strdup(error->message);
        desk_preview_show_problem(self->preview, *complaints != '\0' ? complaints : NULL);
    }
    g_clear_pointer(&pages, desk_form_pages_free);
}

static void
desk_form_sheet_show(DeskFormSheet *self)
{
    EpForm *form = desk_form_sheet_get_form(self);
    gboolean labels = ep_form_get_paper(form)->label_width > 0;
    DeskFormSheetAsk *ask = g_new0(DeskFormSheetAsk, 1);

    *ask = (DeskFormSheetAsk){ g_object_ref(self->box), ++self->asked };
    gtk_widget_set_visible(self->skip, labels);
    gtk_widget_set_visible(self->skip_label, labels);
    desk_form_job_run(self->data, form, self->records,
                      labels ? (guint)gtk_spin_button_get_value_as_int(GTK_SPIN_BUTTON(self->skip)) : 0,
                      desk_form_sheet_take, ask);
}

/* --- making it --- */

static void
desk_form_sheet_add_choice(DeskFormSheet *self, const char *form)
{
    guint first = 0;
    GtkStringList *titles = gtk_string_list_new(NULL);
    GtkWidget *start = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    for (guint i = 0; i < self->forms->len; i++) {
        EpForm *one = g_ptr_array_index(self->forms, i);

        gtk_string_list_append(titles, ep_form_get_title(one));
        first = g_strcmp0(ep_form_get_name(one), form) == 0 ? i : first;
    }
    self->choice = gtk_drop_down_new(G_LIST_MODEL(titles), NULL);
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->choice), first);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Form"), -1);
    self->skip_label = gtk_label_new(_("Used up:"));
    self->skip = gtk_spin_button_new_with_range(0, 99, 1);
    gtk_widget_set_tooltip_text(self->skip, _("How many labels of the first sheet are used up"));
    gtk_box_append(GTK_BOX(start), self->choice);
    gtk_box_append(GTK_BOX(start), self->skip_label);
    gtk_box_append(GTK_BOX(start), self->skip);
    desk_preview_set_start(self->preview, start);
    g_signal_connect_swapped(self->choice, "notify::selected", G_CALLBACK(desk_form_sheet_show), self);
    g_signal_connect_swapped(self->skip, "value-changed", G_CALLBACK(desk_form_sheet_show), self);
}

static GtkWidget *
desk_form_sheet_new_head(DeskFormSheet *self)
{
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    GtkWidget *close = gtk_button_new_from_icon_name("window-close-symbolic");
    g_autofree char *first = ep_record_dup_name(g_ptr_array_index(self->records, 0));
    g_autofree char *others = desk_words_dup_number(self->records->len - 1);
    g_autofree char *about =
        self->records->len == 1 ? g_strdup(first) : g_strdup_printf(_("%s and %s others"), first, others);
    GtkWidget *title = gtk_label_new(_("Print a paper")), *subject = gtk_label_new(about);

    gtk_widget_add_css_class(head, "sheet-head");
    gtk_widget_add_css_class(title, "title");
    gtk_widget_add_css_class(subject, "quiet");
    gtk_label_set_xalign(GTK_LABEL(title), 0);
    gtk_label_set_xalign(GTK_LABEL(subject), 0);
    gtk_widget_set_hexpand(words, TRUE);
    gtk_widget_add_css_class(close, "flat");
    gtk_widget_set_valign(close, GTK_ALIGN_START);
    gtk_widget_set_tooltip_text(close, _("Close (Esc)"));
    g_signal_connect_swapped(close, "clicked", G_CALLBACK(desk_sheet_close_around), self->box);
    gtk_box_append(GTK_BOX(words), title);
    gtk_box_append(GTK_BOX(words), subject);
    gtk_box_append(GTK_BOX(head), words);
    gtk_box_append(GTK_BOX(head), close);
    return head;
}

void
desk_form_sheet_open(GtkWidget *over, DeskData *data, GPtrArray *records, const char *form)
{
    g_autoptr(GPtrArray) forms = desk_form_list_choose(data, records);
    GtkWidget *root = GTK_WIDGET(gtk_widget_get_root(over));
    DeskFormSheet *self;

    if (forms->len == 0) {
        desk_go_say(over, _("There is no form for this; add one under Settings, Forms"));
        return;
    }
    self = g_new0(DeskFormSheet, 1);
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    self->preview = DESK_PREVIEW(desk_preview_new());
    self->data = g_object_ref(data);
    self->forms = g_steal_pointer(&forms);
    self->records = g_ptr_array_ref(records);
    g_object_set_data_full(G_OBJECT(self->box), "sheet", self, desk_form_sheet_free);
    desk_form_sheet_add_choice(self, form);
    gtk_widget_set_size_request(GTK_WIDGET(self->preview), -1, MAX(gtk_widget_get_height(root) - AROUND - 60, 360));
    gtk_box_append(GTK_BOX(self->box), desk_form_sheet_new_head(self));
    gtk_box_append(GTK_BOX(self->box), GTK_WIDGET(self->preview));
    desk_sheet_open(over, self->box, MIN(WIDTH, gtk_widget_get_width(root) - AROUND));
    gtk_widget_grab_focus(self->choice);
    desk_form_sheet_show(self);
}
