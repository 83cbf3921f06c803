#include "app/ui/desk-print.h"

#include <math.h>

#include "app/ui/desk-file.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/report/ep-draw.h"

#define PAGE_SETUP "page-setup.ini"
#define PRINTER "printer.ini"

typedef struct {
    DeskPrintFunc func;
    gpointer user_data;
} DeskPrintEnd;

static void
desk_print_on_begin(GtkPrintOperation *print, GtkPrintContext *context, EpLayout *layout)
{
    gtk_print_operation_set_n_pages(print, (int)ep_layout_get_n_pages(layout));
}

/* A form is printed to the millimetre, on the paper that it is made for. */
static gboolean
desk_print_is_exact(EpLayout *layout)
{
    return ep_layout_get_sheet(layout) == NULL;
}

static void
desk_print_on_draw_page(GtkPrintOperation *print, GtkPrintContext *context, int page, EpLayout *layout)
{
    cairo_t *cr = gtk_print_context_get_cairo_context(context);
    double paper_width = gtk_print_context_get_width(context), paper_height = gtk_print_context_get_height(context);
    double width, height, scale;

    ep_layout_get_page_size(layout, &width, &height);
    scale = desk_print_is_exact(layout) ? 1 : MIN(paper_width / width, paper_height / height);
    cairo_translate(cr, (paper_width - width * scale) / 2, (paper_height - height * scale) / 2);
    cairo_scale(cr, scale, scale);
    ep_draw_page(layout, (guint)page, cr);
}

/* One of the sizes that printers know by name, in either direction; NULL: none is this large. Free it. */
static GtkPaperSize *
desk_print_find_paper(double width, double height)
{
    GList *sizes = gtk_paper_size_get_paper_sizes(FALSE);
    GtkPaperSize *found = NULL;

    for (GList *size = sizes; size != NULL && found == NULL; size = size->next) {
        double w = gtk_paper_size_get_width(size->data, GTK_UNIT_POINTS);
        double h = gtk_paper_size_get_height(size->data, GTK_UNIT_POINTS);

        if ((fabs(w - width) < 1.5 && fabs(h - height) < 1.5) || (fabs(h - width) < 1.5 && fabs(w - height) < 1.5))
            found = gtk_paper_size_copy(size->data);
    }
    g_list_free_full(sizes, (GDestroyNotify)gtk_paper_size_free);
    return found;
}

