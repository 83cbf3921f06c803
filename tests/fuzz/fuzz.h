#pragma once

#include <stdint.h>
#include <glib.h>

/*
 * A fuzzer is one file with libFuzzer's entry point, for one parser of bytes that others wrote. It asserts what must
 * hold for any bytes: what is refused says why, what is accepted is written back and read again as the same. Built with
 * -Dfuzz=true libFuzzer drives it; otherwise fuzz-driver.c does, as a test.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Refused with a sentence of @domain, or not refused. */
void fuzz_check_error(gboolean refused, const GError *error, GQuark domain);

/* The bytes up to the first NUL as text, to be freed; nothing readable behind its end. */
char *fuzz_dup_text(const uint8_t *data, size_t size);

/* The same where the parser is only ever given valid UTF-8. NULL if it is not. */
char *fuzz_dup_utf8(const uint8_t *data, size_t size);

/* A folder that goes with the process; borrowed. */
const char *fuzz_get_folder(void);

/* A file in that folder with these bytes; free the path with g_free(). */
char *fuzz_write_file(const char *name, gconstpointer data, gsize size);
