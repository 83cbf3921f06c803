#pragma once

#include <glib.h>

/*
 * Network addresses as text. Each checker takes letters, digits and signs of any width and blanks around, and returns
 * the canonical form to be freed, or NULL with EP_ERROR_INVALID and what was expected.
 */

/* 48 bits in hexadecimal with ":", "-", ".", blanks or nothing between → "AA:BB:CC:DD:EE:FF". */
char *ep_net_check_mac(const char *text, GError **error);

/* IPv4 with four decimal numbers ("192.168.001.010" is 192.168.1.10: leading zeros are padding, never octal) or IPv6,
 * which comes back in its short lower-case form (RFC 5952). No mask, port or zone. */
char *ep_net_check_ip(const char *text, GError **error);

/* TRUE for a canonical MAC that says nothing about the machine: all zeros, all ones or a group address. */
gboolean ep_net_mac_is_void(const char *mac);

/* Order of canonical IP addresses: IPv4 by number, then IPv6 by number, then whatever is neither, by code point. Equal
 * only if the text is. */
int ep_net_compare_ip(const char *a, const char *b);
