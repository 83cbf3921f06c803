#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"

/*
 * What can be done to a record, or to a selection: the likely step as the one filled button, the others beside it and
 * in a menu, each refused one with its reason.
 *
 * Signals:
 * - "verb" (const EpVerb *verb): a person chose it
 */
#define DESK_TYPE_VERB_BAR (desk_verb_bar_get_type())
G_DECLARE_FINAL_TYPE(DeskVerbBar, desk_verb_bar, DESK, VERB_BAR, GtkWidget)

GtkWidget *desk_verb_bar_new(DeskData *data);

/* @records: EpRecord of one table; more than one leaves only verbs that take a selection. */
void desk_verb_bar_set_records(DeskVerbBar *self, GPtrArray *records);

/* The same as a list for a menu, with "verb" as on the bar. @records as above. */
void desk_verb_bar_popup(DeskVerbBar *self, GtkWidget *over, double x, double y);

/* The verb that edits a record's fields, and the one that makes a record by hand; NULL if there is none. */
const EpVerb *desk_verb_bar_find_edit(const EpTable *table);
const EpVerb *desk_verb_bar_find_new(const EpTable *table);

/* Why @verb is refused for one of @records; NULL if it is not. Free with g_free(). */
char *desk_verb_bar_dup_reason(DeskData *data, const EpVerb *verb, GPtrArray *records);