static GtkPageSetup *
desk_print_new_exact_setup(EpLayout *layout)
{
    GtkPageSetup *setup = gtk_page_setup_new();
    GtkPaperSize *paper;
    double width, height;
    gboolean turned;

    ep_layout_get_page_size(layout, &width, &height);
    paper = desk_print_find_paper(width, height);
    if (paper == NULL)
        paper = gtk_paper_size_new_custom("madoguchi", ep_layout_get_title(layout), width, height, GTK_UNIT_POINTS);
    turned = fabs(gtk_paper_size_get_width(paper, GTK_UNIT_POINTS) - width) > 1.5;
    gtk_page_setup_set_paper_size(setup, paper);
    gtk_page_setup_set_orientation(setup, turned ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
    gtk_paper_size_free(paper);
    return setup;
}

/* Each size of label or form has its own printer and tray. */
static char *
desk_print_dup_printer(EpLayout *layout)
{
    double width, height;

    if (!desk_print_is_exact(layout))
        return g_strdup(PRINTER);
    ep_layout_get_page_size(layout, &width, &height);
    return g_strdup_printf("printer-%.0fx%.0f.ini", width / EP_LAYOUT_MM, height / EP_LAYOUT_MM);
}

/* The paper is the person's choice, which way it lies is the layout's. */
static GtkPageSetup *
desk_print_read_page_setup(EpLayout *layout)
{
    g_autofree char *path = desk_file_user_path(PAGE_SETUP);
    GtkPageSetup *setup = gtk_page_setup_new_from_file(path, NULL);
    double width, height;

    if (setup == NULL) {
        GtkPaperSize *paper = gtk_paper_size_new(GTK_PAPER_NAME_A4);

        setup = gtk_page_setup_new();
        gtk_page_setup_set_paper_size_and_default_margins(setup, paper);
        gtk_paper_size_free(paper);
    }
    ep_layout_get_page_size(layout, &width, &height);
    gtk_page_setup_set_orientation(setup,
                                   width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
    return setup;
}

static void
desk_print_write(const char *name, GKeyFile *file)
{
    g_autofree char *path = desk_file_user_path(name);
    g_autoptr(GError) error = NULL;

    if (!ep_file_replace_keys(path, file, &error))
        g_warning("%s: %s", path, error->message);
}

static void
desk_print_keep(GtkPrintOperation *print)
{
    g_autoptr(GKeyFile) paper = g_key_file_new(), printer = g_key_file_new();
    GtkPageSetup *setup = gtk_print_operation_get_default_page_setup(print);
    GtkPrintSettings *settings = gtk_print_operation_get_print_settings(print);
    const char *name = g_object_get_data(G_OBJECT(print), "printer");

    if (setup != NULL && g_str_equal(name, PRINTER)) {
        gtk_page_setup_to_key_file(setup, paper, NULL);
        desk_print_write(PAGE_SETUP, paper);
    }
    if (settings == NULL)
        return;
    /* Of this sheet alone, and not of the next. */
    gtk_print_settings_unset(settings, GTK_PRINT_SETTINGS_PAGE_RANGES);
    gtk_print_settings_unset(settings, GTK_PRINT_SETTINGS_PRINT_PAGES);
    gtk_print_settings_unset(settings, GTK_PRINT_SETTINGS_N_COPIES);
    gtk_print_settings_unset(settings, GTK_PRINT_SETTINGS_ORIENTATION);
    gtk_print_settings_to_key_file(settings, printer, NULL);
    desk_print_write(name, printer);
}

static void
desk_print_on_done(GtkPrintOperation *print, GtkPrintOperationResult result, DeskPrintEnd *end)
{
    g_autoptr(GError) error = NULL;

    if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
        desk_print_keep(print);
    if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
        gtk_print_operation_get_error(print, &error);
    end->func(result == GTK_PRINT_OPERATION_RESULT_APPLY, error != NULL ? error->message : NULL, end->user_data);
}

/* "paginate" is called only where somebody connected to it, whatever a subclass overrides; the pages are known before,
 * so nothing here needs it. */
GtkPrintOperation *
desk_print_new(EpLayout *layout)
{
    GtkPrintOperation *print = gtk_print_operation_new();
    g_autofree char *name = desk_print_dup_printer(layout), *printer = desk_file_user_path(name);
    g_autoptr(GtkPageSetup) setup =
        desk_print_is_exact(layout) ? desk_print_new_exact_setup(layout) : desk_print_read_page_setup(layout);
    g_autoptr(GtkPrintSettings) settings = gtk_print_settings_new_from_file(printer, NULL);

    g_object_set_data_full(G_OBJECT(print), "printer", g_steal_pointer(&name), g_free);
    gtk_print_operation_set_default_page_setup(print, setup);
    if (settings != NULL)
        gtk_print_operation_set_print_settings(print, settings);
    gtk_print_operation_set_unit(print, GTK_UNIT_POINTS);
    gtk_print_operation_set_use_full_page(print, TRUE); /* the layout has margins of its own */
    gtk_print_operation_set_embed_page_setup(print, TRUE);
    gtk_print_operation_set_job_name(print, ep_layout_get_title(layout));
    gtk_print_operation_set_show_progress(print, TRUE);
    g_signal_connect_data(print, "begin-print", G_CALLBACK(desk_print_on_begin), ep_layout_ref(layout),
                          (GClosureNotify)(void (*)(void))ep_layout_unref, 0);
    g_signal_connect_data(print, "draw-page", G_CALLBACK(desk_print_on_draw_page), ep_layout_ref(layout),
                          (GClosureNotify)(void (*)(void))ep_layout_unref, 0);
    return print;
}

static void
desk_print_end_free(gpointer data, GClosure *closure)
{
    g_free(data);
}

static void
desk_print_watch(GtkPrintOperation *print, DeskPrintFunc func, gpointer user_data)
{
    DeskPrintEnd *end = g_new0(DeskPrintEnd, 1);

    end->func = func;
    end->user_data = user_data;
    g_signal_connect_data(print, "done", G_CALLBACK(desk_print_on_done), end, desk_print_end_free, 0);
}

void
desk_print_open(GtkWidget *over, EpLayout *layout, DeskPrintFunc func, gpointer user_data)
{
    g_autoptr(GtkPrintOperation) print = desk_print_new(layout);
    GtkRoot *root = gtk_widget_get_root(over);

    desk_print_watch(print, func, user_data);
    gtk_print_operation_set_allow_async(print, TRUE);
    gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                            GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL, NULL);
}
