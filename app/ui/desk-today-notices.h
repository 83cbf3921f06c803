#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-today-news.h"

/* What is to be begun at this time of the year, and whom one has to tell: a line each in @box, which leads there. @box
 * is hidden when there is none. */
void desk_today_notices_fill(GtkWidget *box, const DeskTodayNews *news);
