#include "app/ui/desk-preview-private.h"

#include <glib/gi18n-lib.h>

#define PATIENCE 250 /* ms before a spinner turns: what is faster would only flicker */

enum { LAID_OUT, SOURCE_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(DeskPreview, desk_preview, GTK_TYPE_WIDGET)

typedef struct {
    EpSheet *sheet;
    guint generation;
    gboolean keep_place;
} DeskPreviewLayout;

static void
desk_preview_layout_free(gpointer data)
{
    DeskPreviewLayout *job = data;

    ep_sheet_unref(job->sheet);
    g_free(job);
}

EpLayout *
desk_preview_get_layout(DeskPreview *self)
{
    return self->layout != NULL && ep_layout_get_sheet(self->layout) == self->sheet ? self->layout : NULL;
}

static void
desk_preview_set_busy(DeskPreview *self, gboolean busy)
{
    g_clear_handle_id(&self->spinner_source, g_source_remove);
    gtk_widget_set_visible(self->spinner, busy);
    gtk_spinner_set_spinning(GTK_SPINNER(self->spinner), busy);
}

static gboolean
desk_preview_on_patience(gpointer user_data)
{
    DeskPreview *self = user_data;

    self->spinner_source = 0;
    desk_preview_set_busy(self, TRUE);
    return G_SOURCE_REMOVE;
}

static void
desk_preview_take_layout(DeskPreview *self, EpLayout *layout, gboolean keep_place)
{
    if (layout != NULL)
        ep_layout_ref(layout);
    g_clear_pointer(&self->layout, ep_layout_unref);
    self->layout = layout;
    desk_paper_set_layout(self->paper, layout, keep_place);
    desk_thumbs_set_layout(self->thumbs, layout);
    desk_thumbs_set_page(self->thumbs, desk_paper_get_page(self->paper));
    gtk_widget_set_visible(GTK_WIDGET(self->thumbs), desk_preview_get_n_pages(self) > 1);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), layout != NULL ? "pages" : "empty");
    desk_preview_bar_update(self);
}

static void
desk_preview_work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    DeskPreviewLayout *job = data;

    g_task_return_pointer(task, ep_layout_new(job->sheet, NULL), (GDestroyNotify)ep_layout_unref);
}

static void
desk_preview_on_laid_out(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskPreview *self = DESK_PREVIEW(source);
    DeskPreviewLayout *job = g_task_get_task_data(G_TASK(result));
    g_autoptr(EpLayout) layout = g_task_propagate_pointer(G_TASK(result), NULL);

    self->n_layouts--;
    if (self->box == NULL || job->generation != self->generation)
        return;
    desk_preview_set_busy(self, FALSE);
    desk_preview_take_layout(self, layout, job->keep_place);
    g_signal_emit(self, signals[LAID_OUT], 0);
}

static void
desk_preview_begin(DeskPreview *self, EpSheet *sheet, const char *name, gboolean keep_place)
{
    if (sheet != NULL)
        ep_sheet_ref(sheet);
    g_clear_pointer(&self->sheet, ep_sheet_unref);
    self->sheet = sheet;
    g_free(self->name);
    self->name = g_strdup(name);
    self->generation++;
    if (!keep_place)
        desk_preview_notice_show(self, NULL, FALSE, NULL);
    desk_preview_set_busy(self, FALSE);
}

void
desk_preview_set_layout(DeskPreview *self, EpLayout *layout, const char *name, gboolean keep_place)
{
    g_return_if_fail(DESK_IS_PREVIEW(self));

    desk_preview_begin(self, layout != NULL ? ep_layout_get_sheet(layout) : NULL, name, keep_place);
    desk_preview_take_layout(self, layout, keep_place);
    if (layout != NULL)
        g_signal_emit(self, signals[LAID_OUT], 0);
}

void
desk_preview_set_sheet(DeskPreview *self, EpSheet *sheet, const char *name, gboolean keep_place)
{
    g_autoptr(GTask) task = NULL;
    DeskPreviewLayout *job;

    g_return_if_fail(DESK_IS_PREVIEW(self));

    desk_preview_begin(self, sheet, name, keep_place);
    if (sheet == NULL) {
        desk_preview_take_layout(self, NULL, FALSE);
        return;
    }
    job = g_new0(DeskPreviewLayout, 1);
    job->sheet = ep_sheet_ref(sheet);
    job->generation = self->generation;
    job->keep_place = keep_place;
    self->n_layouts++;
    self->spinner_source = g_timeout_add(PATIENCE, desk_preview_on_patience, self);
    task = g_task_new(self, NULL, desk_preview_on_laid_out, NULL);
    g_task_set_source_tag(task, desk_preview_set_sheet);
    g_task_set_task_data(task, job, desk_preview_layout_free);
    g_task_run_in_thread(task, desk_preview_work);
}

