#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/*
 * Which steps a network has, and who may do them: a role, and another person than the one who did a step before. What
 * the contract says stands in the program (the business network knows no temporary permits; who registers does not
 * verify); a site's row of `route` takes its place as a whole. What neither names is offered to everybody. A step that
 * is not offered is not drawn, and ep_ledger_do() refuses it.
 *
 * @rows are the site's (EpRecord of route and of form_field, NULL: none are known yet), so that nobody reads them for
 * every record.
 */
GPtrArray *ep_route_load(EpReader *reader, GError **error);

/* A @network that is "" is offered. */
gboolean ep_route_offers(GPtrArray *rows, const char *verb, const char *network);
/* Why @operator may not do it on @network at all, or NULL. */
char *ep_route_refuse_network(GPtrArray *rows, const EpVerb *verb, const char *network, const EpOperator *operator);
/* Why it cannot be done to @record, the verb's own reasons included, or NULL; what ep_ledger_do() asks again under the
 * lock. */
char *ep_route_refuse(GPtrArray *rows, const EpVerb *verb, EpRecord *record, const EpOperator *operator,
                      const char * today);
