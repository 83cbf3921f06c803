#pragma once

#include "app/ui/desk-verb-bar.h"

/* Shared by desk-verb-bar.c (what is seen) and -choose.c (which verbs, and why not). */

/* Drawn if it starts from the state of at least one of them, and its network has it. */
gboolean desk_verb_bar_is_drawn(DeskData *data, const EpVerb *verb, GPtrArray *records);

/* The filled one: marked as the likely step and possible. If none is, @blocked is the one that is next but refused. */
const EpVerb *desk_verb_bar_find_main(DeskData *data, const EpTable *table, GPtrArray *records, const EpVerb **blocked);

/* Why one of them at least refuses it; NULL: all can. Free with g_free(). */
char *desk_verb_bar_dup_exception(DeskData *data, const EpVerb *verb, GPtrArray *records);
