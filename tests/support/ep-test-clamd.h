#pragma once

/*
 * A private clamd that knows one signature of our own, started by the first test that asks and gone with the program.
 * It takes streams of up to 1 MiB. A failure to start aborts.
 */
#define EP_TEST_CLAMD_INFECTED "Madoguchi test signature, harmless"
#define EP_TEST_CLAMD_NAME "Madoguchi.Test.Harmless.UNOFFICIAL"

const char *ep_test_clamd_get_socket(void); /* its Unix socket's path */
const char *ep_test_clamd_get_host(void);   /* 127.0.0.1:port */
