#include "endpoint/core/ep-outbox.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-file.h"
#include "endpoint/core/ep-id.h"

struct _EpOutbox {
    GPtrArray *written; /* paths */
    GPtrArray *places;  /* where they belong, in the same order */
    GPtrArray *stale;   /* paths of what is to go */
};

EpOutbox *
ep_outbox_new(void)
{
    EpOutbox *self = g_new0(EpOutbox, 1);

    self->written = g_ptr_array_new_with_free_func(g_free);
    self->places = g_ptr_array_new_with_free_func(g_free);
    self->stale = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
ep_outbox_free(EpOutbox *self)
{
    for (guint i = 0; i < self->written->len; i++)
        g_unlink(g_ptr_array_index(self->written, i));
    g_ptr_array_unref(self->written);
    g_ptr_array_unref(self->places);
    g_ptr_array_unref(self->stale);
    g_free(self);
}

static gboolean
ep_outbox_fail(const char *place, int code, GError **error)
{
    g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s: cannot be written: %s"), place, g_strerror(code));
    return FALSE;
}

static char *
ep_outbox_dup_place(const char *folder, const char *name)
{
    return g_strdelimit(g_build_filename(folder, name, NULL), "/", G_DIR_SEPARATOR);
}

gboolean
ep_outbox_add(EpOutbox *self, const char *folder, const char *name, GBytes *bytes, GError **error)
{
    g_autofree char *own = g_strdup_printf(".%" G_GINT64_FORMAT, ep_id_new());
    char *place = ep_outbox_dup_place(folder, name);
    g_autofree char *home = g_path_get_dirname(place);
    char *written = g_build_filename(home, own, NULL);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    g_ptr_array_add(self->places, place);
    g_ptr_array_add(self->written, written);
    if (g_mkdir_with_parents(home, 0755) != 0)
        return ep_outbox_fail(home, errno, error);
    if (g_file_test(place, G_FILE_TEST_IS_DIR))
        return ep_outbox_fail(place, EISDIR, error);
    return ep_file_replace(written, data, size, error);
}

void
ep_outbox_take_away(EpOutbox *self, const char *folder, const char *name)
{
    g_ptr_array_add(self->stale, ep_outbox_dup_place(folder, name));
}

gboolean
ep_outbox_send(EpOutbox *self, GError **error)
{
    while (self->written->len > 0) {
        if (g_rename(g_ptr_array_index(self->written, 0), g_ptr_array_index(self->places, 0)) != 0)
            return ep_outbox_fail(g_ptr_array_index(self->places, 0), errno, error);
        g_ptr_array_remove_index(self->written, 0);
        g_ptr_array_remove_index(self->places, 0);
    }
    for (guint i = 0; i < self->stale->len; i++) {
        const char *place = g_ptr_array_index(self->stale, i);

        if (g_unlink(place) == 0 || errno == ENOENT)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, _("%s: cannot be taken away: %s"), place, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}
