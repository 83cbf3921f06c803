#include "app/ui/desk-counter-case.h"

#include <string.h>

#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-kinds.h"

void
desk_counter_case_free(DeskCounterCase *self)
{
    GPtrArray *arrays[] = { self->devices, self->pcs, self->users, self->checks };

    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++) {
        if (arrays[i] != NULL)
            g_ptr_array_unref(arrays[i]);
    }
    g_free(self);
}

static int
desk_counter_case_compare(gconstpointer a, gconstpointer b)
{
    EpRecord *x = *(EpRecord *const *)a, *y = *(EpRecord *const *)b;
    int order = strcmp(ep_record_get_named(y, "at"), ep_record_get_named(x, "at"));
    gint64 left = ep_record_get_id(x), right = ep_record_get_id(y);

    return order != 0 ? order : left < right ? 1 : left > right ? -1 : 0;
}

static gboolean
desk_counter_case_read_checks(DeskCounterCase *self, EpReader *reader, GError **error)
{
    for (guint i = 0; i < self->devices->len; i++) {
        gint64 device = ep_record_get_id(g_ptr_array_index(self->devices, i));
        g_autoptr(GPtrArray) found = ep_reader_load_of(reader, &ep_virus_check_table, "line", device, error);

        if (found == NULL)
            return FALSE;
        for (guint c = 0; c < found->len; c++)
            g_ptr_array_add(self->checks, g_object_ref(g_ptr_array_index(found, c)));
    }
    g_ptr_array_sort(self->checks, desk_counter_case_compare);
    return TRUE;
}

static gpointer
desk_counter_case_run(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    g_autoptr(DeskCounterCase) self = g_new0(DeskCounterCase, 1);
    EpReader *reader = ep_ledger_get_reader(ledger);

    self->application = *(gint64 *)user_data;
    self->checks = g_ptr_array_new_with_free_func(g_object_unref);
    self->devices = ep_reader_load_of(reader, &ep_application_device_table, "application", self->application, error);
    if (self->devices != NULL)
        self->pcs = ep_reader_load_of(reader, &ep_application_pc_table, "application", self->application, error);
    if (self->pcs != NULL)
        self->users = ep_reader_load_of(reader, &ep_application_user_table, "application", self->application, error);
    if (self->users == NULL || !desk_counter_case_read_checks(self, reader, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
desk_counter_case_read(DeskData *data, gint64 application, GAsyncReadyCallback callback, gpointer callback_data)
{
    desk_data_run(data, EP_LANE_READ, NULL, desk_counter_case_run, g_memdup2(&application, sizeof application), g_free,
                  (GDestroyNotify)desk_counter_case_free, callback, callback_data);
}

EpRecord *
desk_counter_case_find_check(DeskCounterCase *self, gint64 device)
{
    for (guint i = 0; i < self->checks->len; i++) {
        if (ep_record_get_integer(g_ptr_array_index(self->checks, i), "line") == device)
            return g_ptr_array_index(self->checks, i);
    }
    return NULL;
}

gboolean
desk_counter_case_has(const EpTable *table)
{
    const EpTable *tables[] = { &ep_application_table,      &ep_application_device_table, &ep_application_pc_table,
                                &ep_application_user_table, &ep_virus_check_table,        &ep_incident_table };

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (tables[i] == table)
            return TRUE;
    }
    return FALSE;
}
