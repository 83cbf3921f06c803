#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/* A record's history on its card: when, who, what, and each value old → new. */
#define DESK_TYPE_STORY (desk_story_get_type())
G_DECLARE_FINAL_TYPE(DeskStory, desk_story, DESK, STORY, GtkWidget)

GtkWidget *desk_story_new(DeskData *data);
void desk_story_set_record(DeskStory *self, EpRecord *record); /* again after each change */
