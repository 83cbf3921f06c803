#pragma once

#include <glib.h>

#include "app/ui/desk-list.h"
#include "endpoint/core/ep-site.h"

/*
 * What a person arranged: columns, sizes, the last page. A key file in their own configuration folder, no record and no
 * act. What they never set is as the site has it. Saved a moment after the last change and when it is freed; a file
 * that cannot be read or written is a warning and the program goes on with what it has.
 */
typedef struct _DeskSettings DeskSettings;

/* @path: NULL is madoguchi/window.ini in the user's configuration folder. @site may be NULL; it must outlive them. */
DeskSettings *desk_settings_new(const char *path, EpSite *site);
void desk_settings_free(DeskSettings *settings); /* saves */

/* Free with g_free(); NULL if nobody set it. */
char *desk_settings_get(DeskSettings *settings, const char *group, const char *key);
int desk_settings_get_integer(DeskSettings *settings, const char *group, const char *key, int otherwise);
gboolean desk_settings_get_yes(DeskSettings *settings, const char *group, const char *key, gboolean otherwise);

void desk_settings_set(DeskSettings *settings, const char *group, const char *key, const char *value); /* NULL drops */
void desk_settings_set_integer(DeskSettings *settings, const char *group, const char *key, int value);
void desk_settings_set_yes(DeskSettings *settings, const char *group, const char *key, gboolean value);

/* Gives @list the columns it had under @name and keeps them from now on. The settings must outlive the list. */
void desk_settings_keep_list(DeskSettings *settings, DeskList *list, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskSettings, desk_settings_free)
