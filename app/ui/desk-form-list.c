#include "app/ui/desk-form-list.h"

#include "endpoint/ledger/ep-kinds.h"

#define KEY "desk-forms"

static void
desk_form_list_moved(DeskData *data, const EpTable *table, gpointer user_data)
{
    if (table == &ep_form_table)
        g_object_set_data(G_OBJECT(data), KEY, NULL);
}

static GPtrArray *
desk_form_list_read(DeskData *data)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_object_unref);
    EpList *all = desk_data_peek(data, &ep_form_table);
    guint n = all != NULL ? g_list_model_get_n_items(G_LIST_MODEL(all)) : 0;

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(rows, g_list_model_get_item(G_LIST_MODEL(all), i));
    return ep_form_list(desk_data_get_catalog(data), rows);
}

GPtrArray *
desk_form_list_dup(DeskData *data)
{
    GPtrArray *forms = g_object_get_data(G_OBJECT(data), KEY);

    if (g_object_get_data(G_OBJECT(data), KEY "-watched") == NULL) {
        g_object_set_data(G_OBJECT(data), KEY "-watched", data);
        g_signal_connect(data, "loaded", G_CALLBACK(desk_form_list_moved), NULL);
        g_signal_connect(data, "changed", G_CALLBACK(desk_form_list_moved), NULL);
        desk_data_load(data, &ep_form_table);
    }
    if (forms == NULL) {
        forms = desk_form_list_read(data);
        g_object_set_data_full(G_OBJECT(data), KEY, forms, (GDestroyNotify)g_ptr_array_unref);
    }
    return g_ptr_array_ref(forms);
}

GPtrArray *
desk_form_list_choose(DeskData *data, GPtrArray *records)
{
    g_autoptr(GPtrArray) forms = desk_form_list_dup(data);

    return ep_form_choose(forms, records);
}
