#include "app/ui/desk-import-private.h"

/* What orders and their results are made of. */

struct _DeskImportFiles {
    gatomicrefcount refs;
    EpImport *import; /* made by the first order */
};

DeskImportFiles *
desk_import_files_new(void)
{
    DeskImportFiles *files = g_new0(DeskImportFiles, 1);

    g_atomic_ref_count_init(&files->refs);
    return files;
}

static DeskImportFiles *
desk_import_files_ref(DeskImportFiles *files)
{
    g_atomic_ref_count_inc(&files->refs);
    return files;
}

void
desk_import_files_unref(DeskImportFiles *files)
{
    if (!g_atomic_ref_count_dec(&files->refs))
        return;
    g_clear_pointer(&files->import, ep_import_free);
    g_free(files);
}

EpImport *
desk_import_files_open(DeskImportFiles *files, EpLedger *ledger, const EpTable *table)
{
    if (files->import == NULL)
        files->import = ep_import_new(ledger, table);
    return files->import;
}

static void
desk_import_map_free(DeskImportMap *map)
{
    g_free(map->origin);
    g_strfreev(map->headings);
    g_free(map->fields);
    g_free(map);
}

GPtrArray *
desk_import_maps_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)desk_import_map_free);
}

static void
desk_import_fault_free(DeskImportFault *fault)
{
    g_free(fault->reason);
    g_free(fault);
}

void
desk_import_item_add_fault(DeskImportItem *item, const EpImportProblem *problem)
{
    DeskImportFault *fault = g_new(DeskImportFault, 1);

    *fault = (DeskImportFault){ problem->column, problem->field, g_strdup(problem->reason) };
    if (item->faults == NULL)
        item->faults = g_ptr_array_new_with_free_func((GDestroyNotify)desk_import_fault_free);
    g_ptr_array_add(item->faults, fault);
}

void
desk_import_item_free(DeskImportItem *item)
{
    g_clear_object(&item->base);
    g_clear_pointer(&item->faults, g_ptr_array_unref);
    g_clear_pointer(&item->candidates, g_ptr_array_unref);
    g_free(item);
}

void
desk_import_preview_free(DeskImportPreview *preview)
{
    g_clear_pointer(&preview->maps, g_ptr_array_unref);
    g_clear_pointer(&preview->records, g_ptr_array_unref);
    g_clear_pointer(&preview->items, g_ptr_array_unref);
    g_free(preview->columns);
    g_free(preview->refused);
    g_free(preview->problem);
    g_free(preview);
}

void
desk_import_done_free(DeskImportDone *done)
{
    g_free(done->problem);
    g_free(done);
}

static void
desk_import_order_clear_choice(gpointer data)
{
    g_clear_object(&((DeskImportChoice *)data)->candidate);
}

DeskImportOrder *
desk_import_order_new(DeskImportFiles *files, const EpTable *table)
{
    DeskImportOrder *order = g_new0(DeskImportOrder, 1);

    order->files = desk_import_files_ref(files);
    order->table = table;
    order->choices = g_array_new(FALSE, FALSE, sizeof(DeskImportChoice));
    g_array_set_clear_func(order->choices, desk_import_order_clear_choice);
    return order;
}

void
desk_import_order_set_maps(DeskImportOrder *order, GPtrArray *maps)
{
    order->maps = desk_import_maps_new();
    for (guint i = 0; i < maps->len; i++) {
        const DeskImportMap *map = g_ptr_array_index(maps, i);
        DeskImportMap *copy = g_new0(DeskImportMap, 1);

        copy->n = map->n;
        copy->fields = g_memdup2(map->fields, map->n * sizeof(guint));
        g_ptr_array_add(order->maps, copy);
    }
}

void
desk_import_order_add_choice(DeskImportOrder *order, guint row, gboolean open, EpRecord *candidate)
{
    DeskImportChoice choice = { row, open, candidate != NULL ? g_object_ref(candidate) : NULL };

    g_array_append_val(order->choices, choice);
}

void
desk_import_order_free(DeskImportOrder *order)
{
    desk_import_files_unref(order->files);
    g_strfreev(order->paths);
    g_free(order->key);
    g_clear_pointer(&order->maps, g_ptr_array_unref);
    g_array_unref(order->choices);
    g_free(order->name);
    g_free(order);
}
