#pragma once

#include "usbctl/usbctl-policy.h"

/* A policy as JSON; docs/formats.md holds the schema. Errors name the line, or the rule and its field. */
UsbctlPolicy *usbctl_policy_file_parse(const char *text, gsize length, GError **error);
UsbctlPolicy *usbctl_policy_file_load(const char *path, GError **error);

/* The same bytes for the same policy, with a newline at the end. */
char *usbctl_policy_file_format(const UsbctlPolicy *policy);
