#pragma once

#include <glib.h>

/* The drive letters of every disk: its folded instance ID → GStrv of "E:\". */
GHashTable *usbctl_volume_windows_list(void);
