#pragma once

/* Where the server is, as the query of a `postgresql:` address. Chosen by meson. */
const char *ep_test_pgsql_get_server(void);
