#include "app/ui/desk-plug.h"

#include <string.h>

#include "usbctl/usbctl-watch.h"

/* Belongs to the thread while that runs; only @context, @loop and @plug are touched from elsewhere. */
typedef struct {
    GMainContext *context;
    GMainLoop *loop;
    GWeakRef plug;
    char *recording;
    UsbctlBackend *backend;
    UsbctlWatch *watch;
    GFileMonitor *monitor;
} DeskPlugWorker;

struct _DeskPlug {
    GObject parent;
    GThread *thread;
    DeskPlugWorker *worker;
    GPtrArray *devices;
    char *fault;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];
static char *default_recording;

G_DEFINE_FINAL_TYPE(DeskPlug, desk_plug, G_TYPE_OBJECT)

void
desk_plug_set_recording(const char *path)
{
    g_free(default_recording);
    default_recording = g_strdup(path);
}

/* --- from the thread to the window --- */

typedef struct {
    DeskPlug *plug;
    GPtrArray *devices;
    char *fault;
} DeskPlugNews;

static void
desk_plug_news_free(gpointer data)
{
    DeskPlugNews *news = data;

    g_object_unref(news->plug);
    g_ptr_array_unref(news->devices);
    g_free(news->fault);
    g_free(news);
}

static gboolean
desk_plug_take(gpointer data)
{
    DeskPlugNews *news = data;
    DeskPlug *self = news->plug;

    g_ptr_array_unref(self->devices);
    self->devices = g_ptr_array_ref(news->devices);
    g_free(self->fault);
    self->fault = g_strdup(news->fault);
    g_signal_emit(self, signals[CHANGED], 0);
    return G_SOURCE_REMOVE;
}

static gboolean
desk_plug_is_hub(const UsbctlDevice *device)
{
    return usbctl_device_is_root_hub(device) || usbctl_device_has_class(device, "09");
}

static void
desk_plug_post(DeskPlugWorker *worker, const GError *error)
{
    DeskPlug *plug = g_weak_ref_get(&worker->plug);
    GPtrArray *all = worker->watch != NULL ? usbctl_watch_get_devices(worker->watch) : NULL;
    DeskPlugNews *news;

    if (plug == NULL)
        return;
    news = g_new0(DeskPlugNews, 1);
    news->plug = plug;
    news->fault = error != NULL ? g_strdup(error->message) : NULL;
    news->devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
    for (guint i = 0; all != NULL && i < all->len; i++) {
        if (!desk_plug_is_hub(g_ptr_array_index(all, i)))
            g_ptr_array_add(news->devices, usbctl_device_ref(g_ptr_array_index(all, i)));
    }
    g_main_context_invoke_full(NULL, G_PRIORITY_DEFAULT, desk_plug_take, news, desk_plug_news_free);
}

/* --- the thread --- */

static void
desk_plug_noticed(UsbctlWatchEvent event, const UsbctlDevice *device, const GError *error, gpointer user_data)
{
    DeskPlugWorker *worker = user_data;

    if (worker->watch != NULL) /* the first ones are posted together */
        desk_plug_post(worker, error);
}

static void
desk_plug_recording_changed(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                            gpointer user_data)
{
    usbctl_backend_changed(((DeskPlugWorker *)user_data)->backend);
}

static void
desk_plug_monitor(DeskPlugWorker *worker)
{
    g_autoptr(GFile) file = g_file_new_for_path(worker->recording);

    worker->monitor = g_file_monitor_file(file, G_FILE_MONITOR_NONE, NULL, NULL);
    if (worker->monitor != NULL)
        g_signal_connect(worker->monitor, "changed", G_CALLBACK(desk_plug_recording_changed), worker);
}

static gpointer
desk_plug_work(gpointer data)
{
    DeskPlugWorker *worker = data;
    g_autoptr(GError) error = NULL;

    g_main_context_push_thread_default(worker->context);
    worker->backend =
        worker->recording != NULL ? usbctl_backend_file_new(worker->recording) : usbctl_backend_new_system(&error);
    if (worker->backend != NULL)
        worker->watch = usbctl_watch_new(worker->backend, desk_plug_noticed, worker, &error);
    if (worker->watch != NULL && worker->recording != NULL)
        desk_plug_monitor(worker);
    desk_plug_post(worker, error);
    g_main_loop_run(worker->loop);
    g_clear_object(&worker->monitor);
    g_clear_pointer(&worker->watch, usbctl_watch_free);
    g_clear_pointer(&worker->backend, usbctl_backend_free);
    g_main_context_pop_thread_default(worker->context);
    return NULL;
}

static gboolean
desk_plug_quit(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

/* Through a source, so that a thread that has not begun to run its loop yet hears it too. */
static void
desk_plug_stop(DeskPlug *self)
{
    DeskPlugWorker *worker = g_steal_pointer(&self->worker);
    g_autoptr(GSource) source = NULL;

    if (worker == NULL)
        return;
    source = g_idle_source_new();
    g_source_set_callback(source, desk_plug_quit, worker->loop, NULL);
    g_source_attach(source, worker->context);
    g_thread_join(g_steal_pointer(&self->thread));
    g_weak_ref_clear(&worker->plug);
    g_main_loop_unref(worker->loop);
    g_main_context_unref(worker->context);
    g_free(worker->recording);
    g_free(worker);
}

/* --- the object --- */

static void
desk_plug_dispose(GObject *object)
{
    desk_plug_stop(DESK_PLUG(object));
    G_OBJECT_CLASS(desk_plug_parent_class)->dispose(object);
}

static void
desk_plug_finalize(GObject *object)
{
    g_ptr_array_unref(DESK_PLUG(object)->devices);
    g_free(DESK_PLUG(object)->fault);
    G_OBJECT_CLASS(desk_plug_parent_class)->finalize(object);
}

static void
desk_plug_class_init(DeskPlugClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = desk_plug_dispose;
    G_OBJECT_CLASS(klass)->finalize = desk_plug_finalize;
    signals[CHANGED] =
        g_signal_new("changed", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_plug_init(DeskPlug *self)
{
    self->devices = g_ptr_array_new_with_free_func((GDestroyNotify)usbctl_device_unref);
}

DeskPlug *
desk_plug_new(void)
{
    DeskPlug *self = g_object_new(DESK_TYPE_PLUG, NULL);
    DeskPlugWorker *worker = g_new0(DeskPlugWorker, 1);

    worker->context = g_main_context_new();
    worker->loop = g_main_loop_new(worker->context, FALSE);
    worker->recording = g_strdup(default_recording);
    g_weak_ref_init(&worker->plug, self);
    self->worker = worker;
    self->thread = g_thread_new("devices", desk_plug_work, worker);
    return self;
}

GPtrArray *
desk_plug_get_devices(DeskPlug *self)
{
    return self->devices;
}

const char *
desk_plug_get_fault(DeskPlug *self)
{
    return self->fault;
}

UsbctlDevice *
desk_plug_find(DeskPlug *self, const char *path)
{
    for (guint i = 0; i < self->devices->len; i++) {
        UsbctlDevice *device = g_ptr_array_index(self->devices, i);

        if (strcmp(device->path, path) == 0)
            return device;
    }
    return NULL;
}
