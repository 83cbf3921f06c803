#include "app/ui/desk-preview-private.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-file.h"
#include "app/ui/desk-print.h"
#include "endpoint/report/ep-pdf.h"
#include "endpoint/report/ep-sheet-csv.h"
#include "endpoint/report/ep-xlsx.h"

static const struct {
    const char *action;
    const char *suffix;
    const char *kind;
} formats[DESK_PREVIEW_N_FORMATS] = {
    { "preview.pdf", ".pdf", N_("PDF document") },
    { "preview.xlsx", ".xlsx", N_("Excel workbook") },
    { "preview.csv", ".csv", N_("Comma-separated values") },
};

typedef struct {
    DeskPreviewFormat format;
    EpLayout *layout;
    char *path;
    char *notice; /* what could not be kept, or NULL */
} DeskPreviewJob;

static void
desk_preview_job_free(gpointer data)
{
    DeskPreviewJob *job = data;

    g_clear_pointer(&job->layout, ep_layout_unref);
    g_free(job->path);
    g_free(job->notice);
    g_free(job);
}

static gboolean
desk_preview_job_run(DeskPreviewJob *job, GError **error)
{
    if (job->format == DESK_PREVIEW_PDF)
        return ep_pdf_write(job->layout, job->path, error);
    if (job->format == DESK_PREVIEW_XLSX)
        return ep_xlsx_write(ep_layout_get_sheet(job->layout), job->path, &job->notice, error);
    return ep_sheet_csv_write(ep_layout_get_sheet(job->layout), job->path, error);
}

static void
desk_preview_write_work(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
    GError *error = NULL;

    if (desk_preview_job_run(data, &error))
        g_task_return_boolean(task, TRUE);
    else
        g_task_return_error(task, error);
}

static void
desk_preview_on_written(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskPreview *self = DESK_PREVIEW(source);
    DeskPreviewJob *job = g_task_get_task_data(G_TASK(result));
    g_autofree char *name = g_filename_display_basename(job->path);
    g_autofree char *message = NULL;
    g_autoptr(GError) error = NULL;

    self->n_files--;
    if (gtk_widget_in_destruction(GTK_WIDGET(self)) || self->box == NULL)
        return;
    if (g_task_propagate_boolean(G_TASK(result), &error))
        message = g_strdup_printf(_("Saved: %s"), name);
    else
        message = g_strdup_printf(_("Not saved: %s"), error->message);
    if (job->notice != NULL) {
        g_autofree char *saved = g_steal_pointer(&message);

        message = g_strdup_printf("%s\n%s", saved, job->notice);
    }
    desk_preview_notice_show(self, message, error != NULL, error == NULL ? job->path : NULL);
}

void
desk_preview_write(DeskPreview *self, DeskPreviewFormat format, const char *path)
{
    EpLayout *layout;
    DeskPreviewJob *job;
    g_autoptr(GTask) task = NULL;

    g_return_if_fail(DESK_IS_PREVIEW(self));

    layout = desk_preview_get_layout(self);
    if (layout == NULL)
        return;
    job = g_new0(DeskPreviewJob, 1);
    job->format = format;
    job->layout = ep_layout_ref(layout);
    job->path = g_strdup(path);
    self->n_files++;
    task = g_task_new(self, NULL, desk_preview_on_written, NULL);
    g_task_set_source_tag(task, desk_preview_write);
    g_task_set_task_data(task, job, desk_preview_job_free);
    g_task_run_in_thread(task, desk_preview_write_work);
}

static void
desk_preview_on_chosen(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskPreview *self = DESK_PREVIEW(source);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_file_save_finish(result, &error);

    if (path != NULL)
        desk_preview_write(self, (DeskPreviewFormat)GPOINTER_TO_UINT(user_data), path);
    else if (error != NULL)
        desk_preview_show_problem(self, error->message);
}

static void
desk_preview_on_save(GtkWidget *widget, const char *action, GVariant *parameter)
{
    DeskPreview *self = DESK_PREVIEW(widget);

    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *name = g_strconcat(self->name, formats[i].suffix, NULL);

        if (g_strcmp0(action, formats[i].action) == 0 && desk_preview_get_layout(self) != NULL)
            desk_file_save(widget, "report", name, _(formats[i].kind), formats[i].suffix, desk_preview_on_chosen,
                           GUINT_TO_POINTER(i));
    }
}

static void
desk_preview_on_printed(gboolean printed, const char *problem, gpointer user_data)
{
    g_autoptr(DeskPreview) self = user_data;
    g_autofree char *message = NULL;

    if (problem == NULL || self->box == NULL)
        return;
    message = g_strdup_printf(_("Not printed: %s"), problem);
    desk_preview_show_problem(self, message);
}

static void
desk_preview_on_print(GtkWidget *widget, const char *action, GVariant *parameter)
{
    EpLayout *layout = desk_preview_get_layout(DESK_PREVIEW(widget));

    if (layout != NULL)
        desk_print_open(widget, layout, desk_preview_on_printed, g_object_ref(widget));
}

void
desk_preview_write_class_init(GtkWidgetClass *klass)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        gtk_widget_class_install_action(klass, formats[i].action, NULL, desk_preview_on_save);
    gtk_widget_class_install_action(klass, "preview.print", NULL, desk_preview_on_print);
}
