#include "app/ui/desk-application.h"

#include <glib/gi18n-lib.h>

#include "app/ui/desk-page.h"
#include "app/ui/desk-plug.h"
#include "app/ui/desk-renderer.h"
#include "app/ui/desk-shots.h"
#include "app/ui/desk-style.h"
#include "app/ui/desk-window.h"
#include "endpoint/ledger/ep-ledger.h"

struct _DeskApplication {
    GtkApplication parent;
    EpSite *site;
    DeskSettings *settings;
    EpLedger *ledger;
    DeskData *data;
    GError *failure; /* why there is no data */
    char *store, *person, *shots, *size, *theme, *devices, *page;
    gboolean first_paint;
};

G_DEFINE_FINAL_TYPE(DeskApplication, desk_application, GTK_TYPE_APPLICATION)

static void
desk_application_finalize(GObject *object)
{
    DeskApplication *self = DESK_APPLICATION(object);
    char *texts[] = { self->store, self->person, self->shots, self->size, self->theme, self->devices, self->page };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_clear_error(&self->failure);
    G_OBJECT_CLASS(desk_application_parent_class)->finalize(object);
}

/* The store's threads have ended before anything they hand their results to goes. */
static void
desk_application_shutdown(GApplication *application)
{
    DeskApplication *self = DESK_APPLICATION(application);

    G_APPLICATION_CLASS(desk_application_parent_class)->shutdown(application);
    if (self->ledger != NULL)
        ep_store_set_changed_func(ep_ledger_get_store(self->ledger), NULL, NULL);
    g_clear_pointer(&self->ledger, ep_ledger_close);
    g_clear_pointer(&self->settings, desk_settings_free);
    g_clear_pointer(&self->site, ep_site_free);
}

static gboolean
desk_application_open_ledger(DeskApplication *self, GError **error)
{
    g_autofree char *uri = ep_site_choose_store(self->site, self->store);
    const char *person = self->person != NULL ? self->person : g_getenv("MADOGUCHI_USER");
    g_autofree char *folder = NULL;

    if (!g_str_has_prefix(uri, "postgres")) {
        folder = g_path_get_dirname(uri);
        g_mkdir_with_parents(folder, 0700); /* what it could not do, opening says better */
    }
    self->ledger = ep_ledger_open(uri, TRUE, NULL, error);
    if (self->ledger == NULL)
        return FALSE;
    if (person != NULL)
        return ep_ledger_set_operator(self->ledger, person, error);
    ep_ledger_set_operator(self->ledger, g_get_user_name(), NULL); /* the window asks */
    return TRUE;
}

/* Everything that needs no screen. What the first page shows is then read while GTK begins. */
static void
desk_application_begin(DeskApplication *self)
{
    const EpTable *table;
    g_autofree char *page = NULL;

    self->site = ep_site_open(NULL, &self->failure);
    self->settings = desk_settings_new(NULL, self->site);
    desk_renderer_choose(self->settings);
    if (self->page != NULL)
        desk_settings_set(self->settings, "window", "page", self->page);
    if (self->site == NULL || !desk_application_open_ledger(self, &self->failure))
        return;
    self->data = desk_data_new(self->ledger);
    page = desk_settings_get(self->settings, "window", "page");
    table = page != NULL ? ep_catalog_find(desk_data_get_catalog(self->data), page) : NULL;
    if (table != NULL)
        desk_data_load(self->data, table);
}

static void
desk_application_show_failure(DeskApplication *self)
{
    GtkWidget *window = gtk_application_window_new(GTK_APPLICATION(self)),
              *label = gtk_label_new(self->failure->message);

    g_printerr("madoguchi: %s\n", self->failure->message);
    gtk_window_set_title(GTK_WINDOW(window), _("Madoguchi"));
    gtk_window_set_default_size(GTK_WINDOW(window), 560, 200);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_selectable(GTK_LABEL(label), TRUE);
    gtk_widget_add_css_class(label, "empty");
    gtk_window_set_child(GTK_WINDOW(window), label);
    gtk_window_present(GTK_WINDOW(window));
}