EpSheet *
desk_preview_get_sheet(DeskPreview *self)
{
    g_return_val_if_fail(DESK_IS_PREVIEW(self), NULL);

    return self->sheet;
}

void
desk_preview_set_empty(DeskPreview *self, const char *message, const char *detail)
{
    g_return_if_fail(DESK_IS_PREVIEW(self));

    gtk_label_set_text(GTK_LABEL(self->empty_title), message);
    gtk_label_set_text(GTK_LABEL(self->empty_detail), detail != NULL ? detail : "");
    gtk_widget_set_visible(self->empty_detail, detail != NULL);
}

void
desk_preview_show_problem(DeskPreview *self, const char *message)
{
    g_return_if_fail(DESK_IS_PREVIEW(self));

    desk_preview_notice_show(self, message, TRUE, NULL);
}

EpLayout *
desk_preview_get_pages(DeskPreview *self)
{
    g_return_val_if_fail(DESK_IS_PREVIEW(self), NULL);

    return self->layout;
}

guint
desk_preview_get_n_pages(DeskPreview *self)
{
    g_return_val_if_fail(DESK_IS_PREVIEW(self), 0);

    return self->layout != NULL ? ep_layout_get_n_pages(self->layout) : 0;
}

GtkWidget *
desk_preview_get_paper(DeskPreview *self)
{
    g_return_val_if_fail(DESK_IS_PREVIEW(self), NULL);

    return GTK_WIDGET(self->paper);
}

gboolean
desk_preview_is_settled(DeskPreview *self)
{
    g_return_val_if_fail(DESK_IS_PREVIEW(self), TRUE);

    return self->n_layouts == 0 && self->n_files == 0 && desk_paper_is_settled(self->paper) &&
           desk_thumbs_is_settled(self->thumbs);
}

static void
desk_preview_on_view(DeskPaper *paper, DeskPreview *self)
{
    desk_thumbs_set_page(self->thumbs, desk_paper_get_page(paper));
    desk_preview_bar_update(self);
}

static void
desk_preview_on_source(DeskPaper *paper, const char *source, DeskPreview *self)
{
    g_signal_emit(self, signals[SOURCE_ACTIVATED], 0, source);
}

static void
desk_preview_on_zoom(GtkWidget *widget, const char *action, GVariant *parameter)
{
    DeskPaper *paper = DESK_PREVIEW(widget)->paper;

    if (g_str_equal(action, "preview.zoom-in"))
        desk_paper_step_zoom(paper, 1);
    else if (g_str_equal(action, "preview.zoom-out"))
        desk_paper_step_zoom(paper, -1);
    else
        desk_paper_set_fit(paper, desk_paper_get_fit(paper) == DESK_PAPER_FIT_WIDTH ? DESK_PAPER_FIT_PAGE
                                                                                    : DESK_PAPER_FIT_WIDTH);
}

static gboolean
desk_preview_on_shortcut(GtkWidget *widget, GVariant *action, gpointer user_data)
{
    return gtk_widget_get_mapped(widget) &&
           gtk_widget_activate_action(widget, g_variant_get_string(action, NULL), NULL);
}

static void
desk_preview_add_keys(DeskPreview *self)
{
    static const struct {
        const char *keys;
        const char *action;
    } table[] = {
        { "<Control>p", "preview.print" },
        { "<Control>s", "preview.pdf" },
        { "<Control>plus|<Control>KP_Add|<Control>equal|<Control>semicolon", "preview.zoom-in" },
        { "<Control>minus|<Control>KP_Subtract", "preview.zoom-out" },
        { "<Control>0|<Control>KP_0", "preview.fit" },
    };
    GtkEventController *controller = gtk_shortcut_controller_new();

    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        GtkShortcut *shortcut = gtk_shortcut_new(gtk_shortcut_trigger_parse_string(table[i].keys),
                                                 gtk_callback_action_new(desk_preview_on_shortcut, NULL, NULL));

        gtk_shortcut_set_arguments(shortcut, g_variant_new_string(table[i].action));
        gtk_shortcut_controller_add_shortcut(GTK_SHORTCUT_CONTROLLER(controller), shortcut);
    }
    gtk_shortcut_controller_set_scope(GTK_SHORTCUT_CONTROLLER(controller), GTK_SHORTCUT_SCOPE_GLOBAL);
    gtk_widget_add_controller(GTK_WIDGET(self), controller);
}

