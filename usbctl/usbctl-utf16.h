#pragma once

#include <glib.h>

/* Appends @text (valid UTF-8; @length -1: up to its NUL) as UTF-16LE. */
void usbctl_utf16_append(GByteArray *out, const char *text, gssize length);

/* The same, and a NUL behind it. */
void usbctl_utf16_append_whole(GByteArray *out, const char *text, gssize length);