static void
desk_application_painted(GdkFrameClock *clock, gpointer user_data)
{
    DeskApplication *self = user_data;

    g_signal_handlers_disconnect_by_func(clock, desk_application_painted, self);
    g_print("%" G_GINT64_FORMAT "\n", g_get_monotonic_time());
    g_application_quit(G_APPLICATION(self));
}

/* The first frame with the page's records counts. */
static void
desk_application_loaded(DeskData *data, gpointer table, gpointer window)
{
    GdkFrameClock *clock = gtk_widget_get_frame_clock(window);
    GtkWidget *page = desk_window_get_page(window);

    if (DESK_IS_PAGE(page) && desk_page_get_table(DESK_PAGE(page)) != table)
        return;
    g_signal_handlers_disconnect_by_func(data, desk_application_loaded, window);
    g_signal_connect(clock, "after-paint", G_CALLBACK(desk_application_painted),
                     gtk_window_get_application(GTK_WINDOW(window)));
    gtk_widget_queue_draw(window);
}

static void
desk_application_show_window(DeskApplication *self)
{
    GtkWidget *window;
    g_autofree char *theme = desk_settings_get(self->settings, "window", "theme");

    desk_plug_set_recording(self->devices);
    desk_style_set_theme(self->theme != NULL ? self->theme : theme);
    window = desk_window_new(GTK_APPLICATION(self), self->data, self->settings);
    if (self->first_paint)
        g_signal_connect(self->data, "loaded", G_CALLBACK(desk_application_loaded), window);
    if (self->shots != NULL)
        desk_shots_run(DESK_WINDOW(window), self->shots, self->size, self->page);
    gtk_window_present(GTK_WINDOW(window));
}

static void
desk_application_activate(GApplication *application)
{
    DeskApplication *self = DESK_APPLICATION(application);
    GtkWindow *open = gtk_application_get_active_window(GTK_APPLICATION(self));

    if (open != NULL)
        gtk_window_present(open);
    else if (self->failure != NULL)
        desk_application_show_failure(self);
    else
        desk_application_show_window(self);
}

static void
desk_application_startup(GApplication *application)
{
    desk_application_begin(DESK_APPLICATION(application));
    G_APPLICATION_CLASS(desk_application_parent_class)->startup(application);
    gtk_window_set_default_icon_name("madoguchi");
    desk_style_init();
}

static void
desk_application_class_init(DeskApplicationClass *klass)
{
    GApplicationClass *application_class = G_APPLICATION_CLASS(klass);

    G_OBJECT_CLASS(klass)->finalize = desk_application_finalize;
    application_class->startup = desk_application_startup;
    application_class->activate = desk_application_activate;
    application_class->shutdown = desk_application_shutdown;
}

static void
desk_application_init(DeskApplication *self)
{
    const GOptionEntry entries[] = {
        { "store", 0, 0, G_OPTION_ARG_STRING, &self->store, N_("the ledger: a file, or postgresql://…"), "URI" },
        { "as", 0, 0, G_OPTION_ARG_STRING, &self->person, N_("who works here"), "NAME" },
        { "theme", 0, 0, G_OPTION_ARG_STRING, &self->theme, N_("light or dark"), "THEME" },
        { "shots", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->shots, NULL, "DIR" },
        { "devices", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->devices, NULL, "FILE" },
        { "size", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->size, NULL, "WxH" },
        { "page", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->page, NULL, "NAME" },
        { "exit-after-first-paint", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->first_paint, NULL, NULL },
        { NULL },
    };

    g_application_add_main_option_entries(G_APPLICATION(self), entries);
}

GtkApplication *
desk_application_new(void)
{
    return g_object_new(DESK_TYPE_APPLICATION, "application-id", "jp.madoguchi.Desk", "flags", G_APPLICATION_NON_UNIQUE,
                        NULL);
}
