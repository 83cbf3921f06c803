#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-check-subject.h"

/*
 * The first step: which medium it is. What is plugged in, with what the ledger knows of it; one called by its number or
 * sticker; or something brought in, with who, what for, and where its files are.
 *
 * Signals:
 * - "scan" (), "type" (): go on with desk_check_medium_take(), scanning or writing another's result down
 */
#define DESK_TYPE_CHECK_MEDIUM (desk_check_medium_get_type())
G_DECLARE_FINAL_TYPE(DeskCheckMedium, desk_check_medium, DESK, CHECK_MEDIUM, GtkWidget)

GtkWidget *desk_check_medium_new(DeskData *data);

/* As at first, or with @record chosen (NULL: something brought in). */
void desk_check_medium_reset(DeskCheckMedium *self, EpRecord *record);

/* What was said, if all of it can be; NULL shows why not. @scan: a folder is needed. Transfer full. */
DeskCheckSubject *desk_check_medium_take(DeskCheckMedium *self, gboolean scan);

/* For tests and pictures: where the files are, and the device at @path of those plugged in. */
void desk_check_medium_set_folder(DeskCheckMedium *self, const char *folder);
void desk_check_medium_offer_folders(DeskCheckMedium *self, GPtrArray *paths); /* one is taken, several are asked */
gboolean desk_check_medium_choose_device(DeskCheckMedium *self, const char *path);