static GtkWidget *
desk_preview_build_empty(DeskPreview *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

    self->empty_title = gtk_label_new(NULL);
    self->empty_detail = gtk_label_new(NULL);
    gtk_widget_add_css_class(self->empty_title, "empty-title");
    gtk_widget_add_css_class(self->empty_detail, "quiet");
    gtk_label_set_wrap(GTK_LABEL(self->empty_detail), TRUE);
    gtk_label_set_justify(GTK_LABEL(self->empty_detail), GTK_JUSTIFY_CENTER);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), self->empty_title);
    gtk_box_append(GTK_BOX(box), self->empty_detail);
    return box;
}

static GtkWidget *
desk_preview_build_pages(DeskPreview *self)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *scrolled = gtk_scrolled_window_new();

    self->thumbs = DESK_THUMBS(desk_thumbs_new());
    self->paper = DESK_PAPER(desk_paper_new());
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(self->paper));
    gtk_widget_set_hexpand(scrolled, TRUE);
    gtk_widget_set_vexpand(scrolled, TRUE);
    gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->thumbs));
    gtk_box_append(GTK_BOX(box), scrolled);
    g_signal_connect(self->paper, "view-changed", G_CALLBACK(desk_preview_on_view), self);
    g_signal_connect(self->paper, "source-activated", G_CALLBACK(desk_preview_on_source), self);
    g_signal_connect_swapped(self->thumbs, "chosen", G_CALLBACK(desk_paper_show_page), self->paper);
    return box;
}

static void
desk_preview_dispose(GObject *object)
{
    DeskPreview *self = DESK_PREVIEW(object);

    g_clear_handle_id(&self->spinner_source, g_source_remove);
    g_clear_pointer(&self->box, gtk_widget_unparent);
    G_OBJECT_CLASS(desk_preview_parent_class)->dispose(object);
}

static void
desk_preview_finalize(GObject *object)
{
    DeskPreview *self = DESK_PREVIEW(object);

    g_clear_pointer(&self->layout, ep_layout_unref);
    g_clear_pointer(&self->sheet, ep_sheet_unref);
    g_free(self->name);
    g_free(self->written);
    G_OBJECT_CLASS(desk_preview_parent_class)->finalize(object);
}

static void
desk_preview_class_init(DeskPreviewClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

    G_OBJECT_CLASS(klass)->dispose = desk_preview_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_preview_finalize;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "deskpreview");
    gtk_widget_class_install_action(widget_class, "preview.zoom-in", NULL, desk_preview_on_zoom);
    gtk_widget_class_install_action(widget_class, "preview.zoom-out", NULL, desk_preview_on_zoom);
    gtk_widget_class_install_action(widget_class, "preview.fit", NULL, desk_preview_on_zoom);
    desk_preview_write_class_init(widget_class);
    signals[LAID_OUT] =
        g_signal_new("laid-out", DESK_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    signals[SOURCE_ACTIVATED] = g_signal_new("source-activated", DESK_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_preview_init(DeskPreview *self)
{
    GtkWidget *overlay = gtk_overlay_new();

    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    self->stack = gtk_stack_new();
    self->spinner = gtk_spinner_new();
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    desk_preview_bar_init(self);
    desk_preview_notice_init(self);
    gtk_stack_add_named(GTK_STACK(self->stack), desk_preview_build_empty(self), "empty");
    gtk_stack_add_named(GTK_STACK(self->stack), desk_preview_build_pages(self), "pages");
    gtk_widget_add_css_class(self->stack, "preview-ground");
    gtk_widget_set_halign(self->spinner, GTK_ALIGN_CENTER);
    gtk_widget_set_valign(self->spinner, GTK_ALIGN_CENTER);
    gtk_widget_set_size_request(self->spinner, 32, 32);
    gtk_widget_set_visible(self->spinner, FALSE);
    gtk_overlay_set_child(GTK_OVERLAY(overlay), self->stack);
    gtk_overlay_add_overlay(GTK_OVERLAY(overlay), self->spinner);
    gtk_widget_set_vexpand(overlay, TRUE);
    gtk_box_append(GTK_BOX(self->box), overlay);
    desk_preview_add_keys(self);
    desk_preview_set_empty(self, _("The page is being drawn…"), NULL); /* until something is given */
    desk_preview_bar_update(self);
}

GtkWidget *
desk_preview_new(void)
{
    return g_object_new(DESK_TYPE_PREVIEW, NULL);
}
