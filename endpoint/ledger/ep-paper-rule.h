#pragma once

#include "endpoint/ledger/ep-verb.h"

/*
 * What a network's paper asks for: a field must be filled in, may be, or does not stand on it, and which of its choices
 * count there (業務系: only the reasons that its rules list). What the contract says stands in the program, a site's
 * row of `form_field` takes its place; what neither names is asked as everywhere. A step with EP_VERB_COMPLETE is
 * refused while something is missing; before it, the paper may be received as it is and sent back.
 *
 * @rows as ep_route_load() gives them; NULL: none are known yet.
 */
typedef enum {
    EP_PAPER_ASKED,
    EP_PAPER_REQUIRED,
    EP_PAPER_LEFT_OUT,
} EpPaperAsked;

EpPaperAsked ep_paper_rule_get(GPtrArray *rows, const EpTable *table, const char *field, const char *network);
/* @code may be chosen there. */
gboolean ep_paper_rule_allows(GPtrArray *rows, const EpTable *table, const char *field, const char *network,
                              const char *code);
/* What @record lacks on its network, in words; NULL if nothing. */
char *ep_paper_rule_refuse(GPtrArray *rows, EpRecord *record);
