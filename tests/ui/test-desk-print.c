#include <glib/gstdio.h>
#include <string.h>

#include "app/ui/desk-file.h"
#include "app/ui/desk-preview-private.h"
#include "app/ui/desk-print.h"
#include "endpoint/report/ep-layout-private.h"
#include "endpoint/report/ep-pdf.h"
#include "tests/report/sample-daily.h"
#include "tests/support/ep-test-folder.h"
#include "tests/support/ep-test-run.h"
#include "tests/ui/desk-test-ui.h"

static char *folder;

static char *
path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

/* Two PDF files say the same on as many pages of the same size. */
static void
assert_same_pdf(const char *a, const char *b)
{
    const char *const paths[] = { a, b };
    char *texts[2], *infos[2];

    for (guint i = 0; i < 2; i++) {
        g_autofree char *info = ep_test_run((const char *[]){ "pdfinfo", paths[i], NULL });

        texts[i] = ep_test_run((const char *[]){ "pdftotext", "-layout", paths[i], "-", NULL });
        infos[i] = g_strdup(strstr(info, "Pages:"));
        *strstr(infos[i], "Page rot") = '\0';
    }
    g_assert_true(g_str_equal(texts[0], texts[1]));
    g_assert_nonnull(strstr(texts[0], "R8-問-02127"));
    g_assert_cmpstr(infos[0], ==, infos[1]);
    for (guint i = 0; i < 2; i++) {
        g_free(texts[i]);
        g_free(infos[i]);
    }
}

static void
test_export(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autofree char *ours = path_of("ours.pdf"), *exported = path_of("exported.pdf");
    g_autoptr(GError) error = NULL;

    g_assert_true(ep_pdf_write(layout, ours, &error));
    g_assert_no_error(error);
    for (int i = 0; i < 2; i++) { /* twice in one run */
        g_autoptr(GtkPrintOperation) print = desk_print_new(layout);

        gtk_print_operation_set_export_filename(print, exported);
        g_assert_cmpint(gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                        GTK_PRINT_OPERATION_RESULT_APPLY);
        g_assert_no_error(error);
        g_assert_cmpint(gtk_print_operation_get_n_pages_to_print(print), ==, 2);
        assert_same_pdf(ours, exported);
    }
}

/* A label comes out in its own size, unscaled, whatever paper was chosen for reports. */
static void
test_exact(void)
{
    g_autoptr(EpLayout) layout = ep_layout_new_blank("label", "", 62 * EP_LAYOUT_MM, 29 * EP_LAYOUT_MM);
    EpLayoutFlow flow = { .layout = layout };
    g_autoptr(GtkPrintOperation) print = NULL;
    g_autofree char *exported = path_of("label.pdf"), *info = NULL;
    g_autoptr(GError) error = NULL;

    ep_layout_add_page(layout);
    ep_layout_add_frame(&flow, 5, 5, 50, 20, 1);
    print = desk_print_new(layout);
    gtk_print_operation_set_export_filename(print, exported);
    g_assert_cmpint(gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                    GTK_PRINT_OPERATION_RESULT_APPLY);
    g_assert_no_error(error);
    info = ep_test_run((const char *[]){ "pdfinfo", exported, NULL });
    g_assert_nonnull(strstr(info, "175.7")); /* points: 62 mm */
    g_assert_nonnull(strstr(info, "82.2"));  /* 29 mm */
}

static gboolean
is_true(gpointer value)
{
    return *(gboolean *)value;
}

static void
note_end(gboolean printed, const char *problem, gpointer ended)
{
    g_assert_cmpstr(problem, ==, NULL);
    g_assert_true(printed);
    *(gboolean *)ended = TRUE;
}

