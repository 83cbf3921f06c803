#pragma once

#include <gtk/gtk.h>

#include "endpoint/ledger/ep-today.h"

/*
 * What waits of one kind: how many, how urgent, and the three that are most so.
 */
#define DESK_TYPE_TODAY_SECTION (desk_today_section_get_type())
G_DECLARE_FINAL_TYPE(DeskTodaySection, desk_today_section, DESK, TODAY_SECTION, GtkWidget)

GtkWidget *desk_today_section_new(const EpTodaySection *section, const EpDueNow *now);
