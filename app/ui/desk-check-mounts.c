#include "app/ui/desk-check-mounts.h"

GPtrArray *
desk_check_mounts_list(void)
{
    g_autoptr(GVolumeMonitor) monitor = g_volume_monitor_get();
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    GList *mounts = g_volume_monitor_get_mounts(monitor);

    for (GList *at = mounts; at != NULL; at = at->next) {
        g_autoptr(GDrive) drive = g_mount_get_drive(at->data);
        g_autoptr(GFile) root = g_mount_get_root(at->data);
        char *path = drive != NULL && g_drive_is_removable(drive) ? g_file_get_path(root) : NULL;

        if (path != NULL)
            g_ptr_array_add(paths, path);
    }
    g_list_free_full(mounts, g_object_unref);
    return paths;
}