/* Through the system's dialog, with its printer that writes a file; what was chosen is proposed the next time. */
static void
test_print(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autoptr(GtkPrintSettings) settings = gtk_print_settings_new(), kept = NULL;
    g_autofree char *ours = path_of("ours.pdf"), *printed = path_of("printed.pdf");
    g_autofree char *uri = g_filename_to_uri(printed, NULL, NULL), *printer = desk_file_user_path("printer.ini");
    GtkWidget *label = gtk_label_new("desk"), *window = desk_test_open_window(label, 200, 100), *dialog = NULL;
    gboolean ended = FALSE;

    g_object_set(gtk_settings_get_default(), "gtk-print-backends", "file", NULL); /* no searching of the network */
    gtk_print_settings_set_printer(settings, "Print to File");
    gtk_print_settings_set(settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
    gtk_print_settings_set(settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
    g_assert_true(gtk_print_settings_to_file(settings, printer, NULL));
    desk_print_open(label, layout, note_end, &ended);
    dialog = desk_test_wait_dialog();
    gtk_dialog_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
    desk_test_wait(is_true, &ended);
    g_assert_true(ep_pdf_write(layout, ours, NULL));
    assert_same_pdf(ours, printed);

    kept = gtk_print_settings_new_from_file(printer, NULL);
    g_assert_nonnull(kept);
    g_assert_cmpstr(gtk_print_settings_get_printer(kept), ==, "Print to File");
    g_assert_null(gtk_print_settings_get(kept, GTK_PRINT_SETTINGS_N_COPIES)); /* that was for this sheet */
    gtk_window_destroy(GTK_WINDOW(window));
    desk_test_settle();
}

static void
test_export_fails(void)
{
    g_autoptr(EpSheet) sheet = sample_daily_new();
    g_autoptr(EpLayout) layout = ep_layout_new(sheet, NULL);
    g_autoptr(GtkPrintOperation) print = desk_print_new(layout);
    g_autofree char *nowhere = path_of("nowhere/exported.pdf");
    g_autoptr(GError) error = NULL;

    gtk_print_operation_set_export_filename(print, nowhere);
    g_assert_cmpint(gtk_print_operation_run(print, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                    GTK_PRINT_OPERATION_RESULT_ERROR);
    g_assert_nonnull(error);
}

static gboolean
is_settled(gpointer preview)
{
    return desk_preview_get_n_pages(preview) > 0 && desk_preview_is_settled(preview);
}

static DeskPreview *
open_preview(GtkWidget **window)
{
    GtkWidget *preview = desk_preview_new();
    g_autoptr(EpSheet) sheet = sample_daily_new();

    *window = desk_test_open_window(preview, 1000, 700);
    desk_preview_set_sheet(DESK_PREVIEW(preview), sheet, "日報_2026-11-20", FALSE);
    desk_test_wait(is_settled, preview);
    return DESK_PREVIEW(preview);
}

static void
close_window(GtkWidget *window)
{
    gtk_window_destroy(GTK_WINDOW(window));
    desk_test_settle();
}

static gboolean
is_said(gpointer preview)
{
    return gtk_revealer_get_reveal_child(GTK_REVEALER(((DeskPreview *)preview)->notice));
}

/* The button asks for a file; a name without its ending gets it; the folder is proposed again the next time. */
static void
test_save(void)
{
    static const struct {
        const char *action, *name, *written, *starts;
    } table[] = {
        { "preview.pdf", "report", "report.pdf", "%PDF-" },
        { "preview.xlsx", "report.xlsx", "report.xlsx", "PK" },
        { "preview.csv", "report.CSV", "report.CSV", "\xEF\xBB\xBF" },
    };
    GtkWidget *window, *dialog = NULL;
    DeskPreview *preview = open_preview(&window);
    g_autoptr(GFile) here = g_file_new_for_path(folder);

    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autofree char *path = path_of(table[i].written), *content = NULL;
        g_autoptr(GFile) proposed = NULL;

        gtk_widget_activate_action(GTK_WIDGET(preview), table[i].action, NULL);
        dialog = desk_test_wait_dialog();
        if (i == 0)
            gtk_file_chooser_set_current_folder(GTK_FILE_CHOOSER(dialog), here, NULL);
        desk_test_settle();
        proposed = gtk_file_chooser_get_current_folder(GTK_FILE_CHOOSER(dialog));
        g_assert_true(g_file_equal(proposed, here));
        gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), table[i].name);
        desk_test_settle();
        gtk_dialog_response(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT);
        desk_test_wait(is_said, preview);
        g_assert_cmpstr(preview->written, ==, path);
        g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
        g_assert_true(g_str_has_prefix(content, table[i].starts));
        desk_preview_notice_show(preview, NULL, FALSE, NULL);
    }
    close_window(window);
}

static void
test_save_fails(void)
{
    GtkWidget *window;
    DeskPreview *preview = open_preview(&window);
    g_autofree char *nowhere = path_of("nowhere/report.pdf");

    for (int format = 0; format < DESK_PREVIEW_N_FORMATS; format++) {
        desk_preview_write(preview, (DeskPreviewFormat)format, nowhere);
        desk_test_wait(is_said, preview);
        g_assert_nonnull(strstr(gtk_label_get_text(GTK_LABEL(preview->notice_label)), "Not saved"));
        g_assert_null(preview->written);
        desk_preview_notice_show(preview, NULL, FALSE, NULL);
    }
    close_window(window);
}

static void
test_name(void)
{
    g_autofree char *name = desk_file_clean_name("日報 11/20: a*b?.pdf");

    g_assert_cmpstr(name, ==, "日報 11_20_ a_b_.pdf");
}

int
main(int argc, char **argv)
{
    int result;

    folder = g_dir_make_tmp("test-desk-print-XXXXXX", NULL);
    g_setenv("XDG_CONFIG_HOME", folder, TRUE);
    gtk_test_init(&argc, &argv, NULL);
    g_test_add_func("/ui/print/exact", test_exact);
    g_test_add_func("/ui/print/export", test_export);
    g_test_add_func("/ui/print/file", test_print);
    g_test_add_func("/ui/print/export-fails", test_export_fails);
    g_test_add_func("/ui/file/save", test_save);
    g_test_add_func("/ui/file/save-fails", test_save_fails);
    g_test_add_func("/ui/file/name", test_name);
    result = g_test_run();
    ep_test_folder_remove(folder);
    g_free(folder);
    return result;
}
