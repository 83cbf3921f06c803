#pragma once

#include "endpoint/store/ep-reader.h"

/*
 * Which steps a network has. What the contract says stands in the program (the business network knows no temporary
 * permits); a site's rows of `route` are laid over that. A step that is not offered is not drawn, and ep_ledger_do()
 * refuses it.
 */

/* @verb or @network NULL or "" is offered. */
gboolean ep_route_offers(EpReader *reader, const char *verb, const char *network);
/* The same as an EP_ERROR_REFUSED; @label is the verb's msgid. */
gboolean ep_route_check(EpReader *reader, const char *verb, const char *label, const char *network, GError **error);
